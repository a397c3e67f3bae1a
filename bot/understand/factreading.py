"""A fact as it was read from a text."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict


class FactReading(BaseModel):
    """A fact that was read: its value and the words it was read from, in the text as spelt right."""

    model_config = ConfigDict(frozen=True)

    fact: str
    value: str
    raw: str
    span: tuple[int, int]


def is_read(found: Mapping[str, FactReading], fact: str, value: str) -> bool:
    """Whether a fact was read with this value. found: the readings by fact."""
    return fact in found and found[fact].value == value
