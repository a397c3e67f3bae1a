"""Answers to general questions: whole sentences of the passages that fit best, never cut and never mixed."""

from collections.abc import Callable

from bot.answer.crisis import CRISIS, crisis, may_be_despair
from bot.answer.draft import Draft
from bot.answer.limits import (
    ask_more,
    decline,
    decline_with,
    is_bare,
    is_mash,
    is_other_task,
    is_unclear,
    not_understood,
)
from bot.answer.own_wages import by_own_wages, say_own_wages
from bot.answer.quoting import say_further, say_nearest, say_passage
from bot.answer.scope import NOT_COVERED, PLAINLY_OURS, Scope
from bot.answer.shortfall import STATES_DIFFER
from bot.answer.turn import Turn, tells_of_a_sale
from bot.retrieval.expected import likelihood, says_enough
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Passage
from bot.topics import Topic
from bot.understand.intent import LAW
from bot.understand.question import Question
from bot.understand.register import is_ours

# A question whose best passage fits less has no answer here. `Hit.fit` sums likeness of the passage, likeness of its
# closest sentence and words in common; each word that the corpus does not know makes another subject likelier.
# Chosen on tests/retrieval/questions.yaml and the neighbours in tests/conversation/questions_general.yaml.
FITS, STRANGE, MOST_STRANGE, ALIKE = 0.9, 0.08, 2, 0.4
# who speaks of a home, a loan or a debt, or of the passage's own subject, is answered by a passage that fits a little
# less: their strange words are names and slang rather than another subject
NEARLY, LESS_STRANGE, NEAR_BY = 0.86, 0.03, 0.44
IN_A_STATE, ALIKE_THERE = 0.8, 0.55  # a question about homes in a named state, answered by that state's own record
EXPECTED = 0.5  # by the reader of meaning, of a passage that answers though it fits less
FOR_OURS = 0.8  # a question in words that only this subject has
LED = 3  # passages that may lead: one that is expected to answer need not be the one that fits best
WORDS = 95  # of the first passage; a whole one may be longer, because a list without its end misleads
WHOLE = 125
ENOUGH = 100  # an answer this long needs no second passage
# the second passage must be this near to the first, in likeness and in rank
NEARLY_AS_GOOD, NEAR_A_WORD = 0.85, 0.65
TIED = 0.07  # a passage that ranks this little lower may as well be the one that answers: each says how it begins
TIED_WORDS, TIED_WHOLE = 70, 95
SAME_SUBJECT = 0.75  # a passage on another subject must be this alike
# a state's own section leads where it ranks this near to a nationwide passage
OWN, OWN_NEAR = ("redemption", "process", "procedure", "protection-", "fair-value", "wages"), 0.94
# documents on a loan, an owner or a step of one kind: by how much they rank lower where the question names nothing of it
OF_A_KIND = {
    "federal/bankruptcy-": Topic.BANKRUPTCY,
    "guide/bankruptcy-": Topic.BANKRUPTCY,
    "federal/scra": Topic.MILITARY,
    "federal/va-": Topic.FEDERAL_LOAN,
    "federal/usda-": Topic.FEDERAL_LOAN,
    "federal/fha-": Topic.FEDERAL_LOAN,
    "federal/time-barred-": Topic.LIMITATIONS,
}
NOT_NAMED = 0.1
STATE_DECIDES = frozenset(
    {
        Topic.RULE,
        Topic.DEADLINE,
        Topic.LIMITATIONS,
        Topic.REDEMPTION,
        Topic.FAIR_VALUE,
        Topic.SECOND_MORTGAGE,
        Topic.RECOURSE,
        Topic.CALCULATION,
        Topic.SHORT_SALE,
        Topic.DEED_IN_LIEU,
    }
)


def answer_general(
    draft: Draft, turn: Turn, hits: list[Hit], scope: Callable[[], Scope], *, whole: Question | None = None
) -> bool:
    """Answer from the passages found; says so where nothing fits, or returns False where the state's rule is left to say.

    scope: makes the judgement on the turn, for which nothing may fit although it is one of ours.
    whole: the whole turn, where its question is a part of one that says more.
    """
    draft.used("search_corpus")
    hits = [hit for hit in hits if hit.passage.id != CRISIS or may_be_despair(turn.question.text)]
    first = hits[:1] if hits and _is_expected(hits[0], turn) else []
    fitting = [hit for hit in hits if hit in first or (hit.dense_similarity or 0.0) >= ALIKE]
    if fitting and fitting[0].passage.id == CRISIS:
        crisis(draft)  # rather once too often than once too seldom
        return True
    nowhere = turn.record is None and turn.question.state is None
    if nowhere and is_bare(turn.question) and is_bare(whole or turn.question) and not first:
        ask_more(draft)  # whatever passage is nearest to "can they do that to me"
        return True
    other = is_other_task(turn.question)
    ours = not other and is_ours(turn.question.text)
    # what fits little is left to the rule where a case is told
    leading = fitting[: LED if turn.assessment is None or turn.question.follows else 1]
    fits = bool(first) or any(_fits(hit, turn) for hit in leading)
    if not (fits or ours or other):
        ours = scope().odds < PLAINLY_OURS if turn.question.follows else scope().ours
    if not (fits or (fitting and ours and any(map(_nearly_fits, leading)))):
        return _without_passage(draft, turn, hits, ours=ours, other=other)
    fitting = by_own_wages(draft, turn.record, _own_first(_named_first(fitting, turn), turn))
    best = _nearer_word(fitting)
    if best.passage.id.startswith(NOT_COVERED):
        decline_with(draft, best.passage)
        return True
    draft.state = turn.state or turn.question.state
    tied = next(
        (
            hit
            for hit in fitting[1:3]
            if hit is not best and hit.score >= best.score - TIED and _may_stand_beside(best, hit)
        ),
        None,
    )
    if turn.terse:
        say_passage(draft, best, WORDS // 2, WORDS, turn.question.text)
    elif tied is None:
        say_passage(draft, best, WORDS, WHOLE, turn.question.text)
    else:
        say_passage(draft, best, TIED_WORDS, TIED_WHOLE, turn.question.text)
        if not say_further(draft, tied.passage, after_a_word=best.passage.kind == "glossary"):
            say_nearest(draft, tied)  # it begins alike, and says what is asked further down
    if not turn.terse and tied is None:
        said = sum(len(segment.text.split()) for segment in draft.segments)
        further = (hit for hit in fitting[1:] if hit is not best and said < ENOUGH and _adds(best, hit, turn))
        word = best.passage.kind == "glossary"
        next((hit for hit in further if say_further(draft, hit.passage, after_a_word=word)), None)
    say_own_wages(draft, turn.record)
    rule_asked = {"rule", "amount"} <= set(turn.question.intents) and not turn.question.topics
    if turn.case is None and turn.question.state is None and (rule_asked or _state_decides(best.passage, turn)):
        draft.ask_for("state", "Which state is the house in? The rule differs from state to state.")
    return True


def _without_passage(draft: Draft, turn: Turn, hits: list[Hit], *, ours: bool, other: bool) -> bool:
    """What is said where no passage fits; False where the state's rule is left to say.

    ours, other: whether the turn is one of this subject, and whether it asks for another task.
    """
    nowhere = turn.record is None and turn.question.state is None
    if turn.assessment is not None and (ours or tells_of_a_sale(turn.question)) and not other:
        return False
    if set(turn.question.intents) & LAW and not other and nowhere and _may_be_ours(turn.question, hits):
        draft.say("**That depends on the state: each one has its own rule.**", STATES_DIFFER)
        draft.ask_for("state", "Which state is the house in?")
        return True
    if nowhere and is_mash(turn.question.text):
        not_understood(draft)
        return True
    if ours and not turn.question.follows:
        ask_more(draft)  # what nothing fits is told too shortly; it is no other subject
        return True
    strange = hits[0].unfamiliar if hits else 0  # a word that the corpus does not know makes it another subject
    lost = turn.question.follows and (is_unclear(turn.question) or not (strange or other))
    nothing = "unclear" if lost else "not_found" if turn.question.in_domain else "out_of_scope"
    decline(draft, nothing)
    return True


def _named_first(fitting: list[Hit], turn: Turn) -> list[Hit]:
    """The passages in their order, those on a kind of case that the question does not name a little further down."""
    if turn.question.follows:
        return fitting
    topics = {*turn.question.topics}
    lower = {
        hit.passage.id
        for hit in fitting
        if any(hit.passage.id.startswith(of) and topic not in topics for of, topic in OF_A_KIND.items())
    }
    return sorted(fitting, key=lambda hit: -(hit.score - NOT_NAMED * (hit.passage.id in lower)))


def _own_first(fitting: list[Hit], turn: Turn) -> list[Hit]:
    """The state's own section before the guide's words on the same, where the question names the state and it is as near."""
    if not turn.question.state or turn.question.follows:
        return fitting
    best = fitting[0]
    own = next((hit for hit in fitting if hit.passage.section.partition("#")[2].startswith(OWN)), None)
    if own is None or own.passage.state is None or best.passage.state is not None or own.score < OWN_NEAR * best.score:
        return fitting
    return [own, *(hit for hit in fitting if hit is not own)]


def _nearer_word(fitting: list[Hit]) -> Hit:
    """The first passage; of two lines of the glossary that rank alike, the one whose words are nearer."""
    best = fitting[0]
    if best.passage.kind != "glossary":
        return best
    alike = (hit for hit in fitting if hit.passage.kind == "glossary" and hit.score >= best.score - TIED)
    return max(alike, key=lambda hit: hit.dense_similarity or 0.0)


def _may_be_ours(question: Question, hits: list[Hit]) -> bool:
    """Whether a question that names no place asks after a debt on a home: its words say so, or none says otherwise."""
    return question.in_domain or not (hits and hits[0].unfamiliar)


def _fits(hit: Hit, turn: Turn) -> bool:
    """Whether a passage is about what is asked, and not just the nearest there is."""
    strange = min(hit.unfamiliar, MOST_STRANGE)
    if hit.fit - STRANGE * strange >= FITS:
        return True
    if is_other_task(turn.question):
        return False
    own = turn.question.in_domain and hit.passage.state is not None and hit.passage.state == turn.question.state
    alike = hit.dense_similarity or 0.0
    if own and hit.fit >= IN_A_STATE and alike >= ALIKE_THERE:
        return True
    on_subject = turn.question.in_domain or bool(turn.question.topics)
    return on_subject and alike >= NEAR_BY and hit.fit - LESS_STRANGE * strange >= NEARLY


def _is_expected(hit: Hit, turn: Turn) -> bool:
    """Whether a passage answers by what the question means, however little its words are alike; not of a few words."""
    text = turn.question.text
    return says_enough(text) and likelihood(text, hit.passage.section) >= EXPECTED


def _nearly_fits(hit: Hit) -> bool:
    """Whether a passage may answer what is surely asked of this subject, in words that are strange to it."""
    return hit.fit >= FOR_OURS and not hit.passage.id.startswith(NOT_COVERED)


def _state_decides(passage: Passage, turn: Turn) -> bool:
    """Whether the state's law would change the answer: not what a word means, nor what a federal rule says."""
    return (
        passage.topic in STATE_DECIDES
        and passage.kind in ("guide", "state")
        and Topic.DEFINITION not in turn.question.topics
    )


def _adds(best: Hit, other: Hit, turn: Turn) -> bool:
    """Whether a further passage is worth a paragraph: nearly as good, and on the subject."""
    nearly = NEARLY_AS_GOOD if best.passage.kind != "glossary" else NEAR_A_WORD
    alike, least = other.dense_similarity or 0.0, nearly * (best.dense_similarity or 0.0)
    subjects = {best.passage.topic, *turn.question.topics}
    return (
        alike >= max(ALIKE, least)
        and other.score >= nearly * best.score
        and (other.passage.topic in subjects or alike >= SAME_SUBJECT)
        and _may_stand_beside(best, other)
    )


def _may_stand_beside(best: Hit, other: Hit) -> bool:
    """Whether a passage can be the second of an answer: another one, and neither a word explained nor a doubt."""
    return (
        other.passage.title != best.passage.title
        and other.passage.kind != "glossary"
        and other.passage.id != CRISIS  # which comes first or not at all
        and not other.passage.section.endswith("#uncertain")
        and not other.passage.id.startswith(NOT_COVERED)
    )
