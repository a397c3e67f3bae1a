"""Which scope each route needs: a key with any other is refused, and without a key nothing is done at all."""

import re

import pytest
from fastapi.testclient import TestClient

from bot.server.access.keys import SCOPES, Keys

OPEN = {"/healthz", "/readyz"}  # and the description itself
# the beginning of an address, and what it needs; the first that fits counts
NEEDED = (
    ("/v1/answers", "ask"),
    ("/v1/conversations", "ask"),
    ("/v1/chat/completions", "ask"),
    ("/v1/models", "ask"),
    ("/v1/batches", "batch"),
    ("/v1/documents", "documents"),
    ("/v1/states", "read"),
    ("/v1/passages", "read"),
    ("/v1/search", "read"),
    ("/v1/assess", "read"),
    ("/v1/calculate", "read"),
    ("/metrics", "metrics"),
)


def needed(path: str) -> str:
    """The scope of an address. Raises StopIteration for a new one, which then has to be written down above."""
    return next(scope for start, scope in NEEDED if path.startswith(start))


def operations(client: TestClient) -> list[tuple[str, str]]:
    """Every operation that needs a key, at an address that can be sent."""
    paths = client.get("/openapi.json").json()["paths"]
    return [
        (method, re.sub(r"\{\w+\}", "0123456789abcdef0123456789abcdef", path.replace("{number}", "1")))
        for path, item in paths.items()
        if path not in OPEN
        for method in item
    ]


@pytest.fixture(scope="module")
def keys(client: TestClient) -> dict[str, str]:
    """A key for each scope alone."""
    made: Keys = client.app.state.service.keys  # type: ignore[attr-defined]
    return {scope: made.create(f"only {scope}", owner="scopes", scopes=[scope])[1] for scope in SCOPES}


def test_a_key_reaches_as_far_as_its_scope(client: TestClient, keys: dict[str, str]) -> None:
    checked = 0
    for method, path in operations(client):
        # a body that fits no route: who may not come in must not learn even that
        body = b"{}" if method in ("post", "put", "patch") else b""
        for scope, key in keys.items():
            headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
            if path == "/v1/documents" and body:
                headers["Content-Type"] = "multipart/form-data; boundary=b"
                body = b"--b--\r\n"
            status = client.request(method, path, headers=headers, content=body).status_code
            assert (status == 403) == (scope != needed(path)), f"{method} {path} with {scope}: {status}"
            assert status not in (401, 500)
            checked += 1
    assert checked >= 150


def test_without_a_key_nothing_is_done(client: TestClient, keys: dict[str, str]) -> None:
    for method, path in operations(client):
        given = client.request(method, path)
        assert given.status_code == 401, f"{method} {path}"
        assert given.headers["WWW-Authenticate"].startswith("Bearer")
    for path in sorted(OPEN):
        assert client.get(path).status_code == 200


def test_a_body_from_nobody_known_is_not_even_read(client: TestClient, keys: dict[str, str]) -> None:
    headers = {"Content-Type": "application/json"}
    for path in ("/v1/answers", "/v1/batches", "/v1/chat/completions", "/v1/nothing"):
        assert client.post(path, headers=headers, content=b"{broken").status_code == 401
    known = {**headers, "Authorization": f"Bearer {keys['ask']}"}
    assert client.post("/v1/answers", headers=known, content=b"{broken").status_code == 422


def test_a_revoked_key_is_no_key(client: TestClient) -> None:
    made: Keys = client.app.state.service.keys  # type: ignore[attr-defined]
    key, text = made.create("soon gone", owner="scopes", scopes=SCOPES)
    headers = {"Authorization": f"Bearer {text}"}
    assert client.get("/v1/states", headers=headers).status_code == 200
    made.revoke(key.id)
    assert client.get("/v1/states", headers=headers).status_code == 401
