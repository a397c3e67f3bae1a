"""Conversations over HTTP: kept, continued, changed and deleted, and their owner's alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.server.access.keys import Keys
from bot.server.service import Service
from tests.server.conftest import serving
from tests.server.test_api_answers import events

UTAH = "My house in Utah was sold at a trustee's sale for $255,000. I owed $318,000."
WORTH = "It was worth $300,000."


def service_in(client: TestClient) -> Service:
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    return service


@pytest.fixture
def talk(api: TestClient) -> str:
    """A conversation with one turn."""
    id = str(api.post("/v1/conversations").json()["id"])
    assert api.post(f"/v1/conversations/{id}/turns", json={"text": UTAH}).status_code == 200
    return id


def test_a_conversation_is_begun_listed_renamed_exported_and_deleted(api: TestClient) -> None:
    begun = api.post("/v1/conversations", json={"title": "The house in Ogden"})
    assert begun.status_code == 201
    address = f"/v1/conversations/{begun.json()['id']}"
    assert api.get(address).json() == begun.json()
    assert begun.json() in api.get("/v1/conversations").json()["conversations"]
    assert api.patch(address, json={"title": "Ogden"}).json()["title"] == "Ogden"
    answer = api.post(f"{address}/turns", json={"text": UTAH}).json()
    exported = api.get(f"{address}/export").json()
    assert exported["title"] == "Ogden"
    assert [turn["question"] for turn in exported["transcript"]] == [UTAH]
    assert exported["transcript"][0]["answer"]["text"] == answer["text"]
    assert api.delete(address).status_code == 204
    for path in ("", "/turns", "/case", "/export"):
        assert api.get(f"{address}{path}").status_code == 404


def test_turns_remember_and_the_case_tells_what_is_known(api: TestClient, talk: str) -> None:
    answer = api.post(f"/v1/conversations/{talk}/turns", json={"text": WORTH}).json()
    assert answer["amount"] == "18000.00"
    turns = api.get(f"/v1/conversations/{talk}/turns").json()
    assert [turn["question"] for turn in turns["turns"]] == [UTAH, WORTH]
    assert turns["next"] is None
    case = api.get(f"/v1/conversations/{talk}/case").json()
    assert (case["turn"], case["state"]) == (2, "UT")
    assert {fact["name"]: fact["value"] for fact in case["facts"]}["fair_market_value"] == "300000"


def test_a_long_transcript_is_read_in_pages(api: TestClient, talk: str) -> None:
    for text in (WORTH, "Why?"):
        api.post(f"/v1/conversations/{talk}/turns", json={"text": text})
    first = api.get(f"/v1/conversations/{talk}/turns", params={"limit": 2}).json()
    assert [turn["number"] for turn in first["turns"]] == [1, 2]
    second = api.get(f"/v1/conversations/{talk}/turns", params={"limit": 2, "after": first["next"]}).json()
    assert [turn["number"] for turn in second["turns"]] == [3]
    assert second["next"] is None


def test_the_list_is_read_in_pages(api: TestClient) -> None:
    for _ in range(3):
        api.post("/v1/conversations")
    seen: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = api.get("/v1/conversations", params={"limit": 2, "offset": offset}).json()
        seen += [one["id"] for one in page["conversations"]]
        offset = page["next"]
    assert len(seen) == len(set(seen)) >= 3


def test_a_turn_takes_the_place_of_an_earlier_one(api: TestClient, talk: str) -> None:
    api.post(f"/v1/conversations/{talk}/turns", json={"text": WORTH})
    again = {"text": "It was worth $310,000.", "instead_of": 2}
    assert api.post(f"/v1/conversations/{talk}/turns", json=again).json()["amount"] == "8000.00"
    turns = api.get(f"/v1/conversations/{talk}/turns").json()["turns"]
    assert [turn["question"] for turn in turns] == [UTAH, again["text"]]
    missing = api.post(f"/v1/conversations/{talk}/turns", json={"text": WORTH, "instead_of": 9})
    assert (missing.status_code, missing.json()["detail"]) == (422, "instead_of: the conversation has no turn 9.")


def test_a_change_by_hand_is_a_turn_and_a_wrong_one_is_refused(api: TestClient, talk: str) -> None:
    address = f"/v1/conversations/{talk}/case"
    changed = api.patch(address, json={"edits": [{"name": "fair_market_value", "value": "300000"}]})
    assert changed.json()["amount"] == "18000.00"
    out = api.patch(address, json={"edits": [{"name": "fair_market_value"}]}).json()
    assert out["amount"] != "18000.00"
    assert api.get(address).json()["turn"] == 3
    for wrong in ({"name": "sale_price", "value": "a lot"}, {"name": "state", "value": "ZZ"}, {"name": "units"}):
        refused = api.patch(address, json={"edits": [wrong]})
        assert refused.status_code == 422
    assert api.get(address).json()["turn"] == 3


def test_an_opinion_on_an_answer_is_kept_and_replaced(api: TestClient, talk: str) -> None:
    address = f"/v1/conversations/{talk}/turns/1/feedback"
    assert api.put(address, json={"helpful": True}).json()["helpful"] is True
    assert api.put(address, json={"helpful": False, "reason": "too long"}).json()["reason"] == "too long"
    kept = api.get(f"/v1/conversations/{talk}/export").json()["feedback"]
    assert [(one["turn"], one["helpful"], one["reason"]) for one in kept] == [(1, False, "too long")]
    assert api.put(f"/v1/conversations/{talk}/turns/2/feedback", json={"helpful": True}).status_code == 404


def test_a_turn_streams(api: TestClient, talk: str) -> None:
    given = api.post(f"/v1/conversations/{talk}/turns", json={"text": WORTH, "stream": True})
    name, answer = events(given.text)[-1]
    assert (name, answer["amount"]) == ("answer", "18000.00")
    assert api.get(f"/v1/conversations/{talk}").json()["turns"] == 2


def test_a_turn_sent_twice_is_taken_once(api: TestClient, talk: str) -> None:
    address, key = f"/v1/conversations/{talk}/turns", {"Idempotency-Key": f"once-{talk}"}
    first = api.post(address, json={"text": WORTH}, headers=key).json()
    again = api.post(address, json={"text": WORTH}, headers=key)
    assert again.json()["text"] == first["text"]
    assert api.get(f"/v1/conversations/{talk}").json()["turns"] == 2
    other = api.post(address, json={"text": "Why?"}, headers=key)
    assert (other.status_code, other.json()["type"]) == (422, "urn:shortfall:idempotency_key_reused")
    elsewhere = api.post("/v1/conversations").json()["id"]
    assert api.post(f"/v1/conversations/{elsewhere}/turns", json={"text": WORTH}, headers=key).status_code == 422
    assert api.get(f"/v1/conversations/{elsewhere}").json()["turns"] == 0


def test_the_key_of_a_turn_that_was_replaced_takes_no_second_turn(api: TestClient, talk: str) -> None:
    address, key = f"/v1/conversations/{talk}/turns", {"Idempotency-Key": f"replaced-{talk}"}
    api.post(address, json={"text": WORTH}, headers=key)
    api.post(address, json={"text": "It was worth $310,000.", "instead_of": 2})
    gone = api.post(address, json={"text": WORTH}, headers=key)
    assert (gone.status_code, gone.json()["type"]) == (409, "urn:shortfall:turn_replaced")
    assert api.get(f"/v1/conversations/{talk}").json()["turns"] == 2


@pytest.mark.parametrize("by", ["resume", "key"])
def test_a_turn_that_was_cut_off_is_answered_once(api: TestClient, talk: str, by: str) -> None:
    storage, key = service_in(api).storage, f"cut-{talk}"
    if by == "key":
        storage.note_turn("local", key, talk, 2, '{"text":"' + WORTH + '","state":null,"terse":null,"instead_of":null}')
    storage.note_pending(talk, WORTH)
    assert api.get(f"/v1/conversations/{talk}").json()["pending"] == WORTH
    if by == "resume":
        given = api.post(f"/v1/conversations/{talk}/turns/resume")
        assert api.post(f"/v1/conversations/{talk}/turns/resume").status_code == 204
    else:
        given = api.post(f"/v1/conversations/{talk}/turns", json={"text": WORTH}, headers={"Idempotency-Key": key})
        again = api.post(f"/v1/conversations/{talk}/turns", json={"text": WORTH}, headers={"Idempotency-Key": key})
        assert again.json()["text"] == given.json()["text"]
    assert given.json()["amount"] == "18000.00"
    info = api.get(f"/v1/conversations/{talk}").json()
    assert (info["turns"], info["pending"]) == (2, None)


@pytest.fixture(scope="module")
def two_owners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, str], dict[str, str]]]:
    """A service with the keys of two owners."""
    with serving(tmp_path_factory.mktemp("owners"), key_rate="100000/minute") as client:
        keys = Keys(service_in(client).storage)
        made = [keys.create(name, scopes=("ask", "batch"))[1] for name in ("ann", "bea")]
        ann, bea = ({"Authorization": f"Bearer {key}"} for key in made)
        # what was known before there was a key is read again within a few seconds
        service_in(client).keys._forget()
        yield client, ann, bea


EVERY_ROUTE: list[tuple[str, str, Any]] = [
    ("GET", "", None),
    ("PATCH", "", {"title": "mine"}),
    ("DELETE", "", None),
    ("GET", "/export", None),
    ("GET", "/turns", None),
    ("POST", "/turns", {"text": "What was said?"}),
    ("POST", "/turns", {"text": "What was said?", "stream": True}),
    ("POST", "/turns", {"text": "What was said?", "instead_of": 1}),
    ("POST", "/turns/resume", None),
    ("PUT", "/turns/1/feedback", {"helpful": True}),
    ("GET", "/case", None),
    ("PATCH", "/case", {"edits": [{"name": "state", "value": "OH"}]}),
]


def test_another_owners_conversation_is_not_there_by_any_route(two_owners: Any) -> None:
    client, ann, bea = two_owners
    id = client.post("/v1/conversations", headers=ann, json={"title": "Ann's"}).json()["id"]
    client.post(f"/v1/conversations/{id}/turns", headers=ann, json={"text": UTAH})
    before = client.get(f"/v1/conversations/{id}/export", headers=ann).json()
    nobodys = "0" * 32
    for method, path, body in EVERY_ROUTE:
        tried = [
            client.request(method, f"/v1/conversations/{one}{path}", headers=bea, json=body) for one in (id, nobodys)
        ]
        assert [given.status_code for given in tried] == [404, 404], (method, path)
        assert tried[0].json() == tried[1].json()
    assert client.get("/v1/conversations", headers=bea).json()["conversations"] == []
    assert client.get(f"/v1/conversations/{id}/export", headers=ann).json() == before


def test_every_route_of_a_conversation_is_tried_above(two_owners: Any) -> None:
    paths = two_owners[0].get("/openapi.json").json()["paths"]
    start = "/v1/conversations/{id}"
    there = {(method.upper(), path) for path, item in paths.items() if path.startswith(start) for method in item}
    tried = {(method, start + path.replace("/1/", "/{number}/")) for method, path, _ in EVERY_ROUTE}
    assert there == tried


def test_another_owners_batch_is_not_there_either(two_owners: Any) -> None:
    client, ann, bea = two_owners
    id = client.post("/v1/batches", headers=ann, json=[{"question": UTAH}]).json()["id"]
    tried = [("GET", ""), ("GET", "/results"), ("GET", "/results?limit=1"), ("POST", "/cancel"), ("DELETE", "")]
    for method, path in tried:
        assert client.request(method, f"/v1/batches/{id}{path}", headers=bea).status_code == 404, (method, path)
    assert client.get("/v1/batches", headers=bea).json()["batches"] == []
    assert client.get(f"/v1/batches/{id}", headers=ann).status_code == 200


def test_a_key_without_the_scope_and_a_request_without_a_key_are_refused(two_owners: Any) -> None:
    client, ann, _ = two_owners
    assert client.get("/v1/states", headers=ann).status_code == 403
    assert client.post("/v1/conversations").status_code == 401
    assert client.get("/healthz").status_code == 200
