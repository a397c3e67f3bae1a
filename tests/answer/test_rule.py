"""How an answer from a state's rule is put together."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.answer.model import Answer
from bot.conversation.shortfall import Shortfall
from bot.law.record import get_record
from bot.settings import get_settings

TODAY = date(2026, 11, 23)
UTAH = "Utah trustee's sale, we owed $318,000, it sold for $255,000 and was worth $300,000"


def engine(**changes: object) -> Shortfall:
    return Shortfall(get_settings().model_copy(update={"today": TODAY, **changes}))


@pytest.fixture(scope="module")
def usual() -> Shortfall:
    return engine()


def questions(answer: Answer) -> list[str]:
    return [s.text for s in answer.segments if s.kind == "question"]


def test_the_first_sentence_answers(usual: Shortfall) -> None:
    assert usual.ask(UTAH).text.startswith("**At most $18,000")


def test_at_most_one_question_is_asked(usual: Shortfall) -> None:
    for text in (UTAH, "Michigan, owed 150k sold for 90k", "Iowa foreclosure, do I owe?", "Vermont, can they sue me?"):
        assert len(questions(usual.ask(text))) <= 1


def test_a_counselor_gets_the_statute_and_fewer_words(usual: Shortfall) -> None:
    plain = usual.ask("My house in Ohio was sold by the sheriff, can they still come after me?")
    terse = usual.ask("OH sheriff's sale, O/O SFR. Def viable? cite")
    assert "R.C. 2329.08" in terse.text.split("[1]")[1]
    assert len(terse.text.split()) <= len(plain.text.split())


def test_what_was_taken_as_usual_is_said_and_what_would_change(usual: Shortfall) -> None:
    text = usual.ask("My house in Arizona was sold at foreclosure, do I still owe?").text
    assert "I took as usual that the loan is your first mortgage" in text
    assert "If instead" in text


def test_a_record_checked_long_ago_says_so() -> None:
    later = engine(today=date(2028, 6, 1)).ask(UTAH).text
    assert "was last checked on November 23, 2026" in later
    assert "was last checked" not in engine(today=date(2028, 6, 1), stale_after_days=2000).ask(UTAH).text


def test_a_record_of_low_confidence_says_so(tmp_path: Path, usual: Shortfall) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(usual.settings.corpus_dir / "states", corpus / "states")
    path = corpus / "states" / "UT.yaml"
    path.write_text(path.read_text("utf-8").replace("confidence: high", "confidence: low"), "utf-8")
    assert "My source for Utah is weak here" in engine(corpus_dir=corpus).ask(UTAH).text
    assert "My source for Utah is weak" not in usual.ask(UTAH).text


def test_the_deadline_is_a_day_once_the_sale_date_is_known(usual: Shortfall) -> None:
    answer = usual.ask(UTAH + ". The sale was on October 5, 2026")
    assert answer.deadline is not None and answer.deadline.date == date(2027, 1, 5)
    assert "January 5, 2027" in answer.text


def test_a_sale_that_the_state_does_not_have_is_pointed_out(usual: Shortfall) -> None:
    answer = usual.ask("Florida trustee's sale without a court, do I still owe?")
    assert "not used for homes in Florida" in answer.text


def test_every_possibility_is_in_the_text_of_an_open_case(usual: Shortfall) -> None:
    answer = usual.ask("Michigan, they sold my house, owed $150,000, sold for $90,000, do I owe?")
    record = get_record(usual.settings.corpus_dir / "states", "MI")
    assert answer.outcome == "depends"
    for words in record.words.get("buyer", {}).values() or ("bought the house",):
        assert words in answer.text


def test_an_answer_is_about_as_long_as_a_person_reads(usual: Shortfall) -> None:
    import us  # noqa: PLC0415

    lengths = []
    for state in us.states.STATES:
        answer = usual.ask(f"My house in {state.name} was sold at foreclosure, can the lender still come after me?")
        lengths.append(len(answer.text.split()))
    assert sorted(lengths)[len(lengths) // 2] <= 145
    assert max(lengths) <= 230
