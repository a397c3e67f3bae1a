"""What the page remembers of one visitor between two runs of the script, by name and type."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import streamlit as st

from bot.answer.model import Answer

Shown = list[tuple[str, Answer | str]]
"""The turns on the page: the question, and its answer or the message that there is none."""
ADDRESS = "c"
"""The conversation stands in the page's address, so that a reload shows it again."""


@dataclass
class Session:
    """One visitor's page.

    conversation: its id, None before the first question. editing: the number of the turn that is being put in other
    words. streaming, streamed: the turn that is being shown and how many of its segments were, so that a stopped answer
    stays as it stood; stopped: the turns that were. to_do: what a button asked for, done on the next run. counselor: whether the counselor's tools are shown;
    terse: whether the next turn sets short answers, statute first, on or off. greeted: whether the title was drawn before.
    """

    conversation: str | None = None
    turns: Shown = field(default_factory=list)
    editing: int | None = None
    streaming: int | None = None
    streamed: int = 0
    stopped: dict[int, int] = field(default_factory=dict)
    to_do: "ToDo | None" = None
    counselor: bool = False
    terse: bool | None = None
    greeted: bool = False

    def numbered(self) -> Iterator[tuple[int | None, str, Answer | str]]:
        """Each turn with its number as it is kept, None for one that was refused and is not kept."""
        number = 0
        for question, answer in self.turns:
            number += isinstance(answer, Answer)
            yield (number if isinstance(answer, Answer) else None), question, answer

    def cut(self, number: int) -> None:
        """Take a turn and all that follows off the page."""
        place = next((i for i, (n, _, _) in enumerate(self.numbered()) if n == number), len(self.turns))
        del self.turns[place:]
        self.stopped = {n: shown for n, shown in self.stopped.items() if n < number}

    def forget(self) -> None:
        """Leave the conversation: the page is empty again."""
        self.conversation, self.turns, self.editing, self.to_do = None, [], None, None
        self.streaming, self.streamed, self.stopped = None, 0, {}


@dataclass(frozen=True)
class ToDo:
    """What is to be done next: words to be said (instead of an earlier turn and what followed it), or changes by hand."""

    text: str = ""
    instead_of: int | None = None
    edits: tuple[tuple[str, str], ...] = ()


def session() -> Session:
    """The visitor's page; a new one where they come for the first time."""
    if "page" not in st.session_state:
        st.session_state["page"] = Session()
    page: Session = st.session_state["page"]
    return page


def leave() -> None:
    """Leave the conversation and its address."""
    session().forget()
    if ADDRESS in st.query_params:
        del st.query_params[ADDRESS]
