"""Which of several cities of one name is meant: by its size, by the states a text names, by its words of law."""

import re
from dataclasses import dataclass

ALWAYS_ASK = frozenset(("portland", "kansas city", "springfield", "vancouver", "pasadena", "charleston", "augusta"))
"""Cities whose smaller namesakes are too well known to be passed over."""
WELL_KNOWN = frozenset(
    "lansing MI|lincoln NE|jefferson city MO|helena MT|olympia WA|montgomery AL|dover DE|austin TX|boise ID|cheyenne WY|"
    "juneau AK|great falls MT|pierre SD|bismarck ND|santa fe NM|albany NY|topeka KS|denver CO|st paul MN|little rock AR|hartford CT|"
    "providence RI|raleigh NC|nashville TN|annapolis MD|boston MA|indianapolis IN|atlanta GA|phoenix AZ|sacramento CA|"
    "honolulu HI|des moines IA|baton rouge LA|frankfort KY|montpelier VT|tallahassee FL|salt lake city UT|camden NJ|newark NJ".split(
        "|"
    )
)
"""State capitals, and a city as well known, which need not be as many times larger than their namesakes."""
_FAR = 20  # times the population of the next: no other is thought of
_DOMINANT, _SHARE, _LEAST = 5, 0.75, 10_000  # times the next, of the people of all, people
_BESIDE_LARGE, _LARGE = 6, 100_000  # times the next, for a city of more than so many people
_KNOWN, _KNOWN_SHARE = 3.4, 0.66  # times the next and of the people of all, for a well-known one
_NOTABLE = 0.1  # of the largest's people: a smaller one is not decided on by words of law alone

_IDIOMS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), frozenset(states.split()))
    for pattern, states in {
        r"by advertisement|advertisement foreclosure": "MI MN ND SD WY",
        r"foreclos\w+ by action|sheriff's certificate": "MI MN ND SD WY",
        r"public trustee": "CO",
        r"parish|executory process|seizure and sale": "LA",
        r"master[- ]in[- ]equity": "SC",
        r"upset bids?": "NC",
        r"law days?|strict foreclos\w+|(?:my|our|the|last) day to (?:pay|redeem)\b": "CT VT",
        r"auditor'?s report|ratif(?:y|ied|ication)": "MD DC",
        r"master commissioner": "KY",
        r"prothonotary": "PA DE",
        r"deed under power|security deed|deed to secure debt": "GA",
        r"referee'?s? (?:sale|deed|report)|(?:by|through|court|the|a) referee": "NY",
        r"(?:serv\w+|handed|gave me|given)[^.;!?\n]{0,40}\b(?:papers|summons|publication)\b(?=[^;\n]{0,120}\b(?:court|cort|judge)\b)|"
        r"judge?ment of foreclosure|foreclosure judge?ment|(?:judicial|court)(?:[- ]ordered)? foreclosure|foreclos\w+ (?:in|through|thru|by) (?:the )?court": "CT DE "
        "FL HI IA IL IN KS KY LA ME ND NE NJ NM NY OH OK PA SC VT WI",
        r"chancery (?:court|judge|division|clerk)": "NJ DE MS TN",
        r"land court|affidavit of sale": "MA",
        r"trust indenture": "MT",
        r"sheriff'?s'? (?:sale|auction|deed)": "AK AZ CA CO DE IA ID IL IN KS LA MI MN MT ND NE NJ NV OH OK OR PA SD UT WA WI WY",
        r"(?<!bankruptcy )trustee'?s?'? (?:sale|auction)|deed of trust": "AK AL AR AZ CA CO DC ID MD MO MS MT NC NE NM NV OR TN TX UT "
        "VA WA WV",
    }.items()
)
"""Words of law that only some states use for the loss of a home. They never name a state; they choose among the cities of a name."""

Rows = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class CityHit:
    """A city or county named in a text. candidates: its possible states, the likeliest first; state: where decided."""

    name: str
    start: int
    end: int
    candidates: tuple[str, ...]
    state: str | None
    how: str


def decided(key: str, rows: Rows, named: frozenset[str], folded: str) -> tuple[str | None, str]:
    """The state of the city that is meant, None where it must be asked, and why.

    named: the states that the text names; folded: the text in lower case.

    >>> decided("ogden", (("UT", 87000), ("KS", 2000)), frozenset(), "")
    ('UT', 'by far the largest city of that name')
    """
    most, people = rows[0]
    if len(rows) == 1:
        known = key not in ALWAYS_ASK or most in named
        return (most, "the only city of that name") if known else (None, "a city of that name is abroad too")
    times = people / rows[1][1]
    far = times >= _FAR and people >= _LEAST and key not in ALWAYS_ASK
    inside = [code for code, _ in rows if code in named]
    if len(inside) == 1 and not far:
        return inside[0], "the state named in the same text"
    if far or (key not in ALWAYS_ASK and not inside and _dominates(key, rows)):
        return most, "by far the largest city of that name"
    idioms = _idioms(folded)
    fitting = tuple(row for row in rows if all(row[0] in states for states in idioms))
    if idioms and fitting and not inside and key not in ALWAYS_ASK:
        first = fitting[0]
        alone = len(fitting) == 1 and first[1] >= _NOTABLE * people
        if alone or (first == rows[0] and len(fitting) > 1 and _dominates(key, fitting)):
            return first[0], "of the cities of that name the one whose state has this kind of foreclosure"
    return None, "cities of that name are in several states"


def is_well_known(key: str) -> bool:
    """Whether a city of this name is a state's capital or as well known."""
    return any(known.startswith(f"{key} ") and len(known) == len(key) + 3 for known in WELL_KNOWN)


def _dominates(key: str, rows: Rows) -> bool:
    most, people = rows[0]
    times, share = people / rows[1][1], people / sum(count for _, count in rows)
    if f"{key} {most}" in WELL_KNOWN:
        return times >= _KNOWN and share >= _KNOWN_SHARE
    if people >= _LARGE and times > _BESIDE_LARGE:
        return True
    return people >= _LEAST and times >= _DOMINANT and share >= _SHARE


def _idioms(folded: str) -> list[frozenset[str]]:
    return [states for pattern, states in _IDIOMS if pattern.search(folded)]
