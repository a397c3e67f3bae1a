"""Read the facts that decide out of plain language: the way of foreclosing, the loan, the lien, the buyer and so on."""

import re
from collections.abc import Collection

from bot.meaning.reader import meaning
from bot.understand.considered import came_back, only_considered
from bot.understand.cues import Place, lexicon
from bot.understand.factreading import FactReading, is_read
from bot.understand.frames import (
    alternatives,
    asked_if,
    asked_way,
    asked_whether,
    asks_meaning,
    compared,
    corrected,
    denied_behind,
    denies_nothing,
    negated,
    not_come_about,
    not_known,
    promised,
)
from bot.understand.meant import added, says_too_little, words_of
from bot.understand.reconcile import reconcile
from bot.understand.shorthand import written_out
from bot.understand.spelling import spelt
from bot.understand.unsaid import left_behind, not_of_the_case, of_a_listing, of_another, only_spoken_of

# facts that are steps somebody takes: asking about one or trying it is not having done it
STEPS = frozenset({"disposition", "loan", "deficiency_claim", "owner_election", "lender_steps", "discharged"})
# facts that people compare in general ("is a trustee's sale different from a court foreclosure?")
WAYS = frozenset({"process", "disposition"})
# facts of what was done, which people also speak of in general, guess at, or tell of a neighbor
DONE = frozenset({"process", "disposition", "buyer", "service", "deficiency_claim", "sale_by", "same_lender"})
# facts of the loan and the home, of which people also speak in general, of another's or of the next one
KINDS = frozenset(
    "loan lender instrument occupancy lived_throughout property promise_to_pay discharged loan_program sealed negotiable".split()
)


# "they sold it to an investor": the house, unless what was named last is the loan
_SOLD_IT = re.compile(r"\b(?:sold|unloaded|dumped|flipped|let) (?:it|them)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:loans?|notes?|mortgages?(?! (?:company|co\b|lender))|debts?|accounts?|servicing|paper|heloc|contract|(?:second|2nd)(?= (?:was|got|had|has|is)\b))\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:house|home|place|property|condo|auction\w*|sale|sold (?:it )?(?:for|at)|sheriff\w*|trustee\w*|foreclos\w+)\b",
    re.IGNORECASE,
)


# banks whose name begins like a first loan
_FIRST_BANK = re.compile(
    r"\b(?:first|1st) (?:interstate|national|republic|horizon|citizens|federal|american|union|tech|security|financial|commonwealth|midwest|hawaiian|"
    r"merchants|community|guaranty|savings|state bank|premier|bankers)\b",
    re.IGNORECASE,
)


_SECOND_LOAN = frozenset({("lien", "junior"), ("loan", "home_equity")})
_COULD_NOT = re.compile(
    r"\b(?:never|not|n't) (?:could |would |have |ever )*(?:qualif\w+|been (?:able|approved)) (?:for |to get )?(?:an? )?$",
    re.IGNORECASE,
)
# "the second took me to court": for money, when the house was gone
_HAULED = re.compile(r"(?:took|taken|take|dragged|hauled) (?:me|us|him|her) (?:in)?to (?:the )?court", re.IGNORECASE)
_BY_A_COLLECTOR = re.compile(
    r"\b(?:second|2nd|junior|he-?loc|collector|collection agency|debt buyer|equity (?:line|loan))\b[^.;!?\n]{0,60}$",
    re.IGNORECASE,
)
# "2d mtg", "3d party": the lawyer's way to write an ordinal
_ORDINAL = re.compile(
    r"\b[23](?=d (?:mortgage|mtg|dot|td|lien|loan|note|trust|position|lender|deed of trust|part(?:y|ies)|pty)\b)d",
    re.IGNORECASE,
)
# "zombie second! bought by a fund": the loan was bought and not the house
_LOAN_NAMED = re.compile(
    r"\b(?:loan|note|debt|second|2nd|heloc|mortgage|account|paper)(?: (?:was|got|has been|had been|is|were|being|later|then))*[!,;:]? ?$",
    re.IGNORECASE,
)
_BOUGHT_BY = re.compile(r"(?:bought|purchased|acquired|picked up|taken)\b", re.IGNORECASE)
# "the heloc got sold to some outfit that paid 4,000"
_SOLD_TO = re.compile(r"\b(?:sold|assigned|transferred|bought|picked up|purchased) (?:off )?(?:to|by) $", re.IGNORECASE)
_VETERANS = re.compile(
    r"\bveteran|\bgi bill\b|\bva[- ](?:loan|mortgage|backed|guarant\w+|insured|home loan)", re.IGNORECASE
)


def read_facts(text: str, state: str | None = None) -> list[FactReading]:
    """The facts a text tells, at most one reading a fact, in the order of the vocabulary.

    state: the jurisdiction, where known; some words mean different things in different states.
    Never raises.

    >>> [(r.fact, r.value) for r in read_facts("a trustee's sale of our rental duplex")]
    [('process', 'nonjudicial'), ('occupancy', 'not_owner_occupied')]
    """
    typed = text
    text = spelt(written_out(_ORDINAL.sub(lambda short: f"{short[0][0]}{'n' if short[0][0] == '2' else 'r'}d", text)))
    text = _FIRST_BANK.sub(lambda name: name[0].replace(" ", "_"), text)
    places = lexicon().find(text, state)
    if state:
        places = lexicon(state).find(text, state) + places  # the words for a state's own steps come first
    named: dict[str, list[FactReading]] = {}
    for place in (place for places_of_cue in places for place in places_of_cue):
        if reading := _named(text, place):
            named.setdefault(reading.fact, []).append(reading)
    found = {}
    for fact, readings in named.items():
        told = next((r for r in readings if _is_told(text, r)), None)
        if told and not any(r.value != told.value and _is_choice(text, told, r) for r in readings):
            found[fact] = next((r for r in readings if _takes_place_of(text, told, r)), told)
    return reconcile(text, _as_meant(typed, found, named, state), state)


def _as_meant(
    text: str, found: dict[str, FactReading], named: Collection[str], state: str | None
) -> dict[str, FactReading]:
    """The facts with those that the trained reader adds. named: those whose words stand in the text."""
    if says_too_little(text):
        return found
    meant = meaning(text)
    made = dict(found)
    lived_in = "occupancy" in found and found["occupancy"].value == "owner_occupied"
    for fact, value in added(text, meant, found, named).items():
        if lived_in and (fact, value) == ("property", "land"):
            continue  # "our homestead, small lot" is no bare land
        if (fact, value) == ("disposition", "agreed_foreclosure") and is_read(
            found, "owner_election", "waived_waiting_period"
        ):
            continue  # what the lender agreed to is the waiver
        if (fact, value) == ("loan_program", "va") and state == "VA" and not _VETERANS.search(text):
            continue  # the letters stand for Virginia
        start, end = words_of(text, meant, fact)
        made[fact] = FactReading(fact=fact, value=value, raw=text[start:end].strip(), span=(start, end))
    return made


def _named(text: str, place: Place) -> FactReading | None:
    """What a cue means where its words stand."""
    cue, start, end = place.cue, place.start, place.end
    if denies_nothing(text, start):
        return None
    value = cue.negated if negated(text, start) else cue.value
    if value is None:
        return None
    return FactReading(fact=cue.fact, value=value, raw=text[start:end].strip().replace("_", " "), span=(start, end))


def _is_told(text: str, reading: FactReading) -> bool:
    """Whether a fact that is named is told, not asked about, unknown, compared or only wished for."""
    start, end = reading.span
    if denied_behind(text, start, end) or asks_meaning(text, start, end):
        return False
    if reading.fact in DONE | KINDS and only_spoken_of(text, start, end):
        return False
    if reading.fact in KINDS and only_considered(text, start, end):
        return False
    if reading.value == "not_owner_occupied" and came_back(text):
        return False
    if reading.fact in DONE | KINDS | {"lien"} and of_another(text, start, end):
        return False
    if not_of_the_case(reading.fact, text, start, end):
        return False
    if (reading.fact, reading.value) in _SECOND_LOAN and left_behind(text, start, end):
        return False
    if reading.value == "junior" and _COULD_NOT.search(text[max(0, start - 60) : start]):
        return False
    if reading.fact == "process" and _HAULED.match(reading.raw) and _BY_A_COLLECTOR.search(text[:start]):
        return False
    if (
        reading.fact == "buyer"
        and _BOUGHT_BY.match(reading.raw)
        and _LOAN_NAMED.search(text[max(0, start - 60) : start])
    ):
        return False
    if reading.fact == "buyer" and of_a_listing(text, start, reading.raw):
        return False
    if (
        reading.fact == "buyer"
        and (_SOLD_IT.search(reading.raw) or _SOLD_TO.search(text[max(0, start - 20) : start]))
        and _speaks_of_the_loan(text[:start])
    ):
        return False
    if not_known(text, start) or (reading.fact in WAYS and compared(text, start, end)):
        return False
    if reading.fact in ("process", "service") and asked_way(text, start, end):
        return False
    if reading.fact in STEPS | {"buyer", "service"} and asked_if(text, start, end):
        return False
    if reading.fact in ("deficiency_claim", "disposition") and promised(text, start, end):
        return False
    if reading.fact in ("occupancy", "lived_throughout") and asked_whether(text, start):
        return False
    return not (reading.fact in STEPS and not_come_about(text, start, end))


def _speaks_of_the_loan(before: str) -> bool:
    """Whether what was named last is the loan and not the house."""
    paper = max((match.start() for match in _PAPER.finditer(before)), default=-1)
    return paper >= 0 and paper > max((match.start() for match in _HOUSE.finditer(before)), default=-1)


def _is_choice(text: str, one: FactReading, other: FactReading) -> bool:
    first, second = sorted((one, other), key=lambda r: r.span)
    return first.span[1] <= second.span[0] and alternatives(text[first.span[1] : second.span[0]])


def _takes_place_of(text: str, one: FactReading, other: FactReading) -> bool:
    """Whether a later reading corrects an earlier one: "a rental, hmm no, I lived in it"."""
    if other.value == one.value or other.span[0] < one.span[1]:
        return False
    return corrected(text[one.span[1] : other.span[0] + 12])
