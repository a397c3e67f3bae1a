"""Shortfall with a language model, scored: runs through the command line against a scripted server, and what they cost."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.agent.faults import MESSAGES
from bot.cli import app
from bot.errors import ShortfallError
from bot.settings import get_settings
from evals import summary
from evals.reply import Reply
from evals.score import About, read_about, read_results
from evals.speaking import PRICE, Price, Speaking, read_price, speaking, spent, told
from tests.agent.scripted import Scripted, scripted_server
from tests.evals.page import Page

ASKED = ("--dataset", "state-rules/AZ")
MANY = 7
# asks for the rule and tells it in the words of its first source
PLAIN = [
    {"calls": [{"name": "assess_state_rule", "args": {}}]},
    {"text": "{{tool:assess_state_rule.sources[0].text|sentence}} [{{tool:assess_state_rule.sources[0].n}}]"},
]
FAULT = "number without a source"
UNCHANGED = ("outcome", "amount to the cent", "deadline exact", "right state")

Run = Callable[..., tuple[str, About, Path]]


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        running.play("plain", PLAIN)
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture
def run(server: Scripted, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """One run of the command line; what it printed, what it notes of itself, its folder."""
    floor = folder / "thresholds.yaml"
    floor.write_text("StateAccuracy: {min: 0.0}\n", "utf-8")
    monkeypatch.setattr(summary.read_thresholds, "__defaults__", (floor,))
    for name, value in {"BASE_URL": server.url, "KEY": "a key", "RETRIES": "0", "TIMEOUT": "20"}.items():
        monkeypatch.setenv(f"SHORTFALL_MODEL_{name}", value)
    monkeypatch.delenv(PRICE, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    get_settings.cache_clear()
    server.clear()

    def one(target: str, *more: str) -> tuple[str, About, Path]:
        out = folder / target.replace(":", "-")
        workers = "1" if target == "built-in" else "3"  # processes, which are slow to begin, or threads
        ran = CliRunner().invoke(
            app, ["eval", *ASKED, "--target", target, "--workers", workers, "--out", str(out), *more]
        )
        assert ran.exit_code == 0, (ran.output, ran.exception)
        return ran.output, read_about(out / "run.json"), out

    yield one
    get_settings.cache_clear()


@pytest.fixture
def base(run: Run, folder: Path, server: Scripted) -> Path:
    """The results of the built-in engine on the same cases."""
    results = folder / "built-in" / "results.jsonl"
    if not results.exists():
        _, plain, out = run("built-in")
        assert plain.model is None
        assert not server.requests()
        assert "The language model" not in page(out).texts("h2")
    return results


def page(out: Path) -> Page:
    return Page((out / "report.html").read_text("utf-8"))


def answers(about: About) -> tuple[int, int, int, int, int]:
    found = about.model
    assert found is not None
    return found.at_first, found.put_right, found.replaced, found.not_asked, found.no_answer


def test_a_good_model_is_scored_in_its_own_words_beside_the_built_in_engine(
    run: Run, base: Path, server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PRICE, "2.5, 10")
    said, about, out = run("model:openai:plain", "--against", str(base))
    first, right, replaced, unasked, lost = answers(about)
    assert first > 0
    assert (first + right + replaced, unasked, lost) == (MANY, 0, 0)
    found = about.model
    assert found is not None
    sent = server.requests("plain")
    assert found.calls == len(sent)
    assert all(row["headers"]["authorization"] == "Bearer a key" for row in sent)
    assert found.read > found.written > 0
    assert found.cost == (found.read * Decimal("2.5") + found.written * 10) / 1_000_000
    assert f"the model: {first} answers in its first words, {right} put right" in said
    assert f"{found.read:,} tokens read, {found.written:,} written; {spent(found.cost)}" in said

    results = read_results(out / "results.jsonl")
    shown = [r.reply for r in results if r.reply.engine == "openai:plain"]
    assert len(shown) == first + right
    assert all(reply.model and reply.model.name == "openai:plain" for reply in shown)
    kept = {r.name: r.reply for r in read_results(base)}
    assert {r.name for r in results} == kept.keys()
    for result in results:
        own = kept[result.name]
        assert (result.reply.text != own.text) == (result.reply.engine == "openai:plain")
        assert (result.reply.outcome, result.reply.amount, result.reply.deadline) == (
            own.outcome,
            own.amount,
            own.deadline,
        )

    assert about.against == "built-in"
    assert f"{MANY} turns of both" in said
    report = page(out)
    assert report.row("Whose words were shown", "the model's, as first written")[0] == str(first)
    assert "Beside built-in" in report.texts("h2")
    for measure in UNCHANGED:
        assert report.row("Figures then and now", measure)[2:5] == ["same", "0", "0"], measure
    assert report.row("Figures then and now", "words")[2] != "same"
    assert any(text.startswith(spent(found.cost)) for text in report.texts("dd"))
    assert report.unclosed == []


def test_drafts_that_are_put_right_are_counted_with_what_was_wrong(run: Run) -> None:
    said, about, out = run("model:openai:correct-after-being-sent-back")
    first, right, replaced, _, _ = answers(about)
    assert first == 0
    assert right > 0
    assert about.model is not None
    assert about.model.corrected[FAULT] == right == MANY - replaced
    assert about.model.cost is None
    assert f"  put right: {FAULT}, {right}" in said
    assert "$" not in said.partition("the model:")[2]
    report = page(out)
    assert report.row("What was wrong with first drafts", FAULT) == [str(right)]
    assert f"not known: {PRICE} gives no price" in report.texts("dd")


def test_a_model_that_makes_numbers_up_is_replaced_and_scores_as_the_built_in_engine(run: Run, base: Path) -> None:
    said, about, out = run("model:openai:hallucinated-number", "--against", str(base))
    first, right, replaced, _, _ = answers(about)
    assert (first, right) == (0, 0)
    assert replaced > 0
    assert about.model is not None
    ((why, n),) = about.model.reasons.items()
    assert "did not stand the check" in why
    assert n == about.model.faults[FAULT] == replaced
    assert f"  wrong in a replaced draft: {FAULT}, {replaced}" in said
    own = {r.name: r.scores for r in read_results(base)}
    for result in read_results(out / "results.jsonl"):
        assert {**result.scores, "Latency": 0} == {**own[result.name], "Latency": 0}
    assert page(out).row("What was wrong with the last drafts", FAULT) == [str(replaced)]


def test_a_key_that_is_not_accepted_is_told_and_every_question_answered(run: Run) -> None:
    said, about, out = run("model:openai:http-401")
    first, right, replaced, _, lost = answers(about)
    assert (first, right, lost) == (0, 0, 0)
    assert replaced > 0
    assert about.model is not None
    assert about.model.reasons == {MESSAGES["wrong_key"]: replaced}
    assert about.model.faults == {}
    assert f"  replaced: {MESSAGES['wrong_key']} ({replaced})" in said
    assert "SECRET" not in (out / "answers.jsonl").read_text("utf-8") + (out / "report.html").read_text("utf-8")
    assert all(r.reply.text and not r.reply.error for r in read_results(out / "results.jsonl"))


def test_results_to_compare_with_that_are_not_there_are_told_before_anything_is_asked(
    server: Scripted, run: Run, tmp_path: Path
) -> None:
    words = ("--against", str(tmp_path / "none.jsonl"), "--target", "model:openai:good-tool-use")
    ran = CliRunner().invoke(app, ["eval", *ASKED, "--out", str(tmp_path / "out"), *words])
    assert isinstance(ran.exception, ShortfallError)
    assert "holds no results" in str(ran.exception)
    assert server.requests() == []


def reply(**use: object) -> Reply:
    return Reply.model_validate({"text": "No.", "model": {"name": "a:b", "drafts": 1, **use}})


def test_each_answer_is_counted_once_under_one_head() -> None:
    found = speaking(
        [
            reply(calls=2, read=100, written=10),
            reply(drafts=2, corrected=["b", "a"], calls=4, read=300, written=30),
            reply(drafts=2, replaced="checked", faults=["a", "a"], calls=4, read=1, written=2),
            reply(drafts=0, replaced="no package"),
            Reply(text="Hello."),
            Reply.failed("crash"),
        ],
        Price(read=Decimal(1), written=Decimal(2)),
    )
    assert found == Speaking(
        at_first=1,
        put_right=1,
        replaced=2,
        not_asked=1,
        no_answer=1,
        corrected={"a": 1, "b": 1},
        reasons={"checked": 1, "no package": 1},
        faults={"a": 1},
        calls=10,
        read=401,
        written=42,
        price=Price(read=Decimal(1), written=Decimal(2)),
    )
    assert found.cost == Decimal("0.000485")
    assert told(found)[-1] == "  10 calls, 401 tokens read, 42 written; $0.0005"
    assert told(found)[0].endswith("1 for which it was not asked, 1 turns without an answer")
    assert speaking([Reply(text="Hello."), Reply.failed("crash")]) is None


@pytest.mark.parametrize("text", ["1", "1,2,3", "a,b", "-1,2", "nan,1", ",", "1;2"])
def test_a_price_that_is_none_is_refused_with_the_form(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PRICE, text)
    with pytest.raises(ShortfallError, match=r"is no price\. Write dollars for a million tokens"):
        read_price()


@pytest.mark.parametrize(("text", "price"), [("0.25,2", ("0.25", "2")), (" $3 , $15.00 ", ("3", "15.00")), ("0,0", ("0", "0")), ("", None)])  # fmt: skip
def test_a_price_is_dollars_for_what_is_read_and_written(
    text: str, price: tuple[str, str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PRICE, text)
    assert read_price() == (Price(read=Decimal(price[0]), written=Decimal(price[1])) if price else None)
