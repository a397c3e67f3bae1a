"""Every picture: a valid chart as wide as its place, words for all of it, and colours that stand out."""

import tomllib
from decimal import Decimal

import pytest

from bot.settings import ROOT
from bot.ui.pictures import picture
from bot.ui.pictures.curve import varied
from bot.ui.pictures.picture import Picture
from bot.ui.pictures.slider import slider
from bot.ui.pictures.statemap import state_map
from bot.ui.pictures.timeline import timeline
from bot.ui.pictures.waterfall import waterfall
from tests.ui.pictures_cases import CASES, STATES


def every(name: str) -> list[Picture]:
    standing = CASES[name]
    found = [waterfall(standing), timeline(standing), state_map(standing, STATES)]
    found += [slider(standing, over, Decimal(100_000)) for over in varied(standing)]
    return [one for one in found if one is not None]


@pytest.mark.parametrize("name", CASES)
def test_every_chart_is_a_valid_spec_that_takes_the_width_it_is_given(name: str) -> None:
    pictures = every(name)
    assert len(pictures) >= 2
    for one in pictures:
        spec = one.chart.to_dict()
        assert spec["width"] == "container"
        assert one.title and one.text.endswith(".") and one.table
        assert "None" not in one.text and "  " not in one.text and ".." not in one.text
        assert len({tuple(row) for row in one.table}) == 1


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_fill_stands_out_on_the_page(theme: str) -> None:
    looks = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    page = looks.get(theme, {}).get("backgroundColor", {"light": "#ffffff", "dark": "#0e1117"}[theme])
    for fill in (picture.ADDS, picture.TAKES_OFF, picture.RESULT, picture.RULE, picture.QUIET):
        assert _contrast(fill, page) >= 3
        assert _contrast(fill, picture.ON_FILL) >= 4.5
