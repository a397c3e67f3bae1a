"""What requests and responses hold, where it is not an object of the program itself."""

import re
from datetime import date
from typing import Annotated, Any, Literal

import us
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    StringConstraints,
)

from bot.answer.model import CaseFact
from bot.conversation.case import case_facts
from bot.conversation.edits import FIRST_YEAR, LAST_YEAR, Edit
from bot.conversation.sheet import CaseSheet
from bot.conversation.shortfall import LONGEST, Message
from bot.conversation.storage import ConversationInfo
from bot.conversation.storage.transcript import ConversationTurn
from bot.conversation.words import AMOUNTS
from bot.law.facts import Facts
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Confidence, Passage

CODES = tuple(state.abbr for state in sorted((*us.states.STATES, us.states.DC), key=lambda state: state.abbr))
PARTS = ("state", *sorted(AMOUNTS), *sorted(Facts.model_fields))  # what a case is made of
MOST_HISTORY = 100  # earlier messages in one request; a conversation that is kept has no such limit


def _code(value: Any) -> Any:
    if value not in CODES:
        raise ValueError("give the two letters of a state or DC, as in OH")
    return value


def _writable(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("holds half of a sign (a lone surrogate); send whole text") from None
    return value


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        # fromisoformat takes weeks too, as in 2026-W10-1
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        found = date.fromisoformat(value)
    except ValueError:
        raise ValueError("write the day as year, month and day, as in 2026-03-02") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"give a day between {FIRST_YEAR} and {LAST_YEAR}")
    return found


State = Annotated[StrictStr, BeforeValidator(_code), Field(json_schema_extra={"enum": list(CODES), "examples": ["AZ"]})]
Day = Annotated[date, BeforeValidator(_day)]
# at least one letter or digit: what holds none cannot be a question
Words = Annotated[StrictStr, StringConstraints(min_length=1, max_length=LONGEST, pattern=r"[^\W_]")]
Title = Annotated[StrictStr, StringConstraints(max_length=200)]
ConversationId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
IdempotencyKey = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$")]


class Body(BaseModel):
    """A body that is read strictly: a field that nobody knows is a mistake that should be told."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _messages(raw: Any) -> Any:
    if isinstance(raw, list):
        return [{"role": "user", "content": turn} if isinstance(turn, str) else turn for turn in raw]
    return raw


class Earlier(Body):
    """An earlier turn. An assistant's words are context, never a source of facts."""

    role: Literal["user", "assistant"] = "user"
    content: Annotated[StrictStr, StringConstraints(max_length=4 * LONGEST)]

    def message(self) -> Message:
        """As the engine takes it."""
        return Message(role=self.role, content=self.content)


History = Annotated[
    list[Earlier],
    BeforeValidator(_messages, json_schema_input_type=list[Earlier | StrictStr]),
    Field(max_length=MOST_HISTORY),
]


class Asked(Body):
    """A question by itself, as a line of a batch.

    id: given back with the answer. history: earlier turns, oldest first; a bare string is the user's. state: the
    jurisdiction to take where no turn names one. terse: short answers, statute first. stream: as server-sent events;
    left out, the header Accept decides.
    """

    id: Annotated[StrictStr, AfterValidator(_writable)] | StrictInt | None = None
    question: Words
    history: History = Field(default_factory=list)
    state: State | None = None
    terse: StrictBool | None = None
    stream: StrictBool | None = None


class NewConversation(Body):
    """title: what to call it; the first question names it where this is empty."""

    title: Title = ""


class Named(Body):
    """A new title."""

    title: Annotated[Title, StringConstraints(min_length=1)]


class NewTurn(Body):
    """The next turn of a conversation.

    instead_of: the number of an earlier turn that this one replaces, with all that came after it.
    """

    text: Words
    state: State | None = None
    terse: StrictBool | None = None
    instead_of: Annotated[StrictInt, Field(ge=1, le=1_000_000)] | None = None
    stream: StrictBool | None = None


def _part(value: Any) -> Any:
    if value not in PARTS:
        raise ValueError(f"is no part of a case; the parts are {', '.join(PARTS)}")
    return value


class OneEdit(Body):
    """name: `state`, the role of an amount, or a fact. value: empty to take it out of the case."""

    name: Annotated[StrictStr, BeforeValidator(_part), Field(json_schema_extra={"enum": list(PARTS)})]
    value: Annotated[StrictStr, StringConstraints(max_length=200)] = ""

    def edit(self) -> Edit:
        """As the conversation takes it."""
        return Edit(name=self.name, value=self.value)


class Edits(Body):
    """Changes to the case by hand; they are a turn of their own."""

    edits: Annotated[list[OneEdit], Field(min_length=1, max_length=50)]
    state: State | None = None
    terse: StrictBool | None = None


class Opinion(Body):
    """What a reader thought of an answer."""

    helpful: StrictBool
    reason: Annotated[StrictStr, StringConstraints(max_length=2_000)] = ""


class ConversationList(BaseModel):
    """A page of conversations, the latest used first. next: the offset of the page after it, null on the last."""

    conversations: list[ConversationInfo]
    next: int | None


class TurnList(BaseModel):
    """A page of a transcript, oldest first. next: the `after` of the page after it, null on the last."""

    turns: list[ConversationTurn]
    next: int | None


class CaseNow(BaseModel):
    """The case of a conversation as it stands. turn: how many turns were taken. open_question: what was asked last."""

    turn: int
    state: str | None
    terse: bool
    open_question: str | None
    facts: list[CaseFact]

    @classmethod
    def of(cls, sheet: CaseSheet) -> "CaseNow":
        """The case of a sheet."""
        return cls(
            turn=sheet.turn,
            state=sheet.state,
            terse=sheet.terse,
            open_question=sheet.open_question,
            facts=list(case_facts(sheet)),
        )


class StateLine(BaseModel):
    """A jurisdiction whose rule is known. checked: when its record was last compared with its sources."""

    code: str
    name: str
    checked: date
    confidence: Confidence


class StateList(BaseModel):
    """Every jurisdiction: the 50 states and the District of Columbia."""

    states: list[StateLine]


class SearchHit(BaseModel):
    """A passage that was found, best first. score: comparable within one search; fit: comparable over searches.

    closest: its sentence that is nearest to the question, where it was looked for.
    """

    passage: Passage
    score: float
    fit: float
    dense_rank: int | None
    lexical_rank: int | None
    closest: str | None

    @classmethod
    def of(cls, hit: Hit) -> "SearchHit":
        """A hit of the index."""
        return cls(
            passage=hit.passage,
            score=round(hit.score, 6),
            fit=round(hit.fit, 6),
            dense_rank=hit.dense_rank,
            lexical_rank=hit.lexical_rank,
            closest=hit.closest,
        )


class SearchResult(BaseModel):
    """What a search found."""

    hits: list[SearchHit]


class Problem(BaseModel):
    """Problem details (RFC 9457). type: a URN that names the kind of error for programs. detail: what to do."""

    type: str
    title: str
    status: int
    detail: str


class Alive(BaseModel):
    """The process lives."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Whether this process can answer; missing: what it waits for, in sentences."""

    ready: bool
    missing: list[str]
    index: str | None
