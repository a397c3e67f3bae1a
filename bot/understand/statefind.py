"""Where a text names a state: by full or misspelt name, nickname, abbreviation, postal code or ZIP code."""

import re
from dataclasses import dataclass

from jellyfish import damerau_levenshtein_distance

from bot.understand.gazetteer import is_city_in
from bot.understand.placenames import CITY_IN_OTHER_STATE, CITY_NAMED_AS_STATE, LOS_ANGELES, NICKNAMES, TERRITORIES
from bot.understand.statenames import CODES, NAMES, TITLES
from bot.understand.text import Taken
from bot.understand.zips import find_zips, zip_state

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class StateHit:
    """A state named in a text and how it was read. code may be a territory's where a ZIP code names it."""

    code: str
    start: int
    end: int
    how: str


_WORDY = frozenset("AL CO CT DE HI ID IN LA MA MD ME MS OH OK OR PA VA".split())
_NEVER_LOWER = frozenset("OR IN ME OK HI DE".split())
_LOWER = frozenset("AZ TX NV CA FL NJ WA NY NC SC MN WI IL UT TN KY WV NH RI SD VT WY KS NM GA DC".split())
_NAME = re.compile(
    r"(?<![a-z0-9])(?:" + "|".join(sorted((n.replace(" ", "[ -]?").replace(".", r"\.") for n in NAMES), key=len, reverse=True))
    + r")(?![a-z0-9])"
)  # fmt: skip
_CITY_NAMED = re.compile(r"(?<![a-z])(?:" + "|".join(CITY_NAMED_AS_STATE) + r")(?![a-z])")
_COUNTY = re.compile(r" (?:county|co\.|parish)(?![a-z])")
_CODE = re.compile(r"(?<![A-Za-z0-9$&'/.-])(?P<code>[A-Za-z]{2})(?![A-Za-z0-9&']|-[A-Za-z0-9]|\.[A-Za-z])")
_SLASHED = re.compile(r"(?<![A-Za-z0-9])(?P<a>[A-Z]{2})/(?P<b>[A-Z]{2})(?![A-Za-z0-9])")
_LAW_AFTER = re.compile(
    r"[ ](?:law|laws|statutes?|code|anti-?deficiency|homeowners?|residents?|rules?|courts?|trustee'?s?|nonjudicial|non-judicial|judicial)\b"
)
_HOUSE_AFTER = re.compile(
    r"[ ](?:deficiency|foreclos\w+|house|home|property|mortgage|strict|redemption|power of sale|sale|case|short sale|condo)\b"
)
_NOTE_AFTER = re.compile(
    r" ?[,:;-] ?(?:judicial|non-?judicial|nonjud|power|pos\b|trustee|ts\b|sheriff|foreclos|fc\b|f/c|fcl|deficiency|def\b|mortgage|dot\b|deed|purchase|sale|strict|hoa|owner|o/?o\b|client|sfr|sfh|duplex|refi|heloc|1st|2nd|first|second|advertisement|court|sold|bank|lender|3rd|third|upb|debt|owed)"
)
# a note may begin with the code and no comma ("OH sheriff's sale"); words that also begin a sentence need the comma
_JARGON_AFTER = re.compile(
    r" (?:judicial|non-?judicial|nonjud|power of sale|pos\b|trustee|ts\b|sheriff'?s? sale|foreclos|fc\b|f/c|deficiency|def\b|"
    r"strict|advertisement|dot\b)"
)
_ZIP_AFTER = re.compile(r",? (?P<zip>[0-9]{5})(?![0-9])")
_END = re.compile(r"[ ]?[?.!,]*\s{0,3}$|[ ]?[?!.](?= |$)")
_LEAD = re.compile(r"(?:^|[.;:?!\n(] ?|- )$")
_PAIRED = re.compile(r"\b(?P<code>[A-Z]{2}),? ?(?:and|or|vs\.?|versus|&|to|,|from|than) $")
_LISTED_BEFORE = re.compile(r"\b(?P<code>[A-Z]{2})(?:,| ) ?$")
_LISTED_AFTER = re.compile(r",? (?P<code>[A-Z]{2})\b")
_PAIR_AFTER = re.compile(r",? (?:and|vs\.?|versus|&|to|than) (?P<code>[A-Z]{2})\b")
_WORDS_BEFORE = re.compile(r"([A-Za-z.'-]{2,20})(?: ([A-Za-z.'-]{2,20}))?(?: ([A-Za-z.'-]{2,20}))?(,?) ?$")
_NOT_TOWNS = frozenset(
    "i we the a my our they he she it this that if and but or so in on at by to from is was are do does can could will "
    "owe owed sold bid house home bank lender court what how when where who why yes no not mr mrs ms dr please thanks hi "
    "hello ok loan mortgage sale foreclosure trustee judgment state law client fmv upb dot".split()
)
_WORD = re.compile(r"[a-z]+")
_TWO_WORD = {"north": ("carolina", "dakota"), "south": ("carolina", "dakota"), "west": ("virginia",), "rhode": ("island",),
             "new": ("jersey", "mexico", "hampshire")}  # fmt: skip
_NOT_MISSPELT = frozenset(
    "indian indians georgian georgie alaskan texan montane mission colored indigo wanting waning".split()
)
_SINGLE: dict[str, list[str]] = {}
for _name in NAMES:
    if _name.isalpha() and len(_name) >= 6:
        _SINGLE.setdefault(_name[0], []).append(_name)


def find_states(text: str, folded: str, masked: Spans, shouted: bool) -> list[StateHit]:
    """The states that a text names, in order.

    folded: the text in lower case; masked: stretches that only look like places. shouted: all in capitals, so that
    a capital is no evidence.

    >>> [(h.code, h.how) for h in find_states("they sold it in arizonia, OR law?", "they sold it in arizonia, or law?", [], False)]
    [('AZ', "read 'arizonia' as Arizona"), ('OR', 'postal code')]
    """
    found: list[StateHit] = []

    taken = Taken(len(text))
    for span in masked:
        taken.add(*span)

    def add(code: str, start: int, end: int, how: str) -> None:
        if not taken.overlaps(start, end):
            found.append(StateHit(code, start, end, how))
            taken.add(start, end)

    cities = Taken(len(text))
    for match in _CITY_NAMED.finditer(folded):
        cities.add(*match.span())
        if code := CITY_NAMED_AS_STATE[match[0]]:
            add(code, *match.span(), f"the city is in {TITLES[code]}")
    for match in _NAME.finditer(folded):
        if not cities.overlaps(*match.span()) and not _COUNTY.match(folded, match.end()):
            add(_code_of(match[0]), *match.span(), "as written")
    for code, pattern in NICKNAMES:
        for match in pattern.finditer(folded):
            add(code, *match.span(), f"read '{match[0].strip(', ')}' as {TITLES[code]}")
    for start, end, code in find_zips(folded):
        add(code, start, end, f"ZIP code in {TITLES.get(code, code)}")
    for code, start, end, how in _codes(text, folded, shouted):
        add(code, start, end, how)
    for match in LOS_ANGELES.finditer(folded):
        add("CA", *match.span(), f"read '{text[match.start() : match.end()]}' as Los Angeles")
    for _, pattern in TERRITORIES:  # "Virgin Islands" is no misspelt Virginia
        for match in pattern.finditer(folded):
            taken.add(*match.span())
    for code, start, end in _misspelt(folded):
        add(code, start, end, f"read '{text[start:end]}' as {TITLES[code]}")
    found.sort(key=lambda hit: hit.start)
    return _without_namesakes(folded, found)


def _code_of(name: str) -> str:
    plain = re.sub("[ -]+", " ", name)
    return NAMES.get(plain) or next(
        code for full, code in NAMES.items() if full.replace(" ", "") == plain.replace(" ", "")
    )


def _without_namesakes(folded: str, hits: list[StateHit]) -> list[StateHit]:
    """Without the first of "Indiana, PA": a town that bears another state's name."""
    kept = []
    for place, hit in enumerate(hits):
        following = hits[place + 1] if place + 1 < len(hits) else None
        near = following is not None and folded[hit.end : following.start] in (", ", ",", " ")
        if near and following and (folded[hit.start : hit.end], following.code) in CITY_IN_OTHER_STATE:
            continue
        kept.append(hit)
    return kept


def _codes(text: str, folded: str, shouted: bool) -> list[tuple[str, int, int, str]]:
    found = []
    for match in _SLASHED.finditer(text):
        if match["a"] in CODES and match["b"] in CODES:
            found += [(match["a"], *match.span("a"), "postal code"), (match["b"], *match.span("b"), "postal code")]
    for match in _CODE.finditer(text):
        code = match["code"].upper()
        if code in CODES and _is_code(text, folded, match, code, shouted):
            city = code == "LA" and not _louisiana(text, folded, match)
            how = f"read '{match['code']}' as Los Angeles" if city else "postal code"
            found.append(("CA" if city else code, *match.span(), how))
    return found


def _louisiana(text: str, folded: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 66) : match.start()], text[match.end() : match.end() + 40]
    return bool(
        _after_town(before, "LA", comma_only=False)
        or _LAW_AFTER.match(after)
        or _ZIP_AFTER.match(after)
        or re.search(r"\b(?:parish|executory|louisiana|appraisal|mortgagee?s? .{0,12}sheriff)", folded)
        or _JARGON_AFTER.match(after.lower())
        or (_LEAD.search(before) and _NOTE_AFTER.match(after.lower()))
    )


def _is_code(text: str, folded: str, match: re.Match[str], code: str, shouted: bool) -> bool:
    """Whether two letters mean the state: by their case and by what stands around them."""
    before = text[max(0, match.start() - 66) : match.start()]
    after = folded[match.end() : match.end() + 40]
    if (number := _ZIP_AFTER.match(after)) and zip_state(number["zip"]) == code:
        return True
    if re.search(r"[0-9] ?$", before) or re.match(r" ?[0-9]", after):
        return False
    upper = match["code"].isupper()
    if not upper or shouted:
        return _is_plain_code(before, after, code, title=match["code"][0].isupper(), shouted=shouted)
    if code not in _WORDY:
        return True
    if _after_town(before, code, comma_only=code in ("OR", "IN", "ME", "OK", "HI")):
        return True
    if re.search(r"\b(?:[Ii]n|[Ss]tate of) $", before) or _LAW_AFTER.match(after):
        return code != "VA" or not re.match(r" (?:loan|guarant|mortgage|backed|home)", after)
    if (beside := _LISTED_BEFORE.search(before)) and beside["code"] in CODES:  # "compare CA TX OH GA"
        return True
    if (beside := _LISTED_AFTER.match(text, match.end())) and beside["code"] in CODES:
        return True
    pair = _PAIRED.search(before) or _PAIR_AFTER.match(text, match.end())
    if pair and pair["code"] in CODES:
        return True
    if code not in ("OK", "HI", "ME", "OR", "IN", "OH") and _LEAD.search(before) and re.match(r" ?[,:;.-]|$", after):
        return True
    if _LEAD.search(before) and (_NOTE_AFTER.match(after) or (code not in ("VA", "OK") and _HOUSE_AFTER.match(after))):
        return True
    if code not in ("OR", "IN", "ME", "OK", "HI") and _LEAD.search(before) and _JARGON_AFTER.match(after):
        return True
    if code not in ("OR", "IN", "VA", "ME", "CO", "OK") and _HOUSE_AFTER.match(after):
        return True
    if code in ("OK", "HI", "ME", "IN"):
        return False
    return (
        bool(before.strip())
        and bool(_END.match(after))
        and not re.search(r"\b(?:an?|the|my|your|his|her|Dr|Ms) $", before)
    )


def _is_plain_code(before: str, after: str, code: str, *, title: bool, shouted: bool) -> bool:
    """A code in lower case (`tx`), with one capital (`Tx`), or in a text all in capitals."""
    low = before.lower()
    if code == "CA" and re.match(r"\.? ?[0-9]", after):
        return False
    if shouted:
        if code not in _WORDY:
            return True
        town = _after_town(low, code, comma_only=False, known_only=True)
        return town or (code not in ("OR", "IN", "ME", "OK", "HI", "LA") and re.search(r"\bin $", low) is not None)
    if code in _LOWER and not (code in ("WA", "CA", "NM") and title and _LEAD.search(before) and not after.strip()):
        return True
    if code in _NEVER_LOWER:
        return title and _after_town(before, code, comma_only=True)
    if _after_town(before, code, comma_only=False, known_only=True):
        return True
    if code == "LA":
        return False
    return bool(re.search(r"\bin $", low)) and not (code == "VA" and re.match(r" (?:loan|mortgage|home)", after))


def _after_town(before: str, code: str, *, comma_only: bool, known_only: bool = False) -> bool:
    """Whether a town stands right before: one that the gazetteer knows in that state, or a capitalised name."""
    match = _WORDS_BEFORE.search(before)
    if match is None:
        return False
    words = [word for word in match.groups()[:3] if word]
    if words[-1].lower() not in _NOT_TOWNS and any(is_city_in(" ".join(words[n:]), code) for n in range(len(words))):
        return True
    if known_only or (comma_only and not match[4]):
        return False
    last = words[-1]
    return last[0].isupper() and not last.isupper() and last.lower() not in _NOT_TOWNS


def _misspelt(folded: str) -> list[tuple[str, int, int]]:
    found = []
    previous: re.Match[str] | None = None
    for match in _WORD.finditer(folded):
        word = match[0]
        adjacent = previous is not None and match.start() - previous.end() == 1
        if adjacent and previous and previous[0] in _TWO_WORD and len(word) >= 5:
            for second in _TWO_WORD[previous[0]]:
                if word[0] == second[0] and damerau_levenshtein_distance(word, second) <= 1:
                    found.append((NAMES[f"{previous[0]} {second}"], previous.start(), match.end()))
        previous = match
        if not 5 <= len(word) <= 15 or word in _NOT_MISSPELT:
            continue
        for name in _SINGLE.get(word[0], ()):
            allowed = 1 if len(name) < 8 else 2
            if abs(len(word) - len(name)) <= allowed and word != name:
                if len(word) < 6 and len(name) < 7:
                    continue
                if damerau_levenshtein_distance(word, name) <= allowed:
                    found.append((NAMES[name], *match.span()))
                    break
    return found
