"""What a state's record says of the subjects that a question names: for each the section that tells it, and its sentences."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.draft import Draft
from bot.answer.prose import whole_sentences
from bot.answer.subjects import Subject, subjects_asked, told_in
from bot.answer.turn import Turn
from bot.errors import SearchIndexError
from bot.law.record import Record
from bot.retrieval.passage import Passage, deadline_id, rule_id, section_of, state_id

MOST = 48  # words that are told of one subject among several
MOST_OF_THE_WAY = 62  # the same, of how homes are foreclosed
WHOLE = 105  # a section of so many words is told whole where it alone is asked for
LATER = ("overview", "rule-")  # sections that hold a subject only where no other one does
_PLACE, _SHARED, _MOST_SHARED = (
    0.03,
    0.05,
    5,
)  # a section's place in the list, and each word that it shares with the question
# a sentence that begins like this cannot stand without the one before it
_LEANS = re.compile(
    r"(?:In [A-Z]\w+(?: \w+)?, )?(?:It|Its|This|They|Their|That|Those|These|Then|There is no right after|Such|Afterwards|The year|If not|Even|None|Nor|But|And|So|Otherwise|The same|A demand|Both)\b"
)
_PAPER = re.compile(r"The usual (?:security )?paper in")
_OTHER_WAY = re.compile(r"A foreclosure ")
_PAPER_ASKED = re.compile(r"\bdeed of trust|trust deed|\bmortgage or\b|\bor (?:a )?mortgage\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:Exception in|\S.* authority:|This [A-Z][\w. ]+ deadline applies if)")


# what a subject asks for more exactly; where that is told, the wider one is not
_NARROWER = {"notice": "mailing", "steps": "filing"}


@dataclass(frozen=True)
class Held:
    """A subject with the passage that tells it and the sentences of it that do."""

    subject: Subject
    passage: Passage
    told: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the section."""
        return section_of(self.passage.id).partition("#")[2]


def held(draft: Draft, turn: Turn, ranks: Mapping[str, float] | None = None) -> list[Held]:
    """For each subject that the turn asks about the section that tells it best; one that no section tells is left out.

    ranks: how near sections are to the question, by their ids.
    """
    text, record = turn.question.text, turn.record
    asked = subjects_asked(text)
    if not asked or record is None:
        return []
    found: list[Held] = []
    # every passage names the state
    words, ranks = content(text) - content(record.name), ranks or {}
    passages = _passages(draft, record)
    rule = rule_id("", turn.assessment.first.case.id).partition("#")[2] if turn.assessment else ""
    for subject in asked:
        match = subject.asked.search(text)
        best = _best(subject, passages, (words, content(match[0]) if match else set()), ranks, rule)
        if best is None:
            continue
        told = _chosen(subject, best, text, words)
        known = [sentence for one in found if one.passage.id == best.id for sentence in one.told]
        if told and not set(told) <= set(known):
            found.append(Held(subject, best, tuple(told)))
    names = {one.subject.name for one in found}
    return [one for one in found if _NARROWER.get(one.subject.name) not in names]


def _passages(draft: Draft, record: Record) -> list[Passage]:
    """Every passage of a state's record that may be quoted."""
    names = ["overview", "process", "fair-value", "redemption", "limitations"]
    names += ["procedure"] if record.procedure else []
    ids = [state_id(record.code, name) for name in names]
    ids += [state_id(record.code, f"protection-{n}") for n, _ in enumerate(record.protections, 1)]
    ids += [deadline_id(record.code, deadline.id) for deadline in record.deadlines]
    for case in record.deficiency:
        ids += [rule_id(record.code, case.id), f"{rule_id(record.code, case.id)}~2"]
    found = []
    for passage_id in ids:
        try:
            found.append(draft.library.passage(passage_id))
        except (SearchIndexError, KeyError):  # most rules fit in one part
            continue
    return found


def _best(
    subject: Subject,
    passages: Sequence[Passage],
    words: tuple[set[str], set[str]],
    ranks: Mapping[str, float],
    rule: str,
) -> Passage | None:
    """words: of the question, and of what names the subject in it, which count twice."""
    ranked: list[tuple[bool, float, Passage]] = []
    unranked = min(ranks.values(), default=0.0)  # what is not among the nearest ranks no higher than the last of them
    for passage in passages:
        name = section_of(passage.id).partition("#")[2]
        place = next((n for n, s in enumerate(subject.sections) if name.startswith(s)), None)
        if place is None or (name.startswith("rule-") and name != rule):
            continue
        told = told_in(subject, passage.text)
        if not told:
            continue
        shared = max(sum(len(some & content(sentence)) for some in words) for sentence in told)
        score = ranks.get(passage.section, unranked) + _SHARED * min(shared, _MOST_SHARED) - _PLACE * place
        ranked.append((not name.startswith(LATER), score, passage))
    return max(ranked, key=lambda r: (r[0], r[1], r[2].id))[2] if ranked else None


def _chosen(subject: Subject, passage: Passage, text: str, words: set[str]) -> list[str]:
    """The sentences that tell the subject, as many as there is room for, in their order."""
    every = whole_sentences(passage.text)
    telling = [s for s in told_in(subject, passage.text) if not _LABEL.match(s)]
    if subject.name == "court" and not _PAPER_ASKED.search(text):
        telling = [s for s in telling if not _PAPER.match(s)]
    if subject.name in ("redemption", "value") and len(telling) > 1:
        first, others = telling[0], telling[1:]
        telling = [first, *sorted(others, key=lambda s: (-len(words & content(s)), every.index(s)))]
    elif subject.name == "court":
        # the state's own note tells more than that no other way exists
        telling = [
            telling[0],
            *[s for s in telling[1:] if not _OTHER_WAY.match(s)],
            *[s for s in telling[1:] if _OTHER_WAY.match(s)],
        ]
    elif subject.holds is not None:
        telling = sorted(telling, key=lambda s: (-len(words & content(s)), every.index(s)))
    kept: list[str] = []
    most = MOST_OF_THE_WAY if subject.name == "court" else MOST
    for sentence in telling:
        begin = end = every.index(sentence)
        while begin and _LEANS.match(every[begin]):
            begin -= 1
        more = [s for s in every[begin : end + 1] if s not in kept]
        if kept and sum(len(s.split()) for s in [*kept, *more]) > most:
            continue
        kept += more
    return sorted(kept, key=every.index)


def say_held(draft: Draft, one: Held, *, first: bool, alone: bool) -> bool:
    """Tell a subject: its sentences, and where nothing else is asked the rest of a section that is not long.

    Returns whether anything new was said.
    """
    every = [s for s in whole_sentences(one.passage.text) if not _LABEL.match(s)]
    told = list(one.told)
    if alone and sum(len(s.split()) for s in every) <= WHOLE:
        told = _in_front(every, told[0])
    begun = False
    for sentence in told:
        if any(sentence in segment.text for segment in draft.segments):
            continue
        text = f"**{sentence}**" if first and not begun else sentence
        (draft.add if begun else draft.say)(text, one.passage.id)
        begun = True
    return begun


def _in_front(every: list[str], lead: str) -> list[str]:
    """Every sentence, the one that answers first together with those that lean on it."""
    place = every.index(lead)
    if not place or _LEANS.match(lead) or (len(every) > 1 and _LEANS.match(every[1])):
        return every
    end = place + 1
    while end < len(every) and _LEANS.match(every[end]):
        end += 1
    return [*every[place:end], *every[:place], *every[end:]]


def content(text: str) -> set[str]:
    """The longer words of a text, cut short, so that `appraised` and `appraisal` are one."""
    return {word[:6] for word in re.findall(r"[a-z0-9]{4,}", text.lower())} - _EVERYWHERE


_EVERYWHERE = frozenset(
    "that this they them their there what when where which with have does would could from after before lender bank house home property foreclos sale sold state "
    "must will your some into than then been being only also about long much many very just".split()
) | frozenset(word[:6] for word in ("foreclosure", "property", "lender", "borrower", "deficiency", "mortgage"))
