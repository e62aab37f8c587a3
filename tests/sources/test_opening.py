"""What holds for all sources: flat memory, extras that are missing, ids that stay."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import msgspec
import pyarrow
import pyarrow.parquet
import pytest

from uratori.sources import Item, SourceError, open_sources

TEXT = "日経平均株価は前日比402円高の3万9812円となった。" * 20
MANY = 4_000


def as_jsonl(path: Path) -> None:
    path.write_text(f'{{"text": "{TEXT}"}}\n' * MANY, encoding="utf-8")


def as_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(f'{{"text": "{TEXT}"}}\n'.encode() * MANY))


def as_csv(path: Path) -> None:
    path.write_text("id,text\n" + f"1,{TEXT}\n" * MANY, encoding="cp932")


def as_parquet(path: Path) -> None:
    table = pyarrow.table({"text": [TEXT] * MANY, "id": [str(n) for n in range(MANY)]})
    pyarrow.parquet.write_table(table, path, row_group_size=400)


def as_warc(path: Path) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + TEXT.encode()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    path.write_bytes((head + http + b"\r\n\r\n") * MANY)


LARGE = [
    ("a.jsonl", as_jsonl),
    ("a.jsonl.gz", as_gzip),
    ("a.csv", as_csv),
    ("a.parquet", as_parquet),
    ("a.warc", as_warc),
]


@pytest.mark.parametrize(("name", "made"), LARGE, ids=[name for name, _ in LARGE])
def test_memory_stays_the_same_over_a_large_file(
    tmp_path: Path, name: str, made: Callable[[Path], None]
) -> None:
    path = tmp_path / name
    made(path)
    stream = open_sources([str(path)])
    next(stream)  # what is loaded once
    tracemalloc.start()
    count = sum(isinstance(one, Item) for one in stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == MANY - 1
    assert peak < 2_000_000  # of 7 MB


def test_a_column_of_one_large_row_group_is_not_loaded_whole(tmp_path: Path) -> None:
    texts = [f"{n}{TEXT}{TEXT}" for n in range(MANY)]
    path = tmp_path / "a.parquet"
    table = pyarrow.table({"text": texts})
    pyarrow.parquet.write_table(table, path, compression="none", use_dictionary=False)
    assert path.stat().st_size > 10_000_000
    del table
    base, most = pyarrow.total_allocated_bytes(), 0
    for _ in open_sources([str(path)]):
        most = max(most, pyarrow.total_allocated_bytes() - base)
    assert 0 < most < 4_000_000


@pytest.mark.parametrize(
    ("name", "module", "what"),
    [
        ("a.rss", "feedparser", "a feed needs an extra"),
        ("a.parquet", "pyarrow.parquet", "Parquet needs an extra"),
        ("a.warc", "fastwarc", "WARC needs an extra"),
    ],
)
def test_an_extra_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, what: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"<rss version='2.0'/>")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    error, item = open_sources([str(tmp_path)])
    assert isinstance(error, SourceError)
    assert error.kind == "MissingExtraError"
    assert error.message == f'{tmp_path}/{name}: {what} (pip install "uratori[batch]")'
    assert isinstance(item, Item)


def test_nothing_is_opened_before_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "later.txt"
    stream = open_sources([str(path)])
    path.write_text(TEXT, encoding="utf-8")
    (item,) = stream
    assert isinstance(item, Item)


def test_a_stream_that_is_left_closes_its_file(tmp_path: Path) -> None:
    as_gzip(tmp_path / "a.jsonl.gz")
    stream = open_sources([str(tmp_path)])
    next(stream)
    del stream  # pytest tells a file that is left open


def test_items_and_errors_are_records_that_travel(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{TEXT}", "date": "2026-01-26"}}\n{{', "utf-8")
    for one in open_sources([str(tmp_path)]):
        packed = msgspec.msgpack.encode(one)
        assert msgspec.msgpack.decode(packed, type=type(one)) == one


def test_two_runs_give_the_same(tmp_path: Path) -> None:
    for name, made in LARGE[:2]:
        made(tmp_path / name)
    assert list(open_sources([str(tmp_path)])) == list(open_sources([str(tmp_path)]))
