"""What is never taken for somebody's: amounts, percentages, organisations, the names of published cases."""

import re
from functools import cache

from bot.agent.privacy.vocabulary import read

MONEY = re.compile(
    r"[$€£]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|mm|million|thousand|grand)\b)?"
    r"|(?<![\w.,-])\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?![\w-])"
    r"|(?<![\w.,/-])\d{1,7}\.\d{2}(?![\w./-])"
    r"|(?<![\w.,/-])\d+(?:\.\d+)?[ -]?(?:k|m|mil|grand|thousand|thou|hundred|million|dollars?|bucks|usd|percent|pct|cents)\b"
    r"|(?<![\w.,/-])\d+(?:\.\d+)?\s?%",
    re.IGNORECASE,
)
# "owed 150000", "for 212000": an amount by the word before it
_OWED_BEFORE = re.compile(
    r"(?:\b(?:owe|owes|owed|owing|paid|pay|sold for|went for|bid|bids|bidding|worth|price|amount|debt|balance|deficiency|judgment of|"
    r"judgement of|appraised at|valued at|value|for|sum of|total|totaling|about|around|roughly|approximately|approx|principal|upb|fmv|payoff)"
    r"(?: (?:is|was|of|at|still|about|around|roughly|them|me|us|the bank|it))*[:= ]{0,2}|[=<>~])\s?$",
    re.IGNORECASE,
)
_OWED_AFTER = re.compile(
    r"\s?(?:dollars|bucks|usd|owed|owing|in debt|debt|deficiency|balance|principal)\b", re.IGNORECASE
)
_WORD = r"[A-Z][\w&'’.-]{0,20}"
# "Cadle Co. v. Caamano, 920 ...": a published case is named with its report or its year; somebody's own case is not
_CASE = re.compile(
    rf"(?:(?:{_WORD}|of|the|for|&|ex rel\.),? ){{1,7}}vs?\.? (?:(?:{_WORD}|of|the|for|&),? ?){{1,7}},?\s{{0,2}}"
    r"(?=\d{1,4} [A-Z][A-Za-z0-9. ]{1,16} \d{1,5}|[A-Z][A-Za-z0-9. ]{1,20} (?:19|20)\d{2}\)|\([^()]{0,30}\d{4}\)|No\. )"
)
# "S.C. Code Ann.", "In re Hart", "Davey (2013)", "H.B. 2612", "Jan. 4", an address of the web
_OTHER = re.compile(
    r"\b(?:codes?|stats?|statutes|laws|rev|gen|comp)\.? ann\b|\b(?:in|ex) (?:re|rel)\.? [^\W\d_]+|\bjan\.? \d|[^\W\d_]+ \((?:19|20)\d{2}\)|\b[hsa]\.? ?[bfrj]\.? ?\d|https?://\S+|\bwww\.\S+",
    re.IGNORECASE,
)


@cache
def _organisations() -> re.Pattern[str]:
    patterns = read("not_people.yaml")["organisations"]
    return re.compile(rf"(?<![\w])(?:{'|'.join(f'(?:{one})' for one in patterns)})(?!\w)", re.IGNORECASE)


def protected_names(text: str) -> list[tuple[int, int]]:
    """Where a text names an organisation or a published case."""
    found = [match.span() for match in _organisations().finditer(text)]
    found += [match.span() for match in _OTHER.finditer(text)]
    if " v" in text:
        found += [match.span() for match in _CASE.finditer(text)]
    return found


def amounts(text: str) -> list[tuple[int, int]]:
    """Where a text has an amount of money or a percentage that is written as one."""
    return [match.span() for match in MONEY.finditer(text)]


def is_owed(text: str, start: int, end: int) -> bool:
    """Whether the words around a bare number make it an amount."""
    return bool(_OWED_BEFORE.search(text[max(0, start - 40) : start]) or _OWED_AFTER.match(text, end))
