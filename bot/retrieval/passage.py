"""The passage: the unit that is indexed, found, cited and opened."""

import re
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

    id: stable, `<folder>/<file stem>#<section>`, as in `states/AZ#rule-trustee-sale-home` or
    `guide/what-a-deficiency-is#meaning`; the second part of a long section ends in `~2`.
    cite, url: the leading authority; `sources` holds all of them, the leading one first.
    kind: `document` for an agency's own, which is in no published index and was not reviewed.
    asks: the ways people put the question this passage answers; each is a further vector of the passage.
    checked: the day its facts were last compared with their sources.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Kind | Literal["document"]
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

    @property
    def section(self) -> str:
        """The id of the section this passage is, or is a part of."""
        return section_of(self.id)

    @property
    def full_text(self) -> str:
        """Title and text, as they are embedded and indexed."""
        return f"{self.title}\n{self.text}"


def section_of(passage_id: str) -> str:
    """The section of a passage id.

    >>> section_of("guide/redemption#price~2")
    'guide/redemption#price'
    """
    return passage_id.partition("~")[0]


def without_state(text: str, name: str, code: str | None = None) -> str:
    """A question without the name of its state (and without its code in capitals).

    The vectors of a state's phrasings and of a question that is asked within a state both leave the name out: among
    one state's passages it tells nothing apart, and beside the nationwide ones it would outweigh what is asked.

    >>> without_state("can they sue me in Arizona", "Arizona")
    'can they sue me'
    >>> without_state("Texas deadline to sue", "Texas")
    'deadline to sue'
    """
    inside = r"(?:,?\s+in(?:\s+the)?)?"
    names = [rf"(?i:{inside}\s*\b{re.escape(name)}(?:['’]s)?\b)"]
    names += [rf"{inside}\s*\b{code}\b"] if code else []
    left = " ".join(re.sub("|".join(names), " ", text).split())
    return re.sub(r" (?=[,.?!])", "", left).strip(" ,:;") or text


def rule_id(state: str, case: str) -> str:
    """The passage of one case of a state's rule.

    >>> rule_id("AZ", "trustee-sale-home")
    'states/AZ#rule-trustee-sale-home'
    """
    return f"states/{state}#rule-{case}"


def deadline_id(state: str, deadline: str) -> str:
    """The passage of one of a state's deadlines; the general time limit is a section of its own.

    >>> deadline_id("AZ", "trustee-sale-suit"), deadline_id("VA", "limitations")
    ('states/AZ#deadline-trustee-sale-suit', 'states/VA#limitations')
    """
    return f"states/{state}#{'' if deadline == 'limitations' else 'deadline-'}{deadline}"


def state_id(state: str, section: str) -> str:
    """Another passage of a state's record: overview, process, fair-value, redemption, limitations, procedure,
    protection-1 and so on, uncertain.

    >>> state_id("AZ", "overview")
    'states/AZ#overview'
    """
    return f"states/{state}#{section}"
