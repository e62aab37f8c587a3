"""Rows of the store as files: what is read, what is refused and how it is told."""

from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from uratori.errors import DataError
from uratori.market.facts import QUALITIES, Fact, bundled_facts
from uratori.market.storage import files
from uratori.market.storage.files import read_file, write_csv, write_parquet
from uratori.market.storage.rows import COLUMNS, fiscal_days, fiscal_label

TODAY = date(2026, 11, 1)
HEAD = "entity,metric,date,value,unit,source,address,definition"
ROW = "index:sp500,close,2026-01-23,6915.61,points,FRED SP500,https://example.org/,close"


def put(folder: Path, text: str | bytes, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(folder: Path, *rows: str, head: str = HEAD) -> tuple[Fact, ...]:
    return read_file(put(folder, "\n".join((head, *rows)) + "\n"), today=TODAY)


def refusal(folder: Path, *rows: str, head: str = HEAD) -> str:
    with pytest.raises(DataError) as caught:
        read(folder, *rows, head=head)
    line = str(caught.value)
    assert "\n" not in line
    assert "no row of it was taken" in line
    return line.replace(f"{folder / 'rows.csv'}, ", "")


def test_a_row_with_the_columns_that_must_be_there(tmp_path: Path) -> None:
    path = put(tmp_path, f"{HEAD}\n{ROW}\n")
    assert read_file(path, today=TODAY) == (
        Fact(
            entity="index:sp500",
            metric="close",
            definition="close",
            date=date(2026, 1, 23),
            value=Fraction("6915.61"),
            unit="points",
            source="FRED SP500",
            address="https://example.org/",
            retrieved=TODAY,
            quality="secondary",
            place=Fraction("0.01"),
            sha256=sha256(path.read_bytes()).hexdigest(),
        ),
    )


def test_the_day_of_reading_is_the_day_of_retrieval(tmp_path: Path) -> None:
    (row,) = read_file(put(tmp_path, f"{HEAD}\n{ROW}\n"))
    assert abs((date.today() - row.retrieved).days) <= 1


def test_every_column_in_any_order(tmp_path: Path) -> None:
    digest = "0f" * 32
    head = "note,Quality,known,retrieved,place,start,sha256," + HEAD
    cells = f'"a, b",primary,2025-08-07,2025-08-08,1000000,2025-04-01,{digest},'
    (row,) = read(
        tmp_path,
        cells + "XTKS:7203,sales,2025-06-30,12253300000000,JPY,EDINET,https://e/,consolidated",
        head=head,
    )
    assert (row.note, row.quality, row.known) == ("a, b", "primary", date(2025, 8, 7))
    assert (row.start, row.date) == (date(2025, 4, 1), date(2025, 6, 30))
    assert (row.place, row.retrieved, row.sha256) == (10**6, date(2025, 8, 8), digest)


@pytest.mark.parametrize(
    ("written", "value", "place"),
    [
        ("28", 28, 1),
        ("28.0", 28, "0.1"),
        ("-0.50", "-0.5", "0.01"),
        ("+3", 3, 1),
        ('"1,234,567.8"', "1234567.8", "0.1"),
        ("4.81E+13", 48_100_000_000_000, 10**11),
        ("12e-2", "0.12", "0.01"),
        ("1/3", "1/3", 0),
    ],
)
def test_a_value_is_exact_and_keeps_its_last_place(
    tmp_path: Path, written: str, value: Any, place: Any
) -> None:
    (row,) = read(tmp_path, f"macro:us.cpi,level,2026-01-01,{written},index,BLS,https://e/,sa")
    assert (row.value, row.place) == (Fraction(value), Fraction(place))


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("FY2026-03", date(2025, 4, 1), date(2026, 3, 31)),
        ("FY2026-03-Q1", date(2025, 4, 1), date(2025, 6, 30)),
        ("FY2026-03-Q2", date(2025, 4, 1), date(2025, 9, 30)),
        ("FY2026-03-H1", date(2025, 4, 1), date(2025, 9, 30)),
        ("FY2026-03-Q3", date(2025, 4, 1), date(2025, 12, 31)),
        ("FY2026-03-9M", date(2025, 4, 1), date(2025, 12, 31)),
        ("FY2026-03-Q4", date(2025, 4, 1), date(2026, 3, 31)),
        ("FY2024-02", date(2023, 3, 1), date(2024, 2, 29)),
        ("FY2025-12-Q3", date(2025, 1, 1), date(2025, 9, 30)),
    ],
)
def test_a_fiscal_label_is_the_days_from_the_year_s_begin(
    tmp_path: Path, label: str, start: date, end: date
) -> None:
    (row,) = read(tmp_path, f"XTKS:7203,sales,{label},12,JPY,EDINET,https://e/,consolidated")
    assert (row.start, row.date) == (start, end) == fiscal_days(label)


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2025, 4, 1), date(2026, 3, 31), "FY2026-03"),
        (date(2025, 4, 1), date(2025, 12, 31), "FY2026-03-Q3"),
        (date(2025, 3, 21), date(2026, 3, 20), ""),
        (date(2025, 4, 1), date(2025, 8, 31), ""),
        (date(9999, 4, 1), date(9999, 6, 30), ""),
    ],
)
def test_days_have_a_label_where_they_are_a_fiscal_period(
    start: date, end: date, label: str
) -> None:
    assert fiscal_label(start, end) == label


@pytest.mark.parametrize(
    ("entity", "cell", "day"),
    [
        ("macro:us.cpi", "2026-01", date(2026, 1, 1)),
        ("macro:jp.gdp", "2026-Q2", date(2026, 4, 1)),
        ("index:sp500", "2026-01-23 00:00:00", date(2026, 1, 23)),
    ],
)
def test_other_ways_to_write_a_day(tmp_path: Path, entity: str, cell: str, day: date) -> None:
    (row,) = read(tmp_path, f"{entity},level,{cell},1,index,s,https://e/,sa")
    assert row.date == day


REFUSED = [
    (ROW.replace("6915.61", "6,915.61"), "line 3: 9 cells where 8 are due"),
    (ROW.replace("6915.61", "n/a"), "line 3: value 'n/a' is no number"),
    (ROW.replace("6915.61", "nan"), "line 3: value 'nan' is no number"),
    (ROW.replace("6915.61", "1/0"), "line 3: value '1/0' is no number"),
    (ROW.replace("6915.61", "1e999999999"), "line 3: value '1e999999999' is no number"),
    (ROW.replace("6915.61", "9" * 5000), "line 3: value '" + "9" * 40 + "…' is no number"),
    (ROW.replace("6915.61", ""), "line 3: value is empty"),
    (ROW.replace("6915.61", "-6915.61"), "line 3: close -6915.61 is not above zero"),
    (ROW.replace("2026-01-23", "2026-02-30"), "line 3: date '2026-02-30' is no day"),
    (ROW.replace("2026-01-23", "2026-01"), "line 3: date '2026-01' is no day"),
    (ROW.replace("2026-01-23", "23/01/2026"), "line 3: date '23/01/2026' is no day"),
    (ROW.replace("2026-01-23", "2027-01-22"), "line 3: date 2027-01-22 is after it was retrieved"),
    (ROW.replace("2026-01-23", "FY2026-13"), "line 3: 'FY2026-13' is no fiscal period"),
    (ROW.replace("2026-01-23", "FY0001-01"), "line 3: 'FY0001-01' is no fiscal period"),
    (ROW.replace("index:sp500", "S&P 500"), "line 3: entity 'S&P 500' is not such as index:sp500"),
    (ROW.replace(",close,", ",Close,", 1), "line 3: metric 'Close' is not such as close"),
    (ROW.replace("points", "two words"), "line 3: unit 'two words' is not such as percent"),
    (ROW.replace("FRED", "FR\x07ED"), "line 3: source holds a control character"),
    (ROW.replace("FRED", "x" * 5000), "line 3: source has 5006 characters"),
    (
        ROW.replace("index:sp500", "fx:USDJPY").replace("points", "USD/JPY"),
        "line 3: unit USD/JPY is not JPY/USD, that of fx:USDJPY",
    ),
    (ROW.replace("6915.61", "6915.62"), "line 3: another value than line 2 for the same day"),
    (ROW.replace("FRED", '"FRED'), "line 3: "),
]


@pytest.mark.parametrize(("row", "told"), REFUSED, ids=[told[:40] for _, told in REFUSED])
def test_a_bad_row_is_named_by_its_line_and_reason(tmp_path: Path, row: str, told: str) -> None:
    assert refusal(tmp_path, ROW, row).startswith(told)


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("start", "2026-01-24", "line 2: start 2026-01-24 is after date 2026-01-23"),
        ("place", "-1", "line 2: place -1 is below zero"),
        ("place", "x", "line 2: place 'x' is no number"),
        ("quality", "good", "line 2: quality 'good' is none of primary, secondary, weak"),
        ("sha256", "abc", "line 2: sha256 'abc' is no digest"),
        ("known", "soon", "line 2: known 'soon' is no day"),
    ],
)
def test_a_bad_cell_of_a_column_that_may_be_missing(
    tmp_path: Path, column: str, cell: str, told: str
) -> None:
    assert refusal(tmp_path, f"{ROW},{cell}", head=f"{HEAD},{column}").startswith(told)


def test_a_start_that_contradicts_its_label(tmp_path: Path) -> None:
    row = "XTKS:7203,sales,FY2026-03,1,JPY,s,https://e/,consolidated,2025-05-01"
    told = refusal(tmp_path, row, head=f"{HEAD},start")
    assert told.startswith("line 2: start 2025-05-01 is not the first day of FY2026-03")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (HEAD.replace(",unit", ""), "line 1: no column unit"),
        (f"{HEAD},colour", "line 1: column 'colour' is not one that is read"),
        (f"{HEAD},note,note", "line 1: column note is there twice"),
        ("<!DOCTYPE html>", "line 1: no column entity, metric"),
    ],
)
def test_a_header_that_is_not_the_one_due(tmp_path: Path, head: str, told: str) -> None:
    assert refusal(tmp_path, ROW, head=head).startswith(told)


@pytest.mark.parametrize("name", ["", "\n\n", "\ufeff"])
def test_a_file_that_holds_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="is empty"):
        read_file(put(tmp_path, name))


def test_a_header_with_no_row_gives_none(tmp_path: Path) -> None:
    assert read(tmp_path) == ()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.csv: cannot be read: No such file"):
        read_file(tmp_path / "none.csv")


def test_a_binary_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is a ZIP or Office file"):
        read_file(put(tmp_path, b"PK\x03\x04" + bytes(60)))


def test_a_file_beyond_the_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, f"{HEAD}\n{ROW}\n{ROW.replace('01-23', '01-22')}\n")
    with monkeypatch.context() as bounds:
        bounds.setattr(files, "MAX_ROWS", 1)
        with pytest.raises(DataError, match="more than 1 rows"):
            read_file(path, today=TODAY)
        bounds.setattr(files, "MAX_FILE_BYTES", 10)
        with pytest.raises(DataError, match="larger than 10 bytes"):
            read_file(path, today=TODAY)
    assert len(read_file(path, today=TODAY)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_the_encodings_of_articles(tmp_path: Path, encoding: str) -> None:
    text = f"{HEAD},note\n{ROW},終値は取引所の公表による\n"
    (row,) = read_file(put(tmp_path, text.encode(encoding)), today=TODAY)
    assert row.note == "終値は取引所の公表による"


def test_lines_of_any_kind_and_tabs(tmp_path: Path) -> None:
    text = f"{HEAD}\r\n\r\n{ROW}\r\n".replace(",", "\t")
    (row,) = read_file(put(tmp_path, text, "rows.tsv"), today=TODAY)
    assert row.value == Fraction("6915.61")
    with pytest.raises(DataError, match="line 4: value 'x' is no number"):
        read_file(put(tmp_path, f'{HEAD},note\n{ROW},"two\nlines"\n{ROW.replace("6915.61", "x")},'))


def test_a_row_that_is_there_twice_is_given_once(tmp_path: Path) -> None:
    assert len(read(tmp_path, ROW, ROW)) == 1


# --- there and back ----------------------------------------------------------------------------

LATEST = date(2100, 1, 1)
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=20
)
filled = words.map(lambda word: f"x{word}".strip())
days = st.dates(date(1950, 1, 1), LATEST)
numbers = st.fractions(max_denominator=10**9) | st.decimals(
    allow_nan=False, allow_infinity=False, places=4
).map(Fraction)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    fiscal = draw(st.booleans())
    first, last = sorted((draw(days), draw(days)))
    if fiscal and draw(st.booleans()):
        part = draw(st.sampled_from(["", "-Q1", "-H1", "-Q3"]))
        first, last = fiscal_days(
            f"FY{draw(st.integers(1951, 2100))}-{draw(st.integers(1, 12)):02d}{part}"
        )
    return Fact(
        entity=draw(st.sampled_from(["index:sp500", "XTKS:7203", "XTKS:285A", "macro:us.cpi"])),
        metric=draw(st.sampled_from(["sales", "eps"] if fiscal else ["yield", "level"])),
        definition=draw(filled),
        start=first if fiscal or draw(st.booleans()) else None,
        date=last,
        value=draw(numbers),
        unit=draw(st.sampled_from(["JPY", "percent", "JPY/USD", "銘柄"])),
        source=draw(filled),
        address=draw(filled),
        retrieved=draw(days),
        quality=draw(st.sampled_from(QUALITIES)),
        note=draw(words),
        place=abs(draw(numbers)),
        known=draw(st.none() | days),
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
    )  # fmt: skip


@given(
    rows=st.lists(
        facts(),
        max_size=5,
        unique_by=lambda row: (
            row.entity, row.metric, row.definition, row.start, row.date, row.source,
            row.retrieved, row.known,
        ),
    )
)  # fmt: skip
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_csv_there_and_back(tmp_path: Path, rows: list[Fact]) -> None:
    text = write_csv(rows)
    assert text.split("\n", 1)[0] == ",".join(COLUMNS)
    assert read_file(put(tmp_path, text)) == tuple(rows)


@given(rows=st.lists(facts(), max_size=4, unique_by=lambda row: (row.entity, row.metric)))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parquet_there_and_back(tmp_path: Path, rows: list[Fact]) -> None:
    path = tmp_path / "it's [a] *.parquet"
    write_parquet(rows, path)
    assert read_file(path) == tuple(rows)
    assert list(tmp_path.iterdir()) == [path]


def test_the_bundled_facts_there_and_back(tmp_path: Path) -> None:
    held = bundled_facts().facts("index:sp500", "close")
    path = put(tmp_path, write_csv(held))
    digest = sha256(path.read_bytes()).hexdigest()
    assert [(row.date, row.value, row.place, row.sha256) for row in read_file(path)] == [
        (row.date, row.value, row.place, digest) for row in held
    ]


def test_a_label_is_written_for_results_alone(tmp_path: Path) -> None:
    head = f"{HEAD},start"
    result = "XTKS:7203,sales,FY2026-03-Q3,1,JPY,s,https://e/,consolidated,"
    window = "index:sp500,total_return,2026-06-30,17.5,percent,s,https://e/,price,2026-01-01"
    lines = write_csv(read(tmp_path, result, window, head=head)).splitlines()
    assert [line.split(",")[2] for line in lines[1:]] == ["FY2026-03-Q3", "2026-06-30"]
    assert [line.split(",")[8] for line in lines[1:]] == ["", "2026-01-01"]


# --- Parquet -----------------------------------------------------------------------------------


def parquet(folder: Path, query: str) -> Path:
    path = folder / "rows.parquet"
    with duckdb.connect() as engine:
        engine.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


SELECTED = (
    "SELECT 'index:sp500' AS entity, 'close' AS metric, DATE '2026-01-23' AS date,"
    " {value} AS value, 'points' AS unit, 's' AS source, 'https://e/' AS address,"
    " 'close' AS definition, NULL::VARCHAR AS note"
)


@pytest.mark.parametrize(
    ("value", "read_as", "place"),
    [
        ("6915.61::DOUBLE", "6915.61", "0.01"),
        ("6915.61::FLOAT", "6915.61", "0.01"),
        ("6915.60::DECIMAL(10,2)", "6915.6", "0.01"),
        ("6915::BIGINT", "6915", "1"),
        ("'6915.61'", "6915.61", "0.01"),
        ("1e22::DOUBLE", "10000000000000000000000", "10000000000000000000000"),
    ],
)
def test_a_value_of_any_type(tmp_path: Path, value: str, read_as: str, place: str) -> None:
    (row,) = read_file(parquet(tmp_path, SELECTED.format(value=value)), today=TODAY)
    assert (row.value, row.place) == (Fraction(read_as), Fraction(place))
    assert (row.date, row.note) == (date(2026, 1, 23), "")


@pytest.mark.parametrize(
    ("value", "told"),
    [("'nan'::DOUBLE", "row 2: value 'nan' is no number"), ("NULL", "row 2: value is empty")],
)
def test_a_bad_row_of_parquet_is_named_by_its_number(tmp_path: Path, value: str, told: str) -> None:
    good, bad = SELECTED.format(value="'6915.61'"), SELECTED.format(value=f"{value}::VARCHAR")
    with pytest.raises(DataError, match=told):
        read_file(parquet(tmp_path, f"{good} UNION ALL {bad}"), today=TODAY)


def test_a_cut_off_parquet_file(tmp_path: Path) -> None:
    path = parquet(tmp_path, SELECTED.format(value="1.5"))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(DataError, match="no sound Parquet: "):
        read_file(path, today=TODAY)


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be written"):
        write_parquet((), tmp_path / "none" / "rows.parquet")
