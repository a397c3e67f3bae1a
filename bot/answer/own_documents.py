"""What an agency's own document says, behind the reviewed answer: quoted, marked, and without a say in the result."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.answer.draft import Library, render
from bot.answer.limits import LIMITS
from bot.answer.model import Answer, Citation, Segment
from bot.answer.own_words import ABOVE, as_one_line, quotation
from bot.answer.turn import Turn
from bot.answer.verify import verify
from bot.retrieval.passage import Passage

MOST_WORDS = 60  # of a quotation; its first sentence may be longer, up to the next
LONGEST_SENTENCE = 90  # words
# what may be declined for want of a source, which the agency's own may be; every other limit stands alone
_NO_SOURCE = frozenset(LIMITS[name].reason for name in ("out_of_scope", "outside", "not_found", "not_told"))
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Quotation:
    """What is quoted: whole sentences that stand one after the other in a passage. title: of the document."""

    title: str
    passage: Passage
    sentences: tuple[str, ...]


def may_quote(answer: Answer) -> bool:
    """Whether something may be quoted behind an answer: it has been given, or declined for want of a source."""
    if not answer.segments or answer.segments[0].kind == "question":
        return False
    return not answer.declined or answer.reason in _NO_SOURCE


def sentences_from(
    lines: list[str], start: int, passage: Passage, may_be_said: Callable[[str], bool]
) -> tuple[str, ...]:
    """The sentences to quote, from the closest one on, as far as there is room; none where that one may not be said.

    lines: the passage's sentences. start: the place of the closest one among them.
    """
    whole = as_one_line(passage.text)
    said: tuple[str, ...] = ()
    for line in lines[start:]:
        more = (*said, line)
        words = sum(len(sentence.split()) for sentence in more)
        # what stood between two sentences, a label for example, may not be left out of a quotation
        if words > (MOST_WORDS if said else LONGEST_SENTENCE) or not may_be_said(line) or " ".join(more) not in whole:
            break
        said = more
    return said


def with_quotation(answer: Answer, turn: Turn, what: Quotation, library: Library) -> Answer:
    """The answer with a quotation behind it, before what it ends by asking; the same answer where the check refuses it."""
    passage = what.passage
    citation = Citation(
        n=max((c.n for c in answer.citations), default=0) + 1,
        cite=passage.cite,
        title=passage.title,
        url=passage.url,
        passage=passage.id,
        quote=what.sentences[0],
        checked=passage.checked,
        confidence=passage.confidence,
        reviewed=False,
    )
    text = quotation(what.title, what.sentences)
    added = [Segment(text=text, citations=(citation.n,), state=passage.state)]
    if answer.outcome is not None or answer.amount is not None or answer.deadlines or answer.deadline is not None:
        added.append(Segment(text=ABOVE, kind="reading", place="inline"))
    probe = Answer(
        text="",
        segments=(Segment(text="", kind="help"), *added),
        state=answer.state or passage.state,
        citations=(citation,),
    )
    if faults := verify(probe, library, turn):
        log.error("a quotation of %s failed verification: %s", passage.id, ", ".join(fault.rule for fault in faults))
        return answer
    place = _before_the_question(answer)
    segments = (*answer.segments[:place], *added, *answer.segments[place:])
    return answer.model_copy(
        update={"text": render(segments), "segments": segments, "citations": (*answer.citations, citation)}
    )


def _before_the_question(answer: Answer) -> int:
    """The place of the question that the answer ends with, or its end."""
    asks = [place for place, segment in enumerate(answer.segments) if segment.kind == "question"]
    return asks[-1] if answer.asked is not None and asks and asks[-1] > 0 else len(answer.segments)
