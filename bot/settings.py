"""Settings, read from the environment (`SHORTFALL_…`) and below it from shortfall.toml; the only global state."""

import os
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints, ValidationError, field_validator
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Where things are and how cautious answers are.

    corpus_dir: the reviewed texts. index_dir: the published search index.
    chroma_url: the Chroma server that keeps the vectors, http(s)://[token@]host[:port]; empty to keep them in index_dir.
    embedding_model: a folder with a sentence-transformers model; empty for the bundled all-MiniLM-L6-v2.
    stale_after_days: a record checked longer ago than this says so in its answers.
    today: the day deadlines are counted from; empty for the system's date.
    conversations: where conversations are kept, a path or a URL (sqlite:///… or postgresql://…); empty for
        data/conversations.db.
    model: the chat model that speaks, as provider:name (openai:gpt-5-mini, ollama:qwen3); empty for the built-in engine
        alone, which sends nothing anywhere.
    model_base_url: where the model is served, if not at the provider's own address (a vLLM, llama.cpp or other server
        with OpenAI's interface).
    model_key: the key of the provider; the provider's own variable, such as OPENAI_API_KEY, is read where this is empty.
    model_timeout: seconds that one call of the model may take in all, however slowly its words come.
    model_retries: how often a call is made again after a fault that may pass (rate limit, timeout, server error).
    model_turn_tokens: tokens, read and written, that one turn of a conversation may use in all its calls.
    workers: processes of `shortfall serve`; limits that hold for the whole service are divided by it.
    work_at_once: answers that one process of the service works on at the same time; empty for 2, or 16 with a language
        model, which is mostly waited for.
    work_waiting: requests that may wait for their turn in one process; one more is refused with 429.
    drain_seconds: how long answers in flight may take to finish once the service is told to stop.
    index_watch_seconds: how often the service looks whether a new search index was published.
    batch_runner: whether this service works on batches; one that only takes them in leaves the work to another.
    host: where `shortfall serve` listens unless told otherwise.
    port: its port.
    key_rate, address_rate, failed_rate: requests per time (as in "600/minute") of one key, of one address without a
        valid key, and wrong keys from one address.
    trusted_proxies: addresses or networks of proxies whose X-Forwarded-For is believed, with commas between.
    cors_origins: origins whose pages may call the service from a browser, with commas between; empty for none.
    body_bytes, batch_bytes, upload_bytes: how large the body of a request, of a batch and of a document may be.
    receive_seconds: how long the head of a request, and then its body, may take to arrive.
    answer_seconds, stream_seconds: how long a response may take until it begins, and a stream until it ends or a client
        until it takes a part of what was sent.
    job_lines, jobs_per_owner: lines of one batch, and batches that one owner may keep at a time.
    job_days: how long a finished batch is kept before it is deleted.
    log_level: the least that is logged: debug, info, warning or error.
    log_text: whether messages that may repeat what somebody typed are logged, with names and numbers taken out.
    documents_dir: where the agencies' own documents are kept, apart from the reviewed corpus and index.
    """

    model_config = SettingsConfigDict(env_prefix="SHORTFALL_", extra="ignore")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource, **named: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the file. Raises SettingsError for a file that cannot be used."""
        return named["init_settings"], named["env_settings"], InitSettingsSource(settings_cls, _of_file(cls))

    corpus_dir: Path = ROOT / "corpus"
    index_dir: Path = ROOT / "index"
    # a token may stand in it
    chroma_url: str = Field(default="", repr=False)
    embedding_model: str = ""
    stale_after_days: int = 365
    today: date | None = None
    # a Postgres URL may hold a password, which must not show where settings are printed
    conversations: str = Field(default="", repr=False)
    model: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    # an address may hold a password
    model_base_url: str = Field(default="", repr=False)
    model_key: SecretStr = Field(default=SecretStr(""), repr=False)
    model_timeout: float = Field(default=60, gt=0)
    model_retries: int = Field(default=2, ge=0)
    model_turn_tokens: int = Field(default=60_000, gt=0)
    workers: int = Field(default=1, ge=1, le=256)
    work_at_once: int | None = Field(default=None, ge=1, le=256)
    work_waiting: int = Field(default=100, ge=1)
    drain_seconds: int = Field(default=30, ge=1)
    index_watch_seconds: float = Field(default=2, gt=0)
    batch_runner: bool = True
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    key_rate: str = "600/minute"
    address_rate: str = "120/minute"
    failed_rate: str = "20/minute"
    trusted_proxies: str = ""
    cors_origins: str = ""
    body_bytes: int = Field(default=1_000_000, ge=1_000)
    batch_bytes: int = Field(default=20_000_000, ge=1_000)
    upload_bytes: int = Field(default=25_000_000, ge=1_000)
    receive_seconds: float = Field(default=20, gt=0)
    answer_seconds: float = Field(default=90, gt=0)
    stream_seconds: float = Field(default=300, gt=0)
    job_lines: int = Field(default=10_000, ge=1)
    jobs_per_owner: int = Field(default=50, ge=1)
    job_days: int = Field(default=7, ge=1)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_text: bool = False
    documents_dir: Path = ROOT / "data" / "documents"

    @field_validator("today", "work_at_once", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    def current_day(self) -> date:
        """The day from which deadlines are judged."""
        return self.today or date.today()

    def conversations_url(self) -> str:
        """The path or URL for `bot.conversation.storage.open_storage`."""
        return self.conversations or str(ROOT / "data" / "conversations.db")


@cache
def get_settings() -> Settings:
    """The settings of this process, read once.

    Raises SettingsError for a value that cannot be, naming its variable and never the value, which may be a password.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(" ".join(_fault(one["loc"], one["msg"]) for one in error.errors())) from None


def _fault(field: Sequence[int | str], message: str) -> str:
    name = f"SHORTFALL_{str(field[0]).upper()}" if field else "The settings"
    return f"{name} cannot be used: {message[:1].lower()}{message[1:].rstrip('.')}. Correct it, or unset it for the default."


def _of_file(settings: type[Settings]) -> dict[str, object]:
    """What the settings file says: the one that SHORTFALL_CONFIG names, or shortfall.toml where there is one."""
    named = os.environ.get("SHORTFALL_CONFIG", "").strip()
    path = Path(named) if named else ROOT / "shortfall.toml"
    if not named and not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
    except OSError as error:
        raise SettingsError(
            f"The settings file {path} cannot be read ({error.strerror}). Correct SHORTFALL_CONFIG, or unset it."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"The settings file {path} is no TOML: {error}. Compare it with shortfall.example.toml."
        ) from None
    if unknown := sorted(found.keys() - settings.model_fields.keys()):
        raise SettingsError(
            f"The settings file {path} names {', '.join(unknown)}, which is no setting. All of them stand in "
            "shortfall.example.toml."
        )
    folders = [name for name in found if settings.model_fields[name].annotation is Path]
    return found | {name: path.resolve().parent / str(found[name]) for name in folders}
