"""Tells a broken reply from a sound one, while it can still be asked for again."""

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import AgentState, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage

from bot.agent.faults import fault_in
from bot.agent.workbench import Workbench


class SoundReplyMiddleware(AgentMiddleware[AgentState[Any], Workbench, Any]):
    """Raises what is wrong with a reply: cut off, empty, a tool call that cannot be read."""

    def wrap_model_call(
        self, request: ModelRequest[Workbench], handler: Callable[[ModelRequest[Workbench]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """The reply, if it is sound.

        Raises ModelFault.
        """
        response = handler(request)
        for message in response.result:
            if isinstance(message, AIMessage) and (fault := fault_in(message)):
                raise fault
        return response
