"""Legal terms, their plain words, and the words people really use for them (corpus/glossary.yaml).

The search adds a term to a question that says it in other words; the reader of questions uses the same phrases.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import CorpusError
from bot.topics import Topic
from bot.yamlfile import load_yaml

_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")


class Term(BaseModel):
    """One term. plain: what it means, in plain words. also: what people call it. asks: how they ask about it in passing."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    term: str = Field(min_length=2)
    plain: str = Field(min_length=10)
    also: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    topic: Topic
    cite: str = Field(min_length=3)
    url: str = Field(pattern=r"^https?://")


class GlossaryFile(BaseModel):
    """The file as it is written: the day its terms were checked, and the terms."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    checked: date
    terms: tuple[Term, ...] = Field(min_length=1)


def words(text: str) -> list[str]:
    """The words of a text, lower case, with a straight apostrophe.

    >>> words("The Trustee’s sale!")
    ['the', "trustee's", 'sale']
    """
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


@dataclass(frozen=True)
class Glossary:
    """The terms with a phrase table over their names and what people call them."""

    terms: tuple[Term, ...]
    _phrases: dict[tuple[str, ...], Term] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        phrases: dict[tuple[str, ...], Term] = {}
        for term in self.terms:
            for phrase in (term.term, *term.also):
                if key := tuple(words(phrase)):
                    phrases.setdefault(key, term)
        object.__setattr__(self, "_phrases", phrases)
        object.__setattr__(self, "_longest", max(map(len, phrases), default=0))

    @classmethod
    def load(cls, path: Path) -> "Glossary":
        """Read the corpus file.

        Raises CorpusError naming the file and the field.
        """
        try:
            raw: Any = load_yaml(path)
            return cls(GlossaryFile.model_validate(raw).terms)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "glossary"
            raise CorpusError(f"{path.name}: {where}: {first['msg']}") from error
        except (OSError, yaml.YAMLError, ValueError, TypeError) as error:
            raise CorpusError(f"{path.name}: file: cannot be read as YAML: {error}") from error

    def found(self, text: str) -> list[Term]:
        """The terms that a text names or says in other words, in the order of the text; the longest phrase wins.

        >>> term = Term(id="redemption", term="redemption", plain="Buying the home back.", also=("get it back",),
        ...             topic="redemption", cite="AllLaw", url="https://www.alllaw.com")
        >>> [t.id for t in Glossary((term,)).found("Can I get it back after the auction?")]
        ['redemption']
        """
        spoken, at, terms = words(text), 0, []
        while at < len(spoken):
            for length in range(min(self._longest, len(spoken) - at), 0, -1):
                term = self._phrases.get(tuple(spoken[at : at + length]))
                if term is not None:
                    terms.append(term)
                    at += length
                    break
            else:
                at += 1
        return list(dict.fromkeys(terms))

    def expand(self, text: str) -> str:
        """The text followed by the terms it says in other words and does not name."""
        spoken = set(words(text))
        added = [term.term for term in self.found(text) if not set(words(term.term)) <= spoken]
        return " ".join([text, *added])

    def to_json(self) -> str:
        """The terms as one line of JSON, for the published index."""
        return json.dumps([term.model_dump(mode="json") for term in self.terms], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Glossary":
        """The terms of a published index."""
        terms: Iterable[Any] = json.loads(text)
        return cls(tuple(Term.model_validate(term) for term in terms))
