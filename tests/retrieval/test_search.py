import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ModelError, QuestionError, SearchIndexError
from bot.retrieval.search import Index
from bot.settings import ROOT
from bot.topics import Topic

QUESTIONS = ["how long do they have to sue me in {s}", "does market value count", "statute of limitations", "Nevada law",
             "trustee sale Arizona deficiency", "33-101(A)", "40-104", "can they take my house", "zzz"]  # fmt: skip


def ids(index: Index, query: str, **how: Any) -> list[str]:
    return [hit.passage.id for hit in index.search(query, **{"state": None, **how})]


def test_a_question_in_a_states_own_words_finds_that_states_passage(index: Index) -> None:
    assert ids(index, "how long do they have to sue me", state="AZ")[0] == "states/AZ#deadline-suit"
    assert ids(index, "How long do they have to sue me in Nevada?", state="nv")[0] == "states/NV#deadline-suit"
    assert ids(index, "can I get my house back after the sale", state="NV")[0] == "states/NV#redemption"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(QUESTIONS) | st.text(min_size=1).filter(str.strip),
    st.sampled_from(["AZ", "NV", "OH"]),
    st.lists(st.sampled_from(list(Topic)), max_size=3),
    st.integers(1, 60),
)
def test_another_states_passage_never_comes_back(
    index: Index, query: str, state: str, topics: list[Topic], k: int
) -> None:
    found = index.search(query, state=state, topics=topics, k=k)
    assert {hit.passage.state for hit in found} <= {None, state}
    assert len(found) <= k


@pytest.mark.parametrize("query", QUESTIONS)
def test_without_a_state_its_passages_come_only_when_asked_for(index: Index, query: str) -> None:
    assert all(hit.passage.state is None for hit in index.search(query, state=None, k=50))
    assert all(hit.passage.kind == "state" for hit in index.search(query, state=None, kinds=("state",), k=50))


def test_states_can_be_compared_when_they_are_asked_for(index: Index) -> None:
    found = index.search("how long do they have to sue me", state=None, kinds=("state",), k=2)
    assert {hit.passage.id for hit in found} == {"states/AZ#deadline-suit", "states/NV#deadline-suit"}


def test_a_state_question_may_be_answered_by_what_holds_nationwide(index: Index) -> None:
    assert ids(index, "can they garnish my wages", state="AZ")[0] == "federal/wages#limit"


def test_kinds_narrow_the_search(index: Index) -> None:
    assert {hit.passage.kind for hit in index.search("deficiency after a sale", state="AZ", kinds=("guide",), k=9)} == {
        "guide"
    }
    both = index.search("deficiency after a sale", state="AZ", kinds=("guide", "state"), k=50)
    assert {hit.passage.kind for hit in both} == {"guide", "state"}


def test_a_topic_raises_its_passages_and_hides_no_others(index: Index) -> None:
    plain = index.search("the sale", state="AZ", k=50)
    wanted = next(
        hit.passage.topic for hit in plain[5:] if hit.passage.topic not in {h.passage.topic for h in plain[:5]}
    )
    asked = index.search("the sale", state="AZ", topics=[wanted], k=50)
    assert {hit.passage.id for hit in plain} == {hit.passage.id for hit in asked}
    before, after = ({hit.passage.id: (n, hit.score) for n, hit in enumerate(hits)} for hits in (plain, asked))
    on_topic = [hit.passage.id for hit in asked if hit.passage.topic == wanted]
    assert all(after[name][0] <= before[name][0] for name in on_topic)
    assert all(after[name][1] > before[name][1] for name in on_topic)


def test_a_statutes_number_finds_its_passage_first(index: Index) -> None:
    assert ids(index, "§ 33-101(A)", state="AZ")[0] == "states/AZ#rule-trustee-home"
    assert ids(index, "what does 40-104 say", state="NV")[0] == "states/NV#deadline-suit"
    assert ids(index, "15 U.S.C. 1673")[0] == "federal/wages#limit"


def test_everyday_words_reach_the_legal_term(index: Index) -> None:
    assert "redemption" in index.glossary.expand("Can I buy my house back?")
    assert "guide/getting-it-back#price" in ids(index, "what do I pay to buy my house back", k=3)


def test_a_section_comes_once_with_the_phrasing_it_was_nearest_to(index: Index) -> None:
    found = index.search("can they garnish my wages", state=None, k=50)
    sections = [hit.passage.section for hit in found]
    assert len(sections) == len(set(sections))
    assert found[0].ask == "can they garnish my wages"
    assert found[0].dense_rank == 1
    assert found[0].dense_similarity == pytest.approx(1.0, abs=1e-4)
    assert found[0].lexical_rank == 1


def test_a_states_phrasing_is_told_with_the_states_name(index: Index) -> None:
    assert (
        index.search("how long do they have to sue me", state="AZ")[0].ask
        == "how long do they have to sue me in Arizona"
    )


def test_the_same_question_has_the_same_answer(
    index: Index, published: Path, fake_embedder: Callable[..., Any]
) -> None:
    other = Index.open(published, fake_embedder)
    for query in QUESTIONS:
        assert index.search(query, state="AZ", k=20) == other.search(query, state="AZ", k=20)


def test_an_empty_question_is_refused(index: Index) -> None:
    with pytest.raises(QuestionError, match="empty"):
        index.search(" \n", state=None)
    with pytest.raises(ValueError, match="k is 0"):
        index.search("x", state=None, k=0)


def test_passages_are_looked_up_without_a_search(index: Index) -> None:
    assert [p.id for p in index.lookup(["states/NV#overview", "federal/wages#job"])] == [
        "states/NV#overview", "federal/wages#job",
    ]  # fmt: skip
    assert "states/AZ#overview" in index
    assert len(index.passages(state="AZ")) == 11
    assert [part.id for part in index.parts("states/AZ#overview~2")] == ["states/AZ#overview"]
    with pytest.raises(SearchIndexError, match="no passage states/OH#overview"):
        index.passage("states/OH#overview")


def test_looking_up_imports_neither_torch_nor_chroma(published: Path) -> None:
    code = (
        "import sys, pathlib\nfrom bot.retrieval.search import Index\nfrom bot.retrieval.embedder import Embedder\n"
        "index = Index.open(pathlib.Path(sys.argv[1]), Embedder)\nindex.passage('states/AZ#overview')\n"
        "print(sorted({'torch', 'chromadb', 'bm25s', 'numpy', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(published)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_loading_in_the_background_is_done_once(published: Path, fake_embedder: Callable[..., Any]) -> None:
    made: list[Any] = []

    def factory() -> Any:
        made.append(fake_embedder())
        return made[-1]

    index = Index.open(published, factory)
    thread = index.load_in_background()
    assert index.search("redeem", state=None)
    thread.join()
    assert len(made) == 1


def test_an_error_met_in_the_background_reaches_the_first_search(published: Path) -> None:
    def factory() -> Any:
        raise ModelError("no model")

    index = Index.open(published, factory)
    index.load_in_background().join()
    with pytest.raises(ModelError, match="no model"):
        index.search("redeem", state=None)
