"""`shortfall eval`: score Shortfall, a language model or another chatbot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import ShortfallError

if TYPE_CHECKING:
    from evals.run import Done
    from evals.score import Result

app = typer.Typer(help="Score Shortfall, a language model or another chatbot.", invoke_without_command=True)


@app.callback()
def evaluate(  # noqa: PLR0913, PLR0917 (options)
    context: typer.Context,
    dataset: Annotated[
        list[str] | None,
        typer.Option("--dataset", "-d", help="Only this one, as in numeric or state-rules/AZ; may be repeated."),
    ] = None,
    target: Annotated[
        str,
        typer.Option(
            help="built-in, model:provider:name for Shortfall with that model, bare:provider:name for the model by itself, "
            "or an http:// address."
        ),
    ] = "built-in",
    workers: Annotated[int, typer.Option(min=1, help="How many are asked at once.")] = 2,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many questions, spread over all.")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Keep the answers that this very target gave before.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="The folder for the results; evals/results/<target> without.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="A results.jsonl to compare with; the last run's without.")
    ] = None,
    fresh: Annotated[
        bool,
        typer.Option(
            "--fresh", help="The questions of evals/fresh instead; nothing was ever changed for those in second.yaml."
        ),
    ] = False,
    held_out: Annotated[
        bool | None, typer.Option("--held-out/--tuning", help="Only the fifth kept apart, or only the rest.")
    ] = None,
) -> None:
    """Ask every question of the datasets, judge the answers and write a report. Ends with 1 where a threshold is missed."""
    if context.invoked_subcommand is not None:
        return
    _needs_extra()
    from rich.console import Console  # noqa: PLC0415

    from evals.cases import DATASETS, FRESH, load_probes  # noqa: PLC0415
    from evals.progress import bar  # noqa: PLC0415
    from evals.run import RESULTS, chosen, slug  # noqa: PLC0415
    from evals.run import evaluate as run  # noqa: PLC0415

    probes = load_probes(dataset or (), FRESH if fresh else DATASETS)
    if fresh and out is None:
        out = RESULTS / f"{slug(target)}-fresh"
    if held_out is not None:
        probes = [probe for probe in probes if probe.held_out == held_out]
    probes = chosen(probes, limit)
    with bar(Console(stderr=True)) as progress:
        done = run(
            probes,
            target,
            out,
            workers=workers,
            resume=resume,
            against=against,
            about={"datasets": dataset or (("fresh",) if fresh else ()), "limit": limit},
            progress=progress,
        )
    misses = _print(done.results)
    _print_model(done)
    _print_comparison(done)
    print(f"report: {(out or RESULTS / slug(target)) / 'report.html'}")
    if misses:
        raise typer.Exit(1)


@app.command()
def check() -> None:
    """Look the datasets over: form, repeats, text taken from the corpus; list where the law engine expects otherwise."""
    _needs_extra()
    from evals.cases import DATASETS, FRESH  # noqa: PLC0415
    from evals.check import check_datasets  # noqa: PLC0415

    looked_over = [check_datasets(folder) for folder in (DATASETS, FRESH)]
    problems = [problem for found in looked_over for problem in found.problems]
    judged = [disagreement for found in looked_over for disagreement in found.disagreements]
    print(*problems, *(f"to judge: {disagreement}" for disagreement in judged), sep="\n")
    cases = sum(found.cases for found in looked_over)
    print(f"{cases} cases, {len(problems)} problems, {len(judged)} to be judged by a person.")
    if problems:
        raise typer.Exit(1)


@app.command()
def retrieval(
    stock: Annotated[
        bool, typer.Option(help="Beside stock LangChain + Chroma and Haystack, where it is installed.")
    ] = True,
    misses: Annotated[bool, typer.Option("--misses", help="List what Shortfall's search does not find.")] = False,
) -> None:
    """Compare ways of searching the passages. Ends with 1 where recall@5 misses its threshold."""
    _needs_extra()
    from importlib.util import find_spec  # noqa: PLC0415

    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from bot.settings import get_settings  # noqa: PLC0415
    from evals.cases import load_probes  # noqa: PLC0415
    from evals.progress import bar  # noqa: PLC0415
    from evals.retrieval.compare import MEASURES, compare, missed  # noqa: PLC0415
    from evals.retrieval.queries import needs_of  # noqa: PLC0415
    from evals.retrieval.systems import OURS, all_systems  # noqa: PLC0415
    from evals.summary import read_thresholds  # noqa: PLC0415

    if stock and find_spec("haystack") is None:
        raise ShortfallError("Haystack is not installed. Install it with: pip install haystack-ai, or use --no-stock.")
    needs = needs_of(load_probes())
    systems = all_systems(get_settings(), stock=stock)
    with bar(Console(stderr=True), "Searching") as progress:
        rows = compare(needs, systems, progress)
    table = Table(
        "search", *MEASURES, title=f"{len({n.question for n in needs})} questions, {len(needs)} facts looked for"
    )
    for name, values in rows.items():
        table.add_row(name, *(f"{value:.3f}" for value in values.values()))
    Console().print(table)
    apart = compare([n for n in needs if n.held_out], {OURS: systems[OURS]})[OURS]
    print("held out: " + ", ".join(f"{name} {value:.3f}" for name, value in apart.items()))
    for need, got in missed([n for n in needs if not n.held_out], systems[OURS]) if misses else ():
        print(f"{need.id}: {need.question}\n   wanted {', '.join(sorted(need.sections))}\n   got {', '.join(got)}")
    if not read_thresholds()["RetrievalRecall5"].met(rows[OURS]["recall@5"]):
        print(f"missed: recall@5 {rows[OURS]['recall@5']:.3f}")
        raise typer.Exit(1)


def _needs_extra() -> None:
    """Raises ShortfallError where the packages of the evaluation are not installed."""
    from importlib.util import find_spec  # noqa: PLC0415

    if missing := [name for name in ("pydantic_evals", "ir_measures", "textstat", "httpx") if find_spec(name) is None]:
        raise ShortfallError(f"Evaluation needs {', '.join(missing)}. Install it with: pip install 'shortfall[evals]'")


def _print(results: "list[Result]") -> list[str]:
    """Print the figures; return the thresholds that were missed."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from evals.summary import label, measure_figures, missed, read_thresholds  # noqa: PLC0415

    figures, thresholds = measure_figures(results), read_thresholds()
    apart = measure_figures([r for r in results if r.held_out])
    table = Table("measure", "value", "95 %", "cases", "held out", "wanted")
    for name, value in figures.items():
        limit = thresholds.get(name)
        wanted = "" if limit is None else f"≥ {limit.min:g}" if limit.min is not None else f"≤ {limit.max:g}"
        style = "red" if limit and not limit.met(value.value) else None
        held = f"{apart[name].value:.4g}" if name in apart else ""
        table.add_row(
            label(name),
            f"{value.value:.4g}",
            f"{value.low:.4g} to {value.high:.4g}",
            str(value.n),
            held,
            wanted,
            style=style,
        )
    Console().print(table)
    misses = missed(figures, thresholds)
    for miss in misses:
        print(f"missed: {miss}")
    wrong = sum(bool(result.faults) for result in results)
    print(f"{len(results)} turns judged, {wrong} with a fault")
    return misses


def _print_model(done: "Done") -> None:
    """Print what a language model did, where one was asked."""
    from evals.speaking import told  # noqa: PLC0415

    if done.run.model is not None:
        print(*told(done.run.model), sep="\n")


def _print_comparison(done: "Done") -> None:
    """Print the figures beside those of the results that were given to compare with."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from evals.report.diff import diff  # noqa: PLC0415

    if not done.run.against:
        return
    found = diff(done.results, done.earlier, {})
    table = Table(
        "measure", done.run.against, "here", "change", "better", "worse", "cases", title=f"{found.both} turns of both"
    )
    for one in found.compared:
        moved = (str(len(one.better)), str(len(one.worse))) if one.is_share else ("", "")
        table.add_row(one.measure, one.then, one.now, one.change, *moved, str(one.n))
    Console().print(table)
