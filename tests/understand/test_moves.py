"""What a turn does besides asking, and which ordinary questions only look like it: tests/understand/moves.yaml."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.law.facts import Facts
from bot.understand.moves import Move, MoveReading, read_moves, withdrawn
from bot.understand.movewords import lexicon
from bot.understand.roles import Role
from bot.yamlfile import load_yaml

DATA = load_yaml(Path(__file__).parent / "moves.yaml")
TURNS: list[tuple[str, str, list[str]]] = DATA["turns"]
LIMIT = 0.1  # seconds of work for 8,000 characters, several times what is needed
PIECES = [
    "why", "what if", "if", "it was", "sold for", "10k", "more", "forget", "the fees", "that", "and", ",", ".", "?", "source", "ok", "no",
    "yes", "i don't know", "compare", "texas", "or", "vs", "start over", "use", "leave", "out", "explain", "simply", "the first", "one",
    "tl;dr", "how did you get", "please", "\n", "'", "what", "about", "would", "had", "they", "bid", "without", "DON'T", "İ", "ſ",
]  # fmt: skip
any_text = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))


def shown(reading: MoveReading) -> str:
    return f"{reading.move}: {reading.target}" if reading.target else str(reading.move)


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TURNS], ids=[row[0] for row in TURNS])
def test_the_moves_of_a_turn(text: str, expected: list[str]) -> None:
    assert [shown(m) for m in read_moves(text)] == expected


@pytest.mark.parametrize("text", DATA["none"])
def test_an_ordinary_question_is_no_move(text: str) -> None:
    assert read_moves(text) == []


@pytest.mark.parametrize("text", DATA["none"] + [row[1] for row in TURNS])
def test_capitals_and_a_full_stop_change_no_move(text: str) -> None:
    moves = [m.move for m in read_moves(text)]
    assert [m.move for m in read_moves(text.upper())] == moves
    if text[-1:].isalnum():
        assert [m.move for m in read_moves(f"{text}.")] == moves


def test_every_move_is_reached_and_a_third_of_the_rows_are_none() -> None:
    names = [row[0] for row in TURNS]
    assert len(names) == len(set(names))
    assert {m.move for _, text, _ in TURNS for m in read_moves(text)} == set(Move)
    assert len(DATA["none"]) * 3 >= len(TURNS) + len(DATA["none"])


@pytest.mark.parametrize(("target", "names"), DATA["withdrawn"], ids=[row[0] for row in DATA["withdrawn"]])
def test_what_a_withdrawal_means_in_the_case(target: str, names: list[str] | None) -> None:
    assert withdrawn(target) == (None if names is None else frozenset(names))


def test_the_date_means_every_day_of_the_case() -> None:
    days = {name for name, field in Facts.model_fields.items() if "date" in str(get_args(field.annotation))}
    assert withdrawn("the date") == withdrawn("the dates") == days


def test_withdrawals_speak_only_of_amounts_and_facts_that_exist() -> None:
    known = {str(role) for role in Role} | set(Facts.model_fields) | {"state"}
    assert set().union(*lexicon().meanings) <= known


def test_a_supposed_withdrawal_stands_inside_its_supposition() -> None:
    supposed, taken = read_moves("how much would it be without the late fees?")
    assert (supposed.move, taken.move, taken.target) == (Move.WHAT_IF, Move.WITHDRAW, "the late fees")
    assert supposed.span[0] <= taken.span[0] < taken.span[1] <= supposed.span[1]


def test_the_more_decisive_move_comes_first_whatever_the_order_of_the_words() -> None:
    for text in ("why? and where does it say that?", "where does it say that? and why?"):
        assert [m.move for m in read_moves(text)] == [Move.SOURCE, Move.WHY]


@given(text=any_text)
@settings(max_examples=400, deadline=None)
def test_no_text_makes_the_reader_raise_and_what_it_reads_stands_in_the_text(text: str) -> None:
    for reading in read_moves(text):
        assert 0 <= reading.span[0] < reading.span[1] <= len(text)
        assert reading.target in text[reading.span[0] : reading.span[1]]
    withdrawn(text)


@given(
    place=st.sampled_from(["in Ohio", "in Reno", "last March", "after the trustee sale", "for 150k"]),
    n=st.integers(0, 2),
)
@settings(deadline=None)
def test_a_question_with_facts_of_its_own_is_no_why(place: str, n: int) -> None:
    asked = (
        "why did they sell my house",
        "why is the bank suing me over a house sold",
        "why did the lender foreclose",
    )[n]
    assert read_moves(f"{asked} {place}") == []
