"""Several questions in one turn: each is answered, the state's rule and the sum first, what is said once not again."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answer.draft import Draft
from bot.answer.limits import LIMITS
from bot.answer.turn import Turn
from bot.answer.verify import numbers
from bot.conversation.sheet import HOUSE_AMOUNTS
from bot.understand.parts import OTHER, Part

MOST_PARTS = 5  # separate questions that are answered in one turn
FEW_WORDS = 5  # of a part that only begins the next one
ALL_SAID = 0.9  # of the words of a further segment
FURTHER_WORDS = 55  # of the answer to each question after the first
# subjects whose answer leaves out the sums that were told beside the question
SUMS = frozenset(
    {"wages", "bank_account", "credit", "tax", "bankruptcy", "moving_out", "help", "cosigner", "redemption"}
)
NO_SOURCE = frozenset(LIMITS[name].reason for name in ("out_of_scope", "outside", "not_found"))
NOT_TOLD = LIMITS["not_told"].reason
RULE = ("rule", "deadline", "fair_value")
_WORD = re.compile(r"[a-z0-9]{4,}")

Answerer = Callable[[Draft, Turn], None]


def compose_parts(draft: Draft, turn: Turn, answer: Answerer) -> None:
    """Answer a turn; where it holds several questions, the first of them whole and the others in short."""
    parts = _without_beginnings(turn.question.parts[:MOST_PARTS])
    if parts and all(part.subject not in RULE for part in parts) and _tells_both_sums(turn):
        parts = (_the_sum(turn), *parts)  # who tells what was owed and what it brought wants to know the difference
    if len(parts) < 2:
        answer(draft, turn)
        return
    main = next((part for part in parts if part.subject == "rule"), parts[0])
    before = (list(draft.segments), dict(draft.citations))
    answer(draft, _only(turn, main))
    if draft.declined and draft.reason in NO_SOURCE and (other := _answered(draft, turn, answer, parts, main)):
        # one of the questions is none of ours: the others are answered, and nothing is said of declining them
        main = other
        draft.segments, draft.citations = before
        draft.declined, draft.reason, draft.offer = False, None, None
        answer(draft, _only(turn, main))
    for part in parts:
        if part is main:
            continue
        fragment = Draft(draft.library, settled=draft.settled, unknown=draft.unknown, of_a_signer=draft.of_a_signer)
        answer(fragment, _only(turn, part))
        if not fragment.declined and not fragment.asks_more:
            _take_in(draft, fragment)
            if draft.reason == NOT_TOLD:
                draft.declined, draft.reason = False, None  # what else was asked is answered


def _answered(draft: Draft, turn: Turn, answer: Answerer, parts: Sequence[Part], declined: Part) -> Part | None:
    """The first part that is answered; None where every one is declined."""
    for part in parts:
        fragment = Draft(draft.library, settled=draft.settled, unknown=draft.unknown, of_a_signer=draft.of_a_signer)
        if part is not declined:
            answer(fragment, _only(turn, part))
            if not fragment.declined and not fragment.asks_more:
                return part
    return None


def _without_beginnings(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts without those that only begin the next one: "how do they figure | what's disposable for garnishment"."""
    begins = [
        part.subject == OTHER
        and not part.intents
        and len(part.text.split()) <= FEW_WORDS
        and after.span[0] - part.span[1] <= 1
        for part, after in pairwise(parts)
    ]
    return tuple(part for part, only in zip(parts, [*begins, False], strict=True) if not only) if parts else parts


def _tells_both_sums(turn: Turn) -> bool:
    question = turn.question
    asked = {subject for part in question.parts if (subject := part.subject) in SUMS}
    return (question.says("debt") or question.says("principal")) and question.says("sale_price") and bool(asked)


def _the_sum(turn: Turn) -> Part:
    text = turn.question.text
    return Part(text=text, span=(0, len(text)), subject="rule", intents=("amount", "rule"), topics=())


def _only(turn: Turn, part: Part) -> Turn:
    """The turn as if it asked only this; what it tells stays."""
    question = turn.question
    keep = part.subject in RULE or not question.topics
    amounts = question.amounts if keep else tuple(a for a in question.amounts if a.role not in HOUSE_AMOUNTS)
    asked = question.model_copy(
        update={
            "text": part.text,
            "intents": part.intents,
            "topics": part.topics,
            "parts": (part,),
            "amounts": amounts,
            "earlier": (*question.amounts, *question.earlier),
        }
    )
    own = turn.own_numbers | frozenset(numbers(turn.question.text))
    return replace(turn, question=asked, own_numbers=own)


def _take_in(draft: Draft, fragment: Draft) -> None:
    """Add what a further answer says that was not said yet."""
    passages = {citation.n: citation.passage for citation in fragment.citations.values()}
    said_texts = {segment.text for segment in draft.segments}
    said_numbers = set().union(*(numbers(text) for text in said_texts))
    goes_on, told, known = False, 0, [_content(segment.text) for segment in draft.segments]
    for segment in fragment.segments:
        content, length = _content(segment.text), len(segment.text.split())
        repeats = segment.text in said_texts or any(
            len(content & said) > 0.6 * len(content) for said in known if content
        )
        # or each of its sentences was said in one of its own
        repeats = repeats or len(content & set().union(*known)) > ALL_SAID * len(content)
        # a condition with a day or a sum of its own says something new, in whatever words
        repeats = repeats and not (segment.place == "item" and numbers(segment.text) - said_numbers)
        # a list behind what was said is told to its end
        too_long = told and told + length > FURTHER_WORDS and not (goes_on and segment.place == "item")
        goes_on = not (repeats or segment.kind == "reading" or too_long)
        if not goes_on:
            continue
        place = "paragraph" if not told and segment.place == "inline" else segment.place
        draft.quote(segment.model_copy(update={"place": place}), *(passages[n] for n in segment.citations))
        told += length
    for figure in fragment.figures:
        draft.figure(figure)
    for tool in fragment.tools:
        draft.used(tool)
    for fact in fragment.asks:
        draft.ask(fact)
    if draft.asked is None and fragment.asked and fragment.closing:
        draft.ask_for(fragment.asked, fragment.closing[0].text)
    draft.deadlines += [found for found in fragment.deadlines if found not in draft.deadlines]
    for name in ("state", "outcome", "amount", "deadline"):
        if getattr(draft, name) is None:
            setattr(draft, name, getattr(fragment, name))


def _content(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
