"""OpenAI's chat completions, in and out: for programs that speak them already.

The text is the answer's own Markdown with its [n]; each citation is an `annotations` entry too, and the whole answer
stands under `shortfall`. Only checked text is sent: OpenAI's stream has no way to take a word back.
"""

import re
import secrets
import time
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, StringConstraints

from bot.answer.model import Answer
from bot.conversation.shortfall import LONGEST, Message
from bot.server.errors import ServiceError
from bot.server.schemas import MOST_HISTORY

MODEL = "shortfall"
_PIECES = re.compile(r".+?(?:[.!?:](?=\s)|\n|\Z)\s*", re.DOTALL)
_MARKER = re.compile(r"\[(\d{1,3})\]")


class _Open(BaseModel):
    """Clients send many settings of sampling; there is none here, so they are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Part(_Open):
    """A piece of a message; only text is read."""

    type: StrictStr
    text: StrictStr = ""


class ChatMessage(_Open):
    """One message. What stands in a system or developer message cannot change the rules of an answer, and is left out."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Annotated[StrictStr, StringConstraints(max_length=4 * LONGEST)] | list[Part] | None = None

    def words(self) -> str:
        """Its text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(_Open):
    """include_usage: whether the stream ends with the count of tokens."""

    include_usage: StrictBool = False


class ChatRequest(_Open):
    """A request for a completion; the last message of the user is the question, what stands before it the history."""

    model: StrictStr = MODEL
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MOST_HISTORY)]
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None
    n: Annotated[StrictInt, Field(ge=1, le=1)] | None = None

    def asked(self) -> tuple[str, list[Message]]:
        """The question and its history. Raises ServiceError 400 where the last message is not the user's."""
        told = [
            message for message in self.messages if message.role in ("user", "assistant") and message.words().strip()
        ]
        if not told or told[-1].role != "user":
            raise ServiceError(400, "invalid_messages", "The last message must be the user's and hold the question.")
        history = [Message(role="user" if m.role == "user" else "assistant", content=m.words()) for m in told[:-1]]
        return told[-1].words(), history


class Usage(BaseModel):
    """Tokens of a language model; none where the built-in engine answered alone."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class UrlCitation(BaseModel):
    """Where a [n] stands in the text, in characters, and what it opens."""

    start_index: int
    end_index: int
    url: str
    title: str


class Annotation(BaseModel):
    """A citation in OpenAI's form."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class Said(BaseModel):
    """The message of a completion."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one completion."""

    index: int = 0
    message: Said
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Completion(BaseModel):
    """A completion. shortfall: the whole answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    shortfall: Answer


class ModelLine(BaseModel):
    """A model that can be asked for."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int
    owned_by: str = MODEL


class ModelList(BaseModel):
    """The models: there is one."""

    object: Literal["list"] = "list"
    data: list[ModelLine]


def completion(answer: Answer) -> Completion:
    """An answer as a completion."""
    return Completion(
        id=_id(),
        created=int(time.time()),
        model=MODEL,
        choices=[Choice(message=Said(content=answer.text, annotations=annotations(answer)))],
        usage=usage(answer),
        shortfall=answer,
    )


def annotations(answer: Answer) -> list[Annotation]:
    """Every [n] of the text with its citation."""
    by_number = {citation.n: citation for citation in answer.citations}
    found = []
    for marker in _MARKER.finditer(answer.text):
        if (cited := by_number.get(int(marker[1]))) is not None:
            title = f"{cited.cite}: {cited.title}"
            place = UrlCitation(start_index=marker.start(), end_index=marker.end(), url=cited.url, title=title)
            found.append(Annotation(url_citation=place))
    return found


def usage(answer: Answer) -> Usage:
    """The tokens that a language model read and wrote."""
    read, written = (answer.model.read, answer.model.written) if answer.model else (0, 0)
    return Usage(prompt_tokens=read, completion_tokens=written, total_tokens=read + written)


def chunks(answer: Answer, *, with_usage: bool) -> Iterator[dict[str, Any]]:
    """The answer as the chunks of a stream; the last choice holds the annotations and the whole answer."""
    base = {"id": _id(), "object": "chat.completion.chunk", "created": int(time.time()), "model": MODEL}

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {**base, "choices": [choice], **more}

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(answer.text):
        yield chunk({"content": piece})
    noted = [one.model_dump(mode="json") for one in annotations(answer)]
    yield chunk({"annotations": noted}, "stop", shortfall=answer.model_dump(mode="json"))
    if with_usage:
        yield {**base, "choices": [], "usage": usage(answer).model_dump()}


def pieces(text: str) -> list[str]:
    """A text in sentences and lines; together they are the text again.

    >>> pieces("No. It is barred [1].\\n\\nAsk a lawyer.")
    ['No. ', 'It is barred [1].\\n\\n', 'Ask a lawyer.']
    """
    return _PIECES.findall(text)


def _id() -> str:
    return f"chatcmpl-{secrets.token_hex(12)}"
