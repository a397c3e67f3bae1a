"""The commands of docs/api.md do what the page says, against a real process."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.server.running import ROOT, Running

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
BLOCKS = re.findall(r"^## (.+?)$|^```sh\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
MARK = "---8<---"


def examples() -> list[tuple[str, str]]:
    """Each block of commands with the heading it stands under."""
    found, heading = [], ""
    for title, commands in BLOCKS:
        heading = title or heading
        if commands:
            found.append((heading, commands))
    return found


@pytest.mark.parametrize(("heading", "commands"), examples(), ids=[heading for heading, _ in examples()])
def test_the_commands_do_what_the_page_says(server: Running, tmp_path: Path, heading: str, commands: str) -> None:
    expected = re.findall(r"^# shows (.+)$", commands, flags=re.MULTILINE)
    assert expected, f"the commands under {heading} say nothing of what they show"
    script = "set -euo pipefail\n" + re.sub(r"^# shows .+$", f"echo '{MARK}'", commands, flags=re.MULTILINE)
    environment = {**os.environ, "SHORTFALL_URL": server.url, "SHORTFALL_KEY": server.key}
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    printed = done.stdout.split(MARK)
    assert len(printed) == len(expected) + 1
    for shown, output in zip(expected, printed, strict=False):
        assert shown in output, f"{shown!r} is not in {output[:2_000]}"


def test_the_page_shows_each_kind_of_operation() -> None:
    shown = {path.split("/")[1] for path in re.findall(r"\$SHORTFALL_URL/(v1/[a-z]+)", PAGE)}
    assert shown == {
        "answers",
        "conversations",
        "batches",
        "states",
        "search",
        "passages",
        "assess",
        "calculate",
        "chat",
    }
