"""A what-if: the answer for the case as supposed, how it differs from the case as told, and that the case stays."""

from decimal import Decimal

from bot.answer.asking import next_question
from bot.answer.assessed import assessed, dearest, main_deadline
from bot.answer.draft import Draft
from bot.answer.federal import answer_federal_bar, ended_by_federal_law
from bot.answer.headline import headline
from bot.answer.limitation import general_limit
from bot.answer.prose import capital, listed
from bot.answer.rule import possibilities, start
from bot.answer.rule_words import deadline_words, outcome_words
from bot.answer.section_words import OWES
from bot.answer.shortfall import FORMULA
from bot.answer.subjects import subjects_asked
from bot.answer.sums import arithmetic_of
from bot.answer.turn import Turn
from bot.calculator import arithmetic, difference, dollars
from bot.calculator.figure import ZERO
from bot.conversation.sheet import CaseSheet, Entry
from bot.conversation.words import label, told_words, value_of
from bot.law.assess import Assessment
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id
from bot.understand.question import NUMERIC


def what_if(draft: Draft, turn: Turn, told: Turn, sheet: CaseSheet) -> bool:
    """Answer for what is supposed; returns False where another composer must answer (no rule and no sum is touched)."""
    if set(turn.question.intents) & NUMERIC or turn.question.says("offer"):
        return False  # wages, interest, a settlement: their own sum is asked for
    if _moved(told, turn) and _asks_for_a_section(turn):
        return False  # "does Washington let you buy it back": whether anything is owed there is not asked
    if ended_by_federal_law(turn) or ended_by_federal_law(told):
        # no state's rule is to be held against what a federal rule ends
        if not answer_federal_bar(draft, turn):
            if turn.assessment is None:
                return False
            _by_rule(draft, turn, told)
        stays(draft, told, sheet)
        return True
    if turn.assessment is not None:
        _by_rule(draft, turn, told)
    elif turn.plain is not None:
        draft.used("calculate_deficiency")
        draft.figure(turn.plain)
        draft.amount = turn.plain.amount if turn.plain.name == "deficiency" else Decimal("0.00")
        what = (
            "the shortfall would be" if turn.plain.name == "deficiency" else "nothing would be owing, with a surplus of"
        )
        draft.say(f"**Then {what} {dollars(turn.plain.amount)}.**", FORMULA, kind="arithmetic")
        draft.add(f"{arithmetic(turn.plain)}.", FORMULA, kind="arithmetic")
    else:
        return False
    beside_the_case(draft, turn, told, sheet)
    if turn.assessment is not None and (told.assessment is None or turn.assessment.asks != told.assessment.asks):
        next_question(draft, turn)
    return True


def _asks_for_a_section(turn: Turn) -> bool:
    """Whether a section of the state's record is asked for, and not its rule."""
    question = turn.question
    named = "redemption" in question.intents or subjects_asked(question.text)
    return bool(named) and "amount" not in question.intents and not OWES.search(question.text)


def _by_rule(draft: Draft, turn: Turn, told: Turn) -> None:
    record, found = assessed(turn)
    start(draft, turn)
    lapsed = found.first.lapsed if found.outcome == "barred" else None
    reason = deadline_id(record.code, lapsed.rule.id) if lapsed else rule_id(record.code, found.first.case.id)
    text = headline(turn, record, found)
    draft.say(f"**Then {_after_then(text)}**", reason)
    same_rule = told.assessment is not None and told.assessment.first.case.id == found.first.case.id
    if found.outcome == "depends":
        possibilities(draft, turn, record, found)
    elif not same_rule:
        draft.say(found.first.case.effect, reason)
    arithmetic_of(draft, turn, record, dearest(found))
    main = main_deadline(found)
    before = main_deadline(told.assessment) if told.assessment is not None else None
    if (
        main is not None
        and main.rule.period
        and not lapsed
        and (
            before is None
            or before.last_day != main.last_day
            or before.rule.id != main.rule.id
            or told.assessment is None
            or told.assessment.state != found.state
        )
    ):
        draft.say(deadline_words(main, turn.today, turn.rough), deadline_id(record.code, main.rule.id))
    elif main is None and not lapsed and told.record is record and told.assessment is not None:
        _limit_if_it_changed(draft, turn, record, found, told.assessment)


def _limit_if_it_changed(draft: Draft, turn: Turn, record: Record, found: Assessment, before: Assessment) -> None:
    if found.limit_years != before.limit_years:
        general_limit(draft, turn, record, found)


def _after_then(text: str) -> str:
    """A headline as it reads after "Then": small at the start, unless it begins with a name or a yes or no."""
    for word in ("Yes: ", "Yes, ", "No. "):
        if text.startswith(word):
            return f"{word[:-2].lower()}{word[-2:]}{text.removeprefix(word)}"
    first = text.split(" ", 1)[0]
    small = ("At", "Nothing,", "Nothing", "Either", "Perhaps", "Probably", "Possibly:", "Up", "Not", "Only", "In")
    return f"{text[:1].lower()}{text[1:]}" if first in small else text


def beside_the_case(draft: Draft, turn: Turn, told: Turn, sheet: CaseSheet) -> None:
    """The difference from the case as told, and that the case stays as it was."""
    before, after = told.assessment, turn.assessment
    if before is not None and after is not None:
        sums = (before.amount, after.amount) if turn.numeric and told.numeric else (None, None)
        if before.first.lapsed and after.first.lapsed:
            sums = (None, None)  # nothing is left either way, whatever it would have been in time
        same_sum = None not in sums and sums[0] == sums[1]
        told_apart = (before.outcome != after.outcome and not same_sum) or (
            before.state != after.state and None in sums
        )
        if told_apart:
            words = (
                "it depends on facts that are still open"
                if before.outcome == "depends"
                else outcome_words(before.first)
            )
            draft.say(f"{_as_told(told, turn)}: {words}.", kind="arithmetic")
        if sums[0] is not None and sums[1] is not None:
            _difference(draft, sums[0], sums[1], _where(told, turn), said=told_apart and before.outcome != "depends")
    elif told.plain is not None and turn.plain is not None and told.record is turn.record:
        first, second = (f.amount if f.name == "deficiency" else ZERO for f in (told.plain, turn.plain))
        _difference(draft, first, second, "before")
    stays(draft, told, sheet)


def stays(draft: Draft, told: Turn, sheet: CaseSheet) -> None:
    """That the case itself is as it was; said where anything was supposed."""
    if not sheet.supposed:
        return
    kept = [entry for name in sheet.supposed if (entry := sheet.known(name)) is not None]
    open_facts = list(dict.fromkeys(label(name) for name in sheet.supposed if sheet.known(name) is None))
    where = [_stays(entry, told) for entry in kept if entry.kind in ("place", "amount")]
    facts = [told_words(entry, told.record) for entry in kept if entry.kind not in ("place", "amount")]
    stays = [f"stays {listed(where)}"] if where else []
    stays += [f"{'counts' if where else 'stays'} as you told it: {listed(facts)}"] if facts else []
    case = f"Your case itself {listed(stays)}." if stays else ""
    other = (
        f"{capital(listed(open_facts))} {'stays' if len(open_facts) == 1 else 'stay'} open in your case itself."
        if open_facts
        else ""
    )
    hint = 'Say "use that" to change it.' if sheet.what_ifs == 1 else ""
    draft.say(" ".join(filter(None, (case, other, hint))), kind="reading")


def _stays(entry: Entry, told: Turn) -> str:
    value = value_of(entry, told.record)
    return f"in {value}" if entry.kind == "place" else f"at {value} ({label(entry.name)})"


def _as_told(told: Turn, turn: Turn) -> str:
    return (
        f"In {told.record.place}, for your case as told"
        if _moved(told, turn) and told.record
        else "For your case as told"
    )


def _where(told: Turn, turn: Turn) -> str:
    return f"in {told.record.place}" if _moved(told, turn) and told.record else "before"


def _moved(told: Turn, turn: Turn) -> bool:
    return told.record is not None and told.record is not turn.record


def _difference(draft: Draft, before: Decimal, after: Decimal, where: str, *, said: bool = False) -> None:
    """The change in dollars; the amount before is left out where it was just said."""
    change = difference(before, after)
    draft.used("calculate_difference")
    draft.figures.append(change)
    put = draft.add if draft.segments and draft.segments[-1].kind in ("arithmetic", "reading") else draft.say
    if change.amount == 0 and before == 0:  # what might be claimed had the lender acted in time may stand before it
        put(f"As things stand that is the same as {where}, $0.", kind="arithmetic")
    elif change.amount == 0:
        put(f"That is the same as {where}, {dollars(before)}.", kind="arithmetic")
    elif said:
        draft.add(f"So {dollars(abs(change.amount))} {'more' if change.amount > 0 else 'less'}.", kind="arithmetic")
    else:
        word = "more" if change.amount > 0 else "less"
        put(f"That is {dollars(abs(change.amount))} {word} than {where} ({dollars(before)}).", kind="arithmetic")


def contradiction(draft: Draft, turn: Turn, other: Turn | None, sheet: CaseSheet) -> None:
    """Two values were told for one fact: name both, say what the first would give, and ask which is right."""
    entry = sheet.disputed()
    if entry is None or entry.disputed is None or entry.turn != sheet.turn:
        return
    first, second = value_of(entry.disputed, turn.record), value_of(entry, turn.record)
    ask = f"Which is right: {first}, as you told me in message {entry.disputed.turn}, or {second}?"
    if entry.kind == "fact":
        ask = f"Earlier (message {entry.disputed.turn}) you told me that {first}; now that {second}. Which is right?"
    draft.ask_for(entry.name, ask)
    draft.say(
        f"I count the later one, {second}." if entry.kind != "fact" else f"I count the later one: {second}.",
        kind="reading",
    )
    if other is None or other.assessment is None or turn.assessment is None:
        return
    before, after = other.assessment, turn.assessment
    if before.amount is not None and before.amount != after.amount and turn.numeric:
        with_it = f"If {first}," if entry.kind == "fact" else f"With {first}"
        draft.figures.append(difference(before.amount, after.amount or ZERO))
        draft.add(f"{with_it} it would be {dollars(before.amount)}.", kind="arithmetic")
    elif before.outcome not in (after.outcome, "depends"):
        draft.add(f"{capital(f'otherwise {outcome_words(before.first)}')}.", kind="arithmetic")
