"""Answers from a state's rule: the answer, why, the arithmetic, until when, what would change it, what next."""

import re

from bot.answer.asking import next_question
from bot.answer.assessed import assessed, dearest, deciding_passage, main_deadline, told_deadline
from bot.answer.deadline import add_notes, deadline_told, say_deadlines
from bot.answer.draft import Draft
from bot.answer.exceptions import exception_of_service, exception_to, say_of_the_price
from bot.answer.guarantors import guarantees, of_the_borrower, say_of_guarantors
from bot.answer.headline import headline, late_step, stayed
from bot.answer.limitation import RAISE_IT
from bot.answer.prose import clause, first_sentence
from bot.answer.rule_words import given_words, outcome_words
from bot.answer.sums import arithmetic_of, value_beside
from bot.answer.turn import Turn
from bot.answer.would_change import what_would_change
from bot.calculator.deadlines import in_words
from bot.calculator.figure import dollars
from bot.law.assess import Assessment
from bot.law.deadlines import LIMITATIONS, DeadlineResult
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id, state_id
from bot.retrieval.sentences import sentences
from bot.understand.othersales import only_anothers_sale

PROGRAMS = {
    "va": "federal/va-loans#no-debt-to-va",
    "fha": "federal/fha-loans#hud-decides",
    "usda": "federal/usda-rd-loans#you-may-owe-usda",
}
COURT_PAPERS = ("guide/answering-a-lawsuit#deadline", "guide/common-mistakes#ignoring-papers")
OLD_VA = "federal/va-loans#older-loans"
NOT_COVERED = "guide/what-this-tool-can-and-cannot-do#not-taxes-and-dues"
SURPLUS = "guide/surplus-money#what-it-is"
TERSE_RULE = 30  # words; what a counselor is told of a rule beside its statute
SHORT_RULE = 40  # words; a longer rule is left to its source where several possibilities are listed

_CO_OP = re.compile(
    r"\bco-?ops?\b(?! (?:bank|credit|lender))|\bcooperative (?:apartment|unit|shares?)\b", re.IGNORECASE
)
_BEFORE_1990 = re.compile(
    r"\bVA\b[^.?!]{0,40}\b19[4-8]\d\b|\b19[4-8]\d\b[^.?!]{0,20}\bVA\b|\bbefore (?:1990|(?:the )?(?:nineteen )?nineties)\b",
    re.IGNORECASE,
)


def is_of_before_1990(turn: Turn) -> bool:
    """Whether the loan is told to be of before 1990, when the VA could still charge the veteran for its loss."""
    made = turn.facts.loan_date
    return (made is not None and made.year < 1990) or _BEFORE_1990.search(turn.question.text) is not None


def answer_rule(draft: Draft, turn: Turn, first: DeadlineResult | None = None) -> None:
    """Whether the lender may still collect, how much at most, until when. first: the deadline that is asked for, told before the rest."""
    record, found = assessed(turn)
    if shares := _of_shares(turn, record):
        draft.state = record.code
        draft.used("assess_state_rule")
        draft.say(f"**{shares}**", state_id(record.code, "process"))
        return
    start(draft, turn, first)
    if first is not None:
        draft.say(f"**{deadline_told(turn, first)}**", deadline_id(record.code, first.rule.id))
        add_notes(draft, record, first)
    if turn.facts.property in (None, "dwelling"):  # what is said there is of homes
        _conflict(draft, record, found)
    if only_anothers_sale(turn.question.text):
        draft.say(
            "One thing first: a sale for dues or for taxes is not the lender's own foreclosure, and this tool does not cover what it does "
            "to your loan. What follows is the rule once the lender itself has foreclosed.",
            NOT_COVERED,
        )
    told = told_of(draft, headline(turn, record, found))
    guarantor = guarantees(turn.question.text)
    told = of_the_borrower(told, record, found) if guarantor else told
    draft.say(told if first else f"**{told}**", _reason(record, found))
    if guarantor:
        say_of_guarantors(draft, record, found)
    if "leave_unanswered" in turn.question.intents and found.outcome != "barred":
        draft.add(
            "If papers came from a court, the date to answer is on them, and silence can mean losing.", *COURT_PAPERS
        )
    plain = found.first.recoverable.plain
    if plain is not None and plain.name == "surplus":
        if (second := turn.amounts.junior_debt) is None or second <= plain.amount:
            draft.add("Surplus money can be yours, but you may have to claim it from the court or trustee.", SURPLUS)
        arithmetic_of(draft, turn, record, found.first)
        if second is not None and second > plain.amount:
            _other_loan(draft, turn)
        return
    if found.outcome == "depends":
        possibilities(draft, turn, record, found)
    else:
        _why(draft, turn, record, found)
    arithmetic_of(draft, turn, record, dearest(found))
    value_beside(draft, turn, record, dearest(found))
    say_of_the_price(draft, turn, record, dearest(found))
    if first is None:
        say_deadlines(draft, turn, record, found)
    _other_loan(draft, turn)
    if not turn.terse and found.outcome != "depends":
        what_would_change(draft, record, found)
    _program(draft, turn)
    _caution(draft, turn, record)
    next_question(draft, turn)


def _of_shares(turn: Turn, record: Record) -> str:
    """That the record's rules do not cover a loan on a co-op's shares, where it says so and the question tells of one."""
    if not _CO_OP.search(turn.question.text):
        return ""
    return next((one for one in sentences(record.process.note or "") if "co-op" in one), "")


def add_rule(draft: Draft, turn: Turn) -> None:
    """The rule in a sentence, behind an answer about something else, where the turn tells of the person's own sale."""
    record, found = assessed(turn)
    if draft.outcome is None and not draft.declined:
        start(draft, turn)
        told, guarantor = told_of(draft, headline(turn, record, found)), guarantees(turn.question.text)
        draft.say(of_the_borrower(told, record, found) if guarantor else told, _reason(record, found))
        if guarantor:
            say_of_guarantors(draft, record, found, in_short=True)
        p = found.first
        if p.recoverable.plain is None and not p.lapsed and found.outcome != "depends":
            _in_short(draft, p.case.effect, rule_id(record.code, p.case.id), SHORT_RULE)


def _other_loan(draft: Draft, turn: Turn) -> None:
    """What the lender of the other loan may claim, where the balances of both are told."""
    if turn.other_loan is None or turn.other_loan.assessment is None:
        return
    record, found = assessed(turn.other_loan)
    told = headline(turn.other_loan, record, found)
    if told == headline(turn, *assessed(turn)):
        return
    which = "second" if turn.other_loan.facts.lien == "junior" else "first"
    plain = found.first.recoverable.plain
    if which == "first" and plain is not None and plain.name == "surplus":
        told = (
            f"Nothing is left owing on it: the sale brought {dollars(plain.amount)} more than its debt. "
            "That goes to the second loan before it comes to you, and comes off its balance."
        )
    whole = turn.other_loan.amounts.junior_debt if turn.other_loan.amounts.junior_surplus else None
    sized = f"{dollars(whole)} " if which == "second" and whole is not None else ""  # of which the surplus leaves less
    draft.say(f"The {sized}{which} loan is a claim of its own. {told}", _reason(record, found))
    draft.figure(found.first.recoverable.plain)
    draft.figure(found.first.recoverable.figure)


def _in_short(draft: Draft, text: str, passage: str, most: int) -> None:
    """As many whole sentences of a text as a number of words has room for; the first one always."""
    told = 0
    for sentence in sentences(text):
        if told and told + len(sentence.split()) > most:
            return
        told += len(sentence.split())
        draft.add(sentence, passage)


def told_of(draft: Draft, headline: str) -> str:
    """The headline, of whoever signed the loan where the person who asks did not."""
    if not draft.of_a_signer:
        return headline
    told = (
        headline[0].lower() + headline[1:]
        if headline.startswith(("Yes", "No", "At ", "Only", "Perhaps", "Either"))
        else headline
    )
    return f"For whoever signed the loan, or their estate: {told}"


def _reason(record: Record, found: Assessment) -> str:
    """The passage that bears out the headline."""
    p = found.first
    if (plain := p.recoverable.plain) is not None and plain.name == "surplus":
        return SURPLUS
    if late := stayed(p) or late_step(p):
        return deadline_id(record.code, late.rule.id)
    return deciding_passage(record, p) if found.outcome == "barred" else rule_id(record.code, p.case.id)


def start(draft: Draft, turn: Turn, asked: DeadlineResult | None = None) -> None:
    """The structured part: state, outcome, amount, figures, deadline, what to ask. asked: the deadline in question."""
    record, found = assessed(turn)
    draft.used("assess_state_rule")
    draft.state, draft.outcome = record.code, found.outcome
    for p in found.possibilities:
        if p.recoverable.plain is not None:
            draft.used("calculate_deficiency")
        draft.figure(p.recoverable.plain)
        draft.figure(p.recoverable.figure)
        draft.figure(p.recoverable.if_credited)
    if turn.numeric:
        draft.amount = found.amount
    if main := asked or main_deadline(found):
        draft.deadline = told_deadline(main)
    for result in (d for p in found.possibilities for d in p.deadlines):
        if (told := told_deadline(result)) not in draft.deadlines:
            draft.deadlines.append(told)
    for fact in found.asks:
        draft.ask(fact)


def _conflict(draft: Draft, record: Record, found: Assessment) -> None:
    if "process" in found.conflicts:
        process = state_id(record.code, "process")
        draft.say(
            f"One thing first: that kind of sale is not used for homes in {record.place}, so look at the papers again. "
            f"{first_sentence(draft.library.passage(process).text)}",
            process,
        )


def possibilities(draft: Draft, turn: Turn, record: Record, found: Assessment) -> None:
    """Every way it may come out, what is singled out by a fact before what is left."""
    for p in sorted(found.possibilities, key=lambda p: not p.given)[:5]:
        words = given_words(record, p)
        condition = f"If {words}" if words else "Otherwise"
        asking = found.asks[:1] == ("process",) and draft.can_ask("process") and not turn.terse
        is_usual = p.given.get("process") == (record.process.usual,) and not asking
        usual = " (the usual way here)" if is_usual else ""
        rule = first_sentence(p.case.effect)
        # of two possibilities with a sum, only the one whose limit the sum does not show is explained
        summed = turn.numeric and not (p.recoverable.ceiling and len(found.possibilities) == 2)
        brief = turn.terse or summed or len(found.possibilities) > 2 or len(rule.split()) > SHORT_RULE
        more = f" ({p.case.cite})." if turn.terse else "." if brief else f". {rule}"
        draft.point(f"**{condition}**{usual}: {outcome_words(p)}{more}", rule_id(record.code, p.case.id))


def _why(draft: Draft, turn: Turn, record: Record, found: Assessment) -> None:
    p = found.first
    passage = rule_id(record.code, p.case.id)
    if p.lapsed:
        missed = clause(p.lapsed.rule.if_missed or "the claim is lost")
        cite = f" ({p.lapsed.rule.cite})" if turn.terse else ""
        draft.say(f"Without that step {missed}{cite}.", deadline_id(record.code, p.lapsed.rule.id))
        if p.lapsed.rule.id == LIMITATIONS and record.limitations.note:
            draft.add(record.limitations.note, state_id(record.code, "limitations"))
        if not turn.terse:
            draft.add(first_sentence(p.case.effect), passage)
        if turn.facts.suit_filed and p.lapsed.status != "missed":
            draft.say(first_sentence(draft.library.passage(RAISE_IT).text), RAISE_IT)
        return
    unserved = exception_of_service(p.case, turn.facts.service) if p.outcome != "barred" else None
    if turn.terse:
        effect = sentences(p.case.effect)
        draft.say(f"{clause(effect[0])} ({p.case.cite}).", passage)
        if unserved:
            draft.add(unserved, passage)
        # what the home's value can do is not left out for its length, as long as the sum does not count it
        limits = p.case.cap is not None and p.recoverable.credited != "value"
        of_value = [s for s in effect[1:] if limits and "value" in s.lower()]
        if rest := of_value or [s for s in effect[1:] if len(effect[0].split()) + len(s.split()) <= TERSE_RULE]:
            draft.add(rest[0], passage)
        return
    draft.say(p.case.effect, passage)
    if p.outcome == "barred" and (exception := exception_to(p.case, turn.question.text)):
        draft.add(f"Exception: {exception}", passage)
    if unserved:
        draft.add(unserved, passage)
    if p.case.cap and p.case.cap.applies == "on_request":
        draft.add("The court counts the value only if you ask for it in time.", state_id(record.code, "fair-value"))
    for other in found.possibilities[1:2]:  # another way that comes out alike
        rule = first_sentence(other.case.effect)
        if len(rule.split()) <= SHORT_RULE:
            draft.add(rule, rule_id(record.code, other.case.id))


def _program(draft: Draft, turn: Turn) -> None:
    """What a federal loan program adds to the state's rule."""
    passage = PROGRAMS.get(turn.facts.loan_program or "")
    if turn.facts.loan_program == "va" and is_of_before_1990(turn):
        passage = OLD_VA
    if passage and passage not in draft.citations:
        draft.say(first_sentence(draft.library.passage(passage).text), passage)


def _caution(draft: Draft, turn: Turn, record: Record) -> None:
    if record.confidence == "low":
        reason = f": {clause(record.open_questions[0])}" if record.open_questions else ""
        draft.say(
            f"My source for {record.place} is weak here, so have this checked{reason}.",
            state_id(record.code, "uncertain"),
        )
    if (turn.today - record.checked).days > turn.stale_after_days:
        draft.say(
            f"The {record.name} rule was last checked on {in_words(record.checked)}; look for changes since then.",
            state_id(record.code, "overview"),
        )
