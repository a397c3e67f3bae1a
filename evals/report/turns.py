"""The turns with a fault, worst first, each with what is needed to see why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evals.report.tiles import state_name
from evals.report.words import count, dollars, outcome, quantity, share
from evals.score import Result
from evals.summary import grouped, label

WORST = 40
"""So many turns stand open to view; the others of their group are folded together."""


@dataclass(frozen=True)
class Fault:
    """A measure that is not full."""

    measure: str
    value: str
    reason: str


@dataclass(frozen=True)
class Source:
    """Something to look up. url: empty where it is no web address."""

    cite: str
    url: str
    n: int | None = None
    passage: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Known:
    """A fact of the case as the target understood it."""

    name: str
    value: str
    status: str
    how: str


@dataclass(frozen=True)
class Turn:
    """A turn with a fault."""

    anchor: str
    name: str
    kind: str
    state: str
    held_out: bool
    turns: tuple[str, ...]
    answer: str
    error: str
    from_text: bool
    expected: list[tuple[str, list[str]]]
    faults: list[Fault]
    why: str
    source: Source | None
    trace: list[tuple[str, list[str]]]
    known: list[Known]
    citations: list[Source]

    @property
    def title(self) -> str:
        """What stands beside the name of a folded turn."""
        told = "got no answer" if self.error else count(len(self.faults), "fault")
        return f"{told}: {', '.join(fault.measure for fault in self.faults)}"


@dataclass(frozen=True)
class GroupOfTurns:
    """The faulty turns of a group: those among the worst of all, and the others."""

    name: str
    worst: list[Turn]
    others: list[Turn]


@dataclass(frozen=True)
class Faulty:
    """All faulty turns. counts: how many turns fail each measure, the most failed first."""

    total: int
    counts: list[tuple[str, int]]
    groups: list[GroupOfTurns]


def anchor(n: int) -> str:
    """The name by which the page links to the turn of that place in the results."""
    return f"turn-{n}"


def faulty(results: Sequence[Result]) -> Faulty:
    """The turns with a fault, most faults first; the group that holds the worst comes first."""
    places = {id(result): anchor(n) for n, result in enumerate(results)}
    wrong = sorted((r for r in results if r.faults), key=lambda r: (-len(r.faults), sum(r.scores[f] for f in r.faults)))
    worst = {id(result) for result in wrong[:WORST]}
    failed = [name for result in wrong for name in result.faults]
    groups = [
        GroupOfTurns(
            name,
            [_turn(r, places[id(r)]) for r in those if id(r) in worst],
            [_turn(r, places[id(r)]) for r in those if id(r) not in worst],
        )
        for name, those in grouped(wrong, lambda result: result.group).items()
    ]
    return Faulty(
        total=len(wrong),
        counts=sorted(((label(name), failed.count(name)) for name in set(failed)), key=lambda c: (-c[1], c[0])),
        groups=sorted(groups, key=lambda group: -max(len(turn.faults) for turn in group.worst + group.others)),
    )


def _turn(result: Result, place: str) -> Turn:
    reply = result.reply
    return Turn(
        anchor=place,
        name=result.name,
        kind=result.kind,
        state=result.state or "",
        held_out=result.held_out,
        turns=result.turns,
        answer=reply.text,
        error=reply.error or "",
        from_text=reply.from_text,
        expected=_expected(result.expected),
        faults=[Fault(label(name), share(result.scores[name]), result.reasons.get(name, "")) for name in result.faults],
        why=result.why,
        source=Source(result.source.get("cite", ""), _web(result.source.get("url", ""))) if result.source else None,
        trace=_trace(result),
        known=[_known(fact) for fact in reply.case],
        citations=[Source(c.cite, _web(c.url), c.n, c.passage, c.quote) for c in reply.citations],
    )


def _web(address: str) -> str:
    """The address where it is a web page: a target could name a script as its source."""
    return address if address.lower().startswith(("https://", "http://")) else ""


def _expected(raw: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What a right answer holds, in words, in the order of the case's fields."""
    say: dict[str, Callable[[Any], list[str]]] = {
        "state": lambda v: [state_name(v) if v else "no state"],
        "outcome": lambda v: [" or ".join(outcome(one) for one in v)],
        "amount": lambda v: [dollars(v)],
        "figures": lambda v: [f"{name}: {dollars(amount)}" for name, amount in v.items()],
        "deadline": lambda v: [_deadline(v)] if v else ["none"],
        "facts": lambda v: [_fact(fact) for fact in v],
        "forbids": list,
        "cites": list,
        "asks": lambda v: [" or ".join(v)],
        "declined": lambda v: ["yes" if v else "no"],
        "same_as": lambda v: [v],
    }
    names = {
        "facts": "must say",
        "forbids": "must not say",
        "cites": "must cite",
        "asks": "must ask for",
        "declined": "declines",
        "same_as": "same question as",
    }
    return [(names.get(key, key), say[key](value) if key in say else [str(value)]) for key, value in raw.items()]


def _deadline(raw: dict[str, Any]) -> str:
    return f"{raw.get('date') or 'no day'} ({raw.get('period') or 'no period'})"


def _fact(raw: dict[str, Any]) -> str:
    says = " / ".join(f"“{one}”" for one in raw["says"])
    held = f" (held by {' or '.join(raw['held_by'])})" if raw.get("held_by") else ""
    return f"{says}{held}"


def _trace(result: Result) -> list[tuple[str, list[str]]]:
    """What the target says of how it came to its answer."""
    reply = result.reply
    lines = [
        ("state", [state_name(reply.state) if reply.state else "none"]),
        ("outcome", [outcome(reply.outcome)]),
        ("amount", [dollars(reply.amount)]),
        ("figures", [_figure(f.name, f.amount, f.formula, f.inputs) for f in reply.figures]),
        ("deadline", [_deadline(reply.deadline.model_dump())] if reply.deadline else ["none"]),
        ("asks for", list(reply.asks)),
        ("compared", [", ".join(f"{key} {value}" for key, value in line.items()) for line in reply.compared]),
        ("tools", list(reply.tools)),
        ("declined", [f"yes: {reply.reason}" if reply.reason else "yes"] if reply.declined else ["no"]),
        ("engine", [reply.engine] if reply.engine else []),
        ("latency", [f"{quantity(reply.latency_ms)} ms"] if reply.latency_ms is not None else []),
    ]
    return [(name, values) for name, values in lines if values]


def _figure(name: str, amount: Decimal, formula: str, inputs: dict[str, Any]) -> str:
    given = ", ".join(f"{key} {value}" for key, value in inputs.items())
    return f"{name}: {dollars(amount)}" + (f" = {formula}" if formula else "") + (f" (from {given})" if given else "")


def _known(raw: dict[str, Any]) -> Known:
    told = f"turn {raw['turn']}" if raw.get("turn") else ""
    read = [told, f"“{raw['raw']}”" if raw.get("raw") else "", str(raw.get("how") or "")]
    if raw.get("disputed"):
        read.append(f"also told: {raw['disputed']}")
    return Known(
        str(raw.get("name", "")),
        str(raw.get("value", "")),
        str(raw.get("status", "")),
        ", ".join(part for part in read if part),
    )
