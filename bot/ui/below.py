"""What stands below the last answer: what to say next, the pictures of the case, and the counselor's tools."""

import streamlit as st

from bot.answer.model import Answer
from bot.conversation.conversations import Conversations
from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import Standing
from bot.errors import ShortfallError
from bot.ui.markdown import literal
from bot.ui.session import ToDo, session
from bot.ui.suggest import suggestions


def show_below(talk: Conversations, sheet: CaseSheet, now: Standing | None) -> None:
    """Draw all of it; in the counselor view a batch and a comparison are there before anything is asked."""
    page = session()
    question, answer = page.turns[-1] if page.turns else ("", None)
    if isinstance(answer, Answer):
        show_suggestions(answer, now)
        if now is not None and (now.assessment is not None or now.plain is not None):
            _pictures(now, answer, sheet)
    if page.counselor:
        _counselor(talk, sheet, now, question, answer if isinstance(answer, Answer) else None)


def show_suggestions(answer: Answer, now: Standing | None) -> None:
    """Draw what one might say next, each a button."""
    with st.container(horizontal=True, gap="small"):
        for i, suggestion in enumerate(suggestions(answer, now)):
            st.button(literal(suggestion.words), key=f"next-{i}", on_click=later, args=(suggestion.does,))


def later(to_do: ToDo) -> None:
    """Do something on the next run."""
    session().to_do = to_do


def _pictures(now: Standing, answer: Answer, sheet: CaseSheet) -> None:
    # Altair takes a third of a second to import, which the first paint does not wait for
    from bot.ui.pictures.panel import show_pictures  # noqa: PLC0415

    rough = frozenset(e.name for e in sheet.entries.values() if e.kind == "day" and e.known and not e.exact)
    folded = st.expander("Pictures of the case", icon=":material/bar_chart:", on_change="rerun")
    if not folded.open:
        return
    with folded:
        clicked = show_pictures(now, answer, f"pictures-{session().conversation}-{len(session().turns)}", rough)
    if clicked is not None and clicked != sheet.state:
        later(ToDo(edits=(("state", clicked),)))
        st.rerun()


def _counselor(
    talk: Conversations, sheet: CaseSheet, now: Standing | None, question: str, answer: Answer | None
) -> None:
    from bot.ui.counselor.batch import show_batch  # noqa: PLC0415
    from bot.ui.counselor.compare import show_comparison  # noqa: PLC0415
    from bot.ui.counselor.documents import show_documents  # noqa: PLC0415
    from bot.ui.counselor.ranks import show_ranks  # noqa: PLC0415
    from bot.ui.counselor.reasoning import show_reasoning  # noqa: PLC0415

    key = f"counselor-{session().conversation}-{len(session().turns)}"
    settings, index = talk.engine.settings, talk.engine.index
    st.header("For the counselor", anchor=False)
    names = ["Reasoning", "Compare states", "Search", "Brief", "Batch", "Your documents"]
    reasoning, states, ranks, brief, batch, own = st.tabs(names, on_change="rerun")
    with reasoning:
        if now is not None and now.assessment is not None:
            show_reasoning(now, answer)
        else:
            st.caption("Name a state and what happened: the rule that fits is laid out here, with those ruled out.")
    # what was picked or loaded in these three is lost where they are not drawn; the other two are made when they are looked at
    with states:
        show_comparison(sheet, settings, key)
    with batch:
        show_batch(talk.engine, "batch")
    with own:
        show_documents(talk.engine.own.documents(), "documents")
    if ranks.open:
        with ranks:
            if question and now is not None:
                show_ranks(index, question, now)
            else:
                st.caption("Ask a question: what the search found for it stands here, with its ranks.")
    if brief.open:
        with brief:
            _brief(talk)


def _brief(talk: Conversations) -> None:
    """The case as one or two pages for the file."""
    conversation = session().conversation
    if conversation is None or not session().turns:
        st.caption("Once a case is told, its brief can be saved here as a PDF or as text.")
        return
    from bot.brief.markdown import to_markdown  # noqa: PLC0415
    from bot.brief.of_conversation import brief_of  # noqa: PLC0415
    from bot.brief.pdf import to_pdf  # noqa: PLC0415

    try:
        made = brief_of(talk.storage, conversation, talk.engine.index, talk.engine.settings)
    except ShortfallError as error:
        st.warning(literal(str(error)))
        return
    name = f"shortfall-brief-{conversation[:8]}"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Save the brief as PDF", lambda: to_pdf(made), f"{name}.pdf", "application/pdf", on_click="ignore"
        )
        st.download_button(
            "Save the brief as text", to_markdown(made), f"{name}.md", "text/markdown", on_click="ignore"
        )
