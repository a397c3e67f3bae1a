"""The report of an evaluation: one HTML file that holds everything it needs.

`view.py` and its neighbours work out what is shown, the templates only lay it out. Every text is escaped by Jinja2, and
the page's own policy forbids it to load or run anything but the style and script that are written into it.
"""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.errors import ShortfallError
from evals.report.view import build
from evals.score import About, Result

FOLDER = Path(__file__).parent


def write_report(results: Sequence[Result], run: About, path: Path, earlier: Sequence[Result]) -> None:
    """Write the report of a run.

    earlier: the results of the run to compare with; empty where there is none.
    Raises ShortfallError where the file cannot be written.
    """
    page = render(results, run, earlier)
    try:
        path.write_text(page, "utf-8")
    except OSError as error:
        raise ShortfallError(f"{path}: {error.strerror}. Check the path and that it can be written.") from error


def render(results: Sequence[Result], run: About, earlier: Sequence[Result] = ()) -> str:
    """The report as HTML."""
    env = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # the two files are ours and hold no result; a result never gets this mark
    style, script = (Markup((FOLDER / name).read_text("utf-8")) for name in ("report.css", "report.js"))
    return env.get_template("report.html").render(
        report=build(results, run, earlier),
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
    )


def _hash(text: str) -> str:
    """How a content security policy names an inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
