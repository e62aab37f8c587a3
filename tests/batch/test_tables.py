"""Rows of a report, and Parquet that is the same bytes for the same rows."""

from __future__ import annotations

import io
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from uratori import Analyzer, Report
from uratori.batch.plan import STORE
from uratori.batch.rows import ClaimRow, Rows, error_rows, report_rows
from uratori.batch.tables import SCHEMAS, TABLES, file_path, join, parquet_bytes, parquet_files
from uratori.market.storage.tables import FILE

from .conftest import item

DAY = date(2026, 1, 26)
TEXT = (
    "日経平均株価は前日比2.5%高の3万8000円だった。\n"
    "成長株のPERは19.5倍で、指数の28倍に対し3割の割引だ。\n"
)


@pytest.fixture(scope="module")
def rows() -> Rows:
    report = Analyzer().check(TEXT, published=DAY, offline=True)
    return report_rows(report, item(TEXT, id="a"), version=2, pipeline="p")


def documented(root: Path) -> dict[str, list[str]]:
    """The columns of docs/batch.md, table by table."""
    text = (root / "docs" / "batch.md").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    table = ""
    for line in text.splitlines():
        head = re.match(r"\| (\w+) \|", line)
        if head and head[1] in TABLES:
            table = head[1]
            found[table] = []
        elif line.startswith("| `") and table:
            found[table] += re.findall(r"`(\w+)`", line.split("|")[1])
        elif not line.startswith("|"):
            table = ""
    return found


def test_the_columns_are_those_of_the_document(root: Path) -> None:
    assert documented(root) == {table: SCHEMAS[table].names for table in TABLES}


def test_an_article_is_a_row(rows: Rows) -> None:
    (article,) = rows.articles
    assert (article.article, article.version, article.pipeline) == ("a", 2, "p")
    assert (article.published, article.characters) == (DAY, len(TEXT))
    assert (article.claims, article.findings) == (len(rows.claims), len(rows.findings))
    assert article.worst == rows.findings[0].status


def test_a_claim_is_a_row_of_exact_strings(rows: Rows) -> None:
    claim = next(row for row in rows.claims if row.text == "2.5%")
    assert TEXT[claim.start : claim.end] == "2.5%"
    assert (claim.value, claim.low, claim.high, claim.unit) == ("2.5", "2.45", "2.55", "percent")
    assert (claim.value_float, claim.low_open, claim.high_open) == (2.5, False, True)
    assert (claim.entity, claim.entity_name) == ("index:nikkei225", "日経平均株価")
    assert (claim.article, claim.version, claim.published) == ("a", 2, DAY)
    assert claim.sentence == TEXT[: TEXT.index("。") + 1]


def test_a_finding_is_a_row_and_its_claim_has_its_status(rows: Rows) -> None:
    finding = next(row for row in rows.findings if row.scope == "internal")
    assert (finding.status, TEXT[finding.start : finding.end]) == ("consistent", "3割")
    claims = {row.claim: row for row in rows.claims}
    assert finding.claim is None or claims[finding.claim].internal_status == "consistent"


def test_a_number_beyond_all_doubles_has_none() -> None:
    analysis = Analyzer().extract(TEXT, published=DAY)
    huge = tuple(
        msgspec.structs.replace(quantity, value=Fraction(10**400))
        for quantity in analysis.quantities
    )
    analysis = msgspec.structs.replace(analysis, quantities=huge)
    report = Report(analysis=analysis, findings=(), unchecked=())
    claims = report_rows(report, item(TEXT), version=1, pipeline="p").claims
    assert {(claim.value_float, claim.value) for claim in claims} == {(None, f"1{'0' * 400}")}


def test_the_bytes_are_those_of_the_rows(rows: Rows) -> None:
    many = join([rows, error_rows(item("x", id="b"), "Died", "二行の\n知らせ"), rows])
    made = list(parquet_files(many, "name"))
    assert [file.path for file in made] == [
        "articles/date=2026-01-26/name.parquet",
        "claims/date=2026-01-26/name.parquet",
        "findings/date=2026-01-26/name.parquet",
        "errors/date=unknown/name.parquet",
    ]
    assert made == list(parquet_files(many, "name"))
    for file, table in zip(made, TABLES, strict=True):
        back = pq.read_table(io.BytesIO(file.data))
        assert back.schema == SCHEMAS[table]
        assert back.num_rows == file.rows == len(getattr(many, table))
    errors = pq.read_table(io.BytesIO(made[3].data)).to_pylist()
    assert errors[0]["message"] == "二行の 知らせ"


def test_rows_come_back_as_they_were(rows: Rows) -> None:
    back = pq.read_table(io.BytesIO(parquet_bytes("claims", rows.claims))).to_pylist()
    assert [ClaimRow(**row) for row in back] == list(rows.claims)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(rows), type=Rows) == rows


def test_a_table_without_rows_has_its_columns() -> None:
    assert pq.read_table(io.BytesIO(parquet_bytes("errors", ()))).schema == SCHEMAS["errors"]
    assert SCHEMAS["claims"].field("value_float").type == pa.float64()
    assert not SCHEMAS["claims"].field("article").nullable
    assert file_path("claims", None, "n") == "claims/date=unknown/n.parquet"


def test_the_store_has_one_name() -> None:
    assert STORE == FILE
