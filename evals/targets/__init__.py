"""What can be asked: Shortfall itself, a bare language model, or any chatbot over HTTP."""

from evals.targets.base import Target
from evals.targets.choose import choose_target

__all__ = ["Target", "choose_target"]
