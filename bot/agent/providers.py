"""Who serves a chat model: the providers, their packages and addresses, and who is sent what is typed, in plain words."""

import ipaddress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from bot.agent.faults import ModelFault
from bot.settings import Settings
from bot.yamlfile import load_yaml


@dataclass(frozen=True)
class Provider:
    """One provider; the fields are explained in providers.yaml."""

    name: str
    label: str
    module: str = ""
    extra: str = ""
    key: str = ""
    address: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def install(self) -> str:
        """The command that installs its package."""
        if self.extra:
            return f'pip install "shortfall[{self.extra}]"'
        return f"pip install langchain-{self.name.replace('_', '-')}"


@cache
def providers() -> tuple[Provider, ...]:
    """The providers that have an extra of their own."""
    rows = load_yaml(Path(__file__).with_name("providers.yaml"))
    return tuple(Provider(name, **{**row, "also": tuple(row.get("also", ()))}) for name, row in rows.items())


def named(settings: Settings) -> tuple[Provider, str]:
    """The provider and the model's name that `settings.model` names. Raises ModelFault where it is no provider:name."""
    provider, colon, name = settings.model.partition(":")
    provider = provider.strip().lower().replace("-", "_")
    if not (colon and provider and name.strip()):
        raise ModelFault("bad_setting", f"SHORTFALL_MODEL={settings.model!r} {_FORM}")
    for known in providers():
        if provider == known.name or provider in known.also:
            return known, name.strip()
    return Provider(provider, provider), name.strip()


_FORM = "does not name a provider and a model. Write provider:name, such as openai:gpt-5-mini or ollama:qwen3."


def address_of(settings: Settings) -> str:
    """The address that calls go to; empty where only the provider's package knows it.

    A server with OpenAI's interface answers under /v1; an address typed without a path means that.
    Raises ModelFault for an address that is none.
    """
    provider, _ = named(settings)
    if not settings.model_base_url.strip():
        return provider.address
    try:
        parts = urlsplit(settings.model_base_url.strip())
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        # the address is not repeated: it may hold a password
        raise ModelFault(
            "bad_setting", "SHORTFALL_MODEL_BASE_URL is not an address. Write one such as http://127.0.0.1:8000/v1."
        )
    if provider.name == "openai" and parts.path in ("", "/"):
        parts = parts._replace(path="/v1")
    return urlunsplit(parts).rstrip("/")


def provider_of(settings: Settings) -> str:
    """Who is sent what is typed, in plain words, for people to read before they type; empty where no model is set.

    "OpenAI", or "openai at http://127.0.0.1:8000, which is this machine". Never holds a key or password.
    Raises ModelFault for a setting that cannot be read.
    """
    if not settings.model:
        return ""
    provider, _ = named(settings)
    address = address_of(settings)
    if address == provider.address and not _is_here(address):
        return provider.label
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    place = f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}"
    if _is_here(address):
        return f"{provider.name} at {place}, which is this machine"
    if parts.scheme == "http":
        return f"{provider.name} at {place}, over a connection that is not encrypted"
    return f"{provider.name} at {place}"


def _is_here(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
