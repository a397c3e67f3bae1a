"""An answer on a terminal."""

from rich.console import Console
from rich.markdown import Markdown

from bot.answer.model import Answer


def print_answer(answer: Answer, console: Console | None = None) -> None:
    """Print the text and, under it, each source with its statute, address and checked day."""
    console = console or Console()
    console.print(Markdown(answer.text))
    if answer.citations:
        console.print()
    for citation in answer.citations:
        console.print(f"[{citation.n}] {citation.cite} (checked {citation.checked})", style="dim", markup=False)
        console.print(f"    {citation.url}", style="dim", markup=False, soft_wrap=True)
