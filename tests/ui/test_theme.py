"""The colours of both themes stand out enough to be read (WCAG 2.2 AA), and the page keeps to itself."""

import tomllib
from typing import Any

import pytest

from bot.settings import ROOT
from bot.ui.access import STYLE

CONFIG: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
TEXT, EDGE = 4.5, 3.0
HINT = 0.7  # how much of the text's colour Streamlit gives a field's hint


def channels(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def luminance(rgb: tuple[float, float, float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """How far two colours stand apart, 1 to 21, as WCAG counts it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def surfaces(theme: dict[str, Any]) -> list[str]:
    """Every colour that text stands on."""
    side = theme["sidebar"]
    return [theme["backgroundColor"], theme["secondaryBackgroundColor"], side["backgroundColor"]]


def test_the_measure_agrees_with_known_values() -> None:
    assert contrast(channels("#000000"), channels("#ffffff")) == pytest.approx(21)
    assert contrast(channels("#777777"), channels("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_links_and_hints_can_be_read_on_every_surface(name: str) -> None:
    theme = CONFIG["theme"][name]
    for surface in map(channels, surfaces(theme)):
        text = channels(theme["textColor"])
        hint = tuple(HINT * t + (1 - HINT) * s for t, s in zip(text, surface, strict=True))
        assert contrast(text, surface) >= TEXT
        assert contrast(hint, surface) >= TEXT  # type: ignore[arg-type]
        assert contrast(channels(theme["linkColor"]), surface) >= TEXT


@pytest.mark.parametrize("name", ["light", "dark"])
def test_edges_and_what_is_active_can_be_seen_on_every_surface(name: str) -> None:
    theme = CONFIG["theme"][name]
    for surface in map(channels, surfaces(theme)):
        assert contrast(channels(theme["borderColor"]), surface) >= EDGE
        assert contrast(channels(theme["primaryColor"]), surface) >= EDGE


@pytest.mark.parametrize("name", ["light", "dark"])
def test_white_can_be_read_on_a_main_button(name: str) -> None:
    assert contrast(channels("#ffffff"), channels(CONFIG["theme"][name]["primaryColor"])) >= TEXT


@pytest.mark.parametrize(("ground", "text"), [("#fdf0c4", "#1f2a33"), ("#4d4115", "#f5eedb")])
def test_a_marked_sentence_can_be_read(ground: str, text: str) -> None:
    assert f"{ground}" in STYLE and f"{text}" in STYLE
    assert contrast(channels(ground), channels(text)) >= TEXT


def test_links_are_told_by_more_than_their_colour() -> None:
    assert CONFIG["theme"]["linkUnderline"] is True


def test_nothing_of_the_page_is_sent_or_fetched_elsewhere() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert "://" not in str(CONFIG["theme"])
