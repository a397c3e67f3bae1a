"""`shortfall doctor`, `backup` and `restore`."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import get_settings

app = typer.Typer()


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the checks as JSON.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port of the service, where not 8000.")] = None,
) -> None:
    """Check that everything is in order, and say what to run where it is not.

    Exit status: 0 if all is well or only something optional is missing, 1 if something is not well.
    """
    from bot.operations.doctor import examine  # noqa: PLC0415 (other commands do not wait for it)

    checks = examine(port)
    if as_json:
        print(json.dumps([check.model_dump() for check in checks], indent=2))
    else:
        from bot.operations.table import print_checks  # noqa: PLC0415

        print_checks(checks)
    if any(check.state == "failed" for check in checks):
        raise typer.Exit(1)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The file to write, as in backup.tar.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Copy conversations, keys, batches, own documents and the index into one file; all may be in use meanwhile.

    The file holds what people told: keep it as safe as the conversations themselves. What is deleted later stays in it.
    """
    from bot.operations.archive import describe  # noqa: PLC0415
    from bot.operations.backup import backup as write  # noqa: PLC0415

    manifest = write(target, get_settings(), force=force)
    held = describe(manifest)
    print(
        f"{held['conversations']} conversations, {held['documents']} documents, index {held['index'] or 'none'} -> {target}",
        file=sys.stderr,
    )
    if manifest.build and not manifest.vectors:
        print(
            "The vectors are on the Chroma server and not in it: after a restore run `shortfall ingest --rebuild`.",
            file=sys.stderr,
        )
    print("What is deleted from now on stays in this file: delete the file with it.", file=sys.stderr)


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="A file that `shortfall backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    part: Annotated[
        list[str] | None,
        typer.Option("--part", help="Only this: conversations, index or documents; may be given twice."),
    ] = None,
) -> None:
    """Put a backup back in place, into SQLite or Postgres; it is checked as a whole before anything is changed."""
    from bot.operations.archive import CONVERSATIONS, DOCUMENTS, INDEX, describe  # noqa: PLC0415
    from bot.operations.restore import PARTS  # noqa: PLC0415
    from bot.operations.restore import restore as put  # noqa: PLC0415

    names = {"conversations": CONVERSATIONS, "index": INDEX, "documents": DOCUMENTS}
    for given in part or ():
        if given not in names:
            raise typer.BadParameter(f"{given!r} is none of {', '.join(names)}")
    manifest, done = put(source, get_settings(), force=force, parts=[names[one] for one in part] if part else PARTS)
    held = describe(manifest)
    told = {
        CONVERSATIONS: f"{held['conversations']} conversations",
        INDEX: f"index {held['index']}",
        DOCUMENTS: f"{held['documents']} documents",
    }
    print(f"restored: {', '.join(told[one] for one in done)}", file=sys.stderr)
