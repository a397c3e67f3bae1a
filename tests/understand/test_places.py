"""A text is about the state that it names; what is open is asked, what only looks like a place is not one."""

from pathlib import Path

import pytest
import us

from bot.understand import gazetteer
from bot.understand.places import PlaceReading, read_places
from bot.understand.placewords import BEFORE_STATE, COMMON_WORDS, LENDERS, PEOPLE
from bot.understand.zips import zip_state
from bot.yamlfile import load_yaml

CASES = load_yaml(Path(__file__).parent / "places.yaml")


def shown(reading: PlaceReading, expected: str) -> str:
    """The reading in the form of places.yaml; an open choice is cut to as many candidates as are expected."""
    if reading.state:
        return reading.state
    if reading.ambiguous:
        return "?" + " ".join(reading.ambiguous[: len(expected.split())])
    if reading.codes:
        return "+".join(reading.codes) + ("+" if len(reading.codes) == 1 else "")
    if reading.foreign:
        return f"!{reading.foreign}"
    return f"={reading.territory}" if reading.territory else "-"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_place_is_read(text: str, expected: str) -> None:
    assert shown(read_places(text), expected) == expected


@pytest.mark.parametrize("state", us.STATES, ids=lambda s: s.abbr)
def test_every_state_is_read_by_name_in_any_case(state: us.states.State) -> None:
    for name in (state.name, state.name.lower(), state.name.upper()):
        assert read_places(f"they foreclosed on my house in {name} last year").state == state.abbr


def test_it_is_said_how_a_misspelt_state_was_read() -> None:
    assert read_places("house in arizonia").states[0].how == "read 'arizonia' as Arizona"


def test_a_city_says_why_it_decides() -> None:
    assert read_places("our place in ogden").how == "ogden is in Utah: by far the largest city of that name"


@pytest.mark.parametrize(
    ("text", "known", "state"),
    [("the Lansing house", "IL", "IL"), ("the Lansing house", None, "MI"), ("the Lansing house", "WA", "MI"),
     ("in springfield", "OR", "OR"), ("in reno", "TX", "NV"), ("in Salmon", "TX", None), ("in Salmon", "ID", "ID")],
)  # fmt: skip
def test_a_city_is_first_looked_for_in_the_state_known_before(text: str, known: str | None, state: str | None) -> None:
    assert read_places(text, known).state == state


def test_a_code_of_law_says_that_it_is_one() -> None:
    assert read_places("which NMSA section").states[0].how == "'NMSA' is a code of New Mexico"


def test_the_gazetteer_is_that_of_the_installed_package() -> None:
    assert gazetteer.FILE.read_text("utf-8") == gazetteer.table()


def test_the_lists_of_other_meanings_name_towns() -> None:
    names = COMMON_WORDS | PEOPLE | LENDERS | BEFORE_STATE
    assert names <= gazetteer.cities().keys()
    assert len(names) == sum(map(len, (COMMON_WORDS, PEOPLE, LENDERS, BEFORE_STATE)))


def test_an_open_city_is_named_with_its_candidates_by_population() -> None:
    reading = read_places("they foreclosed in springfield, can they sue me")
    assert (reading.place, reading.ambiguous[:4]) == ("springfield", ("MO", "MA", "IL", "OR"))


def test_two_states_are_listed_with_what_the_words_say_of_each() -> None:
    reading = read_places("live in Texas now but the house was in Nevada")
    assert [(m.code, m.cue) for m in reading.states] == [("TX", "residence"), ("NV", "property")]


def test_a_denied_state_is_kept_but_marked() -> None:
    assert [(m.code, m.negated) for m in read_places("Oregon not Washington").states] == [("OR", False), ("WA", True)]


@pytest.mark.parametrize(
    ("code", "state"),
    [("02108", "MA"), ("10001", "NY"), ("20001", "DC"), ("20901", "MD"), ("05501", "MA"), ("83101", "WY"), ("83702", "ID"),
     ("88901", "NV"), ("99501", "AK"), ("96701", "HI"), ("88510", "TX"), ("39901", "GA"), ("00000", None), ("09001", None)],
)  # fmt: skip
def test_a_zip_code_tells_its_state(code: str, state: str | None) -> None:
    assert zip_state(code) == state
