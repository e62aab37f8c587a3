"""Rows and stores for tests, and a writer that can be killed."""

from __future__ import annotations

import datetime
import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from uratori.market import Fact
from uratori.market.providers import Series
from uratori.market.storage.draft import Asked, draft
from uratori.market.storage.store import Store

DAY = date(2026, 11, 20)


def row(day: date, value: str, entity: str = "index:sp500", **fields: Any) -> Fact:
    """Give a close of 0.01 points, as FRED passes it on."""
    given: dict[str, Any] = {
        "entity": entity, "metric": "close", "definition": "close", "date": day,
        "value": Fraction(value), "unit": "points", "source": "FRED SP500",
        "address": "https://fred.example/SP500", "retrieved": DAY, "quality": "secondary",
        "place": Fraction(1, 100), "sha256": "ab" * 32,
    }  # fmt: skip
    return Fact(**(given | fields))


def closes(count: int, entity: str = "index:sp500", first: date = date(2020, 1, 1)) -> list[Fact]:
    """Give a close a day."""
    return [row(first + timedelta(n), f"{1000 + n}.25", entity) for n in range(count)]


def series(text: str) -> Series:
    entity, _, metric = text.partition("/")
    return Series(entity=entity, metric=metric)


def asked(text: str, start: date, end: date, provider: str = "fred") -> Asked:
    return Asked(provider=provider, series=series(text), start=start, end=end)


def fill(folder: Path, *rows: Fact, asked: tuple[Asked, ...] = ()) -> None:
    with draft(folder) as open_draft:
        open_draft.put(rows, asked)


def held(folder: Path, entity: str = "index:sp500", metric: str = "close") -> list[Fact]:
    """Give what a new reader sees."""
    store = Store(folder)
    try:
        return list(store.facts(entity, metric))
    finally:
        store.close()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def python(code: str, *arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """Start a process of its own that runs some code."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
