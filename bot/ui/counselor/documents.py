"""The counselor's own documents: added, listed and removed. What is added here is everybody's on this machine."""

import streamlit as st
import us

from bot.documents.model import LONGEST_ADDRESS, LONGEST_TITLE, MOST_BYTES, NATIONWIDE, Document
from bot.documents.search import Documents
from bot.errors import ShortfallError
from bot.ui.markdown import literal

EVERY_STATE = "Every state"
ENDINGS = ["pdf", "docx", "html", "htm", "md", "txt"]


def show_documents(documents: Documents, key: str) -> None:
    """Draw the list and the form. key: keeps the widgets of several panels apart."""
    st.caption(
        "Leaflets and guides of your own. Where one fits a question well, it is quoted behind the answer and marked as not "
        "reviewed. It never decides an outcome, an amount or a deadline."
    )
    kept = documents.documents("")
    for document in kept:
        _line(documents, document, key)
    if not kept:
        st.caption("There are none yet.")
    _form(documents, key)


def _line(documents: Documents, document: Document, key: str) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        where = EVERY_STATE if document.state is None else document.state
        st.markdown(literal(f"{document.title} · {where} · added {document.added:%Y-%m-%d}"))
        if st.button(
            "Remove",
            key=f"{key}-remove-{document.id}",
            type="tertiary",
            help=literal(f"Remove {document.title} for good."),
        ):
            try:
                documents.remove(document.id, "")
            except ShortfallError as error:
                st.error(literal(str(error)))
                return
            st.rerun()


def _form(documents: Documents, key: str) -> None:
    with st.form(f"{key}-add", clear_on_submit=False):
        file = st.file_uploader(
            "A PDF, DOCX, HTML, Markdown or text file",
            ENDINGS,
            key=f"{key}-file",
            max_upload_size=MOST_BYTES // 1024 // 1024,
        )
        title = st.text_input("What answers call it", max_chars=LONGEST_TITLE, key=f"{key}-title")
        state = st.selectbox(
            "The state whose questions it may answer",
            [EVERY_STATE, *map(str, us.states.STATES), "District of Columbia"],
            key=f"{key}-state",
        )
        url = st.text_input("Where people find it (https://…)", max_chars=LONGEST_ADDRESS, key=f"{key}-url")
        sent = st.form_submit_button("Add the document")
    if not sent:
        return
    if file is None:
        st.warning("Choose a file first.")
        return
    code = NATIONWIDE if state == EVERY_STATE else _code(state)
    try:
        with st.spinner("Reading the document…"):
            document, new = documents.add(file.getvalue(), file.name, title=title, state=code, url=url)
    except ShortfallError as error:
        st.error(literal(str(error)))
        return
    st.toast(literal(f"“{document.title}” {'was added' if new else 'is here already'}."))
    st.rerun()


def _code(state: str) -> str:
    found = us.states.lookup(state)
    return str(found.abbr) if found is not None else state
