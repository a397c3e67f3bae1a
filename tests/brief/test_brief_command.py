"""`shortfall brief`: a kept conversation as Markdown or PDF."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from bot.brief.of_conversation import brief_of
from bot.cli import app
from bot.conversation.conversations import Conversations
from bot.conversation.storage import Storage, open_storage
from bot.errors import ConversationError, ShortfallError
from bot.settings import get_settings
from tests.brief.talk import UTAH, engine


@pytest.fixture
def storage() -> Iterator[Storage]:
    with open_storage(get_settings().conversations_url()) as opened:
        yield opened


@pytest.fixture
def kept(storage: Storage) -> str:
    talk = Conversations(engine(), storage)
    id = talk.start().id
    talk.say(id, UTAH)
    talk.say(id, "the lender is the one that bought it")
    return id


def test_markdown_goes_to_the_terminal(kept: str) -> None:
    done = CliRunner().invoke(app, ["brief", kept, "--today", "2026-11-23"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("# Case brief: Utah") and "39 days left" in done.output
    assert "from a conversation of 2 messages" in done.output


def test_a_pdf_and_a_markdown_file_are_written(kept: str, tmp_path: Path) -> None:
    for name in ("case.pdf", "case.md"):
        done = CliRunner().invoke(app, ["brief", kept, "-o", str(tmp_path / name), "--today", "2026-11-23"])
        assert done.exit_code == 0, done.output
    assert "39 days left" in PdfReader(tmp_path / "case.pdf").pages[0].extract_text()
    assert (tmp_path / "case.md").read_text("utf-8").startswith("# Case brief: Utah")


@pytest.mark.parametrize(
    ("args", "error", "says"),
    [
        (["-o", "case.docx"], ShortfallError, r"\.pdf or \.md"),
        (["-o", "/nowhere/case.pdf"], ShortfallError, "Check the path"),
    ],
)
def test_what_cannot_be_written_says_what_to_do(kept: str, args: list[str], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        CliRunner().invoke(app, ["brief", kept, *args], catch_exceptions=False)


def test_an_unknown_conversation_is_named() -> None:
    with pytest.raises(ConversationError, match="nosuch"):
        CliRunner().invoke(app, ["brief", "nosuch"], catch_exceptions=False)


def test_the_state_picked_beside_the_chat_counts(storage: Storage) -> None:
    talk = Conversations(engine(), storage)
    id = talk.start().id
    talk.say(id, "trustee's sale, owed $318,000, sold for $255,000. can they collect the rest?", state="UT")
    assert brief_of(storage, id, engine().index, engine().settings).state == "UT"
