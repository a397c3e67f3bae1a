"""The form of a backup: one .tar whose last member, manifest.json, names every other with its SHA-256.

conversations.db     everything a database of conversations keeps: turns, cases, keys, batches, feedback
index/<build>/…      the search index in service
documents/…          the agencies' own documents
"""

import hashlib
import io
import os
import re
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import OperationError

FORM = 1
MANIFEST, CONVERSATIONS, INDEX, DOCUMENTS = "manifest.json", "conversations.db", "index", "documents"
LONGEST_MANIFEST = 50_000_000  # bytes
_STEP = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._ -]{0,200}")
_KEPT = "Nothing was changed."


class BackupManifest(BaseModel):
    """What a backup holds. made: UTC. version: of the program. files: SHA-256 by name. vectors: whether the index's are in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: int
    made: datetime
    version: str
    conversations: int
    build: str | None
    vectors: bool
    files: Mapping[str, str]


class Writer:
    """A backup that is being written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 (closed by `close`)
        self._files: dict[str, str] = {}

    def add(self, path: Path, name: str) -> None:
        """Add a file as it is now."""
        with path.open("rb") as read:
            size = os.fstat(read.fileno()).st_size
            hashed = _Hashed(read)
            self._tar.addfile(_member(name, size), hashed)
        self._files[name] = hashed.hexdigest()

    def add_folder(self, folder: Path, name: str) -> None:
        """Add the files of a folder; those in progress (with a leading dot, locks) and those gone meanwhile are passed over."""
        for path in sorted(folder.rglob("*")):
            steps = path.relative_to(folder).parts
            if (
                path.is_symlink()
                or not path.is_file()
                or path.suffix == ".lock"
                or any(s.startswith(".") for s in steps)
            ):
                continue
            try:
                self.add(path, "/".join((name, *steps)))
            except FileNotFoundError:
                continue

    def close(self, *, conversations: int, build: str | None, vectors: bool) -> BackupManifest:
        """Write the manifest and the end."""
        manifest = BackupManifest(
            form=FORM,
            made=datetime.now(UTC),
            version=version("shortfall"),
            conversations=conversations,
            build=build,
            vectors=vectors,
            files=self._files,
        )
        content = manifest.model_dump_json(indent=1).encode()
        self._tar.addfile(_member(MANIFEST, len(content)), io.BytesIO(content))
        self._tar.close()
        return manifest


@contextmanager
def opened(source: Path) -> Iterator[tarfile.TarFile]:
    """A backup to be read.

    Raises OperationError where there is none, or it is cut off or damaged.
    """
    try:
        with tarfile.open(source, "r:") as tar:
            yield tar
    except tarfile.TarError as error:
        raise OperationError(f"{source} is damaged or is no backup ({error}). {_KEPT} Use another one.") from error
    except OSError as error:
        raise OperationError(
            f"{error.filename or source}: {error.strerror}. {_KEPT} Check the path and the disk."
        ) from error


def read_manifest(tar: tarfile.TarFile, source: Path) -> BackupManifest:
    """The manifest of a backup, after a look at the names and kinds of all members.

    Raises OperationError for a backup that is damaged, of a newer program, or holds what none does.
    """
    members = tar.getmembers()
    names = [member.name for member in members]
    if not members or names[-1] != MANIFEST or len(set(names)) != len(names):
        raise OperationError(f"{source} is cut off or is no backup: its manifest is missing. {_KEPT} Use another one.")
    for member in members:
        if not member.isreg() or not _allowed(member.name):
            raise OperationError(f"{source} holds something that no backup does. {_KEPT} Use another one.")
    try:
        read = tar.extractfile(members[-1])
        assert read is not None
        manifest = BackupManifest.model_validate_json(read.read(LONGEST_MANIFEST))
    except ValidationError as error:
        raise OperationError(f"The manifest of {source} cannot be read. {_KEPT} Use another one.") from error
    if manifest.form != FORM:
        raise OperationError(
            f"{source} has form {manifest.form}; this program reads {FORM}. {_KEPT} Use its own version."
        )
    if set(manifest.files) != set(names[:-1]):
        raise OperationError(f"{source} does not hold the files that its manifest names. {_KEPT} Use another one.")
    return manifest


def extract(tar: tarfile.TarFile, manifest: BackupManifest, part: str, folder: Path) -> None:
    """Write the files of a part into a new folder, each compared with its fingerprint.

    part: CONVERSATIONS, INDEX or DOCUMENTS. Raises OperationError for a file that is not the one that was saved, and
    where the disk has not enough room.
    """
    members = [member for member in tar.getmembers() if member.name == part or member.name.startswith(f"{part}/")]
    size = sum(member.size for member in members)
    folder.mkdir(mode=0o700, parents=True)
    if size > shutil.disk_usage(folder).free:
        raise OperationError(f"{folder.parent} has no room for {size / 1e6:,.0f} MB. {_KEPT} Free some space.")
    for member in members:
        target = folder.joinpath(*member.name.split("/"))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        read = tar.extractfile(member)
        assert read is not None
        hashed = _Hashed(read)
        with target.open("xb") as written:
            target.chmod(0o600)
            shutil.copyfileobj(hashed, written)
            written.flush()
            os.fsync(written.fileno())
        if hashed.hexdigest() != manifest.files[member.name]:
            raise OperationError(f"{member.name} in the backup is damaged. {_KEPT} Use another one.")


def _allowed(name: str) -> bool:
    """Whether a member may have this name: no step leads up, out, or to a hidden or a foreign file."""
    if name in (MANIFEST, CONVERSATIONS):
        return True
    first, *steps = name.split("/")
    return first in (INDEX, DOCUMENTS) and bool(steps) and all(_STEP.fullmatch(step) for step in steps)


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


class _Hashed:
    """A file whose bytes are hashed as they are read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._file.read(size)
        self._hash.update(piece)
        return piece

    def hexdigest(self) -> str:
        """Of all that was read."""
        return self._hash.hexdigest()


def describe(manifest: BackupManifest) -> dict[str, Any]:
    """What a backup holds, for people."""
    documents = {
        name.split("/")[1] for name in manifest.files if name.startswith(f"{DOCUMENTS}/") and name.count("/") > 1
    }
    return {"conversations": manifest.conversations, "index": manifest.build, "documents": len(documents)}
