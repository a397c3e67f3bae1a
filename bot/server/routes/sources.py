"""The states' rules, the passages and the search."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel

from bot.conversation.own import OWN
from bot.errors import SearchIndexError
from bot.law.record import Record, get_record
from bot.retrieval.passage import Kind, Passage
from bot.server.access.caller import Caller, needs
from bot.server.describe import gives
from bot.server.engines import Opened
from bot.server.errors import not_found
from bot.server.schemas import CODES, SearchHit, SearchResult, State, StateLine, StateList
from bot.server.service import service_of

router = APIRouter(tags=["law"])

May = Annotated[Caller, Depends(needs("read"))]
MOST = 50


class StateRule(BaseModel):
    """The rule of a jurisdiction: the record as a lawyer keeps it, and the passages that are rendered from it."""

    record: Record
    passages: list[Passage]


@router.get("/v1/states", responses=gives("states", "Every jurisdiction."))
async def states(request: Request, caller: May) -> StateList:
    """The jurisdictions, each with the day its record was last checked."""

    def read(opened: Opened) -> StateList:
        records = [_record(opened, code) for code in CODES]
        lines = [StateLine.model_validate(record, from_attributes=True) for record in records]
        return StateList(states=lines)

    return await service_of(request).think(read)


@router.get("/v1/states/{code}", responses=gives("state", "Its rule."))
async def state(request: Request, code: Annotated[State, Path(examples=["AZ"])], caller: May) -> StateRule:
    """A jurisdiction's rule as data, and in the passages that answers cite."""
    return await service_of(request).think(
        lambda opened: StateRule(record=_record(opened, code), passages=opened.engine.index.passages(state=code))
    )


@router.get("/v1/passages/{id:path}", responses=gives("passage", "The passage."))
async def passage(
    request: Request,
    id: Annotated[
        str,
        Path(
            max_length=200,
            description="The id of a citation's `passage`, its # as %23.",
            examples=["guide/what-a-deficiency-is#meaning"],
        ),
    ],
    caller: May,
) -> Passage:
    """A passage that an answer cites, of the reviewed corpus or of a document that you may read."""

    def read(opened: Opened) -> Passage:
        if id.startswith(OWN):
            return _of_own_document(opened, id, caller.owner)
        try:
            return opened.engine.own.library(caller.owner).passage(id)
        except SearchIndexError:
            raise not_found("passage") from None

    return await service_of(request).think(read)


@router.get("/v1/search", responses=gives("search", "What was found, best first."))
async def search(
    request: Request,
    caller: May,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=1_000,
            pattern=r"[^\W_]",
            description="What is asked.",
            examples=["how long do they have to sue?"],
        ),
    ],
    state: Annotated[
        State | None, Query(description="Search this state's passages and what holds nationwide.", examples=["AZ"])
    ] = None,
    kind: Annotated[
        list[Kind] | None, Query(max_length=4, description="Only these kinds; all without.", examples=[["state"]])
    ] = None,
    k: Annotated[int, Query(ge=1, le=MOST, description="How many.", examples=[3])] = 5,
) -> SearchResult:
    """The passages that answer a question best, never another state's. No answer is made."""
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", q)
    hits = await service_of(request).think(
        lambda opened: opened.engine.index.search(text, state=state, kinds=kind or (), k=k)
    )
    return SearchResult(hits=[SearchHit.of(hit) for hit in hits])


def _of_own_document(opened: Opened, id: str, owner: str) -> Passage:
    try:
        return opened.engine.own.library(owner).passage(id)
    except SearchIndexError:
        raise not_found("passage") from None


def _record(opened: Opened, code: str) -> Record:
    return get_record(opened.engine.settings.corpus_dir / "states", code)
