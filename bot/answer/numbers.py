"""Answers whose number is not the deficiency itself: settlement, instalments, wages, canceled debt, gain, interest."""

import re
from collections.abc import Callable, Iterator

from bot.answer.draft import Draft
from bot.answer.grown import DAILY, answer_interest
from bot.answer.payments import SPREAD, answer_instalment, answer_settlement, parted
from bot.answer.section_words import OWES
from bot.answer.shortfall import ask_for_missing
from bot.answer.taxes import answer_canceled_debt, answer_gain, asks_what_is_canceled
from bot.answer.turn import Turn
from bot.answer.wages import HOW_MUCH, answer_wages
from bot.understand.question import NUMERIC, Question

TAKE = re.compile(r"\b(?:takes?(?! home)|taken|taking|garnish\w*|withhold|touch|grab|seize|lose)\b")
LIMIT = re.compile(r"\b(?:limit|cap|max(?:imum)?|most|ceiling)\b", re.IGNORECASE)
# "interest for 18 months": the months of interest, and not of a plan
GROWS = re.compile(
    r"\binterest\b(?:\W+\w+){0,5}?\W+(?:for|over|in|after) [\w-]+ (?:days|weeks|months|years)\b|\b(?:how much|what) (?:\w+ )?interest\b"
    r"|\b[0-9]{1,4} ?(?:days|d|weeks|wks|months|mos?|years|yrs?)'?,?(?: (?:of|worth of|-|–))* int(?:erest)?\b"
    r"|\bint(?:erest)?\.? accrued\b|\bint(?:erest)?,? [0-9]{1,3} ?(?:days|d|weeks|wks|months|mos?|years|yrs?)\b",
    re.IGNORECASE,
)
GAIN = re.compile(r"\b(?:capital )?gains?\b")  # not "judgment against me"
LOSS = re.compile(r"\bbasis\b.*\bloss\b(?! mit)|\bloss\b(?! mit).*\bbasis\b", re.DOTALL)
AS_INCOME = re.compile(r"\bas (?:my |our |taxable )?income\b|\btax(?:ed|able)\b")
PAY = re.compile(r"\b(?:pay ?che(?:ck|que)s?|wages?|my (?:\w+ )?pay|salary|earnings)\b")
# "the decree says 182k incl. interest" asks for none
OF_INTEREST = re.compile(r"\bint(?:erest)?\b")
INCLUDING = re.compile(r"\b(?:incl\w*\.?|with|plus|and) (?:all |the |its )?interest\b")
CLAIM = re.compile(r"\bdeficien\w*|\bdef\b|\bjudge?ments?\b|\bcreditors?\b", re.IGNORECASE)
_STILL_CLAIMED = re.compile(
    r"\b(?:collectors?|collection agency|debt buyer|lender|bank|they|servicer|law ?firm)\b(?: (?:now|still|also|is|are|then|keeps?)){0,3} "
    r"(?:wants?|wanting|demand(?:s|ing|ed)?|su(?:es|ed|ing)|bill(?:s|ing|ed)?|chas(?:es|ing)|asks?|asking|calls?|calling|after|coming after|claims?|claiming|collecting)\b",
    re.IGNORECASE,
)
_OF_TAX = re.compile(
    r"\btax\w*|\birs\b|\bincome\b|\bform 982\b|\binsolven\w+|\breport(?:ed|ing)? (?:it|this|that)\b", re.IGNORECASE
)
FEW_WORDS = 16  # that tell nothing but what somebody is paid


def answer_numbers(draft: Draft, turn: Turn) -> bool:
    """Answer the first of the question's numeric intents that has the amounts it needs.

    Returns whether it did; a question that lacks an amount is left to the general answer, except that a shortfall of
    which only one amount is known is asked for the other.
    """
    question = turn.question
    intents = [*(name for name in question.intents if name in NUMERIC), *_implied(question)]
    if turn.record is not None and _claimed_beside_a_form(question):
        intents = [name for name in intents if name != "cod_income"]
    if question.says("assets") and question.says("liabilities"):
        intents.insert(0, "cod_income")  # only insolvency asks for both
    return any(_ANSWERS[intent](draft, turn) for intent in dict.fromkeys(intents)) or ask_for_missing(draft, turn)


def _claimed_beside_a_form(question: Question) -> bool:
    """Whether it is asked if a debt that a Form 1099-C reported may be collected, and nothing of its tax."""
    text = question.text
    return _STILL_CLAIMED.search(text) is not None and not _OF_TAX.search(text)


def asks_for_a_figure(question: Question) -> bool:
    """Whether a figure other than the shortfall is asked for, by name or by the amounts that are told."""
    return bool(NUMERIC & {*question.intents}) or next(_implied(question), None) is not None


def _implied(question: Question) -> Iterator[str]:
    """What the amounts themselves ask for: "12 payments of $1,250", "they say 90k and will take 18k"."""
    text = question.text.lower()
    plan, claimed = question.reading("instalment"), question.reading("claimed")
    taken = TAKE.search(text) and (question.says("income") or (PAY.search(text) and HOW_MUCH.search(text)))
    if taken or _tells_only_pay(question) or _asks_what_is_taken(question):
        yield "garnishment"
    based = (GAIN.search(text) and (question.says("basis") or len(question.loose) == 1)) or LOSS.search(text)
    if based and question.says("debt"):
        yield "foreclosure_gain"
    if (question.says("cancelled_debt") and AS_INCOME.search(text)) or asks_what_is_canceled(question):
        yield "cod_income"
    rate = question.rate is not None or len(question.percents) == 1
    grows = rate and GROWS.search(text) and not question.says("instalment")
    if grows:
        yield "interest"
    planned = question.says("instalment") and plan is not None and plan.months
    spread = claimed is not None and SPREAD.search(text) and not grows
    split = bool(parted(question)) and SPREAD.search(text)
    if planned or (question.says("offer") and question.months) or spread or split:
        yield "instalment"
    if question.follows and question.says("offer"):
        yield "settlement"
    if claimed is not None and (question.says("offer") or (question.percents and not question.says("sale_price"))):
        yield "settlement"
    timed = question.to_day or question.months or question.days or DAILY.search(text)
    if rate and timed and OF_INTEREST.search(INCLUDING.sub("", text)) and not question.says("loan"):
        yield "interest"


def _tells_only_pay(question: Question) -> bool:
    """Whether a few words tell what somebody is paid and no other sum: "net pay 1,150 biweekly, North Carolina deficiency"."""
    told = {reading.role for reading in question.amounts}
    paid = question.frequency is not None or question.take_home
    claimed = len(question.text.split()) <= FEW_WORDS and CLAIM.search(question.text) and not OWES.search(question.text)
    return bool(claimed) and bool(paid) and told == {"income"} and not set(question.intents) & NUMERIC


def _asks_what_is_taken(question: Question) -> bool:
    """Whether pay is told and its limit asked after: "I clear $275 a week. federal limit on what they get out of that?"."""
    told = {reading.role for reading in question.amounts}
    return told == {"income"} and LIMIT.search(question.text) is not None


_ANSWERS: dict[str, Callable[[Draft, Turn], bool]] = {
    "garnishment": answer_wages,
    "cod_income": answer_canceled_debt,
    "foreclosure_gain": answer_gain,
    "instalment": answer_instalment,
    "settlement": answer_settlement,
    "interest": answer_interest,
}
