"""A conversation on the page, in a real browser: it goes on, outlives reloads and crashes, stays private, and ends."""

from pathlib import Path
from typing import Any

import pytest

from bot.conversation.conversations import Conversations
from bot.conversation.storage import ConversationInfo, open_storage
from bot.errors import ConversationError
from tests.conversation.kept import kept_bytes
from tests.conversation.talker import engine
from tests.ui.server import ChatServer, fits
from tests.ui.visit import LONG_MS, ask, conversation, messages, needs_browser, photograph, rests, shows

pytestmark = pytest.mark.browser
needs_browser()

CASE = "Utah trustee's sale, owed $318,000, sold for $255,000, worth $300,000"
WHAT_IF = "and if they had bid $310,000?"


@pytest.fixture
def told(kept: Path) -> str:
    """A conversation in which the case was told, as it is found by its address."""
    with open_storage(str(kept)) as storage:
        talk = Conversations(engine(), storage)
        id = talk.start().id
        talk.say(id, f"{CASE}, says Torvald Lindqvist")
    return id


def info(kept: Path, id: str) -> ConversationInfo:
    with open_storage(str(kept)) as storage:
        return storage.info(id)


def test_a_conversation_outlives_a_reload_and_its_server(visit: Any, server: ChatServer, kept: Path) -> None:
    page = visit()
    ask(page, CASE, "At most $18,000")
    id = conversation(page)
    ask(page, WHAT_IF, "Then at most $8,000")
    photograph(page, "conversation-what-if-wide")
    page.reload()
    shows(page, "Then at most $8,000")
    rests(page)
    assert (messages(page), conversation(page)) == (4, id)
    body = page.inner_text("body")
    assert CASE in body and WHAT_IF in body and "At most $18,000" in body
    server.kill()
    with open_storage(str(kept)) as storage:
        assert (storage.info(id).turns, storage.info(id).pending) == (2, None)
        storage.note_pending(id, "use that")  # as it is where the kill lands within a turn
    server.start()
    page.goto(f"{server.address}/?c={id}")
    shows(page, "Your case now: the sale price is $310,000")
    rests(page)
    assert messages(page) == 6
    ask(page, "what do you know about me?", "This is what I know of your case")
    assert "$310,000 (message 3" in page.inner_text("body")
    assert messages(page) == 8
    assert (info(kept, id).turns, info(kept, id).pending) == (4, None)


def test_two_visitors_do_not_see_each_other(visit: Any, told: str) -> None:
    first, second = visit(f"/?c={told}"), visit()
    shows(first, "At most $18,000")
    rests(second)
    assert messages(second) == 0
    ask(second, "what do you know about me?", "you have told me no fact of a case")
    ask(first, "what do you know about me?", "This is what I know of your case")
    assert "318,000" in first.inner_text("body") and "318,000" not in second.inner_text("body")
    assert conversation(first) == told != conversation(second)


def test_a_comparison_is_a_table_with_whole_dollar_signs_on_a_phone(visit: Any, told: str) -> None:
    page = visit(f"/?c={told}", width=360)
    ask(page, "compare it with Nevada and Texas", "May the lender collect the rest?")
    rows = [row.inner_text() for row in page.locator("[data-testid=stChatMessage] table tr").all()]
    assert [row.split()[0] for row in rows] == ["State", "Utah", "Nevada", "Texas"]
    assert "$18,000" in rows[1]
    assert page.locator(".katex").count() == 0
    page.locator("[data-testid=stChatMessage] table").scroll_into_view_if_needed()
    photograph(page, "conversation-comparison-phone")
    assert fits(page)


def test_a_new_conversation_begins_a_new_conversation_and_keeps_the_old_one(visit: Any, kept: Path, told: str) -> None:
    page = visit(f"/?c={told}")
    page.get_by_role("tab", name="History").click()
    page.get_by_role("button", name="New conversation").click()
    page.get_by_text("For example:").wait_for(timeout=LONG_MS)
    rests(page)
    assert (messages(page), page.url.count("?c=")) == (0, 0)
    ask(page, "what do you know about me?", "you have told me no fact of a case")
    assert conversation(page) != told
    assert info(kept, told).turns == 1


def test_delete_removes_the_conversation_for_good(visit: Any, kept: Path, told: str) -> None:
    page = visit(f"/?c={told}")
    shows(page, "Torvald Lindqvist")
    with open_storage(str(kept)) as storage:  # those of the other tests name him too
        for other in storage.list():
            if other.id != told:
                storage.delete(other.id)
    assert b"Lindqvist" in kept_bytes(str(kept))
    page.get_by_role("tab", name="History").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete it").click()
    page.get_by_text("For example:").wait_for(timeout=LONG_MS)
    rests(page)
    assert (messages(page), page.url.count("?c=")) == (0, 0)
    with pytest.raises(ConversationError):
        info(kept, told)
    assert b"Lindqvist" not in kept_bytes(str(kept))
    page.goto(f"{page.url}?c={told}")
    shows(page, "That conversation is not kept here any more")
    rests(page)
    assert messages(page) == 0 and "Lindqvist" not in page.inner_text("body")
