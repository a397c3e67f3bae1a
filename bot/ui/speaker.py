"""Which engine words the answers: who is sent what before anything is typed, and under each answer what was checked."""

import streamlit as st

from bot.agent.evidence import Heard
from bot.answer.model import Answer
from bot.answer.render import engine_line
from bot.errors import ShortfallError
from bot.settings import Settings
from bot.ui.markdown import literal, shown

STAYS = "What you type stays on this machine: nothing is sent anywhere."
AGAIN = "The check found something that the sources do not bear out. It is being put right…"


def privacy(settings: Settings) -> str:
    """Who gets what is typed, in a sentence or two for the page."""
    if not settings.model:
        return STAYS
    from bot.agent.providers import provider_of  # noqa: PLC0415 (only where a model is set)

    try:
        receiver = provider_of(settings)
    except ShortfallError as error:
        return f"{STAYS} The language model that is set up cannot be used: {error}"
    return (
        f"Answers are worded by a language model. Your words go to {receiver}, without names, street addresses, phone numbers "
        "and numbers of accounts or people. The rule, the sums and the check of each sentence stay on this machine."
    )


def show_engine(answer: Answer) -> None:
    """Say under an answer who worded it and what was put right; nothing where no model was asked."""
    if answer.model is not None:
        st.caption(literal(engine_line(answer.model)))


class Live:
    """Shows the sentences of a model as they come, each after its check."""

    def __init__(self) -> None:
        self._place = st.empty()
        self._said: list[str] = []

    def listen(self, heard: Heard) -> None:
        """Show one more sentence, or say that what was shown is being put right."""
        if heard.kind == "again":
            self._said = []
            self._place.caption(AGAIN)
            return
        self._said.append(heard.text)
        self._place.markdown(shown(" ".join(self._said)))

    def clear(self) -> None:
        """Make room for the whole answer."""
        self._place.empty()
