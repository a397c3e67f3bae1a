from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.embedder import model_folder
from bot.retrieval.passage import Passage, SourceLink
from bot.settings import ROOT
from bot.topics import Topic
from ingest.load import read_corpus
from ingest.render import render
from ingest.split import MOST_PIECES, most_pieces, piece_counter, split, split_all

COUNT = piece_counter(model_folder())


def passage(text: str) -> Passage:
    return Passage(
        id="guide/x#y", kind="guide", title="A title", text=text, topic=Topic.RULE, cite="Cite", url="https://example.org",
        sources=(SourceLink(cite="Cite", url="https://example.org"),), asks=("a question",), checked=date(2026, 1, 1),
    )  # fmt: skip


def test_a_short_passage_stays_whole() -> None:
    assert split(passage("One sentence."), COUNT) == [passage("One sentence.")]


def test_a_long_passage_is_cut_at_sentence_ends_into_parts_of_like_length() -> None:
    text = " ".join(f"The lender named in A.R.S. § 33-814 v. Owner {n} must act within ninety days." for n in range(40))
    parts = split(passage(text), COUNT)
    assert [part.id for part in parts] == ["guide/x#y", *(f"guide/x#y~{n}" for n in range(2, len(parts) + 1))]
    assert len(parts) > 2
    assert all(part.text.endswith("days.") and part.text.startswith("The lender") for part in parts)
    assert " ".join(part.text for part in parts) == text
    assert min(len(part.text) for part in parts) > max(len(part.text) for part in parts) / 2
    assert [part.asks for part in parts] == [("a question",)] + [()] * (len(parts) - 1)


@given(st.text(alphabet=st.sampled_from("ab,;. \n§é"), min_size=1, max_size=3000).filter(str.strip))
def test_no_part_is_longer_than_the_model_reads_and_nothing_is_lost(text: str) -> None:
    parts = split(passage(text), COUNT, 60)
    assert all(COUNT(part.full_text) <= 60 for part in parts)
    if len(parts) > 1:
        assert "".join("".join(part.text for part in parts).split()) == "".join(text.split())


def test_every_passage_of_the_corpus_fits_the_model() -> None:
    corpus, _ = read_corpus(ROOT / "corpus")
    passages = split_all(render(corpus), COUNT, most_pieces(model_folder()))
    assert passages
    assert max(COUNT(passage.full_text) for passage in passages) <= MOST_PIECES


def test_a_title_without_room_for_text_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves no room"):
        split(passage("word " * 300).model_copy(update={"title": "long " * 249}), COUNT)
