"""The chat page. Composition only: the pieces are in bot/ui, the answers in bot/conversation."""

from bot.ui import chat, engine, sidebar

chat.set_page()
shortfall = engine.open_engine()
state = sidebar.show()
chat.show(shortfall, state)
