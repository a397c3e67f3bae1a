"""What several turns establish for the law engine and the calculators: sums, suppositions, ranges, bare answers."""

from datetime import date
from decimal import Decimal

from bot.conversation.case import amounts_of, facts_of
from bot.conversation.context import asked_in, read_turn
from bot.conversation.merge import merge
from bot.conversation.sheet import CaseSheet
from bot.law.case import Amounts
from bot.law.facts import Facts
from bot.settings import get_settings
from bot.understand.question import Question

TODAY = date(2026, 11, 23)
STATES = get_settings().corpus_dir / "states"


def read(sheet: CaseSheet, text: str, told: str | None = None) -> Question:
    """A turn as it is meant after the others. told: the answer before it, in another voice than ours."""
    asked = asked_in(told, sheet.state, STATES) if told else None
    return read_turn(text, sheet.model_copy(update={"open_question": asked}), TODAY)


def after(*texts: str) -> CaseSheet:
    sheet = CaseSheet()
    for text in texts:
        sheet = merge(sheet, read(sheet, text)).sheet
    return sheet


def amounts(*texts: str) -> Amounts:
    return amounts_of(after(*texts))


def supposed(*texts: str) -> Amounts:
    """The amounts that the last turn is answered for."""
    return amounts_of(after(*texts).laid_over())


def test_costs_of_one_turn_add_up_and_a_repeated_sum_counts_once() -> None:
    told = "owed 200k, attorney fees 3,000 and court costs 1,200; those court costs of 1,200 hurt"
    assert amounts(told).debt == Decimal(204_200)


def test_corrected_fees_replace_fees_under_another_name() -> None:
    assert amounts("owed 200k", "plus 5k attorney fees", "no, the fees were 7k").debt == Decimal(207_000)
    assert amounts("owed 200k", "plus 5k attorney fees", "and 7k in other fees").debt == Decimal(212_000)


def test_fees_that_were_taken_back_are_no_part_of_the_debt() -> None:
    assert amounts("owed 200k", "plus 5k attorney fees", "forget the fees").debt == Decimal(200_000)


def test_a_supposition_holds_for_its_own_turn_only() -> None:
    told = ("owed 200k sold for 160k", "what if it sold for 180k?")
    assert supposed(*told).sale_price == Decimal(180_000)
    assert amounts(*told).sale_price == Decimal(160_000)
    assert supposed(*told, "thanks").sale_price == Decimal(160_000)


def test_what_was_only_supposed_counts_where_nothing_was_told() -> None:
    assert amounts("if I owe 200k and it sells for 160k", "texas").sale_price == Decimal(160_000)


def test_a_range_has_its_middle_and_the_ends_that_leave_least_and_most() -> None:
    told = amounts("owed between 180k and 190k, sold for between 140k and 160k")
    assert (told.debt, told.sale_price) == (Decimal(185_000), Decimal(150_000))
    assert told.lowest is not None
    assert told.highest is not None
    assert (told.lowest.debt, told.lowest.sale_price) == (Decimal(180_000), Decimal(160_000))
    assert (told.highest.debt, told.highest.sale_price) == (Decimal(190_000), Decimal(140_000))


def test_an_exact_amount_beside_a_range_is_the_same_at_both_ends() -> None:
    told = amounts("owed 200k", "sold for between 140k and 160k")
    assert told.lowest is not None
    assert told.highest is not None
    assert told.lowest.debt == told.highest.debt == Decimal(200_000)
    assert amounts("owed 200k", "sold for 150k").lowest is None


def test_a_bare_number_is_what_the_last_answer_asked_for() -> None:
    before = after("Utah, owed 318k and they bid 255k")
    asked = "About what was the home really worth on the day of the sale?"
    assert read(before, "300", asked).money("fair_market_value") == Decimal(300_000)
    assert read(before, "300", "Thank you.").money("fair_market_value") is None
    assert read(before, "300", "It was worth it. Was it a refinance?").money("fair_market_value") is None


def test_a_bare_number_without_a_question_is_the_amount_that_is_missing() -> None:
    assert amounts("Utah, owed 318k", "255").sale_price == Decimal(255_000)
    assert amounts("Utah, sold for 255k", "318").debt == Decimal(318_000)


def test_a_turn_without_a_question_goes_on_with_the_one_before() -> None:
    asked = after("how much can they garnish?")
    assert "garnishment" in read(asked, "1,200 every two weeks").intents
    assert "garnishment" not in read(after("hello"), "1,200 every two weeks").intents


def test_a_bare_day_is_the_day_of_the_sale() -> None:
    sheet = after("Utah, owed 318k, sold for 255k", "October 6, 2026")
    assert facts_of(sheet).sale_date == date(2026, 10, 6)
    assert sheet.entries["sale_date"].how == "read as the day of the sale"


def test_a_payoff_before_the_sale_is_no_deficiency() -> None:
    assert amounts("the bank says I owe $240,000 and the sale is next month").claimed is None
    assert amounts("the bank says I owe $40,000 after the foreclosure").claimed == Decimal(40_000)


def test_interest_told_beside_a_balance_is_added_to_it_and_a_payoff_holds_it() -> None:
    told = amounts("balance of 200k", "accrued interest of 6k")
    assert told.debt == Decimal(206_000)
    assert told.breakdown is not None
    assert (told.breakdown.principal, told.breakdown.total) == (Decimal(200_000), None)


def test_liens_ahead_and_credits_reach_the_law_engine_each_under_its_name() -> None:
    told = amounts("Utah, a second lien foreclosed, owed 90k", "sold for 255k", "senior liens of 210k", "credits of 4k")
    assert (told.debt, told.sale_price) == (Decimal(90_000), Decimal(255_000))
    assert (told.prior_liens, told.credits) == (Decimal(210_000), Decimal(4_000))


def test_only_what_is_known_reaches_the_law_engine() -> None:
    sheet = after("Ohio, we lived there, a refinance, sold on October 6, 2026", "forget the date of the sale")
    assert facts_of(sheet) == Facts(occupancy="owner_occupied", loan="refinance")
