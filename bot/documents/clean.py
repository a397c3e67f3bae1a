"""The text of a document as plain data: no mark in it can act as a link, a citation, a role, a formula or an icon.

What remains are words, figures, headings at the beginning of a line and list items. The words themselves are not
changed, because they are quoted.
"""

import html
import re
import unicodedata

_BRACKETS = str.maketrans(dict.fromkeys("[{［【〔〖〚⟦⁅〘", "(") | dict.fromkeys("]}］】〕〗〛⟧⁆〙", ")"))
_QUOTES = str.maketrans({"“": "‘", "”": "’", "„": "‘", "‟": "‘", '"': "'", "«": "‘", "»": "’", "＂": "'"})
_UNSEEN = frozenset({"Cf", "Co", "Cn", "Cs", "Me"})
_COMMENT = re.compile(r"<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|<!\[CDATA\[.*?(?:\]\]>|$)", re.DOTALL)
_ELEMENT = re.compile(
    r"<(script|style|iframe|object|template|svg|math)\b[^>]{0,2000}>.*?(?:</\1\s*>|$)", re.DOTALL | re.I
)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,4000}>")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,2000}\](?:\([^()\n]{0,4000}\)|\[[^\[\]\n]{0,400}\])?")
_LINK = re.compile(r"\[([^\[\]\n]{0,2000})\](?:\([^()\n]{0,4000}\)|\[[^\[\]\n]{0,400}\])")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,200}\]:[^\n]*$", re.MULTILINE)
_SCHEME = re.compile(r"\b(?:https?|ftp|file|data|javascript|vbscript|mailto|tel|sms):(?://)?(?:www\.)?", re.IGNORECASE)
_WWW = re.compile(r"\bwww\.(?=\w)", re.IGNORECASE)
_AT = re.compile(r"(?<=\w)@(?=\w)")
_ICON = re.compile(r":(?=[A-Za-z_+-][\w+/-]{0,60}:)")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_RULER = re.compile(r"^\s*(?:[-=_*|+:]\s*){3,}$")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^\s*(?:[-*+•·▪◦‣–]|\(?\d{1,2}[.)])\s+")
_DEEPEST = 4  # times that one escaping may be wrapped in another
_AGAIN = 12  # times that a text is gone through, until nothing in it changes
_MARKS = 2  # accents upon one letter


def clean(text: str) -> str:
    """A document's text without anything that a reader, a page or a language model would obey rather than read.

    Characters that nobody sees, markup, links and pictures go; `[1]` becomes `(1)` and a double quotation mark a single
    one, so that a text can end neither a citation nor the quotation in which it stands.

    >>> clean("See [our site](http://evil.example) [1].\\u202e <b>Call</b> us.")
    'See our site (1). Call us.'
    """
    for _ in range(_AGAIN):
        before, text = text, _cleaned(text)
        if text == before:
            break
    return text


def _cleaned(text: str) -> str:
    seen = _seen(text)
    for _ in range(_DEEPEST):
        plain = html.unescape(seen)
        if plain == seen:
            break
        seen = plain
    seen = _seen(_ENTITY.sub("& ", seen))
    seen = _without(_COMMENT, "", seen)
    seen = _without(_ELEMENT, " ", seen)
    seen = _without(_IMAGE, "", seen)
    seen = _without(_LINK, r"\1", _DEFINITION.sub("", seen))
    seen = _without(_TAG, "", seen)
    seen = _without(_SCHEME, "", seen)
    seen = _AT.sub(" (at) ", _WWW.sub("", seen))
    seen = _ICON.sub(" ", seen.translate(_BRACKETS).translate(_QUOTES).replace("<", "‹").replace(">", "›"))
    return "\n".join(_lines(seen)).strip()


def one_line(text: str) -> str:
    """A title or heading as one line of plain words.

    >>> one_line("# Rent help [1]\\n**now**")
    'Rent help (1) now'
    """
    return " ".join(" ".join(line.lstrip("#- ") for line in clean(text).split("\n")).split())


def _seen(text: str) -> str:
    """A text in the characters that a reader takes it for, without those that nobody sees."""
    kept, marks = [], 0
    for c in unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")):
        category = unicodedata.category(c)
        marks = marks + 1 if category == "Mn" else 0
        if marks > _MARKS or category in _UNSEEN or c == "\ufffd":
            continue
        if category in ("Zl", "Zp"):
            kept.append("\n")
        elif category == "Zs" or c == "\t":
            kept.append(" ")
        elif category != "Cc" or c == "\n":
            kept.append(c)
    return "".join(kept)


def _without(pattern: re.Pattern[str], instead: str, text: str) -> str:
    """A text without a mark, also where taking one out brings the next together."""
    for _ in range(_DEEPEST):
        text, changed = pattern.subn(instead, text)
        if not changed:
            break
    return text


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for raw in text.split("\n"):
        if _RULER.match(raw):
            continue
        heading, item = _HEADING.match(raw), _ITEM.match(raw)
        begins = f"{heading[1]} " if heading else "- " if item else ""
        rest = heading[2] if heading else raw[item.end() :] if item else raw
        if rest.strip().startswith("|") or rest.count("|") > 1:
            rest = "; ".join(cell.strip() for cell in rest.split("|") if cell.strip())
        line = _words(rest)
        if line and not any(c.isalnum() for c in line):
            continue
        if line or (lines and lines[-1]):
            lines.append(begins + line if line else "")
    return lines


def _words(line: str) -> str:
    """A line without the marks of Markdown."""
    line = re.sub(r"(?<!\w)_+|_+(?!\w)|__+", " ", line)
    line = re.sub(r"[*`\\]|~~+|\$\$+", "", line).replace("|", "/")
    line = " ".join(line.split())
    return line.lstrip("#> ‹›") if line.startswith(("#", ">", "›", "‹")) else line
