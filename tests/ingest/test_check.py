from datetime import date
from pathlib import Path

import pytest

from bot.errors import CorpusError
from ingest.check import Problem, check_corpus

TODAY = date(2026, 6, 1)


def test_a_sound_corpus_has_no_problems(corpus: Path) -> None:
    assert check_corpus(corpus, today=TODAY) == []


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("file", ["guide/still-owing.md", "federal/wages.yaml", "states/AZ.yaml", "glossary.yaml"])
def test_a_date_in_the_future_is_found(corpus: Path, file: str) -> None:
    change(corpus / file, "2026-01-15", "2026-06-02")
    assert [(problem.file, problem.field) for problem in check_corpus(corpus, today=TODAY)] == [(file, "checked")]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("nowhere.md", "leads to a file that is not there"),
        ("getting-it-back.md#nowhere", "names a section that is not there: nowhere"),
        ("#nowhere", "names a section that is not there: nowhere"),
        ("../../outside.md", "leads out of the corpus"),
        ("ftp://example.org/x", "is not an http address"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(corpus: Path, target: str, message: str) -> None:
    change(corpus / "guide/still-owing.md", "(#sale-price)", f"({target})")
    (problem,) = check_corpus(corpus, today=TODAY)
    assert (problem.file, problem.field) == ("guide/still-owing.md", "section meaning")
    assert problem.message == f"the link to {target} {message}"


@pytest.mark.parametrize("target", ["getting-it-back.md#price", "../federal/wages.yaml#limit", "https://example.org/x"])
def test_a_link_that_leads_somewhere_is_fine(corpus: Path, target: str) -> None:
    change(corpus / "guide/still-owing.md", "(#sale-price)", f"({target})")
    assert check_corpus(corpus, today=TODAY) == []


def test_broken_files_are_found_without_hiding_the_others(corpus: Path) -> None:
    (corpus / "federal/wages.yaml").write_text("x")
    (corpus / "guide/notes.txt").write_text("x")
    change(corpus / "states/NV.yaml", "2026-01-15", "2027-01-01")
    assert [problem.file for problem in check_corpus(corpus, today=TODAY)] == [
        "federal/wages.yaml", "guide/notes.txt", "states/NV.yaml",
    ]  # fmt: skip


def test_an_empty_phrasing_and_a_missing_record_and_glossary_are_found(corpus: Path) -> None:
    change(corpus / "federal/wages.yaml", "- can they garnish my wages", "- ' '")
    (corpus / "glossary.yaml").unlink()
    assert check_corpus(corpus, today=TODAY, jurisdictions=["AZ", "OH"]) == [
        Problem("federal/wages.yaml", "limit", "has an empty phrasing under asks; take it out"),
        Problem("glossary.yaml", "file", "is missing"),
        Problem("states/OH.yaml", "file", "is missing"),
    ]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus folder"):
        check_corpus(tmp_path / "nowhere")
