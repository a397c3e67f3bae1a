"""A brief as Markdown, in which what a user typed is text and never markup."""

import re
from collections.abc import Iterable, Iterator

from bot.answer.prose import capital
from bot.brief.model import Brief, BriefDeadline, BriefFact, BriefRule, BriefSource, BriefSum, Line
from bot.calculator.deadlines import in_words
from bot.calculator.figure import dollars

# what Markdown would turn into a link by itself; an invisible joiner keeps it text
_LINK = re.compile(r"://|\bwww\.|\S@\S", re.IGNORECASE)
_SPECIAL = re.compile(r"([\\`*_\[\]#|<>~&])")
BOTTOM_LINE = "May the lender still collect the rest?"


def to_markdown(brief: Brief) -> str:
    """The whole brief, its sections in the order of the PDF. Dollar signs stand as they are."""
    parts = [f"# {brief.title}", brief.about, f"## {BOTTOM_LINE}", f"**{_cited(brief.bottom_line)}**"]
    parts += [_cited(line) for line in brief.first]
    for title, lines in sections(brief):
        if lines:
            parts += [f"## {title}", "\n".join(lines)]
    return "\n\n".join([*parts, f"*{brief.disclaimer}*"]) + "\n"


def sections(brief: Brief) -> Iterator[tuple[str, list[str]]]:
    """The sections after the bottom line, each with its lines of Markdown."""
    yield "The rule in force", [_rule(rule) for rule in brief.rules]
    yield "Arithmetic", [line for figure in brief.sums for line in _sum(figure)]
    yield "Deadlines", [_deadline(deadline) for deadline in brief.deadlines]
    yield "Still unknown, and it matters", _items(brief.unknown)
    yield "Facts as told", _facts(brief.facts)
    yield "Taken as usual", _items(brief.taken)
    yield "What to do next", _items(brief.next_steps)
    yield "Rules looked at and ruled out", _items(brief.ruled_out)
    yield "Also to know", _items(brief.doubts)
    yield "Help", _items(brief.help_lines)
    yield "Sources", [_source(source) for source in brief.sources]


def marks(numbers: Iterable[int]) -> str:
    """The numbers of sources behind a sentence: ` [1] [2]`."""
    return "".join(f" [{n}]" for n in numbers)


def literal(text: str) -> str:
    """A text on one line, shown as typed with no markup obeyed, legible in the file too; dollar signs are left alone.

    >>> literal("<b>[a](b)</b>, § 33-814(G)")
    '\\\\<b\\\\>\\\\[a\\\\](b)\\\\</b\\\\>, § 33-814(G)'
    """
    unlinked = _LINK.sub(lambda m: "".join(c + "\u2060" * (c in ":.@") for c in m.group()), " ".join(text.split()))
    return _SPECIAL.sub(r"\\\1", unlinked)


def _cited(line: Line) -> str:
    return f"{literal(line.text)}{marks(line.sources)}"


def _items(lines: Iterable[Line]) -> list[str]:
    return [f"- {_cited(line)}" for line in lines]


def _rule(rule: BriefRule) -> str:
    given = f"{literal(rule.given)}: " if rule.given else ""
    said = f"- **{literal(rule.cite)}.** {given}{literal(rule.outcome)}. {literal(rule.effect)}{marks(rule.sources)}"
    return said + "".join(f"\n  - Exception: {literal(exception)}" for exception in rule.exceptions)


def _sum(figure: BriefSum) -> Iterator[str]:
    note = f" {literal(figure.note)}" if figure.note else ""
    yield f"- **{figure.title}: {dollars(figure.result)}**{marks(figure.sources)}{note}"
    for step in figure.steps:
        why = f" ({literal(step.expression)})" if step.expression else ""
        yield f"  - {literal(step.label)}: {dollars(step.amount)}{why}"


def _deadline(deadline: BriefDeadline) -> str:
    return f"- **{literal(capital(deadline.standing))}.** {literal(deadline.text)} ({literal(deadline.cite)}){marks(deadline.sources)}"


def _facts(facts: Iterable[BriefFact]) -> list[str]:
    rows = [f"| {literal(fact.label)} | {literal(fact_value(fact))} | {literal(fact_origin(fact))} |" for fact in facts]
    return ["| Fact | Value | Told in, and how read |", "|---|---|---|", *rows] if rows else []


def fact_value(fact: BriefFact) -> str:
    """A fact's value, or that there is none."""
    if fact.status == "unknown":
        return "not known to the client"
    if fact.status == "withdrawn":
        return "taken back"
    return f"{fact.value} (only supposed)" if fact.status == "supposed" else fact.value


def fact_origin(fact: BriefFact) -> str:
    """The message a fact comes from, the words, how they were read, and a contradiction."""
    words = f": “{fact.words}”" if fact.words else ""
    how = f"; {fact.how}" if fact.how else ""
    doubt = f"; before, {fact.disputed} was told" if fact.disputed else ""
    return f"message {fact.message}{words}{how}{doubt}"


def _source(source: BriefSource) -> str:
    cited = f"{source.n}. [{literal(source.cite)}](<{source.url}>), checked {in_words(source.checked)}, confidence {source.confidence}"
    return f"{cited}. In: {literal('; '.join(source.titles))}" if source.titles else cited
