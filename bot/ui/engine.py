"""The engine behind the page, opened once a server; an index that is missing is built before the first question."""

from threading import Thread

import streamlit as st

from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Shortfall
from bot.conversation.storage import open_storage
from bot.errors import SearchIndexError, ShortfallError
from bot.settings import get_settings
from bot.understand.gazetteer import cities


@st.cache_resource(show_spinner="Opening the sources…")
def _open() -> Conversations:
    engine = Shortfall()
    talk = Conversations(engine, open_storage(engine.settings.conversations_url()))
    engine.index.load_in_background()
    Thread(target=cities, name="load-cities", daemon=True).start()
    return talk


def open_conversations() -> Conversations:
    """The conversations of this server; builds the index where there is none, and stops the page where that fails."""
    try:
        try:
            return _open()
        except SearchIndexError as missing:
            _build(str(missing))
            return _open()
    except ShortfallError as error:
        st.error(f"The page cannot answer yet. {error}".replace("$", r"\$"))
        st.stop()


def _build(why: str) -> None:
    from ingest.pipeline import ingest  # noqa: PLC0415 (needed only where there is no index)
    from ingest.progress import LABELS, Step  # noqa: PLC0415

    settings = get_settings()
    with st.status("Building the search index: this takes about a minute, once.") as status:
        st.write(why.replace("$", r"\$"))
        bar = st.progress(0.0)

        def show(step: Step) -> None:
            bar.progress(step.done / max(step.total, 1), text=f"{LABELS[step.stage]}: {step.done} of {step.total}")

        ingest(settings.corpus_dir, settings.index_dir, rebuild=True, progress=show)
        status.update(label="The index is ready.", state="complete")
