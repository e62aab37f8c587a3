"""Statements on firms, funds and groups: valuations, sizes, results and their growth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from benchmarks import market_truth as truth
from benchmarks.market_figures import FIRMS
from benchmarks.market_wordings import rows, texts
from benchmarks.market_writing import (
    Form,
    Writer,
    amount,
    flipped,
    month_day,
    name_of,
    pick_day,
    plain,
    published_after,
    sense,
)

BOTH = ("true", "false")
MULTIPLE, PERCENT, HUNDREDTH = plain(1, "倍"), plain(1, "%"), plain(2, "%")
SEVEN = tuple(f"XNAS:{code}" for code in ("AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META", "TSLA"))
MEMBERS = {
    "seven": SEVEN,
    "banks": ("XTKS:8306", "XTKS:8316", "XTKS:8411"),
    "one": ("XNAS:NVDA",),
}


def write_firms(writer: Writer) -> None:
    """Add the statements on valuations, sizes, groups and results."""
    _valuations(writer)
    _bare_multiples(writer)
    _sizes(writer)
    _groups(writer)
    _results(writer)
    _named_results(writer)
    _quarters(writer)
    _growth(writer)


def _valuations(writer: Writer) -> None:
    dice = writer.dice
    for template, entity, metric in rows("valuation"):
        for verdict in BOTH:
            day = pick_day(entity, dice, since="2026-09-03", metric=metric)
            form = HUNDREDTH if metric == "dividend_yield" else plain(dice.choice((1, 2)), "倍")
            # A trailing multiple told as a forward one is contradicted by name.
            other = {"per": "per_forward", "per_forward": "per"}.get(metric)
            near = [truth.at(entity, day, other)] if other else []
            shown = _far(writer, form, truth.at(entity, day, metric), verdict, near)
            published = published_after(entity, day, dice) + timedelta(dice.choice((0, 1)))
            words = {"D": month_day(day), "N": name_of(entity, dice)}
            # A yield may be of the dividend to come, which no file tells.
            loose = verdict == "false" and metric == "dividend_yield"
            also, text = ("insufficient",) if loose else (), form.text(shown)
            writer.add("valuation", template, text, published, verdict, also=also, **words)


def _bare_multiples(writer: Writer) -> None:
    """PER alone is the trailing one; of the Nikkei average, outlets mean either."""
    dice = writer.dice
    for template, entity in rows("bare_per"):
        for verdict, metric in (("true", "per"), ("unusual", "per_forward")):
            day = pick_day(entity, dice, since="2026-09-03", metric=metric)
            either = entity == "index:nikkei225"
            also = ("definition_dependent", "supported_under") if either else ()
            words = {"D": month_day(day), "N": name_of(entity, dice)}
            text = MULTIPLE.text(truth.at(entity, day, metric))
            published = published_after(entity, day, dice)
            writer.add("valuation", template, text, published, verdict, also=also, **words)


def _far(
    writer: Writer, form: Form, value: Fraction, verdict: str, near: Sequence[Fraction] = ()
) -> Fraction:
    """Give a wrong number at least an eighth away: others may compute such a figure anew."""
    for _ in range(200):
        shown = writer.number(form, [value], verdict, tempting=near)
        if verdict != "false" or abs(shown / value - 1) > Fraction(1, 8):
            return shown
    return form.shown(value * Fraction(3, 2))


def _sizes(writer: Writer) -> None:
    dice = writer.dice
    for template, entity, metric, currency, step in rows("size"):
        for verdict in (*BOTH, "true"):
            day = pick_day(entity, dice, metric=metric, since="2026-02-01")
            form, value = amount(currency, step), truth.at(entity, day, metric)
            shown = _far(writer, form, value, verdict)
            if verdict == "false" and abs(shown / value - 1) < Fraction(1, 5):
                shown = form.shown(value * Fraction(7, 5))
            name = "" if entity.startswith("fund") else name_of(entity, dice)
            published = day + timedelta(dice.choice((1, 3, 6)))
            words = {"D": month_day(day), "N": name}
            writer.add("size", template, form.text(shown), published, verdict, **words)


def _groups(writer: Writer) -> None:
    dice = writer.dice
    for template, group, unit in rows("group"):
        form = PERCENT if unit == "share" else amount(unit, "100000000000")
        for verdict in (*BOTH, "true"):
            day = pick_day(
                "XNAS:NVDA", dice, metric="market_cap", since="2026-02-01",
                where=lambda d: d in truth.series("XTKS:8306", "market_cap"),
            )  # fmt: skip
            caps = [truth.at(each, day, "market_cap") for each in MEMBERS[group]]
            value = sum(caps, Fraction(0))
            if unit == "share":
                value = 100 * value / truth.at("index:sp500", day, "market_cap")
            text = form.text(_far(writer, form, value, verdict))
            published = day + timedelta(dice.choice((1, 2, 5)))
            writer.add("group", template, text, published, verdict, D=month_day(day))


# --- results -------------------------------------------------------------------------------------

PERIODS = {"-Q1": "第1四半期", "-H1": "上期", "-Q3": "第3四半期累計", "": "通期"}
METRICS = {
    "sales": "売上高", "operating_profit": "営業利益", "net_profit": "純利益",
    "ordinary_profit": "経常利益",
}  # fmt: skip
Drawn = tuple[str, str, str]
"""Entity, metric and fiscal period of a result."""


def _drawn(writer: Writer) -> Drawn:
    """Draw a result of a Japanese firm that has been filed."""
    dice = writer.dice
    firms = [firm for firm in FIRMS if firm.currency == "JPY"]
    while True:
        firm = dice.choice(firms)
        metric = dice.choice([each for each in firm.quarter if each != "eps"])
        period = f"FY{dice.choice((2026, 2027))}-{firm.ends:02}{dice.choice(list(PERIODS))}"
        if (firm.entity, metric, period) in truth.results():
            return firm.entity, metric, period


def _words(drawn: Drawn, writer: Writer) -> dict[str, str]:
    entity, metric, period = drawn
    return {
        "N": name_of(entity, writer.dice), "Y": f"{period[2:6]}年{int(period[7:9])}月期",
        "Q": PERIODS[period[9:]], "K": METRICS[metric],
    }  # fmt: skip


def _year_before(period: str) -> str:
    return f"FY{int(period[2:6]) - 1}{period[6:]}"


def _tempting(drawn: Drawn) -> list[Fraction]:
    """Give the same figure of the year before, and of the parts of the same year."""
    entity, metric, period = drawn
    keys = (_year_before(period), *(period[:9] + part for part in PERIODS))
    return [
        truth.results()[entity, metric, key][0]
        for key in keys
        if key != period and (entity, metric, key) in truth.results()
    ]


def _also(form: Form, value: Fraction, shown: Fraction, verdict: str) -> tuple[str, ...]:
    """Allow that an amount rounded up is no usual writing of results, which cut off."""
    rounded_up = verdict == "true" and shown > value and form.step > 10**6
    return ("definition_dependent",) if rounded_up else ()


def _results(writer: Writer) -> None:
    dice = writer.dice
    for template in texts("result") * 2:
        for verdict in BOTH:
            drawn = _drawn(writer)
            value, known = truth.results()[drawn]
            form = amount("円", dice.choice(("100000000", "100000000", "1000000")))
            shown = writer.number(form, [value], verdict, tempting=_tempting(drawn))
            writer.add(
                "results", template, form.text(shown), known + timedelta(dice.choice((0, 1, 9))),
                verdict, also=_also(form, value, shown, verdict), **_words(drawn, writer),
            )  # fmt: skip


def _named_results(writer: Writer) -> None:
    for template, entity, metric, period, unit in rows("result_named"):
        form = plain(2, unit) if metric == "eps" else amount(unit, "100000000")
        for verdict in BOTH:
            drawn = (entity, metric, period)
            value, known = truth.results()[drawn]
            shown = writer.number(form, [value], verdict, tempting=_tempting(drawn))
            writer.add("results", template, form.text(shown), known + timedelta(1), verdict)


def _quarters(writer: Writer) -> None:
    """Tell quarters by themselves: 7〜9月期 names one, 第2四半期 mostly means the half."""
    form = amount("円", "100000000")
    for template, entity, metric, year, day in rows("quarter"):
        first, half = _halves(entity, metric, year)
        for verdict in BOTH:
            shown = writer.number(form, [half - first], verdict, tempting=(first, half))
            also = _also(form, half - first, shown, verdict)
            told = date.fromisoformat(day)
            writer.add("results", template, form.text(shown), told, verdict, also=also)
    for template, entity, metric, year, day in rows("second_quarter"):
        first, half = _halves(entity, metric, year)
        for value, verdict in ((half, "true"), (half - first, "unusual")):
            also = ("definition_dependent", "supported_under")
            told = date.fromisoformat(day)
            writer.add("results", template, form.text(value), told, verdict, also=also)


def _halves(entity: str, metric: str, year: str) -> tuple[Fraction, Fraction]:
    """Give the first quarter and the first half of a fiscal year."""
    first, half = (truth.results()[entity, metric, f"FY{year}-03-{part}"] for part in ("Q1", "H1"))
    return first[0], half[0]


def _growth(writer: Writer) -> None:
    dice = writer.dice
    for template in texts("growth") * 2:
        for verdict in BOTH:
            drawn, grown = _grown(writer)
            shown = writer.number(PERCENT, [abs(grown)], verdict, tempting=[abs(grown) + 8])
            words = _words(drawn, writer) | sense(grown > 0)
            if verdict == "false" and dice.random() < 0.3:
                shown, words = PERCENT.shown(abs(grown)), words | flipped(words)
            told = template if drawn[2][9:] else template.replace("前年同期", "前期")
            published = truth.results()[drawn][1] + timedelta(dice.choice((0, 1)))
            # Where no word tells what it is compared with, another base may be meant.
            loose = verdict == "false" and "前" not in told
            also, text = ("insufficient",) if loose else (), PERCENT.text(shown)
            writer.add("growth", told, text, published, verdict, also=also, **words)


def _grown(writer: Writer) -> tuple[Drawn, Fraction]:
    """Draw a result that moved by more than 3% in a year, with the percentage."""
    while True:
        drawn = _drawn(writer)
        earlier = truth.results().get((drawn[0], drawn[1], _year_before(drawn[2])))
        if earlier is not None:
            grown = 100 * (truth.results()[drawn][0] / earlier[0] - 1)
            if abs(grown) > 3:
                return drawn, grown
