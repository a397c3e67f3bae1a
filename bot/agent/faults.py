"""What can go wrong with a chat model, as errors for people: what happened and what to do.

No text of a provider is repeated: some put a part of the key, or of the conversation, into their messages.
"""

import json
from collections.abc import Iterator
from typing import Any, Literal, get_args

from langchain_core.messages import AIMessage

from bot.errors import ShortfallError

Kind = Literal[
    "bad_setting",
    "package_missing",
    "no_key",
    "wrong_key",
    "unknown_model",
    "no_network",
    "rate_limit",
    "no_credit",
    "timeout",
    "cut_stream",
    "malformed_tool_call",
    "empty_answer",
    "server_error",
    "bad_reply",
    "too_long",
    "over_budget",
    "endless",
    "refused",
    "unforeseen",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
# a second call may succeed where the first met one of these
PASSING = frozenset(
    (
        "no_network",
        "rate_limit",
        "timeout",
        "cut_stream",
        "malformed_tool_call",
        "empty_answer",
        "server_error",
        "bad_reply",
    )
)
MESSAGES: dict[Kind, str] = {
    "bad_setting": "A setting of the model cannot be used. `shortfall model check` says which.",
    "package_missing": "The package for this provider is not installed. `shortfall model check` says how to install it.",
    "no_key": "No key for the model is set. Set SHORTFALL_MODEL_KEY, or the provider's own variable such as OPENAI_API_KEY.",
    "wrong_key": "The model's provider did not accept the key. Check SHORTFALL_MODEL_KEY and that the key may use this model.",
    "unknown_model": "The provider does not know this model, or nothing is served at this address. Check the name in "
    "SHORTFALL_MODEL and the path in SHORTFALL_MODEL_BASE_URL (most servers end it in /v1).",
    "no_network": "The model cannot be reached. Check that its server is running, the address in SHORTFALL_MODEL_BASE_URL "
    "and the network.",
    "rate_limit": "The provider allows no more calls for now. Wait a little, or raise the limit of the account.",
    "no_credit": "The account at the provider has no credit left. Add credit there, or set another model.",
    "timeout": "The model took too long. Try again, raise SHORTFALL_MODEL_TIMEOUT, or set a faster model.",
    "cut_stream": "The connection to the model broke off in the middle of its answer. Try again; if it stays so, look at the "
    "log of the model's server.",
    "malformed_tool_call": "The model asked for a tool in a form that cannot be read. Try again, or set a model that is made "
    "for calling tools.",
    "empty_answer": "The model gave an empty answer. Try again, or set another model.",
    "server_error": "The model's server failed. Try again later; if the server is your own, look at its log.",
    "bad_reply": "What came back is not the reply of a chat model. Check that SHORTFALL_MODEL_BASE_URL is the address of an "
    "interface like OpenAI's.",
    "too_long": "The conversation is longer than this model can read or answer. Begin a new conversation, or set a model with "
    "a larger context.",
    "over_budget": "This turn would use more of the model than SHORTFALL_MODEL_TURN_TOKENS allows. Ask in fewer words, begin a "
    "new conversation, or raise it.",
    "endless": "The model went on calling tools and came to no answer. Try again, or set another model.",
    "refused": "The model's server did not accept the request. It may lack something that is needed, such as calling tools: "
    "`shortfall model check` tells.",
    "unforeseen": "The model failed in a way that is not foreseen here. `shortfall model check` tells what works.",
}


class ModelFault(ShortfallError):  # noqa: N818 (the faults of models are told apart from errors in the reader's input)
    """A call of the chat model that came to nothing.

    kind: what went wrong. wait: seconds to wait before another call, where the provider said so.
    """

    def __init__(self, kind: Kind, message: str = "", wait: float | None = None) -> None:
        super().__init__(message or MESSAGES[kind])
        self.kind: Kind = kind
        self.wait = wait

    @property
    def passing(self) -> bool:
        """Whether the same call may succeed when it is made again."""
        return self.kind in PASSING


# Names of exception classes and the fault they tell, the telling ones first. By name, because the classes come from whichever
# provider's package is installed (openai, anthropic, httpx, httpx2, google, ollama, mistral) and none of them is imported here.
_BY_NAME: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("too_long", frozenset(("ContextOverflowError", "LengthFinishReasonError", "RequestTooLargeError"))),
    ("wrong_key", frozenset(("AuthenticationError", "PermissionDeniedError", "ModelAuthenticationError", "Unauthenticated",
                             "ModelPermissionDeniedError", "PermissionDenied", "Forbidden", "Unauthorized"))),
    ("unknown_model", frozenset(("NotFoundError", "ModelNotFoundError", "NotFound"))),
    ("rate_limit", frozenset(("RateLimitError", "ModelRateLimitError", "ResourceExhausted", "TooManyRequests"))),
    ("timeout", frozenset(("APITimeoutError", "ModelTimeoutError", "TimeoutException", "TimeoutError", "StreamChunkTimeoutError",
                           "DeadlineExceeded", "ReadTimeout", "ConnectTimeout"))),
    ("cut_stream", frozenset(("RemoteProtocolError", "ReadError", "WriteError", "CloseError", "ChunkedEncodingError",
                              "IncompleteRead", "ConnectionResetError", "BrokenPipeError", "ConnectionAbortedError"))),
    ("malformed_tool_call", frozenset(("InvalidToolCall", "ToolInvocationError"))),
    ("endless", frozenset(("ModelCallLimitExceededError", "ToolCallLimitExceededError", "GraphRecursionError"))),
    ("bad_reply", frozenset(("JSONDecodeError", "APIResponseValidationError", "DecodingError", "UnicodeDecodeError",
                             "OutputParserException", "ValidationError"))),
    ("no_network", frozenset(("ConnectError", "gaierror", "ConnectionRefusedError", "UnsupportedProtocol", "ProxyError",
                              "ServiceUnavailable", "APIConnectionError", "ModelConnectionError", "ConnectionError"))),
    ("server_error", frozenset(("InternalServerError", "ModelAPIError", "ServerError", "OverloadedError"))),
)  # fmt: skip
_BY_CODE: dict[str, Kind] = {
    "insufficient_quota": "no_credit",
    "billing_not_active": "no_credit",
    "context_length_exceeded": "too_long",
    "string_above_max_length": "too_long",
    "request_too_large": "too_long",
    "invalid_api_key": "wrong_key",
    "authentication_error": "wrong_key",
    "permission_error": "wrong_key",
    "model_not_found": "unknown_model",
    "not_found_error": "unknown_model",
    "rate_limit_exceeded": "rate_limit",
    "rate_limit_error": "rate_limit",
    "overloaded_error": "server_error",
    "server_error": "server_error",
    "api_error": "server_error",
}
# the only words of messages that are looked at: those of langchain itself for replies that hold nothing it can use
_BY_WORDS: tuple[tuple[str, Kind], ...] = (
    ("No generation", "bad_reply"),
    ("Unexpected response type", "bad_reply"),
    ("Response missing 'choices'", "bad_reply"),
    ("null value for 'choices'", "bad_reply"),
    ("No API key", "no_key"),
    ("api_key client option must be set", "no_key"),
    ("Missing credentials", "no_key"),
)


def as_fault(error: BaseException) -> ModelFault:
    """The fault that an exception of a model's package, its HTTP client or langchain tells; itself if it is one.

    >>> as_fault(TimeoutError()).kind
    'timeout'
    """
    chain = list(_causes(error))
    for one in chain:
        if isinstance(one, ModelFault):
            return one
    kind = _kind(chain)
    wait = next((seconds for one in chain if (seconds := _retry_after(one)) is not None), None)
    message = MESSAGES[kind]
    if wait is not None and kind in ("rate_limit", "server_error"):
        message += f" It asks to wait {wait:g} seconds."
    return ModelFault(kind, message, wait)


def can_pass(error: BaseException) -> bool:
    """Whether the same call may succeed when it is made again; the `retry_on` of a retrying middleware."""
    return isinstance(error, Exception) and as_fault(error).passing


def fault_in(message: AIMessage) -> ModelFault | None:
    """What is wrong with a reply that arrived without an exception: cut off, empty, or with a tool call in no readable form."""
    ended = message.response_metadata.get("finish_reason") or message.response_metadata.get("stop_reason")
    if ended in ("length", "max_tokens"):
        return ModelFault("too_long")
    if message.invalid_tool_calls or any(not call["name"] for call in message.tool_calls):
        # a stream that broke off leaves half a tool call behind
        return ModelFault("malformed_tool_call" if ended else "cut_stream")
    if not message.tool_calls and not message.text.strip():
        return ModelFault("empty_answer")
    # OpenAI's interface always says how an answer ended; other providers name it in other ways
    if message.response_metadata.get("model_provider") == "openai" and not ended:
        return ModelFault("cut_stream")
    return None


def _kind(chain: list[BaseException]) -> Kind:
    for one in chain:
        for code in _codes(one):
            if code in _BY_CODE:
                return _BY_CODE[code]
    # the innermost cause tells most: "connection error" around "connection refused", "timed out" or "peer closed"
    for name_kind, names in _BY_NAME:
        if any(base.__name__ in names for one in chain for base in type(one).__mro__):
            return name_kind
    for one in chain:
        status = _status(one)
        if status is not None:
            return _of_status(status)
    for one in chain:
        for words, kind in _BY_WORDS:
            if words in str(one):
                return kind
    if any("APIError" in {base.__name__ for base in type(one).__mro__} for one in chain):
        return "server_error"
    if any(isinstance(one, ImportError) for one in chain):
        return "package_missing"
    return "unforeseen"


def _of_status(status: int) -> Kind:
    known: dict[int, Kind] = {
        401: "wrong_key",
        402: "no_credit",
        403: "wrong_key",
        404: "unknown_model",
        408: "timeout",
        413: "too_long",
        429: "rate_limit",
        504: "timeout",
    }
    return known.get(status) or ("server_error" if status >= 500 else "refused" if status >= 400 else "bad_reply")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        yield now
        now = now.__cause__ or now.__context__


def _status(error: BaseException) -> int | None:
    for status in (getattr(error, "status_code", None), getattr(error, "code", None)):
        if isinstance(status, int):
            return status
    return None


def _codes(error: BaseException) -> list[str]:
    """The provider's own short names for what went wrong."""
    found: list[Any] = [getattr(error, "code", None), getattr(error, "type", None)]
    body = getattr(error, "body", None)
    if isinstance(body, str):
        try:
            body = json.loads(body)
        except ValueError:
            body = None
    if isinstance(body, dict):
        inner = body.get("error")
        for level in (body, inner if isinstance(inner, dict) else {}):
            found += [level.get("code"), level.get("type")]
    return [code for code in found if isinstance(code, str)]


def _retry_after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None)
    try:
        seconds = float(headers.get("retry-after")) if headers is not None else None
    except (TypeError, ValueError):  # absent, or a date
        return None
    return seconds if seconds is not None and 0 <= seconds < 86_400 else None
