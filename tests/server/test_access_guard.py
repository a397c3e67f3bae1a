"""What every request passes before a route sees it."""

import asyncio
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from bot.conversation.storage import Storage, open_storage
from bot.errors import ConversationError, ShortfallError
from bot.server.access.keys import SCOPES, Keys
from tests.server.small_app import OUTSIDE, bearer, send, small_app


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    with open_storage(str(tmp_path / "c.db")) as opened:
        yield opened


@contextmanager
def running(app: FastAPI) -> Iterator[tuple[str, int]]:
    """The app behind a real server on a free port of loopback."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, server_header=False, lifespan="off"))
    ready = threading.Event()
    startup = server.startup

    async def started(sockets: Any = None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = started  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run)
    thread.start()
    assert ready.wait(20)
    try:
        yield "127.0.0.1", server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


# --- who may


def test_without_any_key_this_machine_may_do_everything_and_nobody_else_anything(storage: Storage) -> None:
    app = small_app(storage)
    here = send(app, "GET", "/v1/whoami/1")
    assert here.json() == {"owner": "local", "key": None, "scopes": sorted(SCOPES)}
    # a program that must send some key, as OpenAI's client must, gets no further and no less far
    assert send(app, "GET", "/v1/whoami/1", headers=bearer("unused")).json()["owner"] == "local"
    for refused in (
        send(app, "GET", "/v1/whoami/1", peer=OUTSIDE),
        send(app, "GET", "/v1/whoami/1", headers={"X-Forwarded-For": "127.0.0.1"}),
        send(app, "GET", "/v1/whoami/1", headers={"Host": "evil.example"}),
    ):
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"].startswith("Bearer")
        assert "shortfall keys create" in refused.json()["detail"]


def test_as_soon_as_there_is_a_key_one_is_needed_also_once_it_is_revoked(storage: Storage) -> None:
    app = small_app(storage)
    key, presented = Keys(storage).create("Legal aid", owner="aid", scopes=["read"])
    assert send(app, "GET", "/v1/whoami/1").status_code == 401
    mine = send(app, "GET", "/v1/whoami/1", peer=OUTSIDE, headers=bearer(presented))
    assert mine.json() == {"owner": "aid", "key": key.id, "scopes": ["read"]}
    app.state.service.keys.revoke(key.id)
    refused = send(app, "GET", "/v1/whoami/1", headers=bearer(presented))
    assert refused.status_code == 401 and "unknown, expired or revoked" in refused.json()["detail"]
    assert send(app, "GET", "/v1/whoami/1").status_code == 401


def test_a_key_without_the_scope_is_told_which_it_lacks(storage: Storage) -> None:
    _, presented = Keys(storage).create("a", scopes=["ask"])
    refused = send(small_app(storage), "GET", "/v1/whoami/1", headers=bearer(presented))
    assert refused.status_code == 403 and "'read'" in refused.json()["detail"]
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["Basic", "bearer", "Bearer ", "Token"])
def test_a_key_comes_as_a_bearer_token(storage: Storage, kind: str) -> None:
    _, presented = Keys(storage).create("a", scopes=["read"])
    header = {"Authorization": f"{kind} {presented}"}
    expected = 200 if kind.strip().lower() == "bearer" else 401
    assert send(small_app(storage), "GET", "/v1/whoami/1", headers=header).status_code == expected


def test_two_authorization_headers_are_refused(storage: Storage) -> None:
    _, presented = Keys(storage).create("a", scopes=["read"])
    twice = [("Authorization", f"Bearer {presented}"), ("Authorization", "Bearer other")]
    assert send(small_app(storage), "GET", "/v1/whoami/1", headers=twice).status_code == 400


def test_an_unknown_scope_of_a_route_is_noticed_when_it_is_written() -> None:
    from bot.server.access.caller import needs  # noqa: PLC0415

    with pytest.raises(ValueError, match="no scope"):
        needs("everything")


# --- how often


def test_a_key_has_a_rate_of_its_own_and_the_refusal_says_when_to_come_back(storage: Storage) -> None:
    keys = Keys(storage)
    first, second = (bearer(keys.create(name, scopes=["read"])[1]) for name in "ab")
    app = small_app(storage, key_rate="3/minute")
    statuses = [send(app, "GET", "/v1/whoami/1", headers=first).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    refused = send(app, "GET", "/v1/whoami/1", headers=first)
    assert 50 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Retry-After"] in refused.json()["detail"]
    assert send(app, "GET", "/v1/whoami/1", headers=second).status_code == 200


def test_guessing_keys_is_stopped_by_address_and_a_valid_key_from_there_is_not(storage: Storage) -> None:
    _, presented = Keys(storage).create("a", scopes=["read"])
    app = small_app(storage, failed_rate="4/minute", address_rate="100/minute")
    guesses = [
        send(app, "GET", "/v1/whoami/1", peer=OUTSIDE, headers=bearer(f"sf_{n:012x}_{'a' * 43}")).status_code
        for n in range(6)
    ]
    assert guesses == [401, 401, 401, 401, 429, 429]
    assert send(app, "GET", "/v1/whoami/1", peer=OUTSIDE, headers=bearer(presented)).status_code == 200
    assert send(app, "GET", "/v1/whoami/1", peer="203.0.113.10", headers=bearer("x")).status_code == 401


def test_who_has_no_key_is_counted_by_address_through_a_trusted_proxy(storage: Storage) -> None:
    app = small_app(storage, address_rate="2/minute", trusted_proxies="10.0.0.5")

    def ask(client: str) -> int:
        return send(app, "GET", "/open", peer="10.0.0.5", headers={"X-Forwarded-For": client}).status_code

    assert [ask("198.51.100.1") for _ in range(3)] == [200, 200, 429]
    assert ask("9.9.9.9, 198.51.100.1") == 429, "a made-up address before its own gets a client no further"
    assert ask("198.51.100.2") == 200
    spoofed = [
        send(app, "GET", "/open", peer=OUTSIDE, headers={"X-Forwarded-For": f"1.1.1.{n}"}).status_code for n in range(3)
    ]
    assert spoofed == [200, 200, 429]
    assert {send(app, "GET", "/healthz", peer=OUTSIDE).status_code for _ in range(10)} == {200}


def test_this_machine_has_no_limit_while_no_key_is_needed(storage: Storage) -> None:
    app = small_app(storage, address_rate="2/minute", failed_rate="2/minute")
    assert {send(app, "GET", "/open", headers=bearer("x")).status_code for _ in range(6)} == {200}


def test_the_hour_of_use_is_noted_beside_the_request(storage: Storage) -> None:
    keys = Keys(storage)
    _, presented = keys.create("a", scopes=["read"])
    with running(small_app(storage)) as (host, port):
        httpx.get(f"http://{host}:{port}/v1/whoami/1", headers=bearer(presented)).raise_for_status()
        deadline = time.monotonic() + 10
        while keys.list()[0].used is None and time.monotonic() < deadline:
            time.sleep(0.02)
    assert keys.list()[0].used is not None


# --- what it may look like


def test_every_response_has_the_safe_headers_and_no_banner(storage: Storage) -> None:
    app = small_app(storage)
    for path in ("/open", "/nowhere", "/fails", "/v1/whoami/1"):
        headers = send(app, "GET", path, peer=OUTSIDE).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer" and "camera=()" in headers["Permissions-Policy"]
        assert len(headers["X-Request-ID"]) == 16
        for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin"):
            assert name not in headers


def test_a_request_keeps_its_own_id_where_that_is_a_plain_one(storage: Storage) -> None:
    app = small_app(storage)
    assert send(app, "GET", "/open", headers={"X-Request-ID": "job-7.a_B"}).headers["X-Request-ID"] == "job-7.a_B"
    for odd in ("Maria Lopez", "a" * 65, "", '"}', "a\tb"):
        given = send(app, "GET", "/open", headers={"X-Request-ID": odd}).headers["X-Request-ID"]
        assert given != odd and len(given) == 16


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/whoami/..%2f..%2fetc%2fpasswd", 400),
        ("/v1/whoami/%2e%2e/1", 400),
        ("/v1/whoami/a%00b", 400),
        ("/v1/whoami/a%0d%0aSet-Cookie:x", 400),
        ("/v1/whoami/a%5cb", 400),
        ("/v1/whoami/%ff%fe", 400),
        ("/v1//whoami/1", 400),
        ("/v1/whoami/" + "a" * 2100, 414),
        ("/open?q=" + "a" * 9000, 414),
        ("/open?q=%00", 200),  # a query is data, and each route says what it takes
        ("/v1/whoami/%E5%AE%B6", 200),
        ("/nowhere", 404),
    ],
)
def test_addresses_that_no_honest_client_sends_are_refused(storage: Storage, path: str, status: int) -> None:
    got = send(small_app(storage), "GET", path)
    assert got.status_code == status
    if status >= 400:
        assert got.json()["status"] == status and "etc" not in got.text and "Cookie" not in str(got.headers)


def test_headers_have_a_limit_in_number_and_size(storage: Storage) -> None:
    app = small_app(storage)
    assert send(app, "GET", "/open", headers={f"X-{n}": "1" for n in range(120)}).status_code == 431
    assert send(app, "GET", "/open", headers={"Cookie": "a" * 17_000}).status_code == 431
    assert send(app, "GET", "/open", headers={f"X-{n}": "1" for n in range(80)}).status_code == 200


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/v1/answers", {"Content-Type": "application/json"}, 200),
        ("/v1/answers", {"Content-Type": "Application/JSON; charset=UTF-8"}, 200),
        ("/v1/answers", {"Content-Type": "text/plain"}, 415),
        ("/v1/answers", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ("/v1/answers", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ("/v1/answers", {"Content-Type": "application/json; charset=utf-16"}, 415),
        ("/v1/answers", {"Content-Type": "application/json", "Content-Encoding": "gzip"}, 415),
        ("/v1/answers", {"Content-Type": ""}, 415),
        ("/v1/documents", {"Content-Type": "multipart/form-data; boundary=x"}, 200),
        ("/v1/documents", {"Content-Type": "application/json"}, 415),
        ("/v1/documentsx", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ("/v1/answers", {"Content-Type": "application/json", "Content-Length": "9" * 5000}, 400),
        ("/v1/answers", {"Content-Type": "application/json", "Content-Length": "-1"}, 400),
    ],
)
def test_a_body_comes_in_a_form_that_its_address_takes(
    storage: Storage, path: str, headers: dict[str, str], status: int
) -> None:
    assert send(small_app(storage), "POST", path, content=b'{"question": "x"}', headers=headers).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://evil.example", 403),
        ("null", 403),
        ("http://localhost", 200),
        ("https://agency.example", 200),
        ("https://agency.example.evil.example", 403),
    ],
)
def test_a_page_of_another_origin_changes_nothing(storage: Storage, origin: str, status: int) -> None:
    app = small_app(storage, cors_origins="https://agency.example")
    headers = {"Origin": origin, "Content-Type": "multipart/form-data; boundary=x"}
    assert send(app, "POST", "/v1/documents", content=b"x", headers=headers).status_code == status


def test_browsers_are_let_in_only_for_the_origins_that_are_named(storage: Storage) -> None:
    asks = {"Origin": "https://agency.example", "Access-Control-Request-Method": "POST"}
    closed = send(small_app(storage), "OPTIONS", "/v1/answers", headers=asks)
    assert not [name for name in closed.headers if name.lower().startswith("access-control")]
    app = small_app(storage, cors_origins="https://agency.example, http://localhost:3000")
    opened = send(app, "OPTIONS", "/v1/answers", headers=asks)
    assert opened.headers["Access-Control-Allow-Origin"] == "https://agency.example"
    assert "Access-Control-Allow-Credentials" not in opened.headers
    other = send(app, "OPTIONS", "/v1/answers", headers={**asks, "Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in other.headers
    # a refusal can be read by the page as well
    refused = send(app, "GET", "/v1/whoami/1", peer=OUTSIDE, headers={"Origin": "https://agency.example"})
    assert refused.status_code == 401 and "Access-Control-Allow-Origin" in refused.headers


@pytest.mark.parametrize("origins", ["*", "https://*.example", "agency.example", "https://a.example/path"])
def test_origins_are_whole_ones(storage: Storage, origins: str) -> None:
    with pytest.raises(ShortfallError, match="SHORTFALL_CORS_ORIGINS cannot be read"):
        small_app(storage, cors_origins=origins)


@pytest.mark.parametrize("setting", ["key_rate", "address_rate", "failed_rate", "trusted_proxies"])
def test_a_setting_that_cannot_be_read_is_told_before_anything_is_served(storage: Storage, setting: str) -> None:
    with pytest.raises(ShortfallError, match=f"SHORTFALL_{setting.upper()} cannot be read"):
        small_app(storage, **{setting: "nonsense"})


# --- how much, and how long


def test_a_body_beyond_the_limit_is_refused_declared_or_in_pieces(storage: Storage) -> None:
    app = small_app(storage, body_bytes=1_000, upload_bytes=5_000)
    kind = {"Content-Type": "application/json"}
    long = json.dumps({"question": "x" * 1_000}).encode()

    async def pieces(body: bytes) -> Any:
        for start in range(0, len(body), 300):
            yield body[start : start + 300]

    for content in (long, pieces(long)):
        refused = send(app, "POST", "/v1/answers", content=content, headers=kind)
        assert refused.status_code == 413 and "1,000 bytes" in refused.json()["detail"]
        assert refused.headers["Connection"] == "close"
    for content in (long[:900] + b'"}', pieces(long[:900] + b'"}')):
        assert send(app, "POST", "/v1/answers", content=content, headers=kind).status_code == 200
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    assert send(app, "POST", "/v1/documents", content=pieces(b"x" * 4_000), headers=form).json() == {"bytes": 4_000}
    assert send(app, "POST", "/v1/documents", content=pieces(b"x" * 6_000), headers=form).status_code == 413


def test_a_body_that_trickles_is_given_up_and_the_line_is_closed(storage: Storage) -> None:
    with running(small_app(storage, receive_seconds=0.3)) as address, socket.create_connection(address) as line:
        line.sendall(
            b"POST /v1/answers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
        )
        line.settimeout(20)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 408") and b"connection: close" in answer.lower()
    assert b'"status":408' in answer and b"server:" not in answer.lower()


def test_an_answer_that_takes_too_long_is_a_504(storage: Storage) -> None:
    late = send(small_app(storage, answer_seconds=0.2), "GET", "/slow")
    assert late.status_code == 504 and late.json()["type"] == "urn:shortfall:too_late"
    assert late.headers["Retry-After"] == "5"


def test_a_stream_outlives_the_time_of_an_answer_and_ends_at_its_own_with_a_word(storage: Storage) -> None:
    app = small_app(storage, answer_seconds=0.2, stream_seconds=1.0)
    whole = send(app, "GET", "/stream", params={"count": 4, "pause": 0.1}).text
    assert whole == "data: 0\n\ndata: 1\n\ndata: 2\n\ndata: 3\n\n"
    cut = send(app, "GET", "/stream", params={"count": 400, "pause": 0.05}).text
    *events, last = cut.strip().split("\n\n")
    assert events[0] == "data: 0" and len(events) < 100
    name, data = last.split("\n")
    assert name == "event: error" and json.loads(data.removeprefix("data: "))["status"] == 504


def test_a_stream_passes_piece_by_piece(storage: Storage) -> None:
    slowly = {"count": 50, "pause": 0.1}
    with (
        running(small_app(storage)) as (host, port),
        httpx.stream("GET", f"http://{host}:{port}/stream", params=slowly) as response,
    ):
        # the first piece is here while the last is seconds away
        assert next(response.iter_raw()) == b"data: 0\n\n"


def test_what_goes_wrong_inside_is_told_plainly(storage: Storage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    failed = send(small_app(storage), "GET", "/fails")
    assert failed.status_code == 500
    assert failed.json() == {
        "type": "urn:shortfall:internal",
        "title": "Something went wrong",
        "status": 500,
        "detail": failed.json()["detail"],
    }
    for word in ("Maria", "212", "passwd", "RuntimeError", "Traceback"):
        assert word not in failed.text and word not in str(failed.headers) and word not in caplog.text


def test_a_request_that_is_given_up_leaves_no_task_behind(storage: Storage) -> None:
    app = small_app(storage, answer_seconds=0.1)

    async def left() -> int:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            assert (await client.get("/slow")).status_code == 504
        return len(asyncio.all_tasks())

    assert asyncio.run(left()) == 1


def test_a_websocket_is_closed_at_once(storage: Storage) -> None:
    sent: list[Any] = []

    async def open_socket() -> None:
        async def told(message: Any) -> None:
            sent.append(message)

        async def nothing() -> Any:
            return {"type": "websocket.connect"}

        scope = {"type": "websocket", "path": "/v1/answers", "headers": [], "query_string": b""}
        await small_app(storage)(scope, nothing, told)

    asyncio.run(open_socket())
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_keys_that_cannot_be_read_let_nobody_in_and_say_to_come_back(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, presented = Keys(storage).create("a", scopes=["read"])
    app = small_app(storage)

    def away(*given: Any) -> Any:
        raise ConversationError("The database of conversations (kept at db.internal:5432) cannot be reached")

    monkeypatch.setattr(storage, "run", away)
    for headers in (bearer(presented), {}):
        refused = send(app, "GET", "/v1/whoami/1", headers=headers)
        assert refused.status_code == 503 and refused.headers["Retry-After"]
        assert "internal" not in refused.text
    assert send(app, "GET", "/healthz").status_code == 200
