"""Where a text names a city or a county, and which states it may be in."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understand.cityspell import meant_by
from bot.understand.cityweigh import CityHit, decided, is_well_known
from bot.understand.countyfind import find_counties
from bot.understand.gazetteer import cities, city_key
from bot.understand.placenames import FOREIGN
from bot.understand.placewords import BEFORE_STATE, COMMON_WORDS, LENDERS, PEOPLE
from bot.understand.statefind import Spans, StateHit
from bot.understand.text import Taken

_LARGE = 100_000  # people: read wherever it stands
_SMALL = 15_000  # people: read only where the words around it speak of a place
_OPENS = 50_000  # people: one that is also an ordinary word, where it stands alone before all else
_EXCLAIMED = frozenset(("surprise", "reading", "hope", "liberty", "independence", "orange", "eureka"))
_STOP = re.compile(r" ?[.:;](?= |$)")
_WORD = re.compile(r"[a-zà-ÿ'’ʻ]+\.?")
_IN = re.compile(
    r"\b(?:in|near|outside|outside of|around|at|inside|downtown|located in) (?:downtown |north |south |east |west |the )?$"
)
_OF = re.compile(r"\b(?:from|of|to|by|about|regarding|over in|up in|down in|back in) $")
_HOME = re.compile(r"\b(?:house|home|place|property|condo|duplex)(?: is)?,? $")
_OWN = re.compile(r"\b(?:my|our|his|her|their|this|an?|old|[a-z]+'s) $")
_HOUSE_AFTER = re.compile(
    r"(?:,? (?:[12][0-9]{3}|[0-9]+br|[0-9]{1,3}[ -]unit))? (?:(?:family|vacation|rental|starter|single[ -]family|investment|lake|orchard|office|apartment) )?"
    r"(?:house|land|farm|ranch|orchard|acreage|warehouse|storefront|home|place|property|condo|townhouse|townhome|duplex|triplex|rental|cabin|foreclos\w+|"
    r"power of sale|homeowners?|homestead|residence|sfr|sfh|client|address|fourplex|strip mall|commercial (?:loan|mortgage|property|building)|apartment building|building)\b"
)
_SALE_AFTER = re.compile(
    r" (?:trustee|sheriff|auction|commissioner|sale\b|report of sale\b|court (?:foreclosure|sale|case)\b|judicial|non-?judicial|lender wants|deficiency|strict\b|referee|master|short sale|sold\b|"
    r"owed\b|owing\b|we (?:owed|lost)\b|(?:the )?bank (?:sold|took|foreclosed|bought)\b|they (?:sold|took|foreclosed)\b)"
)
# "Savannah second mortgage by another bank": the loan or the way of losing the home that a note begins with
_LOAN_AFTER = re.compile(
    r" (?:(?:2nd|second|1st|first) (?:mortgage|mtg|lien|loan|lender|bank|foreclosed|from|with|held|of)|(?:business|commercial|sba|purchase|construction|equity|reverse|investment|fha|usda) (?:loan|mortgage)|heloc|deed[- ]in[- ]lieu|short sale|law day|strict foreclosure)\b"
)
_THE_SALE_AFTER = re.compile(r" (?:auction|(?:foreclosure|trustee'?s?'?|sheriff'?s?'?) (?:sale|auction))\b")
_OURS_AFTER = re.compile(r" (?:our|my|we|the bank|they|i) ")
_NOTE_AFTER = re.compile(
    r" (?:trustee'?s? sale|sheriff'?s? sale|foreclosure|power of sale|judicial|non-?judicial|house|home|condo|property|"
    r"deficiency)\b"
)
_HEAD = re.compile(
    r" ?[,:;.-](?! ?(?:can|could|please|help|hi|hello|you|thanks?|thank|do you|are you|what|how)\b)|\)|$"
)
_ENDS = re.compile(r" ?(?:[.;!?](?= |$)|$)")
_COMMA_SALE = re.compile(r", (?:sold|sheriff|trustee|foreclos|auction|advertis|mortgage sale|bank (?:bid|bought|took))")
_GAP = re.compile(r",? ")
_NOTED = re.compile(r"\b(?:clients?|clts?|h/o|homeowners?|borrowers?|property|intake|case|family|couple),? $")
_BEFORE_HEAD = re.compile(r"(?:^|[.;:!?\n(,] ?|- )$")


def find_cities(
    text: str, folded: str, states: list[StateHit], masked: Spans, shouted: bool, known: str | None = None
) -> list[CityHit]:
    """The cities and counties that a text names, in order; what is rather a word or a person's name is left out.

    known: the state known before, in which a city of several is looked for first.

    >>> [(h.name, h.state) for h in find_cities("our place in ogden", "our place in ogden", [], [], False)]
    [('ogden', 'UT')]
    """
    hidden = Taken(len(text))
    for start, end in [*masked, *((hit.start, hit.end) for hit in states)]:
        hidden.add(start, end)
    setting = _Setting(
        text,
        folded,
        {hit.start: hit for hit in states},
        frozenset(hit.code for hit in states if not hit.law) or frozenset([known] if known else ()),
        capitals_count=not shouted and not _is_titled(text),
    )
    found = find_counties(text, folded, setting.named)
    for county in found:
        hidden.add(county.start, county.end)
    first_words = _first_words()
    words = [(word.start(), word.end(), city_key(word[0])) for word in _WORD.finditer(folded)]
    skip_to = 0
    for place, (start, end, key) in enumerate(words):
        if start < skip_to:
            continue
        begins = key in first_words or (folded.endswith("'s", start, end) and key[:-1] in first_words)
        hit = _longest(setting, words, place) if begins else None
        if hit is None and end - start > 2:
            hit = _misspelt(setting, words, place)
        if hit is None or hidden.overlaps(hit.start, hit.end):
            continue
        found.append(hit)
        skip_to = hit.end
    return sorted(found, key=lambda hit: hit.start)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in cities())


def _is_titled(text: str) -> bool:
    """Whether nearly every word has a capital, as in a headline, so that a capital proves nothing."""
    words = [word for word in text[:400].split() if word[0].isalpha() and len(word) > 1]
    return len(words) >= 5 and sum(word[0].isupper() for word in words) * 5 >= len(words) * 4


@dataclass(frozen=True)
class _Setting:
    """The text around the cities: its states by where they begin, and whether capitals prove anything."""

    text: str
    folded: str
    states: dict[int, StateHit]
    named: frozenset[str]
    capitals_count: bool

    def state_after(self, end: int) -> StateHit | None:
        """The state that stands right behind: "Springfield, Vermont"."""
        for gap in (1, 2):
            if end + gap in self.states and not self.folded[end : end + gap].strip(" ,"):
                found = self.states[end + gap]
                return None if found.law else found
        return None


def _longest(setting: _Setting, words: list[tuple[int, int, str]], place: int) -> CityHit | None:
    for length in (4, 3, 2, 1):
        if place + length > len(words):
            continue
        start, end = words[place][0], words[place + length - 1][1]
        if end - start > 40 or re.search(r"[^a-z.'’ʻ \-à-ÿ]", setting.folded[start:end]):
            continue
        end -= setting.folded[end - 1] == "."
        end -= 2 * setting.folded.endswith("'s", start, end)
        key = city_key(setting.folded[start:end])
        rows = cities().get(key)
        if (
            rows is not None
            and not _abroad_after(setting.folded, end)
            and _is_meant(setting, key, rows[0][1], start, end)
        ):
            hit = _hit(setting, key, rows, start, end)
            if hit is not None:
                return hit
    return None


def _abroad_after(folded: str, end: int) -> bool:
    """Whether a country stands right behind: "Manchester, UK"."""
    gap = _GAP.match(folded, end)
    return gap is not None and any(pattern.match(folded, gap.end()) for _, pattern in FOREIGN)


def _misspelt(setting: _Setting, words: list[tuple[int, int, str]], place: int) -> CityHit | None:
    """A large city written a little wrong ("in tuscon"), where the words around it speak of a place."""
    start = words[place][0]
    before = setting.folded[max(0, start - 24) : start]
    after_in, own = _IN.search(before), _OWN.search(before)
    if not (after_in or own or start == 0):
        return None
    for length in (2, 1):
        if place + length > len(words):
            continue
        end = words[place + length - 1][1]
        end -= setting.folded[end - 1] == "."
        headed = start == 0 and (_HEAD.match(setting.folded, end) or _SALE_AFTER.match(setting.folded, end))
        placed = after_in or headed or _HOUSE_AFTER.match(setting.folded, end) or setting.state_after(end)
        if not placed:
            continue
        key = meant_by(setting.folded[start:end])
        if key is not None and (hit := _hit(setting, key, cities()[key], start, end)):
            how = f"read '{hit.name}' as {key.title()}, {hit.how}"
            return CityHit(hit.name, start, end, hit.candidates, hit.state, how)
    return None


def _is_meant(setting: _Setting, key: str, people: int, start: int, end: int) -> bool:
    """Whether the words mean the city, by what stands around them and by how many people live there."""
    folded = setting.folded
    if setting.state_after(end) is not None:
        return True
    if key in BEFORE_STATE:
        return False
    before = folded[max(0, start - 24) : start]
    capital = setting.capitals_count and setting.text[start].isupper()
    after_in = _IN.search(before) is not None
    if after_in and people < _LARGE and before.endswith("the ") and not key.startswith("the "):
        return False
    if capital and people >= _SMALL and _NOTED.search(before) and folded[end : end + 1] in (",", ";", ":"):
        return True  # "my client, Fresno, nonjudicial"
    opens = start == 0 and people >= _OPENS and key not in _EXCLAIMED
    if key in COMMON_WORDS and opens and ((capital and _STOP.match(folded, end)) or _COMMA_SALE.match(folded, end)):
        return True  # "Flint. sheriffs deed", "flint, sold by advertisement"
    if key in COMMON_WORDS or (key in PEOPLE and people < _SMALL):
        return after_in and capital
    alone = start == 0 and not folded[end : end + 4].strip(" .?!")
    if after_in or alone:
        return True
    first = start == 0 or _BEFORE_HEAD.search(before) is not None
    headed = first and _HEAD.match(folded, end) is not None
    house = _HOUSE_AFTER.match(folded, end) is not None
    own = _OWN.search(before) is not None
    if key in PEOPLE and start == 0 and people >= _SMALL and _NOTE_AFTER.match(folded, end):
        return True
    if start == 0 and people >= _SMALL and _LOAN_AFTER.match(folded, end):
        return True
    if key in PEOPLE and capital and (house or (start == 0 and _OURS_AFTER.match(folded, end))) and is_well_known(key):
        return True  # "Bismarck our home", "the loan Austin homestead"
    if capital and people >= _OPENS and before.endswith("the ") and _THE_SALE_AFTER.match(folded, end):
        return True  # "before the Lowell auction"
    if key in PEOPLE and start == 0 and people >= _LARGE and _STOP.match(folded, end):
        return True  # "charlotte. can they take my paycheck"
    if key in PEOPLE and first and people >= _LARGE and _THE_SALE_AFTER.match(folded, end):
        return True  # "owed 240 sold 200. dallas auction in march"
    if key in PEOPLE:
        return capital and ((house and (own or first)) or (start == 0 and headed))
    if key in LENDERS:
        return (house and (own or first)) or (start == 0 and headed)
    if house and (capital or own or first):
        return True
    if first and capital and people >= _SMALL and _SALE_AFTER.match(folded, end):
        return True  # "... bid 405. Hilo court foreclosure"
    if " " in key and people >= _OPENS and first and _SALE_AFTER.match(folded, end):
        return True  # ", santa barbara trustee"
    if " " in folded[start:end] and first and headed and people >= _SMALL and len(cities()[key]) == 1:
        return True  # "trustee sale july 20 2026, coeur d alene."
    if first and people >= _OPENS and _ENDS.match(folded, end):
        return True  # "a certificate with six months, duluth."
    if start == 0 and (headed or _SALE_AFTER.match(folded, end) or (capital and _OURS_AFTER.match(folded, end))):
        return True
    if people < _SMALL:
        return False
    named_so = all(word[:1].isupper() for word in setting.text[start:end].split())
    if capital and named_so and " " in folded[start:end]:
        return True  # "Twin Falls": two words with capitals are a name
    return (
        people >= _LARGE
        or _OF.search(before) is not None
        or _HOME.search(before) is not None
        or (capital and (headed or not folded[end : end + 4].strip(" .?!")))
    )


def _hit(setting: _Setting, key: str, rows: tuple[tuple[str, int], ...], start: int, end: int) -> CityHit | None:
    """The city with its states; None for a small one that is in none of the states the text names."""
    name = setting.text[start:end]
    if beside := setting.state_after(end):
        return CityHit(name, start, end, (beside.code,), beside.code, "the state stands beside it")
    if rows[0][1] < _SMALL and setting.named and not any(code in setting.named for code, _ in rows):
        return None  # the state is told; a hamlet of that name there may be missing here
    state, how = decided(key, rows, setting.named, setting.folded)
    return CityHit(name, start, end, (state,) if state else tuple(code for code, _ in rows), state, how)
