"""Settings come from one documented file, under the environment, and a wrong one is named."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import ROOT, Settings, get_settings

EXAMPLE = ROOT / "shortfall.example.toml"
File = Callable[[str], Path]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> File:
    """Writes a settings file that is used by name."""

    def write(text: str) -> Path:
        path = tmp_path / "settings.toml"
        path.write_text(text)
        monkeypatch.setenv("SHORTFALL_CONFIG", str(path))
        get_settings.cache_clear()
        return path

    return write


@pytest.fixture(autouse=True)
def _read_again() -> None:
    get_settings.cache_clear()


def test_the_environment_goes_before_the_file(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    file('port = 9001\nkey_rate = "7/minute"\n')
    monkeypatch.setenv("SHORTFALL_PORT", "9002")
    settings = get_settings()
    assert (settings.port, settings.key_rate) == (9002, "7/minute")


def test_folders_count_from_where_the_file_stands(file: File) -> None:
    path = file('index_dir = "here/index"\n')
    assert get_settings().index_dir == path.parent / "here" / "index"


def test_the_example_names_every_setting_with_its_usual_value(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHORTFALL_CONVERSATIONS", raising=False)
    usual = Settings()
    lines = [re.sub(r"^# (?=[a-z_]+ = )", "", line) for line in EXAMPLE.read_text().splitlines()]
    named = [match[1] for line in lines if (match := re.match(r"([a-z_]+) = ", line))]
    assert sorted(named) == sorted(Settings.model_fields)
    folders = {name for name, field in Settings.model_fields.items() if field.annotation is Path}
    path = file("\n".join(line for line in lines if not line.startswith(tuple(f"{name} =" for name in folders))))
    assert get_settings() == usual, path.read_text()
    for name in folders:
        assert f'{name} = "{getattr(usual, name).relative_to(ROOT).as_posix()}"' in lines


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prot = 9000\n", "prot, which is no setting"),
        ("port = \n", "is no TOML"),
        ('port = "many"\n', "SHORTFALL_PORT cannot be used"),
        ("port = 70000\n", "SHORTFALL_PORT cannot be used"),
    ],
)
def test_a_wrong_file_is_told_by_name(file: File, text: str, told: str) -> None:
    file(text)
    with pytest.raises(SettingsError, match=told):
        get_settings()


def test_a_file_that_is_not_there_is_told(file: File) -> None:
    file("").unlink()
    with pytest.raises(SettingsError, match="SHORTFALL_CONFIG"):
        get_settings()


def test_no_value_is_told(file: File) -> None:
    file('port = "hunter2"\n')
    with pytest.raises(SettingsError) as told:
        get_settings()
    assert "hunter2" not in str(told.value)
