"""The judge of support against pairs that were labelled by reading the passages."""

from pathlib import Path
from typing import Any

import pytest

from bot.yamlfile import load_yaml
from evals.judge import Library, base, loose_numbers, own_numbers, rule_outcome, same_section, supports
from evals.reply import Reply

PAIRS: dict[str, list[dict[str, Any]]] = load_yaml(Path(__file__).with_name("support.yaml"))
LEAST = 0.95


def borne_out(pair: dict[str, Any], library: Library) -> bool:
    found = library.open([pair["by"]])
    assert found, f"there is no passage {pair['by']}"
    return supports(pair["says"], found, pair.get("own", ()))


def test_there_are_enough_pairs_of_each_kind() -> None:
    assert sum(map(len, PAIRS.values())) >= 60
    assert {kind for kind, pairs in PAIRS.items() if len(pairs) >= 7} == {
        "right",
        "negated outcome",
        "number",
        "another passage",
        "other state",
    }


def test_the_judge_agrees_with_the_labels(library: Library) -> None:
    wrong = [
        f"{kind}: {pair['says']} ({pair['by']})"
        for kind, pairs in PAIRS.items()
        for pair in pairs
        if borne_out(pair, library) != (kind == "right")
    ]
    total = sum(map(len, PAIRS.values()))
    assert 1 - len(wrong) / total >= LEAST, "\n".join(wrong)


@pytest.mark.parametrize("kind", ["number", "negated outcome"])
def test_no_wrong_number_and_no_negated_outcome_passes(kind: str, library: Library) -> None:
    assert [pair["says"] for pair in PAIRS[kind] if borne_out(pair, library)] == []


def test_a_statement_without_a_passage_is_not_borne_out() -> None:
    assert not supports("The lender has 90 days.", [])


def test_a_passage_bears_out_its_own_words(library: Library) -> None:
    passage = library.index.passage("states/TX#redemption")
    assert supports(passage.text, [passage])
    assert supports(passage.text.upper(), [passage])


def test_two_passages_bear_out_together_what_neither_does_alone(library: Library) -> None:
    one, other = library.open(["states/AZ#deadline-trustee-sale-suit", "states/AZ#limitations"])
    said = "The lender must file the deficiency action within 90 days of the sale; a suit on the note has 6 years."
    assert supports(said, [one, other])
    assert not supports(said, [one])
    assert not supports(said, [other])


def test_the_persons_numbers_need_no_passage(library: Library) -> None:
    said, found = (
        "In Alabama the lender may claim the $56,400 shortfall.",
        library.open(["states/AL#rule-power-of-sale"]),
    )
    assert not supports(said, found)
    assert supports(said, found, {"56400"})


def test_one_more_than_a_small_limit_is_not_loose_and_one_more_than_a_large_one_is() -> None:
    assert loose_numbers("a building with 3 or more homes", {"2"}) == []
    assert loose_numbers("a building with 4 or more homes", {"2"}) == ["4"]
    assert loose_numbers("within 91 days", {"90"}) == ["91"]


def test_own_numbers_are_the_persons_also_as_thousands_and_what_was_worked_out() -> None:
    reply = Reply.model_validate({"figures": [{"name": "deficiency", "amount": "61000"}], "amount": "61000"})
    own = own_numbers(["owed 212, sold for one fifty"], reply)
    assert {"212", "212000", "150", "150000", "61000", "0"} <= own
    assert "62000" not in own


def test_the_outcome_is_that_of_the_rule_a_passage_is_rendered_from() -> None:
    assert rule_outcome("states/AZ#rule-trustee-sale-home") == "barred"
    assert rule_outcome("states/AZ#rule-purchase-money-home~2") == "barred"
    assert rule_outcome("states/AZ#rule-trustee-sale-other") == "limited"
    assert rule_outcome("states/AZ#redemption") is None
    assert rule_outcome("guide/answering-a-lawsuit#deadline") is None


def test_sections_are_compared_without_subsections() -> None:
    assert base("33-814(G)") == "33-814"
    assert same_section("33-814(G)", "33-814(A)")
    assert not same_section("33-814", "33-815")


def test_a_library_opens_what_is_there_once_and_knows_each_states_sections(library: Library) -> None:
    ids = ["states/AZ#overview", "states/AZ#nothing-of-the-kind", "states/AZ#overview"]
    assert [passage.id for passage in library.open(ids)] == ["states/AZ#overview"]
    assert {"33-814", "12-1566"} <= library.sections("AZ")
    assert "51.004" in library.sections("TX")
    assert "51.004" not in library.sections("AZ")
    assert {passage.state for passage in library.of_state("AZ")} == {"AZ", None}
