"""The command line: one command, one job."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import ShortfallError
from bot.settings import Settings, get_settings

app = typer.Typer(
    help="What is still owed after a foreclosure: the state's rule, the number, the deadline and the source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
corpus = typer.Typer(help="The reviewed texts.", no_args_is_help=True)
app.add_typer(corpus, name="corpus")

Corpus = Annotated[Path | None, typer.Option("--corpus", help="The corpus folder.")]
IndexDir = Annotated[Path | None, typer.Option("--index", help="The index folder.")]
Today = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge deadlines as of this day.")]


def _settings(corpus_dir: Path | None = None, index_dir: Path | None = None, today: datetime | None = None) -> Settings:
    changes = {
        "corpus_dir": corpus_dir,
        "index_dir": index_dir,
        "today": today.date() if today else None,
    }
    return get_settings().model_copy(update={k: v for k, v in changes.items() if v is not None})


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question, in your own words.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as one JSON object.")] = False,
    index: IndexDir = None,
    today: Today = None,
) -> None:
    """Answer one question."""
    from bot.conversation.shortfall import Shortfall  # noqa: PLC0415 (other commands do not wait for it)

    answer = Shortfall(_settings(index_dir=index, today=today)).ask(" ".join(question))
    if as_json:
        print(answer.model_dump_json(indent=2))
        return
    from bot.answer.render import print_answer  # noqa: PLC0415

    print_answer(answer)


@app.command()
def batch(
    source: Annotated[Path, typer.Argument(help="JSON lines: {id, question, history}.")],
    target: Annotated[Path, typer.Argument(help="Where the answers go, one JSON object a line.")],
    index: IndexDir = None,
    today: Today = None,
) -> None:
    """Answer a file of questions. A line that cannot be read is reported with its number, and the rest go on."""
    from bot.conversation.batch import run_batch  # noqa: PLC0415

    done, problems = run_batch(source, target, _settings(index_dir=index, today=today))
    for problem in problems:
        print(f"line {problem.line}: {problem.message}", file=sys.stderr)
    print(f"{done} answered, {len(problems)} not answered -> {target}", file=sys.stderr)
    if problems:
        raise typer.Exit(1)


@app.command()
def ingest(
    rebuild: Annotated[bool, typer.Option(help="Build again even if nothing changed.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Say what would be done, and do nothing.")] = False,
    corpus: Corpus = None,
    index: IndexDir = None,
) -> None:
    """Build the search index from the corpus and put it in service."""
    from rich.console import Console  # noqa: PLC0415

    from ingest.pipeline import ingest as build  # noqa: PLC0415
    from ingest.progress import progress_bar  # noqa: PLC0415

    settings = _settings(corpus, index)
    with progress_bar(Console(stderr=True)) as progress:
        report = build(settings.corpus_dir, settings.index_dir, rebuild=rebuild, dry_run=dry_run, progress=progress)
    for note in report.notes:
        print(note)
    counts = f"{report.passages} passages, {report.vectors} vectors"
    if report.unchanged:
        print(f"The corpus is unchanged: {counts} stay in service.")
    else:
        done = "would be" if report.dry_run else "were"
        print(f"{counts} {done} published; {report.embedded} texts {done} embedded, {report.reused} remembered.")


@corpus.command("check")
def corpus_check(corpus: Corpus = None) -> None:
    """Validate every file of the corpus; print each problem with its file and field."""
    import us  # noqa: PLC0415

    from ingest.check import check_corpus  # noqa: PLC0415

    jurisdictions = [state.abbr for state in (*us.states.STATES, us.states.DC)]
    problems = check_corpus(_settings(corpus).corpus_dir, jurisdictions=jurisdictions)
    for problem in problems:
        print(f"{problem.file}: {problem.field}: {problem.message}")
    print("The corpus is sound." if not problems else f"{len(problems)} problems.")
    if problems:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; an error made for people is printed without a traceback."""
    try:
        app(standalone_mode=True)
    except ShortfallError as error:
        print(f"shortfall: {error}", file=sys.stderr)
        raise SystemExit(2) from None
