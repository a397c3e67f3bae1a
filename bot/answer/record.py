"""Answers from one section of a state's record: redemption, limitation period, way of foreclosing, value, deadline."""

import re

from bot.answer.asking import next_question
from bot.answer.assessed import borrowers_deadline, main_deadline
from bot.answer.deadline import add_notes, deadline_told
from bot.answer.deadline_asked import MINE, TO_SUE, named_deadline
from bot.answer.draft import Draft
from bot.answer.limitation import years_on_the_note
from bot.answer.prose import clause, uncapital
from bot.answer.redemption import answer_redemption, asks_only_to_redeem
from bot.answer.rule import add_rule, answer_rule, start
from bot.answer.rule_words import CALENDAR, MAY_MOVE, deadline_words
from bot.answer.section_words import CITES
from bot.answer.subjects import subjects_asked, subjects_in
from bot.answer.turn import Turn, tells_of_a_sale
from bot.law.assess import Assessment
from bot.law.deadlines import DeadlineResult
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id, state_id

# how long somebody may still live there
_STAYS = re.compile(
    r"\b(?:can|could|may|do|will) (?:i|we|she|he|they) (?:still |keep |get to )?(?:stay|live|living|remain|staying)\b"
    r"|\b(?:have to|must|need to|till|until|before) (?:i |we |she |he )?(?:(?:have to|must|need to) )?(?:move|leave|be out|get out|vacate)\b",
    re.IGNORECASE,
)
# the owner's own step, asked about as something to do rather than by its time
_MY_APPRAISAL = re.compile(
    r"\b(?:can|could|may|should|do) (?:i|we) (?:still |even |just )?(?:ask for|demand|request|petition for|get|have|order|force|file for)\b"
    r"[^.?!]{0,25}\bapprais\w+",
    re.IGNORECASE,
)
# whether the owner's own step is too late, unless it is one that another section tells of
_MY_TIME_RUN = re.compile(
    r"\b(?:did|have|had|has) (?:i|we|she|he|my client) (?:already |just |now )?(?:miss(?:ed)?|blown?|lost) "
    r"(?:the|my|our|her|his|their|that) (?:[\w-]+ ){0,3}?(?:date|deadline|window|day|time|chance|cut-?off)\b"
    r"|\b(?:am i|are we|is it) (?:already |now )?too late (?:for (?:me|us) )?to (?:ask|petition|request|apply|demand)\b",
    re.IGNORECASE,
)
_OTHER_STEP = re.compile(
    r"\b(?:redeem\w*|redemption|buy (?:it|the (?:house|home)) back|answer\w*|respon\w+|appeal\w*|bankrupt\w*|chapter|modif\w+|reinstat\w*|"
    r"surplus|cure|catch up|tax(?:es)?|forbear\w*|mediat\w*|loss mit\w*|postpone\w*|stop)\b",
    re.IGNORECASE,
)
_NOT_IN_TIME = re.compile(
    r"\b(?:if|when|say|suppose) (?:they|the (?:bank|lender)|nobody|no one|i|we) (?:\w+ )?(?:do ?n'?t|does ?n'?t|never|fails? to|miss(?:es)?|did ?n'?t|do not|does not)\b"
    r"[^.?!]{0,30}\b(?:by then|in time|deadline|on time|before then|within that)\b"
    r"|\b(?:if|when|say|suppose)\b[^.?!]{0,20}\b(?:days|months|years?|deadline|time|date|day) (?:go(?:es)? by|pass(?:es)?|run(?:s)? out|come(?:s)? and goes?|is over|are over|is up|are up)\b"
    r"[^.?!]{0,30}\b(?:nothing|no (?:motion|suit|lawsuit|petition|paper)|never|without|not|n't)\b",
    re.IGNORECASE,
)
_OF_THE_REST = re.compile(
    r"\b(?:ow(?:e|es|ed|ing)|deficienc\w*|sued?|suing|come after|collect\w*|shortfall|balance|liable|on the hook)\b",
    re.IGNORECASE,
)
SECTIONS = ("redemption", "limitations", "process", "fair_value", "deadline")


_ITS_TIME = re.compile(
    r"\bredemption\b[^.?!]{0,20}\bhow (?:long|many|much time)\b|\bhow (?:long|many \w+|much time)\b[^.?!]{0,30}\b(?:redeem|redemption)\b"
    r"|\b(?:redeem|redemption) (?:period|time|window|right) (?:if|when|where|after) (?:the )?(?:lender|bank|mortgagee|they|it|deficiency)\b"
    r"|\bhow (?:long|many \w+) (?:do|will|would|did) (?:i|we|she|he|they) (?:get|have)\b[^.?!]{0,60}\b(?:two.thirds|one.third|a third|of what (?:i|we) (?:borrowed|owed)|original (?:loan|debt|principal))\b",
    re.IGNORECASE,
)


def asks_to_stay(text: str) -> bool:
    """Whether the time that is asked for is that of living in the home, and none of the lender's.

    >>> asks_to_stay("ohio sheriff sale was yesterday. how long can i stay"), asks_to_stay("how long do they have to sue")
    (True, False)
    """
    return _STAYS.search(text) is not None and TO_SUE.search(text) is None


def answer_record(draft: Draft, turn: Turn) -> bool:
    """Answer from the section that is asked for; returns False where the rule as a whole is asked for."""
    record, found, intents = turn.record, turn.assessment, turn.question.intents
    if record is None or found is None:
        return False
    if asks_only_to_redeem(turn, record):
        return answer_redemption(draft, turn, record)
    # "it sold for 70 thousand; how long do we have to buy it back"
    if _asks_for_a_sum(turn) and ("redemption" not in intents or {"amount", "rule"} & {*intents}):
        return False
    if _NOT_IN_TIME.search(turn.question.text) and _if_missed(draft, turn, record, found):
        return True
    wanted = next((name for name in SECTIONS if name in intents), None)
    text = turn.question.text
    if "redemption" in subjects_in(text) and (_ITS_TIME.search(text) or not _OF_THE_REST.search(text)):
        return answer_redemption(
            draft, turn, record
        )  # "could he still pay it all off and stay" also sounds like "do I owe"
    # "can they still sue me, and how long do they have" asks for the rule; the deadline is part of it
    if wanted is None or (wanted != "deadline" and "rule" in intents and wanted not in ("redemption", "limitations")):
        return False
    if wanted == "deadline":
        # "how many days' notice": the section that it speaks of comes first, if it fits
        elsewhere = subjects_in(text) and "rule" not in intents and not TO_SUE.search(text)
        return not elsewhere and _deadline(draft, turn, record)
    if wanted == "redemption":
        return answer_redemption(draft, turn, record)
    if wanted == "limitations" and found.first.lapsed is not None:
        return False  # whether a claim is too old is answered by the time of the case, which is over
    named = {subject.name for subject in subjects_asked(turn.question.text)}
    if named if wanted != "limitations" else "foreclosing_late" in named:
        return False  # the sections that are named are told, and the nearest sentences of each
    draft.used("assess_state_rule")
    draft.state = record.code
    section = state_id(record.code, wanted.replace("_", "-"))
    if wanted == "limitations":
        time = years_on_the_note(record, turn.facts, found) or "it depends on the kind of note"
        draft.say(
            f"**In {record.place} the general limit for a suit on the note is {time} ({record.limitations.cite}).**",
            section,
        )
        if record.limitations.note:
            draft.say(record.limitations.note, section)
        if (main := main_deadline(found)) and main.rule.actor == "lender":
            draft.say(
                f"After a foreclosure a shorter time counts: {uncapital(deadline_words(main, turn.today, turn.rough))}",
                deadline_id(record.code, main.rule.id),
            )
    else:
        passage = draft.library.passage(section)
        draft.say(passage.text, section)
    if wanted == "limitations" or tells_of_a_sale(turn.question):
        add_rule(draft, turn)
    return True


def answer_own_step(draft: Draft, turn: Turn) -> bool:
    """The owner's time for a step of their own, where the state gives one and the question is whether it can still be taken."""
    if turn.record is None or turn.assessment is None:
        return False
    text, found = turn.question.text, borrowers_deadline(turn.assessment)
    if found is None:
        return False
    run = _MY_TIME_RUN.search(text) and not _OTHER_STEP.search(text)
    if not run and not ("apprais" in found.rule.act and _MY_APPRAISAL.search(text)):
        return False
    if turn.numeric:
        answer_rule(draft, turn, found)
    else:
        say_deadline(draft, turn, turn.record, found)
    return True


def say_main_deadline(draft: Draft, turn: Turn) -> bool:
    """The deadline of the case; returns False where there is none to tell."""
    return turn.record is not None and _deadline(draft, turn, turn.record)


def _asks_for_a_sum(turn: Turn) -> bool:
    """Whether this turn tells or asks for a sum, so that the rule and the number answer it."""
    return (turn.numeric and bool(turn.question.amounts)) or "amount" in turn.question.intents


def _if_missed(draft: Draft, turn: Turn, record: Record, found: Assessment) -> bool:
    """What follows where the deadline passes unused."""
    main = main_deadline(found)
    if main is None or not main.rule.if_missed:
        return False
    start(draft, turn)
    draft.say(f"**Then {clause(main.rule.if_missed)}.**", deadline_id(record.code, main.rule.id))
    draft.say(deadline_words(main, turn.today, turn.rough), deadline_id(record.code, main.rule.id))
    return True


def _deadline(draft: Draft, turn: Turn, record: Record) -> bool:
    found, text = turn.assessment, turn.question.text
    if found is None or found.outcome == "barred" or asks_to_stay(text):
        return False
    mine = MINE.search(text) and borrowers_deadline(found)
    main = named_deadline(turn) or mine or main_deadline(found)
    if main is None:
        start(draft, turn)
        years = years_on_the_note(record, turn.facts, found) or "set by the kind of note"
        draft.say(
            f"**{record.name} has no special deadline after the sale that was found; the general limit for a suit on the note "
            f"is {years} ({record.limitations.cite}).**",
            state_id(record.code, "limitations"),
        )
        if act := next((d for d in found.first.deadlines if d.rule.period is None and d.rule.actor == "lender"), None):
            draft.say(deadline_words(act, turn.today, turn.rough), deadline_id(record.code, act.rule.id))
        draft.say(found.first.case.effect, rule_id(record.code, found.first.case.id))
        next_question(draft, turn)
        return True
    say_deadline(draft, turn, record, main)
    return True


def say_deadline(draft: Draft, turn: Turn, record: Record, main: DeadlineResult) -> None:
    """One deadline of the case first, then the rule that it belongs to."""
    found = turn.assessment
    assert found is not None
    start(draft, turn, main)
    words = deadline_told(turn, main)
    if "cite" in turn.question.intents or CITES.search(turn.question.text):
        draft.say(f"**{main.rule.cite}.**", deadline_id(record.code, main.rule.id))
    # where the state comes from an earlier turn, the answer says which one it speaks of
    where = "" if turn.question.state else f"In {record.place}: "
    draft.say(f"**{where}{uncapital(words) if where else words}**", deadline_id(record.code, main.rule.id))
    add_notes(draft, record, main)
    if main.last_day and main.last_day >= turn.today and main.status != "met":
        draft.add(MAY_MOVE, CALENDAR)
    told = {main.rule.id}
    for p in found.possibilities[:3]:
        other = next((d for d in p.deadlines if d.rule.id != main.rule.id and d.rule.period and d.rule.bars), None)
        if other and other.rule.id not in told:
            told.add(other.rule.id)
            draft.say(deadline_words(other, turn.today, turn.rough), deadline_id(record.code, other.rule.id))
    draft.say(f"{found.first.case.effect}", rule_id(record.code, found.first.case.id))
    next_question(draft, turn)
