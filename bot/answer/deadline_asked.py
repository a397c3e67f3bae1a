"""Which of a case's deadlines a question means: by what is done in time, by its length, or by the section it is nearest to."""

import re

from bot.answer.assessed import main_deadline
from bot.answer.section_words import CITES, LENDER_ACTS, TIME
from bot.answer.subjects import subjects_asked
from bot.answer.turn import Turn
from bot.law.deadlines import DeadlineResult
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import deadline_id

# "how long do i have to object" asks for the borrower's own time
MINE = re.compile(
    r"\b(?:do|would|will|have|can|must|should) (?:i|we|my client)\b|\bmy (?:deadline|time|last day)\b", re.IGNORECASE
)
# how long the lender has, and not how long anything else takes
TO_SUE = re.compile(
    r"\b(?:lenders?|banks?|they|it|he|she|creditors?|servicers?|collectors?|mortgagees?|trustees?|company|lawyers?)\b[^.?!]{0,40}\b(?:sue|file|filed|collect|come after|go after|"
    r"ask for|seek|claim|chase|pursue|take (?:me|us|him|her|them) to court)\b|\b(?:law)?suit\b|\bdeficiency (?:action|motion|suit|judgment|claim)s?\b",
    re.IGNORECASE,
)
# what has to be done in time: in the words of people, and in those of the deadlines
_WORDS_OF_ACTS = (
    (r"answer|respond|response|reply|oppose|opposition", r"\banswer\b"),
    (
        r"exceptions?|object\w*|contest\w*|challeng\w*|complain\w*|disput\w*|fight|attack|irregular\w*",
        r"exceptions|object|contest|complain|challenge|irregular",
    ),
    (
        r"skipp?\w* (?:\w+ )?steps?|(?:did|does|do|was|were)(?:n.?t| not) follow\w*|botched|broke the rules|(?:wrong|bad|sloppy) procedure",
        r"not strictly followed|exceptions|irregular",
    ),
    (r"apprais\w+|value|valuation|worth|fmv", r"apprais|value"),
    (r"confirm\w*|report(?:ed|s)? (?:of )?(?:the )?sale|report the", r"report the sale|confirm"),
    (r"(?:sale )?report\b|accounting|figures", r"report of sale|accounting"),
    (r"short.sales?", r"short sale|released its lien"),
    (r"second (?:loan|mortgage|lien)|2nd|heloc|junior", r"second|junior"),
    (r"deed.in.lieu", r"deed in lieu"),
    (r"(?<!in the )(?<!by )mail(?:ed)?|registered|letter before", r"\bmail|notice"),
    (r"swear|sworn|affidavit", r"swear|sworn"),
    (r"homestead notice|elect\w*|certified", r"elected|homestead"),
    (
        r"judgment (?:last|good|expire|die|void|valid)\w*|collect on|execution|garnish\w*",
        r"collect on|execution|that deficiency judgment",
    ),
)
DONE = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(holds, re.IGNORECASE))
    for asked, holds in _WORDS_OF_ACTS
)
_SUIT_BY_WHEN = re.compile(
    r"\b(?:(?:law)?suit|action) (?:deadline|due|by when|cut-?off)\b|\b(?:deadline|last day|time limit|date|time) (?:for |to )(?:the |file |filing |bring )*(?:an? |the )?(?:sue|suing|(?:law)?suit|action)\b"
    r"|\bsue by when\b|\b(?:until|till|by) when (?:can|could|must|may) (?:they|the (?:bank|lender)|it|he|she) (?:still )?sue\b",
    re.IGNORECASE,
)
_SUES = re.compile(r"\b(?:sue|suit|lawsuit|action)\b", re.IGNORECASE)
AS_NEAR = 0.12  # a deadline that ranks so much lower than another section is still the answer to "until when"


def named_deadline(turn: Turn) -> DeadlineResult | None:
    """The deadline of the case that the question names by what is done: an answer, an objection, a request for the value.

    None where the question names none, or one that all of them are about.
    """
    found, text = turn.assessment, turn.question.text
    if found is None:
        return None
    every = found.deadlines
    asked = [holds for words, holds in DONE if words.search(text)]
    # "affidavit ok. suit deadline": a step that is named beside the suit is not what is asked for
    suit = 2 if _SUIT_BY_WHEN.search(text) else 0
    ranked = [
        (sum(bool(holds.search(f"{d.rule.act} {d.rule.starts}")) for holds in asked) + suit * _sues(d), d)
        for d in every
    ]
    best = max((score for score, _ in ranked), default=0)
    leading = [d for score, d in ranked if score == best]
    if not best or len(every) == 1:
        return every[0] if best else None
    mine = MINE.search(text) is not None
    if LENDER_ACTS.search(text) and not mine:
        leading = [d for d in leading if d.rule.actor == "lender"]
    others = leading[0] if leading and not mine else None
    return next((d for d in leading if d.rule.actor == "borrower"), others)


def _sues(deadline: DeadlineResult) -> bool:
    return deadline.rule.actor == "lender" and _SUES.search(deadline.rule.act) is not None


def nearest_deadline(turn: Turn, hits: list[Hit]) -> DeadlineResult | None:
    """The deadline of the case that a question about time is nearest to, among the sections found for it (best first)."""
    found, text = turn.assessment, turn.question.text
    if found is None or not hits or not TIME.search(text):
        return None
    other = {one.name for one in subjects_asked(text)} & {"speed", "by_entry", "trustee_account"}
    if other and not TO_SUE.search(text):
        return None  # "how long till the sale"
    every = {deadline_id(found.state, d.rule.id): d for p in reversed(found.possibilities) for d in p.deadlines}
    ranked = [every.get(hit.passage.section) for hit in hits if hit.score >= hits[0].score - AS_NEAR]
    mine = MINE.search(text) is not None
    near = [one for one in ranked if one and (mine or one.rule.actor == "lender" or one is ranked[0])]
    if LENDER_ACTS.search(text):
        near = [one for one in near if one.rule.actor == "lender"] or near
    elif mine:
        near = [one for one in near if one.rule.actor == "borrower"] or near
    # of those that are as near, the one whose day is known: that is what the case tells of
    best = next((one for one in near if one.last_day is not None), near[0] if near else None)
    main = main_deadline(found)
    general = best is not None and best.rule.period is None and best.rule.actor == "lender"
    return main if general and main is not None and main.last_day is not None else best


def cited_deadline(turn: Turn) -> DeadlineResult | None:
    """The deadline that is named by its length where its statute is asked for: "cite for the 90 days"."""
    found, question = turn.assessment, turn.question
    if found is None or not ("cite" in question.intents or CITES.search(question.text)):
        return None
    return next((d for d in found.deadlines if _is_as_long(d, question.text)), None)


def _is_as_long(deadline: DeadlineResult, text: str) -> bool:
    if deadline.rule.period is None:
        return False
    number, unit = deadline.rule.period.words().split()
    return re.search(rf"\b{number}[ -]?{unit.rstrip('s')}s?\b", text, re.IGNORECASE) is not None
