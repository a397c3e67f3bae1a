"""A chatbot over HTTP: one that speaks our contract, or one that speaks the OpenAI chat-completions form."""

import os
import time
from collections.abc import Sequence
from typing import Any

import httpx
from pydantic import ValidationError

from evals.cases import TODAY
from evals.reply import Reply
from evals.targets.base import Target

CHAT_PATH = "/chat/completions"
BRIEF = (
    "You answer questions about mortgage deficiency judgments in the United States. Say whether the lender can still collect, "
    f"how much at most and until when, and name the statute. Today is {TODAY:%B %d, %Y}."
)
KEY = "SHORTFALL_EVAL_KEY"
MODEL = "SHORTFALL_EVAL_MODEL"
TRIES = 3
AGAIN = frozenset({429, 500, 502, 503, 504})


class Http(Target):
    """POSTs each turn. An address that ends in `/chat/completions` gets the OpenAI form, any other our contract.

    Contract: `{"question", "history": [{"role", "content"}], "today"}` in, one answer object out.
    OpenAI form: `messages` with what was said before; figures, citations and refusal are then read from the text.
    The key in SHORTFALL_EVAL_KEY goes out as a bearer token, SHORTFALL_EVAL_MODEL as the model's name.
    """

    def __init__(self, address: str, timeout: float = 60.0) -> None:
        self.name = address
        self.chat = address.rstrip("/").endswith(CHAT_PATH)
        key = os.environ.get(KEY)
        self.client = httpx.Client(timeout=timeout, headers={"Authorization": f"Bearer {key}"} if key else {})

    def talk(self, turns: Sequence[str]) -> list[Reply]:
        said: list[dict[str, str]] = []
        replies: list[Reply] = []
        for number, text in enumerate(turns, start=1):
            body = self._chat_body(said, text) if self.chat else self._contract_body(said, text)
            reply = self._post(body, tuple(turns[:number]))
            replies.append(reply)
            if reply.error:
                # the rest would be answered without what went before
                why = f"an earlier turn failed: {reply.error}"
                return replies + [Reply.failed(why) for _ in turns[number:]]
            said += [{"role": "user", "content": text}, {"role": "assistant", "content": reply.text}]
        return replies

    def _contract_body(self, said: list[dict[str, str]], text: str) -> dict[str, Any]:
        return {"question": text, "history": said, "today": TODAY.isoformat()}

    def _chat_body(self, said: list[dict[str, str]], text: str) -> dict[str, Any]:
        messages = [{"role": "system", "content": BRIEF}, *said, {"role": "user", "content": text}]
        return {"model": os.environ.get(MODEL, "default"), "messages": messages, "temperature": 0}

    def _post(self, body: dict[str, Any], turns: tuple[str, ...]) -> Reply:
        began = time.perf_counter()
        why = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(2**attempt / 4)
            try:
                response = self.client.post(self.name, json=body)
            except httpx.HTTPError as error:
                why = f"{type(error).__name__}: {error}"
                continue
            took = (time.perf_counter() - began) * 1000
            if response.status_code in AGAIN:
                why = f"HTTP {response.status_code}"
                continue
            if response.status_code >= 400:
                return Reply.failed(f"HTTP {response.status_code}: {response.text[:200]}", took)
            return self._read(response, turns, took)
        return Reply.failed(why, (time.perf_counter() - began) * 1000)

    def _read(self, response: httpx.Response, turns: tuple[str, ...], took: float) -> Reply:
        try:
            data = response.json()
            if self.chat:
                return Reply.of_text(data["choices"][0]["message"]["content"] or "", turns, took)
            return Reply.model_validate({**data, "text": data["text"], "latency_ms": took})
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, ValidationError) as error:
            form = "chat-completions" if self.chat else "contract"
            return Reply.failed(f"not an answer in the {form} form: {type(error).__name__}: {str(error)[:200]}", took)
