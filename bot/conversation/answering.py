"""What was asked, handed to the composer that answers it: sums, the record, the state's rule, the guide."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from bot.answer.agency import answer_agency
from bot.answer.beside import is_after_canceled_debt, say_beside, told_beside
from bot.answer.draft import Draft
from bot.answer.exits import answer_agreed_exit
from bot.answer.federal import answer_federal_bar
from bot.answer.full_bid import say_credit_bid
from bot.answer.general import answer_general
from bot.answer.guarantors import guarantees
from bot.answer.headline import stayed
from bot.answer.judgment import answer_judgment
from bot.answer.leads import answer_lead, lead_named
from bot.answer.numbers import answer_numbers, asks_for_a_figure
from bot.answer.places import ask_place, ask_which_state
from bot.answer.record import answer_own_step, answer_record
from bot.answer.redemption import answer_without_a_state
from bot.answer.rule import add_rule, answer_rule
from bot.answer.scope import Scope
from bot.answer.section import (
    add_section,
    answer_section,
    asked_beside_the_rule,
    sections_asked,
)
from bot.answer.shortfall import answer_plain, ask_for_missing
from bot.answer.stopping import answer_stopping
from bot.answer.subjects import subjects_in
from bot.answer.taxes import add_own_canceled_debt, say_what_decides
from bot.answer.turn import Turn, tells_of_a_sale
from bot.answer.wages import say_state_wages
from bot.conversation.ellipsis import MEANT
from bot.conversation.subjects import NATIONAL, OF_PEOPLE, THINGS, is_general
from bot.conversation.wording import word_meant
from bot.retrieval.expected import likelihood, says_enough
from bot.retrieval.fusion import Hit
from bot.retrieval.search import Index
from bot.topics import Topic
from bot.understand.intent import LAW, read_topics
from bot.understand.question import Question

MEATY = 4  # longer words by which a question is found
_LITTLE = frozenset(
    "that this they them their there those these what when where which with have does would could".split()
)
SURE = 0.7  # how likely the section of a guide must answer, to go before the state's rule
_ITS_TIME = re.compile(r"\b(?:period|how (?:long|many days)|dead ?line|time limit|last day)\b", re.IGNORECASE)
# whether at all, and nothing of the job, an account or of who else
_GARNISHES_ME = re.compile(
    r"^\W*(?:[\w' ]+, )?(?:in )?(?:[\w']+ ){0,3}?(?:can|could|will|would|may) (?:they|the \w+|it|he|she) (?:\w+ )?garnish (?:me|us)\W*$",
    re.IGNORECASE,
)


def answer(draft: Draft, turn: Turn, index: Index, whole: Question, scope: Callable[[], Scope]) -> None:
    """whole: everything that was asked in the turn, of which `turn.question` may be one part. scope: judges the whole."""
    question = turn.question
    law, general = bool(set(question.intents) & LAW) or turn.numeric, is_general(turn)
    if (
        question.state
        and not law
        and not _asks_its_time(question)
        and (word := word_meant(question, whole, index)) is not None
    ):
        answer_general(draft, turn, [word], scope)
        return
    if turn.assessment is None and question.ambiguous and (law or not question.topics):
        _answer_in_any(draft, turn, law=law)
        return
    if turn.assessment is not None and question.bankruptcy is not None and stayed(turn.assessment.first):
        answer_rule(draft, turn)  # whether the time for the suit is over turns on it, whatever else is asked of it
        say_beside(draft, turn, whole, leading=False)
        return
    sure = cache(lambda: _surely_general(turn, index))
    if (
        answer_agency(draft, turn)
        or answer_stopping(draft, turn)
        or answer_lead(draft, turn)
        or _answer_lead_of_all(draft, turn, whole)
    ):
        return
    if say_credit_bid(draft, turn) and turn.assessment is None and turn.plain is None:
        ask_for_missing(draft, turn)
        return
    if _answer_sum(draft, turn, sure):
        return
    if _answer_guarantor(draft, turn) or answer_own_step(draft, turn):
        return
    if answer_judgment(draft, turn, general=general and not law):
        return
    told = "discharged" in {reading.fact for reading in question.facts} and "rule" in question.intents
    by_facts = told or ((law or turn.assessment is not None) and not general)
    if Topic.TAX in question.topics and "cod_income" in question.intents:
        by_facts = False  # a discharged debt may not be collected, but what is asked is its tax
    policy = turn.record is None and Topic.FEDERAL_LOAN in question.topics  # what the loan's owner or insurer does
    if by_facts and (answer_federal_bar(draft, turn) or (not policy and answer_agreed_exit(draft, turn))):
        return
    if turn.assessment is not None and _answer_assessed(
        draft, turn, index, whole, general=general, sure=sure, scope=scope
    ):
        return
    until_when = question.follows and _asks_only_until_when(question)
    if turn.plain is not None and not general and not until_when and not (_only_a_claim(turn) and sure()):
        answer_plain(draft, turn)
        return
    if Topic.TAX in question.topics and not question.parts[1:]:
        say_what_decides(draft, turn, leading=True)
    if answer_without_a_state(draft, turn):
        return
    _answer_found(draft, turn, index, whole, scope)


def _answer_assessed(
    draft: Draft,
    turn: Turn,
    index: Index,
    whole: Question,
    *,
    general: bool,
    sure: Callable[[], list[Hit]],
    scope: Callable[[], Scope],
) -> bool:
    """Answer a case to which a state's rule was applied by that rule, its record or a section that surely answers."""
    question, assessment = turn.question, turn.assessment
    barred = assessment is not None and assessment.outcome == "barred"
    if general:
        if not set(question.topics) <= OF_PEOPLE:
            return False
        # where nothing is left to share, what each of those who signed would owe does not matter
        leading = True if barred else None
        said = say_beside(draft, turn, whole, leading=leading)
        said = said or bool(leading and told_beside(whole.text, len(whole.states), turn.signer))
        if said:
            _answer_by_rule(draft, turn)
        return said
    if sure():
        answer_general(draft, turn, sure(), scope)
        return True
    if answer_record(draft, turn):
        return True
    # a belief about the rule is compared with the rule
    hits = sections_asked(turn, index) if question.premise is None else []
    leads = not subjects_in(question.text) and say_beside(draft, turn, whole, leading=True)
    if leads or not answer_section(draft, turn, hits):
        answer_rule(draft, turn)
        add_section(draft, asked_beside_the_rule(turn, hits))
        say_beside(draft, turn, whole, leading=False)
        if Topic.GARNISHMENT in question.topics and (not barred or (turn.record and turn.record.wages)):
            say_state_wages(draft, turn.record)
    return True


def _answer_by_rule(draft: Draft, turn: Turn) -> None:
    """The state's rule, where no federal rule ends the claim whatever the state's says."""
    if not answer_federal_bar(draft, turn):
        answer_rule(draft, turn)


def _answer_found(draft: Draft, turn: Turn, index: Index, whole: Question, scope: Callable[[], Scope]) -> None:
    """Answer from the passages that the search finds, with the state's rule beside them where a sale was told."""
    question = turn.question
    hits = _search(draft, turn, index, whole)
    if turn.assessment is not None and hits and "#rule-" in hits[0].passage.id and not question.states[1:]:
        _answer_by_rule(draft, turn)  # the rule as applied to the case says more than its text
        return
    if not answer_general(draft, turn, hits, scope, whole=whole):
        _answer_by_rule(draft, turn)
    elif (
        turn.assessment is not None
        and tells_of_a_sale(question)
        and ("rule" in question.intents or not NATIONAL.intersection(question.topics))
    ):
        add_rule(draft, turn)
    if Topic.TAX in question.topics and not draft.declined:
        add_own_canceled_debt(draft, turn)
    if turn.assessment is None and len(question.states) > 1:
        ask_which_state(draft, turn)


def _answer_lead_of_all(draft: Draft, turn: Turn, whole: Question) -> bool:
    """Answer a part that says too little by itself ("how much can they?") from the section that the whole turn names."""
    question = turn.question
    told = {amount.role for amount in question.amounts} - {"claimed"}
    if question is whole or told or read_topics(question.text) or not _is_thin(question.text):
        return False
    lead = lead_named(whole.text, in_a_state=turn.assessment is not None)
    said = lead is not None and lead.section in draft.citations
    return said or answer_lead(draft, replace(turn, question=whole))


def _answer_guarantor(draft: Draft, turn: Turn) -> bool:
    """The state's rule for a guarantor, of whom it says more than the guide."""
    asked = turn.assessment is not None and "rule" in turn.question.intents and guarantees(turn.question.text)
    if asked:
        answer_rule(draft, turn)
    return asked


def _answer_in_any(draft: Draft, turn: Turn, *, law: bool) -> None:
    """Answer where it is open which state is meant: what holds in each of them, the sum before any rule, or a question."""
    if law and answer_federal_bar(draft, turn):
        return
    if turn.plain is not None:
        answer_plain(draft, turn)
    else:
        ask_place(draft, turn)


def _answer_sum(draft: Draft, turn: Turn, sure: Callable[[], list[Hit]]) -> bool:
    """Answer with a sum, or ask for what it lacks where no section of the guide surely answers instead."""
    question = turn.question
    lacks = bool(question.amounts) and turn.plain is None and not asks_for_a_figure(question)
    return not _only_a_price(question) and not (lacks and sure()) and answer_numbers(draft, turn)


def _surely_general(turn: Turn, index: Index) -> list[Hit]:
    """The passages found, where a section of the guide or the federal rules surely answers, and no sale is told; or none."""
    question = turn.question
    asked = {"amount", "deadline", *(["rule"] if turn.assessment is not None else [])} & {*question.intents}
    told = question.says("sale_price") or question.facts or question.days_read or tells_of_a_sale(question)
    if asked or question.follows or (told and turn.assessment is not None) or not says_enough(question.text):
        return []
    hits = index.search(question.text, state=question.state, topics=question.topics, k=5)
    sure = hits and hits[0].passage.state is None and hits[0].passage.kind != "glossary"
    return hits if sure and likelihood(question.text, hits[0].passage.section) >= SURE else []


def _asks_only_until_when(question: Question) -> bool:
    """Whether a turn asks for a time and tells no sum, so that the sum need not be told again."""
    return "deadline" in question.intents and not question.amounts and "amount" not in question.intents


def of_the_claim(turn: Turn) -> Turn:
    """The turn without the tax on what was canceled, where it is asked whether that may still be collected."""
    question = turn.question
    if not is_after_canceled_debt(question.text):
        return turn
    topics = tuple(topic for topic in question.topics if topic is not Topic.TAX)
    intents = ("rule", *(intent for intent in question.intents if intent not in ("cod_income", "rule")))
    return replace(turn, question=question.model_copy(update={"topics": topics, "intents": intents}))


def _search(draft: Draft, turn: Turn, index: Index, whole: Question) -> list[Hit]:
    """The passages that a general question is answered from, a word whose meaning is asked before all others."""
    question = turn.question
    query, topics = question.stands_for or question.text, question.topics
    if question is not whole and not question.topics and _is_thin(query):
        # "what's the most they get" is found only with what was told before it
        query, topics = f"{query}. {whole.text}", whole.topics
    noticed = "garnishment_notice" in question.intents and not question.parts
    if Topic.GARNISHMENT in question.topics and (noticed or _GARNISHES_ME.search(query)):
        query = MEANT[Topic.GARNISHMENT]
    # no state's record says what becomes of a truck, but it may say that a homestead is bought back in 180 days
    things = turn.assessment is not None and THINGS.search(question.text) and "redemption" not in question.intents
    nationwide = bool(things) or (bool(topics) and NATIONAL.issuperset(topics))
    state = None if nationwide else draft.state or question.state
    hits = index.search(query, state=state, topics=topics, k=5)
    found = bool(hits) and hits[0].passage.kind == "glossary"
    word = word_meant(question, whole, index)
    if found or word is None:
        return hits
    return [word, *(hit for hit in hits if hit.passage.id != word.passage.id)]


def _asks_its_time(question: Question) -> bool:
    """Whether a state's own time is asked, and not what its name means: "what is the upset bid period in raleigh"."""
    return _ITS_TIME.search(question.text) is not None


def _only_a_claim(turn: Turn) -> bool:
    """Whether what is claimed is told and neither the sum nor the rule is asked for: "they want 8k and call at six in the morning"."""
    only = turn.plain is not None and "claimed" in turn.plain.inputs
    return only and not {"amount", "rule"} & set(turn.question.intents)


def _only_a_price(question: Question) -> bool:
    """Whether the sums in a question are what a stranger wants for his help, and nothing to be worked out."""
    return Topic.SCAM in question.topics and "amount" not in question.intents and not question.says("debt")


def _is_thin(text: str) -> bool:
    """Whether a part of a question says too little by itself to be searched for."""
    return sum(len(word) > 3 and word not in _LITTLE for word in re.findall(r"[a-z]+", text.lower())) < MEATY
