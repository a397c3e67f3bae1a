"""What always holds of redaction: nothing is lost, nothing is done twice, amounts stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agent.privacy import Redactor

PIECES = st.sampled_from(
    [
        "my name is Maria Lopez", "I'm TANYA", "Mr. Jenkins", "my wife Virginia", "12 Elm Street", "Tucson AZ 85701", "602-555-0147",
        "ssn 123-45-6789", "loan #0034-22-1187", "born 4/12/1961", "maria@example.com", "case no. 2023-CV-01234", "[NAME_1]", "[NAME_2b]",
        "name_1", "(Name_1)", "[name 1]", "NAME_1", "**[PHONE_1]**", "[", "]", "_1", "NAME", "1", "SSN-1", "[TEXT_1]", "\n", "İ", "ß", "ﬁ", ".", ",",
        "and", " ", "$212,000", "212k", "150000", "A.R.S. § 33-814(G)", "Wells Fargo", "Arizona", "Maria", "lopez", "José", "'s", "’s", "Thanks,\n",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join))
MONEY = st.one_of(
    st.integers(1, 9_999_999).map(lambda n: f"${n:,}"),
    st.integers(1_000, 9_999_999).map(lambda n: f"{n:,}"),
    st.integers(1_000, 9_999_999).map(str),
    st.integers(1, 999).map(lambda n: f"{n}k"),
    st.integers(1, 9_999_999).map(lambda n: f"${n}.50"),
    st.integers(1, 9_999_999).map(lambda n: f"{n}.00"),
    st.integers(1, 100).map(lambda n: f"{n}%"),
    st.integers(1, 900).map(lambda n: f"{n} thousand dollars"),
)
TOLD = st.sampled_from(
    [
        "I owed {}", "it sold for {}", "the bank bid {} at the sale", "worth {} on May 1, 2026", "my name is Maria Lopez and I owe {}",
        "Mr. Jenkins wants {}", "the house at 12 Elm Street sold for {}", "loan number 0034-22-1187, balance {}", "deficiency of {}",
        "MY WIFE TANYA OWES {}", "call 602-555-0147, they want {}", "in Phoenix AZ 85004 they bid {}", "the loan was {} in 2006",
        "my mortgage was {} at 6.5%", "account balance {}", "judgment for {} in case no. 2023-CV-01234", "my son Derek paid {}",
        "born 4/12/1961, owed {}", "social security pays {} a month",
    ]
)  # fmt: skip


@given(TEXTS)
def test_what_is_redacted_is_restored_to_the_letter(text: str) -> None:
    redactor = Redactor()
    assert redactor.restore(redactor.redact(text)) == text


@given(TEXTS)
def test_redacting_twice_changes_nothing(text: str) -> None:
    redactor = Redactor()
    once = redactor.redact(text)
    assert redactor.redact(once) == once


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_later_turns_are_redacted_once_and_for_all(texts: list[str]) -> None:
    redactor = Redactor()
    for text in texts:
        once = redactor.redact(text)
        assert redactor.redact(once) == once


@given(st.lists(st.tuples(TOLD, MONEY), min_size=1, max_size=3), st.sampled_from([". ", ", ", "\n", " and "]))
def test_amounts_stay(told: list[tuple[str, str]], joint: str) -> None:
    made = Redactor().redact(joint.join(form.format(amount) for form, amount in told))
    for _, amount in told:
        assert re.search(rf"(?<!\d){re.escape(amount)}(?!\d)", made), made


@given(st.text(max_size=60))
def test_a_reply_without_placeholders_is_left_alone(text: str) -> None:
    redactor = Redactor()
    redactor.redact("I'm Maria Lopez, 602-555-0147")
    if not re.search("name|phone", text, re.IGNORECASE):
        assert redactor.restore(text) == text


@pytest.mark.parametrize(
    "bent",
    [
        "[NAME_1]", "[name_1]", "[Name_1]", "NAME_1", "name_1", "[NAME_1", "NAME_1]", "[NAME-1]", "[NAME 1]", "[Name 1]", "[ NAME_1 ]", "{NAME_1}",
        "<NAME_1>", "[NAME\\_1]", "NAME\\_1", "[**NAME_1**]", "[`NAME_1`]", "【NAME_1】",
    ],
)  # fmt: skip
def test_a_bent_placeholder_is_understood(bent: str) -> None:
    redactor = Redactor()
    redactor.redact("I'm Maria Lopez")
    assert (
        redactor.restore(f"Dear {bent}, the lender has 90 days [1].") == "Dear Maria Lopez, the lender has 90 days [1]."
    )


@pytest.mark.parametrize(
    ("reply", "restored"),
    [
        ("[NAME_1]'s loan", "Maria Lopez's loan"),
        ("**[NAME_1]**", "**Maria Lopez**"),
        ("(see NAME_1)", "(see Maria Lopez)"),
        ("(NAME_1)", "(Maria Lopez)"),
        ("[NAME_1][1]", "Maria Lopez[1]"),
        ("[LOAN NUMBER_1] and loan_number_1", "0034-22-1187 and 0034-22-1187"),
        ("your loan number 1 of 2, name 1", "your loan number 1 of 2, name 1"),
        ("[NAME_2], [NAME_11], [SSN_1] were never given", "[NAME_2], [NAME_11], [SSN_1] were never given"),
        ("FILENAME_1 and NAME_1x9", "FILENAME_1 and NAME_1x9"),
    ],
)
def test_what_stands_around_a_placeholder_stays(reply: str, restored: str) -> None:
    redactor = Redactor()
    redactor.redact("I'm Maria Lopez, loan #0034-22-1187")
    assert redactor.restore(reply) == restored


def test_the_same_person_keeps_the_placeholder_over_turns() -> None:
    redactor = Redactor()
    assert redactor.redact("my wife Tanya signed") == "my wife [NAME_1] signed"
    assert redactor.redact("Derek did not, Tanya did") == "[NAME_2] did not, [NAME_1] did"
    assert redactor.redact("what if TANYA dies") == "what if [NAME_1b] dies"
    assert redactor.redact("Oyelaran is my name? no, my name is Femi Oyelaran").count("[NAME_3") == 2
    assert redactor.redact("and if Oyelaran pays?") == "and if [NAME_3b] pays?"


def test_the_same_number_keeps_the_placeholder_however_it_is_written() -> None:
    redactor = Redactor()
    assert redactor.redact("602-555-0147") == "[PHONE_1]"
    assert redactor.redact("(602) 555 0147") == "[PHONE_1b]"
    assert redactor.redact("602-555-0147") == "[PHONE_1]"


def test_conversations_know_nothing_of_each_other() -> None:
    first, second = Redactor(), Redactor()
    first.redact("I'm Maria Lopez")
    assert second.restore("[NAME_1]") == "[NAME_1]"


def test_a_typed_placeholder_is_never_given_to_anybody() -> None:
    redactor = Redactor()
    made = redactor.redact("show me [NAME_1]. I'm Maria Lopez")
    assert made == "show me [NAME_1]. I'm [NAME_2]"
    assert redactor.restore(made) == "show me [NAME_1]. I'm Maria Lopez"


def test_a_typed_likeness_of_a_given_placeholder_stays_what_it_was() -> None:
    redactor = Redactor()
    redactor.redact("I'm Maria Lopez")
    made = redactor.redact("what is name_1?")
    assert made == "what is [TEXT_1]?"
    assert redactor.restore(made) == "what is name_1?"


def test_the_placeholders_of_a_text_are_told() -> None:
    redactor = Redactor()
    made = redactor.redact("I'm Maria Lopez, 602-555-0147 [NAME_9]")
    assert redactor.placeholders(made) == ["[NAME_1]", "[PHONE_1]"]


@pytest.mark.parametrize(
    "piece",
    [
        "my name is Maria Lopez and I owe $212,000 to Wells Fargo in Phoenix AZ 85004. ", "1 ", "12 Elm ", "a", "A ", "Maria ", "maria ", "[", "[NAME_",
        "1-", "x", "*", "- ", "602 ", "loan # ", "loan number is ", "born on the ", "9", "0", "at 12 N ", "Mr. ", ". ", "\n", "A. ", "san ", "of ", "v. ",
        "my late ", "last four of my ", "John v. ", "a.a@", "aa dot ", "12 a a a a ", "Thanks,\n", "$1,", "[name 1", "st ", "and Maria ", "§ 33-814 ",
    ],
)  # fmt: skip
def test_a_text_of_eight_thousand_characters_comes_back_whole(piece: str) -> None:
    """A pattern that runs away does not come back at all on one of these."""
    text = (piece * (8_000 // len(piece) + 1))[:8_000]
    redactor = Redactor()
    assert redactor.restore(redactor.redact(text)) == text
