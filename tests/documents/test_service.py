"""Documents over HTTP: each owner's own, refused in sentences, quoted in answers and opened by their address."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.server.app import create_app
from bot.settings import Settings
from tests.documents.building import docx, pdf
from tests.documents.conftest import ADDRESS, TODAY

HOURS = b"# Office hours\nWalk-in intake is from nine until three on weekdays. Bring two recent pay stubs with you."
ASKED = "when is walk-in intake on weekdays?"
ABOUT = {"title": "Hours", "state": "US", "url": ADDRESS}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("service")
    settings = Settings(conversations=str(folder / "c.db"), documents_dir=folder / "documents", today=TODAY)
    with TestClient(create_app(settings)) as client:
        client.app.state.service.engines.take_up()  # type: ignore[attr-defined]
        yield client


@pytest.fixture(scope="module")
def keys(service: TestClient) -> dict[str, dict[str, str]]:
    """The headers of two agencies, and of one whose key does not reach documents."""
    made = service.app.state.service.keys  # type: ignore[attr-defined]

    def header(owner: str, *scopes: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {made.create(owner, owner=owner, scopes=scopes)[1]}"}

    return {
        "north": header("north", "documents", "ask", "read", "batch"),
        "south": header("south", "documents", "ask", "read", "batch"),
        "asker": header("asker", "ask"),
    }


def add(
    service: TestClient, headers: dict[str, str], content: bytes = HOURS, name: str = "hours.md", **told: str
) -> Any:
    return service.post("/v1/documents", headers=headers, data=ABOUT | told, files={"file": (name, content)})


def test_a_document_lives_from_upload_to_removal(service: TestClient, keys: dict[str, dict[str, str]]) -> None:
    north, south = keys["north"], keys["south"]
    made = add(service, north, dated="2026-01-05")
    assert made.status_code == 201, made.text
    document = made.json()
    assert (document["owner"], document["dated"]) == ("north", "2026-01-05")
    assert add(service, north).status_code == 200
    assert service.get("/v1/documents", headers=north).json() == {"documents": [document]}
    assert service.get("/v1/documents", headers=south).json() == {"documents": []}
    address = f"/v1/documents/{document['id']}"
    assert "pay stubs" in service.get(address, headers=north).json()["text"]

    answer = service.post("/v1/answers", headers=north, json={"question": ASKED}).json()
    citation = answer["citations"][-1]
    assert citation["reviewed"] is False
    assert "not reviewed by Shortfall" in answer["text"]
    opened = service.get("/v1/passages/" + citation["passage"].replace("#", "%23"), headers=north)
    assert opened.json()["kind"] == "document"

    for method in ("GET", "DELETE"):
        assert service.request(method, address, headers=south).status_code == 404
    assert service.get("/v1/passages/" + citation["passage"].replace("#", "%23"), headers=south).status_code == 404
    told = service.post("/v1/answers", headers=south, json={"question": ASKED}).json()
    assert all(c.get("reviewed", True) for c in told["citations"])

    assert service.delete(address, headers=north).status_code == 204
    assert service.get(address, headers=north).status_code == 404
    after = service.post("/v1/answers", headers=north, json={"question": ASKED}).json()
    assert all(c.get("reviewed", True) for c in after["citations"])


def test_a_conversation_quotes_its_owner_s_document(service: TestClient, keys: dict[str, dict[str, str]]) -> None:
    document = add(service, keys["north"], HOURS + b" Thank you for coming.").json()
    for owner, quotes in (("north", True), ("south", False)):
        begun = service.post("/v1/conversations", headers=keys[owner], json={"title": "t"}).json()["id"]
        turn = service.post(f"/v1/conversations/{begun}/turns", headers=keys[owner], json={"text": ASKED})
        assert ("not reviewed by Shortfall" in turn.text) is quotes, turn.text
    service.delete(f"/v1/documents/{document['id']}", headers=keys["north"])


def test_a_batch_quotes_its_owner_s_document(service: TestClient, keys: dict[str, dict[str, str]]) -> None:
    document = add(service, keys["north"], HOURS + b" Ask for the desk on the left.").json()
    for owner, quotes in (("north", True), ("south", False)):
        id = service.post("/v1/batches", headers=keys[owner], json=[{"question": ASKED}]).json()["id"]
        deadline = time.monotonic() + 60
        while service.get(f"/v1/batches/{id}", headers=keys[owner]).json()["status"] != "done":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        results = service.get(f"/v1/batches/{id}/results", headers=keys[owner]).text
        assert ("not reviewed by Shortfall" in results) is quotes, results
    service.delete(f"/v1/documents/{document['id']}", headers=keys["north"])


def test_a_key_needs_the_scope(service: TestClient, keys: dict[str, dict[str, str]]) -> None:
    assert add(service, keys["asker"]).status_code == 403
    assert service.get("/v1/documents", headers=keys["asker"]).status_code == 403
    assert add(service, {}).status_code == 401


@pytest.mark.parametrize(
    ("content", "name", "told", "said"),
    [
        (HOURS, "hours.exe", {}, "cannot be read here"),
        (HOURS, "hours.pdf", {}, "something else"),
        (docx("x", parts={"word/vbaProject.bin": b"x"}), "a.docx", {}, "macros"),
        (pdf("We open at nine.", password="x"), "a.pdf", {}, "password"),
        (HOURS, "hours.md", {"state": "XX"}, "no state"),
        (HOURS, "hours.md", {"url": "javascript:alert(1)"}, "address"),
        (HOURS, "../../" + "x" * 300 + ".md\n", {"title": "[](x)"}, "title"),
        (b"x" * (10 * 1024 * 1024 + 1), "hours.md", {}, "10 MB"),
    ],
    ids=["ending", "content", "macros", "password", "state", "address", "title", "size"],
)
def test_a_refusal_is_a_sentence_and_keeps_nothing(
    content: bytes,
    name: str,
    told: dict[str, str],
    said: str,
    service: TestClient,
    keys: dict[str, dict[str, str]],
) -> None:
    answer = add(service, keys["north"], content, name, **told)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert said in answer.json()["detail"]
    assert "x" * 201 not in answer.text
    assert service.get("/v1/documents", headers=keys["north"]).json() == {"documents": []}


@pytest.mark.parametrize("id", ["..%2f..%2fetc", "0" * 31, "0" * 32, "about.json", "%00"])
def test_a_strange_id_opens_nothing(id: str, service: TestClient, keys: dict[str, dict[str, str]]) -> None:
    for method in ("GET", "DELETE"):
        assert service.request(method, f"/v1/documents/{id}", headers=keys["north"]).status_code in (400, 404, 422)
