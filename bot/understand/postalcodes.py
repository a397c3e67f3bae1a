"""Two letters that are a state's postal code, by their case and by what stands around them."""

import re
from functools import cache

from bot.understand.gazetteer import cities, city_key, is_city_in
from bot.understand.placewords import COMMON_WORDS
from bot.understand.statenames import CODES
from bot.understand.zips import zip_state

_WORDY = frozenset("AL CO CT DE HI ID IN LA MA MD ME MS OH OK OR PA VA".split())
_SELDOM_LOWER = frozenset("OR IN ME OK HI".split())
_SELDOM_BEGIN = frozenset("MD MO MS PA DE ID".split())  # in small letters they are no word that a sentence begins with
_NO_GIVEN_WORD = frozenset("MD MO MS PA MI NE MT AR IA ND VA".split())  # in a counselor's note they mean the state
_CLIENT_AFTER = re.compile(r" (?:client|clt)\b|: ?[a-z0-9]")
_REDEEM_AFTER = re.compile(r" (?:redeem|redemption|sheriff|shrf|judge?ment|short sale)\b")
_PLAIN_WORDS = frozenset(("or", "in", "me", "ok", "hi"))
_ENDS = re.compile(r" ?$|[.,;?!]")  # "fort wayne in.", "tulsa ok, sold"
_LOWER = frozenset("AZ TX NV CA FL NJ WA NY NC SC MN WI IL UT TN KY WV NH RI SD VT WY KS NM GA DC".split())
_CODE = re.compile(r"(?<![A-Za-zÀ-ÿ0-9$&'/.-])(?P<code>[A-Za-z]{2})(?![A-Za-zÀ-ÿ0-9&']|-[A-Za-z0-9]|\.[A-Za-z])")
_SLASHED = re.compile(r"(?<![A-Za-z0-9])(?P<a>[A-Z]{2})/(?P<b>[A-Z]{2})(?![A-Za-z0-9])")
_TRUSTEE_AFTER = re.compile(r" (?:sheriff|trustee)(?:'?s)? (?:sale|sold|auction|deed)\b")
_LAW_AFTER = re.compile(
    r"[ ](?:law|laws|statutes?|code|anti-?deficiency|homeowners?|residents?|rules?|courts?|trustee'?s?|nonjudicial|non-judicial|judicial)\b"
)
_HOUSE_AFTER = re.compile(
    r"[ ](?:deficiency|foreclos\w+|house|home|property|mortgage|strict|redemption|power of sale|sale|case|short sale|condo)\b"
)
_NOTE_AFTER = re.compile(
    r" ?[,:;.-] ?(?:judicial|non-?judicial|nonjud|power|pos\b|trustee|t\.?s\b|tds\b|sheriff|sher\b|jgmt|jdgmt|judge?ment|stat\b|foreclos|fc\b|f/c|fcl|deficiency|def\b|mortgage|dot\b|deed|purchase|sale|strict|hoa|owner|o/?o\b|client|sfr|sfh|duplex|refi|heloc|1st|2nd|first|second|advertisement|court|sold|bank|lender|3rd|third|upb|debt|owed)"
)
# a note may begin with the code and no comma ("OH sheriff's sale"); words that also begin a sentence need the comma
_JARGON_AFTER = re.compile(
    r" (?:judicial|non-?judicial|nonjud|power of sale|pos\b|(?:public )?trustee|ts\b|sheriff'?s? sale|auction\b|(?:outsider|stranger|third[- ]party|investor|lender|bank) (?:bought|bid|took|got|says?|said|wants?|sued|foreclosed)\b|foreclos|fc\b|f/c|deficiency|def\b|"
    r"trust deed|deed of trust|executory process|exec(?:utory)? proc|deed[- ]in[- ]lieu|short sale|mortgagee|strict|advertisement|dot\b|td\b|client\b|residential\b|sfr\b|heloc\b|o/?o\b)"
)
# "CO 2nd mortgage wiped out": the loan that a note is about
_LOAN_AFTER = re.compile(
    r" (?:(?:1st|2nd|first|second|junior|jr) (?:mortgage|mtg|lien|loan|trust|dot|td|heloc)|note (?:under seal|accelerated|called))\b"
)
# "knoxville tn 138 owed": no number of a road or a floor
_OWED_AFTER = re.compile(
    r" (?:[$][0-9]|[0-9]{2,3}k\b)| [$]?[0-9][0-9,.]*k? (?:owed|debt|sold|bid|upb|jgmt|judge?ment|was owed|is owed)\b"
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
_MONTH_BEFORE = re.compile(
    r"\b(?:per|an?|each|every|last|this|next|past|one|two|three|four|five|six|nine|ten|twelve|few|several|couple|/) $"
)
_NAME_AFTER = re.compile(r" (?P<first>[a-z'-]{2,20})(?: (?P<second>[a-z'-]{2,20}))?")
_SPANISH = re.compile(r"\b(?:de|en|a|que|con|por|es|y) $")
# "in ct" of a court
_COURT = re.compile(
    r"\b(?:appear\w*|filed|answer\w*|show\w*(?: up)?|back|suit|case|papers|hearing|be|go|went|going)\b.{0,12}$"
)
_COURT_AFTER = re.compile(r" (?:on|next|this|tomorrow|again|date|yesterday|yet|order\w*|hearing|clerk|case|papers)\b")
_WILL_AFTER = re.compile(r" (?:be|lose|have|get|never|still|need|try|just|pay|go|end|probably|ever)\b")
# "foreclosed in Texas, VA says I owe them": the Department of Veterans Affairs
_VETERANS_AFTER = re.compile(
    r" (?:says?|said|wants?|sent|paid|told|claims?|debts?|benefits?|entitlement|guarant\w*|loans?|backed|insured|counselor|hospital|disability)\b"
)
_DAY_AFTER = re.compile(r" [0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\b")
_DATED_BEFORE = re.compile(r"(?:\b(?:19|20)[0-9]{2}|/[0-9]{2,4}) $")
_QUARTERS = frozenset({"NE", "SE", "NW", "SW"})
_QUARTER_AFTER = re.compile(
    r" (?:[0-9]+(?:st|nd|rd|th)?\b|[a-z]+ (?:st|ave|avenue|street|blvd|rd|road|dr|ct|pl|way)\b)"
)


def find_codes(text: str, folded: str, shouted: bool) -> list[tuple[str, int, int, str]]:
    """Postal codes of a text: the code, start, end and how it was read.

    folded: the text in lower case. shouted: all in capitals, so that a capital is no evidence.

    >>> find_codes("is it allowed in OR", "is it allowed in or", False), find_codes("$900 a mo", "$900 a mo", False)
    ([('OR', 17, 19, 'postal code')], [])
    """
    found = []
    for match in _SLASHED.finditer(text):
        if match["a"] in CODES and match["b"] in CODES:
            found += [(match["a"], *match.span("a"), "postal code"), (match["b"], *match.span("b"), "postal code")]
    for match in _CODE.finditer(text):
        code = match["code"].upper()
        if match["code"] in _PLAIN_WORDS and not _ENDS.match(folded, match.end()) and not _in_a_note(folded, match):
            continue
        if _is_nonjudicial(text, match):
            continue
        if code in CODES and _is_code(text, folded, match, code, shouted):
            city = code == "LA" and not _louisiana(text, folded, match)
            how = f"read '{match['code']}' as Los Angeles" if city else "postal code"
            found.append(("CA" if city else code, *match.span(), how))
    return found


def _is_nonjudicial(text: str, match: re.Match[str]) -> bool:
    """Whether NJ stands for the way of foreclosing behind a state: "Grand Island NE, NJ trustee sale"."""
    before, after = _LISTED_BEFORE.search(text[: match.start()]), text[match.end() :].lower()
    if match["code"] != "NJ" or before is None or before["code"] not in CODES:
        return False
    return bool(_JARGON_AFTER.match(after) or _TRUSTEE_AFTER.match(after))


def _in_a_note(folded: str, match: re.Match[str]) -> bool:
    """Whether a plain word stands as a code between a town and the words of a note: "muskogee ok sheriff sale"."""
    code, before = match["code"].upper(), folded[max(0, match.start() - 66) : match.start()]
    after = folded[match.end() : match.end() + 40]
    noted = _JARGON_AFTER.match(after) or _HOUSE_AFTER.match(after) or _TRUSTEE_AFTER.match(after)
    return code != "IN" and bool(noted) and _after_town(before, code, comma_only=False, known_only=True)


@cache
def _short_beginnings() -> frozenset[str]:
    """The first words of two letters in the names of towns: "la", "mt", "de"."""
    return frozenset(name[:2] for name in cities() if name[2:3] == " ")


def begins_a_name(folded: str, start: int, end: int) -> bool:
    """Whether two letters are the first word of a town's name: "in la crosse", "mt vernon", "in de soto".

    >>> begins_a_name("in la crosse", 3, 5), begins_a_name("in la sold", 3, 5)
    (True, False)
    """
    if folded[start:end] not in _short_beginnings() or (following := _NAME_AFTER.match(folded, end)) is None:
        return False
    longer = [f"{folded[start:end]} {following['first']}"]
    if following["second"]:
        longer.append(f"{longer[0]} {following['second']}")
    return any(city_key(name) in cities() for name in longer)


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
    if code == "VA" and _VETERANS_AFTER.match(after):
        return False
    dated = _DATED_BEFORE.search(before) and match["code"].isupper() and not shouted and _JARGON_AFTER.match(after)
    if dated and code not in ("OR", "IN", "ME", "OK", "HI", "SE"):
        return True  # "sold june 2 2026 NE trustee"
    upper = match["code"].isupper()
    if upper and not shouted and _after_town(before, code, comma_only=False, known_only=True):
        return not _is_other_word(folded, match.start(), match.end(), code)  # "Dover DE 2 mortgages"
    if upper and not shouted and code not in _WORDY and _DAY_AFTER.match(after):
        return True  # "first foreclosed NV 5/1/2026"
    if (
        upper
        and not shouted
        and code not in ("OR", "IN", "ME", "OK", "HI")
        and before.endswith(", ")
        and after.startswith(",")
    ):
        return True  # "foreclosed 2 wks ago, AL, sold at 240"
    numbered = code not in _SELDOM_LOWER | {"DE", "LA"} and re.match(r" [0-9]", after)
    if numbered and _after_town(before, code, comma_only=False, known_only=True):
        return not _is_other_word(folded, match.start(), match.end(), code)  # "springfield mo 2nd mortgage"
    told = _OWED_AFTER.match(after) or _LOAN_AFTER.match(after)
    if re.search(r"[0-9] ?$", before) or (re.match(r" ?[0-9]", after) and not told):
        return False
    if _is_other_word(folded, match.start(), match.end(), code):
        return False
    if not upper or shouted:
        return _is_plain_code(before, after, code, title=match["code"][0].isupper(), shouted=shouted)
    if code not in _WORDY:
        return True
    if _after_town(before, code, comma_only=code in ("OR", "IN", "ME", "OK", "HI")):
        return True
    if re.search(r"\b(?:[Ii]n|[Ss]tate of) $", before) or _LAW_AFTER.match(after):
        return code != "VA" or not re.match(r" (?:loan|guarant|mortgage|backed|home)", after)
    if _is_listed(text, match, before):
        return True
    if code not in ("OK", "HI", "ME", "OR", "IN", "OH") and _LEAD.search(before) and re.match(r" ?[,:;.-]|$", after):
        return True
    if _LEAD.search(before) and (_NOTE_AFTER.match(after) or (code not in ("VA", "OK") and _HOUSE_AFTER.match(after))):
        return True
    opens = _LEAD.search(before) if code not in ("OR", "IN", "ME", "OK", "HI") else code == "OR" and match.start() == 0
    if opens and _JARGON_AFTER.match(after):
        return True
    if (opens or match.start() == 0) and code != "VA" and _LOAN_AFTER.match(after):
        return True  # a VA second loan is one of the Department of Veterans Affairs
    if code not in ("OR", "IN", "VA", "ME", "CO", "OK") and _HOUSE_AFTER.match(after):
        return True
    if code in ("OK", "HI", "ME", "IN"):
        return False
    return (
        bool(before.strip())
        and bool(_END.match(after))
        and not re.search(r"\b(?:an?|the|my|your|his|her|Dr|Ms) $", before)
    )


def _is_listed(text: str, match: re.Match[str], before: str) -> bool:
    """Whether another code stands beside: "compare CA TX OH GA", "OR and WA"."""
    beside = (
        _LISTED_BEFORE.search(before),
        _LISTED_AFTER.match(text, match.end()),
        _PAIRED.search(before),
        _PAIR_AFTER.match(text, match.end()),
    )
    return any(found is not None and found["code"] in CODES for found in beside)


def _is_other_word(folded: str, start: int, end: int, code: str) -> bool:
    """Whether the letters are rather a month, a court, a quarter of a town, or the beginning of a town's name."""
    before = folded[max(0, start - 40) : start]
    if begins_a_name(folded, start, end):
        return True
    if code == "MO":
        return _MONTH_BEFORE.search(before) is not None
    if code == "CT":
        return bool(before.endswith("in ") and (_COURT.search(before[:-3]) or _COURT_AFTER.match(folded, end)))
    if code == "IL":
        return _WILL_AFTER.match(folded, end) is not None  # "il lose the house"
    if code in _QUARTERS:
        return _is_quarter(folded, end)
    if code == "MI":
        return _SPANISH.search(before) is not None
    return False


def _is_quarter(folded: str, end: int) -> bool:
    """Whether a direction stands before a town or a street: "in NE Portland", "NE Broadway St"."""
    following = _NAME_AFTER.match(folded, end)
    if following is None:
        return False
    if _QUARTER_AFTER.match(folded, end):
        return True
    names = [following["first"], f"{following['first']} {following['second'] or ''}".strip()]
    return any(
        rows[0][1] >= 50_000 and name not in COMMON_WORDS for name in names if (rows := cities().get(city_key(name)))
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
    if not before.strip() and (_NOTE_AFTER.match(after) or _opens_a_note(after, code)):
        return True  # "id. ts 10/1/26", "md hagerstown own-occ", "md redeem"
    if code in _LOWER and not (code in ("WA", "CA", "NM") and title and _LEAD.search(before) and not after.strip()):
        return True
    if code == "OR" and not title:
        return False
    if code in _SELDOM_LOWER:
        return _after_town(before, code, comma_only=True, known_only=not title)
    if _after_town(before, code, comma_only=False, known_only=True):
        return True
    if code in ("LA", "DE"):
        return False
    return bool(re.search(r"\bin $", low)) and not (code == "VA" and re.match(r" (?:loan|mortgage|home)", after))


def _opens_a_note(after: str, code: str) -> bool:
    """Whether a town of the state, or what is asked of its law, follows two small letters that begin a text."""
    if code in ("OR", "IN", "ME", "OK", "HI"):
        return False
    following = _NAME_AFTER.match(after)
    if following is None:
        return code in _NO_GIVEN_WORD and _CLIENT_AFTER.match(after) is not None
    names = [following["first"], f"{following['first']} {following['second'] or ''}".strip()]
    if any(is_city_in(name, code) and name not in COMMON_WORDS for name in names):
        return True
    if code in _NO_GIVEN_WORD and _CLIENT_AFTER.match(after):
        return True  # "mi client. lender bid full debt", "Md: audit ratified"
    if code not in ("VA", "LA") and _LOAN_AFTER.match(after):
        return True
    return code in _SELDOM_BEGIN and bool(_JARGON_AFTER.match(after) or _REDEEM_AFTER.match(after))


def _after_town(before: str, code: str, *, comma_only: bool, known_only: bool = False) -> bool:
    """Whether a town stands right before: one that the gazetteer knows in that state, or a capitalised name."""
    match = _WORDS_BEFORE.search(before)
    if match is None:
        return False
    words = [word for word in match.groups()[:3] if word]
    last = words[-1]
    if last.lower() not in _NOT_TOWNS and any(
        _is_town(" ".join(words[n:]), code, told=bool(match[4]) or _stands_in(words[:n], code))
        for n in range(len(words))
    ):
        return True
    if known_only or (comma_only and not match[4]):
        return False
    return last[0].isupper() and not last.isupper() and last.lower() not in _NOT_TOWNS


def _stands_in(before: list[str], code: str) -> bool:
    """Whether the word before a name says that it is a place: "in mobile AL"; "in full or in part" has no code."""
    return bool(before) and before[-1].lower() in ("in", "near") and code not in ("OR", "IN", "ME", "OK", "HI")


def _is_town(name: str, code: str, *, told: bool) -> bool:
    """Whether a town of the state is called so; an ordinary word needs its capital or to be told as a place."""
    return (told or name[0].isupper() or name not in COMMON_WORDS) and is_city_in(name, code)
