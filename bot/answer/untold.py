"""What is asked about by name and no source tells: that is said, with who would know, before the nearest section is quoted.

Whether the sources tell of a thing is looked up in the passages that a search for the turn may return: the state's record, the
guide and the federal rules with the phrasings that they answer. A line of the glossary tells what a word means and no more.
"""

import re
from dataclasses import dataclass

from bot.answer.draft import Draft
from bot.answer.holders import Held, held, say_held
from bot.answer.limits import LIMITS
from bot.answer.prose import first_sentence, listed
from bot.answer.quoting import say_opening
from bot.answer.scope import NOT_COVERED
from bot.answer.section_words import OWES
from bot.answer.subjects import asking, asks, subjects_asked
from bot.answer.things import Thing, things_named
from bot.answer.turn import Turn, tells_of_a_sale
from bot.retrieval.passage import Passage
from bot.retrieval.search import Index
from bot.retrieval.sentences import sentences
from bot.topics import Topic
from bot.understand.parts import Part
from bot.understand.question import Question

LIMIT = LIMITS["not_told"]
SAYS_NOT = "do not say"
LONGEST = 1800  # characters of a question that are looked at
MOST_NAMED = 2  # things that are said not to be told
WORDS = 70  # of the guide's passage that answers in general
NATIONWIDE = ("guide", "federal")
LEANING = ("rule", "deadline", "amount", "other")  # what a question is about that leans on the one before
FEW_WORDS, FEW_THAT_LEAN, FEW_THAT_FOLLOW = 45, 9, 4
# "can I get a passport if I owe a deficiency" asks for no deficiency, nor does "can I sue for damages"
_SUPPOSED = re.compile(
    r"\b(?:if|because|since|when|after|while) (?:i|we|you|he|she) (?:still )?ow(?:e|es|ed)\b|\b(?:i|we) sue\b",
    re.IGNORECASE,
)
# how somebody's own case stands
_STANDS = re.compile(
    r"\b(?:them|lender|bank|they|collector|him|it) (?:\w+ )?to (?:sue|collect|come after|file)\b|\b(?:am i|are we|is (?:he|she|my client)) (?:\w+ )?(?:clear|safe|done|ok|okay|off the hook|in the clear|free)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:they|it|he|she|lenders?|banks?|servicers?|creditors?|collectors?)\b", re.IGNORECASE)
# subjects that ordinary words touch ("can the court", "how soon", "who may"): what is told of them answers no question
# that names a thing
BESIDE = frozenset(
    {"court", "official", "steps", "speed", "notice", "proof", "history", "own_suit", "undoing", "staying"}
)


@dataclass(frozen=True)
class Untold:
    """A thing that no source tells where it is asked.

    in_general: the guide tells it, and only the place's own rule is missing. elsewhere: other states' records tell it, and no
    place was named. word: the glossary's line on it.
    """

    thing: Thing
    in_general: bool = False
    elsewhere: bool = False
    word: Passage | None = None


def untold(turn: Turn, index: Index) -> list[Untold]:
    """The things that a turn asks about by name and that no source tells, in the order in which they are listed."""
    return _missing(_named(turn.question), turn, index)


def _missing(things: list[Thing], turn: Turn, index: Index) -> list[Untold]:
    """Those of some things that no source tells."""
    if len(turn.question.states) > 1:
        return []
    found = (_untold(thing, turn, index) for thing in things)
    return [one for one in found if one is not None]


def _named(question: Question) -> list[Thing]:
    """The things that are asked about: those of the sentences that ask, or, where these only lean, of the few before them."""
    text = question.text[:LONGEST]
    facts = {one.fact for one in question.facts} - {"process"}
    told = bool(facts or question.days_read or question.amounts)
    if (named := things_named(asking(text))) and not (told and not asks(text)):
        return named  # and not what a few words tell: "trustee sale, no new trustee was named, we lived there"
    short = len(text.split()) <= FEW_WORDS and not (question.amounts or tells_of_a_sale(question))
    return things_named(text) if short and question.parts and all(map(_leans, question.parts)) else []


def _untold(thing: Thing, turn: Turn, index: Index) -> Untold | None:
    state = turn.state
    word = next((p for p in index.passages() if p.kind == "glossary" and thing.told.search(p.title)), None)
    if word is not None and (state is None or Topic.DEFINITION in turn.question.topics):
        return None  # what it means is told
    if state and any(thing.is_told(p) for p in index.passages(state=state)):
        return None
    nationwide = any(
        thing.is_told(p) or any(thing.told.search(ask) for ask in p.asks)
        for p in index.passages()
        if (p.kind in NATIONWIDE or (thing.cited and p.kind == "glossary")) and not p.id.startswith(NOT_COVERED)
    )
    if nationwide and (thing.law == "anywhere" or state is None):
        return None
    others = thing.law == "state" and state is None and any(thing.is_told(p) for p in index.passages() if p.state)
    return Untold(thing, in_general=nationwide and thing.law == "general", elsewhere=others, word=word)


def names_a_thing(question: Question) -> bool:
    """Whether a question asks about a thing of this subject by its name, whether the sources tell it or not."""
    return bool(_named(question))


def asks_nothing_else(question: Question) -> bool:
    """Whether each separate question of a turn is after a thing by its name, or leans on one ("is that ok")."""
    return len(question.parts) < 2 or all(things_named(part.text) or _leans(part) for part in question.parts)


def _leans(part: Part) -> bool:
    """Whether a question says nothing of its own: "is that ok", "how many days"; whose time it is, is something of its own."""
    named = any(subject.name not in BESIDE for subject in subjects_asked(part.text))
    own = set(part.topics) - {Topic.DEADLINE, Topic.DEFINITION} or OWES.search(_SUPPOSED.sub(" ", part.text)) or named
    whose = part.subject == "deadline" and _THEIRS.search(part.text)
    return part.subject in LEANING and not own and not whose and len(part.text.split()) <= FEW_THAT_LEAN


def answer_untold(draft: Draft, turn: Turn, index: Index) -> bool:
    """Say that the sources do not tell what is asked; returns False where they tell any of it, or something else is asked."""
    question = turn.question
    if _goes_on(draft, question):
        _decline(draft, f"**{LIMIT.says.format(place='', thing='that either')}**")
        return True
    named = _named(question)
    both = question.says("debt") and question.says("sale_price")
    tells_a_case = both or (tells_of_a_sale(question) and "rule" in question.intents)
    asked = " ".join(part.text for part in question.parts) or question.text
    if not named or tells_a_case or OWES.search(_SUPPOSED.sub(" ", asked)) or _STANDS.search(asked):
        return False  # whether anything is owed is told; that the thing is not stands behind it
    missing = untold(turn, index)
    if not missing or missing[0].thing != named[0]:
        return False  # what is named first is told
    if question.amounts and all(one.in_general for one in missing):
        return False  # a sum can be worked out
    missing = missing[:MOST_NAMED]
    near = held(draft, turn)
    beside = BESIDE.union(*(one.thing.beside for one in missing))
    if any(one.subject.name not in beside for one in near):
        return False
    draft.used("search_corpus")
    if any(one.elsewhere for one in missing):
        draft.say(f"**My sources say {_clauses(missing)} for some states only.**", kind="reading")
        draft.ask_for("state", "Which state is the house in?")
        return True
    draft.state = turn.state
    if general := next((one.thing for one in missing if one.in_general), None):
        draft.say(f"**{_sentence(turn, missing)} In general:**", kind="reading")
        _say_in_general(draft, general)
        return True
    _decline(draft, f"**{_sentence(turn, missing, guess=False)}**")
    _say_what_is_near(draft, missing, near)
    return True


def _decline(draft: Draft, sentence: str) -> None:
    draft.declined, draft.reason = True, LIMIT.reason
    draft.say(sentence, kind="help")
    draft.say(LIMIT.offers, *LIMIT.passages, kind="help")


def _goes_on(draft: Draft, question: Question) -> bool:
    """Whether a turn of a few words ("how many weeks") goes on about what the answer before could not tell."""
    untold_before = draft.heard.startswith("**My sources") and SAYS_NOT in draft.heard.partition("\n")[0]
    few = len(question.text.split()) <= FEW_THAT_FOLLOW and bool(question.parts) and not question.moves
    return untold_before and question.follows and few and not question.tells and all(map(_leans, question.parts))


def _say_in_general(draft: Draft, thing: Thing) -> None:
    """What the guide tells for every state: how its passage begins, or the sentences of it that speak of the thing."""
    assert thing.guide is not None
    passage = draft.library.passage(thing.guide)
    opening = Draft(draft.library)
    say_opening(opening, passage, WORDS, bold=False)
    if any(thing.told.search(segment.text) for segment in opening.segments):
        say_opening(draft, passage, WORDS, bold=False)
        return
    for sentence in [s for s in sentences(passage.text) if thing.told.search(s)][:MOST_NAMED]:
        draft.say(sentence.removeprefix("- "), passage.id)


def _say_what_is_near(draft: Draft, missing: list[Untold], near: list[Held]) -> None:
    """What the sources tell of the same step, or what the word means, marked as no answer."""
    named = frozenset[str]().union(*(one.thing.beside for one in missing))
    if close := next((one for one in near if one.subject.name in named), None):
        draft.say("What they do say is only near to it:", kind="reading")
        say_held(draft, close, first=False, alone=False)
    elif word := next((one.word for one in missing if one.word is not None), None):
        draft.say("What the word means:", kind="reading")
        draft.add(first_sentence(word.text), word.id)


def add_untold(draft: Draft, turn: Turn, index: Index) -> None:
    """Behind an answer to something else, that the sources do not tell a thing that was asked about too."""
    if draft.declined or draft.asks_more or not draft.segments:
        return
    said = " ".join(segment.text for segment in draft.segments)
    # a story's "an ad in the paper" asks for nothing
    asked = [thing for part in turn.question.parts for thing in things_named(part.text)]
    every = [one for one in untold(turn, index) if one.thing in asked and not one.elsewhere]
    if draft.outcome is not None and not every:
        kinds = [thing for thing in things_named(turn.question.text[:LONGEST]) if thing.kind]
        every = _missing(kinds, turn, index)
    if missing := [one for one in every if one.thing.says not in said][:MOST_NAMED]:
        draft.say(_sentence(turn, missing), kind="reading")
        if any(one.thing.kind for one in missing):
            draft.add("What stands above is the rule for ordinary mortgages on homes.", kind="reading")


def _sentence(turn: Turn, missing: list[Untold], *, guess: bool = True) -> str:
    """That the sources do not tell it. guess: whether it need not be said that nothing is guessed."""
    here = turn.record is not None and any(one.thing.law != "anywhere" for one in missing)
    place = f" for {turn.record.place}" if turn.record and here else ""
    text = LIMIT.says.format(place=place, thing=_clauses(missing))
    return text.replace(", so I won't guess", "") if guess else text


def _clauses(missing: list[Untold]) -> str:
    return listed([one.thing.says for one in missing], "or")
