"""A brief as Markdown: complete, and what a user typed stays text."""

import re

from markdown_it import MarkdownIt

from bot.brief.markdown import literal, to_markdown
from bot.brief.model import BriefFact
from tests.brief.talk import SECOND_LOAN, UTAH, told

HOSTILE = "<script>alert(1)</script> | [a](http://evil.example) **b** www.evil.example `c` # d $5 😀 שלום"


def html(text: str) -> str:
    return MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text)


def test_every_section_stands_in_it_and_the_disclaimer_once() -> None:
    text = to_markdown(told(UTAH).brief())
    assert re.findall(r"^## (.*)", text, re.M) == [
        "May the lender still collect the rest?",
        "The rule in force",
        "Arithmetic",
        "Deadlines",
        "Facts as told",
        "Taken as usual",
        "What to do next",
        "Rules looked at and ruled out",
        "Also to know",
        "Help",
        "Sources",
    ]
    assert text.count("not legal advice") == 1
    assert "| The sale price | $255,000 | message 1: “255”; read '255' as $255,000 |" in text
    assert "**39 days left.**" in text and "Utah Code § 57-1-32" in text


def test_several_possibilities_stand_beside_what_is_unknown() -> None:
    text = to_markdown(told(SECOND_LOAN).brief())
    assert "If this lender held the sale: The lender cannot collect the rest." in text
    assert "## Still unknown, and it matters" in text


def test_hostile_words_are_shown_as_typed() -> None:
    brief = told(UTAH).brief()
    fact = BriefFact(label="What the loan was for", value=HOSTILE, status="told", message=1, words=HOSTILE, how=HOSTILE)
    page = html(to_markdown(brief.model_copy(update={"facts": (*brief.facts, fact)})))
    row = next(line for line in page.split("<tr>") if "alert(1)" in line).partition("</tr>")[0]
    assert "<script" not in page and "evil.example&quot;" not in page
    assert not re.search(r"<(?:a|strong|code|h\d|img)\b", row)
    assert row.count("<td") == 3, "a bar in the words makes no further cell"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in row and "$5 😀 שלום" in row


def test_an_address_in_a_users_words_does_not_become_a_link() -> None:
    assert "www.evil" not in literal("www.evil.example") and "://" not in literal("http://evil.example")
    assert "@evil" not in literal("me@evil.example")


def test_our_own_text_stays_legible_in_the_file() -> None:
    assert literal("A.R.S. § 33-814(G), (H): $5 – “so”") == "A.R.S. § 33-814(G), (H): $5 – “so”"
