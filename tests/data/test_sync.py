"""`uratori data`: the lists of names fetched over real HTTP, and what stays when that fails."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from uratori.mentions.edinet import shipped_lists

NEW = ("998A0", "株式会社架空ノ杜精機", "カブシキガイシャカクウノモリセイキ")
GONE = "72030"
TEXT = "架空ノ杜精機の営業利益は前期比12%増の34億円だった。\n"
DAY = "ダウンロード実行日,2026年11月20日現在,件数,{}件\r\n"
COLUMNS = {
    "Edinetcode": (
        "ＥＤＩＮＥＴコード,提出者種別,上場区分,連結の有無,資本金,決算日,提出者名,提出者名（英字）,"
        "提出者名（ヨミ）,所在地,提出者業種,証券コード,提出者法人番号"
    ),
    "Fundcode": (
        "ファンドコード,証券コード,ファンド名,ファンド名（ヨミ）,特定有価証券区分名,特定期1,特定期2,"
        "ＥＤＩＮＥＴコード,発行者名"
    ),
}


def packed(kind: str, rows: list[list[str]], day: str = DAY) -> bytes:
    """Give a zip as EDINET publishes it: cp932, one line above the columns."""
    body = io.StringIO()
    csv.writer(body, quoting=csv.QUOTE_ALL).writerows(rows)
    text = f"{day.format(len(rows))}{COLUMNS[kind]}\r\n{body.getvalue()}"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{kind}DlInfo.csv", text.encode("cp932"))
    return file.getvalue()


def filer(code: str, name: str, reading: str = "") -> list[str]:
    place = ["E99999", "内国法人・組合", "上場", "有", "100", "3月31日", name, "", reading]
    return [*place, "東京都", "機械", code, "1234567890123"]


def fund(code: str, name: str) -> list[str]:
    return ["G99999", code, name, "", "内国投資信託受益証券", "1月1日", "", "E99998", "架空投信"]


def shipped(kind: int, most: int) -> list[list[str]]:
    with shipped_lists()[kind].open(encoding="cp932", newline="") as lines:
        rows = list(csv.reader(lines))[2:]
    at = 11 if kind == 0 else 1
    return [row for row in rows if row[at] and row[at] != GONE][:most]


FILERS = [*shipped(0, 1_100), filer(*NEW)]
FUNDS = [*shipped(1, 150), fund("998B0", "架空ノ杜上場投信")]
GOOD = {"/Edinetcode.zip": packed("Edinetcode", FILERS), "/Fundcode.zip": packed("Fundcode", FUNDS)}


class Server:
    """Serves bodies by path from a thread; what it lacks is a 404."""

    def __init__(self) -> None:
        self.bodies = dict(GOOD)
        self.cut = 0
        bodies, outer = self.bodies, self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = bodies.get(self.path)
                if body is None:
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) - outer.cut])

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server()
    yield served
    served.http.shutdown()
    served.http.server_close()


def run(data: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "uratori", *arguments],
        input=given, capture_output=True, encoding="utf-8", timeout=120, check=False,
        env={
            **os.environ, "URATORI_DATA": str(data), "URATORI_OFFLINE": "0", "no_proxy": "*",
            "PYTHONUTF8": "1",
        },
    )  # fmt: skip


def entities(data: Path, *more: str, text: str = TEXT) -> set[str | None]:
    done = run(data, "extract", "-", *more, given=text)
    assert (done.returncode, done.stderr) == (0, "")
    return {mention["entity"] for mention in json.loads(done.stdout)["mentions"]}


def state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_company_is_found_after_a_sync_and_not_before(tmp_path: Path, server: Server) -> None:
    data = tmp_path / "new" / "folder"
    assert "XTKS:998A" not in entities(data)
    assert not data.exists()
    done = run(data, "data", "sync", "--source", server.address)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "name lists of 2026-11-20: 1252 companies, REITs and ETFs\nadded "
    )
    assert "  998A  架空ノ杜精機\n" in done.stdout
    assert "XTKS:998A" in entities(data)
    assert "XTKS:998A" in entities(tmp_path / "none", "--data", str(data))
    assert "XTKS:998B" in entities(data, text="架空ノ杜上場投信は1%高だった。")
    again = run(data, "data", "sync", "--source", f"{server.address}/")
    assert "added     0\ngone      0\nrenamed   0\n" in again.stdout


def test_python_reads_the_same_lists(tmp_path: Path, server: Server) -> None:
    run(tmp_path, "data", "sync", "--source", server.address)
    code = (
        f"import uratori; found = uratori.Analyzer().extract({TEXT!r})\n"
        "print([mention.entity for mention in found.mentions])\n"
        "from uratori.mentions.aliases import heads, found_heads\n"
        "from uratori.lexicon.refreshed import made_path\n"
        "print(heads() == found_heads(made_path('listed_names')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True,
        env={**os.environ, "URATORI_DATA": str(tmp_path), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stdout.splitlines() == ["['XTKS:998A']", "True"]


def test_status(tmp_path: Path, server: Server) -> None:
    def status() -> dict[str, str]:
        lines = run(tmp_path, "data", "status").stdout.splitlines()
        return {key: rest.strip() for key, _, rest in (line.partition(" ") for line in lines)}

    before = status()
    assert (before["lists"], before["data"]) == ("bundled", str(tmp_path))
    assert before["address"] == "https://disclosure2.edinet-fsa.go.jp/"
    run(tmp_path, "data", "sync", "--source", server.address)
    after = status()
    assert (after["lists"], after["date"]) == ("refreshed", "2026-11-20")
    assert after["rows"].startswith("1252 companies, REITs and ETFs; ")
    assert after["address"] == f"{server.address}/"
    assert "EDINET" in after["source"]
    assert "processed by uratori" in after["source"]
    assert "PDL 1.0" in after["licence"]
    assert after["folder"].startswith(str(tmp_path / "lists" / "2026-11-20-"))


def _zip_of(name: str, body: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return file.getvalue()


FILER_ZIP = GOOD["/Edinetcode.zip"]
BAD = {
    "a damaged zip": ("/Edinetcode.zip", FILER_ZIP[:3000] + b"\0" * 500 + FILER_ZIP[3500:]),
    "no zip": ("/Fundcode.zip", b"<html>maintenance</html>"),
    "nothing": ("/Edinetcode.zip", b""),
    "no such file": ("/Fundcode.zip", None),
    "too few companies": ("/Edinetcode.zip", packed("Edinetcode", FILERS[:900])),
    "too few funds": ("/Fundcode.zip", packed("Fundcode", FUNDS[:90])),
    "fewer than stated": ("/Edinetcode.zip", packed("Edinetcode", FILERS, DAY.format(9999))),
    "older": ("/Edinetcode.zip", packed("Edinetcode", FILERS, DAY.replace("11月", "1月"))),
    "no such day": ("/Edinetcode.zip", packed("Edinetcode", FILERS, DAY.replace("20日", "31日"))),
    "no day": ("/Edinetcode.zip", packed("Edinetcode", FILERS, "件数,{}件\r\n")),
    "another table": ("/Edinetcode.zip", GOOD["/Fundcode.zip"]),
    "a ragged row": ("/Edinetcode.zip", packed("Edinetcode", [*FILERS, ["E1", "x"]])),
    "a wrong code": ("/Edinetcode.zip", packed("Edinetcode", [*FILERS, filer("7\t30", "架空")])),
    "no csv": ("/Edinetcode.zip", _zip_of("readme.txt", b"x")),
    "not cp932": ("/Edinetcode.zip", _zip_of("a.csv", DAY.format(1).encode() + b"\x81\xff\n")),
    "a bomb": ("/Edinetcode.zip", _zip_of("a.csv", b"0" * 30_000_000)),
    "too large": ("/Edinetcode.zip", b"0" * 20_000_001),
}


@pytest.mark.parametrize("synced", [False, True], ids=["bundled", "refreshed"])
def test_what_fails_changes_nothing(tmp_path: Path, server: Server, synced: bool) -> None:
    if synced:
        assert run(tmp_path, "data", "sync", "--source", server.address).returncode == 0
    before = state(tmp_path)
    for case, (path, body) in BAD.items():
        server.bodies.update(GOOD)
        if body is None:
            del server.bodies[path]
        else:
            server.bodies[path] = body
        done = run(tmp_path, "data", "sync", "--source", server.address)
        assert (case, done.returncode, done.stdout) == (case, 2, "")
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"uratori: {server.address}{path}: "), case
        assert "unexpected" not in line
        assert "nothing was changed" in line
        assert state(tmp_path) == before
    assert ("XTKS:998A" in entities(tmp_path)) == synced


def test_an_answer_that_is_cut_off(tmp_path: Path, server: Server) -> None:
    server.cut = 100
    done = run(tmp_path, "data", "sync", "--source", server.address)
    assert (done.returncode, state(tmp_path)) == (2, {})
    assert "100 bytes before its end" in done.stderr


def test_a_closed_port(tmp_path: Path, server: Server) -> None:
    server.http.shutdown()
    server.http.server_close()
    begun = time.monotonic()
    done = run(tmp_path, "data", "sync", "--source", server.address)
    assert time.monotonic() - begun < 25
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "cannot be reached" in done.stderr
    assert state(tmp_path) == {}


@pytest.mark.parametrize("source", ["file:///etc", "ftp://127.0.0.1/", "lists", "http://[", ""])
def test_an_address_of_another_kind(tmp_path: Path, source: str) -> None:
    done = run(tmp_path, "data", "sync", f"--source={source or 'http://'}")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "unexpected" not in done.stderr


def test_a_folder_that_cannot_be_written(tmp_path: Path, server: Server) -> None:
    (tmp_path / "file").write_text("x")
    done = run(tmp_path / "file", "data", "sync", "--source", server.address)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "cannot be written" in done.stderr
    assert state(tmp_path) == {"file": b"x"}


def _spoil_table(lists: Path) -> None:
    next(lists.glob("*/listed_names.tsv")).write_text("surface\tcodes\ttype\tweak\n")


def _remove_table(lists: Path) -> None:
    next(lists.glob("*/heads.tsv")).unlink()


def _spoil_index(lists: Path) -> None:
    (lists / "lists.json").write_bytes(b'{"folder": "\xff')


@pytest.mark.parametrize("spoil", [_spoil_table, _remove_table, _spoil_index])
def test_damaged_lists_are_told_of_and_left(tmp_path: Path, server: Server, spoil) -> None:
    run(tmp_path, "data", "sync", "--source", server.address)
    spoil(tmp_path / "lists")
    done = run(tmp_path, "extract", "-", given="トヨタ自動車の売上高は3兆円。")
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("uratori: ")
    assert "refreshed lists damaged, the bundled ones are read" in line
    assert [m["entity"] for m in json.loads(done.stdout)["mentions"]] == ["XTKS:7203"]
    status = run(tmp_path, "data", "status")
    assert status.returncode == 2
    assert "bundled; the refreshed ones are damaged" in status.stdout
    assert run(tmp_path, "data", "sync", "--source", server.address).returncode == 0
    assert "XTKS:998A" in entities(tmp_path)


def test_lists_older_than_the_bundled_are_left(tmp_path: Path, server: Server) -> None:
    run(tmp_path, "data", "sync", "--source", server.address)
    index = tmp_path / "lists" / "lists.json"
    index.write_text(index.read_text().replace('"date": "2026-11-20"', '"date": "2026-01-05"'))
    assert "XTKS:998A" not in entities(tmp_path)
    status = run(tmp_path, "data", "status")
    assert (status.returncode, status.stderr) == (0, "")
    assert "bundled; the refreshed ones of 2026-01-05 are older" in status.stdout
