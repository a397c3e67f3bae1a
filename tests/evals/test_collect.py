"""Asking a target: each talk once, answers kept line by line, an interrupted run taken up again."""

import json
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import ShortfallError
from evals.cases import Asked, Probe
from evals.collect import Kept, collect, talks
from evals.reply import Reply
from evals.targets import Target
from tests.evals.hand import probe


class Echo(Target):
    """Says every turn again, and remembers what it was asked."""

    def __init__(self, name: str = "echo", failing: frozenset[str] = frozenset(), wait: int = 0) -> None:
        self.name, self.failing = name, failing
        self.asked: list[tuple[str, ...]] = []
        self.threads: set[int] = set()
        self.meeting = threading.Barrier(wait, timeout=20) if wait else None

    def talk(self, turns: Sequence[str]) -> list[Reply]:
        self.asked.append(tuple(turns))
        self.threads.add(threading.get_ident())
        if self.meeting:
            self.meeting.wait()
        return [Reply.failed("down") if turn in self.failing else Reply(text=f"{self.name}: {turn}") for turn in turns]


def asking(*turns: str) -> Probe:
    return probe(name=" / ".join(turns)).model_copy(update={"asked": Asked(turns=turns)})


THREE = [asking("one"), asking("two"), asking("three")]


def test_the_beginning_of_a_longer_talk_and_a_repeated_question_are_asked_once(tmp_path: Path) -> None:
    probes = [asking("a"), asking("a", "b"), asking("a", "b", "c"), asking("a", "x"), asking("d"), asking("d")]
    assert talks(probes) == [("a", "b", "c"), ("a", "x"), ("d",)]
    target = Echo()
    replies = collect(probes, target, tmp_path / "answers.jsonl")
    assert target.asked == [("a", "b", "c"), ("a", "x"), ("d",)]
    assert {turns: reply.text for turns, reply in replies.items()} == {
        ("a",): "echo: a",
        ("a", "b"): "echo: b",
        ("a", "b", "c"): "echo: c",
        ("a", "x"): "echo: x",
        ("d",): "echo: d",
    }


def test_a_run_that_is_taken_up_asks_only_what_is_missing(tmp_path: Path) -> None:
    record = tmp_path / "deep" / "answers.jsonl"
    collect(THREE[:2], Echo(), record)
    again = Echo()
    seen: list[tuple[int, int]] = []
    replies = collect(THREE, again, record, resume=True, progress=lambda done, total: seen.append((done, total)))
    assert again.asked == [("three",)]
    assert seen == [(2, 3), (3, 3)]
    assert set(replies) == {("one",), ("two",), ("three",)}
    assert len(record.read_text("utf-8").splitlines()) == 3


def test_without_resume_everything_is_asked_anew_and_the_record_begins_again(tmp_path: Path) -> None:
    record = tmp_path / "answers.jsonl"
    collect(THREE, Echo(), record)
    again = Echo()
    collect(THREE[:1], again, record)
    assert again.asked == [("one",)]
    assert len(record.read_text("utf-8").splitlines()) == 1


def test_the_answers_of_another_target_are_not_taken(tmp_path: Path) -> None:
    record = tmp_path / "answers.jsonl"
    collect(THREE, Echo("the old code"), record)
    new = Echo("the new code")
    replies = collect(THREE, new, record, resume=True)
    assert len(new.asked) == 3
    assert {reply.text for reply in replies.values()} == {f"the new code: {n}" for n in ("one", "two", "three")}


def test_a_torn_last_line_and_a_foreign_one_are_left_out(tmp_path: Path) -> None:
    record = tmp_path / "answers.jsonl"
    collect(THREE, Echo(), record)
    lines = record.read_text("utf-8").splitlines()
    record.write_text("\n".join([lines[0], '{"other": 1}', lines[1], lines[2][: len(lines[2]) // 2]]), "utf-8")
    again = Echo()
    collect(THREE, again, record, resume=True)
    assert again.asked == [("three",)]
    third = Echo()
    collect(THREE, third, record, resume=True)
    assert third.asked == []


def test_what_failed_is_asked_again_with_its_whole_talk(tmp_path: Path) -> None:
    record = tmp_path / "answers.jsonl"
    probes = [asking("one"), asking("two", "more")]
    first = collect(probes, Echo(failing=frozenset({"more"})), record)
    assert first["two", "more"].error == "down"
    again = Echo()
    replies = collect(probes, again, record, resume=True)
    assert again.asked == [("two", "more")]
    assert replies["two", "more"].text == "echo: more"
    third = Echo()
    collect(probes, third, record, resume=True)
    assert third.asked == []


def test_several_workers_ask_at_the_same_time_and_lose_nothing(tmp_path: Path) -> None:
    record = tmp_path / "answers.jsonl"
    probes = [asking(f"q{n}") for n in range(8)]
    # no thread gets on before four of them ask
    target = Echo(wait=4)
    replies = collect(probes, target, record, workers=4)
    assert len(target.threads) == 4
    assert {turns: reply.text for turns, reply in replies.items()} == {(f"q{n}",): f"echo: q{n}" for n in range(8)}
    kept = [Kept.model_validate_json(line) for line in record.read_text("utf-8").splitlines()]
    assert sorted(line.turns for line in kept) == sorted((f"q{n}",) for n in range(8))


class Crash(Echo):
    """Breaks at one of the questions."""

    def talk(self, turns: Sequence[str]) -> list[Reply]:
        if turns[0] == "three":
            raise RuntimeError("the machine went down")
        return super().talk(turns)


def test_what_was_answered_before_a_crash_is_kept(tmp_path: Path) -> None:
    record = tmp_path / "answers.jsonl"
    with pytest.raises(RuntimeError):
        collect(THREE, Crash(), record)
    assert [json.loads(line)["turns"] for line in record.read_text("utf-8").splitlines()] == [["one"], ["two"]]
    again = Echo()
    collect(THREE, again, record, resume=True)
    assert again.asked == [("three",)]


def test_a_record_that_cannot_be_written_is_said_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ShortfallError, match=r"answers\.jsonl.*Check the path"):
        collect(THREE, Echo(), tmp_path / "file" / "answers.jsonl")
