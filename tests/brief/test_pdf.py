"""A brief as PDF, read back: text, pages, links, bookmarks, and nothing over the edge."""

import io
import re

import pytest
from pypdf import PdfReader

from bot.brief.model import Brief, BriefFact, Line
from bot.brief.pdf import to_pdf
from bot.brief.sheet_of_paper import MARGIN, SheetOfPaper
from bot.understand.statenames import TITLES
from tests.brief.talk import SECOND_LOAN, TODAY, UTAH, engine, told

POINTS = 72 / 25.4  # a millimetre
LETTER = 612.0  # points wide


def opened(brief: Brief) -> PdfReader:
    return PdfReader(io.BytesIO(to_pdf(brief)))


def text_of(reader: PdfReader) -> str:
    """The words in their order, however the lines were broken."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ").split())


def with_words(brief: Brief, words: str) -> Brief:
    fact = BriefFact(label="What the loan was for", value=words, status="told", message=1, words=words, how=words)
    line = Line(text=words, sources=(1,))
    changed = {"facts": (*brief.facts, fact), "unknown": (line,), "bottom_line": line}
    return brief.model_copy(update=changed)


def over_the_edge(reader: PdfReader) -> list[str]:
    """Pieces of text that end beyond the margin, as measured with the same fonts."""
    paper = SheetOfPaper("", TODAY)
    found: list[str] = []

    def visit(text: str, _: list[float], tm: list[float], font: dict[str, str] | None, size: float) -> None:
        if text.strip() and font is not None:
            paper.set_font("source-sans", "B" if "Bold" in font["/BaseFont"] else "", size)
            end = tm[4] + paper.get_string_width(text.strip()) * POINTS
            if end > LETTER - MARGIN * POINTS + 1:
                found.append(text)

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    return found


def test_an_ordinary_case_reads_back_on_two_pages() -> None:
    brief = told(UTAH, "how much of my pay could they garnish, 1200 every two weeks?").brief()
    reader = opened(brief)
    assert len(reader.pages) <= 2
    text = text_of(reader)
    for said in (
        "Case brief: Utah",
        "At most $18,000, if a court accepts $300,000 as the home's value.",
        "Utah Code § 57-1-32",
        "39 days left.",
        "message 1: “255”; read '255' as $255,000",
        "the sale price of $255,000 does not enter",
        "Earnings above the protected part ($1,200 − $435)",
        "888-995-4673",
        f"Page 2 of {len(reader.pages)}",
    ):
        assert said in text, said
    assert text.count("not legal advice") == 1
    assert over_the_edge(reader) == []


def test_title_language_bookmarks_and_links_are_set() -> None:
    brief = told(UTAH).brief()
    reader = opened(brief)
    assert reader.metadata is not None and reader.metadata.title == "Case brief: Utah"
    assert reader.root_object["/Lang"] == "en-US"
    assert [entry["/Title"] for entry in reader.outline][:2] == [  # type: ignore[index,call-overload]
        "May the lender still collect the rest?",
        "The rule in force",
    ]
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    opens = {link["/A"]["/URI"] for link in links if "/A" in link and "/URI" in link["/A"]}
    assert opens == {source.url for source in brief.sources}
    assert any("/Dest" in link or "/D" in link.get("/A", {}) for link in links), "a number leads to its source"


def test_signs_of_the_law_and_accents_are_printed() -> None:
    signs = "§ – — “so” ‘so’ ≥ ≤ − × José Muñoz façade Łódź"
    reader = opened(with_words(told(UTAH).brief(), signs))
    assert signs in text_of(reader)
    assert "[?]" not in text_of(reader)


def test_one_brief_always_makes_the_same_file() -> None:
    assert to_pdf(told(UTAH).brief()) == to_pdf(told(UTAH).brief())


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("<script>alert(1)</script> **b** __c__ --d--", "<script>alert(1)</script> **b** __c__ --d--"),
        ("lost it 😀🏠 sadly", "lost it [?] sadly"),
        ("שלום עולם house", "[?] house"),
        ("a\nb\x00\t c", "a b[?] c"),
    ],
)
def test_hostile_words_are_printed_as_text(words: str, printed: str) -> None:
    reader = opened(with_words(told(UTAH).brief(), words))
    text = text_of(reader)
    assert text.count(printed) >= 3
    assert ("The Markdown version has them." in text) == ("[?]" in printed)


def test_words_of_8000_characters_are_broken_over_lines_and_pages() -> None:
    reader = opened(with_words(told(UTAH).brief(), "x" * 8000))
    assert over_the_edge(reader) == []
    printed = "".join(page.extract_text() for page in reader.pages)
    assert printed.count("x") > 2 * 8000, "whole in the paragraphs; a cell is cut, because a row fits on one page"


def test_a_list_of_a_hundred_facts_goes_on_over_pages() -> None:
    brief = told(UTAH).brief()
    many = tuple(brief.facts[i % 3].model_copy(update={"label": f"Fact {i}"}) for i in range(100))
    reader = opened(brief.model_copy(update={"facts": many}))
    text = text_of(reader)
    assert all(f"Fact {i} " in text for i in range(100))
    assert text.count("Told in, and how read") > 1, "the head of the table is repeated"
    assert over_the_edge(reader) == []


def test_a_case_without_a_state_a_surplus_and_several_possibilities() -> None:
    assert "Which state is the house in?" in text_of(opened(told("owed 212k, sold for 150k").brief()))
    surplus = text_of(opened(told("Ohio sheriff sale, owed $150,000, sold for $180,000").brief()))
    assert "the sale brought $30,000 more" in surplus and "Deadlines" not in surplus
    several = text_of(opened(told(SECOND_LOAN).brief()))
    assert "If this lender held the sale:" in several and "If another lender's sale wiped" in several


def longest_records() -> list[str]:
    folder = engine().settings.corpus_dir / "states"
    return sorted(TITLES, key=lambda code: -(folder / f"{code}.yaml").stat().st_size)[:12]


@pytest.mark.parametrize("state", longest_records())
def test_an_ordinary_case_of_the_longest_records_fits_on_two_pages(state: str) -> None:
    case = "foreclosure of our home, owed $212,000, sold for $150,000 on October 1, 2026, worth $190,000"
    reader = opened(told(f"{TITLES[state]}: {case}").brief())
    assert len(reader.pages) <= 2
    assert re.search(r"Page 1 of \d", text_of(reader))
    assert over_the_edge(reader) == []
