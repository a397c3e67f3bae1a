"""The library as a page of its own, for the tests."""

import streamlit as st

from bot.ui import access
from bot.ui.engine import open_conversations
from bot.ui.library import show_library

st.set_page_config(page_title="Shortfall")
access.mend()
talk = open_conversations()
show_library(talk.engine.index, talk.engine.settings)
