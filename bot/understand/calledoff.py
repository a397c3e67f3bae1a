"""A sale that was called off, put off or undone: after it nothing is owed as a deficiency yet."""

import re

from bot.understand.frames import negated

LONGEST = 1500  # characters of a question that are looked at
_SALE = r"(?:auction|foreclosure|(?:(?:foreclosure|trustee|sheriff|court)(?:'?s?'?) )?sale)"
_OFF = (
    r"(?:called off|cancel+ed|postponed|put off|pushed (?:back|out|off|to)|re-?scheduled|adjourned|delayed|stayed|continued (?:to|until)|"
    r"rescinded|unwound|undone|set aside|vacated|reversed|voided|annulled)"
)
_CALLED_OFF = re.compile(
    rf"\b{_SALE}(?: (?:on|of|for|at) (?:my|our|the) (?:house|home|place|condo|property))?(?:,? (?!not\b|never\b|if\b|can\b)[\w'/]+){{0,4}}? {_OFF}(?! by (?:an? )?(?:third|higher))\b"
    rf"|\b(?:they|bank|lender|trustee|sheriff|court|judge|lawyer|attorney|servicer|and|just|then)(?: (?:has|had|have|just|then|even|finally))* "
    rf"(?:called off|cancel+ed|postponed|put off|pushed back|rescinded|undid|unwound|set aside|threw out|tossed out|struck down|vacated|reversed|voided)(?: (?:the|our|my|that|this|its|their))? (?:\w+ )?{_SALE}\b"
    rf"|\b{_SALE} (?:never (?:happened|took place|went (?:through|forward|ahead)|occurred)|(?:didn'?t|did not) (?:happen|take place|go (?:through|forward|ahead)|occur))\b"
    r"|\b(?:they|bank|lender|court|judge) (?:\w+ )?(?:undid|unwound) (?:it|the (?:sale|auction|foreclosure))\b"
    rf"|\b(?:they|court|judge|chancellor|magistrate|and|then)(?: (?:has|had|have|just|then|even|finally))* "
    rf"(?:set|threw|tossed|struck) (?:it|(?:the|our|my|that|this|its|their) (?:\w+ )?{_SALE}) (?:aside|out|down)\b",
    re.IGNORECASE,
)
# in Georgia a judge who refuses ends the deficiency and leaves the sale standing
_NOT_CONFIRMED = re.compile(
    r"\b(?:court|judge|chancellor|magistrate)(?: (?:has|had|then|just|even))* (?:refus(?:ed|es)|declin(?:ed|es)|den(?:ied|ies)|would ?n'?t|would not) "
    r"(?:to )?(?:confirm(?:ation)?|approv(?:e|al)|ratif(?:y|ication))(?: of)?(?: (?:it|(?:the|our|my|that|this) (?:\w+ )?(?:sale|auction)))?\b",
    re.IGNORECASE,
)
_STANDS = ("GA",)
# what was held and is undone, whatever it brought
_UNDONE = re.compile(
    r"\b(?:rescinded|unwound|undone|undid|set aside|vacated|reversed|voided|annulled|aside|threw|tossed|struck)\b",
    re.IGNORECASE,
)
# what somebody wants, fears or asks how to reach has not come about
_WISHED = re.compile(
    r"\b(?:can|could|will|would|may|might|should|how|if|unless|until|get|getting|want\w*|ask\w*|tr(?:y|ied|ying)|hop\w+|need\w*|supposed)\b[^.;!?\n]{0,24}$",
    re.IGNORECASE,
)
_SOLD_AFTER = re.compile(
    r"\b(?:then|but|later|finally|eventually|until|before|after|and)\b[^.;!?\n]{0,50}\b(?:sold|auctioned|went for|brought|bid|bought)\b"
    r"|[.;!?\n][^.;!?\n]{0,50}\b(?:sold (?:it|for|on|at|in)|auctioned (?:it|off)|went for|was sold|got sold|bought it)\b",
    re.IGNORECASE,
)
_OWES = re.compile(
    r"\b(?:ow(?:e|es|ing)|off the hook|deficienc\w+|short(?:fall|age)?|sue|come after|liable|on the hook|collect|gap|difference|the rest|the balance)\b",
    re.IGNORECASE,
)


def was_called_off(text: str, state: str | None = None) -> bool:
    """Whether a text tells that the sale was called off or undone, and asks what is owed.

    >>> was_called_off("they cancelled the sheriff sale, do we owe a deficiency now")
    True
    >>> was_called_off("it was postponed twice, then sold for 90,000. do i owe the rest"), was_called_off("can I get the sale postponed")
    (False, False)
    """
    text = text[:LONGEST]
    match = _found(text, state)
    if match is None or not _OWES.search(text) or negated(text, match.start()):
        return False
    return not (_WISHED.search(text[: match.start()]) or _SOLD_AFTER.search(text, match.end()))


def was_undone(text: str, state: str | None = None) -> bool:
    """Whether the sale that was called off had been held, so that its price and its day count for nothing.

    >>> was_undone("judge set the sale aside, do i owe the rest"), was_undone("they cancelled the sheriff sale")
    (True, False)
    """
    match = _found(text[:LONGEST], state)
    return match is not None and (_UNDONE.search(match[0]) or _NOT_CONFIRMED.match(match[0])) is not None


def _found(text: str, state: str | None) -> re.Match[str] | None:
    return _CALLED_OFF.search(text) or (_NOT_CONFIRMED.search(text) if state not in _STANDS else None)
