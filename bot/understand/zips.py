"""ZIP codes: where one stands in a text and which jurisdiction its first three digits belong to."""

import re
from bisect import bisect_right

from bot.understand.gazetteer import is_city_in
from bot.understand.statenames import CODES, NAMES

# First three digits, from-to, of each jurisdiction. Source: USPS Publication 65, list of three-digit prefixes.
_RANGES = (
    "005-005 NY 006-007 PR 008-008 VI 009-009 PR 010-027 MA 028-029 RI 030-038 NH 039-049 ME 050-054 VT "
    "055-055 MA 056-059 VT 060-069 CT 070-089 NJ 100-149 NY 150-196 PA 197-199 DE 200-200 DC 201-201 VA "
    "202-205 DC 206-219 MD 220-246 VA 247-268 WV 270-289 NC 290-299 SC 300-319 GA 320-339 FL 341-342 FL "
    "344-344 FL 346-347 FL 349-349 FL 350-369 AL 370-385 TN 386-397 MS 398-399 GA 400-427 KY 430-459 OH "
    "460-479 IN 480-499 MI 500-528 IA 530-549 WI 550-567 MN 569-569 DC 570-577 SD 580-588 ND 590-599 MT "
    "600-629 IL 630-658 MO 660-679 KS 680-693 NE 700-714 LA 716-729 AR 730-731 OK 733-733 TX 734-749 OK "
    "750-799 TX 800-816 CO 820-831 WY 832-838 ID 840-847 UT 850-865 AZ 870-884 NM 885-885 TX 889-898 NV "
    "900-961 CA 967-968 HI 969-969 GU 970-979 OR 980-994 WA 995-999 AK "
).split()
_TABLE = sorted((int(r[:3]), int(r[4:]), code) for r, code in zip(_RANGES[::2], _RANGES[1::2], strict=True))
_STARTS = [row[0] for row in _TABLE]
_ZIP = re.compile(
    r"(?<![0-9a-z$#.,/-])(?<!\$ )(?<!# )(?P<zip>[0-9]{5})(?:-[0-9]{4})?"
    r"(?![0-9a-z/%-]|[.,][0-9]| ?(?:k|grand|thousand|dollars|bucks)\b)"
)
_SAID = re.compile(r"\bzip ?(?:code)?(?: is| of|:)? ?$")
_IN = re.compile(r"\b(?:in|near|at|around) (?:the )?$")
_STATE = re.compile(rf"\b(?P<state>[a-z]{{2}}|{'|'.join(re.escape(n) for n in NAMES)})\.?,? $")
_ALONE = re.compile(r"[),.;:?!]| ?$")
_CITY = re.compile(r"([a-z.'-]{2,20})(?: ([a-z.'-]{2,20}))?(?: ([a-z.'-]{2,20}))?,? $")


def zip_state(code: str) -> str | None:
    """The jurisdiction of a ZIP code, by its first three digits; None where there is none.

    >>> zip_state("84401"), zip_state("96910"), zip_state("00012")
    ('UT', 'GU', None)
    """
    prefix = int(code[:3])
    place = bisect_right(_STARTS, prefix) - 1
    if place < 0 or not _TABLE[place][0] <= prefix <= _TABLE[place][1]:
        return None
    return _TABLE[place][2]


def find_zips(folded: str) -> list[tuple[int, int, str]]:
    """ZIP codes in a lower-case text that are meant as such: start, end and jurisdiction.

    Five digits alone may be money; a ZIP code follows the word, its state or city, or "in".

    >>> find_zips("in Ogden, UT 84401, owed 84401".lower())
    [(13, 18, 'UT')]
    """
    found = []
    for match in _ZIP.finditer(folded):
        state = zip_state(match["zip"])
        if state is None:
            continue
        alone = match.start() < 2 and _ALONE.match(folded, match.end())
        before = folded[max(0, match.start() - 66) : match.start()]
        if (alone and not match["zip"].endswith("00")) or _is_meant(before, match["zip"], state):
            found.append((match.start(), match.end(), state))
    return found


def _is_meant(before: str, digits: str, state: str) -> bool:
    if _SAID.search(before):
        return True
    if _IN.search(before):
        return not digits.endswith("000")
    if named := _STATE.search(before):
        word = named["state"]
        return state == (NAMES.get(word) or (word.upper() if word.upper() in CODES else None))
    if city := _CITY.search(before):
        words = [word for word in city.groups() if word]
        return any(is_city_in(" ".join(words[n:]), state) for n in range(len(words)))
    return False
