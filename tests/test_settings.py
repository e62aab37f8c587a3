"""What the environment may say."""

import sys
from pathlib import Path

import pytest

from uratori.errors import SettingsError
from uratori.settings import Settings, data_folder, key_file, provider_key, read_settings


@pytest.mark.parametrize(
    ("environ", "settings"),
    [
        ({}, Settings()),
        ({"URATORI_DEBUG": "1"}, Settings(debug=True)),
        ({"URATORI_DEBUG": "True "}, Settings(debug=True)),
        ({"URATORI_DEBUG": "0"}, Settings()),
        ({"NO_COLOR": "1"}, Settings(no_color=True)),
        ({"NO_COLOR": ""}, Settings()),
        ({"TERM": "dumb"}, Settings(dumb=True)),
        ({"COLUMNS": "72"}, Settings(columns=72)),
        ({"COLUMNS": "0"}, Settings()),
        ({"COLUMNS": "wide"}, Settings()),
        ({"COLUMNS": "9" * 9000}, Settings()),
        ({"URATORI_OFFLINE": "1"}, Settings(offline=True)),
        ({"URATORI_OFFLINE": "0"}, Settings()),
    ],
)
def test_read_settings(environ: dict[str, str], settings: Settings) -> None:
    assert read_settings(environ) == settings


def test_a_wrong_value_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"URATORI_DEBUG": "maybe"})
    assert str(caught.value) == "URATORI_DEBUG: wrong value 'maybe' (use 1 or 0)"


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"URATORI_DATA": "here", "XDG_DATA_HOME": "/x"}, "linux", "here"),
        ({"XDG_DATA_HOME": "/x"}, "linux", "/x/uratori"),
        ({"XDG_DATA_HOME": "relative"}, "linux", "/home/u/.local/share/uratori"),
        ({"URATORI_DATA": ""}, "linux", "/home/u/.local/share/uratori"),
        ({}, "darwin", "/home/u/Library/Application Support/uratori"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/uratori"),
        ({}, "win32", "/home/u/AppData/Local/uratori"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the paths are written as POSIX has them")
def test_the_data_folder(
    environ: dict[str, str], platform: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/u")
    assert data_folder(environ, platform) == Path(expected)


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({}, "linux", "/home/u/.config/uratori/keys.toml"),
        ({"XDG_CONFIG_HOME": "/x"}, "linux", "/x/uratori/keys.toml"),
        ({"XDG_CONFIG_HOME": "x"}, "linux", "/home/u/.config/uratori/keys.toml"),
        ({}, "darwin", "/home/u/Library/Application Support/uratori/keys.toml"),
        ({"APPDATA": "/roaming"}, "win32", "/roaming/uratori/keys.toml"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the paths are written as POSIX has them")
def test_the_file_of_keys(
    environ: dict[str, str], platform: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/u")
    assert key_file(environ, platform) == Path(expected)


@pytest.mark.parametrize(
    ("environ", "held", "key"),
    [
        ({}, None, None),
        ({"FRED_API_KEY": " abc "}, None, "abc"),
        ({"FRED_API_KEY": "abc"}, "FRED_API_KEY = 'other'\n", "abc"),
        ({}, "FRED_API_KEY = 'other'\n", "other"),
        ({"FRED_API_KEY": ""}, "FRED_API_KEY = 'other'\n", "other"),
        ({}, "JQUANTS_API_KEY = 'other'\nFRED_API_KEY = 3\n", None),
    ],
)
def test_a_key(environ: dict[str, str], held: str | None, key: str | None, tmp_path: Path) -> None:
    if held is not None:
        (tmp_path / "uratori").mkdir()
        (tmp_path / "uratori" / "keys.toml").write_text(held, encoding="utf-8")
    given = {**environ, "XDG_CONFIG_HOME": str(tmp_path), "APPDATA": str(tmp_path)}
    assert provider_key("FRED_API_KEY", given) == key


def test_a_damaged_file_of_keys_shows_none(tmp_path: Path) -> None:
    (tmp_path / "uratori").mkdir()
    path = tmp_path / "uratori" / "keys.toml"
    path.write_text("FRED_API_KEY = topsecret\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        provider_key("FRED_API_KEY", {"XDG_CONFIG_HOME": str(tmp_path), "APPDATA": str(tmp_path)})
    assert str(caught.value) == f'{path}: is no TOML (write FRED_API_KEY = "...")'
    assert caught.value.__suppress_context__
