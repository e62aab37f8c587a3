"""Statements on rates, currencies and the economy: policy, yields, exchange rates, prices, jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from benchmarks import market_truth as truth
from benchmarks.market_wordings import rows, texts
from benchmarks.market_writing import (
    Writer,
    day_words,
    flipped,
    man,
    month_day,
    pick_day,
    plain,
    published_after,
    sense,
)

BOTH = ("true", "false")
PERCENT, HUNDREDTH, YEN = plain(1, "%"), plain(2, "%"), man("円", "銭")
FED, BOJ = "bank:fed", "bank:boj"
DAYS = (date(2026, 4, 10), date(2026, 8, 5), date(2026, 10, 14))
YIELDS = {
    "rate:us10y": ("米10年債利回り", "米長期金利の指標となる10年物国債利回り"),
    "rate:us2y": ("米2年債利回り", "金融政策の影響を受けやすい米2年債利回り"),
    "rate:jp10y": ("新発10年物国債利回り", "長期金利の指標となる新発10年物国債利回り"),
}


def write_money(writer: Writer) -> None:
    """Add the statements on rates, currencies and the economy."""
    _policy(writer)
    _policy_steps(writer)
    _yields(writer)
    _yield_moves(writer)
    _spreads(writer)
    _yen(writer)
    _yen_moves(writer)
    _yen_of_no_market(writer)
    _euro(writer)
    _consumer_prices(writer)
    _japanese_prices(writer)
    _unemployment(writer)
    _payrolls(writer)


def _policy(writer: Writer) -> None:
    dice = writer.dice
    for template in texts("policy_range"):
        for verdict in BOTH:
            published = dice.choice(DAYS)
            upper = truth.in_force(FED, published)
            if verdict == "false":
                upper += dice.choice((Fraction(1, 4), Fraction(-1, 2), Fraction(3, 4)))
            low = plain(2).text(upper - Fraction(1, 4))
            text = f"{low}〜{HUNDREDTH.text(upper)}"
            writer.add("policy rate", template, text, published, verdict)
    for template, metric in rows("policy_bound"):
        for verdict in BOTH:
            published = dice.choice(DAYS)
            bank, named = (BOJ, "policy_rate_upper") if metric == "boj" else (FED, metric)
            value = truth.in_force(bank, published, named)
            if verdict == "false":
                value += dice.choice((Fraction(1, 2), Fraction(3, 4), Fraction(1)))
            last = truth.last_day(bank, published, named)
            words = {"D": f"{last.year}年{month_day(last)}"}
            writer.add("policy rate", template, HUNDREDTH.text(value), published, verdict, **words)
    for template, day in rows("policy_lower"):
        published = date.fromisoformat(day)
        text = HUNDREDTH.text(truth.in_force(FED, published, "policy_rate_lower"))
        why = "the lower bound alone"
        writer.add("policy rate", template, text, published, "unusual", why=why)


def _policy_steps(writer: Writer) -> None:
    for template, day, *numbers in rows("policy_steps"):
        for verdict, number in zip(BOTH, numbers, strict=True):
            writer.add("policy steps", template, number, date.fromisoformat(day), verdict)


def _yields(writer: Writer) -> None:
    dice = writer.dice
    for n, template in enumerate(texts("yield") * 2):
        for verdict in BOTH:
            entity = list(YIELDS)[(n + (verdict == "false")) % 3]
            form = plain(3, "%") if entity == "rate:jp10y" else HUNDREDTH
            day = pick_day(entity, dice, metric="yield")
            value = truth.at(entity, day, "yield")
            earlier = truth.before(entity, day, metric="yield")
            near = [truth.at(entity, earlier, "yield"), *(value + n for n in (1, 2, -1))]
            shown = writer.number(form, [value], verdict, tempting=near)
            published = published_after(entity, day, dice)
            words = {"D": day_words(day, published, dice), "N": dice.choice(YIELDS[entity])}
            also, text = _another_hour(verdict, shown - value), form.text(shown)
            writer.add("yield", template, text, published, verdict, also=also, **words)


def _yield_moves(writer: Writer) -> None:
    dice = writer.dice
    for n, template in enumerate(texts("yield_move")):
        for verdict in BOTH:
            entity = ("rate:us10y", "rate:us2y")[(n + (verdict == "false")) % 2]
            day = pick_day(entity, dice, metric="yield", where=_moved(entity, "yield", "0.03"))
            moved = truth.change(entity, day, "yield")
            shown = abs(moved) + (Fraction(dice.choice((3, 5)), 100) if verdict == "false" else 0)
            text = f"{round(shown * 100)}bp" if n == 1 else HUNDREDTH.text(shown)
            words = {"D": month_day(day), "N": YIELDS[entity][0]} | sense(moved > 0)
            also, published = _another_hour(verdict, shown - abs(moved)), day + timedelta(1)
            writer.add("yield", template, text, published, verdict, also=also, **words)


def _another_hour(verdict: str, miss: Fraction) -> tuple[str, ...]:
    """Allow that a small miss of a yield, told of no hour, refutes nothing."""
    return ("insufficient",) if verdict == "false" and abs(miss) < Fraction(1, 2) else ()


def _moved(entity: str, metric: str, least: str) -> truth.Holds:
    """Tell of days on which a series moved by so much at least."""
    return lambda day: abs(truth.change(entity, day, metric)) >= Fraction(least)


def _spreads(writer: Writer) -> None:
    dice = writer.dice
    for n, template in enumerate(texts("spread")):
        for verdict in BOTH:
            other = "rate:jp10y" if n == 2 else "rate:us2y"
            both = truth.series(other, "yield").__contains__
            day = pick_day("rate:us10y", dice, metric="yield", where=both)
            gap = truth.at("rate:us10y", day, "yield") - truth.at(other, day, "yield")
            form = plain(2, "ポイント") if n else HUNDREDTH
            shown = writer.number(form, [gap], verdict, tempting=[gap + Fraction(1, 4), gap + 1])
            also, words = _another_hour(verdict, shown - gap), {"D": month_day(day)}
            published, text = day + timedelta(1), form.text(shown)
            writer.add("spread", template, text, published, verdict, also=also, **words)


# --- currencies ----------------------------------------------------------------------------------


def _yen(writer: Writer) -> None:
    dice = writer.dice
    for template, metric in rows("yen"):
        for verdict in (*BOTH, "true"):
            day = pick_day("fx:USDJPY", dice, metric="tokyo_17")
            values = [truth.at("fx:USDJPY", day, m) for m in (metric, "close", "tokyo_17")]
            shown = YEN.shown(values[0])
            if verdict == "false":  # beyond what the yen moves in a day, whose range is in no file
                shown += Fraction(dice.choice((713, 1104, -622, -941)), 100)
            also = ("insufficient",) if verdict == "false" else ()
            published = day + timedelta(1)
            words = {"D": day_words(day, published, dice)}
            text = YEN.text(shown)
            writer.add("currency", template, text, published, verdict, also=also, **words)


def _yen_moves(writer: Writer) -> None:
    dice = writer.dice
    for template in texts("yen_move"):
        for verdict in (*BOTH, "true"):
            day = pick_day("fx:USDJPY", dice, where=_moved("fx:USDJPY", "close", "1.01"))
            moved = truth.change("fx:USDJPY", day)
            shown = writer.number(YEN, [abs(moved)], verdict, tempting=[abs(moved) + 2])
            words = {"D": month_day(day)} | sense(moved > 0)
            if verdict == "false" and dice.random() < 0.5:
                shown, words = YEN.shown(abs(moved)), words | flipped(words)
            also = _also(verdict, named="ニューヨーク" in template)
            published, text = day + timedelta(1), YEN.text(shown)
            writer.add("currency", template, text, published, verdict, also=also, **words)


def _also(verdict: str, *, named: bool) -> tuple[str, ...]:
    """Allow that a rate of one market is no usual one, where the text names none."""
    if verdict == "false":
        return ("insufficient",)
    return () if named else ("definition_dependent",)


def _yen_of_no_market(writer: Writer) -> None:
    for template, told in rows("yen_unnamed"):
        day = date.fromisoformat(told)
        value = truth.at("fx:USDJPY", day, "tokyo_17")
        assert abs(value - truth.at("fx:USDJPY", day)) > Fraction(2, 100)
        writer.add(
            "currency", template, YEN.text(value), day + timedelta(1), "unusual",
            also=("supported_under", "supported"), why="at 17:00 in Tokyo; no market is named",
            D=month_day(day),
        )  # fmt: skip


def _euro(writer: Writer) -> None:
    dice = writer.dice
    for n, template in enumerate(texts("euro")):
        for verdict in BOTH:
            entity, form = ("fx:EURJPY", YEN) if n >= 2 else ("fx:EURUSD", plain(4, "ドル"))
            both = truth.series("fx:EURUSD").__contains__
            day = pick_day(entity, dice, metric="ecb_reference", where=both)
            value = truth.at(entity, day, "ecb_reference")
            if verdict == "true" and n == 0:
                value = truth.at("fx:EURUSD", day)
            if verdict == "false":
                value *= Fraction(dice.choice((107, 94)), 100)
            also = _also(verdict, named=False)
            published, text = day + timedelta(1), form.text(value)
            words = {"D": month_day(day)}
            writer.add("currency", template, text, published, verdict, also=also, **words)


# --- the economy ---------------------------------------------------------------------------------


def _consumer_prices(writer: Writer) -> None:
    for template, back, *names in rows("us_cpi"):
        for verdict in (*BOTH, "true", "unusual", "unusual", "unusual"):
            if verdict != "unusual" or len(names) > 1:
                _cpi(writer, template, 12 if back == "year" else 1, names, verdict)


def _cpi(writer: Writer, template: str, back: int, names: Sequence[str], verdict: str) -> None:
    """Write of a month whose rates, adjusted or not, differ where that is the point."""
    months = [date(2025 + n // 12, 1 + n % 12, 1) for n in range(6, 21)]
    writer.dice.shuffle(months)
    for month in months:
        known = truth.released(names[0], month) + timedelta(3)
        values = [truth.growth(name, month, back, known) for name in names]
        differ = len({PERCENT.text(value) for value in values}) > 1
        if min(values) > 0.1 and (verdict != "unusual" or differ):
            near = [value + Fraction(3, 5) for value in values]
            either = [truth.growth(name, month, back, known) for name in ("CPIAUCSL", "CPIAUCNS")]
            shown = writer.number(PERCENT, [*values, *either], verdict, tempting=near)
            text = PERCENT.text(values[1] if verdict == "unusual" else shown)
            writer.add("macro", template, text, known, verdict, M=f"{month.month}月")
            return


def _japanese_prices(writer: Writer) -> None:
    for template in texts("jp_cpi"):
        for verdict in (*BOTH, "true"):
            month = date(2026, writer.dice.randrange(1, 9), 1)
            base = truth.at("macro:jp.cpi", month.replace(year=2025), "level")
            value = 100 * (truth.at("macro:jp.cpi", month, "level") / base - 1)
            near = [value + Fraction(11, 10), value - Fraction(7, 10)]
            shown = writer.number(PERCENT, [value], verdict, tempting=near)
            published, text = (month + timedelta(50)).replace(day=26), PERCENT.text(shown)
            writer.add("macro", template, text, published, verdict, M=f"{month.month}月")


def _unemployment(writer: Writer) -> None:
    for template in texts("unemployment"):
        for verdict in (*BOTH, "true"):
            month = date(2026, writer.dice.randrange(1, 10), 1)
            known = truth.released("UNRATE", month) + timedelta(2)
            value = truth.vintage("UNRATE", month, known)
            near = [value + Fraction(3, 10), value - Fraction(2, 10)]
            shown = writer.number(PERCENT, [value], verdict, tempting=near)
            writer.add("macro", template, PERCENT.text(shown), known, verdict, M=f"{month.month}月")


def _payrolls(writer: Writer) -> None:
    """Write of months whose gain is not small, as told at their first release."""
    form = plain(1, "万人")
    gains = {
        month: gain
        for month in (date(2026, n, 1) for n in range(1, 10))
        if (gain := _gain(month)) > 30000
    }
    for template in texts("payrolls"):
        for verdict in (*BOTH, "true"):
            month = writer.dice.choice(list(gains))
            wrong = writer.dice.choice((31000, 57000, 114000)) if verdict == "false" else 0
            text = form.text((gains[month] + wrong) / 10000)
            known = truth.released("PAYEMS", month) + timedelta(2)
            writer.add("macro", template, text, known, verdict, M=f"{month.month}月")


def _gain(month: date) -> Fraction:
    known = truth.released("PAYEMS", month)
    before = truth.vintage("PAYEMS", truth.months_back(month, 1), known)
    return 1000 * (truth.vintage("PAYEMS", month, known) - before)
