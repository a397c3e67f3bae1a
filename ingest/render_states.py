"""A state's rule record as passages. The record is the only source: nothing is said here that it does not hold.

Every statement names its state, so that a sentence that is quoted alone cannot be taken for another state's rule.
"""

from collections.abc import Sequence

from bot.law.conditions import holds
from bot.law.facts import FACTS
from bot.law.record import Record
from bot.law.record_parts import Cap, Cited, LawDeadline, RuleCase
from bot.retrieval.passage import Passage, SourceLink, deadline_id, rule_id, state_id
from bot.topics import Topic
from ingest import asks_states
from ingest.condition_words import conditions, label

OUTCOMES = {
    "barred": "the lender cannot collect a deficiency",
    "limited": "the lender can collect a deficiency only up to a limit",
    "allowed": "the lender can seek the whole deficiency",
    "discretionary": "the court decides whether there is a deficiency, and how much",
}
CAPS = {
    "greater_of_value_and_price": "the debt less the market value or the sale price, whichever is higher",
    "value_only": "the debt less the market value",
    "percent_of_appraisal": "the debt less the sale price or {percent} percent of the appraisal, whichever is higher",
    "half_of_gap": "the debt less the sale price and less {percent} percent of the gap between appraisal and price",
    "adequacy_review": "what is left after a sale price that the court finds adequate",
    "waste_only": "the value that was lost through waste",
    "claim_price": "what the buyer of the debt paid for it",
}
APPLIES = {
    "automatic": "",
    "on_request": "; the borrower has to ask for it in time",
    "discretionary": "; the court may apply it, and does not have to",
}
VALUE = {
    "yes": "the home's market value counts against the debt",
    "no": "the home's market value does not reduce what the lender may claim",
    "on_request": "the home's market value counts if it is asked for in time",
    "discretionary": "the court may count the home's market value",
}
REDEMPTION = {
    "yes": "there is a right to get the home back after the sale",
    "no": "there is no right to get the home back after the sale",
    "limited": "there is a limited right to get the home back after the sale",
}
PROCESSES = {
    "nonjudicial": "without a court (by a trustee's or power-of-sale auction)",
    "judicial": "through a court case",
    "strict": "by strict foreclosure, in which a court gives the lender the home without a sale",
}
AVAILABLE = {"usual": "is usual", "available": "is also possible", "rare": "is rare", "unavailable": "is not available"}
# words that may stand in lower case after "In Arizona, "
_STARTS = """
    a an the this that these those it its if when where while after before until unless once whether only no not
    none some most many each every any all both either neither one two for from with without by on in at under of to
    as because lists pages guides older web borrowers lenders lender court courts
"""
_PLAIN_STARTS = frozenset(_STARTS.split())


def in_state(name: str, text: str) -> str:
    """A statement that names its state, at its start where it does not name it already.

    >>> in_state("Arizona", "The lender may sue.")
    'In Arizona, the lender may sue.'
    >>> in_state("Arizona", "Mueller was overruled.")
    'In Arizona: Mueller was overruled.'
    """
    text = text.strip()
    first = text.split(". ")[0]
    if name.lower() in first.lower():
        return text
    word = text.split(" ", 1)[0]
    return f"{_in(name)}, {text[0].lower()}{text[1:]}" if word.lower() in _PLAIN_STARTS else f"{_in(name)}: {text}"


def render_state(record: Record) -> list[Passage]:
    """The passages of one record: overview, process, rules, value, deadlines, redemption and the rest."""
    name, asks = record.name, asks_states.for_record(record)
    lead = _usual_case(record)
    made = [
        _passage(record, "overview", Topic.OVERVIEW, f"{name}: do I still owe after a foreclosure?",
                 in_state(name, record.summary), [lead, *record.deficiency], asks["overview"]),
        _passage(record, "process", Topic.PROCESS, f"{name}: how homes are foreclosed",
                 _process(record), [record.procedure or lead], asks["process"]),
    ]  # fmt: skip
    for number, case in enumerate(record.deficiency):
        made.append(
            _passage(record, rule_id("", case.id).partition("#")[2], Topic.RULE,
                     f"{name} rule on deficiencies: {label(case.id)}", _rule(record, case, number > 0), [case],
                     asks_states.for_case(record, case))
        )  # fmt: skip
    made.append(
        _passage(record, "fair-value", Topic.FAIR_VALUE, f"{name}: does the home's market value count?",
                 _fair_value(record), [record.fair_value], asks["fair-value"])
    )  # fmt: skip
    for deadline in record.deadlines:
        made.append(
            _passage(record, deadline_id("", deadline.id).partition("#")[2], Topic.DEADLINE,
                     f"{name} deadline: {label(deadline.id)}", _deadline(record, deadline), [deadline],
                     asks_states.for_deadline(record, deadline))
        )  # fmt: skip
    made += [
        _passage(record, "redemption", Topic.REDEMPTION, f"{name}: getting the home back after the sale",
                 _redemption(record), [record.redemption], asks["redemption"]),
        _passage(record, "limitations", Topic.LIMITATIONS, f"{name}: how long a lender may sue on the note",
                 _limitations(record), [record.limitations], asks["limitations"]),
    ]  # fmt: skip
    if record.procedure:
        made.append(
            _passage(record, "procedure", Topic.PROCEDURE, f"{name}: what the lender has to do",
                     in_state(name, record.procedure.text), [record.procedure], asks["procedure"])
        )  # fmt: skip
    for number, protection in enumerate(record.protections, 1):
        made.append(
            _passage(record, f"protection-{number}", Topic.PROTECTIONS, f"{name}: what protects the borrower",
                     in_state(name, protection.text), [protection], asks["protections"])
        )  # fmt: skip
    if record.wages:
        made.append(
            _passage(record, "wages", Topic.GARNISHMENT, f"{name}: can your wages be taken?",
                     in_state(name, record.wages.text), [record.wages], asks_states.for_wages(record))
        )  # fmt: skip
    if record.conflicts or record.open_questions:
        every = Cited(cite=record.sources[0].cite, source=tuple(source.id for source in record.sources))
        made.append(
            _passage(record, "uncertain", Topic.OVERVIEW, f"{name}: where sources disagree and what is not certain",
                     _uncertain(record), [every], asks["uncertain"])
        )  # fmt: skip
    return made


def _passage(
    record: Record, section: str, topic: Topic, title: str, text: str, parts: Sequence[Cited], asks: tuple[str, ...]
) -> Passage:
    lead = SourceLink(cite=parts[0].cite, url=record.source_of(parts[0]).url)
    links = [lead]
    by_id = {source.id: source for source in record.sources}
    for part in parts:
        links += [SourceLink(cite=by_id[name].cite, url=by_id[name].url) for name in part.source]
    return Passage(
        id=state_id(record.code, section),
        kind="state",
        title=title,
        text=text,
        state=record.code,
        topic=topic,
        cite=lead.cite,
        url=lead.url,
        sources=tuple({(link.cite, link.url): link for link in links}.values()),
        asks=asks,
        checked=record.checked,
        confidence=record.confidence,
    )


def _usual_case(record: Record) -> RuleCase:
    """The case of an ordinary home foreclosure, as far as the usual facts tell."""
    usual = {name: spec.assumed for name, spec in FACTS.items()} | {"process": record.process.usual} | record.assume
    return next(case for case in record.deficiency if holds(case.when, usual) is not False)


def _process(record: Record) -> str:
    process, name = record.process, record.name
    others = [
        f"A foreclosure {PROCESSES[way]} {AVAILABLE[word]} in {_the(name)}."
        for way in ("nonjudicial", "judicial", "strict")
        if way != process.usual and ((word := getattr(process, way)) != "unavailable" or way != "strict")
    ]
    text = f"{_in(name)}, homes are usually foreclosed {PROCESSES[process.usual]}. {' '.join(others)} "
    text += f"The usual security paper in {_the(name)} is a {process.instrument.replace('_', ' ')}."
    return text + (f" {in_state(name, _sentence(process.note))}" if process.note else "")


def _rule(record: Record, case: RuleCase, follows: bool) -> str:
    name, when = record.name, conditions(record, case)
    opening = f"{_in(name)}, {OUTCOMES[case.outcome]}"
    if when:
        opening += f" if {_all_of(when)}"
        opening += f", provided that no earlier {name} rule fits." if follows else "."
    else:
        opening += " in every case that no other rule covers." if follows else "."
    lines = [opening, in_state(name, case.effect)]
    if case.cap:
        lines.append(f"{_in(name)}, the most that can be claimed here is {_cap(case.cap)}.")
    lines += [f"Exception in {_the(name)}: {_sentence(exception)}" for exception in case.exceptions]
    return "\n".join([*lines, f"{name} authority: {case.cite}."])


def _cap(cap: Cap) -> str:
    percent = f"{cap.percent.normalize():f}" if cap.percent is not None else ""
    words = CAPS[cap.formula].format(percent=percent) + APPLIES[cap.applies]
    if cap.net_of_prior_liens:
        words += "; prior liens that remain come off the value first"
    if cap.presume_price:
        words += "; without proof of the value the sale price stands for it"
    if cap.claim_price_ceiling:
        words += "; a company that bought the debt may not claim more than it paid"
    return words


def _fair_value(record: Record) -> str:
    value, name = record.fair_value, record.name
    lines = [f"{_in(name)}, {VALUE[value.applies]}.", in_state(name, _sentence(value.note))]
    return "\n".join(lines + ([in_state(name, _sentence(value.who_asks))] if value.who_asks else []))


def _deadline(record: Record, deadline: LawDeadline) -> str:
    name, who = record.name, f"the {deadline.actor}"
    if deadline.period is None:
        text = (
            f"{_in(name)}, {who} must {deadline.act}; the general time limit applies, counted from {deadline.starts}."
        )
    elif deadline.direction == "before":
        text = f"{_in(name)}, {who} must {deadline.act} at least {deadline.period.words()} before {deadline.starts}."
    else:
        text = f"{_in(name)}, {who} must {deadline.act} within {deadline.period.words()} of {deadline.starts}."
    if deadline.if_missed:
        text += f"\nIf this {name} deadline is missed: {_sentence(deadline.if_missed)}"
    if when := conditions(record, deadline):
        text += f"\nThis {name} deadline applies if {_all_of(when)}."
    return text


def _redemption(record: Record) -> str:
    redemption, name = record.redemption, record.name
    text = f"{_in(name)}, {REDEMPTION[redemption.exists]}.\n{in_state(name, _sentence(redemption.period))}"
    return text + (f"\nWho may redeem in {_the(name)}: {_sentence(redemption.who)}" if redemption.who else "")


def _limitations(record: Record) -> str:
    limits, name = record.limitations, record.name
    if limits.years is None:
        text = f"{_in(name)}, no single general time limit for a suit on the note could be given."
    else:
        years = f"{limits.years} year{'' if limits.years == 1 else 's'}"
        text = f"{_in(name)}, the general time limit for a suit on the note is {years}; "
        text += "a deadline for the deficiency itself may be shorter."
    for other in limits.other:
        where = " and ".join(conditions(record, other))
        text += f"\nIn {name}, where {where}, it is {other.years} years." if other.years else ""
    return text + (f"\n{in_state(name, _sentence(limits.note))}" if limits.note else "")


def _uncertain(record: Record) -> str:
    name = record.name
    lines = [f"Where sources on {_the(name)} disagree: {_sentence(text)}" for text in record.conflicts]
    lines += [f"Not certain in {_the(name)}: {_sentence(text)}" for text in record.open_questions]
    return "\n".join([f"{_in(name)}, some points are disputed or could not be confirmed.", *lines])


def _all_of(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text[-1] in ".!?" else f"{text}."


def _the(name: str) -> str:
    return f"the {name}" if name.startswith("District") else name


def _in(name: str) -> str:
    return f"In {_the(name)}"
