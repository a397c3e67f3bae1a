"""Federal rules that end a personal claim in every state: a bankruptcy discharge, an FHA-insured reverse mortgage."""

import re
from decimal import Decimal

from bot.answer.beside import DISCHARGE
from bot.answer.draft import Draft
from bot.answer.prose import first_sentence
from bot.answer.turn import Turn
from bot.retrieval.passage import rule_id
from bot.retrieval.sentences import sentences

LIENS = "federal/bankruptcy-discharge#liens-survive"
COSIGNERS = "federal/bankruptcy-discharge#cosigners-and-reaffirmation"
REVERSE, HEIRS = "federal/fha-loans#reverse-mortgage", "guide/recourse-and-nonrecourse#reverse"


_REAFFIRMED = re.compile(
    r"(?<!not )(?<!n't )(?<!never )(?<!nt )\breaffirmed\b|\bsigned (?:a |the |an? \w+ )?reaffirmation\b", re.IGNORECASE
)


def ended_by_federal_law(turn: Turn) -> bool:
    """Whether a federal rule ends the personal claim, whatever the state's rule says."""
    reaffirmed = _REAFFIRMED.search(turn.question.text)
    return not reaffirmed and (turn.facts.discharged == "yes" or turn.facts.loan == "reverse")


def answer_federal_bar(draft: Draft, turn: Turn) -> bool:
    """Answer from a federal rule that decides before the state's; returns whether one does."""
    facts = turn.facts
    if _REAFFIRMED.search(turn.question.text):
        # that debt was kept alive, whatever else the discharge ended
        kept = next(s for s in sentences(draft.library.passage(COSIGNERS).text) if "reaffirm" in s)
        draft.say(f"**{kept}**", COSIGNERS)
        if turn.record is None:
            draft.ask_for("state", "Which state is the house in? Its rule decides whether the rest may be claimed.")
        return turn.record is None
    if facts.discharged == "yes":
        draft.say(
            "**No: a debt that was discharged in bankruptcy can no longer be collected from you, in any state.**",
            DISCHARGE,
        )
        draft.say(
            "The discharge covers debts owed before the filing, except a mortgage that you reaffirmed, which means that you signed "
            "in the case to stay liable for it. A judgment lien that already sits on other property may outlive it, and a "
            "co-signer who did not file still owes.",
            DISCHARGE,
            LIENS,
            COSIGNERS,
        )
        draft.say("If a collector writes anyway, send a copy of the discharge order and keep the letter.", kind="help")
    elif facts.loan == "reverse":
        draft.say(
            "**Usually no: on a reverse mortgage insured by FHA (a HECM) nobody is personally liable for the rest.**",
            REVERSE,
        )
        draft.say(
            "Such a loan is nonrecourse: the lender can look only to the home, and heirs need not make up the difference. "
            "Reverse mortgages that FHA does not insure follow their own contract and state law, so look for "
            '"HECM" or an FHA case number on the papers.',
            REVERSE,
            HEIRS,
        )
        own = turn.assessment.first.case if turn.assessment is not None else None
        if own is not None and turn.record is not None and own.outcome == "barred" and "reverse" in own.effect:
            draft.say(first_sentence(own.effect), rule_id(turn.record.code, own.id))
    else:
        return False
    draft.state = turn.state
    draft.outcome = "barred"
    if turn.numeric:
        draft.amount = Decimal("0.00")
        draft.figure(turn.plain)
    return True
