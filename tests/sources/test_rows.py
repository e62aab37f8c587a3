"""JSON, JSON Lines, CSV, TSV and Parquet: the same columns, and one bad row at a time."""

from __future__ import annotations

import gzip
import io
import sys
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pyarrow
import pyarrow.parquet
import pytest

from uratori.articles import read_article
from uratori.lexicon import read_table
from uratori.sources import Given, Item, SourceError, open_sources


def given(path: Path, data: bytes | str, **terms: Any) -> list[Given]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(open_sources([str(path)], **terms))


def told(found: list[Given]) -> list[str]:
    """Give the body of each item, and what is wrong with the others behind the file's name."""
    return [
        one.body.decode()
        if isinstance(one, Item)
        else one.message.partition("/a.")[2].partition(" (")[0]
        if isinstance(one, SourceError)
        else repr(one)
        for one in found
    ]


FIELDS = [
    # a row, and title, author, day, id, address
    ({"text": "本文"}, (None, None, None, None, None)),
    ({"body": "本文", "headline": "題"}, ("題", None, None, None, None)),
    ({"CONTENT ": "本文", "Title": " 二\n行 "}, ("二 行", None, None, None, None)),
    ({"本文": "本文", "見出し": "題", "著者": "山田", "公開日": "2026年1月26日"},
     ("題", "山田", date(2026, 1, 26), None, None)),
    ({"text": "本文", "date": "2026-01-26"}, (None, None, date(2026, 1, 26), None, None)),
    ({"text": "本文", "published": "2026-01-26T23:00:00-05:00", "date": "2020-01-01"},
     (None, None, date(2026, 1, 26), None, None)),
    ({"text": "本文", "published": None, "date": "2020/1/1"},
     (None, None, date(2020, 1, 1), None, None)),
    ({"text": "本文", "id": 7, "url": "https://x.example/7"},
     (None, None, None, "7", "https://x.example/7")),
    ({"text": "本文", "url": "https://x.example/7"},
     (None, None, None, "https://x.example/7", "https://x.example/7")),
    ({"text": "本文", "url": "7.html"}, (None, None, None, "7.html", None)),
    ({"text": "本文", "id": True, "title": 3, "author": ["山田"]}, ("3", None, None, None, None)),
    ({"text": "本文", "date": 20260126, "id": 7.0}, (None, None, date(2026, 1, 26), "7", None)),
    ({"text": "本文", "date": 1769410800}, (None, None, date(2026, 1, 26), None, None)),
    ({"text": "本文", "date": 1769439600000.0}, (None, None, date(2026, 1, 27), None, None)),
    ({"text": "", "body": "本文"}, (None, None, None, None, None)),
    ({"text": None, "content": "本文"}, (None, None, None, None, None)),
    ({"text": "本文", "content": [{"p": 1}], "extra": {"deep": [1]}},
     (None, None, None, None, None)),
    ({"article": {"text": "本文", "title": "題", "id": "x"}, "claims": []},
     ("題", None, None, "x", None)),
]  # fmt: skip


def test_an_empty_list_is_an_error(tmp_path: Path) -> None:
    assert told(given(tmp_path / "a.json", "[]")) == ["json: holds no article"]


@pytest.mark.parametrize(("row", "fields"), FIELDS)
def test_the_columns_of_a_row(tmp_path: Path, row: dict[str, Any], fields: tuple[Any, ...]) -> None:
    line = msgspec.json.encode(row)
    (item,) = given(tmp_path / "a.jsonl", line)
    assert isinstance(item, Item)
    title, author, day, named, address = fields
    assert item.body.decode() == "本文"
    assert (item.title, item.author, item.published) == (title, author, day)
    assert (item.id, item.address) == (named or item.version, address)
    assert item.source.endswith("/a.jsonl:1")
    (other,) = given(tmp_path / "a.json", line)
    assert isinstance(other, Item)
    article = read_article(tmp_path / "a.json")
    assert article.text == "本文"
    assert (article.title, article.author) == (title, author)
    assert (article.published, article.id) == (day, named or article.sha256[:12])
    assert (other.id, other.version) == (item.id, item.version)


def test_the_documentation_names_the_columns() -> None:
    text = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    told: dict[str, list[str]] = {}
    for row in read_table("columns", "uratori.articles"):
        told.setdefault(row["field"], []).append(row["name"])
    assert set(told) == {"text", "title", "author", "published", "id", "url"}
    assert [field for field, names in told.items() if f"| {', '.join(names)} |" not in text] == []


LINES = r"""
{"text": "一"}

{"text": "二", "id": "x"}
not json
{"text": ""}
{"text": " \n"}
{"text": "a\u0000b"}
{"text": "\ud800"}
{"title": "題"}
{"text": {"a": 1}}
{"text": "三", "date": "昨日"}
["四"]
{"text": "五", "date": "2026-02-30"}
{"text": "六"}"""
TOLD = [
    "一",
    "二",
    "jsonl:5: is no JSON: JSON is malformed: invalid character",
    "jsonl:6: the article is empty",
    "jsonl:7: the article is empty",
    "jsonl:8: holds NUL, so it is not text",
    "jsonl:9: is no JSON: Input data was truncated",
    "jsonl:10: has no text",
    "jsonl:11: text is no text",
    "jsonl:12: published is no date: '昨日'",
    "jsonl:13: is no article",
    "jsonl:14: published is no date: '2026-02-30'",
    "六",
]


@pytest.mark.parametrize(
    "packed",
    [
        str.encode,
        lambda text: gzip.compress(text.encode()),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: gzip.compress(text.encode("utf-16")),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("cp932"),
        lambda text: text.encode("euc_jp"),
    ],
    ids=["utf-8", "gzip", "mark", "utf-16", "utf-16 gzip", "crlf", "shift_jis", "euc-jp"],
)
def test_a_damaged_line_is_told_and_the_rest_read(tmp_path: Path, packed: Any) -> None:
    found = told(given(tmp_path / "a.jsonl", packed(LINES)))
    assert [line.partition(" (")[0] for line in found] == [line.partition(" (")[0] for line in TOLD]


def test_errors_have_the_digest_of_their_line_and_the_id_where_it_is_known(tmp_path: Path) -> None:
    (error,) = given(tmp_path / "a.jsonl", '{"text": "", "id": "x"}')
    assert isinstance(error, SourceError)
    assert error.id == "x"
    assert error.digest == sha256(b'{"text": "", "id": "x"}').hexdigest()


def test_an_item_s_error_has_a_digest_and_a_source_s_has_none(tmp_path: Path) -> None:
    long = '{"text": "' + "a" * 11_000_000 + '"}'
    items = [
        *given(tmp_path / "a.jsonl", "x\n" + long),
        *given(tmp_path / "a.json", '{"text": 5}'),
        *given(tmp_path / "a.json", "{"),
        *given(tmp_path / "a.json", "[" + long + "]"),
        *given(tmp_path / "a.csv", "text,id\n1\n,2\n"),
        *given(tmp_path / "a.txt", b"a\0"),
        *given(tmp_path / "a.html", b" "),
        *given(tmp_path / "a.rss", "<rss version='2.0'><channel><item/></channel></rss>"),
        *given(tmp_path / "a.warc", b"WARC/1.1\r\nno"),
    ]
    assert [one for one in items if not (isinstance(one, SourceError) and one.digest)] == []
    assert len(items) == 11
    whole = [
        *given(tmp_path / "a.csv", "a,b\n1,2\n"),
        *given(tmp_path / "a.parquet", b"PAR1"),
        *given(tmp_path / "a.rss", "<rss"),
        *open_sources([str(tmp_path / "none"), f"@{tmp_path / 'none'}"]),
    ]
    assert [getattr(one, "digest", "") for one in whole] == [None] * 5


def test_a_line_that_is_too_long_is_one_error(tmp_path: Path) -> None:
    lines = [b'{"text": "1"}', b'{"text": "' + b"a" * 11_000_000 + b'"}', b'{"text": "3"}']
    found = told(given(tmp_path / "a.jsonl", b"\n".join(lines)))
    assert found == ["1", "jsonl:2: a line of more than 10 MB", "3"]


@pytest.mark.parametrize("cut", [1, 9, 40])
def test_gzip_that_is_cut_off_gives_what_came_before(tmp_path: Path, cut: int) -> None:
    lines = "".join(f'{{"text": "{n} {n**9}"}}\n' for n in range(3000))
    found = given(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode())[:-cut])
    assert len(found) > 2000
    assert isinstance(found[-1], SourceError)
    assert "cannot be read: Compressed file ended" in found[-1].message
    assert {type(one) for one in found[:-1]} <= {Item, SourceError}


def test_json_in_one_piece(tmp_path: Path) -> None:
    found = given(tmp_path / "a.json", '[{"text": "一", "id": 1}, 5, {"text": "二"}]')
    assert told(found) == ["一", "json[1]: is no article", "二"]
    assert told(given(tmp_path / "a.json", '{"text":\n "一"\n}\n')) == ["一"]
    assert told(given(tmp_path / "a.json", '{"text": "一"}\n{"text": "二"}\n')) == ["一", "二"]
    large = b'[{"text": "' + b"a" * 10_000_000 + b'"}]'
    assert told(given(tmp_path / "a.json", large)) == ["json: more than 10 MB in one piece"]
    lines = b'{"text": "' + b"a" * 4_000_000 + b'"}\n'
    assert len(given(tmp_path / "a.json", lines * 4)) == 4


def test_rows_without_an_id_are_known_by_what_they_hold(tmp_path: Path) -> None:
    first, second = given(tmp_path / "a.jsonl", '{"text": "一"}\n{"text": "二"}')
    again = given(tmp_path / "b.jsonl", '{"text": "零"}\n{"text": "二"}\n{"text": "一"}')
    assert [one.id for one in again if isinstance(one, Item)][1:] == [
        one.id for one in (second, first) if isinstance(one, Item)
    ]
    (dated,) = given(tmp_path / "c.jsonl", '{"text": "一"}', published=date(2026, 1, 26))
    assert isinstance(dated, Item)
    assert isinstance(first, Item)
    assert dated.id == first.id
    assert dated.version != first.version


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO('{"text": "一"}\nx\n{"text": "二"}'.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    found = list(open_sources(["-"]))
    assert [getattr(one, "source", "") for one in found] == ["-:1", "-:2", "-:3"]
    monkeypatch.setattr(sys, "stdin", None)
    (error,) = open_sources(["-"])
    assert isinstance(error, SourceError)
    assert error.message == "-: standard input is closed (give a file)"


# --- tables ------------------------------------------------------------------------------------

TABLE = 'id,タイトル,本文,日付\r\n1,題,"日経平均は,\r\n""402円""高①",2026/1/26\r\n2,,円は154円,\r\n'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jis_2004", "iso2022_jp_2004"]
)
def test_csv_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    found = given(tmp_path / "a.csv", TABLE.encode(encoding))
    assert told(found) == ['日経平均は,\r\n"402円"高①', "円は154円"]
    assert [(one.id, one.title, one.published) for one in found if isinstance(one, Item)] == [
        ("1", "題", date(2026, 1, 26)),
        ("2", None, None),
    ]
    assert [str(getattr(one, "source", ""))[-7:] for one in found] == ["a.csv:2", "a.csv:4"]


TABLES = [
    ("a.csv", "text\n一\n\n二\n", ["一", "二"]),
    ("a.csv", "id;text\n1;一\n", ["一"]),
    ("a.tsv", "id\ttext\n1\t一,二\n", ["一,二"]),
    ("a.csv", "id\ttext\n1\t一\n", ["一"]),
    ("a.tsv", 'text\tid\n"引用"と\t1\n"開く\t2\n"全部"\t3\n', ['"引用"と', '"開く', "全部"]),
    ("a.csv", 'id,text\n1,"開く\n2,"二"\n3,三\n',
     ["csv:2: cannot be read: ',' expected after '\"'", "二", "三"]),
    ("a.csv", 'id,text\n1,一\n2,"開く\n3,三\n4,四\n',
     ["一", "csv:3: cannot be read: unexpected end of data", "三", "四"]),
    ("a.csv", "id,text\n1\n2,二,3\n4,四\n",
     ["csv:2: 1 columns where the first line has 2",
      "csv:3: 3 columns where the first line has 2", "四"]),
    ("a.csv", "text,text\n一,二\n", ["一"]),
    ("a.csv", "text,date\n一,昨日\n", ["csv:2: published is no date: '昨日'"]),
    ("a.csv", "text,id\na\0b,1\n", ["csv:2: holds NUL, so it is not text"]),
    ("a.csv", "a,b\n1,2\n", ["csv: has no column of text"]),
    ("a.csv", "", ["csv: is empty"]),
    ("a.csv", "text\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "table", "due"), TABLES)
def test_tables(tmp_path: Path, name: str, table: str, due: list[str]) -> None:
    found = told(given(tmp_path / name, table))
    assert [line.split(" (")[0] for line in found] == due


def test_a_line_in_another_encoding_costs_its_row(tmp_path: Path) -> None:
    rows = "text,id\n日経平均,1\n".encode() + "円安ドル高,2\n".encode("cp932") + "株高,3\n".encode()
    filler = "".join(f"{n}円{n}{n}{n}円,{n}\n" for n in range(50_000)).encode()
    found = told(given(tmp_path / "a.csv", b"text,id\n" + filler + rows.partition(b"\n")[2]))
    assert found[-3:] == [
        "日経平均",
        "csv:50003: a line that is not in the encoding of the file",
        "株高",
    ]


def test_a_field_that_is_too_long(tmp_path: Path) -> None:
    rows = f"text,id\n一,1\n{'a' * 11_000_000},2\n二,3\n"
    assert told(given(tmp_path / "a.csv", rows)) == [
        "一",
        "csv:3: cannot be read: a line of more than 10 MB",
        "二",
    ]
    quoted = f'text,id\n"{"a" * 900_000}\n' + f"{'b' * 900_000}\n" * 30 + "二,3\n"
    found = told(given(tmp_path / "a.csv", quoted))
    assert found[:2] == [
        "csv:2: cannot be read: a row of more than 20 MB",
        "csv:3: 1 columns where the first line has 2",
    ]
    assert found[-1] == "二"


# --- Parquet -----------------------------------------------------------------------------------


def test_parquet(tmp_path: Path) -> None:
    moment = datetime(2026, 1, 26, 15, tzinfo=UTC)
    table = pyarrow.table(
        {
            "Body": ["一", "二", None, "四"],
            "id": [1, 2, 3, None],
            "date": pyarrow.array([moment] * 4, pyarrow.timestamp("ns", "UTC")),
            "title": pyarrow.array(["題", None, "x", "y"]).dictionary_encode(),
            "huge": [b"x" * 1000] * 4,
        }
    )
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    found = list(open_sources([str(tmp_path / "a.parquet")]))
    assert told(found) == ["一", "二", "parquet#2: the article is empty", "四"]
    first, _, third, last = found
    assert isinstance(first, Item)
    assert (first.id, first.title, first.published) == ("1", "題", date(2026, 1, 27))
    assert third.id == "3" if isinstance(third, SourceError) else False
    assert isinstance(last, Item)
    assert last.id == last.version


PARQUET = [
    ({"text": pyarrow.array(["一"], pyarrow.large_string())}, ["一"]),
    ({"text": pyarrow.array(["一"], pyarrow.string_view())}, ["一"]),
    ({"text": pyarrow.array(["日経平均株価".encode("cp932")])}, ["日経平均株価"]),
    ({"text": ["一"], "date": pyarrow.array([date(2026, 1, 26)])}, ["一"]),
    ({"text": [["一"]]}, ["parquet#0: text is no text"]),
    ({"text": [5]}, ["parquet#0: text is no text"]),
    ({"text": ["一"], "date": [float("nan")]}, ["一"]),
    ({"text": ["一"], "date": [1.5]}, ["parquet#0: published is no date: '1.5'"]),
    ({"text": ["一"], "date": [float("inf")]}, ["parquet#0: published is no date: 'inf'"]),
    ({"text": ["一"], "date": [99999999]}, ["parquet#0: published is no date: '99999999'"]),
    ({"text": ["一"], "date": [True]}, ["parquet#0: published is no date: 'True'"]),
    ({"text": ["a\0b"]}, ["parquet#0: holds NUL, so it is not text"]),
    ({"other": ["一"]}, ["parquet: has no column of text"]),
]


@pytest.mark.parametrize(("columns", "due"), PARQUET)
def test_kinds_of_columns(tmp_path: Path, columns: dict[str, Any], due: list[str]) -> None:
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    assert told(list(open_sources([str(tmp_path / "a.parquet")]))) == due


def test_parquet_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"text": ["一" * 9] * 5000}), path)
    data = path.read_bytes()
    for cut in (data[:-5], data[:100], b"PAR1" + bytes(100) + b"PAR1", b"PAR1"):
        (error,) = given(path, cut)
        assert isinstance(error, SourceError)
        assert "a.parquet: cannot be read: " in error.message
        assert "\n" not in error.message
