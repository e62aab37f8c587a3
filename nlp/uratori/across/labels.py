"""The words of the report on many articles, in two languages."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ..lexicon import read_table
from ..report.width import printable
from ..report.words import check_name
from .records import Key


def label(key: str, lang: str) -> str:
    """Give one word or phrase in Japanese (``ja``) or English (``en``)."""
    ja, en = _labels()[key]
    return ja if lang == "ja" else en


def counted(key: str, count: int, lang: str) -> str:
    """Give a phrase with its count; where there is one of it and a word for one, that."""
    one = f"{key[:-1]}" if count == 1 and key[:-1] in _labels() else key
    return label(one, lang).format(count=f"{count:,}")


def days_text(since: date | None, until: date | None, lang: str) -> str:
    """Give the days that a report is of."""
    if since and until:
        return label("both_days", lang).format(since=since, until=until)
    if since or until:
        return label("from_day" if since else "to_day", lang).format(since=since, until=until)
    return label("all_days", lang)


def what_text(key: Key, name: str, lang: str) -> str:
    """Name a claim without its number: 日経平均株価 終値・水準 2026-01-26."""
    days = str(key.first) if key.first == key.last else f"{key.first}〜{key.last}"
    basis = [label(word, lang) for word in key.basis.split()]
    parts = [printable(name), *basis, check_name(key.metric, lang), days, _against(key, lang)]
    return " ".join(part for part in parts if part)


def _against(key: Key, lang: str) -> str:
    name = f"against_{key.against}"
    said = label(name, lang) if name in _labels() else printable(key.against)
    return f"({said})" if said else ""


@lru_cache(maxsize=1)
def _labels() -> dict[str, tuple[str, str]]:
    return {row["key"]: (row["ja"], row["en"]) for row in read_table("labels", "uratori.across")}
