"""Addresses of the library: each passage has one, and what anybody types into one does no harm."""

from urllib.parse import parse_qsl

import pytest

from bot.ui.library.links import LONGEST, START, WORDS, Target, address, link_to, wanted
from tests.conversation.talker import engine


def read(relative: str) -> Target | None:
    """What a page that is opened at a relative address shows."""
    return wanted(dict(parse_qsl(relative.removeprefix("?"))))


def test_the_address_of_every_passage_leads_back_to_it() -> None:
    ids = [passage.id for passage in engine().index.passages()]
    assert len(ids) > 1000
    for id in ids:
        assert read(link_to(id)) == Target("passage", id)


def test_a_quoted_sentence_goes_along_whole() -> None:
    quote = "The lender has 90 days & no more: § 33-814(A), 100% of “it”?"
    assert read(link_to("states/AZ#overview", quote)) == Target("passage", "states/AZ#overview", quote)


@pytest.mark.parametrize(
    "target",
    [
        START,
        WORDS,
        Target("guide", "redemption"),
        Target("federal", "va-loans"),
        Target("state", "AZ"),
        Target("term", "strict foreclosure"),
        Target("search", "who pays & when?"),
    ],
)
def test_the_address_of_a_page_leads_back_to_it(target: Target) -> None:
    assert address(target).startswith("?view=library")
    assert read(address(target)) == target


@pytest.mark.parametrize("query", ["", "?c=0a1b", "?view=chat", "?view=library2", "?state=", "?state=%20%0A", "?guide"])
def test_other_addresses_ask_for_no_page_of_the_library(query: str) -> None:
    assert read(query) is None


def test_a_state_is_found_in_small_letters_too() -> None:
    assert read("?state=az") == Target("state", "AZ")


def test_an_address_that_lost_its_section_shows_the_whole_page() -> None:
    assert read("?passage=states/AZ") == Target("state", "AZ")
    assert read("?passage=guide/redemption") == Target("guide", "redemption")
    assert read("?passage=federal/va-loans&quote=no") == Target("federal", "va-loans")


def test_of_several_pages_the_narrowest_is_shown() -> None:
    assert read("?state=AZ&passage=states/AZ%23overview") == Target("passage", "states/AZ#overview")


def test_an_endless_or_unprintable_value_is_cut_and_cleaned() -> None:
    target = wanted({"guide": "a\x00b\u202ec\n" + "x" * 10_000})
    assert target is not None
    assert target.name.startswith("a b c x")
    assert len(target.name) <= LONGEST
