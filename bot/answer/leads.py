"""Questions whose words name one section of the guide or the federal rules, whatever else they touch: the section leads.

The words stand in leads.yaml. A section answers from the sentences that the file names, or from its beginning.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.answer.draft import Draft
from bot.answer.no_sale import answer_ahead, answer_no_sale
from bot.answer.own_wages import say_own_wages
from bot.answer.quoting import say_passage, say_sentences
from bot.answer.rule import add_rule
from bot.answer.turn import Turn
from bot.retrieval.fusion import Hit
from bot.understand.cues import spelt_out
from bot.yamlfile import load_yaml

LONGEST = 2500  # characters of a question that are looked at
WORDS, WHOLE = 80, 125  # of the section that leads, and of a short one that is told whole


@dataclass(frozen=True)
class Lead:
    """A section and the words that name it.

    asked: of which one is enough. beside: all of which must stand somewhere too. unless: which must not. in_a_state: whether
    it leads where a state's rule is known. surely: whether words of another subject beside it change nothing.
    while_owed: whether it does not lead once nothing is left to collect. says: how the sentences begin that are told; empty for the section's beginning.
    """

    section: str
    asked: tuple[re.Pattern[str], ...]
    beside: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    in_a_state: bool
    surely: bool
    while_owed: bool
    says: tuple[str, ...]

    def is_named(self, text: str) -> bool:
        """Whether a question names the section."""
        asked = any(words.search(text) for words in self.asked) and all(words.search(text) for words in self.beside)
        return asked and not (self.unless and self.unless.search(text))


@cache
def leads() -> tuple[Lead, ...]:
    """Every row of the file, in its order."""
    raw = load_yaml(Path(__file__).parent / "leads.yaml")

    def compiled(text: str) -> re.Pattern[str]:
        return re.compile(spelt_out(text, raw["words"]), re.IGNORECASE | re.DOTALL)

    return tuple(
        Lead(
            section=row["section"],
            asked=tuple(compiled(text) for text in ([row["asked"]] if isinstance(row["asked"], str) else row["asked"])),
            beside=tuple(compiled(text) for text in row.get("beside", ())),
            unless=compiled(row["unless"]) if "unless" in row else None,
            in_a_state=row.get("in_a_state", False),
            surely=row.get("surely", False),
            while_owed=row.get("while_owed", False),
            says=tuple(row.get("says", ())),
        )
        for row in raw["leads"]
    )


def lead_named(text: str, *, in_a_state: bool) -> Lead | None:
    """The first row whose section a question's words name, or None.

    >>> lead_named("any harm if i send them 20 bucks to show good faith", in_a_state=False).section
    'guide/common-mistakes#small-payments'
    >>> lead_named("they sold it for 120,000, what do i owe", in_a_state=False)
    """
    text = text[:LONGEST]
    return next((lead for lead in leads() if (lead.in_a_state or not in_a_state) and lead.is_named(text)), None)


def answer_lead(draft: Draft, turn: Turn) -> bool:
    """Answer from the section that the question's words name; returns False where none is, or a case is told with its sums.

    What was taken out of an account is no price, so that a section that surely leads does so beside any sum; where the sums
    of a case are told as well, what its rule leaves follows.
    """
    question = turn.question
    if answer_no_sale(draft, turn) or answer_ahead(draft, turn):
        return True
    sums = question.says("debt") or question.says("sale_price")
    lead = lead_named(question.text, in_a_state=turn.assessment is not None)
    released = any(one.fact == "deficiency_claim" for one in question.facts) and "rule" in question.intents
    if lead is None or (sums and not lead.surely) or (released and turn.assessment is not None and not lead.surely):
        return False
    if lead.while_owed and turn.assessment is not None and turn.assessment.outcome == "barred":
        return False
    passage = draft.library.passage(lead.section)
    if passage.id in draft.citations:
        return False
    if lead.says:
        say_sentences(draft, passage, lead.says)
    else:
        say_passage(draft, Hit(passage, 0.0), WORDS, WHOLE, question.text)
    draft.used("search_corpus")
    say_own_wages(draft, turn.record)
    if sums and turn.assessment is not None:
        add_rule(draft, turn)
    return True
