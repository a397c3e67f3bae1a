"""Where a case stands: its facts and amounts, and the state's rule applied to them. The page, the brief and a turn read this."""

from dataclasses import dataclass
from datetime import date

from bot.calculator.figure import Figure
from bot.conversation.case import amounts_of, begun_on, done_on, facts_of, stay_of, suit_after_of
from bot.conversation.sheet import CaseSheet
from bot.law.assess import Assessment, assess
from bot.law.cap import plain_deficiency
from bot.law.case import Amounts, Case
from bot.law.facts import Facts
from bot.law.record import Record, get_record
from bot.settings import Settings


@dataclass(frozen=True)
class Standing:
    """A case as it stands on a day.

    plain: the debt less the price, where both are known. record, case, assessment: None while the state is unknown.
    """

    facts: Facts
    amounts: Amounts
    plain: Figure | None
    today: date
    record: Record | None = None
    case: Case | None = None
    assessment: Assessment | None = None


def standing(sheet: CaseSheet, settings: Settings, state: str | None) -> Standing:
    """Apply the rule of a state to what the sheet holds.

    state: a USPS code; None leaves the rule out. Raises AmountError for amounts that cannot be.
    """
    amounts, facts, today = amounts_of(sheet), facts_of(sheet), settings.current_day()
    plain = plain_deficiency(amounts)
    if state is None:
        return Standing(facts=facts, amounts=amounts, plain=plain, today=today)
    record = get_record(settings.corpus_dir / "states", state)
    case = Case(
        state=state,
        facts=facts,
        amounts=amounts,
        suit_after=suit_after_of(sheet),
        stay=stay_of(sheet),
        begun_on=begun_on(sheet),
        done_on=done_on(sheet),
    )
    return Standing(facts, amounts, plain, today, record, case, assess(case, record, today))
