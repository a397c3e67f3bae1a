"""One line of what `shortfall doctor` finds."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

State = Literal["ok", "note", "failed"]


class Check(BaseModel):
    """One check. name: what was looked at. state: `note` where nothing is broken. found: what was seen. fix: what to run or set,
    where something is to be done."""

    model_config = ConfigDict(frozen=True)

    name: str
    state: State
    found: str
    fix: str = ""


def ok(name: str, found: str) -> Check:
    """All is well."""
    return Check(name=name, state="ok", found=found)


def note(name: str, found: str, fix: str = "") -> Check:
    """Worth knowing, and nothing is broken."""
    return Check(name=name, state="note", found=found, fix=fix)


def failed(name: str, found: str, fix: str) -> Check:
    """Not well."""
    return Check(name=name, state="failed", found=found, fix=fix)
