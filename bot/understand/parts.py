"""The separate questions of one turn: "can they sue me, how long do they have, and will I owe tax on it?" is three.

A question is found by the way it begins; clauses that only look like one ("when they sold it", "they asked how much I
earn") are told apart by what stands before them. What each is about is decided with the readers of intents and topics,
and questions that would get the same answer become one. The vocabulary is parts.yaml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from pydantic import BaseModel, ConfigDict

from bot.topics import Topic
from bot.understand.intent import read_intents, read_topics
from bot.understand.partspans import STRIP, WORD, Sentence, is_choice, sentences, trimmed, without_choices
from bot.understand.partwords import PartWords, part_words
from bot.understand.spelling import spelt

_MOST_PARTS = 12  # nobody asks more at once; longer lists are pasted text
_MOST_READ = 600  # characters given to the readers in one turn: they cost most of the time
_LONGEST = 160  # of a question, as far as its subject is concerned
_FRAGMENT = 5  # words of a question that is only a noun: "and the taxes?"
_KEYWORDS = 12
_MOST_ONSETS = 48
OTHER = "other"

# OR in capitals may be Oregon
_JOINT = re.compile(r"\s*(?:,(?!\d)|\b(?:(?i:and|n|plus|also|as well as)|or|Or)\b|&|(?<!\d)/(?!\d))[\s,]*")
_LEADING = re.compile(r"(?:(?:and|but|so|also|plus|or|ok|then|please)\b[\s,]*){0,3}", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:it|its|that|this|them|those|these|they|one)\b", re.IGNORECASE)
_IF_ALLOWED = re.compile(
    r"(?:is|was) (?:that|this|it) (?:even |really |actually )?(?:allowed|legal|ok|okay|right|normal)(?: to do)?",
    re.IGNORECASE,
)
# "how much and when to redeem": the verb behind is that of both
_NO_VERB = re.compile(
    r"(?:(?:so|and|but|ok|okay|well|then) )*(?:how (?:much|long)|what(?:'s the)? (?:price|cost)|when|by when|until when)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:,(?!\d)|:)(?:\s*(?:so|but|and|then)\b)?\s*(?=\S)", re.IGNORECASE)


class Part(BaseModel):
    """One question of a turn, in the speaker's words.

    span: where it stands, text == turn[span[0]:span[1]]. subject: what decides whether two questions get one answer;
    for a term that is asked for, `definition:` and the term in lower case. intents, topics: as the readers find them in
    this question alone, or, where it only points back ("is it income?"), in the words before it too.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    span: tuple[int, int]
    subject: str
    intents: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()


def read_parts(text: str) -> list[Part]:
    """The distinct questions of a turn, in order; none for a story that asks nothing. Never raises.

    >>> [part.subject for part in read_parts("can they sue me in Ohio, how long do they have and will i owe tax on it")]
    ['rule', 'deadline', 'tax']
    >>> read_parts("They sold it when I was in hospital and asked how much I earn.")
    []
    """
    reader = _Reader(text, part_words())
    parts: list[Part] = []
    for ask in reader.asks():
        part = reader.part(ask)
        same = reader.same(part, parts)
        if same is None and parts and _IF_ALLOWED.fullmatch(part.text.strip(STRIP)):
            same = len(parts) - 1  # of what was told just before
        if same is None:
            parts.append(part)
        else:
            parts[same] = _merged(text, parts[same], part)
        if len(parts) == _MOST_PARTS or reader.spent:
            break
    return parts


def _merged(text: str, first: Part, again: Part) -> Part:
    """One part for two questions with one answer; its words are those of both where nothing else stands between."""
    between = text[first.span[1] : again.span[0]]
    adjoins = first.span[1] <= again.span[0] and not _LEADING.sub("", between.strip(STRIP), count=1).strip(STRIP)
    span = (first.span[0], again.span[1]) if adjoins else first.span
    return Part(
        text=text[span[0] : span[1]],
        span=span,
        subject=first.subject,
        intents=tuple(dict.fromkeys(first.intents + again.intents)),
        topics=tuple(dict.fromkeys(first.topics + again.topics)),
    )


@dataclass(frozen=True)
class _Ask:
    """A stretch that asks. head: where the words end by which it was found. weak: counts only if nothing else asks."""

    start: int
    end: int
    head: int
    weak: bool = False


@dataclass
class _Reader:
    """One turn while it is read; what the readers found in a stretch is kept, as the same stretch is looked at twice."""

    text: str
    words: PartWords
    read: int = 0
    announced: bool = False
    known: dict[str, tuple[str, tuple[str, ...], tuple[Topic, ...]]] = field(default_factory=dict)

    @property
    def spent(self) -> bool:
        """Whether as much has been read as one turn may cost."""
        return self.read >= _MOST_READ

    def part(self, ask: _Ask) -> Part:
        """The part that a stretch is, with what it is about."""
        text = self.text[ask.start : ask.end]
        subject, intents, topics = self.about(text)
        if not (subject or intents) and _POINTS_BACK.search(text):
            before = self.text[max(0, ask.end - _LONGEST) : ask.end]
            subject, intents, topics = self.about(before)
        return Part(text=text, span=(ask.start, ask.end), subject=subject or OTHER, intents=intents, topics=topics)

    def same(self, part: Part, parts: list[Part]) -> int | None:
        """Which of the parts before gets the same answer; None where none does."""
        if parts and parts[-1].subject not in ("rule", OTHER) and self.words["short"].fullmatch(part.text):
            return len(parts) - 1
        for i, known in enumerate(parts):
            # questions of no listed subject may be about anything, so that only the same words are the same question
            if known.subject == part.subject and (part.subject != OTHER or known.text.lower() == part.text.lower()):
                return i
        return None

    def about(self, text: str) -> tuple[str, tuple[str, ...], tuple[Topic, ...]]:
        """Subject, intents and topics of a stretch; the subject is empty where nothing tells it."""
        text = _LEADING.sub("", text.strip(STRIP), count=1)[:_LONGEST]
        if text not in self.known:
            self.read += len(text)
            # the mark makes a fragment a question for the readers too
            asked = f"{text}?"
            intents, topics = tuple(read_intents(asked)), tuple(read_topics(asked))
            self.known[text] = (self._subject(asked, intents, topics), intents, topics)
        return self.known[text]

    def _subject(self, text: str, intents: tuple[str, ...], topics: tuple[Topic, ...]) -> str:
        for pattern in self.words.definitions:
            if (found := pattern.search(text.replace('"', ""))) and (term := next(filter(None, found.groups()), None)):
                term = spelt(term.strip(STRIP).lower())
                if term and not self.words["not_a_term"].search(term):
                    return f"definition:{term}"
        named = frozenset((*intents, *(f"topic:{topic}" for topic in topics)))
        return next((row.name for row in self.words.subjects if row.holds(text, named)), "")

    def _definite(self, text: str) -> bool:
        return not self.spent and bool(self.about(text)[0])

    def asks(self) -> Iterator[_Ask]:
        """The stretches that ask, in order."""
        found: list[_Ask] = []
        every = list(sentences(self.text, self.words))
        for i, sentence in enumerate(every):
            found.extend(self._in_sentence(sentence, every[i - 1] if i else None, found, i + 1 == len(every)))
            if len(found) >= _MOST_ONSETS:
                break
        strong = [ask for ask in found if not ask.weak]
        for ask in strong or found:
            yield from self._joined(ask)

    def _in_sentence(
        self, sentence: Sentence, before: Sentence | None, found: list[_Ask], last: bool
    ) -> Iterator[_Ask]:
        text = self.text[sentence.start : sentence.end]
        if self._announces(text) and not sentence.marked:
            self.announced = True
            return
        answered = bool(found) and before is not None and found[-1].start >= before.start
        if self._is_tag(text, sentence.marked):
            if not answered:
                whole = before if before is not None and text.strip(STRIP) else sentence
                yield _Ask(whole.start, whole.end, whole.start)
            return
        onsets = without_choices(text, list(islice(self._onsets(text, sentence.marked), _MOST_ONSETS)))
        for i, (start, head, weak) in enumerate(onsets):
            end = onsets[i + 1][0] if i + 1 < len(onsets) else len(text)
            ask = trimmed(self.text, sentence.start + start, sentence.start + end)
            said = self.text[ask[0] : ask[1]]
            if self.words["not_asked"].match(said):
                continue
            if self._is_tag(said, sentence.marked) and (i or text[:start].strip(STRIP)):
                if not i:
                    yield _Ask(sentence.start, ask[1], sentence.start)
                continue
            if cut := self.words["after_question"].search(text, head, end):
                ask = trimmed(self.text, sentence.start + start, sentence.start + cut.start())
            yield _Ask(*ask, sentence.start + head, weak)
        if not onsets:
            yield from self._without_onset(sentence, text, answered, bool(found), last)

    def _without_onset(self, sentence: Sentence, text: str, answered: bool, asked: bool, last: bool) -> Iterator[_Ask]:
        """A noun that asks, a statement with a question mark, or bare keywords."""
        count = len(WORD.findall(text[:400]))
        bare = count <= _KEYWORDS and not self.words["verbs"].search(text)
        if sentence.marked:
            pieces = [piece for piece in _JOINT.split(text) if piece.strip(STRIP)]
            if bare and len(pieces) > 1 and all(self._definite(piece) for piece in pieces):
                yield _Ask(sentence.start, sentence.end, sentence.start)
                return
            starts = [m.end() for m in _CLAUSE.finditer(text[:2000])]
            start = starts[-1] if starts and self._definite(text[starts[-1] :]) else 0
            yield _Ask(sentence.start + start, sentence.end, sentence.start + start)
        elif sentence.item and (asked or self.announced):
            short = count <= _FRAGMENT and bare
            roundabout = self.announced and (bare or self.words["asked_again"].match(text))
            if (short or roundabout) and self._definite(text):
                yield _Ask(sentence.start, sentence.end, sentence.start)
        elif self.announced and not asked and bare:
            if self._definite(text):
                yield _Ask(sentence.start, sentence.end, sentence.start)
        elif answered and count <= _FRAGMENT and bare:
            joins = _LEADING.match(text)
            if joins and joins.end() and self._definite(text):
                yield _Ask(sentence.start, sentence.end, sentence.start)
        elif bare and last and self.words["keywords"].search(text):
            yield _Ask(sentence.start, sentence.end, sentence.start, weak=True)

    def _announces(self, text: str) -> bool:
        found = self.words["announces"].search(text)
        if found is None:
            return False
        return not any(self.words[name].search(text, 0, found.start()) for name in ("inverted", "anywhere"))

    def _is_tag(self, text: str, marked: bool) -> bool:
        stripped = _LEADING.sub("", text.strip(STRIP), count=1)
        if len(stripped) > 40 or not self.words["tags"].fullmatch(stripped):
            return False
        return marked or " " in stripped

    def _onsets(self, text: str, marked: bool) -> Iterator[tuple[int, int, bool]]:
        """Where questions begin in a sentence: start, end of the words that show it, whether it is weak."""
        found = sorted(self._candidates(text, marked), key=lambda c: (c[0], -c[1]))
        if marked and not any(not weak for _, _, weak in found):
            found += [(m.start(), m.end(), False) for m in self.words["bare_question"].finditer(text)][:1]
            found = [c for c in found if not c[2]][:1] if len(found) > 1 else found
        end = -1
        for start, head, weak in found:
            if start >= end:
                yield start, head, weak
                end = head

    def _candidates(self, text: str, marked: bool) -> Iterator[tuple[int, int, bool]]:
        words = self.words
        roundabout = len(text)
        for m in islice(words["asking"].finditer(text), _MOST_ONSETS):
            thing = words["after_asking"].match(text, m.end())
            if thing and not words["after_others"].search(text[max(0, m.start() - 60) : m.start()].rstrip()):
                roundabout = min(roundabout, m.end())
                yield m.start(), thing.end(), False
        for m in words["not_known"].finditer(text):
            yield m.start(), m.end() + 1, True
        for name in ("anywhere", "inverted", "at_start", "asked_again", *(["with_mark"] if marked else [])):
            for m in islice(words[name].finditer(text, roundabout if name == "asked_again" else 0), _MOST_ONSETS):
                before = text[max(0, m.start() - 60) : m.start()].rstrip()
                if name == "anywhere":
                    asks = not words["after_told"].search(before)
                elif name == "inverted":
                    asks = not words["after_clause"].search(before)
                else:
                    asks = bool(words["after_break"].search(before))
                if asks:
                    yield m.start(), m.end(), False

    def _joined(self, ask: _Ask) -> Iterator[_Ask]:
        """The questions that share a verb or a subject: "sue me and take my wages"."""
        text, words = self.text[ask.start : ask.end], self.words
        start, head = ask.start, max(ask.start, min(ask.head, ask.end))
        joints = [] if words["joined"].search(text) else list(_JOINT.finditer(text))[:_MOST_PARTS]
        for i, joint in enumerate(joints):
            at = ask.start + joint.end()
            end = ask.start + joints[i + 1].start() if i + 1 < len(joints) else ask.end
            piece = self.text[at:end]
            if not self.text[start : ask.start + joint.start()].strip(STRIP):
                start = at
                continue
            if at <= head or not piece.strip(STRIP) or words["subordinate"].search(self.text, head, at):
                continue
            if words["persons"].match(piece) or not words["shared"].match(piece) or not self._definite(piece):
                continue
            said = self.text[start : ask.start + joint.start()]
            if self.about(said)[0] == self.about(piece)[0]:
                continue
            if self.about(piece)[0] == "redemption" and _NO_VERB.fullmatch(said.strip(STRIP)):
                continue
            if is_choice(self.text[start:at], piece):
                continue
            span = trimmed(self.text, start, ask.start + joint.start())
            yield replace(ask, start=span[0], end=span[1])
            start = at
        span = trimmed(self.text, start, ask.end)
        yield replace(ask, start=span[0], end=span[1])
