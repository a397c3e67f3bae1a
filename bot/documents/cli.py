"""`shortfall documents`: an agency's own documents, added, listed, shown and removed."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import get_settings

if TYPE_CHECKING:
    from bot.documents.store import Store

app = typer.Typer(
    help="Your agency's own documents, quoted behind answers and marked as not reviewed.", no_args_is_help=True
)
Id = Annotated[str, typer.Argument(help="The id, as `shortfall documents list` prints it.")]


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="A PDF, DOCX, HTML, Markdown or plain text file.")],
    title: Annotated[str, typer.Option("--title", help="What answers call it.")],
    state: Annotated[str, typer.Option("--state", help="The state whose questions it may answer; US for every state.")],
    url: Annotated[str, typer.Option("--url", help="Where people find it: https://…")],
    dated: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day of the document itself.")
    ] = None,
) -> None:
    """Take a document in. Its text is kept, the file is not."""
    from bot.documents.model import MOST_BYTES, DocumentError  # noqa: PLC0415 (other commands do not wait for it)

    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise DocumentError(f"{file}: {error.strerror}. Check the path and that it can be read.") from error
    day = dated.date() if dated else None
    document, new = _store().add(content, file.name, title=title, state=state, url=url, dated=day)
    print(document.id)
    done = "added" if new else "was here already"
    print(
        f"“{document.title}” {done}: {document.passages} passages. Answers may quote it from now on.", file=sys.stderr
    )


@app.command("list")
def list_documents() -> None:
    """List the documents, the latest first."""
    for document in _store().documents():
        owner = f"  of {document.owner}" if document.owner else ""
        day = f"{document.added:%Y-%m-%d}"
        print(f"{document.id}  {day}  {document.state or 'US'}  {document.passages} passages{owner}  {document.title}")


@app.command("show")
def show(
    document: Id,
    as_json: Annotated[bool, typer.Option("--json", help="What is kept about it, as one JSON object.")] = False,
) -> None:
    """Print a document's text as it was taken in."""
    store = _store()
    print(store.document(document).model_dump_json(indent=2) if as_json else store.text(document))


@app.command("remove")
def remove(
    document: Id,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove a document for good. Answers that were given before keep what they quoted."""
    store = _store()
    found = store.document(document)
    if not yes and not typer.confirm(f"Remove “{found.title}” for good?"):
        raise typer.Exit(1)
    store.remove(document)
    print("removed", file=sys.stderr)


def _store() -> "Store":
    from bot.documents.store import Store  # noqa: PLC0415
    from bot.retrieval.embedder import shared_embedder  # noqa: PLC0415

    settings = get_settings()
    return Store(settings.documents_dir, lambda: shared_embedder(settings.embedding_model))
