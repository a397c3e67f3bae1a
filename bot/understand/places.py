"""Which state a text is about: the states and cities it names, and whether that decides it."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.understand.abroad import DENIED, named_outside
from bot.understand.cityfind import find_cities
from bot.understand.cityweigh import CityHit
from bot.understand.placenames import FOREIGN, NAMED_PERSON, NOT_PLACES, TERRITORIES, TERRITORY_OF_ZIP
from bot.understand.statefind import Spans, StateHit, find_states
from bot.understand.statenames import CODES, TITLES
from bot.understand.text import fold, is_shouted

Cue = Literal["property", "law", "residence", "lender"]


class StateMention(BaseModel):
    """A state as named.

    cue: whether the words around it speak of the house, of the state's law, of where somebody lives, or of where the
    lender sits. by_law: named by its code of law only.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    span: tuple[int, int]
    raw: str
    how: str
    cue: Cue | None = None
    negated: bool = False
    by_law: bool = False


class CityMention(BaseModel):
    """A city or county as named, with the states it may be in, the likeliest first."""

    model_config = ConfigDict(frozen=True)

    name: str
    candidates: tuple[str, ...]
    span: tuple[int, int]
    how: str
    cue: Cue | None = None


class PlaceReading(BaseModel):
    """Where a text is about.

    state: postal code where it is decided. states: all states named, also through a city, in order.
    ambiguous: the candidates where a city is in several states, the likeliest first; place: that city's name.
    foreign, territory: a place outside the 50 states and DC. how: why the state was decided or why not.
    """

    model_config = ConfigDict(frozen=True)

    state: str | None = None
    states: tuple[StateMention, ...] = ()
    cities: tuple[CityMention, ...] = ()
    ambiguous: tuple[str, ...] = ()
    place: str | None = None
    foreign: str | None = None
    territory: str | None = None
    how: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The states named and not denied, each once, in order."""
        return tuple(dict.fromkeys(mention.code for mention in self.states if not mention.negated))


_BANK = re.compile(
    r"(?:[A-Z][a-z]+ ){1,3}(?:Bank|Savings|Credit Union|Financial|Mortgage Corp\w*|Home Loans|Servicing|Trust Company)\b"
)
_PROPERTY = re.compile(
    r"\b(?:house|home|property|place|condo|townhouse|townhome|duplex|land|foreclos\w*|auction\w*|sold|sale|mortgage|deed|"
    r"located|loan|rental|owned|bought|sued|courts?|case|deficiency|trustee|sheriff|judge?ment)\b"
)
_RESIDENCE = re.compile(
    r"\b(?:live|living|lives|lived|moved|move|moving|relocat\w+|resid\w+|now|currently|am|i'm|im|we're|work|works|working|job|"
    r"stationed|staying|stay|here|lender|servicer|collector|company|based|headquartered)\b"
)
_MOVED = re.compile(
    r"\b(?:moved|move|moving|relocat\w+)(?: back| away| out)? to $|\bnow (?:live|living) in $|\bmoved (?:from \w+ )?to $"
)
_HOUSE_AFTER = re.compile(
    r" (?:house|home|property|condo|foreclosure|mortgage|deficiency|deed|trustee|sheriff|court|judgment|loan|sale|auction|homeowner)\b"
)
_LAW_AFTER = re.compile(r"(?:'s)? (?:law|laws|statutes?|rules?|code)\b")
_LENDER_AT = re.compile(
    r"\b(?:lender|bank|servicer|mortgage company|company|credit union|firm|agency|collector|buyer)s?"
    r"(?:'s| is| are| was| sits?) (?:(?:over|up|down|all the way) )?(?:based |located |headquartered |incorporated )?"
    r"(?:in|out of|from) $"
    r"|\b(?:based|headquartered|incorporated) (?:in|out of) $"
    r"|\b(?:collectors?|collections? (?:agency|firm|company)|debt buyer|law firm|call center) (?:in|out of|from) $"
)
_LENDER_AFTER = re.compile(
    r"[ -](?:based (?:lender|bank|servicer|company|collector|firm)|(?:debt )?collect(?:or|ion agency)|debt buyer|area code|phone)\b"
)
# "some investor from Ohio got it", "bought by a couple from Utah": where the buyer is, and not the house
_BUYER = (
    r"\b(?:investors?|couple|guy|man|woman|lady|dude|llc|outfit|company|flippers?|buyers?|bidders?|family|fund|somebody|someone|strangers?|"
    r"people|brothers|sisters|doctor|rancher|farmer|church|firm|group)(?:,? (?:(?:who|that) )?(?:is|was|lives|came))? (?:all the way |in )?(?:from|out of|over in|down in|up in) $"
)
_BUYER_AT = re.compile(_BUYER)
_BOUGHT_AFTER = re.compile(
    r",? (?:(?:who|that|then|just|came) )*(?:got|bought|won|outbid|purchased|picked (?:it|up)|scooped|snapped|bid\b|has it|owns it|was the (?:high|highest|winning|top) bidder)"
)
_SOLD_TO = re.compile(
    rf"\b(?:bought|won|outbid|purchased|sold|auctioned|went|buyer|bidder|winner)\b[^.;!?\n]{{0,50}}{_BUYER}"
)
_NOW_AFTER = re.compile(r",? (?:now|these days|currently)\b")
# ", and over in Bowling Green" begins anew
_CLAUSE = re.compile(
    r"[.;!?\n]|, (?=i |we |but |and |now )|\bbut\b|\bwhile\b|\band (?:so )?(?:(?:over|back|up|down|out) )?(?=in )"
)
# "in Kentucky the court made use of a warning order"
_COURT_AFTER = re.compile(r",? the (?:court|judge|sheriff|trustee|master commissioner)\b")
_CORRECTION = re.compile(
    r"\b(?:no,? wait|wait,? no|wait|no,? sorry|sorry|actually|i mean|i meant|make that|correction|scratch that|oops)\b"
    r"|(?:\?|\.\.+|--) ?no[,.]? (?!one\b|other\b|idea\b)(?:it(?:'s| is| was) )?(?:in )?(?:[a-z.']+,? ){0,3}$"
    r"|, ?no,? (?:it(?:'s| is| was) )?(?:in )?$"
)


def read_places(text: str, known: str | None = None) -> PlaceReading:
    """The states and cities of a text, and the state that it is about where that is decided. Never raises.

    known: the state that the conversation is about so far; a city of several states is taken to be there.

    >>> read_places("bank sold our place in ogden").state
    'UT'
    >>> read_places("they foreclosed in springfield").ambiguous[:3]
    ('MO', 'MA', 'IL')
    >>> read_places("I live in Texas now but the house was in Nevada").state
    'NV'
    """
    folded, shouted = fold(text), is_shouted(text)
    masked = _masked(text, folded, shouted)
    hits = find_states(text, folded, masked, shouted)
    cities = find_cities(text, folded, hits, masked, shouted, known)
    by_name = named_outside(folded, TERRITORIES, hits)
    by_zip = next((TERRITORY_OF_ZIP[hit.code] for hit in hits if hit.code in TERRITORY_OF_ZIP), None)
    hits = [hit for hit in hits if hit.code in CODES]
    states = _states(text, folded, hits, cities)
    abroad = named_outside(folded, FOREIGN, hits)
    if abroad is not None and abroad.is_where_one_went(folded):
        abroad = None
    there = [one for one in (by_name, abroad) if one and one.holds_the_house(folded)]
    states = [mention for mention in states if not any(one.follows(mention.span[1], folded) for one in there)]
    return _decide(
        states,
        [_city(folded, hit) for hit in cities],
        abroad.name if abroad else None,
        by_name.name if by_name else by_zip,
        folded,
        house_outside=bool(there),
    )


def _masked(text: str, folded: str, shouted: bool) -> Spans:
    spans = [match.span() for pattern in NOT_PLACES for match in pattern.finditer(folded)]
    for match in NAMED_PERSON.finditer(folded):
        if text[match.start("name")].isupper() and not shouted and not text.startswith("MS", match.start()):
            spans.append(match.span())
    if not shouted:
        for match in _BANK.finditer(text):
            words = match[0].split()
            if words[0] not in ("In", "My", "The", "Our") and not folded[: match.start()].endswith("in "):
                spans.append(match.span())
    return spans


def _cue(folded: str, start: int, end: int) -> Cue | None:
    """What the nearest words of the clause speak of."""
    if _NOW_AFTER.match(folded, end):
        return "residence"
    if _LAW_AFTER.match(folded, end):
        return "law"
    if _HOUSE_AFTER.match(folded, end):
        return "property"
    heads = start == 0 and end == 2  # "NV debt buyer bought my heloc" begins a note on a case
    if (not heads and _LENDER_AFTER.match(folded, end)) or _LENDER_AT.search(folded, max(0, start - 70), start):
        return "lender"
    before = folded[max(0, start - 90) : start]
    if _BUYER_AT.search(before) and (_BOUGHT_AFTER.match(folded, end) or _SOLD_TO.search(before)):
        return "lender"
    clause = _CLAUSE.split(folded[max(0, start - 70) : start])[-1]
    house = max((match.start() for match in _PROPERTY.finditer(clause)), default=-1)
    life = max((match.start() for match in _RESIDENCE.finditer(clause)), default=-1)
    if house == life:
        return "property" if _COURT_AFTER.match(folded, end) else None
    return "property" if house > life else "residence"


def _states(text: str, folded: str, hits: list[StateHit], cities: list[CityHit]) -> list[StateMention]:
    found = [
        StateMention(
            code=hit.code,
            span=(hit.start, hit.end),
            raw=text[hit.start : hit.end],
            how=hit.how,
            cue=_cue(folded, hit.start, hit.end),
            negated=bool(DENIED.search(folded, max(0, hit.start - 40), hit.start)),
            by_law=hit.law,
        )
        for hit in hits
    ]
    starts = {hit.start: hit.code for hit in hits}
    for city in cities:
        beside = any(starts.get(city.end + gap) == city.state for gap in range(3))
        if city.state is None or beside:
            continue
        how = f"{city.name} is in {TITLES[city.state]}: {city.how}"
        negated = bool(DENIED.search(folded, max(0, city.start - 40), city.start))
        span = (city.start, city.end)
        cue = _cue(folded, city.start, city.end)
        found.append(StateMention(code=city.state, span=span, raw=city.name, how=how, cue=cue, negated=negated))
    found.sort(key=lambda mention: mention.span)
    for place in range(1, len(found)):
        earlier, later = found[place - 1], found[place]
        between = folded[earlier.span[1] : later.span[0]]
        if len(between) <= 40 and earlier.code != later.code and not later.negated and _CORRECTION.search(between):
            found[place - 1] = earlier.model_copy(update={"negated": True})
    return found


def _city(folded: str, hit: CityHit) -> CityMention:
    cue = _cue(folded, hit.start, hit.end)
    return CityMention(name=hit.name, candidates=hit.candidates, span=(hit.start, hit.end), how=hit.how, cue=cue)


def _decide(
    states: list[StateMention],
    cities: list[CityMention],
    foreign: str | None,
    territory: str | None,
    folded: str,
    *,
    house_outside: bool,
) -> PlaceReading:
    """house_outside: whether the house is said to be in the country or the territory that is named."""
    if house_outside and all(mention.negated or mention.cue == "residence" for mention in states):
        return PlaceReading(foreign=foreign, territory=territory, how="the house is outside the states")
    standing = [mention for mention in states if not mention.negated]
    codes = list(dict.fromkeys(mention.code for mention in standing))
    denied = {mention.code for mention in states if mention.negated}
    open_cities = [city for city in cities if len(city.candidates) > 1 or city.candidates[0] not in {*codes, *denied}]
    open_city = next((c for c in open_cities if c.cue == "property"), open_cities[0] if open_cities else None)
    state, how = _decided(standing, codes, folded)
    elsewhere = open_city is not None and open_city.cue == "property" and all(m.cue == "residence" for m in standing)
    ambiguous: tuple[str, ...] = ()
    if open_city is not None and not (foreign and not codes) and (not codes or elsewhere):
        state, how = None, f"{open_city.name}: {open_city.how}"
        ambiguous = tuple(code for code in open_city.candidates if code not in denied)
        if len(ambiguous) == 1 and denied:
            state, how, ambiguous = ambiguous[0], f"{open_city.name}, with the other state ruled out", ()
    return PlaceReading(
        state=state,
        states=tuple(states),
        cities=tuple(cities),
        ambiguous=ambiguous,
        place=open_city.name if ambiguous and open_city else None,
        foreign=foreign if state is None else None,
        territory=territory if state is None else None,
        how=how,
    )


def _decided(standing: list[StateMention], codes: list[str], folded: str) -> tuple[str | None, str]:
    if not codes:
        return None, ""
    if len(codes) > 1 and any(not m.by_law for m in standing):  # the place decides, whatever code is spoken of
        standing = [m for m in standing if not m.by_law]
        codes = list(dict.fromkeys(m.code for m in standing))
    if len(codes) > 1 and any(m.cue != "lender" for m in standing):
        standing = [m for m in standing if m.cue != "lender"]
        codes = list(dict.fromkeys(m.code for m in standing))
    if len(codes) == 1:
        if all(m.cue == "lender" for m in standing):
            return None, f"{TITLES[codes[0]]} is where the lender or the buyer is; the house may be elsewhere"
        moved = [m for m in standing if _MOVED.search(folded, max(0, m.span[0] - 40), m.span[0])]
        if len(moved) == len(standing):
            return None, f"{TITLES[codes[0]]} is where somebody moved to; the house may be elsewhere"
        return codes[0], standing[0].how
    homes = list(dict.fromkeys(m.code for m in standing if m.cue == "property"))
    if len(homes) == 1:
        return homes[0], f"the house is in {TITLES[homes[0]]}"
    asked = list(dict.fromkeys(m.code for m in standing if m.cue == "law"))
    if not homes and len(asked) == 1:
        return asked[0], f"the law of {TITLES[asked[0]]} is asked for"
    unmarked = list(dict.fromkeys(m.code for m in standing if m.cue is None))
    if not homes and len(unmarked) == 1:
        return unmarked[0], f"{TITLES[unmarked[0]]} is not where somebody lives now"
    return None, "several states are named"
