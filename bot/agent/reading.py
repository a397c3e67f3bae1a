"""A model's text read into segments: sentences, each with the numbers of the sources behind it."""

import re
from dataclasses import dataclass

from bot.answer.model import Place, SegmentKind
from bot.retrieval.sentences import sentences

MARKS = r"(?:\[\d{1,3}(?:\s*[,;]\s*\d{1,3})*\]\s*)+"
# "…of the sale. [2]": the marker belongs to the sentence before it
_BEHIND = re.compile(rf"([.!?][\"')\]]*)\s*({MARKS})")
_MARKS = re.compile(rf"\s*({MARKS})")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
# how a sentence begins that comforts, thanks or leads on, and what it may not hold then: anything that could be right or wrong
_COMFORTS = re.compile(
    r"(?:(?:oh|yes|no),? )?(?:i(?:['’]m| am) (?:so |very |truly )?sorry\b|i (?:know|understand|see|hear) (?:that |how )?(?:this|it|you)\b|"
    r"i wish i\b|thank you\b|thanks\b|let['’]s\b|let us\b|here (?:is|are)\b|here['’]s\b|you are not alone\b|you['’]re not alone\b|"
    r"this (?:is|must be|sounds)\b|take (?:a|your)\b|(?:of course|sure|certainly|all right|okay)\b)[^:;]{0,120}$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\d|\b(?:ow(?:e[sd]?|ing)|lenders?|banks?|courts?|judges?|sue[sd]?|suing|collect\w*|debts?|deficienc\w*|laws?|statutes?|"
    r"deadlines?|days?|weeks?|months?|years?|liab\w*|wages?|tax\w*|free|clear|safe|over|void|barred|protect\w*|rights?|"
    r"judg\w*|pay\w*|sales?|sold|homes?|house|money|lawyers?|claims?|must|cannot|can['’]t|never|always|noth\w+|hook)\b",
    re.IGNORECASE,
)
_DECORATION = re.compile(r"\*\*|__|^\s{0,3}#{1,6}\s+|`", re.MULTILINE)


@dataclass(frozen=True)
class Said:
    """One sentence of a model. sources: the numbers in its markers, in order, as the model wrote them."""

    text: str
    sources: tuple[int, ...]
    place: Place

    @property
    def kind(self) -> SegmentKind:
        """A sentence without a source asks, or comforts in words that say nothing; every other one claims something."""
        if self.sources:
            return "claim"
        if self.text.endswith("?"):
            return "question"
        return "help" if _COMFORTS.match(self.text) and not _SAYS.search(self.text) else "claim"


def read_draft(text: str) -> list[Said]:
    """The sentences of a draft, in order.

    Markers of a sentence may stand before or behind its full stop. Bold type, headings and code marks are dropped.

    >>> [(one.text, one.sources) for one in read_draft("Yes, it may. [1][2] It has 90 days [3].")]
    [('Yes, it may.', (1, 2)), ('It has 90 days.', (3,))]
    """
    found: list[Said] = []
    for block in re.split(r"\n\s*\n", _DECORATION.sub("", text)):
        first: Place = "paragraph"
        for line in _lines(block):
            place: Place = "item" if _ITEM.match(line) else first
            for sentence in _sentences(_ITEM.sub("", line)):
                numbers = tuple(dict.fromkeys(int(n) for m in _MARKS.findall(sentence) for n in re.findall(r"\d+", m)))
                words = re.sub(r"\s+([.,;!?])", r"\1", " ".join(_MARKS.sub(" ", sentence).split()))
                if any(c.isalnum() for c in words):
                    found.append(Said(words, numbers, place))
                    place = "inline"
                elif numbers and found:  # markers alone on their line
                    found[-1] = Said(
                        found[-1].text, tuple(dict.fromkeys((*found[-1].sources, *numbers))), found[-1].place
                    )
            first = "inline"
    return found


def whole_sentences(text: str) -> str:
    """The part of a text in the making that has come to the end of a sentence and of its markers.

    >>> whole_sentences("Yes, it may. [1] It has 9")
    'Yes, it may. [1] '
    """
    last = 0
    for match in re.finditer(
        rf"[.!?][\"')]*\s*{MARKS}(?=\S)|[.!?][\"')]*\s+(?=[^\s\[])|{MARKS}[.!?]\s+|\n+(?=\S)", text
    ):
        last = match.end()
    return text[:last]


def _lines(block: str) -> list[str]:
    """The lines of a block; lines that only go on are joined to the one before."""
    lines: list[str] = []
    for line in block.splitlines():
        if _ITEM.match(line) or not lines:
            lines.append(line)
        else:
            lines[-1] += " " + line.strip()
    return lines


def _sentences(line: str) -> list[str]:
    return [one for one in sentences(_BEHIND.sub(r" \2\1 ", line)) if one.strip()]
