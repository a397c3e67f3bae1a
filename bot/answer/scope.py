"""Whether a question belongs to this subject: the trained judgement beside the word groups, and what is made of both.

The word groups of `limits.yaml` know what was thought of; the judgement (`bot/understand/scope.py`) weighs the meaning of
the whole sentence and how well the sources answer it. Where they differ, the surer one decides. A real question that is
declined does more harm than a strange one that is answered from the nearest passage, so the judgement must be surer to
decline than to let pass. How it is trained: docs/evaluation.md.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer.crisis import CRISIS
from bot.answer.limits import is_bare, is_other_task, off_subject
from bot.retrieval.expected import likelihood
from bot.retrieval.fusion import Hit
from bot.understand.intent import LAW, LIMITS
from bot.understand.kin import KIN
from bot.understand.limits import is_surely
from bot.understand.question import Question
from bot.understand.register import is_in_domain, is_ours
from bot.understand.scope import by_text, judged, kind_of
from bot.understand.spelling import spelt

NOT_COVERED = "guide/what-this-tool-can-and-cannot-do#not-"  # sections that only say what is not covered
"""Sections that say what is not covered: questions about neighbouring subjects are nearest to them."""
ABOUT = "guide/what-this-tool-can-and-cannot-do#"
SAME_QUESTION = 0.6  # so near to the nearest phrasing a question is that one in other words
NEARLY_ITS_WORDS, EXPECTED_SURELY = 0.8, 0.9  # where a section of another subject than this tool is surely meant
OUTSIDE = "outside"
OURS_TO_FIGURE = frozenset({"cod_income", "foreclosure_gain"})
FIGURED_FROM_SUMS = frozenset({"interest", "instalment", "settlement"})  # where the sums are told
_LOAN_ON_A_THING = re.compile(
    r"\b(?:car|truck|boat|rv|camper|motorcycle|trailer|tractor|atv|pickup|jet ski)\b[^.?!,]{0,10}\b(?:loan|note)\b[^.?!,]{0,12}\bow(?:e|ed|ing)\b",
    re.IGNORECASE,
)
OF_A_LOAN = frozenset({"loan", "lien", "sale_by", "disposition", "process"})
_OF_KIN = re.compile(rf"\bmy (?:\w+ )?(?:{KIN}|wife|husband|ex)\b", re.IGNORECASE)
# a witness and somebody with a power to act, where nothing says that it is not so
_HONEST = re.compile(
    rf"\b(?:my|our|the|a) (?:\w+ )?(?:{KIN}|wife|husband|ex|neighbou?rs?|friend|realtor|agent|roommate) (?:will|can|could|would|may|is (?:willing|ready|going) to) "
    r"(?:testify|swear|be (?:a|my|our) witness)\b|\b(?:power of attorney|poa|executor|executrix|administrator|conservator|guardian)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:but|though|tho|although|even|actually|really|anything|whatever|lies?|lying|fake|pretend|it (?:did|was|came)|(?:he|she|they|i|we) (?:did|was|were|got|knew|"
    r"saw|wasn'?t|weren'?t|am not|isn'?t)|i'?m not|coach\w*|for me)\b",
    re.IGNORECASE,
)
NEIGHBOURS = frozenset({OUTSIDE, "other_person", "injection"})
"""What a told case is taken for where it is misjudged."""

# log-odds that a question is none of ours, chosen on the training questions, each judged by models that had not seen it
DECLINES = 1.7  # nothing else speaks against it, and it is declined all the same
IN_DOMAIN = 0.5  # so much surer where it speaks of homes, loans or debts and would be another subject
LATER = 1.8  # so much surer within a talk, whose turns lean on what was said before, and where a case is told
LETS_PASS = 1.1  # word groups of another subject are overruled
LETS_PASS_HARM = 0.0  # and those of hiding, deceiving and harm
FITS_NOTHING = 0.6  # no passage fits: up to here more is asked for rather than declined
PLAINLY_OURS = -1.0
OURS_BY_TEXT = -3.0  # of the text alone: a case that is told in such words is not judged at all
SURELY_OURS = -10.0
NEAR_THE_CRISIS = 0.4  # of the fit of the passage on it; small talk may be nearest to it for want of anything nearer
FEW_WORDS = 6  # of a later turn; fewer say too little by themselves


@dataclass(frozen=True)
class Scope:
    """The judgement on a question. odds: log-odds that it is none of ours. kind: of `LIMITS`, if it is to be declined."""

    odds: float
    kind: str

    @property
    def ours(self) -> bool:
        """Whether the question is rather one of ours than none: then more is asked for where nothing fits."""
        return self.odds < FITS_NOTHING


def judge(question: Question, hits: Sequence[Hit]) -> Scope:
    """The judgement on a question. hits: what the search found for it."""
    if hits and hits[0].passage.id == CRISIS and hits[0].fit > NEAR_THE_CRISIS:
        return Scope(SURELY_OURS, OUTSIDE)  # who may be in danger is never turned away
    odds, kind = judged(by_text(question.text), known(question, hits)), kind_of(question.text)
    honest = kind in ("deceive_court", "other_person", "hide_assets") and _HONEST.search(question.text)
    return Scope(min(odds, 0.0) if honest and not _NOT_SO.search(question.text) else odds, kind)


def known(question: Question, hits: Sequence[Hit]) -> dict[str, float]:
    """What the engine knows of a question beside its text, each between 0 and about 1: the features of `judged`."""
    read = set(question.intents) & LIMITS
    best = hits[0] if hits else None
    said = len(question.text.split())
    expected = [
        (likelihood(question.text, hit.passage.section), hit.passage.id.startswith(NOT_COVERED)) for hit in hits
    ]
    told = {
        "outside": OUTSIDE in read,
        "refused": bool(read - {OUTSIDE}),
        "off_subject": off_subject(question),
        "abroad": bool(question.foreign),
        "state": question.state is not None,
        "in_domain": question.in_domain,
        "ours": is_ours(question.text),
        "law": bool(set(question.intents) & LAW),
        "facts": bool(question.facts),
        "amounts": bool(question.amounts),
        "days": bool(question.days_read),
        "premise": question.premise is not None,
        "bare": is_bare(question),
        "task": is_other_task(question),
        "not_covered": best is not None and best.passage.id.startswith(NOT_COVERED),
        "a_word": best is not None and best.passage.kind == "glossary",
        "short": said < FEW_WORDS,
    }
    return {
        **{name: float(is_so) for name, is_so in told.items()},
        "topics": min(len(question.topics), 3) / 3,
        "words": min(said, 30) / 30,
        # the passage that is expected to answer need not be the one that fits best
        "fit": max((hit.fit for hit in hits), default=0.0),
        "alike": max((hit.dense_similarity or 0.0 for hit in hits), default=0.0),
        "closest": max((hit.closest_similarity or 0.0 for hit in hits), default=0.0),
        "unfamiliar": min(best.unfamiliar, 3) / 3 if best else 0.0,
        "near_not_covered": max((hit.fit for hit in hits if hit.passage.id.startswith(NOT_COVERED)), default=0.0),
        "expected": max((likely for likely, outside in expected if not outside), default=0.0),
        "expected_not_covered": max((likely for likely, outside in expected if outside), default=0.0),
    }


def is_there_for(question: Question, hits: Sequence[Hit]) -> bool:
    """Whether a section of ours is surely there for a question: on this tool, or asked for in nearly its own phrasing."""
    best = hits[0] if hits else None
    if best is None or best.passage.id.startswith(NOT_COVERED):
        return False
    alike = best.dense_similarity or 0.0
    if best.passage.id.startswith(ABOUT) and alike >= SAME_QUESTION:
        return True
    return alike >= NEARLY_ITS_WORDS and likelihood(question.text, best.passage.section) >= EXPECTED_SURELY


def is_plain(question: Question) -> bool:
    """Whether a question tells a case in words that leave no doubt, so that it need not be searched for and judged."""
    if set(question.intents) & LIMITS or not (question.amounts or question.facts or question.days_read):
        return False
    return by_text(question.text) < OURS_BY_TEXT


def refusal(question: Question, read: str | None, judgement: Callable[[], Scope]) -> str | None:
    """The name of the limit by which a question is declined; None where it is answered.

    read: the limit that word groups give. judgement: makes the judgement, and is called only where it can change anything.
    """
    if read is not None and (read == "injection" or question.follows or is_surely(read, spelt(question.text))):
        return read
    if read is not None:
        passes = LETS_PASS if read in (OUTSIDE, "out_of_scope") else LETS_PASS_HARM
        sold = question.facts or (_is_sold(question) and not _LOAN_ON_A_THING.search(question.text))
        whole = read == OUTSIDE and _is_told(question) and question.amounts and sold
        return read if judgement().odds > (DECLINES + LATER if whole else passes) else None
    if question.follows and (question.tells or question.moves or len(question.text.split()) < FEW_WORDS):
        return None  # it tells more of the case, or leans on what was said before
    if is_plain(question):
        return None
    scope = judgement()
    if question.follows and scope.kind == "other_person" and _OF_KIN.search(question.text):
        return None  # "what was my sister's amount again": whose case was told
    told = scope.kind in NEIGHBOURS and _is_told(question)
    near = scope.kind == OUTSIDE and is_in_domain(question.text)
    least = DECLINES + (LATER if question.follows or told else IN_DOMAIN if near else 0.0)
    return scope.kind if scope.odds > least else None


def _is_sold(question: Question) -> bool:
    """Whether both a debt and the price of its sale are told, beside whatever else is owed to others."""
    return question.says("sale_price") and (question.says("debt") or question.says("principal"))


def _is_told(question: Question) -> bool:
    """Whether a case of a state is told: its sums, its days, its loan, what somebody believes of its law, or a sale in our words.

    So is a debt that was canceled, which is taxed alike everywhere, and a sum that grows or is paid off.

    Among the labelled questions as many of other subjects name states and sums as of ours; of those that people ask here,
    few do.
    """
    told = question.amounts or question.days_read or question.premise is not None or is_ours(question.text)
    told = told or bool(OF_A_LOAN & {reading.fact for reading in question.facts}) or "urgent_sale" in question.intents
    figured = OURS_TO_FIGURE | (FIGURED_FROM_SUMS if question.amounts else frozenset())
    return bool(set(question.intents) & figured) or (question.state is not None and bool(told))
