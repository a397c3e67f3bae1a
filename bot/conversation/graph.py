"""A turn as a LangGraph graph: the steps as nodes, the case and the answer kept by a checkpointer.

What a turn works with stays in memory (`work` is untracked); a checkpoint holds the turn's text, the case after it and
its answer as plain JSON values. So a checkpoint is as small after 200 turns as after one, and the thread's checkpoints
are the transcript.
"""

from collections.abc import Callable
from typing import Annotated, Any, TypedDict

from langgraph.channels import UntrackedValue
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from bot.agent.evidence import Listen, Talk
from bot.answer.model import Answer
from bot.conversation.edits import Edit
from bot.conversation.sheet import CaseSheet
from bot.conversation.steps import Steps
from bot.conversation.work import Work


class TurnState(TypedDict, total=False):
    """The channels. text, picked, edits, terse, talk, listen, owner: the turn as it came in. sheet, answer: as JSON values. work: this turn only."""

    text: str
    picked: str | None
    edits: Annotated[list[dict[str, str]], UntrackedValue]
    terse: Annotated[bool | None, UntrackedValue]
    talk: Annotated[Talk, UntrackedValue]
    listen: Annotated[Listen | None, UntrackedValue]
    owner: Annotated[str, UntrackedValue]
    sheet: dict[str, Any]
    answer: dict[str, Any]
    work: Annotated[Work, UntrackedValue]


def build_graph(steps: Steps, checkpointer: BaseCheckpointSaver[Any] | None) -> CompiledStateGraph[Any, Any, Any, Any]:
    """The compiled graph: understand, merge, plan, tools, compose, speak, verify."""
    graph = StateGraph(TurnState)
    names = [name for name, _ in steps.all]
    for name, step in steps.all:
        graph.add_node(name, _node(step, first=name == names[0], last=name == names[-1]))
    for before, after in zip([START, *names], [*names, END], strict=True):
        graph.add_edge(before, after)
    return graph.compile(checkpointer=checkpointer)


def _node(step: Callable[[Work], Work], *, first: bool, last: bool) -> Any:
    """A step as a node: the first one opens what was kept, the last one gives what is to be kept."""

    def node(state: TurnState) -> dict[str, Any]:
        work = step(_opened(state) if first else state["work"])
        if not last:
            return {"work": work}
        assert work.sheet is not None
        assert work.answer is not None
        return {
            "work": work,
            "sheet": work.sheet.model_dump(mode="json", exclude_defaults=True),
            "answer": work.answer.model_dump(mode="json"),
        }

    return node


def _opened(state: TurnState) -> Work:
    kept = state.get("answer")
    return Work(
        text=state["text"],
        picked=state.get("picked"),
        edits=tuple(Edit.model_validate(edit) for edit in state.get("edits") or ()),
        terse=state.get("terse"),
        talk=tuple(state.get("talk") or ()),
        listen=state.get("listen"),
        owner=state.get("owner") or "",
        before=CaseSheet.model_validate(state.get("sheet") or {}),
        last=Answer.model_validate(kept) if kept else None,
    )
