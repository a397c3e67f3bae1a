"""Other targets: a chatbot over HTTP in both forms and with every fault, a bare language model, Shortfall with a model."""

import json
import socket
from decimal import Decimal
from typing import Any

import langchain.chat_models
import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatResult

from bot.conversation.work import Work
from bot.errors import ShortfallError
from bot.settings import Settings
from evals.cases import TODAY
from evals.reply import Reply
from evals.targets import choose_target
from evals.targets.bare import Bare
from evals.targets.built_in import BuiltIn
from evals.targets.http import BRIEF, CHAT_PATH, KEY, MODEL, TRIES, Http
from evals.targets.with_model import WithModel
from tests.evals.server import said, serving

ANSWER: dict[str, Any] = {
    "text": "No. [1]",
    "segments": [{"text": "No.", "citations": [1], "kind": "claim", "place": "paragraph"}],
    "state": "AZ",
    "outcome": "barred",
    "amount": "0.00",
    "figures": [{"name": "deficiency", "amount": "87500", "formula": "debt - price", "inputs": {"debt": "388000"}}],
    "deadline": {
        "date": "2026-08-30",
        "period": "90 days",
        "act": "sue",
        "cite": "§ 33-814",
        "from_sale": "2026-08-28",
    },
    "citations": [{"n": 1, "cite": "§ 33-814", "passage": "states/AZ#rule-trustee-sale-home", "url": "https://a.test"}],
    "asks": ["loan"],
    "case": [{"name": "debt", "value": "388000"}],
    "declined": False,
    "engine": "other",
    "something_new": 1,
}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between tries, which are not waited for."""
    pauses: list[float] = []
    monkeypatch.setattr("evals.targets.http.time.sleep", pauses.append)
    for name in (KEY, MODEL):
        monkeypatch.delenv(name, raising=False)
    return pauses


def test_the_contract_form_loses_no_fact_and_sends_what_was_said_before() -> None:
    with serving(lambda body, n: (200, json.dumps({**ANSWER, "text": f"answer {n}"}).encode())) as bot:
        one, two = Http(f"{bot.address}/v1/answers").talk(["first", "second"])
    assert [one.error, two.error] == [None, None]
    assert bot.bodies[0] == {"question": "first", "history": [], "today": TODAY.isoformat()}
    assert bot.bodies[1]["question"] == "second"
    assert bot.bodies[1]["history"] == [
        {"role": "user", "content": "first"},
        {"role": "assistant", "content": "answer 1"},
    ]
    kept = two.model_dump(mode="json")
    for name, value in ANSWER.items():
        if name in ("text", "something_new", "segments", "figures", "citations"):
            continue
        assert kept[name] == value, name
    assert two.text == "answer 2"
    assert not two.from_text
    assert two.figures[0].amount == Decimal(87500)
    assert two.figures[0].inputs == {"debt": "388000"}
    assert two.segments[0].citations == (1,)
    assert two.citations[0].passage == "states/AZ#rule-trustee-sale-home"
    assert two.latency_ms is not None
    assert two.latency_ms > 0


def test_the_chat_form_is_read_from_text_and_hears_its_own_earlier_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "a key")
    monkeypatch.setenv(MODEL, "some-model")
    texts = ["The lender cannot sue you (A.R.S. § 33-814).", "You may owe $5,000, until August 30, 2026."]
    with serving(lambda body, n: (200, said(texts[n - 1]))) as bot:
        one, two = Http(bot.address + CHAT_PATH).talk(["sold in Arizona. sue?", "and the second loan?"])
    assert bot.headers[0]["Authorization"] == "Bearer a key"
    assert bot.bodies[1] == {
        "model": "some-model",
        "temperature": 0,
        "messages": [
            {"role": "system", "content": BRIEF},
            {"role": "user", "content": "sold in Arizona. sue?"},
            {"role": "assistant", "content": texts[0]},
            {"role": "user", "content": "and the second loan?"},
        ],
    }
    assert one.from_text
    assert (one.state, one.outcome, one.citations[0].cite) == ("AZ", "barred", "33-814")
    assert (two.state, two.outcome, two.amount) == ("AZ", "allowed", Decimal("5000.00"))
    assert two.deadline is not None
    assert str(two.deadline.date) == "2026-08-30"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int, no_waiting: list[float]) -> None:
    with serving(lambda body, n: (status, b"") if n == 1 else (200, json.dumps(ANSWER).encode())) as bot:
        (reply,) = Http(bot.address).talk(["q"])
    assert (reply.error, reply.outcome, len(bot.bodies), len(no_waiting)) == (None, "barred", 2, 1)


def test_a_server_that_stays_busy_is_given_up(no_waiting: list[float]) -> None:
    with serving(lambda body, n: (429, b"slow down")) as bot:
        first, second = Http(bot.address).talk(["q", "more"])
    assert len(bot.bodies) == TRIES
    assert no_waiting == sorted(no_waiting)
    assert first.error == "HTTP 429"
    assert second.error == "an earlier turn failed: HTTP 429"


def test_a_wrong_address_is_not_asked_again() -> None:
    with serving(lambda body, n: (404, b"no such page")) as bot:
        (reply,) = Http(bot.address).talk(["q"])
    assert (reply.error, len(bot.bodies)) == ("HTTP 404: no such page", 1)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", b"<html>"),
        ("", b"[1]"),
        ("", b"{}"),
        ("", json.dumps(ANSWER | {"outcome": "perhaps"}).encode()),
        ("", b"\xff\xfe{"),
        (CHAT_PATH, b"<html>"),
        (CHAT_PATH, b'{"choices": []}'),
        (CHAT_PATH, b'{"choices": [{"message": {"content": 5}}]}'),
        (CHAT_PATH, b'{"choices": [{"message": null}]}'),
        (CHAT_PATH, b'{"choices": [{"message": {"content": [{"type": "text"}]}}]}'),
    ],
)
def test_what_is_no_answer_is_a_failure_that_names_the_form(path: str, body: bytes) -> None:
    with serving(lambda _, n: (200, body)) as bot:
        (reply,) = Http(bot.address + path).talk(["q"])
    assert reply.error is not None
    assert reply.error.startswith(f"not an answer in the {'chat-completions' if path else 'contract'} form: ")
    assert reply.text == ""


def test_a_server_that_is_not_there_is_a_failure() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (reply,) = Http(f"http://127.0.0.1:{port}/v1").talk(["q"])
    assert reply.error is not None
    assert "ConnectError" in reply.error


def test_a_body_that_breaks_off_is_asked_for_again_and_then_a_failure() -> None:
    with serving(lambda body, n: (200, json.dumps(ANSWER).encode()), cut=50) as bot:
        (reply,) = Http(bot.address).talk(["q"])
    assert len(bot.bodies) == TRIES
    assert reply.error is not None
    assert "RemoteProtocolError" in reply.error


def test_the_turns_before_a_failure_are_kept() -> None:
    with serving(lambda body, n: (200, json.dumps(ANSWER).encode()) if n == 1 else (400, b"no")) as bot:
        replies = Http(bot.address).talk(["one", "two", "three"])
    assert [reply.error for reply in replies] == [None, "HTTP 400: no", "an earlier turn failed: HTTP 400: no"]
    assert len(bot.bodies) == 2


class Listening(GenericFakeChatModel):
    """Keeps what it hears."""

    heard: list[list[tuple[str, str]]] = []  # noqa: RUF012 (a field of the model, copied for each)

    def _generate(self, messages: list[BaseMessage], *args: Any, **more: Any) -> ChatResult:
        self.heard.append([(message.type, str(message.content)) for message in messages])
        return super()._generate(messages, *args, **more)


@pytest.fixture(autouse=True)
def a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a key")


def fake(monkeypatch: pytest.MonkeyPatch, *texts: str) -> Listening:
    model = Listening(messages=iter(AIMessage(content=text) for text in texts))
    monkeypatch.setattr(langchain.chat_models, "init_chat_model", lambda name, **_: model)
    return model


def test_a_bare_model_gets_a_brief_and_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    model = fake(monkeypatch, "The lender cannot sue.", "You have ninety days.")
    target = choose_target("bare:openai:thing")
    assert target.name == "bare:openai:thing"
    one, two = target.talk(["sold in arizona, sue?", "how long?"])
    assert (one.outcome, one.from_text, one.state) == ("barred", True, "AZ")
    assert two.deadline is not None
    assert two.deadline.period == "90 day"
    assert model.heard[1] == [
        ("system", BRIEF),
        ("human", "sold in arizona, sue?"),
        ("ai", "The lender cannot sue."),
        ("human", "how long?"),
    ]


def test_a_model_that_fails_keeps_what_it_said_before(monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch, "The lender cannot sue.")
    replies = Bare("openai:thing").talk(["one", "two", "three"])
    assert len(replies) == 3
    assert replies[0].error is None
    assert all(reply.error for reply in replies[1:])


@pytest.mark.parametrize("name", [f"{kind}:{model}" for kind in ("model", "bare") for model in ("nobody:thing", "thing", "")])  # fmt: skip
def test_a_provider_that_there_is_not_is_said_with_its_name(name: str) -> None:
    with pytest.raises(ShortfallError, match=f"^{name} (?:cannot be used: .+|names no model)"):
        choose_target(name)


def test_a_target_of_no_known_kind_is_refused_with_what_there_is() -> None:
    with pytest.raises(
        ShortfallError, match=r"no target 'built_in'.*built-in, model:provider:name.*bare:provider:name.*http://"
    ):
        choose_target("built_in")


def test_a_crash_of_the_engine_is_a_missing_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    target = BuiltIn()

    def broken(work: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(target.engine.steps, "run", broken)
    assert [reply.error for reply in target.talk(["one", "two"])] == ["ValueError: a bug"] * 2


def test_an_empty_question_is_answered_and_is_no_end_of_the_talk() -> None:
    empty, other = BuiltIn().talk(["   ", "Can the lender sue after a trustee's sale of my house in Phoenix, Arizona?"])
    assert (empty.error, empty.reason, empty.outcome) == (None, "not a question", None)
    assert (other.error, other.state) == (None, "AZ")


AZ = "Can the lender sue after a trustee's sale of my house in Phoenix, Arizona?"


def test_the_built_in_target_asks_no_model_whatever_the_settings_name() -> None:
    (reply,) = BuiltIn(Settings(model="openai:thing", model_base_url="http://127.0.0.1:9/v1")).talk([AZ])
    assert (reply.error, reply.engine, reply.model) == (None, "built-in", None)


class Scenes:
    """What a model would be told in each turn, in the place of its engine."""

    def __init__(self) -> None:
        self.told: list[tuple[tuple[str, str], ...]] = []

    def __call__(self, work: Work) -> Work:
        self.told.append(work.talk)
        return work


def test_a_model_hears_the_earlier_turns_and_nothing_of_what_is_no_question() -> None:
    target, scenes = WithModel("openai:thing", Settings()), Scenes()
    steps = target.engine.steps
    steps.all = tuple((name, scenes if name == "speak" else step) for name, step in steps.all)
    first, _, last = target.talk([AZ, "  ", "and in Texas?"])
    assert scenes.told == [(), (("user", AZ), ("assistant", first.text))]
    assert last.state == "TX"


def test_an_answer_of_another_model_address_or_code_is_no_answer_of_this_one() -> None:
    def mark(model: str = "openai:one", address: str = "http://127.0.0.1:9/v1") -> str:
        return WithModel(model, Settings(model_base_url=address)).fingerprint

    code = BuiltIn().fingerprint
    assert mark() == f"model:openai:one at 127.0.0.1:9/v1 {code}"
    assert len({mark(), mark(model="openai:two"), mark(address="http://127.0.0.1:9/v2"), mark(address="")}) == 4
    assert "secret" not in mark(address="http://me:secret@host.test/v1?key=secret")


def test_what_other_chatbots_call_a_model_is_no_failure() -> None:
    assert Reply.model_validate({"text": "No.", "model": "some-model-5"}).model is None
    use = {"name": "openai:x", "drafts": 2, "corrected": ["uncited claim"], "calls": 3, "read": 10, "written": 4}
    kept = Reply.model_validate({"text": "No.", "model": use})
    assert kept.model_dump(mode="json")["model"] == {**use, "replaced": None, "faults": []}
    assert Reply.model_validate_json(kept.model_dump_json()) == kept
