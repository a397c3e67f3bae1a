"""The model that the settings name: opened for any provider, with what is missing told in words."""

import importlib.machinery
import os
import subprocess
import sys
import types
from collections.abc import Iterator

import pytest
from langchain.chat_models.base import _get_chat_model_creator
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from pydantic import ValidationError

from bot.agent.chatmodel import open_model, provider_of
from bot.agent.faults import ModelFault
from bot.settings import Settings
from tests.agent.scripted import Scripted, scripted_server

KEY = "sk-very-secret-0123456789"


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


def test_no_model_is_set_by_default() -> None:
    assert open_model(Settings()) is None
    assert provider_of(Settings()) == ""


@pytest.mark.parametrize(
    ("model", "url", "said"),
    [
        ("openai:gpt-5-mini", "", "OpenAI"),
        ("anthropic:claude-sonnet-4-5", "", "Anthropic"),
        ("google:gemini-3-flash", "", "Google"),
        ("google-genai:gemini-3-flash", "", "Google"),
        ("mistral:mistral-small", "", "Mistral"),
        ("ollama:qwen3:8b", "", "ollama at http://127.0.0.1:11434, which is this machine"),
        ("openai:qwen3", "http://127.0.0.1:8000", "openai at http://127.0.0.1:8000, which is this machine"),
        ("openai:qwen3", "http://localhost:8000/v1", "openai at http://localhost:8000, which is this machine"),
        ("openai:qwen3", "http://[::1]:8000/v1", "openai at http://[::1]:8000, which is this machine"),
        ("openai:qwen3", "https://llm.example.org/v1", "openai at https://llm.example.org"),
        ("openai:qwen3", "https://user:hunter2@llm.example.org/v1?key=hunter2", "openai at https://llm.example.org"),
        ("openai:qwen3", "http://10.0.0.5:8000", "openai at http://10.0.0.5:8000, over a connection that is not encrypted"),
        ("openai:q", "http://127.0.0.1.example.org", "openai at http://127.0.0.1.example.org, over a connection that is not encrypted"),
        ("openai:gpt-5-mini", "https://api.openai.com/v1/", "OpenAI"),
    ],
)  # fmt: skip
def test_who_is_sent_what_is_typed(model: str, url: str, said: str) -> None:
    assert provider_of(Settings(model=model, model_base_url=url)) == said


@pytest.mark.parametrize("model", ["gpt-5-mini", "openai:", ":gpt-5", "openai"])
def test_a_name_without_its_provider_says_the_form(model: str) -> None:
    with pytest.raises(ModelFault, match="provider:name") as raised:
        open_model(Settings(model=model))
    assert raised.value.kind == "bad_setting"


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://host/v1", "http://", "http://host:hunter2", "http://[::1"])
def test_an_address_that_is_none_is_told_without_repeating_it(url: str) -> None:
    with pytest.raises(ModelFault, match="SHORTFALL_MODEL_BASE_URL") as raised:
        open_model(Settings(model="openai:x", model_base_url=url))
    assert raised.value.kind == "bad_setting"
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("model", "command"),
    [
        ("anthropic:claude-sonnet-4-5", 'pip install "shortfall[anthropic]"'),
        ("google_genai:gemini-3-flash", 'pip install "shortfall[google]"'),
        ("ollama:qwen3", 'pip install "shortfall[ollama]"'),
        ("mistral:mistral-small", 'pip install "shortfall[mistral]"'),
        ("groq:llama-4", "pip install langchain-groq"),
    ],
)
def test_a_missing_package_names_the_command_that_installs_it(
    model: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # whether or not the package is on this machine
    for module in ("anthropic", "google_genai", "ollama", "mistralai", "groq"):
        monkeypatch.setitem(sys.modules, f"langchain_{module}", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelFault) as raised:
        open_model(Settings(model=model, model_key=KEY))
    assert raised.value.kind == "package_missing"
    assert command in str(raised.value)


def test_a_provider_that_nobody_knows() -> None:
    with pytest.raises(ModelFault, match="'acme'") as raised:
        open_model(Settings(model="acme:roadrunner", model_key=KEY))
    assert raised.value.kind == "bad_setting"


class Picky:
    """A package that refuses its settings, and repeats the key."""

    def __init__(self, **settings: object) -> None:
        raise ValueError(f"api_key={settings['api_key']} is no good")


class Kept:
    """A package that keeps what it was given."""

    def __init__(self, **settings: object) -> None:
        given.append(settings)


given: list[dict[str, object]] = []


@pytest.fixture(autouse=True)
def _no_package_is_remembered() -> Iterator[None]:
    yield
    _get_chat_model_creator.cache_clear()  # it would hold on to the packages that stand in here


def _install(name: str, chat_model: str, made: type, monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType(f"langchain_{name}")
    setattr(package, chat_model, made)
    package.__spec__ = importlib.machinery.ModuleSpec(package.__name__, None)
    monkeypatch.setitem(sys.modules, package.__name__, package)
    _get_chat_model_creator.cache_clear()


def test_a_package_that_refuses_the_settings_is_told_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    _install("anthropic", "ChatAnthropic", Picky, monkeypatch)
    with pytest.raises(ModelFault, match="Anthropic does not take") as raised:
        open_model(Settings(model="anthropic:claude-sonnet-4-5", model_key=KEY))
    assert raised.value.kind == "bad_setting"
    assert KEY not in str(raised.value)
    assert raised.value.__suppress_context__


@pytest.mark.parametrize(
    ("model", "package", "chat_model", "expected"),
    [
        ("anthropic:a", "anthropic", "ChatAnthropic", {"timeout": 12.5, "max_retries": 0, "base_url": "https://api.anthropic.com"}),
        ("mistral:a", "mistralai", "ChatMistralAI", {"timeout": 13, "base_url": "https://api.mistral.ai/v1", "api_key": KEY}),
        ("ollama:a", "ollama", "ChatOllama", {"client_kwargs": {"timeout": 12.5}, "base_url": "http://127.0.0.1:11434"}),
        ("google:a", "google_genai", "ChatGoogleGenerativeAI", {"timeout": 12.5, "api_key": KEY}),
    ],
)  # fmt: skip
def test_each_package_gets_the_settings_in_its_own_form(
    model: str, package: str, chat_model: str, expected: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(package, chat_model, Kept, monkeypatch)
    given.clear()
    with pytest.raises(ModelFault):  # what it opens is no chat model
        open_model(Settings(model=model, model_key=KEY, model_timeout=12.5))
    assert {name: given[0].get(name) for name in expected} == expected
    assert given[0]["model"] == "a"


def test_a_hosted_model_needs_a_key() -> None:
    with pytest.raises(ModelFault, match="OPENAI_API_KEY") as raised:
        open_model(Settings(model="openai:gpt-5-mini"))
    assert raised.value.kind == "no_key"


@pytest.mark.parametrize("own", [True, False])
def test_the_key_of_the_settings_goes_before_the_providers_variable(
    own: bool, server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    server.play("keyed", [{"text": "yes"}])
    server.clear()
    model = open_model(Settings(model="openai:keyed", model_base_url=server.url, model_key=KEY if own else ""))
    assert model is not None
    model.invoke("?")
    sent = server.requests("keyed")[0]["headers"]["authorization"]
    assert sent == f"Bearer {KEY if own else 'sk-of-the-environment'}"


def test_a_server_of_ones_own_needs_no_key(server: Scripted) -> None:
    server.play("free", [{"text": "here"}])
    model = open_model(Settings(model="openai:free", model_base_url=server.url))
    assert model is not None
    assert model.invoke("?").text == "here"


def test_an_address_without_a_path_means_its_v1(server: Scripted) -> None:
    server.play("pathless", [{"text": "here"}])
    model = open_model(Settings(model="openai:pathless", model_base_url=server.url.removesuffix("/v1")))
    assert model is not None
    assert model.invoke("?").text == "here"


def test_no_other_variable_sends_a_conversation_elsewhere(server: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.setenv(name, server.url)
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    monkeypatch.setenv("LANGSMITH_GATEWAY_API_KEY", "ls-key")
    model = open_model(Settings(model="openai:gpt-5-mini", model_key=KEY))
    assert model is not None
    assert str(model.root_client.base_url) == "https://api.openai.com/v1/"  # type: ignore[attr-defined]


def test_tracing_is_off_even_where_the_environment_asks_for_it(server: Scripted) -> None:
    # in a process of its own: tracing is read once in a process
    code = (
        "from bot.agent.chatmodel import open_model\nfrom bot.settings import Settings\n"
        "from langsmith.utils import tracing_is_enabled\nfrom langchain_core.tracers.context import _tracing_v2_is_enabled\n"
        "before = tracing_is_enabled()\n"
        f"open_model(Settings(model='openai:x', model_base_url={server.url!r}))\n"
        "print(before, tracing_is_enabled(), _tracing_v2_is_enabled())"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "ls-x",
    }
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() == ["True", "False", "False"]


def test_the_providers_package_is_imported_only_when_it_is_used() -> None:
    code = (
        "import sys\nimport bot.agent.chatmodel, bot.agent.modelcheck, bot.cli\nfrom bot.settings import Settings\n"
        "bot.agent.chatmodel.open_model(Settings())\n"
        "print([name for name in ('openai', 'langchain_openai', 'torch', 'chromadb') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_key_shows_nowhere_in_settings_or_model(server: Scripted) -> None:
    settings = Settings(model="openai:x", model_base_url=server.url, model_key=KEY)
    model = open_model(settings)
    for shown in (repr(settings), str(settings), repr(model), str(settings.model_dump()), settings.model_dump_json()):
        assert KEY not in shown


@pytest.mark.parametrize(
    ("name", "value"), [("TIMEOUT", "0"), ("TIMEOUT", "-1"), ("RETRIES", "-1"), ("TURN_TOKENS", "0")]
)
def test_limits_that_cannot_be_are_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SHORTFALL_MODEL_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "": "ollama:qwen3",
        "_KEY": KEY,
        "_TIMEOUT": "12.5",
        "_RETRIES": "4",
        "_TURN_TOKENS": "900",
    }.items():
        monkeypatch.setenv(f"SHORTFALL_MODEL{name}", value)
    settings = Settings()
    assert (settings.model, settings.model_timeout, settings.model_retries) == ("ollama:qwen3", 12.5, 4)
    assert settings.model_key.get_secret_value() == KEY
    assert settings.model_turn_tokens == 900


@tool
def assess_state_rule(state: str = "") -> str:
    """The rule of a state."""
    return state


def test_a_conversation_over_tools_counts_its_tokens(server: Scripted) -> None:
    model = open_model(Settings(model="openai:good-tool-use", model_base_url=server.url))
    assert model is not None
    armed = model.bind_tools([assess_state_rule])
    question = HumanMessage("Can they sue me in Ohio?")
    called = armed.invoke([question])
    assert called.tool_calls[0]["args"] == {"state": "Ohio"}
    assert called.usage_metadata is not None and called.usage_metadata["total_tokens"] > 0
    result = ToolMessage(
        '{"outcome": "allowed", "sources": [{"n": 4, "cite": "R.C. 2329.08", "text": "The lender has two years. Then it ends."}]}',
        tool_call_id=called.tool_calls[0]["id"],
    )
    told = armed.invoke([question, called, result])
    assert told.text == "The lender has two years. [4]"
