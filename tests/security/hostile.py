"""Hostile requests as rows of data: read, sent, and held against what must be true of every response.

inputs/*.yaml: `expect` is the statuses that are allowed, `rows` the requests. A row has a `name` that says what it tries and
    as       a form of shapes.yaml; § in it is the row's `text` (as a JSON string) or `value` (as it stands, so that it may be no JSON)
    route    method and address, where no form fits, with `json`, `raw` (a body as it stands) or `form` and `files`
    headers  further headers, as pairs; key: `none`, or another word in place of the caller's key
    expect   statuses, where they are others than the file's
    after    a body that is sent to the same address, with the same headers, before it
    base     a case of BASES, whose result may not change; {base} in a text is its question
In every string ⟦ab×9⟧ is nine times ab, and \\xff in `raw`, `headers` and `files` is that byte.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi.testclient import TestClient

from bot.answer.model import Answer
from bot.yamlfile import load_yaml

INPUTS = Path(__file__).parent / "inputs"
ROOT = Path(__file__).parent.parent.parent
SECRET = "Zephyrine Quarrington of 77 Thornapple Court"  # what somebody else has told the service
BASES = {
    "az": "My house in Arizona was sold at a trustee's sale for $150,000. I owed $220,000 and lived there. Do I owe the rest?",
    "oh": "My home in Ohio was sold at a sheriff's sale on June 2, 2025 for $120,000. I owed $180,000. How much do I owe now?",
    "ut": "My house in Utah was sold at a trustee's sale for $255,000. I owed $318,000. How much can they collect?",
    "ca": "California: the trustee's sale of my home brought $300,000 and I owed $410,000. It was the loan that I bought it with.",
}
SHAPES: dict[str, list[str]] = load_yaml(Path(__file__).parent / "shapes.yaml")
OPENAI = ("/v1/chat/completions", "/v1/models")
INSIDES = (
    "Traceback",
    'File "',
    "site-packages",
    "/home/",
    ".py",
    "sqlite",
    "psycopg",
    "Exception",
    " object at 0x",
    "root:x:",
    str(ROOT),
)
_TIMES = re.compile(r"⟦(.*?)×(\d+)⟧", re.DOTALL)
_BYTE = re.compile(r"\\x([0-9a-f]{2})")
_ANSWERS = re.compile(r"/v1/answers$|/v1/conversations/[^/]+/(turns|case)$")


@dataclass(frozen=True)
class Row:
    """One request. expect: the statuses that it may get. base: the case of BASES whose result may not change."""

    file: str
    told: dict[str, Any]
    expect: frozenset[int]

    @property
    def base(self) -> str | None:
        """Its case of BASES."""
        return self.told.get("base")


def rows() -> list[Row]:
    """Every row of every file."""
    found = []
    for path in sorted(INPUTS.glob("*.yaml")):
        content = load_yaml(path)
        for told in content["rows"]:
            expect = told.get("expect", content["expect"])
            found.append(Row(path.stem, told, frozenset(expect if isinstance(expect, list) else [expect])))
    return found


def as_bytes(text: str) -> bytes:
    """A text of a row as bytes: \\xff is that byte, and no sign is above the 255th."""
    return _BYTE.sub(lambda found: chr(int(found[1], 16)), unfolded(text)).encode("latin-1")


def unfolded(value: Any) -> Any:
    """A value of a row with its repetitions written out."""
    if isinstance(value, str):
        return _TIMES.sub(lambda found: found[1] * int(found[2]), value)
    if isinstance(value, list):
        return [unfolded(one) for one in value]
    return {unfolded(name): unfolded(one) for name, one in value.items()} if isinstance(value, dict) else value


@dataclass(frozen=True)
class Stage:
    """Where the rows are played: the service, the key of the one who attacks, and the names of what there is.

    results: outcome, amount and day of each case of BASES, asked plainly.
    """

    client: TestClient
    key: str
    names: dict[str, str]
    results: dict[str, tuple[Any, ...]]

    def send(self, row: Row) -> httpx.Response:
        """The response to a row."""
        told = row.told
        headers = [(as_bytes(name), as_bytes(value)) for name, value in told.get("headers", ())]
        if (key := told.get("key", self.key)) != "none":
            headers.append((b"authorization", f"Bearer {unfolded(key)}".encode("latin-1", "replace")))
        method, path, body = SHAPES[told["as"]] if "as" in told else (*told["route"].split(" ", 1), "")
        more: dict[str, Any] = {}
        if method == "GET" and "as" in told:
            more["params"] = {"q": self._filled(told["text"], row)}
        elif "form" in told:
            more["data"] = unfolded(told["form"])
            more["files"] = [(name, (file, as_bytes(content))) for name, file, content in told.get("files", ())]
        elif content := self._body(body, row):
            more["content"] = content
            if not any(name.lower() == b"content-type" for name, _ in headers):
                headers.append((b"content-type", b"application/json"))
        if "after" in told:
            self.client.request(method, self._filled(path, row), headers=headers, json=told["after"]).raise_for_status()
        return self.client.request(method, self._filled(path, row), headers=headers, **more)

    def _body(self, shape: str, row: Row) -> bytes:
        told = row.told
        if "raw" in told:
            return as_bytes(self._filled(told["raw"], row))
        if "json" in told:
            return json.dumps(unfolded(told["json"])).encode()
        value = unfolded(told["value"]) if "value" in told else json.dumps(self._filled(told.get("text", ""), row))
        return self._filled(shape, row).replace("§", value).encode("utf-8", "surrogatepass")

    def _filled(self, text: str, row: Row) -> str:
        names = {**self.names, "base": BASES.get(row.base or "", "")}
        return re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], found[0]), unfolded(text))


def faults(response: httpx.Response, row: Row, stage: Stage) -> list[str]:
    """What is wrong with a response, in sentences; nothing where all is well."""
    wrong = []
    if response.status_code not in row.expect:
        wrong.append(f"The status is {response.status_code}, not one of {sorted(row.expect)}: {response.text[:500]}")
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.multi_items())
    seen = f"{headers}\n{response.text}"
    # an answer quotes statutes and addresses; what tells of the machine is looked for in what is made by the service itself
    insides = INSIDES if response.status_code >= 400 else (str(ROOT), "Traceback", "site-packages", " object at 0x")
    wrong += [f"It tells of the inside: {word}" for word in insides if word in seen]
    wrong += (
        ["It holds another's words."] if any(part in seen for part in (SECRET, "Quarrington", "Thornapple")) else []
    )
    wrong += ["It holds a key."] if re.search(r"sf_[A-Za-z0-9_-]{12,}", seen) else []
    if response.headers.get("x-content-type-options") != "nosniff" or not response.headers.get("x-request-id"):
        wrong.append("The safe headers are missing.")
    if "text/html" in response.headers.get("content-type", ""):
        wrong.append("A browser would show it as a page.")
    wrong += [f"A header repeats what was sent: {word[:40]!r}" for word in _sent(row) if word in headers]
    if response.status_code >= 400:
        wrong += _problem(response, row)
    elif response.request.method != "HEAD":
        wrong += _contract(response, row, stage)
    return wrong


def _problem(response: httpx.Response, row: Row) -> list[str]:
    """What is wrong with an error."""
    if response.request.method == "HEAD":
        return []
    body = response.json()
    if "error" in body:
        if not response.request.url.path.startswith(OPENAI):
            return ["It is an error of another kind of route."]
        detail, known = body["error"]["message"], set(body) == {"error"}
    else:
        detail = body.get("detail", "")
        known = set(body) == {"type", "title", "status", "detail"} and body["status"] == response.status_code
    wrong = [] if known else [f"It is no problem as the description says: {str(body)[:200]}"]
    if not isinstance(detail, str) or not re.fullmatch(r"\W?\w.{9,1500}[.?]", detail, re.DOTALL):
        wrong.append(f"Its detail is no sentence: {str(detail)[:200]!r}")
    # a value of the case sheet that cannot be is named; it has 200 signs at most
    if response.request.method == "PATCH":
        return wrong
    return wrong + [f"It repeats what was sent: {word[:40]!r}" for word in _sent(row) if word in response.text]


def _contract(response: httpx.Response, row: Row, stage: Stage) -> list[str]:
    """What is wrong with an answer or another good response."""
    kind = response.headers.get("content-type", "")
    if response.status_code == 204 or kind.startswith(("text/plain", "application/x-ndjson")):
        return []
    path = response.request.url.path
    if kind.startswith("text/event-stream"):
        told = _last_event(response.text, path)
    else:
        told = response.json()
        told = told.get("shortfall", told) if path.startswith(OPENAI) else told
    if told is None:
        return ["The stream has no end."]
    if path.startswith(OPENAI[0]) or (_ANSWERS.search(path) and response.request.method in ("POST", "PATCH")):
        answer = Answer.model_validate(told)
        return _answer(answer, row, stage)
    return []


def _last_event(text: str, path: str) -> Any:
    if path.startswith(OPENAI[0]):
        lines = [line[6:] for line in text.splitlines() if line.startswith("data: ")]
        if not lines or lines[-1] != "[DONE]":
            return None
        return next((found["shortfall"] for line in lines[:-1] if "shortfall" in (found := json.loads(line))), None)
    name, _, data = text.rstrip("\n").rpartition("\n\n")[2].partition("\n")
    return json.loads(data[6:]) if name == "event: answer" else None


def result(answer: Answer) -> tuple[Any, ...]:
    """What an answer decides."""
    return answer.state, answer.outcome, answer.amount, answer.deadline and answer.deadline.date


def _answer(answer: Answer, row: Row, stage: Stage) -> list[str]:
    wrong = [] if answer.text.strip() else ["The answer is empty."]
    opened = {citation.n for citation in answer.citations}
    wrong += ["A citation does not open."] if any(set(part.citations) - opened for part in answer.segments) else []
    markup = re.search(
        r"<\s*/?\s*(script|img|svg|iframe|a|style|object|base|form)\b|javascript:|\x1b|\]\(\s*(?:https?|data):",
        answer.text,
    )
    wrong += [f"The answer holds markup: {markup[0]!r}"] if markup else []
    if row.base and not (answer.declined or _nothing(answer)) and result(answer) != stage.results[row.base]:
        wrong.append(f"The result is {result(answer)}, not {stage.results[row.base]}.")
    return wrong


def _nothing(answer: Answer) -> bool:
    return answer.outcome is None and answer.amount is None and answer.deadline is None


def _sent(row: Row) -> Iterator[str]:
    """The strings of a row that are long enough to be known again."""

    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from strings(one)

    for name in ("text", "value", "json", "raw", "form", "files", "headers", "key"):
        for text in strings(row.told.get(name, ())):
            # the names of fields and of headers may be said
            if len(text) >= 16 and not re.fullmatch(r"[a-zA-Z/+_-]+", text):
                yield unfolded(text)[:60].strip()
