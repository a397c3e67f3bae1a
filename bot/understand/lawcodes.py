"""States named by their codes of law: "K.S.A.", "RCW", "which NMSA section", "42 Pa.C.S. § 8103"."""

import re

_ONE_MEANING = {
    "ocga": "GA", "ncgs": "NC", "ndcc": "ND", "ilcs": "IL", "sdcl": "SD", "rsmo": "MO", "nmsa": "NM", "njsa": "NJ",
    "rcw": "WA", "rcwa": "WA", "rigl": "RI", "rpapl": "NY", "mgl": "MA", "mgla": "MA", "mcla": "MI", "cplr": "NY",
    "imfl": "IL", "vams": "MO",
}  # fmt: skip
"""Codes whose letters mean nothing else, in any case."""
_CAPITALS = {"ksa": "KS", "krs": "KY", "nrs": "NV", "ors": "OR", "mcl": "MI", "vsa": "VT", "njs": "NJ", "nys": "NY",
             "tca": "TN"}  # fmt: skip
"""Codes in capitals, with dots, or with a section's number behind them."""
_WITH_SECTION = {
    "ars": "AZ", "crs": "CO", "hrs": "HI", "mca": "MT", "uca": "UT", "rsa": "NH", "cgs": "CT", "orc": "OH",
    "aca": "AR", "mrs": "ME", "mrsa": "ME", "cgsa": "CT", "hrsa": "HI",
}  # fmt: skip
"""Letters with other meanings ("hrs", a merchant's MCA, the ACA): a code with dots, or where a section is spoken of."""
_BY_NUMBER: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    acronym: tuple(
        (code, re.compile(rf"[ .]{{0,2}}(?:§+ ?|sections? |sec\. ?|title )?{number}")) for code, number in numbers
    )
    for acronym, numbers in {
        "ccp": (("CA", r"(?:580|726|729)"), ("LA", r"(?:art(?:icle|\.)? ?)?2[37][0-9]{2}")),
        "fs": (("FL", r"(?:702|45|95)\.[0-9]"),),
        "ic": (("IN", r"(?:32|34)-[0-9]{1,2}-[0-9]"), ("ID", r"(?:45|6|11|5)-[0-9]{3,4}")),
        "as": (("AK", r"(?:34\.20|09\.(?:10|35|45))\.[0-9]"),),
        "rs": (("LA", r"13:[0-9]{4}"),),
        "gs": (("NC", r"(?:45-[0-9]|1-339|26-[0-9])"),),
        "gl": (("MA", r"(?:c|ch|chapter)\.? ?(?:244|183|260)"),),
        "ws": (("WY", r"(?:1-18|34-[0-9]{1,2}|1-3)-[0-9]"),),
        "os": (("OK", r"[0-9]{2,4}"),),
        "rc": (("OH", r"(?:2329|2305|5721|2323)\.[0-9]"),),
        "rp": (("MD", r"7-[0-9]{3}"),),
        "ac": (("AR", r"18-[0-9]"),),
    }.items()
}
"""Two or three letters that many states share: the section's number tells which."""
_PHRASES = tuple(
    (code, re.compile(rf"(?<![a-z0-9.])(?:{pattern})(?![a-z0-9])"))
    for code, pattern in {
        "PA": r"pa\.? ?c\.? ?s\.?a?\b\.?",
        "TX": r"prop(?:\.|erty) code(?=[ §,]{0,4}(?:sec(?:tion|s?\.)?s?)?[ §]{0,4}51\.0[0-9])",
        "CA": r"code of civil procedure(?=[ §,]{0,4}(?:sections?|sec\.)?[ §]{0,4}(?:580|726|729))"
        r"|civil code(?=[ §,]{0,4}(?:sections?|sec\.)?[ §]{0,4}292[34])",
        "NJ": r"2a:50-[0-9]+",
        "NC": r"45-21\.[0-9]{2}[a-z]?",
        "LA": r"lsa-?[rc]\.?[sc]\.?(?:p\.?)?|revised statutes 13:[0-9]{4}",
        "MD": r"real property article",
    }.items()
)  # fmt: skip
_LETTERS = re.compile(
    r"(?<![A-Za-z0-9.'&/-])(?:(?:[A-Z]\.){2}Mo\.?|(?:[A-Z]\. ?){1,4}[A-Z]\.?|(?:[a-z]\.){1,4}[a-z]\.?|[A-Za-z]{2,5})(?![A-Za-z0-9'])"
)
_KNOWN = {*_ONE_MEANING, *_CAPITALS, *_WITH_SECTION, *_BY_NUMBER}
_SECTION = re.compile(r"[ .]?(?:§+|sections?|sec\.|ch(?:apter)?\.?|art(?:icle)?\.?|title)? ?(?=[0-9])")
_NUMBER = re.compile(r"[0-9]{1,4}[a-z]?[-.:][0-9a-z]")
_PLAIN_NUMBER = re.compile(r"[0-9]{3}")
_ASKED = re.compile(r"[.,]? (?:cites?|citations?|sections?|statutes?|numbers?|chapters?|§+)\b|[.,]? §")
_ASKED_BEFORE = re.compile(r"\b(?:which|section of (?:the )?|sections? in (?:the )?|cite|under (?:the )?|[0-9]+) ?$")


def find_law_codes(text: str, folded: str, shouted: bool) -> list[tuple[str, int, int]]:
    """Codes of law that belong to one state: postal code, start, end.

    folded: the text in lower case. shouted: capitals prove nothing.

    >>> find_law_codes("which NMSA section", "which nmsa section", False), find_law_codes("12 hrs", "12 hrs", False)
    ([('NM', 6, 10)], [])
    """
    found = [(code, *match.span()) for code, pattern in _PHRASES for match in pattern.finditer(folded)]
    for match in _LETTERS.finditer(text):
        letters = match[0].replace(".", "").replace(" ", "").lower()
        if letters in _KNOWN and (code := _code(folded, match, letters, shouted)):
            found.append((code, *match.span()))
    return found


def _code(folded: str, match: re.Match[str], letters: str, shouted: bool) -> str | None:
    if letters in _ONE_MEANING:
        return _ONE_MEANING[letters]
    section = _SECTION.match(folded, match.end())
    numbered = section is not None and _NUMBER.match(folded, section.end()) is not None
    dots = match[0].count(".") > 1
    capitals = match[0].replace(".", "").replace(" ", "").isupper() and not shouted
    if letters in _CAPITALS and (capitals or dots or numbered):
        return _CAPITALS[letters]
    if letters in _WITH_SECTION:
        before = folded[max(0, match.start() - 24) : match.start()]
        asked = _ASKED.match(folded, match.end()) or _ASKED_BEFORE.search(before)
        plain = section is not None and capitals and _PLAIN_NUMBER.match(folded, section.end())
        if numbered or plain or (capitals and asked) or (dots and capitals):
            return _WITH_SECTION[letters]
    return next((code for code, number in _BY_NUMBER.get(letters, ()) if number.match(folded, match.end())), None)


def is_law_code(letters: str) -> bool:
    """Whether letters without dots are the short name of a code of law, a state's or the United States'.

    >>> is_law_code("NRS"), is_law_code("usc"), is_law_code("FHA")
    (True, True, False)
    """
    return letters.lower() in _KNOWN or letters.lower() in ("usc", "cfr", "ucc")
