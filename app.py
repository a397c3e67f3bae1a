"""The page. Composition only: the pieces are in bot/ui, the answers in bot/conversation."""

import streamlit as st

from bot.ui import access, below, chat, engine, library, page, sidebar

page.begin()
access.mend()
talk = engine.open_conversations()
chat.open_conversation(talk)
browsing = library.wanted(st.query_params) is not None
# what was asked is answered before the side is drawn: it shows the case as it stands afterwards
if browsing:
    library.show_library(talk.engine.index, talk.engine.settings)
else:
    chat.show(talk, sidebar.picked())
sheet, now = sidebar.show(talk)
if not browsing:
    below.show_below(talk, sheet, now)
