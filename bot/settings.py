"""Settings, read from the environment (`SHORTFALL_…`); the only global state."""

from datetime import date
from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Where things are and how cautious answers are.

    corpus_dir: the reviewed texts. index_dir: the published search index.
    embedding_model: a folder with a sentence-transformers model; empty for the bundled all-MiniLM-L6-v2.
    stale_after_days: a record checked longer ago than this says so in its answers.
    today: the day deadlines are counted from; empty for the system's date.
    """

    model_config = SettingsConfigDict(env_prefix="SHORTFALL_", extra="ignore")

    corpus_dir: Path = ROOT / "corpus"
    index_dir: Path = ROOT / "index"
    embedding_model: str = ""
    stale_after_days: int = 365
    today: date | None = None

    def current_day(self) -> date:
        """The day from which deadlines are judged."""
        return self.today or date.today()


@cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
