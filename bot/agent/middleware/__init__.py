"""What stands around each call of the model and of a tool, each part with one job; `stack` puts them in order."""

from collections.abc import Sequence
from typing import Any

from langchain.agents.middleware import (
    AgentMiddleware,
    ModelCallLimitMiddleware,
    ModelRetryMiddleware,
    SummarizationMiddleware,
    ToolCallLimitMiddleware,
    ToolErrorMiddleware,
)
from langchain_core.language_models import BaseChatModel

from bot.agent.faults import as_fault, can_pass
from bot.agent.middleware.budget import BudgetMiddleware
from bot.agent.middleware.fence import FenceMiddleware
from bot.agent.middleware.redaction import RedactionMiddleware
from bot.agent.middleware.sound import SoundReplyMiddleware
from bot.errors import ShortfallError
from bot.settings import Settings

MODEL_CALLS, TOOL_CALLS = 8, 16  # for one draft
LONG = 6_000  # tokens of talk; what is older than the last turns is summed up then
KEPT = 8  # messages
PATIENCE = 5.0  # seconds that a person waits for a provider that asks to wait
SUMMARY = """Sum up this talk about a home foreclosure for whoever goes on with it: what the person told (state, amounts, dates, kind of
sale, what they ask), what they were told, and what is open. At most 150 words. Add nothing. Keep placeholders such as [NAME_1].

{messages}"""


def stack(model: BaseChatModel, settings: Settings) -> Sequence[AgentMiddleware[Any, Any, Any]]:
    """All of them, the outermost first."""
    return (
        RedactionMiddleware(),
        SummarizationMiddleware(model, trigger=("tokens", LONG), keep=("messages", KEPT), summary_prompt=SUMMARY),
        ModelCallLimitMiddleware(run_limit=MODEL_CALLS, exit_behavior="error"),
        ToolCallLimitMiddleware(run_limit=TOOL_CALLS, exit_behavior="error"),
        ModelRetryMiddleware(
            max_retries=settings.model_retries, retry_on=_worth_another, on_failure="error", initial_delay=0.25
        ),
        BudgetMiddleware(settings.model_turn_tokens),
        SoundReplyMiddleware(),
        FenceMiddleware(),
        ToolErrorMiddleware(on_error=_told_to_the_model),
    )


def _worth_another(error: Exception) -> bool:
    return can_pass(error) and (as_fault(error).wait or 0) <= PATIENCE


def _told_to_the_model(error: Exception, _request: object) -> str | None:
    """Our own errors are written for whoever gave the arguments; any other one ends the run."""
    return f"That did not work: {error}" if isinstance(error, ShortfallError) else None
