"""What has changed since an earlier run, turn by turn and measure by measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.measures import LABELS, QUANTITIES
from evals.report.words import change, quantity, share
from evals.score import Result
from evals.summary import all_right, label


@dataclass(frozen=True)
class Moved:
    """A turn whose score changed. anchor: where it stands in the report, empty where it has no fault now."""

    name: str
    question: str
    then: str
    now: str
    reason: str
    anchor: str
    restated: bool


@dataclass(frozen=True)
class Compared:
    """A figure then and now, over the turns of both runs. up: whether more turns got better than worse; None for even."""

    measure: str
    then: str
    now: str
    change: str
    n: int
    better: list[Moved]
    worse: list[Moved]
    is_share: bool


@dataclass(frozen=True)
class Diff:
    """Then and now. restated: turns whose question or expectation is another. against: whose results the others are, where they
    are not this target's own earlier ones."""

    both: int
    compared: list[Compared]
    better: list[str]
    worse: list[str]
    mended: list[str]
    broken: list[str]
    new: list[str]
    gone: list[str]
    restated: list[str]
    against: str = ""

    @property
    def title(self) -> str:
        """What the part of the report is called."""
        return f"Beside {self.against}" if self.against else "Since the earlier run"


def diff(results: Sequence[Result], earlier: Sequence[Result], anchors: Mapping[str, str], against: str = "") -> Diff:
    """Compare two runs by the names of their turns.

    anchors: where each turn of this run stands in the report. against: the target of the other run, if it is another one.
    """
    before = {result.name: result for result in earlier}
    pairs = [(before[now.name], now) for now in results if now.name in before]
    here = {result.name for result in results}
    whole = _whole(pairs) if pairs else []
    compared = [found for name in LABELS if (found := _measure(name, pairs, anchors))]
    return Diff(
        both=len(pairs),
        compared=[*whole, *compared],
        better=_names(compared, "better"),
        worse=_names(compared, "worse"),
        mended=[now.name for then, now in pairs if then.faults and not now.faults],
        broken=[now.name for then, now in pairs if now.faults and not then.faults],
        new=[result.name for result in results if result.name not in before],
        gone=[result.name for result in earlier if result.name not in here],
        restated=[now.name for then, now in pairs if _restated(then, now)],
        against=against,
    )


def _whole(pairs: Sequence[tuple[Result, Result]]) -> list[Compared]:
    then, now = (all_right(list(side)) for side in zip(*pairs, strict=True))
    return [
        Compared(
            "turns without any fault",
            share(then),
            share(now),
            change(then, now, of_share=True),
            len(pairs),
            [],
            [],
            is_share=False,
        )
    ]


def _measure(name: str, pairs: Sequence[tuple[Result, Result]], anchors: Mapping[str, str]) -> Compared | None:
    """One measure over the turns that both runs judged by it; None where there are none."""
    judged = [(then, now) for then, now in pairs if name in then.scores and name in now.scores]
    if not judged:
        return None
    of_share = name not in QUANTITIES
    say = share if of_share else quantity
    was, is_ = (
        sum(side) / len(judged) for side in zip(*((t.scores[name], n.scores[name]) for t, n in judged), strict=True)
    )
    moved = [(then, now) for then, now in judged if of_share and then.scores[name] != now.scores[name]]
    return Compared(
        measure=label(name),
        then=say(was),
        now=say(is_),
        change=change(was, is_, of_share),
        n=len(judged),
        better=[_moved(name, t, n, anchors) for t, n in moved if n.scores[name] > t.scores[name]],
        worse=[_moved(name, t, n, anchors) for t, n in moved if n.scores[name] < t.scores[name]],
        is_share=of_share,
    )


def _moved(name: str, then: Result, now: Result, anchors: Mapping[str, str]) -> Moved:
    return Moved(
        name=now.name,
        question=now.turns[-1],
        then=share(then.scores[name]),
        now=share(now.scores[name]),
        reason=now.reasons.get(name, "") or then.reasons.get(name, ""),
        anchor=anchors.get(now.name, "") if now.faults else "",
        restated=_restated(then, now),
    )


def _restated(then: Result, now: Result) -> bool:
    """Whether it is another question or another expectation under the same name."""
    return (then.turns, then.expected) != (now.turns, now.expected)


def _names(compared: Sequence[Compared], way: str) -> list[str]:
    """The turns that moved one way in at least one measure, each once."""
    return list(dict.fromkeys(moved.name for found in compared for moved in getattr(found, way)))
