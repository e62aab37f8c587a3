"""Statements on prices: levels, moves of a day, windows, months and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from benchmarks import market_truth as truth
from benchmarks.market_wordings import rows, texts
from benchmarks.market_writing import (
    INDICES,
    LEVEL,
    MOVE,
    STOCKS,
    Form,
    Writer,
    flipped,
    name_of,
    pick_day,
    plain,
    published_after,
    sense,
    words_of,
)

BOTH = ("true", "false")
PERCENT = plain(1, "%")
OTHERS = {
    "index:vix": "close_vix",
    "commodity:wti": "close_wti",
    "commodity:gold": "close_gold",
    "crypto:BTC": "close_btc",
    "ARCX:IWM": "close_fund",
}
RANGED = ("index:sp500", "index:nikkei225", "XTKS:7203", "XTKS:6758", "index:topix")
PERCENTS = (*INDICES, "XTKS:7203", "XNAS:NVDA", "XTKS:8035", "XNYS:IBM", "XTKS:8306")
YEARLY = (*INDICES, "XTKS:7203", "XNAS:NVDA", "commodity:gold")
YEAR_END, SPLIT = date(2025, 12, 31), date(2026, 3, 30)


def write_prices(writer: Writer) -> None:
    """Add the statements on levels, on moves of a day and on returns of longer spans."""
    _levels(writer)
    _ranges(writer)
    _points(writer)
    _percents(writer)
    _windows(writer)
    _periods(writer)
    _year_to_date(writer)


def turns(name: str, times: int, entities: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each sentence of a list true and false, of one entity after the other."""
    for n, template in enumerate(texts(name) * times):
        for verdict in BOTH:
            yield template, entities[(n + 2 * (verdict == "false")) % len(entities)], verdict


def _levels(writer: Writer) -> None:
    for told in (*turns("close", 1, INDICES), *turns("close_share", 1, STOCKS)):
        _level(writer, *told)
    for entity, name in OTHERS.items():
        for n, template in enumerate(texts(name)):
            for verdict in BOTH if n != 1 else ("true",):
                _level(writer, template, entity, verdict)


def _level(writer: Writer, template: str, entity: str, verdict: str) -> None:
    dice = writer.dice
    form = dice.choice(LEVEL[entity])
    day = pick_day(entity, dice, since="2025-03-01" if entity in INDICES else "2026-01-15")
    published = published_after(entity, day, dice) + timedelta(dice.choice((0, 0, 0, 1, 4, 30)))
    near = [truth.at(entity, truth.before(entity, day))]
    shown = writer.number(form, [truth.at(entity, day)], verdict, tempting=near)
    words = words_of(entity, day, published, dice, template)
    # A future beside a spot price, or another hour of a market that never closes, may be meant.
    loose = verdict == "false" and entity.startswith(("commodity", "crypto"))
    also, text = ("insufficient",) if loose else (), form.text(shown)
    writer.add("level", template, text, published, verdict, also=also, **words)


def _ranges(writer: Writer) -> None:
    """Write of highs and lows; 一時 is met by any price of the day, a wrong one lies outside."""
    dice = writer.dice
    for template, entity, verdict in turns("range", 2, RANGED):
        metric, up = dice.choice((("high", True), ("low", False)))
        day, form = pick_day(entity, dice), LEVEL[entity][0]
        published = published_after(entity, day, dice)
        shown = form.shown(truth.at(entity, day, metric))
        if verdict == "false":
            shown += form.step * dice.choice((31, 57, 120)) * (1 if up else -1)
        words = words_of(entity, day, published, dice, template) | sense(up)
        writer.add("high and low", template, form.text(shown), published, verdict, **words)


def _points(writer: Writer) -> None:
    for template, entity, verdict in turns("points", 2, list(MOVE)):
        form = MOVE[entity]
        moved = truth.Changes(entity).points
        _moved(writer, "change in points", template, entity, verdict, form, moved, 20 * form.step)


def _percents(writer: Writer) -> None:
    for template, entity, verdict in turns("percent", 2, PERCENTS):
        form = plain(writer.dice.choice((1, 2, 2)), "%")
        moved, least = truth.Changes(entity).percent, Fraction(1, 2)
        _moved(writer, "change in percent", template, entity, verdict, form, moved, least)


def _moved(
    writer: Writer,
    kind: str,
    template: str,
    entity: str,
    verdict: str,
    form: Form,
    moved: truth.Measured,
    least: Fraction,
) -> None:
    """Write of a day's move that is not small; three false ones in ten have the wrong direction."""
    dice = writer.dice
    day = pick_day(
        entity, dice, since="2026-01-20", where=lambda d: abs(moved(d)) > least and d != SPLIT
    )
    published, value = published_after(entity, day, dice), moved(day)
    near = [abs(moved(truth.before(entity, day)))]
    shown = writer.number(form, [abs(value)], verdict, tempting=near)
    words = words_of(entity, day, published, dice, template) | sense(value > 0)
    if verdict == "false" and dice.random() < 0.3:
        shown, words = form.shown(abs(value)), words | flipped(words)
    writer.add(kind, template, form.text(shown), published, verdict, **words)


# --- windows -------------------------------------------------------------------------------------


def _windows(writer: Writer) -> None:
    listed = rows("window")
    for n, (template, months) in enumerate(listed * 2):
        for verdict in (*BOTH, "unusual") if n < len(listed) else ("true", "unusual"):
            long = int(months) > 12
            entities = ("index:sp500", "index:nikkei225") if long else INDICES
            entity = entities[(n + len(verdict)) % len(entities)]
            _window(writer, template, entity, int(months), verdict)


def _window(writer: Writer, template: str, entity: str, months: int, verdict: str) -> None:
    dice = writer.dice
    published, ways, odd = _drawn_window(writer, entity, months, unusual=verdict == "unusual")
    usual, in_total = ways["same_day"], _in_total(entity, published, months)
    late = truth.windows(entity, published, months)
    values = [usual, *ways.values(), *late.values(), *in_total]
    # Of values that go the other way none can be met by a number written of this one.
    along = [abs(value) if value * usual > 0 else -abs(value) for value in values]
    shown = writer.number(PERCENT, along, verdict)
    if verdict == "unusual":
        shown = PERCENT.shown(abs(dice.choice(odd)))
    words = {"N": name_of(entity, dice)} | sense(usual > 0)
    also, text = unless(verdict, in_total), PERCENT.text(shown)
    writer.add("window", template, text, published, verdict, also=also, **words)


def _drawn_window(
    writer: Writer, entity: str, months: int, *, unusual: bool
) -> tuple[date, dict[str, Fraction], list[Fraction]]:
    """Draw a day of publication, the return before it in every way, and those that differ."""
    while True:
        day = pick_day(entity, writer.dice, since="2026-02-02")
        ways = truth.windows(entity, day, months)
        # An evening article in Tokyo may take in the day itself.
        usual, late = (truth.windows(entity, each, months)["same_day"] for each in _evenings(day))
        odd = [ways[key] for key in ("month_end", "week_end", "calendar_years") if key in ways]
        odd = [v for v in odd if v * usual > 0 and _apart(v, (usual, late))]
        if abs(usual) > 2 and (odd or not unusual):
            return day + timedelta(1), ways, odd


def _evenings(day: date) -> tuple[date, date]:
    return day, day + timedelta(1)


def _apart(value: Fraction, others: Sequence[Fraction]) -> bool:
    return all(abs(value - other) > Fraction(2, 5) for other in others)


def _in_total(entity: str, published: date, months: int) -> list[Fraction]:
    """Give the same with dividends, none where the window of the same day has none."""
    ways = truth.windows(entity, published - timedelta(1), months, "total_return")
    return list(ways.values()) if "same_day" in ways else []


def unless(verdict: str, in_total: Sequence[Fraction]) -> tuple[str, ...]:
    """Allow silence on a false return where dividends might mend it, and no data tells them."""
    return ("insufficient",) if verdict == "false" and not in_total else ()


def _periods(writer: Writer) -> None:
    """Weeks, months, quarters and years: told spans, whose base is the close before."""
    for n, (template, *days) in enumerate(rows("period")):
        start, end, published = map(date.fromisoformat, days)
        for verdict in BOTH:
            entity = INDICES[(n + 2 * (verdict == "false")) % len(INDICES)]
            moved = truth.between(entity, start, end)
            form = plain(2, "%") if abs(moved) < 1 else PERCENT
            in_total = _with_dividends(entity, start, end)
            near = abs(truth.between(entity, start + timedelta(4), end))
            shown = writer.number(form, [abs(moved), near, *in_total], verdict)
            words = {"N": name_of(entity, writer.dice)} | sense(moved > 0)
            also, text = unless(verdict, in_total), form.text(shown)
            writer.add("period", template, text, published, verdict, also=also, **words)


def _with_dividends(entity: str, start: date, end: date) -> list[Fraction]:
    try:
        return [abs(truth.between(entity, start, end, "total_return"))]
    except (KeyError, IndexError):
        return []


def _year_to_date(writer: Writer) -> None:
    dice = writer.dice
    for template, entity, verdict in turns("year_to_date", 2, YEARLY):
        moved = truth.Changes(entity).since(YEAR_END)
        day = pick_day(entity, dice, since="2026-03-02", where=truth.beyond(moved, 1))
        value, in_total = moved(day), _with_dividends(entity, YEAR_END, day)
        from_first = abs(truth.between(entity, date(2026, 1, 5), day))
        near = [abs(moved(truth.before(entity, day, 5)))]
        evening = abs(moved(truth.last_day(entity, day + timedelta(1))))
        held = [abs(value), from_first, evening, *in_total]
        text = PERCENT.text(writer.number(PERCENT, held, verdict, tempting=near))
        words = {"N": name_of(entity, dice)} | sense(value > 0)
        also, published = unless(verdict, in_total), day + timedelta(1)
        writer.add("year to date", template, text, published, verdict, also=also, **words)
