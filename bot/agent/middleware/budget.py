"""Ends a turn that costs more tokens than it may."""

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import AgentState, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage
from langchain_core.messages.utils import count_tokens_approximately

from bot.agent.faults import ModelFault
from bot.agent.workbench import Workbench


class BudgetMiddleware(AgentMiddleware[AgentState[Any], Workbench, Any]):
    """Counts what each call read and wrote, as the provider tells it or else as it is estimated. limit: tokens a turn."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def wrap_model_call(
        self, request: ModelRequest[Workbench], handler: Callable[[ModelRequest[Workbench]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Refuse a call for which nothing is left; count one that was made.

        Raises ModelFault.
        """
        use = request.runtime.context.use
        sent = [*([request.system_message] if request.system_message else []), *request.messages]
        reads = count_tokens_approximately(sent, tools=list(request.tools))
        if use.read + use.written + reads > self.limit:
            raise ModelFault("over_budget")
        use.calls += 1
        use.read += reads  # counted even where the call fails
        response = handler(request)
        for message in response.result:
            if isinstance(message, AIMessage):
                told = message.usage_metadata
                use.read += told["input_tokens"] - reads if told else 0
                use.written += told["output_tokens"] if told else count_tokens_approximately([message])
        return response
