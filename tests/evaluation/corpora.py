"""Small corpora of numbers and findings: a few texts, and the gold they are held against."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]

STORY = "IWMのPERは19.5、S&P 500は28で、IWMはS&P 500より1/3超割安だ。"
RIGHT = {"check": "discount", "status": "inconsistent", "text": "1/3"}
WRONG = {"check": "premium", "status": "consistent", "text": "1/3"}


def finding(expect: list[dict[str, str]], forbid: list[str]) -> dict[str, Any]:
    return {"id": "g1", "row": "discount", "text": STORY, "expect": expect, "forbid": forbid}


def number(text: str, start: int, kind: str, unit: str | None, **said: Any) -> dict[str, Any]:
    absent = dict.fromkeys(
        ("value", "low", "high", "modifier", "direction", "timex", "mod", "start_date", "end_date")
    )
    return {"text": text, "start": start, "kind": kind, "unit": unit, **absent, **said}


def line(id: str, style: str | None, text: str, *quantities: Line) -> dict[str, Any]:
    head = {"id": id, "style": style, "published": "2026-01-26", "text": text}
    return {**head, "quantities": list(quantities)}


def write_lines(path: Path, lines: Iterable[Line]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def days(first: str, last: str) -> dict[str, str]:
    return {"start_date": first, "end_date": last}


# What each line is wrong about stands above it; the other numbers are annotated as they are read.
SAMPLE = [
    # The gold gives 2025年 no days.
    line(
        "a", "results", "2025年の売上高は1,234億円だった。",
        number("2025年", 0, "date", "date", timex="2025"),
        number("1,234億円", 10, "level", "JPY", value="123400000000"),
    ),
    # kind of 12%; value of 100億円
    line(
        "b", "results", "営業利益は12%増の100億円。",
        number("12%", 5, "level", "percent", value="12", direction="up"),
        number("100億円", 10, "level", "JPY", value="10000000001"),
    ),
    # unit and modifier
    line("c", "funds", "費用は約3万円。", number("3万円", 4, "level", "USD", value="30000")),
    # direction
    line(
        "d", "funds", "利益は2〜3%増える。",
        number("2〜3%", 3, "change", "percent", low="2", high="3", modifier="range",
               direction="down"),
    ),
    # the last day
    line(
        "e", "times", "2026年1月下旬に3社が参加した。",
        number("2026年1月下旬", 0, "date", "date", timex="2026-01", mod="END",
               **days("2026-01-21", "2026-01-30")),
        number("3社", 10, "count", "companies", value="3"),
    ),
    # nothing: neither side has days for a quarter of an unknown year
    line(
        "f", "times", "第3四半期に数十億円を投じた。",
        number("第3四半期", 0, "date", "date", timex="FYXXXX-Q3"),
        number("数十億円", 6, "level", "JPY", modifier="vague"),
    ),
    # a number that the gold does not mark
    line("g", None, "株価は500円だった。"),
    # the span
    line("h", None, "売上高は7億円。", number("7億", 4, "level", "JPY", value="700000000")),
    # nothing
    line(
        "i", "times", "2025年度は2位だった。",
        number("2025年度", 0, "date", "date", timex="FY2026-03",
               **days("2025-04-01", "2026-03-31")),
        number("2位", 7, "ordinal", "rank", value="2"),
    ),
]  # fmt: skip
