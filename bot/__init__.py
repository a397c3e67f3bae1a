"""Shortfall: what is still owed after a foreclosure, by the state's own rule, with the number and the source."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.conversation.shortfall import Message, Shortfall

__all__ = ["Message", "Shortfall"]


def __getattr__(name: str) -> Any:
    # loaded on first use, so that the law and the calculators can be used alone and a command starts fast
    if name in __all__:
        from bot.conversation import shortfall  # noqa: PLC0415

        return getattr(shortfall, name)
    raise AttributeError(f"module 'bot' has no attribute {name!r}")
