"""The check of a model's draft, on labelled drafts, on the built-in engine's own answers, and on drafts changed at random."""

import random
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

import pytest

from bot.agent.evidence import Evidence
from bot.agent.verify import Support, check
from bot.agent.verify.cites import cite_spans, sections
from bot.agent.verify.mentions import Mention, mentions
from bot.agent.verify.numbers import known
from bot.agent.verify.sentence import passage_text
from bot.answer.model import Answer
from bot.conversation.shortfall import Shortfall
from bot.yamlfile import load_yaml
from tests.agent.evidence_of import DRAFTS, Row, draft_of, engine, evidence_of, rows

CAUGHT, PASSED = 0.99, 0.97


@cache
def made() -> Shortfall:
    return engine()


@cache
def support() -> Support:
    return Support(made().index.embedder)


@cache
def evidence(turns: tuple[str, ...]) -> Evidence:
    return evidence_of(turns, made())


def test_there_are_drafts_enough_of_every_kind() -> None:
    everything = list(rows())
    kinds = {row.kind for row in everything if row.label == "wrong"}
    states = {p[7:9] for row in everything for s in row.sentences for p in s["passages"] if p.startswith("states/")}
    assert len({row.name for row in everything}) == len(everything)
    assert sum(row.label == "right" for row in everything) >= 90
    assert len(everything) >= 240
    assert len(states) >= 25
    assert {"number", "amount", "date", "period", "unit", "statute", "subsection", "state", "negation", "dropped exception",
            "actor", "made-up case", "mixed-up citation", "overclaim", "illegal advice", "promise", "uncited",
            "number in words"} <= kinds  # fmt: skip


def test_a_wrong_draft_differs_from_its_right_one() -> None:
    right = {row.name: row for row in rows() if row.label == "right"}
    for row in rows():
        if row.label == "wrong":
            base = right[row.name.split(":")[0]]
            assert (row.sentences, row.outcome) != (base.sentences, base.outcome), row.name


@pytest.mark.parametrize(
    ("parts", "every"),
    [(("check",), 3), pytest.param(("check", "tuning", "second look"), 1, marks=pytest.mark.thorough)],
)
def test_wrong_drafts_are_caught_and_right_ones_pass(
    parts: tuple[str, ...], every: int, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong, right = [], []
    for row in [row for row in rows() if row.part in parts][::every]:
        draft, given = draft_of(row, evidence(row.turns)), evidence(row.turns)
        faults = check(draft, given) or check(draft, given, support())  # vectors only where nothing else speaks
        (wrong if row.label == "wrong" else right).append((row, faults))
    with capsys.disabled():
        for part in parts:
            print(
                f"\n{part}: {_share(wrong, part, bool)} of the wrong caught, {_share(right, part, _none)} of the right pass"
            )
        for row, faults in (*((r, f) for r, f in wrong if not f), *((r, f) for r, f in right if f)):
            print(f"  {row.label}, {row.name}", *(f"\n    {fault.rule}: {fault.detail}" for fault in faults))
    assert wrong
    assert right
    assert sum(bool(f) for _, f in wrong) >= CAUGHT * len(wrong)
    assert sum(not f for _, f in right) >= PASSED * len(right)


def _none(faults: object) -> bool:
    return not faults


def _share(judged: list[tuple[Row, list]], part: str, good: Callable[[object], bool]) -> str:
    of_part = [good(faults) for row, faults in judged if row.part == part]
    return f"{sum(of_part)} of {len(of_part)}"


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.thorough)])
def test_the_built_in_engines_own_answers_pass(every: int, capsys: pytest.CaptureFixture[str]) -> None:
    questions = load_yaml(DRAFTS.parent / "questions.yaml")
    assert len(questions) >= 60
    questions = questions[::every]
    failed = []
    for question in questions:
        given = evidence((question,))
        if faults := check(given.built_in, given, support()):
            failed.append((question, faults))
    with capsys.disabled():
        print(f"\nthe built-in engine's answers: {len(questions) - len(failed)} of {len(questions)} pass")
        for question, faults in failed:
            print(f"  {question}", *(f"\n    {fault.rule}: {fault.detail}" for fault in faults))
    assert len(failed) <= round((1 - PASSED) * len(questions) + 0.4)


_DIGITS = re.compile(r"(?<![A-Za-z0-9])\d[\d,]*(?:\.\d+)?")
_UNITS = ("day", "week", "month", "year")
_WORDS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirty",
    "sixty",
    "ninety",
)


def _mutant(text: str, chance: random.Random) -> str | None:
    """The text with one number, unit, number word or section changed; None where it holds none."""
    changes: list[Callable[[], str | None]] = [_digits, _unit, _word, _section]  # type: ignore[list-item]
    chance.shuffle(changes)
    return next((changed for change in changes if (changed := change(text, chance)) is not None), None)  # type: ignore[call-arg]


def _digits(text: str, chance: random.Random) -> str | None:
    hits = [m for m in _DIGITS.finditer(text) if len(m[0]) > 1]
    if not hits:
        return None
    hit = chance.choice(hits)
    place = chance.choice([n for n, c in enumerate(hit[0]) if c.isdigit()])
    other = chance.choice([d for d in "123456789" if d != hit[0][place]])
    return text[: hit.start() + place] + other + text[hit.start() + place + 1 :]


def _unit(text: str, chance: random.Random) -> str | None:
    hits = list(re.finditer(r"(?<=[\w)] )(?:day|week|month|year)(?=s?\b)|(?<=-)(?:day|week|month|year)\b", text))
    hits = [
        m for m in hits if re.search(r"(?:\d|" + "|".join(_WORDS) + r"|one)[ -]$", text[: m.start()], re.IGNORECASE)
    ]
    if not hits:
        return None
    hit = chance.choice(hits)
    return text[: hit.start()] + chance.choice([u for u in _UNITS if u != hit[0]]) + text[hit.end() :]


def _word(text: str, chance: random.Random) -> str | None:
    hits = list(re.finditer(rf"\b(?:{'|'.join(_WORDS)})\b(?=[ -](?:days?|weeks?|months?|years?))", text, re.IGNORECASE))
    if not hits:
        return None
    hit = chance.choice(hits)
    return text[: hit.start()] + chance.choice([w for w in _WORDS if w != hit[0].lower()]) + text[hit.end() :]


def _section(text: str, chance: random.Random) -> str | None:
    spans = [(start, end) for start, end in cite_spans(text) if re.search(r"\d", text[start:end])]
    if not spans:
        return None
    start, end = chance.choice(spans)
    digits = [n for n in range(start, end) if text[n].isdigit()]
    place = chance.choice(digits)
    return text[:place] + chance.choice([d for d in "123456789" if d != text[place]]) + text[place + 1 :]


def _nowhere(text: str, row: Row, place: int, given: Evidence) -> bool:
    """Whether a changed sentence holds a number or section that is nowhere in the evidence, found in the plainest way."""
    ids = row.sentences[place]["passages"]
    held = [passage_text(given.library.passage(p)) for p in ids]
    own = known(given)
    near = [m for source in (*held, *given.said) for m in mentions(source)]
    values = {m.value for m in near if m.value is not None} | own.amounts | own.plain | own.percents
    days = {(d.year, d.month, d.day) for d in own.days} | {m.day for m in near if m.kind == "day"}
    days |= {(c.year, c.month, c.day) for c in (given.library.passage(p).checked for p in ids)}
    years = {d[0] for d in days}
    units = {(m.value, m.unit) for m in near if m.kind == "period"}
    cited = {(s.number.lower()) for source in held for s in sections(source)}

    before = {(m.kind, m.value, m.unit, m.day) for m in mentions(row.sentences[place]["text"])}

    def lost(m: Mention) -> bool:
        if (m.kind, m.value, m.unit, m.day) in before:
            return False
        if m.kind == "day":
            return m.day not in days and not any(
                all(a in (None, b) for a, b in zip(m.day, d, strict=True)) for d in days
            )
        if m.kind == "period":
            return (m.value, m.unit) not in units
        if m.kind == "year":
            return m.value not in values and m.value not in years
        return m.value not in values and m.value not in {a / 1000 for a in own.amounts} and (m.value or 0) > Decimal(6)

    return any(lost(m) for m in mentions(text)) or any(s.number.lower() not in cited for s in sections(text))


@pytest.mark.parametrize("mutants", [300, pytest.param(3000, marks=pytest.mark.thorough)])
def test_no_number_changed_at_random_passes_where_it_is_nowhere_in_the_evidence(mutants: int) -> None:
    chance = random.Random(20260301)
    right = [row for row in rows() if row.label == "right"]
    tried, let_through = 0, []
    drafts: dict[str, Answer] = {row.name: draft_of(row, evidence(row.turns)) for row in right}
    while tried < mutants:
        row = chance.choice(right)
        given, draft = evidence(row.turns), drafts[row.name]
        place = chance.randrange(len(row.sentences))
        changed = _mutant(draft.segments[place].text, chance)
        if changed is None or not _nowhere(changed, row, place, given):
            continue
        tried += 1
        segment = draft.segments[place].model_copy(update={"text": changed})
        mutant = draft.model_copy(update={"segments": (*draft.segments[:place], segment, *draft.segments[place + 1 :])})
        if not check(mutant, given):
            let_through.append(changed)
    assert let_through == []
