"""Sections that are expected to answer: small hand-made weights, and the file in service."""

from pathlib import Path

import numpy as np
import pytest

from bot.conversation.shortfall import Shortfall
from bot.retrieval.expected import (
    EXPECTED,
    LEAST,
    OF_A_STATE,
    ExpectedSections,
    expected_sections,
    kind_of,
    ranked,
    units_by_meaning,
)
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Passage
from bot.topics import Topic


def hit(section: str, score: float) -> Hit:
    state = section[7:9] if section.startswith("states/") else None
    passage = Passage.model_construct(
        id=section, kind="state" if state else "guide", title=section, state=state, topic=Topic.RULE
    )
    return Hit(passage=passage, score=score)


MODEL = ExpectedSections(
    {"guide/a#b": 0, "guide/a#c": 1, "states#fair-value": 2},
    np.array([[2.0, 0.0], [0.0, 1.0], [0.0, -9.0]], dtype=np.float32),
    np.array([0.0, 0.5, 0.0], dtype=np.float32),
    "hash",
)
QUESTION = np.array([0.0, 1.0], dtype=np.float32)  # the sections have the odds 0, 1.5 and -9


def test_what_is_less_expected_ranks_lower() -> None:
    hits = [hit("guide/a#b", 0.70), hit("guide/a#c", 0.68)]
    found = ranked(hits, MODEL.units(QUESTION, hits))
    assert [one.passage.id for one in found] == ["guide/a#c", "guide/a#b"]
    assert found[0].score == pytest.approx(0.68)
    assert found[1].score == pytest.approx(0.70 - EXPECTED * 1.5)


def test_two_models_are_added() -> None:
    hits = [hit("guide/a#b", 0.70), hit("guide/a#c", 0.68)]
    found = ranked(hits, MODEL.units(QUESTION, hits), [0.0, -2.0])
    assert [one.passage.id for one in found] == ["guide/a#b", "guide/a#c"]
    assert found[0].score == pytest.approx(0.70)  # the most expected of both together is not lowered
    assert found[1].score == pytest.approx(0.68 - EXPECTED * 0.5)


def test_no_section_is_lowered_for_ever_and_a_states_less() -> None:
    hits = [hit("guide/a#c", 0.5), hit("states/OH#fair-value", 0.9)]
    assert ranked(hits, MODEL.units(QUESTION, hits))[0].score == pytest.approx(0.9 - OF_A_STATE * EXPECTED * LEAST)


def test_a_section_that_is_not_known_keeps_its_score() -> None:
    assert ranked([hit("guide/new#one", 0.4)], [None])[0].score == 0.4
    assert ranked([], []) == []


def test_the_meaning_of_a_question_decides_between_two_that_are_as_near() -> None:
    hits = [hit("guide/redemption#price", 0.5), hit("federal/bank-levy-federal-benefits#automatic-protection", 0.5)]
    units = units_by_meaning("they emptied my account and it was all social security", hits)
    assert ranked(hits, units)[0].passage.id.startswith("federal/bank-levy")


def test_the_weights_in_service_know_every_section_of_the_corpus() -> None:
    engine = Shortfall()
    kinds = {kind_of(passage.section) for passage in engine.index.passages()}
    assert not kinds - expected_sections().places.keys(), "the corpus changed: run `python -m evals.sections`"
    assert expected_sections().model_hash == engine.index.manifest.model_hash


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        ExpectedSections.read(tmp_path / "none.npz")
