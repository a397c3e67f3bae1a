"""Talk of self-harm: how it is told from what only sounds like it, and what is said to it."""

import re

from bot.answer.draft import Draft
from bot.answer.limits import AID, HELP

CRISIS = "guide/where-to-get-help#crisis"

_SOMEBODY_ELSE = re.compile(
    r"\b(?:he|she|they|client|husband|wife|son|daughter|mom|mother|dad|father|brother|sister|friend)(?:'?s|'?d)? (?:\w+ ){0,5}"
    r"(?:kill|hurt|harm|die|dead|live|alive|gun|pills|over)\b|\b(?:himself|herself|themselves)\b",
    re.IGNORECASE,
)

_MYSELF = re.compile(
    r"\b(?:myself|my self|without me|kill me)\b|\bi(?:'?m|'?d| am| would)? (?:\w+ ){0,2}(?:want|wanna|going|gonna|ready|rather|wish|hope|feel)\b"
    r"[^.?!]{0,25}\b(?:die|dead|dying|end it|jump|wake)\b",
    re.IGNORECASE,
)


# a loss or a date told in bare words, which sound like despair only to the search
_NO_DESPAIR = re.compile(
    r"\W*(?:(?:hi|hello|help|so|and|yes|i think|they|because)\W+)*(?:i|we)(?:'ve| have| had)? (?:just |already |also )?(?:lost|lose|am losing|are losing) (?:my|our|the) (?:house|home|condo|place|farm)\W*"
    r"|\W*(?:(?:i|we) )?(?:just |really )?(?:don'?t|do not) (?:want to|wanna) (?:go anywhere|move|leave (?:here|it|(?:this|the|my|our) (?:house|home|place)))(?: else)?(?:,? (?:this|it)(?:'?s| is) (?:my |our )?home)?\W*"
    r"|\W*(?:(?:and|so|but|what)\W+)*(?:if|when) (?:i|we|they) (?:miss|missed|don'?t|do not|can'?t)(?: (?:it|that|this|(?:a|the|my) (?:date|day|deadline|payment)))?\W*",
    re.IGNORECASE,
)


def may_be_despair(text: str) -> bool:
    """Whether a turn that is nearest to the crisis passage may be what it sounds like.

    >>> may_be_despair("i lost my house")
    False
    >>> may_be_despair("i lost my house and cant go on"), may_be_despair("i don't want to go on, this is home")
    (True, True)
    >>> may_be_despair("don't want to go anywhere, this is home")
    False
    """
    return _NO_DESPAIR.fullmatch(text) is None


def crisis(draft: Draft, text: str = "") -> None:
    """Talk of self-harm: the person first, then one thing to do. text: what was said, which tells of whom."""
    if _SOMEBODY_ELSE.search(text) and not _MYSELF.search(text):
        draft.say(
            "**I'm sorry; please take what they said seriously and don't leave them alone with it.** Call or text **988** "
            "now, for them or for yourself; someone answers at any hour. If the danger is near, call **911**.",
            CRISIS,
            kind="help",
        )
    else:
        draft.say(
            "**I'm sorry, this is a very hard time, and you don't have to face it alone.** If you are thinking of harming "
            "yourself, call or text **988** now; someone answers at any hour.",
            CRISIS,
            kind="help",
        )
    draft.say(
        "For the house: a HUD-approved housing counselor answers at 888-995-4673 and is free.",
        HELP,
    )
    draft.add("Your local legal aid office can look at your papers, so keep every paper.", AID)
    draft.add("A sale does not by itself mean that you owe the rest.", "guide/judgment-vs-shortfall#not-automatic")
