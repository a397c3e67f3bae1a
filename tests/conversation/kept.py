"""A small graph that stands for the conversation's, and other processes that use it to be contended with or killed."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypedDict

from langgraph.graph import END, START, StateGraph

from bot.conversation.storage import Storage, open_storage
from tests.conversation.program import Told

# processes forked from one that has imported LangGraph and opened nothing: each starts in milliseconds
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(
    ["tests.conversation.kept", "bot.conversation.storage.sqlite", "bot.conversation.storage.postgres"]
)


class State(TypedDict, total=False):
    """question: this turn's. turn: its number from 1. answer: about 10 KB, as an answer with its passages is."""

    question: str
    turn: int
    answer: dict[str, Any]


def toy_graph(storage: Storage, during: Callable[[str], None] = lambda question: None) -> Any:
    """A graph of two steps. during: called with the question within the first."""

    def count(state: State) -> State:
        during(state["question"])
        return {"turn": state.get("turn", 0) + 1}

    def answer(state: State) -> State:
        return {"answer": {"text": f"Answer to {state['question']}", "passages": ["p" * 1000] * 10, "asks": []}}

    graph = StateGraph(State)
    graph.add_node("count", count)
    graph.add_node("reply", answer)
    graph.add_edge(START, "count")
    graph.add_edge("count", "reply")
    graph.add_edge("reply", END)
    return graph.compile(checkpointer=storage.checkpointer)


def take_turn(
    storage: Storage, graph: Any, id: str, question: str, written: Callable[[], None] = lambda: None, wait: float = 30.0
) -> int:
    """One turn as the conversation takes it; its number. written: called between the checkpoint and the note of it."""
    with storage.lock(id, timeout=wait):
        storage.note_pending(id, question)
        state = graph.invoke({"question": question}, {"configurable": {"thread_id": id}}, durability="exit")
        written()
        storage.note_answered(id, state["turn"])
    return int(state["turn"])


def transcript(graph: Any, id: str) -> list[tuple[int, str]]:
    """Every kept turn in order: its number and its question."""
    history = graph.get_state_history({"configurable": {"thread_id": id}})
    return [(state.values["turn"], state.values["question"]) for state in history][::-1]


def kept_bytes(url: str) -> bytes:
    """All that a reader of the files, or of the tables, can see."""
    if not url.startswith("postgresql"):
        folder = Path(url.removeprefix("sqlite:///")).parent
        return b"".join(file.name.encode() + file.read_bytes() for file in folder.rglob("*") if file.is_file())
    import psycopg  # noqa: PLC0415  # only where there is a Postgres

    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = [row for (name,) in tables for row in connection.execute(f"SELECT * FROM {name}".encode())]
    # a transcript is kept as bytes, a title as text
    return b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row)


class Program(Told):
    """Another process over the same conversations.

    mode: "turns" answers `count` questions, saying after each that it is kept; "before" does too, but stops within the
    fourth; "after" stops when the fourth is written and not yet said; "hold" takes the lock and stops;
    "open" only opens what is kept.
    """

    def __init__(self, mode: str, url: str, id: str, count: int = 4) -> None:
        super().__init__(_PROCESSES, _run, mode, url, id, count)


def _run(pipe: Connection, mode: str, url: str, id: str, count: int) -> None:
    def stop() -> None:
        pipe.send("stopped")
        pipe.recv()

    def within(question: str) -> None:
        if mode == "before" and question == "question 4":
            stop()

    with open_storage(url) as storage:
        if mode == "open":
            pipe.send("opened")
            return
        if mode == "hold":
            with storage.lock(id):
                stop()
        graph = toy_graph(storage, within)
        for number in range(1, count + 1):
            written = stop if mode == "after" and number == 4 else lambda: None
            pipe.send(f"kept {take_turn(storage, graph, id, f'question {number}', written)}")
