"""Makes the series under corpora/market: seeded walks over real sessions, in providers' formats.

No value is a price of anything. `python -m benchmarks.market_series` writes the files anew; a later
version of the calendars may move a session, so the committed files are what the corpus rests on.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from benchmarks.market_figures import DECISIONS, FIRMS, FUNDS, MACRO, SHARES, Firm
from benchmarks.market_truth import FOLDER
from benchmarks.market_walks import (
    BARS,
    FRED,
    IMPORTED,
    LAST,
    SPLITS,
    TOPIX,
    Closes,
    Walk,
    bars,
    bars_around,
    days_of,
    dice_of,
    on_grid,
    walk,
)

Row = dict[str, str]
COLUMNS = (
    "entity", "metric", "date", "value", "unit", "source", "address", "definition",
    "known", "place",
)  # fmt: skip
ADDRESS = "made"  # short, for some six thousand rows


# --- files ---------------------------------------------------------------------------------------


def write_all() -> None:
    """Write every file of corpora/market anew."""
    paths = {told.name: walk(told) for told in FRED}
    for name, path in paths.items():
        _write_fred(name, _with_gaps(path))
    for bound in ("U", "L"):
        _write_fred(f"DFEDTAR{bound}", _fed_in_force(bound))
    _write_alfred()
    _write_frankfurter(paths["DEXJPUS"], paths["DEXUSEU"])
    _write_jquants()
    prices = [*_closes(), *_tokyo(paths["DEXJPUS"]), *_ranges(paths), *_with_dividends(paths)]
    _write_import("prices.csv", prices)
    _write_import("figures.csv", [*_valuations(), *_sizes(), *_decisions(), *_jp_cpi()])
    _write_import("results.csv", [row for firm in FIRMS for row in _results(firm)])


def _with_gaps(path: Closes) -> Mapping[date, Decimal | None]:
    """Give a weekday without a value an empty cell, as FRED does; crypto has none."""
    first = min(path)
    days = [first + timedelta(n) for n in range((LAST - first).days + 1)]
    return {day: path.get(day) for day in days if day in path or day.weekday() < 5}


def _fed_in_force(bound: str) -> dict[date, Decimal | None]:
    wanted = "policy_rate_upper" if bound == "U" else "policy_rate_lower"
    moves = [(d, v) for bank, metric, d, v in DECISIONS if bank == "bank:fed" and metric == wanted]
    return {
        day: Decimal([v for d, v in moves if d < day.isoformat()][-1])
        for day in days_of("daily", date(2025, 6, 1))
    }


def _write_fred(name: str, values: Mapping[date, Decimal | None]) -> None:
    lines = [f"observation_date,{name}"]
    lines += [f"{day},{'' if value is None else value}" for day, value in values.items()]
    _write(f"fred/{name}.csv", "\n".join(lines) + "\n")


def _write_alfred() -> None:
    for name, rows in MACRO.items():
        observations = [
            {"realtime_start": start, "realtime_end": end, "date": month, "value": value}
            for month, value, start, end in rows
        ]
        head = {
            "realtime_start": "1776-07-04", "realtime_end": "9999-12-31",
            "observation_start": "1600-01-01", "observation_end": "9999-12-31", "units": "lin",
            "output_type": 1, "file_type": "json", "order_by": "observation_date",
            "sort_order": "asc", "count": len(observations), "offset": 0, "limit": 100000,
        }  # fmt: skip
        _write(f"fred_api/{name}.json", _json(head | {"observations": observations}))


def _write_frankfurter(yen: Closes, dollar: Closes) -> None:
    dice, rows = dice_of("ecb"), []
    for day in (day for day in yen if day >= date(2026, 1, 1) and day in dollar):
        cross = dollar[day] * yen[day] * Decimal(f"{1 + dice.gauss(0, 0.001):.6f}")
        rate = dollar[day] * Decimal(f"{1 + dice.gauss(0, 0.001):.6f}")
        for quote, value in (("JPY", f"{cross:.2f}"), ("USD", f"{rate:.4f}")):
            rows.append({"date": f"{day}", "base": "EUR", "quote": quote, "rate": float(value)})
    _write("frankfurter/EUR.json", _json(rows))


def _write_jquants() -> None:
    topix = [
        dict(zip(("Date", "O", "H", "L", "C"), (f"{day}", *map(float, bar)), strict=True))
        for day, bar in bars(TOPIX).items()
    ]
    _write("jquants/topix.json", _json({"data": topix}))
    for told in BARS:
        rows = [_bar(told.name, day, bar) for day, bar in bars(told).items()]
        _write(f"jquants/bars_{told.name}.json", _json({"data": rows}))


def _bar(code: str, day: date, bar: Iterable[Decimal]) -> dict[str, object]:
    split, ratio = SPLITS.get(code, (date.max, 1))
    factor = ratio if day >= split else 1
    traded = [float(on_grid(value / factor, Decimal("0.1"))) for value in bar]
    adjusted = [v if day >= split or ratio == 1 else round(v / ratio, 1) for v in traded]
    names = ("O", "H", "L", "C")
    return {
        "Date": f"{day}", "Code": code, **dict(zip(names, traded, strict=True)),
        "Vo": dice_of(f"{code} {day}").randrange(2_000_000, 40_000_000),
        "AdjFactor": 1 / ratio if day == split else 1.0,
        **{f"Adj{n}": value for n, value in zip(names, adjusted, strict=True)},
    }  # fmt: skip


def _row(entity: str, metric: str, day: object, value: object, unit: str, **more: str) -> Row:
    given = {"source": "made", "address": ADDRESS, "definition": metric} | more
    own = {"entity": entity, "metric": metric, "date": f"{day}", "value": f"{value}", "unit": unit}
    return dict.fromkeys(COLUMNS, "") | own | given


_PLACES = {"JPY": "0", "percent": "0.001"}  # a tick of the market is no rounding of the source


def _closes() -> list[Row]:
    return [
        _row(
            entity,
            metric,
            day,
            value,
            unit,
            definition="close",
            place=_PLACES.get(unit, told.place),
        )
        for (entity, metric, unit), told in IMPORTED.items()
        for day, value in walk(told).items()
    ]


def _tokyo(yen: Closes) -> list[Row]:
    """Give the yen at 17:00 in Tokyo, a little off the noon of New York."""
    dice, rows = dice_of("tokyo_17"), []
    for day in days_of("XTKS", date(2026, 1, 1)):
        if day in yen:
            value = on_grid(yen[day] * Decimal(f"{1 + dice.gauss(0, 0.0025):.6f}"), Decimal("0.01"))
            rows.append(_row("fx:USDJPY", "close", day, value, "JPY/USD", definition="tokyo_17",
                             place="0.01"))  # fmt: skip
    return rows


def _ranges(paths: Mapping[str, Closes]) -> list[Row]:
    """Give highs and lows of 2026, of two indices."""
    rows = []
    for entity, name in (("index:sp500", "SP500"), ("index:nikkei225", "NIKKEI225")):
        for day, bar in bars_around(paths[name], name, Decimal("0.01")).items():
            if day.year == 2026:
                for metric, value in (("high", bar[1]), ("low", bar[2])):
                    rows.append(_row(entity, metric, day, value, "points", place="0.01"))
    return rows


def _with_dividends(paths: Mapping[str, Closes]) -> list[Row]:
    """Give total returns: a dividend of 1.3% (1.8%) a year, put back in a little every day."""
    rows = []
    for entity, name, yearly in (
        ("index:sp500", "SP500", "1.3"),
        ("index:nikkei225", "NIKKEI225", "1.8"),
    ):
        factor, daily = Decimal(2), 1 + Decimal(yearly) / 100 / 250
        for day, close in paths[name].items():
            factor *= daily
            value = on_grid(close * factor, Decimal("0.01"))
            if day >= date(2025, 6, 30) or (entity == "index:sp500" and day < date(2023, 12, 1)):
                rows.append(_row(entity, "total_return", day, value, "points", place="0.01"))
    return rows


def _valuations() -> list[Row]:
    rows = []
    told = (
        ("index:nikkei225", "per", "18.42", "times"),
        ("index:nikkei225", "per_forward", "17.36", "times"),
        ("index:nikkei225", "pbr", "1.52", "times"),
        ("index:nikkei225", "dividend_yield", "1.87", "percent"),
        ("index:sp500", "per", "26.71", "times"), ("index:sp500", "per_forward", "22.38", "times"),
        ("XTKS:7203", "per", "10.83", "times"), ("XTKS:7203", "per_forward", "9.64", "times"),
        ("XTKS:7203", "pbr", "1.14", "times"), ("XTKS:7203", "dividend_yield", "3.06", "percent"),
        ("XNAS:NVDA", "per", "47.35", "times"), ("XNAS:NVDA", "per_forward", "31.92", "times"),
    )  # fmt: skip
    for entity, metric, start, unit in told:
        calendar = "XTKS" if entity in ("index:nikkei225", "XTKS:7203") else "XNYS"
        path = Walk(name=f"{entity}/{metric}", calendar=calendar, since="2026-08-31", start=start,
                    place="0.01", drift=0, spread=0.007)  # fmt: skip
        rows += [_row(entity, metric, d, v, unit, place="0.01") for d, v in walk(path).items()]
    return rows


def _sizes() -> list[Row]:
    """Give market values and net assets at month ends, the one of an index as well."""
    rows = []
    for entity, (start, unit, place) in (SHARES | FUNDS).items():
        metric = "net_assets" if entity in FUNDS else "market_cap"
        dice, value = dice_of(f"{entity} size"), Decimal(start)
        for day in _month_ends("XTKS" if unit == "JPY" else "XNYS"):
            value = on_grid(value * (1 + Decimal(f"{dice.gauss(0.01, 0.04):.6f}")), Decimal(place))
            rows.append(_row(entity, metric, day, f"{value:f}", unit, place=place))
    return rows


def _month_ends(calendar: str) -> list[date]:
    days = days_of(calendar, date(2025, 12, 1))
    return [
        d for d, after in zip(days, [*days[1:], date.max], strict=True) if d.month != after.month
    ]


def _decisions() -> list[Row]:
    return [
        _row(bank, metric, day, value, "percent", definition="decision")
        for bank, metric, day, value in DECISIONS
    ]


def _jp_cpi() -> list[Row]:
    dice, value, rows = dice_of("jp.cpi"), Decimal("106.9"), []
    for n in range(33):
        month = date(2024 + n // 12, 1 + n % 12, 1)
        known = (month + timedelta(50)).replace(day=20 + dice.randrange(5))
        value = on_grid(value * (1 + Decimal(f"{dice.gauss(0.002, 0.0015):.6f}")), Decimal("0.1"))
        rows.append(_row("macro:jp.cpi", "level", month, value, "index", definition="nsa",
                         known=f"{known}", place="0.1"))  # fmt: skip
    return rows


def _results(firm: Firm) -> list[Row]:
    rows: list[Row] = []
    dice = dice_of(f"{firm.entity} results")
    size = {metric: Decimal(start) for metric, start in firm.quarter.items()}
    for year in range(firm.first_year, 2028):
        total = dict.fromkeys(firm.quarter, Decimal(0))
        for suffix, known in firm.periods(year):
            if known > LAST:
                return rows
            for metric in firm.quarter:
                place = Decimal("0.01") if metric == "eps" else Decimal(firm.place)
                size[metric] *= 1 + Decimal(f"{dice.gauss(0.02, 0.06):.6f}")
                total[metric] += on_grid(size[metric], place)
                unit = f"{firm.currency}/share" if metric == "eps" else firm.currency
                period = f"FY{year}-{firm.ends:02}{suffix}"
                rows.append(_row(
                    firm.entity, metric, period, f"{total[metric]:f}", unit,
                    definition="consolidated", known=f"{known}", place=f"{place:f}",
                ))  # fmt: skip
    return rows


def _write_import(name: str, rows: Iterable[Row]) -> None:
    held = io.StringIO()
    writer = csv.DictWriter(held, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    _write(f"import/{name}", held.getvalue())


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":")).replace("},{", "},\n{") + "\n"


def _write(name: str, text: str) -> None:
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_all()
