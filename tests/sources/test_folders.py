"""Folders and patterns: order, ids, what is left out, loops."""

from __future__ import annotations

import os
import socket
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from uratori.sources import Item, PassedOver, SourceError, open_sources

TEXT = "日経平均は402円高。\n"


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the kinds that are read, some that are not, and hidden ones."""
    files = {
        "b.txt": TEXT.encode("cp932"),
        "a/z.md": TEXT.encode(),
        "a/y.HTML": b"<p>x</p>",
        "a/b/c.pdf": b"%PDF-1.7",
        "a.b/n.json": b'{"text": "x", "id": "j"}',
        "notes.docx": b"PK",
        "one.png": b"\x89PNG",
        "two.png": b"\x89PNG",
        "Makefile": b"all:",
        "sitemap.xml": b"<?xml version='1.0'?><urlset/>",
        ".hidden.txt": b"x",
        ".git/config.txt": b"x",
        "a/.cache/x.txt": b"x",
    }
    for name, data in files.items():
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news"


def test_a_folder_is_read_in_the_order_of_names(news: Path) -> None:
    *items, passed = open_sources(["news"])
    assert [item.id for item in items if isinstance(item, Item)] == [
        "a/b/c.pdf", "a/y.HTML", "a/z.md", "j", "b.txt",
    ]  # fmt: skip
    assert [item.source for item in items if isinstance(item, Item)] == [
        "news/a/b/c.pdf", "news/a/y.HTML", "news/a/z.md", "news/a.b/n.json", "news/b.txt",
    ]  # fmt: skip
    assert passed == PassedOver(
        source="news", count=5, kinds="png 2, docx 1, without a suffix 1, xml 1"
    )


def test_the_ids_are_those_below_the_folder_however_it_is_named(news: Path) -> None:
    by_name = [one.id for one in open_sources(["news"]) if isinstance(one, Item)]
    for name in ("./news/", str(news), "news/../news"):
        assert [one.id for one in open_sources([name]) if isinstance(one, Item)] == by_name


def test_texts_come_in_utf_8_and_pages_as_they_are(news: Path) -> None:
    found = {one.id: one for one in open_sources(["news"]) if isinstance(one, Item)}
    assert (found["b.txt"].media, found["b.txt"].body) == ("text", TEXT.encode())
    assert (found["a/y.HTML"].media, found["a/y.HTML"].body) == ("html", b"<p>x</p>")
    assert (found["a/b/c.pdf"].media, found["a/b/c.pdf"].body) == ("pdf", b"%PDF-1.7")
    assert {one.published for one in found.values()} == {None}
    told = open_sources(["news/b.txt"], published=date(2026, 1, 26))
    assert [one.published for one in told if isinstance(one, Item)] == [date(2026, 1, 26)]


PATTERNS = [
    ("news/*.txt", ["b.txt"]),
    ("news/**/*.md", ["a/z.md"]),
    ("news/**", ["a/b/c.pdf", "a/y.HTML", "a/z.md", "j", "b.txt"]),
    ("news/*/*.*", ["a/y.HTML", "a/z.md", "j"]),
    ("new?/[ab].txt", ["news/b.txt"]),
    ("n*s/a/**/c.pdf", ["news/a/b/c.pdf"]),
    ("news/[!b]*/z.md", ["a/z.md"]),
    ("*/b.txt", ["news/b.txt"]),
]


@pytest.mark.parametrize(("pattern", "ids"), PATTERNS)
def test_patterns(news: Path, pattern: str, ids: list[str]) -> None:
    found = [one for one in open_sources([pattern]) if not isinstance(one, PassedOver)]
    assert [one.id for one in found] == ids
    absolute = open_sources([str(news.parent / pattern)])
    assert [one.id for one in absolute if not isinstance(one, PassedOver)] == ids


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("nothing", "nothing: no such file (check the path)"),
        ("news/*.rtf", "news/*.rtf: holds no file (check the name)"),
        ("nothing/*.txt", "nothing: cannot be read: No such file or directory"),
        ("a\0b", "ab: cannot be read: embedded null byte"),
        ("a" * 300, "a" * 300 + ": cannot be read: File name too long"),
        ("a" * 300 + "*", "a" * 300 + "*: cannot be read: File name too long"),
        ("@" + "a" * 300, "a" * 300 + ": cannot be read: File name too long"),
    ],
)
def test_names_of_nothing(name: str, what: str) -> None:
    (error,) = open_sources([name])
    assert isinstance(error, SourceError)
    assert error.message.startswith(what)


@pytest.mark.usefixtures("news")
def test_a_name_with_the_signs_of_a_pattern_may_be_a_file() -> None:
    Path("news/[1].txt").write_text(TEXT, encoding="utf-8")
    (item,) = open_sources(["news/[1].txt"])
    assert isinstance(item, Item)
    assert item.id == "news/[1].txt"


def test_links_are_followed_and_loops_are_not(news: Path) -> None:
    (news / "a" / "up").symlink_to(news)
    (news / "a" / "self").symlink_to(news / "a")
    (news / "other").symlink_to(news / "a" / "b")
    (news / "broken").symlink_to(news / "nowhere")
    ids = [one.id for one in open_sources(["news"]) if isinstance(one, Item)]
    assert ids == ["a/b/c.pdf", "a/y.HTML", "a/z.md", "j", "b.txt", "other/c.pdf"]


def test_pipes_and_sockets_hold_nothing_up(news: Path) -> None:
    os.mkfifo(news / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(news)
        listening.bind("s.txt")
        assert len(list(open_sources(["."]))) == 6


def test_names_are_in_nfc_and_bytes_that_are_no_text_are_escaped(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "ガス.txt")
    (tmp_path / decomposed).write_text(TEXT, encoding="utf-8")
    with open(os.fsencode(tmp_path) + b"/z\xff.txt", "wb") as file:  # noqa: PTH123
        file.write(TEXT.encode())
    found = [one.id for one in open_sources([str(tmp_path)]) if isinstance(one, Item)]
    assert found == ["z\\xff.txt", "ガス.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_may_not_be_read(news: Path) -> None:
    (news / "a").chmod(0)
    found = list(open_sources(["news"]))
    (news / "a").chmod(0o700)
    assert isinstance(found[0], SourceError)
    assert found[0].message == "news/a: cannot be read: Permission denied (check its permissions)"
    assert len(found) == 4


def test_folders_in_folders(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text(TEXT, encoding="utf-8")
    (item,) = open_sources([str(tmp_path)])
    assert isinstance(item, Item)
    assert item.id == "d/" * 200 + "x.txt"


SINGLE = [
    # what stands in a file whose name says nothing
    (TEXT.encode(), ["text"]),
    (b"<html><body>x</body></html>", ["html"]),
    (b"%PDF-1.7", ["pdf"]),
    (b'{"text": "x"}\n{"text": "y"}\n', ["text", "text"]),
    (b'[{"text": "x"}, {"text": "y"}]', ["text", "text"]),
    (b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>x</title></item></channel>"
     b"</rss>", ["text"]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "media"), SINGLE)
def test_a_file_whose_name_says_nothing_is_told_by_its_beginning(
    tmp_path: Path, data: bytes, media: list[str]
) -> None:
    (tmp_path / "thing").write_bytes(data)
    found = open_sources([str(tmp_path / "thing")])
    assert [one.media for one in found if isinstance(one, Item)] == media


BAD = [
    ("a.txt", b"", "the article is empty"),
    ("a.txt", b" \n\t", "the article is empty"),
    ("a.html", b"\n\n", "the article is empty"),
    ("a.txt", b"a\0b", "holds a NUL byte"),
    ("a.txt", b"\xff\xfe\xfd", "damaged UTF-16"),
    ("a.txt", b"%PDF-1.7", "is a PDF file"),
    ("a.txt", b"x" * 10_000_001, "more than 10 MB (split the article)"),
    ("a.pdf", b"x" * 10_000_001, "more than 10 MB (split the article)"),
    ("a.json", b"{", "is no JSON"),
    ("a.json", b"[" * 100_000, "nested too deeply"),
    ("a.json", b"5", "is no article"),
    ("a.xml", b"<urlset/>", "is no feed"),
]


@pytest.mark.parametrize(("name", "data", "what"), BAD)
def test_files_that_are_no_article(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    found = list(open_sources([str(tmp_path / name), str(tmp_path / "b.txt")]))
    error = found[0]
    assert isinstance(error, SourceError)
    assert what in error.message
    assert error.kind == "ArticleError"
    assert isinstance(found[1], Item)
