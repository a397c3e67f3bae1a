"""What a question tells or asks beside the sum and the state's rule: other people, another state, what becomes of a surplus."""

import re
from dataclasses import dataclass

from bot.answer.draft import Draft
from bot.answer.quoting import say_opening
from bot.answer.signers import (
    DEATH,
    DIED,
    LONGEST,
    NOT_OURS,
    NOT_SIGNED,
    OF_A_SPOUSE,
    OF_THE_TITLE,
    ON_TITLE,
    SPOUSE,
    UNSIGNED,
)
from bot.answer.turn import Turn
from bot.retrieval.passage import rule_id
from bot.understand.question import Question
from bot.understand.stay import ended_in_no_discharge, own_case

WORDS = 45  # of a section that is said beside the rule

# a question that tells an amount or two and asks something that no sum answers
_ELSE = re.compile(
    r"\bwho(?:'?s| \w+)? (?:all )?(?:has|have|must|needs?|gets?|keeps?|ok(?:ay)?s|approves?|decides?|signs?|agrees?|say)\b"
    r"|\b(?:need|get|want|take|require)s? (?:[\w']+ ){0,3}(?:permission|approval|consent|sign[- ]?off|blessing)\b"
    r"|\b(?:bank|lender|they|it|he|she) (?:\w+ )?(?:have to|has to|must|need to|needs to|gotta) (?:say yes|agree|approve|ok|sign)\b"
    r"|\b(?:pockets?|keeps?|keeping|pocketing) (?:that|the|my|our|it|what|all|extra|every)\b"
    r"|\b(?:extra|surplus|overage|left ?over|excess)\b[^.?!]{0,40}\b(?:mine|ours|my|our|go|goes|belong\w*|get|whose|who)\b"
    r"|\b(?:whose|who gets|where does)\b[^.?!]{0,30}\b(?:extra|rest of the money|left ?over|money|surplus|overage)\b"
    r"|\b(?:real|actual|any) (?:money|cash)\b|\bmoney change\b|\bchange hands\b"
    r"|\bwhich (?:one|paper|of (?:the|these|them))\b",
    re.IGNORECASE,
)

# that somebody who did not sign is held to the loan: "do i have to pay", "can they take the house he left me", "a letter in my name"
_MEANS_ASKER = re.compile(
    r"\b(?:i|we|me|us|my|our)\b[^.?!]{0,60}\b(?:owe|liable|responsible|on the hook|stuck|cover|pay|sued?|take|touch|lose|get (?:it|this|that))\b"
    r"|\b(?:owe|liable|responsible|on the hook|cover|pay|sue|suing|sued|after|take|touch|bill|letter|papers|summons|demand)\b[^.?!]{0,40}\b(?:i|we|me|us|my|our)\b",
    re.IGNORECASE,
)
_MY_SPOUSE = r"(?:my|our) (?:wife|husband|spouse|partner)"
# whether a spouse must pay, whatever is told of who signed
_SPOUSE_ASKED = re.compile(
    rf"\b(?:come|go|coming|going) after {_MY_SPOUSE}\b(?!'s)"
    rf"|\b(?:is|will|would|can|could|does|do) {_MY_SPOUSE} (?:\w+ )?(?:be (?:held )?)?(?:on the hook|liable|responsible|owe|sued|have to pay|get sued|safe)\b"
    rf"|\b(?:sue|chase|touch|garnish|bill) {_MY_SPOUSE}\b(?!'s)",
    re.IGNORECASE,
)
_ONLY_THE_MORTGAGE = re.compile(
    r"\b(?:i|he|she|we) (?:only|just) signed (?:on )?(?:the )?(?:mortgage|deed(?: of trust)?|security (?:deed|instrument))\b|\bsigned (?:only|just) the (?:mortgage|deed)\b",
    re.IGNORECASE,
)
_SIGNED_TOO = re.compile(
    r"\bco-?sign\w*|\bco-?borrow\w*|\bguarant(?:or|eed|ied|y)\b(?= (?:the|my|his|her|for|on|a))|\b(?:we |us )?both (?:\w+ )?signed\b",
    re.IGNORECASE,
)
_DIVORCED = re.compile(
    r"\bdivorc\w*|\b(?:my )?ex(?:-?(?:wife|husband|spouse))?\b[^.?!]{0,60}\b(?:got|kept|keeps|awarded|ordered|supposed|quit ?claim\w*|took over)\b",
    re.IGNORECASE,
)
_SHE_OWES = re.compile(
    r"\b(?:owe|owes|liable|responsible|on the hook|stuck|after|cover|pay|sue|sued|sues|suing|safe|loan|mortgage|note|decree)\b",
    re.IGNORECASE,
)
_WHOSE_LAW = re.compile(
    r"\b(?:which|whose|what) (?:state'?s? )?(?:state|law|laws|rules?)\b[^.?!]{0,30}\b(?:count|counts|appl\w+|go(?:es)? by|govern\w*|matter\w*|control\w*|use|used)\b"
    r"|\b(?:law|rules?) of (?:which|what) state\b|\bdoes (?:it|that) (?:matter|change)\b[^.?!]{0,40}\b(?:moved|live)\b"
    r"|\bwhich state'?s\b|\bthere or here\b|\bhere or there\b",
    re.IGNORECASE,
)
_CANCELED = re.compile(
    r"\b1099-?\s?c\b.*\b(?:su(?:e|es|ed|ing)|collect|come after|owe|chase|still|after (?:me|us))\b|\b(?:su(?:e|es|ed|ing)|collect|come after|owe|chase)\b.*\b1099-?\s?c\b",
    re.IGNORECASE | re.DOTALL,
)
_SUED = re.compile(
    r"\b(?:su(?:e|es|ed|ing)|lawsuit|summons|served|collectors?|debt buyers?|still (?:collect\w*|bills?|billing|wants?|asks?|calls?|demands?)|"
    r"(?:do|does|did) (?:i|we|he|she|they) still owe)\b",
    re.IGNORECASE,
)
_OF_TAX = re.compile(r"\btax\w*\b|\bincome\b|\birs\b|\breturns?\b|\breport\w*\b", re.IGNORECASE)
_INSURER = re.compile(
    r"\b(?:pmi|mortgage insur(?:er|ance)|private mortgage insur\w+)\b[^.?!]{0,25}\b(?:asks?|asking|wants?|su(?:es|ed|ing)|bill(?:s|ed|ing)?|demands?|demanding|is after|sent|writes|wrote)\b",
    re.IGNORECASE,
)
_DEFENSE = re.compile(
    r"\b(?:any|what|which|have|got|raise|a|good|possible) (?:\w+ )?defen[cs]es?\b(?! (?:lawyer|attorney|counsel))",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:moved|relocated|live|living|lives|work|staying|resid\w+|am|are|i'?m|we'?re)\b[^.?!]{0,40}\b(?:now|since|these days|today|anymore)\b"
    r"|\b(?:moved|relocated)\b[^.?!]{0,30}\b(?:to|out of state|away|another state)\b|\bnow (?:\w+ )?(?:live|living|reside|work|in)\b",
    re.IGNORECASE,
)

# a paper that is laid before somebody after the sale, to be signed
_NEW_NOTE = re.compile(
    r"\b(?:sign(?:ing)?|agree(?:ing)? to) (?:\w+ ){0,3}?(?:promissory|new|unsecured|another|fresh) (?:promissory |unsecured |payment )?(?:note|iou)\b"
    r"|\b(?:offer\w*|want\w*|ask\w*|demand\w*|gave|sent|send)\b[^.?!]{0,40}\b(?:promissory|unsecured) note\b",
    re.IGNORECASE,
)

# what a lender would do for something, and has not done
_OFFERS_A_WAIVER = re.compile(
    r"\b(?:will|would|gonna|going to|they'?ll|they'?d|(?:offer|promis|willing|want|propos)\w* to) (?:\w+ )?(?:waive|forgive|drop|release|cancel|write off)"
    r" (?:\w+ ){0,3}?(?:deficiency|rest|balance|difference|shortfall|everything|it all)\b",
    re.IGNORECASE,
)

# papers and marks that people take for the end of the debt
_FORM_A = re.compile(r"\b1099-?\s?a\b", re.IGNORECASE)
_CHARGED_OFF = re.compile(r"\b1099-?\s?a\b|\bcharged?\W{0,2}off\b", re.IGNORECASE)
_VA_ASKED = re.compile(
    r"\b(?:can|could|will|would|does|do|is|may) the VA\b(?! (?:loan|mortgage|house|home))|\bowe (?:to )?the VA\b"
)

COSIGNER = "guide/cosigners-spouses-and-heirs#cosigner"
DIVORCE = "guide/cosigners-spouses-and-heirs#divorce"
DEFENSES = "guide/defenses#the-list"
INSURER = "guide/debt-collectors-and-sold-debts#mortgage-insurer"
CANCELED = "federal/cod-income-basics#still-collecting"
FORM_A = "federal/form-1099a#what-it-means"
CHARGED_OFF = "glossary#charge-off"
VA = "federal/va-loans#no-debt-to-va"
GOOD_WORDS = "guide/deficiency-waivers#good-words"
WARNING_WORDS = "guide/deficiency-waivers#warning-words"
DISCHARGE = "federal/bankruptcy-discharge#wipes-out-the-deficiency"
WHICH_STATE = "guide/how-states-differ#which-state"


@dataclass(frozen=True)
class Beside:
    """A section of the guide that belongs beside the rule. leads: it answers what is asked before the rule does."""

    passage: str
    leads: bool


def is_after_canceled_debt(text: str) -> bool:
    """Whether a Form 1099-C stands beside what is asked, which is whether the debt may still be collected, and not its tax.

    >>> is_after_canceled_debt("they sent a 1099-C for 40,000 and now a debt buyer sues me, ok?")
    True
    >>> is_after_canceled_debt("a collector sent a 1099-C for 40,000, is that income?")
    False
    """
    text = text[:LONGEST]
    return bool(_CANCELED.search(text) and _SUED.search(text) and not _OF_TAX.search(text))


def asks_beside_the_sum(text: str) -> bool:
    """Whether a question that tells an amount asks something that no sum answers.

    >>> asks_beside_the_sum("buyer offers 160, payoff 195. who has to agree?")
    True
    >>> asks_beside_the_sum("owed 195, sold for 160, how much is left?")
    False
    """
    return _ELSE.search(text[:LONGEST]) is not None


def told_beside(text: str, states: int, before: str | None = None) -> Beside | None:
    """The section on what a question tells beside the house, or None.

    states: how many states it names. before: what earlier turns told of who did not sign (`who_did_not_sign`).

    >>> told_beside("my husband died, the loan was in his name alone. do i owe?", 1).passage.partition("#")[2]
    'death'
    >>> told_beside("my dad died and i fell behind on my loan. do i owe?", 1)
    """
    text = text[:LONGEST]
    unsigned = UNSIGNED.search(text) is not None
    if DIED.search(text) and (unsigned or NOT_OURS.search(text)):
        return Beside(DEATH, leads=True)
    if OF_THE_TITLE.search(text) and unsigned and not OF_A_SPOUSE.search(text):
        return Beside(ON_TITLE, leads=True)
    if _ONLY_THE_MORTGAGE.search(text):
        return Beside(SPOUSE if OF_A_SPOUSE.search(text) or _DIVORCED.search(text) else ON_TITLE, leads=True)
    if before in NOT_SIGNED and (unsigned or (_MEANS_ASKER.search(text))):
        return Beside(NOT_SIGNED[before], leads=True)
    if (OF_A_SPOUSE.search(text) and unsigned) or _SPOUSE_ASKED.search(text):
        return Beside(SPOUSE, leads=True)
    if _WHOSE_LAW.search(text) or (states > 1 and _MOVED.search(text)):
        return Beside(WHICH_STATE, leads=_WHOSE_LAW.search(text) is not None)
    if _VA_ASKED.search(text):
        return Beside(VA, leads=True)
    if _NEW_NOTE.search(text):
        return Beside(WARNING_WORDS, leads=True)
    if _OFFERS_A_WAIVER.search(text):
        return Beside(GOOD_WORDS, leads=False)
    if _DIVORCED.search(text) and _SHE_OWES.search(text):
        return Beside(DIVORCE, leads=False)
    if own_case(text) and not ended_in_no_discharge(text):
        return Beside(DISCHARGE, leads=False)
    if _INSURER.search(text):
        return Beside(INSURER, leads=False)
    if _CHARGED_OFF.search(text) and not _OF_TAX.search(text):
        return Beside(FORM_A if _FORM_A.search(text) else CHARGED_OFF, leads=False)
    if _DEFENSE.search(text):
        return Beside(DEFENSES, leads=False)
    if _CANCELED.search(text):
        return Beside(CANCELED, leads=False)
    if _SIGNED_TOO.search(text):
        return Beside(COSIGNER, leads=False)
    return None


def say_beside(draft: Draft, turn: Turn, whole: Question, *, leading: bool | None = None) -> bool:
    """The section on what is told beside the house; returns whether it was said.

    whole: everything that was asked in the turn, of which `turn.question` may be one part.
    leading: only a section that answers before the rule does, or only one that goes behind it; None for either, in front.
    """
    found = told_beside(whole.text, len(whole.states), turn.signer)
    if found is None or (leading is not None and found.leads != leading):
        return False
    if turn.question.follows and not found.leads:
        return False  # a conversation is not told it again with each answer
    draft.of_a_signer = draft.of_a_signer or found.passage in (DEATH, SPOUSE, ON_TITLE)
    said = say_opening(draft, draft.library.passage(found.passage), WORDS, bold=leading is not False)
    if found.passage == COSIGNER and turn.record is not None and turn.assessment is not None:
        case = turn.assessment.first.case
        for exception in (text for text in case.exceptions if "co-signer" in text):
            draft.add(exception, rule_id(turn.record.code, case.id))
    return said
