"""Street addresses and ZIP codes. Towns and states stay: the rule turns on them."""

import re
from collections.abc import Iterator
from functools import cache

from bot.agent.privacy.spans import Span
from bot.agent.privacy.vocabulary import alternatives, is_word, plain, read
from bot.understand.statenames import NAMES
from bot.understand.zips import find_zips, zip_state

_DIRECTION = r"(?:(?:north|south|east|west|n|s|e|w)(?:east|west|e|w)?\.?)"
_NUMBER = r"(?<![\w$€£.,/§:#%-])(?P<number>\d{1,6}(?:-\d{1,4})?[a-d]?(?: 1/2)?)"
_WORD = r"(?:[^\W\d_][^\W_]{0,19}(?:['’.-][^\W\d_]{1,15}){0,2}\.?|\d{1,3}(?:st|nd|rd|th))"
_BANK_AFTER = re.compile(r"\s(?:bank|lending|mortgage|capital|financial|trust|journal)\b", re.IGNORECASE)
_BOX = re.compile(r"\bp\.?\s?o\.?\s?box\s{1,2}#?\s?\d{1,7}\b|\brr\s?\d{1,3}\s?box\s\d{1,5}\b", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"{_NUMBER}\s(?:{_DIRECTION}\s)?(?:(?:avenue|ave|highway|hwy|route|rte|rt|county road|county rd|county highway|state road|state route|"
    r"state highway|us highway|us hwy|cr|sr|fm|interstate|road|loop|calle|via|camino|paseo|avenida|rue)\s(?:[a-z]\b|\d{1,5}[a-z]?\b|[^\W\d_]{3,20}(?:\s(?!(?i:apt|unit|suite|lot|in|at)\b)(?-i:[A-Z])[^\W\d_]{2,20})?)|broadway\b)(?:\s(?:north|south|east|west|n|s|e|w)\b)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}\Z")
_DATED = re.compile(r"\b(?:in|since|of|by|during|until|before|after|year|from|early|late|mid)\s$", re.IGNORECASE)
_ZIP_AFTER = re.compile(r", ?(?P<zip>\d{2}(?!\d00)\d{3})(?:-\d{4})?(?=[),.;]|\s?$)")  # "12 Elm Street, 85701."
_PLUS_FOUR = re.compile(r"-\d{4}(?!\d)")
_ZIP_SAID = re.compile(
    r"\bzip ?-?(?:code)?s?\W{0,3}(?:(?:is|was|of|are)\W{1,2})?(?P<zip>\d{5}(?:-\d{4})?)(?![\w,]|\.\d)", re.IGNORECASE
)
_ZIP_STATE = re.compile(r"[a-z],? (?P<state>[A-Z]{2}),? {1,2}(?P<zip>\d{5}(?:-\d{4})?)(?![\w,%]|\.\d)")
_ZIP_FULL = re.compile(r"(?<![\w$.,/§-])\d{5}-\d{4}(?![\w-])")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    rows = read("addresses.yaml")
    suffix = alternatives(f"{rows['sure']} {rows['unsure']}")
    return {
        "street": re.compile(
            # the words are taken one by one and as few as there can be, so that a long text costs no more than its length
            rf"{_NUMBER},?\s{{1,2}}(?P<words>(?:{_DIRECTION}\s)?(?:{_WORD}\s{{1,2}}){{1,4}}?)(?P<suffix>{suffix})\b\.?"
            rf"(?:\s{_DIRECTION}(?![\w']))?",
            re.IGNORECASE,
        ),
        "more": re.compile(rf"(?:\s(?:{suffix})\b\.?){{1,2}}(?:\s{_DIRECTION}(?![\w']))?", re.IGNORECASE),
        "lives": re.compile(rows["lives"], re.IGNORECASE),
        "at": re.compile(rows["at"], re.IGNORECASE),
        "near": re.compile(rows["near"], re.IGNORECASE),
        "unit": re.compile(rows["unit"], re.IGNORECASE),
        "plain": re.compile(
            rf"{_NUMBER}\s{{1,2}}(?P<words>(?:{_DIRECTION}\s)?{_WORD}(?:\s{_WORD}){{0,2}})", re.IGNORECASE
        ),
    }


@cache
def _never() -> frozenset[str]:
    return frozenset(read("addresses.yaml")["never"].split())


@cache
def _unless_titled() -> frozenset[str]:
    return frozenset(read("addresses.yaml")["unless_titled"].split())


@cache
def _sure() -> frozenset[str]:
    return frozenset(read("addresses.yaml")["sure"].split())


def find_addresses(text: str) -> Iterator[Span]:
    """Every street address, with its unit, and every ZIP code."""
    patterns = _words()
    for match in patterns["street"].finditer(text):
        if _is_street(text, match):
            more = patterns["more"].match(text, match.end())  # "Old Mill Road"
            yield _with_unit(text, match.start(), more.end() if more else match.end())
    for match in (*_BOX.finditer(text), *_NUMBERED.finditer(text)):
        if not (match.re is _NUMBERED and _is_year(text, match)):
            yield _with_unit(text, match.start(), match.end())
    for cue, sure in ((patterns["lives"], True), (patterns["at"], False)):
        for match in cue.finditer(text):
            end = _plain_end(text, match.end(), sure)
            if end is not None:
                yield _with_unit(text, match.end(), end)
    yield from _zips(text)


def _is_street(text: str, match: re.Match[str]) -> bool:
    words = match["words"].split()
    names = [plain(word) for word in words]
    titled = _is_titled(words, match["suffix"]) and plain(match["suffix"]) in _sure()
    barred = _never() - _unless_titled() if titled else _never()
    if any(name in barred for name in names) or _BANK_AFTER.match(text, match.end()):
        return False
    if len(match["number"]) > 5 and not _is_titled(words, match["suffix"]):
        return False
    if _is_year(text, match):
        return False
    suffix = plain(match["suffix"])
    if f"{' '.join(names)} {suffix}" in NAMES:
        return False  # "a 1995 Rhode Island judge"
    if suffix in ("st", "dr") and len(words) == 1 and re.fullmatch(_DIRECTION, words[0], re.IGNORECASE):
        return False
    if suffix in _sure():
        return True
    near = _words()["near"].search(text[max(0, match.start() - 24) : match.start()])
    return bool(near) or (_is_titled(words, match["suffix"]) and any(char.islower() for char in text))


def _is_titled(words: list[str], suffix: str) -> bool:
    return suffix[:1].isupper() and all(word[:1].isupper() or word[:1].isdigit() for word in words)


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether the number is the year of something ("in 2019 Main Street ...")."""
    return bool(_YEAR.match(match["number"]) and _DATED.search(text[max(0, match.start() - 10) : match.start()]))


def _plain_end(text: str, start: int, sure: bool) -> int | None:
    """Where an address without a suffix ends that begins at `start`; None where none begins."""
    match = _words()["plain"].match(text, start)
    if match is None:
        return None
    end = None
    shouted = not any(char.islower() for char in text)
    for word in re.finditer(_WORD, match["words"]):
        name = plain(word[0])
        titled = word[0][0].isupper() and not shouted
        if name in _never() or (not titled and end is not None):
            break
        if re.fullmatch(_DIRECTION, word[0], re.IGNORECASE):
            continue
        if not (titled or sure or not is_word(name)):
            break
        end = match.start("words") + word.end()
    return end


def _with_unit(text: str, start: int, end: int) -> Span:
    unit = _words()["unit"].match(text, end)
    end = unit.end() if unit else end
    code = _ZIP_AFTER.match(text, end)
    return Span(start, code.end() if code and zip_state(code["zip"]) else end, "ADDRESS", 4)


def _zips(text: str) -> Iterator[Span]:
    for match in _ZIP_SAID.finditer(text):
        yield Span(match.start("zip"), match.end("zip"), "ZIP", 3)
    for match in _ZIP_STATE.finditer(text):
        if zip_state(match["zip"][:5]) == match["state"] and not match["zip"][:5].endswith("000"):
            yield Span(match.start("zip"), match.end("zip"), "ZIP", 6)
    for match in _ZIP_FULL.finditer(text):
        yield Span(match.start(), match.end(), "ZIP", 6)
    folded = text.lower()
    if len(folded) != len(text):  # a few letters grow in lower case, and would shift every place
        folded = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    for start, end, _ in find_zips(folded):
        if text[start:end].endswith("000"):
            continue  # round, as no ZIP code is: an amount
        more = _PLUS_FOUR.match(text, end)
        yield Span(start, more.end() if more else end, "ZIP", 6)
