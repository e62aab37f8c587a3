"""Items into shards: by day, within bounds, and the same ones whenever the process is killed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random

import msgspec
import pytest

from uratori.batch.folder import Folder
from uratori.batch.intake import Entry, Intake, Size
from uratori.batch.ledger import Ledger, Shard, key
from uratori.errors import DataError
from uratori.sources import FeedRead, Given, Item, SourceError, Validators

from .conftest import item

DAY = date(2026, 1, 26)


class Killed(Exception):
    pass


class KilledFolder(Folder):
    """A folder whose process is killed before, or after, its n-th file is in its place."""

    def __init__(self, root: Path, writes: int, after: bool) -> None:
        super().__init__(root)
        self.left, self.after = writes, after

    def write(self, path: Path, data: bytes) -> None:
        self.left -= 1
        if self.left <= 0 and not self.after:
            raise Killed
        super().write(path, data)
        if self.left <= 0:
            raise Killed


def take(folder: Folder, given: Iterable[Given], size: Size | None = None) -> list[Shard]:
    """Admit everything in one process."""
    folder.prepare()
    with closing(Ledger(folder.ledger)) as ledger:
        intake = Intake(folder, ledger, size=size or Size(), published=None, told=lambda told: None)
        return list(intake.shards(given))


def entries(folder: Folder, shard: Shard) -> list[Entry]:
    return msgspec.msgpack.decode(folder.input(shard.input).read_bytes(), type=list[Entry])


def held(folder: Folder, shards: list[Shard]) -> list[list[tuple[str, int]]]:
    """Ids and versions, shard by shard."""
    return [
        [(entry.item.id, entry.version) for entry in entries(folder, shard) if entry.item]
        for shard in shards
    ]


def test_a_shard_is_of_one_day(tmp_path: Path) -> None:
    days = [DAY, None, DAY, date(2026, 1, 25), None]
    items = [item(f"記事{n}", id=str(n), published=day) for n, day in enumerate(days)]
    folder = Folder(tmp_path)
    shards = take(folder, items)
    assert [shard.day for shard in shards] == [date(2026, 1, 25), DAY, None]
    assert held(folder, shards) == [[("3", 1)], [("0", 1), ("2", 1)], [("1", 1), ("4", 1)]]


def test_a_text_that_tells_its_day_at_its_top_goes_with_that_day(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    shards = take(folder, [item("2026年1月26日\n\n日経平均は上昇した。", id="a")])
    assert [shard.day for shard in shards] == [DAY]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (Size(items=2), [["0", "1"], ["2"]]),
        (Size(bytes=1_000), [["0", "1"], ["2"]]),
        (Size(all_items=2), [["0", "1", "2"]]),
        (Size(), [["0", "1", "2"]]),
    ],
)
def test_a_full_bucket_is_a_shard(tmp_path: Path, size: Size, expected: list[list[str]]) -> None:
    folder = Folder(tmp_path)
    items = [item("数" * 50, id=str(n), published=DAY) for n in range(3)]
    shards = take(folder, items, size)
    assert [[name for name, _ in shard] for shard in held(folder, shards)] == expected


def test_the_largest_bucket_gives_way(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    days = [25, 26, 26, 25, 26, 27]
    items = [item(str(n), id=str(n), published=date(2026, 1, day)) for n, day in enumerate(days)]
    shards = take(folder, items, Size(all_items=4))
    assert held(folder, shards)[0] == [("1", 1), ("2", 1), ("4", 1)]


def test_what_was_seen_is_left_out_and_a_change_is_a_version(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    first = [item("一報", id="a"), item("別の記事", id="b"), item("一報", id="a")]
    assert held(folder, take(folder, first)) == [[("a", 1), ("b", 1)]]
    again = [item("続報", id="a"), item("別の記事", id="b"), item("一報", id="a")]
    assert held(folder, take(folder, again)) == [[("a", 2)]]
    assert held(folder, take(folder, [item("訂正", id="a")])) == [[("a", 3)]]
    assert take(folder, [*first, *again]) == []


def test_a_damaged_item_is_an_entry_once_and_a_source_that_is_away_is_told(tmp_path: Path) -> None:
    damaged = SourceError(
        id="a.jsonl:3", source="a.jsonl:3", kind="ArticleError", message="m", digest="00"
    )
    away = SourceError(id="feed", source="feed", kind="UnreachableError", message="m")
    folder, told = Folder(tmp_path), []
    folder.prepare()
    for expected in ([[damaged]], []):
        with closing(Ledger(folder.ledger)) as ledger:
            intake = Intake(folder, ledger, size=Size(), published=None, told=told.append)
            shards = list(intake.shards([damaged, away, damaged]))
        assert [[e.error for e in entries(folder, shard)] for shard in shards] == expected
    assert told == [away, away]


def test_what_a_feed_said_is_kept_when_its_items_are_admitted(tmp_path: Path) -> None:
    folder, read = Folder(tmp_path), FeedRead(url="feed", validators=Validators(etag="1"))
    killed = KilledFolder(tmp_path, 1, after=True)
    with suppress(Killed):
        take(killed, [item("記事", id="a"), read])
    assert kept(folder) is None
    take(folder, [item("記事", id="a"), read])
    assert kept(folder) == Validators(etag="1")


def kept(folder: Folder) -> Validators | None:
    with closing(Ledger(folder.ledger)) as ledger:
        return ledger.get("feed")


def stream(seed: int) -> list[Item]:
    """Items of few days and few ids, so that versions wait in several buckets at once."""
    draw = Random(seed)
    days = [date(2026, 1, day) for day in range(20, 24)]
    return [
        item(
            f"{draw.randint(0, 3)}" * draw.randint(1, 40),
            id=str(draw.randint(0, 12)),
            published=draw.choice([None, *days]),
        )
        for _ in range(120)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_a_kill_at_any_moment_changes_no_shard(tmp_path: Path, seed: int) -> None:
    items = stream(seed)
    size = Size(items=6, bytes=4_000, all_items=14, all_bytes=7_000)
    whole = Folder(tmp_path / "whole")
    expected = [shard.input for shard in take(whole, items, size)]
    assert len(expected) > 8
    draw, root, kills = Random(seed), tmp_path / "killed", 0
    while True:
        folder = KilledFolder(root, draw.randint(1, 4), after=draw.random() < 0.5)
        try:
            take(folder, items, size)
        except Killed:
            kills += 1
            continue
        break
    assert kills > 4
    with closing(Ledger(folder.ledger)) as ledger:
        assert [shard.input for shard in ledger.pending()] == expected
    names = {path.name for path in folder.inputs.iterdir()}
    assert names == {path.name for path in whole.inputs.iterdir()}
    for name in names:
        assert (folder.inputs / name).read_bytes() == (whole.inputs / name).read_bytes()


def test_a_ledger_says_what_is_to_be_done(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "ledger.sqlite")) as ledger:
        for number in (1, 2):
            shard = Shard(number=number, input=f"i{number}", day=None, items=3)
            ledger.admit(shard, [])
        assert ledger.left() == (2, 6)
        ledger.finish(1, "o1")
        assert [shard.number for shard in ledger.pending()] == [2]
        assert (ledger.is_output("o1"), ledger.is_output("o2")) == (True, False)
        assert ledger.next_number() == 3


def test_a_file_that_is_no_ledger_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(DataError, match="the ledger cannot be used"):
        Ledger(tmp_path / "ledger.sqlite")


def test_a_key_is_of_sixteen_bytes() -> None:
    assert key("記事") == sha256("記事".encode()).digest()[:16]
