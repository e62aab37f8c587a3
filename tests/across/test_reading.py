"""The tables of many articles, read together: versions, copies, days, counts."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.across.written import Told, rows_of, write_rows, write_tables
from uratori.across import Across, Days, read_across
from uratori.across.groups import MOST_WORDINGS
from uratori.batch.rows import ErrorRow, Rows
from uratori.errors import DataError

DAY = date(2026, 1, 26)
RIGHT = "26日の日経平均株価の終値は3万9812円45銭だった。"
SAME = "26日の日経平均株価は3万9812円で取引を終えた。"
WRONG = "26日の日経平均株価は3万9182円で取引を終えた。"


def read(folder: Path, *articles: Told, days: Days | None = None, checked: bool = False) -> Across:
    return read_across(write_tables(folder, articles, checked=checked), days)


def test_a_claim_of_several_articles_is_one_group(tmp_path: Path) -> None:
    across = read(
        tmp_path,
        Told(text=RIGHT, published=DAY, id="a"),
        Told(text=RIGHT, published=DAY, id="b"),
        Told(text=SAME, published=DAY, id="c"),
        Told(text="27日の日経平均株価の終値は3万9999円だった。", published=DAY, id="d"),
    )
    (group,) = across.groups
    assert (group.name, group.key.metric, group.key.first, group.key.last) == (
        "日経平均株価", "close", DAY, DAY,
    )  # fmt: skip
    assert (group.articles, group.wordings, across.same) == (3, 2, 1)
    assert [(told.text, told.articles) for told in group.told] == [
        ("3万9812円45銭", 2), ("3万9812円", 1),
    ]  # fmt: skip
    assert (across.contradictions, across.disputes) == (0, ())


def test_both_sides_are_told_with_sentence_and_source(tmp_path: Path) -> None:
    across = read(
        tmp_path,
        Told(text=RIGHT, published=DAY, id="a", title="大引け", address="https://a.example/1"),
        Told(text=SAME, published=DAY, id="b"),
        Told(text=WRONG, published=date(2026, 1, 27), id="c", address="https://c.example/"),
    )
    (dispute,) = across.disputes
    assert (dispute.kind, dispute.settled, dispute.day) == (
        "contradiction", "session", date(2026, 1, 27),
    )  # fmt: skip
    many, one = dispute.sides
    assert (many.articles, many.wordings, one.articles) == (2, 2, 1)
    assert (many.low, many.high) == (Fraction("39812.445"), Fraction("39812.455"))
    assert [(v.sentence, v.title, v.address) for v in many.voices] == [
        (RIGHT, "大引け", "https://a.example/1"), (SAME, None, None),
    ]  # fmt: skip
    assert [(v.source, v.text, v.value) for v in one.voices] == [
        ("c.txt", "3万9182円", Fraction(39182))
    ]


def test_copies_of_a_text_are_one_voice(tmp_path: Path) -> None:
    copies = [Told(text=RIGHT, published=DAY, id=f"copy{n}") for n in range(60)]
    across = read(tmp_path, *copies, Told(text=WRONG, published=DAY, id="other"))
    (dispute,) = across.disputes
    assert [(side.articles, side.wordings) for side in dispute.sides] == [(60, 1), (1, 1)]
    assert [voice.copies for voice in dispute.sides[0].voices] == [60]


def test_of_an_article_the_latest_version_counts(tmp_path: Path) -> None:
    across = read(
        tmp_path,
        Told(text=RIGHT, published=DAY, id="a"),
        Told(text=WRONG, published=DAY, id="b", version=1),
        Told(text=SAME, published=date(2026, 1, 27), id="b", version=2),
    )
    assert (across.articles, across.contradictions, across.same) == (2, 0, 1)
    assert [count.name for count in across.claims_a_day] == ["2026-01-26", "2026-01-27"]


def test_an_article_that_tells_both_values_makes_them_two_things(tmp_path: Path) -> None:
    across = read(
        tmp_path,
        Told(text=RIGHT, published=DAY, id="a"),
        Told(text=WRONG, published=DAY, id="b"),
        Told(text=RIGHT + "\n" + WRONG, published=DAY, id="c"),
    )
    assert across.disputes == ()


def test_many_values_without_a_majority_are_not_of_one_claim(tmp_path: Path) -> None:
    prices = ("3万9812円", "3万9182円", "3万8912円")
    told = [
        Told(text=f"26日の日経平均株価の終値は{price}だった。", published=DAY, id=price)
        for price in prices
    ]
    assert read(tmp_path, *told).disputes == ()


def test_a_value_against_a_majority_is_told(tmp_path: Path) -> None:
    prices = ("3万9812円", "3万9182円", "3万8912円")
    told = [
        Told(text=f"26日の日経平均株価の終値は{price}だった。", published=DAY, id=f"{price}{n}")
        for price, articles in zip(prices, (4, 1, 1), strict=True)
        for n in range(articles)
    ]
    (dispute,) = read(tmp_path, *told).disputes
    assert [side.articles for side in dispute.sides] == [4, 1, 1]


def test_days_of_publication_are_bounds(tmp_path: Path) -> None:
    told = (
        Told(text=RIGHT, published=DAY, id="a"),
        Told(text=WRONG, published=date(2026, 1, 27), id="b"),
        Told(text="日経平均株価は3万9182円だった。", id="undated"),
    )
    assert read(tmp_path / "all", *told).articles == 3
    bounded = read(tmp_path / "some", *told, days=Days(since=DAY, until=DAY))
    assert (bounded.articles, bounded.contradictions) == (1, 0)
    later = read(tmp_path / "later", *told, days=Days(since=date(2026, 1, 27)))
    assert (later.articles, [c.name for c in later.claims_a_day]) == (1, ["2026-01-27"])


def test_files_of_other_days_are_not_opened(tmp_path: Path) -> None:
    told = [Told(text=RIGHT, published=DAY), Told(text=WRONG, published=date(2026, 1, 27))]
    write_tables(tmp_path, told)
    next(tmp_path.glob("claims/date=2026-01-27/*.parquet")).write_bytes(b"PAR1 no parquet PAR1")
    assert read_across(tmp_path, Days(until=DAY)).claims == 1
    with pytest.raises(DataError):
        read_across(tmp_path)


def test_findings_errors_and_entities_are_counted(tmp_path: Path) -> None:
    text = "日経平均株価は4万円台を回復し3万9980円で取引を終えた。"
    row = ErrorRow(
        article="x", digest="d", source="x.pdf", kind="Timeout", message="30 s", published=DAY
    )
    write_rows(tmp_path, Rows(errors=(row, row)), name="1" * 16)
    across = read(tmp_path, Told(text=text, published=DAY, id="a"), checked=True)
    assert (across.unread, across.findings) == (1, sum(c.count for c in across.statuses))
    assert across.statuses[0].name == "inconsistent"
    assert sum(day.wrong for day in across.claims_a_day) == 1
    assert ("日経平均株価", 2, 1) in [(e.name, e.count, e.wrong) for e in across.entities]


def test_the_order_of_shards_changes_nothing(tmp_path: Path) -> None:
    told = [
        Told(text=t, published=DAY, id=t[:14] + str(n)) for n, t in enumerate((RIGHT, SAME, WRONG))
    ]
    for folder, order in (("one", told), ("two", told[::-1])):
        for number, article in enumerate(order):
            write_rows(tmp_path / folder, rows_of(article), name=str(number) * 16)
    one, two = (read_across(tmp_path / folder) for folder in ("one", "two"))
    assert one.disputes == two.disputes
    assert one.groups == two.groups


def test_a_shard_without_a_manifest_does_not_count(tmp_path: Path) -> None:
    write_rows(tmp_path, rows_of(Told(text=RIGHT, published=DAY, id="a")), name="a" * 32)
    write_rows(tmp_path, rows_of(Told(text=WRONG, published=DAY, id="b")), name="b" * 32)
    assert read_across(tmp_path).contradictions == 1
    manifest = tmp_path / "shards" / "00" / "00ff.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text('{"shard": "' + "a" * 32 + '", "items": 1}', encoding="utf-8")
    across = read_across(tmp_path)
    assert (across.articles, across.contradictions) == (1, 0)


def test_hundreds_of_shards_take_no_more_memory(tmp_path: Path) -> None:
    write_rows(tmp_path, rows_of(Told(text=RIGHT, published=DAY, id="a")), name="a" * 32)
    for number in range(300):
        manifest = tmp_path / "shards" / "00" / f"{number:04}.json"
        manifest.parent.mkdir(parents=True, exist_ok=True)
        manifest.write_text(f'{{"shard": "{number:032}"}}', encoding="utf-8")
    manifest.write_text('{"shard": "' + "a" * 32 + '"}', encoding="utf-8")
    assert read_across(tmp_path).articles == 1


def test_a_damaged_manifest_is_told_in_one_line(tmp_path: Path) -> None:
    write_tables(tmp_path, [Told(text=RIGHT, published=DAY)])
    manifest = tmp_path / "shards" / "00" / "00ff.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        read_across(tmp_path)


def test_signs_of_patterns_in_a_name_mean_themselves(tmp_path: Path) -> None:
    folder = tmp_path / "it's [a]*?"
    assert read(folder, Told(text=RIGHT, published=DAY)).articles == 1


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no table of articles"):
        read_across(tmp_path)


def test_a_damaged_table_is_told_in_one_line(tmp_path: Path) -> None:
    write_tables(tmp_path, [Told(text=RIGHT, published=DAY)])
    next(tmp_path.glob("claims/*/*.parquet")).write_bytes(b"PAR1 no parquet PAR1")
    with pytest.raises(DataError, match="cannot be read") as told:
        read_across(tmp_path)
    assert "\n" not in str(told.value)


def test_of_many_wordings_so_many_are_read(tmp_path: Path) -> None:
    told = [
        Told(
            text=f"26日の日経平均株価の終値は3万9812円だった（第{n}報）。",
            published=DAY,
            id=f"a{n}",
        )
        for n in range(MOST_WORDINGS + 5)
    ]
    (dispute,) = read(tmp_path, *told, Told(text=WRONG, published=DAY, id="b")).disputes
    many, one = dispute.sides
    assert (many.articles, many.at_least) == (MOST_WORDINGS, True)
    assert (one.articles, one.at_least) == (1, False)
