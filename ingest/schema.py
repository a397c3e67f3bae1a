"""The forms of guide and federal files; bot/law/record_parts.py and bot/retrieval/glossary.py hold the others."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.retrieval.passage import Confidence
from bot.topics import Topic

Id = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
Ask = tuple[str, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Authority(_Strict):
    """How a source is cited and where it opens."""

    cite: str = Field(min_length=3)
    url: str = Field(pattern=r"^https?://[^\s/]+\.[^\s]+$")


class GuideSection(_Strict):
    """What a section of a guide answers. topic: its own where it differs from the guide's."""

    id: str = Id
    topic: Topic | None = None
    facts: tuple[str, ...] = ()
    asks: Ask = Field(min_length=1)


class GuideHead(_Strict):
    """The front matter of a guide."""

    id: str = Id
    title: str = Field(min_length=3)
    topic: Topic
    checked: date
    confidence: Confidence = "high"
    sources: tuple[Authority, ...] = Field(min_length=1)
    sections: tuple[GuideSection, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> "GuideHead":
        _distinct("sections", [section.id for section in self.sections])
        return self


class FederalSource(Authority):
    """A source of a federal file and what it supports."""

    kind: Literal["statute", "regulation", "court", "government", "gse", "secondary"]
    supports: str


class FederalSection(_Strict):
    """A rule in words. source: the `cite` of the source it is read in. cite: the exact authority."""

    id: str = Id
    title: str = Field(min_length=3)
    topic: Topic | None = None
    cite: str = Field(min_length=3)
    source: str
    text: str = Field(min_length=20)
    asks: Ask = Field(min_length=1)


class FederalFile(_Strict):
    """One federal subject."""

    id: str = Id
    title: str = Field(min_length=3)
    topic: Topic
    checked: date
    confidence: Confidence
    sources: tuple[FederalSource, ...] = Field(min_length=1)
    sections: tuple[FederalSection, ...] = Field(min_length=1)
    open_questions: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> "FederalFile":
        _distinct("sections", [section.id for section in self.sections])
        _distinct("sources", [source.cite for source in self.sources])
        known = {source.cite for source in self.sources}
        for section in self.sections:
            if section.source not in known:
                raise ValueError(f"sections: {section.id}: its source {section.source!r} is not listed under sources")
        return self

    def source_of(self, section: FederalSection) -> FederalSource:
        """The source a section is read in."""
        return next(source for source in self.sources if source.cite == section.source)


def _distinct(what: str, names: list[str]) -> None:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{what}: {', '.join(twice)} occurs twice")
