"""What becomes of the store when its file is damaged, the disk is full, or its writer is killed."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from uratori.errors import DataError
from uratori.market.storage.draft import draft
from uratori.market.storage.locked import LOCK, locked
from uratori.market.storage.store import Store
from uratori.market.storage.tables import FILE

from .stored import closes, fill, held, names, python

COUNT = 3_000


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a sound store."""
    folder = tmp_path_factory.mktemp("sound")
    fill(folder, *closes(COUNT))
    return (folder / FILE).read_bytes()


def other_version(path: Path) -> None:
    with duckdb.connect(str(path)) as opened:
        opened.execute("UPDATE store SET version = '99'")


def other_database(path: Path) -> None:
    with duckdb.connect(str(path)) as opened:
        opened.execute("DROP TABLE store")


def bad_value(path: Path) -> None:
    with duckdb.connect(str(path)) as opened:
        opened.execute("UPDATE rows SET value = 'many'")


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"\x00garbage" * 9_000),
    "text": lambda path: path.write_text("entity,metric\n", encoding="utf-8"),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "head": lambda path: path.write_bytes(path.read_bytes()[:5_000]),
    "last byte gone": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "head overwritten": lambda path: path.write_bytes(b"x" * 4_096 + path.read_bytes()[4_096:]),
    "other version": other_version,
    "other database": other_database,
    "bad value": bad_value,
}


def damage_to(damage: str, sound: bytes, folder: Path) -> Path:
    (folder / FILE).write_bytes(sound)
    DAMAGES[damage](folder / FILE)
    return folder


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_is_set_aside_named_and_empty_then(
    damage: str, sound: bytes, tmp_path: Path
) -> None:
    damaged = damage_to(damage, sound, tmp_path)
    before = (damaged / FILE).read_bytes()
    store = Store(damaged)
    with pytest.raises(DataError) as caught:
        store.facts("index:sp500", "close")
    told = str(caught.value)
    assert told.startswith(f"{damaged / FILE}: the store was damaged: ")
    assert told.endswith(f" (kept as {FILE}.damaged-1; it begins anew; uratori data sync fills it)")
    assert "\n" not in told
    assert (damaged / f"{FILE}.damaged-1").read_bytes() == before
    assert store.facts("index:sp500", "close") == ()
    store.close()
    fill(damaged, *closes(5))
    assert len(held(damaged)) == 5
    assert names(damaged) == {FILE, LOCK, f"{FILE}.damaged-1"}


@pytest.mark.parametrize(
    "damage", sorted(DAMAGES.keys() - {"bad value"})
)  # which only readers look at
def test_a_writer_that_meets_damage_begins_anew(damage: str, sound: bytes, tmp_path: Path) -> None:
    damaged = damage_to(damage, sound, tmp_path)
    before = (damaged / FILE).read_bytes()
    with draft(damaged) as opened:
        opened.put(closes(5))
    (line,) = opened.told
    assert line.startswith(f"{damaged / FILE}: the store was damaged: ")
    assert len(held(damaged)) == 5
    assert (damaged / f"{FILE}.damaged-1").read_bytes() == before


def test_every_damaged_store_is_kept(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        (tmp_path / FILE).write_text(f"damage {number}", encoding="utf-8")
        with pytest.raises(DataError, match=f"damaged-{number}"):
            held(tmp_path)
    assert (tmp_path / f"{FILE}.damaged-2").read_text(encoding="utf-8") == "damage 2"


def test_damage_stays_where_it_is_while_another_process_writes(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("damage", encoding="utf-8")
    with (
        locked(tmp_path, wait=0),
        pytest.MonkeyPatch.context() as patch,
        pytest.raises(DataError) as caught,
    ):
        patch.setattr("uratori.market.storage.store.SET_ASIDE_WAIT", 0.05)
        held(tmp_path)
    assert str(caught.value).endswith(" (remove it, then sync again)")
    assert (tmp_path / FILE).exists()


def test_flipped_bytes_are_damage_or_change_nothing(sound: bytes, tmp_path: Path) -> None:
    rows = closes(COUNT)
    chance = random.Random(7)
    for number in range(24):
        folder = tmp_path / str(number)
        folder.mkdir()
        data = bytearray(sound)
        at = chance.randrange(len(data) - 64)
        data[at : at + 64] = chance.randbytes(64)
        (folder / FILE).write_bytes(data)
        try:
            assert held(folder) == rows
        except DataError as error:
            assert "the store was damaged" in str(error)
            assert held(folder) == []


# --- a writer that is killed ----------------------------------------------------------------------

SYNC = """
import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])
from uratori.market.storage.draft import draft
from tests.market.stored import closes
with draft(Path(sys.argv[1])) as opened:
    print("begun", flush=True)
    for number in range(200):
        opened.put(closes(400, f"index:e{number}"))
        opened.publish()
        print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on this system")
@pytest.mark.parametrize("seed", range(4))
def test_a_killed_sync_loses_nothing_that_was_stored(
    seed: int, sound: bytes, tmp_path: Path, root: Path
) -> None:
    (tmp_path / FILE).write_bytes(sound)
    chance = random.Random(seed)
    writer = python(SYNC, tmp_path, root)
    assert writer.stdout is not None
    lines = [writer.stdout.readline() for _ in range(chance.randrange(1, 6))]
    time.sleep(chance.random() * 0.05)
    writer.send_signal(signal.SIGKILL)
    lines.extend(writer.stdout)
    writer.communicate(timeout=60)
    assert held(tmp_path) == closes(COUNT)
    finished = len(lines) - 2  # the first says that it has begun
    for number in range(finished + 1):
        assert held(tmp_path, f"index:e{number}") == closes(400, f"index:e{number}")
    fill(tmp_path, *closes(1, "index:dow"))
    assert names(tmp_path) == {FILE, LOCK}
    assert held(tmp_path) == closes(COUNT)
    assert held(tmp_path, f"index:e{finished + 2}") == []


@pytest.mark.parametrize(
    "rubbish", [f"{FILE}.draft", f"{FILE}.draft.wal", f"{FILE}.draft.tmp/block.tmp"]
)
def test_the_next_writer_removes_what_a_killed_one_left(rubbish: str, tmp_path: Path) -> None:
    path = tmp_path / rubbish
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"half")
    fill(tmp_path, *closes(2))
    assert names(tmp_path) == {FILE, LOCK}


# --- a full disk ----------------------------------------------------------------------------------

FILL = """
import resource, sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])
from uratori.errors import DataError
from uratori.market.storage.draft import draft
from tests.market.stored import closes
if len(sys.argv) > 3:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    with draft(Path(sys.argv[1])) as opened:
        for number in range(60):
            opened.put(closes(3000, f"index:e{number}"))
            opened.publish()
    print("all fits")
except DataError as error:
    print(error)
"""
FULL = "the store cannot be {}: "


def told_in_one_line(done: subprocess.Popen[str]) -> str:
    out, error = done.communicate(timeout=120)
    assert error == ""
    (line,) = out.splitlines()
    return line


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of files on this system")
@pytest.mark.parametrize("more", [0, 1, 200_000, 600_000])
def test_a_file_that_may_not_grow(more: int, sound: bytes, tmp_path: Path, root: Path) -> None:
    (tmp_path / FILE).write_bytes(sound)
    line = told_in_one_line(python(FILL, tmp_path, root, str(len(sound) + more)))
    assert "the store cannot be " in line
    assert "what it held before is kept" in line or "nothing was changed" in line
    assert held(tmp_path) == closes(COUNT)
    assert names(tmp_path) == {FILE, LOCK}


def mounts() -> bool:
    """Tell whether this user may mount a small disk in a namespace of its own."""
    if shutil.which("unshare") is None:
        return False
    tried = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=100k none /mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("room", [60_000, 900_000, 1_800_000])
def test_a_full_disk(room: int, sound: bytes, tmp_path: Path, root: Path) -> None:
    if not mounts():
        pytest.skip("no small disk can be mounted here")
    (tmp_path / FILE).write_bytes(sound)
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        f'mount -t tmpfs -o size={len(sound) + room} none "$1" && cp "$2" "$1" && '
        '"$3" -c "$4" "$1" "$5"; cp -r "$1" "$1.after"'
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh",
         str(disk), str(tmp_path / FILE), sys.executable, FILL, str(root)],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    (line,) = done.stdout.splitlines()
    assert "the store cannot be " in line
    assert "space" in line
    after = tmp_path / "disk.after"
    assert held(after) == closes(COUNT)
    assert names(after) == {FILE, LOCK}
