"""The passage: the unit that is indexed, found, cited and opened."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.topics import Topic

Kind = Literal["guide", "federal", "state", "glossary"]
Confidence = Literal["high", "medium", "low"]


class SourceLink(BaseModel):
    """One authority behind a passage: how it is cited and where it is read."""

    model_config = ConfigDict(frozen=True)

    cite: str
    url: str


class Passage(BaseModel):
    """A citable piece of the corpus, at most 256 word pieces long with its title.

    id: stable, `<folder>/<file stem>#<section>`, as in `states/AZ#rule-1` or `guide/what-a-deficiency-is#judgment`.
    cite, url: the leading authority; `sources` holds all of them, the leading one first.
    asks: the ways people put the question this passage answers; each is a further vector of the passage.
    checked: the day its facts were last compared with their sources.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Kind
    title: str
    text: str
    state: str | None = None
    topic: Topic
    cite: str
    url: str
    sources: tuple[SourceLink, ...]
    asks: tuple[str, ...] = ()
    checked: date
    confidence: Confidence = "high"
