"""What the trained readers are trained on: labels that exist, nothing that is held out, and weights that come of it."""

import pytest

from bot.conversation.shortfall import Shortfall
from bot.retrieval.expected import WEIGHTS as SECTION_WEIGHTS
from bot.understand.asked import WEIGHTS as ASKED_WEIGHTS
from bot.understand.sumroles import WEIGHTS as SUM_WEIGHTS
from evals.asked import labelled as asked_data
from evals.asked.__main__ import train as train_asked
from evals.cases import FRESH, held_out, load_probes, read_dataset
from evals.roles import labelled as role_data
from evals.roles.train import aligned, by_words, counted
from evals.roles.train import train as train_roles
from evals.sections import labelled as section_data


def unseen_questions() -> set[str]:
    probes = load_probes()
    tuned = {probe.question for probe in probes if not probe.held_out}
    second = {case.inputs.turns[-1] for path in FRESH.rglob("second.yaml") for case in read_dataset(path).cases}
    return ({probe.question for probe in probes} - tuned) | second


def test_nothing_held_out_is_trained_on() -> None:
    unseen = unseen_questions()
    assert len(unseen) > 300
    assert not unseen & {one.text for one in asked_data.labelled()}
    assert not unseen & {one.text for one in section_data.labelled()}
    kept = {text for text, _, _ in section_data.written() if held_out(text)}
    assert len(kept) > 500
    assert not kept & {one.text for one in (*asked_data.labelled(), *section_data.labelled())}


def test_every_label_is_a_section_of_the_corpus() -> None:
    index = Shortfall().index
    there = {passage.section for passage in index.passages()}
    for text, state, named in section_data.written():
        assert set(named) <= there, text
        assert all(section[7:9] == state for section in named if section.startswith("states/")) or state is None, text


def test_no_question_stands_twice() -> None:
    typed = [text.lower() for text, _, _ in section_data.written()]
    assert len(set(typed)) == len(typed) > 3_000
    told = [line.text.lower() for line in role_data.lines()]
    assert len(set(told)) == len(told) > 2_000


def test_sums_are_matched_with_their_labels_in_order() -> None:
    line = role_data.Line(
        "owed 212 (loan no. 77), sold 150",
        (("debt", role_data.Decimal(212_000)), ("sale_price", role_data.Decimal(150_000))),
    )
    _, read = by_words(line.text)
    assert [role for role in aligned(read, line.sums) if role != "none"] == ["debt", "sale_price"]


def test_the_judgement_reads_more_of_unseen_lines_than_the_word_groups() -> None:
    unseen = [line for line in role_data.lines() if line.held_out]
    alone, judged = counted(unseen, judge=False), counted(unseen, judge=True)
    assert judged["right"] > alone["right"] * 1.1
    assert judged["wrong"] < alone["wrong"]


def test_the_stored_weights_belong_to_the_data() -> None:
    seen = [line for line in role_data.lines() if not line.held_out] + list(role_data.worked())
    assert role_data.digest(seen) in SUM_WEIGHTS.read_text("utf-8").splitlines()[0], "run `python -m evals.roles`"
    stored = ASKED_WEIGHTS.read_text("utf-8").splitlines()[0]
    assert asked_data.digest(asked_data.labelled()) in stored, "run `python -m evals.asked`"
    import numpy as np  # noqa: PLC0415

    with np.load(SECTION_WEIGHTS) as file:
        assert str(file["fingerprint"]) == section_data.digest(section_data.labelled()), (
            "run `python -m evals.sections`"
        )


@pytest.mark.thorough
def test_the_same_data_give_the_same_weights() -> None:
    assert train_asked(asked_data.labelled()) == ASKED_WEIGHTS.read_text("utf-8")
    seen = [line for line in role_data.lines() if not line.held_out] + list(role_data.worked())
    assert train_roles(seen, role_data.digest(seen)) == SUM_WEIGHTS.read_text("utf-8")
