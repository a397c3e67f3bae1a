"""Read the facts that decide out of plain language: the way of foreclosing, the loan, the lien, the buyer and so on."""

import re
from collections.abc import Collection

from pydantic import BaseModel, ConfigDict

from bot.meaning.reader import meaning
from bot.understand.considered import came_back, only_considered
from bot.understand.cues import Place, lexicon
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
from bot.understand.noticedays import notice_in_time
from bot.understand.shorthand import written_out
from bot.understand.spelling import spelt
from bot.understand.steps_denied import left_at_the_home, lender_did_not_join, mailed_but_not_received
from bot.understand.twoloans import told_by_banks
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


# "I didn't go to court", which tells of a case too
_STAYED_AWAY = re.compile(r"\b(?:go|went|gone|been) (?:in)?to court", re.IGNORECASE)


# "the first mortgage held the sale. can that bank sue us": it is the first lender's claim that is asked about
_SAME_BANK_ASKS = re.compile(
    r"\b(?:can|could|will|would|may|might|does|do|did|is|are|has|if|so) (?:that|this|those|the same|the very same|the first|the 1st|the foreclosing|that same|this same)"
    r" (?:first |1st |same )?(?:bank|lender|company|mortgage (?:company|lender|holder)?|one|people|servicer|outfit|credit union)s?\b[^.;!?\n]{0,40}?"
    r"\b(?:su(?:e|ing)|come|coming|go|going|collect\w*|chas\w*|bill\w*|ask\w*|want\w*|get|pursu\w*|demand\w*|allowed|still)\b",
    re.IGNORECASE,
)
_SECOND_ITSELF = re.compile(r"\b(?:second|2nd|junior)\b", re.IGNORECASE)
_JUNIOR = re.compile(
    r"\b(?:second|2nd|junior|he-?loc|equity (?:line|loan)|line of credit|credit line|piggy\w*|other (?:loan|lender|bank))\b",
    re.IGNORECASE,
)


# "1st mortgage trustee's sale", with no second loan in the story
_OWN_FIRST = re.compile(
    r"(?:first|1st|senior|primary) (?:mortgage|mtg|loan|lien|dot|td|deed of trust|trust deed) (?:(?:trustee|sheriff|foreclosure|court|referee)(?:'?s?'?) )?"
    r"(?:trustee'?s?'?|sale|auction|foreclosure)\b",
    re.IGNORECASE,
)


# "they sold it to an investor": the house, unless what was named last is the loan
_SOLD_IT = re.compile(r"\b(?:sold|unloaded|dumped|flipped|let) (?:it|them)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:loans?|notes?|mortgages?(?! (?:company|co\b|lender))|debts?|accounts?|servicing|paper|heloc|contract)\b",
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


# "we also had a credit line with another bank, it got nothing. can that bank sue us": the second lender asks
_OTHER_BANK_ASKS = re.compile(
    r"\b(?:credit line|line of credit|he-?loc|equity (?:line|loan)|second|2nd)\b[^.;!?\n]{0,40}\b(?:another|a different|some other) (?:bank|lender|company|credit union)\b"
    r".*\b(?:can|could|will|would|may|do|does|is|are) (?:that|this|the other|they|it)\b",
    re.IGNORECASE | re.DOTALL,
)


_MOVED_LATER = re.compile(
    r"\b(?:moved (?:out|away)|rented it(?: out)?|was renting it)\b[^.;!?\n]{0,60}\b(?:when|before|by the time|later|after|since)\b|\b(?:later|after that|since then|by then)\b[^.;!?\n]{0,30}\b(?:moved out|rented it)\b",
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
# "first loan, second loan, all one lender": the second is named beside the first, and nothing is asked on it
_BOTH_NAMED = re.compile(
    r"\b(?:first|1st)\b[^!?\n]{0,60}\b(?:second|2nd)\b|\b(?:second|2nd)\b[^!?\n]{0,60}\b(?:first|1st)\b", re.IGNORECASE
)
_VETERANS = re.compile(
    r"\bveteran|\bgi bill\b|\bva[- ](?:loan|mortgage|backed|guarant\w+|insured|home loan)", re.IGNORECASE
)
_SOMETHING_ASKED = re.compile(
    r"\b(?:su(?:e|es|ed|ing)|want\w*|ask\w*|chas\w+|demand\w*|collect\w*|ow(?:e|es|ed)|bill\w*|dun\w*|after|deficien\w+|garnish\w*|call\w*|claim\w*|wip\w+|foreclos\w+|short|balance)\b",
    re.IGNORECASE,
)


class FactReading(BaseModel):
    """A fact that was read: its value and the words it was read from, in the text as spelt right."""

    model_config = ConfigDict(frozen=True)

    fact: str
    value: str
    raw: str
    span: tuple[int, int]


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
    return _reconcile(text, _as_meant(typed, found, named, state), state)


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
        if (fact, value) == ("disposition", "agreed_foreclosure") and _is(
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
    if reading.fact == "buyer" and _SOLD_IT.search(reading.raw) and _speaks_of_the_loan(text[:start]):
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


def _is(found: dict[str, FactReading], fact: str, value: str) -> bool:
    return fact in found and found[fact].value == value


def _share(one: FactReading, other: FactReading) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _only_named_beside(text: str) -> bool:
    """Whether the second loan is named beside the first and nothing is asked on either."""
    return _BOTH_NAMED.search(text) is not None and _SOMETHING_ASKED.search(text) is None


def _of_the_notice(text: str, found: dict[str, FactReading], state: str | None) -> None:
    """Whether the notice of a deficiency was mailed in time, as far as days before the sale or a dispute tell."""
    told = notice_in_time(text, state)
    if told == "open" and _is(found, "lender_steps", "done"):
        del found["lender_steps"]
    elif told == "not_done" or (told == "done" and not _is(found, "lender_steps", "not_done")):
        found["lender_steps"] = FactReading(fact="lender_steps", value=told, raw=text, span=(0, len(text)))
    if state == "MA" and _is(found, "lender_steps", "not_done") and mailed_but_not_received(text):
        del found["lender_steps"]  # mailing counts, and whether it was mailed is in dispute


def _reconcile(text: str, found: dict[str, FactReading], state: str | None) -> list[FactReading]:
    """Facts that follow from others: a lien wiped out by another lender's sale is a junior one."""
    asked, by = told_by_banks(text)
    if asked and by:
        span = (0, len(text))
        found["lien"] = FactReading(fact="lien", value=asked, raw=text, span=span)
        found["sale_by"] = FactReading(fact="sale_by", value=by, raw=text, span=span)
    lien, sale_by = found.get("lien"), found.get("sale_by")
    if lien and lien.value == "junior" and sale_by is None and "same_lender" in found and _only_named_beside(text):
        del found["lien"]
        lien = None
    if sale_by and (lien is None or lien.value == "first") and _OTHER_BANK_ASKS.search(text):
        lien = found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "junior"})
        sale_by = found["sale_by"] = sale_by.model_copy(update={"value": "other_lender"})
    if sale_by and _OWN_FIRST.match(sale_by.raw) and not _JUNIOR.search(text):
        sale_by = found["sale_by"] = sale_by.model_copy(update={"value": "this_lender"})
        lien = found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "first"})
    if sale_by and sale_by.value == "other_lender" and _SAME_BANK_ASKS.search(text) and not _JUNIOR.search(text):
        sale_by = found["sale_by"] = sale_by.model_copy(update={"value": "this_lender"})
        lien = found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "first"})
    if sale_by and sale_by.value == "this_lender" and lien is None and _SECOND_ITSELF.search(sale_by.raw):
        lien = found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "junior"})
    if sale_by and sale_by.value == "other_lender" and (lien is None or lien.value == "first"):
        found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "junior"})
    if lien and lien.value == "first" and sale_by is None:
        found["sale_by"] = lien.model_copy(update={"fact": "sale_by", "value": "this_lender"})
    if "occupancy" in found and found["occupancy"].value == "not_owner_occupied" and "lived_throughout" in found:
        del found["lived_throughout"]
    kind = found.get("property")
    if kind and kind.value in ("commercial", "land") and "occupancy" not in found:
        found["occupancy"] = kind.model_copy(update={"fact": "occupancy", "value": "not_owner_occupied"})
    if kind and kind.value == "commercial" and state == "WA" and "loan" not in found:
        # a loan that is not mainly for a household is commercial there (RCW 61.24.005)
        found["loan"] = kind.model_copy(update={"fact": "loan", "value": "business"})
    occupancy = found.get("occupancy")
    if state == "TX" and occupancy and occupancy.value == "not_owner_occupied" and _MOVED_LATER.search(text):
        del found["occupancy"]  # what counts there is that it was the homestead when the loan was made
    service, process = found.get("service"), found.get("process")
    if service and process and process.value == "nonjudicial":
        if _STAYED_AWAY.search(process.raw):
            del found["process"]  # one who was only notified by newspaper "didn't go to court" when there was one
        elif service.value == "publication_only":
            del found["service"]  # no papers are served in a sale without a court
    steps = found.get("lender_steps")
    if state == "GA" and steps and _is(found, "process", "judicial") and _share(steps, found["process"]):
        del found["process"]  # there a judge who approves a sale confirms one that was held without a court
    _of_the_notice(text, found, state)
    if _is(found, "owner_election", "waived_waiting_period") and lender_did_not_join(text):
        found["owner_election"] = found["owner_election"].model_copy(update={"value": "none"})
    if _is(found, "service", "publication_only") and left_at_the_home(text):
        service = found.pop("service")
        if state == "KS":  # service at the home is enough there
            found["service"] = service.model_copy(update={"value": "served_or_appeared"})
    if "disposition" in found and found["disposition"].value in ("deed_in_lieu", "short_sale"):
        found.pop("buyer", None)  # "gave the house back to the bank" names no buyer at a sale
    return list(found.values())
