"""The limits of the program, and the only reader of the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from .errors import SettingsError

MAX_ARTICLE_BYTES = 10_000_000
"""Bytes of one article as stored (10 MB); a larger one is refused with an ArticleError."""
DATELINE_LINES = 5
"""Lines from the top of an article in which a line that is only a date is its date."""
TERMINAL_WIDTH = 80
"""Columns of a text report where there is no terminal to ask."""
WIDEST_REPORT = 100
"""Columns; on a wider terminal a report is no easier to read."""
MAX_LIST_BYTES = 20_000_000
"""Bytes of one list of names, packed or unpacked (20 MB); today the larger one has 2 MB."""
MAX_WEIGHTS_BYTES = 20_000_000
"""Bytes of one file of a model (20 MB)."""
FETCH_TIMEOUT = 20.0
"""Seconds that a server may be silent."""
FETCH_DEADLINE = 120.0
"""Seconds in which one file must be there, however slowly it comes."""
FETCH_SECONDS = 30.0
"""Seconds in which an article at an address must be there, redirects and all."""
FETCH_REDIRECTS = 5
"""Redirects that are followed from the address of an article."""
READ_SECONDS = 60.0
"""Seconds in which a PDF or an unusual page must be read."""
READ_BYTES = 2_000_000_000
"""Bytes of memory that reading one may take, where the system can hold a process to it."""
MAX_PAGES = 300
"""Pages of a PDF; a longer one is no article."""

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the environment asks for."""

    debug: bool = False
    """``URATORI_DEBUG=1``: show the trace of an unexpected error."""
    no_color: bool = False
    """``NO_COLOR`` set to anything but the empty string (no-color.org)."""
    dumb: bool = False
    """``TERM=dumb``: the terminal knows no colours."""
    columns: int | None = None
    """``COLUMNS``: the width of text, over what the terminal says."""
    offline: bool = False
    """``URATORI_OFFLINE=1``: no network in this process, whatever an option says."""


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment (or the mapping given); raise SettingsError on a wrong value."""
    env = os.environ if environ is None else environ
    return Settings(
        debug=_switch(env, "URATORI_DEBUG"),
        no_color=bool(env.get("NO_COLOR")),
        dumb=env.get("TERM") == "dumb",
        columns=_columns(env.get("COLUMNS", "")),
        offline=_switch(env, "URATORI_OFFLINE"),
    )


def data_folder(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    r"""Give the folder of what users fetch: ``URATORI_DATA``, else the platform's, plus uratori.

    ~/.local/share/uratori (or below ``XDG_DATA_HOME``), ~/Library/Application Support/uratori,
    %LOCALAPPDATA%\uratori. It need not exist. Raises SettingsError where there is no home folder.
    """
    env = os.environ if environ is None else environ
    if env.get("URATORI_DATA"):
        return Path(env["URATORI_DATA"])
    if platform == "win32":
        base = env.get("LOCALAPPDATA") or "~/AppData/Local"
    elif platform == "darwin":
        base = "~/Library/Application Support"
    else:
        base = _xdg(env, "XDG_DATA_HOME", "~/.local/share")
    folder = _below_home(base)
    if folder is None:
        raise SettingsError("no home folder", where="data folder", todo="set URATORI_DATA")
    return folder


def model_folder(environ: Mapping[str, str] | None = None) -> Path | None:
    """Give the folder of a model that ``URATORI_MODEL`` names; None where it is unset or none."""
    return folder_named((os.environ if environ is None else environ).get("URATORI_MODEL", ""))


def folder_named(word: str) -> Path | None:
    """Give the folder that a word names, without blanks around it; None for none and nothing."""
    name = word.strip()
    return Path(name) if name not in ("", "none") else None


def key_file(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path | None:
    r"""Give the file of the user's keys, ``keys.toml``; None where there is no home folder.

    In ~/.config/uratori (or below ``XDG_CONFIG_HOME``), ~/Library/Application Support/uratori,
    %APPDATA%\uratori. It need not exist. Each line names a key as the environment does:
    ``FRED_API_KEY = "..."``.
    """
    env = os.environ if environ is None else environ
    if platform == "win32":
        base = env.get("APPDATA") or "~/AppData/Roaming"
    elif platform == "darwin":
        base = "~/Library/Application Support"
    else:
        base = _xdg(env, "XDG_CONFIG_HOME", "~/.config")
    folder = _below_home(base)
    return None if folder is None else folder / "keys.toml"


def provider_key(name: str, environ: Mapping[str, str] | None = None) -> str | None:
    """Give a provider's key: the variable of that name, else the line of `key_file`; None if none.

    Raises SettingsError where the file cannot be read, is no TOML, or (on POSIX) where others than
    its owner may read it; the line shows nothing of what it holds.
    """
    env = os.environ if environ is None else environ
    given = env.get(name, "").strip()
    path = None if given else key_file(env)
    if path is None:
        return given or None
    import tomllib  # only where a key is asked for

    try:
        _refuse_shared(path)
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(str(error.strerror), where=str(path), todo=f"or set {name}") from None
    except ValueError:  # its message would quote the line
        raise SettingsError("is no TOML", where=str(path), todo=f'write {name} = "..."') from None
    word = held.get(name)
    return word.strip() or None if isinstance(word, str) else None


def _refuse_shared(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise SettingsError(
            "holds keys and others may read it", where=str(path), todo=f"chmod 600 {path}"
        )


def switched_on(name: str, environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether a switch such as ``URATORI_YAHOO`` is on; SettingsError on a wrong value."""
    return _switch(os.environ if environ is None else environ, name)


def _xdg(env: Mapping[str, str], name: str, default: str) -> str:
    given = env.get(name, "")
    return given if given.startswith("/") else default  # its rule: else ignored


def _below_home(base: str) -> Path | None:
    folder = os.path.expanduser(f"{base}/uratori")  # noqa: PTH111, Path's raises RuntimeError
    return None if folder.startswith("~") else Path(folder)


def _columns(word: str) -> int | None:
    """Read COLUMNS as shells do: what is no positive number counts as not set."""
    return int(word) if word.isdecimal() and 0 < len(word) < 6 and int(word) else None


def _switch(env: Mapping[str, str], name: str) -> bool:
    word = env.get(name, "").strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise SettingsError(f"wrong value {env[name]!r}", where=name, todo="use 1 or 0")


def provider_address(name: str, environ: Mapping[str, str] | None = None) -> str | None:
    """Give the server to ask in place of a provider's own, ``URATORI_FRED_URL``; None if none.

    name: the provider's, ``fred``; for mirrors, servers of one's own (Frankfurter) and tests.
    """
    env = os.environ if environ is None else environ
    return env.get(f"URATORI_{name.upper()}_URL", "").strip() or None
