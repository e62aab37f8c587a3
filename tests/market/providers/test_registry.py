"""Which providers there are, in which order, with which keys; and that nothing shows a key."""

import pickle
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from uratori.market.providers import Series, Wanted
from uratori.market.providers.registry import GROUP, OWN, Registered, providers, registered

from .servers import Reply, Request, serving

SECRETS = {
    "FRED_API_KEY": "f" * 31 + "7",
    "JQUANTS_API_KEY": "jq-s3cret-key",
    "EDINET_API_KEY": "ed-s3cret-key",
}
DAY = date(2026, 11, 18)


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment without a key and with a folder of settings of its own."""
    return {"XDG_CONFIG_HOME": str(tmp_path), "APPDATA": str(tmp_path), "HOME": str(tmp_path)}


def names(found: Registered) -> list[str]:
    return [provider.name for provider in found.providers]


def test_keyless_ones_come_first_and_yahoo_is_left_out(home: dict[str, str]) -> None:
    found = registered(home)
    assert names(found) == ["fred", "frankfurter", "boj", "fred_api", "jquants", "edinet"]
    assert found.faults == ()
    assert providers(home) is not None


def test_yahoo_is_asked_last_where_it_is_switched_on(home: dict[str, str]) -> None:
    assert names(registered(home | {"URATORI_YAHOO": "1"}))[-1] == "yahoo"


def test_a_wrong_value_of_the_switch_is_told(home: dict[str, str]) -> None:
    found = registered(home | {"URATORI_YAHOO": "maybe"})
    assert found.faults == ("URATORI_YAHOO: wrong value 'maybe' (use 1 or 0)",)
    assert len(found.providers) == 6


def test_the_project_registers_its_own(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][GROUP] == OWN


def test_every_name_is_the_provider_s_own(home: dict[str, str]) -> None:
    found = registered(home | {"URATORI_YAHOO": "1"})
    assert sorted(names(found)) == sorted(OWN)


# --- keys --------------------------------------------------------------------------------------


def keyed(found: Registered) -> dict[str, bool]:
    """Tell of each provider with a key whether it asks, or says that it has none."""
    series = {
        "fred_api": Series(entity="index:sp500", metric="close"),
        "jquants": Series(entity="XTKS:7203", metric="close"),
        "edinet": Series(entity="XTKS:7203", metric="sales"),
    }
    held = {}
    for provider in found.providers:
        if provider.name in series:
            wanted = Wanted(series=(series[provider.name],), start=DAY, end=DAY)
            held[provider.name] = all(gap.reason != "no_key" for gap in provider.fetch(wanted).gaps)
    return held


def offline(environ: dict[str, str]) -> Registered:
    return registered(environ, offline=True, today=lambda: DAY)


def test_keys_from_the_environment(home: dict[str, str]) -> None:
    one = {"JQUANTS_API_KEY": SECRETS["JQUANTS_API_KEY"]}
    assert keyed(offline(home | one)) == {"fred_api": False, "jquants": True, "edinet": False}


def keys_file(home: dict[str, str], text: str, mode: int = 0o600) -> Path:
    path = Path(home["XDG_CONFIG_HOME"]) / "uratori" / "keys.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="the paths are those of POSIX")
def test_keys_from_the_file(home: dict[str, str]) -> None:
    keys_file(home, "".join(f'{name} = "{word}"\n' for name, word in SECRETS.items()))
    assert keyed(offline(home)) == {"fred_api": True, "jquants": True, "edinet": True}


@pytest.mark.skipif(sys.platform != "linux", reason="the paths are those of Linux")
def test_a_file_that_others_may_read_is_told_once_and_not_used(home: dict[str, str]) -> None:
    path = keys_file(home, 'EDINET_API_KEY = "ed-s3cret-key"\n', 0o644)
    found = offline(home)
    assert found.faults == (f"{path}: holds keys and others may read it (chmod 600 {path})",)
    assert keyed(found) == {"fred_api": False, "jquants": False, "edinet": False}
    assert len(found.providers) == 6


@pytest.mark.parametrize("name", sorted(set(OWN) - {"yahoo"}))
def test_nothing_of_a_provider_shows_its_key(
    home: dict[str, str], name: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level("DEBUG")
    series = tuple(
        Series(entity=entity, metric=metric)
        for entity, metric in (
            ("XTKS:7203", "close"), ("XTKS:7203", "sales"), ("index:sp500", "close"),
            ("fx:USDJPY", "close"),
        )
    )  # fmt: skip
    asked: list[Request] = []

    def broken(request: Request) -> Reply:
        asked.append(request)
        return Reply(b'{"message": "no"}', "application/json", 403)

    with serving(broken) as server:
        environ = home | SECRETS | {f"URATORI_{name.upper()}_URL": server.address}
        (one,) = (
            provider
            for provider in registered(environ, cache=tmp_path / "cache").providers
            if provider.name == name
        )
        wanted = Wanted(series=series, start=date(2026, 6, 29), end=DAY)
        shown = [repr(one), repr(vars(one)), repr(one.requests(wanted)), repr(one.fetch(wanted))]
    assert asked
    for inner in vars(one).values():
        shown.append(repr(getattr(inner, "__dict__", inner)))
    shown += [caplog.text, repr([record.__dict__ for record in caplog.records])]
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    key = getattr(getattr(one, "_client", None), "key", None)
    for secret in SECRETS.values():
        assert secret not in "".join(shown)
        assert secret.encode() not in files
        assert secret.encode() not in pickle.dumps(key)


# --- those of others ---------------------------------------------------------------------------

FOREIGN = """
from uratori.market.providers import Answer

class Prices:
    name = "prices"
    key = None

    def __init__(self, *, base_url, secret, cache, offline, today):
        self.given = (base_url, secret, offline)

    def offers(self, series):
        return True

    def requests(self, wanted):
        return ("https://prices.example.org/",)

    def fetch(self, wanted):
        return Answer()

class Keyed(Prices):
    name = "keyed"
    key = "FOREIGN_KEY"

class Raising(Prices):
    name = "raising"

    def offers(self, series):
        raise KeyError("s3cret")

    requests = fetch = offers

class Bare:
    def __init__(self, **given):
        pass

def failing(**given):
    raise RuntimeError("no such file\\nand more")

NUMBER = 3
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that is installed; write its entry points with `points`."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "foreign_prices.py").write_text(FOREIGN, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "foreign_prices", raising=False)
    return site


def points(site: Path, **named: str) -> None:
    info = site / "foreign_prices-1.0.dist-info"
    info.mkdir()
    head = "Metadata-Version: 2.1\nName: foreign-prices\nVersion: 1.0\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    rows = "".join(f"{name} = foreign_prices:{target}\n" for name, target in named.items())
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{rows}", encoding="utf-8")


def test_a_provider_of_others_takes_its_place(home: dict[str, str], package: Path) -> None:
    points(package, prices="Prices", keyed="Keyed")
    environ = home | {"FOREIGN_KEY": "k", "URATORI_PRICES_URL": "http://127.0.0.1:9/"}
    found = registered(environ)
    assert names(found) == [
        "fred", "frankfurter", "boj", "prices", "fred_api", "jquants", "edinet", "keyed",
    ]  # fmt: skip
    assert found.faults == ()


BROKEN = [
    ("gone", "Nothing", "AttributeError: module 'foreign_prices' has no attribute 'Nothing'"),
    ("failing", "failing", "RuntimeError: no such file"),
    ("bare", "Bare", "TypeError: it has no name"),
    ("number", "NUMBER", "TypeError: no class and no function"),
]


@pytest.mark.parametrize(("name", "target", "told"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_entry_point_is_told_and_left_out(
    home: dict[str, str], package: Path, name: str, target: str, told: str
) -> None:
    points(package, **{name: target})
    found = registered(home)
    assert len(found.providers) == 6
    assert found.faults == (f"provider {name} cannot be used: {told}",)


def test_a_name_of_ours_stays_ours(home: dict[str, str], package: Path) -> None:
    points(package, fred="Prices")
    found = registered(home)
    assert names(found).count("fred") == 1
    assert found.faults == ("provider fred (foreign-prices): the name is taken",)


def test_a_provider_of_others_that_raises_is_a_gap(home: dict[str, str], package: Path) -> None:
    points(package, raising="Raising")
    (one,) = (provider for provider in registered(home).providers if provider.name == "raising")
    series = Series(entity="index:sp500", metric="close")
    wanted = Wanted(series=(series,), start=DAY, end=DAY)
    assert (one.offers(series), one.requests(wanted)) == (False, ())
    (gap,) = one.fetch(wanted).gaps
    assert (gap.reason, gap.detail) == ("malformed", "its adapter fails (KeyError)")
