"""The arithmetic of an answer from a state's rule, and what the home's value does where the sum leaves it out."""

from bot.answer.draft import Draft
from bot.answer.turn import Turn
from bot.calculator.figure import ZERO, Figure, arithmetic, dollars
from bot.law.assess import Possibility
from bot.law.cap import ends_of
from bot.law.record import Record
from bot.retrieval.passage import rule_id, state_id
from bot.retrieval.sentences import sentences

PRICE_COUNTS = "In a case such as this the price counts, and not the home's market value."
VALUE_WORDS = 45  # of what the home's value does, beside a sum


def arithmetic_of(draft: Draft, turn: Turn, record: Record, p: Possibility) -> None:
    figure = p.recoverable.figure or p.recoverable.plain
    if figure is None:
        return
    passage = rule_id(record.code, p.case.id)
    if figure not in draft.figures:
        draft.figures.append(figure)  # of two possibilities, the one whose sum is shown
    if p.lapsed:
        # whether the lender acted is not told: what its claim would be if it did
        if p.lapsed.status == "presumed_missed" and figure.amount > 0 and len(figure.steps) > 1:
            claim = f"If it did act in time, it may claim at most {dollars(figure.amount)}: {arithmetic(figure)}."
            draft.say(claim, passage, kind="arithmetic")
            if read := turn.question.how_amounts_were_read():
                draft.add(read, kind="reading")
        return
    if covered := _covered(figure):
        draft.say(covered, passage, kind="arithmetic")
    elif len(figure.steps) > 1:
        draft.say(f"{arithmetic(figure)}.", passage, kind="arithmetic")
    if ends := ends_of(figure):
        draft.add(f"Over the range you gave it is {dollars(ends[0])} to {dollars(ends[1])}.", kind="arithmetic")
    if read := turn.question.how_amounts_were_read():
        draft.add(read, kind="reading")
    plain = p.recoverable.plain
    if p.recoverable.credited == "value" and plain is not None and plain is not figure:
        draft.add(f"By the bid alone it would have been {dollars(plain.amount)}.", kind="arithmetic")
    _if_credited(draft, record, p)


def _if_credited(draft: Draft, record: Record, p: Possibility) -> None:
    """What is left if a court that need not credit the home's value does so, and how it is asked to."""
    less = p.recoverable.if_credited
    if less is None:
        return
    whole = _covered(less) or f"{arithmetic(less)}."
    told = f"If the court credits what the home was worth: {whole}"
    draft.say(told, rule_id(record.code, p.case.id), kind="arithmetic")
    if record.fair_value.applies == "discretionary" and record.fair_value.who_asks:
        draft.add(record.fair_value.who_asks, state_id(record.code, "fair-value"))


def value_beside(draft: Draft, turn: Turn, record: Record, p: Possibility) -> None:
    """Beside a sum that leaves the home's value out: what the value does in this state, where the rule does not say it."""
    if turn.terse or not turn.numeric or p.outcome == "barred" or p.recoverable.credited == "value":
        return
    fair_value = state_id(record.code, "fair-value")
    if fair_value in draft.citations or "value" in p.case.effect.lower():
        return
    if turn.facts.sale_by == "other_lender" and record.fair_value.applies != "no":
        return  # what the value does is told of the lender that foreclosed
    told = sentences(draft.library.passage(fair_value).text)
    words = 0
    cap = p.case.cap
    if cap is not None and cap.formula == "waste_only":
        return  # neither the price nor the value sets what may be claimed
    if only_the_price_counts(record, p):
        draft.say(PRICE_COUNTS, fair_value)
        return
    for sentence in told[:2]:
        words += len(sentence.split())
        if words <= VALUE_WORDS:
            (draft.add if sentence is not told[0] else draft.say)(sentence, fair_value)


def only_the_price_counts(record: Record, p: Possibility) -> bool:
    """Whether the home's value counts elsewhere in the state, but not in a case such as this one."""
    cap, applies = p.case.cap, record.fair_value.applies
    capped = cap is not None and cap.formula != "adequacy_review"
    return (applies in ("yes", "on_request") and not capped) or (applies == "discretionary" and cap is None)


def _covered(figure: Figure) -> str:
    """That the credit covers the whole debt, where a sum that ends at zero would only puzzle."""
    credit = next((-step.amount for step in figure.steps if step.amount < 0), None)
    owed = [step.amount for step in figure.steps[:-1] if step.amount > 0]
    if figure.amount != 0 or credit is None or credit <= sum(owed, ZERO):
        return ""
    return f"{dollars(credit)} covers the whole {' + '.join(dollars(amount) for amount in owed)}, so nothing is left."
