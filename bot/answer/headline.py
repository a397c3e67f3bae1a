"""The first sentence of an answer from a state's rule: it answers."""

import re
from decimal import Decimal

from bot.answer.prose import capital, clause, listed
from bot.answer.turn import Turn
from bot.calculator.deadlines import in_words
from bot.calculator.figure import Figure, dollars
from bot.law.assess import Assessment, Possibility
from bot.law.cap import value_of
from bot.law.deadlines import DeadlineResult
from bot.law.facts import FACTS
from bot.law.record import Record

_RECOURSE = re.compile(
    r"^\W*(?:so |and |hey |hi |ok )?is\b.{0,40}?\b(?P<non>non-?|anti-?)?(?:recourse|deficiency)(?: state)?\b[^,;]{0,15}$",
    re.I,
)
_NOBODY_SUED = re.compile(
    r"\b(?:nobody|no one|no-one|never|haven'?t been|not been|wasn'?t) (?:\w+ )?sued\b|\bno (?:law)?suit\b", re.I
)
_OTHER_WAY_ROUND = re.compile(
    r"\b(?:does ?n'?t|do ?n'?t|is ?n'?t|ai ?n'?t|wo ?n'?t|should ?n'?t|can ?n?'?t) (?:that|it|this|they|i|we|the)\b|"
    r"\bdo (?:i|we) get (?:any )?credit\b|\bis (?:it|this|that) (?:really |finally |all )?(?:over|it|all|done|finished)\b|\b(?:am i|are we|will (?:i|we) be) (?:all |still |then |really |now )*(?:safe|ok|okay|fine|clear|off|free|home free|in the clear|protected|done|alright)\b|"
    r"\b(?:is|are|will) (?:my|our|his|her) (?:[\w()'-]+ ){1,4}?(?:be )?(?:safe|protected|off limits|exempt)\b|\b(?:can|do|may|will|could) (?:i|we)(?: still| get to)* keep (?:my|our|the)\b|\b(?:i'?m|we'?re|are we) (?:\w+ )?(?:home free|in the clear|off the hook)\b|\b(?:is|are|does|do|did|was) (?:the|my|our|that) (?:second|2nd|he-?loc|debt|rest|balance|loan)\b[^.?!]{0,30}\b(?:gone|go away|wiped|disappear)\b|\b(?:wipe|cancel|erase)\w*\b.*\?",
    re.IGNORECASE,
)
_PRICE_COUNTS = re.compile(r"\b(?:bid|price) (?:stands|is)\b")
_ARGUABLE = "you can argue"  # so a record tells of a limit that courts have not settled
PAID = "$0: as you tell it, the sale paid the whole debt, so there is no shortfall to claim."
ALLOWS = {
    "limited": "law does let the lender collect, within limits.",
    "allowed": "law does let the lender collect the rest.",
    "discretionary": "courts can award the lender the rest.",
}


def headline(turn: Turn, record: Record, found: Assessment) -> str:
    """The direct answer in a sentence or two."""
    p = found.first
    if (plain := p.recoverable.plain) is not None and plain.name == "surplus":
        if (second := turn.amounts.junior_debt) is not None and second > plain.amount:
            return (
                f"Nothing is left owing on the first loan: the sale brought {dollars(plain.amount)} more than its debt. "
                "That goes to the second loan before it comes to you, and comes off its balance."
            )
        return (
            f"Nothing is left owing: the sale brought {dollars(plain.amount)} more than the debt. What is left after other "
            "liens belongs to you."
        )
    if turn.question.premise == "no_deficiency" and found.outcome != "barred" and not turn.asks_sum:
        rest = ALLOWS.get(found.outcome) or f"law does allow it in some cases: it turns on {_subjects(found)}."
        return f"Please don't rely on that: {record.name} {rest}"
    if (asked := _RECOURSE.search(turn.question.text)) and not turn.numeric:
        return _recourse(record, found, non=bool(asked["non"]))
    if turn.question.premise == "no_deficiency" and found.outcome == "barred" and not p.lapsed and not turn.numeric:
        usual = "" if turn.question.facts else " in the usual case"
        return f"Yes, that is right{usual}: {record.name} law does not let the lender collect the rest from you."
    if turn.question.premise == "always_owe" and found.outcome not in ("barred", "depends") and not turn.numeric:
        return f"Not automatically: in {record.place} the lender has to take it to court. {_may(found, record)}"
    if late := stayed(p):
        return _perhaps_still(turn, late, found)
    not_so = "That is not so here. " if turn.question.premise == "always_owe" and found.outcome == "barred" else ""
    if found.outcome == "depends":
        return _depends(turn, record, found)
    if found.outcome != "barred":  # of several ways that come out alike the dearest is the one to name
        p = max(found.possibilities, key=lambda q: q.recoverable.amount or Decimal(-1))
    speak = {"barred": _barred, "limited": _limited, "allowed": _allowed, "discretionary": _discretionary}
    return not_so + speak[found.outcome](turn, record, p)


def stayed(p: Possibility) -> DeadlineResult | None:
    """The lender's deadline that would be over, had a bankruptcy case not stopped the suit; None where there is none."""
    if p.outcome == "barred":
        return None
    return next((d for d in p.deadlines if d.stayed and d.status == "unknown"), None)


def _perhaps_still(turn: Turn, late: DeadlineResult, found: Assessment) -> str:
    """The answer where the time for the suit is over, and a bankruptcy case may have made it longer."""
    period = f" ({late.rule.period.words()})" if late.rule.period else ""
    day = late.last_day or late.from_sale
    was = f"{in_words(day)} was the last day{period}" if day else f"the time{period} is over"
    most = f" At most it is {dollars(found.amount)}." if turn.numeric and found.amount else ""
    return f"Perhaps still: {was} to {clause(late.rule.act)}, but your bankruptcy case may have given the lender more time.{most}"


def _recourse(record: Record, found: Assessment, *, non: bool) -> str:
    """Whether a state is a "recourse" or "nonrecourse" state: words that fit few laws, so the answer says what is so."""
    if found.outcome == "barred":
        return f"In the usual case {'yes' if non else 'no'}: after an ordinary home foreclosure {record.name} leaves no claim."
    if found.outcome in ("allowed", "discretionary"):
        may = "may" if found.outcome == "allowed" else "may, if the court agrees,"
        return f"{'No' if non else 'Yes'}: in {record.place} the lender {may} collect the rest from you."
    if found.outcome == "limited":
        return (
            f"{'No' if non else 'Yes'}, but with a limit: {record.name} lets the lender collect only part of the gap."
        )
    return f"Neither word fits: in {record.place} it turns on {_subjects(found)}."


def _may(found: Assessment, record: Record) -> str:
    """What the law then allows, in a sentence."""
    return f"{record.name} {ALLOWS[found.outcome]}" if found.outcome in ALLOWS else ""


def _subjects(found: Assessment) -> str:
    return listed([FACTS[fact].subject for fact in found.asks[:2]]) or "facts that are still open"


def _barred(turn: Turn, record: Record, p: Possibility) -> str:
    if p.lapsed and p.lapsed.last_day:
        act, day = clause(p.lapsed.rule.act), in_words(p.lapsed.last_day)
        if p.lapsed.status == "missed":
            return f"{_no(turn)}As told, the lender was too late: {day} was the last day to {act}."
        period = f" ({p.lapsed.rule.period.words()})" if p.lapsed.rule.period else ""
        if turn.facts.suit_filed:
            return f"Most likely not any more: {day} was the last day{period} to {act}, and the suit came later."
        unless = "" if _NOBODY_SUED.search(turn.question.text) else ", unless the lender acted in time"
        return f"Not any more{unless}: {day} was the last day{period} to {act}."
    if p.lapsed:
        rule = p.lapsed.rule
        period = rule.period.words() if rule.period else "a short time"
        if p.lapsed.status == "missed":
            return f"{_no(turn)}As told, the lender was too late: it had {period} from {clause(rule.starts)} to {clause(rule.act)}."
        had = f"had {period} from {clause(rule.starts)} to {clause(rule.act)}"
        if turn.facts.suit_filed:
            return f"Most likely not any more: the lender {had}, and the suit came later."
        return f"Most likely not any more, unless the lender acted in time: it {had}."
    as_told = "As you describe it" if turn.question.facts else "In the usual case"
    plain = p.recoverable.plain
    if plain is not None and plain.amount > 0:
        return f"$0. {as_told}, {record.name} law does not let the lender collect any of the {dollars(plain.amount)} {_what(plain)}."
    return f"{_no(turn)}{as_told}, {record.name} law does not let the lender collect the rest from you."


def _too_late_to_ask(p: Possibility) -> bool:
    """Whether the owner's own time to have the home's value counted has run, so that the price counts."""
    return any(
        d.rule.actor == "borrower"
        and d.status in ("missed", "presumed_missed")
        and _PRICE_COUNTS.search(d.rule.if_missed or "")
        for d in p.deadlines
    )


def _limited(turn: Turn, record: Record, p: Possibility) -> str:
    amount, cap = p.recoverable.amount, p.case.cap
    if cap is not None and cap.formula == "waste_only":
        return f"Only in narrow cases: {record.name} law leaves the lender no claim for the ordinary shortfall."
    if cap is None or amount is None or p.recoverable.figure is None:
        if not _yes(turn):
            return f"{record.name} law lets the lender collect the rest, but limits how much."
        return f"Yes, but {record.name} law limits how much the lender can collect."
    if p.recoverable.plain is not None and p.recoverable.plain.amount == 0:
        return PAID
    asked = cap.applies != "automatic"
    over = asked and _too_late_to_ask(p)
    ask = "you asked in time" if over else "you ask in time"
    if amount == 0:
        return f"$0, if {f'{ask} and ' * asked}the court accepts the home's value as you give it."
    if p.recoverable.credited == "value":
        value = value_of(cap, turn.amounts)
        worth = f"{dollars(value)} as the home's value" if value else "the home's value as you give it"
        return f"At most {dollars(amount)}, if {f'{ask} and ' * asked}a court accepts {worth}."
    if p.recoverable.ceiling and over:
        return f"At most {dollars(amount)}, and less only if the home was worth more and {ask} for that to count."
    if p.recoverable.ceiling and cap.formula != "adequacy_review":
        return f"At most {dollars(amount)}, and less if the home was worth more than it sold for{' and you ask in time' * asked}."
    return f"At most {dollars(amount)} in {record.place}."


def late_step(p: Possibility) -> DeadlineResult | None:
    """A step of the lender that was late, or whose last day is past, which ends one way to the claim only; None where none was."""
    if p.outcome != "allowed":
        return None
    ran = (d for d in p.deadlines if d.last_day and d.status in ("missed", "presumed_missed"))
    return next((d for d in ran if d.rule.actor == "lender" and not d.rule.bars and d.rule.if_missed), None)


def _another_way(p: Possibility) -> str | None:
    """What a late step of the lender leaves of the claim; None where none was late."""
    late = late_step(p)
    if late is None or late.last_day is None or late.rule.if_missed is None:
        return None
    sum_ = (
        f"{dollars(p.recoverable.amount)} {_what(p.recoverable.figure)}"
        if p.recoverable.figure and p.recoverable.amount
        else ""
    )
    last = f"{in_words(late.last_day)} was the last day to {clause(late.rule.act)}"
    if late.status == "presumed_missed" and late.rule.if_missed.startswith(_ARGUABLE):
        may = f"the lender may still claim the {sum_}" if sum_ else "the lender may still sue"
        return f"Perhaps still: {may}, but {clause(late.rule.if_missed)}. {last}."
    if late.status == "presumed_missed":
        rest = f" If that does not end it, the lender may still claim the {sum_}." if sum_ else ""
        return f"Perhaps not any more, unless the lender acted in time: {last}.{rest}"
    rest = f", for the {sum_}" if sum_ else ""
    return f"It came too late: {last}. {capital(clause(late.rule.if_missed))}{rest}."


def _allowed(turn: Turn, record: Record, p: Possibility) -> str:
    if told := _another_way(p):
        return told
    if p.recoverable.figure is not None and p.recoverable.amount:
        sum_ = f"{dollars(p.recoverable.amount)} {_what(p.recoverable.figure)}"
        less = p.recoverable.if_credited
        rest = dollars(less.amount) if less and less.amount else "nothing"
        credited = f", or {rest} if the court credits what the home was worth" if less else ""
        return capital(f"{_yes(turn)}in {record.place} the lender may still claim the {sum_}{credited}.")
    if p.recoverable.figure is not None and p.recoverable.amount == 0:
        return PAID
    return (
        f"{_yes(turn)}{record.name} law lets the lender go after the rest, though not by itself: it has to go to court."
    )


def _what(figure: Figure) -> str:
    """What a figure is called: the balance of a second loan is no shortfall."""
    if figure.name != "balance":
        return "shortfall"
    return "left on the second loan" if any(step.amount < 0 for step in figure.steps) else "second loan"


def _yes(turn: Turn) -> str:
    """A "Yes" fits a question whether the lender may collect, and not one whether something else wipes the debt out."""
    return "" if _OTHER_WAY_ROUND.search(turn.question.text) else "Yes: "


def _no(turn: Turn) -> str:
    """A "No" fits a question whether the lender may collect, and not one whether somebody is safe or may keep a thing."""
    return "" if _OTHER_WAY_ROUND.search(turn.question.text) else "No. "


def _discretionary(turn: Turn, record: Record, p: Possibility) -> str:
    if p.recoverable.amount:
        return f"Up to {dollars(p.recoverable.amount)}, and in {record.place} a court decides whether to award it."
    return f"Possibly: in {record.place} a court decides whether the lender may collect the rest, and how much."


def _depends(turn: Turn, record: Record, found: Assessment) -> str:
    subjects = _subjects(found)
    amount = found.amount if turn.numeric else None
    barred = [p for p in found.possibilities if p.outcome == "barred"]
    if amount is not None and amount > 0:
        if barred:
            return f"Either nothing or at most {dollars(amount)}: in {record.place} it turns on {subjects}."
        return f"Perhaps less than {dollars(amount)}: in {record.place} it turns on {subjects}."
    likely = found.first.likelihood > 0.6
    if likely and found.first.outcome == "barred":
        return f"Probably not, but in {record.place} it turns on {subjects}."
    if likely:
        return f"Probably yes, but in {record.place} it turns on {subjects}."
    return f"In {record.place} that turns on {subjects}."
