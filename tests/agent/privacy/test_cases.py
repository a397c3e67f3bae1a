"""What tells who somebody is goes, in ordinary sentences; what the answer needs stays."""

from pathlib import Path
from typing import Any

import pytest

from bot.agent.privacy import Redactor
from bot.settings import ROOT
from bot.yamlfile import load_yaml

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = [
    row for name in ("names", "numbers", "addresses") for row in load_yaml(HERE / f"{name}.yaml")
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_what_tells_who_somebody_is_goes_and_the_rest_stays(row: dict[str, Any]) -> None:
    redactor = Redactor()
    made = redactor.redact(row["says"])
    assert made == (row["says"] if row.get("stays") else row["becomes"])
    assert redactor.restore(made) == row["says"]
    assert redactor.redact(made) == made


def test_the_cases_are_many_and_each_has_its_name() -> None:
    names = [row["name"] for row in ROWS]
    assert len(names) == len(set(names)) >= 250
    assert sum(bool(row.get("stays")) for row in ROWS) >= 100


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "guide").glob("*.md")), ids=lambda path: path.stem)
def test_our_own_guide_names_nobody(path: Path) -> None:
    text = path.read_text("utf-8").split("\n---\n", 1)[1]
    assert Redactor().redact(text) == text
