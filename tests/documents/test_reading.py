"""Files of every kind are read as their text; what cannot be read is refused in a sentence, within its limits."""

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents import limited
from bot.documents.clean import clean, one_line
from bot.documents.kinds import kind_of
from bot.documents.limited import text_of
from bot.documents.model import MOST_BYTES, DocumentError, about
from tests.documents.building import docx, pdf, pictures_only

HOURS = "The office opens at nine in the morning on weekdays."
PAGE = f"<!doctype html><html><body><h1>Hours</h1><p>{HOURS}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", pdf(HOURS)),
        ("a.docx", docx(HOURS)),
        ("a.html", PAGE),
        ("A.HTM", PAGE),
        ("a.md", HOURS.encode()),
        ("a.txt", HOURS.encode("utf-16")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_read_as_its_text(name: str, content: bytes) -> None:
    assert HOURS in " ".join(clean(text_of(content, kind_of(name, content), name)).split())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", pdf(HOURS, password="secret"), "without the password"),
        ("a.pdf", pictures_only(), "OCR"),
        ("a.pdf", pdf(HOURS, pages=401), "400 pages"),
        ("a.pdf", b"%PDF-1.7 broken", "damaged"),
        ("a.docx", docx(HOURS, parts={"word/media/image1.bin": bytes(40_000_000)}), "unpacks"),
        ("a.docx", docx(HOURS, parts={f"word/x{n}.xml": "" for n in range(2_001)}), "unpacks"),
        ("a.docx", b"PK\x03\x04 broken", "damaged"),
        ("a.docx", docx("", body="<w:p>" * 5_000 + "</w:p>" * 5_000), "nested|damaged"),
        ("a.html", b"<html><body><p></p></body></html>", "no text"),
    ],
    ids=["password", "scanned", "pages", "broken", "bomb", "entries", "broken zip", "nested", "empty"],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, content: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        text_of(content, kind_of(name, content), name)


def test_a_file_that_takes_too_long_is_given_up_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(limited.subprocess, "Popen", Noted)
    deep = b"<html><body>" + b"<div>" * 30_000 + HOURS.encode() + b"</div>" * 30_000
    with pytest.raises(DocumentError, match="more time or memory"):
        text_of(deep, "html", "a.html", seconds=1.5)
    with pytest.raises(ProcessLookupError):
        os.kill(started[0].pid, 0)


def test_nothing_stays_in_the_folder_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited.tempfile, "tempdir", str(tmp_path))
    text_of(pdf(HOURS), "pdf", "a.pdf")
    with pytest.raises(DocumentError):
        text_of(b"%PDF-1.7 broken", "pdf", "a.pdf")
    assert list(tmp_path.iterdir()) == []


FORBIDDEN = {
    "the network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "a name on the network": "import socket; socket.getaddrinfo('localhost', 80)",
    "another program": "import subprocess; subprocess.run(['/bin/true'])",
    "a shell": "import os; os.system('true')",
    "a copy of itself": "import os; os.fork()",
    "a file of the machine": "open('/etc/passwd').read()",
    "a file to write": "open('/tmp/shortfall-forbidden', 'w')",
    "a way around a folder": "import sys; open(sys.prefix + '/../../../../../etc/passwd')",
    "an object from a pickle": "import pickle; pickle.loads(b'cos\\nsystem\\n(S\"true\"\\ntR.')",
}


@pytest.mark.parametrize("attempt", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_process_that_reads_can_do_nothing_else(attempt: str) -> None:
    code = (
        "from bot.documents.convert import forbid, limit\nlimit()\nforbid()\n"
        f"try:\n    exec({attempt!r})\nexcept PermissionError as error:\n    print('forbidden')\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "forbidden\n", done.stderr


@pytest.mark.parametrize(
    ("does", "ends"),
    [
        ("x = bytearray(2 * 1024**3)", "MemoryError"),
        ("import sys; sys.stdout.buffer.write(bytes(9 * 1024**2)); sys.stdout.flush()", "File too large"),
    ],
    ids=["memory", "output"],
)
def test_the_process_that_reads_has_limits(does: str, ends: str, tmp_path: Path) -> None:
    code = f"import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nfrom bot.documents.convert import limit\nlimit()\n{does}"
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run([sys.executable, "-I", "-c", code], stdout=out, stderr=subprocess.PIPE, check=False)
    assert ends in done.stderr.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", HOURS.encode(), "something else"),
        ("a.docx", pdf(HOURS), "something else"),
        ("a.txt", docx(HOURS), "something else"),
        ("a.md", pdf(HOURS), "something else"),
        ("a.html", HOURS.encode(), "something else"),
        ("a.txt", bytes(1_000), "something else"),
        ("a.docm", docx(HOURS), "macros"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "docx"),
        ("a.exe", b"MZ", "cannot be read here"),
        ("a", HOURS.encode(), "cannot be read here"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"x" * (MOST_BYTES + 1), "at most 10 MB"),
    ],
)
def test_ending_and_content_must_agree(name: str, content: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        kind_of(name, content)


def test_a_message_names_the_file_and_no_path() -> None:
    with pytest.raises(DocumentError, match=r"^leaflet\.exe is of a kind") as caught:
        kind_of("C:\\users\\me\\../`leaflet.exe", b"MZ")
    assert "users" not in str(caught.value)


@pytest.mark.parametrize(
    "told",
    [
        {"title": ""},
        {"title": "[](x)"},
        {"title": "x" * 121},
        {"state": "XX"},
        {"state": "PR"},
        {"state": "../AZ"},
        {"url": ""},
        {"url": "javascript:alert(1)"},
        {"url": "ftp://example.org/a"},
        {"url": "https://user:secret@example.org/"},
        {"url": "https://example.org/a b"},
        {"url": "https://example.org/)](https://evil.example"},
        {"url": "https://example.org:99999/"},
        {"url": "https:///nowhere"},
        {"url": "https://example.org/" + "x" * 500},
    ],
    ids=str,
)
def test_what_is_told_with_a_file_is_checked(told: dict[str, str]) -> None:
    with pytest.raises(DocumentError):
        about(**({"title": "Hours", "state": "AZ", "url": "https://example.org/"} | told))


def test_a_title_cannot_end_its_quotation() -> None:
    assert about('Hours” (reviewed): “x" [1]', "US", "https://example.org/").title == "Hours’ (reviewed): ‘x' (1)"


MARKS = st.sampled_from("[]()<>!`*_#|$\\:&;\"“”'@/~-+=\u200b\u202e\ufeff\0\x1b\u0301\n ") | st.sampled_from(
    ["http://", "www.", "&lt;", "&#91;", "<script>", "<!--", "[1]", "![x](y)", "javascript:", "word", "a@b.c", ":x:"]
)


@given(st.lists(MARKS | st.characters(), max_size=60).map("".join))
def test_no_text_keeps_a_mark_that_acts(text: str) -> None:
    kept = clean(text)
    assert not set(kept) & set('[]{}<>`|*“”"\\\0\u200b\u202e\ufeff')
    assert re.search(r"(?<![^\W_])https?://|(?<!\w)www\.\w|\w@\w", kept) is None
    assert clean(kept) == kept
    assert "\n" not in one_line(text)


def test_words_figures_and_headings_stay() -> None:
    text = "## Fees\n\n- $18 for one person, 80% of the cost\n- A.R.S. § 33-814(G)\n\nMs. Ortega's class isn't free."
    assert clean(text) == text


def test_a_docx_of_a_damaged_size_is_refused() -> None:
    whole = docx(HOURS)
    place = whole.rfind(b"PK\x01\x02")
    lying = whole[: place + 24] + (5).to_bytes(4, "little") + whole[place + 28 :]
    assert zipfile.is_zipfile(io.BytesIO(lying))
    with pytest.raises(DocumentError, match=r"damaged|unpacks"):
        text_of(lying, "docx", "a.docx")
