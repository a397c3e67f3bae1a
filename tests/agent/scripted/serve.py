"""The scripted server itself: `python serve.py [MORE.yaml ...]` prints its base URL and serves until it is ended.

The model's name in a request chooses the behaviour. Beside /v1/models and /v1/chat/completions: GET and DELETE /requests,
POST /behaviours.
"""

import json
import os
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[3]))  # run by its path

from tests.agent.scripted import replies
from tests.agent.scripted.behaviour import CannotPlayError, choose, filled, read

_BEHAVIOURS = Path(__file__).parent / "behaviours"


class Stage:
    """The behaviours, and what was asked so far. One lock: requests come on threads of their own."""

    def __init__(self, more: list[str]) -> None:
        self.lock = threading.Lock()
        self.behaviours: dict[str, list[dict[str, Any]]] = {}
        self.requests: list[dict[str, Any]] = []
        self.seen: Counter[str] = Counter()
        for path in [*sorted(_BEHAVIOURS.glob("*.yaml")), *map(Path, more)]:
            self.behaviours.update(yaml.safe_load(path.read_text("utf-8")))

    def step_for(self, path: str, headers: dict[str, str], raw: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The body and the step that answers it, noted down."""
        body = json.loads(raw)
        told = read(body.get("messages", []))
        key = json.dumps([body.get("model"), body.get("messages")], sort_keys=True)
        note = {"path": path, "headers": headers, "body": body, "raw": raw, "step": None, "problem": ""}
        with self.lock:
            attempt = self.seen[key]
            self.seen[key] += 1
            behaviour = self.behaviours.get(body.get("model", ""))
            self.requests.append(note)
        if behaviour is None:
            return body, replies.error(404, "model_not_found", "The model does not exist")
        try:
            note["step"], step = choose(behaviour, told, attempt)
            # what a stream or an error is made of holds no templates, and may hold braces
            return body, {
                name: filled(part, told) if name in ("text", "calls") else part for name, part in step.items()
            }
        except CannotPlayError as problem:
            note["problem"] = str(problem)
            return body, replies.error(400, "cannot_play", str(problem))


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    stage: Stage

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            with self.stage.lock:
                names = sorted(self.stage.behaviours)
            self._json(
                {"object": "list", "data": [{"id": name, "object": "model", "owned_by": "script"} for name in names]}
            )
        elif self.path == "/requests":
            with self.stage.lock:
                self._json(self.stage.requests)
        else:
            self._json({"error": {"message": "no such path"}}, 404)

    def do_DELETE(self) -> None:
        with self.stage.lock:
            self.stage.requests.clear()
            self.stage.seen.clear()
        self._json({})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/behaviours":
            with self.stage.lock:
                self.stage.behaviours.update(json.loads(raw))
            self._json({})
            return
        if self.path != "/v1/chat/completions":
            self._json({"error": {"message": "no such path"}}, 404)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        body, step = self.stage.step_for(self.path, headers, raw)
        time.sleep(step.get("wait", 0))
        if "status" in step or "raw" in step:
            self._bytes(step.get("raw", "").encode(), step.get("status", 200), step.get("headers", {}))
        elif body.get("stream"):
            self._stream(step, body)
        else:
            time.sleep(step.get("pace", 0) * len(replies.words(step.get("text", ""))))
            payload = json.dumps(replies.completion(step, body)).encode()
            if "cut_after" in step:
                self._cut(payload)
            else:
                self._bytes(payload)

    def _stream(self, step: dict[str, Any], body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        sent = 0
        try:
            for event in replies.events(step, body):
                if sent == step.get("cut_after", -1):
                    self.wfile.flush()
                    self.close_connection = True  # no last chunk: the client sees the stream broken
                    return
                data = f"data: {event}\n\n".encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
                self.wfile.flush()
                sent += 1
                time.sleep(step.get("pace", 0))
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):  # the client had enough
            self.close_connection = True

    def _cut(self, payload: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload[: len(payload) // 2])
        self.close_connection = True

    def _json(self, value: Any, status: int = 200) -> None:
        self._bytes(json.dumps(value).encode(), status, {})

    def _bytes(self, data: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, str(value))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing: a test reads the first line that is printed."""


class Server(ThreadingHTTPServer):
    """Ends with its parent's pipe, and does not print a client's going away."""

    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A client that ends a slow stream is a case, not an error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*_)  # type: ignore[arg-type]


def main() -> None:
    """Serve on a free port of the loopback interface."""
    Handler.stage = Stage(sys.argv[1:])
    server = Server(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
    threading.Thread(target=_end_with, args=(os.getppid(), server), daemon=True).start()
    server.serve_forever()


def _end_with(parent: int, server: Server) -> None:
    """A killed test must not leave its server behind."""
    while os.getppid() == parent:
        time.sleep(1)
    server.shutdown()


if __name__ == "__main__":
    main()
