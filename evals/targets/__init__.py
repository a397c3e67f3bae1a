"""What can be asked: Shortfall itself, with a language model or without, a bare model, or any chatbot over HTTP."""

from evals.targets.base import Target
from evals.targets.choose import choose_target

__all__ = ["Target", "choose_target"]
