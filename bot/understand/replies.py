"""Read a reply to a question that was asked: `the bank did`, `no it was rented`, `not sure`, `two and a half acres`.

replies.yaml says, for each fact and each state's own question, what yes and no and the usual short answers mean.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from bot.understand.facts import read_facts
from bot.understand.frames import corrected, negated
from bot.understand.measures import MOST_UNITS, read_quantities
from bot.understand.numerals import find_numerals
from bot.understand.replyturn import Talk, Turn, bare, take_apart
from bot.understand.replywords import NO_ANSWER, UNKNOWN, Asked, Row, Value, vocabulary
from bot.understand.spelling import spelt
from bot.understand.text import fold

_READ = 300  # characters: an answer stands at the beginning of a turn
_MOST_WORDS = 14  # a longer turn is a story and no short reply, unless it begins with the answer
_QUOTED = 60
_CLAUSE = 120  # characters; what is said in one breath
_GUESS = "; taken as told, though you were not sure"
_SQUARE_FEET = 43_560  # in an acre
_HAIR = Decimal("0.01")  # "over 40 acres" is more than 40, and limits are told in whole or half acres
_OR = re.compile(r" or (?!(?:not|so|something|whatever|anything|what)\b)")
# "the bank not an investor" tells twice; "did not", "was not" once
_NOT = re.compile(
    r"(?<!did)(?<!do)(?<!does)(?<!was)(?<!were)(?<!is)(?<!are)(?<!has)(?<!have)(?<!had)(?:,| and)* (?=not )"
)
_SUBJECT = re.compile(r"(?:i|we|they|it|he|she|the (?:bank|lender)) ")
_AND_PART = re.compile(r"\bacres? (?:and|&) (?:an? )?(?:(?P<half>half)|quarter)\b")  # "an acre and a half"
_EITHER = re.compile(r"^either ")
_OPEN_END = re.compile(
    r"(?P<over>over|more than|above|bigger than|larger than|north of)|(?P<under>under|less than|below|smaller than)"
)
_RANGE = re.compile(r" ?(?:-|to|or|and) ?")
_ALONE = {
    "units": re.compile(
        r"(?:over |under |more than |less than |at least )?#(?: (?:separate |different |total )?"
        r"(?:homes?|houses?|apartments?|apts?|units?|doors?|families|of (?:them|us)|in (?:all|total)|total|condos?))?"
    ),
    "acres": re.compile(r"(?:between |over |under |more than |less than |about )?#(?: ?(?:acres?|ac|or so|ish))?"),
}


class Reply(BaseModel):
    """What a reply says of the fact that was asked for.

    value: in the fact's vocabulary; units as a count, acres in acres. None: the person does not know or cannot say.
    how: how it was read, for the person to see.
    """

    model_config = ConfigDict(frozen=True)

    fact: str
    value: Value | None
    how: str


def read_reply(text: str, fact: str, state: str | None = None) -> Reply | None:
    """What a turn answers to the question about `fact`, or None where it does not answer it.

    fact: a name of the fact vocabulary. state: the jurisdiction, whose record may word the question its own way.
    Of a day only that it is not known is read here. Never raises.

    >>> read_reply("the bank did", "buyer")
    Reply(fact='buyer', value='lender', how="read 'the bank did' as the lender bought the house")
    >>> read_reply("not sure, maybe an investor", "buyer").how
    "read 'not sure, maybe an investor' as someone else bought the house; taken as told, though you were not sure"
    >>> read_reply("no", "owner_election", "IN").value, read_reply("what is a trustee?", "process")
    ('none', None)
    """
    words = vocabulary()
    said = _head(text)
    folded = fold(spelt(said)).strip(" .")
    if words.talk["pass"].fullmatch(folded):
        return Reply(fact=fact, value=None, how=f"read {_quoted(said)} as a question you would rather leave open")
    turn = take_apart(folded, words.talk)
    asked = words.question(fact, state)
    value = _value(turn, asked, fact, state, folded, words.talk) if asked else None
    if (asked and value == UNKNOWN) or (value is None and turn.unsure):
        return Reply(fact=fact, value=None, how=f"read {_quoted(said)} as not known to you")
    if value is None or asked is None:
        return None
    return Reply(fact=fact, value=value, how=_how(said, value, asked) + (_GUESS if turn.guess else ""))


def _value(turn: Turn, asked: Asked, fact: str, state: str | None, folded: str, talk: Talk) -> Value | None:
    """The value a turn tells, `unknown`, or None."""
    if not turn.clauses and not turn.lead:
        return None
    plain = None if talk["elsewhere"].search(folded) else _plain(turn, asked, talk)
    if asked.first and turn.lead and plain is not None:
        return plain
    short = len(folded.split()) <= _MOST_WORDS
    clauses = turn.clauses if short else turn.clauses[:1]
    early = _own(clauses, turn, [row for row in asked.rows if row.before_facts], state, talk)
    if len(early) == 1:
        return early[0][0]
    told = _told(turn, asked, fact, state)
    own = _own(clauses, turn, asked.rows, state, talk, choice=not asked.number)
    if told is not None:
        rival = any(value != told for value, _ in own) and any(_OR.search(clause) for clause in turn.clauses)
        return None if rival else told
    if asked.number and (number := _number(clauses, asked.number, talk)) is not None:
        return number
    if own:
        return _one(own, folded)
    return _named(clauses, asked, talk) or (plain if short or turn.lead else None)


def _plain(turn: Turn, asked: Asked, talk: Talk) -> str | None:
    """What a bare yes or no means, where the turn says one."""
    heard = {turn.lead} if turn.lead else set()
    for number, clause in enumerate(turn.clauses):
        for part in _OR.split(clause):
            for answer in ("no", "yes"):
                if any(talk[kind].fullmatch(part) for kind in (f"plain_{answer}", f"echo_{answer}")):
                    said = answer if number not in turn.denied else {"yes": "no", "no": "yes"}[answer]
                    heard.add(said)
                    break
    if len(heard) != 1:
        return None
    meant = asked.on_yes if heard == {"yes"} else asked.on_no
    return None if meant == NO_ANSWER else meant


def _told(turn: Turn, asked: Asked, fact: str, state: str | None) -> str | None:
    """The value that the cues of cues.yaml tell."""
    for number, clause in enumerate(turn.clauses):
        if number in turn.denied:
            for reading in read_facts(clause, state):
                if reading.fact == fact:
                    return _opposite(reading.value, asked.rows)
    text = ", ".join(clause for number, clause in enumerate(turn.clauses) if number not in turn.denied)
    return next((reading.value for reading in read_facts(text, state) if reading.fact == fact), None)


def _own(
    clauses: list[str],
    turn: Turn,
    rows: tuple[Row, ...] | list[Row],
    state: str | None,
    talk: Talk,
    choice: bool = True,
) -> list[tuple[Value, str]]:
    """The values that the patterns of replies.yaml tell, each with its clause.

    choice: whether the two sides of an "or" are read apart.
    """
    found: list[tuple[Value, str]] = []
    rows = [row for row in rows if state not in row.not_in]
    for number, clause in enumerate(clauses):
        for part in _OR.split(_EITHER.sub("", clause)) if choice else [clause]:
            if number in turn.denied:
                found += [(value, clause) for value in [_denied(part, rows, talk)] if value is not None]
                continue
            whole = _fitting(part, rows, talk)
            told = [whole] if whole is not None else [_fitting(piece, rows, talk) for piece in _NOT.split(part)]
            found += [(value, clause) for value in told if value is not None]
    return found


def _denied(part: str, rows: list[Row], talk: Talk) -> Value | None:
    """The value of a clause after "I don't think": "they filed it" means "they never filed it"."""
    if subject := _SUBJECT.match(part):
        value = _fitting(f"{subject[0]}never {part[subject.end() :]}", rows, talk)
        if value is not None:
            return value
    value = _fitting(part, rows, talk)
    return None if value is None else _opposite(value, rows)


def _fitting(part: str, rows: list[Row], talk: Talk) -> Value | None:
    """The value of the first row that fits a clause, with and without its filler words."""
    if len(part) > _CLAUSE:
        return None
    stripped = bare(part, talk)
    for said in dict.fromkeys((part, stripped)):
        for row in rows:
            if row.whole and row.whole.fullmatch(said):
                return row.value
    if denial := talk["negation"].match(stripped):
        rest = bare(stripped[denial.end() :], talk)
        for row in rows:
            if row.whole and row.whole.fullmatch(rest):
                return row.negated
    for row in rows:
        if row.anywhere and (match := row.anywhere.search(part)):
            return row.negated if negated(part, match.start()) else row.value
    return None


def _one(own: list[tuple[Value, str]], folded: str) -> Value | None:
    """The one value meant: all the same, or the last where it corrects the others."""
    values = list(dict.fromkeys(value for value, _ in own))
    if len(values) == 1:
        return values[0]
    start, end = folded.find(own[0][1]), folded.rfind(own[-1][1])
    return values[-1] if 0 <= start < end and corrected(folded[start + len(own[0][1]) : end + 8]) else None


def _named(clauses: list[str], asked: Asked, talk: Talk) -> str | None:
    """A value named by its place in the question, or by `both` or `neither`."""
    for clause in clauses:
        stripped = bare(clause, talk)
        for word, value in (("both", asked.both), ("neither", asked.neither)):
            if value and any(talk[word].fullmatch(part) for part in (clause, stripped)):
                return value
        match = talk["ordinal"].fullmatch(stripped) or talk["ordinal"].fullmatch(clause)
        if match and (place := _place(match, asked)) is not None and place < len(asked.order):
            return asked.order[place]
    return None


def _place(match: re.Match[str], asked: Asked) -> int | None:
    """The place in the question that "the first one you said" or "option 2" means, from 0."""
    word, mark = match["word"], match["mark"]
    if not (word or mark) or (word and mark):
        return None
    if mark and not match["option"] and not (mark.isalpha() and len(mark) == 1 and not match["said"]):
        return None
    if asked.said and not (match["said"] or match["option"] or match["thing"] == "option"):
        return None
    if word in ("last", "latter"):
        return len(asked.order) - 1 if asked.order else None
    names = (
        ("first", "1st", "former", "1", "one", "a"),
        ("second", "2nd", "2", "two", "b"),
        ("third", "3rd", "3", "three", "c"),
    )
    return next((place for place, known in enumerate(names) if (word or mark) in known), 3)


def _number(clauses: list[str], measure: str, talk: Talk) -> Value | None:
    """How many units, or acres, the clauses tell; of a range of acres the middle."""
    for clause in clauses:
        measures = {q.measure: q.value for q in read_quantities(clause)}
        said = bare(clause, talk)
        numbers = [n for n in find_numerals(said) if not n.vague or measure == "acres"]
        ends = [n.value for n in numbers]
        ranged = len(ends) == 2 and _RANGE.fullmatch(said, numbers[0].end, numbers[1].start) and ends[0] < ends[1]
        if measure in measures:
            value = measures[measure]
        elif measure == "acres" and "square_feet" in measures:
            value = (measures["square_feet"] / _SQUARE_FEET).quantize(_HAIR)
        elif numbers and _ALONE[measure].fullmatch(said[: numbers[0].start] + "#" + said[numbers[-1].end :]):
            value = ends[-1]
        else:
            continue
        limit = _OPEN_END.search(clause)
        if measure == "units":
            value += 0 if limit is None else 1 if limit["over"] else -1
            return int(value) if not ranged and value == int(value) and 1 <= value <= MOST_UNITS else None
        if part := _AND_PART.search(clause):
            value += Decimal("0.5") if part["half"] else Decimal("0.25")
        if ranged and value == ends[1]:
            return (ends[0] + ends[1]) / 2
        return value if limit is None else max(value + (_HAIR if limit["over"] else -_HAIR), Decimal(0))
    return None


def _opposite(value: Value, rows: Iterable[Row]) -> str | None:
    return next((row.negated for row in rows if row.value == value and row.negated), None)


def _head(text: str) -> str:
    """The beginning of a turn, cut between words."""
    return text if len(text) <= _READ else text[:_READ].rpartition(" ")[0] or text[:_READ]


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line if len(line) <= _QUOTED else line[:_QUOTED].rstrip() + '...'}'"


def _how(said: str, value: Value, asked: Asked) -> str:
    if asked.number == "acres":
        meant = f"{value} acres of land"
    elif asked.number == "units":
        meant = "one home in the building" if value == 1 else f"{value} homes in the building"
    else:
        meant = asked.says[str(value)]
    return f"read {_quoted(said)} as {meant}"
