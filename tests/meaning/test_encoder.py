"""The sentence model in NumPy: the same vectors as with PyTorch, and what adapters do to them."""

import math

import numpy as np
import pytest

from bot.meaning.bundled import bundled_folder
from bot.meaning.encoder import MOST_PIECES, WIDTH, Encoder, gelu, normalised, softmax
from bot.retrieval.embedder import Embedder

TEXTS = (
    "Do I still owe the bank?",
    "owed $212,345.67 outside Tulsa; the credit union bid 150k & kept it",
    "¿todavía debo?",
    "x",
)


@pytest.fixture(scope="module")
def plain() -> Encoder:
    return Encoder(bundled_folder())


@pytest.mark.parametrize("text", TEXTS)
def test_the_mean_of_the_pieces_is_the_vector_of_sentence_transformers(plain: Encoder, text: str) -> None:
    [theirs] = Embedder().embed_documents([text])
    assert float(plain.vector(text) @ np.array(theirs)) > 0.9999  # a tangent stands for the error function


def test_pieces_stand_where_their_characters_do(plain: Encoder) -> None:
    text = "Foreclosed in TULSA"
    cut = plain.pieces(text)
    assert cut.spans[0] == cut.spans[-1] == (0, 0)  # the marker pieces
    assert "".join(text[start:end] for start, end in cut.spans) == text.replace(" ", "")
    assert len(cut.ids) == len(cut.spans)


def test_a_long_text_is_read_as_far_as_the_model_goes(plain: Encoder) -> None:
    assert len(plain.pieces("owed " * 1_000).ids) == MOST_PIECES


def test_an_adapter_is_added_to_its_matrix_alone(plain: Encoder) -> None:
    one, other = np.ones((WIDTH, 1), dtype=np.float32), np.full((1, WIDTH), 0.5, dtype=np.float32)
    adapted = plain.adapted({"5.attention.self.query": (one, other)})
    name = "attention.self.query"
    assert np.allclose(adapted.layers[5][name][0] - plain.layers[5][name][0], 0.5, atol=1e-6)
    assert adapted.layers[4][name][0] is plain.layers[4][name][0]
    assert not np.allclose(adapted.states(plain.pieces("x y").ids), plain.states(plain.pieces("x y").ids))


def test_the_steps_are_what_they_are_called() -> None:
    rows = np.array([[1.0, 2.0, 4.0], [1000.0, 1000.0, 1000.0]], dtype=np.float32)
    assert np.allclose(softmax(rows)[1], 1 / 3) and np.allclose(softmax(rows).sum(axis=1), 1)
    made = normalised(rows[:1], np.full(3, 2.0, dtype=np.float32), np.ones(3, dtype=np.float32))
    assert math.isclose(float(made.mean()), 1.0, abs_tol=1e-5) and math.isclose(float(made.std()), 2.0, abs_tol=1e-4)
    exact = [x * 0.5 * (1 + math.erf(x / math.sqrt(2))) for x in (-2.0, 0.0, 0.7, 3.0)]
    assert np.allclose(gelu(np.array([-2.0, 0.0, 0.7, 3.0], dtype=np.float32)), exact, atol=1e-3)
