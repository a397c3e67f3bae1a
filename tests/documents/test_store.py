"""Documents are there once, whole or not at all, for whom they are meant, and until they are removed."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.documents import store as stores
from bot.documents.model import Document, DocumentError, DocumentStoreError, UnknownDocumentError
from bot.documents.search import Documents
from bot.errors import SearchIndexError
from bot.retrieval.embedder import model_folder, shared_embedder
from ingest.split import piece_counter
from tests.documents.conftest import ADDRESS

HOURS = b"# Office hours\nWalk-in intake is from nine until three on weekdays. Bring two recent pay stubs with you."


def add(store: Documents, content: bytes = HOURS, **told: str | date) -> tuple[Document, bool]:
    about = {"title": "Hours", "state": "AZ", "url": ADDRESS} | told
    return store.add(content, "hours.md", **about)  # type: ignore[arg-type]


def test_a_document_is_kept_with_its_text_and_without_its_file(store: Documents) -> None:
    document, new = add(store, dated=date(2026, 1, 5))
    assert new
    assert store.documents() == [document]
    assert store.text(document.id).startswith("# Office hours\n")
    assert {path.name for path in (store.folder / document.id).iterdir()} == {
        "about.json",
        "text.md",
        "passages.jsonl",
        "vectors.npz",
    }
    passage = store.passage(f"documents/{document.id}#1")
    assert (passage.kind, passage.state, passage.checked, passage.url) == ("document", "AZ", date(2026, 1, 5), ADDRESS)


def test_the_same_file_of_one_owner_is_kept_once(store: Documents) -> None:
    first, _ = add(store)
    assert add(store) == (first, False)
    assert add(store, owner="north")[1]
    with pytest.raises(DocumentError, match="here already, as “Hours” for AZ"):
        add(store, state="NV")


def test_the_same_file_added_by_several_processes_at_once_is_kept_once(store: Documents) -> None:
    program = [sys.executable, str(Path(__file__).with_name("adding.py")), str(store.folder), ADDRESS]
    running = [subprocess.Popen(program, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    ids = {process.communicate()[0].strip() for process in running}
    assert ids == {document.id for document in store.documents()}
    assert len(ids) == 1


def test_what_another_process_adds_and_removes_is_taken_up_without_a_restart(store: Documents) -> None:
    other = Documents(store.folder, lambda: shared_embedder(""))
    assert store.find(["when is walk-in intake"], state="AZ", owner="") == []
    document, _ = add(other)
    assert [f.document.id for f in store.find(["when is walk-in intake"], state="AZ", owner="")] == [document.id]
    other.remove(document.id)
    assert store.find(["when is walk-in intake"], state="AZ", owner="") == []
    with pytest.raises(SearchIndexError, match="not here"):
        store.passage(f"documents/{document.id}#1")


def test_a_document_is_found_for_its_state_and_its_owner_alone(store: Documents) -> None:
    mine, _ = add(store, owner="north")
    everybodys, _ = add(store, HOURS + b" Thank you for coming.", state="US")

    def seen(state: str | None, owner: str) -> set[str]:
        return {found.document.id for found in store.find(["when is walk-in intake"], state=state, owner=owner)}

    assert seen("AZ", "north") == {mine.id, everybodys.id}
    assert seen("AZ", "south") == seen("NV", "north") == seen(None, "north") == {everybodys.id}
    with pytest.raises(UnknownDocumentError):
        store.text(mine.id, "south")
    with pytest.raises(SearchIndexError):
        store.passage(f"documents/{mine.id}#1", "south")


def test_only_the_owner_or_whoever_runs_the_machine_removes_a_document(store: Documents) -> None:
    mine, _ = add(store, owner="north")
    everybodys, _ = add(store, HOURS + b" Thank you for coming.")
    for document, owner in ((mine, "south"), (everybodys, "north")):
        with pytest.raises(UnknownDocumentError):
            store.remove(document.id, owner)
    store.remove(mine.id, "north")
    store.remove(everybodys.id)
    assert store.documents() == []
    assert {path.name for path in store.folder.iterdir()} == {"version", ".lock"}


@pytest.mark.parametrize(
    "name", ["..", "../../etc", "", "0" * 31, "0" * 33, "A" * 32, "0" * 32, "a/b", ".lock", "version"]
)
def test_an_id_is_never_a_path(name: str, store: Documents) -> None:
    add(store)
    for ask in (store.document, store.text, store.remove):
        with pytest.raises(UnknownDocumentError, match="no document"):
            ask(name)
    assert len(store.documents()) == 1


def test_a_killed_writer_leaves_no_document_and_the_next_one_clears_up(
    store: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = add(store)

    def killed(_path: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(stores, "_to_disk", killed)
        with pytest.raises(KeyboardInterrupt):
            add(store, HOURS + b" Thank you for coming.")
    assert [path.name for path in store.folder.glob(".new-*")] != []
    assert store.documents() == [first]
    add(store, HOURS + b" See you soon at the office.")
    assert list(store.folder.glob(".new-*")) == []
    assert len(store.documents()) == 2


def test_a_full_disk_is_told_and_leaves_nothing(store: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores.vectors, "write", full)
    with pytest.raises(DocumentStoreError, match="No space left on device"):
        add(store)
    assert store.documents() == []
    assert list(store.folder.glob(".new-*")) == []


@pytest.mark.parametrize("file", ["about.json", "passages.jsonl", "vectors.npz"])
def test_a_damaged_document_is_left_out_and_logged(
    file: str, store: Documents, caplog: pytest.LogCaptureFixture
) -> None:
    damaged, _ = add(store)
    (store.folder / damaged.id / file).write_bytes(b"{broken")
    whole, _ = add(store, HOURS + b" Thank you for coming.")
    assert [f.document.id for f in store.find(["when is walk-in intake"], state="AZ", owner="")] == [whole.id]
    assert damaged.id in caplog.text
    assert "pay stubs" not in caplog.text


def test_too_many_or_too_long_documents_are_refused(store: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentError, match="400,000 characters"):
        add(store, b"We open at nine. " * 25_000)
    monkeypatch.setattr(stores, "MOST_DOCUMENTS", 1)
    add(store)
    with pytest.raises(DocumentError, match="1 documents already"):
        add(store, HOURS + b" Thank you for coming.")


def test_every_passage_fits_the_model(store: Documents) -> None:
    document, _ = add(
        store, b"# Long\n" + b"The desk on the second floor answers each letter within ten working days. " * 120
    )
    parts = [store.passage(f"documents/{document.id}#{n}") for n in range(1, document.passages + 1)]
    count = piece_counter(model_folder())
    assert len(parts) > 5
    assert max(count(part.full_text) for part in parts) <= 256
