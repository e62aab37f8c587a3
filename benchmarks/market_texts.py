"""Statements that turn on the calendar, on a split, or on a reading that few would take."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from benchmarks import market_truth as truth
from benchmarks.market_wordings import rows, texts
from benchmarks.market_writing import (
    LEVEL,
    Writer,
    day_words,
    month_day,
    name_of,
    pick_day,
    plain,
    sense,
)

BOTH = ("true", "false")
TENTH, HUNDREDTH = plain(1, "%"), plain(2, "%")
YEAR_END = date(2025, 12, 31)
SPLIT = date(2026, 3, 30)


def write_texts(writer: Writer) -> None:
    """Add mornings after, holidays, years' ends; prices of the day, dividends, splits."""
    _session_levels(writer)
    _session_moves(writer)
    _within_the_day(writer)
    _with_dividends(writer)
    _by_proxy(writer)
    _over_a_split(writer)


def _session_levels(writer: Writer) -> None:
    for template, entity, day, told in rows("session_level"):
        held, published = date.fromisoformat(day), date.fromisoformat(told)
        form, near = LEVEL[entity][0], [truth.at(entity, truth.before(entity, held))]
        for verdict in BOTH:
            shown = writer.number(form, [truth.at(entity, held)], verdict, tempting=near)
            # Where no close is named, a price of the day may be meant.
            loose = verdict == "false" and "終" not in template and "引け" not in template
            also = ("definition_dependent", "insufficient") if loose else ()
            why, text = f"the close of {day}", form.text(shown)
            writer.add("sessions", template, text, published, verdict, also=also, why=why)


def _session_moves(writer: Writer) -> None:
    for template, entity, day, told in rows("session_move"):
        held, published = date.fromisoformat(day), date.fromisoformat(told)
        moved = truth.percent(entity, held)
        near = [abs(truth.percent(entity, truth.before(entity, held)))]
        for verdict in BOTH:
            shown = writer.number(HUNDREDTH, [abs(moved)], verdict, tempting=near)
            writer.add(
                "sessions", template, HUNDREDTH.text(shown), published, verdict,
                why=f"the session of {day}", **sense(moved > 0),
            )  # fmt: skip


def _within_the_day(writer: Writer) -> None:
    """Levels that name neither the close nor the day's range, true of its high or low alone."""
    dice = writer.dice
    entities = ("index:sp500", "index:nikkei225", "XTKS:7203", "index:topix", "XTKS:6758")
    for n, template in enumerate(texts("within_the_day") * 3):
        entity = entities[n % 4 + n // 8]
        form, metric = LEVEL[entity][0], dice.choice(("high", "low"))
        day = pick_day(entity, dice, where=_apart(entity, metric))
        published = day + timedelta(dice.choice((1, 2, 5)))
        told = day_words(day, published, dice).replace("前日", month_day(day))
        writer.add(
            "high and low", template, form.text(truth.at(entity, day, metric)), published,
            "unusual", also=("supported_under",), why="a price of the day, not its close",
            D=told, N=name_of(entity, dice),
        )  # fmt: skip


def _apart(entity: str, metric: str) -> truth.Holds:
    return lambda day: truth.at(entity, day, metric) != truth.at(entity, day)


def _with_dividends(writer: Writer) -> None:
    """Write of returns that hold with dividends only, which no word tells."""
    for template, entity, months in rows("with_dividends"):
        day = pick_day(entity, writer.dice, since="2026-07-06", where=_gross(entity, int(months)))
        gross = truth.windows(entity, day, int(months), "total_return")["same_day"]
        words = {"N": name_of(entity, writer.dice)} | sense(True)
        writer.add(
            "window", template, TENTH.text(gross), day + timedelta(1), "unusual",
            why="with dividends", **words,
        )  # fmt: skip


def _gross(entity: str, months: int) -> truth.Holds:
    """Tell of days whose return with dividends lies apart from those without, however taken."""

    def holds(day: date) -> bool:
        gross = truth.windows(entity, day, months, "total_return").get("same_day")
        usual = truth.windows(entity, day, months).values()
        return (
            gross is not None
            and gross > 2
            and all(abs(gross - value) > Fraction(1, 5) for value in usual)
        )

    return holds


def _by_proxy(writer: Writer) -> None:
    for template, day, window in rows("proxy"):
        end = date.fromisoformat(day)
        base = YEAR_END if window == "ytd" else truth.months_back(end, 6)
        moved = truth.between("ARCX:IWM", base, end)
        words = {"d": month_day(end)} | sense(moved > 0)
        writer.add(
            "proxy", template, TENTH.text(abs(moved)), end + timedelta(1), "true",
            also=("insufficient",), why="by IWM, which stands for the index", **words,
        )  # fmt: skip


def _over_a_split(writer: Writer) -> None:
    """Write of moves over a split of one share into five: what counts is the adjusted price."""
    entity, why = "XTKS:7011", f"five new shares for each old one on {SPLIT}"
    for template, start in rows("split"):
        for verdict in BOTH:
            day = pick_day(entity, writer.dice, since="2026-07-01")
            moved = truth.between(entity, date.fromisoformat(start), day, "adjusted")
            wrong = abs(moved) + 7
            shown = writer.number(TENTH, [abs(moved)], verdict, tempting=[wrong])
            also = ("insufficient",) if verdict == "false" else ()
            text, words = TENTH.text(shown), sense(moved > 0)
            published = day + timedelta(1)
            writer.add("split", template, text, published, verdict, also=also, why=why, **words)
    [template] = texts("split_day")
    moved = truth.percent(entity, SPLIT, "adjusted")
    words = sense(moved > 0)
    writer.add("split", template, HUNDREDTH.text(abs(moved)), SPLIT, "true", why=why, **words)
