"""Cases for the tests of the pictures, and as a script the page that shows one: `?case=texas`."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.calculator.deficiency import Debt
from bot.conversation.standing import Standing
from bot.law.assess import assess
from bot.law.cap import plain_deficiency
from bot.law.case import Amounts, Case
from bot.law.facts import Facts
from bot.law.record import get_record
from bot.settings import get_settings
from bot.ui.pictures.picture import Picture

TODAY = date(2026, 11, 23)
STATES = get_settings().corpus_dir / "states"
CODES = tuple(sorted(path.stem for path in STATES.glob("??.yaml")))
SOLD = date(2026, 6, 2)


def case(state: str | None = None, facts: dict[str, Any] | None = None, **amounts: Any) -> Standing:
    """A case as it stands on the day of the tests; amounts in dollars."""
    dollars = {name: Decimal(v) if isinstance(v, int) else v for name, v in amounts.items()}
    told, known = Facts.model_validate(facts or {}), Amounts(**dollars)
    plain = plain_deficiency(known)
    if state is None:
        return Standing(told, known, plain, TODAY)
    record, assessed = get_record(STATES, state), Case(state=state, facts=told, amounts=known)
    return Standing(told, known, plain, TODAY, record, assessed, assess(assessed, record, TODAY))


PARTS = Debt(principal=200_000, accrued_interest=12_000, late_fees=850, costs="5250.50")
CASES = {
    "arizona": case("AZ", {"process": "nonjudicial"}, debt=212_000, sale_price=150_000),
    "texas": case(
        "TX",
        {"process": "nonjudicial", "sale_date": SOLD},
        debt=318_000,
        sale_price=255_000,
        fair_market_value=300_000,
    ),
    "michigan": case(
        "MI",
        {"process": "nonjudicial", "sale_date": SOLD},
        debt=150_000,
        sale_price=90_000,
        fair_market_value=120_000,
    ),
    "surplus": case("TX", {"sale_date": SOLD}, debt=150_000, sale_price=180_000),
    "ranges": case(
        "OH",
        {"sale_date": date(2025, 6, 2)},
        debt=310_000,
        sale_price=255_000,
        lowest=Amounts(debt=Decimal(300_000), sale_price=Decimal(255_000)),
        highest=Amounts(debt=Decimal(320_000), sale_price=Decimal(255_000)),
    ),
    "parts": case(
        "TX",
        {"sale_date": SOLD, "suit_filed": date(2026, 9, 1)},
        debt=PARTS.amount,
        breakdown=PARTS,
        sale_price=150_000,
        fair_market_value=190_000,
        credits=3_000,
    ),
    "late": case(
        "UT",
        {"process": "nonjudicial", "sale_date": SOLD},
        debt=318_000,
        sale_price=255_000,
        fair_market_value=300_000,
    ),
    "nowhere": case(debt=220_000, sale_price=150_000),
}


def drawn(found: Picture | None) -> Picture:
    """A picture that must be there."""
    assert found is not None
    return found


def page() -> None:
    """The panel of one case, and what was clicked on its map."""
    import streamlit as st  # noqa: PLC0415 (only the script draws)

    from bot.answer.model import Answer  # noqa: PLC0415
    from bot.ui.pictures.panel import show_pictures  # noqa: PLC0415

    name = st.query_params.get("case", "texas")
    clicked = show_pictures(CASES[name], Answer(text="told", segments=()), key="case")
    if clicked:
        st.session_state["clicks"] = [*st.session_state.get("clicks", []), clicked]
    st.write(f"clicked: {' '.join(st.session_state.get('clicks', ['nothing']))}")


if __name__ == "__main__":
    page()
