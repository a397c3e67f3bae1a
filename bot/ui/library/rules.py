"""One case of a state's rule in words: when it applies, what follows, and what else is to be known of it."""

from collections.abc import Sequence

from bot.answer.prose import capital
from bot.answer.rule_words import SHORT
from bot.law.record import Record
from bot.law.record_parts import RuleCase
from bot.retrieval.passage import Passage
from bot.ui.library.text import whole
from bot.ui.markdown import literal
from ingest.condition_words import conditions

LISTED = 3  # so many conditions are a list


def case_heading(case: RuleCase) -> str:
    """A case's short name."""
    return capital(case.id.replace("-", " "))


def case_words(record: Record, case: RuleCase) -> str:
    """When a case applies and what follows, as Markdown: `If …: …`, with a list where more than two things must be so.

    The first case that fits decides, so the last one is for all that is left.
    """
    when = conditions(record, case)
    outcome = f"**{literal(SHORT[case.outcome])}.**"
    if not when:
        return f"In every {'other ' if len(record.deficiency) > 1 else ''}case: {outcome}"
    if len(when) < LISTED:
        return f"If {literal(' and '.join(when))}: {outcome}"
    items = "\n".join(f"- {literal(condition)}" for condition in when)
    return f"If all of this is so:\n\n{items}\n\nthen {outcome}"


def case_text(case: RuleCase, parts: Sequence[Passage]) -> str:
    """What a case says beside its condition and its outcome: its effect, the most that can be claimed, its exceptions.

    parts: the indexed passage of the case; without one its effect and exceptions are taken from the record.
    """
    lines = whole(parts).split("\n") if parts else []
    if len(lines) < 3:
        return "\n".join([case.effect, *(f"- {exception}" for exception in case.exceptions)])
    # the first line tells condition and outcome, the last one the authority, which stand beside it on the page
    return "\n".join(lines[1:-1] if lines[-1].endswith(f"authority: {case.cite}.") else lines[1:])
