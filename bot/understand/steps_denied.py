"""Steps told in part: a notice mailed but not received, a waiver that the lender did not sign, papers left at the door, a late request."""

import re

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

_FIRST_ASKED = re.compile(
    r"\b(?:first|1st) (?:time|deficiency|def)\b[^.;!?\n]{0,40}\b(?:request\w*|demand\w*|asked|sought|claim\w*)\b"
    r"|\b(?:not a word|nothing|no (?:word|request|mention|demand)|never (?:asked|mentioned|requested|said anything)|didn't (?:ask|mention|request))\b"
    r"[^.;!?\n]{0,20}\bdeficiency\b[^.;!?\n]{0,30}\b(?:until|till|til|before)\b",
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


def first_asked(text: str) -> int | None:
    """Where words begin that tell when the lender first asked for the deficiency; its day stands behind them.

    >>> first_asked("confirmed in may. not a word about a deficiency till september"), first_asked("they want a deficiency")
    (18, None)
    """
    match = _FIRST_ASKED.search(text)
    return match.start() if match else None


def lender_did_not_join(text: str) -> bool:
    """Whether the lender did not sign or agree to what the owner signed."""
    return _LENDER_DID_NOT.search(text) is not None


def left_at_the_home(text: str) -> bool:
    """Whether court papers were left at the home or with the family, and no newspaper is told of."""
    return _LEFT_AT_HOME.search(text) is not None and _PUBLISHED.search(text) is None
