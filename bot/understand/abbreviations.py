"""States as people and lawyers shorten them: "Ark.", "Penn", "W. Va.", "Ill. Comp. Stat.", "the Neb. statute"."""

import re

from bot.understand.gazetteer import is_city_in

_SAFE = {
    "ariz": "AZ", "calif": "CA", "conn": "CT", "fla": "FL", "kans": "KS", "mich": "MI", "minn": "MN", "nebr": "NE",
    "okla": "OK", "penna": "PA", "tenn": "TN", "tex": "TX", "wisc": "WI", "wyo": "WY", "oreg": "OR", "nev": "NV",
    "neb": "NE", "colo": "CO", "mont": "MT", "ala": "AL",
}  # fmt: skip
"""No other words; those of four letters and fewer that a misspelling may leave behind need a dot or a place's words."""
_LOOSE = frozenset("nev neb colo mont ala tex conn".split())
_DOTTED = {
    "ark": "AR", "kan": "KS", "wis": "WI", "ore": "OR", "haw": "HI", "ida": "ID", "cal": "CA", "ga": "GA", "ky": "KY",
    "vt": "VT", "va": "VA", "md": "MD", "pa": "PA", "la": "LA", "mass": "MA", "wash": "WA", "penn": "PA",
    "del": "DE", "ill": "IL", "ind": "IN", "miss": "MS", "mo": "MO", "me": "ME", "or": "OR", "ia": "IA",
}  # fmt: skip
"""Other words too: a state by its dot, its place in the sentence or the words of law behind it."""
_WITH_DOT = frozenset("ark kan wis haw ida mass nev neb colo mont ala tex conn".split())
"""With a dot no other word, even in lower case."""
_AFTER_IN = frozenset("ark kan wis ida mass wash penn cal del ill ind ore nev neb colo mont ala tex conn".split())
"""States after "in", also without a dot."""
_NEVER_LOWER = frozenset("ill ind miss mo me or wash la ma pa md del va cal ore".split())
"""Words before which a lawyer's word proves nothing in lower case: "she is ill. law says"."""

_ABBREVIATION = re.compile(rf"(?<![A-Za-z0-9'&/-])(?P<word>{'|'.join([*_SAFE, *_DOTTED])})(?P<dot>\.?)(?![a-z0-9'&])")
_LETTERS = tuple(
    (code, re.compile(rf"(?<![a-z0-9.])(?:{pattern})(?![a-z0-9])"))
    for code, pattern in {
        "DC": r"d\. ?c\.",
        "NC": r"n\. ?c\.|(?:n|no)\.? (?:carolina|car\b\.?)|n\.carolina",
        "ND": r"n\. ?d\.|(?:n|no)\.? ?dak(?:ota)?\b\.?",
        "NH": r"n\. ?h\.|n\.? hampshire",
        "NJ": r"n\. ?j\.|n\.? jersey",
        "NM": r"n\. ?m\.|n\.? ?mex(?:ico)?\b\.?",
        "NY": r"n\. ?y\.(?: ?c\.)?",
        "RI": r"r\. ?i\.",
        "SC": r"s\. ?c\.|(?:s|so)\.? (?:carolina|car\b\.?)|s\.carolina",
        "SD": r"s\. ?d\.|(?:s|so)\.? ?dak(?:ota)?\b\.?",
        "WV": r"(?<=in )w va\b|w va\b(?= (?:trustee|law|court|deed of|property|sale)\b)|w\. ?va\b\.?|w\.? virg(?:inia)?\b\.?|west va\b\.?",
    }.items()
)
_LAW = re.compile(
    r" ?(?:law|laws|statutes?|stats?\b|code|codified|cod\.|rev\.?|gen\.?|comp\.?|cons\.?|ann\.?|anno\.|r\.s\.|rs\b|c\.s\.|cs\b|"
    r"c\.c\.p|const|rules?|r\. ?civ|cas(?:e|es)\b|case ?law|courts?|sup\.? ct|ct\. app|app\.|civ\.|prop\.|property code|"
    r"anti-?deficiency)(?![a-z])"
)
_IN_CODES = frozenset(("md", "pa", "va"))
_CODE = re.compile(r" ?(?:code|stats?\b|statutes?)(?![a-z])")
_HOUSE = re.compile(
    r" (?:house|home|homes|homeowners?|property|foreclos\w+|deficiency|mortgage|sheriff|trustee|deed of trust|law|redemption|"
    r"judicial|non-?judicial|power of sale|anti)"
)
_IN = re.compile(r"\b(?:in|under|throughout|across|outside) $")
_CLEAN = re.compile(
    r" ?$|[?!,;:)\n]| (?:i|we|my|our|can|could|do|does|did|is|are|was|were|after|and|but|if|how|the|they|foreclos\w*|law|for|"
    r"house|home|bank|sold|last|state|with|has|have|had|who|that|since|when|what|where|on|by|this|it|then|now|lender|sheriff|"
    r"trustee|a)\b"
)
_SUM = re.compile(r" [$]?[0-9]")  # "second mortgage in mass 63,000"
_WORDS_BEFORE = re.compile(r"([a-z.'-]{2,20})(?: ([a-z.'-]{2,20}))?(?: ([a-z.'-]{2,20}))?(?P<comma>,?) $")
_NO_TOWN = frozenset("the my our a to i we they you he she it is was not if so may and but will did do".split())


def find_abbreviations(text: str, folded: str) -> list[tuple[str, int, int]]:
    """Abbreviated states of a text: postal code, start, end.

    folded: the text in lower case.

    >>> find_abbreviations("Peoria, Ill. house", "peoria, ill. house"), find_abbreviations("I fell ill.", "i fell ill.")
    ([('IL', 8, 12)], [])
    """
    found = [(code, *match.span()) for code, pattern in _LETTERS for match in pattern.finditer(folded)]
    for match in _ABBREVIATION.finditer(folded):
        word = match["word"]
        code = _SAFE.get(word) or _DOTTED[word]
        if _is_state(text, folded, match, word, code):
            found.append((code, *match.span()))
    return found


def _is_state(text: str, folded: str, match: re.Match[str], word: str, code: str) -> bool:
    start, end, dot = match.start(), match.end(), bool(match["dot"])
    capital = text[start].isupper()
    if len(word) == 2 and not (dot or capital or word in _IN_CODES):
        return False
    if word in _SAFE and (word not in _LOOSE or dot or capital):
        return True
    if dot and word in _WITH_DOT:
        return True
    before = folded[max(0, start - 66) : start]
    after = folded[end : end + 40]
    if _LAW.match(after) and (dot or capital or len(word) > 2) and (capital or word not in _NEVER_LOWER):
        return word not in ("me", "or", "mo", "la", "pa", "va") or dot
    if word in _IN_CODES and _CODE.match(after):  # "va rules" may be those of Veterans Affairs
        return True
    if word in _AFTER_IN and _IN.search(before) and (dot or _CLEAN.match(after) or _SUM.match(after)):
        return True
    if capital and dot and len(word) == 2 and _IN.search(before):
        return True
    if _town_before(text, before, start, code, named=capital and dot):
        return dot or len(word) > 2
    if folded.startswith(" state", end) and (dot or capital):
        return True
    alone = not before.strip() and not after.strip(" .?!")
    if alone:
        return word not in ("ill", "miss", "me", "or", "mo", "del", "ind")
    if word in ("mass", "penn") and capital:
        opens = not before.strip() and (word == "penn" or re.match(r" ?[:,;-] ?", after))  # "Mass: sale 8/14/24"
        return bool(_HOUSE.match(after) or opens)
    return False


def _town_before(text: str, before: str, start: int, code: str, *, named: bool) -> bool:
    """Whether a town of that state stands right before; with a comma, also a capitalised word that no list knows."""
    match = _WORDS_BEFORE.search(before)
    if match is None:
        return False
    words = [word for word in match.groups()[:3] if word]
    if words[-1] in _NO_TOWN:
        return False
    if any(is_city_in(" ".join(words[n:]), code) for n in range(len(words))):
        return True
    at = start - len(before) + match.start() + len(match[0]) - len(match["comma"]) - 1 - len(words[-1])
    return named and bool(match["comma"]) and text[at].isupper()
