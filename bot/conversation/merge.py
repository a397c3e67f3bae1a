"""A turn laid into the case: added, completed, corrected, withdrawn, contradicted, or only supposed."""

import re
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from bot.conversation.apart import first_loan_kept, of_another
from bot.conversation.readings import SEVERAL, entries_of
from bot.conversation.resume import returns_to_the_case
from bot.conversation.second_loan import OF_A_LOAN, names_another_bank, of_the_second_loan, turns_to_second_loan
from bot.conversation.sheet import HOUSE_AMOUNTS, MOST_PARTS, SINGLE_AMOUNTS, CaseSheet, Entry
from bot.understand.hypothesis import is_hypothetical
from bot.understand.intent import LAW
from bot.understand.moves import Move, withdrawn
from bot.understand.question import Question
from bot.understand.text import fold

# moves on the answer before; they speak of it as it stood, what was supposed there included
LOOKS_BACK = (Move.WHY, Move.SOURCE, Move.DERIVATION, Move.SIMPLER, Move.SHORTER, Move.MORE, Move.REPEAT)
FEES = ("fees", "costs", "late_fees")
CORRECTS = re.compile(
    r"^\W*(?:(?:oh|ah|um|uh|er|ok|well|hmm|but|and|so)\W+)*"
    r"(?:no|nope|sorry|actually|wait|correction|oops|whoops|hold (?:on|up)|hang on|my bad|my error|i stand corrected|scratch that|strike that|scrap that|typo)\b|"
    r"\b(?:i meant|i mean|my mistake|my bad|make that|correction|i was wrong|i misspoke|turns out|(?:looked|checked|read it|went through it) again|typo|mistyped|i had (?:it|that) wrong|it'?s actually|not \d)|"
    r"\bactually\W*$|[.,;!] ?no\b,? ?(?:it|the|in|on|not|june|july|may|march|april|\d)",
    re.IGNORECASE,
)
# a claim is a deficiency only once the house is gone
AFTER_SALE = re.compile(
    r"\b(?:deficien\w+|shortfall|short\b|su(?:ed|ing)|lawsuit|sold|auctioned|foreclosed|after|the (?:rest|difference)|collector|"
    r"judge?ment|summons|(?:lost|took|taken) (?:my|our|her|his|their|the) (?:house|home|place))",
    re.IGNORECASE,
)
BEFORE_SALE = re.compile(
    r"\b(?:reinstat\w+|catch up|behind on|modif\w+|(?:sale|auction|foreclosure) (?:is |comes |scheduled )?"
    r"(?:next|tomorrow|coming|set for|scheduled|in \w+ (?:days|weeks)))",
    re.IGNORECASE,
)
# facts of one foreclosure: told twice and differently, one of the two is wrong
ONE_OF_A_KIND = SINGLE_AMOUNTS | {
    "state",
    "process",
    "loan",
    "occupancy",
    "buyer",
    "property",
    "disposition",
    "instrument",
    "sale_date",
    "loan_date",
    "discharged",
}
FROM_NOW_ON = re.compile(
    r"\b(?:from now on|always|going forward|answers|replies|keep (?:it|them|your))\b", re.IGNORECASE
)
MORE_WORDS = re.compile(r"\b(?:longer answers|more detail from now|full answers)\b", re.IGNORECASE)
_IS_THERE = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are|mine|mines|mine'?s|ours|it'?s|it is|it was|(?:the|my|our) (?:house|home) (?:is|was)|live|lived|located)"
    r" (?:\w+ ){0,2}in\b|\b(?:mine'?s?|ours) (?:is|was)\b",
    re.IGNORECASE,
)
# what was told last belongs to somebody else
_NOT_MINE = re.compile(
    r"\b(?:that|this|it|those|these|they)(?:'?s|'re| was| were| is| are) (?:from |in |about |for )?(?:my|our|another|someone else'?s|somebody else'?s) "
    r"(?:\w+ )?(?:(?:sister|brother|mom|mother|dad|father|parent|folk|son|daughter|cousin|aunt|uncle|friend|neighbou?r|client|tenant)"
    r"(?:'?s|s'?)? ?(?:case|papers?|file|letter|loan|house|complaint|paperwork|mail|foreclosure)?)\b|\bwrong (?:file|papers?|case|letter|client|house)\b",
    re.IGNORECASE,
)
# "what if we file that demand": a step that may come is supposed like one that might have been
_IF_SO = re.compile(
    r"(?:^|[.;!?\n] ?|\b(?:and|but|so|ok|or|what|then) )if (?:i|we|they|he|she|it|nobody|no one|no|someone|somebody|(?:the|my|our|that) \w+)\b"
    r"(?! (?:helps?|matters?|makes (?:a|any) difference|is important|counts|means anything))[^.;!?\n]*$",
    re.IGNORECASE,
)
_ELLIPSIS = 7  # words; a short turn that names only a place asks for the same there
_OWN = re.compile(r"\b(?:my|our|i|we|they|the bank|the lender)\b", re.IGNORECASE)
NEAR = Decimal("0.1")  # an exact figure this near to a rough one completes it


class Merged(BaseModel):
    """The sheet after a turn, and what the turn did to it.

    told, supposed: the names that this turn told or supposed. withdrawn: the entries it took back.
    cleared: whether everything was. adopted: what was supposed, or one of two contradicting values, and is the case now.
    """

    model_config = ConfigDict(frozen=True)

    sheet: CaseSheet
    told: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()
    withdrawn: tuple[Entry, ...] = ()
    adopted: tuple[str, ...] = ()
    cleared: bool = False


def merge(before: CaseSheet, asked: Question) -> Merged:
    """Lay a turn into the case. What is only supposed stands beside the case and lasts until something is told."""
    sheet = before.model_copy(update={"turn": before.turn + 1, "offer": None})
    if asked.move(Move.RESET):
        if not (asked.tells or asked.state):
            return Merged(sheet=CaseSheet(turn=sheet.turn), cleared=True)
        before = CaseSheet(turn=before.turn)  # "new case: Ohio, owed 200k"
        sheet = before.model_copy(update={"turn": before.turn + 1})
    sheet = _noted(sheet, asked)
    if before.open_question and (choice := _chosen(before, asked)):
        return Merged(sheet=sheet.with_entries({choice.name: choice}), adopted=(choice.name,))
    if asked.move(Move.ADOPT) and sheet.supposed:
        adopted = {name: entry.model_copy(update={"turn": sheet.turn}) for name, entry in sheet.supposed.items()}
        sheet = sheet.with_entries(adopted).model_copy(update={"supposed": {}})
        return Merged(sheet=sheet, adopted=tuple(adopted))
    taken_back = _withdrawn(before, asked)
    compares = asked.move(Move.COMPARE) or "compare" in asked.intents
    compares_with_another = compares and of_another(asked.text)  # whose facts are not of this case
    found = [] if "injection" in asked.intents or compares_with_another else entries_of(asked, sheet)
    sums = {Decimal(entry.value) for entry in taken_back.values() if entry.kind == "amount"}
    if sums:  # "drop the fees, they took the 12,000 off" changes no other amount
        off = {change.raw for change in asked.changes if abs(change.amount) in sums}
        found = [entry for entry in found if entry.raw not in off]
    for entry in found:  # "scratch that, it was Washington": another value takes its place
        if entry.name in taken_back and _differs(taken_back[entry.name], entry):
            del taken_back[entry.name]
    found = [entry for entry in found if entry.name not in taken_back]
    supposing = [entry for entry in found if _is_supposed(entry, asked, before)]
    telling = [entry for entry in found if entry not in supposing]
    supposing = [e for e in supposing if e.status != "known" or e.name not in before.entries or _is_news(before, e)]
    if asked.move(Move.WHAT_IF):  # "what if we leave out the fees"
        supposing += [_back(entry, sheet.turn) for entry in taken_back.values()]
        taken_back = {}
    sheet = sheet.with_entries({name: _back(entry, sheet.turn) for name, entry in taken_back.items()})
    sheet = _lay_in(sheet, telling, asked, before.open_question)
    if supposing:
        kept = before.supposed if _goes_on(asked) else {}
        laid = {**kept, **{entry.name: entry for entry in supposing}}
        sheet = sheet.model_copy(update={"supposed": laid, "what_ifs": sheet.what_ifs + 1})
    elif telling or taken_back or not _speaks_of_the_last_answer(asked):
        sheet = sheet.model_copy(
            update={
                "supposed": _still_there(before, asked)
                if not (telling or taken_back or returns_to_the_case(asked))
                else {}
            }
        )
    return Merged(
        sheet=sheet,
        told=tuple(entry.name for entry in telling),
        supposed=tuple(entry.name for entry in supposing),
        withdrawn=tuple(taken_back.values()),
    )


def _noted(sheet: CaseSheet, asked: Question) -> CaseSheet:
    """The sheet with what a turn says of the whole: what is asked for, and whether the sale has been."""
    return sheet.model_copy(
        update={
            "intents": asked.intents or sheet.intents,
            "after_sale": sheet.after_sale or bool(AFTER_SALE.search(asked.text)),
            "terse": asked.audience == "counselor"
            or (sheet.terse and not MORE_WORDS.search(asked.text))
            or _wants_less(asked),
            "before_sale": sheet.before_sale or bool(BEFORE_SALE.search(asked.text)),
        }
    )


def _wants_less(asked: Question) -> bool:
    return asked.move(Move.SHORTER) is not None and FROM_NOW_ON.search(asked.text) is not None


def _lay_in(sheet: CaseSheet, telling: list[Entry], asked: Question, open_question: str | None) -> CaseSheet:
    corrects = bool(CORRECTS.search(asked.text))
    entries = dict(sheet.entries)
    if corrects and any(entry.name in FEES for entry in telling):
        for role in FEES:  # "no, the fees were 7k" takes the place of fees told before, whatever they were called
            entries.pop(role, None)
    if second := turns_to_second_loan(sheet, telling):
        sheet = first_loan_kept(sheet)
        telling = of_the_second_loan(sheet, telling, asked)
        if names_another_bank(asked):  # the first lender's way of ending it does not bind another lender
            entries.pop("disposition", None)
    for entry in telling:
        old = entries.get(entry.name)
        settled = corrects or open_question == entry.name or (second and entry.name in OF_A_LOAN)
        entries[entry.name] = _told(old, entry, settled=settled)
    return sheet.model_copy(update={"entries": entries})


def _told(old: Entry | None, new: Entry, *, settled: bool) -> Entry:
    """The entry after it was told again."""
    if old is None or not old.known or new.status == "unknown":
        return new
    if new.name in SEVERAL:
        fresh = {reading.value for reading in new.amounts}
        kept = tuple(reading for reading in old.amounts if reading.value not in fresh)
        return new.model_copy(update={"amounts": (*new.amounts, *kept)[:MOST_PARTS]})
    if not _differs(old, new):
        return old.model_copy(update={"disputed": None, "amounts": new.amounts or old.amounts})
    new = new.model_copy(update={"was": old.value})
    if settled or old.disputed is not None or new.name not in ONE_OF_A_KIND or _completes(old, new):
        return new
    return new.model_copy(update={"disputed": old})


def _differs(old: Entry | None, new: Entry) -> bool:
    if old is None or not old.known:
        return False
    if new.kind in ("amount", "count"):
        return Decimal(old.value or 0) != Decimal(new.value or 0)
    return old.value != new.value


def _completes(old: Entry, new: Entry) -> bool:
    """Whether the new value only makes the old one exact: a day of the month told, a figure within a range."""
    if new.kind == "day":
        first, second = date.fromisoformat(old.value), date.fromisoformat(new.value)
        return not old.exact and (first.year, new.exact) == (second.year, True)
    if new.kind == "amount" and old.amounts and new.amounts:
        before, now = old.amounts[0], Decimal(new.value)
        rough = before.approximate and abs(now - before.value) <= NEAR * before.value
        return (before.is_range and before.low <= now <= before.high) or rough
    return False


def _is_news(before: CaseSheet, entry: Entry) -> bool:
    """Whether a supposition differs from what is told."""
    known = before.known(entry.name)
    return known is None or _differs(known, entry)


def _is_supposed(entry: Entry, asked: Question, before: CaseSheet) -> bool:
    """Whether an entry is part of a what-if and not told.

    A supposition that replaces nothing of a case ("if I owe 200k and it sells for 160k") is the case itself.
    """
    if before.turn == 0 or entry.status == "unknown":
        return bool(entry.amounts) and entry.amounts[0].hypothetical and entry.name in before.entries
    what_if = asked.move(Move.WHAT_IF)
    if entry.kind == "day" and any(day.role == entry.name and day.hypothetical for day in asked.days_read):
        return bool(before.entries)
    if entry.kind == "place":
        return _asks_elsewhere(entry, asked, before)
    established = bool(before.entries)
    if entry.kind == "amount" and entry.amounts[0].hypothetical:
        beside = entry.name not in HOUSE_AMOUNTS  # "if i pay 500 a month" tells nothing of the case
        return established and (what_if is not None or beside or before.known(entry.name) is not None)
    if what_if is None and established and before.supposed and _goes_on(asked) and _adds_to_it(asked):
        return True
    if what_if is None and established and entry.kind == "fact" and entry.raw:
        place = fold(asked.text).find(fold(entry.raw))
        return place >= 0 and _IF_SO.search(asked.text[: place + len(entry.raw)]) is not None
    if what_if is None or not established:
        return False
    place = fold(asked.text).find(fold(entry.raw)) if entry.raw else -1
    return place < 0 or place >= what_if.span[0] or is_hypothetical(fold(asked.text), place)


def _asks_elsewhere(entry: Entry, asked: Question, before: CaseSheet) -> bool:
    """Whether another state is only asked about ("what about Texas?"), while the case stays where it is."""
    if before.state is None:
        return before.tells_more_than_place and asked.move(Move.WHY) is not None
    if before.state == entry.value or not before.tells_more_than_place or CORRECTS.search(asked.text):
        return False
    if before.open_question == "state":
        return False
    if asked.move(Move.WHAT_IF):
        return True
    if _IS_THERE.search(asked.text):
        return False
    return not asked.tells and (len(asked.text.split()) <= _ELLIPSIS or not _OWN.search(asked.text))


def _goes_on(asked: Question) -> bool:
    """Whether a what-if adds to the one before: "and if it was a refinance too?"."""
    return bool(re.match(r"\W*(?:and|also|plus|then|on top)\b", asked.text, re.IGNORECASE))


def _adds_to_it(asked: Question) -> bool:
    """Whether a few words go on with what was supposed: "what if it was a refinance" - "and a rental"."""
    return len(asked.text.split()) <= _ELLIPSIS and not asked.parts and not CORRECTS.search(asked.text)


def _speaks_of_the_last_answer(asked: Question) -> bool:
    """Whether a turn is about what was answered last, so that what was supposed there still counts."""
    return asked.move(*LOOKS_BACK, Move.YES) is not None


def _still_there(before: CaseSheet, asked: Question) -> dict[str, Entry]:
    """The state that was asked about, where a few words go on about it: "what about Texas?" - "until when?"."""
    goes_on = len(asked.text.split()) <= _ELLIPSIS and set(asked.intents) & LAW and not asked.states
    return {name: entry for name, entry in before.supposed.items() if name == "state"} if goes_on else {}


def _withdrawn(before: CaseSheet, asked: Question) -> dict[str, Entry]:
    """The entries that a turn takes back."""
    move = asked.move(Move.WITHDRAW)
    if move is None and not _NOT_MINE.search(asked.text):
        return {}
    names = withdrawn(move.target) if move else frozenset({"last"})
    if names is None:  # "forget the 8k": the amount itself names what is meant
        values = {reading.value for reading in (*asked.amounts, *asked.loose)}
        names = frozenset(e.name for e in before.entries.values() if e.amounts and e.amounts[0].value in values)
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
