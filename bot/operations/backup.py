"""`shortfall backup`: everything that cannot be made again, and the index, in one file; the service may go on meanwhile."""

import os
import tempfile
from pathlib import Path

from bot.errors import OperationError, SearchIndexError
from bot.operations.archive import CONVERSATIONS, DOCUMENTS, INDEX, BackupManifest, Writer
from bot.operations.portable import check_portable, write_portable
from bot.retrieval.published import current_build, hold, read_manifest, release
from bot.settings import Settings


def backup(target: Path, settings: Settings, *, force: bool = False) -> BackupManifest:
    """Write a backup to `target`, which only its owner can read; what it holds.

    force: replace a file that is there. The backup takes its name only when it is whole and on the disk.
    Raises OperationError where it cannot be written, ConversationError where conversations cannot be read.
    """
    if target.exists() and not force:
        raise OperationError(f"{target} is there already. Name another file, or replace it with --force.")
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            manifest = _write(Writer(file), settings, target.parent)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise OperationError(f"{target}: {error.strerror}. No backup was made; check the path and the disk.") from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write(writer: Writer, settings: Settings, beside: Path) -> BackupManifest:
    # beside the target, because a small temporary disk need not hold all conversations
    with tempfile.TemporaryDirectory(prefix=".shortfall-backup-", dir=beside) as folder:
        copy = Path(folder) / CONVERSATIONS
        write_portable(settings.conversations_url(), copy)
        conversations = check_portable(copy)
        writer.add(copy, CONVERSATIONS)
    build, vectors = _add_index(writer, settings.index_dir)
    if settings.documents_dir.is_dir():
        writer.add_folder(settings.documents_dir, DOCUMENTS)
    return writer.close(conversations=conversations, build=build, vectors=vectors)


def _add_index(writer: Writer, index_dir: Path) -> tuple[str | None, bool]:
    """The build in service, kept from being cleared away meanwhile; its name, and whether it has its vectors with it."""
    try:
        build = current_build(index_dir)
        manifest = read_manifest(build)
    except SearchIndexError:
        return None, False  # an index can be made from the corpus; what people told cannot
    held = hold(build)
    try:
        writer.add_folder(build, f"{INDEX}/{build.name}")
    finally:
        release(held)
    return build.name, manifest.store == "directory"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
