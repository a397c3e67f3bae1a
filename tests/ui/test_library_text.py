"""Passages as they are shown: every character as written, the used sentence marked wherever its lines break."""

from datetime import date

import pytest

from bot.law.record import get_record
from bot.retrieval.passage import SourceLink, rule_id
from bot.settings import get_settings
from bot.topics import Topic
from bot.ui.library.contents import GROUPS, beside, documents, grouped
from bot.ui.library.rules import case_text, case_words
from bot.ui.library.text import body, has, link, links, standing
from ingest.load import load_corpus
from tests.conversation.talker import engine

CORPUS = get_settings().corpus_dir


def plain(markdown: str) -> str:
    """Markdown of `body` without its escapes and marks."""
    return markdown.replace("<mark>", "").replace("</mark>", "").replace("\\", "").replace("\u2060", "")


def test_markup_and_dollar_signs_of_a_text_are_shown_as_written() -> None:
    assert body("<b>$5</b> [a](b) *x*") == r"\<b\>\$5\</b\> \[a\]\(b\) \*x\*"


def test_paragraphs_and_lists_keep_their_form() -> None:
    assert body("One:\n- first\n- second\nTwo.\n\n1. a\n2. b") == (
        "One\\:\n\n- first\n- second\n\nTwo\\.\n\n1. a\n2. b"
    )


def test_the_used_sentence_is_marked_and_nothing_else() -> None:
    assert body("First. Second one. Third.", "Second one.") == r"First\. <mark>Second one\.</mark> Third\."


def test_a_sentence_over_several_lines_is_marked_in_each() -> None:
    assert body("Bring:\n- the note\n- a pen", "Bring: - the note - a pen") == (
        "<mark>Bring\\:</mark>\n\n- <mark>the note</mark>\n- <mark>a pen</mark>"
    )


def test_a_sentence_that_the_text_does_not_have_marks_nothing() -> None:
    for quote in ("", "   ", "not there", "<script>", "(", "First.*"):
        assert "<mark>" not in body("First. Second.", quote)


def test_markup_in_a_quoted_sentence_stays_text() -> None:
    assert body("a <img src=x onerror=y> b", "<img src=x onerror=y>") == (r"a <mark>\<img src\=x onerror\=y\></mark> b")


def test_every_passage_of_the_index_is_shown_whole() -> None:
    for passage in engine().index.passages():
        assert plain(body(passage.text)).split() == passage.text.split(), passage.id


def test_every_sentence_that_an_answer_quotes_is_found_in_its_passage() -> None:
    answer = engine().ask("Utah trustee's sale, owed $318,000, sold for $255,000, worth $300,000")
    assert answer.citations
    for citation in answer.citations:
        assert has(engine().index.passage(citation.passage).text, citation.quote)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", ""])
def test_only_an_address_of_the_web_is_a_link(url: str) -> None:
    assert link("A.R.S.", url) == r"A\.R\.S\."


def test_brackets_in_a_citation_or_its_address_do_not_break_the_link() -> None:
    assert link("§ 1 [2]", "https://x.gov/a(b) c>d") == r"[§ 1 \[2\]](<https://x.gov/a(b)%20c%3Ed>)"


def test_each_source_is_listed_once() -> None:
    one = SourceLink(cite="A", url="https://a.gov")
    assert links([one, one, SourceLink(cite="B", url="https://b.gov")]).count("\n") == 1


@pytest.mark.parametrize(("day", "old"), [(date(2026, 11, 27), False), (date(2027, 11, 25), True)])
def test_a_long_time_since_the_check_is_said(day: date, old: bool) -> None:
    line = standing(date(2026, 11, 23), "medium", day, 365)
    assert line.startswith("Checked November 23, 2026; supported, but compare it with the statute")
    assert ("look for changes" in line) is old


def test_guides_and_federal_rules_are_called_as_their_files_say() -> None:
    corpus = load_corpus(CORPUS)
    guides = documents(engine().index, "guide", CORPUS)
    assert {id: d.title for id, d in guides.items()} == {g.head.id: g.head.title for g in corpus.guides}
    federal = documents(engine().index, "federal", CORPUS)
    assert {id: d.title for id, d in federal.items()} == {f.id: f.title for f in corpus.federal}
    for guide in corpus.guides:
        document = guides[guide.head.id]
        assert [document.heading(s) for s in document.sections] == [
            guide.sections[s.id].title for s in guide.head.sections
        ]


def test_every_document_stands_under_one_subject() -> None:
    topics = [topic for group in GROUPS.values() for topic in group]
    assert len(topics) == len(set(topics))
    for kind in ("guide", "federal"):
        every = documents(engine().index, kind, CORPUS)
        assert sorted(d.id for there in grouped(every.values()).values() for d in there) == sorted(every)
    assert Topic.TAX in topics


def test_the_ends_of_a_list_have_one_neighbour() -> None:
    assert beside(["a", "b", "c"], "b") == ("a", "c")
    assert beside(["a"], "a") == (None, None)


def test_every_case_of_every_state_is_told_whole() -> None:
    index = engine().index
    for code in index.manifest.states:
        record = get_record(CORPUS / "states", code)
        for case in record.deficiency:
            told = " ".join(case_text(case, index.parts(rule_id(code, case.id))).split())
            assert " ".join(case.effect.split())[4:] in told, (code, case.id)
            for exception in case.exceptions:
                assert " ".join(exception.split()).rstrip(".") in told, (code, case.id)
            assert "authority:" not in told


def test_a_case_is_told_as_a_condition_and_what_follows() -> None:
    arizona = get_record(CORPUS / "states", "AZ")
    words = {case.id: plain(case_words(arizona, case)) for case in arizona.deficiency}
    assert words["waived-in-writing"] == (
        "If the lender gave up the rest in writing: **the lender cannot collect the rest.**"
    )
    assert "\n- the land is at most 2.5 acres\n" in words["trustee-sale-home"]
    assert words["court-foreclosure"].startswith("In every other case: **the lender may collect")


def test_a_case_without_its_passage_is_told_from_the_record() -> None:
    case = get_record(CORPUS / "states", "AZ").deficiency[0]
    assert case_text(case, []).startswith(case.effect)
    assert f"- {case.exceptions[0]}" in case_text(case, [])
