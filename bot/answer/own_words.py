"""How an agency's own document is quoted: the words around it, and how it is told from what was reviewed."""

import re
from collections.abc import Sequence

from bot.answer.model import Answer

NOTICE = "From your agency's own document"
_OPENS, _CLOSES = ": “", "”"
ABOVE = "Where it differs from what is said above, go by what is said above: that was reviewed."
_PARAGRAPH = re.compile(rf"^{NOTICE} “.*$\n*", re.MULTILINE)


def quotation(title: str, sentences: Sequence[str]) -> str:
    """A paragraph that quotes whole sentences of a document.

    >>> quotation("Hours", ["We open at nine."])
    "From your agency's own document “Hours” (not reviewed by Shortfall): “We open at nine.”"
    """
    return f"{NOTICE} “{title}” (not reviewed by Shortfall){_OPENS}{' '.join(sentences)}{_CLOSES}"


def quoted(text: str) -> str | None:
    """What a paragraph quotes; None where it is no such paragraph.

    >>> quoted(quotation("Hours", ["We open at nine."]))
    'We open at nine.'
    """
    if not text.startswith(f"{NOTICE} “") or not text.endswith(_CLOSES):
        return None
    _, opens, said = text.partition(f"(not reviewed by Shortfall){_OPENS}")
    return said.removesuffix(_CLOSES) if opens else None


def as_one_line(text: str) -> str:
    """A passage's text as it is quoted: its lines and list items after one another.

    >>> as_one_line("Bring:\\n- the note,\\n- two stubs.")
    'Bring: the note, two stubs.'
    """
    return " ".join(" ".join(line.removeprefix("- ") for line in text.split("\n")).split())


def reviewed_part(answer: Answer) -> Answer:
    """The answer without what it quotes from documents that were not reviewed; the very same one where it quotes none.

    What a conversation goes on from, looks back at and tells a language model is this part alone.
    """
    own = {citation.n for citation in answer.citations if not citation.reviewed}
    if not own:
        return answer
    from bot.answer.draft import render  # noqa: PLC0415 (which reads the model of an answer too)

    segments = tuple(s for s in answer.segments if not own.intersection(s.citations) and s.text != ABOVE)
    citations = tuple(citation for citation in answer.citations if citation.reviewed)
    return answer.model_copy(update={"text": render(segments), "segments": segments, "citations": citations})


def without_own(text: str) -> str:
    """An answer's text without the paragraphs that quote such documents.

    >>> without_own("Nothing is owed. [1]\\n\\nFrom your agency's own document “T” (not reviewed by Shortfall): “A.” [2]")
    'Nothing is owed. [1]'
    """
    return _PARAGRAPH.sub("", text).strip() if NOTICE in text else text
