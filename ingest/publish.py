"""Putting a finished build into service, and clearing away what is no longer needed.

Readers follow one pointer file, which is replaced in one step after the build has reached the disk. An ingestion that
dies earlier leaves a folder nobody points to; the next one removes it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import SearchIndexError
from bot.retrieval.published import BUILDS, CURRENT, MANIFEST, current_build, unread

LOCK = "ingest.lock"
KEPT = 2


@contextmanager
def only_ingestion(index_dir: Path) -> Iterator[None]:
    """Keep every other ingestion out of an index folder meanwhile.

    Raises SearchIndexError where one is running. The lock ends with its process, however that ends.
    """
    index_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(index_dir / LOCK, timeout=0):
            yield
    except Timeout:
        raise SearchIndexError(
            f"Another ingestion is writing to {index_dir}. Wait until it is done, then run `shortfall ingest` again."
        ) from None


def publish(index_dir: Path, build: Path) -> None:
    """Put a build into service: its files first reach the disk, then the pointer is replaced in one step."""
    for path in (*build.rglob("*"), build, build.parent):
        _sync(path)
    pointer = index_dir / f"{CURRENT}.new"
    pointer.write_text(f"{build.name}\n", "ascii")
    _sync(pointer)
    pointer.replace(index_dir / CURRENT)
    _sync(index_dir)


def clear_half_builds(index_dir: Path) -> list[str]:
    """Remove what ingestions that died left behind; returns the names. Call it inside `only_ingestion` only."""
    (index_dir / f"{CURRENT}.new").unlink(missing_ok=True)
    builds = index_dir / BUILDS
    half = [path for path in sorted(builds.iterdir()) if not (path / MANIFEST).is_file()] if builds.is_dir() else []
    for path in half:
        remove(path)
    return [path.name for path in half]


def prune(index_dir: Path) -> list[str]:
    """Remove old builds but the one in service, the one before it, and those a reader of this machine holds open.

    Returns the names of the removed ones. Call it inside `only_ingestion` only.
    """
    serving = current_build(index_dir).name
    old = [path for path in (index_dir / BUILDS).iterdir() if path.name != serving]
    old.sort(key=lambda path: path.name.partition("-")[2], reverse=True)
    removed = []
    for path in old[KEPT - 1 :]:
        with unread(path) as free:
            if free:
                remove(path)
                removed.append(path.name)
    return sorted(removed)


def remove(build: Path) -> None:
    """Remove a build, its manifest first: whatever is left, should this be cut short, is a half build."""
    if build.is_dir() and not build.is_symlink():
        (build / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(build)
    else:
        build.unlink(missing_ok=True)


def discard(index_dir: Path, build: Path) -> bool:
    """Remove a build that failed, unless it already is the one in service; whether it was removed."""
    pointer = index_dir / CURRENT
    serves = pointer.is_file() and pointer.read_text("ascii").strip() == build.name
    if not serves:
        remove(build)
    return not serves


def _sync(path: Path) -> None:
    """Wait until a file, or a folder's list of files, has reached the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no such call for folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
