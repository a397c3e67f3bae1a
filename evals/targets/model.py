"""A bare language model through LangChain: what Shortfall is to be compared with."""

import time
from collections.abc import Sequence
from typing import Any

from bot.errors import ShortfallError
from evals.reply import Reply
from evals.targets.base import Target
from evals.targets.http import BRIEF


class Model(Target):
    """Any chat model of `init_chat_model`, by `provider:name`. It gets a one-paragraph brief and no retrieval.

    Raises ShortfallError where the provider's package or key is missing.
    """

    def __init__(self, model: str) -> None:
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 (LangChain loads slowly)

        self.name = f"model:{model}"
        try:
            self.model: Any = init_chat_model(model, temperature=0)
        except (ImportError, ValueError) as error:
            raise ShortfallError(f"model:{model} cannot be used: {error}") from error
        except Exception as error:  # each provider's client has its own error for a missing key
            raise ShortfallError(f"model:{model} cannot be used: {type(error).__name__}: {error}") from error

    def talk(self, turns: Sequence[str]) -> list[Reply]:
        said: list[tuple[str, str]] = [("system", BRIEF)]
        replies: list[Reply] = []
        for number, text in enumerate(turns, start=1):
            said.append(("user", text))
            began = time.perf_counter()
            try:
                message = self.model.invoke(said)
            except Exception as error:  # a failed call is a missing answer, whatever the provider raises
                why = f"{type(error).__name__}: {str(error)[:200]}"
                return replies + [Reply.failed(why) for _ in turns[number - 1 :]]
            took = (time.perf_counter() - began) * 1000
            replies.append(Reply.of_text(str(message.text), tuple(turns[:number]), took))
            said.append(("assistant", str(message.text)))
        return replies
