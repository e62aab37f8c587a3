"""What the environment may say."""

import sys
from pathlib import Path

import pytest

from uratori.errors import SettingsError
from uratori.settings import Settings, data_folder, provider_address, read_settings


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


def test_a_provider_s_server_is_named_by_the_environment() -> None:
    env = {"URATORI_FRED_API_URL": " http://127.0.0.1:8000 ", "URATORI_BOJ_URL": " "}
    found = [provider_address(name, env) for name in ("fred_api", "boj", "fred")]
    assert found == ["http://127.0.0.1:8000", None, None]
