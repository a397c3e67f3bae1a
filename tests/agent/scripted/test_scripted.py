"""The scripted server plays what is written, and tells what it was sent."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from bot.yamlfile import load_yaml
from tests.agent.scripted import Scripted, scripted_server
from tests.agent.scripted.behaviour import CannotPlayError, choose, filled, read

BEHAVIOURS = Path(__file__).parent / "behaviours"
RESULT = {
    "outcome": "barred",
    "sources": [{"n": 3, "cite": "A.R.S. § 33-814(G)", "text": "No action. Ever."}, {"n": 5, "cite": "b", "text": "B"}],
}


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


def post(server: Scripted, body: dict[str, Any]) -> Any:
    request = Request(f"{server.url}/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with build_opener(ProxyHandler({})).open(request, timeout=5) as reply:
        return reply.read().decode()


def user(text: str) -> dict[str, Any]:
    return {"role": "user", "content": text}


def turn(*names: str) -> list[dict[str, Any]]:
    """A question and a round of calls of these tools, each with RESULT."""
    calls = [
        {"id": f"c{i}", "type": "function", "function": {"name": name, "arguments": "{}"}}
        for i, name in enumerate(names)
    ]
    results = [{"role": "tool", "tool_call_id": f"c{i}", "content": json.dumps(RESULT)} for i, _ in enumerate(names)]
    return [user("Do I owe in Arizona?"), {"role": "assistant", "content": None, "tool_calls": calls}, *results]


def test_it_is_a_process_of_its_own(server: Scripted) -> None:
    assert server.pid != os.getpid()
    os.kill(server.pid, 0)


def test_it_ends_with_the_block() -> None:
    with scripted_server() as running:
        pid = running.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_every_behaviour_is_a_model(server: Scripted) -> None:
    written = {name for path in BEHAVIOURS.glob("*.yaml") for name in load_yaml(path)}
    assert written <= set(server.models())
    assert len(written) > 40


def test_it_remembers_what_it_was_sent(server: Scripted) -> None:
    server.clear()
    server.play("hello", [{"text": "hello"}])
    post(server, {"model": "hello", "messages": [user("my name is José")]})
    (note,) = server.requests("hello")
    assert note["body"]["messages"][0]["content"] == "my name is José"
    assert "model" in note["raw"]
    assert (note["step"], note["problem"]) == (0, "")
    server.clear()
    assert server.requests() == []


def test_a_whole_reply_and_a_stream_say_the_same(server: Scripted) -> None:
    body = {"model": "good-tool-use", "messages": turn("assess_state_rule")}
    whole = json.loads(post(server, body))
    events = [line.removeprefix("data: ") for line in post(server, {**body, "stream": True}).split("\n\n") if line]
    assert events[-1] == "[DONE]"
    deltas = [json.loads(event)["choices"][0]["delta"].get("content") or "" for event in events[:-1]]
    assert "".join(deltas) == whole["choices"][0]["message"]["content"] == "No action. [3]"
    assert whole["usage"]["total_tokens"] == whole["usage"]["prompt_tokens"] + whole["usage"]["completion_tokens"]


def test_calls_stream_in_pieces_that_join_to_the_whole(server: Scripted) -> None:
    body = {"model": "parallel-calls", "messages": [user("What of Ohio, in Ohio?")], "stream": True}
    events = [
        json.loads(line.removeprefix("data: "))
        for line in post(server, body).split("\n\n")
        if line and "[DONE]" not in line
    ]
    pieces = [call for event in events for call in event["choices"][0]["delta"].get("tool_calls", ())]
    joined: dict[int, str] = {}
    for piece in pieces:
        joined[piece["index"]] = joined.get(piece["index"], "") + piece["function"]["arguments"]
    assert [json.loads(arguments) for arguments in joined.values()] == [
        {"state": "Ohio"},
        {"query": "What of Ohio, in Ohio?"},
    ]
    assert len(pieces) == 6
    assert events[-1]["choices"][0]["finish_reason"] == "tool_calls"


def test_usage_is_streamed_when_it_is_asked_for(server: Scripted) -> None:
    body = {
        "model": "ignores-tools",
        "messages": [user("?")],
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    last = json.loads(post(server, body).split("\n\n")[-3].removeprefix("data: "))
    assert last["choices"] == []
    assert last["usage"]["completion_tokens"] > 10


def test_a_step_that_cannot_be_played_says_why(server: Scripted) -> None:
    server.clear()
    with pytest.raises(HTTPError) as raised:
        post(server, {"model": "parallel-calls", "messages": turn("assess_state_rule")})
    assert raised.value.code == 400
    assert server.requests("parallel-calls")[0]["problem"] == "no result of search_corpus"


def test_attempts_follow_when_the_same_request_comes_again(server: Scripted) -> None:
    server.clear()
    body = {"model": "good-after-retries", "messages": [user("?")]}
    codes = []
    for _ in range(2):
        with pytest.raises(HTTPError) as raised:
            post(server, body)
        codes.append(raised.value.code)
    assert codes == [500, 429]
    assert json.loads(post(server, body))["choices"][0]["finish_reason"] == "tool_calls"


def test_the_last_step_is_played_again_and_again() -> None:
    steps = [{"text": "a"}, {"text": "b"}]
    assert [
        choose(steps, read([user("?"), *[{"role": "assistant", "content": "x"}] * n]), 0)[0] for n in (0, 1, 5)
    ] == [0, 1, 1]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("Your draft has these faults: the number 87,654.32 is in no source.", 2),
        ("The last draft was sent back: not supported by its source.", 2),
        ("What if I am in default in Texas?", 0),
        ("And if it was the bank's fault?", 0),
    ],
)
def test_a_draft_that_is_sent_back_belongs_to_its_turn(said: str, step: int) -> None:
    told = read([*turn("assess_state_rule"), {"role": "assistant", "content": "a draft"}, user(said)])
    assert choose([{"text": "a"}, {"text": "b"}, {"text": "c"}], told, 0)[0] == step


def test_a_new_turn_begins_at_the_first_step_and_forgets_older_results() -> None:
    told = read([*turn("assess_state_rule"), {"role": "assistant", "content": "an answer"}, user("And in Texas?")])
    assert (told.said, told.replies, told.results) == ("And in Texas?", 0, {})


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("{{said}}", "Do I owe in Arizona?"),
        ("{{said/in (\\w+)/}}", "Arizona"),
        ("{{said/(?i)(texas|arizona)/|drop}}", "Arizona"),
        ("{{said/(\\d+)/|else:none}}", "none"),
        ("{{tool:assess_state_rule.outcome}}", "barred"),
        ("{{tool:assess_state_rule.sources[0].n}}", 3),
        ("{{tool:assess_state_rule.sources[-1].n}}", 5),
        ("{{tool:assess_state_rule@0.sources[0].text|sentence}}", "No action."),
        ("{{tool:assess_state_rule.amount|else:nothing}}", "nothing"),
        ("[{{source:33-814}}] and [{{source:b}}]", "[3] and [5]"),
        ({"a": "{{said/(\\d+)/|drop}}", "b": ["{{said/in (\\w+)/}}"]}, {"b": ["Arizona"]}),
        (7, 7),
    ],
)
def test_templates_pick_out_of_what_was_said_and_given(template: Any, value: Any) -> None:
    assert filled(template, read(turn("assess_state_rule"))) == value


@pytest.mark.parametrize(
    "template", ["{{tool:search_corpus.n}}", "{{tool:assess_state_rule.x.y}}", "{{source:zz}}", "{{what}}"]
)
def test_a_template_that_finds_nothing_is_no_silence(template: str) -> None:
    with pytest.raises(CannotPlayError):
        filled(template, read(turn("assess_state_rule")))


def test_it_does_not_outlive_a_killed_test() -> None:
    code = (
        "import subprocess, sys\n"
        f"server = subprocess.Popen([sys.executable, {str(BEHAVIOURS.parent / 'serve.py')!r}], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)\n"
        "server.stdout.readline()\nprint(server.pid, flush=True)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    pid = int(done.stdout)
    for _ in range(40):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        subprocess.run(["sleep", "0.1"], check=True)
    pytest.fail("the server still runs")
