"""What is made of two readers of facts, on likelihoods made by hand."""

from typing import Any

import pytest

from bot.meaning.reader import NONE, meaning
from bot.understand.facts import read_facts
from bot.understand.meant import ADDS, IN_FEW, LONGEST, SURER, SUREST, added, words_of

LONG = "it is a story of more than a dozen words about a house that is gone"
BETWEEN = (ADDS + SURER) / 2


class Meant:
    """Stands for a reading: the facts as they are given, each with one value and not told."""

    def __init__(self, **facts: tuple[str, float]) -> None:
        self.facts = {fact: {value: likely, NONE: 1 - likely} for fact, (value, likely) in facts.items()}


def made(meant: Any, read: set[str] | None = None, named: set[str] | None = None, text: str = LONG) -> dict[str, str]:
    return added(text, meant, read or set(), named or set())


def test_a_fact_is_added_only_where_the_reader_is_sure() -> None:
    assert made(Meant(buyer=("third_party", ADDS + 0.01))) == {"buyer": "third_party"}
    assert made(Meant(buyer=("third_party", ADDS - 0.01))) == {}


def test_and_surer_where_its_words_were_found_asked_or_denied() -> None:
    assert made(Meant(buyer=("third_party", BETWEEN)), named={"process"}) == {"buyer": "third_party"}
    assert made(Meant(buyer=("third_party", BETWEEN)), named={"buyer"}) == {}
    assert made(Meant(buyer=("third_party", SURER + 0.001)), named={"buyer"}) == {"buyer": "third_party"}


def test_and_surer_in_few_words() -> None:
    some = "some stranger took it, or so they say at least"
    assert made(Meant(buyer=("third_party", BETWEEN)), text=some) == {}
    assert made(Meant(buyer=("third_party", IN_FEW + 0.001)), text=some) == {"buyer": "third_party"}
    assert made(Meant(buyer=("third_party", 0.9999)), text="not a stranger") == {}  # is left to the word groups


def test_and_surer_where_a_claim_ends_with_it() -> None:
    assert made(Meant(discharged=("yes", SUREST - 0.001))) == {}
    assert made(Meant(discharged=("yes", SUREST + 0.001))) == {"discharged": "yes"}


def test_what_the_word_groups_read_stays() -> None:
    assert made(Meant(buyer=("third_party", 0.99999)), read={"buyer"}) == {}


def test_some_facts_must_be_named_besides() -> None:
    second = f"{LONG}, and there was a second"
    assert made(Meant(lien=("junior", 0.999)), text=f"{second} auction") == {}
    assert made(Meant(lien=("junior", 0.999)), text=f"{second} loan") == {"lien": "junior"}


def test_what_is_taken_for_granted_is_not_added() -> None:
    assert made(Meant(disposition=("foreclosure_sale", 0.999))) == {}
    assert made(Meant(process=("judicial", 0.999))) == {}  # a judge confirms sales that no court held
    short = Meant(disposition=("short_sale", 0.999))
    assert made(short) == {}  # a low price at the lender's own sale is none
    assert made(short, text=f"{LONG}, and the bank approved the buyer") == {"disposition": "short_sale"}


@pytest.mark.parametrize("long", [False, True])
def test_the_words_of_a_fact_are_of_one_sentence(long: bool) -> None:
    filling = "and so it went on and on " * 12 if long else ""
    text = f"We lost it in May. {filling}A couple from Ohio outbid everybody at the sale. Do we owe?"
    start, end = words_of(text, meaning(text), "buyer")
    assert 0 <= start < end <= len(text) and end - start <= LONGEST + 20
    assert text[start:end] == text[start:end].lstrip()
    if not long:
        assert text[start:end] in [sentence.strip() for sentence in text.replace("?", ".").split(".")]


def test_facts_are_read_in_words_that_no_word_group_knows() -> None:
    text = "some retired fellow in a cowboy hat walked off with our house at the sheriff's auction"
    assert {"buyer": "third_party"}.items() <= {one.fact: one.value for one in read_facts(text)}.items()
