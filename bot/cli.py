"""The command line: one command, one job."""

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.agent.cli import app as model
from bot.brief.cli import app as brief
from bot.documents.cli import app as documents
from bot.errors import ShortfallError
from bot.operations.cli import app as operations
from bot.server.access.cli import app as keys
from bot.settings import Settings, get_settings
from evals.cli import app as evals

if TYPE_CHECKING:
    from bot.conversation.storage import Storage

app = typer.Typer(
    help="What is still owed after a foreclosure: the state's rule, the number, the deadline and the source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
corpus = typer.Typer(help="The reviewed texts.", no_args_is_help=True)
app.add_typer(corpus, name="corpus")
conversations = typer.Typer(help="The conversations that are kept on this machine.", no_args_is_help=True)
app.add_typer(conversations, name="conversations")
app.add_typer(evals, name="eval")
app.add_typer(brief)
app.add_typer(operations)
app.add_typer(model, name="model")
app.add_typer(keys, name="keys")
app.add_typer(documents, name="documents")


class Engine(StrEnum):
    """Where an ingestion embeds."""

    LOCAL = "local"
    RAY = "ray"


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
    conversation: Annotated[
        str | None, typer.Option("--conversation", "-c", help="Ask in this conversation, which remembers.")
    ] = None,
    index: IndexDir = None,
    today: Today = None,
) -> None:
    """Answer one question, by itself or as the next turn of a conversation."""
    from bot.conversation.shortfall import Shortfall  # noqa: PLC0415 (other commands do not wait for it)

    settings, text = _settings(index_dir=index, today=today), " ".join(question)
    engine = Shortfall(settings)
    if conversation is None:
        answer = engine.ask(text)
    else:
        from bot.conversation.conversations import Conversations  # noqa: PLC0415
        from bot.conversation.storage import open_storage  # noqa: PLC0415

        with open_storage(settings.conversations_url()) as storage:
            answer = Conversations(engine, storage).say(conversation, text)
    if as_json:
        print(answer.model_dump_json(indent=2))
        return
    from bot.answer.render import print_answer  # noqa: PLC0415

    print_answer(answer)


@app.command()
def chat(
    conversation: Annotated[
        str | None, typer.Argument(help="The conversation to go on with; a new one without.")
    ] = None,
    index: IndexDir = None,
    today: Today = None,
) -> None:
    """Talk in the terminal; the conversation is kept. An empty line or /quit ends it."""
    from bot.conversation.terminal import chat as talk  # noqa: PLC0415

    talk(_settings(index_dir=index, today=today), conversation)


@app.command()
def serve(
    host: Annotated[
        str | None, typer.Option(help="The address to listen on; this machine alone without a key.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=256, help="How many processes answer.")] = None,
    index: IndexDir = None,
    today: Today = None,
) -> None:
    """Serve the HTTP API until it is told to stop; answers in flight are finished first."""
    from bot.server.run import serve as run  # noqa: PLC0415 (other commands do without FastAPI)

    changes = {"host": host, "port": port, "workers": workers}
    settings = _settings(index_dir=index, today=today)
    run(settings.model_copy(update={name: value for name, value in changes.items() if value is not None}))


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
    engine: Annotated[Engine, typer.Option(help="What embeds: this process, or workers of Ray.")] = Engine.LOCAL,
    workers: Annotated[int, typer.Option(min=1, help="How many workers of Ray embed.")] = 2,
    corpus: Corpus = None,
    index: IndexDir = None,
) -> None:
    """Build the search index from the corpus and put it in service."""
    from rich.console import Console  # noqa: PLC0415

    from ingest.pipeline import ingest as build  # noqa: PLC0415
    from ingest.progress import progress_bar  # noqa: PLC0415

    settings = _settings(corpus, index)
    with progress_bar(Console(stderr=True)) as progress:
        report = build(
            settings.corpus_dir,
            settings.index_dir,
            rebuild=rebuild,
            dry_run=dry_run,
            progress=progress,
            ray_workers=workers if engine is Engine.RAY else 0,
        )
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


@conversations.command("list")
def conversations_list(
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="Leave out so many of the latest.")] = 0,
) -> None:
    """List the conversations, the latest first."""
    with _storage() as storage:
        for info in storage.list(limit, offset):
            waiting = ", a question waits for its answer" if info.pending else ""
            print(f"{info.id}  {info.updated:%Y-%m-%d %H:%M}  {info.turns} turns{waiting}  {info.title}")


@conversations.command("new")
def conversations_new(title: Annotated[str, typer.Argument(help="What to call it.")] = "") -> None:
    """Begin a conversation and print its id."""
    with _storage() as storage:
        print(storage.create(title).id)


@conversations.command("export")
def conversations_export(
    conversation: Annotated[str, typer.Argument(help="The id.")],
    target: Annotated[Path | None, typer.Argument(help="Where to write it; the terminal without.")] = None,
) -> None:
    """Write a conversation as one JSON object: the case and every turn."""
    import json  # noqa: PLC0415

    from bot.conversation.storage.transcript import export  # noqa: PLC0415

    with _storage() as storage:
        text = json.dumps(export(storage, conversation), indent=2, ensure_ascii=False)
    if target is None:
        print(text)
        return
    try:
        target.write_text(text + "\n", "utf-8")
    except OSError as error:
        raise ShortfallError(f"{target}: {error.strerror}. Check the path and that it can be written.") from error
    print(f"written to {target}", file=sys.stderr)


@conversations.command("rename")
def conversations_rename(
    conversation: Annotated[str, typer.Argument(help="The id.")],
    title: Annotated[str, typer.Argument(help="What to call it.")],
) -> None:
    """Give a conversation another title."""
    with _storage() as storage:
        storage.rename(conversation, title)


@conversations.command("delete")
def conversations_delete(
    conversation: Annotated[str, typer.Argument(help="The id.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete a conversation for good."""
    with _storage() as storage:
        info = storage.info(conversation)
        if not yes and not typer.confirm(f"Delete {info.title or info.id} with its {info.turns} turns for good?"):
            raise typer.Exit(1)
        storage.delete(conversation)
    print("deleted", file=sys.stderr)


def _storage() -> "Storage":
    from bot.conversation.storage import open_storage  # noqa: PLC0415

    return open_storage(get_settings().conversations_url())


def main() -> None:
    """Run the command line; an error made for people is printed without a traceback."""
    try:
        app(standalone_mode=True)
    except ShortfallError as error:
        print(f"shortfall: {error}", file=sys.stderr)
        raise SystemExit(2) from None
