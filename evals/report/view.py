"""What the report shows, as plain values: the head, the scores, and the parts from the neighbouring modules."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import evals.measures
from evals.measures import QUANTITIES
from evals.report.breakdown import Abstaining, Spread, Table, abstaining, by_group, by_kind, outcomes, spreads
from evals.report.diff import Diff, diff
from evals.report.speaker import Speaker, speaker
from evals.report.tiles import BANDS, COLUMNS, ROWS, SIZE, UNASKED, Band, Tile, tiles
from evals.report.turns import Faulty, anchor, faulty
from evals.report.words import NONE, count, lasted, quantity, share
from evals.score import About, Result
from evals.summary import Figure, Threshold, all_right, figure, grouped, label, measure_figures, read_thresholds

RIGHT = "turns without any fault"
ABSTAINING = ("AbstentionPrecision", "AbstentionRecall")
BAR = 200
"""Length of a bar of 100 %, in units of the drawing."""


@dataclass(frozen=True)
class Head:
    """What the report opens with."""

    target: str
    when: dt.datetime
    facts: list[tuple[str, str]]
    sentence: str
    missed: list[str]
    limits: int


@dataclass(frozen=True)
class Bar:
    """A value with its interval on a scale that begins at 0. wanted: where the threshold stands."""

    value: float
    low: float
    high: float
    wanted: float | None
    says: str


@dataclass(frozen=True)
class Apart:
    """A measure over some of the turns."""

    value: str
    interval: str
    n: int


@dataclass(frozen=True)
class Score:
    """One measure. met: None where no threshold is set."""

    measure: str
    explained: str
    value: str
    interval: str
    n: int
    bar: Bar
    tuned: Apart | None
    held_out: Apart | None
    wanted: str
    met: bool | None


@dataclass(frozen=True)
class States:
    """The map and its table."""

    tiles: list[Tile]
    bands: tuple[Band, ...]
    width: int
    height: int
    size: int
    elsewhere: int


@dataclass(frozen=True)
class Report:
    """Everything that is shown."""

    head: Head
    scores: list[Score]
    unjudged: list[str]
    states: States
    groups: Table
    kinds: Table
    abstaining: Abstaining
    outcomes: Table
    spreads: list[Spread]
    faulty: Faulty
    diff: Diff | None
    model: Speaker | None


def build(results: Sequence[Result], run: About, earlier: Sequence[Result]) -> Report:
    """The report's contents. earlier: results to compare with; empty where there are none."""
    scored = scores(results)
    judged = {score.measure for score in scored}
    shown = tiles(grouped(results, lambda result: result.state))
    return Report(
        head=_head(results, run, scored),
        scores=scored,
        unjudged=[name for name in map(label, (*evals.measures.LABELS, *ABSTAINING)) if name not in judged],
        states=States(
            tiles=shown,
            bands=(*BANDS, UNASKED),
            width=COLUMNS * SIZE,
            height=ROWS * SIZE,
            size=SIZE,
            elsewhere=len(results) - sum(tile.asked for tile in shown),
        ),
        groups=by_group(results),
        kinds=by_kind(results),
        abstaining=abstaining(results),
        outcomes=outcomes(results),
        spreads=spreads(results),
        faulty=faulty(results),
        diff=diff(results, earlier, {result.name: anchor(n) for n, result in enumerate(results)}, run.against)
        if earlier
        else None,
        model=speaker(run.model) if run.model else None,
    )


def _head(results: Sequence[Result], run: About, scored: list[Score]) -> Head:
    wrong = sum(bool(result.faults) for result in results)
    failed = sum(bool(result.reply.error) for result in results)
    held = sum(result.held_out for result in results)
    sentence = (
        f"{share(all_right(results))} of the answers are without any fault: {len(results) - wrong:,} of "
        f"{count(len(results), 'turn')}; {wrong:,} {'has' if wrong == 1 else 'have'} at least one."
        if results
        else "Nothing was asked."
    )
    if failed:
        sentence += f" {count(failed, 'turn')} got no answer at all."
    limit = f"at most {count(run.limit, 'turn')}, spread over all" if run.limit else "none"
    return Head(
        target=run.target,
        when=run.when,
        facts=[
            ("Target", run.target),
            ("Version", run.fingerprint),
            ("When", f"{run.when:%-d %B %Y, %H:%M %Z}".strip()),
            ("Turns judged", f"{len(results):,}, of which {held:,} held out: kept from those who tune"),
            ("Datasets", ", ".join(run.datasets) or ", ".join(dict.fromkeys(r.group for r in results)) or NONE),
            ("Limit", limit),
            ("Duration", f"{lasted(run.seconds)}, answers kept from before not counted"),
        ],
        sentence=sentence,
        missed=[f"{s.measure}: {s.value}, wanted {s.wanted}" for s in scored if s.met is False],
        limits=sum(s.met is not None for s in scored),
    )


def scores(results: Sequence[Result]) -> list[Score]:
    """Every measure that judged something, after the share of turns without a fault."""
    thresholds = read_thresholds()
    every, tuned, held = (
        _figures([r for r in results if r.held_out in which]) for which in ((True, False), (False,), (True,))
    )
    return [_score(name, value, thresholds.get(name), tuned.get(name), held.get(name)) for name, value in every.items()]


def _figures(results: Sequence[Result]) -> dict[str, Figure]:
    whole = figure([float(not result.faults) for result in results])
    return {**({RIGHT: whole} if whole else {}), **measure_figures(results)}


def _score(name: str, value: Figure, limit: Threshold | None, tuned: Figure | None, held: Figure | None) -> Score:
    say = quantity if name in QUANTITIES else share
    bound = None if limit is None else limit.min if limit.min is not None else limit.max
    wanted = "" if limit is None else f"at {'least' if limit.min is not None else 'most'} {say(bound)}"
    top = 1.0 if name not in QUANTITIES else max(value.high, bound or 0.0) * 1.1 or 1.0
    says = f"{say(value.value)}, 95 % interval {say(value.low)} to {say(value.high)}"
    return Score(
        measure=name if name == RIGHT else label(name),
        explained=_explained(name),
        value=say(value.value),
        interval=f"{say(value.low)} to {say(value.high)}",
        n=value.n,
        bar=Bar(
            value=_place(value.value, top),
            low=_place(value.low, top),
            high=_place(value.high, top),
            wanted=None if bound is None else _place(bound, top),
            says=f"{says}, wanted {wanted}" if wanted else says,
        ),
        tuned=_apart(name, tuned) if tuned else None,
        held_out=_apart(name, held) if held else None,
        wanted=wanted,
        met=limit.met(value.value) if limit else None,
    )


def _apart(name: str, found: Figure) -> Apart:
    say = quantity if name in QUANTITIES else share
    return Apart(say(found.value), f"{say(found.low)} to {say(found.high)}", found.n)


def _place(value: float, top: float) -> float:
    return round(max(0.0, min(1.0, value / top)) * BAR, 1)


def _explained(name: str) -> str:
    """The first lines of what the measure itself says of what it judges."""
    own = {
        RIGHT: "Every share below is full for the turn.",
        "AbstentionPrecision": "Of what was declined, the share that should have been.",
        "AbstentionRecall": "Of what should have been declined, the share that was.",
    }
    text = own.get(name) or (getattr(evals.measures, name).__doc__ or "").strip().partition("\n\n")[0]
    return " ".join(text.split())
