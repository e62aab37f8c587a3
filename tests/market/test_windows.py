"""As-of dates, sessions, and the windows and spans that a claim's period stands for."""

import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.calendars import (
    NoSession,
    calendar_of,
    session_at_or_before,
    session_before,
    sessions_back,
    sessions_between,
)
from uratori.market import Facts
from uratori.market.definitions.decided import last_weekday
from uratori.market.definitions.policy import event_window
from uratori.market.questions import Question, Unresolved
from uratori.market.windows import (
    last_close,
    months_back,
    return_window,
    span_of,
    third_of,
)

from .builders import PUBLISHED, exactly, known_scale, period, said


def question(
    entity: str = "index:sp500",
    *,
    sentence: str = "",
    published: date | None = PUBLISHED,
    metric: str = "return",
    **claim: Any,
) -> Question:
    unit = "occurrences" if metric.startswith("policy") else "percent"
    analysis = said(
        1, unit, sentence=sentence, published=published, metric=metric, entity=entity, **claim
    )
    return Question(
        analysis=analysis,
        claim=analysis.claims[0],
        quantity=analysis.quantities[0],
        entity=entity,
        source=Facts(()),
        scale=known_scale(metric, unit),
        claimed=exactly(1),
    )


@pytest.mark.parametrize(
    ("entity", "calendar"),
    [
        ("index:sp500", "XNYS"),
        ("index:nikkei225", "XTKS"),
        ("XTKS:7203", "XTKS"),
        ("ARCX:IWM", "XNYS"),
        ("XNAS:NVDA", "XNYS"),
        ("fx:USDJPY", "weekdays"),
        ("crypto:BTC", "daily"),
    ],
)
def test_calendar_of(entity: str, calendar: str) -> None:
    assert calendar_of(entity) == calendar


def test_an_unknown_calendar_is_said() -> None:
    with pytest.raises(NoSession) as raised:
        calendar_of("index:unheard_of")
    assert raised.value.code == "no_calendar"


@pytest.mark.parametrize(
    ("entity", "published", "expected"),
    [
        ("index:sp500", "2026-01-26", "2026-01-23"),  # Monday morning: Friday
        ("index:sp500", "2026-01-27", "2026-01-26"),
        ("index:sp500", "2026-01-20", "2026-01-16"),  # Martin Luther King day on the 19th
        ("index:sp500", "2026-01-24", "2026-01-23"),  # Saturday
        ("index:sp500", "2026-01-25", "2026-01-23"),  # Sunday
        ("index:nikkei225", "2026-01-13", "2026-01-09"),  # 成人の日 on the 12th
        ("index:nikkei225", "2026-01-05", "2025-12-30"),  # no trading until the 4th
        ("XTKS:7203", "2025-05-07", "2025-05-02"),  # 大型連休
        ("index:sp500", "2026-01-05", "2026-01-02"),
        ("crypto:BTC", "2026-01-26", "2026-01-25"),
        ("fx:USDJPY", "2026-01-26", "2026-01-23"),
    ],
)
def test_last_close(entity: str, published: str, expected: str) -> None:
    asked = question(entity, published=date.fromisoformat(published))
    assert last_close(asked, calendar_of(entity)).isoformat() == expected


def test_without_a_date_there_is_no_as_of() -> None:
    with pytest.raises(Unresolved) as raised:
        last_close(question(published=None), "XNYS")
    assert raised.value.remark.code == "no_as_of"


def test_beyond_the_calendar_nothing_is_guessed() -> None:
    for day in (date(2090, 1, 5), date(1950, 1, 5)):
        with pytest.raises(NoSession) as raised:
            session_at_or_before("XNYS", day)
        assert raised.value.code == "beyond_calendar"


def test_sessions() -> None:
    streak = sessions_between("XNYS", date(2026, 1, 2), date(2026, 1, 22))
    assert len(streak) == 14
    assert sessions_back("XNYS", date(2026, 1, 22), 13) == date(2026, 1, 2)
    assert session_before("XTKS", date(2026, 1, 5)) == date(2025, 12, 30)


@given(st.dates(date(2000, 1, 10), date(2026, 12, 31)))
def test_a_session_is_at_or_before_its_day(day: date) -> None:
    for calendar in ("XNYS", "XTKS", "weekdays", "daily"):
        found = session_at_or_before(calendar, day)
        assert timedelta(0) <= day - found < timedelta(12)
        assert session_at_or_before(calendar, found) == found
        assert session_before(calendar, day) < day


@pytest.mark.parametrize(
    ("timex", "kind", "expected"),
    [
        ("P3Y", "same_day", "2023-01-23/2026-01-23"),
        ("P3Y", "week_end", "2023-01-20/2026-01-23"),
        ("P3Y", "month_end", "2022-12-30/2025-12-31"),
        ("P3Y", "calendar_years", "2022-12-30/2025-12-31"),
        ("P6M", "same_day", "2025-07-23/2026-01-23"),
        ("P6M", "week_end", "2025-07-18/2026-01-23"),
        ("P6M", "month_end", "2025-06-30/2025-12-31"),
        ("P6M", "calendar_years", None),
        ("P1Y", "same_day", "2025-01-23/2026-01-23"),
        ("P1Y", "calendar_years", "2024-12-31/2025-12-31"),
        ("P1M", "same_day", "2025-12-23/2026-01-23"),
        ("P1M", "month_end", "2025-11-28/2025-12-31"),
        ("P2Q", "same_day", "2025-07-23/2026-01-23"),
        ("P1W", "same_day", "2026-01-16/2026-01-23"),
        ("P1W", "month_end", None),
        ("P5D", "same_day", "2026-01-15/2026-01-23"),
        ("P5D", "week_end", None),
        ("P90D", "same_day", "2025-10-24/2026-01-23"),
        ("P10Y", "same_day", "2016-01-22/2026-01-23"),
        ("2025", "same_day", "2024-12-31/2025-12-31"),
        ("2025", "week_end", None),
        ("2026", "same_day", "2025-12-31/2026-01-23"),
        ("2025-12", "same_day", "2025-11-28/2025-12-31"),
        ("2025-Q4", "same_day", "2025-09-30/2025-12-31"),
        ("2025-H1", "same_day", "2024-12-31/2025-06-30"),
        ("2026-01-20", "same_day", "2026-01-16/2026-01-20"),
    ],
)
def test_return_window(timex: str, kind: str, expected: str | None) -> None:
    window = return_window(question(period=period(timex)), "XNYS", kind)
    assert (window and str(window)) == expected


@pytest.mark.parametrize(
    ("sentence", "timex", "text", "mod", "expected"),
    [
        ("年初来で", "2026", "年初来", None, "2025-12-31/2026-01-23"),
        ("年初から", "2026", "年初", "START", "2025-12-31/2026-01-23"),
        ("昨年末から", "2025", "昨年末", "END", "2025-12-31/2026-01-23"),
        ("昨年末比で", "2025", "昨年末", "END", "2025-12-31/2026-01-23"),
        ("昨年4月8日から", "2025-04-08", "昨年4月8日", None, "2025-04-08/2026-01-23"),
        ("2024年8月5日以来", "2024-08-05", "2024年8月5日", None, "2024-08-05/2026-01-23"),
        ("12月下旬に", "2025-12", "12月下旬", "END", "2025-12-19/2025-12-31"),
        ("12月中旬に", "2025-12", "12月中旬", "MID", "2025-12-10/2025-12-19"),
        ("12月上旬に", "2025-12", "12月上旬", "START", "2025-11-28/2025-12-10"),
    ],
)
def test_since_and_thirds(sentence: str, timex: str, text: str, mod: Any, expected: str) -> None:
    asked = question(sentence=sentence, period=period(timex, text, mod=mod))
    assert str(return_window(asked, "XNYS", "same_day")) == expected


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"period": None}, "no_period"),
        ({"period": period(None, "ここ数年")}, "period_unclear"),
        ({"period": period("PXY", "ここ数年")}, "period_unclear"),
        ({"period": period("2025", "2025年末", mod="END")}, "period_loose"),
        ({"period": period("2027", "来年")}, "after_as_of"),
        ({"period": period("P3Y", "過去3年間"), "published": None}, "no_as_of"),
        ({"period": period("2020", "2020年"), "sentence": "2020年から"}, "period_loose"),
        ({"period": period("2025-02", "2月"), "sentence": "2月から5月までに"}, "period_loose"),
        ({"period": period("2026-13", "13月")}, "period_unclear"),
        ({"period": period("P9999Y", "9999年間")}, "period_unclear"),
    ],
)
def test_windows_that_are_not_guessed(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Unresolved) as raised:
        return_window(question(**fields), "XNYS", "same_day")
    assert raised.value.remark.code == code


def test_a_duration_may_end_at_a_day_that_the_text_names() -> None:
    held = period("P3Y", "3年間", anchor="text", end_date=date(2025, 12, 31))
    assert str(return_window(question(period=held), "XNYS", "same_day")) == "2022-12-30/2025-12-31"


@pytest.mark.parametrize(
    ("timex", "mod", "expected"),
    [
        ("2025", None, "2025-01-01/2025-12-31"),
        ("2025", "END", "2025-09-01/2025-12-31"),
        ("2025", "START", "2025-01-01/2025-04-30"),
        ("2025", "MID", "2025-05-01/2025-08-31"),
        ("2026", None, "2026-01-01/2026-01-23"),
        ("2025-Q3", None, "2025-07-01/2025-09-30"),
        ("2025-H2", None, "2025-07-01/2025-12-31"),
        ("2025-12", None, "2025-12-01/2025-12-31"),
        ("2025-12", "MID", "2025-12-11/2025-12-20"),
        ("2025-12-10", None, "2025-12-10/2025-12-10"),
        ("P1Y", None, "2025-01-24/2026-01-23"),
        ("P6M", None, "2025-07-24/2026-01-23"),
        ("P2Q", None, "2025-07-24/2026-01-23"),
        ("P4W", None, "2025-12-27/2026-01-23"),
    ],
)
def test_event_window(timex: str, mod: Any, expected: str) -> None:
    asked = question("bank:fed", metric="policy_rate_moves", period=period(timex, mod=mod))
    assert str(event_window(asked)) == expected


def test_resolved_dates_stand_in_for_a_fiscal_year() -> None:
    held = period("FY2026-03", start_date=date(2025, 4, 1), end_date=date(2026, 3, 31))
    span = span_of(held)
    assert span is not None
    assert str(span) == "2025-04-01/2026-03-31"
    assert str(third_of(span, "END")) == "2025-12-01/2026-03-31"
    assert span_of(period("FY2026-03")) is None


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2024-02-29", 12, "2023-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-23", 1, "2025-12-23"),
        ("2025-12-15", -1, "2026-01-15"),
    ],
)
def test_months_back(day: str, count: int, expected: str) -> None:
    assert months_back(date.fromisoformat(day), count).isoformat() == expected


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 400))
def test_months_back_stays_in_its_month(day: date, count: int) -> None:
    found = months_back(day, count)
    assert day.year * 12 + day.month - found.year * 12 - found.month == count
    assert found.day <= day.day


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_last_weekday(day: date) -> None:
    found = last_weekday(day)
    assert found.weekday() < 5
    assert timedelta(1) <= day - found <= timedelta(3)


def test_nothing_heavy_is_imported_before_a_session_is_needed() -> None:
    code = (
        "import sys; from uratori.market import bundled_facts; bundled_facts(); "
        "print([m for m in ('pandas', 'numpy', 'exchange_calendars') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_scales_are_exact() -> None:
    assert known_scale("policy_rate_change", "bp").factor == Fraction(1, 100)
    assert known_scale("return", "times").back(Fraction(75)) == Fraction(7, 4)
    assert known_scale("close", "JPY").base == "JPY"
