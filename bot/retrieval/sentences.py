"""Where sentences of legal prose end: `A.R.S. § 33-814`, `Baker v. Gardner` and `Feb. 17` do not end one."""

import re
from functools import lru_cache

REMEMBERED = 4_096  # texts: a question reads the same passages that another one did
LEAST_WORDS = 4  # a shorter line is a label

_BREAK = re.compile(r"(?<=[.!?])(?:[\"”’)\]]{0,2})\s+(?=[\"“(\[]?[A-Z0-9$])")
_LAST_WORD = re.compile(r"(\S+)\s*$")

_WRITTEN_SHORT = """
    v vs nos inc co corp ltd llc n.a sec secs subd subds art arts ch chs para pt pts app div cir ct sup dist supp rev stat
    stats ann gen const reg fed ex rel cf e.g i.e et al op cit mr mrs ms dr jr sr st ave u.s jan feb mar apr jun jul
    aug sept sep oct nov dec ala ariz ark cal colo conn del fla ga haw ill ind kan ky la md mass mich minn miss mo
    mont neb nev n.h n.j n.m n.y n.c n.d okla pa r.i s.c s.d tenn tex ut vt va wash w.va wis wyo proc prop prac jud
    civ bus com fin gov ass'n bankr approx
"""
_ABBREVIATIONS = frozenset(_WRITTEN_SHORT.split())


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order; a paragraph or list item always ends one.

    >>> sentences("See Baker v. Gardner (Ariz. 1988). It holds.")
    ['See Baker v. Gardner (Ariz. 1988).', 'It holds.']
    >>> sentences("No personal claim (Pa.R.C.P. 1141). Look at irs.gov. It holds.")
    ['No personal claim (Pa.R.C.P. 1141).', 'Look at irs.gov.', 'It holds.']
    """
    return list(_sentences(text))


@lru_cache(maxsize=REMEMBERED)
def _sentences(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for line in re.split(r"\n+", text):
        start = 0
        for match in _BREAK.finditer(line):
            if _ends(line[start : match.start()], line[match.end()]):
                found.append(line[start : match.end()].strip())
                start = match.end()
        found.append(line[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def statements(text: str) -> list[str]:
    """The sentences of a text that say something by themselves, without the marks of lists: each gets a vector.

    >>> statements("- Sources:\\n- Nobody goes to jail for it.")
    ['Nobody goes to jail for it.']
    """
    return [line for s in sentences(text) if len((line := s.removeprefix("- ")).split()) >= LEAST_WORDS]


def _ends(before: str, following: str) -> bool:
    """Whether the text before a possible break ends a sentence, and not an abbreviation.

    following: the first character after the break; `No. 431` is a number, `No. Then` is an answer.
    """
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    word = last[1].lstrip('("“[')
    if word[-1] in "!?":
        return True
    stem = word.rstrip(".").lower()
    if stem == "app":
        return word[0].islower()  # `Cal. App.` is a court
    if stem == "no":
        return not following.isdigit()
    # one letter (an initial) or letters with dots between (A.R.S., Pa.R.C.P.) belong to a name or a code
    initials = re.fullmatch(r"(?:[a-z]{1,3}\.)*[a-z]", stem) and stem not in ("i", "a")
    return not (initials or stem in _ABBREVIATIONS)
