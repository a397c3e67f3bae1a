"""Reads a file in a process that can do nothing else, and ends it where it takes too long."""

import contextlib
import json
import os
import signal
import subprocess  # nosec B404 # a document is read in a process of its own
import sys
import tempfile
from pathlib import Path
from threading import BoundedSemaphore

from bot.documents.convert import decoded
from bot.documents.model import MOST_CHARACTERS, DocumentError, Kind

WALL_SECONDS = 40.0
AT_ONCE = 2  # files that one process reads at a time
REASONS = {
    "password": "is protected by a password. Save a copy without the password and add that.",  # nosec B105 # a sentence about one
    "scanned": "holds pictures of pages and no text. Run text recognition (OCR) on it, save the result and add that.",
    "macros": "holds macros, which are programs. Save it as a plain .docx without macros and add that.",
    "bomb": "unpacks to far more than a document of its size holds. Save it again from the program it was written in.",
    "paths": "holds parts under unsafe names. Save it again from the program it was written in and add that.",
    "entities": "declares XML entities, which no document needs. Save it again from the program it was written in.",
    "nested": "is nested too deeply to be read. Save its text as a plain text file and add that.",
    "pages": "has more than 400 pages. Divide it and add the parts that people ask about.",
    "long": f"holds more than {MOST_CHARACTERS:,} characters of text. Divide it and add the parts that people ask about.",
    "heavy": "takes more time or memory to read than a document should. Save it again, or as plain text, and add that.",
    "damaged": "cannot be read; it may be damaged. Open it in the program it was written in, save it again and add that.",
    "empty": "holds no text. Check that it is the right file.",
}
_SLOTS = BoundedSemaphore(AT_ONCE)


def text_of(content: bytes, kind: Kind, name: str, seconds: float = WALL_SECONDS) -> str:
    """The text of a file as its converter gives it, which is not yet clean.

    content: the file. name: what a message calls it. seconds: how long the process may take.
    Raises DocumentError where the file cannot be read, with what to do; nothing is left on the disk.
    """
    if sys.platform == "win32":
        raise DocumentError("Documents can be added on Linux and macOS only, where reading them can be limited.")
    if kind == "text":  # there is nothing to take apart
        return _checked({"text": decoded(content)}, name)
    with _SLOTS, tempfile.TemporaryDirectory(prefix="shortfall-document-", ignore_cleanup_errors=True) as folder:
        told = _run(Path(folder), content, kind, seconds)
    return _checked(told, name)


def _checked(told: dict[str, str], name: str) -> str:
    why = told.get("refused")
    if why is None and not any(c.isalnum() for c in told.get("text", "")):
        why = "empty"
    if why is None and len(told["text"]) > 2 * MOST_CHARACTERS:  # marks that are cleaned away count only so far
        why = "long"
    if why is not None:
        # what the process says is looked up, and never shown
        raise DocumentError(f"{name} {REASONS.get(why, REASONS['damaged'])}")
    return told["text"]


def _run(folder: Path, content: bytes, kind: Kind, seconds: float) -> dict[str, str]:
    source, target = folder / "in", folder / "out"
    source.write_bytes(content)
    with source.open("rb") as given, target.open("wb") as written:
        child = subprocess.Popen(  # nosec B603 # this program itself, without a shell
            [sys.executable, "-I", "-m", "bot.documents.convert", kind],
            stdin=given,
            stdout=written,
            stderr=subprocess.DEVNULL,  # the libraries print pieces of the file
            cwd=folder,
            env={"LANG": "C.UTF-8", "TMPDIR": str(folder), "HOME": str(folder)},
            start_new_session=True,
        )
        try:
            child.wait(seconds)
        except BaseException as error:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                return {"refused": "heavy"}
            raise
    if child.returncode != 0:
        limits = (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ)
        return {"refused": "heavy" if child.returncode in limits else "damaged"}
    try:
        told = json.loads(target.read_bytes())
    except ValueError:
        return {"refused": "damaged"}
    known = isinstance(told, dict) and all(isinstance(value, str) for value in told.values())
    return told if known and told.keys() & {"text", "refused"} else {"refused": "damaged"}
