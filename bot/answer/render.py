"""An answer on a terminal."""

from rich.console import Console
from rich.markdown import Markdown

from bot.answer.model import Answer, ModelUse


def print_answer(answer: Answer, console: Console | None = None) -> None:
    """Print the text and, under it, each source with its statute, address and checked day."""
    console = console or Console()
    console.print(Markdown(answer.text))
    if answer.citations:
        console.print()
    for citation in answer.citations:
        standing = f"checked {citation.checked}" if citation.reviewed else f"of {citation.checked}, not reviewed"
        console.print(f"[{citation.n}] {citation.cite} ({standing})", style="dim", markup=False)
        console.print(f"    {citation.url}", style="dim", markup=False, soft_wrap=True)
    if answer.model is not None:
        console.print()
        console.print(engine_line(answer.model), style="dim", markup=False)


def engine_line(used: ModelUse) -> str:
    """Who worded an answer, and what the check put right.

    >>> engine_line(ModelUse(name="ollama:qwen3", drafts=1))
    'Worded by ollama:qwen3; each sentence was checked against the law engine and the sources.'
    """
    if used.replaced is not None:
        faults = f" ({', '.join(used.faults)})" if used.faults else ""
        return f"The built-in engine answered. {used.replaced}{faults}"
    put_right = f" Its first draft was put right: {', '.join(used.corrected)}." if used.corrected else ""
    return f"Worded by {used.name}; each sentence was checked against the law engine and the sources.{put_right}"
