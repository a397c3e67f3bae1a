"""A part of the evaluation with every run of the tests: 300 questions, judged, against floors."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import evals
from evals.cases import GROUPS, Probe, load_probes
from evals.collect import Replies, talks
from evals.judge import Library
from evals.run import chosen
from evals.score import Result, score
from evals.summary import measure_figures, missed, read_thresholds
from evals.targets.built_in import BuiltIn

SMOKE = Path(evals.__file__).with_name("smoke.yaml")
MANY = 300


@cache
def every() -> list[Probe]:
    return load_probes()


@cache
def picked() -> tuple[Probe, ...]:
    return tuple(chosen(every(), MANY))


@pytest.fixture(scope="module")
def results(library: Library) -> list[Result]:
    target, replies = BuiltIn(), Replies()
    for turns in talks(picked()):
        replies |= {turns[:n]: reply for n, reply in enumerate(target.talk(turns), start=1)}
    return score(picked(), replies, library)


def test_the_choice_is_the_same_each_time_and_spread_over_all_groups() -> None:
    probes = every()
    copies = [probe.model_copy() for probe in reversed(probes)]
    assert [probe.name for probe in reversed(chosen(copies, MANY))] == [probe.name for probe in picked()]
    assert len(picked()) == MANY
    assert set(Counter(probe.group for probe in picked())) == set(GROUPS)
    assert chosen(probes, None) == chosen(probes, len(probes)) == probes
    # the order of the files is kept
    assert sorted(picked(), key=probes.index) == list(picked())


@pytest.mark.parametrize("limit", [1, 2, 37, MANY])
def test_a_paraphrase_is_chosen_with_its_question(limit: int) -> None:
    names = {probe.name for probe in chosen(every(), limit)}
    assert len(names) == limit
    asked_again = {probe.expected.same_as for probe in chosen(every(), limit)} - {None}
    assert asked_again <= names


def test_every_question_gets_an_answer(results: list[Result]) -> None:
    assert [f"{result.name}: {result.reply.error}" for result in results if result.reply.error] == []


def test_the_floors_are_reached(results: list[Result]) -> None:
    floors = read_thresholds(SMOKE)
    figures = measure_figures(results)
    assert set(floors) <= set(figures)
    assert missed(figures, floors) == []
