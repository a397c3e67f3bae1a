"""What one turn tells, as entries of the case sheet."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.answer.signers import who_did_not_sign
from bot.calculator.figure import dollars
from bot.calculator.inputs import plain
from bot.conversation.sheet import BANKRUPTCY, MOST_PARTS, SIGNER, SUIT_AFTER, VALUE_BY, CaseSheet, Entry
from bot.understand.changes import Change
from bot.understand.moves import Move
from bot.understand.question import AmountReading, Question

# a turn that adds states to a table before it, or takes them out
ADDS_TO_TABLE = re.compile(
    r"\W*(?:(?:ok|and|now|please)\W+)*(?:(?:add|include|plus|throw in)\b|(?!.*\bcompar).{1,40}\b(?:too|as well|also)\W*$)",
    re.IGNORECASE,
)
TAKES_FROM_TABLE = re.compile(
    r"\W*(?:(?:ok|and|now|please)\W+)*(?:drop|remove|without|leave out|take out|forget|skip)\b", re.IGNORECASE
)
# several amounts of one turn that add up: attorney fees and court costs, two credits, two liens ahead
SUMMED = frozenset({"costs", "fees", "late_fees", "interest", "credits", "senior_liens"})
_ALSO = re.compile(r"\b(?:also|another|additional(?:ly)?|as well|too|on top of (?:that|it)|plus)\b", re.IGNORECASE)
# amounts of which a person has several: pay before and after taxes, a car and savings
SEVERAL = frozenset({"income", "assets", "liabilities"})


def entries_of(asked: Question, sheet: CaseSheet) -> list[Entry]:
    """Everything a turn tells, told and supposed alike; `AmountReading.hypothetical` and `supposed` part them."""
    return [*_place(asked, sheet), *_amounts(asked, sheet), *_facts(asked, sheet), *_unknown(asked, sheet)]


def _place(asked: Question, sheet: CaseSheet) -> Iterator[Entry]:
    several = len(asked.states) > 1 or sheet.state is not None
    compares = several and ("compare" in asked.intents or asked.move(Move.COMPARE))
    table = sheet.compared and (ADDS_TO_TABLE.match(asked.text) or TAKES_FROM_TABLE.match(asked.text))
    if asked.state and not compares and not (table and not asked.tells):
        yield Entry(
            name="state", kind="place", value=asked.state, turn=sheet.turn, raw=asked.place or asked.town or asked.state
        )


def _amounts(asked: Question, sheet: CaseSheet) -> Iterator[Entry]:
    changed = [(change, role) for change in asked.changes if (role := _changed_role(change, sheet))]
    spans = [change.span for change, _ in changed]
    own = [r for r in asked.amounts if not any(r.span[0] < end and start < r.span[1] for start, end in spans)]
    for role in dict.fromkeys(r.role for r in own):
        yield _amount(role, [r for r in own if r.role == role], asked, sheet)
    for change, role in changed:
        yield _change(change, role, sheet)


def _amount(role: str, readings: list[AmountReading], asked: Question, sheet: CaseSheet) -> Entry:
    """The readings of one role in one turn: summed where they belong together, else the last."""
    told = [r.model_copy(update={"days": r.days or asked.days}) if role == "per_diem" else r for r in readings]
    last = _sum(told) if role in SUMMED else told[-1]
    kept = tuple(told[::-1][:MOST_PARTS]) if role in SEVERAL else (last,)
    return Entry(
        name=role, kind="amount", value=plain(last.value), turn=sheet.turn, raw=last.raw, how=last.how, amounts=kept
    )


def _sum(readings: Sequence[AmountReading]) -> AmountReading:
    """Amounts that add up as one; the same sum told twice counts once."""
    distinct = list({r.value: r for r in readings}.values())
    if len(distinct) == 1:
        return distinct[0]
    ends = {name: sum((getattr(r, name) for r in distinct), Decimal(0)) for name in ("value", "low", "high")}
    how = " + ".join(dollars(r.value) for r in distinct)
    raw = ", ".join(r.raw for r in distinct)
    return distinct[-1].model_copy(update={**ends, "raw": raw, "how": f"added up: {how}"})


def with_more(old: Entry | None, new: Entry, text: str) -> Entry:
    """A further amount of a kind that adds up: "they also got 5,000 of insurance", after a credit of 2,000."""
    if old is None or not old.known or new.name not in SUMMED or not _ALSO.search(text) or old.value == new.value:
        return new
    both = _sum([*old.amounts, *new.amounts])
    return new.model_copy(update={"value": plain(both.value), "how": both.how, "amounts": (both,)})


def _changed_role(change: Change, sheet: CaseSheet) -> str | None:
    """The amount of the case that a change is told of; None where there is none, and the figure stands for itself."""
    role = change.role or _spoken_of(sheet)
    return role if role and (role in sheet.entries or role in sheet.supposed) else None


def _spoken_of(sheet: CaseSheet) -> str | None:
    """The amount that "10k more" without a word of its own belongs to: the one last supposed, else the only one told."""
    supposed = [name for name, entry in sheet.supposed.items() if entry.kind == "amount"]
    if supposed:
        return supposed[-1]
    told = [name for name, entry in sheet.entries.items() if entry.known and entry.kind == "amount"]
    return told[0] if len(told) == 1 else "sale_price" if "sale_price" in told else None


def _change(change: Change, role: str, sheet: CaseSheet) -> Entry:
    base = sheet.supposed.get(role) or sheet.entries[role]
    before = Decimal(base.value)
    after = before + change.amount if change.kind == "add" else before * change.amount
    after = max(after, Decimal(0)).quantize(Decimal("0.01"))
    sign = "−" if change.amount < 0 else "+"
    sum_words = f"{dollars(before)} {sign} {dollars(abs(change.amount))}"
    factor_words = f"{dollars(before)} × {change.amount.normalize():f}"
    how = f"read '{change.raw}' as {sum_words if change.kind == 'add' else factor_words} = {dollars(after)}"
    reading = AmountReading(
        role=role, value=after, low=after, high=after, raw=change.raw, how=how, hypothetical=True, span=change.span
    )
    return Entry(
        name=role, kind="amount", value=plain(after), turn=sheet.turn, raw=change.raw, how=how, amounts=(reading,)
    )


def _facts(asked: Question, sheet: CaseSheet) -> Iterator[Entry]:
    for fact in asked.facts:
        yield Entry(name=fact.fact, kind="fact", value=fact.value, turn=sheet.turn, raw=fact.raw)
    for day in asked.days_read:
        yield Entry(
            name=day.role,
            kind="day",
            value=day.day.isoformat(),
            turn=sheet.turn,
            raw=day.raw,
            how=day.how,
            exact=day.exact,
        )
    if (sued := asked.sued_after) is not None:
        yield Entry(name=SUIT_AFTER, kind="fact", value=sued.words(), turn=sheet.turn, raw=sued.raw)
    if (case := asked.bankruptcy) is not None:
        yield Entry(name=BANKRUPTCY, kind="fact", value=case.words(), turn=sheet.turn, raw=case.raw)
    if (worth := asked.value_by) is not None:
        yield Entry(name=VALUE_BY, kind="fact", value=worth.words(), turn=sheet.turn, raw=worth.raw)
    before = sheet.known(SIGNER)
    who = who_did_not_sign(asked.text, before.value if before else None)
    if who is not None and (before is None or who != before.value):
        yield Entry(name=SIGNER, kind="fact", value=who, turn=sheet.turn, raw=asked.text[:80])
    for name, size in (("units", asked.units), ("acres", asked.acres)):
        if size is not None:
            yield Entry(name=name, kind="count", value=plain(Decimal(size)), turn=sheet.turn, raw=str(size))


def _unknown(asked: Question, sheet: CaseSheet) -> Iterator[Entry]:
    for name in asked.unknown:
        yield Entry(name=name, kind="fact", status="unknown", turn=sheet.turn, raw=asked.text[:80])
