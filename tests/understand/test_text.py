"""Text is made even without losing its case or its numbers."""

import pytest

from bot.understand.text import fold, is_shouted, normalise


@pytest.mark.parametrize(
    ("typed", "even"),
    [
        ("owed\u00a0$212k", "owed $212k"),
        ("２１２，０００", "212,000"),
        ("٢١٢", "212"),
        ("“quoted” ‘it’s’", "\"quoted\" 'it's'"),
        ("3–5 — and −2", "3-5 - and -2"),
        ("2½ acres", "2.5 acres"),
        ("½ acre", "1/2 acre"),
        ("fees¹ of $5²", "fees of $5"),
        ("zero\u200bwidth\u00adsoft\ufeff", "zerowidthsoft"),
        ("bell\x07 null\x00", "bell null"),
        ("\u202eright to left\u202c", "right to left"),
        ("a \t b\r\n\n c", "a b\nc"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("＄150", "$150"),
        ("  Keep My Case  ", "Keep My Case"),
        ("", ""),
    ],
)
def test_text_is_made_even(typed: str, even: str) -> None:
    assert normalise(typed) == even


def test_folding_keeps_the_length_of_letters_that_grow() -> None:
    assert len(fold("İSTANBUL")) == len("İSTANBUL")


def test_only_a_text_in_capitals_is_shouted() -> None:
    assert is_shouted("THEY SOLD MY HOUSE")
    assert not is_shouted("MA, POS 3/2/26")
    assert not is_shouted("They sold my house in OH and told ME")
