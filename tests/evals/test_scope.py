"""The training of the scope judgement: on what, that the stored weights come of it, and what the engine makes of them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.conversation.shortfall import Shortfall
from bot.settings import get_settings
from bot.understand.scope import WEIGHTS, scope_weights
from bot.yamlfile import load_yaml
from evals.cases import TODAY, load_probes, read_dataset, unseen_files
from evals.scope.labelled import Labelled, digest, kept_for_judging, labelled
from evals.scope.observe import observe, observed, read_observed
from evals.scope.train import table_of, train, unseen_odds

CASES: dict[str, list[dict[str, Any]]] = load_yaml(Path(__file__).with_name("scope.yaml"))
CLOSE = 0.02  # the weights have three digits after the point; a processor of another kind may differ in the last


@pytest.fixture(scope="module")
def questions() -> list[Labelled]:
    return labelled()


@pytest.fixture(scope="module")
def engine() -> Shortfall:
    return Shortfall(get_settings().model_copy(update={"today": TODAY}))


def nothing_to_look_up() -> Any:
    raise AssertionError("a question is not among the kept observations: run `python -m evals.scope`")


def test_nothing_held_out_is_trained_on(questions: list[Labelled]) -> None:
    seen = {one.text for one in questions}
    held_out = {probe.question for probe in load_probes() if probe.held_out}
    fresh = {case.inputs.turns[-1] for _, path in unseen_files() for case in read_dataset(path).cases}
    tuned = {probe.question for probe in load_probes() if not probe.held_out}
    assert len(fresh) > 400
    assert not seen & (held_out - tuned)
    assert not seen & fresh


def test_both_sides_have_their_questions(questions: list[Labelled]) -> None:
    own = [one for one in questions if one.own]
    assert sum(one.declined for one in own) > 1_000
    assert sum(not one.declined for one in own) > 650
    assert len({one.text.lower() for one in own}) == len(own)


def test_the_cases_of_this_test_are_not_trained_on(questions: list[Labelled]) -> None:
    seen = {one.text for one in questions}
    assert not seen & {case["text"] for side in CASES.values() for case in side}


def test_the_stored_weights_belong_to_the_data() -> None:
    stored = WEIGHTS.read_text("utf-8")
    assert digest(kept_for_judging()) in stored.splitlines()[0], "the questions changed: run `python -m evals.scope`"


@pytest.mark.thorough
def test_the_stored_weights_are_those_that_the_data_give() -> None:
    kept = kept_for_judging()
    stored = WEIGHTS.read_text("utf-8")
    again = train(kept, *table_of(observed(kept, read_observed(), nothing_to_look_up)))
    made, was = (dict(line.split("\t") for line in text.splitlines()[1:]) for text in (again, stored))
    assert made.keys() == was.keys()
    assert all(abs(float(made[name]) - float(was[name])) < CLOSE for name in was)


def test_other_data_give_other_weights() -> None:
    """One thing that is known decides a handful of questions; with the labels turned round it decides the other way."""
    no = ("outside", "injection", "harm_person")
    texts = [f"question {n}" for n in range(30)]
    table, names = np.array([[0.0, float(n % 2)] for n in range(30)]), ["text", "state"]
    one_way = [Labelled(t, no[n // 2 % 3] if n % 2 else "answer", own=True) for n, t in enumerate(texts)]
    other_way = [Labelled(t, "answer" if n % 2 else no[n // 2 % 3], own=True) for n, t in enumerate(texts)]
    first, second = (
        dict(line.split("\t") for line in train(way, table, names).splitlines()[1:]) for way in (one_way, other_way)
    )
    assert float(first["state"]) > 0 > float(second["state"])
    odds = unseen_odds(one_way, table)
    assert all((value > 0) == one.declined for value, one in zip(odds, one_way, strict=True))


def test_what_is_kept_is_what_the_engine_reads(engine: Shortfall) -> None:
    """What is known beside the words moves with the corpus and may differ a little."""
    some = kept_for_judging()[::60]
    kept = read_observed()
    for one, now in zip(some, observe(some, engine.index), strict=True):
        was = kept[one.text]
        assert now.spelt == was.spelt
        assert now.known.get("state") == was.known.get("state")
        assert now.known["fit"] == pytest.approx(was.known["fit"], abs=0.3)


@pytest.mark.parametrize("case", CASES["declined"], ids=lambda case: case["name"])
def test_what_the_engine_declines(engine: Shortfall, case: dict[str, Any]) -> None:
    answer = engine.ask(case["text"])
    assert answer.declined and answer.reason


@pytest.mark.parametrize("case", CASES["answered"], ids=lambda case: case["name"])
def test_what_the_engine_answers(engine: Shortfall, case: dict[str, Any]) -> None:
    assert not engine.ask(case["text"]).declined


def test_the_weights_are_read_once() -> None:
    assert scope_weights() is scope_weights()
