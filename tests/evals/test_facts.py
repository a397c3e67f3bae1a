"""The labelled phrases: labels of the vocabulary, none twice, and the floor under what is read of them."""

from collections import Counter

from bot.law.facts import choices
from evals.facts.__main__ import counted, is_unseen, phrases


def test_every_label_is_a_value_of_the_vocabulary() -> None:
    for text, told, _ in phrases():
        for fact, value in told.items():
            assert value in choices(fact), (text, fact, value)


def test_no_phrase_stands_twice_and_a_quarter_is_unseen() -> None:
    typed = [text for text, _, _ in phrases()]
    assert len({text.lower() for text in typed}) == len(typed) > 1_000
    assert 0.2 < sum(map(is_unseen, typed)) / len(typed) < 0.3


def test_what_was_mended_stays_read() -> None:
    whole: Counter[str] = sum(counted(unseen=False, one_in=29).values(), Counter())
    assert whole["right"] / (whole["right"] + whole["wrong"]) > 0.87
    assert whole["right"] / sum(whole.values()) > 0.5
