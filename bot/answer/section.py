"""Answers from any section of a state's record: the one the question is nearest to, where the rule itself is not asked."""

import re
from dataclasses import dataclass, replace

from bot.answer.assessed import borrowers_deadline
from bot.answer.deadline_asked import TO_SUE, cited_deadline, named_deadline, nearest_deadline
from bot.answer.draft import Draft
from bot.answer.holders import Held, held, say_held
from bot.answer.quoting import say_further, say_nearest, say_passage
from bot.answer.record import answer_own_step, answer_record, asks_to_stay, say_deadline, say_main_deadline
from bot.answer.rule import add_rule
from bot.answer.rule_words import deadline_words
from bot.answer.section_words import (
    ASKS,
    CITES,
    ELSEWHERE,
    GETS_BACK,
    HAPPENED,
    HOW,
    NATIONWIDE,
    OF_A_SALE,
    OF_AN_EXIT,
    OWES,
    STRONG,
    TIME,
    WAS_LOST,
)
from bot.answer.subjects import SHORTHAND, WAYS, subjects_asked, subjects_in
from bot.answer.sums import PRICE_COUNTS, only_the_price_counts
from bot.answer.turn import Turn, tells_of_a_sale
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Kind, deadline_id, section_of
from bot.retrieval.search import Index
from bot.topics import Topic
from bot.understand.intent import LAW
from bot.understand.judgment import judgment_stands
from bot.understand.question import Question

KINDS: tuple[Kind, ...] = ("state",)
WORDS, WHOLE = 95, 125
ENOUGH = 70  # an answer this long needs no second section
NEARLY = 0.85  # a second section must rank this near to the first
FITS = 0.7  # a section that ranks lower is not what is asked
# how much nearer than the best rule a section must be: where whether anything is owed is asked too, and where it is not
BESIDE_THE_RULE, BEFORE_THE_RULE = 0.1, 0.0
_QUOTED = ("redemption", "process", "procedure", "protection-", "fair-value", "limitations")
WAYS_NEARLY = 0.6  # of these a second one may rank lower: the court, the notice and the hearing stand apart
MOST_NAMED, MOST_BESIDE = 3, 2  # subjects that are told in an answer, and beside the rule
_DECIDING = ("fair-value", "limitations")  # sections that say how much or how long, but not whether
_LEFT_OUT = ("overview", "uncertain")
LOOKED_AT, LOOKED_AT_MEANT = 6, 12
MEANT = 0.15  # what a section gains whose subject the question names, in whatever words
VALUED = re.compile(r"\b(?:apprais|value|fair price)", re.IGNORECASE)  # acts by which the home's value comes to count
LONG = 150  # words; to so long an answer nothing is added


@dataclass(frozen=True)
class Beside:
    """What may be told beside the rule: the subjects that the turn names, or else a section that fits better than any rule."""

    turn: Turn | None
    hits: tuple[Hit, ...]


def sections_asked(turn: Turn, index: Index) -> list[Hit]:
    """The sections of the state's record that the question is near to, best first; none where only a sum is asked."""
    question, record = turn.question, turn.record
    if record is None:
        return []
    meant = _meant(question)
    if not meant and not (ASKS.search(question.text) or _is_shorthand(question)):
        return []
    if _sum_first(turn) and "fair-value" not in meant:
        return []
    k = LOOKED_AT_MEANT if meant else LOOKED_AT
    hits = index.search(question.text, state=record.code, topics=question.topics, kinds=KINDS, k=k)
    kept = [hit for hit in hits if not _name(hit).startswith(_LEFT_OUT)]
    if _sum_first(turn):  # the sum is the answer; beside it stands only whether the value counts
        kept = [hit for hit in kept if not _is_section(hit) or _name(hit) == "fair-value"]
    if meant:
        raised = [replace(hit, score=hit.score + MEANT) if _name(hit).startswith(meant) else hit for hit in kept]
        kept = sorted(raised, key=lambda hit: (-hit.score, hit.passage.id))[:LOOKED_AT]
    return kept


def _sum_first(turn: Turn) -> bool:
    """Whether the answer is a sum: not where a subject of the record is asked for instead, and the sum cannot be worked out
    or is told already."""
    lacks = turn.amounts.debt is None and turn.amounts.junior_debt is None and turn.amounts.claimed is None
    asked = "amount" in turn.question.intents or OWES.search(turn.question.text)
    open_still = turn.assessment is not None and turn.assessment.outcome == "depends"  # what it turns on is told again
    told_already = not turn.asks_sum and not open_still
    beside = not asked and (lacks or told_already) and subjects_asked(turn.question.text)
    return turn.numeric and not beside


def _is_shorthand(question: Question) -> bool:
    """Whether a few words tell nothing but what is wanted: "New Jersey sheriff sale special deposit for families"."""
    told = question.intents or question.amounts or question.days_read or question.follows
    return len(question.text.split()) <= SHORTHAND and not told and {one.fact for one in question.facts} <= {"process"}


def answer_section(draft: Draft, turn: Turn, hits: list[Hit]) -> bool:
    """Answer from the sections that fit best; returns False where the rule is what is asked."""
    question, record = turn.question, turn.record
    if record is None or _sum_first(turn) or _only_tells(question):
        return False
    cite = _cites(question)
    if _asks_what_is_owed(question) and not cite:
        return False
    if not asks_to_stay(question.text) and (found := cited_deadline(turn) or nearest_deadline(turn, hits)):
        say_deadline(draft, turn, record, found)
        return True
    named = _named(draft, turn, hits)
    if named:
        _say_named(draft, turn, named, hits, cite=cite)
        return True
    if not GETS_BACK.search(question.text):
        # a sale and a lender are near to redemption, whatever is asked
        hits = [hit for hit in hits if _name(hit) != "redemption"]
    if not hits or hits[0].score < FITS:
        return False
    best = hits[0]
    beside = BESIDE_THE_RULE if "rule" in question.intents and not cite else BEFORE_THE_RULE
    if not _is_section(best) or best.score < _best_rule(hits) + beside:
        # a question about time that speaks of no section after all
        return "deadline" in question.intents and "rule" not in question.intents and say_main_deadline(draft, turn)
    draft.used("search_corpus")
    draft.state = record.code
    if cite:
        draft.say(f"**{best.passage.cite}.**", best.passage.id)
    say_passage(draft, best, WORDS, WHOLE, question.text)
    if tells_of_a_sale(question) or _name(best).startswith(_DECIDING):
        add_rule(draft, turn)
    if not turn.terse and _words(draft) < ENOUGH:
        add_section(draft, Beside(None, tuple(_nearly(hits, best))))
    return True


def answer_named(draft: Draft, turn: Turn, index: Index) -> bool:
    """Answer a whole turn from the sections whose subjects it names; returns False where something else is asked as well."""
    question, record = turn.question, turn.record
    if record is None or turn.assessment is None or _sum_first(turn) or len(question.states) > 1:
        return False
    if judgment_stands(question.text) and set(question.intents) & LAW:
        return False  # whether a judgment that was given can still be collected
    topics = {*question.topics}
    subjects = {subject.name for subject in subjects_asked(question.text)}
    if not subjects or topics & ELSEWHERE or not (question.follows or OF_A_SALE.search(question.text)):
        return False
    if _asks_what_is_owed(question) and not _cites(question):
        return False
    if topics & NATIONWIDE and not subjects & STRONG:
        return False
    if "redemption" in subjects and answer_record(draft, turn):
        return True
    if answer_own_step(draft, turn):
        add_named(draft, turn)
        return True
    of_account = "trustee_account" in subjects
    if TIME.search(question.text) and not of_account and (found := named_deadline(turn)):
        say_deadline(draft, turn, record, found)
        add_named(draft, turn)
        return True
    if TIME.search(question.text) and TO_SUE.search(question.text) and not _cites(question) and not of_account:
        return False  # how long the lender has
    hits = sections_asked(turn, index)
    return bool(held(draft, turn)) and answer_section(draft, turn, hits)


def _only_tells(question: Question) -> bool:
    """ "Auditor's report ratified Feb 14, 2023. They filed March 2, 2026" tells of a case and asks for no section."""
    dated = bool(question.days_read) or question.sued_after is not None or WAS_LOST.search(question.text) is not None
    released = any(reading.fact == "deficiency_claim" for reading in question.facts)  # "the letter says it is waived"
    return (dated or released) and not ASKS.search(question.text)


def add_named(draft: Draft, turn: Turn) -> None:
    """Behind an answer to something else, what the turn names of the state's own ways and the answer does not tell yet."""
    question = turn.question
    topics = {*question.topics}
    if "fair-value" in subjects_in(question.text):
        topics -= {Topic.CREDIT}  # "do I get credit for the appraisal"
    if turn.assessment is None or draft.declined or len(question.states) > 1 or topics & ELSEWHERE:
        return
    for one in _named(draft, turn, [])[:MOST_BESIDE]:
        told = one.name == "redemption" and one.passage.id in draft.citations  # in the words of the record's fields
        if _words(draft) < LONG and not told and not _says_price_counts(draft, turn, one):
            say_held(draft, one, first=False, alone=False)


def _says_price_counts(draft: Draft, turn: Turn, one: Held) -> bool:
    """Say that the value does not count in a case such as this one, where it does elsewhere in the state; False where it may."""
    found, record = turn.assessment, turn.record
    if one.name != "fair-value" or not turn.numeric or found is None or record is None:
        return False
    if found.outcome != "allowed" or not only_the_price_counts(record, found.first):
        return False
    if not any(segment.text.endswith(PRICE_COUNTS) for segment in draft.segments):
        draft.say(PRICE_COUNTS, one.passage.id)
    return True


def _asks_what_is_owed(question: Question) -> bool:
    """Whether the rule answers first: not where only the way to a claim is asked, as in "in the same suit?"."""
    if not OWES.search(question.text):
        return False
    told = {reading.fact for reading in question.facts} - {"process"}  # "the foreclosure suit" tells of none yet
    if told or question.follows or question.days_read or HAPPENED.search(question.text):
        return True
    return not any(one.name in HOW for one in subjects_asked(question.text))


def _cites(question: Question) -> bool:
    return "cite" in question.intents or CITES.search(question.text) is not None


def _named(draft: Draft, turn: Turn, hits: list[Hit]) -> list[Held]:
    """The subjects that the question names, with their sections."""
    found = held(draft, turn, {hit.passage.section: hit.score for hit in hits})
    if _sum_first(turn):  # the sum is the answer; beside it stands only whether the value counts
        return [one for one in found if one.name == "fair-value"]
    return found


def _say_named(draft: Draft, turn: Turn, named: list[Held], hits: list[Hit], *, cite: bool) -> None:
    """Each subject that is named in a sentence or two, and the rule where it is asked too or a sale is told."""
    question = turn.question
    draft.used("search_corpus")
    draft.state = turn.state
    if cite:
        draft.say(f"**{named[0].passage.cite}.**", named[0].passage.id)
    alone = len(named) == 1
    for n, one in enumerate(named[:MOST_NAMED]):
        say_held(draft, one, first=n == 0, alone=alone)
    if any(one.name == "fair-value" for one in named[:MOST_NAMED]):
        _say_time_to_ask(draft, turn)
    if tells_of_a_sale(question) or "rule" in question.intents or named[0].name.startswith(_DECIDING):
        add_rule(draft, turn)
    elif alone and not turn.terse and _words(draft) < ENOUGH and hits:
        add_section(draft, Beside(None, tuple(hit for hit in _nearly(hits, hits[0]) if hit.score >= FITS)))


def _say_time_to_ask(draft: Draft, turn: Turn) -> None:
    """Until when the owner may ask for the home's value, where the day of the sale is told."""
    if turn.record is None or turn.assessment is None:
        return
    mine = borrowers_deadline(turn.assessment)
    if mine is not None and mine.last_day is not None and VALUED.search(mine.rule.act):
        draft.say(deadline_words(mine, turn.today, turn.rough), deadline_id(turn.record.code, mine.rule.id))


def _nearly(hits: list[Hit], best: Hit) -> list[Hit]:
    """The sections that fit nearly as well as the best one."""
    ways = _name(best).startswith(WAYS)
    hits = [hit for hit in hits if hit is best or not OF_AN_EXIT.search(hit.passage.text)]
    return [h for h in hits if h.score >= (WAYS_NEARLY if ways and _name(h).startswith(WAYS) else NEARLY) * best.score]


def add_section(draft: Draft, beside: Beside) -> None:
    """The subjects that are named beside the rule, or the best section that is not told yet, in a paragraph each."""
    told = {section_of(passage) for passage in draft.citations}
    named = _named(draft, beside.turn, list(beside.hits))[:MOST_BESIDE] if beside.turn else []
    turn = beside.turn
    if [
        one
        for one in named
        if (turn and _says_price_counts(draft, turn, one)) or say_held(draft, one, first=False, alone=False)
    ]:
        return
    others = (hit for hit in beside.hits if _is_section(hit) and hit.passage.section not in told)
    if further := next((hit for hit in others if say_further(draft, hit.passage, after_a_word=False)), None):
        say_nearest(draft, further)


def asked_beside_the_rule(turn: Turn, hits: list[Hit]) -> Beside:
    """What else is asked beside whether anything is owed."""
    least, meant = max(_best_rule(hits), FITS), _meant(turn.question)
    near = tuple(hit for hit in hits if _is_section(hit) and (hit.score >= least or _name(hit).startswith(meant)))
    return Beside(turn, near)


def _words(draft: Draft) -> int:
    return sum(len(segment.text.split()) for segment in draft.segments)


def _meant(question: Question) -> tuple[str, ...]:
    """The sections whose subject the question names."""
    meant = subjects_in(question.text)
    if "rule" in question.intents and (tells_of_a_sale(question) or question.days_read):
        # how it was done is a part of the story ("the court confirmed it"), and whether anything is owed is asked
        return tuple(name for name in meant if name not in WAYS)
    return meant


def _best_rule(hits: list[Hit]) -> float:
    return max((hit.score for hit in hits if not _is_section(hit)), default=0.0)


def _name(hit: Hit) -> str:
    return hit.passage.section.partition("#")[2]


def _is_section(hit: Hit) -> bool:
    return _name(hit).startswith(_QUOTED)
