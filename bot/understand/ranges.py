"""The two ends of a range that are told apart: `from 160,000 up to 180,000`, `at least 4,000 and at most 6,000`."""

import re

from bot.understand.numberwords import SMALL

FURTHEST = 40  # characters between the two ends
LOOSE = 2.0  # how many times the lower end the higher one may be where words name both ends
_SAID = r"(?:says?|said|swears?|thinks?|heard|claims?)"
_SIGN = r"(?:about |around |maybe |like )?(?:us ?)?\$? ?$"
# what must stand before the first end, what must stand between the two, and what must follow the second
_WORDINGS = tuple(
    (re.compile(rf"(?:{before}) {_SIGN}"), re.compile(rf"(?:{between}) ?(?:us ?)?\$? ?"), re.compile(after))
    for before, between, after in (
        (
            r"\b(?:at least|at the least|not? less than|not under|not below|no lower than|a minimum of)",
            r",? (?:and |but |or |to )?(?:at most|at the most|not? more than|not over|not above|no higher than|a maximum of)",
            "",
        ),
        (r"\b(?:more than|over|above)", r",? (?:and|but) (?:not over|not more than|less than|under|below)", ""),
        # "could be 160 could be 180 grand"
        (
            r"\b(?:could(?:'ve)?|might(?:'ve)?|may) (?:have )?be(?:en)?",
            r",?(?: or| and)? (?:could|might|may) (?:have )?be(?:en)?",
            "",
        ),
        (r"\b(?:maybe|perhaps|either)", r",?(?: or)? (?:maybe|perhaps|or)", ""),
        # "one guy says 66 grand, another says 68": not those who value a home or write for a lender
        (
            rf"\b(?:one|some|a) (?:(?:guy|man|woman|lady|person|neighbou?r|friend|clerk|source) )?{_SAID}(?: it (?:was|went for|sold for|brought))?",
            rf",?(?: and| but| while| then)? (?:another|the other|somebody else|someone else|others?|the next)(?: (?:one|guy|man|woman|lady|person))?(?: {_SAID})?(?: it (?:was|went for|sold for|brought))?",
            r"(?! (?:was|is) (?:owed|the))",
        ),
    )
)
# these need nothing before the first end
_BETWEEN = re.compile(
    r",? (?:up to|or (?:it|that|they) (?:was|were|is|got|had|said)|or (?:perhaps|possibly|even|else|could be|might be|up to)|maybe|possibly"
    r"|or maybe) ?(?:about )?(?:us ?)?\$? ?"
)
_LEAST_AND_MOST = (
    re.compile(r",? at (?:the )?least,? (?:and |but )?(?:us ?)?\$? ?"),
    re.compile(r",? at (?:the )?most\b"),
)
_WORD_ENDS = re.compile(
    r" (?:-|to|or) (?P<high>[a-z]+)(?: ?- ?| )(?:hundred )?(?:k|grand|thousand|thou|hundred|million|mil)(?![a-z0-9])"
)


def named_ends(folded: str, start: int, gap: tuple[int, int], end: int) -> bool:
    """Whether the words around two amounts name them as the ends of one range.

    start: of the first amount. gap: between the two. end: of the second.
    """
    if not 0 < gap[1] - gap[0] <= FURTHEST:
        return False
    if _BETWEEN.fullmatch(folded, *gap):
        return True
    least, most = _LEAST_AND_MOST
    if least.fullmatch(folded, *gap) and most.match(folded, end):
        return True
    return any(
        between.fullmatch(folded, *gap)
        and before.search(folded, max(0, start - 60), start)
        and after.match(folded, end)
        for before, between, after in _WORDINGS
    )


def begins_in_words(folded: str, value: int, end: int) -> bool:
    """Whether a small number in words begins a range of thousands: the "four" of "four to six thousand"."""
    match = _WORD_ENDS.match(folded, end)
    return match is not None and value < SMALL.get(match["high"], 0) <= LOOSE * value
