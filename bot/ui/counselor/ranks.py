"""What the search found for the last question, and how the two rankings became one."""

import streamlit as st

from bot.conversation.standing import Standing
from bot.errors import ShortfallError
from bot.retrieval.fusion import Hit
from bot.retrieval.search import Index
from bot.ui.counselor.tables import show_table
from bot.ui.markdown import literal, shown
from bot.understand.read import read_question

HITS = 8
HEAD = ("Passage", "Fused score", "By words", "By meaning", "Nearest phrasing")


def show_ranks(index: Index, question: str, standing: Standing) -> None:
    """Draw the hits for a question, read by itself within the state of the case.

    The first search of a server loads the model, which takes some seconds.
    """
    try:
        with st.spinner("Searching…"):
            hits = found(index, question, standing)
    except ShortfallError as error:
        st.warning(literal(str(error)))
        return
    where = f"{standing.record.name} and nationwide passages" if standing.record else "nationwide passages"
    st.caption(f"Searched: {where}. A rule applied to the case is looked up by its id and needs no search.")
    if not hits:
        st.info("Nothing was found.")
        return
    rows = [ranked(place, hit) for place, hit in enumerate(hits, 1)]
    show_table(HEAD, rows, "Passages found for the last question, with their ranks")
    for hit in hits:
        with st.expander(shown(f"{hit.passage.cite}: {hit.passage.title}")):
            st.markdown(shown(hit.passage.text))


def found(index: Index, question: str, standing: Standing) -> list[Hit]:
    """The hits for a question, best first.

    Raises QuestionError for an empty question, SearchIndexError or ModelError where the index cannot be searched.
    """
    state = standing.record.code if standing.record else None
    asked = read_question(question, standing.today, state)
    return index.search(asked.stands_for or asked.text, state=state, topics=asked.topics, k=HITS)


def ranked(place: int, hit: Hit) -> tuple[str, ...]:
    """One line of the table; a ranking that did not find the passage has a dash."""
    words = f"{hit.lexical_rank} (score {hit.lexical_score:.2f})" if hit.lexical_rank else "–"
    meaning = f"{hit.dense_rank} (cosine {hit.dense_similarity:.3f})" if hit.dense_rank else "–"
    passage = f"{place}. {hit.passage.cite}\n{hit.passage.id}"
    return passage, f"{hit.score:.3f}", words, meaning, hit.ask or "the text itself"
