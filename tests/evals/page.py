"""Results made by hand, and a written report as its reader meets it."""

from html.parser import HTMLParser
from typing import Any

from evals.reply import Reply
from evals.score import Result

VOID = {"meta", "br", "img", "input", "col", "link", "hr"}
"""Elements that hold nothing and are not closed."""


class Page(HTMLParser):
    """A page as its elements, each with its attributes and the text inside it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.unclosed: list[str] = []
        self.feed(text)
        self.close()
        self.unclosed += [tag for tag, _, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element: tuple[str, dict[str, str | None], list[str]] = (tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop()[0] != tag:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        for _, _, text in self._open:
            text.append(data)

    def texts(self, tag: str, **wanted: str) -> list[str]:
        """The text of each such element, in one line."""
        return [
            " ".join("".join(text).split())
            for name, attrs, text in self.elements
            if name == tag and all(attrs.get(key.replace("_", "-")) == value for key, value in wanted.items())
        ]

    def row(self, caption: str, name: str) -> list[str]:
        """The cells of a row of the table whose caption begins so, as its reader sees them."""
        inside = False
        for tag, _, text in self.elements:
            said = " ".join("".join(text).split())
            if tag == "table":
                inside = False
            if tag == "caption":
                inside = said.startswith(caption)
            if inside and tag == "tr":
                cells: list[str] = []
                start = self.elements.index((tag, _, text))
                for inner, _, words in self.elements[start + 1 :]:
                    if inner == "tr":
                        break
                    if inner in ("th", "td"):
                        cells.append(" ".join("".join(words).split()))
                if cells[0] == name:
                    return cells[1:]
        raise AssertionError(f"no row {name} in {caption}")


def result(name: str, **changed: Any) -> Result:
    """A turn that is right in everything, but for what is changed."""
    return Result.model_validate(
        {
            "name": name,
            "group": "state-rules",
            "kind": "outcome",
            "state": "AZ",
            "held_out": False,
            "turns": (f"what about {name}?",),
            "expected": {"state": "AZ", "outcome": ["barred"]},
            "why": "The statute says so.",
            "source": {"cite": "A.R.S. 33-814", "url": "https://law.test/33-814"},
            "reply": Reply(text="No.", state="AZ", outcome="barred", latency_ms=100.0),
            "scores": {"StateAccuracy": 1.0, "OutcomeAccuracy": 1.0, "Abstention": 1.0, "Latency": 100.0},
            "reasons": {},
            **changed,
        }
    )


def wrong(name: str, **changed: Any) -> Result:
    """A turn whose outcome is wrong."""
    found = result(name)
    return result(
        name,
        **{
            "reply": Reply(text="Yes.", state="AZ", outcome="allowed", latency_ms=300.0),
            "scores": found.scores | {"OutcomeAccuracy": 0.0, "Latency": 300.0},
            "reasons": {"OutcomeAccuracy": "expected barred, got allowed"},
            **changed,
        },
    )
