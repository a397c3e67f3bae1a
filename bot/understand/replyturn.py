"""Take a turn that may be a reply apart: what it tells, what it asks, what is only a guess or not known."""

import re
from dataclasses import dataclass, field

Talk = dict[str, re.Pattern[str]]
"""What people say around an answer, from `talk` in replies.yaml."""

_MOST_ASKED = 8  # words of a guess with a question mark: "the bank?"
_BREAK = re.compile(
    r"[;!\n]+|,+(?![0-9])|[.]+(?![0-9a-z])|(?<=\?)| - |--+|[()]"
    r"|\b(?:but|because|cause|cuz|though|although|however)\b|\band (?=(?:how|what|why|is|can|do|does|will|where|when)\b)",
)


@dataclass
class Turn:
    """A turn taken apart: the clauses that tell something, and what was said besides."""

    clauses: list[str] = field(default_factory=list)
    lead: str = ""
    unsure: bool = False
    guess: bool = False
    denied: set[int] = field(default_factory=set)


def take_apart(folded: str, talk: Talk) -> Turn:
    """The clauses that tell something, without what asks, doubts or only says yes or no at the beginning."""
    turn = Turn()
    first = True
    for piece in _BREAK.split(folded):
        clause = piece.strip(" .'\"-")
        if opening := talk["lead_in"].match(clause):
            turn.guess |= bool(talk["hedge"].search(opening[0]))
            clause = clause[opening.end() :]
        if not clause:
            continue
        if first and not talk["unsure"].match(clause):
            for answer in ("yes", "no"):
                if lead := talk[f"lead_{answer}"].match(clause):
                    turn.lead, clause = answer, clause[lead.end() :].lstrip(" ,.-:")
                    break
        first = False
        if talk["asks"].match(clause) or (clause.endswith("?") and len(clause.split()) > _MOST_ASKED):
            continue
        turn.guess |= clause.endswith("?")
        _add(turn, clause.rstrip(" ?"), talk)
    if turn.unsure:
        turn.lead, turn.guess = "", True  # "no, no idea" is no answer
    return turn


def _add(turn: Turn, clause: str, talk: Talk) -> None:
    """Add a clause to the turn, without its words of doubt, which the turn remembers."""
    if any(talk[kind].fullmatch(clause) for kind in ("plain_yes", "plain_no")):
        turn.guess |= bool(talk["supposed"].search(clause))
        turn.clauses.append(clause)
        return
    if talk["maybe"].fullmatch(clause):
        turn.unsure = True
        return
    if talk["probable"].fullmatch(clause):
        turn.lead, turn.guess = turn.lead or "yes", True
        return
    while doubt := talk["unsure"].search(clause):
        end = doubt.end()
        if talk["forgotten"].search(doubt[0]) and not (guess := talk["hedge"].search(clause, end)):
            end = len(clause)
        elif talk["forgotten"].search(doubt[0]) and guess:
            end = guess.start()
        elif of := talk["unsure_of"].match(clause, end):
            end = of.end()
        turn.unsure |= not talk["other_matter"].search(clause, doubt.start(), end)
        clause = f"{clause[: doubt.start()].rstrip()} {clause[end:].lstrip()}".strip()
    plain, hedges = talk["hedge"].subn(" ", clause)
    turn.guess |= hedges > 0
    clause = " ".join(plain.split())
    if denial := talk["denied"].match(clause):
        clause = clause[denial.end() :]
        turn.guess = True
        turn.denied.add(len(turn.clauses))
    if clause:
        turn.clauses.append(clause)


def bare(part: str, talk: Talk) -> str:
    """A clause without the filler words around it."""
    part = part.strip(" .?'\"")
    while (match := talk["filler"].match(part)) and match.end() < len(part):
        part = part[match.end() :]
    while (match := talk["tail"].search(part)) and match.start() > 0:
        part = part[: match.start()]
    return part
