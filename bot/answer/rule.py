"""Answers from a state's rule: the answer first, then why, the arithmetic, until when, what would change it, what next."""

from decimal import Decimal

from bot.answer.draft import Draft
from bot.answer.model import AnswerDeadline
from bot.answer.prose import capital, clause, first_sentence, listed
from bot.answer.rule_words import deadline_words, given_words, otherwise_words, outcome_words, value_words
from bot.answer.turn import Turn
from bot.calculator.deadlines import in_words
from bot.calculator.figure import arithmetic, dollars
from bot.law.assess import Assessment, Otherwise, Possibility
from bot.law.deadlines import DeadlineResult
from bot.law.facts import FACTS
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id, state_id

# the usual facts whose change is worth a sentence, most instructive first
TELLING = ("lien", "loan", "process", "occupancy", "property", "lender", "units", "acres", "disposition")


def answer_rule(draft: Draft, turn: Turn) -> None:
    """Whether the lender may still collect, how much at most, until when."""
    record, found = _assessed(turn)
    start(draft, turn)
    _conflict(draft, turn)
    _headline(draft, turn)
    if found.outcome == "depends":
        _possibilities(draft, turn)
    else:
        _why(draft, turn)
    _arithmetic(draft, turn)
    _deadline(draft, turn)
    if not turn.terse:
        _what_would_change(draft, turn)
    _caution(draft, turn)
    next_question(draft, turn)


def start(draft: Draft, turn: Turn) -> None:
    """The structured part: state, outcome, amount, figures, deadline."""
    record, found = _assessed(turn)
    draft.used("assess_state_rule")
    draft.state, draft.outcome = record.code, found.outcome
    for p in found.possibilities:
        if p.recoverable.plain is not None:
            draft.used("calculate_deficiency")
        draft.figure(p.recoverable.plain)
        draft.figure(p.recoverable.figure)
    if turn.numeric:
        draft.amount = found.amount
    if main := main_deadline(found):
        rule = main.rule
        draft.deadline = AnswerDeadline(
            date=main.last_day,
            period=rule.period.words() if rule.period else None,
            act=clause(rule.act),
            cite=rule.cite,
        )
    for fact in found.asks:
        draft.ask(fact)


def main_deadline(found: Assessment) -> DeadlineResult | None:
    """The deadline that matters most: the one that has run, or else the lender's, of the likeliest open possibility."""
    for p in found.possibilities:
        if p.lapsed:
            return p.lapsed
        timely = [d for d in p.deadlines if d.rule.period and d.rule.actor == "lender" and d.rule.direction == "after"]
        if p.outcome != "barred" and timely:
            return timely[0]
    return None


def _assessed(turn: Turn) -> tuple[Record, Assessment]:
    if turn.record is None or turn.assessment is None:
        raise ValueError("a state's rule needs a state")
    return turn.record, turn.assessment


def _conflict(draft: Draft, turn: Turn) -> None:
    record, found = _assessed(turn)
    if "process" in found.conflicts:
        draft.say(
            f"One thing first: {record.name} does not have that kind of foreclosure sale for homes, so check the papers. "
            f"{first_sentence(draft.library.passage(state_id(record.code, 'process')).text)}",
            state_id(record.code, "process"),
        )


def _headline(draft: Draft, turn: Turn) -> None:
    record, found = _assessed(turn)
    p = found.first
    text = _surplus(found) or {
        "depends": _headline_depends,
        "barred": _headline_barred,
        "limited": _headline_limited,
        "allowed": _headline_allowed,
        "discretionary": _headline_discretionary,
    }[found.outcome](turn, p)
    if (premise := _premise(turn)) is not None:
        text = premise + " " + text
    draft.say(f"**{text}**", rule_id(record.code, p.case.id))


def _surplus(found: Assessment) -> str | None:
    plain = found.first.recoverable.plain
    if plain is not None and plain.name == "surplus":
        return (
            f"Nothing is left owing: the sale brought {dollars(plain.amount)} more than the debt, and what is left after "
            "other liens belongs to you."
        )
    return None


def _premise(turn: Turn) -> str | None:
    """A false belief, named kindly."""
    record, found = _assessed(turn)
    if turn.question.premise == "no_deficiency" and found.outcome != "barred":
        return f"Please don't rely on that: {record.name} has no general ban on deficiency judgments."
    if turn.question.premise == "always_owe" and found.outcome == "barred":
        return "That is not so here."
    return None


def _headline_barred(turn: Turn, p: Possibility) -> str:
    record, _ = _assessed(turn)
    if p.lapsed and p.lapsed.last_day:
        return (
            f"Not any more, unless the lender acted in time: its last day to {clause(p.lapsed.rule.act)} "
            f"was {in_words(p.lapsed.last_day)}."
        )
    as_told = "As you describe it" if turn.question.facts else "In the usual case"
    plain = p.recoverable.plain
    if plain is not None and plain.amount > 0:
        return f"$0: {as_told.lower()}, {record.name} law leaves nothing of the {dollars(plain.amount)} shortfall to collect."
    return f"No. {as_told}, {record.name} law does not let the lender collect the rest from you."


def _headline_limited(turn: Turn, p: Possibility) -> str:
    record, _ = _assessed(turn)
    amount, cap = p.recoverable.amount, p.case.cap
    if cap is None or amount is None or p.recoverable.plain is None:
        if cap is not None and cap.formula == "waste_only":
            return f"Only in narrow cases: {record.name} law leaves the lender no claim for the ordinary shortfall."
        return f"Yes, but {record.name} law limits how much the lender can collect."
    if amount == 0:
        return "Nothing, if the value you give is accepted: it covers the whole debt."
    if p.recoverable.credited == "value":
        value = turn.case.amounts.fair_market_value or turn.case.amounts.appraisal if turn.case else None
        worth = f"{dollars(value)} as the home's value" if value else "the home's value"
        how = "you ask in time and the court accepts" if cap.applies != "automatic" else "a court accepts"
        return f"At most {dollars(amount)}, if {how} {worth}."
    if p.recoverable.ceiling and cap.formula != "adequacy_review":
        ask = " and you ask for that credit" if cap.applies == "on_request" else ""
        return f"At most {dollars(amount)}, and less if the home was worth more than the sale price{ask}."
    return f"At most {dollars(amount)} in {record.name}."


def _headline_allowed(turn: Turn, p: Possibility) -> str:
    record, _ = _assessed(turn)
    if p.recoverable.plain is not None and p.recoverable.amount:
        return f"Yes: in {record.name} the lender may still claim the {dollars(p.recoverable.amount)} shortfall."
    return f"Yes: {record.name} law lets the lender go after the rest, but it has to ask a court for it."


def _headline_discretionary(turn: Turn, p: Possibility) -> str:
    record, _ = _assessed(turn)
    if p.recoverable.amount:
        return f"Up to {dollars(p.recoverable.amount)}, and in {record.name} a court decides whether to award it."
    return f"Possibly: in {record.name} a court decides whether the lender may collect the rest, and how much."


def _headline_depends(turn: Turn, p: Possibility) -> str:
    record, found = _assessed(turn)
    subjects = listed([FACTS[fact].subject for fact in found.asks[:2]]) or "what happened"
    amount = found.amount if turn.numeric else None
    if amount is not None and amount > 0:
        low = "nothing or " if any(q.outcome == "barred" for q in found.possibilities) else ""
        return f"Perhaps {low}at most {dollars(amount)}: in {record.name} it turns on {subjects}."
    if p.outcome == "barred":
        return f"Probably not, but in {record.name} it turns on {subjects}."
    return f"In {record.name} that turns on {subjects}."


def _possibilities(draft: Draft, turn: Turn) -> None:
    record, found = _assessed(turn)
    several = len({p.likelihood for p in found.possibilities}) > 1
    for i, p in enumerate(found.possibilities[:5]):
        usual = " (the usual way here)" if several and i == 0 and "process" in p.given else ""
        condition = capital(given_words(record, p))
        rule = "" if turn.terse else f" {first_sentence(p.case.effect)}"
        cite = f" ({p.case.cite})" if turn.terse else ""
        draft.point(
            f"**If {_lower(condition)}**{usual}: {outcome_words(p)}{cite}.{rule}", rule_id(record.code, p.case.id)
        )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _why(draft: Draft, turn: Turn) -> None:
    record, found = _assessed(turn)
    cite = f" ({found.first.case.cite})" if turn.terse else ""
    if len(found.possibilities) == 1:
        p = found.first
        effect = first_sentence(p.case.effect) if turn.terse else p.case.effect
        draft.say(clause(effect) + cite + ".", rule_id(record.code, p.case.id))
        cap = p.case.cap
        if cap and cap.applies == "on_request" and record.fair_value.who_asks and not turn.terse:
            draft.add(
                _sentence(f"Who must raise it: {record.fair_value.who_asks}"), state_id(record.code, "fair-value")
            )
        return
    _possibilities(draft, turn)


def _sentence(text: str) -> str:
    return capital(clause(text)) + "."


def _arithmetic(draft: Draft, turn: Turn) -> None:
    record, found = _assessed(turn)
    p = found.first
    figure = p.recoverable.figure or p.recoverable.plain
    if figure is None:
        return
    passages = (rule_id(record.code, p.case.id),)
    for reading in turn.question.how_amounts_were_read():
        draft.point(reading, kind="reading")
    draft.say(arithmetic(figure), *passages, kind="arithmetic")
    plain = p.recoverable.plain
    if p.recoverable.credited == "value" and plain is not None and plain is not figure:
        draft.add(f"By the bid alone it would have been {dollars(plain.amount)}.", *passages, kind="arithmetic")


def _deadline(draft: Draft, turn: Turn) -> None:
    record, found = _assessed(turn)
    seen: set[str] = set()
    for p in found.possibilities:
        if p.outcome == "barred" and not p.lapsed:
            continue
        for d in p.deadlines:
            if d.rule.id in seen or d.rule.period is None or len(seen) >= 2:
                continue
            seen.add(d.rule.id)
            draft.say(deadline_words(d, turn.today), deadline_id(record.code, d.rule.id))
    if not seen and any(p.outcome != "barred" for p in found.possibilities) and record.limitations.years:
        years = record.limitations.years
        draft.say(
            f"No short deadline after the sale is known in {record.name}; the general limit for a suit on the note is "
            f"{years} years ({record.limitations.cite}).",
            state_id(record.code, "limitations"),
        )


def telling(found: Assessment) -> list[Otherwise]:
    """The changes worth telling, one a fact, the most instructive first."""
    ranked = sorted(
        (o for o in found.otherwise if o.fact in TELLING and not (o.fact == "units" and o.value == 0)),
        key=lambda o: (TELLING.index(o.fact), -max(p.recoverable.amount or Decimal(0) for p in o.possibilities)),
    )
    seen: set[str] = set()
    return [o for o in ranked if not (o.fact in seen or seen.add(o.fact))]  # type: ignore[func-returns-value]


def _what_would_change(draft: Draft, turn: Turn) -> None:
    record, found = _assessed(turn)
    changes = telling(found)
    taken = [value_words(record, o.fact, found.taken[o.fact]) for o in changes if o.fact in found.taken]
    if taken:
        draft.say(f"I took as usual that {listed(taken)}.", kind="reading")
    for other in changes[:2]:
        results = list(dict.fromkeys(p.outcome for p in other.possibilities))
        what = listed(list(dict.fromkeys(outcome_words(p) for p in other.possibilities[:2])), "or")
        more = "it turns on more than that" if len(results) > 2 else what
        draft.add(
            f"If instead {otherwise_words(record, other)}, {more}.",
            rule_id(record.code, other.possibilities[0].case.id),
        )


def _caution(draft: Draft, turn: Turn) -> None:
    record, _ = _assessed(turn)
    section = state_id(record.code, "uncertain")
    if record.confidence == "low":
        reason = f": {clause(record.open_questions[0])}" if record.open_questions else ""
        draft.say(f"My source for {record.name} is weak here, so have this checked{reason}.", section)
    if (turn.today - record.checked).days > turn.stale_after_days:
        draft.say(
            f"The {record.name} rule was last checked on {in_words(record.checked)}; look for changes since then.",
            state_id(record.code, "overview"),
        )


def next_question(draft: Draft, turn: Turn) -> None:
    """One question at the end at most, and only if its answer changes the result."""
    record, found = _assessed(turn)
    if found.asks:
        fact = found.asks[0]
        draft.say(record.ask.get(fact, FACTS[fact].question), kind="question")
        return
    missing = [name for p in found.possibilities if p.outcome != "barred" for name in p.recoverable.missing]
    if turn.numeric and missing:
        names = {
            "debt": "How much was owed in all, with interest, fees and costs?",
            "sale_price": "What did the house sell for at the sale?",
            "fair_market_value": "About what was the home really worth on the day of the sale?",
            "appraisal": "What was the appraised value set for the sale?",
        }
        name = next((m for m in missing if m in names), None)
        if name:
            draft.ask(name)
            draft.say(names[name], kind="question")
            return
    main = main_deadline(found)
    if main and main.last_day is None and main.rule.event == "sale_date":
        draft.ask("sale_date")
        draft.say("When was the sale? I can give you the exact last day.", kind="question")
