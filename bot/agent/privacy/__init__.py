"""What tells who a person is, taken out of a text before it leaves the machine and put back into what returns."""

from bot.agent.privacy.redactor import Redactor

__all__ = ["Redactor"]
