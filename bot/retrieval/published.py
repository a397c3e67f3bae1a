"""The published index on disk: which build is in service, what it holds, and whether it is whole.

index/
  current                      the name of the build in service, replaced in one step
  builds/<corpus>-<time>/      manifest.json, passages.jsonl, glossary.json, lexical/, sentences/, vectors/
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import SearchIndexError
from bot.retrieval.passage import Passage

if sys.platform != "win32":
    import fcntl

FORMAT = 2  # raised when a published index can no longer be read by older code, or the other way round
CURRENT, BUILDS, MANIFEST = "current", "builds", "manifest.json"
PASSAGES, GLOSSARY, LEXICAL = "passages.jsonl", "glossary.json", "lexical"
SENTENCES, VECTORS = "sentences", "vectors"
FIX = "Run `shortfall ingest` (or `make ingest`)"
_NAME = re.compile(r"[0-9a-f]{12}-\d{8}T\d{12}Z")


class Manifest(BaseModel):
    """What a build was made of.

    corpus_hash: of the corpus files and of the code that renders them. model_hash: of the embedding model.
    store: where the vectors are, in the build's directory or on a Chroma server.
    files: SHA-256 of each file of the build but Chroma's. versions: of the libraries that wrote it. built: UTC.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    corpus_hash: str
    model_hash: str
    built: datetime
    passages: int
    asks: int
    vectors: dict[str, int]
    store: Literal["directory", "server"]
    states: dict[str, str]
    files: dict[str, str]
    versions: dict[str, str]


def current_build(index_dir: Path) -> Path:
    """The folder of the build in service.

    Raises SearchIndexError where there is none or the pointer is damaged.
    """
    try:
        name = (index_dir / CURRENT).read_text("ascii").strip()
    except FileNotFoundError:
        raise SearchIndexError(f"There is no search index in {index_dir}. {FIX} to build it.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SearchIndexError(f"{index_dir / CURRENT} cannot be read ({error}). {FIX} to build it again.") from error
    build = index_dir / BUILDS / name
    # the pointer is data: a damaged one must not lead outside the folder
    if not _NAME.fullmatch(name) or not build.is_dir():
        raise SearchIndexError(f"{index_dir / CURRENT} names a build that is not there. {FIX} to build it again.")
    return build


def build_name(corpus_hash: str, built: datetime) -> str:
    """The folder name of a build; `built` is in UTC."""
    return f"{corpus_hash[:12]}-{built:%Y%m%dT%H%M%S%f}Z"


def read_manifest(build: Path) -> Manifest:
    """The manifest of a build.

    Raises SearchIndexError for a damaged one or one of another format.
    """
    try:
        manifest = Manifest.model_validate_json((build / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise damaged(build / MANIFEST, error) from error
    if manifest.format != FORMAT:
        raise SearchIndexError(
            f"The search index has format {manifest.format}; this version reads {FORMAT}. {FIX} to build it anew."
        )
    return manifest


def read_checked(build: Path, manifest: Manifest, name: str) -> bytes:
    """A file of a build, compared with its fingerprint in the manifest.

    Raises SearchIndexError where it is missing or changed.
    """
    try:
        content = (build / name).read_bytes()
    except OSError as error:
        raise damaged(build / name, error) from error
    if hashlib.sha256(content).hexdigest() != manifest.files.get(name):
        raise damaged(build / name, "it is not the file that was published")
    return content


def check(build: Path, manifest: Manifest, name: str) -> None:
    """Compare a file of a build with its fingerprint, without holding it in memory.

    Raises SearchIndexError where it is missing or changed.
    """
    try:
        with (build / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise damaged(build / name, error) from error
    if found != manifest.files.get(name):
        raise damaged(build / name, "it is not the file that was published")


def read_passages(build: Path, manifest: Manifest) -> list[Passage]:
    """The passages of a build, in the order of the lexical index.

    Raises SearchIndexError where the file is damaged.
    """
    lines = read_checked(build, manifest, PASSAGES).splitlines()
    try:
        return [Passage.model_validate_json(line) for line in lines]
    except ValidationError as error:
        raise damaged(build / PASSAGES, error) from error


def damaged(path: Path, why: object) -> SearchIndexError:
    """The error for a part of an index that cannot be used."""
    reason = (str(why).splitlines() or [type(why).__name__])[0].rstrip(".")
    return SearchIndexError(
        f"The search index is damaged: {path}: {reason}. Run `shortfall ingest --rebuild` (or `make ingest`)."
    )


def hold(build: Path) -> int | None:
    """Mark a build as being read until this process ends or `release`s it, so that no ingestion removes it.

    Returns a handle, or None where the system has no such marks.
    """
    if sys.platform == "win32":
        return None  # Windows refuses to delete open files, which serves the same end
    try:
        handle = os.open(build / MANIFEST, os.O_RDONLY)
    except OSError as error:
        raise damaged(build / MANIFEST, error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:  # some network file systems have no locks; the last builds are kept there all the same
        os.close(handle)
        return None
    return handle


def release(handle: int | None) -> None:
    """Give up a mark made by `hold`."""
    if handle is not None:
        os.close(handle)


@contextmanager
def unread(build: Path) -> Iterator[bool]:
    """Whether no reader on this machine holds the build; none can take hold of it inside the block."""
    if sys.platform == "win32" or not (build / MANIFEST).is_file():
        yield True
        return
    handle = os.open(build / MANIFEST, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = True
        except OSError:
            free = False
        yield free
    finally:
        os.close(handle)
