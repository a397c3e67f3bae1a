"""A bare language model through LangChain: what Shortfall is to be compared with."""

import time
from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel

from bot.agent.chatmodel import open_model
from bot.agent.faults import as_fault
from bot.errors import ShortfallError
from bot.settings import Settings, get_settings
from evals.reply import Reply
from evals.targets.base import Target
from evals.targets.http import BRIEF


def opened(target: str, settings: Settings) -> BaseChatModel:
    """The chat model that the settings name.

    Raises ShortfallError, with the target's name, where its package or key is missing or a setting cannot be used.
    """
    try:
        model = open_model(settings)
    except ShortfallError as error:
        raise ShortfallError(f"{target} cannot be used: {error}") from error
    if model is None:
        raise ShortfallError(f"{target} names no model. Write it as in {target.partition(':')[0]}:ollama:llama3.")
    return model


class Bare(Target):
    """Any chat model of `init_chat_model`, by `provider:name`. It gets a one-paragraph brief, no tools and no retrieval.

    Opened just as Shortfall opens it, with SHORTFALL_MODEL_BASE_URL and SHORTFALL_MODEL_KEY.
    Raises ShortfallError where the provider's package or key is missing.
    """

    def __init__(self, model: str, settings: Settings | None = None) -> None:
        self.name = f"bare:{model}"
        self.model = opened(self.name, (settings or get_settings()).model_copy(update={"model": model}))

    def talk(self, turns: Sequence[str]) -> list[Reply]:
        said: list[tuple[str, str]] = [("system", BRIEF)]
        replies: list[Reply] = []
        for number, text in enumerate(turns, start=1):
            said.append(("user", text))
            began = time.perf_counter()
            try:
                message = self.model.invoke(said)
            except Exception as error:  # a failed call is a missing answer, whatever the provider raises
                why = str(as_fault(error))  # its own words may hold a part of the key
                return replies + [Reply.failed(why) for _ in turns[number - 1 :]]
            took = (time.perf_counter() - began) * 1000
            replies.append(Reply.of_text(str(message.text), tuple(turns[:number]), took))
            said.append(("assistant", str(message.text)))
        return replies
