"""Acts on the answer before: why, where it says so, how the number came about; simpler, shorter, more, once again."""

import re
from decimal import Decimal

from bot.answer.assessed import assessed, deciding_passage, main_deadline
from bot.answer.draft import Draft
from bot.answer.model import Answer, Segment
from bot.answer.prose import capital, clause, first_sentence
from bot.answer.rule import possibilities
from bot.answer.rule_words import deadline_words, value_words
from bot.answer.shortfall import FORMULA, STATES_DIFFER
from bot.answer.turn import Turn
from bot.answer.would_change import what_would_change
from bot.calculator.deadlines import in_words
from bot.calculator.figure import Figure, dollars
from bot.conversation.merge import LOOKS_BACK
from bot.conversation.sheet import CaseSheet, Entry
from bot.conversation.words import label
from bot.law.assess import Assessment
from bot.law.deadlines import DeadlineResult
from bot.law.facts import FACTS
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id, state_id
from bot.retrieval.search import Index
from bot.retrieval.sentences import sentences

MOST_SOURCES, MOST_TERMS, MORE_WORDS = 4, 3, 80
_STATUTE = re.compile(r"\b(?:laws?|statutes?|codes?|sections?|cites?)\b", re.IGNORECASE)
OF_THE_RULE = frozenset({"deficiency", "surplus", "capped_deficiency", "balance"})
_ASKS_BACK = re.compile(r"\b(?:you|u) (?:\w+ )?(?:ask|need|want|care)\w*\b|\bmatter", re.IGNORECASE)
PLAINLY = {
    "barred": "The lender cannot make you pay the rest",
    "limited": "The lender can go to court for part of the rest, but the law sets a limit",
    "allowed": "The lender can go to court and ask you to pay the rest",
    "discretionary": "A judge decides whether you must pay any of the rest",
    "depends": "It can come out in more than one way",
}


def carry(draft: Draft, last: Answer) -> None:
    """The data of the answer that is spoken of: it is still the answer."""
    draft.state, draft.outcome, draft.amount, draft.deadline = last.state, last.outcome, last.amount, last.deadline
    draft.figures = list(last.figures)
    draft.tools = list(last.tools)
    draft.asks = [fact for fact in last.asks if fact not in draft.unknown]


def _cited(last: Answer, segment: Segment) -> tuple[str, ...]:
    """The passages behind a segment of the answer before."""
    return tuple(c.passage for c in last.citations if c.n in segment.citations)


def _state_in(last: Answer, passage_id: str) -> str | None:
    """The state that the answer before cited a passage for, where it spoke of several."""
    number = next((c.n for c in last.citations if c.passage == passage_id), None)
    return next((s.state for s in last.segments if number in s.citations and s.state), None)


def _sources(last: Answer) -> list[str]:
    return [citation.passage for citation in last.citations]


def why(draft: Draft, turn: Turn, last: Answer, sheet: CaseSheet, index: Index) -> None:
    """The rule behind the answer, and which facts of the case brought it about."""
    carry(draft, last)
    if last.outcome is None or turn.assessment is None or turn.record is None:
        if last.declined:
            draft.say(
                f"**I declined that ({last.reason}), because I answer only what my reviewed sources on home loans after a "
                "foreclosure bear out.**",
                kind="help",
            )
            return
        if "state" in last.asks:
            draft.say("**Because each state has its own rule, and they differ in what decides.**", STATES_DIFFER)
            return
        more(draft, turn, last, index)
        return
    record, found = assessed(turn)
    p = found.first
    if _ASKS_BACK.search(turn.question.text) and last.asked in FACTS:
        draft.say(f"**Because {FACTS[last.asked].why}.**", rule_id(record.code, p.case.id))
        if found.outcome == "depends":
            possibilities(draft, turn, record, found)
        return
    if p.lapsed is not None:
        passage = deadline_id(record.code, p.lapsed.rule.id)
        draft.say(f"**Because the lender's time has run ({p.lapsed.rule.cite}).**", passage)
        draft.say(deadline_words(p.lapsed, turn.today, turn.rough), passage)
    elif found.outcome == "depends":
        draft.say(f"**Because {record.name} law treats these cases differently:**", rule_id(record.code, p.case.id))
        possibilities(draft, turn, record, found)
    else:
        passage = rule_id(record.code, p.case.id)
        draft.say(f"**Because of the {record.name} rule, {p.case.cite}.**", passage)
        draft.say(p.case.effect, passage)
    if reasons := _reasons(record, found, sheet):
        draft.say(f"It applies to you because {'; '.join(reasons)}.", kind="reading")
    elif found.outcome != "depends":
        what_would_change(draft, record, found)


def _reasons(record: Record, found: Assessment, sheet: CaseSheet) -> list[str]:
    """The conditions of the rule that were met: told, with the message, or taken as usual."""
    reasons = []
    for fact in found.first.case.when:
        entry = sheet.known(fact)
        if entry is not None and entry.kind == "fact":
            reasons.append(f"{clause(value_words(record, fact, entry.value))}, as you told me in message {entry.turn}")
        elif fact in found.taken and entry is None:
            reasons.append(f"{clause(value_words(record, fact, found.taken[fact]))}, taken as usual")
    return reasons[:4]


def source(draft: Draft, turn: Turn, last: Answer) -> None:
    """Each source with the sentence it rests on and the day it was checked; after an aside, the case's own rule."""
    of_a_state = any(citation.passage.startswith("states/") for citation in last.citations)
    if last.outcome is None and not of_a_state and turn.assessment is not None and _STATUTE.search(turn.question.text):
        record, found = assessed(turn)
        passage = rule_id(record.code, found.first.case.id)
        draft.say(f"**The rule of your case is {found.first.case.cite}.**", passage)
        draft.say(found.first.case.effect, passage)
        return
    carry(draft, last)
    if not last.citations:
        draft.say("My last answer rested on no source: it stated no rule.", kind="help")
        return
    first = last.citations[0]
    draft.say(f"**It says so in {first.cite}.**", first.passage, state=_state_in(last, first.passage))
    for citation in last.citations[:MOST_SOURCES]:
        day = in_words(citation.checked)
        words = f"{citation.cite}, checked on {day}: {first_sentence(citation.quote)}"
        draft.point(words, citation.passage, state=_state_in(last, citation.passage))
    if any(citation.confidence != "high" for citation in last.citations[:MOST_SOURCES]):
        draft.say(
            "Not all of these are equally sure; open the source and compare it with the statute before you rely on it.",
            kind="help",
        )


def derivation(draft: Draft, turn: Turn, last: Answer, sheet: CaseSheet) -> None:
    """The number of the answer, step by step, each amount with where it comes from."""
    carry(draft, last)
    figure = _main_figure(last)
    if figure is None:
        draft.say(
            "**My last answer worked out no number.** Tell me what was owed and what the house sold for, and I will.",
            kind="help",
        )
        return
    passage = _rule_passage(turn, figure)
    if turn.assessment is not None and turn.assessment.outcome == "barred" and last.amount == 0 and figure.amount != 0:
        draft.say(
            f"**$0, because the rule leaves nothing to collect; the gap itself is {dollars(figure.amount)}.**",
            passage,
            kind="arithmetic",
        )
    else:
        draft.say(f"**{dollars(figure.amount)}: {figure.formula}.**", passage, kind="arithmetic")
    for step in figure.steps:
        origin = _origin(step.amount, sheet)
        how = f" ({step.expression})" if step.expression else ""
        amount = f"− {dollars(-step.amount)}" if step.amount < 0 else dollars(step.amount)
        draft.point(f"{step.label}: {amount}{how}{origin}", kind="arithmetic")
    if turn.record is not None and turn.assessment is not None and last.outcome is not None:
        p = turn.assessment.first
        draft.say(f"The rule: {first_sentence(p.case.effect)}", rule_id(turn.record.code, p.case.id))


def _main_figure(last: Answer) -> Figure | None:
    """The figure that is the headline, else the last that was worked out."""
    own = [f for f in last.figures if f.name != "difference"]
    return next((f for f in own if f.amount == last.amount), own[0] if own else None)


def _rule_passage(turn: Turn, figure: Figure) -> str:
    if turn.record is not None and turn.assessment is not None and figure.name in OF_THE_RULE:
        return rule_id(turn.record.code, turn.assessment.first.case.id)
    return figure.source if figure.source.startswith(("guide/", "federal/")) else FORMULA


def _origin(amount: Decimal, sheet: CaseSheet) -> str:
    entry = next((e for e in _entries(sheet) if e.kind == "amount" and Decimal(e.value) == abs(amount)), None)
    if entry is None:
        return ""
    supposed = entry.name in sheet.supposed and sheet.supposed[entry.name] == entry
    return f", {label(entry.name)} as you {'supposed' if supposed else 'told'} it in message {entry.turn}"


def _entries(sheet: CaseSheet) -> list[Entry]:
    return [*sheet.supposed.values(), *(entry for entry in sheet.entries.values() if entry.known)]


def simpler(draft: Draft, turn: Turn, last: Answer, index: Index) -> None:
    """The same in plain words, and what the legal words of the answer mean."""
    carry(draft, last)
    if turn.assessment is not None and last.outcome is not None:
        record, found = assessed(turn)
        p = found.first
        passage = deciding_passage(record, p)
        most = f", at most {dollars(last.amount)}" if last.amount and last.outcome not in ("barred", "depends") else ""
        late = ", because it waited too long" if p.lapsed else ""
        draft.say(f"**{PLAINLY[last.outcome]}{late}{most}.**", passage)
        if found.outcome == "depends":
            possibilities(draft, turn, record, found)
        elif (main := main_deadline(found)) and not p.lapsed and main.rule.period:
            draft.say(_time_left(main), deadline_id(record.code, main.rule.id))
    elif last.segments:
        for segment in last.segments[:2]:
            draft.say(segment.text.replace("**", ""), *_cited(last, segment), kind=segment.kind)
    terms = [t for t in index.glossary.found(last.text) if f"glossary#{t.id}" in index][:MOST_TERMS]
    for term in terms:
        draft.point(f"**{capital(term.term)}**: {first_sentence(term.plain)}", f"glossary#{term.id}")
    if not draft.segments:
        draft.say(
            "There is nothing to explain yet. Tell me the state and what happened, in your own words.", kind="help"
        )


def shorter(draft: Draft, turn: Turn, last: Answer) -> None:
    """The first sentence, and until when."""
    carry(draft, last)
    said = [s for s in last.segments if s.kind in ("claim", "arithmetic", "help") and s.place != "row"]
    lead = next((s for s in said if s.text.startswith("**")), next(iter(said), None))  # not which of two values counts
    if lead is None:
        draft.say("There is nothing to shorten yet.", kind="help")
        return
    draft.say(f"**{first_sentence(lead.text.replace('**', ''))}**", *_cited(last, lead), kind=lead.kind)
    if turn.assessment is None or turn.record is None or last.outcome in (None, "barred"):
        return
    main = main_deadline(turn.assessment)
    told = main is not None and main.last_day is not None and in_words(main.last_day) in draft.segments[0].text
    if main is not None and main.rule.period is not None and not told:
        draft.add(_time_left(main), deadline_id(turn.record.code, main.rule.id))


def _time_left(main: DeadlineResult) -> str:
    """Who has how long, in a few words."""
    who = "The lender has" if main.rule.actor == "lender" else "You have"
    period = main.rule.period.words() if main.rule.period else "a short time"
    return f"{who} {period} to act{f', until {in_words(main.last_day)}' if main.last_day else ''}."


def repeat(draft: Draft, last: Answer) -> None:
    """The answer once more, word for word."""
    carry(draft, last)
    for segment in last.segments:
        if segment.kind != "question":
            draft.quote(segment, *_cited(last, segment))


def more(draft: Draft, turn: Turn, last: Answer, index: Index) -> None:
    """What the sources say beyond the answer: exceptions and steps of the rule, or the rest of the passages."""
    carry(draft, last)
    said = " ".join(segment.text for segment in last.segments)
    if turn.assessment is not None and turn.record is not None and last.outcome is not None:
        _more_of_the_rule(draft, turn.record, turn.assessment, said)
    # of a rule the exceptions and steps are told above; its passage repeats its conditions
    for passage_id in (source for source in _sources(last) if "#rule-" not in source and "#deadline-" not in source):
        words = sum(len(segment.text.split()) for segment in draft.segments)
        for sentence in sentences(" ".join(index.passage(passage_id).text.split())):
            if sentence not in said and words < MORE_WORDS and not sentence.startswith(("- ", "* ")):
                (draft.add if words else draft.say)(sentence, passage_id, state=_state_in(last, passage_id))
                words += len(sentence.split())
                said += sentence
    if not draft.segments:
        draft.say(
            "That is all my sources say about it. Ask about one part of it, and I will look that up.", kind="help"
        )


def _more_of_the_rule(draft: Draft, record: Record, found: Assessment, said: str) -> None:
    case = found.first.case
    for exception in case.exceptions[:2]:
        if exception not in said:
            draft.point(exception, rule_id(record.code, case.id))
    if record.procedure is not None and record.procedure.text not in said:
        draft.say(first_sentence(record.procedure.text), state_id(record.code, "procedure"))
    if record.protections and record.protections[0].text not in said:
        draft.say(first_sentence(record.protections[0].text), state_id(record.code, "protection-1"))


ACTS = frozenset(move.value for move in LOOKS_BACK)


def look_back(act: str, draft: Draft, turn: Turn, last: Answer, sheet: CaseSheet, index: Index) -> None:
    """Carry out one of ACTS on the answer before. sheet: the case as that answer took it, suppositions included."""
    if act == "why":
        why(draft, turn, last, sheet, index)
    elif act == "source":
        source(draft, turn, last)
    elif act == "derivation":
        derivation(draft, turn, last, sheet)
    elif act == "simpler":
        simpler(draft, turn, last, index)
    elif act == "shorter":
        shorter(draft, turn, last)
    elif act == "repeat":
        repeat(draft, last)
    else:
        more(draft, turn, last, index)
