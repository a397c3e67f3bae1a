"""What `shortfall doctor` found, as a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.operations.check import Check

_STYLE = {"ok": "green", "note": "yellow", "failed": "bold red"}


def print_checks(checks: Sequence[Check], console: Console | None = None) -> None:
    """Print each check with what was found, and under it what to do."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        # as text and not as markup: a path may hold a bracket
        told = Text(check.found if not check.fix else f"{check.found}\n→ {check.fix}")
        table.add_row(Text(check.state, style=_STYLE[check.state]), Text(check.name), told)
    shown = console or Console()
    shown.print(table)
    bad = sum(check.state == "failed" for check in checks)
    shown.print("All is well." if not bad else f"{bad} of {len(checks)} checks failed.")
