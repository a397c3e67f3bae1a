"""What holds for any text: the readers never raise, spans fit, and what is rendered is read back."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
import us
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.understand.amounts import read_amounts
from bot.understand.dates import read_dates
from bot.understand.measures import read_periods, read_quantities
from bot.understand.percents import read_percents
from bot.understand.places import read_places
from bot.understand.roles import Role, read_money
from bot.understand.text import fold, normalise

TODAY = date(2026, 11, 23)
READERS: dict[str, Callable[[str], object]] = {
    "amounts": read_amounts,
    "percents": read_percents,
    "periods": read_periods,
    "quantities": read_quantities,
    "money": read_money,
    "places": read_places,
    "dates": lambda text: read_dates(text, TODAY),
    "normalise": normalise,
}
PIECES = [
    "owed", "sold for", "$", "212", "212k", "1,234.50", "3/2/26", "31/31/2025", "March", "in", "OR", "ohio", "portland", ",", ".", "-",
    "%", "years", "ago", "half a", "million", "two hundred", "and", "k", "'09", "2019", "acres", "plex", "per day", "84401", "§", "#",
    "not", "if", "no wait", "washington", "d.c.", "99999999999999", "0", "1/2", "st", "last", "next", "\n", "/", "(", "'s", "low",
    "a couple of", "feb 29", "1.2.3", "€", "K", "ſ", "İ", "½", "٣",
]  # fmt: skip
sentences = st.lists(st.sampled_from(PIECES), max_size=30).flatmap(
    lambda words: st.sampled_from([" ", "", ", "]).map(lambda joint: joint.join(words))
)
any_text = st.one_of(st.text(max_size=300), sentences, st.text(alphabet="0123456789.,$-/ k%'", max_size=80))


@pytest.mark.parametrize("name", READERS)
@given(text=any_text)
@settings(max_examples=150, deadline=None)
def test_no_text_makes_a_reader_raise(name: str, text: str) -> None:
    READERS[name](text)
    READERS[name](normalise(text))


@pytest.mark.parametrize("name", ["money", "places", "dates", "normalise"])  # "money" runs the other readers too
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1.",
        "1,",
        "1 ",
        " ",
        "$",
        "owed 5k ",
        "ohio ",
        "in Ogden, UT 84401, ",
        "and ",
        "one hundred ",
        "3/2 ",
        "#",
        "(",
        "é\u0301",
        "\u0301\u0316",
        "A",
        "\n",
        "not ",
        "MA, ",
    ],
)
def test_five_times_the_longest_question_is_read_through(name: str, piece: str) -> None:
    READERS[name]((piece * (40_000 // len(piece) + 1))[:40_000])


@given(text=any_text)
@settings(max_examples=200, deadline=None)
def test_spans_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    for mentions in (read_amounts(text), read_dates(text, TODAY).mentions, read_periods(text), read_quantities(text)):
        end = 0
        for mention in mentions:
            assert end <= mention.span[0] < mention.span[1] <= len(text)
            assert text[mention.span[0] : mention.span[1]] == mention.raw
            end = mention.span[1]


@given(text=any_text)
@settings(max_examples=150, deadline=None)
def test_reading_is_deterministic_and_evening_out_twice_changes_nothing(text: str) -> None:
    assert read_money(text) == read_money(text)
    assert read_places(text) == read_places(text)
    assert len(fold(text)) == len(text)
    even = normalise(text)
    assert normalise(even) == even


FORMS: list[Callable[[int], str]] = [
    lambda n: f"${n:,}",
    lambda n: f"${n}",
    lambda n: f"{n:,}",
    lambda n: f"${n:,}.00",
    lambda n: f"{n:,} dollars",
    lambda n: f"USD {n:,}",
    lambda n: f"${n / 1000:g}k" if n % 100 == 0 else f"${n:,}",
    lambda n: f"{n / 1000:g} thousand" if n % 100 == 0 else f"${n:,}",
    lambda n: f"{n / 1000:g} grand" if n % 1000 == 0 else f"${n:,}",
    lambda n: f"${n:,}".replace(",", " ") if n >= 1000 else f"${n}",
]


@given(
    n=st.integers(1_000, 999_999),
    form=st.sampled_from(FORMS),
    lead=st.sampled_from(["owed ", "sold for ", "it was worth ", ""]),
)
@settings(max_examples=300, deadline=None)
def test_a_rendered_amount_is_read_back(n: int, form: Callable[[int], str], lead: str) -> None:
    assert [m.value for m in read_amounts(f"{lead}{form(n)} in all")] == [Decimal(n)]


@given(cents=st.integers(1, 99_999_999))
@settings(deadline=None)
def test_cents_are_exact(cents: int) -> None:
    value = Decimal(cents) / 100
    assert [m.value for m in read_amounts(f"a fee of ${value:,.2f}")] == [value]


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(n: int, joint: str) -> str:
    """A number below a million in English; `joint` stands after "hundred"."""
    if n >= 1000:
        rest = f" {in_words(n % 1000, joint)}" if n % 1000 else ""
        return f"{in_words(n // 1000, joint)} thousand{rest}"
    if n >= 100:
        return f"{ONES[n // 100]} hundred" + (f"{joint}{in_words(n % 100, joint)}" if n % 100 else "")
    if n < 20:
        return ONES[n]
    return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")


@given(n=st.integers(100, 999_999), joint=st.sampled_from([" ", " and "]))
@settings(max_examples=300, deadline=None)
def test_a_number_in_words_is_read_back(n: int, joint: str) -> None:
    assert [m.value for m in read_amounts(f"they paid {in_words(n, joint)} dollars")] == [Decimal(n)]


@given(debt=st.integers(20, 999), sale=st.integers(20, 999), value=st.integers(20, 999))
@settings(deadline=None)
def test_shorthand_in_thousands_keeps_values_and_roles(debt: int, sale: int, value: int) -> None:
    for text in (f"Debt {debt} / bid {sale} / FMV {value}", f"owed {debt}, sold for {sale}, worth {value}"):
        assert [(r.role, int(r.amount.value)) for r in read_money(text)] == [
            (Role.DEBT, debt * 1000),
            (Role.SALE_PRICE, sale * 1000),
            (Role.FAIR_MARKET_VALUE, value * 1000),
        ]


DATE_FORMS: list[Callable[[date], str]] = [
    lambda d: f"{d.month}/{d.day}/{d.year}",
    lambda d: f"{d.month}/{d.day}/{d.year % 100:02d}",
    lambda d: f"{d.month:02d}-{d.day:02d}-{d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"{d:%b} {d.day} {d.year}",
    lambda d: f"{d:%B} {d.day}th, {d.year}".lower(),
    lambda d: f"{d.day} {d:%B} {d.year}",
    lambda d: f"the {d.day}th of {d:%B} {d.year}",
    lambda d: f"{d:%b}. {d.day}, {d.year}",
]


@given(day=st.dates(date(1960, 1, 1), date(2035, 12, 31)), form=st.sampled_from(DATE_FORMS))
@settings(max_examples=300, deadline=None)
def test_a_rendered_date_is_read_back(day: date, form: Callable[[date], str]) -> None:
    assume(day.year >= 1990 or form is not DATE_FORMS[1])
    (mention,) = read_dates(f"it was sold on {form(day)} at auction", TODAY).mentions
    assert (mention.day, mention.role) == (day, "sale_date")


@given(days=st.integers(1, 3000))
@settings(deadline=None)
def test_days_ago_are_counted_back(days: int) -> None:
    (mention,) = read_dates(f"sold {days} days ago", TODAY).mentions
    assert mention.day == TODAY - timedelta(days)


@given(month=st.integers(1, 12), day=st.integers(1, 28))
@settings(deadline=None)
def test_a_past_date_without_a_year_is_never_in_the_future(month: int, day: int) -> None:
    (mention,) = read_dates(f"they sold it on {month}/{day}", TODAY).mentions
    assert mention.day is not None
    assert TODAY - timedelta(366) <= mention.day <= TODAY


NAME_TEMPLATES = [
    "they sold my house in {}",
    "{} deficiency law",
    "{}, power of sale 3/2/26",
    "is it allowed in {}?",
    "{}",
]
CODE_TEMPLATES = ["house in {}, owed 212k", "{} law", "{}, power of sale 3/2/26", "{}: judicial foreclosure"]


@given(state=st.sampled_from(us.STATES), template=st.sampled_from(NAME_TEMPLATES), low=st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_state_is_read_back_from_any_template(state: us.states.State, template: str, low: bool) -> None:
    assert read_places(template.format(state.name.lower() if low else state.name)).state == state.abbr


@given(state=st.sampled_from(us.STATES), template=st.sampled_from(CODE_TEMPLATES))
@settings(max_examples=200, deadline=None)
def test_a_postal_code_in_context_is_read_back(state: us.states.State, template: str) -> None:
    if state.abbr == "LA":  # means Los Angeles, unless the words speak of Louisiana
        template = "New Orleans, {}"
    assert read_places(template.format(state.abbr)).state == state.abbr
