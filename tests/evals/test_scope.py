"""The training of the scope judgement: on what, that the stored weights come of it, and what the engine makes of them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from bot.conversation.shortfall import Shortfall
from bot.retrieval.embedder import Embedder
from bot.settings import get_settings
from bot.understand.scope import WEIGHTS, ScopeModel, scope_model
from evals.cases import FRESH, TODAY, load_probes, read_dataset
from evals.scope.labelled import Labelled, digest, labelled
from evals.scope.observe import Observed, observe, observed, read_observed
from evals.scope.train import Texts, embed, train, unseen_odds

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("scope.yaml").read_text("utf-8"))
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
    second = {case.inputs.turns[-1] for path in FRESH.rglob("second.yaml") for case in read_dataset(path).cases}
    tuned = {probe.question for probe in load_probes() if not probe.held_out}
    assert len(second) > 150
    assert not seen & (held_out - tuned)
    assert not seen & second


def test_both_sides_have_their_questions(questions: list[Labelled]) -> None:
    own = [one for one in questions if one.own]
    assert sum(one.declined for one in own) > 1_000
    assert sum(not one.declined for one in own) > 650
    assert len({one.text.lower() for one in own}) == len(own)


def test_the_cases_of_this_test_are_not_trained_on(questions: list[Labelled]) -> None:
    seen = {one.text for one in questions}
    assert not seen & {case["text"] for side in CASES.values() for case in side}


@pytest.mark.thorough
def test_the_stored_weights_are_those_that_the_data_give(questions: list[Labelled]) -> None:
    stored = WEIGHTS.read_text("utf-8")
    assert digest(questions) in stored.splitlines()[0], "the questions changed: run `python -m evals.scope`"
    seen = observed(questions, read_observed(), nothing_to_look_up)
    again = ScopeModel.from_text(train(questions, seen, embed(seen, Embedder())))
    kept = ScopeModel.from_text(stored)
    assert again.kinds == kept.kinds
    assert again.linear.vocabulary == kept.linear.vocabulary
    for name, column in kept.linear.columns.items():
        features = column.keys() | again.linear.columns[name].keys()
        apart = max(abs(column.get(one, 0.0) - again.linear.columns[name].get(one, 0.0)) for one in features)
        assert apart < CLOSE, name


def test_other_data_give_other_weights() -> None:
    """Two words decide a handful of questions; with the labels turned round they decide the other way."""
    texts = [f"{word} {n} a" for n in "qwertyuiopasdfg" for word in ("chili", "deficiency")]
    seen = [Observed(text=text, known={"state": 1.0} if "deficiency" in text else {"short": 1.0}) for text in texts]
    vectors = np.zeros((len(texts), 2))
    no = ("outside", "injection", "harm_person")
    one_way = [Labelled(t, no[n // 2 % 3] if "chili" in t else "answer", own=True) for n, t in enumerate(texts)]
    other_way = [Labelled(t, "answer" if "chili" in t else no[n // 2 % 3], own=True) for n, t in enumerate(texts)]
    first = ScopeModel.from_text(train(one_way, seen, vectors))
    second = ScopeModel.from_text(train(other_way, seen, vectors))
    assert first.by_words("chili") > 0 > first.by_words("deficiency")
    assert second.by_words("chili") < 0 < second.by_words("deficiency")
    assert first.linear.columns["judged"]["e:state"] < 0 < second.linear.columns["judged"]["e:state"]
    unseen = unseen_odds(Texts(one_way, seen, vectors))
    assert all((odds > 0) == one.declined for odds, one in zip(unseen, one_way, strict=True))


def test_what_is_kept_is_what_the_engine_reads(engine: Shortfall, questions: list[Labelled]) -> None:
    """Words spelt right and the state left out; what is known beside them moves with the corpus and may differ a little."""
    some = [one for one in questions if one.own and not one.later][::150]
    kept = read_observed()
    for one, now in zip(some, observe(some, engine.index), strict=True):
        was = kept[one.text]
        assert (now.spelt, now.embedded) == (was.spelt, was.embedded)
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
    assert scope_model() is scope_model()
