"""Which step of a behaviour a request meets, and its text with what the tools gave filled in.

A behaviour is a list of steps, or a list of scenes ({said: PATTERN, steps: [...]}), of which the first is played whose
pattern is found in the words that opened the turn. A step is played for each request of a turn: the first for the question,
the next when the request holds one reply of the model more, and the last one again and again. A draft that is sent back
belongs to the same turn. `attempts` in a step are played one after the other when the very same request is made again.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

SENT_BACK = re.compile(
    r"\b(?:your|the|this|previous|last) draft\b|\bdrafts?\b.{0,80}\bfaults?\b|\bfaults?\b.{0,80}\bdrafts?\b|\bsent back\b|\bnot supported by\b",
    re.IGNORECASE | re.DOTALL,
)
_TEMPLATE = re.compile(r"\{\{(?P<inner>.+?)\}\}", re.DOTALL)
_INDEX = re.compile(r"\[(-?\d+)\]")


class CannotPlayError(Exception):
    """A step asks for something that the request does not hold."""


class AbsentError(Exception):
    """A template with `drop` that found nothing: its argument is left out."""


@dataclass(frozen=True)
class Told:
    """What a request tells: the words that opened the turn, replies of the model since, and the tools' results."""

    said: str
    replies: int
    results: dict[str, list[str]] = field(default_factory=dict)


def text_of(message: dict[str, Any]) -> str:
    """The text of a message, whether its content is text or a list of blocks."""
    content = message.get("content")
    if isinstance(content, list):
        return "".join(block.get("text", "") for block in content if isinstance(block, dict))
    return content or ""


def read(messages: list[dict[str, Any]]) -> Told:
    """Read a request's messages."""
    opened = -1
    for place, message in enumerate(messages):
        if message["role"] == "user" and (opened < 0 or not SENT_BACK.search(text_of(message))):
            opened = place
    names: dict[str, str] = {}
    results: dict[str, list[str]] = {}
    for message in messages[opened + 1 :]:
        for call in message.get("tool_calls") or ():
            names[call["id"]] = call["function"]["name"]
        if message["role"] == "tool":
            name = names.get(message["tool_call_id"], message.get("name", ""))
            results.setdefault(name, []).append(text_of(message))
    replies = sum(message["role"] == "assistant" for message in messages[opened + 1 :])
    return Told(text_of(messages[opened]) if opened >= 0 else "", replies, results)


def choose(behaviour: list[dict[str, Any]], told: Told, attempt: int) -> tuple[int, dict[str, Any]]:
    """The number of the step that is played, and the step."""
    steps = behaviour
    if behaviour and "steps" in behaviour[0]:
        for scene in behaviour:
            if re.search(scene.get("said", ""), told.said):
                steps = scene["steps"]
                break
        else:
            raise CannotPlayError(f"no scene for {told.said!r}")
    number = min(told.replies, len(steps) - 1)
    step = steps[number]
    if "attempts" in step:
        step = step["attempts"][min(attempt, len(step["attempts"]) - 1)]
    return number, step


def filled(value: Any, told: Told) -> Any:
    """A value of a step with its templates filled in, through lists and objects.

    {{said}}                        the words that opened the turn
    {{said/PATTERN/}}               the first group that the pattern finds in them
    {{tool:NAME.path.to[0].value}}  out of the latest result of a tool; NAME@0 is its first result
    {{source:WORDS}}                the number of the first source whose cite holds the words
    Behind a bar, in this order: `else:TEXT` where nothing is found, `drop` to leave the argument out, `sentence` for the first
    sentence alone. A text that is one template and nothing else keeps the type of what it finds.
    """
    if isinstance(value, dict):
        made = {}
        for name, one in value.items():
            try:
                made[name] = filled(one, told)
            except AbsentError:
                continue
        return made
    if isinstance(value, list):
        return [filled(one, told) for one in value]
    if not isinstance(value, str):
        return value
    whole = _TEMPLATE.fullmatch(value)
    if whole and "}}" not in whole["inner"]:
        return _found(whole["inner"], told)
    return _TEMPLATE.sub(lambda match: str(_found(match["inner"], told)), value)


def _found(inner: str, told: Told) -> Any:
    # a pattern may hold a bar of its own
    said = re.fullmatch(r"(said/.*/)((?:\|[^/]*)?)", inner, re.DOTALL)
    what, _, rest = (said[1], "", said[2].lstrip("|")) if said else inner.partition("|")
    filters = rest.split("|") if rest else []
    try:
        value = _looked_up(what.strip(), told)
    except CannotPlayError:
        if "drop" in filters:
            raise AbsentError from None
        for one in filters:
            if one.startswith("else:"):
                return one.removeprefix("else:")
        raise
    if "sentence" in filters:
        value = re.split(r"(?<=[.!?])\s", str(value).strip())[0]
    return value


def _looked_up(what: str, told: Told) -> Any:
    if what == "said":
        return told.said
    if what.startswith("said/"):
        match = re.search(what.removeprefix("said/").removesuffix("/"), told.said)
        if match is None:
            raise CannotPlayError(f"{what} finds nothing in {told.said!r}")
        return match[1]
    if what.startswith("source:"):
        words = what.removeprefix("source:").lower()
        for name in told.results:
            for result in told.results[name]:
                for source in _parsed(result).get("sources", ()):
                    if words in str(source.get("cite", "")).lower():
                        return source["n"]
        raise CannotPlayError(f"no source with {words!r}")
    if what.startswith("tool:"):
        name, _, path = what.removeprefix("tool:").partition(".")
        name, _, which = name.partition("@")
        results = told.results.get(name)
        if not results:
            raise CannotPlayError(f"no result of {name}")
        return _along(_parsed(results[int(which) if which else -1]), path, what)
    raise CannotPlayError(f"unknown template {what!r}")


def _parsed(result: str) -> Any:
    try:
        return json.loads(result)
    except ValueError:
        return {"text": result}


def _along(value: Any, path: str, what: str) -> Any:
    for part in _INDEX.sub(r".\1", path).split(".") if path else ():
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (KeyError, IndexError, ValueError, TypeError):
            raise CannotPlayError(f"{what}: nothing at {part!r}") from None
    if value is None:
        raise CannotPlayError(f"{what} is null")
    return value
