"""Steps told in part: a notice mailed but not received, a waiver that the lender did not sign, papers left at the door, a late request."""

import re
from collections.abc import Mapping
from datetime import date

_NOT_RECEIVED = re.compile(
    r"\b(?:never|not|no|n't)\b(?: \w+){0,3}? (?:got|get|received?|receiving|saw|seen?|came|come|arrived?)\b",
    re.IGNORECASE,
)
_SAID_TO_BE_MAILED = re.compile(
    r"\b(?:sa(?:y|ys|id)|claim(?:s|ed)?|swears?|swore|insist(?:s|ed)?|shows?|showed|proof|prove[sd]?|records?|receipt|affidavit)\b"
    r"(?: (?!never|not\b|no\b|didn't|nothing)[\w']+){0,5}? (?:mailed|sent|mailing)\b",
    re.IGNORECASE,
)
_LENDER_DID_NOT = re.compile(
    r"\b(?:bank|lender|they|servicer|plaintiff)(?:'s lawyer)? (?:\w+ )?(?:didn't|did not|never|refused to|wouldn't|would not|hasn't|has not)"
    r"(?: (?:\w+ )?(?:sign|signed|agree|agreed|consent|consented|join|joined|accept|accepted|approve|approved))\b",
    re.IGNORECASE,
)
_LEFT_AT_HOME = re.compile(
    r"\b(?:taped|tacked|posted|stuck|left|nailed|pinned|slid|attached)\b[^.;!?\n]{0,30}\b(?:door|porch|house|home|doorstep|wife|husband|son|daughter|roommate)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:newspaper|publi(?:shed|cation)|in the paper|gazette|legals|warning order)\b", re.IGNORECASE
)
_ASKS_IF_DISCHARGED = re.compile(
    r"\b(?:is|are|can|could|will|would|does|do|may) (?:a|an|my|the|this|that|our|any|all) (?:\w+ ){0,3}?(?:(?:be|get|gets) )?discharged?\b",
    re.IGNORECASE,
)


def asks_if_discharged(text: str) -> bool:
    """Whether it is asked if bankruptcy ends such a debt, which tells of no discharge.

    >>> asks_if_discharged("is a deficiency discharged in chapter 13"), asks_if_discharged("my loan was discharged in chapter 7")
    (True, False)
    """
    return _ASKS_IF_DISCHARGED.search(text) is not None


def mailed_but_not_received(text: str) -> bool:
    """Whether a notice that did not come is said by the other side to have been mailed.

    >>> mailed_but_not_received("I never got the letter but they say they mailed it"), mailed_but_not_received("they never mailed a letter")
    (True, False)
    """
    return bool(_NOT_RECEIVED.search(text) and _SAID_TO_BE_MAILED.search(text))


def asked_after_confirmation(days: Mapping[str, date]) -> bool:
    """Whether the lender first asked for the deficiency after the day on which the sale was confirmed.

    days: the days told, each by its fact.

    >>> asked_after_confirmation({"confirmation_date": date(2026, 7, 1), "suit_filed": date(2026, 8, 4)})
    True
    """
    confirmed, asked = days.get("confirmation_date"), days.get("suit_filed")
    return confirmed is not None and asked is not None and asked > confirmed


def lender_did_not_join(text: str) -> bool:
    """Whether the lender did not sign or agree to what the owner signed."""
    return _LENDER_DID_NOT.search(text) is not None


def left_at_the_home(text: str) -> bool:
    """Whether court papers were left at the home or with the family, and no newspaper is told of."""
    return _LEFT_AT_HOME.search(text) is not None and _PUBLISHED.search(text) is None
