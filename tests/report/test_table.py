"""CSV: that it comes back as it was, and that no cell is a formula."""

import csv
import io
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.hostile import HOSTILE, hostile_report
from uratori.pipeline import Analyzer
from uratori.records import Analysis, Report
from uratori.report.cells import csv_lines, csv_records, guarded, unguarded
from uratori.report.places import fingerprints
from uratori.report.table import CLAIM_COLUMNS, FINDING_COLUMNS, _number, csv_table

FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def table(*results: Report | Analysis, bom: bool = False) -> str:
    return "".join(csv_table(results, reviewed=None, lang="ja", bom=bom))


def rows(text: str) -> list[dict[str, str]]:
    return [record for _, record in csv_records(text)]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1だ", "'+1だ"), ("-2だ", "'-2だ"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), (" =1", "' =1"),
        ("\u3000＝1", "'\u3000＝1"), ("＝1", "'＝1"), ("－5%", "'－5%"), ("-5.3%", "'-5.3%"),
        ("1/3", "'1/3"), ("2026/1/2", "'2026/1/2"), ("007", "'007"), ("12e45", "'12e45"),
        ("-1/3", "'-1/3"), ("--1", "'--1"), ("-", "'-"), ("'90年", "''90年"), ("-1e5", "'-1e5"),
        ("-5.3", "-5.3"), ("0", "0"), ("-0.5", "-0.5"), ("75000000000", "75000000000"),
        ("2026-01-26", "2026-01-26"), ("1 - 19.5/28", "1 - 19.5/28"), ("約50%", "約50%"), ("", ""),
        ("▲5.3%", "▲5.3%"), ("index:sp500", "index:sp500"),
    ],
)  # fmt: skip
def test_a_cell(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1))
def test_any_text_comes_back_and_is_no_formula(texts: list[str]) -> None:
    header = [f"c{number}" for number in range(len(texts))]
    written = csv_lines([header, ["x", *texts[1:]]])
    ((_, record),) = csv_records(written)
    assert list(record.values()) == ["x", *texts[1:]]
    for cell in next(csv.reader(io.StringIO(written.split("\r\n", 1)[1], newline=""))):
        number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
        assert number or not cell.startswith(FORMULA)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (Fraction(39, 2), "19.5"), (Fraction(-5), "-5"),
        (Fraction(1, 3), "0.333333333333333"), (Fraction(-200, 3), "-66.6666666666667"),
        (Fraction(75 * 10**9), "75000000000"), (Fraction(10**20, 3), "33333333333333300000"),
    ],
)  # fmt: skip
def test_a_number_stays_a_number(value: Fraction | None, text: str) -> None:
    assert _number(value) == text
    assert guarded(text) == text


def test_findings(report: Report) -> None:
    found = rows(table(report))
    assert list(found[0]) == list(FINDING_COLUMNS)
    assert [row["finding"] for row in found] == [f.id for f in report.findings]
    first = found[0]
    assert {key: first[key] for key in ("status", "check_name", "text", "stated", "computed")} == {
        "status": "inconsistent", "check_name": "割引率", "text": "1/3を超える",
        "stated": "0.333333333333333", "computed": "0.303571428571429",
    }  # fmt: skip
    assert first["flip_point"] == "「約28倍」が29.25倍以上、または「19.5」が18.67倍以下なら合う"
    assert first["fingerprint"] == fingerprints(report)["f1"]
    assert (first["line"], first["source"], first["published"]) == (
        "6",
        "smallcaps.md",
        "2026-01-26",
    )
    assert found[5]["addresses"] == "https://www.federalreserve.gov/monetarypolicy.htm"
    assert {first[key] for key in FINDING_COLUMNS[-9:]} == {""}


def test_claims(analysis: Analysis) -> None:
    found = rows(table(analysis))
    assert list(found[0]) == list(CLAIM_COLUMNS)
    assert [row["claim"] for row in found] == [claim.id for claim in analysis.claims]
    assert (found[1]["text"], found[1]["value"], found[1]["metric"]) == ("19.5", "19.5", "per")
    assert found[4]["period_end"] == "2025-12-31"


@pytest.mark.parametrize("extracted", [False, True])
def test_a_hostile_article_comes_back(extracted: bool) -> None:
    report = hostile_report()
    result: Report | Analysis = report.analysis if extracted else report
    written = table(result, result)
    assert "\r\n" in written
    found = rows(written)
    records: Any = report.analysis.claims if extracted else report.findings
    assert len(found) == 2 * len(records) > 0
    for row in found:
        start, end = int(row["start"]), int(row["end"])
        assert HOSTILE[start:end] == row["text"]
        assert row["sentence"] in HOSTILE
        assert (row["title"], row["source"]) == ("</script><script>alert(1)</script>",
                                                 report.analysis.article.source)  # fmt: skip
    cells = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []


def test_an_article_in_one_line_is_not_written_out_in_every_row() -> None:
    said = "売上高は820億円から943億円へ25%増え、"
    report = Analyzer().check("# " + "前置きが続く、" * 2000 + said + "続く、" * 2000, offline=True)
    assert report.findings
    assert len(table(report)) < 3000 * len(report.findings)
    (title,) = {row["title"] for row in rows(table(report))}
    assert len(title) == 201


def test_a_byte_order_mark_is_asked_for(report: Report) -> None:
    assert table(report).startswith("article,")
    marked = table(report, report, bom=True)
    assert marked.startswith("\ufeffarticle,")
    assert marked.count("\ufeff") == 1
    assert rows(marked) == rows(table(report, report))
