"""`shortfall brief`: the brief of a conversation, as PDF or Markdown."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import ShortfallError
from bot.settings import get_settings

app = typer.Typer()


@app.command("brief")
def brief(
    conversation: Annotated[str, typer.Argument(help="The id, as `shortfall conversations list` prints it.")],
    target: Annotated[
        Path | None, typer.Option("--output", "-o", help="FILE.pdf or FILE.md; Markdown in the terminal without.")
    ] = None,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge deadlines as of this day.")
    ] = None,
) -> None:
    """Write the brief of a conversation for the file: the rule, the numbers, the deadlines, the sources."""
    if target is not None and target.suffix.lower() not in (".pdf", ".md"):
        raise ShortfallError(f"{target}: a brief is written as .pdf or .md; end the file's name in one of them.")
    settings = get_settings()
    if today is not None:
        settings = settings.model_copy(update={"today": today.date()})
    from bot.brief.markdown import to_markdown  # noqa: PLC0415 (other commands do not wait for it)
    from bot.brief.of_conversation import brief_of  # noqa: PLC0415
    from bot.conversation.shortfall import Shortfall  # noqa: PLC0415
    from bot.conversation.storage import open_storage  # noqa: PLC0415

    with open_storage(settings.conversations_url()) as storage:
        made = brief_of(storage, conversation, Shortfall(settings).index, settings)
    if target is None:
        print(to_markdown(made), end="")
        return
    if target.suffix.lower() == ".md":
        content = to_markdown(made).encode("utf-8")
    else:
        from bot.brief.pdf import to_pdf  # noqa: PLC0415 (fonts load slowly)

        content = to_pdf(made)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise ShortfallError(f"{target}: {error.strerror}. Check the path and that it can be written.") from error
    print(f"written to {target}", file=sys.stderr)
