"""Everything that can go wrong with a model has a message that says what to do, and no message holds a secret."""

import asyncio
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from langchain_core.messages import AIMessage

from bot.agent.chatmodel import open_model
from bot.agent.faults import KINDS, MESSAGES, ModelFault, as_fault, can_pass, fault_in
from bot.settings import Settings
from bot.yamlfile import load_yaml
from tests.agent.scripted import Scripted, scripted_server

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = load_yaml(HERE / "faults.yaml")
BROKEN = load_yaml(HERE / "scripted" / "behaviours" / "broken.yaml")
KEY = "sk-very-secret-0123456789"
QUESTION = "In Arizona my name is Maria Lopez, do I still owe?"


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


def settings(model: str, url: str) -> Settings:
    return Settings(model=f"openai:{model}", model_base_url=url, model_key=KEY, model_timeout=1)


def fault_of(model: str, url: str) -> ModelFault | None:
    opened = open_model(settings(model, url))
    assert opened is not None
    try:
        return fault_in(opened.invoke(QUESTION))
    except Exception as error:
        return as_fault(error)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["model"])
def test_each_way_of_failing_is_told_as_its_fault(row: dict[str, Any], server: Scripted) -> None:
    fault = fault_of(row["model"], server.url)
    assert fault is not None
    assert fault.kind == row["kind"]
    assert row["says"] in str(fault)
    assert fault.passing is row["passes"]
    assert fault.wait == row.get("wait")
    assert not re.search("sk-|Maria|Arizona", str(fault))


def test_every_broken_behaviour_has_its_row() -> None:
    assert set(BROKEN) <= {row["model"] for row in ROWS}


def test_an_asynchronous_call_meets_the_same_faults(server: Scripted) -> None:
    names = ("slow-tokens", "malformed-tool-call", "http-429", "disconnect-mid-stream")

    async def met() -> list[str]:
        kinds = []
        for name in names:
            opened = open_model(settings(name, server.url))
            assert opened is not None
            with pytest.raises(Exception) as raised:
                await opened.ainvoke(QUESTION)
            kinds.append(as_fault(raised.value).kind)
        return kinds

    # in one event loop: langchain keeps an asynchronous connection open between models
    assert asyncio.run(met()) == [next(row["kind"] for row in ROWS if row["model"] == name) for name in names]


def test_a_call_is_made_once_so_that_whoever_repeats_it_counts_it(server: Scripted) -> None:
    server.clear()
    fault_of("http-500", server.url)
    assert len(server.requests("http-500")) == 1


def test_a_good_reply_is_no_fault(server: Scripted) -> None:
    server.play("plain", [{"text": "Hello there."}])
    assert fault_of("plain", server.url) is None


def test_a_tool_call_without_arguments_is_no_fault(server: Scripted) -> None:
    server.play("bare-call", [{"calls": [{"name": "list_states", "args": ""}]}])
    assert fault_of("bare-call", server.url) is None


def test_nothing_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        fault = fault_of("any", f"http://127.0.0.1:{free.getsockname()[1]}/v1")
    assert fault is not None
    assert fault.kind == "no_network"
    assert "server is running" in str(fault)


def test_a_name_that_no_network_knows() -> None:
    fault = fault_of("any", "http://no-such-host.invalid/v1")
    assert fault is not None
    assert fault.kind == "no_network"


class InternalServerError(Exception):
    """As other providers' packages name it."""


class ResourceExhausted(Exception):  # noqa: N818 (its name there)
    """As Google names a rate limit."""


class WithStatusError(Exception):
    """As Ollama's package tells a status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{KEY} failed")
        self.status_code = status


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (InternalServerError(), "server_error"),
        (ResourceExhausted(), "rate_limit"),
        (WithStatusError(401), "wrong_key"),
        (WithStatusError(402), "no_credit"),
        (WithStatusError(404), "unknown_model"),
        (WithStatusError(418), "refused"),
        (WithStatusError(529), "server_error"),
        (httpx.ConnectError("refused"), "no_network"),
        (httpx.ConnectTimeout("slow"), "timeout"),
        (httpx.RemoteProtocolError("peer closed connection"), "cut_stream"),
        (ConnectionRefusedError(), "no_network"),
        (ConnectionResetError(), "cut_stream"),
        (ImportError("langchain_groq"), "package_missing"),
        (ZeroDivisionError(KEY), "unforeseen"),
    ],
)  # fmt: skip
def test_errors_of_other_packages_are_read_by_name_and_status(error: Exception, kind: str) -> None:
    fault = as_fault(error)
    assert fault.kind == kind
    assert KEY not in str(fault)


def test_the_cause_behind_an_error_tells() -> None:
    outer = RuntimeError("the call failed")
    outer.__cause__ = httpx.ReadTimeout("slow")
    assert as_fault(outer).kind == "timeout"


def test_a_circle_of_causes_ends() -> None:
    one, two = RuntimeError(), RuntimeError()
    one.__cause__, two.__cause__ = two, one
    assert as_fault(one).kind == "unforeseen"


def test_a_fault_stays_the_fault_it_is() -> None:
    fault = ModelFault("no_key")
    assert as_fault(fault) is fault
    assert not can_pass(fault)


def test_leaving_the_program_is_never_made_again() -> None:
    assert not can_pass(KeyboardInterrupt())


def test_every_kind_has_a_message() -> None:
    assert set(MESSAGES) == set(KINDS)


def test_a_reply_cut_short_by_another_provider() -> None:
    assert (
        getattr(fault_in(AIMessage("The", response_metadata={"stop_reason": "max_tokens"})), "kind", None) == "too_long"
    )
