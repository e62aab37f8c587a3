"""`uratori data` for the market's series: the real command, a server that speaks FRED's CSV."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.market.stored import closes, fill, held, names, row
from uratori.cli import main
from uratori.data.series import read_series
from uratori.errors import SettingsError
from uratori.lexicon import read_table
from uratori.market.providers import Series
from uratori.market.storage.locked import LOCK
from uratori.market.storage.tables import FILE

START = date(2026, 1, 5)
NOWHERE = "http://127.0.0.1:9"


class Quiet(ThreadingHTTPServer):
    """A server that says nothing of a client that was killed."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class Fred:
    """Serves ``/graph/fredgraph.csv?id=...`` of the series it is given; what it lacks is a 404."""

    def __init__(self) -> None:
        self.series: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.wait = 0.0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                outer.asked.append(name := query["id"][0])
                time.sleep(outer.wait)
                rows = outer.series.get(name)
                lines = [f"observation_date,{name}", *(rows or ())]
                body = "".join(f"{line}\n" for line in lines).encode()
                self.send_response(404 if rows is None else 200)
                self.send_header("Content-Type", "text/csv")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()


def days(count: int, first: float = 6900.0) -> list[str]:
    return [f"{START + timedelta(n)},{first + n:.2f}" for n in range(count)]


@pytest.fixture
def fred() -> Iterator[Fred]:
    server = Fred()
    server.series.update(SP500=days(20), VIXCLS=days(20, 15.0), NIKKEI225=days(20, 50_000.0))
    yield server
    server.http.shutdown()
    server.http.server_close()


def environ(fred: Fred | None) -> dict[str, str]:
    asked = {"URATORI_FRED_URL": fred.address if fred else NOWHERE}
    others = {f"URATORI_{name}_URL": NOWHERE for name in ("BOJ", "FRANKFURTER")}
    return {
        **os.environ, **asked, **others, "URATORI_OFFLINE": "0" if fred else "1",
        "no_proxy": "*", "PYTHONUTF8": "1", "XDG_CONFIG_HOME": NOWHERE,
    }  # fmt: skip


def run(
    data: Path, *arguments: str | Path, fred: Fred | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, which spares a start; its streams are no terminal."""
    given = ["data", *map(str, arguments), "--data", str(data)]
    out, error = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(error),
    ):
        for name, value in environ(fred).items():
            patch.setenv(name, value)
        try:
            status = main(given)
        except SystemExit as left:  # argparse leaves so
            status = int(left.code or 0)
    return subprocess.CompletedProcess(given, status, out.getvalue(), error.getvalue())


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


# --- sync -----------------------------------------------------------------------------------------


def test_a_sync_stores_what_came_and_tells_it(tmp_path: Path, fred: Fred) -> None:
    done = run(tmp_path, "sync", "index:sp500/close", "index:vix/close", fred=fred)
    assert (done.returncode, done.stderr) == (0, "")
    assert lines(done) == [
        "market data: 2 series, 40 rows new, 0 changed, 0 held before",
        "fred 2 series, 40 rows new, 0 changed, 0 held before",
        *(line for line in lines(done) if "it wants a key" in line),
        f"store {tmp_path / FILE}",
    ]
    assert [str(fact.value) for fact in held(tmp_path)[:2]] == ["6900", "6901"]
    fred.series["SP500"][3] = f"{START + timedelta(3)},6999.99"
    again = run(tmp_path, "sync", "index:sp500/close", "--whole", fred=fred)
    assert "fred 1 series, 0 rows new, 1 changed, 19 held before" in lines(again)
    third = run(tmp_path, "sync", "index:sp500/close", "index:vix/close", fred=fred)
    assert "up to date 2 series" in lines(third)
    assert fred.asked == ["SP500", "VIXCLS", "SP500"]


def test_one_failure_stops_nothing_else(tmp_path: Path, fred: Fred) -> None:
    series = ("index:dow/close", "index:none/close", "index:sp500/close")
    done = run(tmp_path, "sync", *series, fred=fred)
    assert done.returncode == 2
    none, dow = done.stderr.splitlines()
    assert none == "uratori: index:none/close: no provider has it"
    assert dow.startswith("uratori: fred: index:dow/close: knows no such series")
    assert len(held(tmp_path)) == 20
    fred.series["NIKKEI225"] = ["<html>sorry</html>"]
    done = run(tmp_path, "sync", "index:nikkei225/close", "index:vix/close", fred=fred)
    (line,) = done.stderr.splitlines()
    assert line.startswith("uratori: fred: index:nikkei225/close: answered in another format: ")
    assert (done.returncode, len(held(tmp_path, "index:vix"))) == (2, 20)


def test_a_dry_run_shows_what_would_be_fetched_and_does_nothing(tmp_path: Path, fred: Fred) -> None:
    data = tmp_path / "none"
    done = run(data, "sync", "index:sp500/close", "--since", "2025-01-01", "--dry-run", fred=fred)
    assert (done.returncode, done.stderr, fred.asked, data.exists()) == (0, "", [], False)
    assert lines(done)[:2] == [
        "would ask for 1 series, 1 request",
        f"fred index:sp500/close {fred.address}/graph/fredgraph.csv?id=SP500&cosd=2025-01-01"
        f"&coed={date.today()}",
    ]
    whole = run(data, "sync", "--dry-run", fred=fred)
    assert lines(whole)[0].endswith("codelist/Edinetcode.zip")
    assert len(lines(whole)) > 40
    assert not data.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sp500"], "sp500: is no series (write it as index:sp500/close)"),
        (["--provider", "nobody"], "--provider: no provider 'nobody' (there are fred, "),
        (["index:sp500/close", "--only", "lists"], "--only lists: takes no series "),
        (["--since", "yesterday"], "argument --since: 'yesterday' is no date; "),
    ],
)
def test_a_wrong_use_of_sync(arguments: list[str], told: str, tmp_path: Path, fred: Fred) -> None:
    done = run(tmp_path, "sync", *arguments, fred=fred)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"uratori: {told}")


def test_offline_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "sync")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "uratori: URATORI_OFFLINE: is set (unset it to fetch anything)\n"


def test_a_progress_bar_on_a_terminal_only(tmp_path: Path, fred: Fred) -> None:
    ours, theirs = pty.openpty()
    command = ["sync", "index:sp500/close", "index:vix/close", "--data", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "uratori", "data", *command],
        stdout=subprocess.PIPE, stderr=theirs, text=True, timeout=120, check=True,
        env={**environ(fred), "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    drawn = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "[....................] 1/2 fred index:sp500/close" in drawn
    assert "[##########..........] 2/2 fred index:vix/close" in drawn
    assert drawn.endswith("\r\x1b[K")
    assert "\r" not in done.stdout


def test_a_killed_sync_keeps_what_was_finished(tmp_path: Path, fred: Fred) -> None:
    fill(tmp_path, *closes(30, "index:own"))
    fred.wait = 0.5
    sync = subprocess.Popen(
        [sys.executable, "-m", "uratori", "data", "sync", "--only", "market", "--provider", "fred",
         "--data", str(tmp_path)],
        stdout=subprocess.DEVNULL, env=environ(fred),
    )  # fmt: skip
    fred.series["DJIA"] = days(20)
    deadline = time.monotonic() + 60
    while len(fred.asked) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    sync.send_signal(signal.SIGKILL)
    sync.wait(60)
    assert len(held(tmp_path, "index:own")) == 30
    assert len(held(tmp_path)) == 20  # the first series of the list
    fred.wait = 0.0
    assert run(tmp_path, "sync", "index:vix/close", fred=fred).returncode == 0
    assert {name for name in names(tmp_path) if name.startswith("market")} == {FILE, LOCK}
    assert len(held(tmp_path)) == len(held(tmp_path, "index:vix")) == 20


def test_the_list_of_a_sync() -> None:
    rows = list(read_table("sync", package="uratori.reference"))
    series = [read_series(row["series"]) for row in rows]
    assert len(set(series)) == len(series) > 40
    assert {row["ask"] for row in rows} == {"first", "every"}


@pytest.mark.parametrize("text", ["index:sp500", "sp500/close", "index:/close", "a:b/c d", ""])
def test_what_is_no_series(text: str) -> None:
    with pytest.raises(SettingsError, match="is no series"):
        read_series(text)
    assert read_series("XTKS:285A/operating_profit") == Series(
        entity="XTKS:285A", metric="operating_profit"
    )


# --- status ---------------------------------------------------------------------------------------


def test_the_status_without_a_store(tmp_path: Path) -> None:
    data = tmp_path / "none"
    done = run(data, "status")
    assert (done.returncode, done.stderr, data.exists()) == (0, "", False)
    assert lines(done)[0] == "lists bundled"
    assert lines(done)[-1] == f"store {data / FILE}: nothing yet (uratori data sync fills it)"


def test_the_status_of_a_store(tmp_path: Path, fred: Fred) -> None:
    run(tmp_path, "sync", "index:sp500/close", "index:vix/close", fred=fred)
    done = run(tmp_path, "status")
    assert done.returncode == 0
    store, rows, synced, provider = lines(done)[-4:]
    assert store.startswith(f"store {tmp_path / FILE} (")
    assert rows == "held 40 rows of 2 series"
    assert synced.startswith("synced 20")
    assert provider.startswith("fred 2 series, asked 20")
    assert provider.endswith(", values until 2026-01-24")


def test_the_status_of_a_damaged_store(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("damage", encoding="utf-8")
    done = run(tmp_path, "status")
    assert done.returncode == 2
    assert lines(done)[-2].startswith(f"store {tmp_path / FILE}: the store was damaged: ")
    aside = f"damaged {tmp_path / FILE}.damaged-1 (safe to remove)"
    assert lines(done)[-1] == aside
    again = run(tmp_path, "status")
    assert (again.returncode, lines(again)[-1]) == (0, aside)


# --- show and import ------------------------------------------------------------------------------


def test_what_is_shown_can_be_imported(tmp_path: Path) -> None:
    rows = [
        *closes(30, "index:own"),
        row(date(2026, 1, 5), "1/3", "index:own"),
        row(
            date(2020, 1, 1),
            "2000",
            "index:own",
            retrieved=date(2026, 11, 21),
            note='revised, "twice"',
        ),
    ]
    fill(tmp_path, *rows)
    first = run(tmp_path, "show", "index:own/close", "--format", "csv", "--all")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("entity,metric,date,value,unit,source,address,definition,")
    path, other = tmp_path / "rows.csv", tmp_path / "other"
    path.write_text(first.stdout, encoding="utf-8")
    done = run(other, "import", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert run(other, "show", "index:own/close", "--format", "csv", "--all").stdout == (
        first.stdout
    )
    assert set(rows) == set(held(other, "index:own"))
    again = lines(run(other, "import", path))
    assert again[0].startswith(f"{path}: 1 series, 0 rows new, 0 changed, ")


def test_show(tmp_path: Path) -> None:
    fill(tmp_path, *closes(30, "index:own"))
    fill(tmp_path, row(date(2020, 1, 2), "7", "index:own", retrieved=date(2026, 11, 21)))
    key = ("show", "index:own/close", "--from", "2020-01-02", "--to", "2020-01-03")
    assert run(tmp_path, *key, "--format", "text").stdout.splitlines() == [
        "date          value  unit    definition  source      retrieved",
        "2020-01-02        7  points  close       FRED SP500  2026-11-21",
        "2020-01-03  1002.25  points  close       FRED SP500  2026-11-20",
    ]
    shown = json.loads(run(tmp_path, *key, "--format", "json", "--all").stdout)
    assert [(fact["date"], fact["value"]) for fact in shown] == [
        ("2020-01-02", "1001.25"), ("2020-01-02", "7"), ("2020-01-03", "1002.25"),
    ]  # fmt: skip
    assert run(tmp_path, *key).stdout.count("\n") == 3  # in a pipe CSV
    assert lines(run(tmp_path, "show")) == ["index:own/close 31 2020-01-01 to 2020-01-30"]
    bundled = run(tmp_path, "show", "index:sp500/close", "--format", "csv").stdout
    assert "6915.61" in bundled


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["index:none/close"], "index:none/close: no row (uratori data show lists what is held, "),
        (["index:sp500/close", "--from", "2100-01-01"], "index:sp500/close: no row (other days "),
        (["sp500"], "sp500: is no series "),
        ([], "{}: holds nothing yet (uratori data sync)"),
    ],
)
def test_there_is_nothing_to_show(arguments: list[str], told: str, tmp_path: Path) -> None:
    done = run(tmp_path, "show", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"uratori: {told.format(tmp_path / FILE)}")


def test_an_import_takes_all_rows_or_none(tmp_path: Path) -> None:
    head = "entity,metric,date,value,unit,source,address,definition\n"
    good = "index:own,close,2026-01-{:02},12.5,points,Desk,https://desk.example,close\n"
    path = tmp_path / "rows.csv"
    path.write_text(head + good.format(5) + good.format(6).replace("12.5", "many"), "utf-8")
    data = tmp_path / "data"
    done = run(data, "import", path)
    assert (done.returncode, done.stdout, data.exists()) == (2, "", False)
    assert done.stderr.startswith(f"uratori: {path}, line 3: value 'many' is no number")
    path.write_text(head + good.format(5) + good.format(6), encoding="utf-8")
    done = run(data, "import", path)
    assert lines(done)[0] == f"{path}: 1 series, 2 rows new, 0 changed, 0 held before"
    assert len(held(data, "index:own")) == 2


# --- check ----------------------------------------------------------------------------------------

TRUE = "日経平均株価の1月23日の終値は5万0018円だった。\n"


def checked(data: Path, text: str, fred: Fred | None, *more: str) -> tuple[list[str], str]:
    done = subprocess.run(
        [sys.executable, "-m", "uratori", "check", "-", "--published", "2026-01-26",
         "--format", "json", "--data", str(data), *more],
        input=text, capture_output=True, encoding="utf-8", timeout=120, check=False,
        env=environ(fred),
    )  # fmt: skip
    found = json.loads(done.stdout)["findings"]
    return [finding["status"] for finding in found], done.stderr


def test_a_check_fetches_once_what_it_lacks(tmp_path: Path, fred: Fred) -> None:
    assert checked(tmp_path, TRUE, fred, "--offline") == (["insufficient"], "")
    assert (fred.asked, tmp_path.exists() and names(tmp_path)) == ([], set())
    assert checked(tmp_path, TRUE, fred) == (["supported"], "")
    assert fred.asked == ["NIKKEI225"]
    assert checked(tmp_path, TRUE, fred) == (["supported"], "")
    assert checked(tmp_path, TRUE, None) == (["supported"], "")
    assert fred.asked == ["NIKKEI225"]


def test_a_full_outage_costs_a_check_one_line(tmp_path: Path, fred: Fred) -> None:
    fred.http.server_close()
    text = (
        "S&P500種株価指数の1月23日の終値は6915.61だった。\n"
        "日経平均株価の1月23日の終値は5万0018円だった。\n"
        "1月23日のVIXの終値は16.09だった。\n"
    )
    without, told = checked(tmp_path, text, None)
    assert told == ""
    assert "supported" in without
    found, told = checked(tmp_path, text, fred)
    (line,) = told.splitlines()
    assert found == without
    assert line.startswith("uratori: market data: fred cannot be reached")
    assert line.endswith("are used (try again later, or check --offline)")


def test_a_damaged_store_costs_a_check_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("damage", encoding="utf-8")
    text = "S&P500種株価指数の1月23日の終値は6915.61だった。\n"
    found, told = checked(tmp_path, text, None)
    assert found == ["supported"]
    (line,) = told.splitlines()
    assert line.startswith(f"uratori: {tmp_path / FILE}: the store was damaged: ")
    assert checked(tmp_path, text, None) == (["supported"], "")
