"""The same case under several states' rules, as a table."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.assessed import assessed, main_deadline, told_deadline
from bot.answer.draft import Draft
from bot.answer.federal import answer_federal_bar
from bot.answer.limitation import years_on_the_note
from bot.answer.model import ComparedState
from bot.answer.places import state_name
from bot.answer.prose import capital, clause, listed
from bot.answer.rule_words import SHORT
from bot.answer.turn import MOST_STATES, Turn
from bot.calculator.deadlines import in_words
from bot.calculator.figure import ZERO, dollars
from bot.law.assess import Assessment
from bot.law.deadlines import DeadlineResult
from bot.law.facts import FACTS
from bot.law.record_parts import Period
from bot.retrieval.passage import deadline_id, rule_id, state_id
from bot.retrieval.sentences import sentences
from bot.topics import Topic

VALUE_SENTENCES = 2  # whether it counts, and how
_ASKS_LONGER = re.compile(r"\b(?:longer|longest|more time|most time)\b", re.IGNORECASE)
HEAD = ("State", "May the lender collect the rest?", "At most", "Until when", "Law")


def compare(draft: Draft, turns: Sequence[Turn], whose: Sequence[str] = (), *, ranks: bool = False) -> None:
    """A line a state: what the lender may do, how much at most, until when, and the statute.

    whose: the person of each case, where several cases are held side by side. ranks: the best and the worst are named first.
    """
    draft.used("compare_states")
    draft.state = None  # it speaks of several; each line says of which
    for turn in turns:
        draft.used("assess_state_rule")
        _, found = assessed(turn)
        for p in found.possibilities:
            draft.figure(p.recoverable.plain)
    if not whose and answer_federal_bar(draft, turns[0]):
        draft.state = draft.outcome = draft.amount = None
        draft.say("Without that, the states' own rules would be these.", kind="reading")
    called = _names(turns, whose)
    draft.say(f"**{_ranked(turns, called) if ranks else _headline(turns, called)}**", kind="arithmetic")
    if longer := _longer(turns, called):
        draft.say(longer, kind="reading")
    draft.row(HEAD, kind="reading")
    for turn, person in zip(turns, whose or [""] * len(turns), strict=True):
        _line(draft, turn, person)
    if left_out := turns[0].question.states[MOST_STATES:]:
        names = listed([state_name(code) for code in left_out])
        draft.say(f"I compare six at a time; left out: {names}.", kind="reading")
    first = turns[0]
    if Topic.FAIR_VALUE in first.question.topics and not first.numeric:
        for turn in turns:
            _say_value(draft, turn)
    basis = (
        "the amounts and facts you told me"
        if first.numeric or first.facts.known()
        else "an ordinary first mortgage on the home you lived in"
    )
    draft.say(f"Counted for {basis}; what you did not tell is taken as usual in each state.", kind="reading")
    asking_of = turns[:1] if whose else turns  # a reply is laid into the case that is spoken of
    open_facts = dict.fromkeys(fact for turn in asking_of for fact in assessed(turn)[1].asks)
    for fact in open_facts:
        draft.ask(fact)
    if asking := next((fact for fact in open_facts if draft.can_ask(fact)), None):
        record = next(assessed(turn)[0] for turn in asking_of if asking in assessed(turn)[1].asks)
        draft.ask_for(asking, f"For {record.place}: {record.ask.get(asking, FACTS[asking].question).strip()}")


def _names(turns: Sequence[Turn], whose: Sequence[str]) -> list[str]:
    """What each case is called: its state, and which of two cases there where there are two."""
    states = [assessed(turn)[0].name for turn in turns]
    alone = [states.count(state) == 1 for state in states]
    return [
        state if one or not person else f"{state} ({person})"
        for state, one, person in zip(states, alone, whose or [""] * len(states), strict=True)
    ]


def _headline(turns: Sequence[Turn], names: Sequence[str]) -> str:
    groups: dict[str, list[str]] = {}
    for turn, name in zip(turns, names, strict=True):
        groups.setdefault(assessed(turn)[1].outcome, []).append(name)
    words = {
        "barred": "leaves nothing to collect",
        "limited": "lets the lender collect up to a limit",
        "allowed": "lets the lender collect the rest",
        "discretionary": "leaves it to the court",
        "depends": "turns on facts that are open",
    }
    plural = {
        "barred": "leave nothing to collect",
        "limited": "let the lender collect up to a limit",
        "allowed": "let the lender collect the rest",
        "discretionary": "leave it to the court",
        "depends": "turn on facts that are open",
    }
    order = [outcome for outcome in words if outcome in groups]
    parts = [f"{listed(groups[o])} {(plural if len(groups[o]) > 1 else words)[o]}" for o in order]
    return f"{'; '.join(parts)}."


def _ranked(turns: Sequence[Turn], names: Sequence[str]) -> str:
    """Which of the states leaves least to pay, and which most: by the sums where all are known, else by the rule."""
    order = ("barred", "limited", "discretionary", "depends", "allowed")

    def burden(turn: Turn) -> tuple[Decimal, int]:
        found = assessed(turn)[1]
        return (found.amount or ZERO) if sums else ZERO, order.index(found.outcome)

    open_sums = (one for turn in turns if (one := assessed(turn)[1]).outcome != "barred")
    sums = all(turn.numeric for turn in turns) and all(one.amount is not None for one in open_sums)

    burdens = {name: burden(turn) for name, turn in zip(names, turns, strict=True)}
    least, most = min(burdens.values()), max(burdens.values())
    if least == most:
        return f"By what is known so far there is no difference: {_headline(turns, names)}"
    best, worst = (listed([name for name, one in burdens.items() if one == end]) for end in (least, most))
    return f"Best for the borrower: {best}. Worst: {worst}."


def _longer(turns: Sequence[Turn], names: Sequence[str]) -> str:
    """Which state gives the lender longer, where that is asked and each has a time; no sentence otherwise."""
    times = [main_deadline(assessed(turn)[1]) for turn in turns]
    periods = [main.rule.period if main is not None else None for main in times]
    if not _ASKS_LONGER.search(turns[0].question.text) or None in periods:
        return ""
    lengths = {name: _days(period) for name, period in zip(names, periods, strict=True) if period is not None}
    longest = max(lengths.values())
    best = [name for name, length in lengths.items() if length == longest]
    if len(best) == len(lengths):
        return "Their times are as long, though they may begin on different days."
    return f"The lender has longest in {listed(best)}, counted from the days that the table names."


def _days(period: Period) -> int:
    """About how many days a period has."""
    return (period.days or 0) + 30 * (period.months or 0) + 365 * (period.years or 0)


def _line(draft: Draft, turn: Turn, person: str = "") -> None:
    record, found = assessed(turn)
    p = found.first
    main = main_deadline(found)
    passages = [rule_id(record.code, p.case.id)]
    if main is not None:
        passages.append(deadline_id(record.code, main.rule.id))
    elif found.outcome != "barred":
        passages.append(state_id(record.code, "limitations"))
    amount = found.amount if turn.numeric else None
    cells = (
        f"{record.name} ({person})" if person else record.name,
        _outcome(found),
        _most(found, turn),
        _until(main, turn, found),
        p.case.cite.split(";")[0],
    )
    draft.row(cells, *passages, state=record.code)
    deadline = told_deadline(main) if main is not None else None
    draft.compared.append(
        ComparedState(state=record.code, outcome=found.outcome, amount=amount, deadline=deadline, cite=p.case.cite)
    )


def _most(found: Assessment, turn: Turn) -> str:
    if found.outcome == "barred":
        return dollars(ZERO)
    return dollars(found.amount) if turn.numeric and found.amount is not None else "not known yet"


def _outcome(found: Assessment) -> str:
    if found.outcome == "depends":
        subjects = listed([FACTS[fact].subject for fact in found.asks[:2]])
        return f"It turns on {subjects}" if subjects else "It depends"
    lapsed = found.first.lapsed
    return "No, its time has run" if lapsed else capital(SHORT[found.outcome])


def _until(main: DeadlineResult | None, turn: Turn, found: Assessment) -> str:
    if found.outcome == "barred" and not found.first.lapsed:
        return "no claim"
    if main is None or main.rule.period is None:
        years = years_on_the_note(assessed(turn)[0], turn.facts, found)
        return f"{years} on the note" if years else "the general limit on the note"
    day = f" ({in_words(main.last_day)})" if main.last_day else ""
    return f"{main.rule.period.words()} from {clause(main.rule.starts)}{day}"


def _say_value(draft: Draft, turn: Turn) -> None:
    """What the home's value does in a state, where nothing but that is asked of it."""
    record, _ = assessed(turn)
    passage = draft.library.passage(state_id(record.code, "fair-value"))
    draft.point(" ".join(sentences(passage.text)[:VALUE_SENTENCES]), passage.id, state=record.code)


def compare_with_what(draft: Draft, turn: Turn) -> None:
    """Only the case's own state is known: the other ones are asked for."""
    name = state_name(turn.record.code) if turn.record else "that state"
    draft.say(f"**I can compare {name} with up to five other states.**", kind="help")
    draft.say("Name them, for example: compare it with Nevada and Texas.", kind="help")
