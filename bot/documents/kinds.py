"""What kind of file it is: its first bytes and the end of its name must say the same."""

import re
from pathlib import PurePosixPath

from bot.documents.model import LONGEST_NAME, MOST_BYTES, DocumentError, Kind

ENDINGS: dict[str, Kind] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
}
TAKEN = "a PDF, DOCX, HTML, Markdown or plain text file"
STRAY = 4  # NULs that a short text may hold
_WITH_MACROS = frozenset({".docm", ".dotm", ".xlsm", ".pptm"})
# what a file begins with that is no text, whatever it is called
_BINARY = (b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"\x1f\x8b", b"GIF8", b"\x89PNG",
           b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"BM", b"RIFF", b"\xca\xfe\xba\xbe", b"{\\rtf", b"%!PS")  # fmt: skip
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|h[1-6]|article|section|main|table|ul|ol)\b", re.I
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(name: str, content: bytes) -> Kind:
    """The kind of a file.

    name: as the file is called; only its end is looked at, and nothing is ever written under it.
    Raises DocumentError where the file is of no kind that can be taken, empty or too large.

    >>> kind_of("hours.pdf", b"%PDF-1.7 ...")
    'pdf'
    """
    shown = shown_name(name)
    if not content:
        raise DocumentError(f"{shown} is empty. Choose {TAKEN}.")
    if len(content) > MOST_BYTES:
        raise DocumentError(
            f"{shown} has {len(content) / 1024 / 1024:.1f} MB, and at most {MOST_BYTES // 1024 // 1024} MB can be taken. "
            "Leave its pictures out, or divide it."
        )
    ending = PurePosixPath(name.replace("\\", "/").lower()).suffix
    if ending in _WITH_MACROS:
        raise DocumentError(f"{shown} may hold macros, which are programs. Save it as a plain .docx and add that.")
    if ending == ".doc":
        raise DocumentError(f"{shown} is in Word's old form. Save it as .docx and add that.")
    kind = ENDINGS.get(ending)
    if kind is None:
        raise DocumentError(f"{shown} is of a kind that cannot be read here. Choose {TAKEN}.")
    if not _agrees(kind, content):
        raise DocumentError(
            f"{shown} is called a {kind.upper() if kind != 'text' else 'text'} file, and what is in it is something else. "
            "Save it again from the program it was written in, under the right ending."
        )
    return kind


def shown_name(name: str) -> str:
    """A file's name for a message: its last part, one short line of printable characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in last if c.isprintable() and c not in "<>`*[]")[:LONGEST_NAME]
    return clean.strip() or "The file"


def _agrees(kind: Kind, content: bytes) -> bool:
    if kind == "pdf":
        return b"%PDF-" in content[:1024]
    if kind == "docx":
        return content.startswith(b"PK\x03\x04")
    if content.startswith(_BINARY):
        return False
    with_bom = content.startswith(_BOMS)
    # a stray NUL is taken out later; many of them are no text
    if not with_bom and content.count(b"\0") > max(STRAY, len(content) // 200):
        return False
    if kind == "html":
        return _HTML.search(content[:65_536].replace(b"\0", b"")) is not None
    return True
