"""Looking the datasets over: each kind of problem is found, and the real datasets have none and are large enough."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.errors import ShortfallError
from bot.law.record import get_record
from bot.settings import get_settings
from evals.cases import DATASETS, GROUPS, Probe, dataset_files, load_probes, read_dataset
from evals.check import Found, arithmetic, check_datasets
from evals.judge import Library
from evals.wording import periods

KINDS = {"outcome", "cap", "deadline", "redemption", "process", "citation"}
LEAST = {"numeric": 250, "guide": 150, "federal": 80, "conversations": 60, "robustness": 300, "limits": 120}
QUESTION = "my cousin in tucson lost her triplex at the trustee auction last spring, who gets what now?"
STATES = get_settings().corpus_dir / "states"

Check = Callable[..., Found]


def case(name: str = "case-one", question: str = QUESTION, **changed: Any) -> dict[str, Any]:
    about = {"kind": "outcome", "state": "AZ", "why": "The statute says so.", **changed.pop("about", {})}
    return {
        "name": name,
        "inputs": {"question": question},
        "expected_output": {"state": "AZ", "outcome": "limited", **changed},
        "metadata": about,
    }


@pytest.fixture
def check(tmp_path: Path, library: Library) -> Check:
    """Write cases as datasets, one each, and look them over."""

    def look(*cases: dict[str, Any]) -> Found:
        (tmp_path / "numeric").mkdir()
        for n, one in enumerate(cases):
            (tmp_path / "numeric" / f"{n}.yaml").write_text(
                yaml.safe_dump({"name": "numeric", "cases": [one]}), "utf-8"
            )
        return check_datasets(tmp_path, index=library.index)

    return look


def test_a_sound_dataset_has_no_problem(check: Check) -> None:
    found = check(
        case(), case("case-two", "got served in boise over an old heloc, is that even legal after this long?")
    )
    assert (found.cases, found.problems, found.disagreements) == (2, [], [])


OTHER = "got served in boise over an old heloc, is that even legal after this long?"

PROBLEMS: list[tuple[list[dict[str, Any]], str]] = [
    ([case(), case(question=OTHER)], "case-one: the name stands twice"),
    ([case(), case("case-two", QUESTION.upper().replace("?", " !"))], "case-two: nearly the question of case-one"),
    (
        [case(question="They say the lender that held the sale cannot sue for the rest, true?")],
        "case-one: repeats the corpus: the lender that held the sale cannot sue",
    ),
    (
        [case(question="Can the bank sue me for the difference in Arizona?")],
        "case-one: is word for word a phrasing that the corpus lists",
    ),
    (
        [case(facts=[{"says": "no", "held_by": ["states/AZ#overview", "states/AZ#nothing"]}])],
        "case-one: there is no passage states/AZ#nothing",
    ),
    (
        [case(amount="12.00", about={"sum": "388000 - 300500"})],
        "case-one: sum gives 87500.00, amount says 12.00",
    ),
    (
        [case(amount="12.00", about={"sum": "__import__('os').getpid()"})],
        """case-one: sum: "__import__('os').getpid()" holds more than arithmetic""",
    ),
    ([case(amount="12.00", about={"sum": "12 +"})], "case-one: sum: '12 +' is no arithmetic"),
    ([case(same_as="case-nine")], "case-one: says again case-nine, which is not there"),
]


@pytest.mark.parametrize(("cases", "problem"), PROBLEMS)
def test_each_kind_of_problem_is_found(cases: list[dict[str, Any]], problem: str, check: Check) -> None:
    assert check(*cases).problems == [problem]


def test_where_the_record_expects_otherwise_is_listed_and_is_no_problem(check: Check) -> None:
    told = {"process": "nonjudicial", "property": "dwelling", "units": 1, "acres": 1}
    found = check(
        case(about={"told": told}), case("case-two", OTHER, outcome=["limited", "barred"], about={"told": told})
    )
    assert found.problems == []
    assert [line.split(" (")[0] for line in found.disagreements] == [
        "case-one: expects limited, the record gives barred"
    ]


def test_a_day_that_the_record_does_not_give_and_facts_that_there_are_not_are_listed(check: Check) -> None:
    told = {"process": "nonjudicial", "units": 3, "sale_date": "2026-06-01", "property": "dwelling"}
    day = {"date": "2026-08-30", "period": "90 days"}
    # the ninety days are over
    passed: dict[str, Any] = {"outcome": "barred", "about": {"told": told}}
    good, bad = case(deadline=day, **passed), case("two", OTHER, about={"told": {"colour": "green"}})
    late = case("three", "phoenix again, what day?", deadline={**day, "date": "2026-08-31"}, **passed)
    lines = check(good, bad, late).disagreements
    assert len(lines) == 2
    assert lines[0].startswith("two: told cannot be assessed: ")
    assert lines[1].startswith("three: expects the day 2026-08-31, the record gives ")
    assert "2026-08-30" in lines[1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("max(0, 212000 - 150000.50)", "61999.50"),
        ("-(2 + 3) * 4", "-20.00"),
        ("100000 * 0.1 / 3", "3333.33"),
        ("round(10 / 3, 1) + min(1, 2)", "4.30"),
        ("round(2.5)", "2.00"),
        ("1_000 - 1", "999.00"),
        ("0.1 + 0.2", "0.30"),
    ],
)
def test_a_sum_is_worked_out_in_exact_decimals(text: str, value: str) -> None:
    assert str(arithmetic(text)) == value


@pytest.mark.parametrize("text", ["open('x')", "a + 1", "2 ** 999999", "'1' * 9", "max", "[1][0]", "1 if 1 else 2", ""])
def test_a_sum_is_never_run_as_code(text: str) -> None:
    with pytest.raises(ShortfallError):
        arithmetic(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cases: [", "numeric.yaml"),
        ("cases: [{name: a, inputs: {question: b}, expected_output: {outcom: x}}]", "outcom"),
    ],
)
def test_a_file_that_is_not_valid_is_said_with_its_fault(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "numeric.yaml").write_text(f"name: n\n{text}\n", "utf-8")
    with pytest.raises(ShortfallError, match=says):
        load_probes(folder=tmp_path)


def test_a_dataset_that_there_is_not_is_said_with_those_that_there_are() -> None:
    with pytest.raises(ShortfallError, match=r"no dataset named federalist.*federal"):
        dataset_files(["federalist"])


@cache
def real() -> tuple[Probe, ...]:
    return tuple(probe for probe in load_probes() if "@" not in probe.name)


def of(group: str) -> list[Probe]:
    return [probe for probe in real() if probe.group == group]


def test_the_real_datasets_have_no_problem(library: Library) -> None:
    assert check_datasets(index=library.index).problems == []


def test_every_dataset_belongs_to_a_group() -> None:
    assert {group for group, _ in dataset_files()} == set(GROUPS)


@pytest.mark.parametrize("code", sorted(path.stem for path in STATES.glob("*.yaml")))
def test_every_jurisdiction_is_asked_about_each_kind_of_rule(code: str) -> None:
    kinds = Counter(probe.about.kind for probe in of("state-rules") if probe.about.state == code)
    assert set(kinds) == KINDS, get_record(STATES, code).name
    assert kinds.total() >= 6


@pytest.mark.parametrize(("group", "least"), LEAST.items())
def test_every_group_is_large_enough(group: str, least: int) -> None:
    assert len(of(group)) >= least


def test_conversations_are_of_three_to_eight_turns() -> None:
    lengths = Counter(len(probe.asked.turns) for probe in of("conversations"))
    assert set(lengths) <= set(range(3, 9))


def test_every_case_says_why_and_all_but_variations_and_refusals_where_it_is_known_from() -> None:
    assert [probe.name for probe in real() if not probe.about.why.strip()] == []
    needy = [probe for probe in real() if probe.group not in ("robustness", "limits")]
    assert [probe.name for probe in needy if probe.about.source is None] == []


def test_every_expected_period_can_be_compared_and_every_sum_is_of_an_amount() -> None:
    periods_told = [(p.name, p.expected.deadline.period) for p in real() if p.expected.deadline]
    assert [name for name, period in periods_told if period and not periods(period)] == []
    assert [probe.name for probe in real() if probe.about.sum and probe.expected.amount is None] == []
    assert all(isinstance(probe.expected.amount, Decimal | None) for probe in real())


def test_about_a_fifth_is_held_out_and_a_paraphrase_goes_with_its_question() -> None:
    shares = Counter(probe.held_out for probe in real())
    assert 0.15 < shares[True] / shares.total() < 0.25
    by_name = {probe.name: probe for probe in real()}
    again = [probe for probe in real() if probe.expected.same_as]
    assert [p.name for p in again if by_name[p.expected.same_as or ""].held_out != p.held_out] == []


def test_a_file_of_the_datasets_is_named_for_what_it_holds() -> None:
    for group, path in dataset_files():
        name = read_dataset(path).name
        assert name is not None, path
        assert path.stem in name or group in name, path.relative_to(DATASETS)
