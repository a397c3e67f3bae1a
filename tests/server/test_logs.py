"""The log: one JSON object a line, and in none of them what anybody typed."""

import io
import json
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import structlog

from bot.server.logs import setup_logs, short
from bot.settings import Settings
from tests.server.running import Running

TYPED = ("Mabelle", "Quixwood", "quixwood@mail.example", "847,315", "847315", "602-555-0147", "Zanzibar Lane")
TEXT = (
    "I am Mabelle Quixwood (quixwood@mail.example, 602-555-0147) of 12 Zanzibar Lane in Phoenix. I owed $847,315 and the "
    "house sold for 150. Do I owe the rest?"
)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Logging as it was before, afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    loggers = {name: logging.getLogger(name) for name in logging.root.manager.loggerDict}
    kept = {name: (one.handlers[:], one.propagate, one.disabled) for name, one in loggers.items()}
    yield
    root.handlers[:], root.level = handlers, level
    for name, (own, propagate, disabled) in kept.items():
        loggers[name].handlers[:], loggers[name].propagate, loggers[name].disabled = own, propagate, disabled
    logging.captureWarnings(False)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_only_known_names_and_plain_values_are_logged(quiet: None) -> None:
    setup_logs(Settings(log_text=False), out := io.StringIO())
    log = structlog.get_logger("bot.server")
    log.info("request", route="/v1/conversations/{id}", status=200, ms=1.5, key=None, question=TEXT, name=TEXT, count=7)
    log.info(TEXT, route=TEXT, name="Mabelle")
    log.info("taken", conversation="0123456789abcdef0123456789abcdef", route="/v1/0123456789abcdef0123456789abcdef")
    log.info("batch", job=short("x"))
    first, second, third, fourth = lines(out)
    assert list(first) == ["time", "level", "event", "count", "ms", "name", "route", "status"]
    assert (first["event"], first["level"], first["name"], first["count"]) == ("request", "info", "…", 7)
    assert first["time"].endswith("Z")
    assert (second["event"], second["route"]) == ("…", "…")
    assert fourth["job"] == short("x")
    assert third["conversation"] == short("0123456789abcdef0123456789abcdef")
    assert "0123456789abcdef" not in json.dumps(third) and len(third["conversation"]) == 11
    assert not [word for word in TYPED[1:] if word in out.getvalue()]


def test_an_exception_is_its_kind_and_its_places_and_not_its_words(quiet: None) -> None:
    setup_logs(Settings(log_text=False), out := io.StringIO())

    def fails() -> None:
        try:
            raise ValueError(TEXT)
        except ValueError as error:
            raise KeyError(TEXT) from error

    for log in (structlog.get_logger("bot.server"), logging.getLogger("bot.server"), logging.getLogger("some.library")):
        try:
            fails()
        except KeyError:
            log.exception("fault")
    told = lines(out)
    assert len(told) == 3
    for line in told:
        outer, inner = line["exception"]
        assert outer.startswith("KeyError at tests/server/test_logs.py:") and inner.startswith(
            "ValueError at tests/server/"
        )
    assert not [word for word in TYPED if word in out.getvalue()]


def test_of_other_libraries_only_the_fixed_part_is_told_and_only_where_it_is_fixed(quiet: None) -> None:
    setup_logs(Settings(log_text=False), out := io.StringIO())
    logging.getLogger("uvicorn.error").info("Started server process [%d] for %s", 12, TEXT)
    logging.getLogger("httpx").warning(f"GET https://x/?q={TEXT}")
    logging.getLogger("uvicorn.access").info('%s - "%s"', "203.0.113.9", TEXT)
    logging.getLogger("bot.x").warning("cut off")
    started, library, own = lines(out)
    assert started["message"] == "Started server process [12] for …"
    assert library["logger"] == "httpx" and "message" not in library
    assert own["message"] == "cut off"
    assert not [word for word in TYPED if word in out.getvalue()]


def test_text_is_logged_where_that_is_set_without_what_tells_who_it_was(quiet: None) -> None:
    setup_logs(Settings(log_text=True), out := io.StringIO())
    structlog.get_logger("bot.server").info("asked", question=TEXT)
    logging.getLogger("some.library").warning("asked: %s", TEXT)
    for line in lines(out):
        told = line.get("question") or line["message"]
        assert "$847,315" in told and "sold for 150" in told
        for word in ("Mabelle", "Quixwood", "@mail", "555-0147", "Zanzibar"):
            assert word not in told


def test_the_level_is_that_of_the_setting(quiet: None) -> None:
    setup_logs(Settings(log_level="warning"), out := io.StringIO())
    structlog.get_logger("bot.server").info("a")
    logging.getLogger("uvicorn.error").info("b")
    structlog.get_logger("bot.server").warning("c")
    assert [line["event"] for line in lines(out)] == ["c"]


def test_a_line_break_in_a_value_cannot_begin_a_line_of_its_own(quiet: None) -> None:
    setup_logs(Settings(log_text=True), out := io.StringIO())
    structlog.get_logger("bot.server").info("asked", question='x\n{"event": "forged"}\r\n\u2028')
    assert [line["event"] for line in lines(out)] == ["asked"]


def test_a_real_run_of_many_requests_leaves_no_word_in_the_log(server: Running) -> None:
    before = len(server.log())
    with httpx.Client(base_url=server.url, headers=server.headers, timeout=60) as client:
        made = client.post("/v1/conversations", json={"title": TYPED[1]}).raise_for_status().json()
        id = made["id"]

        def ask(number: int) -> int:
            match number % 10:
                case 0:
                    return client.post("/v1/answers", json={"question": f"{TEXT} {number}"}).status_code
                case 1:
                    return client.get("/v1/search", params={"q": TEXT}).status_code
                case 2:
                    return client.get(f"/v1/{TYPED[0]}/{TYPED[1]}").status_code
                case 3:
                    return client.post("/v1/answers", json={TYPED[1]: TEXT}).status_code
                case 4:
                    return client.get(f"/v1/states/{TYPED[1]}").status_code
                case 5:
                    return client.post("/v1/answers", content=f'{{"question": "{TEXT}'.encode()).status_code
                case 6:
                    return client.post("/v1/batches", json=[{"id": TYPED[1], "question": TEXT}]).status_code
                case 7:
                    return client.get("/healthz", headers={"Cookie": TYPED[1], "User-Agent": TEXT}).status_code
                case 8:
                    return client.get(f"/v1/passages/{TYPED[1]}%23{TYPED[0]}").status_code
                case _:
                    return client.get(f"/v1/conversations/{id}").status_code

        with ThreadPoolExecutor(4) as threads:
            statuses = list(threads.map(ask, range(100)))
        client.post(f"/v1/conversations/{id}/turns", json={"text": TEXT}).raise_for_status()
        client.delete(f"/v1/conversations/{id}").raise_for_status()
    # else the word that is looked for would never have been taken in
    assert {200, 202, 404, 415, 422} <= set(statuses)
    # a line is written after its response was sent
    deadline = time.monotonic() + 20
    while server.log()[before:].count('"event": "request"') < 93 and time.monotonic() < deadline:
        time.sleep(0.05)
    log = server.log()[before:]
    assert server.key not in server.log()
    told = [json.loads(line) for line in log.splitlines()]
    requests = [line for line in told if line["event"] == "request"]
    assert len(requests) == 93, "all but the ten probes"
    assert {"/v1/answers", "/v1/search", "/v1/conversations/{id}", "unmatched"} <= {line["route"] for line in requests}
    assert all({"request", "status", "ms", "method", "level", "time"} <= set(line) for line in requests)
    assert not [word for word in (*TYPED, "Phoenix", "sold for", id) if word in log]
