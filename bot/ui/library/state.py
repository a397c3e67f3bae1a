"""A state's page: the rule in short, every case of it in the order in which it is applied, and the rest of the record."""

import streamlit as st

from bot.answer.rule_words import given_words, outcome_words
from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import standing
from bot.law.assess import Assessment
from bot.law.record import Record
from bot.retrieval.passage import Passage, rule_id, state_id
from bot.retrieval.search import Index
from bot.settings import Settings
from bot.ui.library import text
from bot.ui.library.contents import beside
from bot.ui.library.links import Target, link_to
from bot.ui.library.navigate import button, go, heading
from bot.ui.library.rules import case_heading, case_text, case_words
from bot.ui.library.source import show_standing, show_text
from bot.ui.markdown import literal

USUAL = "a bank's first mortgage, used to buy the home that you live in, and a foreclosure sale"
# the sections of a record, in the order of the page: the beginning of their ids, and their heading
SECTIONS = (
    ("deadline-", "Deadlines"),
    ("limitations", "How long a lender may sue"),
    ("fair-value", "The home's value"),
    ("redemption", "Getting the home back"),
    ("process", "How homes are foreclosed"),
    ("procedure", "What the lender has to do"),
    ("wages", "Wages"),
    ("protection-", "What protects you"),
    ("uncertain", "What is not certain"),
)


def show_state(code: str, index: Index, settings: Settings) -> None:
    """Draw the page of a jurisdiction that the index has.

    Raises CorpusError where its record cannot be read.
    """
    found = standing(CaseSheet(), settings, code)
    assert found.record is not None
    assert found.assessment is not None
    record, usual = found.record, found.assessment
    heading(f"{record.name}: what may still be owed")
    _picker(code, index.manifest.states)
    _in_short(record, usual, index, settings)
    passages = {passage.id: passage for passage in index.passages(state=code)}
    sections = [(name, called, _sections(passages, name)) for name, called in SECTIONS]
    there = [(name.rstrip("-"), called, parts) for name, called, parts in sections if parts]
    _contents([("rule", "The rule, case by case"), *((name, called) for name, called, _ in there)])
    _rule(record, usual, index, settings)
    for name, called, parts in there:
        st.header(called, anchor=name)
        for part in parts:
            show_text(text.whole(part))
            _authority(part[0], settings)
    _neighbours(code, index.manifest.states)


def _picker(code: str, states: dict[str, str]) -> None:
    codes = sorted(states, key=lambda c: states[c])

    def picked() -> None:
        go(Target("state", st.session_state["library-state"]))

    # the box follows the address, also where a link or the browser's back button changed it
    st.session_state["library-state"] = code
    st.selectbox("State", codes, format_func=states.__getitem__, key="library-state", on_change=picked)


def _neighbours(code: str, states: dict[str, str]) -> None:
    before, after = beside(sorted(states, key=lambda c: states[c]), code)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before:
            button(f"← {states[before]}", Target("state", before), key="before")
        if after:
            button(f"{states[after]} →", Target("state", after), key="after")


def _in_short(record: Record, usual: Assessment, index: Index, settings: Settings) -> None:
    st.header("In short", anchor=False)
    with st.container(border=True):
        st.markdown(usual_words(record, usual))
        st.caption(literal(f"Usual means {USUAL}."))
    show_text(record.summary)
    if overview := index.parts(state_id(record.code, "overview")):
        _authority(overview[0], settings)


def usual_words(record: Record, usual: Assessment) -> str:
    """What follows for the usual home, as Markdown: one sentence, or one for each way in which it may come out."""
    outcomes = list(dict.fromkeys(outcome_words(p) for p in usual.possibilities))
    if len(outcomes) == 1:
        return f"**For the usual home: {literal(outcomes[0])}.**"
    ways = [(given_words(record, p), outcome_words(p)) for p in usual.possibilities]
    items = [
        f"- {literal(f'If {given}' if given else 'Otherwise')}: **{literal(outcome)}.**"
        for given, outcome in sorted(ways, key=lambda way: not way[0])
    ]
    return "\n".join(["**For the usual home it depends:**\n", *items])


def _contents(entries: list[tuple[str, str]]) -> None:
    st.markdown("On this page: " + " · ".join(f"[{called}](#{anchor})" for anchor, called in entries))


def _rule(record: Record, usual: Assessment, index: Index, settings: Settings) -> None:
    st.header("The rule, case by case", anchor="rule")
    st.markdown("Read from the top: the first case that fits decides.")
    decide = {possibility.case.id for possibility in usual.possibilities}
    for number, case in enumerate(record.deficiency, 1):
        st.subheader(literal(f"{number}. {case_heading(case)}"), anchor=case.id)
        if case.id in decide:
            st.badge("The usual home" if len(decide) == 1 else "May be the usual home", icon=":material/home:")
        st.markdown(case_words(record, case))
        parts = index.parts(rule_id(record.code, case.id))
        show_text(case_text(case, parts))
        if parts:
            _authority(parts[0], settings)


def _sections(passages: dict[str, Passage], name: str) -> list[list[Passage]]:
    """The sections of a record whose ids begin with a name, each with its parts."""
    found: dict[str, list[Passage]] = {}
    for passage in passages.values():
        section = passage.section.partition("#")[2]
        if section == name or (name.endswith("-") and section.startswith(name)):
            found.setdefault(section, []).append(passage)
    return list(found.values())


def _authority(passage: Passage, settings: Settings) -> None:
    """The statute of a section, its own address, and when it was checked."""
    own = text.link("All its sources", link_to(passage.section))
    st.markdown(f"{text.link(passage.cite, passage.url)} · {own}")
    show_standing(passage, settings)
