"""The facts of a text as two readers see them: the word groups, which know phrases, and the trained one, which reads what is meant.

A fact that is read wrongly does more harm than one that is asked for. So the trained reader must be sure to add a fact, and surer
where the word groups saw its words and found them asked or denied, or where a claim ends or another one begins with it.
"""

import re
from collections.abc import Collection

from bot.meaning.reader import FACT, NONE, Meaning
from bot.understand.text import SENTENCE_END

# how likely a value must be, chosen on labelled phrases that it was not trained on
ADDS = 0.9  # where the word groups see nothing
SURER = 0.98  # where they see its words and take them for asked, denied or somebody else's
SUREST = 0.995  # of `HEAVY`
IN_FEW = 0.997  # in few words, of which it is sure too easily
FEW_WORDS, TOO_FEW = 13, 9
HEAVY = frozenset(
    {
        ("buyer", "lender"),
        ("lien", "junior"),
        ("sale_by", "other_lender"),
        ("loan", "home_equity"),
        ("loan", "reverse"),
        ("occupancy", "not_owner_occupied"),
        ("deficiency_claim", "waived"),
        ("discharged", "yes"),
        ("promise_to_pay", "no"),
    }
)
# what must be named for a fact besides: the second of two may be an auction
_OTHER_LOAN = re.compile(
    r"\b(?:second|2nd|junior) (?:mortgage|mtg|loan|lien|note|trust|lender|bank|position|dot|td|deed)|\bhe-?loc|\bequity|\bpiggy|\blines?\b",
    re.IGNORECASE,
)
_OTHER_LENDER = re.compile(
    rf"{_OTHER_LOAN.pattern}|\b(?:first|1st|2nd|second|senior|other|another|different)(?: (?:mortgage|mtg|loan|lien|note))? ?(?:'s|bank|lender|holder|company|mtg|mortgage|dot|td|trust deed|lien|loan|position)"
    r"|\bhoa\b|\bassociation\b|\bwiped\b|\bjunior\b|\bsenior\b|\b(?:county|tax) (?:sale|sold)",
    re.IGNORECASE,
)
_ONE_LENDER = re.compile(
    r"\b(?:same|one and the same|also|own(?:s|ed|ing)?|held|holds?|holding|both (?:with|from|of them|by|were|are|is|loans|mortgages|are with))\b",
    re.IGNORECASE,
)
# a sale by the owner; a low price at an auction and "O/O sm. house, nonjud TS" in a note are none
_SOLD_BY_OWNER = re.compile(
    r"\bshort(?:\b|ed\b|sale)|\bs/s\b|\bapprov|\bagree|\bpermi|\bconsent|\bbless|\bok(?:'?d|ay\w*)?\b"
    r"|\b(?:let|allow\w*|sold|sell(?:ing)?|buyers?|realtor|list(?:ed|ing)|offers?|closing)\b",
    re.IGNORECASE,
)
# "sheriff's deed delivered": no owner gave it
_HANDED_OVER = re.compile(
    r"\blieu\b|\bdi?l\b|\b(?:g[ai]ve|giving|given|hand(?:ed|ing)?|sign(?:ed|ing)?|turn(?:ed|ing)?|deeded|convey\w*|surrender\w*|transfer\w*|keys?|quit ?claim\w*|"
    r"return\w*|back|let (?:them|the bank)|took the deed|accept\w*|exchange\w*|voluntar\w*)\b",
    re.IGNORECASE,
)
NAMED = {
    ("disposition", "short_sale"): _SOLD_BY_OWNER,
    ("disposition", "deed_in_lieu"): _HANDED_OVER,
    ("lien", "junior"): _OTHER_LOAN,
    ("sale_by", "other_lender"): _OTHER_LENDER,
    ("same_lender", "yes"): _ONE_LENDER,
}
# A sale in foreclosure is taken for granted, and that the rest is asked for; that a lender held its own sale follows from its lien,
# and sheriffs, judges and clerks have a part in sales without a court, in each state another.
LEFT_OUT = frozenset(
    {
        ("disposition", "foreclosure_sale"),
        ("sale_by", "this_lender"),
        ("process", "judicial"),
        ("deficiency_claim", "asked"),
        ("promise_to_pay", "yes"),
    }
)
LONGEST = 90  # characters of the words that are shown for a fact


def says_too_little(text: str) -> bool:
    """Whether a text is left to the word groups."""
    return len(text.split()) < TOO_FEW


def added(text: str, meant: Meaning, read: Collection[str], named: Collection[str]) -> dict[str, str]:
    """The facts that the trained reader adds.

    read: the facts that the word groups read, which stay. named: those whose words they saw, told or not.
    """
    words = len(text.split())
    if says_too_little(text):
        return {}
    made: dict[str, str] = {}
    for fact, likely in meant.facts.items():
        value = max((name for name in likely if name != NONE), key=lambda name: likely[name])
        told = (fact, value)
        if fact in read or told in LEFT_OUT or (told in NAMED and not NAMED[told].search(text)):
            continue
        least = IN_FEW if words < FEW_WORDS else SUREST if told in HEAVY else SURER if fact in named else ADDS
        if likely[value] > least:
            made[fact] = value
    return made


def words_of(text: str, meant: Meaning, fact: str) -> tuple[int, int]:
    """From and to which character the words stand that tell a fact: the sentence on which the reader looks most."""
    place = meant.told_at(f"{FACT}{fact}")
    start = max((match.end() for match in SENTENCE_END.finditer(text, 0, place)), default=0)
    end = next((match.start() for match in SENTENCE_END.finditer(text, place)), len(text))
    if end - start > LONGEST:
        start = max(start, text.rfind(" ", 0, max(start, place - LONGEST // 2)) + 1)
        end = min(end, text.find(" ", min(len(text) - 1, start + LONGEST)) % (len(text) + 1))
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end
