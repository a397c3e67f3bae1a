"""A step of a behaviour in the form of OpenAI's chat completions: whole, or as the events of a stream."""

import json
import re
from collections.abc import Iterator
from typing import Any

_CREATED = 1_790_000_000


def words(text: str) -> list[str]:
    """The pieces in which a text is streamed: words with the space behind them; they also count as its tokens."""
    return re.findall(r"\S+\s*|\s+", text)


def error(status: int, code: str, message: str, **headers: str) -> dict[str, Any]:
    """A step that answers with an error in OpenAI's form."""
    return {
        "status": status,
        "headers": headers,
        "raw": json.dumps({"error": {"message": message, "type": "invalid_request_error", "code": code}}),
    }


def completion(step: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """The reply as one object."""
    message: dict[str, Any] = {"role": "assistant", "content": step.get("text")}
    if "calls" in step:
        message["tool_calls"] = _calls(step, body)
    choice = {"index": 0, "message": message, "finish_reason": _finish(step), "logprobs": None}
    return {**_head(body, "chat.completion"), "choices": [choice], "usage": _usage(step, body)}


def events(step: dict[str, Any], body: dict[str, Any]) -> Iterator[str]:
    """The data of each event of the stream, ending in [DONE] unless the step says `unended`."""
    head = _head(body, "chat.completion.chunk")
    yield from step.get("events", ())
    if "events" in step:
        return

    def chunk(delta: dict[str, Any], finish: str | None = None) -> str:
        return json.dumps({**head, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    yield chunk({"role": "assistant", "content": ""})
    for word in words(step.get("text") or ""):
        yield chunk({"content": word})
    for index, call in enumerate(_calls(step, body) if "calls" in step else ()):
        arguments = call["function"]["arguments"]
        begun = {**call, "index": index, "function": {"name": call["function"]["name"], "arguments": ""}}
        yield chunk({"tool_calls": [begun]})
        # in two pieces, as real servers cut arguments anywhere
        for piece in (arguments[: len(arguments) // 2], arguments[len(arguments) // 2 :]):
            yield chunk({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})
    if step.get("unended"):
        return
    yield chunk({}, _finish(step))
    if (body.get("stream_options") or {}).get("include_usage"):
        yield json.dumps({**head, "choices": [], "usage": _usage(step, body)})
    yield "[DONE]"


def _head(body: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-scripted", "object": kind, "created": _CREATED, "model": body.get("model", "")}


def _finish(step: dict[str, Any]) -> str:
    return str(step.get("finish") or ("tool_calls" if "calls" in step else "stop"))


def _calls(step: dict[str, Any], body: dict[str, Any]) -> list[dict[str, Any]]:
    """Tool calls with ids that no earlier request had; arguments that are text go out as they are, readable or not."""
    earlier = sum(len(message.get("tool_calls") or ()) for message in body.get("messages", ()))
    return [
        {
            "id": f"call_{earlier + number}",
            "type": "function",
            "function": {
                "name": call["name"],
                "arguments": call["args"] if isinstance(call["args"], str) else json.dumps(call["args"]),
            },
        }
        for number, call in enumerate(step["calls"], 1)
    ]


def _usage(step: dict[str, Any], body: dict[str, Any]) -> dict[str, int]:
    read = sum(len(words(json.dumps(message))) for message in body.get("messages", ()))
    written = len(words(step.get("text") or "")) + sum(len(words(json.dumps(call))) for call in step.get("calls", ()))
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
