from pathlib import Path

import pytest

from bot.retrieval.passage import Passage
from bot.settings import ROOT
from ingest.load import load_corpus, read_corpus
from ingest.render import plain, render
from ingest.render_states import in_state, render_state

STATES = sorted((ROOT / "corpus" / "states").glob("*.yaml"))


@pytest.fixture
def passages(corpus: Path) -> dict[str, Passage]:
    return {passage.id: passage for passage in render(load_corpus(corpus))}


def test_a_guide_section_keeps_its_sources_topic_and_phrasings(passages: dict[str, Passage]) -> None:
    first = passages["guide/still-owing#meaning"]
    assert first.topic == "definition"
    assert first.cite == "Example Consumer Office, Owing after a sale"
    assert [source.url for source in first.sources] == ["https://example.org/owing", "https://example.org/review"]
    assert first.text == (
        "A deficiency is what the sale left unpaid. It is not yet a judgment; see the arithmetic.\n\n"
        "- The lender has to ask a court.\n- Some states forbid it."
    )
    assert passages["guide/still-owing#sale-price"].topic == "calculation"


def test_a_federal_section_cites_its_own_authority_at_its_sources_address(passages: dict[str, Passage]) -> None:
    job = passages["federal/wages#job"]
    assert (job.cite, job.url, job.topic) == ("15 U.S.C. § 1674", "https://example.org/usc/15/1673", "protections")
    assert "not confirmed" in passages["federal/wages#uncertain"].text


def test_a_term_is_found_by_what_people_call_it(passages: dict[str, Passage]) -> None:
    term = passages["glossary#redemption"]
    assert term.kind == "glossary"
    assert "buy my house back" in term.text


def test_a_record_becomes_one_passage_a_statement(passages: dict[str, Passage]) -> None:
    ids = [passage.id.partition("#")[2] for passage in passages.values() if passage.state == "AZ"]
    assert ids == [
        "overview", "process", "rule-trustee-home", "rule-court", "fair-value", "deadline-suit", "redemption",
        "limitations", "procedure", "protection-1", "uncertain",
    ]  # fmt: skip


def test_a_rule_tells_outcome_conditions_exceptions_and_authority(passages: dict[str, Passage]) -> None:
    rule = passages["states/AZ#rule-trustee-home"]
    assert rule.text.splitlines() == [
        "In Arizona, the lender cannot collect a deficiency if the house was sold without a court (a trustee's or power-of-sale "
        "auction); it is a home; the building has at most 2 dwelling units; the land is at most 2.5 acres; and the loan "
        "was made on or after January 1, 2015.",
        "In Arizona, after a trustee's sale of a small home the lender cannot sue for the difference.",
        "Exception in Arizona: Vacant land is not protected.",
        "Arizona authority: Arizona Code § 33-101(A).",
    ]
    court = passages["states/AZ#rule-court"].text
    assert court.startswith("In Arizona, the lender can collect a deficiency only up to a limit in every case that no")
    assert "the debt less the market value or the sale price, whichever is higher; the borrower has to ask" in court


def test_a_deadline_tells_act_period_start_and_what_follows(passages: dict[str, Passage]) -> None:
    assert passages["states/NV#deadline-suit"].text.splitlines() == [
        "In Nevada, the lender must file the deficiency action within 180 days of the date of the sale.",
        "If this Nevada deadline is missed: the claim is gone.",
        "This Nevada deadline applies if the house was foreclosed through a court case.",
    ]


def test_each_statement_cites_the_address_of_its_own_source(passages: dict[str, Passage]) -> None:
    limits = passages["states/AZ#limitations"]
    assert (limits.cite, limits.url) == ("Arizona Code § 33-106", "https://example.org/AZ/case")
    assert [source.cite for source in passages["states/AZ#uncertain"].sources] == [
        "Arizona Code, title 33", "Lender v. Owner (Arizona 2001)",
    ]  # fmt: skip


def test_the_overview_cites_the_ordinary_case(passages: dict[str, Passage]) -> None:
    assert passages["states/AZ#overview"].cite == "Arizona Code § 33-101(A)"


@pytest.mark.parametrize("path", STATES, ids=[path.stem for path in STATES])
def test_every_passage_of_a_record_names_its_state_and_no_other_rule(path: Path) -> None:
    corpus, _ = read_corpus(path.parent.parent)
    record = next((record for record in corpus.states if record.code == path.stem), None)
    assert record is not None, f"{path.name} cannot be read"
    addresses = {source.url for source in record.sources}
    for passage in render_state(record):
        assert passage.state == record.code
        assert record.name in passage.title
        for line in passage.text.splitlines():
            assert record.name.lower() in line.lower(), (passage.id, line)
        assert {source.url for source in passage.sources} <= addresses
        assert all(record.name in ask for ask in passage.asks)


def test_a_statement_that_names_its_state_is_left_as_it_is() -> None:
    assert in_state("Ohio", "An Ohio lender may sue.") == "An Ohio lender may sue."
    assert in_state("Ohio", "None after the sale.") == "In Ohio, none after the sale."
    assert in_state("District of Columbia", "R.C. 1 applies.") == "In the District of Columbia: R.C. 1 applies."


def test_markdown_becomes_plain_lines() -> None:
    assert plain("**Bold** and *soft* 3 * 4\nmore\n\n1. one\n   two\n2. three") == (
        "Bold and soft 3 * 4 more\n\n1. one two\n2. three"
    )
