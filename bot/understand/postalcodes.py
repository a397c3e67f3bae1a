"""Two letters that are a state's postal code, by their case and by what stands around them."""

import re

from bot.understand.gazetteer import city_key, counties, is_city_in
from bot.understand.notcodes import is_other_word
from bot.understand.placewords import COMMON_WORDS
from bot.understand.postalwords import (
    BEFORE_A_PLACE,
    CLIENT_AFTER,
    CODE,
    COUNTY_BEFORE,
    DATED_BEFORE,
    DAY_AFTER,
    ELSEWHERE,
    END,
    ENDS,
    HEADED,
    HOMESTEAD_AFTER,
    HOUSE_AFTER,
    JARGON_AFTER,
    LAW_AFTER,
    LEAD,
    LISTED_AFTER,
    LISTED_BEFORE,
    LOAN_AFTER,
    LOWER,
    NAME_AFTER,
    NO_GIVEN_WORD,
    NOT_TOWNS,
    NOTE_AFTER,
    NOTED_AFTER,
    OWED_AFTER,
    PAIR_AFTER,
    PAIRED,
    PAUSE_AFTER,
    PERIOD_AFTER,
    PLACED_BEFORE,
    REDEEM_AFTER,
    REGION_BEFORE,
    SELDOM_BEGIN,
    SELDOM_LOWER,
    SHORTHAND_AFTER,
    SIZE_AFTER,
    SLASHED,
    TRUSTEE_AFTER,
    VETERANS,
    VETERANS_AFTER,
    WITH_AFTER,
    WORDS_BEFORE,
    WORDY,
    ZIP_AFTER,
)
from bot.understand.statenames import CODES
from bot.understand.zips import zip_state

_NOTE_BETWEEN = 24  # letters of a note between a state and the way of foreclosing


def find_codes(text: str, folded: str, shouted: bool) -> list[tuple[str, int, int, str]]:
    """Postal codes of a text: the code, start, end and how it was read.

    folded: the text in lower case. shouted: all in capitals, so that a capital is no evidence.

    >>> find_codes("is it allowed in OR", "is it allowed in or", False), find_codes("$900 a mo", "$900 a mo", False)
    ([('OR', 17, 19, 'postal code')], [])
    """
    found = []
    for match in SLASHED.finditer(text):
        if match["a"] in CODES and match["b"] in CODES:
            found += [(match["a"], *match.span("a"), "postal code"), (match["b"], *match.span("b"), "postal code")]
    for match in CODE.finditer(text):
        code = match["code"].upper()
        if found and _is_nonjudicial(text, match, found[-1]):
            continue
        if code in CODES and _is_code(text, folded, match, code, shouted):
            city = code == "LA" and not _louisiana(text, folded, match)
            how = f"read '{match['code']}' as Los Angeles" if city else "postal code"
            found.append(("CA" if city else code, *match.span(), how))
    return found


def _is_nonjudicial(text: str, match: re.Match[str], read: tuple[str, int, int, str]) -> bool:
    """Whether NJ stands for the way of foreclosing behind a state: "Grand Island NE, NJ trustee sale", "AZ SFR, NJ sale".

    read: the code before it.
    """
    code, _, end, _ = read
    between = text[end : match.start()]
    if match["code"] != "NJ" or code == "NJ" or len(between) > _NOTE_BETWEEN or ELSEWHERE.search(between):
        return False
    after = text[match.end() : match.end() + 40].lower()
    if not re.search("[A-Za-z]", between):
        if NOTED_AFTER.match(after):
            return True  # "Reno NV, NJ, refi 2018"
    elif re.search("[.;!?]", between):
        return False  # "PA client. NJ foreclosure"
    return bool(JARGON_AFTER.match(after) or TRUSTEE_AFTER.match(after) or after.startswith((" sale", " foreclos")))


def _louisiana(text: str, folded: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 66) : match.start()], text[match.end() : match.end() + 40]
    return bool(
        _after_town(before, "LA", comma_only=False)
        or LAW_AFTER.match(after)
        or ZIP_AFTER.match(after)
        or re.search(r"\b(?:parish|executory|louisiana|appraisal|mortgagee?s? .{0,12}sheriff)", folded)
        or JARGON_AFTER.match(after.lower())
        or (LEAD.search(before) and NOTE_AFTER.match(after.lower()))
    )


def _told_by_its_place(before: str, after: str, code: str) -> bool:
    """Whether a place of the state right before says that the letters are its code.

    A county; a town that stands alone in its clause ("medford or, rental"); or for Oregon one that "in" names ("in bend or w a deed").
    Letters that are a word need more, because "in medford or ashland" names two towns: a pause or the words of a note behind.
    """
    seldom, pause = code in SELDOM_LOWER, PAUSE_AFTER.match(after) is not None
    noted = pause or (code != "IN" and SHORTHAND_AFTER.match(after) is not None)  # "gary in foreclosure"
    head = HEADED.search(before.lower()) if noted or not seldom else None
    if county := COUNTY_BEFORE.search(before):
        words = county["name"].lower().split()
        names = [" ".join(words[n:]) for n in range(len(words))]
        if seldom and not (county["comma"] or pause):
            names = [head["name"]] if head else []
        return any(code in counties().get(city_key(name), ()) for name in names)
    if head and is_city_in(name := head["name"].strip(), code):
        opens = head.start() == 0 and code != "ME"
        if opens or not seldom or name not in COMMON_WORDS:
            return True
    placed = PLACED_BEFORE.search(before) if code == "OR" and (pause or WITH_AFTER.match(after)) else None
    return placed is not None and is_city_in(placed["name"].lower(), code)


def _is_code(text: str, folded: str, match: re.Match[str], code: str, shouted: bool) -> bool:
    """Whether two letters mean the state: by their case and by what stands around them."""
    before = text[max(0, match.start() - 66) : match.start()]
    after = folded[match.end() : match.end() + 40]
    if code == "VA" and VETERANS_AFTER.match(after):
        return False
    if _told_by_its_place(before, after, code):
        return True
    town = _known_town(before, code)
    if match["code"].islower() and code in SELDOM_LOWER and not ENDS.match(after):
        noted = JARGON_AFTER.match(after) or HOUSE_AFTER.match(after) or TRUSTEE_AFTER.match(after)
        if code == "IN" or not (noted and town):
            return False  # "muskogee ok sheriff sale" is a note, and "ok sheriff sale" is none
    if (number := ZIP_AFTER.match(after)) and zip_state(number["zip"]) == code:
        return True
    dated = DATED_BEFORE.search(before) and match["code"].isupper() and not shouted
    ends = code not in WORDY and re.match(r" ?(?:[,.;]|$)", after)
    if dated and code not in SELDOM_LOWER and (ends or JARGON_AFTER.match(after)):
        return True  # "sold june 2 2026 NE trustee", "sale held 9/12/24 GA, bid 120k"
    upper = match["code"].isupper()
    numbered = code not in SELDOM_LOWER | {"DE", "LA"} and re.match(r" [0-9]", after)
    if town and ((upper and not shouted) or numbered):  # "Dover DE 2 mortgages", "springfield mo 2nd mortgage"
        return not is_other_word(folded, match.start(), match.end(), code)
    if upper and not shouted and code not in WORDY and DAY_AFTER.match(after):
        return True  # "first foreclosed NV 5/1/2026"
    if upper and not shouted and code not in SELDOM_LOWER and before.endswith(", ") and after.startswith(","):
        return True  # "foreclosed 2 wks ago, AL, sold at 240"
    if match.start() == 0 and upper and code not in SELDOM_LOWER and SIZE_AFTER.match(after):
        return True
    told = OWED_AFTER.match(after) or LOAN_AFTER.match(after) or PERIOD_AFTER.match(after) or SIZE_AFTER.match(after)
    if re.search(r"[0-9] ?$", before) or (re.match(r" ?[0-9]", after) and not told):
        return False
    if is_other_word(folded, match.start(), match.end(), code):
        return False
    if not upper or shouted:
        return _is_plain_code(before, after, code, town=town, title=match["code"][0].isupper(), shouted=shouted)
    if code not in WORDY:
        return True
    if _after_town(before, code, comma_only=code in SELDOM_LOWER):
        return True
    if re.search(r"\b(?:[Ii]n|[Ss]tate of) $", before) or LAW_AFTER.match(after):
        return code != "VA" or not re.match(r" (?:loan|guarant|mortgage|backed|home)", after)
    if _is_listed(text, match, before):
        return True
    if code not in ("OK", "HI", "ME", "OR", "IN", "OH") and LEAD.search(before) and re.match(r" ?[,:;.-]|$", after):
        return True
    if LEAD.search(before) and (NOTE_AFTER.match(after) or (code not in ("VA", "OK") and HOUSE_AFTER.match(after))):
        return True
    opens = LEAD.search(before) if code not in SELDOM_LOWER else code == "OR" and match.start() == 0
    if opens and JARGON_AFTER.match(after):
        return True
    if (opens or match.start() == 0) and code != "VA" and LOAN_AFTER.match(after):
        return True  # a VA second loan is one of the Department of Veterans Affairs
    if code not in ("OR", "IN", "VA", "ME", "CO", "OK") and HOUSE_AFTER.match(after):
        return True
    if code in ("OK", "HI", "ME", "IN"):
        return False
    if code == "VA" and VETERANS.search(folded) and not re.search(r"(?:\b[Ii]n|\b[Ff]rom|,) $", before):
        return False  # "a VA loan from 2019, is he still clear with VA"
    return (
        bool(before.strip())
        and bool(END.match(after))
        and not re.search(r"\b(?:an?|the|my|your|his|her|Dr|Ms) $", before)
    )


def _is_listed(text: str, match: re.Match[str], before: str) -> bool:
    """Whether another code stands beside: "compare CA TX OH GA", "OR and WA"."""
    beside = (
        LISTED_BEFORE.search(before),
        LISTED_AFTER.match(text, match.end()),
        PAIRED.search(before),
        PAIR_AFTER.match(text, match.end()),
    )
    return any(found is not None and found["code"] in CODES for found in beside)


def _is_plain_code(before: str, after: str, code: str, *, town: bool, title: bool, shouted: bool) -> bool:
    """A code in lower case (`tx`), with one capital (`Tx`), or in a text all in capitals."""
    low = before.lower()
    if code == "CA" and re.match(r"\.? ?[0-9]", after):
        return False
    if shouted:
        if code not in WORDY:
            return True
        return _known_town(low, code) or (code not in SELDOM_LOWER | {"LA"} and re.search(r"\bin $", low) is not None)
    if not before.strip() and (NOTE_AFTER.match(after) or _opens_a_note(after, code)):
        return True  # "id. ts 10/1/26", "md hagerstown own-occ", "md redeem"
    if code in LOWER and not (code in ("WA", "CA", "NM") and title and LEAD.search(before) and not after.strip()):
        return True
    if code == "OR" and not title:
        return False
    if code in SELDOM_LOWER and title:
        return _after_town(before, code, comma_only=True)
    if town or code in SELDOM_LOWER:
        return town
    if code in ("LA", "DE"):
        return False
    region = REGION_BEFORE.search(low)
    return bool(region or re.search(r"\bin $", low)) and not (
        code == "VA" and re.match(r" (?:loan|mortgage|home)", after)
    )


def _opens_a_note(after: str, code: str) -> bool:
    """Whether a town of the state, or what is asked of its law, follows two small letters that begin a text."""
    if code in SELDOM_LOWER:
        return False
    following = NAME_AFTER.match(after)
    if following is None:
        return code in NO_GIVEN_WORD and CLIENT_AFTER.match(after) is not None
    names = [following["first"], f"{following['first']} {following['second'] or ''}".strip()]
    if any(is_city_in(name, code) and name not in COMMON_WORDS for name in names):
        return True
    if code in NO_GIVEN_WORD and CLIENT_AFTER.match(after):
        return True  # "mi client. lender bid full debt", "Md: audit ratified"
    if code not in ("VA", "LA") and LOAN_AFTER.match(after):
        return True
    if code in NO_GIVEN_WORD and HOMESTEAD_AFTER.match(after):
        return True
    return code in SELDOM_BEGIN and bool(JARGON_AFTER.match(after) or REDEEM_AFTER.match(after))


def _known_town(before: str, code: str) -> bool:
    """Whether a town that the gazetteer knows in that state stands right before."""
    match = WORDS_BEFORE.search(before)
    words = [word for word in match.groups()[:3] if word] if match else []
    if match is None or words[-1].lower() in NOT_TOWNS:
        return False
    return any(
        _is_town(" ".join(words[n:]), code, told=bool(match[4]) or _stands_in(words[:n], code))
        for n in range(len(words))
    )


def _after_town(before: str, code: str, *, comma_only: bool) -> bool:
    """Whether a town stands right before: one that is known, or a capitalised name; that may be asked to have a comma."""
    if _known_town(before, code):
        return True
    match = WORDS_BEFORE.search(before)
    if match is None or (comma_only and not match[4]):
        return False
    last = [word for word in match.groups()[:3] if word][-1]
    return last[0].isupper() and not last.isupper() and last.lower() not in NOT_TOWNS


def _stands_in(before: list[str], code: str) -> bool:
    """Whether the word before a name says that it is a place: "in mobile AL", "my flint mi house"; "in full or in part" has no code."""
    return bool(before) and before[-1].lower() in BEFORE_A_PLACE and code not in SELDOM_LOWER


def _is_town(name: str, code: str, *, told: bool) -> bool:
    """Whether a town of the state is called so; an ordinary word needs its capital or to be told as a place."""
    return (told or name[0].isupper() or name not in COMMON_WORDS) and is_city_in(name, code)
