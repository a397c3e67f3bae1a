"""Settings, read from the environment (`SHORTFALL_…`); the only global state."""

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Where things are and how cautious answers are.

    corpus_dir: the reviewed texts. index_dir: the published search index.
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
    """

    model_config = SettingsConfigDict(env_prefix="SHORTFALL_", extra="ignore")

    corpus_dir: Path = ROOT / "corpus"
    index_dir: Path = ROOT / "index"
    embedding_model: str = ""
    stale_after_days: int = 365
    today: date | None = None
    # a Postgres URL may hold a password, which must not show where settings are printed
    conversations: str = Field(default="", repr=False)
    model: str = ""
    # an address may hold a password
    model_base_url: str = Field(default="", repr=False)
    model_key: SecretStr = Field(default=SecretStr(""), repr=False)
    model_timeout: float = Field(default=60, gt=0)
    model_retries: int = Field(default=2, ge=0)
    model_turn_tokens: int = Field(default=60_000, gt=0)

    def current_day(self) -> date:
        """The day from which deadlines are judged."""
        return self.today or date.today()

    def conversations_url(self) -> str:
        """The path or URL for `bot.conversation.storage.open_storage`."""
        return self.conversations or str(ROOT / "data" / "conversations.db")


@cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
