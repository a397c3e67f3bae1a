"""A bankruptcy case of one's own that was filed: while it is open the lender may not sue, and its time may be longer."""

import re

from bot.law.case import Stay
from bot.understand.judgment import LONGEST

CHAPTER_7_YEARS = 1
LONGEST_PLAN = 5  # years; 11 U.S.C. § 1322(d)
_CASE = r"(?:bankruptcy|(?:chapter|ch\.?) ?(?:7|13|seven|thirteen)|bk)"
FILED = re.compile(
    rf"\b(?:filed|did|declared|went (?:through|into)|gone through|had|finished|completed|my|our|after|since)(?: (?:for|a|the|our|my|own))* {_CASE}\b"
    rf"|\b{_CASE} (?:back )?(?:in|of|on|from|filed(?: in| on)?|last) ?(?:(?:19|20)\d\d|year|[a-z]+ (?:19|20)\d\d|\d+/)",
    re.IGNORECASE,
)
# somebody else's case, one that is only thought of, or none
_NOT_FILED = re.compile(
    r"\b(?:if|should|could|can|would|will|may|might|whether|wife|husband|spouse|ex|brother|sister|son|daughter|mom|mother|dad|father|co-?signer|lender|bank|"
    rf"no|not|never|didn'?t|haven'?t|without|thinking|considering|about to|before (?:i|we))\b[^.?!]{{0,40}}\b{_CASE}\b",
    re.IGNORECASE,
)
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
    found = next((f for f in FILED.finditer(text) if not _denied(text, f)), None)
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
    return any(n.start() < found.end() and n.end() > found.start() for n in _NOT_FILED.finditer(text))
