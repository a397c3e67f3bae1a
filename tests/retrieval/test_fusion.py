from datetime import date

from bot.retrieval.fusion import Found, fuse
from bot.retrieval.passage import Passage, SourceLink
from bot.topics import Topic


def passage(name: str, topic: Topic = Topic.RULE, state: str | None = None) -> Passage:
    source = SourceLink(cite="Cite", url="https://example.org")
    return Passage(
        id=name, kind="state" if state else "guide", title="t", text="x", topic=topic, state=state, cite="Cite",
        url=source.url, sources=(source,), checked=date(2026, 1, 1),
    )  # fmt: skip


A, B, C = (passage(f"guide/x#{name}") for name in "abc")


def order(*args: list[Found], **how: object) -> list[str]:
    hits = fuse(*args, **{"state": None, "topics": (), "k": 5, **how})  # type: ignore[arg-type]
    return [hit.passage.id for hit in hits]


def test_what_both_rankings_find_comes_before_what_one_finds() -> None:
    assert order([Found(A, 0.9), Found(B, 0.8)], [Found(B, 7.0), Found(C, 6.0)])[0] == B.id


def test_the_best_vector_of_a_section_ranks_it() -> None:
    (first, second) = fuse([Found(A, 0.5), Found(B, 0.6), Found(A, 0.9, "an ask")], [], state=None, topics=(), k=5)
    assert (first.passage, first.dense_similarity, first.ask, first.dense_rank) == (A, 0.9, "an ask", 1)
    assert (second.passage, second.dense_rank, second.lexical_rank) == (B, 2, None)


def test_the_part_whose_text_fits_best_speaks_for_a_split_section() -> None:
    first, second = passage("guide/x#long"), passage("guide/x#long~2")
    (hit,) = fuse([Found(first, 0.9, "an ask"), Found(first, 0.2), Found(second, 0.5)], [], state=None, topics=(), k=5)
    assert hit.passage is second
    assert hit.dense_similarity == 0.9
    (hit,) = fuse([Found(first, 0.9, "an ask")], [], state=None, topics=(), k=5)
    assert hit.passage is first


def test_ties_are_broken_by_id() -> None:
    assert order([Found(B, 0.5), Found(A, 0.5)], []) == [A.id, B.id]


def test_a_topic_and_the_own_state_raise_a_passage() -> None:
    tax, own = passage("guide/y#tax", Topic.TAX), passage("states/AZ#rule-x", Topic.RULE, "AZ")
    dense = [Found(A, 0.85), Found(tax, 0.8), Found(own, 0.75)]
    assert order(dense, [])[0] == A.id
    assert order(dense, [], topics=(Topic.TAX,))[0] == tax.id
    assert order(dense, [], state="AZ")[0] == own.id
    assert order(dense, [], state="AZ", topics=(Topic.TAX,))[0] == tax.id, "another topic is asked for"


def test_a_state_passage_far_from_the_question_is_not_raised() -> None:
    own = passage("states/AZ#rule-x", Topic.RULE, "AZ")
    close, far = [Found(own, 0.6), Found(A, 0.7)], [Found(own, 0.35), Found(A, 0.7)]
    words = [Found(own, 5.0), Found(A, 3.0)]
    assert order(close, [], state="AZ")[0] == own.id
    assert order(far, words, state="AZ")[0] == A.id


def test_the_very_words_of_a_question_beat_what_is_merely_related() -> None:
    near, related = Found(A, 0.98, "an ask"), [Found(passage(f"guide/z#{n}", Topic.TAX), 0.6) for n in range(4)]
    assert order([near, *related], [Found(r.passage, 5.0) for r in related], topics=(Topic.TAX,))[0] == A.id


def test_doubts_and_explained_words_come_first_only_where_they_are_asked_for() -> None:
    doubt = passage("guide/z#uncertain")
    word = passage("glossary#word").model_copy(update={"kind": "glossary"})
    assert order([Found(A, 0.6), Found(doubt, 0.65), Found(word, 0.65)], [])[0] == A.id
    assert order([Found(A, 0.75), Found(doubt, 0.8, "how sure are you")], [])[0] == doubt.id
    assert order([Found(A, 0.6), Found(word, 0.65)], [], topics=(Topic.DEFINITION,))[0] == word.id


def test_words_outweigh_meaning_when_a_statute_is_named() -> None:
    dense, lexical = [Found(A, 0.9), Found(B, 0.8)], [Found(C, 9.0), Found(A, 1.0), Found(B, 0.5)]
    assert order(dense, lexical)[0] == A.id
    assert order([Found(A, 0.9)], [Found(C, 9.0)], by_citation=True)[0] == C.id


def test_no_more_than_k_come_back() -> None:
    assert order([Found(A, 0.9), Found(B, 0.8), Found(C, 0.7)], [], k=2) == [A.id, B.id]
    assert order([], []) == []
