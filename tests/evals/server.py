"""A chatbot on this machine's own address, that answers as it is told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any], int], tuple[int, bytes]]
"""From the body and the number of the request to a status and a body."""


class Chatbot:
    """What it was asked, and where it is."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []


@contextmanager
def serving(answer: Answer, *, cut: int = 0) -> Iterator[Chatbot]:
    """Serve until the end of the block. cut: so many bytes of each body are announced and never sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bot.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            bot.headers.append(dict(self.headers))
            status, body = answer(bot.bodies[-1], len(bot.bodies))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body) + cut))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    bot = Chatbot(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield bot
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def said(text: str) -> bytes:
    """A chat completion."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()
