"""Imports run one way, and the law and the calculators stand alone."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# each folder, and the folders of bot it may import
MAY_IMPORT = {
    "calculator": set(),
    "law": {"calculator"},
    "meaning": set(),
    "retrieval": {"law", "meaning"},
    "understand": {"calculator", "law", "meaning"},
    "answer": {"calculator", "law", "retrieval", "understand"},
    "agent": {"answer", "calculator", "law", "retrieval", "understand"},
    "documents": {"agent", "retrieval"},
    "conversation": {"agent", "answer", "calculator", "documents", "law", "retrieval", "understand"},
    "brief": {"answer", "calculator", "conversation", "law", "retrieval", "understand"},
    "client": {"answer", "calculator", "conversation", "retrieval"},
    "operations": {"conversation", "documents", "retrieval", "server"},
    "server": {"agent", "answer", "brief", "calculator", "conversation", "documents", "law", "retrieval", "understand"},
    "ui": {"agent", "answer", "brief", "calculator", "conversation", "documents", "law", "retrieval", "understand"},
}
COMMON = {"errors", "settings", "topics", "yamlfile"}


def imported(path: Path) -> set[str]:
    """The parts of `bot` that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("bot."):
            found.add(node.module.split(".")[1])
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("bot.")}
    return found


@pytest.mark.parametrize("folder", sorted(MAY_IMPORT))
def test_a_folder_imports_only_what_stands_below_it(folder: str) -> None:
    for path in (ROOT / "bot" / folder).rglob("*.py"):
        assert imported(path) <= MAY_IMPORT[folder] | COMMON | {folder}, path.name


def test_ingestion_shares_only_passages_and_records_with_the_bot() -> None:
    for path in (ROOT / "ingest").glob("*.py"):
        assert imported(path) <= {"retrieval", "law"} | COMMON, path.name


@pytest.mark.parametrize("package", ["bot.law.assess", "bot.calculator"])
def test_the_law_and_the_calculators_need_no_framework(package: str) -> None:
    code = f"import sys, {package}; print([m for m in ('langchain_core', 'chromadb', 'streamlit', 'torch') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
