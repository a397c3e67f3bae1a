"""A turn laid into the case: added, completed, corrected, withdrawn, contradicted, or only supposed."""

import re
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from bot.conversation.apart import MOST_ASIDE, first_loan_kept, of_another
from bot.conversation.pay import remembered
from bot.conversation.readings import entries_of, with_more
from bot.conversation.resume import returns_to_the_case
from bot.conversation.retold import CORRECTS, differs, in_its_year, reads_another_paper, restored, told_again
from bot.conversation.second_loan import (
    OF_A_LOAN,
    OF_THE_FIRST_LOAN,
    agreed_too,
    names_another_bank,
    of_the_second_loan,
    turns_to_second_loan,
)
from bot.conversation.sheet import OWN, CaseSheet, Entry
from bot.conversation.supposing import goes_on, is_news, is_supposed, still_there
from bot.understand.judgment import judgment_gone, judgment_stands, money_judgment
from bot.understand.kin import KIN
from bot.understand.moves import Move, withdrawn
from bot.understand.question import Question

# moves on the answer before; they speak of it as it stood, what was supposed there included
LOOKS_BACK = (Move.WHY, Move.SOURCE, Move.DERIVATION, Move.SIMPLER, Move.SHORTER, Move.MORE, Move.REPEAT)
FEES = ("fees", "costs", "late_fees")
_OF_A_SALE = ("sale_price", "sale_date", "process", "buyer", "disposition")  # what tells that the house was sold
# a claim is a deficiency only once the house is gone
AFTER_SALE = re.compile(
    r"\b(?:deficien\w+|def\.? j(?:d?g?m|d)n?t\b|shortfall|short\b|su(?:ed|ing)|lawsuit|sold|auctioned|foreclosed|after|the (?:rest|difference)|collector|"
    r"judge?ment|summons|sale (?:was )?confirmed|(?:from|at) the (?:auction|sale|foreclosure)|(?:trustee|sheriff|referee|commissioner|foreclosure)'?s?'? (?:sale|auction|deed)\b(?! (?:is|set|sched\w*|coming|next|tomorrow|in \d|on hold|notice))|sale\b[^.?!]{0,20}\b(?:left|remaining)\b|(?:lost|took|taken) (?:my|our|her|his|their|the) (?:house|home|place)"
    r"|confirmed (?:it|(?:the|our|my) (?:sale|auction))|(?:sale|auction) (?:got |has been |had been |is )?confirmed|(?:held|did|ran|cried) (?:the|an?|its|their) (?:\w+'?s? )?(?:sale|auction)|cried it"
    r"|(?:house|home|place|condo|property)(?: is|'s| was)? (?:(?:now|all|long|already) )*gone\b|(?:bank|lender) (?:now )?(?:has|owns|got|took) (?:it|the (?:house|home|place))\b(?! (?:listed|on the market|appraised|wrong))"
    r"|(?:kicked|put|threw|locked) (?:us|me|him|her|them) out|evicted|changed the locks|(?:master|marshal)'?s?'? deed|left ?over\b"
    r"|(?:auction|sale) (?:was|happened|took place|back in|last (?:week|month|year|spring|summer|fall|winter|[a-z]+day))\b(?! (?:set|scheduled|supposed|going|put off|postponed|canceled|cancelled)))",
    re.IGNORECASE,
)
BEFORE_SALE = re.compile(
    r"\b(?:reinstat\w+|catch up|behind on|modif\w+|(?:sale|auction|foreclosure) (?:is |comes |scheduled )?"
    r"(?:next|tomorrow|coming|set for|scheduled|in \w+ (?:days|weeks))|(?:set|scheduled) (?:an?|the|our|my) (?:[\w']+ )?(?:sale|auction)\b)",
    re.IGNORECASE,
)
FROM_NOW_ON = re.compile(
    r"\b(?:from now on|always|going forward|answers|replies|keep (?:it|them|your))\b", re.IGNORECASE
)
MORE_WORDS = re.compile(r"\b(?:longer answers|more detail from now|full answers)\b", re.IGNORECASE)
# what was told last belongs to somebody else
_NOT_MINE = re.compile(
    r"\b(?:that|this|it|those|these|they)(?:'?s|'re| was| were| is| are) (?:from |in |about |for )?(?:my|our|another|someone else'?s|somebody else'?s) "
    rf"(?:\w+ )?(?:(?:{KIN}|parent)(?:'?s|s'?)? ?(?:case|papers?|file|letter|loan|house|complaint|paperwork|mail|foreclosure)?)\b|\bwrong (?:file|papers?|case|letter|client|house)\b",
    re.IGNORECASE,
)


class Merged(BaseModel):
    """The sheet after a turn, and what the turn did to it.

    told, supposed: the names that this turn told or supposed. withdrawn: the entries it took back.
    cleared: whether everything was. undone: whether what was only supposed was. adopted: what was supposed, or one of two contradicting values, and is the case now.
    """

    model_config = ConfigDict(frozen=True)

    sheet: CaseSheet
    told: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()
    withdrawn: tuple[Entry, ...] = ()
    adopted: tuple[str, ...] = ()
    cleared: bool = False
    undone: bool = False


def merge(before: CaseSheet, asked: Question) -> Merged:
    """Lay a turn into the case. What is only supposed stands beside the case and lasts until something is told."""
    sheet = before.model_copy(update={"turn": before.turn + 1, "offer": None})
    if asked.move(Move.RESET):
        if not (asked.tells or asked.state):
            return Merged(sheet=CaseSheet(turn=sheet.turn), cleared=True)
        before = _next_case(before)  # "new case: Ohio, owed 200k"
        sheet = before.model_copy(update={"turn": before.turn + 1})
    sheet = _noted(sheet, asked)
    if before.open_question and (choice := _chosen(before, asked)):
        return Merged(sheet=sheet.with_entries({choice.name: choice}), adopted=(choice.name,))
    told = asked.amounts or asked.facts or asked.days_read or asked.state
    if not told and (back := restored(before.entries, asked.text, sheet.turn)):
        return Merged(sheet=sheet.with_entries({back.name: back}), told=(back.name,))
    if asked.move(Move.ADOPT) and sheet.supposed:
        adopted = {name: entry.model_copy(update={"turn": sheet.turn}) for name, entry in sheet.supposed.items()}
        sheet = sheet.with_entries(adopted).model_copy(update={"supposed": {}})
        return Merged(sheet=sheet, adopted=tuple(adopted))
    taken_back = _withdrawn(before, asked)
    compares = asked.move(Move.COMPARE) or "compare" in asked.intents
    compares_with_another = compares and of_another(asked.text)  # whose facts are not of this case
    found = [] if "injection" in asked.intents or compares_with_another else entries_of(asked, sheet)
    found = [in_its_year(before.entries, entry) for entry in found]
    sums = {Decimal(entry.value) for entry in taken_back.values() if entry.kind == "amount"}
    if sums:  # "drop the fees, they took the 12,000 off" changes no other amount
        off = {change.raw for change in asked.changes if abs(change.amount) in sums}
        found = [entry for entry in found if entry.raw not in off]
    for entry in found:  # "scratch that, it was Washington": another value takes its place
        if entry.name in taken_back and differs(taken_back[entry.name], entry):
            del taken_back[entry.name]
    found = [entry for entry in found if entry.name not in taken_back]
    supposing = [entry for entry in found if is_supposed(entry, asked, before)]
    telling = [entry for entry in found if entry not in supposing]
    supposing = [e for e in supposing if e.status != "known" or e.name not in before.entries or is_news(before, e)]
    if asked.move(Move.WHAT_IF):  # "what if we leave out the fees"
        supposing += [_back(entry, sheet.turn) for entry in taken_back.values()]
        taken_back = {}
    sheet = sheet.with_entries({name: _back(entry, sheet.turn) for name, entry in taken_back.items()})
    sheet = _lay_in(sheet, telling, asked, before.open_question)
    if supposing:
        kept = before.supposed if goes_on(asked) else {}
        laid = {**kept, **{entry.name: entry for entry in supposing}}
        sheet = sheet.model_copy(update={"supposed": laid, "what_ifs": sheet.what_ifs + 1})
    elif telling or taken_back or not _speaks_of_the_last_answer(asked):
        sheet = sheet.model_copy(
            update={
                "supposed": still_there(before, asked)
                if not (telling or taken_back or returns_to_the_case(asked))
                else {}
            }
        )
    return Merged(
        sheet=sheet,
        told=tuple(entry.name for entry in telling if not entry.half_told),
        supposed=tuple(entry.name for entry in supposing),
        withdrawn=tuple(taken_back.values()),
        undone=bool(before.supposed) and not sheet.supposed and asked.move(Move.WITHDRAW) is not None,
    )


def _next_case(before: CaseSheet) -> CaseSheet:
    """An empty sheet for the next case of a talk; the one before is kept, by its clients' names too."""
    if not before.entries:  # the talk has turned to the next one already
        return CaseSheet(turn=before.turn, aside=before.aside, called=before.called, whose=before.whose)
    left = f"case {before.turn}"
    called = {name: left if of == before.whose else of for name, of in before.called.items()}
    aside = dict(list({**before.aside, left: before.entries}.items())[-MOST_ASIDE:])
    whose = OWN if OWN not in aside else f"case {before.turn + 1}"
    return CaseSheet(turn=before.turn, aside=aside, called=called, whose=whose)


def _noted(sheet: CaseSheet, asked: Question) -> CaseSheet:
    """The sheet with what a turn says of the whole: what is asked for, and whether the sale has been."""
    return sheet.model_copy(
        update={
            "intents": remembered(asked, sheet),
            "after_sale": sheet.after_sale or bool(AFTER_SALE.search(asked.text)),
            "terse": asked.audience == "counselor"
            or (sheet.terse and not MORE_WORDS.search(asked.text))
            or _wants_less(asked),
            "before_sale": sheet.before_sale or bool(BEFORE_SALE.search(asked.text)),
            "judged": _judged(sheet, asked),
        }
    )


def _judged(sheet: CaseSheet, asked: Question) -> tuple[str, ...]:
    """The cases in which a court has given judgment on the debt. One of a case with a sale may be the foreclosure's own."""
    sale_told = asked.says("sale_price") or any(sheet.known(name) for name in _OF_A_SALE)
    for_money = money_judgment(asked.text) and not sale_told
    if asked.move(Move.WHAT_IF):
        return sheet.judged
    if judgment_stands(asked.text) or for_money:
        return tuple(dict.fromkeys((*sheet.judged, sheet.whose)))
    return tuple(whose for whose in sheet.judged if whose != sheet.whose) if judgment_gone(asked.text) else sheet.judged


def _wants_less(asked: Question) -> bool:
    return asked.move(Move.SHORTER) is not None and FROM_NOW_ON.search(asked.text) is not None


def _lay_in(sheet: CaseSheet, telling: list[Entry], asked: Question, open_question: str | None) -> CaseSheet:
    corrects = bool(CORRECTS.search(asked.text)) or reads_another_paper(asked.text, tells=asked.tells)
    entries = dict(sheet.entries)
    if corrects and any(entry.name in FEES for entry in telling):
        for role in FEES:  # "no, the fees were 7k" takes the place of fees told before, whatever they were called
            entries.pop(role, None)
    if second := turns_to_second_loan(sheet, telling):
        sheet = first_loan_kept(sheet)
        telling = of_the_second_loan(sheet, telling, asked)
        for name in OF_THE_FIRST_LOAN:
            if not (name in entries and (name, entries[name].value) == ("loan", "home_equity")):  # told of the second
                entries.pop(name, None)
        # the first lender's way of ending it does not bind another lender that did not agree to it
        if names_another_bank(asked) and not agreed_too(sheet, asked):
            entries.pop("disposition", None)
    for entry in telling:
        old = entries.get(entry.name)
        new = entry if corrects else with_more(old, entry, asked.text)
        settled = corrects or open_question == entry.name or (second and entry.name in OF_A_LOAN)
        entries[entry.name] = told_again(old, new, settled=settled)
    return sheet.model_copy(update={"entries": entries})


def _speaks_of_the_last_answer(asked: Question) -> bool:
    """Whether a turn is about what was answered last, so that what was supposed there still counts."""
    return asked.move(*LOOKS_BACK, Move.YES) is not None


def _withdrawn(before: CaseSheet, asked: Question) -> dict[str, Entry]:
    """The entries that a turn takes back."""
    move = asked.move(Move.WITHDRAW)
    if move is None and (not _NOT_MINE.search(asked.text) or reads_another_paper(asked.text, tells=asked.tells)):
        return {}
    names = withdrawn(move.target) if move else frozenset({"last"})
    if names is None:  # "forget the 8k": the amount itself names what is meant
        values = {reading.value for reading in (*asked.amounts, *asked.loose)}
        values |= {reading.value * 1000 for reading in asked.loose if reading.bare}
        names = frozenset(e.name for e in before.entries.values() if e.amounts and e.amounts[0].value in values)
    if "last" in names and before.supposed:
        return {}  # what is taken back is the what-if
    if "last" in names:
        latest = max((entry.turn for entry in before.entries.values() if entry.known), default=0)
        names = names | {entry.name for entry in before.entries.values() if entry.turn == latest}
    return {name: entry for name, entry in before.entries.items() if name in names and entry.known}


def _back(entry: Entry, turn: int) -> Entry:
    return entry.model_copy(update={"status": "withdrawn", "turn": turn, "disputed": None})


def _chosen(before: CaseSheet, asked: Question) -> Entry | None:
    """Which of two contradicting values a turn picks."""
    entry = before.known(before.open_question or "")
    told = asked.facts or asked.amounts or asked.days_read or asked.state
    if entry is None or entry.disputed is None or told:
        return None
    move = asked.move(Move.FIRST, Move.SECOND, Move.YES, Move.NO, Move.UNKNOWN)
    if move is None:
        return None
    chosen, other = (entry.disputed, entry) if move.move in (Move.FIRST, Move.NO) else (entry, entry.disputed)
    return chosen.model_copy(update={"disputed": None, "turn": before.turn + 1, "was": other.value})
