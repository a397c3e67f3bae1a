"""`shortfall corpus check`: what ingestion refuses, and what a reviewer should not have to look for."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from bot.retrieval.passage import Passage
from ingest.load import FOLDERS, GLOSSARY, Corpus, Problem, read_corpus
from ingest.render import render

__all__ = ["Problem", "check_corpus"]

_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")


def check_corpus(corpus_dir: Path, *, today: date | None = None, jurisdictions: Collection[str] = ()) -> list[Problem]:
    """Every problem in a corpus, by file; an empty list means that it is sound.

    today: the day after which a `checked` date is an error. jurisdictions: codes that must have a record.
    Raises CorpusError where the folder is missing.
    """
    corpus, problems = read_corpus(corpus_dir)
    found = list(problems)
    passages = render(corpus)
    found += _dates(corpus, today or date.today())
    found += _passages(passages)
    found += _links(corpus, corpus_dir, {passage.id for passage in passages})
    found += _files(corpus_dir)
    there = {path.stem for path in (corpus_dir / "states").glob("*.yaml")}
    found += [Problem(f"states/{code}.yaml", "file", "is missing") for code in sorted(set(jurisdictions) - there)]
    return sorted(set(found))


def _file_of(passage: Passage) -> str:
    folder, _, rest = passage.id.partition("/")
    return f"{folder}/{rest.partition('#')[0]}{FOLDERS[folder]}" if rest else GLOSSARY


def _dates(corpus: Corpus, today: date) -> Iterator[Problem]:
    dated = [(f"guide/{guide.head.id}.md", guide.head.checked) for guide in corpus.guides]
    dated += [(f"federal/{file.id}.yaml", file.checked) for file in corpus.federal]
    dated += [(f"states/{record.code}.yaml", record.checked) for record in corpus.states]
    dated += [(GLOSSARY, corpus.glossary.checked)] if corpus.glossary else []
    for file, checked in dated:
        if checked > today:
            yield Problem(file, "checked", f"{checked} is in the future; give the day the facts were last checked")


def _passages(passages: list[Passage]) -> Iterator[Problem]:
    seen: set[str] = set()
    for passage in passages:
        file, section = _file_of(passage), passage.id.partition("#")[2]
        if passage.id in seen:
            yield Problem(file, section, "the id is used twice; give each section its own")
        seen.add(passage.id)
        if not passage.text.strip():
            yield Problem(file, section, "has no text; write it or take it out")
        for ask in passage.asks:
            if not ask.strip():
                yield Problem(file, section, "has an empty phrasing under asks; take it out")
        for source in passage.sources:
            if not source.cite.strip() or not _ADDRESS.fullmatch(source.url):
                yield Problem(file, section, f"{source.cite or 'a source'} has no address that opens: {source.url!r}")


def _links(corpus: Corpus, corpus_dir: Path, ids: Collection[str]) -> Iterator[Problem]:
    for guide in corpus.guides:
        for name, section in guide.sections.items():
            for target in _LINK.findall(section.text):
                if wrong := _wrong_link(target, f"guide/{guide.head.id}.md", corpus_dir, ids):
                    yield Problem(f"guide/{guide.head.id}.md", f"section {name}", f"the link to {target} {wrong}")


def _wrong_link(target: str, file: str, corpus_dir: Path, ids: Collection[str]) -> str | None:
    if "://" in target or target.startswith(("mailto:", "tel:")):
        return None if _ADDRESS.fullmatch(target) or "://" not in target else "is not an http address"
    path, _, section = target.partition("#")
    linked = (corpus_dir / PurePosixPath(file).parent / path).resolve() if path else corpus_dir.resolve() / file
    if not linked.is_relative_to(corpus_dir.resolve()):
        return "leads out of the corpus"
    if not linked.is_file():
        return "leads to a file that is not there"
    inside = linked.relative_to(corpus_dir.resolve()).with_suffix("").as_posix()
    return f"names a section that is not there: {section}" if section and f"{inside}#{section}" not in ids else None


def _files(corpus_dir: Path) -> Iterator[Problem]:
    if not (corpus_dir / GLOSSARY).is_file():
        yield Problem(GLOSSARY, "file", "is missing")
    for folder, suffix in FOLDERS.items():
        for path in sorted((corpus_dir / folder).glob("*")):
            if path.suffix != suffix or path.name.startswith("."):
                yield Problem(f"{folder}/{path.name}", "file", f"is not read; this folder holds *{suffix} files only")
