"""A talk gone through without a storage, and the brief of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from bot.brief.make import make_brief
from bot.brief.model import Brief
from bot.brief.of_conversation import state_of
from bot.conversation.sheet import CaseSheet
from bot.conversation.shortfall import Shortfall
from bot.conversation.standing import Standing, standing
from bot.conversation.storage.transcript import ConversationTurn
from bot.conversation.work import Work
from bot.settings import Settings

TODAY = date(2026, 11, 23)
UTAH = "Utah trustee's sale on October 1 2026, owed $318,000, sold for 255, worth $300,000"
SECOND_LOAN = "Arizona foreclosure of our house, they want $62,000 on the heloc"


@cache
def engine() -> Shortfall:
    return Shortfall(Settings(today=TODAY))


@dataclass(frozen=True)
class Talk:
    """What a talk leaves: its turns, the case and where it stands."""

    turns: tuple[ConversationTurn, ...]
    sheet: CaseSheet

    @property
    def standing(self) -> Standing:
        return standing(self.sheet, engine().settings, state_of(self.sheet, self.turns))

    def brief(self, sheet: CaseSheet | None = None, today: date = TODAY) -> Brief:
        return make_brief(self.standing, self.turns, sheet or self.sheet, engine().index, today=today)


@cache
def told(*texts: str) -> Talk:
    """Go through a talk, one turn a text, a day apart."""
    turns: list[ConversationTurn] = []
    work = Work(text="")
    for number, text in enumerate(texts, 1):
        work = engine().steps.run(Work(text=text, before=work.sheet or CaseSheet(), last=work.answer))
        assert work.answer is not None
        at = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=number)
        turns.append(ConversationTurn(number=number, question=text, answer=work.answer, at=at))
    assert work.sheet is not None
    return Talk(tuple(turns), work.sheet)
