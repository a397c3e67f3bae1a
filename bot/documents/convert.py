"""The program that reads one file, in a process of its own: `python -I -m bot.documents.convert KIND < file > result`.

It limits itself before it reads a byte: processor time, memory, files, no network, no other program, no file but
Python's own. The result is one JSON object: `{"text": …}`, or `{"refused": why}` with a reason from a closed list.
"""

import io
import json
import re
import sys
import types
from pathlib import Path
from typing import Any

CPU_SECONDS, MEMORY, OUTPUT, FILES = 15, 1024**3, 8 * 1024**2, 64  # bytes where no other unit is named
MOST_PAGES = 400
LEAST_LETTERS = 20  # in a whole PDF; less means pictures of pages
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # of Linux's unshare(2)
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile",
              "os.remove", "os.rename", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.putenv", "os.kill",
              "ctypes.dlopen", "pickle.find_class", "shutil.", "urllib.", "http.", "ftplib.", "smtplib.")  # fmt: skip
_NOT_SHOWN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])", re.I
)
# what the converter opens for other kinds of files: never loaded here, so that it can neither be reached nor slow this down
_NOT_NEEDED = ("pandas", "openpyxl", "xlrd", "pptx", "olefile", "speech_recognition", "pydub", "youtube_transcript_api",
               "azure", "onnxruntime", "openai")  # fmt: skip


def limit() -> None:
    """Take away what reading a document does not need. Raises OSError or ValueError where a limit cannot be set."""
    import resource  # noqa: PLC0415 (not on Windows, where `limited` says so)

    limits = [(resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_FSIZE, OUTPUT), (resource.RLIMIT_CORE, 0)]
    limits += [(resource.RLIMIT_NOFILE, FILES), (resource.RLIMIT_NPROC, 0)]
    if sys.platform != "darwin":  # whose kernel refuses this one
        limits.append((resource.RLIMIT_AS, MEMORY))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        # no network at all, where the kernel lets a process leave it; the hook below forbids it in any case
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    for kind, most in limits:
        resource.setrlimit(kind, (most, most))


def forbid() -> None:
    """From here on this process may read Python's own files and nothing else, and reach nobody."""
    own = tuple(str(Path(prefix).resolve()) for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix))

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)
        if event == "open":
            path, mode, flags = args
            if isinstance(path, int):
                return
            writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & 0o3)
            if writes or not str(Path(str(path)).resolve()).startswith(own):
                raise PermissionError(event)

    sys.addaudithook(watch)


def load() -> Any:
    """The converters of markitdown, without its guessing of kinds, which is done before."""
    guess = types.ModuleType("magika")
    guess.Magika = object  # type: ignore[attr-defined]
    sys.modules["magika"] = guess
    sys.modules.update(dict.fromkeys(_NOT_NEEDED))  # type: ignore[arg-type]
    from markitdown import converters  # noqa: PLC0415

    return converters


def text_of(kind: str, content: bytes, converters: Any) -> str:
    """The text of a file as Markdown. Raises docx.Refused, or whatever the libraries raise for a damaged file."""
    if kind == "pdf":
        return _pdf(content, converters)
    if kind == "docx":
        from bot.documents.docx import plain_docx  # noqa: PLC0415

        return str(
            converters.DocxConverter().convert(io.BytesIO(plain_docx(content)), _info(".docx"), strict=True).markdown
        )
    if kind == "html":
        shown = _shown_html(decoded(content))
        return str(converters.HtmlConverter().convert_string(shown, strict=True).markdown)
    return decoded(content)


def decoded(content: bytes) -> str:
    """A text file's characters, by its mark, as UTF-8, or in the older code of Windows."""
    for mark, code in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(code, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _shown_html(markup: str) -> str:
    """The page without what a reader does not see or a browser would run."""
    from bs4 import BeautifulSoup, Comment  # noqa: PLC0415

    page = BeautifulSoup(markup, "html.parser")
    for one in page(
        ["script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "img", "form", "head"]
    ):
        one.decompose()
    for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for one in page.find_all(True):
        if one.decomposed:
            continue
        style = str(one.get("style") or "")
        if one.has_attr("hidden") or one.get("aria-hidden") == "true" or _NOT_SHOWN.search(style):
            one.decompose()
    return str(page)


def _pdf(content: bytes, converters: Any) -> str:
    from itertools import islice  # noqa: PLC0415

    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    from bot.documents.docx import Refused  # noqa: PLC0415

    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Refused("password") from error
    pages = sum(1 for _ in islice(PDFPage.create_pages(document), MOST_PAGES + 1))
    if pages > MOST_PAGES:
        raise Refused("pages")
    text = str(converters.PdfConverter().convert(io.BytesIO(content), _info(".pdf")).markdown)
    if sum(c.isalpha() for c in text) < LEAST_LETTERS:
        raise Refused("scanned")
    return text


def _info(ending: str) -> Any:
    from markitdown import StreamInfo  # noqa: PLC0415

    return StreamInfo(extension=ending)


def result(kind: str, content: bytes, converters: Any, refused: type[Exception]) -> dict[str, str]:
    """The text, or the reason why there is none."""
    try:
        return {"text": text_of(kind, content, converters)}
    except refused as error:
        return {"refused": str(error)}
    except RecursionError:
        return {"refused": "nested"}
    except MemoryError:
        return {"refused": "heavy"}
    except Exception:  # the libraries raise whatever a damaged file makes them meet
        return {"refused": "damaged"}


def main() -> None:
    """Read the file from standard input, write the result to standard output."""
    kind = sys.argv[1]
    limit()
    from bot.documents.docx import Refused  # noqa: PLC0415

    converters = load()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    import bs4  # noqa: F401, PLC0415 (loaded before the door is closed)
    from pdfminer import pdfdocument, pdfpage, pdfparser  # noqa: F401, PLC0415

    forbid()
    told = json.dumps(result(kind, source.read(), converters, Refused)).encode("utf-8")
    if len(told) >= OUTPUT:
        told = b'{"refused": "long"}'
    target.write(told)
    target.flush()


if __name__ == "__main__":
    main()
