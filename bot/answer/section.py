"""Answers from any section of a state's record: the one the question is nearest to, where the rule itself is not asked."""

import re
from dataclasses import replace

from bot.answer.draft import Draft
from bot.answer.quoting import say_further, say_nearest, say_passage
from bot.answer.record import say_deadline, say_main_deadline
from bot.answer.rule import add_rule
from bot.answer.subjects import subjects_in
from bot.answer.turn import Turn, tells_of_a_sale
from bot.law.deadlines import DeadlineResult
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Kind, section_of
from bot.retrieval.search import Index
from bot.understand.question import Question

KINDS: tuple[Kind, ...] = ("state",)
WORDS, WHOLE = 95, 125
ENOUGH = 70  # an answer this long needs no second section
NEARLY = 0.85  # a second section must rank this near to the first
FITS = 0.75  # a section that ranks lower is not what is asked
# how much nearer than the best rule a section must be: where whether anything is owed is asked too, and where it is not
BESIDE_THE_RULE, BEFORE_THE_RULE = 0.1, 0.0
AS_NEAR = 0.12  # a deadline that ranks so much lower than another section is still the answer to "until when"
_QUOTED = ("redemption", "process", "procedure", "protection-", "fair-value", "limitations")
WAYS = ("process", "procedure", "protection-")  # how a home is foreclosed, told in several sections
WAYS_NEARLY = 0.6  # of these a second one may rank lower: the court, the notice and the hearing stand apart
_DECIDING = ("fair-value", "limitations")  # sections that say how much or how long, but not whether
_LEFT_OUT = ("overview", "uncertain")
LOOKED_AT, LOOKED_AT_MEANT = 6, 12
MEANT = 0.15  # what a section gains whose subject the question names, in whatever words
ASKS = re.compile(
    r"\?|\b(?:what|which|who|whom|whose|when|where|why|how|cite|citation|statute|section|code|authority|need|explain|list|tell)\b"
    r"|^\W*(?:so |and |ok |but )*(?:is|are|was|were|can|could|do|does|did|will|would|must|may|has|have)\b",
    re.IGNORECASE,
)
# whether anything is owed, asked outright: the rule answers it, whatever else the story touches
OWES = re.compile(
    r"\b(?:owe|owed|owing|owes|liable|liability|on the hook)\b|\b(?:come|go|coming|going) after\b"
    r"|\b(?:sue|chase|pursue) (?:me|us|him|her|them|my|for)\b|\bno deficienc|\bmake (?:me|us|him|her|them) pay\b"
    r"|\b(?:can|could|may|will) (?:they|the (?:bank|lender)|it) (?:still )?(?:sue|collect|get|seek)\b"
    r"|\b(?:get|gets|collect|claim|take|want|demand)\w* (?:the (?:difference|rest|balance|remainder|shortfall)|more|any more)\b"
    r"|\b(?:def\b|deficiency)\W*(?:\w+ ){0,2}(?:viable|available|possible|ok|allowed)\b|\bdeficiency\W*\?|\blegit\b"
    r"|\bdebt (?:is |be )?gone\b|\bnon-?recourse\b|\bwant(?:s|ing)? (?:the|what'?s) (?:rest|left)\b",
    re.IGNORECASE,
)
# a statute is asked for by the name of its code too: "need RCW for upset price"
CITES = re.compile(
    r"\b(?:cite|citation|statute|authority|code (?:section|on|for|where|that)|(?:\w+ )code for|rcw|mcl|mcla|tca|nrs|ors|orc|rsmo|ocga|vsa|"
    r"kar|ksa|krs|cgs|ucc|sdcl|nmsa|rpapl|(?:fla|minn|neb|wis|conn|ark|rev|comp)\.? (?:stat|code))\b|\bsection (?:on|for|that)\b",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\b(?:by|until|till|on|before) (?:what|which) (?:day|date)|\bby when\b|\buntil when\b|\bwhen (?:is|was|must|do|does|can)\b|\bhow (?:long|many|soon|much time)\b"
    r"|\blast day\b|\bdead ?line\b|\btoo late\b|\bout of time\b|\bstill (?:have )?time\b|\bin time\b",
    re.IGNORECASE,
)


def sections_asked(turn: Turn, index: Index) -> list[Hit]:
    """The sections of the state's record that the question is near to, best first; none where only a sum is asked."""
    question, record = turn.question, turn.record
    if record is None:
        return []
    meant = _meant(question)
    if not meant and not ASKS.search(question.text):
        return []
    if turn.numeric and "fair-value" not in meant:
        return []
    k = LOOKED_AT_MEANT if meant else LOOKED_AT
    hits = index.search(question.text, state=record.code, topics=question.topics, kinds=KINDS, k=k)
    kept = [hit for hit in hits if not _name(hit).startswith(_LEFT_OUT)]
    if turn.numeric:  # the sum is the answer; beside it stands only whether the value counts
        kept = [hit for hit in kept if not _is_section(hit) or _name(hit) == "fair-value"]
    if meant:
        raised = [replace(hit, score=hit.score + MEANT) if _name(hit).startswith(meant) else hit for hit in kept]
        kept = sorted(raised, key=lambda hit: (-hit.score, hit.passage.id))[:LOOKED_AT]
    return kept


def answer_section(draft: Draft, turn: Turn, hits: list[Hit]) -> bool:
    """Answer from the section that fits best; returns False where the rule is what is asked."""
    question, record = turn.question, turn.record
    if record is None or turn.numeric or not hits or hits[0].score < FITS:
        return False
    cite = "cite" in question.intents or CITES.search(question.text) is not None
    if OWES.search(question.text) and not cite:
        return False
    if found := _deadline_asked(turn, hits):
        say_deadline(draft, turn, record, found)
        return True
    best = hits[0]
    beside = BESIDE_THE_RULE if "rule" in question.intents and not cite else BEFORE_THE_RULE
    if not _is_section(best) or best.score < _best_rule(hits) + beside:
        # a question about time that speaks of no section after all
        return "deadline" in question.intents and "rule" not in question.intents and say_main_deadline(draft, turn)
    draft.used("search_corpus")
    draft.state = record.code
    if cite:
        draft.say(f"**{best.passage.cite}.**", best.passage.id)
    say_passage(draft, best, WORDS, WHOLE)
    if tells_of_a_sale(question) or _name(best).startswith(_DECIDING):
        add_rule(draft, turn)
    if not turn.terse and sum(len(segment.text.split()) for segment in draft.segments) < ENOUGH:
        ways = _name(best).startswith(WAYS)
        nearly = [
            hit
            for hit in hits
            if hit.score >= (WAYS_NEARLY if ways and _name(hit).startswith(WAYS) else NEARLY) * best.score
        ]
        add_section(draft, nearly)
    return True


def add_section(draft: Draft, hits: list[Hit]) -> None:
    """A paragraph of the best section that is not told yet, behind an answer that is about something else as well."""
    told = {section_of(passage) for passage in draft.citations}
    others = (hit for hit in hits if _is_section(hit) and hit.passage.section not in told)
    if further := next((hit for hit in others if say_further(draft, hit.passage, after_a_word=False)), None):
        say_nearest(draft, further)


def asked_beside_the_rule(turn: Turn, hits: list[Hit]) -> list[Hit]:
    """The sections that fit better than any rule: what else is asked beside whether anything is owed."""
    least, meant = max(_best_rule(hits), FITS), _meant(turn.question)
    return [hit for hit in hits if _is_section(hit) and (hit.score >= least or _name(hit).startswith(meant))]


def _meant(question: Question) -> tuple[str, ...]:
    """The sections whose subject the question names."""
    meant = subjects_in(question.text)
    if "rule" in question.intents and (tells_of_a_sale(question) or question.days_read):
        # how it was done is a part of the story ("the court confirmed it"), and whether anything is owed is asked
        return tuple(name for name in meant if name not in WAYS)
    return meant


def _best_rule(hits: list[Hit]) -> float:
    return max((hit.score for hit in hits if not _is_section(hit)), default=0.0)


def _deadline_asked(turn: Turn, hits: list[Hit]) -> DeadlineResult | None:
    """The deadline that a question about time is nearest to, where it belongs to the case as told."""
    found = turn.assessment
    if found is None or not TIME.search(turn.question.text):
        return None
    every = {f"deadline-{d.rule.id}": d for p in reversed(found.possibilities) for d in p.deadlines}
    for hit in hits:
        if hit.score < hits[0].score - AS_NEAR:
            return None
        if _name(hit) in every:
            return every[_name(hit)]
    return None


def _name(hit: Hit) -> str:
    return section_of(hit.passage.id).partition("#")[2]


def _is_section(hit: Hit) -> bool:
    return _name(hit).startswith(_QUOTED)
