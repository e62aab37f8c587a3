"""WARC archives, plain and packed, with records that are damaged."""

from __future__ import annotations

import gzip
from pathlib import Path
from time import monotonic

import pytest

from uratori.sources import Given, Item, PassedOver, SourceError, open_sources

PAGE = "<html><body><p>日経平均は402円高。</p></body></html>"


def record(
    address: str, block: bytes, kind: str = "response", content_type: str = "application/http"
) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2026-01-26T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def http(body: bytes, kind: str = "text/html", status: str = "200 OK", *more: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *more, "", ""]
    return "\r\n".join(lines).encode() + body


RECORDS = {
    "page": record("https://x.example/page", http(
        PAGE.encode("cp932"), "text/html; charset=Shift_JIS")),
    "gzip": record("https://x.example/gzip", http(
        gzip.compress(PAGE.encode()), "text/html", "200 OK", "Content-Encoding: gzip")),
    "chunks": record("https://x.example/chunks", http(
        b"6\r\n<html>\r\n1\r\n!\r\n0\r\n\r\n", "text/html", "200 OK",
        "Transfer-Encoding: chunked")),
    "text": record("<https://x.example/text>", http("円は154円。".encode("euc_jp"),
                                                    "text/plain; charset=EUC-JP")),
    "pdf": record("https://x.example/pdf", http(b"%PDF-1.7", "application/pdf")),
    "odd": record("https://x.example/odd", http(PAGE.encode(), "application/octet-stream")),
    "resource": record("https://x.example/resource", PAGE.encode(), "resource", "text/html"),
    "wet": record("https://x.example/wet", "円安".encode(), "conversion", "text/plain"),
}  # fmt: skip
OTHERS = {
    "missing": record("https://x.example/404", http(b"x", "text/html", "404 Not Found")),
    "image": record("https://x.example/i", http(b"\x89PNG", "image/png")),
    "json": record("https://x.example/j", http(b"{}", "application/json")),
    "request": record("https://x.example/page", b"GET / HTTP/1.1\r\n\r\n", "request"),
    "info": record("x", b"software: x\r\n", "warcinfo", "application/warc-fields"),
}
BAD = {
    "bad gzip": (
        record("https://x.example/b", http(
            b"xxxx", "text/html", "200 OK", "Content-Encoding: gzip")),
        "https://x.example/b: the answer is damaged: ",
    ),
    "bomb": (
        record("https://x.example/b", http(
            gzip.compress(b"0" * 50_000_000), "text/html", "200 OK", "Content-Encoding: gzip")),
        "https://x.example/b: more than 10 MB (split the article)",
    ),
    "empty": (
        record("https://x.example/b", http(b"")),
        "https://x.example/b: the article is empty (give a text)",
    ),
    "no text": (
        record("https://x.example/b", http(b"\x89PNG\r\n\0", "text/plain; charset=utf-8")),
        "https://x.example/b: is a PNG image, not plain text",
    ),
    "long": (
        record("https://x.example/b", http(b"x" * 20_100_000)),
        "https://x.example/b: more than 20 MB (leave it out)",
    ),
}  # fmt: skip


def given(path: Path, data: bytes) -> list[Given]:
    path.write_bytes(data)
    return list(open_sources([str(path)]))


def packed(records: list[bytes], gz: bool) -> bytes:
    return b"".join(gzip.compress(one) if gz else one for one in records)


@pytest.mark.parametrize("gz", [False, True])
def test_what_an_archive_holds(tmp_path: Path, gz: bool) -> None:
    data = packed([*OTHERS.values(), *RECORDS.values()], gz)
    *items, passed = given(tmp_path / ("a.warc.gz" if gz else "a.warc"), data)
    assert [
        (one.id.rpartition("/")[2], one.media, one.charset, one.body)
        for one in items
        if isinstance(one, Item)
    ] == [
        ("page", "html", "Shift_JIS", PAGE.encode("cp932")),
        ("gzip", "html", None, PAGE.encode()),
        ("chunks", "html", None, b"<html>!"),
        ("text", "text", None, "円は154円。".encode()),
        ("pdf", "pdf", None, b"%PDF-1.7"),
        ("odd", "html", None, PAGE.encode()),
        ("resource", "html", None, PAGE.encode()),
        ("wet", "text", None, "円安".encode()),
    ]
    assert {one.published for one in items if isinstance(one, Item)} == {None}
    assert all(one.address == one.id == one.source for one in items if isinstance(one, Item))
    assert passed == PassedOver(
        source=str(tmp_path / ("a.warc.gz" if gz else "a.warc")),
        count=3,
        kinds="status 404 1, image/png 1, application/json 1",
    )


@pytest.mark.parametrize("gz", [False, True])
@pytest.mark.parametrize(("block", "what"), BAD.values(), ids=BAD)
def test_a_damaged_answer_costs_itself_only(
    tmp_path: Path, gz: bool, block: bytes, what: str
) -> None:
    data = packed([RECORDS["page"], block, RECORDS["text"]], gz)
    first, error, last = given(tmp_path / "a.warc", data)
    assert isinstance(error, SourceError)
    assert error.message.startswith(what)
    assert error.id == "https://x.example/b"
    assert [one.id for one in (first, last) if isinstance(one, Item)] == [
        "https://x.example/page",
        "https://x.example/text",
    ]


def broken(data: bytes, at: int) -> bytes:
    return data[:at] + bytes((data[at] ^ 0xFF,)) + data[at + 1 :]


PAGE_GZ = gzip.compress(RECORDS["page"])
TEXT_GZ = gzip.compress(RECORDS["text"])
STRETCHES = [
    RECORDS["page"] + b"GARBAGE\r\n\r\nmore\r\n" + RECORDS["text"],
    RECORDS["page"] + RECORDS["gzip"][:60] + b"\r\n" + RECORDS["text"],
    PAGE_GZ + broken(PAGE_GZ, 40) + TEXT_GZ,
    PAGE_GZ + PAGE_GZ[: len(PAGE_GZ) // 2] + TEXT_GZ,
    PAGE_GZ + b"garbage between" + TEXT_GZ,
    PAGE_GZ + broken(PAGE_GZ, 1) + broken(PAGE_GZ, 50) + TEXT_GZ,
]


@pytest.mark.parametrize("data", STRETCHES)
def test_what_comes_after_a_damaged_stretch_is_read(tmp_path: Path, data: bytes) -> None:
    found = given(tmp_path / "a.warc.gz", data)
    assert [one.id for one in found if isinstance(one, Item)] == [
        "https://x.example/page",
        "https://x.example/text",
    ]
    (error,) = (one for one in found if isinstance(one, SourceError))
    assert "records that cannot be read" in error.message


def test_a_length_that_is_wrong_costs_its_record(tmp_path: Path) -> None:
    wrong = RECORDS["page"].replace(b"Content-Length: ", b"Content-Length: 9")
    error, item = given(tmp_path / "a.warc", wrong + RECORDS["text"])
    assert isinstance(error, SourceError)
    assert "a record that is cut off" in error.message
    assert isinstance(item, Item)
    assert item.id == "https://x.example/text"


@pytest.mark.parametrize("unit", [b"WARC/1.", b"WARC/1.1\r\n", PAGE_GZ[:12]])
def test_an_archive_of_nothing_but_beginnings_is_given_up(tmp_path: Path, unit: bytes) -> None:
    begun = monotonic()
    found = given(tmp_path / "a.warc", unit * 200_000)
    assert [type(one) for one in found] == [SourceError]
    assert monotonic() - begun < 10


@pytest.mark.parametrize("data", [b"", b"no archive", b"WARC/1.0", b"\x1f\x8b\x08", PAGE_GZ[:30]])
def test_what_is_no_archive(tmp_path: Path, data: bytes) -> None:
    found = given(tmp_path / "a.warc", data)
    assert [type(one) for one in found] in ([], [SourceError])
    assert bool(found) is bool(data)
