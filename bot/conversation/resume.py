"""What sets a turn apart from the case: a way back to it ("ok back to the house"), another person's case, a wrong file."""

import re

from bot.conversation.sheet import CaseSheet
from bot.understand.moves import Move, MoveReading
from bot.understand.question import Question

_RELATIVE = (
    r"(?:sister|brother|cousin|neighbou?r|friend|buddy|co-?worker|boss|uncle|aunt|nephew|niece|parents|son|daughter|in-?laws?|"
    r"(?:sister|brother|mother|father|son|daughter)[- ]in[- ]law)s?"
)
_PAPER = r"(?:case|file|paperwork|papers?|complaint|letter|notice|foreclosure|docket|numbers?|statement)"
# what was told last belongs to another case
_WRONG = re.compile(
    r"\b(?:that|this|it|those|these)(?:'?s| is| was| were| are)? (?:actually |really |all )?(?:from |about |for |in )?"
    rf"(?:(?:the |a )?wrong {_PAPER}\b|(?:my|our|his|her) {_RELATIVE}(?:'s?)? (?:own )?{_PAPER}\b"
    rf"|(?:some(?:one|body) else|another (?:person|family))(?:'s)? {_PAPER}\b)"
    rf"|\b(?:i )?(?:had|was (?:looking at|reading)|grabbed|read|opened) the wrong {_PAPER}\b",
    re.IGNORECASE,
)
_OF_A_RELATIVE = re.compile(
    rf"\b(?:my|our|his|her|a) (?:\w+ )?{_RELATIVE}(?:'s)?\b|\bthe (?:neighbou?r|guy next door)s?\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.?!;\n]+(?:\.(?=\d)[^.?!;\n]+)*[.?!;\n]*")
# "so where are we" after something that was told or supposed wants the answer and not a list of facts
STANDS = re.compile(
    r"\bwhere (?:are (?:we|things)|do (?:we|i|things) stand|does (?:that|this|it) (?:leave|put) (?:us|me)|am i)\b",
    re.IGNORECASE,
)


def names_wrong_file(text: str) -> bool:
    """Whether a turn says that what was told last is not of this case.

    >>> names_wrong_file("my bad, that was my brother's case"), names_wrong_file("that was my case")
    (True, False)
    """
    return _WRONG.search(text) is not None


def without_the_way_back(text: str, asked: Question, sheet: CaseSheet) -> str | None:
    """The turn with blanks in place of the words that lead back to the case; None where none do.

    They ask nothing and tell nothing, unless they name another state than the case's.
    """
    move = asked.move(Move.RESUME)
    if move is None or any(state != sheet.state for state in asked.states):
        return None
    start, end = move.span
    named = re.search(
        r"\b(?:case|question|situation|story|foreclosure|subject|topic|mine|ours|house|home|place|sale|mortgage|loan)\b",
        text[start:end],
        re.IGNORECASE,
    )
    if not named and not asked.states:
        return None  # "back to work"
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def resumed(asked: Question, way_back: MoveReading) -> Question:
    """A turn that leads back to the case: it asks how the case stands, where it asks for nothing else."""
    moves = (way_back, *(move for move in asked.moves if move.move is not Move.REPEAT))
    intents = asked.intents
    if asked.move(Move.REPEAT):
        intents = intents or ("rule", "amount")  # "the number again" means the case's own
    elif not (asked.parts or asked.topics or asked.moves):
        intents = intents or ("rule",)
    return asked.model_copy(update={"moves": moves, "intents": intents})


def without_another_case(asked: Question, sheet: CaseSheet) -> Question:
    """The turn without what it tells of a relative's house in another state than the case's.

    >>> from bot.understand.question import Question
    >>> without_another_case(Question(text="my sister in Ohio lost hers"), CaseSheet()).text
    'my sister in Ohio lost hers'
    """
    others = [state for state in asked.states if state != sheet.state]
    if not (sheet.state and others and asked.facts) or not sheet.tells_more_than_place:
        return asked
    spans = [m.span() for m in _SENTENCE.finditer(asked.text) if _OF_A_RELATIVE.search(m[0])]
    if not spans:
        return asked

    def theirs(span: tuple[int, int]) -> bool:
        return any(start <= span[0] < end for start, end in spans)

    facts = tuple(fact for fact in asked.facts if not theirs(fact.span))
    amounts = tuple(amount for amount in asked.amounts if not theirs(amount.span))
    return asked.model_copy(update={"facts": facts, "amounts": amounts})
