"""What the trained readers are trained on: labels that exist, nothing that is held out, and weights that come of it."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch

from bot.conversation.shortfall import Shortfall
from bot.meaning import reader as service
from bot.meaning.bundled import bundled_folder
from bot.meaning.encoder import Encoder
from bot.meaning.reader import ASKED, FACT, NONE, SCOPE, SECTION, WEIGHTS
from bot.understand.sumroles import WEIGHTS as SUM_WEIGHTS
from evals.cases import as_read, load_probes, read_dataset, unseen_files
from evals.cases import held_out as is_held_out
from evals.facts.__main__ import counted as counted_facts
from evals.facts.__main__ import is_unseen, phrases
from evals.meaning import train as training
from evals.meaning.labelled import Text, digest, facts_read, labelled
from evals.roles import labelled as role_data
from evals.roles.train import aligned, by_words, counted
from evals.roles.train import train as train_roles
from evals.scope.labelled import is_kept, kept_for_judging
from evals.scope.labelled import labelled as scope_questions
from evals.sections import labelled as section_data

pytestmark = pytest.mark.xdist_group("trained")  # the texts are read once


def unseen_questions() -> set[str]:
    probes = load_probes()
    tuned = {probe.question for probe in probes if not probe.held_out}
    fresh = {case.inputs.turns[-1] for _, path in unseen_files() for case in read_dataset(path).cases}
    return ({probe.question for probe in probes} - tuned) | fresh


def test_no_unseen_question_is_among_the_texts_that_are_trained_on() -> None:
    trained = {text for text, _, _ in phrases() if not is_unseen(text)}
    scoped = scope_questions()
    trained |= {one.text for one in scoped if not is_kept(one)}
    trained |= {text for text, _, _ in section_data.written() if not is_held_out(text)}
    trained |= {line.text for line in role_data.lines() if not line.held_out}
    unseen = unseen_questions()
    assert len(unseen) > 600 and len(trained) > 8_000
    assert not unseen & trained
    assert not {one.text for one in kept_for_judging()} & {one.text for one in scoped if not is_kept(one)}


@pytest.mark.thorough
def test_nothing_held_out_is_trained_on_as_the_readers_see_it() -> None:
    seen = {one.text for one in labelled()}
    unseen = unseen_questions()
    assert len(unseen) > 600
    assert not {as_read(text) for text in unseen} & seen
    assert not {as_read(text) for text, _, _ in section_data.written() if is_held_out(text)} & seen
    assert not {as_read(line.text) for line in role_data.lines() if line.held_out} & {
        one.text for one in labelled() if one.sums
    }
    kept = {as_read(text) for text, _, _ in phrases() if is_unseen(text)}
    assert not kept & {one.text for one in labelled() if any(view.startswith(FACT) for view in one.views)}
    judged = {as_read(one.text) for one in kept_for_judging()}
    assert len(judged) > 700
    assert not judged & {one.text for one in labelled() if SCOPE in one.views}


@pytest.mark.thorough
def test_each_view_has_its_texts() -> None:
    views = [view for one in labelled() for view in one.views]
    assert len(facts_read()) > 15
    assert all(views.count(f"{FACT}{fact}") > 4_000 for fact in facts_read())
    assert views.count(SCOPE) > 4_000 and views.count(SECTION) > 3_000 and views.count(ASKED) > 4_000
    assert sum(len(one.sums) for one in labelled()) > 5_000


def test_every_label_is_a_section_of_the_corpus() -> None:
    index = Shortfall().index
    there = {passage.section for passage in index.passages()}
    for text, state, named in section_data.written():
        assert set(named) <= there, text
        assert all(section[7:9] == state for section in named if section.startswith("states/")) or state is None, text


def test_no_question_stands_twice() -> None:
    for typed in (
        [text.lower() for text, _, _ in section_data.written()],
        [line.text.lower() for line in role_data.lines()],
        [text.lower() for text, _, _ in phrases()],
    ):
        assert len(set(typed)) == len(typed) > 2_000


def test_sums_are_matched_with_their_labels_in_order() -> None:
    line = role_data.Line(
        "owed 212 (loan no. 77), sold 150",
        (("debt", role_data.Decimal(212_000)), ("sale_price", role_data.Decimal(150_000))),
    )
    _, read = by_words(line.text)
    assert [role for role in aligned(read, line.sums) if role != "none"] == ["debt", "sale_price"]


def test_the_judgement_reads_more_of_unseen_lines_than_the_word_groups() -> None:
    unseen = [line for line in role_data.lines() if line.held_out][::4]
    alone, judged = counted(unseen, judge=False), counted(unseen, judge=True)
    assert judged["right"] > alone["right"] * 1.1
    assert judged["wrong"] < alone["wrong"]


def test_facts_of_unseen_phrases_are_read() -> None:
    found = sum(counted_facts(unseen=True, one_in=9).values(), start=Counter())
    assert found["right"] / sum(found.values()) > 0.42
    assert found["right"] / (found["right"] + found["wrong"]) > 0.75


def test_the_stored_weights_belong_to_the_data() -> None:
    seen = [line for line in role_data.lines() if not line.held_out] + list(role_data.worked())
    assert role_data.digest(seen) in SUM_WEIGHTS.read_text("utf-8").splitlines()[0], "run `python -m evals.roles`"
    with np.load(WEIGHTS) as file:
        assert str(file["fingerprint"]) == digest(), "run `python -m evals.meaning`"


def test_a_few_texts_are_learned_and_written_as_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two words decide what is told and what a sum is; what is written gives the reader the same likelihoods."""
    monkeypatch.setattr(training, "EPOCHS", 6)
    texts = [
        Text(
            f"{word} {filling} {sum_}k",
            {f"{FACT}buyer": (value,), SCOPE: ("answer" if value == "lender" else "outside",)},
            (
                (
                    (len(f"{word} {filling} "), len(f"{word} {filling} {sum_}k")),
                    "debt" if value == "lender" else "offer",
                ),
            ),
        )
        for word, value in (("bank", "lender"), ("stranger", "third_party"), ("weather", NONE))
        for filling, sum_ in (("took it", 120), ("that is all", 150), ("in may", 90), ("so they say", 210))
    ]
    reader = training.train(texts)
    training.write(reader, "made for a test", tmp_path / "weights.npz")
    monkeypatch.setattr(service, "WEIGHTS", tmp_path / "weights.npz")
    monkeypatch.setattr(service, "_reader", service._reader.__wrapped__)
    encoder, heads = service._reader()
    plain = Encoder(bundled_folder())
    for text, seen in zip(texts, training.read(texts, plain), strict=True):
        pieces = encoder.pieces(text.text)
        meant = service.Meaning(pieces, encoder.states(pieces.ids), heads)
        right = text.views[f"{FACT}buyer"][0]
        assert max(meant.facts["buyer"], key=lambda name: meant.facts["buyer"][name]) == right
        [role] = meant.sums([text.sums[0][0]])
        assert role is not None and role[text.sums[0][1]] > 0.5
        with torch.inference_mode():
            states, _ = reader.states([seen])
        assert np.allclose(states[0].numpy(), meant.states, atol=0.05)  # stored in 16 bits


@pytest.mark.thorough
def test_the_same_lines_give_the_same_weights() -> None:
    seen = [line for line in role_data.lines() if not line.held_out] + list(role_data.worked())
    assert train_roles(seen, role_data.digest(seen)) == SUM_WEIGHTS.read_text("utf-8")
