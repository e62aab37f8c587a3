"""Statements on what is no price: valuations, sizes, rates, currencies, macro figures, results."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from benchmarks import market_truth as truth
from benchmarks.market_figures import FIRMS
from benchmarks.market_writing import (
    Writer,
    amount,
    day_words,
    flipped,
    man,
    name_of,
    pick_day,
    plain,
    published_after,
    sense,
)

BOTH = ("true", "false")
MULTIPLE, PERCENT, HUNDREDTH = plain(1, "倍"), plain(1, "%"), plain(2, "%")


def write_fundamentals(writer: Writer) -> None:
    """Add the statements on valuations, sizes, rates, currencies, macro figures and results."""
    for add in (
        _valuations, _sizes, _shares_of_groups, _policy_levels, _policy_steps, _yields, _spreads,
        _currencies, _crosses, _prices_of_consumers, _jobs, _results, _growth,
    ):  # fmt: skip
        add(writer)


def _valuations(writer: Writer) -> None:
    dice = writer.dice
    told = (
        ("{N}の予想PERは{D}時点で{n}だ。", "index:nikkei225", "per_forward"),
        ("{N}の予想株価収益率(PER)は{n}({D}時点)となっている。", "index:sp500", "per_forward"),
        ("{N}の実績PERは{D}時点で{n}だった。", "index:sp500", "per"),
        ("{D}時点の{N}の実績PERは{n}。割高感を指摘する声もある。", "XNAS:NVDA", "per"),
        ("{N}のPBR(株価純資産倍率)は{D}時点で{n}だった。", "index:nikkei225", "pbr"),
        ("{N}の{D}時点のPBRは{n}にとどまる。", "XTKS:7203", "pbr"),
        ("{N}の配当利回りは{D}時点で{n}だった。", "XTKS:7203", "dividend_yield"),
        ("{D}時点の{N}の配当利回りは{n}だ。", "index:nikkei225", "dividend_yield"),
        ("{N}の予想PERは{D}時点で{n}まで切り上がった。", "XNAS:NVDA", "per_forward"),
        ("{N}の予想PERは{n}({D}時点)と、市場平均を下回る。", "XTKS:7203", "per_forward"),
    )  # fmt: skip
    for template, entity, metric in told:
        for verdict in BOTH:
            day = pick_day(entity, dice, since="2026-09-03", metric=metric)
            form = HUNDREDTH if metric == "dividend_yield" else plain(dice.choice((1, 2)), "倍")
            values = [truth.at(entity, day, metric)]
            other = {"per": "per_forward", "per_forward": "per"}.get(metric)
            near = [truth.at(entity, day, other)] if other else []
            shown = _far(writer, form, values, verdict, near)
            published = published_after(entity, day, dice) + timedelta(dice.choice((0, 1)))
            words = {"D": _dated(day), "N": name_of(entity, dice)}
            # A trailing multiple told as a forward one is contradicted by name.
            writer.add("valuation", template, form.text(shown), published, verdict, **words)
    for template, entity in (
        ("{N}のPERは{D}時点で{n}だ。", "index:nikkei225"), ("{N}のPERは{D}時点で{n}。", "index:sp500"),
        ("{D}時点の{N}の株価収益率(PER)は{n}だった。", "XNAS:NVDA"), ("{N}のPERは{n}({D}時点)だ。", "XTKS:7203"),
        ("{D}時点で{N}の株価収益率は{n}となっている。", "index:sp500"),
    ):  # fmt: skip
        for verdict, metric in (("true", "per"), ("unusual", "per_forward")):
            day = pick_day(entity, dice, since="2026-09-03", metric=metric)
            value = truth.at(entity, day, metric)
            # Which of the two an index's bare PER means is a matter of the outlet.
            also = ("supported_under",) if entity.startswith("index:nikkei") else ()
            also = ("definition_dependent",) if also and verdict == "true" else also
            words = {"D": _dated(day), "N": name_of(entity, dice)}
            published = published_after(entity, day, dice)
            writer.add(
                "valuation", template, MULTIPLE.text(value), published, verdict, also=also, **words
            )


def _dated(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _far(
    writer: Writer,
    form: object,
    values: list[Fraction],
    verdict: str,
    near: list[Fraction] | None = None,
) -> Fraction:
    """Give a wrong number that also lies a tenth away, for figures that others may compute anew."""
    for _ in range(200):
        shown = writer.number(form, values, verdict, tempting=near or ())  # type: ignore[arg-type]
        if verdict != "false" or abs(shown / values[0] - 1) > Fraction(1, 8):
            return shown
    return values[0] * 2


def _sizes(writer: Writer) -> None:
    dice = writer.dice
    told: tuple[tuple[str, str, str, str, str], ...] = (
        ("{N}の時価総額は{D}時点で{n}となった。", "XTKS:7203", "market_cap", "円", "100000000000"),
        ("{D}の終値で計算した{N}の時価総額は{n}だ。", "XNAS:NVDA", "market_cap", "ドル", "10000000000"),
        ("{N}の時価総額は{D}時点で{n}に達した。", "XTKS:6758", "market_cap", "円", "100000000000"),
        ("{N}の時価総額は{n}({D}時点)と、世界でも上位に入る。", "XNAS:AAPL", "market_cap", "ドル", "10000000000"),
        ("{N}の純資産総額は{D}時点で{n}だった。", "ARCX:IWM", "net_assets", "ドル", "100000000"),
        ("{N}の運用資産残高は{D}時点で{n}となっている。", "ARCX:IWM", "net_assets", "ドル", "100000000"),
        ("{N}の時価総額は{D}時点で{n}と、株価とともに膨らんだ。", "XTKS:8306", "market_cap", "円", "100000000000"),
        ("オルカンの愛称で知られるeMAXIS Slim 全世界株式(オール・カントリー)の純資産総額は{D}時点で{n}だ。", "fund:emaxis_slim_acwi", "net_assets", "円", "10000000000"),
    )  # fmt: skip
    for template, entity, metric, currency, step in told:
        for verdict in (*BOTH, "true"):
            day = pick_day(entity, dice, metric=metric, since="2026-02-01")
            form = amount(currency, step)
            shown = _far(writer, form, [truth.at(entity, day, metric)], verdict)
            if verdict == "false" and abs(shown / truth.at(entity, day, metric) - 1) < Fraction(1, 5):
                shown = form.shown(truth.at(entity, day, metric) * Fraction(7, 5))
            name = "" if entity.startswith("fund") else name_of(entity, dice)
            words = {"D": f"{day.month}月{day.day}日", "N": name}
            published = day + timedelta(dice.choice((1, 3, 6)))
            writer.add("size", template, form.text(shown), published, verdict, **words)


def _shares_of_groups(writer: Writer) -> None:
    dice = writer.dice
    seven = [f"XNAS:{each}" for each in ("AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META", "TSLA")]
    banks = ("XTKS:8306", "XTKS:8316", "XTKS:8411")
    worth = lambda who, day: sum((truth.at(e, day, "market_cap") for e in who), Fraction(0))  # noqa: E731
    told: tuple[tuple[str, Callable[[date], Fraction], object], ...] = (
        ("マグニフィセント・セブンの時価総額がS&P500に占める割合は{D}時点で{n}だった。",
         lambda d: 100 * worth(seven, d) / truth.at("index:sp500", d, "market_cap"), PERCENT),
        ("{D}時点でマグニフィセント・セブンはS&P500の時価総額の{n}を占める。",
         lambda d: 100 * worth(seven, d) / truth.at("index:sp500", d, "market_cap"), PERCENT),
        ("3メガバンクの時価総額の合計は{D}時点で{n}となった。",
         lambda d: worth(banks, d), amount("円", "100000000000")),
        ("マグニフィセント・セブンの時価総額の合計は{D}時点で{n}に達した。",
         lambda d: worth(seven, d), amount("ドル", "100000000000")),
        ("エヌビディア1社でS&P500の時価総額の{n}を占める({D}時点)。",
         lambda d: 100 * truth.at("XNAS:NVDA", d, "market_cap")
         / truth.at("index:sp500", d, "market_cap"), PERCENT),
    )  # fmt: skip
    for template, value, form in told:
        for verdict in (*BOTH, "true"):
            day = pick_day("XNAS:NVDA", dice, metric="market_cap", since="2026-02-01",
                           where=lambda d: d in truth.series("XTKS:8306", "market_cap"))  # fmt: skip
            shown = _far(writer, form, [value(day)], verdict)
            published = day + timedelta(dice.choice((1, 2, 5)))
            text = form.text(shown)  # type: ignore[attr-defined]
            writer.add("group", template, text, published, verdict, D=_dated(day))


def _policy_levels(writer: Writer) -> None:
    dice = writer.dice
    fed = "bank:fed"
    for n, template in enumerate((
        "米連邦準備理事会(FRB)は政策金利の誘導目標を年{n}としている。",
        "FRBの政策金利は現在、{n}だ。",
        "米連邦公開市場委員会(FOMC)はFF金利の誘導目標を{n}に据え置いている。",
    )):  # fmt: skip
        for verdict in BOTH:
            published = dice.choice((date(2026, 4, 10), date(2026, 8, 5), date(2026, 10, 14)))
            upper = truth.in_force(fed, published)
            if verdict == "false":
                upper += dice.choice((Fraction(1, 4), Fraction(-1, 2), Fraction(3, 4)))
            text = f"{float(upper - Fraction(1, 4)):.2f}〜{float(upper):.2f}%"
            writer.add("policy rate", template, text, published, verdict)
    for template, metric in (
        ("FRBの政策金利の上限は{n}だ。", "policy_rate_upper"),
        ("FF金利の誘導目標の下限は{n}となっている。", "policy_rate_lower"),
        ("日銀の政策金利は現在{n}だ。", "boj"),
        ("日本銀行は政策金利を{n}程度としている。", "boj"),
        ("{D}の会合後、日銀の政策金利は{n}となった。", "boj"),
    ):
        for verdict in BOTH:
            published = dice.choice((date(2026, 4, 10), date(2026, 8, 5), date(2026, 10, 14)))
            bank, named = ("bank:boj", "policy_rate_upper") if metric == "boj" else (fed, metric)
            value = truth.in_force(bank, published, named)
            if verdict == "false":
                value += dice.choice((Fraction(1, 2), Fraction(3, 4), Fraction(1)))
            last = truth.last_day(bank, published, named)
            text = HUNDREDTH.text(value)
            writer.add("policy rate", template, text, published, verdict, D=f"{last.year}年{_dated(last)}")
    for published in (date(2026, 4, 10), date(2026, 10, 14)):
        value = truth.in_force(fed, published, "policy_rate_lower")
        writer.add("policy rate", "FRBの政策金利は{n}だ。", HUNDREDTH.text(value), published, "unusual",
                   why="the lower bound alone")  # fmt: skip


def _policy_steps(writer: Writer) -> None:
    told = (
        ("FRBは2026年6月、政策金利を{n}引き下げた。", "2026-07-01", ("0.25%", "0.5%")),
        ("FRBは9月の会合で{n}の利上げを決めた。", "2026-10-05", ("0.25%", "0.50%")),
        ("日銀は2026年6月の会合で{n}の利上げを決めた。", "2026-07-06", ("0.25%", "0.5%")),
        ("FRBは2025年6月から12月までに{n}の利下げを実施した。", "2026-01-20", ("3回", "5回")),
        ("FRBは2025年に{n}利下げした。", "2026-01-20", ("3回", "4回")),
        ("FRBは2025年に合計{n}の利下げを行った。", "2026-02-10", ("75bp", "125bp")),
        ("FRBは2026年に入って{n}利下げした。", "2026-08-03", ("2回", "4回")),
        ("日銀は2025年に{n}の利上げを実施した。", "2026-01-15", ("2回", "4回")),
        ("日銀は2025年1月に{n}の利上げに踏み切った。", "2026-02-03", ("0.25%", "0.75%")),
        ("FRBの利下げ幅は2026年上期に合わせて{n}となった。", "2026-07-15", ("50bp", "100bp")),
    )
    for template, day, numbers in told:
        for verdict, number in zip(BOTH, numbers, strict=True):
            published = date.fromisoformat(day)
            writer.add("policy steps", template, number, published, verdict)


def _yields(writer: Writer) -> None:
    dice = writer.dice
    names = {
        "rate:us10y": ("米10年債利回り", "米長期金利の指標となる10年物国債利回り"),
        "rate:us2y": ("米2年債利回り", "金融政策の影響を受けやすい米2年債利回り"),
        "rate:jp10y": ("新発10年物国債利回り", "長期金利の指標となる新発10年物国債利回り"),
    }
    for n, template in enumerate((
        "{D}の{N}は{n}だった。",
        "{N}は{D}、{n}で終えた。",
        "{D}の債券市場で{N}は{n}を付けた。",
        "{N}({D}終値{n})の動向が株価を左右する。",
    ) * 2):  # fmt: skip
        for verdict in BOTH:
            entity = list(names)[(n + (verdict == "false")) % 3]
            form = plain(3, "%") if entity == "rate:jp10y" else HUNDREDTH
            day = pick_day(entity, dice, metric="yield")
            value, near = truth.at(entity, day, "yield"), truth.before(entity, day, metric="yield")
            slip = [truth.at(entity, near, "yield"), value + Fraction(1, 10)]
            shown = writer.number(form, [value], verdict, tempting=slip)
            published = published_after(entity, day, dice)
            words = {"D": day_words(day, published, dice), "N": dice.choice(names[entity])}
            writer.add("yield", template, form.text(shown), published, verdict, **words)
    for n, template in enumerate((
        "{D}の{N}は前日比{n}{金利}した。",
        "{N}は{D}に{n}{金利}した。",
        "{D}の{N}は前日に比べ{n}{高い}水準で終えた。",
    )):  # fmt: skip
        for verdict in BOTH:
            entity = ("rate:us10y", "rate:us2y")[(n + (verdict == "false")) % 2]
            day = pick_day(
                entity, dice, metric="yield",
                where=lambda d, e=entity: abs(truth.change(e, d, "yield")) >= Fraction(3, 100),  # type: ignore[misc]
            )  # fmt: skip
            moved = truth.change(entity, day, "yield")
            bp = n == 1
            shown = abs(moved) + (Fraction(dice.choice((3, 5)), 100) if verdict == "false" else 0)
            text = f"{round(shown * 100)}bp" if bp else plain(2, "%").text(shown)
            words = {"D": _dated(day), "N": names[entity][0]} | sense(moved > 0)
            writer.add("yield", template, text, day + timedelta(1), verdict, **words)


def _spreads(writer: Writer) -> None:
    dice = writer.dice
    for n, template in enumerate((
        "米10年債と2年債の利回り差は{D}時点で{n}だった。",
        "{D}の米10年債利回りと米2年債利回りの差は{n}に広がった。",
        "{D}時点の日米の10年債利回り差は{n}となった。",
    )):  # fmt: skip
        for verdict in BOTH:
            other = "rate:jp10y" if n == 2 else "rate:us2y"
            day = pick_day(
                "rate:us10y", dice, metric="yield",
                where=lambda d, o=other: d in truth.series(o, "yield"),  # type: ignore[misc]
            )  # fmt: skip
            gap = truth.at("rate:us10y", day, "yield") - truth.at(other, day, "yield")
            form = plain(2, "ポイント") if n else plain(2, "%")
            shown = writer.number(form, [gap], verdict, tempting=[gap + Fraction(1, 4)])
            writer.add(
                "spread", template, form.text(shown), day + timedelta(1), verdict, D=_dated(day)
            )


def _currencies(writer: Writer) -> None:
    dice, yen = writer.dice, man("円", "銭")
    for template, metric in (
        ("{D}のニューヨーク外国為替市場で円相場は1ドル={n}で取引を終えた。", "close"),
        ("{D}のニューヨーク市場の円相場は1ドル={n}だった。", "close"),
        ("円相場は{D}、1ドル={n}を付けた。", "close"),
        ("ドル円は{D}に{n}で取引を終えた。", "close"),
        ("{D}の東京外国為替市場で、円相場は17時時点で1ドル={n}だった。", "tokyo_17"),
        ("{D}17時時点の東京市場の円相場は1ドル={n}。輸出企業の売りが支えた。", "tokyo_17"),
    ):
        for verdict in (*BOTH, "true"):
            day = pick_day("fx:USDJPY", dice, metric="tokyo_17")
            values = [truth.at("fx:USDJPY", day, m) for m in (metric, "close", "tokyo_17")]
            near = [v + Fraction(dice.choice((7, 11, -6))) for v in values]
            shown = writer.number(yen, values, verdict, tempting=near)
            for _ in range(50):
                if verdict != "false" or abs(shown - values[0]) > 2:
                    break
                shown = writer.number(yen, values, verdict, tempting=near)
            # The day's range is in no file: a small slip may lie within it.
            also = ("insufficient",) if verdict == "false" else ()
            published = day + timedelta(1)
            words = {"D": day_words(day, published, dice)}
            writer.add("currency", template, yen.text(shown), published, verdict, also=also, **words)
    for template in (
        "{D}の円相場は前日比{n}の{円安}だった。",
        "{D}のニューヨーク市場で円相場は前の日に比べ{n}の{円安}で終えた。",
    ):
        for verdict in (*BOTH, "true"):
            day = pick_day("fx:USDJPY", dice, where=lambda d: abs(truth.change("fx:USDJPY", d)) > 1)
            moved, form = truth.change("fx:USDJPY", day), man("円", "銭")
            shown = writer.number(form, [abs(moved)], verdict, tempting=[abs(moved) + 2])
            words = {"D": _dated(day)} | sense(moved > 0)
            if verdict == "false" and dice.random() < 0.5:
                shown, words = form.shown(abs(moved)), words | flipped(words)
            also = ("definition_dependent",) if verdict == "true" and "ニュー" not in template else ()
            writer.add(
                "currency", template, form.text(shown), day + timedelta(1), verdict, also=also, **words
            )


def _crosses(writer: Writer) -> None:
    dice = writer.dice
    for n, template in enumerate((
        "{D}のユーロは1ユーロ={n}で取引された。",
        "欧州中央銀行(ECB)の参照レートによると、{D}は1ユーロ={n}だった。",
        "ユーロ・円相場は{D}に1ユーロ={n}となった。",
        "{D}の円の対ユーロ相場は1ユーロ={n}だった。",
    )):  # fmt: skip
        for verdict in BOTH:
            quote = "JPY" if n >= 2 else "USD"
            entity, form = f"fx:EUR{quote}", man("円", "銭") if n >= 2 else plain(4, "ドル")
            day = pick_day(entity, dice, metric="ecb_reference",
                           where=lambda d: d in truth.series("fx:EURUSD"))  # fmt: skip
            values = [truth.at(entity, day, "ecb_reference")]
            dollar = truth.at("fx:EURUSD", day)
            values.append(dollar if n < 2 else dollar * truth.at("fx:USDJPY", day))
            wrong = [values[0] * Fraction(107, 100), values[0] * Fraction(94, 100)]
            shown = form.shown(dice.choice(wrong)) if verdict == "false" else form.shown(values[0])
            if verdict == "true" and n == 0:
                shown = form.shown(dollar)
            also = ("insufficient",) if verdict == "false" else ("definition_dependent",)
            words = {"D": _dated(day)}
            writer.add(
                "currency", template, form.text(shown), day + timedelta(1), verdict, also=also, **words
            )


def _of_year(name: str, month: date, known: date) -> Fraction:
    last = truth.vintage(name, month.replace(year=month.year - 1), known)
    return 100 * (truth.vintage(name, month, known) / last - 1)


def _of_month(name: str, month: date, known: date) -> Fraction:
    last = truth.vintage(name, truth.months_back(month, 1), known)
    return 100 * (truth.vintage(name, month, known) / last - 1)


def _prices_of_consumers(writer: Writer) -> None:
    dice = writer.dice
    for template, rate, names in (
        ("{M}の米消費者物価指数(CPI)は前年同月比{n}上昇した。", _of_year, ("CPIAUCNS", "CPIAUCSL")),
        ("{M}の米CPIは前年同月に比べ{n}の上昇だった。", _of_year, ("CPIAUCNS", "CPIAUCSL")),
        ("米労働省が発表した{M}のCPIは、前年同月比の伸び率が{n}だった。", _of_year, ("CPIAUCNS", "CPIAUCSL")),
        ("{M}の米消費者物価指数は季節調整済みで前月比{n}上昇した。", _of_month, ("CPIAUCSL",)),
        ("米CPIは{M}に前月比で{n}上昇した。", _of_month, ("CPIAUCSL", "CPIAUCNS")),
    ):  # fmt: skip
        for verdict in (*BOTH, "true", "unusual"):
            _cpi(writer, template, rate, names, verdict)
    for template in (
        "{M}の全国消費者物価指数は前年同月比{n}上昇した。",
        "総務省が発表した{M}の全国CPIは前年同月比で{n}の上昇となった。",
    ):
        for verdict in (*BOTH, "true"):
            month = date(2026, dice.randrange(1, 9), 1)
            base = truth.at("macro:jp.cpi", month.replace(year=2025), "level")
            value = 100 * (truth.at("macro:jp.cpi", month, "level") / base - 1)
            near = [value + Fraction(11, 10), value - Fraction(7, 10)]
            shown = writer.number(PERCENT, [value], verdict, tempting=near)
            published = (month + timedelta(50)).replace(day=26)
            words = {"M": f"{month.month}月"}
            writer.add("macro", template, PERCENT.text(shown), published, verdict, **words)


def _cpi(
    writer: Writer,
    template: str,
    rate: Callable[[str, date, date], Fraction],
    names: tuple[str, ...],
    verdict: str,
) -> None:
    dice = writer.dice
    months = [date(2025 + n // 12, 1 + n % 12, 1) for n in range(6, 21)]
    dice.shuffle(months)
    for month in months:
        known = truth.released(names[0], month) + timedelta(3)
        values = [rate(name, month, known) for name in names]
        written = {PERCENT.text(value) for value in values}
        if min(values) > 0.1 and (verdict != "unusual" or len(written) == 2):
            break
    else:
        return
    shown = writer.number(PERCENT, values, verdict, tempting=[v + Fraction(3, 5) for v in values])
    if verdict == "unusual":
        if len(names) == 1:
            return
        shown = PERCENT.shown(values[1])
    words = {"M": f"{month.month}月"}
    writer.add("macro", template, PERCENT.text(shown), known, verdict, **words)


def _jobs(writer: Writer) -> None:
    dice = writer.dice
    for template in (
        "{M}の米失業率は{n}だった。",
        "米雇用統計によると、{M}の失業率は{n}となった。",
        "{M}の米国の失業率は{n}で、労働市場の底堅さを映した。",
    ):
        for verdict in (*BOTH, "true"):
            month = date(2026, dice.randrange(1, 10), 1)
            known = truth.released("UNRATE", month) + timedelta(2)
            value = truth.vintage("UNRATE", month, known)
            near = [value + Fraction(3, 10), value - Fraction(2, 10)]
            shown = writer.number(PERCENT, [value], verdict, tempting=near)
            words = {"M": f"{month.month}月"}
            writer.add("macro", template, PERCENT.text(shown), known, verdict, **words)
    for template in (
        "{M}の米非農業部門雇用者数は前月比{n}増えた。",
        "米労働省が発表した{M}の雇用統計では、非農業部門の雇用者数が前月から{n}増加した。",
        "{M}の米雇用統計で非農業部門雇用者数は{n}増だった。",
    ):
        for verdict in (*BOTH, "true"):
            for _ in range(99):
                month = date(2026, dice.randrange(1, 10), 1)
                known = truth.released("PAYEMS", month) + timedelta(2)
                before = truth.vintage("PAYEMS", truth.months_back(month, 1), known)
                value = (truth.vintage("PAYEMS", month, known) - before) * 1000
                if value > 30000:
                    break
            shown = value + (dice.choice((31000, 57000, 114000)) if verdict == "false" else 0)
            text = f"{float(shown / 10000):.1f}万人"
            writer.add("macro", template, text, known, verdict, M=f"{month.month}月")


# --- results -------------------------------------------------------------------------------------

_PERIODS = {"-Q1": "第1四半期", "-H1": "上期", "-Q3": "第3四半期累計", "": "通期"}
_METRICS = {
    "sales": ("売上高", "売上高"), "operating_profit": ("営業利益", "営業利益"),
    "net_profit": ("純利益", "純利益"), "ordinary_profit": ("経常利益", "経常利益"),
}  # fmt: skip


def _drawn(writer: Writer, *, years: tuple[int, ...] = (2026, 2027)) -> tuple[str, str, str, str]:
    """Draw a Japanese firm, a metric, a fiscal year's name and a part that has been filed."""
    dice = writer.dice
    firms = [firm for firm in FIRMS if firm.currency == "JPY"]
    while True:
        firm = dice.choice(firms)
        metric = dice.choice([each for each in firm.quarter if each != "eps"])
        year, suffix = dice.choice(years), dice.choice(list(_PERIODS))
        key = (firm.entity, metric, f"FY{year}-{firm.ends:02}{suffix}")
        if key in truth.results():
            return firm.entity, metric, f"{year}年{firm.ends}月期", key[2]


def _results(writer: Writer) -> None:
    dice = writer.dice
    for template in (
        "{N}が発表した{Y}{Q}の連結{K}は{n}だった。",
        "{N}の{Y}{Q}の{K}は{n}となった。",
        "{Y}{Q}決算では{N}の連結{K}が{n}だった。",
        "{N}の{K}({Y}{Q})は{n}。会社側は想定線と説明している。",
        "{N}は{Y}{Q}に{n}の{K}を計上した。",
    ) * 2:  # fmt: skip
        for verdict in BOTH:
            entity, metric, year, period = _drawn(writer)
            value, known = truth.results()[entity, metric, period]
            form = amount("円", dice.choice(("100000000", "100000000", "1000000")))
            shown = writer.number(form, [value], verdict, tempting=_others(entity, metric, period))
            suffix = period[len("FY2026-03"):]
            words = {"N": name_of(entity, dice), "Y": year, "Q": _PERIODS[suffix], "K": _METRICS[metric][0]}
            published = known + timedelta(dice.choice((0, 1, 9)))
            also = _also_cut(form.step, value, shown, verdict)
            writer.add("results", template, form.text(shown), published, verdict, also=also, **words)
    for template, entity, metric, period, form in (
        ("IBMの2025年12月期の売上高は{n}だった。", "XNYS:IBM", "sales", "FY2025-12", amount("ドル", "100000000")),
        ("アップルの2026年9月期第1四半期の売上高は{n}だった。", "XNAS:AAPL", "sales", "FY2026-09-Q1", amount("ドル", "100000000")),
        ("アップルの2025年9月期の純利益は{n}となった。", "XNAS:AAPL", "net_profit", "FY2025-09", amount("ドル", "100000000")),
        ("IBMの2025年12月期の1株利益は{n}だった。", "XNYS:IBM", "eps", "FY2025-12", plain(2, "ドル")),
        ("トヨタ自動車の2026年3月期の1株利益(EPS)は{n}だった。", "XTKS:7203", "eps", "FY2026-03", plain(2, "円")),
    ):  # fmt: skip
        for verdict in BOTH:
            value, known = truth.results()[entity, metric, period]
            shown = writer.number(form, [value], verdict, tempting=_others(entity, metric, period))
            writer.add("results", template, form.text(shown), known + timedelta(1), verdict)


def _also_cut(step: Fraction, value: Fraction, shown: Fraction, verdict: str) -> tuple[str, ...]:
    return ("definition_dependent",) if verdict == "true" and shown > value and step > 10**6 else ()


def _others(entity: str, metric: str, period: str) -> list[Fraction]:
    """Give the same figure of the year before, and of the parts of the same year."""
    year = int(period[2:6])
    keys = [f"FY{year - 1}{period[6:]}", *(period[:9] + each for each in _PERIODS)]
    return [
        truth.results()[entity, metric, key][0]
        for key in keys
        if key != period and (entity, metric, key) in truth.results()
    ]


def _growth(writer: Writer) -> None:
    dice = writer.dice
    for template in (
        "{N}の{Y}{Q}の{K}は前年同期比{n}{増減}だった。",
        "{N}が発表した{Y}{Q}決算は、連結{K}が前年同期に比べ{n}{増加}した。",
        "{Y}{Q}の{N}の{K}は、前年同期を{n}{上下}った。",
        "{N}の連結{K}は{Y}{Q}に前年同期比で{n}{増えた}。",
        "{N}は{Y}{Q}の{K}が{n}の{増減}となった。",
    ) * 2:  # fmt: skip
        for verdict in BOTH:
            while True:
                entity, metric, year, period = _drawn(writer)
                earlier = f"FY{int(period[2:6]) - 1}{period[6:]}"
                if (entity, metric, earlier) not in truth.results():
                    continue
                value, known = truth.results()[entity, metric, period]
                grown = 100 * (value / truth.results()[entity, metric, earlier][0] - 1)
                if abs(grown) > 3:
                    break
            shown = writer.number(PERCENT, [abs(grown)], verdict, tempting=[abs(grown) + 8])
            words = {"N": name_of(entity, dice), "Y": year, "Q": _PERIODS[period[9:]]}
            words |= {"K": _METRICS[metric][0]} | sense(grown > 0)
            if verdict == "false" and dice.random() < 0.3:
                shown, words = PERCENT.shown(abs(grown)), words | flipped(words)
            told = template.replace("前年同期", "前期") if period[9:] == "" else template
            published = known + timedelta(dice.choice((0, 1)))
            writer.add("growth", told, PERCENT.text(shown), published, verdict, **words)
