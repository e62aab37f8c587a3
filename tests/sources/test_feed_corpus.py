"""A corpus of feeds: each format in each encoding, rightly and wrongly declared, to the letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from uratori.sources import Item, SourceError, open_sources
from uratori.sources.feed_entries import items_of, parsed

from .feeds import ENTRIES, FORMATS, Entry, declared, encoded, feed, html_of, items

ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("utf-8-sig", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("utf-16-le", "UTF-16"),
    ("utf-16-be", "UTF-16BE"),
    ("utf-32", "UTF-32"),
    ("cp932", "Shift_JIS"),
    ("cp932", "Windows-31J"),
    ("euc", "EUC-JP"),
    ("jis", "ISO-2022-JP"),
]


def read(data: bytes, charset: str | None = None) -> list[Item]:
    return items(list(items_of(parsed(data, charset=charset, shown="feed.xml"), None)))


def assert_read(found: list[Item]) -> None:
    """Every letter of every field is what was written."""
    assert [item.body.decode() for item in found] == [html_of(entry) for entry in ENTRIES]
    assert [item.title for item in found] == [entry.title for entry in ENTRIES]
    assert [item.author for item in found] == [entry.author for entry in ENTRIES]
    assert [item.id for item in found] == [entry.id for entry in ENTRIES]
    assert [item.address for item in found] == [entry.link for entry in ENTRIES]
    assert [str(item.published) for item in found] == [entry.day for entry in ENTRIES]
    assert {(item.media, item.charset) for item in found} == {("html", "utf-8")}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("encoding", "name"), ENCODINGS)
def test_each_format_in_each_encoding(form: str, encoding: str, name: str) -> None:
    assert_read(read(encoded(declared(feed(form), name), encoding)))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc", "jis"])
def test_each_format_that_declares_nothing(form: str, encoding: str) -> None:
    assert_read(read(encoded(feed(form), encoding)))


WRONG = [
    # the bytes, the XML declaration, the HTTP header
    ("utf-8", "Shift_JIS", None),
    ("utf-8", "EUC-JP", "shift_jis"),
    ("utf-8", "UTF-8", "ISO-8859-1"),
    ("utf-8", "UTF-16", None),
    ("utf-8", "nonsense", "nonsense"),
    ("utf-8-sig", "Shift_JIS", "EUC-JP"),
    ("cp932", "Shift_JIS", "utf-8"),
    ("cp932", "UTF-8", None),
    ("cp932", "UTF-8", "Shift_JIS"),
    ("cp932", "Shift_JIS", "EUC-JP"),
    ("cp932", "Shift_JIS", "ISO-8859-1"),
    ("cp932", "ISO-8859-1", "us-ascii"),
    ("cp932", None, "windows-1252"),
    ("euc", "EUC-JP", "utf-8"),
    ("euc", "UTF-8", "EUC-JP"),
    ("euc", "EUC-JP", "Shift_JIS"),
    ("euc", "EUC-JP", "ISO-8859-1"),
    ("euc", "ISO-8859-1", None),
    ("euc", None, "us-ascii"),
    ("jis", "Shift_JIS", "utf-8"),
    ("jis", "UTF-8", "ISO-8859-1"),
    ("utf-16", "UTF-8", "Shift_JIS"),
    ("utf-16", "UTF-16", "GB2312"),
    ("utf-8-sig", "GB2312", "EUC-KR"),
    ("cp932", "Shift_JIS", "x-unknown"),
    ("utf-16-le", "UTF-8", "utf-8"),
]


@pytest.mark.parametrize(("encoding", "name", "charset"), WRONG)
def test_declarations_that_do_not_fit(encoding: str, name: str | None, charset: str | None) -> None:
    assert_read(read(encoded(declared(feed(), name), encoding), charset))


# Characters that Unicode's, JIS's and Microsoft's tables map in two ways.
TWO_WAYS = set("―—〜～∥‖－−¢￠£￡¬￢＼\\￥‾~")


def jis_characters() -> str:
    """All of rows 1 to 84 of JIS X 0208: signs, kana, letters and 6,355 kanji."""
    found = []
    for row in range(0x21, 0x75):
        for cell in range(0x21, 0x7F):
            try:
                found.append(bytes((row | 0x80, cell | 0x80)).decode("euc_jp"))
            except UnicodeDecodeError:
                continue
    return "".join(c for c in found if c not in TWO_WAYS)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("cp932", "Shift_JIS"), ("euc", "EUC-JP"), ("jis", "ISO-2022-JP")],
)
def test_every_character_of_jis_in_four_encodings(encoding: str, name: str) -> None:
    characters = jis_characters()
    assert len(characters) > 6800
    texts = [characters[at : at + 97] for at in range(0, len(characters), 97)]
    entries = tuple(
        Entry(title=f"{n}件", body=text, link=f"https://news.example/{n}", id=f"urn:x:{n}")
        for n, text in enumerate(texts)
    )
    found = read(encoded(declared(feed("rss 2.0", entries), name), encoding))
    assert [item.body.decode() for item in found] == [f"<p>{text}</p>" for text in texts]


def test_one_damaged_item_of_a_feed_is_told_and_the_others_read() -> None:
    cut = encoded(declared(feed("rss 2.0", ENTRIES * 30), "UTF-8"), "utf-8")
    at = cut.index("東京株式".encode(), 9000)
    found = list(items_of(parsed(cut[: at + 1] + cut[at + 2 :], shown="f.xml"), None))
    errors = [one for one in found if isinstance(one, SourceError)]
    assert len(found) == 60
    assert [error.message for error in errors] == [
        f"f.xml#{found.index(errors[0]) + 1}: holds a damaged character (ask its publisher)"
    ]
    assert errors[0].id == ENTRIES[0].id
    assert errors[0].published == date(2026, 1, 26)


def test_a_file_of_a_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(encoded(declared(feed(), "Shift_JIS"), "cp932"))
    assert_read(items(list(open_sources([str(path)]))))


OTHER = [
    ("日经平均指数上涨402点", "gb18030", "GB2312"),
    ("日经平均指数上涨402点", "gb18030", "gbk"),
    ("日經平均指數上漲402點", "big5", "Big5"),
    ("닛케이 평균 402포인트 상승", "cp949", "EUC-KR"),
    ("Le Nikkei gagne 1,02\xa0% à 39\xa0812 – résumé", "cp1252", "ISO-8859-1"),
    ("Индекс Никкей вырос", "cp1251", "windows-1251"),
    ("日经平均指数上涨402点", "utf-8", "GB2312"),
]


@pytest.mark.parametrize(("text", "encoding", "name"), OTHER)
@pytest.mark.parametrize("by_header", [False, True])
def test_feeds_of_other_languages_are_not_read_as_japanese(
    text: str, encoding: str, name: str, by_header: bool
) -> None:
    entry = Entry(title=text, body=text, link="https://x.example/1", id="urn:1", author="A")
    data = declared(feed("rss 2.0", (entry,)), None if by_header else name)
    data = data.replace("市況", "x").replace("短い", "y")
    (item,) = read(data.encode(encoding), name if by_header else None)
    assert item.body.decode() == html_of(entry)
