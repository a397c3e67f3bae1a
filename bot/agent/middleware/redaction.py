"""Takes personal data out of what a person typed before anything of it leaves the machine."""

from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import AgentState
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langgraph.runtime import Runtime

from bot.agent.workbench import Workbench


class RedactionMiddleware(AgentMiddleware[AgentState[Any], Workbench, Any]):
    """Replaces the talk so far by the same with placeholders, once, before the first call of any model.

    What tools give is the corpus' own text and needs none; the placeholders are turned back in the finished answer.
    """

    def before_agent(self, state: AgentState[Any], runtime: Runtime[Workbench]) -> dict[str, Any] | None:
        """The messages without personal data, in the place of those with it."""
        redactor = runtime.context.redactor
        clean: list[AnyMessage] = []
        for message in state["messages"]:
            if isinstance(message, HumanMessage | AIMessage):
                clean.append(message.model_copy(update={"content": redactor.redact(message.text)}))
        return {"messages": clean}
