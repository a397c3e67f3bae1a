"""What one might say next: the fact that is asked for as a choice, and questions that fit the case as it stands."""

from dataclasses import dataclass

from bot.answer.model import Answer
from bot.answer.prose import capital
from bot.conversation.standing import Standing
from bot.law.facts import FACTS, choices
from bot.law.worlds import availability
from bot.ui.session import ToDo

MOST = 4
LONG = 60  # characters of a choice's words; what stands in brackets is left out of a longer one


@dataclass(frozen=True)
class Suggestion:
    """A button under the answer: what it says, and what it does."""

    words: str
    does: ToDo


def suggestions(answer: Answer, standing: Standing | None) -> list[Suggestion]:
    """At most `MOST` things to say next, the answer to what is asked first."""
    found = _choices(answer, standing)
    if answer.declined or answer.reason == "crisis":
        return found
    found += [Suggestion(text, ToDo(text=text)) for text in _questions(answer, standing)]
    return found[:MOST]


def _choices(answer: Answer, standing: Standing | None) -> list[Suggestion]:
    """The values that an asked fact may have here, and that it is not known."""
    fact = answer.asked
    if fact is None or fact not in FACTS or not (values := choices(fact)):
        return []
    record = standing.record if standing is not None else None
    if fact == "process" and record is not None:
        values = tuple(v for v in values if availability(record, v) != "unavailable")
    told = [Suggestion(_short(fact, value), ToDo(edits=((fact, value),))) for value in values[: MOST - 1]]
    return [*told, Suggestion("I don't know", ToDo(text="I don't know"))] if len(told) > 1 else []


def _short(fact: str, value: str) -> str:
    words = FACTS[fact].words.get(value, value)
    return capital(words if len(words) <= LONG else words.partition(" (")[0])


def _questions(answer: Answer, standing: Standing | None) -> list[str]:
    if standing is None or standing.assessment is None:
        if answer.amount is not None:
            return ["Which states let the lender collect it?", "What should I do first?"]
        return ["What should I do first?", "What is a deficiency?"] if answer.asked is None else []
    if any(figure.name == "surplus" and figure.amount > 0 for figure in answer.figures):
        return ["How do I claim the surplus?", "Who gets paid from the surplus first?"]
    asks = ["Why?"]
    if answer.outcome == "barred":
        return [*asks, "What do I tell a collector?", "Will I owe tax on what is forgiven?"]
    if answer.outcome is not None:
        if answer.deadline is None or answer.deadline.date is None:
            asks.append("Until when can they act?")
        if standing.amounts.sale_price is not None:
            asks.append("What if it had sold for $20,000 more?")
        return [*asks, "What can they take if they win?", "How do I settle for less?"]
    return ["Can the lender still come after me?", "What should I do now?"]
