"""Statements on the run of prices: streaks, highs and lows, first times since, averages, races."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from benchmarks import market_truth as truth
from benchmarks.market_prices import BOTH, PERCENT, YEAR_END, turns
from benchmarks.market_wordings import rows, texts
from benchmarks.market_writing import (
    INDICES,
    LEVEL,
    Writer,
    day_words,
    name_of,
    pick_day,
    plain,
    published_after,
    sense,
    words_of,
)

MONTH = 30.44
PAIRS = (
    ("index:nasdaq100", "index:sp500"),
    ("index:nikkei225", "index:topix"),
    ("index:sp500", "index:dow"),
    ("XTKS:7203", "index:topix"),
)


def write_runs(writer: Writer) -> None:
    """Add the statements that need more than two days of a series."""
    _streaks(writer)
    _ahead(writer)
    _extremes(writer)
    _since(writer)
    _drawdowns(writer)
    _averages(writer)
    _deviations(writer)
    _beats(writer)
    _leads(writer)
    _ratios(writer)


def _streaks(writer: Writer) -> None:
    dice = writer.dice
    for template, entity, verdict in turns("streak", 3, (*INDICES, "XTKS:6758", "XNAS:AAPL")):
        length = truth.Changes(entity).streak
        day = pick_day(entity, dice, where=truth.beyond(length, 2))
        rises, count = length(day) > 0, abs(length(day))
        if verdict == "false":
            count += dice.choice((1, 2, -1, 3))
        published = published_after(entity, day, dice)
        words = words_of(entity, day, published, dice, template) | sense(rises)
        bare = "{騰}" in template and rises  # 5連騰 has no counter of its own
        unit = "" if bare else dice.choice(("日", "日", "営業日"))
        writer.add("streak", template, f"{count}{unit}", published, verdict, **words)


def _ahead(writer: Writer) -> None:
    """Sessions in a row on which one did better than another."""
    dice = writer.dice
    for n, template in enumerate(texts("ahead") * 2):
        for verdict in BOTH:
            entity, other = PAIRS[(n + (verdict == "false")) % len(PAIRS)]
            length = truth.Changes(entity).ahead_of(other)
            day = pick_day(entity, dice, since="2026-02-01", where=truth.above(length, 2))
            count = int(length(day)) + (dice.choice((1, 2, 3)) if verdict == "false" else 0)
            published = published_after(entity, day, dice)
            words = words_of(entity, day, published, dice, template)
            words["O"] = name_of(other, dice)
            writer.add("streak", template, f"{count}日", published, verdict, **words)


def _extremes(writer: Writer) -> None:
    """Highest and lowest closes of the year."""
    dice = writer.dice
    for template, entity, verdict in turns("extreme", 2, INDICES):
        day, form = pick_day(entity, dice, since="2026-05-01"), LEVEL[entity][0]
        held = sorted(truth.at(entity, each) for each in truth.in_year(entity, day))
        if "安値" in template:
            held.reverse()
        shown = writer.number(form, [held[-1]], verdict, tempting=[held[-2]])
        words = {"N": name_of(entity, dice)}
        writer.add("record", template, form.text(shown), day + timedelta(1), verdict, **words)


def _since(writer: Writer) -> None:
    """Write of closes whose like was last seen so many months before, near to whole ones."""
    dice = writer.dice
    for template, entity, verdict in turns("since", 2, INDICES):
        sign = -1 if "安値" in template else 1
        day = pick_day(entity, dice, since="2025-09-01", where=_months_ago(entity, sign))
        last = truth.last_beyond(entity, day, sign)
        assert last is not None
        months = round((day - last).days / MONTH)
        if verdict == "false":
            months += dice.choice((3, 5, 7))
        published = published_after(entity, day, dice)
        words = words_of(entity, day, published, dice, template)
        why = f"last met on {last}"
        writer.add("since", template, f"{months}カ月", published, verdict, why=why, **words)


def _months_ago(entity: str, sign: int) -> truth.Holds:
    def holds(day: date) -> bool:
        last = truth.last_beyond(entity, day, sign)
        months = (day - last).days / MONTH if last else 0
        return months > 1.6 and abs(months - round(months)) < 0.35

    return holds


def _drawdowns(writer: Writer) -> None:
    dice = writer.dice
    for template, entity, verdict in turns("drawdown", 2, INDICES):
        day = pick_day(entity, dice, since="2026-04-01", where=_fallen(entity))
        peak = truth.peak(entity, day)
        fall = -truth.between(entity, peak, day)
        published = day + timedelta(1)
        evening = -truth.between(entity, peak, published)
        shown = writer.number(PERCENT, [fall, evening, *_from_high(entity, day)], verdict)
        words = {"N": name_of(entity, dice), "P": day_words(peak, published, dice)}
        writer.add("drawdown", template, PERCENT.text(shown), published, verdict, **words)


def _fallen(entity: str) -> truth.Holds:
    return lambda day: truth.between(entity, truth.peak(entity, day), day) < -2


def _from_high(entity: str, day: date) -> list[Fraction]:
    """Give the fall from the year's highest price within a day, where highs are told."""
    try:
        top = max(truth.at(entity, each, "high") for each in truth.in_year(entity, day))
    except KeyError:
        return []
    return [100 * (1 - truth.at(entity, day) / top)]


def _averages(writer: Writer) -> None:
    dice = writer.dice
    for n, (template, told) in enumerate(rows("average")):
        for verdict in BOTH:
            entity, count = INDICES[(n + 2 * (verdict == "false")) % 5], int(told)
            day, form = pick_day(entity, dice), LEVEL[entity][0]
            near = [truth.average(entity, truth.before(entity, day, 3), count)]
            value = truth.average(entity, day, count)
            shown = writer.number(form, [value], verdict, tempting=near)
            published = published_after(entity, day, dice)
            words = words_of(entity, day, published, dice, template)
            writer.add("average", template, form.text(shown), published, verdict, **words)


def _deviations(writer: Writer) -> None:
    dice = writer.dice
    for n, (template, told) in enumerate(rows("deviation") * 2):
        for verdict in BOTH:
            entity = INDICES[(n + 1 + 2 * (verdict == "false")) % 5]
            away = truth.Changes(entity).from_average(int(told))
            day = pick_day(entity, dice, where=truth.beyond(away, 1))
            shown = writer.number(PERCENT, [abs(away(day))], verdict)
            published = published_after(entity, day, dice)
            words = words_of(entity, day, published, dice, template) | sense(away(day) > 0)
            words["s"] = "プラス" if away(day) > 0 else "マイナス"
            writer.add("average", template, PERCENT.text(shown), published, verdict, **words)


def _beats(writer: Writer) -> None:
    dice, form = writer.dice, plain(2, "%")
    for n, template in enumerate(texts("beats") * 2):
        for verdict in BOTH:
            entity, other = PAIRS[(n + (verdict == "false")) % len(PAIRS)]
            day = pick_day(entity, dice, since="2026-02-01", where=_both_rise(entity, other))
            moved, rest = truth.percent(entity, day), truth.percent(other, day)
            shown = writer.number(form, [moved], verdict, tempting=[rest])
            published = published_after(entity, day, dice)
            words = words_of(entity, day, published, dice, template) | sense(True)
            words |= {"O": name_of(other, dice), "m": form.text(rest) + "高"}
            writer.add("relative", template, form.text(shown), published, verdict, **words)


def _both_rise(entity: str, other: str) -> truth.Holds:
    return lambda day: (
        truth.percent(entity, day) > 0.6
        and 0.3 < truth.percent(other, day) < truth.percent(entity, day) - 0.2
    )


def _leads(writer: Writer) -> None:
    dice, form = writer.dice, plain(1, "ポイント")
    for n, template in enumerate(texts("lead") * 2):
        for verdict in BOTH:
            entity, other = PAIRS[0 if n % 2 else 2]
            lead = truth.Changes(entity).lead_over(other, YEAR_END)
            day = pick_day(entity, dice, since="2026-03-01", where=truth.above(lead, 1))
            shown = writer.number(form, [lead(day)], verdict)
            words = {"N": name_of(entity, dice), "O": name_of(other, dice)}
            writer.add("relative", template, form.text(shown), day + timedelta(1), verdict, **words)


def _ratios(writer: Writer) -> None:
    dice, form = writer.dice, plain(2, "倍")
    for template in texts("nt_ratio"):
        for verdict in BOTH:
            day = pick_day("index:topix", dice)
            value = truth.at("index:nikkei225", day) / truth.at("index:topix", day)
            shown = writer.number(form, [value], verdict)
            published = published_after("index:topix", day, dice)
            words = {"D": day_words(day, published, dice)}
            writer.add("relative", template, form.text(shown), published, verdict, **words)
