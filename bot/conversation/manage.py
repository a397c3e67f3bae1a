"""Acts on the case itself: what is known, taken back, cleared, adopted, still needed."""

from dataclasses import replace

from bot.answer.asking import QUESTIONS, next_question, question_for
from bot.answer.assessed import assessed, deciding_passage, main_deadline
from bot.answer.crisis import CRISIS
from bot.answer.draft import Draft
from bot.answer.federal import answer_federal_bar, ended_by_federal_law
from bot.answer.guarantors import guarantees
from bot.answer.headline import headline
from bot.answer.model import Answer
from bot.answer.places import state_name
from bot.answer.prose import capital, listed
from bot.answer.rule import start, told_of
from bot.answer.turn import Turn
from bot.answer.urgent import COUNSELOR
from bot.conversation.merge import Merged
from bot.conversation.sheet import CaseSheet, Entry
from bot.conversation.words import label, told_words, value_of
from bot.law.facts import FACTS


def another_case(draft: Draft, sheet: CaseSheet) -> None:
    """That a turn opened a case of its own, which nobody's name told."""
    kept = list(sheet.aside.values())[-1:]
    if sheet.whose == f"case {sheet.turn}" and kept and (place := kept[0].get("state")):
        draft.say(
            f"I count this as another case; the one in {state_name(place.value)} is kept as it was.", kind="reading"
        )


def recall(draft: Draft, sheet: CaseSheet, turn: Turn) -> None:
    """Everything that is known of the case, how it was read, and from which message."""
    known = [entry for entry in sheet.entries.values() if entry.known and not entry.half_told]
    others = [entry for entry in sheet.entries.values() if not entry.known]
    if not known and not others:
        draft.say(
            "**Nothing yet: you have told me no fact of a case.** The state and what happened are enough to begin.",
            kind="help",
        )
        return
    if known:
        draft.say("**This is what I know of your case, only from what you told me:**", kind="reading")
    for entry in sorted(known, key=lambda e: (e.kind != "place", e.kind != "amount", e.turn)):
        draft.point(_told(entry, turn), kind="reading")
    for name, status in (("unknown", "You do not know"), ("withdrawn", "Taken back")):
        if named := [label(entry.name) for entry in others if entry.status == name]:
            draft.say(f"{status}: {listed(named)}.", kind="reading")
    for entry in sheet.supposed.values():
        draft.say(f"Only supposed: {told_words(entry, turn.record)}.", kind="reading")
    draft.say(
        'You can correct anything ("no, it sold for…"), take it back ("forget the fees"), or start over.', kind="help"
    )


def _told(entry: Entry, turn: Turn) -> str:
    how = f", {entry.how}" if entry.how not in ("", "as written") else ""
    doubt = f"; earlier you told {value_of(entry.disputed, turn.record)}" if entry.disputed else ""
    return f"{capital(told_words(entry, turn.record))} (message {entry.turn}{how}{doubt})"


def reset(draft: Draft) -> None:
    """The case is empty again."""
    draft.say("**Done: I have cleared your case and start from nothing.**", kind="help")
    draft.say("Tell me the state and what happened, in your own words.", kind="help")


def take_back(draft: Draft, merged: Merged) -> bool:
    """Say what was taken back; returns whether anything was."""
    if merged.undone:
        draft.say("Your case is again as you told it.", kind="reading")
        return True
    if not merged.withdrawn:
        draft.say("**There is nothing like that in your case, so nothing changes.**", kind="reading")
        draft.say('Ask "what do you know about me" to see what I have.', kind="help")
        return False
    named = [
        f"{label(entry.name)} ({value_of(entry)})" if entry.kind == "amount" else label(entry.name)
        for entry in merged.withdrawn
    ]
    draft.say(f"Left out: {listed(named)}.", kind="reading")
    return True


def adopted(draft: Draft, merged: Merged, turn: Turn) -> None:
    """Say what is the case now."""
    entries = [merged.sheet.entries[name] for name in merged.adopted]
    draft.say(f"Your case now: {listed([told_words(entry, turn.record) for entry in entries])}.", kind="reading")


def as_things_stand(draft: Draft, turn: Turn) -> None:
    """Instead of sending somebody away: what was not understood is said, and how the case stands."""
    draft.segments.clear()
    draft.citations.clear()
    draft.declined, draft.reason = False, None
    draft.act = "unclear"
    if turn.assessment is None:
        draft.say("**I am not sure what you are asking.**", kind="help")
        draft.say(
            "Ask me, for example, whether the lender can still collect, how much at most, until when, or what to do now.",
            kind="help",
        )
        draft.ask_for("state", "Which state is the house in?")
        return
    draft.say("**I am not sure what you are asking.** As things stand:", kind="help")
    if answer_federal_bar(draft, turn):
        return
    stands, reason = _stands(draft, turn)
    draft.add(stands, reason)
    draft.say('You can ask "why", "until when", "what if it had sold for more", or "what do I do now".', kind="help")
    next_question(draft, turn)


def _stands(draft: Draft, turn: Turn) -> tuple[str, str]:
    """The headline, where no question was asked that a "Yes" could answer, and its passage; fills in the data of the answer."""
    record, found = assessed(turn)
    start(draft, turn)
    told = told_of(draft, capital(headline(turn, record, found).removeprefix("Yes: ")))
    return told, deciding_passage(record, found.first)


def steady(draft: Draft, turn: Turn) -> None:
    """After the human sentence: one thing to do, and how the case stands, where it is known."""
    draft.say(
        "**You can talk this through with a free HUD-approved housing counselor at 888-995-4673.** Keep every paper, and "
        "take one thing at a time.",
        COUNSELOR,
        kind="help",
    )
    draft.add(
        "If it ever gets too heavy, someone answers at **988** at any hour, by call or text.", CRISIS, kind="help"
    )
    if turn.assessment is None:
        draft.ask_for("state", "Which state is the house in? Then I can say what can happen, one step at a time.")
        return
    if answer_federal_bar(draft, turn):
        return
    stands, reason = _stands(draft, turn)
    draft.say(f"As things stand: {stands}", reason)
    next_question(draft, turn)


def unread(draft: Draft) -> None:
    """A what-if in which no fact of a case was found."""
    draft.say("**I could not tell what that would change in your case.**", kind="help")
    draft.say(
        "I can suppose another price, value, debt, day or state, another kind of loan, or another way the house was sold. "
        "For example: what if it was a refinance?",
        kind="help",
    )


def nothing_supposed(draft: Draft) -> None:
    """There is no what-if to adopt."""
    draft.say("**There is nothing supposed that I could use: I already count what you told me.**", kind="reading")
    draft.say('Ask "what if" first, for example: what if it had sold for more?', kind="help")


def acknowledge(draft: Draft, sheet: CaseSheet) -> None:
    """A nod: nothing to answer, and the case is kept."""
    if sheet.entries:
        draft.say("All right. I keep your case; ask whenever something else comes up.", kind="help")
    else:
        draft.say(
            "All right. Tell me the state and what happened, in your own words, whenever you are ready.", kind="help"
        )


def noted(draft: Draft, turn: Turn, last: Answer) -> bool:
    """A fact that changes nothing gets one line and not the whole answer again; returns whether that is the case."""
    record, found = assessed(turn)
    main = main_deadline(found)
    same_day = (main.last_day if main else None) == (last.deadline.date if last.deadline else None)
    same = (last.state, last.outcome, last.amount) == (
        record.code,
        found.outcome,
        found.amount if turn.numeric else None,
    )
    plain, before = found.first.recoverable.plain, next(iter(last.figures), None)
    of_another_loan = plain is not None and before is not None and plain.name != before.name
    if (
        of_another_loan
        or ended_by_federal_law(turn)
        or not (same and same_day)
        or found.outcome == "depends"
        or set(found.asks) - set(last.asks)
    ):
        return False
    if guarantees(turn.question.text):
        return False  # a borrower's protection may not be the guarantor's
    start(draft, turn)
    told = told_of(draft, headline(turn, record, found))
    draft.say(f"**That does not change the answer. {told}**", deciding_passage(record, found.first))
    if read := turn.question.how_amounts_were_read():
        draft.add(read, kind="reading")
    next_question(draft, turn)
    return True


def needed(draft: Draft, turn: Turn) -> None:
    """What would make the answer sharper, the most useful first, with why."""
    wanted: list[tuple[str, str]] = []
    if turn.assessment is None or turn.record is None:
        wanted.append(("state", "Which state is the house in? Each state has its own rule."))
    else:
        wanted += [(fact, question_for(turn.record, fact)) for fact in turn.assessment.asks]
        missing = [
            name for p in turn.assessment.possibilities if p.outcome != "barred" for name in p.recoverable.missing
        ]
        wanted += [(name, QUESTIONS[name]) for name in dict.fromkeys(missing) if name in QUESTIONS]
        if turn.facts.sale_date is None and turn.assessment.outcome != "barred":
            wanted.append(("sale_date", f"{FACTS['sale_date'].question} The last day is counted from it."))
    if turn.record is None:
        wanted += [(n, QUESTIONS[n]) for n in ("debt", "sale_price") if getattr(turn.amounts, n) is None]
    wanted = [(name, text) for name, text in wanted if name not in draft.unknown][:4]
    if not wanted:
        draft.say("**Nothing more: what you told me decides it.**", kind="reading")
        return
    draft.say("**This would help, the most useful first:**", kind="reading")
    for name, text in wanted:
        draft.ask(name)
        draft.point(text, kind="question")
    draft.asked = wanted[0][0]


def has_a_result(turn: Turn) -> bool:
    """Whether there is something to answer again after a fact was taken back."""
    return turn.assessment is not None or turn.plain is not None or bool(turn.question.parts)


def asked_again(turn: Turn) -> Turn:
    """The turn as the question that was asked before, now that the case has changed; its own question where it has one."""
    if turn.question.parts:
        return turn
    asked = {"text": "may the lender collect the rest", "intents": ("rule",), "topics": ()}
    return replace(turn, question=turn.question.model_copy(update=asked))
