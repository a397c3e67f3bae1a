"""What belongs to somebody else is not there: by every route of the description that takes an id, and in every list."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.server.describe import EXAMPLES
from bot.yamlfile import load_yaml
from tests.security.conftest import Owner
from tests.security.hostile import SECRET

NEVER = "0123456789abcdef0123456789abcdef"  # an id that was never given
KINDS = {"conversations": "conversation", "batches": "batch", "documents": "document"}
# of the routes that take a body: the example that fits
BODIES = {
    "post /v1/conversations/{id}/turns": "turn",
    "patch /v1/conversations/{id}/case": "edits",
    "patch /v1/conversations/{id}": "rename",
    "put /v1/conversations/{id}/turns/{number}/feedback": "feedback",
}
LISTS = ("/v1/conversations", "/v1/batches", "/v1/documents")


def routes(client: TestClient) -> list[tuple[str, str, str]]:
    """Every operation on one thing of somebody: method, address and the kind of the thing."""
    paths = client.get("/openapi.json").json()["paths"]
    return [
        (method, path, KINDS[found[1]])
        for path, item in paths.items()
        if (found := re.match(r"/v1/(conversations|batches|documents)/\{id\}", path))
        for method in item
    ]


def ask(owner: Owner, method: str, path: str, id: str) -> httpx.Response:
    """One operation on the thing of an id."""
    examples = load_yaml(EXAMPLES)
    body: Any = None
    if (name := BODIES.get(f"{method} {path}")) is not None:
        body = next(iter(examples[name]["requests"].values()))
    address = path.replace("{id}", id).replace("{number}", "1")
    return owner.client.request(method, address, headers=owner.headers, json=body)


def seen(response: httpx.Response) -> tuple[Any, ...]:
    """What a client can tell two responses apart by."""
    headers = sorted((name, value) for name, value in response.headers.items() if name != "x-request-id")
    return response.status_code, response.content, headers


@pytest.fixture(scope="module")
def all_of_them(victim: Owner, theirs: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What the victim has, read by the victim before; it is the same afterwards."""

    def read() -> dict[str, Any]:
        id = theirs["conversation"]
        return {
            path: victim.client.get(path, headers=victim.headers).json()
            for path in (*LISTS, f"/v1/conversations/{id}/export", f"/v1/documents/{theirs['document']}")
            if path != "/v1/batches"
        }

    before = read()
    yield before
    assert read() == before


def test_every_route_is_known(client: TestClient) -> None:
    found = routes(client)
    assert len(found) >= 16
    assert {kind for _, _, kind in found} == set(KINDS.values())
    bodies = client.get("/openapi.json").json()["paths"]
    assert set(BODIES) == {f"{method} {path}" for method, path, _ in found if "requestBody" in bodies[path][method]}


def test_anothers_is_not_there_by_any_route(
    client: TestClient, mallory: Owner, theirs: dict[str, str], all_of_them: dict[str, Any]
) -> None:
    for method, path, kind in routes(client):
        given = seen(ask(mallory, method, path, theirs[kind]))
        assert given[0] == 404, f"{method} {path}"
        assert given == seen(ask(mallory, method, path, NEVER)), f"{method} {path}"
        assert SECRET.encode() not in given[1]


def test_a_key_of_the_same_owner_reads_it_by_every_route(client: TestClient, victim: Owner) -> None:
    """Without this the test above would hold for a service in which nothing is ever there."""
    second = Owner(client, victim.name)
    own = second.settle("somebody")
    last = [one for one in routes(client) if one[0] == "delete"]
    for method, path, kind in [*(one for one in routes(client) if one[0] != "delete"), *last]:
        assert ask(second, method, path, own[kind]).is_success, f"{method} {path}"


def test_no_list_and_no_search_shows_anothers(
    mallory: Owner, all_of_them: dict[str, Any], theirs: dict[str, str]
) -> None:
    for path in (*LISTS, "/v1/search?q=walk-in+intake+on+weekdays&k=50", f"/v1/passages/own/{theirs['document']}%230"):
        given = mallory.client.get(path, headers=mallory.headers).text
        assert not [id for id in theirs.values() if id in given], path
        assert SECRET not in given, path
    asked = {"question": "When is the walk-in intake on weekdays? Whom do I ask for?"}
    assert SECRET not in mallory.client.post("/v1/answers", headers=mallory.headers, json=asked).text
    assert theirs["conversation"] in str(all_of_them["/v1/conversations"])
    assert SECRET in str(all_of_them[f"/v1/documents/{theirs['document']}"])


def test_an_idempotency_key_of_another_gives_nothing(victim: Owner, mallory: Owner) -> None:
    texts = {}
    for owner in (victim, mallory):
        begun = owner.client.post("/v1/conversations", headers=owner.headers).json()["id"]
        headers = {**owner.headers, "Idempotency-Key": "the-same-key"}
        text = "My house in Utah was sold." if owner is victim else "Can they sue me in Ohio?"
        given = owner.client.post(f"/v1/conversations/{begun}/turns", headers=headers, json={"text": text})
        assert given.status_code == 200
        texts[owner.name] = given.json()["state"]
        owner.client.delete(f"/v1/conversations/{begun}", headers=owner.headers)
    assert texts == {"victim": "UT", "mallory": "OH"}
