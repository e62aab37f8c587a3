"""Kept patterns are those that `re` would compile, and what is unsound is not read."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.test_linear import PATTERNS
from uratori.text import compiled
from uratori.text.compiled import compile_pattern, keep_patterns

SOURCES = (
    "利([上下])げ",
    "(?i)(?P<unit>bp|bps)",
    "(?m)^(?:(?P<a>[0-9]{1,3})|(?P<b>[一-九]))$",
    "a",
)
TEXT = "利下げのあと12bp"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a process that has compiled nothing."""
    path = tmp_path / "patterns.bin"
    monkeypatch.setattr(compiled, "_path", lambda: path)
    monkeypatch.setattr(compiled, "_made", set())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compiled._patterns.cache_clear()
    yield path
    compiled._patterns.cache_clear()


def begin_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_made", set())
    compiled._patterns.cache_clear()


def made() -> set[str]:
    return compiled._made


def test_a_kept_pattern_is_not_compiled_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = [compile_pattern(source) for source in SOURCES]
    assert made() == {*SOURCES}
    keep_patterns()
    begin_again(monkeypatch)
    assert [compile_pattern(source) for source in SOURCES] == first
    assert compile_pattern(SOURCES[0]).findall(TEXT) == ["下"]
    assert compile_pattern(SOURCES[1]).search(TEXT)["unit"] == "bp"
    assert made() == set()


@pytest.mark.parametrize("where", PATTERNS)
def test_every_pattern_of_the_package_can_be_kept(where: str) -> None:
    source = PATTERNS[where].pattern
    kept = compiled._taken_apart(source)
    back = msgspec.msgpack.decode(msgspec.msgpack.encode(kept), type=compiled.Kept)
    assert compiled._put_together(source, back) == re.compile(source)


def test_what_is_new_is_added(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in SOURCES[:2]:
        compile_pattern(source)
        keep_patterns()
        begin_again(monkeypatch)
    assert compiled._patterns().keys() == {*SOURCES[:2]}


def test_a_file_that_would_grow_too_large_is_begun_anew(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "MOST", 2)
    for source in SOURCES[:2]:
        compile_pattern(source)
        keep_patterns()
        begin_again(monkeypatch)
    assert compiled._patterns().keys() == {SOURCES[1]}


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\xc1",
        msgspec.msgpack.encode([1, {}]),
        msgspec.msgpack.encode([compiled._engine().MAGIC, {SOURCES[0]: [1]}]),
    ],
    ids=["empty", "no msgpack", "another engine", "half a pattern"],
)
def test_an_unsound_file_says_nothing(file: Path, damaged: bytes) -> None:
    file.write_bytes(damaged)
    assert compile_pattern(SOURCES[0]).findall(TEXT) == ["下"]
    keep_patterns()
    compiled._patterns.cache_clear()
    assert compiled._patterns().keys() == {SOURCES[0]}


def test_a_folder_that_cannot_be_written_is_no_error(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_path", lambda: file / "nowhere" / "patterns.bin")
    compile_pattern(SOURCES[0])
    keep_patterns()
    assert not file.exists()


def test_nothing_is_written_where_no_modules_are(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compile_pattern(SOURCES[0])
    keep_patterns()
    assert not file.exists()


def test_a_second_run_of_the_command_reads_the_same(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("IWMのPERは19.5倍で、2.3%安だった。", encoding="utf-8")
    command = ["-m", "uratori", "extract", str(article), "--format", "json"]
    ours = [sys.executable, "-X", f"pycache_prefix={tmp_path / 'cache'}", *command]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    first, second = (
        subprocess.run(ours, capture_output=True, check=True, env=environment).stdout
        for _ in range(2)
    )
    assert first == second
    assert len(list(tmp_path.rglob("patterns.*.bin"))) == 1
