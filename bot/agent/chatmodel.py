"""The chat model that the settings name, opened through langchain's `init_chat_model`, whoever serves it."""

import importlib.util
import math
import os
from typing import Any

from langchain_core.language_models import BaseChatModel

from bot.agent.faults import ModelFault, as_fault
from bot.agent.guards import Deadline, WholeToolCalls
from bot.agent.providers import Provider, address_of, named, provider_of
from bot.settings import Settings

__all__ = ["open_model", "provider_of", "without_tracing"]


def open_model(settings: Settings) -> BaseChatModel | None:
    """The chat model of `settings.model`; None where none is set.

    No call is made here. Each call ends after `settings.model_timeout` seconds at the latest and is made once: whoever calls
    repeats it (`bot.agent.faults.can_pass`, `settings.model_retries`), so that every attempt counts against the turn's budget.
    Raises ModelFault: a name or address that cannot be read, a missing package (with the command that installs it), no key.
    """
    if not settings.model:
        return None
    provider, name = named(settings)
    address = address_of(settings)
    if provider.module and importlib.util.find_spec(provider.module) is None:
        raise _not_installed(provider)
    key = _key(provider, settings)
    without_tracing()
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 (the built-in engine does without)

    arguments = _filled(provider.options, settings.model_timeout)
    if key:
        arguments["api_key"] = key
    if address:
        arguments["base_url"] = address
    if provider.name == "openai" and settings.model_base_url.strip():
        arguments["use_responses_api"] = False  # servers like OpenAI's know chat completions only
    try:
        guards = [Deadline(settings.model_timeout), WholeToolCalls()]
        opened = init_chat_model(name, model_provider=provider.name, callbacks=guards, **arguments)
    except ImportError as error:
        raise _not_installed(provider) from error
    except Exception as error:  # each package refuses settings in its own way, some with the key in their words
        if "Unsupported provider" in str(error):
            raise ModelFault(
                "bad_setting", f"SHORTFALL_MODEL names the provider {provider.name!r}, which langchain does not know."
            ) from None
        fault = as_fault(error)
        raise (fault if fault.kind == "no_key" else _not_opened(provider)) from None
    if not isinstance(opened, BaseChatModel):
        raise _not_opened(provider)
    return opened


def without_tracing() -> None:
    """Turn LangSmith's tracing off in this process, also where the environment asks for it: it would send every message."""
    import langsmith  # noqa: PLC0415

    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
    langsmith.configure(enabled=False)


def _key(provider: Provider, settings: Settings) -> str:
    key = settings.model_key.get_secret_value().strip() or os.environ.get(provider.key, "").strip()
    if key or not provider.key:
        return key
    if settings.model_base_url.strip():
        return "none"  # a server of one's own asks for no key, but the package wants one
    raise ModelFault("no_key", f"No key for {provider.label} is set. Set SHORTFALL_MODEL_KEY or {provider.key}.")


def _not_installed(provider: Provider) -> ModelFault:
    return ModelFault(
        "package_missing", f"The package for {provider.label} is not installed. Install it with: {provider.install}"
    )


def _not_opened(provider: Provider) -> ModelFault:
    return ModelFault(
        "bad_setting",
        f"The package for {provider.label} does not take these settings. Check SHORTFALL_MODEL, SHORTFALL_MODEL_BASE_URL "
        "and SHORTFALL_MODEL_TIMEOUT.",
    )


def _filled(options: dict[str, Any], seconds: float) -> dict[str, Any]:
    values = {"{seconds}": seconds, "{whole seconds}": math.ceil(seconds)}
    return {
        name: _filled(value, seconds) if isinstance(value, dict) else values.get(value, value)
        for name, value in options.items()
    }
