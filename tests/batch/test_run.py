"""`uratori batch` as users run it: processes of this machine, and the bare loop."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import duckdb
import psutil
import pytest

from uratori.batch.folder import Folder
from uratori.batch.ledger import Ledger
from uratori.cli import main

from .cluster import ENVIRON, command
from .corpus import files, write_corpus
from .test_supervisor import OBEY, alive, until


def batch(*words: str | Path) -> int:
    return main(["batch", *map(str, words)])


def texts(folder: Path, *given: str) -> Path:
    """A folder of articles."""
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(given):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def rows(out: Path, query: str) -> list[tuple[object, ...]]:
    with closing(duckdb.connect()) as opened:
        opened.execute(f"SET file_search_path = '{out}'")
        return opened.execute(query).fetchall()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus") / "articles.jsonl", articles=60)


@pytest.fixture(scope="module")
def bare(corpus: Path) -> Path:
    out = corpus.parent / "bare"
    assert batch(corpus, "--out", out, "--workers", "0", "--shard-items", "7", "--jsonl") == 0
    return out


def test_workers_write_what_the_bare_loop_writes(
    corpus: Path, bare: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [corpus, "--workers", "2", "--shard-items", "7", "--jsonl", "--lang", "ja"]
    out, log = tmp_path / "out", tmp_path / "log"
    assert batch(*words, "--out", out, "--log", log) == 0
    assert files(out) == files(bare)
    told = capsys.readouterr()
    assert re.match(r"記事 59本、主張 \d+件、[\d.]+秒（毎秒[\d.]+本）\n判定: ", told.out)
    assert told.err.count("\n") == 1  # the damaged line
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    kinds = [event["event"] for event in events]
    assert (kinds[0], kinds[-1]) == ("started", "ended")
    assert kinds.count("shard_done") == len(list(out.glob("shards/*/*.json")))
    assert events[-1]["articles"] == 59
    assert events[-1]["errors"] == {"ArticleError": 1}


def test_what_could_not_be_read_is_told_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = texts(tmp_path / "in", "日経平均は3%高。", "TOPIXは2%高。")
    (source / "a.json").write_text("[]")
    (source / "b.html").write_text("<html><body></body></html>")
    words = [source, "--out", tmp_path / "out", "--workers", "0", "--lang", "en"]
    assert batch(*words) == 0
    first = capsys.readouterr()
    assert first.out.startswith("2 articles, 2 claims in ")
    assert "\nnot read: 2 (ArticleError 2); the table errors has them\n" in first.out
    assert first.err.count("\n") == 2
    assert batch(*words) == 0
    again = capsys.readouterr()
    assert again.out.startswith("0 articles, 0 claims in ")
    assert again.out.endswith(
        "\nseen before and left out: 4\nnot read by earlier runs: 2; the table errors has them\n"
    )
    texts(source, "日経平均は3%高。", "TOPIXは2%高。", "JPX400は1%高。")
    assert batch(*words, "--log", tmp_path / "log") == 0
    assert capsys.readouterr().out.startswith("1 articles, 1 claims in ")
    ended = json.loads((tmp_path / "log").read_text(encoding="utf-8").splitlines()[-1])
    told = {key: ended[key] for key in ("articles", "errors", "skipped", "unreadable", "unread")}
    assert told == {"articles": 1, "errors": {}, "skipped": 4, "unreadable": 2, "unread": 0}


def test_no_port_answers_others(tmp_path: Path) -> None:
    """Dask's own ports are of this machine alone, and where 8787 is taken nobody hears of it."""
    source = texts(tmp_path / "in", *(f"wait\n記事{n}" for n in range(8)))
    given = command("batch", source, "--out", tmp_path / "out", "--pipeline", OBEY)
    with socket.socket() as taken:
        with suppress(OSError):
            taken.bind(("127.0.0.1", 8787))
            taken.listen()
        process = subprocess.Popen(
            [*given, "--workers", "1"],
            env=ENVIRON, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        until(lambda: len(psutil.Process(process.pid).children(recursive=True)) > 2, 60)
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(True)]
        heard = [
            connection.laddr.ip
            for member in family
            for connection in member.net_connections("tcp")
            if connection.status == "LISTEN"
        ]
        told = process.communicate(timeout=60)[1]
    assert (process.returncode, told) == (0, b"")
    assert set(heard) == {"127.0.0.1"}


def test_run_again_it_does_nothing(bare: Path, corpus: Path, tmp_path: Path) -> None:
    before = files(bare)
    assert batch(corpus, "--out", bare, "--workers", "0", "--shard-items", "7", "--jsonl") == 0
    assert files(bare) == before
    assert [path.name for path in bare.iterdir() if path.name in ("inputs", "aside")]
    assert not list((bare / "inputs").iterdir())
    assert not list((bare / "aside").iterdir())


def test_duckdb_reads_the_tables(bare: Path, corpus: Path) -> None:
    counted = rows(bare, "SELECT count(*), count(DISTINCT article) FROM 'articles/**/*.parquet'")
    lines = [line for line in corpus.read_text(encoding="utf-8").splitlines() if line[-1] == "}"]
    ids = {json.loads(line)["id"] for line in lines}
    assert counted == [(len(lines), len(ids))]
    versions = rows(bare, "SELECT DISTINCT version FROM 'articles/**/*.parquet' ORDER BY 1")
    assert versions == [(1,), (2,)]
    dates = "SELECT count(*) FROM read_parquet('claims/**/*.parquet', hive_partitioning=true, "
    dates += "hive_types={'date': VARCHAR}) WHERE date <> coalesce(published::VARCHAR, 'unknown')"
    assert rows(bare, dates) == [(0,)]
    documents = [
        json.loads(line)
        for path in (bare / "documents").rglob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(documents) == len(lines)
    assert {document["schema"] for document in documents} == {"uratori/1"}
    claims = rows(bare, "SELECT count(*) FROM 'claims/**/*.parquet'")
    assert claims == [(sum(len(document["claims"]) for document in documents),)]


def test_a_manifest_lists_its_files(bare: Path) -> None:
    for path in bare.glob("shards/*/*.json"):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        assert path.stem == manifest["input"]
        for file in manifest["files"]:
            assert (bare / file["path"]).stat().st_size == file["bytes"]
            assert Path(file["path"]).stem == manifest["shard"]


def test_an_update_is_a_new_version(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", "一報。日経平均は2%上昇した。", "別の記事。")
    words = (source, "--out", tmp_path / "out", "--workers", "0", "--pipeline", OBEY)
    assert batch(*words) == 0
    texts(source, "続報。日経平均は3%上昇した。")
    assert batch(*words) == 0
    found = rows(
        tmp_path / "out", "SELECT article, version FROM 'articles/**/*.parquet' ORDER BY 1, 2"
    )
    assert [version for _, version in found] == [1, 2, 1]
    assert len({article for article, _ in found}) == 2


def test_poison_is_a_row_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["日経平均", "segfault", "raise", "日経平均株価", "loop", "株価"]
    source = texts(tmp_path / "in", *given)
    words = ("--workers", "1", "--pipeline", OBEY, "--limit-seconds", "1", "--lang", "en")
    assert batch(source, "--out", tmp_path / "out", *words) == 0
    told = capsys.readouterr()
    assert "not read: 3 (Died 1, Timeout 1, ZeroDivisionError 1)" in told.out
    assert told.err.count("\n") == 3
    errors = rows(tmp_path / "out", "SELECT kind FROM 'errors/**/*.parquet' ORDER BY kind")
    assert errors == [("Died",), ("Timeout",), ("ZeroDivisionError",)]
    assert rows(tmp_path / "out", "SELECT count(*) FROM 'articles/**/*.parquet'") == [(3,)]


def test_a_shard_that_nobody_can_finish_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = texts(tmp_path / "in", "日経平均", "nonsense", "株価")
    given = ("--workers", "0", "--pipeline", OBEY, "--shard-items", "1", "--lang", "en")
    assert batch(source, "--out", tmp_path / "out", *given) == 2
    told = capsys.readouterr()
    assert told.err.startswith("uratori: a shard of 1 articles is left: ArrowTypeError: ")
    assert "1 are left" in told.out
    assert rows(tmp_path / "out", "SELECT count(*) FROM 'articles/**/*.parquet'") == [(2,)]
    assert batch(source, "--out", tmp_path / "out", "--workers", "1", "--pipeline", OBEY) == 0
    errors = rows(tmp_path / "out", "SELECT kind FROM 'errors/**/*.parquet'")
    assert errors == [("Died",)]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], 0),
        (["--fail-on", "contradicted"], 1),
        (["no such file"], 2),
        (["no such file", "--fail-on", "contradicted"], 2),
    ],
)
def test_the_exit_status(tmp_path: Path, words: list[str], status: int) -> None:
    wrong = "成長株のPERは19.5倍で、指数の28倍に対し5割の割引だ。"
    source = texts(tmp_path / "in", wrong)
    given = [source, *words, "--out", tmp_path / "out", "--workers", "0"]
    assert batch(*given) == status
    assert rows(tmp_path / "out", "SELECT worst FROM 'articles/**/*.parquet'") == [
        ("inconsistent",)
    ]


def test_a_source_may_not_hold_the_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(texts(tmp_path / "in", "記事"), "--out", tmp_path / "in" / "out") == 2
    assert "lies in the source" in capsys.readouterr().err


def test_one_command_at_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Folder(tmp_path / "out")
    folder.prepare()
    with folder.locked():
        code = f"import sys; from uratori.cli import main; sys.exit(main({words(tmp_path)!r}))"
        run = subprocess.run(
            [sys.executable, "-c", code], env=ENVIRON, capture_output=True, text=True, check=False
        )
    assert run.returncode == 2
    assert "another command works on it" in run.stderr
    assert batch(*words(tmp_path)[1:]) == 0


def words(folder: Path) -> list[str]:
    source = texts(folder / "in", "記事")
    return ["batch", str(source), "--out", str(folder / "out"), "--workers", "0"]


def test_what_a_killed_command_left_is_swept(tmp_path: Path) -> None:
    given = words(tmp_path)
    assert main(given) == 0
    out = tmp_path / "out"
    before = files(out)
    left = [
        out / "claims" / "date=2026-01-26" / "half.parquet",
        out / "aside" / "something",
        out / "inputs" / "orphan.msgpack",
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    assert main(given) == 0
    assert not [path for path in left if path.exists()]
    assert files(out) == before


def test_a_manifest_that_nobody_noted_is_noted(tmp_path: Path) -> None:
    given = words(tmp_path)
    assert main(given) == 0
    folder = Folder(tmp_path / "out")
    before = files(folder.root)
    with closing(Ledger(folder.ledger)) as ledger:
        ledger._db.execute("UPDATE shards SET output = NULL")
    assert main(given) == 0
    assert files(folder.root) == before
    with closing(Ledger(folder.ledger)) as ledger:
        assert ledger.left() == (0, 0)


def test_the_input_is_kept_where_that_is_asked(tmp_path: Path) -> None:
    assert main([*words(tmp_path), "--keep-input"]) == 0
    assert len(list((tmp_path / "out" / "inputs").iterdir())) == 1


def test_no_scheduler(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uratori.batch.crew.CONNECT_SECONDS", 0.3)
    assert main([*words(tmp_path), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("uratori: tcp://127.0.0.1:9: no scheduler answers within 0.3 seconds")
    assert told.count("\n") == 1


def test_without_the_extra_its_name_is_told(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from uratori.cli import main\n"
        f"sys.exit(main({words(tmp_path)!r}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRON, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert 'pip install "uratori[batch]"' in run.stderr
    assert run.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_it_cleanly_and_it_goes_on(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    source = texts(tmp_path / "in", *(f"wait\n記事{n}" for n in range(20)))
    given = command("batch", source, "--out", tmp_path / "out", "--shard-items", "2")
    given += ["--pipeline", OBEY, "--lang", "en", "--workers"]
    process = subprocess.Popen(
        [*given, "1"], env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until(lambda: len(list((tmp_path / "out").glob("shards/*/*.json"))) > 2, 60)
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(number)
    told, faults = process.communicate(timeout=60)
    assert process.returncode == status, faults
    assert faults == ""
    left = re.search(r"stopped; (\d+) are left", told)
    assert left
    assert 0 < int(left[1]) < 20
    until(lambda: not any(alive(child.pid) for child in family))
    assert subprocess.run([*given, "0"], env=ENVIRON, check=False).returncode == 0
    counted = rows(tmp_path / "out", "SELECT count(*) FROM 'articles/**/*.parquet'")
    assert counted == [(20,)]


def test_a_killed_command_leaves_no_process(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", *(f"wait\n記事{n}" for n in range(20)))
    given = command("batch", source, "--out", tmp_path / "out", "--shard-items", "2")
    process = subprocess.Popen([*given, "--pipeline", OBEY, "--workers", "1"], env=ENVIRON)
    until(lambda: len(list((tmp_path / "out").glob("shards/*/*.json"))) > 0, 60)
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 2
    process.kill()
    process.wait()
    until(lambda: not any(alive(child.pid) for child in family))


ROWS = """entity,metric,definition,date,value,unit,source,address,retrieved
index:nikkei225,close,close,2026-01-{day},{value},points,test,https://example.com,2026-02-01
"""


def statuses(out: Path) -> list[tuple[object, ...]]:
    return rows(out, "SELECT text, status FROM 'findings/**/*.parquet' ORDER BY text")


@pytest.mark.parametrize("workers", ["0", "1"])
def test_claims_are_held_against_the_data_folder(tmp_path: Path, workers: str) -> None:
    table = ROWS.format(day=23, value=40200) + ROWS.format(day=26, value=40500).split("\n")[1]
    (tmp_path / "rows.csv").write_text(table, encoding="utf-8")
    data, out = tmp_path / "data", tmp_path / "out"
    assert main(["data", "import", str(tmp_path / "rows.csv"), "--data", str(data)]) == 0
    lines = [f"日経平均株価の終値は{value}円だった。" for value in ("4万500", "5万500")]
    source = texts(tmp_path / "in", *lines)
    words = ["--data", data, "--published", "2026-01-26", "--workers", workers]
    assert batch(source, "--out", out, *words) == 0
    assert statuses(out) == [("4万500円", "supported"), ("5万500円", "contradicted")]


def test_new_facts_are_another_pipeline(tmp_path: Path) -> None:
    data, out, source = tmp_path / "data", tmp_path / "out", tmp_path / "in"
    for number, day in enumerate((23, 26)):
        (tmp_path / "rows.csv").write_text(ROWS.format(day=day, value=40500), encoding="utf-8")
        assert main(["data", "import", str(tmp_path / "rows.csv"), "--data", str(data)]) == 0
        texts(source, *(f"日経平均株価の終値は4万500円だった。{n}" for n in range(number + 1)))
        words = ["--data", data, "--published", "2026-01-26", "--workers", "0"]
        assert batch(source, "--out", out, *words) == 0
    found = rows(out, "SELECT count(DISTINCT pipeline), count(*) FROM 'articles/**/*.parquet'")
    assert found == [(2, 2)]
    assert len(list((out / "facts").iterdir())) == 1


@pytest.mark.parametrize(
    ("made", "more", "told"),
    [
        ("out", [], "cannot be made: File exists (check --out)"),
        ("out/claims", [], "cannot be used: Not a directory"),
        ("x", ["--pipeline", "no_such_module:f"], "cannot be found"),
        ("x", ["--workers", "1001"], "is not from 0 to 1000"),
        ("x", ["--every", "5"], None),
        ("x", ["--every", "soon"], "is no time; write 90s, 15m or 1h"),
        ("x", ["--limit-seconds", "0"], "is no number of seconds"),
        ("x", ["--log", "/no such folder/log"], "No such file or directory (check --log)"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    tmp_path: Path, made: str, more: list[str], told: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / made).parent.mkdir(exist_ok=True)
    (tmp_path / made).touch()
    status = 0
    try:
        status = main([*words(tmp_path), *more])
    except SystemExit as left:
        status = int(left.code or 0)
    error = capsys.readouterr().err
    if told is None:
        assert (status, error) == (0, "")
    else:
        assert status == 2
        assert told in error
        assert error.count("\n") == 1


def test_the_headline_of_a_feed_stands_over_its_text(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>速報</title><item>'
        "<guid>urn:a</guid><title>北辰電子、営業利益18%増</title><description>&lt;p&gt;北辰電子の"
        "2025年4〜12月期の営業利益は前年同期比28%増の3億円だった。&lt;/p&gt;</description>"
        "</item></channel></rss>",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    assert batch(feed, "--out", out, "--workers", "0") == 0
    found = rows(
        out,
        "SELECT \"check\", status, text FROM 'findings/**/*.parquet' WHERE scope = 'internal'",
    )
    assert found == [("restatement", "inconsistent", "18%")]
