"""The published passages, opened once."""

import pytest

from bot.conversation.shortfall import Shortfall
from evals.judge import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(Shortfall().index)
