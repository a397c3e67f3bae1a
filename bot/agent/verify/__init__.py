"""The check of a language model's draft: nothing wrong, and nothing without a source, reaches the person who asked."""

from bot.agent.verify.check import check
from bot.agent.verify.support import Support

__all__ = ["Support", "check"]
