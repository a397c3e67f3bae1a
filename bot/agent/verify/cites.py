"""Statute sections and cases as they are cited in a text, whatever the code."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SUB = r"(?:\([0-9A-Za-z]{1,4}\))"
_NUMBER = r"[0-9]+[A-Za-z]{0,2}(?:[-.:/][0-9]+[A-Za-z]{0,2})*(?:[-.][0-9]+[A-Za-z]?)*"
_TITLE = r"(?:(?P<title>[0-9]{1,4}) )?"
_CODE = (
    r"(?:U\.? ?S\.? ?C\.?(?: ?A\.?)?|C\.? ?F\.? ?R\.?|ILCS|Pa\. ?C\. ?S\.?(?: ?A\.?)?|O\. ?S\.?|(?:[A-Z]\. ?){2,5}|"
    r"(?:[A-Z][A-Za-z']*\.,? ?){1,5}(?:Code|Prop|Proc|Stat|Ann|Law|Const)?\.?|(?:[A-Z][a-z]+ )?(?:Code|Rules?|Const\.?|Statutes?)|"
    r"RCW|ORS|NRS|MCL|HRS|AS|IC|RSMo|RPAPL|CPLR|NMSA|K\.S\.A\.|KRS|ORC|CCP|USC|CFR|OCGA|ARS|SDCL|NDCC|RSA|MCA|UCA|TCA)"
)
_MARK = r"(?:§§?|[Ss]ections?|[Ss]ecs?\.|[Aa]rts?\.|[Aa]rticles?)"
_SECTION = re.compile(
    rf"(?<![A-Za-z0-9]){_TITLE}(?P<code>{_CODE})(?:,? (?:title|c\.|ch\.|chapter|art\.) [0-9A-Z.]+,?)*,? ?(?:19[0-9]{{2}},? )?(?:{_MARK} ?)?(?P<n>{_NUMBER})(?P<subs>{_SUB}*)"
    rf"|(?P<mark>{_MARK}) ?(?P<n2>{_NUMBER})(?P<subs2>{_SUB}*)"
)
_NEXT = re.compile(rf"(?:[,;]? ?(?:and|or|&|to)? ?|-|–){_MARK}? ?(?:(?P<n>{_NUMBER}))?(?P<subs>{_SUB}+|(?<=[0-9A-Z]))")
_RANGE = re.compile(r"^ ?(?:-|–|to) ?")
_SUBDIVISION = re.compile(r",? ?subd(?:ivision|\.)? ?([0-9]+)")
_PARENTHESIS = re.compile(r"\(([0-9A-Za-z]{1,4})\)")
_WORD = r"[A-Z][A-Za-z0-9'’.-]*"
_PARTY = rf"{_WORD}(?:,? (?:{_WORD}|&|of|the|and|for|de|la|ex rel\.))*"
_CASE = re.compile(rf"(?P<left>{_PARTY}) vs?\. (?P<right>{_PARTY})|(?P<re>In re {_PARTY})")
_LEADS = {"as", "in", "see", "under", "the", "and", "that", "case", "of", "from", "holding", "courts", "read", "is", "since",
          "after", "but", "also", "with", "per", "compare", "by", "cases", "like", "if", "because", "while"}  # fmt: skip
_ENDS = re.compile(r"[,;.]? (?:App|Div|Ct|Cir|Bankr|[A-Z][a-z]*\.)?$")


@dataclass(frozen=True)
class Section:
    """A section that a text names. title: the number before the code, as in 15 U.S.C. code: its letters, lower-case.

    subs: its subsections, outermost first: ("a", "3").
    """

    number: str
    subs: tuple[str, ...]
    code: str = ""
    title: str = ""


@dataclass(frozen=True)
class Case:
    """A decision that a text names. left and right: the words of the parties, lower-case."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@lru_cache(maxsize=4096)
def sections(text: str) -> tuple[Section, ...]:
    """Every section named in a text, those of a list too.

    >>> [(s.number, s.subs) for s in sections("A.R.S. §§ 33-729(A), 33-814(G), (H)")]
    [('33-729', ('A',)), ('33-814', ('G',)), ('33-814', ('H',))]
    """
    return tuple(section for section, _, _ in _sections(text))


@lru_cache(maxsize=4096)
def cases(text: str) -> tuple[Case, ...]:
    """Every decision named in a text by its parties.

    >>> cases("as Baker v. Gardner, 770 P.2d 766 (Ariz. 1988), holds")
    (Case(left=('baker',), right=('gardner',)),)
    """
    return tuple(case for case, _, _ in _cases(text))


@lru_cache(maxsize=4096)
def reports(text: str) -> tuple[str, ...]:
    """The places in law reports that a text names: `770 P.2d 766`."""
    return tuple(text[start:end] for start, end in _reports(text))


@lru_cache(maxsize=4096)
def cite_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the cites of a text stand, so that their numbers are not read as amounts."""
    spans = [(start, end) for _, start, end in _sections(text)]
    return tuple(sorted([*spans, *_reports(text)]))


def _sections(text: str) -> Iterator[tuple[Section, int, int]]:
    after = 0
    for match in _SECTION.finditer(text):
        if match.start() < after:
            continue
        number = match["n"] or match["n2"]
        code = re.sub(r"[^a-z]", "", (match["code"] or "").lower())
        if match["n"] and not match["mark"] and not _is_code(match, number):
            continue
        subs = _PARENTHESIS.findall(match["subs"] or match["subs2"] or "")
        end = match.end()
        if subdivision := _SUBDIVISION.match(text, end):
            subs, end = [*subs, subdivision[1]], subdivision.end()
        title = match["title"] or ""
        yield Section(number, tuple(subs), code, title), match.start(), end
        last, last_subs = number, subs
        while (more := _NEXT.match(text, end)) and (more["n"] or more["subs"]):
            found = _PARENTHESIS.findall(more["subs"] or "")
            if not more["n"] and not found:
                break
            if more["n"] and not re.search(r"[-.:/]|[0-9]{3}|[0-9][A-Z]", more["n"]):
                break
            for one in _between(text[end : more.end()], last_subs, found) if not more["n"] else [found]:
                full = one if more["n"] else [*last_subs[: _level(last_subs, one[0])], *one]
                yield Section(more["n"] or last, tuple(full), code, title), more.start(), more.end()
            last, last_subs, end = more["n"] or last, found or last_subs, more.end()
            if subdivision := _SUBDIVISION.match(text, end):
                end = subdivision.end()
        after = end


def _is_code(match: re.Match[str], number: str) -> bool:
    """Whether letters before a number are a code: `ORS 86.797` and `12 O.S. 686`, and no `Feb. 3` or `P.2d 766`."""
    text, code = match[0], match["code"].strip()
    if re.search(_MARK, text):
        return True
    if code.rstrip(". ").lower() in (
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "no",
        "v",
    ):
        return False
    if len(re.sub(r"[^A-Za-z]", "", code)) < 2:
        return False  # `P.2d`
    compound = bool(re.search(r"[-.:/]", number)) or bool(match["subs"])
    letters = re.sub(r"[^A-Za-z]", "", code)
    return (
        compound
        or (bool(match["title"]) and letters.isupper())
        or letters in ("OS", "PaCS", "USC", "CFR", "RPAPL", "CCP", "Rule")
    )


def _level(before: list[str], sub: str) -> int:
    """How deep a subsection stands that continues a list: (a)(7) behind (a)(6)(C) begins again at the top."""
    kinds = [(s.isdigit(), s.isupper()) for s in before]
    kind = (sub.isdigit(), sub.isupper())
    return kinds.index(kind) if kind in kinds else len(before)


def _between(joint: str, before: list[str], found: list[str]) -> list[list[str]]:
    """A range of subsections, `(b)-(d)`, spelled out."""
    if _RANGE.match(joint) and len(found) == 1 and before and len(before[-1]) == len(found[0]) == 1:
        first, last = ord(before[-1]), ord(found[0])
        return [[chr(n)] for n in range(first + 1, last + 1)]
    return [found]


def _cases(text: str) -> Iterator[tuple[Case, int, int]]:
    for match in _CASE.finditer(text):
        if match["re"]:
            yield Case((), _words(match["re"][6:])), match.start(), match.end()
            continue
        left = list(_words(match["left"]))
        while left and left[0] in _LEADS:
            left.pop(0)
        yield Case(tuple(left), _words(match["right"])), match.start(), match.end()


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", name.lower().replace("’", "'").replace("'s", "").replace("'", "")))


def _reports(text: str) -> list[tuple[int, int]]:
    if not re.search(r"[0-9] [A-Z]", text):
        return []
    from eyecite import get_citations  # noqa: PLC0415 (a second to load, and seldom needed)
    from eyecite.models import FullCaseCitation  # noqa: PLC0415

    # it would put the text that it reads into the log
    logging.getLogger("eyecite").setLevel(logging.CRITICAL)
    found: list[tuple[int, int]] = [c.span() for c in get_citations(text) if isinstance(c, FullCaseCitation)]  # type: ignore[no-untyped-call]
    return found
