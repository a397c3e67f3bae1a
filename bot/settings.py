"""Settings, read from the environment (`SHORTFALL_…`); the only global state."""

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field
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
    """

    model_config = SettingsConfigDict(env_prefix="SHORTFALL_", extra="ignore")

    corpus_dir: Path = ROOT / "corpus"
    index_dir: Path = ROOT / "index"
    embedding_model: str = ""
    stale_after_days: int = 365
    today: date | None = None
    # a Postgres URL may hold a password, which must not show where settings are printed
    conversations: str = Field(default="", repr=False)

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
