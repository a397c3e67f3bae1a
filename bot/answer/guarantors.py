"""What a protection of the borrower is worth to somebody who guaranteed the loan."""

import re

from bot.answer.draft import Draft
from bot.law.assess import Assessment
from bot.law.record import Record
from bot.retrieval.passage import rule_id

GUARANTOR = "glossary#guarantor"
NOT_COVERED = "State protections for borrowers may not cover a guarantor."
_GUARANTEES = re.compile(
    r"\b(?:i|we|he|she)(?:'m|'re| am| are| was| is| had)? (?:only |just |also |personally )*(?:a |the |an )?(?:guarantors?|guarant(?:eed|ied) (?:the|my|our|his|her|their|it|this|a)\b(?! rate))"
    r"|\b(?:is|are|does|do|can|will) (?:a |the )?guarantors?\b|\bas (?:a |the )?(?:personal )?guarantor\b|\bpersonal guarant(?:y|ee|or)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|n't|no)\b[^.;,!?\n]{0,16}$", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:guarant(?:or|ors|y)|suret(?:y|ies))\b", re.IGNORECASE)


def guarantees(text: str) -> bool:
    """Whether the person who asks guaranteed the loan, or asks for one who did.

    >>> guarantees("but i'm the guarantor not the borrower"), guarantees("there was no guarantor")
    (True, False)
    """
    match = _GUARANTEES.search(text)
    return match is not None and not _DENIED.search(text[: match.start()])


def of_the_borrower(headline: str, found: Assessment) -> str:
    """The headline of a protection as the borrower's, where its rule does not name guarantors as protected."""
    if not _holds_back(found):
        return headline
    told = headline[0].lower() + headline[1:] if headline.startswith(("Yes", "No", "At ", "As ")) else headline
    return f"For the borrower: {told}"


def say_of_guarantors(draft: Draft, record: Record, found: Assessment) -> None:
    """What the rule's own exceptions say of guarantors, or that such a protection may not cover them."""
    if not _holds_back(found):
        return
    case = found.first.case
    # the first exception to a bar is told beside the rule
    further = case.exceptions[1:] if found.outcome == "barred" else case.exceptions
    told = next((one for one in further if _NAMED.search(one)), "")
    draft.say(f"A guarantor stands apart: {NOT_COVERED[0].lower()}{NOT_COVERED[1:]}", GUARANTOR)
    if told:
        draft.add(told, rule_id(record.code, case.id))


def _holds_back(found: Assessment) -> bool:
    return found.outcome in ("barred", "limited") and not _NAMED.search(found.first.case.effect)
