"""Shortfall in this process, with a language model that words its answers."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.conversation.conversations import TALK
from bot.settings import Settings
from evals.reply import Reply
from evals.targets.bare import opened
from evals.targets.built_in import NO_QUESTION, BuiltIn, Said


class WithModel(BuiltIn):
    """The whole of it: tools, check, one sending back, and the built-in answer where a draft fails again.

    The settings give the rest: SHORTFALL_MODEL_BASE_URL, SHORTFALL_MODEL_KEY, the limits of time and tokens.
    Raises ShortfallError where the provider's package or key is missing, or a setting cannot be used.
    """

    in_processes = False  # it waits for the model, and each process would load the index anew

    def __init__(self, model: str, settings: Settings | None = None) -> None:
        super().__init__(settings)
        self.name = f"model:{model}"
        self.settings = self.settings.model_copy(update={"model": model})
        opened(self.name, self.settings)  # what cannot be used is told before anything is asked

    @property
    def fingerprint(self) -> str:
        """The model, where it is served, the engine's sources and the index; an address without a name or password."""
        address = urlsplit(self.settings.model_base_url.strip())
        where = f" at {address.netloc.rpartition('@')[2]}{address.path}" if address.netloc else ""
        return f"{self.name}{where} {super().fingerprint}"

    def _said(self, before: Iterable[tuple[str, Reply]]) -> Said:
        # as in a conversation on the page, where what is no question leaves no turn
        asked = [(text, reply.text) for text, reply in before if reply.reason != NO_QUESTION]
        lines: Said = ()
        for text, answer in asked[-TALK:]:
            lines += (("user", text), ("assistant", answer))
        return lines
