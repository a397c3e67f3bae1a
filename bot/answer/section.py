"""Answers from any other section of a state's record: what the question is nearest to, where the rule itself is not asked."""

import re

from bot.answer.draft import Draft
from bot.answer.quoting import say_further, say_passage
from bot.answer.turn import Turn
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Kind, section_of
from bot.retrieval.search import Index

WORDS, WHOLE = 95, 125
ENOUGH = 70  # an answer this long needs no second section
NEARLY = 0.85  # a second section must rank this near to the first
FITS = 0.75  # a section that ranks lower is not what is asked
# how much nearer than the best rule a section must be: where whether anything is owed is asked too, and where it is not
BESIDE_THE_RULE, BEFORE_THE_RULE = 0.1, 0.0
KINDS: tuple[Kind, ...] = ("state",)
_QUOTED = ("redemption", "process", "procedure", "protection-", "fair-value", "limitations")
ASKS = re.compile(
    r"\?|\b(?:what|which|who|whom|whose|when|where|why|how|cite|citation|statute|section|code|authority|need|explain|list|tell)\b"
    r"|^\W*(?:so |and |ok |but )*(?:is|are|was|were|can|could|do|does|did|will|would|must|may|has|have)\b",
    re.IGNORECASE,
)
# whether anything is owed, asked outright: the rule answers it, whatever else the story touches
OWES = re.compile(
    r"\b(?:owe|owed|owing|liable|liability|on the hook)\b|\b(?:come|go|coming|going) after\b|\b(?:sue|chase|pursue) (?:me|us|him|her|them|my|for)\b"
    r"|\bno deficienc|\b(?:can|could|may|will) (?:they|the (?:bank|lender)|it) (?:still )?(?:sue|collect|get|seek)\b|\bmake (?:me|us) pay\b",
    re.IGNORECASE,
)


def answer_section(draft: Draft, turn: Turn, index: Index) -> bool:
    """Answer from the section of the state's record that fits best; returns False where the rule is what is asked."""
    question, record = turn.question, turn.record
    if record is None or turn.numeric or not ASKS.search(question.text):
        return False
    if OWES.search(question.text) and "cite" not in question.intents:
        return False
    hits = index.search(question.text, state=record.code, topics=question.topics, kinds=KINDS, k=6)
    best = next((hit for hit in hits if not _name(hit).startswith(("overview", "uncertain"))), None)
    if best is None or best.score < FITS or not _is_section(best):
        return False
    rule = max((hit.score for hit in hits if _name(hit).startswith(("rule-", "deadline-"))), default=0.0)
    if best.score < rule + (BESIDE_THE_RULE if "rule" in question.intents else BEFORE_THE_RULE):
        return False
    draft.used("search_corpus")
    draft.state = record.code
    say_passage(draft, best, WORDS, WHOLE)
    if not turn.terse and sum(len(segment.text.split()) for segment in draft.segments) < ENOUGH:
        others = (hit for hit in hits if _is_section(hit) and hit is not best and hit.score >= NEARLY * best.score)
        next((hit for hit in others if say_further(draft, hit.passage, after_a_word=False)), None)
    return True


def _name(hit: Hit) -> str:
    return section_of(hit.passage.id).partition("#")[2]


def _is_section(hit: Hit) -> bool:
    return _name(hit).startswith(_QUOTED)
