"""An agency's own documents: added, listed, read and removed, each by its owner alone."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, File, Form, Path, Request, Response, UploadFile
from pydantic import BaseModel

from bot.documents.model import (
    LONGEST_ADDRESS,
    LONGEST_TITLE,
    MOST_BYTES,
    Document,
    DocumentError,
    DocumentStoreError,
    UnknownDocumentError,
)
from bot.documents.store import Store
from bot.server.access.caller import LOCAL, Caller, needs
from bot.server.errors import ServiceError, not_found
from bot.server.service import Service, service_of
from bot.server.work import Work

router = APIRouter(tags=["documents"])

T = TypeVar("T")
May = Annotated[Caller, Depends(needs("documents"))]
Id = Annotated[
    str, Path(pattern="^[0-9a-f]{32}$", description="The document's id.", examples=["0f1e2d3c4b5a69788796a5b4c3d2e1f0"])
]
WAITING = 8  # uploads that one process lets wait; one is read at a time, so that answers are not held up
EXAMPLE: dict[str, Any] = {
    "id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "title": "Intake hours and what to bring",
    "state": "AZ",
    "url": "https://agency.example.org/intake.pdf",
    "owner": "agency",
    "added": "2026-03-02T09:30:00Z",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "dated": "2026-02-27",
    "kind": "pdf",
    "passages": 4,
    "characters": 2210,
}


class DocumentList(BaseModel):
    """The documents that you may read, the latest first: your own, and those of everybody on this machine."""

    documents: list[Document]


class DocumentText(BaseModel):
    """A document with its text as it was taken in; it is data from outside and was not reviewed."""

    document: Document
    text: str


def _gives(status: int, description: str, example: Any) -> dict[int | str, dict[str, Any]]:
    return {status: {"description": description, "content": {"application/json": {"example": example}}}}


@router.post("/v1/documents", status_code=201, responses=_gives(201, "The document as it is kept.", EXAMPLE))
async def add(
    request: Request,
    response: Response,
    caller: May,
    file: Annotated[UploadFile, File(description="A PDF, DOCX, HTML, Markdown or plain text file of at most 10 MB.")],
    title: Annotated[str, Form(min_length=1, max_length=LONGEST_TITLE, description="What answers call it.")],
    state: Annotated[str, Form(pattern="^[A-Za-z]{2}$", description="The state whose questions it may answer, or US.")],
    url: Annotated[str, Form(min_length=1, max_length=LONGEST_ADDRESS, description="Where people find it.")],
    dated: Annotated[date | None, Form(description="The day of the document itself.")] = None,
) -> Document:
    """Take a document in. Answers may quote it from then on, marked as not reviewed. The same file twice is one (200)."""
    content = await file.read(MOST_BYTES + 1)
    store, owner, name = _store(service_of(request)), _owner(caller), file.filename or ""
    document, new = await _work(request).run(
        lambda: _told(lambda: store.add(content, name, title=title, state=state, url=url, owner=owner, dated=dated))
    )
    response.status_code = 201 if new else 200
    return document


@router.get("/v1/documents", responses=_gives(200, "What there is.", {"documents": [EXAMPLE]}))
async def listed(request: Request, caller: May) -> DocumentList:
    """List the documents that may be quoted in answers to you."""
    service = service_of(request)
    store, owner = _store(service), _owner(caller)
    return DocumentList(documents=await service.read(lambda: store.documents(owner)))


@router.get(
    "/v1/documents/{id}",
    responses=_gives(200, "It, with its text.", {"document": EXAMPLE, "text": "# Office hours\nWe open at nine."}),
)
async def one(request: Request, id: Id, caller: May) -> DocumentText:
    """One document with its text."""
    service = service_of(request)
    store, owner = _store(service), _owner(caller)
    return await service.read(
        lambda: _told(lambda: DocumentText(document=store.document(id, owner), text=store.text(id, owner)))
    )


@router.delete("/v1/documents/{id}", status_code=204, responses={204: {"description": "It is gone."}})
async def remove(request: Request, id: Id, caller: May) -> Response:
    """Remove a document of yours for good. Answers that were given before keep what they quoted."""
    service = service_of(request)
    store, owner = _store(service), _owner(caller)
    await service.read(lambda: _told(lambda: store.remove(id, owner)))
    return Response(status_code=204)


def _owner(caller: Caller) -> str:
    """Whose a document is: without a key it is of this machine, as one that the command line adds."""
    return "" if caller.owner == LOCAL else caller.owner


def _store(service: Service) -> Store:
    from bot.retrieval.embedder import shared_embedder  # noqa: PLC0415 (only a new document needs it)

    settings = service.settings
    return Store(settings.documents_dir, lambda: shared_embedder(settings.embedding_model))


def _work(request: Request) -> Work:
    """The thread in which documents are read, one for each app."""
    state: Any = request.app.state
    if not hasattr(state, "documents_work"):
        state.documents_work = Work(1, WAITING, "documents")
    work: Work = state.documents_work
    return work


def _told(job: Callable[[], T]) -> T:
    """What `job` gives, its refusals in the service's form."""
    try:
        return job()
    except UnknownDocumentError:
        raise not_found("document") from None
    except DocumentStoreError as error:
        raise ServiceError(503, "unavailable", str(error), {"Retry-After": "10"}) from error
    except DocumentError as error:
        raise ServiceError(422, "unprocessable", str(error)) from error
