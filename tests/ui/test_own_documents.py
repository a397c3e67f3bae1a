"""On the page: a document is added and removed in the counselor's panel, and its passage opens, marked as not reviewed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bot.conversation.shortfall import Shortfall
from bot.documents.search import Documents
from bot.retrieval.embedder import shared_embedder
from bot.settings import Settings
from bot.ui.library.own import own_document
from bot.ui.turns import plain, text_of
from tests.documents.conftest import ADDRESS, TODAY


@pytest.fixture
def store(tmp_path: Path) -> Documents:
    return Documents(tmp_path / "documents", lambda: shared_embedder(""))


@pytest.fixture
def engine_over() -> Callable[[Path], Shortfall]:
    """An engine whose documents are in a folder."""
    return lambda folder: Shortfall(Settings(today=TODAY, documents_dir=folder))


HOURS = b"# Office hours\nWalk-in intake costs $5 and is from nine until three on weekdays. Bring two recent pay stubs."


def panel(folder: str) -> None:
    from pathlib import Path  # noqa: PLC0415 (this function is run as a page of its own)

    from bot.documents.search import Documents  # noqa: PLC0415
    from bot.retrieval.embedder import shared_embedder  # noqa: PLC0415
    from bot.ui.counselor.documents import show_documents  # noqa: PLC0415

    show_documents(Documents(Path(folder), lambda: shared_embedder("")), "documents")


def shown(folder: Path) -> AppTest:
    return AppTest.from_function(panel, args=(str(folder),), default_timeout=60).run()


def test_a_document_is_added_and_removed_in_the_panel(store: Documents) -> None:
    page = shown(store.folder)
    assert "There are none yet." in [caption.value for caption in page.caption]
    page.file_uploader[0].set_value(("hours.md", HOURS, "text/markdown"))
    page.text_input[0].set_value("Hours *today*")
    page.text_input[1].set_value(ADDRESS)
    page.selectbox[0].set_value("Arizona")
    page.button[-1].click().run()
    assert not page.exception
    (document,) = store.documents("")
    assert (document.title, document.state) == ("Hours today", "AZ")
    shown(store.folder).button(key=f"documents-remove-{document.id}").click().run()
    assert store.documents() == []


def test_a_refusal_is_shown_in_the_panel(store: Documents) -> None:
    page = shown(store.folder)
    page.button[-1].click().run()
    assert page.warning[0].value == "Choose a file first."
    page.file_uploader[0].set_value(("hours.md", HOURS, "text/markdown"))
    page.text_input[0].set_value("Hours")
    page.text_input[1].set_value("javascript:alert(1)")
    page.button[-1].click().run()
    assert "address" in page.error[0].value
    assert store.documents() == []


def source(folder: str, passage: str) -> None:
    from pathlib import Path  # noqa: PLC0415

    from bot.settings import Settings  # noqa: PLC0415
    from bot.ui.library.own import own_document  # noqa: PLC0415
    from bot.ui.library.source import show_source  # noqa: PLC0415

    settings = Settings(documents_dir=Path(folder))
    show_source(own_document(passage, settings)[0], "", settings)


def test_a_passage_opens_by_its_address_for_this_machine_s_documents_alone(store: Documents) -> None:
    settings = Settings(documents_dir=store.folder)
    ours, _ = store.add(HOURS, "h.md", title="Hours", state="AZ", url=ADDRESS)
    norths, _ = store.add(HOURS, "h.md", title="Hours", state="AZ", url=ADDRESS, owner="north")
    assert [p.id for p in own_document(f"documents/{ours.id}#1", settings)] == [f"documents/{ours.id}#1"]
    for other in (f"documents/{norths.id}#1", f"documents/{ours.id}#9", "documents/../x#1", "documents/", "guide/x#y"):
        assert own_document(other, settings) == []
    page = AppTest.from_function(source, args=(str(store.folder), f"documents/{ours.id}#1")).run()
    assert "did not review" in page.caption[0].value
    assert "checked" not in page.caption[0].value.lower()


def test_a_quotation_on_the_page_is_a_link_and_its_dollars_are_dollars(
    engine_over: Callable[[Path], Shortfall], tmp_path: Path
) -> None:
    engine = engine_over(tmp_path / "documents")
    document, _ = engine.own.documents().add(HOURS, "h.md", title="Hours", state="US", url=ADDRESS)
    answer = engine.ask("what does walk-in intake cost on weekdays?")
    drawn = text_of(answer)
    assert rf"passage=documents%2F{document.id}%231" in drawn
    assert r"\$5" in drawn
    assert "not reviewed)" in plain(answer)


@pytest.mark.parametrize("quote", ["<b>x</b>", "$$x$$"])
def test_markup_in_a_document_is_never_drawn(quote: str, store: Documents) -> None:
    document, _ = store.add(HOURS + quote.encode(), "h.md", title="Hours", state="US", url=ADDRESS)
    page = AppTest.from_function(source, args=(str(store.folder), f"documents/{document.id}#1")).run()
    assert quote not in "".join(markdown.value for markdown in page.markdown)
