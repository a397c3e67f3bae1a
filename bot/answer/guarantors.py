"""What a protection of the borrower is worth to somebody who guaranteed the loan."""

import re

from bot.answer.draft import Draft
from bot.answer.exceptions import part_with
from bot.answer.prose import capital
from bot.law.assess import Assessment
from bot.law.record import Record
from bot.retrieval.passage import rule_id, state_id
from bot.retrieval.sentences import sentences

GUARANTOR = "glossary#guarantor"
NOT_COVERED = "State protections for borrowers may not cover a guarantor."
_RELATION = (
    r"\b(?:my|our|his|her) (?:\w+[- ])?(?:dad|father|mom|mother|parents?|brother|sister|son|daughter|husband|wife|spouse|uncle|aunt|"
    r"cousin|friend|partner|in-law|client)\b"
)
_GUARANTEES = re.compile(
    r"\b(?:i|we|he|she)(?:'m|'re| am| are| was| is| had)? (?:only |just |also |personally )*(?:a |the |an )?(?:guarantors?|guarant(?:eed|ied)(?: (?:the|my|our|his|her|their|it|this|a)\b(?! rate)|(?=[.,;!?\n]|$| (?:and|but|so)\b))|sign(?:ed)? (?:as )?(?:a|the|his|her|their) (?:personal )?guarant(?:y|ee|or)\b)"
    r"|(?:^|[.;:\n] ?)(?:\w+ )?guarantor(?= (?:on|of|for)\b|[,:])|\bguarantor (?:on|of) (?:a|an|the|my|his|her) (?:[\w-]+ ){0,3}(?:loan|note|mortgage|lease|debt|bldg|building)\b"
    r"|\b(?:is|are|does|do|can|will) (?:a |the )?guarantors?\b|\bas (?:a |the )?(?:personal )?guarantor\b|\bpersonal guarant(?:y|ee|or)\b"
    rf"|\bguarantors?,? ?\(?(?:is |was )?{_RELATION}|{_RELATION},? \(?(?:(?:is|was|who|the|a|only|just|also|personal(?:ly)?) )*guarant(?:or\b|(?:e?ed|ied) (?:it\b|the\b|my\b|our\b|this\b))"
    r"|\b(?:su(?:e[sd]?|ing)|against|after|from|collect(?:ing)?) (?:the |a |any )?guarantors?\b"
    r"|\b(?:sign(?:ed)?|gave|executed) (?:a|the|my|our|that|his|her) (?:personal |unlimited |limited |continuing )*guarant(?:y|ee)\b|(?:^|[.;:,] ?)(?:i'?m )?(?:a )?guarantor (?:on|of|for) ",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|n't|no)\b[^.;,!?\n]{0,16}$|\b(?:there (?:is|was)|had|have|has|with|without|another|get|find) (?:a |the )?$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:guarant(?:or|ors|y)|suret(?:y|ies))\b", re.IGNORECASE)


def guarantees(text: str) -> bool:
    """Whether the person who asks guaranteed the loan, or asks for one who did.

    >>> guarantees("but i'm the guarantor not the borrower"), guarantees("there was no guarantor")
    (True, False)
    """
    match = _GUARANTEES.search(text)
    return match is not None and not _DENIED.search(text[: match.start()])


def of_the_borrower(headline: str, record: Record, found: Assessment) -> str:
    """The headline of a protection as the borrower's, where its rule does not name guarantors as protected."""
    if not _holds_back(found) or _value_counts_for_them(record, found):
        return headline
    told = headline[0].lower() + headline[1:] if headline.startswith(("Yes", "No", "At ", "As ")) else headline
    return f"For the borrower: {told}".replace("collect the rest from you", "collect the rest from the borrower")


def say_of_guarantors(draft: Draft, record: Record, found: Assessment, *, in_short: bool = False) -> None:
    """What the rule's own exceptions say of guarantors, or that such a protection may not cover them.

    in_short: whether the rule is told without its exceptions.
    """
    if found.outcome == "depends":
        _say_of_one_way(draft, record, found)
    if not _holds_back(found):
        return
    if theirs := _value_counts_for_them(record, found):
        draft.say(capital(theirs), part_with(draft, state_id(record.code, "fair-value"), theirs))
        return
    case = found.first.case
    # the first exception to a bar is told beside the rule, which is not told in full where its time has run
    beside = found.outcome == "barred" and not found.first.lapsed and not in_short
    further = case.exceptions[1:] if beside else case.exceptions
    told = next((one for one in further if _NAMED.search(one)), "")
    draft.say(f"A guarantor stands apart: {NOT_COVERED[0].lower()}{NOT_COVERED[1:]}", GUARANTOR)
    if told:
        draft.add(told, part_with(draft, rule_id(record.code, case.id), told))


def _say_of_one_way(draft: Draft, record: Record, found: Assessment) -> None:
    """What one of the ways in which the case may come out says of guarantors, where it protects the borrower."""
    for p in found.possibilities:
        told = next((one for one in p.case.exceptions if _NAMED.search(one)), "")
        if told and p.outcome in ("barred", "limited"):
            draft.say("A guarantor stands apart from the borrower.", GUARANTOR)
            draft.add(told, part_with(draft, rule_id(record.code, p.case.id), told))
            return


def _holds_back(found: Assessment) -> bool:
    return found.outcome in ("barred", "limited") and not _NAMED.search(found.first.case.effect)


def _value_counts_for_them(record: Record, found: Assessment) -> str:
    """The sentence by which guarantors too have the home's value counted, where that is what limits the claim."""
    if found.outcome != "limited":
        return ""
    told = sentences(f"{record.fair_value.note or ''} {record.fair_value.who_asks or ''}")
    return next((one for one in told if _NAMED.search(one) and not _DENIED.search(one)), "")
