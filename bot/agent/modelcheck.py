"""`shortfall model check`: one small call for each thing that the language-model engine needs of a chat model."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, ToolMessage
from langchain_core.tools import tool

from bot.agent.chatmodel import open_model, provider_of
from bot.agent.faults import ModelFault, as_fault, fault_in
from bot.settings import Settings

HOW_TO_SET = """\
No model is set: the built-in engine answers, and nothing that is typed leaves this machine.
To let a chat model speak, set
  SHORTFALL_MODEL            provider:name, such as openai:gpt-5-mini, anthropic:claude-sonnet-4-5 or ollama:qwen3
  SHORTFALL_MODEL_BASE_URL   the address, for a server of your own (vLLM, llama.cpp; provider openai)
  SHORTFALL_MODEL_KEY        the key, where the provider asks for one"""
# faults that every further call would meet as well
_HOPELESS = frozenset(
    ("bad_setting", "package_missing", "no_key", "wrong_key", "unknown_model", "no_network", "no_credit", "rate_limit")
)


@dataclass(frozen=True)
class Finding:
    """One feature. works: whether it does; needed: whether the engine cannot do without; note: what was seen, or what to do."""

    feature: str
    works: bool
    needed: bool
    note: str

    def line(self) -> str:
        """The finding as one line."""
        sign = "works" if self.works else "does not work" if self.needed else "missing, and not needed"
        return f"{self.feature}: {sign}{f' ({self.note})' if self.works and self.note else ''}" + (
            f". {self.note}" if not self.works and self.note else ""
        )


@dataclass(frozen=True)
class Report:
    """What was found. status: 0 all that is needed works, 1 something does not, 2 no model is set."""

    status: int
    model: str = ""
    provider: str = ""
    findings: tuple[Finding, ...] = field(default=())
    note: str = ""

    def text(self) -> str:
        """For people; never holds a key."""
        lines = [f"{self.model}, served by {self.provider}"] if self.provider else [self.model] if self.model else []
        lines += [finding.line() for finding in self.findings]
        return "\n".join([*lines, *([self.note] if self.note else [])])


def check_model(settings: Settings) -> Report:
    """Call the configured model once for each feature; stops at a fault that every call would meet.

    Raises nothing for a model that fails: that is what the report is for.
    """
    if not settings.model:
        return Report(2, note=HOW_TO_SET)
    try:
        provider = provider_of(settings)
        model = open_model(settings)
        assert model is not None  # one is set
    except ModelFault as closed:
        return Report(1, settings.model, note=str(closed))
    findings: list[Finding] = []
    for feature, needed, look in _FEATURES:
        began = time.monotonic()
        try:
            seen = look(model)
            works, note = not seen.startswith("!"), seen.removeprefix("!")
        except Exception as error:  # whatever the provider's package raises, in words
            fault = as_fault(error)
            works, note = False, str(fault)
            if fault.kind in _HOPELESS:
                return Report(1, settings.model, provider, tuple(findings), note)
        took = f"{time.monotonic() - began:.1f} s"
        findings.append(
            Finding(feature, works, needed, f"{took}; {note}" if works and note else took if works else note)
        )
    failed = [finding for finding in findings if finding.needed and not finding.works]
    note = (
        "The built-in engine answers in its place as long as this is so."
        if failed
        else "All that is needed works. Each draft of the model is checked before anyone sees it."
    )
    return Report(1 if failed else 0, settings.model, provider, tuple(findings), note)


@tool
def shortfall_of_a_sale(debt: int, price: int) -> str:
    """What is left owing: the debt less the sale price, both in whole dollars."""
    return str(debt - price)


_ASK_PLAIN = "Answer with the single word: ready"
_ASK_TOOL = "The debt is 200000 dollars and the house sold for 150000 dollars. Call the tool shortfall_of_a_sale and then tell the result."
_ASK_TWO = (
    "Call the tool shortfall_of_a_sale twice in the same reply: once for debt 200000 and price 150000, "
    "once for debt 300000 and price 280000."
)
_ASK_LONG = "Count from one to ten in words, one word a line."


def _plain(model: BaseChatModel) -> str:
    return _usage(_sound(model.invoke([HumanMessage(_ASK_PLAIN)])))


def _tool_call(model: BaseChatModel) -> str:
    asked = HumanMessage(_ASK_TOOL)
    armed = model.bind_tools([shortfall_of_a_sale])
    called = _sound(armed.invoke([asked]))
    if not called.tool_calls:
        return "!The model answered without calling the tool. Set a model that is made for calling tools."
    call = called.tool_calls[0]
    if call["name"] != shortfall_of_a_sale.name:
        return "!The model called a tool that it was not given. Set a model that is made for calling tools."
    if {name: str(value) for name, value in call["args"].items()} != {"debt": "200000", "price": "150000"}:
        return "!The model called the tool with other numbers than it was told. Set a model that is made for calling tools."
    results = [ToolMessage("50000", tool_call_id=one["id"]) for one in called.tool_calls]
    told = _sound(armed.invoke([asked, called, *results]))
    if "50000" not in told.text.replace(",", ""):
        return "!The model called the tool and did not tell what it gave. Set a model that is made for calling tools."
    return "called, and its result told"


def _streaming(model: BaseChatModel) -> str:
    whole: AIMessageChunk | None = None
    pieces = 0
    for chunk in model.stream([HumanMessage(_ASK_LONG)]):
        if not isinstance(chunk, AIMessageChunk):
            continue
        pieces += bool(chunk.text)
        whole = chunk if whole is None else whole + chunk
    if whole is None:
        raise ModelFault("empty_answer")
    _sound(whole)
    if pieces < 2:
        return "!The answer came in one piece; the server does not stream."
    return f"{pieces} pieces"


def _parallel(model: BaseChatModel) -> str:
    called = _sound(model.bind_tools([shortfall_of_a_sale]).invoke([HumanMessage(_ASK_TWO)]))
    if len(called.tool_calls) < 2:
        return "!It calls one tool after the other, which is only slower."
    return f"{len(called.tool_calls)} calls in one reply"


def _sound(message: AIMessage) -> AIMessage:
    fault = fault_in(message)
    if fault is not None:
        raise fault
    return message


def _usage(message: AIMessage) -> str:
    usage = message.usage_metadata
    return f"{usage['total_tokens']} tokens counted" if usage else "it does not count tokens, so they are estimated"


_FEATURES: tuple[tuple[str, bool, Callable[[BaseChatModel], str]], ...] = (
    ("Plain answer", True, _plain),
    ("Tool calls", True, _tool_call),
    ("Streaming", True, _streaming),
    ("Several tool calls in one reply", False, _parallel),
)
