"""Lists of sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from uratori.sources import Item, SourceError, expanded, open_sources


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a.txt", "b.txt", "in/c.txt", "in/d.txt", "in/deep/e.txt"):
        path = tmp_path / "x" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}は5%高。", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "x"


def test_a_list_names_sources_from_where_it_stands(folder: Path) -> None:
    lines = "# 朝\n\n b.txt \nin\nnone.txt\nin/**/e.txt\nhttp://127.0.0.1/x\n@more.txt\n"
    (folder / "all.list").write_text(lines, encoding="utf-8")
    (folder / "more.txt").write_bytes("﻿a.txt\r\n".encode())
    named = {"x/all.list": "x", "@x/all.list": "x", str(folder / "all.list"): folder.as_posix()}
    for name, top in named.items():
        found = list(open_sources([name]))
        assert [one.id for one in found if isinstance(one, Item | SourceError)] == [
            f"{top}/b.txt", "c.txt", "d.txt", "deep/e.txt", f"{top}/none.txt", "deep/e.txt",
            "http://127.0.0.1/x", f"{top}/a.txt",
        ]  # fmt: skip
        assert [type(one) for one in found].count(SourceError) == 2
    assert found[0].source == str(folder / "b.txt") if isinstance(found[0], Item) else False


def test_absolute_names_and_lists_that_name_lists(folder: Path) -> None:
    (folder / "outer.list").write_text(f"in/inner.list\n{folder}/a.txt\n", encoding="utf-8")
    (folder / "in" / "inner.list").write_text("deep\nc.txt\n", encoding="utf-8")
    found = [one.id for one in open_sources(["x/outer.list"]) if isinstance(one, Item)]
    assert found == ["e.txt", "x/in/c.txt", f"{folder}/a.txt"]


def test_lists_that_name_each_other_end(folder: Path) -> None:
    (folder / "one.list").write_text("a.txt\ntwo.list\n./../x/one.list\n", encoding="utf-8")
    (folder / "two.list").write_text("b.txt\n@one.list\n", encoding="utf-8")
    found = list(open_sources(["x/one.list"]))
    assert [one.id for one in found if isinstance(one, Item)] == ["x/a.txt", "x/b.txt"]
    errors = [one.message for one in found if isinstance(one, SourceError)]
    assert errors == [
        "x/one.list: is a list that names itself (take it out)",
        "x/../x/one.list: is a list that names itself (take it out)",
    ]


def test_lists_in_lists_have_a_bottom(folder: Path) -> None:
    for n in range(40):
        (folder / f"{n}.list").write_text(f"{n + 1}.list\n", encoding="utf-8")
    (error,) = open_sources(["x/0.list"])
    assert isinstance(error, SourceError)
    assert error.message == "x/16.list: lists nested more than 16 deep (join them)"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"a" * 9000 + b"\na.txt\n", "x/bad.list:1: a line that is too long"),
        (b"\x89PNG\r\n\xff\na.txt\n", "x/bad.list:1: is a PNG image"),
    ],
)
def test_a_bad_line_costs_itself(folder: Path, data: bytes, what: str) -> None:
    (folder / "bad.list").write_bytes(data)
    found = list(open_sources(["x/bad.list"]))
    assert isinstance(found[0], SourceError)
    assert found[0].message.startswith(what)
    assert [one.id for one in found if isinstance(one, Item)] == ["x/a.txt"]


@pytest.mark.usefixtures("folder")
def test_a_list_that_is_not_there() -> None:
    (error,) = open_sources(["@x/none"])
    assert isinstance(error, SourceError)
    assert error.message == "x/none: no such file (check the path)"


def test_what_names_mean_can_be_told_without_reading_it(folder: Path) -> None:
    (folder / "all.list").write_text("b.txt\nin\n@none\nhttps://x.example/f\n-\n", "utf-8")
    (folder / "d.list").mkdir()
    found = list(expanded(["a.txt", "x/all.list", "x/*.txt", "x/d.list"]))
    assert [one if isinstance(one, str) else one.where for one in found] == [
        "a.txt", "x/b.txt", "x/in", "x/none", "https://x.example/f", "-", "x/*.txt", "x/d.list",
    ]  # fmt: skip
