"""Numbers that stand for one person: telephone, Social Security, account, card and case numbers, birth dates; and e-mail."""

import re
from collections.abc import Iterator
from functools import cache

from bot.agent.privacy.protected import is_owed
from bot.agent.privacy.spans import Kind, Span
from bot.agent.privacy.vocabulary import read

_DASH = r"[-–‐‑]"
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w.])[\w.-]{1,40}(?: (?:dot|underscore|dash) [\w-]{1,30}){0,3} ?(?:\bat\b|\(at\)|\[at\]|@) ?"
    r"(?:gmail|yahoo|hotmail|outlook|aol|icloud|protonmail|proton|comcast|msn|live|verizon|att|sbcglobal|ymail|me)"
    r" ?(?:\.| dot |\(dot\)|\[dot\]) ?(?:com|net|org|edu|us|me)\b",
    re.IGNORECASE,
)
_SSN = re.compile(
    rf"(?<![\w$.,/-])\d{{3}}(?:{_DASH}\d{{2}}{_DASH}| \d{{2}} |\.\d{{2}}\.)\d{{4}}(?![\w/-]|[.,]\d)"
    rf"|(?<![\w*])[x*•#]{{3}}[- –]?[x*•#]{{2}}[- –]?\d{{4}}(?!\w)",
    re.IGNORECASE,
)
_SSN_WORD = r"\b(?:ssns?|ss ?#|s\.s\.n?\.?|social security (?:number|no\.?|num|nbr|#)|socials?(?: security)? ?(?:number|no\.?|num|#)?|soc sec(?: ?#| no\.?| number)?|itin)"
_LEADS = r"(?:(?: number| no\.?| #| card)?\W{1,3}(?:is|was|are|it''s|its|=|ends? (?:in|with)|ending (?:in|with)|last (?:four|4)(?: digits)?(?: is| are)?|:)?\W{0,3}){0,2}".replace(
    "''", "'"
)
_SSN_TOLD = re.compile(rf"{_SSN_WORD}{_LEADS}(?P<value>\d{{3}}[-–. ]?\d{{2}}[-–. ]?\d{{4}})(?![\w-])", re.IGNORECASE)
_LAST_FOUR = re.compile(
    r"\b(?:last|final) (?:four|4)(?: (?:digits?|numbers?|of|my|his|her|the|our|ssn|social|security|account|acct|card|loan|phone|number|no\.?|#|on|it)){0,6}"
    r"\W{0,3}(?:(?:is|are|was|were|being|=)\W{1,2})?(?P<value>\d{4})(?![\w-]|[,.]\d)"
    r"|\b(?:ssn|ss ?#|social security number|social(?: security)?)(?: \w+)?\W{0,3}(?:(?:is|was)\s)?(?:ends?|ending)\s(?:(?:in|with)\s)?(?P<ssn>\d{4})(?!\d)"
    r"|\b(?:ssn|ss#)\W{0,3}(?:is )?(?P<short>\d{4})(?![\w-]|[,.]\d)"
    r"|\b(?:account|acct|card|loan|number|no\.?|checking|savings|visa|mastercard|phone|cell)(?: \w+){0,2}? (?:ends?|ending|that ends) (?:(?:in|with) )?#?(?P<account>\d{3,6})(?!\d|[,.]\d)"
    r"|(?<![\w.*•])[x*•]{2,4}(?:[- ]?[x*•]{2,4}){0,3}[- ]?(?P<masked>\d{4})(?!\w)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"(?<![\w$.,/-])(?:\+?1{_DASH}?[. ]?)?(?:\([2-9]\d{{2}}\) ?|[2-9]\d{{2}}[-–‐‑./ ])\d{{3}}[-–‐‑./ ]\d{{4}}(?![\w/]|[-.,]\d)(?:,? ?(?:x|ext\.?|extension) ?\d{{1,5}}\b)?"
    r"|(?<![\w$.,/-])\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]\d{2,4}){2,4}(?!\w)|(?<![\w$.,/-])(?<!\d )(?:\d ){9}\d(?! ?\d|\w)"
    r"|(?<![\w$.,/-])\+?1?[2-9]\d{2}[2-9]\d{6}(?![\w/]|[-.,]\d)",
    re.IGNORECASE,
)
_PHONE_WORD = re.compile(
    r"\b(?:phone|phones|cell|cellphone|mobile|tel|telephone|fax|call|calls|called|text|texted|reach|contact|number|home|work|ph)\b(?: (?:me|us|him|her|them|back|at|on|is|number|no\.?|#|my|his|her|phone|cell))*\W{0,3}$",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:my|his|her|our|me|us|him|cell|mobile|home)\b[^.;\n]{0,24}$", re.IGNORECASE)
_SHORT_PHONE = re.compile(rf"(?<![\w$.,/-])\d{{3}}(?:{_DASH}| |\.)\d{{4}}(?![\w/]|[-.,]\d)")
_TOLL_FREE = re.compile(r"\+?1?\D{0,2}8(?:00|33|44|55|66|77|88)")
_CARD = re.compile(
    r"(?<![\w$.,/-])(?:\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{1,4}|\d{4}[- ]\d{6}[- ]\d{5}|[3-6]\d{14,15})(?![\w/-]|[.,]\d)"
)
_CASE = re.compile(
    r"(?<![\w$.,/-])(?:\d{1,2}:\d{2}-[a-z]{2}-\d{3,6}(?:-[a-z]{2,4}){0,3}|"
    r"(?:\d{2,4}[- ]?)(?:cv|ca|ch|ci|cc|sp|fc|bk|cvs|cvd|cp|ev|sc|dc|jc|ck|cl)[- ]?\d{3,8}(?:-[a-z0-9]{1,6}){0,2}|"
    r"(?:cv|ch|fc|bk|sp)[- ]\d{2,4}[- ]\d{3,8})(?![\w-])",
    re.IGNORECASE,
)
_EIN = re.compile(r"(?<![\w$.,/§-])\d{2}-\d{7}(?![\w-])")
_LONG = re.compile(r"(?<![\w$€£.,/§-])(?:0\d{6,17}|\d{9,19})(?![\w/-]|[.,]\d)")
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (
    rf"(?:\d{{1,2}}[-/. ]\d{{1,2}}[-/. ](?:19|20)?\d{{2}}|(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|"
    rf"{_MONTHS} {_DAY}(?:,? ?(?:of )?(?:(?:19|20)\d{{2}}|'?\d{{2}}\b))?|{_DAY}(?: of)? {_MONTHS}(?:,? (?:19|20)\d{{2}})?|"
    rf"{_MONTHS},? (?:of )?(?:19|20)\d{{2}}|(?:19|20)\d{{2}}|['’]\d{{2}}|\d{{1,2}}/\d{{1,2}}|\d{{8}}|\d{{6}})"
)
_BORN = re.compile(
    rf"\b(?:born|d\.?o\.?b\.?|birth ?-?dates?|date of birth|birth ?-?days?|b-?day|nacid[oa]|fecha de nacimiento)(?:'s)?\W{{0,3}}"
    rf"(?:(?:is|was|were|on|in|the|of|year|day|my|his|her|back|it's|el)\W{{1,2}}){{0,4}}(?P<value>{DATE})(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(
    rf"(?<![\w/.-])(?P<value>{DATE})\W{{1,3}}(?:(?:is|was|as|my|his|her|the|our|wife's|husband's)\W{{1,2}}){{0,3}}(?:dob|d\.o\.b\.|date of birth|birth ?date|birthday|birth)\b",
    re.IGNORECASE,
)
_MARK = r"(?:\s?(?:account|acct|case|file|identification)?\s?(?:(?:numbers?|num|nbr|nos?\.?|nr|id)(?!\w)|#)){1,2}"
_IS = r"(?:\s{0,2}(?:is|was|are|being|=|:|-|,|ending in|ends in|of)(?![\w-])){0,2}\s{0,2}[#:]?\s?"
_TOKEN = r"[a-z]{0,6}[-:/]?\d[\da-z]*(?:[-–:/._][\da-z]+){0,6}(?:(?<=\d{3})(?: \d{3,4}){1,4}(?![\w,.]\d)|(?<=\d{4})(?: \d{3,4}){1,4}(?![\w,.]\d))?"  # nosec B105 # a pattern of words
_DATE_LIKE = re.compile(rf"{DATE}\Z", re.IGNORECASE)
_ORDINARY = re.compile(r"\d{1,4}(?:st|nd|rd|th|k|m|s|yr|yrs|ft|am|pm)\Z|\d{1,3}(?:-[a-z]+)?\Z", re.IGNORECASE)


@cache
def _announced() -> tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...]:
    """For each kind: the word with a mark and what follows; the word alone and what follows."""
    made = []
    for kind, words in read("identifiers.yaml").items():
        word = rf"(?<![\w-])(?:{words.strip()})"
        marked = re.compile(rf"{word}{_MARK}{_IS}(?P<value>{_TOKEN})(?![\w])", re.IGNORECASE)
        bare = re.compile(rf"{word}s?(?:\s{{0,2}}(?:is|was|:|=|,)(?!\w))?\s(?P<value>{_TOKEN})(?![\w])", re.IGNORECASE)
        made.append((kind, marked, bare))
    return tuple(made)


def find_numbers(text: str) -> Iterator[Span]:
    """Every number, date or e-mail address that stands for somebody."""
    yield from (_span(match, "EMAIL", 0) for match in _EMAIL.finditer(text))
    yield from (_span(match, "SSN", 1) for match in _SSN.finditer(text))
    yield from (_span(match, "SSN", 1, "value") for match in _SSN_TOLD.finditer(text))
    yield from _last_four(text)
    yield from (_span(match, "BIRTH_DATE", 1, "value") for match in _BORN.finditer(text))
    yield from (_span(match, "BIRTH_DATE", 1, "value") for match in _BORN_AFTER.finditer(text))
    yield from (_span(match, "CARD", 2) for match in _CARD.finditer(text) if not is_owed(text, *match.span()))
    yield from _identifiers(text)
    yield from (_span(match, "CASE_NUMBER", 3) for match in _CASE.finditer(text))
    yield from (_span(match, "ID", 4) for match in _EIN.finditer(text))
    yield from _phones(text)
    for match in _LONG.finditer(text):
        if not is_owed(text, *match.span()):
            yield _span(match, "ACCOUNT", 5)


def _span(match: re.Match[str], kind: Kind, rank: int, group: str | int = 0) -> Span:
    return Span(match.start(group), match.end(group), kind, rank)


def _last_four(text: str) -> Iterator[Span]:
    for match in _LAST_FOUR.finditer(text):
        group = next(name for name, value in match.groupdict().items() if value)
        around = text[max(0, match.start() - 60) : match.end()].lower()
        social = group in ("ssn", "short") or (group == "value" and ("ssn" in around or "social" in around))
        yield _span(match, "SSN" if social else "ACCOUNT", 2, group)


def _identifiers(text: str) -> Iterator[Span]:
    for kind, marked, bare in _announced():
        for match in marked.finditer(text):
            value = match["value"]
            digits = sum(char.isdigit() for char in value)
            if digits >= 2 and sum(char.isalnum() for char in value) >= 4 and not _ORDINARY.match(value):
                yield _span(match, kind, 2, "value")
        for match in bare.finditer(text):
            # nobody has a licence or a parcel of so many dollars
            value = match["value"]
            known = kind == "ID" and len(digits_of(value)) >= (7 if value.isalnum() else 9)
            if (known or _is_identifier(match["value"])) and not is_owed(text, *match.span("value")):
                yield _span(match, kind, 3, "value")


def _is_identifier(value: str) -> bool:
    """Whether a number behind a mere "loan" or "account" has the form of an identifier and not of an amount, date or ratio."""
    if _DATE_LIKE.match(value) or _ORDINARY.match(value):
        return False
    signs = [char for char in value if char.isalnum()]
    digits = sum(char.isdigit() for char in signs)
    if len(signs) >= 9 and digits >= 5:
        return True
    if value[0] == "0" and digits >= 5 and "." not in value:
        return True
    separated = len(re.findall(r"[-–:/ ]", value)) >= 2 or (len(digits_of(value)) >= 7 and "-" in value)
    return (separated and digits >= 7) or (digits >= 4 and len(signs) - digits >= 2)


def digits_of(value: str) -> str:
    """The digits alone.

    >>> digits_of("(602) 555-0147")
    '6025550147'
    """
    return "".join(char for char in value if char.isdigit())


def _phones(text: str) -> Iterator[Span]:
    for match in _PHONE.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if _TOLL_FREE.match(match[0]) and not _MINE.search(before):
            continue  # a firm's or a help line's, which belongs to nobody
        if not is_owed(text, *match.span()) or not match[0].isdigit():
            yield _span(match, "PHONE", 4)
    for match in _SHORT_PHONE.finditer(text):
        if _PHONE_WORD.search(text[max(0, match.start() - 50) : match.start()]):
            yield _span(match, "PHONE", 4)
