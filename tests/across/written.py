"""Tables as `uratori batch` writes them, of articles that a test names."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from uratori import Analyzer, Article
from uratori.batch.rows import Rows, report_rows
from uratori.batch.tables import TABLES, file_path, join, parquet_bytes
from uratori.records import Report
from uratori.sources import Item


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a test."""

    text: str
    published: date | None = None
    id: str = ""
    version: int = 1
    title: str | None = None
    address: str | None = None


def rows_of(told: Told, *, checked: bool = False) -> Rows:
    digest = sha256(told.text.encode()).hexdigest()
    name = told.id or digest[:12]
    item = Item(
        id=name, source=f"{name}.txt", version=digest, media="text", body=told.text.encode(),
        published=told.published, address=told.address,
    )  # fmt: skip
    article = Article(
        id=name, source=item.source, text=told.text, sha256=digest, title=told.title,
        published=told.published,
    )  # fmt: skip
    if checked:
        report = Analyzer().check(article, offline=True)
    else:
        analysis = Analyzer().extract(article)
        report = Report(analysis=analysis, findings=(), unchecked=())
    return report_rows(report, item, version=told.version, pipeline="0" * 64)


def write_tables(folder: Path, articles: Iterable[Told], *, checked: bool = False) -> Path:
    """Write the tables of some articles, as one shard."""
    write_rows(folder, join([rows_of(told, checked=checked) for told in articles]))
    return folder


def write_rows(folder: Path, rows: Rows, name: str = "0" * 16) -> None:
    for table in TABLES:
        held = getattr(rows, table)
        for day in {row.published for row in held}:
            path = folder / file_path(table, day, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(parquet_bytes(table, [row for row in held if row.published == day]))
