"""The wire formats of FRED, Frankfurter and the BOJ over generated series, as documented."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .servers import Answering, Reply, Request

Rows = Sequence[tuple[str, str]]
"""ISO dates and numbers as written; "" for a day without a value."""
NOT_FOUND = Reply(b"<html><body>Page not found</body></html>", "text/html", 404)
KEY = "0123456789abcdef0123456789abcdef"


def fred(series: Mapping[str, Rows]) -> Answering:
    """Serve /graph/fredgraph.csv."""

    def answer(request: Request) -> Reply:
        name = request.query.get("id", "")
        if request.path != "/graph/fredgraph.csv" or name not in series:
            return NOT_FOUND
        low, high = request.query["cosd"], request.query["coed"]
        rows = [f"{day},{value}" for day, value in series[name] if low <= day <= high]
        text = "\n".join([f"observation_date,{name}", *rows]) + "\n"
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return Reply(text.encode(), "application/csv", headers=headers)

    return answer


@dataclass(frozen=True)
class Vintage:
    """One value of one period, from its release to the day before the next."""

    day: str
    value: str
    start: str
    end: str = "9999-12-31"


def fred_api(series: Mapping[str, Sequence[Vintage]], page: int = 100_000) -> Answering:
    """Serve /fred/series/observations; without real-time parameters only what holds today."""

    def answer(request: Request) -> Reply:
        query = request.query
        if query.get("api_key") != KEY:
            return _fred_error("The value for variable api_key is not registered.")
        rows = series.get(query.get("series_id", ""))
        if rows is None:
            return _fred_error("The series does not exist.")
        since = query.get("realtime_start")
        until = query.get("realtime_end")
        kept = [
            row
            for row in sorted(rows, key=lambda row: (row.day, row.start))
            if query["observation_start"] <= row.day <= query["observation_end"]
            and (row.end == "9999-12-31" if until is None else row.end >= (since or ""))
        ]
        at = int(query.get("offset", "0"))
        today = "2026-11-23"
        found = [
            {
                "realtime_start": today if since is None else max(row.start, since),
                "realtime_end": today if until is None else row.end,
                "date": row.day,
                "value": row.value,
            }
            for row in kept[at : at + page]
        ]
        head = {
            "realtime_start": since or today, "realtime_end": until or today,
            "observation_start": query["observation_start"],
            "observation_end": query["observation_end"],
            "units": "lin", "output_type": 1, "file_type": "json",
            "order_by": "observation_date", "sort_order": "asc",
            "count": len(kept), "offset": at, "limit": page,
        }  # fmt: skip
        return _json({**head, "observations": found})

    return answer


def frankfurter(rates: Mapping[str, Rows]) -> Answering:
    """Serve /v2/rates of the ECB: a rate before `from` where that day is silent, as it does."""

    def answer(request: Request) -> Reply:
        query = request.query
        if request.path != "/v2/rates":
            return _json({"message": "not found"}, 404)
        quotes = query["quotes"].split(",")
        unknown = [quote for quote in quotes if len(quote) != 3]
        if unknown:
            return _json({"message": f"invalid currency: {','.join(unknown)}"}, 422)
        if query.get("providers") != "ECB" or query.get("base") != "EUR":
            return _json([{"date": "2026-01-05", "base": "USD", "quote": "JPY", "rate": 1.0}])
        found: list[dict[str, object]] = []
        for quote in quotes:
            held = [row for row in rates.get(quote, ()) if row[1] and row[0] <= query["to"]]
            before = [row for row in held if row[0] < query["from"]][-1:]
            after = [row for row in held if row[0] >= query["from"]]
            if after and after[0][0] == query["from"]:
                before = []
            found += [
                {"date": day, "base": "EUR", "quote": quote, "rate": float(value)}
                for day, value in (*before, *after)
            ]
        return _json(sorted(found, key=lambda row: (str(row["date"]), str(row["quote"]))))

    return answer


@dataclass(frozen=True)
class Code:
    """One series of the BOJ; its dates are numbers as the API writes them."""

    unit: str
    frequency: str
    rows: Sequence[tuple[int, float | None]]


def boj(codes: Mapping[str, Mapping[str, Code]], page: int = 1000) -> Answering:
    """Serve /api/v1/getDataCode: HTTP says 200 to everything, STATUS tells how it went."""

    def answer(request: Request) -> Reply:
        query = request.query
        held = codes.get(query.get("db", ""))
        if held is None:
            return _boj_head(400, "M181005E", "Invalid database name")
        asked = query.get("code", "").split(",")
        for number, code in enumerate(asked, start=1):
            if code not in held:
                return _boj_head(400, "M181013E", f"Invalid series code: {number}")
        at = int(query.get("startPosition", "1")) - 1
        low, high = int(query["startDate"]), int(query["endDate"])
        results = [_result(code, held[code], low, high) for code in asked[at : at + page]]
        following = at + page + 1 if at + page < len(asked) else None
        if not any(result["VALUES"]["SURVEY_DATES"] for result in results):
            return _boj_head(200, "M181030I", "Successfully completed, but no matching data found")
        return _json(
            {
                "STATUS": 200, "MESSAGEID": "M181000I", "MESSAGE": "Successfully completed",
                "DATE": "2026-11-23T12:00:00.000+09:00",
                "PARAMETER": {"FORMAT": "JSON", "LANG": "EN", "DB": query["db"]},
                "NEXTPOSITION": following, "RESULTSET": results,
            }
        )  # fmt: skip

    return answer


def _result(code: str, held: Code, low: int, high: int) -> dict[str, Any]:
    def within(day: int) -> bool:
        return low <= (day // 100 if held.frequency == "DAILY" else day) <= high

    rows = [(day, value) for day, value in held.rows if within(day)]
    values = {"SURVEY_DATES": [day for day, _ in rows], "VALUES": [value for _, value in rows]}
    return {
        "SERIES_CODE": code, "NAME_OF_TIME_SERIES": f"Series {code}", "UNIT": held.unit,
        "FREQUENCY": held.frequency, "CATEGORY": "Test", "LAST_UPDATE": 20261120,
        "VALUES": values,
    }  # fmt: skip


def _boj_head(status: int, message: str, said: str) -> Reply:
    day = "2026-11-23T12:00:00.000+09:00"
    return _json({"STATUS": status, "MESSAGEID": message, "MESSAGE": said, "DATE": day})


def _fred_error(said: str) -> Reply:
    return _json({"error_code": 400, "error_message": f"Bad Request.  {said}"}, 400)


def _json(document: object, status: int = 200) -> Reply:
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(body, "application/json", status)
