"""Which questions a document is quoted for, and which not: fits.yaml, and the questions of the reviewed corpus."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.own import FITS
from bot.conversation.shortfall import Shortfall
from bot.yamlfile import load_yaml

HERE = Path(__file__).parent
LABELLED = load_yaml(HERE / "fits.yaml")
FIT = [case for case in LABELLED["questions"] if "fits" in case]
OTHER = [case for case in LABELLED["questions"] if "fits" not in case]
MOST_MISSED = 4  # of the questions that a document answers; a missed one is answered from the reviewed sources alone
# a landlord list is what this one asks for, although the corpus answers it too
ANSWERED = "will a landlord rent to me with a foreclosure"


@pytest.fixture(scope="module")
def engine(engine_over: Callable[[Path], Shortfall], tmp_path_factory: pytest.TempPathFactory) -> Shortfall:
    made = engine_over(tmp_path_factory.mktemp("fits") / "documents")
    for name, document in LABELLED["documents"].items():
        made.own.documents().add(
            document["text"].encode(),
            f"{name}.md",
            title=document["title"],
            state=document["state"],
            url=f"https://agency.example.org/{name}",
        )
    return made


def quoted(engine: Shortfall, case: dict[str, Any]) -> str | None:
    answer = engine.ask(case["ask"], state=case.get("state"))
    own = {citation.n for citation in answer.citations if not citation.reviewed}
    return next((segment.text for segment in answer.segments if own & set(segment.citations)), None)


def test_questions_that_a_document_answers_are_answered_from_it(engine: Shortfall) -> None:
    found = {case["ask"]: quoted(engine, case) for case in FIT}
    wrong = [case["ask"] for case in FIT if found[case["ask"]] is not None and case["fits"] not in found[case["ask"]]]
    missed = [ask for ask, text in found.items() if text is None]
    assert len(FIT) >= 30
    assert wrong == []
    assert len(missed) <= MOST_MISSED, missed


@pytest.mark.parametrize("case", OTHER, ids=lambda case: f"{case['ask'][:40]} {case.get('state', '')}")
def test_a_question_that_no_document_answers_quotes_none(engine: Shortfall, case: dict[str, Any]) -> None:
    assert quoted(engine, case) is None


def test_no_question_of_the_search_s_tests_is_near_a_document(engine: Shortfall) -> None:
    asked = load_yaml(HERE.parent / "retrieval" / "questions.yaml")
    cases = [case for cases in asked.values() for case in cases] if isinstance(asked, dict) else asked
    texts = [case["q"] for case in cases if isinstance(case, dict) and "q" in case]
    assert len(texts) > 100
    documents = engine.own.documents()
    near = [
        text
        for text in texts
        if text != ANSWERED
        for found in documents.find([text], state="AZ", owner="", k=1)
        if found.fit >= FITS
    ]
    assert near == []
