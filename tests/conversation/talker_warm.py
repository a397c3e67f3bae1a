"""Loaded once by the process that talkers are forked from: what an engine reads and compiles for its first answer."""

import bot.conversation.storage.postgres
import bot.conversation.storage.sqlite  # noqa: F401
from tests.conversation.talker import engine

engine().ask("Utah trustee's sale, owed 318k, sold for 255k, worth 300k")
