"""What several turns establish: sums, corrections, suppositions and ranges of the amounts told."""

from datetime import date
from decimal import Decimal

from bot.conversation.case import amounts_of, in_context
from bot.understand.question import Question
from bot.understand.read import read_question

TODAY = date(2026, 11, 23)


def turns(*texts: str) -> list[Question]:
    read: list[Question] = []
    for text in texts:
        read.append(in_context(read_question(text, TODAY, None), read))
    return read


def test_costs_of_one_turn_add_up_and_a_repeated_sum_counts_once() -> None:
    amounts = amounts_of(turns("owed 200k, attorney fees 3,000 and court costs 1,200; those court costs of 1,200 hurt"))
    assert amounts.debt == Decimal(204_200)


def test_corrected_fees_replace_fees_under_another_name() -> None:
    assert amounts_of(turns("owed 200k", "plus 5k attorney fees", "no, the fees were 7k")).debt == Decimal(207_000)
    assert amounts_of(turns("owed 200k", "plus 5k attorney fees", "and 7k in other fees")).debt == Decimal(212_000)


def test_a_supposition_holds_for_its_own_turn_only() -> None:
    told = turns("owed 200k sold for 160k", "what if it sold for 180k?")
    assert amounts_of(told).sale_price == Decimal(180_000)
    assert amounts_of([*told, *turns("thanks")]).sale_price == Decimal(160_000)


def test_what_was_only_supposed_counts_where_nothing_was_told() -> None:
    assert amounts_of(turns("if I owe 200k and it sells for 160k", "texas")).sale_price == Decimal(160_000)


def test_a_range_has_its_middle_and_the_ends_that_leave_least_and_most() -> None:
    amounts = amounts_of(turns("owed between 180k and 190k, sold for between 140k and 160k"))
    assert (amounts.debt, amounts.sale_price) == (Decimal(185_000), Decimal(150_000))
    assert amounts.lowest is not None
    assert amounts.highest is not None
    assert (amounts.lowest.debt, amounts.lowest.sale_price) == (Decimal(180_000), Decimal(160_000))
    assert (amounts.highest.debt, amounts.highest.sale_price) == (Decimal(190_000), Decimal(140_000))


def test_a_bare_number_is_what_the_last_answer_asked_for() -> None:
    before = turns("Utah, owed 318k and they bid 255k")
    bare = read_question("300", TODAY, "UT", speaks_of_thousands=True)
    answered = in_context(bare, before, "About what was the home really worth on the day of the sale?")
    assert answered.money("fair_market_value") == Decimal(300_000)
    assert in_context(bare, before, "Thank you.").money("fair_market_value") is None


def test_a_turn_without_a_question_goes_on_with_the_one_before() -> None:
    assert "garnishment" in turns("how much can they garnish?", "1,200 every two weeks")[-1].intents


def test_a_payoff_before_the_sale_is_no_deficiency() -> None:
    assert amounts_of(turns("the bank says I owe $240,000 and the sale is next month")).claimed is None
    assert amounts_of(turns("the bank says I owe $40,000 after the foreclosure")).claimed == Decimal(40_000)
