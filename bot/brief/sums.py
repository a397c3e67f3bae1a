"""The arithmetic of a brief, step by step: the shortfall, the state's cap, and other figures worked out in the talk."""

from collections.abc import Iterator, Sequence

from bot.answer.model import Citation
from bot.answer.own_words import reviewed_part
from bot.answer.prose import capital, listed
from bot.answer.shortfall import FORMULA
from bot.brief.model import BriefSum, SumStep
from bot.brief.sources import Sources
from bot.calculator.figure import ZERO, Figure, Step, arithmetic, dollars
from bot.conversation.standing import Standing
from bot.conversation.storage.transcript import ConversationTurn
from bot.law.assess import Possibility
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
    """The shortfall, then what each possibility leaves of it, the dearest first."""
    record, found = standing.record, standing.assessment
    ways = sorted(found.possibilities, key=lambda p: -(p.recoverable.amount or ZERO)) if found else []
    plain = next((p.recoverable.plain for p in ways if p.recoverable.plain), standing.plain)
    if plain is not None:
        yield _sum(plain, sources.cite(FORMULA))
    alike: dict[tuple[Step, ...], list[Possibility]] = {}
    for p in ways:
        if p.recoverable.figure is not None and p.recoverable.figure != plain:
            alike.setdefault(p.recoverable.figure.steps, []).append(p)
    for group in alike.values():
        figure = group[0].recoverable.figure
        assert figure is not None
        assert record is not None
        laws = listed([p.case.cite.partition(";")[0] for p in group]) if len(ways) > 1 else ""
        yield _sum(figure, sources.cite(*(rule_id(record.code, p.case.id) for p in group)), laws=laws)


def _sum(figure: Figure, cited: tuple[int, ...], note: str = "", laws: str = "") -> BriefSum:
    """laws: those whose figure it is, where several may decide."""
    ends = ends_of(figure)
    between = (
        f"From the middle of what was told; over its range {dollars(ends[0])} to {dollars(ends[1])}." if ends else ""
    )
    title = TITLES.get(figure.name, capital(figure.name.replace("_", " ")))
    return BriefSum(
        title=f"{title}: {laws}" if laws else title,
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
            cited = sources.cite(*_cited(figure, reviewed_part(turn.answer).citations))
            yield _sum(figure, cited, f"Worked out in message {turn.number}, with what was known by then.")


def _cited(figure: Figure, citations: Sequence[Citation]) -> list[str]:
    """The passage that gives a figure's formula: named by the figure, or of the answer that told it."""
    if "#" in figure.source:
        return [figure.source]
    return [c.passage for c in citations if c.cite in figure.source or figure.source in c.cite] or [
        c.passage for c in citations[:1]
    ]
