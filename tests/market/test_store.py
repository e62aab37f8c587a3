"""The store as one DuckDB file: what it keeps, exactly, and who may read and write it when."""

from __future__ import annotations

import os
import pickle
import subprocess
import threading
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from uratori.errors import DataError
from uratori.market.facts import Fact, usable
from uratori.market.storage.draft import Stored, draft
from uratori.market.storage.locked import LOCK, locked
from uratori.market.storage.store import Store
from uratori.market.storage.tables import FILE

from .stored import asked, closes, fill, held, names, python, row

START, END = date(2020, 1, 1), date(2026, 11, 19)


@pytest.mark.parametrize(
    "value",
    ["6915.61", "1/3", "-0.25", "75000000000", "0", "12345678901234567890.123456789", "-7/9"],
)
def test_a_value_comes_back_exactly(value: str, tmp_path: Path) -> None:
    fill(tmp_path, row(START, value))
    assert [fact.value for fact in held(tmp_path)] == [Fraction(value)]


def test_every_field_comes_back(tmp_path: Path) -> None:
    full = Fact(
        entity="XTKS:7203", metric="sales", definition="consolidated", start=date(2025, 4, 1),
        date=date(2025, 12, 31), value=Fraction(10**13), unit="JPY", source="EDINET S100XXXX",
        address="https://edinet.example/文書", retrieved=date(2026, 2, 7), quality="primary",
        note="訂正後; 'quoted'", place=Fraction(10**6), known=date(2026, 2, 6), sha256="cd" * 32,
    )  # fmt: skip
    bare = row(START, "1", start=None, known=None, note="", place=Fraction(0), sha256="")
    fill(tmp_path, full, bare)
    assert held(tmp_path, "XTKS:7203", "sales") == [full]
    assert held(tmp_path) == [bare]


def test_an_unknown_series_and_an_empty_folder_give_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "none")
    assert store.facts("index:sp500", "close") == ()
    assert (store.complete("index:sp500", "close"), store.held(), store.all_fetches()) == (
        None, (), (),
    )  # fmt: skip
    assert not (tmp_path / "none").exists()
    fill(tmp_path, row(START, "1"))
    assert held(tmp_path, "index:dow") == []


def test_rows_come_by_date_whatever_the_order_they_were_stored_in(tmp_path: Path) -> None:
    for day in (5, 2, 9):
        fill(tmp_path, row(date(2026, 1, day), str(day)))
    assert [fact.date.day for fact in held(tmp_path)] == [2, 5, 9]


# --- vintages -------------------------------------------------------------------------------------


def test_a_row_that_is_held_is_not_stored_again(tmp_path: Path) -> None:
    rows = closes(10)
    fill(tmp_path, *rows)
    later = [row(f.date, str(f.value), retrieved=date(2026, 11, 21), sha256="ef") for f in rows]
    with draft(tmp_path) as opened:
        assert opened.put(later) == Stored(same=10)
    assert held(tmp_path) == rows


def test_a_changed_value_is_a_new_row_and_so_is_its_return(tmp_path: Path) -> None:
    values = ["1.0", "1.1", "1.0", "1.0"]
    for day, value in enumerate(values, start=1):
        fill(tmp_path, row(START, value, retrieved=date(2026, 11, day)))
    rows = held(tmp_path)
    assert [(fact.value, fact.retrieved.day) for fact in rows] == [
        (Fraction(1), 1), (Fraction(11, 10), 2), (Fraction(1), 3),
    ]  # fmt: skip
    assert usable(rows) == (rows[2],)


def test_older_vintages_may_come_later(tmp_path: Path) -> None:
    rows = [row(START, str(n), retrieved=date(2026, 11, n)) for n in (1, 2, 3)]
    fill(tmp_path, *reversed(rows))
    fill(tmp_path, *rows)
    fill(tmp_path, row(START, "3", retrieved=date(2026, 11, 9)))
    found = held(tmp_path)
    assert sorted(fact.value for fact in found) == [1, 2, 3]
    assert [fact.value for fact in usable(found)] == [3]


def test_of_two_vintages_of_one_day_the_later_is_the_newest(tmp_path: Path) -> None:
    fill(tmp_path, row(START, "1"))
    fill(tmp_path, row(START, "2"))
    assert [fact.value for fact in usable(held(tmp_path))] == [2]


@pytest.mark.parametrize(
    "other",
    [{"unit": "JPY"}, {"place": Fraction(1)}, {"definition": "open"}, {"source": "Yahoo ^GSPC"},
     {"known": date(2026, 1, 1)}, {"start": date(2019, 12, 1)}],
    ids=lambda other: next(iter(other)),
)  # fmt: skip
def test_what_makes_another_row(other: dict[str, object], tmp_path: Path) -> None:
    first = row(START, "1")
    fill(tmp_path, first, row(START, "1", **other))
    assert len(held(tmp_path)) == 2
    fill(tmp_path, first, row(START, "1", **other))
    assert len(held(tmp_path)) == 2


def test_the_counts_of_a_put(tmp_path: Path) -> None:
    fill(tmp_path, *closes(5))
    with draft(tmp_path) as opened:
        rows = [*closes(7)[3:], row(START, "9"), row(START, "1", "index:dow")]
        assert opened.put(rows) == Stored(new=3, changed=1, same=2)


# --- what was asked for ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "whole"),
    [
        ([], None),
        ([(0, 10, 10, "a")], (0, 9)),
        ([(0, 10, 10, "a"), (8, 20, 12, "a")], (0, 19)),
        ([(0, 10, 10, "a"), (10, 20, 10, "a")], (0, 19)),
        ([(0, 10, 10, "a"), (12, 30, 18, "a")], (12, 29)),  # a hole of two days
        ([(0, 10, 10, "a"), (9, 20, 11, "b")], (9, 19)),  # each provider by itself
        ([(0, 10, 5, "a"), (7, 20, 13, "a")], (7, 19)),  # it lagged: days 5 and 6 never came
        ([(0, 10, 10, "a"), (5, 20, 0, "a")], (0, 9)),  # nothing came
    ],
)
def test_what_is_whole(
    answers: list[tuple[int, int, int, str]], whole: tuple[int, int] | None, tmp_path: Path
) -> None:
    for first, end, count, provider in answers:
        opening = START + timedelta(first)
        ask = asked("index:sp500/close", opening, START + timedelta(end), provider)
        fill(tmp_path, *closes(count, first=opening), asked=(ask,))
    store = Store(tmp_path)
    given = store.whole("index:sp500", "close")
    store.close()
    assert given == (whole and tuple(START + timedelta(n) for n in whole))


def test_what_was_asked_is_told(tmp_path: Path) -> None:
    fill(tmp_path, *closes(3), asked=(asked("index:sp500/close", START, END),))
    fill(tmp_path, *closes(4), asked=(asked("index:sp500/close", START, END, "other"),))
    store = Store(tmp_path)
    first, second = store.fetches("index:sp500", "close")
    (series,) = store.held()
    store.close()
    assert (first.provider, first.start, first.end, first.rows, first.fresh) == (
        "fred", START, END, 3, 3,
    )  # fmt: skip
    assert (first.first, first.last, first.sha256) == (START, date(2020, 1, 3), "ab" * 32)
    assert (second.provider, second.rows, second.fresh) == ("other", 4, 1)
    assert first.at <= second.at
    assert (series.rows, series.first, series.last) == (4, START, date(2020, 1, 4))


# --- readers and writers --------------------------------------------------------------------------

READ = """
import sys; from pathlib import Path; from uratori.market.storage.store import Store
print(len(Store(Path(sys.argv[1])).facts("index:sp500", "close")))
"""
HOLD = """
import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])
from uratori.market.storage.draft import draft
from tests.market.stored import closes
with draft(Path(sys.argv[1])) as opened:
    opened.put(closes(50)); print("put", flush=True); sys.stdin.readline()
"""


def test_a_process_reads_while_another_writes(tmp_path: Path, root: Path) -> None:
    fill(tmp_path, *closes(20))
    writer = python(HOLD, tmp_path, root, stdin=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "put\n"
    assert python(READ, tmp_path).communicate(timeout=60) == ("20\n", "")
    store = Store(tmp_path)
    assert len(store.facts("index:sp500", "close")) == 20
    assert writer.communicate("\n", timeout=60) == ("", "")
    store._series.clear()
    assert len(store.facts("index:sp500", "close")) == 20  # as it was when it was opened
    store.close()
    assert len(store.facts("index:sp500", "close")) == 50
    store.close()


def test_a_second_writer_is_told_who_writes(tmp_path: Path, root: Path) -> None:
    writer = python(HOLD, tmp_path, root, stdin=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    with pytest.raises(DataError) as caught, draft(tmp_path, wait=0.1):
        pass
    told = f"{tmp_path}: the store is being written by process {writer.pid} since 20"
    assert str(caught.value).startswith(told)
    assert str(caught.value).endswith(" (try again when it is done)")
    writer.communicate("\n", timeout=60)
    fill(tmp_path, *closes(60))
    assert len(held(tmp_path)) == 60


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    holding = threading.Event()
    release = threading.Event()

    def hold() -> None:
        with locked(tmp_path, wait=0):
            holding.set()
            release.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait(30)
    threading.Timer(0.2, release.set).start()
    fill(tmp_path, *closes(1))
    thread.join()
    assert len(held(tmp_path)) == 1


def test_what_is_put_before_an_error_is_left_out_and_what_is_published_stays(
    tmp_path: Path,
) -> None:
    with pytest.raises(ZeroDivisionError), draft(tmp_path) as opened:
        opened.put(closes(5))
        opened.publish()
        opened.put(closes(9))
        raise ZeroDivisionError
    assert len(held(tmp_path)) == 5
    assert names(tmp_path) == {FILE, LOCK}


def test_a_draft_that_puts_nothing_writes_nothing(tmp_path: Path) -> None:
    with draft(tmp_path):
        pass
    assert names(tmp_path) == {LOCK}


def test_a_store_pickles_as_its_folder(tmp_path: Path) -> None:
    fill(tmp_path, *closes(3))
    store = Store(tmp_path)
    store.facts("index:sp500", "close")
    again = pickle.loads(pickle.dumps(store))
    assert len(again.facts("index:sp500", "close")) == 3
    store.close()
    again.close()


def test_threads_share_a_store(tmp_path: Path) -> None:
    fill(tmp_path, *(fact for n in range(8) for fact in closes(50, f"index:e{n}")))
    store = Store(tmp_path)
    found: list[int] = []

    def read(number: int) -> None:
        found.extend(len(store.facts(f"index:e{(number + n) % 8}", "close")) for n in range(8))

    threads = [threading.Thread(target=read, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert found == [50] * 64


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_process_reads_too(tmp_path: Path) -> None:
    code = """
import os, sys; from pathlib import Path; from uratori.market.storage.store import Store
store = Store(Path(sys.argv[1])); store.facts("index:sp500", "close")
if not (child := os.fork()):
    os._exit(len(store.facts("index:dow", "close")))
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), len(store.facts("index:dow", "close")))
"""
    fill(tmp_path, *closes(3), *closes(4, "index:dow"))
    assert python(code, tmp_path).communicate(timeout=60) == ("4 4\n", "")


def test_whoever_opens_the_file_finds_a_view_of_all_rows(tmp_path: Path) -> None:
    fill(tmp_path, *closes(2))
    with duckdb.connect(str(tmp_path / FILE), read_only=True) as opened:
        found = opened.execute("SELECT entity, metric, date, value, source FROM facts").fetchall()
    assert found[0] == ("index:sp500", "close", START, "1000.25", "FRED SP500")
    assert len(found) == 2


def test_a_file_that_another_program_holds_is_no_damage(tmp_path: Path) -> None:
    fill(tmp_path, *closes(2))
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"
    )
    other = python(code, tmp_path / FILE, stdin=subprocess.PIPE)
    assert other.stdout is not None
    other.stdout.readline()
    with pytest.raises(DataError, match="cannot be used: another program holds it"):
        held(tmp_path)
    with pytest.raises(DataError, match="cannot be used: another program holds it"):
        fill(tmp_path, *closes(3))
    other.communicate("", timeout=60)
    assert len(held(tmp_path)) == 2
