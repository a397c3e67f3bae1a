"""Answers from any section of a state's record: the one the question is nearest to, where the rule itself is not asked."""

import re
from dataclasses import dataclass, replace

from bot.answer.draft import Draft
from bot.answer.holders import Held, held, say_held
from bot.answer.quoting import say_further, say_nearest, say_passage
from bot.answer.record import TO_SUE, answer_record, named_deadline, say_deadline, say_main_deadline
from bot.answer.rule import add_rule
from bot.answer.subjects import WAYS, subjects_asked, subjects_in
from bot.answer.turn import Turn, tells_of_a_sale
from bot.law.deadlines import DeadlineResult
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Kind, section_of
from bot.retrieval.search import Index
from bot.topics import Topic
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
WAYS_NEARLY = 0.6  # of these a second one may rank lower: the court, the notice and the hearing stand apart
MOST_NAMED, MOST_BESIDE = 3, 2  # subjects that are told in an answer, and beside the rule
_DECIDING = ("fair-value", "limitations")  # sections that say how much or how long, but not whether
_LEFT_OUT = ("overview", "uncertain")
LOOKED_AT, LOOKED_AT_MEANT = 6, 12
MEANT = 0.15  # what a section gains whose subject the question names, in whatever words
LONG = 150  # words; to so long an answer nothing is added
# subjects on which no state's record says anything
NO_STATES = frozenset(
    {
        Topic.CREDIT,
        Topic.TAX,
        Topic.BANKRUPTCY,
        Topic.SERVICING,
        Topic.DEBT_COLLECTOR,
        Topic.FEDERAL_LOAN,
        Topic.MILITARY,
        Topic.SCAM,
        Topic.REVERSE_MORTGAGE,
        Topic.HELP,
    }
)
# subjects that the guide and the federal rules decide, whatever else is asked
ELSEWHERE = NO_STATES | {Topic.GARNISHMENT, Topic.BANK_LEVY}
# subjects that the guide tells for every state, and a state's record only where the question names its own ways
NATIONWIDE = frozenset(
    {
        Topic.KEEP_HOME,
        Topic.MOVING_OUT,
        Topic.LAWSUIT,
        Topic.COLLECTION,
        Topic.SALE_NOTICE,
        Topic.SETTLEMENT,
        Topic.DEFENSES,
        Topic.FIRST_STEPS,
        Topic.SHORT_SALE,
        Topic.DEED_IN_LIEU,
        Topic.SECOND_MORTGAGE,
        Topic.SURPLUS,
        Topic.COSIGNER,
    }
)
_OWN_WAYS = """
    redemption value proof court official floor appraisers meeting publishing confirming speed own_suit house_first fees
    price_to_redeem short_sale second_loan seal history delay jury accounting steps
"""
STRONG = frozenset(_OWN_WAYS.split())
_HAPPENED = re.compile(r"\b(?:sold|auctioned|lost|took|foreclosed)\b", re.IGNORECASE)
HOW = frozenset({"own_suit", "house_first"})  # by which way a claim is made
OF_A_SALE = re.compile(
    r"\b(?:foreclos\w*|sale|sells?|sold|auction\w*|redeem|redemption|deficien\w*|trustee|sheriff|mortgage\w*|lender|bank|home|house)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\?|\b(?:what|which|who|whom|whose|when|where|why|how|cite|citation|statute|section|code|authority|need|explain|list|tell)\b"
    r"|^\W*(?:so |and |ok |but )*(?:is|are|was|were|can|could|do|does|did|will|would|must|may|has|have)\b",
    re.IGNORECASE,
)
# whether anything is owed, asked outright: the rule answers it, whatever else the story touches
OWES = re.compile(
    r"\b(?:owe|owed|owing|owes|liable|liability|on the hook)\b|\b(?:come|go|coming|going) after\b"
    r"|\b(?:sues?|suing|chas(?:e|es|ing)|pursu(?:e|es|ing)) (?:me|us|him|her|them|my|for)\b|\bno deficienc|\bmake (?:me|us|him|her|them) pay\b"
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
    """Answer from the sections that fit best; returns False where the rule is what is asked."""
    question, record = turn.question, turn.record
    if record is None or turn.numeric:
        return False
    cite = _cites(question)
    if _asks_what_is_owed(question) and not cite:
        return False
    if found := _deadline_asked(turn, hits):
        say_deadline(draft, turn, record, found)
        return True
    named = _named(draft, turn, hits)
    if named:
        _say_named(draft, turn, named, hits, cite=cite)
        return True
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
    say_passage(draft, best, WORDS, WHOLE)
    if tells_of_a_sale(question) or _name(best).startswith(_DECIDING):
        add_rule(draft, turn)
    if not turn.terse and _words(draft) < ENOUGH:
        add_section(draft, Beside(None, tuple(_nearly(hits, best))))
    return True


def answer_named(draft: Draft, turn: Turn, index: Index) -> bool:
    """Answer a whole turn from the sections whose subjects it names; returns False where something else is asked as well."""
    question, record = turn.question, turn.record
    if record is None or turn.assessment is None or turn.numeric or len(question.states) > 1:
        return False
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
    if TIME.search(question.text) and (found := named_deadline(turn)):
        say_deadline(draft, turn, record, found)
        add_named(draft, turn)
        return True
    if TIME.search(question.text) and TO_SUE.search(question.text) and not _cites(question):
        return False  # how long the lender has
    hits = sections_asked(turn, index)
    return bool(held(draft, turn)) and answer_section(draft, turn, hits)


def add_named(draft: Draft, turn: Turn) -> None:
    """Behind an answer to something else, what the turn names of the state's own ways and the answer does not tell yet."""
    question = turn.question
    topics = {*question.topics}
    if "fair-value" in subjects_in(question.text):
        topics -= {Topic.CREDIT}  # "do I get credit for the appraisal"
    if turn.assessment is None or draft.declined or len(question.states) > 1 or topics & ELSEWHERE:
        return
    for one in _named(draft, turn, [])[:MOST_BESIDE]:
        if _words(draft) < LONG:
            say_held(draft, one, first=False, alone=False)


def _asks_what_is_owed(question: Question) -> bool:
    """Whether the rule answers first: not where only the way to a claim is asked, as in "in the same suit?"."""
    if not OWES.search(question.text):
        return False
    told = {reading.fact for reading in question.facts} - {"process"}  # "the foreclosure suit" tells of none yet
    if told or question.follows or question.days_read or _HAPPENED.search(question.text):
        return True
    return not any(one.name in HOW for one in subjects_asked(question.text))


def _cites(question: Question) -> bool:
    return "cite" in question.intents or CITES.search(question.text) is not None


def _named(draft: Draft, turn: Turn, hits: list[Hit]) -> list[Held]:
    """The subjects that the question names, with their sections."""
    found = held(draft, turn, {hit.passage.section: hit.score for hit in hits})
    if turn.numeric:  # the sum is the answer; beside it stands only whether the value counts
        return [one for one in found if one.name == "fair-value"]
    return found


def _say_named(draft: Draft, turn: Turn, named: list[Held], hits: list[Hit], *, cite: bool) -> None:
    """Each subject that is named in a sentence or two, and the rule where it is asked too or a sale is told."""
    question = turn.question
    draft.used("search_corpus")
    draft.state = turn.record.code if turn.record else None
    if cite:
        draft.say(f"**{named[0].passage.cite}.**", named[0].passage.id)
    alone = len(named) == 1
    for n, one in enumerate(named[:MOST_NAMED]):
        say_held(draft, one, first=n == 0, alone=alone)
    if tells_of_a_sale(question) or "rule" in question.intents or named[0].name.startswith(_DECIDING):
        add_rule(draft, turn)
    elif alone and not turn.terse and _words(draft) < ENOUGH and hits:
        add_section(draft, Beside(None, tuple(hit for hit in _nearly(hits, hits[0]) if hit.score >= FITS)))


def _nearly(hits: list[Hit], best: Hit) -> list[Hit]:
    """The sections that fit nearly as well as the best one."""
    ways = _name(best).startswith(WAYS)
    return [h for h in hits if h.score >= (WAYS_NEARLY if ways and _name(h).startswith(WAYS) else NEARLY) * best.score]


def add_section(draft: Draft, beside: Beside) -> None:
    """The subjects that are named beside the rule, or the best section that is not told yet, in a paragraph each."""
    told = {section_of(passage) for passage in draft.citations}
    named = _named(draft, beside.turn, list(beside.hits))[:MOST_BESIDE] if beside.turn else []
    if [one for one in named if say_held(draft, one, first=False, alone=False)]:
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


def _deadline_asked(turn: Turn, hits: list[Hit]) -> DeadlineResult | None:
    """The deadline that a question about time is nearest to, where it belongs to the case as told."""
    found = turn.assessment
    text = turn.question.text
    if found is None or not TIME.search(text):
        return None
    if "deadline" not in turn.question.intents and any(one.name == "speed" for one in subjects_asked(text)):
        return None  # "how long till the sale"
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
