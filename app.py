"""The chat page. Composition only: the pieces are in bot/ui, the answers in bot/conversation."""

from bot.ui import chat, engine, sidebar

chat.set_page()
talk = engine.open_conversations()
turns = chat.opened(talk)
state = sidebar.show(talk)
chat.show(talk, turns, state)
