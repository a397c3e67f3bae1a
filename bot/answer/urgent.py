"""What goes first when time is short: a sale in days, court papers in hand, wages or an account being taken."""

from bot.answer.draft import Draft
from bot.answer.no_sale import is_ahead
from bot.answer.quoting import say_passage
from bot.answer.turn import Turn
from bot.retrieval.fusion import Hit

TIME_TO_ANSWER = 60  # days from filing; after that the date on the papers has mostly passed
WORDS = 125
LEFT_LYING = "guide/common-mistakes#ignoring-papers"
COUNSELOR, AID = "guide/where-to-get-help#housing-counselor", "guide/where-to-get-help#legal-aid"


def _long_ago(turn: Turn) -> bool:
    """Whether the suit was filed so long ago that the time to answer is over."""
    filed = turn.facts.suit_filed
    return filed is not None and (turn.today - filed).days > TIME_TO_ANSWER


def say_left_lying(draft: Draft) -> None:
    """What comes of leaving letters and court papers unanswered."""
    draft.used("search_corpus")
    say_passage(draft, Hit(draft.library.passage(LEFT_LYING), 0.0), WORDS, WORDS)


def _is_barred(turn: Turn) -> bool:
    """Whether the answer is that nothing may be collected, which may sound as if papers could be left lying."""
    return turn.assessment is not None and turn.assessment.outcome == "barred"


def urgent_help(draft: Draft, turn: Turn) -> None:
    """One paragraph on what to do now, before the answer itself; nothing where nothing presses."""
    intents = turn.question.intents
    if turn.terse:
        return
    if "urgent_sale" in intents or (turn.question.days_read and is_ahead(turn)):
        draft.say(
            "**First, today: call a free HUD-approved housing counselor at 888-995-4673 and ask whether the sale can still "
            "be postponed.**",
            COUNSELOR,
        )
        draft.add(
            "Ask your local legal aid office too, and whether bankruptcy or an unfinished application for help would stop "
            "it; lawhelp.org lists the offices.",
            AID,
        )
    elif "summons" in intents and not _long_ago(turn) and not turn.judged:
        draft.say(
            "**First: answer the court papers in time. The date is on the summons, and silence can mean losing by "
            "default.**",
            "guide/answering-a-lawsuit#deadline",
        )
        draft.add("Legal aid can help you answer, often for free; lawhelp.org lists the offices.", AID)
    elif "garnishment_notice" in intents:
        draft.say(
            "**First: the notice says how to claim exempt money and by when.**",
            "guide/collection-after-judgment#protected-money",
        )
        draft.add(
            "Ask legal aid (lawhelp.org lists the offices) or a consumer lawyer to help you file that claim.", AID
        )
    elif "leave_unanswered" in intents and _is_barred(turn) and not turn.question.stands_for:
        draft.say(
            "**Do not leave letters or court papers unanswered, even where the law is on your side.** Silence can end in a default "
            "judgment, and then the chance to argue the deadline or your state's protection is lost.",
            LEFT_LYING,
        )
        draft.add(
            "Answer court papers with the court and collection notices with the sender, each by its own date.",
            LEFT_LYING,
        )
