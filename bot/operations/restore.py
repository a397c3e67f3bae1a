"""`shortfall restore`: a backup back in place. All of it is read and checked before anything is changed."""

import contextlib
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.conversation.storage import open_storage
from bot.errors import ConversationError, OperationError
from bot.operations.archive import CONVERSATIONS, DOCUMENTS, INDEX, BackupManifest, extract, opened, read_manifest
from bot.operations.portable import check_portable, columns_of, copy_all, empty, holds_anything, is_file
from bot.retrieval import published
from bot.retrieval.published import BUILDS, MANIFEST, check
from bot.settings import Settings

PARTS = (CONVERSATIONS, INDEX, DOCUMENTS)


def restore(
    source: Path, settings: Settings, *, force: bool = False, parts: Sequence[str] = PARTS
) -> tuple[BackupManifest, list[str]]:
    """Put a backup in the place of what is there; what it holds, and what was restored.

    force: replace conversations and documents that are there. parts: which to restore, of PARTS.
    A part is put in place in one step, the index by its pointer, so that one that is cut short changes nothing; only
    into Postgres conversations are copied one by one, and a copy that was cut short is begun again with --force.
    Raises OperationError where something would be lost without `force`, the backup is damaged or the service is running.
    """
    with opened(source) as tar, ExitStack() as staged:
        manifest = read_manifest(tar, source)
        held = {part for part in PARTS if any(name == part or name.startswith(f"{part}/") for name in manifest.files)}
        wanted = [part for part in PARTS if part in parts and part in held]
        if not wanted:
            raise OperationError(f"{source} holds none of {', '.join(parts)}. Nothing was changed.")
        ready = {part: staged.enter_context(_staged(tar, manifest, part, _beside(part, settings))) for part in wanted}
        # first whatever may still refuse, for every part, and then the changes
        if CONVERSATIONS in ready:
            check_portable(ready[CONVERSATIONS] / CONVERSATIONS)
            _may_replace_conversations(settings, force)
        if DOCUMENTS in ready and not force and _any(settings.documents_dir):
            raise _there(str(settings.documents_dir))
        if INDEX in ready:
            _check_index(ready[INDEX] / INDEX, manifest)
        if CONVERSATIONS in ready:
            _put_conversations(ready[CONVERSATIONS] / CONVERSATIONS, settings)
        if DOCUMENTS in ready:
            _put_documents(ready[DOCUMENTS] / DOCUMENTS, settings.documents_dir)
        if INDEX in ready:
            _put_index(ready[INDEX] / INDEX, settings.index_dir)
    return manifest, wanted


def _beside(part: str, settings: Settings) -> Path:
    """A folder on the same disk as where the part goes, so that it can be put in place by its name alone."""
    if part == INDEX:
        return settings.index_dir
    if part == DOCUMENTS:
        return settings.documents_dir.parent
    file = is_file(settings.conversations_url())
    return settings.documents_dir.parent if file is None else file.parent


@contextmanager
def _staged(tar: tarfile.TarFile, manifest: BackupManifest, part: str, beside: Path) -> Iterator[Path]:
    folder = beside / f".restoring-{part.partition('.')[0]}"
    beside.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        extract(tar, manifest, part, folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _any(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_dir() for path in folder.iterdir())


def _there(place: str) -> OperationError:
    return OperationError(
        f"There is something in {place} already, which would be lost. Nothing was changed; make a backup of it first, then "
        "restore with --force."
    )


def _may_replace_conversations(settings: Settings, force: bool) -> None:
    url = settings.conversations_url()
    file = is_file(url)
    if file is not None and not file.exists():
        return
    try:
        with open_storage(url) as storage:
            if not force and holds_anything(storage):
                raise _there("the database of conversations")
    except ConversationError:
        # a damaged file is what a backup is for; its remains are somebody's to look at all the same
        if file is None or not force:
            raise


def _put_conversations(copy: Path, settings: Settings) -> None:
    url = settings.conversations_url()
    file = is_file(url)
    if file is None:
        with open_storage(url) as target, open_storage(str(copy)) as source:
            empty(target)
            copy_all(source, target, columns_of(copy))
        return
    locks = file.with_name(f"{file.name}-locks")
    locks.mkdir(mode=0o700, exist_ok=True)
    try:
        # the lock that every opening takes, so that no program opens the old file while it is replaced
        with FileLock(locks / "opening.lock", mode=0o600, timeout=30):
            _alone(file)
            copy.replace(file)
    except Timeout:
        raise OperationError("Another program is opening the conversations. Nothing was changed; try again.") from None
    open_storage(url).close()  # with the log and the tables that this version has


def _alone(file: Path) -> None:
    """Fold the log into the file that will be replaced.

    Raises OperationError where another program has the file open: it would go on writing into what is gone.
    """
    if file.exists():
        busy = False
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            try:
                # only who is alone may leave the log's mode
                busy = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete"
            except sqlite3.OperationalError:
                busy = True
            except sqlite3.DatabaseError:
                pass  # damaged, and about to be replaced
        if busy:
            raise OperationError(
                "The conversations are in use. Nothing was changed; stop the service and the page, then restore again."
            )
    for ending in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _put_documents(folder: Path, target: Path) -> None:
    old = target.with_name(f".replaced-{target.name}")
    shutil.rmtree(old, ignore_errors=True)
    with contextlib.suppress(FileNotFoundError):
        target.rename(old)
    folder.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _check_index(folder: Path, manifest: BackupManifest) -> None:
    """Whether the build is one that this program can read, file by file. Raises SearchIndexError."""
    build = folder / str(manifest.build)
    made = published.read_manifest(build)
    for name in made.files:
        check(build, made, name)


def _put_index(folder: Path, index_dir: Path) -> None:
    from ingest.publish import only_ingestion, publish, remove  # noqa: PLC0415 (the one other thing that publishes)

    with only_ingestion(index_dir):
        (build,) = folder.iterdir()
        place = index_dir / BUILDS / build.name
        if not (place / MANIFEST).is_file():
            remove(place)
            place.parent.mkdir(exist_ok=True)
            build.rename(place)
        publish(index_dir, place)
