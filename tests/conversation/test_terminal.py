"""Conversations in the terminal: programs of their own, fed through a pipe, and the commands that look after them."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.conversation.conversations import Conversations
from bot.conversation.storage import open_storage
from bot.settings import get_settings
from tests.conversation.talker import engine

SHORTFALL = Path(sys.executable).parent / "shortfall"
CASE = "Utah trustee's sale, owed 318k, sold for 255k, worth 300k"
Command = Callable[..., tuple[int, str, str]]
ID = re.compile(r"[0-9a-f]{32}")


class Terminal:
    """A shell in which conversations are kept in a file of the test."""

    def __init__(self, kept: Path) -> None:
        self.kept = kept

    def run(self, *args: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run one command with `typed` on its pipe."""
        env = {
            **os.environ,
            "SHORTFALL_TODAY": "2026-11-23",
            "SHORTFALL_CONVERSATIONS": str(self.kept),
            "COLUMNS": "100",
        }
        return subprocess.run(
            [SHORTFALL, *args], input=typed, capture_output=True, text=True, check=False, env=env, timeout=120
        )

    def done(self, *args: str, typed: str = "") -> str:
        """What a command that must succeed prints."""
        done = self.run(*args, typed=typed)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
        return done.stdout

    def begun(self, *args: str) -> str:
        """A conversation made without a process, with turns nobody answered."""
        with open_storage(str(self.kept)) as storage:
            return storage.create(*args).id


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "conversations.db")


def test_a_chat_answers_its_turns_says_what_is_wrong_with_a_line_and_ends_with_an_empty_one(terminal: Terminal) -> None:
    said = terminal.done("chat", typed=f"{CASE}\n???\nand if they had bid 310?\n\nnot read any more\n")
    (conversation,) = set(ID.findall(said))
    assert "57-1-32" in said
    assert said.index("$18,000") < said.index("question is empty") < said.index("Then at most $8,000")
    assert f"shortfall chat {conversation}" in said
    exported = json.loads(terminal.done("conversations", "export", conversation))
    assert [turn["question"] for turn in exported["transcript"]] == [CASE, "and if they had bid 310?"]


def test_a_chat_goes_on_with_the_question_that_was_cut_off_and_ends_where_its_pipe_ends(terminal: Terminal) -> None:
    conversation, cut_off = terminal.begun("Ogden"), "[red]what if it sold for 310k?[/red] [link=http://example.org]"
    with open_storage(str(terminal.kept)) as storage:
        Conversations(engine(), storage).say(conversation, CASE)
        storage.note_pending(conversation, cut_off)
    assert "a question waits for its answer" in terminal.done("conversations", "list")
    said = terminal.done("chat", conversation, typed="use that")
    assert set(ID.findall(said)) == {conversation}
    # shown as it was typed, not in red
    assert said.index(f"> {cut_off}") < said.index("Then at most $8,000") < said.index("Your case now")
    with open_storage(str(terminal.kept)) as storage:
        assert (storage.info(conversation).turns, storage.info(conversation).pending) == (3, None)


def test_one_question_is_asked_in_a_conversation_that_remembers(terminal: Terminal) -> None:
    conversation = terminal.begun("Ogden")
    with open_storage(str(terminal.kept)) as storage:
        Conversations(engine(), storage).say(conversation, CASE)
    answer = json.loads(terminal.done("ask", "--conversation", conversation, "--json", "and if they had bid 310?"))
    assert (answer["amount"], answer["act"]) == ("8000.00", "what_if")
    assert {fact["name"]: (fact["value"], fact["status"], fact["turn"]) for fact in answer["case"][-2:]} == {
        "process": ("nonjudicial", "known", 1),
        "sale_price": ("310000", "supposed", 2),
    }
    with open_storage(str(terminal.kept)) as storage:
        assert (storage.info(conversation).turns, storage.info(conversation).title) == (2, "Ogden")


@pytest.fixture
def command(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The program's entry within this process, which starts in no time: its exit status and what it prints."""
    settings = get_settings().model_copy(update={"conversations": str(terminal.kept)})
    monkeypatch.setattr("bot.cli.get_settings", lambda: settings)

    def run(*args: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["shortfall", "conversations", *args])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return run


def test_conversations_are_begun_listed_renamed_and_exported(terminal: Terminal, command: Command) -> None:
    assert command("list") == (0, "", "")
    _, first, _ = command("new", "The house in Ogden")
    first, second = first.strip(), terminal.begun()
    assert ID.fullmatch(first)
    _, listed, _ = command("list")
    assert [line.split()[0] for line in listed.splitlines()] == [second, first]
    assert command("rename", first, "Ogden") == (0, "", "")
    _, listed, _ = command("list", "--limit", "1", "--offset", "1")
    assert listed.split()[0] == first and listed.endswith("0 turns  Ogden\n")
    target = terminal.kept.with_name("out.json")
    assert command("export", first, str(target)) == (0, "", f"written to {target}\n")
    exported = json.loads(target.read_text("utf-8"))
    assert (exported["id"], exported["title"], exported["transcript"]) == (first, "Ogden", [])
    assert json.loads(command("export", first)[1]) == exported


def test_a_conversation_is_deleted_when_it_was_asked_for_twice_or_with_yes(
    terminal: Terminal, command: Command
) -> None:
    first, second, third = terminal.begun("Ogden"), terminal.begun(), terminal.begun()
    status, said, _ = command("delete", first, typed="n\n")
    assert status == 1 and "Delete Ogden with its 0 turns for good?" in said
    assert len(command("list")[1].splitlines()) == 3
    assert command("delete", first, typed="y\n")[0] == 0
    assert command("delete", second, "--yes") == (0, "", "deleted\n")
    assert [line.split()[0] for line in command("list")[1].splitlines()] == [third]


def test_an_unknown_conversation_is_a_message_of_every_command(terminal: Terminal, command: Command) -> None:
    for args in (("export", "no-such"), ("rename", "no-such", "Ogden"), ("delete", "no-such", "--yes")):
        status, said, wrong = command(*args)
        assert (status, said) == (2, ""), args
        assert wrong.startswith("shortfall: There is no conversation 'no-such'")


@pytest.mark.parametrize("args", [("chat", "no-such"), ("ask", "-c", "no-such", "owed 200k")], ids=" ".join)
def test_an_unknown_conversation_is_a_message(terminal: Terminal, args: tuple[str, ...]) -> None:
    done = terminal.run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no-such" in done.stderr and "shortfall conversations list" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_where_nothing_can_be_kept_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = Terminal(tmp_path / "file" / "conversations.db").run("conversations", "new")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "SHORTFALL_CONVERSATIONS" in done.stderr


def test_an_export_that_cannot_be_written_is_a_message(terminal: Terminal, command: Command) -> None:
    status, said, wrong = command("export", terminal.begun(), str(terminal.kept.parent / "no" / "such" / "folder"))
    assert (status, said) == (2, "")
    assert "Check the path" in wrong
