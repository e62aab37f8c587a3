"""`--watch`: rounds over feeds of a real server, a clean stop, and memory that stays."""

from __future__ import annotations

import gc
import signal
import subprocess
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from uratori.batch import watch as rooms
from uratori.batch.run import Job, opened
from uratori.batch.watch import Watch, watched
from uratori.errors import SettingsError
from uratori.sources import FeedRead, Given, Pace, SourceError, Validators

from ..sources.loopback import Loopback, loopback, reply
from .cluster import ENVIRON, command
from .conftest import item
from .test_run import rows
from .test_supervisor import OBEY, until

ENTRY = """<item><guid>{id}</guid><title>{id}</title><description>{text}</description>
<pubDate>Mon, 26 Jan 2026 09:00:00 +0900</pubDate></item>"""


def feed(*entries: tuple[str, str]) -> str:
    items = "".join(ENTRY.format(id=id, text=text) for id, text in entries)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>速報</title>{items}</channel></rss>"""


def asked(server: Loopback, path: str) -> int:
    return server.paths().count(path)


@pytest.mark.slow
def test_a_feed_is_watched_until_it_is_told_to_stop(tmp_path: Path) -> None:
    out = tmp_path / "out"
    environ = {name: value for name, value in ENVIRON.items() if name != "URATORI_OFFLINE"}
    with loopback() as server:
        first = feed(("a", "日経平均は2%上昇した。"), ("b", "TOPIXは1%下落した。"))
        server.replies["/rss"] = reply(first, ETag='"1"', Content_Type="application/rss+xml")
        words = command("batch", f"{server.address}/rss", f"{server.address}/away", "--out", out)
        words += ["--watch", "--every", "1s", "--allow-private", "--workers", "1", "--lang", "en"]
        process = subprocess.Popen(
            words, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        until(lambda: len(list(out.glob("shards/*/*.json"))) == 1, 60)
        until(lambda: asked(server, "/rss") >= 3, 60)
        second = feed(
            ("a", "日経平均は3%上昇した。"), ("b", "TOPIXは1%下落した。"), ("c", "株価。")
        )
        server.replies["/rss"] = reply(second, ETag='"2"', Content_Type="application/rss+xml")
        until(lambda: len(list(out.glob("shards/*/*.json"))) == 2, 60)
        process.send_signal(signal.SIGTERM)
        told, faults = process.communicate(timeout=60)
    assert process.returncode == 0, faults
    assert told.startswith("4 articles, ")
    assert "/away" in faults
    assert "Traceback" not in faults
    found = rows(out, "SELECT title, version FROM 'articles/**/*.parquet' ORDER BY title, version")
    assert found == [("a", 1), ("a", 2), ("b", 1), ("c", 1)]
    known = [headers["If-None-Match"] for path, headers in server.asked if path == "/rss"]
    assert known[:3] == [None, '"1"', '"1"']


def test_memory_stays_the_same_over_many_rounds(tmp_path: Path) -> None:
    """Each round brings a new version of an article, a feed that has not changed, and a fault."""
    looks, sizes = [0], list[int]()

    def open_source(name: str) -> Iterator[Given]:
        looks[0] += 1
        if looks[0] in (100, 400):
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
        if looks[0] >= 400:
            batch.stopping.set()
        if name == "away":
            yield SourceError(id=name, source=name, kind="ArticleError", message="m")
            return
        yield item(f"第{looks[0]}報", id=name)
        yield FeedRead(url=name, validators=Validators(etag=str(looks[0])))

    job = Job(out=tmp_path / "out", workers=0, pipeline=OBEY)
    pace = Pace(interval=0.001, apart=0.0, first_wait=0.001)
    with opened(job, lambda event: None) as batch:
        tracemalloc.start()
        try:
            Watch(batch, ["a", "b", "away"], open_source, pace=pace, random=Random(1)).run()
        finally:
            tracemalloc.stop()
    assert len(sizes) >= 2
    assert sizes[-1] - sizes[0] < 100_000, sizes
    assert batch.tally.items > 150


def test_processes_are_renewed_between_rounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "RENEWED", 0.0)
    looks = [0]

    def open_source(name: str) -> Iterator[Given]:
        looks[0] += 1
        if looks[0] == 2:
            batch.stopping.set()
        yield item(f"第{looks[0]}報", id=name)

    job = Job(out=tmp_path / "out", workers=0, pipeline=OBEY)
    with opened(job, lambda event: None) as batch:
        first = batch._crew
        Watch(batch, ["a"], open_source, pace=Pace(interval=0.01), random=Random(1)).run()
        assert batch._crew is not first
    assert batch.tally.items == 1


def test_a_list_is_watched_source_by_source(tmp_path: Path) -> None:
    inner = tmp_path / "inner.list"
    inner.write_text("https://b.example/rss\nnews\n", encoding="utf-8")
    outer = tmp_path / "feeds.txt"
    outer.write_text(f"# 朝\nhttps://a.example/rss\n{inner}\nnews\n", encoding="utf-8")
    found = watched([f"@{outer}", "https://a.example/rss"])
    assert found == ["https://a.example/rss", "https://b.example/rss", str(tmp_path / "news")]


@pytest.mark.parametrize("name", ["-", "@no such list"])
def test_what_cannot_be_watched(name: str) -> None:
    with pytest.raises(SettingsError):
        watched([name])
