"""What is watched in every call of a chat model while its words come: the time, and the form of tool calls."""

import json
import logging
import time
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessageChunk, BaseMessage

from bot.agent.faults import ModelFault


class _Guard(BaseCallbackHandler):
    """A handler whose faults end the call."""

    raise_error = True
    run_inline = True  # beside the tokens, also where the call is asynchronous


class Deadline(_Guard):
    """Ends a call whose words come so slowly that it has taken `seconds` in all.

    The time limits of HTTP clients begin anew with every byte, so a model that sends one word a minute never meets them.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends: dict[UUID, float] = {}

    def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], *, run_id: UUID, **kwargs: Any
    ) -> None:
        """The call begins."""
        self._ends[run_id] = time.monotonic() + self.seconds

    def on_llm_new_token(self, token: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """Raises ModelFault once the time is over."""
        if time.monotonic() > self._ends.get(run_id, float("inf")):
            raise ModelFault("timeout")

    def on_llm_end(self, response: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """The call came to its end."""
        self._ends.pop(run_id, None)

    def on_llm_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        """The call failed."""
        self._ends.pop(run_id, None)


class WholeToolCalls(_Guard):
    """Refuses a streamed tool call whose arguments are no JSON.

    langchain completes broken JSON as well as it can, so that a call with half of its arguments would be carried out.
    """

    def __init__(self) -> None:
        self._arguments: dict[UUID, dict[Any, str]] = {}

    def on_llm_new_token(self, token: Any, *, run_id: UUID, chunk: Any = None, **kwargs: Any) -> None:
        """Collects the pieces of the arguments."""
        message = getattr(chunk, "message", None)
        if isinstance(message, AIMessageChunk) and message.tool_call_chunks:
            calls = self._arguments.setdefault(run_id, {})
            for place, piece in enumerate(message.tool_call_chunks):
                # providers that send a call whole give it no number
                index = piece["index"] if piece.get("index") is not None else (piece.get("id"), place)
                calls[index] = calls.get(index, "") + (piece["args"] or "")

    def on_llm_end(self, response: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """Raises ModelFault if the arguments of a call are no JSON object."""
        calls = self._arguments.pop(run_id, {})
        # a stream that broke off in mid-call is told apart by who reads the message
        if calls and _has_ended(response) and not all(_is_object(arguments) for arguments in calls.values()):
            raise ModelFault("malformed_tool_call")

    def on_llm_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        """The call failed in another way."""
        self._arguments.pop(run_id, None)


def _has_ended(response: Any) -> bool:
    message = getattr(response.generations[0][0], "message", None)
    metadata = getattr(message, "response_metadata", {})
    return metadata.get("model_provider") != "openai" or bool(metadata.get("finish_reason"))


def _is_object(arguments: str) -> bool:
    if not arguments.strip():
        return True  # a tool without arguments
    try:
        return isinstance(json.loads(arguments, strict=False), dict)
    except ValueError:
        return False


def _is_news(record: logging.LogRecord) -> bool:
    return not (
        record.args
        and isinstance(record.args, tuple)
        and record.args[0] in (Deadline.__name__, WholeToolCalls.__name__)
    )


# langchain logs every exception of a handler; these are raised on purpose and told to the person in words
logging.getLogger("langchain_core.callbacks.manager").addFilter(_is_news)
