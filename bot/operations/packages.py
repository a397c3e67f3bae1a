"""Whether the Python and the packages are those that the program was tested with."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from bot.operations.check import Check, failed, note, ok
from bot.settings import ROOT, Settings

OLDEST, FIRST_TOO_NEW = (3, 11), (3, 14)
CONSTRAINTS = ROOT / "constraints.txt"
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")
# what comes with an extra, by what a user sees of it
EXTRAS = {
    "postgres": "conversations in Postgres",
    "documents": "agencies' own PDF and DOCX files",
    "ray": "ingestion on several machines",
    "openai": "a language model with OpenAI's interface",
}
INSTALL = "pip install --constraint constraints.txt"


def python() -> Check:
    """The interpreter."""
    found = sys.version.split()[0]
    if OLDEST <= sys.version_info < FIRST_TOO_NEW:
        return ok("python", found)
    return failed("python", f"{found}; 3.11 to 3.13 are needed", "make clean && make PYTHON=python3.12 chat")


def packages(constraints: Path = CONSTRAINTS) -> Check:
    """Every package that is always needed, beside its requirement and the version that the tests ran with."""
    missing, wrong, other = [], [], []
    pinned = _pinned(constraints)
    for need in _needs(None):
        found = _version(need.name)
        if found is None:
            missing.append(need.name)
        elif not need.specifier.contains(found, prereleases=True):
            wrong.append(f"{need.name} {found} ({need.specifier} is needed)")
        elif (tested := pinned.get(canonicalize_name(need.name))) and Version(tested).public != Version(found).public:
            other.append(f"{need.name} {found} (tested with {tested})")
    fix = f"{INSTALL} --editable . (or make clean && make test)"
    if missing or wrong:
        told = "; ".join([*(f"{name} is missing" for name in missing), *wrong])
        return failed("packages", told, fix)
    if other:
        return note("packages", "; ".join(other), fix)
    return ok("packages", f"{sum(1 for _ in _needs(None))} as they were tested")


def extras(settings: Settings) -> Iterator[Check]:
    """The optional packages; one that a setting asks for must be there."""
    wanted = {
        "postgres": settings.conversations_url().startswith(("postgres://", "postgresql://")),
        "openai": settings.model.startswith("openai:"),
    }
    for extra, what in EXTRAS.items():
        gone = [need.name for need in _needs(extra) if _version(need.name) is None]
        fix = f"{INSTALL} --editable '.[{extra}]'"
        if not gone:
            yield ok(f"extra {extra}", f"{what}: installed")
        elif wanted.get(extra):
            yield failed(f"extra {extra}", f"{what}: {', '.join(gone)} missing, and a setting needs it", fix)
        else:
            yield note(f"extra {extra}", f"{what}: not installed", f"if it is wanted: {fix}")


def _needs(extra: str | None) -> Iterator[Requirement]:
    """The requirements of an extra, or those of the program itself."""
    for line in requires("shortfall") or ():
        need = Requirement(line)
        named = _EXTRA.search(str(need.marker or ""))
        if (named[1] if named else None) != extra:
            continue
        if need.marker is None or need.marker.evaluate({"extra": extra or ""}):
            yield need


def _pinned(constraints: Path) -> dict[str, str]:
    if not constraints.is_file():
        return {}  # an installed package comes without it
    lines = (line.partition("#")[0].strip() for line in constraints.read_text("utf-8").splitlines())
    return {canonicalize_name(name): pinned for name, _, pinned in (line.partition("==") for line in lines) if pinned}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
