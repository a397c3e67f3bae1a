"""The arithmetic of a brief, step by step: the shortfall, the state's cap, and other figures worked out in the talk."""

from collections.abc import Iterator, Sequence

from bot.answer.assessed import dearest
from bot.answer.model import Citation
from bot.answer.prose import capital
from bot.answer.shortfall import FORMULA
from bot.brief.model import BriefSum, SumStep
from bot.brief.sources import Sources
from bot.calculator.figure import Figure, arithmetic, dollars
from bot.conversation.standing import Standing
from bot.conversation.transcript import ConversationTurn
from bot.law.cap import ends_of
from bot.retrieval.passage import rule_id

TITLES = {
    "deficiency": "Shortfall before the state's rule",
    "surplus": "Surplus",
    "capped_deficiency": "The most that the state's rule leaves",
    "balance": "Balance of the second loan",
}
SUPPOSED = ("what_if", "compare", "nothing_supposed")  # acts whose figures are not those of the case
OF_THE_RULE = frozenset({*TITLES, "value_credit", "difference"})


def sums(standing: Standing, turns: Sequence[ConversationTurn], sources: Sources) -> tuple[BriefSum, ...]:
    """The figures of the case, the plain shortfall first, then the latest of each other kind in the conversation."""
    return (*_of_the_case(standing, sources), *_others(turns, sources))


def _of_the_case(standing: Standing, sources: Sources) -> Iterator[BriefSum]:
    plain, passages = standing.plain, [FORMULA]
    capped = None
    if standing.record is not None and standing.assessment is not None:
        p = dearest(standing.assessment)
        plain, capped = p.recoverable.plain or plain, p.recoverable.figure
        passages = [rule_id(standing.record.code, p.case.id)]
    if plain is not None:
        yield _sum(plain, sources.cite(FORMULA))
    if capped is not None and capped != plain:
        yield _sum(capped, sources.cite(*passages))


def _sum(figure: Figure, cited: tuple[int, ...], note: str = "") -> BriefSum:
    ends = ends_of(figure)
    between = (
        f"From the middle of what was told; over its range {dollars(ends[0])} to {dollars(ends[1])}." if ends else ""
    )
    return BriefSum(
        title=TITLES.get(figure.name, capital(figure.name.replace("_", " "))),
        steps=tuple(SumStep(label=s.label, amount=s.amount, expression=s.expression) for s in figure.steps),
        result=figure.amount,
        line=arithmetic(figure),
        note=f"{note} {between}".strip(),
        sources=cited,
    )


def _others(turns: Sequence[ConversationTurn], sources: Sources) -> Iterator[BriefSum]:
    """A settlement, a garnishment cap, a tax: as it was worked out with what was known by then."""
    told: set[str] = set()
    for turn in reversed(turns):
        for figure in turn.answer.figures if turn.answer.act not in SUPPOSED else ():
            if figure.name in OF_THE_RULE or figure.name in told:
                continue
            told.add(figure.name)
            cited = sources.cite(*_cited(figure, turn.answer.citations))
            yield _sum(figure, cited, f"Worked out in message {turn.number}, with what was known by then.")


def _cited(figure: Figure, citations: Sequence[Citation]) -> list[str]:
    """The passage that gives a figure's formula: named by the figure, or of the answer that told it."""
    if "#" in figure.source:
        return [figure.source]
    return [c.passage for c in citations if c.cite in figure.source or figure.source in c.cite] or [
        c.passage for c in citations[:1]
    ]
