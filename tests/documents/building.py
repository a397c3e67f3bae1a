"""Builds files in memory as an agency, or somebody who means harm, would send them."""

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from fpdf import FPDF

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraphs(text: str, properties: str = "") -> str:
    """A text as paragraphs of WordprocessingML; `properties` stand in each run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return "".join(
        f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("\n")
    )


def document_xml(body: str, before: str = "", around: str = "") -> str:
    """The main part of a DOCX file. before: what stands before its root. around: further namespaces."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {WORD} {around}><w:body>{body}</w:body></w:document>'


def docx(
    text: str = "", *, body: str = "", before: str = "", parts: dict[str, str | bytes] | None = None, types: str = TYPES
) -> bytes:
    """A DOCX file with a text. body: further WordprocessingML. before: a document type. parts: further entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", document_xml(paragraphs(text) + body, before))
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return made.getvalue()


def pdf(text: str, *, pages: int = 1, script: str = "", password: str = "", big: bool = False) -> bytes:
    """A PDF file with a text. script: JavaScript that runs when it is opened."""
    made = FPDF(format=(14_000, 14_000) if big else "a4")
    made.set_font("helvetica", size=11)
    for _ in range(pages):
        made.add_page()
        made.multi_cell(0, 6, text.encode("latin-1", "ignore").decode("latin-1"))
    if password:
        made.set_encryption(owner_password="owner", user_password=password)
    content = bytes(made.output())
    if script:
        content = content.replace(
            b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (%s) >>" % script.encode()
        )
    return content


def pictures_only() -> bytes:
    """A PDF file with a page on which something is drawn, and no text."""
    made = FPDF()
    made.add_page()
    made.rect(20, 20, 100, 100, style="F")
    return bytes(made.output())


def built(case: dict[str, Any]) -> tuple[str, bytes]:
    """The file that a case of hostile/*.yaml describes: its name and content."""
    kind, text = case["kind"], case.get("text", "")
    text = (
        text.encode("utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8") if case.get("escaped") else text
    )
    if kind == "docx":
        made = docx(text, body=case.get("body", ""), before=case.get("before", ""), parts=case.get("parts"))
    elif kind == "pdf":
        made = pdf(text, script=case.get("script", ""))
    else:
        made = text.encode("utf-8")
    return case.get("file", f"leaflet.{kind}"), made
