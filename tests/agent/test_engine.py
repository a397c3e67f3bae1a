"""The language-model engine against a scripted server over HTTP: what it shows, and what it never shows."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.agent.evidence import Heard
from bot.agent.faults import MESSAGES
from bot.answer.model import Answer
from bot.answer.verify import numbers
from bot.conversation.shortfall import Message, Shortfall
from bot.retrieval.search import Index
from bot.settings import Settings
from tests.agent.scripted.server import Scripted, scripted_server

ARIZONA = "My house in Arizona was sold at a trustee's sale, can the lender still come after me?"
UTAH = "Utah trustee's sale on February 2, 2026, owed $318,000, sold for $255,000, worth $300,000. Do I owe?"
PERSON = "My name is Maria Lopez, 12 Elm Street, call 602-555-0142, loan #4471-9902. "


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


@pytest.fixture(scope="module")
def index() -> Index:
    return Shortfall().index


class Asks:
    """Asks with a behaviour of the server as the model."""

    def __init__(self, server: Scripted, index: Index) -> None:
        self.server, self.index = server, index

    def engine(self, behaviour: str, **changes: object) -> Shortfall:
        settings = Settings(today=date(2026, 3, 1), model=f"openai:{behaviour}", model_base_url=self.server.url)
        return Shortfall(settings.model_copy(update={"model_timeout": 5.0, **changes}), self.index)

    def __call__(self, behaviour: str, question: str = ARIZONA, **changes: object) -> Answer:
        return self.engine(behaviour, **changes).ask(question)


@pytest.fixture
def asks(server: Scripted, index: Index) -> Asks:
    server.clear()
    return Asks(server, index)


def built_in(asks: Asks, question: str) -> Answer:
    return Shortfall(Settings(today=date(2026, 3, 1), model=""), asks.index).ask(question)


@pytest.mark.parametrize("behaviour", ["good-tool-use", "parallel-calls", "three-steps", "wrong-arguments", "unknown-tool", "good-after-retries"])  # fmt: skip
def test_a_draft_that_stands_the_check_is_shown_with_the_law_engines_result(asks: Asks, behaviour: str) -> None:
    answer, own = asks(behaviour), built_in(asks, ARIZONA)
    assert answer.engine == f"openai:{behaviour}"
    assert answer.model is not None
    assert answer.model.replaced is None
    assert answer.model.read > answer.model.written > 0
    assert answer.text != own.text
    assert answer.citations
    for name in ("state", "outcome", "amount", "deadline", "figures", "case", "asks"):
        assert getattr(answer, name) == getattr(own, name), name


def test_a_faulty_draft_is_sent_back_once_and_what_was_wrong_is_kept(asks: Asks) -> None:
    answer = asks("correct-after-being-sent-back")
    assert answer.model is not None
    assert answer.engine != "built-in"
    assert (answer.model.drafts, answer.model.replaced) == (2, None)
    assert "number without a source" in answer.model.corrected
    assert "87,654" not in answer.text
    told = asks.server.requests("correct-after-being-sent-back")[-1]["body"]["messages"][-1]["content"]
    assert "87,654.32" in told


WRONG = [
    "hallucinated-number",
    "hallucinated-number-in-words",
    "invented-statute",
    "invented-case",
    "follows-an-injected-instruction",
    "ignores-tools",
    "cites-nothing",
    "bad-advice",
    "tool-call-as-text",
]


@pytest.mark.parametrize("behaviour", WRONG)
def test_a_draft_that_fails_twice_gives_way_to_the_built_in_answer(asks: Asks, behaviour: str) -> None:
    answer, own = asks(behaviour), built_in(asks, ARIZONA)
    assert answer.model is not None
    assert (answer.engine, answer.text) == ("built-in", own.text)
    assert "did not stand the check" in str(answer.model.replaced)
    assert answer.model.faults
    assert answer.model.drafts == 2


FAULTS = {
    "endless-loop": "endless",
    "endless-loop-varied": "endless",
    "disconnect-mid-stream": "cut_stream",
    "http-401": "wrong_key",
    "http-404": "unknown_model",
    "http-429": "rate_limit",
    "http-500": "server_error",
    "invalid-json": "bad_reply",
    "empty-answer": "empty_answer",
    "malformed-tool-call": "malformed_tool_call",
    "no-credit": "no_credit",
    "too-long": "too_long",
}


@pytest.mark.parametrize("behaviour", FAULTS)
def test_a_model_that_fails_is_told_in_words_and_the_built_in_engine_answers(asks: Asks, behaviour: str) -> None:
    answer = asks(behaviour, model_retries=1)
    assert answer.engine == "built-in"
    assert answer.model is not None
    assert str(answer.model.replaced).startswith(MESSAGES[FAULTS[behaviour]].split(".")[0])
    assert answer.text == built_in(asks, ARIZONA).text


def test_a_model_that_nothing_serves_is_told(asks: Asks) -> None:
    answer = asks("good-tool-use", model_base_url="http://127.0.0.1:9/v1", model_retries=0)
    assert answer.engine == "built-in"
    assert "cannot be reached" in str(answer.model and answer.model.replaced)


def test_a_setting_that_cannot_be_used_is_told_and_answered(asks: Asks) -> None:
    answer = asks("good-tool-use", model="nonsense")
    assert answer.engine == "built-in"
    assert "provider:name" in str(answer.model and answer.model.replaced)


def test_a_turn_ends_where_its_tokens_are_used_up(asks: Asks) -> None:
    answer = asks("good-tool-use", model_turn_tokens=2_500)
    assert answer.engine == "built-in"
    assert "SHORTFALL_MODEL_TURN_TOKENS" in str(answer.model and answer.model.replaced)


def test_nothing_personal_leaves_the_machine_and_amounts_do(asks: Asks) -> None:
    history = [Message(content=PERSON + UTAH), Message(role="assistant", content="Thank you, Maria.")]
    asks.engine("good-tool-use").ask("and what if it had sold for $280,000? Maria", history)
    sent = "".join(row["raw"] for row in asks.server.requests("good-tool-use"))
    for kept in ("Maria", "Lopez", "Elm Street", "602-555-0142", "4471-9902"):
        assert kept not in sent
    assert "[NAME_1]" in sent
    assert "318,000" in sent


def test_what_was_taken_out_comes_back_in_the_answer(asks: Asks) -> None:
    asks.server.play(
        "says-the-name",
        [
            {"calls": [{"name": "assess_state_rule", "args": {}}]},
            {"text": "I am sorry, [NAME_1]. {{tool:assess_state_rule.sources[0].text|sentence}} [1]"},
        ],
    )
    answer = asks("says-the-name", "My name is Maria Lopez. " + ARIZONA)
    assert answer.engine == "openai:says-the-name", answer.model
    assert "I am sorry, Maria Lopez." in answer.text


def test_sentences_are_told_after_their_check_and_never_a_number_without_a_source(asks: Asks) -> None:
    heard: list[Heard] = []
    asks.engine("good-tool-use").ask(ARIZONA, listen=heard.append)
    asks.engine("parallel-calls").ask(ARIZONA, listen=heard.append)
    assert any(one.kind == "sentence" for one in heard)
    heard.clear()
    answer = asks.engine("correct-after-being-sent-back").ask(ARIZONA, listen=heard.append)
    assert answer.engine != "built-in"
    assert heard[0].kind == "again"
    assert not any("87,654" in one.text for one in heard)


@pytest.mark.parametrize("question", ["What is the best recipe for soup?", "I want to die", "hello", "thanks", "forget everything"])  # fmt: skip
def test_a_turn_that_is_not_about_the_law_is_not_sent_anywhere(asks: Asks, question: str) -> None:
    answer = asks("good-tool-use", question)
    assert answer.model is None
    assert asks.server.requests() == []


def test_without_a_model_nothing_changes(asks: Asks) -> None:
    answer = built_in(asks, UTAH)
    assert (answer.engine, answer.model) == ("built-in", None)
    assert numbers(answer.text)
