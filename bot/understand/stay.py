"""A bankruptcy case of one's own that was filed: while it is open the lender may not sue, and its time may be longer."""

import re

from bot.law.case import Stay
from bot.understand.judgment import LONGEST

CHAPTER_7_YEARS = 1
LONGEST_PLAN = 5  # years; 11 U.S.C. § 1322(d)
_CASE = r"(?:bankruptcy|(?:chapter|ch\.?) ?(?:7|13|seven|thirteen)|bk)"
_FILED = re.compile(
    rf"\b(?:filed|did|declared|went (?:through|into)|gone through|had|finished|completed|my|our|after|since)(?: (?:for|a|the|our|my|own))* {_CASE}\b"
    rf"|\b{_CASE} (?:back )?(?:in|of|on|from|filed(?: in| on)?|last) ?(?:(?:19|20)\d\d|year|[a-z]+ (?:19|20)\d\d|\d+/)",
    re.IGNORECASE,
)
# a case that is only thought of or is none: "should i do chapter 7", but not "can they sue after my chapter 7"
_THOUGHT_OF = re.compile(
    r"\b(?:if|should|could|can|would|will|may|might|whether|no|not|never|didn'?t|haven'?t|without|thinking|considering|about to)\b"
    rf"(?:(?!\b(?:after|since|though|because|despite) (?:i|we|my|our)\b|, (?:and |but )?(?:i|we|my|our)\b|\b(?:and|but) (?:i|we)\b)[^.?!]){{0,40}}\b{_CASE}\b",
    re.IGNORECASE,
)
# somebody else's: "my ex filed", but not "my husband and i filed"
_OTHERS = re.compile(
    r"\b(?:wife|husband|spouse|ex|partner|brother|sister|son|daughter|mom|mother|dad|father|parents|uncle|aunt|cousin|friend|neighbou?r|co-?(?:signer|borrower)|"
    rf"lender|bank|servicer|mortgage company|builder|seller|buyer|tenant|he|she)\b(?:(?!\b(?:i|we|my|our)\b)[^.?!]){{0,40}}\b{_CASE}\b",
    re.IGNORECASE,
)
_NO_DISCHARGE = re.compile(r"\b(?:dismissed|denied|without (?:a )?discharge|thrown out)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OVER = re.compile(r"\b(?:dismissed|closed|ended|thrown out|discharged?|finished|over)\b", re.IGNORECASE)
_SEVEN = re.compile(r"\b(?:7|seven)\b", re.IGNORECASE)


class BankruptcyCase(Stay):
    """A bankruptcy case as it was told. raw: the words."""

    raw: str = ""

    def words(self) -> str:
        """As the case sheet keeps it: `2024 to 2025`, `from 2024`, `until 2025`, `filed`."""
        if self.first and self.last:
            return f"{self.first} to {self.last}"
        return f"from {self.first}" if self.first else f"until {self.last}" if self.last else "filed"

    @classmethod
    def of_words(cls, words: str) -> "BankruptcyCase":
        """The reverse of `words`; of words that name no year, a case of which no year is known.

        >>> BankruptcyCase.of_words("until 2025").last, BankruptcyCase.of_words("years ago").first
        (2025, None)
        """
        years = [int(year) for year in _YEAR.findall(words)]
        if len(years) == 1 and words.startswith("until"):
            return cls(last=years[0])
        return cls(first=years[0] if years else None, last=years[1] if len(years) > 1 else None)


def own_case(text: str) -> re.Match[str] | None:
    """Where a text tells of a bankruptcy case of one's own that was filed; None where it tells of none.

    >>> own_case("my husband and i filed chapter 7 in 2019") is None, own_case("my ex filed chapter 7 in 2019") is None
    (False, True)
    """
    return next((found for found in _FILED.finditer(text) if not _denied(text, found)), None)


def ended_in_no_discharge(text: str) -> bool:
    """Whether a bankruptcy case is told to have ended without a discharge."""
    return _NO_DISCHARGE.search(text) is not None


def read_bankruptcy_case(text: str) -> BankruptcyCase | None:
    """The bankruptcy case that somebody tells to have filed; None where none is told.

    A case under chapter 7 is taken to last a year at most and another one five, where its end is not told.

    >>> read_bankruptcy_case("sold april 2024, i filed ch 13 june 2024 and it was dismissed june 2025").words()
    '2024 to 2025'
    >>> read_bankruptcy_case("sold in 2021, after my chapter 7 in 2016").words()
    '2016 to 2017'
    >>> read_bankruptcy_case("should i file chapter 7 now?") is None
    True
    """
    text = text[:LONGEST]
    found = own_case(text)
    if found is None:
        return None
    clause = re.split(r"[.;?!]|, (?:sold|house|home|they|bank|lender)\b", text[found.start() :])[0]
    years = [int(year) for year in _YEAR.findall(clause)]
    first = years[0] if years else None
    over = _OVER.search(clause)
    ended = next((int(year) for year in _YEAR.findall(clause[over.end() :])), None) if over else None
    if ended is None and first is not None:
        ended = first + (CHAPTER_7_YEARS if _SEVEN.search(clause) else LONGEST_PLAN)
    return BankruptcyCase(first=first, last=ended, raw=found.group())


def _denied(text: str, found: re.Match[str]) -> bool:
    """Whether the words before it in the same sentence deny it, or tell it of somebody else."""
    spans = [n.span() for words in (_THOUGHT_OF, _OTHERS) for n in words.finditer(text)]
    return any(start < found.end() and end > found.start() for start, end in spans)
