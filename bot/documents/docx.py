"""A DOCX file made safe before it is read: only its texts, without macros, pictures, outside references and entities."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET  # nosec B405 # it only writes; defusedxml reads

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

MOST_ENTRIES = 2_000
MOST_UNPACKED = 60 * 1024 * 1024  # bytes of all entries together
MOST_OF_ONE = 30 * 1024 * 1024
MOST_RATIO, RATIO_FROM = 200, 1024 * 1024  # an entry that unpacks to more than this many times its size, from a size on

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HIDES = ("vanish", "specVanish", "webHidden")
_NAMESPACES = {
    "w": _W,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_TEXTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[\w.-]+\.rels"
    r"|word/(?:document\d*|styles|numbering|footnotes|endnotes)\.xml"
)


class Refused(Exception):  # noqa: N818 (it is no error of the program)
    """A file that is not read. `why` is one of the reasons that `limited` has words for."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def plain_docx(content: bytes) -> bytes:
    """The file with its texts alone.

    Raises Refused for macros, a file that unpacks to far more than it is, entities, unsafe names, and damage.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _rebuilt(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ET.ParseError) as error:
        raise Refused("damaged") from error
    except DefusedXmlException as error:
        raise Refused("entities") from error
    except RecursionError as error:
        raise Refused("nested") from error


def _rebuilt(archive: zipfile.ZipFile) -> bytes:
    entries = archive.infolist()
    _look_over(entries)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as plain:
        for entry in entries:
            if _TEXTS.fullmatch(entry.filename):
                plain.writestr(entry.filename, _part(entry.filename, _read(archive, entry)))
    return made.getvalue()


def _look_over(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("bomb")
    if len(set(names)) != len(names):
        raise Refused("damaged")  # which of two entries of one name is read depends on the program
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name) or "\0" in name:
            raise Refused("paths")
        if entry.flag_bits & 1:
            raise Refused("password")
        if re.search(r"vbaProject|vbaData|activeX|macrosheets", name, re.IGNORECASE):
            raise Refused("macros")
        large = entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        if large or entry.file_size > MOST_OF_ONE:
            raise Refused("bomb")
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise Refused("damaged")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """An entry, never more of it than it said that it has."""
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise Refused("bomb")
    return data


def _part(name: str, data: bytes) -> bytes:
    """A part as it is given on; its XML may declare nothing."""
    if name == "[Content_Types].xml" and b"macroEnabled" in data:
        raise Refused("macros")
    root = fromstring(data, forbid_dtd=True)
    if name.endswith(".rels"):
        for relation in list(root):
            target = relation.get("Target", "")
            outside = relation.get("TargetMode", "").lower() == "external" or "://" in target
            if outside or ".." in target.replace("\\", "/").split("/"):
                root.remove(relation)
    else:
        _drop_unseen(root)
    for prefix, address in _NAMESPACES.items():
        ET.register_namespace(prefix, address)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _drop_unseen(root: ET.Element) -> None:
    """Take out text that Word hides: nobody read it when the document was approved."""
    for parent in list(root.iter()):
        for run in [child for child in parent if child.tag == f"{{{_W}}}r"]:
            look = run.find(f"{{{_W}}}rPr")
            if look is not None and any(_is_on(look.find(f"{{{_W}}}{mark}")) for mark in _HIDES):
                parent.remove(run)


def _is_on(mark: ET.Element | None) -> bool:
    return mark is not None and mark.get(f"{{{_W}}}val", "1") not in ("0", "false", "off")
