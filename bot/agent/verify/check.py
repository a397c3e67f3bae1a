"""`check`: everything that keeps a language model's draft from being shown."""

from bot.agent.evidence import Evidence
from bot.agent.verify import agreement, conduct, numbers, outcome, place, statutes
from bot.agent.verify.sentence import Sentence, sentences_of
from bot.agent.verify.support import Support
from bot.answer.model import Answer
from bot.answer.verify import Fault
from bot.errors import SearchIndexError

SENTENCE_CHECKS = (statutes.faults, place.faults, outcome.faults, conduct.faults, agreement.faults)


def check(draft: Answer, evidence: Evidence, support: Support | None = None) -> list[Fault]:
    """Every fault of a draft, in the order of its sentences; empty for one that may be shown.

    support: compares meanings by vectors too; without it only words, signs, actors and numbers are compared.
    """
    read = sentences_of(draft, evidence)
    found = _citations(draft, evidence)
    found += _uncited(read)
    found += outcome.of_the_whole(draft, read, evidence)
    own = numbers.known(evidence)
    for sentence in read:
        found += numbers.faults(sentence, evidence, own)
        for one in SENTENCE_CHECKS:
            found += one(sentence, evidence)
    if support is not None:
        found += support.faults(read, evidence, own)
    return sorted(dict.fromkeys(found), key=lambda fault: -1 if fault.segment is None else fault.segment)


def _citations(draft: Answer, evidence: Evidence) -> list[Fault]:
    """Citation numbers without an entry, entries that do not open or have no address."""
    found = []
    known = {citation.n for citation in draft.citations}
    for place_, segment in enumerate(draft.segments):
        if missing := sorted(set(segment.citations) - known):
            found.append(Fault(rule="citation without an entry", detail=f"{missing}: {segment.text}", segment=place_))
    for citation in draft.citations:
        try:
            evidence.library.passage(citation.passage)
        except SearchIndexError as error:
            found.append(Fault(rule="citation that does not open", detail=str(error)))
            continue
        if not citation.url.startswith("http"):
            found.append(Fault(rule="citation without an address", detail=citation.passage))
    return found


def _uncited(read: list[Sentence]) -> list[Fault]:
    """Claims without a source, whatever kind the segment says it is."""
    return [
        Fault(rule="uncited claim", detail=sentence.text, segment=sentence.segment)
        for sentence in read
        if not sentence.passages
        and not sentence.asks
        and not (sentence.kind == "question" and sentence.text.startswith("I ask because"))
        and not (sentence.text.startswith("|") and "?" in sentence.text)  # the head of a table
        and (sentence.kind == "claim" or (sentence.kind != "arithmetic" and agreement.claims(sentence.text)))
    ]
