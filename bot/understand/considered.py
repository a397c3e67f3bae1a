"""What is told of a loan or a home only as thought of, turned down, in doubt, or said by others; and a stay that was broken."""

import re

from bot.understand.text import SENTENCE_END

# "thinking of an FHA", "turned down for FHA", "can I get an FHA after this"
_THOUGHT_OF = re.compile(
    r"\b(?:(?:thinking|thought) (?:of|about)|considering|considered|looking (?:for|at|into)|shopping for|turned down for|"
    r"(?:denied|rejected|declined|didn't qualify|not qualify|couldn't qualify) for|appl(?:y|ied|ying) for|steered (?:\w+ )?away from|"
    r"almost (?:did|got|took|had|went)|(?:can|could|may|will|should) (?:i|we) (?:ever |still |even )?(?:get|buy|qualify for|use)|"
    r"(?:want|hope|plan|going|trying|tried) to (?:get|buy))"
    r"(?: (?:out|an?|another|one|of|buying|getting|for|about|new|next)){0,4} ?$",
    re.IGNORECASE,
)
# "could be it was a construction loan, could be not", "asked the servicer if our loan was for buying"
_IN_DOUBT = re.compile(
    r"\b(?:could|might) (?:be|have been)(?: (?:that|it|was|an?|the|originally)){0,4} ?$"
    r"|\bwhat (?:counts|qualifies) as (?:an? |my |your )?$|\bsupposedly\b[^,;]{0,30}$"
    r"|\basked (?:(?:the|my|our) )?\w+ (?:if|whether) (?:our|my|the|it|that|this)(?: (?:loan|mortgage|note|was|is|got))*\b[^,;]{0,50}$",
    re.IGNORECASE,
)
# "they're accusing me of not living there"
_SAID_BY_OTHERS = re.compile(
    r"\b(?:they|he|she|bank|lender|lawyer|servicer|neighbou?r)(?:'re| are| is|'s| keeps?| have| has)* "
    r"(?:accus\w+|claim\w*|alleg\w+|insist\w*|pretend\w*|lied|lying)(?: (?:that|me|us|of|i|we|was|were|about|not|never)){0,5} ?$",
    re.IGNORECASE,
)
_OF_HIS_OWN = re.compile(
    r"\b(?:brother|sister|friend|neighbou?r|cousin|co-?worker|buddy)s?(?:[- ]in[- ]law)? (?:got|had|has) (?:his|hers|theirs) ?$",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"^(?:,? (?:and )?(?:VA|RHS|USDA|FHA)){0,3} (?:box(?:es)? (?:is |are |were |was )?(?:blank|empty|unchecked|not checked)|app(?:lication)?s?\b (?:was |were |got )?(?:denied|rejected|declined|refused|turned))",
    re.IGNORECASE,
)
# "rented it out 2015 to 2017, then moved back in": it was let only for a time
_CAME_BACK = re.compile(
    r"\b(?:moved|came) back (?:in\b(?! with| to)|home\b|there\b)|\b(?:i|we|she|he|then) went back (?:in|home|and (?:was|lived|were))\b"
    r"|\bin the middle\b|\b(?:after|then|later)\b[^.;!?\n]{0,30}\b(?:i|we|she|he) moved in(?:to it)?\b(?! with)|\bbecame (?:my |our |the )?(?:primary|main|principal)\b"
    r"|\b(?:not|n't) (?:living|lived?|resid\w+) (?:there|in it|here) (?:all the|the whole|the entire|all of the) time\b"
    r"|\b(?:there were|for) (?:a couple|one|two|three|four|five|\d+|a few) years (?:that )?(?:we|i) (?:stayed|lived|were|was) in\b",
    re.IGNORECASE,
)
_AND_LEFT_AGAIN = re.compile(r"\bmoved (?:back )?in with\b|\bmoved (?:back )?out again\b", re.IGNORECASE)


def only_considered(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is only thought of, turned down, in doubt or another's claim."""
    before = SENTENCE_END.split(text[max(0, start - 100) : start])[-1]
    return any(pattern.search(before) for pattern in (_THOUGHT_OF, _IN_DOUBT, _SAID_BY_OTHERS, _OF_HIS_OWN)) or bool(
        _BLANK.match(text[end : end + 60])
    )


def came_back(text: str) -> bool:
    """Whether the owner was away only for a time, so that what was then does not tell how it was in the end.

    >>> came_back("we rented it out for two years, then moved back in"), came_back("moved back in with my parents")
    (True, False)
    """
    return _CAME_BACK.search(text) is not None and _AND_LEFT_AGAIN.search(text) is None
