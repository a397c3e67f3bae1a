"""Which exception to a rule is told beside it: one that the question speaks of, or what holds of a price far below the value or near it."""

import re

from bot.answer.draft import Draft
from bot.answer.prose import clause
from bot.answer.turn import Turn
from bot.errors import SearchIndexError
from bot.law.assess import Possibility
from bot.law.record import Record
from bot.law.record_parts import RuleCase
from bot.retrieval.passage import rule_id

SHORT = 24  # words; a longer exception that the question does not speak of is left to its source
_SHARED = 2  # words that question and exception have in common and the rule itself does not have
_WORD = re.compile(r"[a-z]{3,}")
# words of any case about a foreclosure, which single out no exception
_COMMON = frozenset(
    "the and for not was were are that this with from your you who has have had its may can does did out any all one two into when where "
    "after before under than only still even such they their them there which what his her our loan loans lender lenders bank "
    "house home homes mortgage sale sold sale's court debt deed owed owe owes money paid pay foreclosure foreclosed deficiency "
    "borrower owner owners property trustee claim judgment rest state law".split()
)
PARTS = 4  # of the longest passage
_FAR_BELOW = 2  # times the price: a value that makes the price itself a reason to look at the sale
_NEAR = 85  # percent of the value: a price that near may count as the value
_IS_IT_LEGAL = re.compile(
    r"\b(?:il)?legal\b|\bunfair\b|\brobbery\b|\bfraud\b|\b(?:a|the) (?:crime|scam|steal)\b", re.IGNORECASE
)
_OF_THE_SALE = re.compile(r"\b(?:shock\w*|fraud|unfair\w*|good faith|proper and equitable)\b", re.IGNORECASE)
_OF_A_SMALL_GAP = re.compile(r"\bmaterially\b", re.IGNORECASE)


def say_of_the_price(draft: Draft, turn: Turn, record: Record, p: Possibility) -> None:
    """What the rule's exceptions say of a price far below the value that is not counted, or so near it that none may be."""
    price, value, cap = turn.amounts.sale_price, turn.amounts.fair_market_value, p.case.cap
    if turn.terse or p.outcome == "barred" or price is None or value is None or not price or price >= value:
        return
    if cap is not None and cap.presume_price and price * 100 >= value * _NEAR:
        words = _OF_A_SMALL_GAP
    elif p.recoverable.credited != "value" and (price * _FAR_BELOW <= value or _IS_IT_LEGAL.search(turn.question.text)):
        words = _OF_THE_SALE
    else:
        return
    if told := next((one for one in p.case.exceptions if words.search(one)), ""):
        draft.say(told, part_with(draft, rule_id(record.code, p.case.id), told))


def part_with(draft: Draft, passage_id: str, told: str) -> str:
    """The part of a passage that holds a sentence: a long one goes over several."""
    for part in (passage_id, *(f"{passage_id}~{n}" for n in range(2, PARTS + 1))):
        try:
            if clause(told) in draft.library.passage(part).text:
                return part
        except (SearchIndexError, KeyError):  # no further part
            break
    return passage_id


def exception_to(case: RuleCase, text: str) -> str | None:
    """The exception to tell; None where the first is long or about a second lender, which is told as what would change it."""
    asked, rule = _words(text), _words(case.effect)
    shared = {one: len((_words(one) & asked) - rule - _COMMON) for one in case.exceptions}
    named = max(shared, key=lambda one: shared[one], default=None)
    if named is not None and shared[named] >= _SHARED:
        return named
    first = next(iter(case.exceptions), "")
    return first if first and len(first.split()) <= SHORT and "second" not in first else None


def exception_of_service(case: RuleCase, service: str | None) -> str | None:
    """The exception for somebody who was notified by newspaper only, where that is told and the rule does not decide by it."""
    if service != "publication_only":
        return None
    return next((one for one in case.exceptions if "publication" in one), None)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
