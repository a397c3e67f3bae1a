"""What a short reply answers to the question that was asked: tests/understand/replies.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.law.facts import EVENTS, FACTS, choices
from bot.understand.replies import Reply, read_reply
from bot.understand.replywords import NO_ANSWER, UNKNOWN, Asked, vocabulary
from bot.understand.text import normalise
from bot.yamlfile import load_yaml

ROOT = Path(__file__).parent.parent.parent
GROUPS: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "replies.yaml")
ROWS = [(group["fact"], group.get("state"), *row) for group in GROUPS for row in group["rows"]]
READABLE = sorted(set(FACTS) - EVENTS)


@cache
def asks() -> dict[tuple[str, str], str]:
    """The questions that records word themselves, by state and fact."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted((ROOT / "corpus" / "states").glob("*.yaml")):
        record = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        found |= {(path.stem, fact): " ".join(text.split()) for fact, text in record.get("ask", {}).items()}
    return found


def questions() -> list[tuple[str | None, str, Asked]]:
    """Every question whose answers replies.yaml explains: state, fact and how it is read."""
    words = vocabulary()
    own = [(state, fact, asked) for state, facts in words.states.items() for fact, asked in facts.items()]
    return [*((None, fact, asked) for fact, asked in words.facts.items()), *own]


def meaning(reply: Reply | None) -> str:
    """A reply as it is written in the rows."""
    if reply is None:
        return NO_ANSWER
    guess = "?" if reply.how.endswith("though you were not sure") else ""
    return UNKNOWN if reply.value is None else f"{reply.value}{guess}"


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row[0]}{'-' + row[1] if row[1] else ''}: {row[2][:40]}: {row[4]}") for row in ROWS]
)
def test_what_a_reply_means(row: tuple[str, str | None, str, Any, str]) -> None:
    fact, state, text, expected, proves = row
    reply = read_reply(normalise(text), fact, state)
    assert meaning(reply) == str(expected), f"{proves}: {reply}"


def test_the_rows_cover_every_fact_and_every_wording_and_what_is_no_answer() -> None:
    asked = [(state, fact) for fact, state, *_ in ROWS]
    assert len(ROWS) >= 250
    assert set(READABLE) <= {fact for _, fact in asked}
    assert all(asked.count(question) >= 2 for question in asks())
    assert sum(row[3] == NO_ANSWER for row in ROWS) >= len(ROWS) / 5


def test_every_wording_of_a_record_says_what_yes_and_no_mean() -> None:
    """A question that a record adds or rewords has to be looked at in replies.yaml: its yes may mean something else."""
    words = vocabulary()
    for (state, fact), question in asks().items():
        asked = words.states.get(state, {}).get(fact)
        assert asked, f"{state} asks for {fact} its own way; say in replies.yaml what yes and no mean"
        assert question.startswith(asked.asked), f"{state} {fact} is worded anew: {question}"
    kept = {(state, fact) for state, facts in words.states.items() for fact in facts}
    assert kept <= set(asks()), f"no record words these any more: {sorted(kept - set(asks()))}"


def test_every_nationwide_question_says_what_yes_and_no_mean() -> None:
    words = vocabulary()
    assert sorted(words.facts) == READABLE
    for fact, asked in words.facts.items():
        assert FACTS[fact].question.startswith(asked.asked), fact


@pytest.mark.parametrize("question", [pytest.param(q, id=f"{q[1]}{'-' + q[0] if q[0] else ''}") for q in questions()])
def test_every_value_named_is_of_the_vocabulary(question: tuple[str | None, str, Asked]) -> None:
    _, fact, asked = question
    named = [asked.on_yes, asked.on_no, asked.both, asked.neither, *asked.order, *(row.negated for row in asked.rows)]
    assert {value for value in named if value} <= {*choices(fact), NO_ANSWER, UNKNOWN}
    for row in asked.rows:
        assert asked.number or row.value in choices(fact)
    assert asked.number or set(asked.says) == set(choices(fact)) or {row.value for row in asked.rows} <= set(asked.says)


def test_cues_of_the_language_win_over_a_short_answer_unless_the_question_turns_them() -> None:
    told = read_reply("yes it was a rental", "occupancy")
    turned = read_reply("the first mortgage", "sale_by")
    assert told and told.value == "not_owner_occupied"
    assert turned and turned.value == "other_lender"  # alone, "first mortgage" tells of this lender's own sale


def test_how_it_was_read_is_told_in_the_persons_words() -> None:
    reply = read_reply("the bank did", "buyer")
    assert reply and reply.how == "read 'the bank did' as the lender bought the house"


def test_a_long_turn_counts_only_where_it_begins_with_the_answer() -> None:
    tail = " and then we had to leave and stay with friends for months until we found a small place"
    story = "it has been a hard year for all of us, the bank,"
    answered = read_reply("the bank did," + tail, "buyer")
    assert answered and answered.value == "lender"
    assert read_reply(story + tail, "buyer") is None


PIECES = [
    "yes", "no", "not", "the bank", "an investor", "court", "trustee", "i think", "maybe", "not sure", "idk", "if", "or", "and", "but",
    ",", ".", "?", "2", "1/2", "acres", "units", "don't know", "never", "the first one", "option", "both", "neither", "rented", "sold",
    "a", "the", "1099-c", "in oregon", "$5", "'", "-", "\n", "what", "who", "half", "°", "İ", "ſ", "٣",
]  # fmt: skip
turns = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join),
    st.lists(st.sampled_from(PIECES)).map("".join),
)


@given(
    text=turns,
    fact=st.sampled_from([*FACTS, "no such fact"]),
    state=st.sampled_from([None, "VT", "GA", "OR", "HI", "??"]),
)
@settings(max_examples=600, deadline=None)
def test_no_text_makes_the_reader_raise_or_leave_the_vocabulary(text: str, fact: str, state: str | None) -> None:
    for turn in (text, normalise(text)):
        reply = read_reply(turn, fact, state)
        if reply and reply.value is not None:
            assert fact in READABLE
            assert fact in ("units", "acres") or reply.value in choices(fact)
