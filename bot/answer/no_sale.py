"""Where the sale was called off or undone: nothing is owed as a deficiency yet, whatever the house is worth."""

from bot.answer.draft import Draft
from bot.answer.quoting import say_opening
from bot.answer.turn import Turn

WORDS = 60  # of the section on a date that moves
MEANING = "guide/what-a-deficiency-is#meaning"
STILL_COMING = "guide/how-to-read-a-sale-notice#postponed"
ABOUT_IT = frozenset({"rule", "deadline", "other"})  # what a part of a question is about that this answers


def answer_no_sale(draft: Draft, turn: Turn) -> bool:
    """Say that nothing is owed as a deficiency before a sale; returns False where a sale is told or something else is asked."""
    question = turn.question
    sold = question.says("sale_price") or turn.amounts.sale_price is not None
    past = any(day.role == "sale_date" and day.exact and day.day <= turn.today for day in question.days_read)
    beside = any(part.subject not in ABOUT_IT for part in question.parts)
    if not question.called_off or sold or past or beside:
        return False
    draft.say(
        "**You owe no deficiency now: no sale stands, and a deficiency is only what a foreclosure sale leaves unpaid.** "
        "The loan itself is still owed.",
        MEANING,
    )
    say_opening(draft, draft.library.passage(STILL_COMING), WORDS, bold=False)
    draft.used("search_corpus")
    return True
