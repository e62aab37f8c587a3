"""Small analyses and fact sources, built straight from records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import uratori
from uratori.calendars import calendar_of, sessions_back, sessions_between
from uratori.market import Fact, Facts
from uratori.market.questions import Scale, scale_of
from uratori.records import (
    Analysis,
    Article,
    Claim,
    Confidence,
    Finding,
    Interval,
    Period,
    Quantity,
)

SURE = Confidence(quantity=1, entity=1, metric=1)
PUBLISHED = date(2026, 1, 26)
CUT, HIKE = "down", "up"
_STEPS = {
    "index:sp500": ("points", ("5000", "6000", "6600", "6732")),
    "index:dow": ("points", ("40000", "42000", "43000", "43430")),
    "index:nikkei225": ("points", ("40000", "44000", "45000", "45900")),
    "index:topix": ("points", ("2500", "2600", "2700", "2727")),
    "index:vix": ("index", ("12", "15", "18.50", "16.25")),
    "commodity:wti": ("USD/barrel", ("50", "60", "70", "63.60")),
    "commodity:gold": ("USD/oz", ("3000", "4000", "4200", "4326")),
    "XTKS:7203": ("JPY", ("3000", "3200", "3100", "2945")),
}


def interval(low: str | int | None, high: str | int | None, *, half_open: bool = True) -> Interval:
    """Give [low, high), or [low, high]."""
    return Interval(
        low=None if low is None else Fraction(low),
        high=None if high is None else Fraction(high),
        high_open=half_open,
    )


def around(value: str | int, half: str | int = "1/2") -> Interval:
    """Give the interval that a number written to a place stands for."""
    return interval(str(Fraction(value) - Fraction(half)), str(Fraction(value) + Fraction(half)))


def exactly(value: str | int) -> Interval:
    return interval(value, value, half_open=False)


def period(timex: str | None, text: str = "", **fields: Any) -> Period:
    return Period(text=text, timex=timex, **fields)


def said(
    value: str | int | None,
    unit: str,
    outer: Interval | None = None,
    *,
    text: str = "本文の数",
    sentence: str = "",
    modifier: Any = None,
    core: Interval | None = None,
    kind: Any = "level",
    quantity_direction: Any = None,
    **claim: Any,
) -> Analysis:
    """Give an article of one sentence with one claim."""
    fields = {"modifier": modifier, "core": core, "kind": kind, "direction": quantity_direction}
    return article([(value, unit, outer, fields, claim)], text=text, sentence=sentence)


def article(
    numbers: Iterable[tuple[Any, str, Interval | None, dict[str, Any], dict[str, Any]]],
    *,
    text: str = "本文の数",
    sentence: str = "",
) -> Analysis:
    """Give an article of one sentence in which each number is one claim."""
    rows = list(numbers)
    published = rows[0][4].pop("published", PUBLISHED)
    whole = sentence if text in sentence else f"{sentence}{text}"
    at = whole.index(text)
    quantities, claims = [], []
    for number, (value, unit, outer, fields, claim) in enumerate(rows, start=1):
        held = None if value is None else Fraction(value)
        bounds = outer or (exactly(value) if value is not None else interval(None, None))
        quantities.append(
            Quantity(
                id=f"q{number}", start=at, end=at + len(text), text=text,
                phrase=(at, at + len(text)), kind=fields.get("kind") or "level", value=held,
                core=fields.get("core") or bounds, outer=bounds, unit=unit, rule="test",
                modifier=fields.get("modifier"), direction=fields.get("direction"),
            )
        )  # fmt: skip
        claims.append(
            Claim(
                id=f"c{number}", sentence=(0, len(whole)), quantity=f"q{number}",
                confidence=SURE, **claim,
            )
        )  # fmt: skip
    return Analysis(
        article=Article(id="a", source="", text=whole, sha256="", published=published),
        quantities=tuple(quantities),
        mentions=(),
        claims=tuple(claims),
    )


def fact(entity: str, metric: str, day: str, value: str | int, unit: str, **fields: Any) -> Fact:
    given = {
        "definition": metric, "source": "test", "address": "https://example.org/",
        "retrieved": date(2026, 11, 1), "quality": "primary",
    } | fields  # fmt: skip
    if isinstance(given.get("start"), str):
        given["start"] = date.fromisoformat(given["start"])
    return Fact(
        entity=entity, metric=metric, date=date.fromisoformat(day), value=Fraction(value),
        unit=unit, **given,
    )  # fmt: skip


def decisions(bank: str, rows: str, span: tuple[str, str], *, width: str = "0") -> Facts:
    """Give a bank's decisions from ``2024-06-06 4.25, ...``, complete over a span."""
    facts = []
    for row in rows.split(","):
        day, rate = row.split()
        facts.append(fact(bank, "policy_rate_upper", day, rate, "percent"))
        low = str(Fraction(rate) - Fraction(width))
        facts.append(fact(bank, "policy_rate_lower", day, low, "percent"))
    days = (date.fromisoformat(span[0]), date.fromisoformat(span[1]))
    keys = [(bank, "policy_rate_upper"), (bank, "policy_rate_lower")]
    return Facts(facts, dict.fromkeys(keys, days))


def closes(entity: str, rows: dict[str, str], unit: str = "points", **fields: Any) -> list[Fact]:
    return [
        fact(entity, fields.get("series", "close"), day, value, unit, place=Fraction("0.01"))
        for day, value in rows.items()
    ]


def every_day(entity: str, start: str, end: str, value: Any, metric: str = "close") -> list[Fact]:
    """Give one close for each weekday; value: day -> number."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [
        fact(entity, metric, day.isoformat(), value(day), "points", place=Fraction("0.01"))
        for day in days
        if day.weekday() < 5
    ]


def known_scale(metric: str, unit: str) -> Scale:
    scale = scale_of(metric, unit)
    assert scale is not None
    return scale


def until(
    entity: str, end: str, values: str, metric: str = "close", unit: str = "points", **fields: Any
) -> list[Fact]:
    """Give a value a session, the last of them on `end`: ``100 101 99.5``."""
    held = values.split()
    calendar, last = calendar_of(entity), date.fromisoformat(end)
    first = sessions_back(calendar, last, len(held) - 1)
    days = sessions_between(calendar, first, last)
    fields = {"place": Fraction("0.01")} | fields
    return [
        fact(entity, metric, day.isoformat(), value, unit, **fields)
        for day, value in zip(days, held, strict=True)
    ]


def flat(entity: str, start: str, end: str, value: str, **fields: Any) -> list[Fact]:
    """Give the same value on every session of a span."""
    days = sessions_between(calendar_of(entity), date.fromisoformat(start), date.fromisoformat(end))
    fields = {"metric": "close", "unit": "points", "place": Fraction("0.01")} | fields
    metric, unit = fields.pop("metric"), fields.pop("unit")
    return [fact(entity, metric, day.isoformat(), value, unit, **fields) for day in days]


def in_steps(*entities: str, since: str = "2025-11-04") -> list[Fact]:
    """Give closes that change on 30 December, 2 January and 30 January 2026 alone."""
    spans = (
        (since, "2025-12-29"), ("2025-12-30", "2025-12-31"),
        ("2026-01-02", "2026-01-29"), ("2026-01-30", "2026-01-30"),
    )  # fmt: skip
    return [
        row
        for entity in entities
        for span, level in zip(spans, _STEPS[entity][1], strict=True)
        for row in flat(entity, *span, level, unit=_STEPS[entity][0])
    ]


def found(text: str, rows: Iterable[Fact], published: str, check: str) -> Finding:
    """Read and check a sentence against rows; give its one market finding of a metric."""
    report = uratori.Analyzer().check(
        text, published=date.fromisoformat(published), data=Facts(rows)
    )
    (finding,) = [f for f in report.findings if f.scope == "market" and f.check == check]
    return finding


def said_of(text: str, number: str, rows: Iterable[Fact], published: date) -> list[str]:
    """Read and check a sentence against rows; give what is said of a number, as it is written."""
    report = uratori.Analyzer().check(text, published=published, data=Facts(rows))
    told = {each.id: each.text for each in report.analysis.quantities}
    return [
        each.status
        for each in report.findings
        if each.scope == "market" and told[each.quantity] == number
    ]
