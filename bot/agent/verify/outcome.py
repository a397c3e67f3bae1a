"""What a draft says the lender can or cannot do is what the law engine found, with the conditions that decide."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from bot.agent.evidence import Evidence
from bot.agent.verify.place import states_named
from bot.agent.verify.sentence import Sentence
from bot.answer.model import Answer
from bot.answer.verify import Fault, settled_before
from bot.law.assess import Assessment
from bot.yamlfile import load_yaml

# taken for granted by everybody who asks about a sale: that there was one, that this lender held it and wants its
# money, that the owner was served and made no special agreement
_PLAIN = frozenset({"disposition", "sale_by", "deficiency_claim", "service", "promise_to_pay", "owner_election"})
Verdict = Literal["yes", "no"]


def of_the_whole(draft: Answer, read: list[Sentence], evidence: Evidence) -> list[Fault]:
    """The outcome that the draft carries, and an answer that is flat where it rests on something unknown."""
    assessment = evidence.turn.assessment
    if assessment is None:
        flat = draft.outcome is not None
        return [Fault(rule="outcome", detail=f"{draft.outcome}, and no state's rule was applied")] if flat else []
    found = []
    if draft.outcome not in (None, *settled_before(evidence.turn), assessment.outcome):
        detail = f"the draft says {draft.outcome}, the rule says {assessment.outcome}"
        found.append(Fault(rule="outcome", detail=detail))
    home = evidence.turn.state
    verdicts = [(s, v) for s in read if (v := verdict(s.text)) and _of_the_case(s, home) and not on_condition(s)]
    if verdicts and _rests_on_the_usual(assessment) and not any(_hedged(s.text) for s in read):
        sentence = verdicts[0][0]
        detail = f"it rests on what was taken as usual ({', '.join(assessment.taken)}) and does not say so"
        found.append(Fault(rule="dropped exception", detail=f"{detail}: {sentence.text}", segment=sentence.segment))
    return found


def faults(sentence: Sentence, evidence: Evidence) -> list[Fault]:
    """A yes or no to the question whether the lender may collect that the law engine does not give."""
    assessment = evidence.turn.assessment
    said = verdict(sentence.text)
    if assessment is None or said is None or sentence.asks or not _of_the_case(sentence, evidence.turn.state):
        return []
    if on_condition(sentence):
        return []
    may = _possible(assessment) | ({"no"} if settled_before(evidence.turn) else set())
    if settled_before(evidence.turn):
        may -= {"yes"}
    if said in may and (len(may) == 1 or assessment.outcome == "discretionary"):
        return []
    detail = f"says {said} where the rule says {assessment.outcome}"
    return [Fault(rule="outcome", detail=f"{detail}: {sentence.text}", segment=sentence.segment)]


def verdict(text: str) -> Verdict | None:
    """Whether a sentence says that the lender may collect (yes) or may not (no); None where it says neither.

    >>> verdict("They cannot come after you."), verdict("The lender can sue you."), verdict("Call a lawyer.")
    ('no', 'yes', None)
    >>> verdict("The market value does not reduce what the lender may claim.")
    """
    low = text.lower().replace("’", "'")
    patterns = _patterns()
    if patterns["none"].search(low):
        return "no"
    return "yes" if patterns["some"].search(low) else None


def _possible(assessment: Assessment) -> set[Verdict]:
    """The verdicts that the case may come out with."""
    found: set[Verdict] = {"no" if p.outcome == "barred" else "yes" for p in assessment.possibilities}
    return found


def _of_the_case(sentence: Sentence, home: str | None) -> bool:
    """Whether a sentence speaks of the case that is answered, and not of another state, loan or person."""
    named = states_named(sentence.text)
    if (named and home not in named) or (sentence.state and sentence.state != home):
        return False
    return not _patterns()["apart"].search(sentence.text.lower())


def on_condition(sentence: Sentence) -> bool:
    return _patterns()["condition"].search(sentence.text.lower()) is not None


def _hedged(text: str) -> bool:
    return _patterns()["hedge"].search(text.lower()) is not None


def _rests_on_the_usual(assessment: Assessment) -> bool:
    """Whether something taken as usual would turn the verdict round were it not so."""
    usual = _possible(assessment)
    return any(
        _verdicts(o.possibilities) - usual
        for o in assessment.otherwise
        if o.fact in assessment.taken and o.fact not in _PLAIN
    )


def _verdicts(possibilities: tuple[object, ...]) -> set[Verdict]:
    return {"no" if getattr(p, "outcome", "") == "barred" else "yes" for p in possibilities}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    read = load_yaml(Path(__file__).with_name("outcome.yaml"))
    return {name: re.compile("|".join(f"(?:{p})" for p in lines.splitlines())) for name, lines in read.items()}
