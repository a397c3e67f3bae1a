"""What was taken as usual, and what the answer would be if one of these facts were otherwise."""

from bot.answer.draft import Draft
from bot.answer.prose import listed
from bot.answer.rule_words import changed_outcome, otherwise_words, value_words
from bot.answer.verify import numbers
from bot.law.assess import Assessment, Otherwise
from bot.law.record import Record
from bot.retrieval.passage import rule_id
from bot.understand.numerals import find_numerals
from bot.understand.text import fold

# the usual facts whose change is worth a sentence, most instructive first
TELLING = ("loan", "lien", "process", "occupancy", "lender", "units", "acres", "property")


def telling(found: Assessment) -> list[tuple[str, list[Otherwise]]]:
    """The usual facts whose change matters, most instructive first, each with the values that come out alike."""
    groups: dict[str, list[Otherwise]] = {}
    for other in found.otherwise:
        if other.fact in TELLING and not (other.fact == "units" and other.value < 1):
            groups.setdefault(other.fact, []).append(other)
    ranked = sorted(groups.items(), key=lambda item: TELLING.index(item[0]))
    return [(fact, [o for o in others if _alike(o, others[0])]) for fact, others in ranked]


def _alike(one: Otherwise, other: Otherwise) -> bool:
    return changed_outcome(one) == changed_outcome(other)


def what_would_change(draft: Draft, record: Record, found: Assessment) -> None:
    changes = telling(found)[: 1 if found.first.recoverable.figure else 2]
    taken = [value_words(record, fact, found.taken[fact]) for fact, _ in changes if fact in found.taken]
    if not taken:
        return
    if (usual := f"I took as usual that {listed(taken)}.") in draft.heard:
        return
    draft.say(usual, kind="reading")
    told: set[str] = set()
    for fact, others in changes:
        if others[0].possibilities[0].case.id in told:
            continue  # the same rule twice adds nothing
        told.add(others[0].possibilities[0].case.id)
        condition = otherwise_words(record, fact, [o.value for o in others])
        passage = rule_id(record.code, others[0].possibilities[0].case.id)
        draft.figure(others[0].possibilities[0].recoverable.figure)
        passages = _with_limit(draft, condition, passage, rule_id(record.code, found.first.case.id))
        draft.add(f"If instead {condition}, {changed_outcome(others[0])}.", *passages)


def _with_limit(draft: Draft, condition: str, passage: str, other: str) -> tuple[str, ...]:
    """A rule's passage, and before it that of the rule beside it where the number in the condition stands only there."""
    own, beside = (_numbers_told(draft.library.passage(name).text) for name in (passage, other))
    # "3 or more homes" is what a rule for at most 2 leaves over
    limits = [{n, str(int(n) - 1) if n.isdigit() else n} for n in numbers(condition)]
    return (other, passage) if any(not limit & own and limit & beside for limit in limits) else (passage,)


def _numbers_told(text: str) -> set[str]:
    """The numbers of a text, those in words too: "forty acres", "one- or two-family"."""
    return numbers(text) | {f"{found.value:f}" for found in find_numerals(fold(text))}
