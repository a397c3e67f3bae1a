"""The corpus as it is written, read and checked against its forms; every problem names its file and field."""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.errors import CorpusError
from bot.law.record import Record, load_record
from bot.retrieval.glossary import GlossaryFile
from ingest.schema import FederalFile, GuideHead

GLOSSARY = "glossary.yaml"
FOLDERS = {"guide": ".md", "federal": ".yaml", "states": ".yaml"}
SHOWN = 10
_HEADING = re.compile(r"^## +(?P<title>.*?)(?: *\{#(?P<id>[^}]*)\})? *$")

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a corpus file. file: its path in the corpus. message: what is wrong and what to do."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.message}"


@dataclass(frozen=True)
class Section:
    """A section of a guide as it is read: its heading and its Markdown."""

    title: str
    text: str


@dataclass(frozen=True)
class Guide:
    """A guide file. sections: by id, in the order of the text."""

    head: GuideHead
    sections: dict[str, Section]


@dataclass(frozen=True)
class Corpus:
    """Everything that is known, read and well-formed."""

    guides: tuple[Guide, ...] = ()
    federal: tuple[FederalFile, ...] = ()
    states: tuple[Record, ...] = ()
    glossary: GlossaryFile | None = None

    def __bool__(self) -> bool:
        return bool(self.guides or self.federal or self.states or self.glossary)


class _WrongError(Exception):
    """A file that cannot be read: where, and why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


def corpus_files(corpus_dir: Path) -> list[Path]:
    """The files the corpus is read from, in a fixed order.

    Raises CorpusError where the folder is missing.
    """
    if not corpus_dir.is_dir():
        raise CorpusError(
            f"There is no corpus folder {corpus_dir}. Set SHORTFALL_CORPUS_DIR to the folder with the texts."
        )
    files = [
        path
        for folder, suffix in FOLDERS.items()
        for path in sorted((corpus_dir / folder).glob(f"*{suffix}"))
        if not path.name.startswith(".")
    ]
    return files + [path for path in [corpus_dir / GLOSSARY] if path.is_file()]


def load_corpus(corpus_dir: Path) -> Corpus:
    """The corpus, for ingestion.

    Raises CorpusError naming the file and field of each problem (of the first ten), or where the corpus is empty.
    """
    corpus, problems = read_corpus(corpus_dir)
    if problems:
        shown = [str(problem) for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            shown.append(f"and {len(problems) - SHOWN} more; `shortfall corpus check` lists them all")
        raise CorpusError("The corpus cannot be used:\n" + "\n".join(f"  {line}" for line in shown))
    if not corpus:
        raise CorpusError(
            f"{corpus_dir} holds no texts. It needs guide/*.md, federal/*.yaml, states/*.yaml or {GLOSSARY}."
        )
    return corpus


def read_corpus(corpus_dir: Path) -> tuple[Corpus, tuple[Problem, ...]]:
    """What can be read of the corpus, and every problem met.

    Raises CorpusError only where the folder is missing.
    """
    problems: list[Problem] = []

    def read(path: Path, how: Callable[[Path], T]) -> T | None:
        try:
            return how(path)
        except _WrongError as wrong:
            problems.append(Problem(path.relative_to(corpus_dir).as_posix(), wrong.field, wrong.message))
        except CorpusError as error:
            field, _, message = str(error).removeprefix(f"{path.name}: ").partition(": ")
            problems.append(Problem(path.relative_to(corpus_dir).as_posix(), field, message or field))
        return None

    by_folder: dict[str, list[Path]] = {}
    for path in corpus_files(corpus_dir):
        by_folder.setdefault(path.parent.name if path.name != GLOSSARY else GLOSSARY, []).append(path)
    guides = [read(path, _guide) for path in by_folder.get("guide", [])]
    federal = [read(path, lambda p: _named(p, FederalFile)) for path in by_folder.get("federal", [])]
    states = [read(path, _state) for path in by_folder.get("states", [])]
    glossary = [read(path, _glossary) for path in by_folder.get(GLOSSARY, [])]
    corpus = Corpus(
        guides=tuple(g for g in guides if g),
        federal=tuple(f for f in federal if f),
        states=tuple(s for s in states if s),
        glossary=next((g for g in glossary if g), None),
    )
    return corpus, tuple(problems)


def parse_yaml(text: str, what: str = "file") -> Any:
    """YAML as plain data, in which a key may stand only once."""
    try:
        return yaml.load(text, Loader=_UniqueKeys)  # nosec B506 # a safe loader
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        # besides its own errors the library lets through those of a day such as 2026-13-01 and of a list as a key
        raise _WrongError(what, f"cannot be read as YAML: {' '.join(str(error).split())}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise _WrongError(
            "file", f"is not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from error
    except OSError as error:
        raise _WrongError("file", f"cannot be read: {error.strerror}") from error


def _valid(model: type[M], raw: Any) -> M:
    if not isinstance(raw, dict):
        raise _WrongError("file", "holds no fields; write `name: value` lines")
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        found = error.errors()
        where = ".".join(str(part) for part in found[0]["loc"]) or "file"
        rest = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise _WrongError(where, found[0]["msg"].removeprefix("Value error, ") + rest) from error


def _named(path: Path, model: type[FederalFile]) -> FederalFile:
    read = _valid(model, parse_yaml(_text(path)))
    if read.id != path.stem:
        raise _WrongError("id", f"is {read.id!r}; it must be the file's name, {path.stem!r}")
    return read


def _glossary(path: Path) -> GlossaryFile:
    read = _valid(GlossaryFile, parse_yaml(_text(path)))
    ids = [term.id for term in read.terms]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise _WrongError("terms", f"the id {twice[0]!r} occurs twice; give each term its own")
    return read


def _state(path: Path) -> Record:
    parse_yaml(_text(path))  # finds keys that stand twice, which load_record would take silently
    record = load_record(path)
    if record.code != path.stem:
        raise _WrongError("code", f"is {record.code!r}; it must be the file's name, {path.stem!r}")
    return record


def _guide(path: Path) -> Guide:
    opening, _, rest = _text(path).lstrip("\ufeff").partition("\n")
    front, closed, body = rest.partition("\n---\n")
    if opening.strip() != "---" or not closed:
        raise _WrongError("front matter", "is missing; start the file with `---`, the fields, and `---`")
    head = _valid(GuideHead, parse_yaml(front, "front matter"))
    if head.id != path.stem:
        raise _WrongError("id", f"is {head.id!r}; it must be the file's name, {path.stem!r}")
    sections = _sections(body)
    listed, written = [section.id for section in head.sections], list(sections)
    for name in listed:
        if name not in sections:
            raise _WrongError(
                "sections", f"{name!r} is listed but not written; add `## Title {{#{name}}}` or take it out"
            )
    for name in written:
        if name not in listed:
            raise _WrongError(f"section {name}", "is written but not listed in the front matter; add it with its asks")
    return Guide(head, sections)


def _sections(body: str) -> dict[str, Section]:
    found: dict[str, tuple[str, list[str]]] = {}
    lines: list[str] | None = None
    for line in body.splitlines():
        heading = _HEADING.match(line)
        if heading is None:
            if lines is not None:
                lines.append(line)
            elif line.strip():
                raise _WrongError(
                    "text", f"stands before the first section: {line.strip()[:60]!r}; move it under a heading"
                )
            continue
        title, name = heading["title"].strip(), heading["id"]
        if not name or not title:
            raise _WrongError("heading", f"{line.strip()!r} needs a title and an id, as in `## Title {{#id}}`")
        if name in found:
            raise _WrongError(f"section {name}", "is written twice; give each section its own id")
        found[name] = (title, lines := [])
    sections = {name: Section(title, "\n".join(text).strip()) for name, (title, text) in found.items()}
    for name, section in sections.items():
        if not section.text:
            raise _WrongError(f"section {name}", "is empty; write it or take it out")
    return sections


class _UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which a key that stands twice in a mapping is an error, not a silent loss."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands twice", key_node.start_mark)
            seen.add(key)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return made
