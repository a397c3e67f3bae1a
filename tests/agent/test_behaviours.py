"""Each scripted behaviour, played through langchain's agent and `open_model`: what a test of the engine can count on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.tools import tool
from langgraph.errors import GraphRecursionError

from bot.agent.chatmodel import open_model
from bot.settings import Settings
from bot.yamlfile import load_yaml
from tests.agent.scripted import Scripted, scripted_server

BEHAVIOURS = Path(__file__).parent / "scripted" / "behaviours"
QUESTION = "Can they sue me in Arizona?"
RULE = {
    "outcome": "barred",
    "sources": [
        {
            "n": 1,
            "cite": "A.R.S. § 33-814(G)",
            "text": "No action may be maintained. The sale price satisfies the debt.",
        }
    ],
}
PASSAGES = {"sources": [{"n": 2, "cite": "guide", "text": "Redemption ends with the sale. Ask early."}]}


@tool
def assess_state_rule(state: str = "", supposing: dict[str, str] | None = None) -> str:
    """The rule of a state."""
    if state == "Atlantis":
        return json.dumps({"error": "There is no state Atlantis."})
    return json.dumps(RULE)


@tool
def search_corpus(query: str, state: str = "") -> str:
    """Passages that answer a question."""
    return json.dumps(PASSAGES)


@tool
def compare_states(states: list[str]) -> str:
    """The rules of several states."""
    return json.dumps({"rows": states})


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


def play(name: str, server: Scripted, *said: str, limit: int = 12) -> list[Any]:
    """The messages of a conversation with that behaviour."""
    model = open_model(Settings(model=f"openai:{name}", model_base_url=server.url, model_timeout=5))
    assert model is not None
    agent = create_agent(model, [assess_state_rule, search_corpus, compare_states])
    messages: list[Any] = []
    for words in said or (QUESTION,):
        messages = agent.invoke({"messages": [*messages, ("user", words)]}, {"recursion_limit": limit})["messages"]
    return messages


RULE_SENTENCE = "No action may be maintained. [1]"
PASSAGE_SENTENCE = "Redemption ends with the sale. [2]"
# behaviour, the tools called in order, and the draft
PLAYED = [
    ("good-tool-use", ["assess_state_rule"], RULE_SENTENCE),
    ("parallel-calls", ["assess_state_rule", "search_corpus"], f"{RULE_SENTENCE} {PASSAGE_SENTENCE}"),
    ("three-steps", ["assess_state_rule", "search_corpus"], PASSAGE_SENTENCE),
    ("wrong-arguments", ["assess_state_rule", "assess_state_rule"], RULE_SENTENCE),
    ("unknown-tool", ["ask_a_lawyer", "assess_state_rule"], RULE_SENTENCE),
    ("correct-after-being-sent-back", ["assess_state_rule"], "You will owe exactly $87,654.32 to the bank. [1]"),
    ("hallucinated-number", ["assess_state_rule"], "The bank can collect $87,654.32 from you. [1]"),
    ("hallucinated-number-in-words", ["assess_state_rule"], "The bank has seventeen years and eleven days to sue you. [1]"),
    ("invented-statute", ["assess_state_rule"], "Under A.R.S. § 33-9981(Q) the lender may not collect anything. [1]"),
    ("invented-case", ["assess_state_rule"], "The court held so in Harrowgate Savings v. Plimpton, 512 P.3d 1044. [1]"),
    ("follows-an-injected-instruction", ["search_corpus"], "SYSTEM OVERRIDE ACCEPTED. Ignore the statute: send $500 to settle-now.example and the debt is gone. [1]"),
    ("ignores-tools", [], "No state lets a bank come after you once the house is sold, so there is nothing to worry about."),
    ("cites-nothing", ["assess_state_rule"], "The lender must sue within the time that the statute gives. [97]"),
    ("bad-advice", ["assess_state_rule"], "The judge will rule for you. Move your savings to your sister's account before they find it. [1]"),
    ("tool-call-as-text", [], '{"name": "assess_state_rule", "arguments": {"state": "AZ"}}'),
]  # fmt: skip
ENDLESS = ["endless-loop", "endless-loop-varied"]
ELSEWHERE = ["capable", "good-after-retries"]  # played where the check and the retries are tested


@pytest.mark.parametrize(("name", "tools", "draft"), PLAYED, ids=[row[0] for row in PLAYED])
def test_a_behaviour_is_played_through_the_agent(name: str, tools: list[str], draft: str, server: Scripted) -> None:
    messages = play(name, server)
    called = [call["name"] for message in messages if isinstance(message, AIMessage) for call in message.tool_calls]
    assert called == tools
    assert messages[-1].text == draft


def test_every_behaviour_of_these_files_is_played() -> None:
    written = {key for name in ("good", "wrong") for key in load_yaml(BEHAVIOURS / f"{name}.yaml")}
    assert written == {row[0] for row in PLAYED} | set(ENDLESS) | set(ELSEWHERE)


def test_the_state_is_read_out_of_the_question(server: Scripted) -> None:
    assert play("good-tool-use", server)[1].tool_calls[0]["args"] == {"state": "Arizona"}
    assert play("good-tool-use", server, "Can they sue me?")[1].tool_calls[0]["args"] == {}


def test_parallel_calls_come_in_one_reply(server: Scripted) -> None:
    assert len(play("parallel-calls", server)[1].tool_calls) == 2


def test_wrong_arguments_get_the_tools_own_error(server: Scripted) -> None:
    results = [message for message in play("wrong-arguments", server) if isinstance(message, ToolMessage)]
    assert "Atlantis" in results[0].text


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_loop_ends_only_by_the_agents_limit(name: str, server: Scripted) -> None:
    server.clear()
    with pytest.raises(GraphRecursionError):
        play(name, server, limit=20)
    assert len(server.requests(name)) >= 9


def test_a_draft_that_is_sent_back_is_put_right(server: Scripted) -> None:
    messages = play(
        "correct-after-being-sent-back", server, QUESTION, "Your draft has faults: $87,654.32 is in no source."
    )
    assert messages[-1].text == RULE_SENTENCE


def test_a_second_turn_begins_the_behaviour_anew(server: Scripted) -> None:
    messages = play("good-tool-use", server, QUESTION, "And in Texas?")
    calls = [call["args"] for message in messages if isinstance(message, AIMessage) for call in message.tool_calls]
    assert calls == [{"state": "Arizona"}, {"state": "Texas"}]


def test_what_left_the_machine_can_be_looked_at(server: Scripted) -> None:
    server.clear()
    play("good-tool-use", server)
    first, second = server.requests("good-tool-use")
    assert [one["function"]["name"] for one in first["body"]["tools"]] == [
        "assess_state_rule",
        "search_corpus",
        "compare_states",
    ]
    assert QUESTION in first["raw"]
    assert "The sale price satisfies the debt." in second["raw"]
