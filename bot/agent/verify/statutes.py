"""Every section and every decision that a sentence names stands in a passage that the sentence cites."""

import re
from functools import cache
from pathlib import Path

from bot.agent.evidence import Evidence
from bot.agent.verify.cites import Case, Section, cases, reports, sections
from bot.agent.verify.sentence import Sentence
from bot.answer.verify import Fault
from bot.yamlfile import load_yaml

_LETTERS = re.compile(r"[^a-z]")


def faults(sentence: Sentence, evidence: Evidence) -> list[Fault]:
    """Sections, subsections, codes and decisions without a cited passage that names them."""
    found = []
    source = sentence.source
    sourced = sections(source)
    codes = _letters(source)
    for section in sections(sentence.text):
        if not any(_same(section, other) for other in sourced):
            found.append(_fault("statute without a source", _named(section), sentence))
        elif section.code and not _code_known(section.code, codes):
            found.append(_fault("statute without a source", f"the code of {_named(section)}", sentence))
    flat = _flat(source)
    for case in cases(sentence.text):
        if not any(_same_case(case, other) for other in cases(source)):
            found.append(_fault("case without a source", _case_name(case), sentence))
    found += [
        _fault("case without a source", report, sentence)
        for report in reports(sentence.text)
        if _flat(report) not in flat
    ]
    return found


def _same(said: Section, other: Section) -> bool:
    """A cite may be less exact than its source, and never more: (G) is not borne out by (H)."""
    if said.number.lower() != other.number.lower() or (said.title and other.title and said.title != other.title):
        return False
    return other.subs[: len(said.subs)] == said.subs


def _same_case(said: Case, other: Case) -> bool:
    """The parties may be cut short, `First Bank v. Fischer`, and not changed."""
    if (
        not other.right
        or said.right[: len(other.right)] != other.right[: len(said.right)]
        or len(said.right) > len(other.right)
    ):
        return False
    return (
        not said.left
        or (bool(other.left) and other.left[-len(said.left) :] == said.left)
        or _begins(said.left, other.left)
    )


def _begins(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return bool(short) and whole[: len(short)] == short


def _code_known(code: str, letters: str) -> bool:
    return code in letters or any(_letters(name) in letters for name in _codes().get(code, ()))


@cache
def _codes() -> dict[str, list[str]]:
    read: dict[str, list[str]] = load_yaml(Path(__file__).with_name("codes.yaml"))
    return read


def _letters(text: str) -> str:
    return _LETTERS.sub("", text.lower())


def _flat(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _named(section: Section) -> str:
    return section.number + "".join(f"({sub})" for sub in section.subs)


def _case_name(case: Case) -> str:
    return " v. ".join(" ".join(words) for words in (case.left, case.right) if words)


def _fault(rule: str, what: str, sentence: Sentence) -> Fault:
    return Fault(rule=rule, detail=f"{what} is in no passage cited for: {sentence.text}", segment=sentence.segment)
