"""What a text only speaks of: a term asked about in general, another person's house, a wish, a guess, a loan that is gone."""

import re

from bot.understand.text import SENTENCE_END

# "what is a trustee's sale", "what does \"reserves its rights\" mean"
_WHAT_IS = re.compile(
    r"(?:^|[,:] |\b(?:so|and|but|ok|okay|well|hi|hello|um) )(?:what(?:'s| is| are| exactly is)|define|explain|whats)(?: exactly| even| really| considered)? ?(?:an? )?[\"']?$"
    r"|\bwhat (?:do|does|did) (?:it mean when )?(?:the (?:words?|phrase|term|sentence) )?(?:an? |they |it )?[\"']?$",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:my|our|we|i|me|us|mine|ours)\b", re.IGNORECASE)
_WISHED = re.compile(r"\bwish\w*\b[^.,;!?\n]{0,40}$", re.IGNORECASE)
_MAYBE = re.compile(
    r"\b(?:maybe|perhaps|possibly|might have|may have)(?: (?:i|we|it|he|she|they|was|were|the|a|an|some|by|been|got|bank|to)){0,4} ?$",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"\bwhether\b(?:(?!\b(?:after|before|since|once|following|at|because)\b)[^.;!?\n]){0,60}$", re.IGNORECASE
)
# "some states do law days"
_SOME_DO = re.compile(
    r"\b(?:some|most|many|certain) (?:states|counties|lenders|banks|servicers)\b[^.;!?\n]{0,60}$", re.IGNORECASE
)
# "does a short sale letter normally say"
_USUALLY = re.compile(
    r"^\W*(?:(?:so|and|but|hi|ok),? )?(?:do|does|are|is|can|will|would) (?:an? |most |the |they |banks |lenders )[^.;!?\n]{0,60}\b(?:normally|usually|typically|generally)\b",
    re.IGNORECASE,
)
# "if they'd gone to court I would have fought it"
_HAD_IT = re.compile(r"\bif (?:they|it|he|she|i|we|(?:the|my|our) \w+)(?:'d| had) [^.;!?\n]{0,30}$", re.IGNORECASE)
_WOULD_HAVE = re.compile(r"^[^.;!?\n]{0,60}\b(?:i|we|he|she|they|it|things)(?:'d| would)(?:'ve| have)\b", re.IGNORECASE)

_FRIEND = r"(?:next[- ]door |old |best |close )?(?:neighbou?r|co-?worker|colleague|classmate|boss|hairdresser|teacher|mailman)"
_ANOTHER = re.compile(
    rf"\b(?:my|our|the|a|his|her|their|some)(?: \w+'s)? {_FRIEND}s?(?:'s?)? (?!(?:who|that|said|says|told|tells|heard|thinks|saw|claims|bought|outbid|won|got it)\b)"
    r"(?:(?!\b(?:my|our|i|we|me|us|mine)\b)[^.;!?\n]){0,40}$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:my|our) (?:\w+ )?(?:sister|brother|cousin|uncle|aunt|nephew|niece|friend|buddy)(?:[- ]in[- ]law)?(?:'s?)? "
    r"(?:(?!\b(?:my|our|i|we|me|us|mine)\b)[^.;!?\n]){0,50}$",
    re.IGNORECASE,
)
_ANOTHERS_HOUSE = re.compile(
    rf"\b(?:my|our|the|a|his|her) {_FRIEND}(?:'s|s'?) (?:\w+ )?(?:house|home|place|condo|property|farm)\b",
    re.IGNORECASE,
)
_OWN_FEARED = re.compile(
    r"\b(?:worried|worry|scared|afraid|nervous)\b[^.;!?\n]{0,20}\b(?:for|about)? ?(?:mine|ours|my own|our own)\b|\b(?:mine|ours) (?:is|too|next)\b",
    re.IGNORECASE,
)
# "my cousin did a short sale, ours was auctioned": the own house is set against the other's
_OWN_TOO = re.compile(
    r"(?:^|[.,;:!?\n-]|\b(?:but|and|while|whereas|as for|about|in)) ?(?:mine|ours|(?:my|our) own)\b(?! (?:or|is that)\b)",
    re.IGNORECASE,
)
# "my ex got a discharge, not me"
_NOT_ME = re.compile(
    r"^[^.;!?\n]{0,25}?[,;]? ?(?:\bnot (?:me|us|mine|ours)\b|\bbut (?:i|we) (?:didn't|did not|never|wasn't|weren't|was not|am not|haven't)\b)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:(?:my|our) (?:\w+ )?(?:ex|ex-?husband|ex-?wife|husband|wife|spouse|sister|brother|cousin|uncle|aunt|friend|son|daughter|mother|father|mom|dad|co-?signer|co-?borrower|roommate|partner)|he|she)\b"
    r"[^.;!?\n]{0,40}$",
    re.IGNORECASE,
)
# "I have a rental too but that one is paid off": another house than the one that is told of
_THAT_OTHER_HOUSE = re.compile(
    r"^(?: (?:house|home|property|unit|condo|place|apartment|too|also|as well|across town|in town|elsewhere|besides)){0,4}[,;]? ?"
    r"(?:(?:but|and|which|though) )?(?:that one|that house|that(?: one)?'s|this one|that|it|we still own (?:it|that)) ?(?:is|was|'s)? "
    r"(?:still )?(?:paid off|paid for|free and clear|fine|current|safe|separate|not (?:the|what|part|this|foreclosed)|a different|another (?:story|matter|loan)|ours)\b"
    r"|^(?: \w+){0,3}[,;]? (?:but )?(?:this|that|it|the question|i) (?:is|was|am)(?: asking)? (?:not )?about (?:my|our|the) (?:own )?(?:house|home|residence|place)\b",
    re.IGNORECASE,
)
# somebody who asks about the other's debt tells that case
_THE_OTHERS_DEBT = re.compile(
    r"\b(?:ow(?:e|es|ed|ing)|su(?:e|es|ed|ing)|(?:go|come|going|coming|comes|goes) after|chas\w+|collect\w*|deficien\w+|liable|garnish\w*|wants?|shortfall|balance|bill\w*|demand\w*)\b",
    re.IGNORECASE,
)
# "we had a heloc too but that got paid off"
_GONE = re.compile(
    r"^(?: (?:loan|line|of|credit|mortgage|too|also|once|before|on|it|as|well)){0,5}[,;]?(?: (?:but|and|which|that|it|this|one|we|i|had)){0,3}"
    r"(?: (?:was|got|is|been|already|long|since|all|fully|had)){0,4} (?:paid (?:it |that )?off|closed(?: out)?|paid in full)\b"
    r"|^(?: (?:loan|line|app|application|request)){0,3} (?:(?:was|got|is) )?(?:denied|turned down|rejected|never (?:opened|used|closed))\b",
    re.IGNORECASE,
)
_OR_FIRST = re.compile(r"^ (?:or|vs|versus) (?:the |my |our )?(?:first|1st)\b", re.IGNORECASE)
_FIRST_OR = re.compile(r"\b(?:first|1st) (?:or|vs|versus) (?:the |my |our |a )?$", re.IGNORECASE)
# "we listed it but no buyers": nobody came to the owner, and no auction is told
_NOBODY = re.compile(r"(?:no|zero|nobody|no one|noone|not|lack|without|there|didn't|never|drew|got)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"\b(?:short sale|listed|listing|on the market|for sale|realtor|real estate agent|open house|showings?)\b[^;!?\n]{0,60}$",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:auction\w*|foreclos\w+|sheriff\w*|trustee\w*)\b", re.IGNORECASE)


def only_spoken_of(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is asked in general, wished, guessed or supposed to have been otherwise."""
    before = SENTENCE_END.split(text[max(0, start - 90) : start])[-1]
    after = SENTENCE_END.split(text[end : end + 90])[0]
    if _WISHED.search(before) or _MAYBE.search(before) or _WHETHER.search(before) or _SOME_DO.search(before):
        return True
    if _HAD_IT.search(before) and _WOULD_HAVE.match(after):
        return True
    if _WHAT_IS.search(before) and not _OWN.search(text[start:end] + after[:60]):
        return True
    return _USUALLY.match(f"{before}{text[start:end]}{after}") is not None


def of_another(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is told of somebody else, whose debt nobody asks about."""
    before = SENTENCE_END.split(text[max(0, start - 90) : start])[-1]
    if _RELATIVE.search(before):
        return bool(_OWN_FEARED.search(text) or _OWN_TOO.search(text[end : end + 120]))
    if not _ANOTHER.search(before) and not _ANOTHERS_HOUSE.search(text[start : end + 40]):
        return False
    return _OWN_FEARED.search(text) is not None or _THE_OTHERS_DEBT.search(text) is None


def left_behind(text: str, start: int, end: int) -> bool:
    """Whether a second loan is named as one that is paid, or only as one of a choice."""
    return bool(
        _GONE.match(text[end : end + 80])
        or _OR_FIRST.match(text[end : end + 20])
        or _FIRST_OR.search(text[max(0, start - 24) : start])
    )


# "bank or somebody else, no idea"
_OR_ANOTHER = re.compile(
    r"^\W{0,2}or (?:(?:was it|maybe|just|an?|the|some|it was|if|by|to) )*(?:somebody|someone|investor|outsider|third|3rd|another|strangers?|else|not\b|other|whoever|private|flipper|"
    r"bank|lender|credit union)",
    re.IGNORECASE,
)
# "they say they confirmed it but can't show anything"
_CLAIMED = re.compile(
    r"\b(?:they|he|she|(?:the |their |its |bank's )?(?:bank|lender|lawyers?|attorneys?|servicer))(?: keeps?| just| now| only)? "
    r"(?:says?|said|claims?|claim(?:ed|ing)|swears?|insists?|saying|telling us)(?: (?:that|they|it|the|sale|he|was|were|had|have|has|got|it's|been)){0,5} ?$",
    re.IGNORECASE,
)
_UNPROVEN = re.compile(
    r"^[^.;!?\n]{0,25}\b(?:but|though|yet)\b[^.;!?\n]{0,30}\b(?:can't|cannot|couldn't|could not|won't|no|never|nothing|not|haven't|hasn't|didn't|don't|doubt)\b",
    re.IGNORECASE,
)


def not_of_the_case(fact: str, text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is another's discharge, another house, one of two possible buyers, or
    a step that only the other side says was taken.
    """
    before, after = SENTENCE_END.split(text[max(0, start - 90) : start])[-1], text[end : end + 90]
    if fact == "discharged":
        return bool(_SOMEBODY.search(before + text[start:end]) and _NOT_ME.match(after))
    if fact == "occupancy":
        return _THAT_OTHER_HOUSE.match(after) is not None
    if fact == "buyer":
        return _OR_ANOTHER.match(after) is not None
    return fact == "lender_steps" and bool(_CLAIMED.search(before) and _UNPROVEN.match(after))


def of_a_listing(text: str, start: int, raw: str) -> bool:
    """Whether words for "no bidders" tell of the owner's own try to sell."""
    before = text[max(0, start - 90) : start]
    return bool(_NOBODY.match(raw) and _LISTED.search(before) and not _HELD.search(before))
