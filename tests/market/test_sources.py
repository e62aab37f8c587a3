"""What a check is given: the layers together, series fetched once, outages told in one line."""

from __future__ import annotations

import logging
import pickle
import threading
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from uratori import Analyzer
from uratori.market import Fact, FactSource, Layered, bundled_facts, default_source
from uratori.market.facts import rows_on
from uratori.market.providers import Answer, Provider, Series, Wanted
from uratori.market.providers.registry import Registered
from uratori.market.storage.coverage import HISTORY, Fetch, missing
from uratori.market.storage.locked import LOCK, locked
from uratori.market.storage.tables import FILE

from .loopback import Loopback, Server, served
from .stored import asked, at, closes, fill, held, names, row

TODAY = date(2026, 11, 20)
PUBLISHED = date(2026, 1, 26)
CLOSES = [(date(2026, 1, 1) + timedelta(n), f"{900 + n}.5") for n in range(300)]
TRUE = "日経平均株価の1月23日の終値は922.50円だった。"


@pytest.fixture
def server() -> Iterator[Server]:
    with served(sp500=CLOSES, nikkei225=CLOSES, dow=CLOSES) as opened:
        yield opened


def layered(folder: Path | None, *providers: Provider, today: date = TODAY) -> Layered:
    found = Registered(providers=providers, faults=())
    return Layered(folder, providers=lambda: found, today=lambda: today)


def values(source: FactSource, entity: str, day: date) -> list[Fraction]:
    return [fact.value for fact in rows_on(source, entity, "close", day)]


# --- the layers -----------------------------------------------------------------------------------


def test_without_a_store_the_bundled_facts_are_given(tmp_path: Path) -> None:
    source = Layered(tmp_path / "none").until(PUBLISHED)
    bundled = bundled_facts()
    for entity, metric in (("index:sp500", "close"), ("bank:fed", "policy_rate_upper")):
        assert source.facts(entity, metric) == bundled.facts(entity, metric)
        assert source.complete(entity, metric) == bundled.complete(entity, metric)
    assert source.facts("index:none", "close") == ()
    assert not (tmp_path / "none").exists()


def test_the_store_and_the_bundled_facts_are_given_together(tmp_path: Path) -> None:
    fill(tmp_path, *closes(5, first=date(2026, 1, 21)), row(date(2026, 1, 1), "3", "index:own"))
    layers = Layered(tmp_path)
    source = layers.until(PUBLISHED)
    found = source.facts("index:sp500", "close")
    bundled = bundled_facts().facts("index:sp500", "close")
    assert len(found) == len(bundled) + 5
    assert [fact.date for fact in found] == sorted(fact.date for fact in found)
    assert len(source.facts("index:own", "close")) == 1
    layers.close()


def test_what_another_process_stores_is_seen_by_the_next_article(tmp_path: Path) -> None:
    layers = Layered(tmp_path)
    assert layers.until(PUBLISHED).facts("index:own", "close") == ()
    fill(tmp_path, row(date(2026, 1, 1), "3", "index:own"))
    assert len(layers.until(PUBLISHED).facts("index:own", "close")) == 1
    fill(tmp_path, row(date(2026, 1, 2), "4", "index:own"))
    assert len(layers.until(PUBLISHED).facts("index:own", "close")) == 2
    layers.close()


def test_a_damaged_store_is_told_once_and_the_bundled_facts_are_used(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("damage", encoding="utf-8")
    layers = Layered(tmp_path)
    for _ in range(3):
        assert values(layers.until(PUBLISHED), "index:sp500", date(2026, 1, 23)) == [
            Fraction("6915.61")
        ]
    (line,) = layers.take_lines()
    assert line.startswith(f"{tmp_path / FILE}: the store was damaged: ")
    assert line.endswith("; the bundled facts are used")
    assert layers.take_lines() == []
    assert names(tmp_path) == {LOCK, f"{FILE}.damaged-1"}


def test_a_daily_rate_makes_no_list_of_decisions(tmp_path: Path) -> None:
    promised = bundled_facts().complete("bank:fed", "policy_rate_upper")
    assert promised is not None
    days = [promised[1] + timedelta(n) for n in range(-30, 60)]
    for bank in ("bank:fed", "bank:ecb"):
        rows = [row(day, "3.75", bank, metric="policy_rate_upper") for day in days]
        fill(tmp_path, *rows, asked=(asked(f"{bank}/policy_rate_upper", days[0], TODAY),))
    layers = Layered(tmp_path)
    assert layers.until(None).complete("bank:fed", "policy_rate_upper") == promised
    assert layers.until(None).complete("bank:ecb", "policy_rate_upper") is None
    layers.close()


# --- on demand ------------------------------------------------------------------------------------


def test_a_series_is_fetched_once_stored_and_given(tmp_path: Path, server: Server) -> None:
    layers = layered(tmp_path, Loopback(server.address, "nikkei225"))
    for day in (PUBLISHED, date(2026, 2, 3), date(2010, 2, 3)):
        assert values(layers.until(day), "index:nikkei225", date(2026, 1, 23)) == [
            Fraction("922.5")
        ]
    assert server.asked == [f"/nikkei225?{HISTORY},{TODAY}"]
    assert len(held(tmp_path, "index:nikkei225")) == 300
    again = layered(tmp_path, Loopback(server.address, "nikkei225"))
    assert len(again.until(PUBLISHED).facts("index:nikkei225", "close")) == 300
    assert len(server.asked) == 1
    layers.close()
    again.close()


def test_what_is_held_is_only_brought_up_to_date(tmp_path: Path, server: Server) -> None:
    early = layered(tmp_path, Loopback(server.address, "dow"), today=date(2026, 3, 2))
    early.until(None).facts("index:dow", "close")
    early.close()
    late = layered(tmp_path, Loopback(server.address, "dow"))
    assert len(late.until(date(2026, 2, 1)).facts("index:dow", "close")) == 61
    assert len(server.asked) == 1  # the article is older than what is held
    late.close()
    new_year = date(2100, 1, 1)  # asked on a later day than the real one, of which the store knows
    later = layered(tmp_path, Loopback(server.address, "dow"), today=new_year)
    assert len(later.until(date(2026, 10, 1)).facts("index:dow", "close")) == 300
    assert server.asked[1:] == ["/dow?2026-02-16,2100-01-01"]
    later.close()


def test_the_first_provider_that_has_it_is_asked(tmp_path: Path, server: Server) -> None:
    first = Loopback(server.address, "gone", "dow", name="first")
    second = Loopback(server.address, "gone", "dow", name="second")
    server.rows["gone"] = []
    layers = layered(tmp_path, first, second)
    source = layers.until(PUBLISHED)
    assert {fact.source for fact in source.facts("index:dow", "close")} == {"First index:dow"}
    assert source.facts("index:gone", "close") == ()  # empty at the first: the second is asked
    assert source.facts("index:other", "close") == ()
    assert [path.partition("?")[0] for path in server.asked] == ["/dow", "/gone", "/gone"]
    assert layers.take_lines() == []
    layers.close()


def test_every_fixing_of_a_currency_is_asked_for(tmp_path: Path, server: Server) -> None:
    server.rows["USDJPY"] = CLOSES
    both = [Loopback(server.address, "USDJPY", name=name) for name in ("first", "second")]
    layers = layered(tmp_path, *both)
    found = layers.until(PUBLISHED).facts("fx:USDJPY", "close")
    assert {fact.source for fact in found} == {"First fx:USDJPY", "Second fx:USDJPY"}
    layers.close()


def test_what_the_providers_lack_is_told(server: Server) -> None:
    found = Registered(providers=(Loopback(server.address, "dow"),), faults=("provider x: broken",))
    layers = Layered(None, providers=lambda: found)
    assert layers.take_lines() == []
    for entity in ("index:dow", "index:nikkei225"):
        layers.until(PUBLISHED).facts(entity, "close")
    assert layers.take_lines() == ["provider x: broken"]


def test_what_the_bundled_facts_cover_is_not_asked_for(server: Server) -> None:
    class Rates(Loopback):
        def offers(self, series: Series) -> bool:
            return series.metric == "policy_rate_upper"

    layers = layered(None, Rates(server.address, "fed"))
    layers.until(PUBLISHED).facts("bank:fed", "policy_rate_upper")
    assert server.asked == []
    layered(None, Rates(server.address, "fed")).facts("bank:fed", "policy_rate_upper")
    assert len(server.asked) == 1


def test_the_prices_of_a_session_are_asked_for_together(server: Server) -> None:
    class Bars(Loopback):
        wanted: tuple[Wanted, ...] = ()

        def offers(self, series: Series) -> bool:
            return series.metric in ("close", "high", "low")

        def requests(self, wanted: Wanted) -> tuple[str, ...]:
            Bars.wanted = (*Bars.wanted, wanted)
            return super().requests(wanted)

    source = layered(None, Bars(server.address, "dow")).until(PUBLISHED)
    source.facts("index:dow", "high")
    source.facts("index:dow", "close")
    source.facts("index:dow", "low")
    assert len(server.asked) == 3  # one answer, of three series
    assert {series.metric for series in Bars.wanted[0].series} == {"close", "high", "low"}


@pytest.mark.parametrize(("years_a_request", "since"), [(2, HISTORY), (1, 2016), (0.1, 2024)])
def test_a_long_history_that_takes_many_requests_is_cut(
    years_a_request: float, since: date | int, server: Server
) -> None:
    class Yearly(Loopback):
        def requests(self, wanted: Wanted) -> tuple[str, ...]:
            years = wanted.end.year - wanted.start.year + 1
            return super().requests(wanted) * max(1, int(years / years_a_request))

        def fetch(self, wanted: Wanted) -> Answer:
            spans.append(wanted.start)
            return Answer()

    spans: list[date] = []
    layered(None, Yearly(server.address, "dow")).until(PUBLISHED).facts("index:dow", "close")
    (start,) = spans
    assert start == since if isinstance(since, date) else start.year == since


def test_without_a_folder_or_with_a_busy_one_what_came_is_used(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uratori.market.sources.STORE_WAIT", 0.05)
    layers = layered(tmp_path, Loopback(server.address, "dow", "nikkei225"))
    with locked(tmp_path, wait=0):
        source = layers.until(PUBLISHED)
        assert len(source.facts("index:dow", "close")) == 300
        assert len(source.facts("index:nikkei225", "close")) == 300
    (line,) = layers.take_lines()
    assert "the store is being written by process" in line
    assert line.endswith("; what was fetched is used and not kept")
    assert names(tmp_path) == {LOCK}
    assert len(layered(None, Loopback(server.address, "dow")).facts("index:dow", "close")) == 300


def test_threads_fetch_a_series_once(tmp_path: Path, server: Server) -> None:
    layers = layered(tmp_path, Loopback(server.address, "dow"))
    found: list[int] = []

    def read() -> None:
        found.append(len(layers.until(PUBLISHED).facts("index:dow", "close")))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    layers.close()
    assert (found, len(server.asked)) == ([300] * 8, 1)


# --- faults ---------------------------------------------------------------------------------------


def outage(*providers: Provider) -> tuple[Sequence[Fact], list[str], Layered]:
    layers = layered(None, *providers)
    source = layers.until(PUBLISHED)
    for entity in ("index:nikkei225", "index:dow", "index:vix"):
        assert source.facts(entity, "close") == bundled_facts().facts(entity, "close")
    return source.facts("index:sp500", "close"), layers.take_lines(), layers


def test_a_full_outage_is_one_line_and_the_bundled_facts(server: Server) -> None:
    server.status = 503
    every = ("sp500", "nikkei225", "dow", "vix")
    providers = [Loopback(server.address, *every, name=name) for name in ("a", "b")]
    found, lines, layers = outage(*providers, Loopback("http://127.0.0.1:9", *every, name="c"))
    assert found == bundled_facts().facts("index:sp500", "close")
    assert lines == [
        "market data: a cannot be reached: status 503; b cannot be reached: status 503; c cannot be"
        " reached: no connection; 1 series not looked up, the store and the bundled facts are used"
        " (try again later, or check --offline)"
    ]
    assert len(server.asked) == 2  # each once, then no more
    layers.until(PUBLISHED).facts("index:topix", "close")
    assert layers.take_lines() == []


def test_one_provider_s_outage_is_told_too(server: Server) -> None:
    down = Loopback("http://127.0.0.1:9", "dow", name="down")
    layers = layered(None, down, Loopback(server.address, "dow", name="up"))
    assert len(layers.until(PUBLISHED).facts("index:dow", "close")) == 300
    assert layers.take_lines() == []  # another gave it


def test_a_provider_that_breaks_the_protocol_is_a_gap() -> None:
    class Broken(Loopback):
        def fetch(self, wanted: Wanted) -> Answer:
            raise KeyError("secret")

    _, (line,), _ = outage(Broken("http://127.0.0.1:9", "sp500"))
    assert line.startswith("market data: loop answered in another format: unexpected error: KeyErr")
    assert "secret" not in line


def test_offline_asks_nobody(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = Loopback(server.address, "dow")
    found = Registered(providers=(provider,))
    monkeypatch.setattr("uratori.market.sources.found_providers", lambda folder: found)
    monkeypatch.setenv("URATORI_OFFLINE", "1")
    assert default_source(tmp_path).facts("index:dow", "close") == ()
    monkeypatch.setenv("URATORI_OFFLINE", "0")
    assert default_source(tmp_path, offline=True).facts("index:dow", "close") == ()
    assert server.asked == []


# --- what is missing ------------------------------------------------------------------------------

D = date.fromisoformat


def answered(
    start: str, end: str, last: str | None, when: str = "2026-11-01", provider: str = "a"
) -> Fetch:
    return Fetch(
        provider=provider, entity="index:dow", metric="close", start=D(start), end=D(end),
        at=at(when), first=D(start) if last else None, last=D(last) if last else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fetches", "day", "span"),
    [
        ([], "2026-01-26", ("2000-01-01", "2026-11-20")),
        ([answered("2000-01-01", "2026-11-01", "2026-10-31")], "2026-01-26", None),
        ([answered("2000-01-01", "2026-11-01", "2026-10-31")], "2026-11-02", None),
        (
            [answered("2000-01-01", "2026-11-01", "2026-10-31")],
            "2026-11-20",
            ("2026-10-17", "2026-11-20"),
        ),
        (  # a provider that lags: from what came, not from what was asked
            [answered("2000-01-01", "2026-11-01", "2026-08-31")],
            "2026-11-20",
            ("2026-08-17", "2026-11-20"),
        ),
        ([answered("2000-01-01", "2026-11-19", "2026-11-10", "2026-11-20")], "2026-11-21", None),
        (
            [answered("2015-01-01", "2026-11-01", "2026-10-31")],
            "2026-01-26",
            ("2000-01-01", "2026-11-20"),
        ),
        (
            [
                answered("2000-01-01", "2026-03-01", "2026-02-27"),
                answered("2026-02-13", "2026-11-01", "2026-10-30"),
            ],
            "2026-10-20",
            None,
        ),
        (  # a hole between
            [
                answered("2000-01-01", "2026-03-01", "2026-02-27"),
                answered("2026-06-01", "2026-11-01", "2026-10-30"),
            ],
            "2026-10-20",
            ("2026-02-13", "2026-11-20"),
        ),
    ],
)
def test_missing(fetches: list[Fetch], day: str, span: tuple[str, str] | None) -> None:
    found = missing(fetches, D(day), since=date(2000, 1, 1), today=TODAY)
    assert found == (span and (D(span[0]), D(span[1])))


# --- a check --------------------------------------------------------------------------------------


def test_a_check_uses_the_store_of_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("URATORI_DATA", str(tmp_path))
    analyzer = pickle.loads(pickle.dumps(Analyzer()))
    (before,) = analyzer.check(TRUE, published=PUBLISHED).findings
    assert before.status == "insufficient"
    fill(tmp_path, row(date(2026, 1, 23), "922.50", "index:nikkei225"))
    (after,) = analyzer.check(TRUE, published=PUBLISHED).findings
    assert after.status == "supported"
    assert [item.source for item in after.evidence] == ["FRED SP500"]
    default_source().close()
    assert pickle.dumps(analyzer) == pickle.dumps(Analyzer())


def test_a_library_user_is_told_by_the_logger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("URATORI_DATA", str(tmp_path))
    (tmp_path / FILE).write_text("damage", encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="uratori"):
        for _ in range(2):
            Analyzer().check(TRUE, published=PUBLISHED)
    (record,) = caplog.records
    assert record.getMessage().startswith(f"uratori: {tmp_path / FILE}: the store was damaged: ")
