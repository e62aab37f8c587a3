"""Statements on prices: levels, moves of a day, windows, streaks, highs, averages, comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from benchmarks import market_truth as truth
from benchmarks.market_writing import (
    INDICES,
    LEVEL,
    MOVE,
    STOCKS,
    Writer,
    day_words,
    flipped,
    market_words,
    name_of,
    pick_day,
    plain,
    published_after,
    sense,
)

BOTH = ("true", "false")
CLOSES = (
    "{D}の{M}で、{N}は{n}で取引を終えた。",
    "{N}の{D}の終値は{n}だった。",
    "{D}の{N}は{n}で引けた。",
    "買い一巡後は伸び悩み、{N}は{D}、{n}で取引を終えた。",
    "{D}の{M}は主力株に売りが出た。{N}の終値は{n}。",
    "{N}は{D}に{n}で大引けとなった。",
    "終値ベースでみると、{N}は{D}に{n}を付けている。",
    "{M}では{D}、{N}が{n}で取引を終えた。市場では持ち高調整の動きが目立った。",
    "決算発表を控えて様子見が広がり、{D}の{N}の終値は{n}にとどまった。",
    "{D}の終値は{n}。{N}をめぐっては強弱感が対立している。",
    "{N}({D}終値は{n})に対する見方は分かれている。",
    "{D}の{M}を振り返ると、{N}は引け際に動き、終値は{n}となった。",
    "{N}の終値は{D}時点で{n}となっている。",
    "機関投資家の売買が交錯するなか、{N}は{D}の取引を{n}で終えた。",
)
STOCK_CLOSES = (
    "{N}株は{D}、{n}で取引を終えた。",
    "{D}の{N}の終値は{n}だった。",
    "{N}の株価は{D}、{n}で引けた。証券会社の投資判断が材料になった。",
    "{D}の{M}で{N}は{n}で終えた。",
    "新製品への期待から注目を集める{N}。{D}の終値は{n}だ。",
    "{N}の株価({D}終値{n})は業績見通しに左右されやすい。",
)
OTHER_CLOSES = {
    "index:vix": (
        "投資家の不安心理を映す{N}は{D}、{n}で終えた。",
        "{D}の{N}の終値は{n}だった。",
        "{N}は{D}の米国市場で{n}で引け、節目の20を意識する展開が続く。",
    ),
    "commodity:wti": (
        "{D}の{N}は{n}で取引を終えた。",
        "{N}の{D}の終値は{n}。産油国の供給姿勢が焦点になっている。",
        "原油相場では{N}が{D}に{n}で引けた。",
    ),
    "commodity:gold": (
        "{D}の{N}は{n}で取引を終えた。",
        "安全資産とされる金の需要は根強く、{N}の{D}の終値は{n}だった。",
    ),
    "crypto:BTC": (
        "{N}は{D}、{n}で取引を終えた。",
        "{D}の{N}の終値は{n}だった。",
    ),
    "ARCX:IWM": (
        "小型株に連動する上場投資信託の{N}は{D}、{n}で取引を終えた。",
        "{D}の{N}の終値は{n}だった。",
    ),
}
RANGES = (
    "{N}は{D}に一時{n}まで{上昇}した。",
    "{D}の{N}の{高安}値は{n}だった。",
    "{D}の{M}で{N}は一時{n}を付ける場面があった。",
    "{N}は{D}の取引時間中に{n}まで{上げ}た。",
    "{N}の{D}の日中{高安}値は{n}。その後は持ち直しと調整を繰り返した。",
)
POINTS = (
    "{D}の{N}は前の営業日に比べ{n}{高安}で取引を終えた。",
    "{N}は{D}、前日比{n}{高安}で引けた。",
    "{D}の{M}で{N}の{幅}は{n}だった。",
    "{D}の{N}は{n}{高安}で終えた。金利の動きが材料視された。",
    "{N}の{D}の終値は前営業日比{n}{高安}。",
    "{M}では{D}、{N}が{n}{上昇}して取引を終えた。",
)
PERCENTS = (
    "{D}の{N}は前日比{n}{高安}で取引を終えた。",
    "{N}は{D}に{n}{上昇}した。",
    "{D}の{M}で{N}は{n}{高安}と、{方}優勢だった。",
    "{N}の{D}の騰落率は前営業日比で{n}の{上昇}だった。",
    "{D}の{N}は終値で前日を{n}{上下}った。",
    "{N}は{D}、{n}の{上昇}で終えた。",
    "{D}は{N}が{n}{上げ}、相場全体の重荷と支えが入れ替わった。",
    "主力銘柄に{方}が集まり、{N}は{D}、{n}{高安}で引けた。",
)
SPANS = (
    (12, "{N}は過去1年間で{n}{上昇}した。"),
    (6, "{N}はこの6カ月間で{n}{上昇}した。"),
    (3, "直近3カ月間の{N}の{上昇}率は{n}だった。"),
    (1, "{N}はこの1カ月間で{n}{値上がり}した。"),
    (36, "過去3年間で{N}は{n}{上昇}した。"),
    (12, "1年前と比べると、{N}は{n}{高く}なっている。"),
    (6, "過去半年間の{N}は{n}の{上昇}となった。"),
    (24, "{N}は過去2年間に{n}{上昇}した。長期の投資家はなお強気だ。"),
    (3, "過去3カ月間に{N}は{n}{上昇}している。"),
    (1, "過去1カ月で{N}は{n}{上げ}た。"),
)
YEAR = (
    "{N}の年初来の{上昇}率は{n}となった。",
    "{N}は年初来で{n}{上昇}した。",
    "昨年末に比べ、{N}は{n}{高い}水準にある。",
    "{N}は今年に入り{n}{上昇}している。",
    "年初からの{N}の{上昇}率は{n}だ。",
    "昨年末終値からの{N}の{上昇}率は{n}に達した。",
)
STREAKS = (
    "{D}の{N}は{n}{伸}した。",
    "{N}は{D}まで{n}{伸}となった。",
    "{D}の{M}で{N}は{n}{伸}し、利益確定と押し目買いが交錯した。",
    "{N}は{D}で{n}{騰}となった。",
)


def write_prices(writer: Writer) -> None:
    """Add the statements on prices."""
    _levels(writer)
    _ranges(writer)
    _moves(writer)
    _percents(writer)
    _spans(writer)
    _periods(writer)
    _year_to_date(writer)
    _streaks(writer)
    _highs(writer)
    _averages(writer)
    _against(writer)


def _words(
    entity: str, day: date, published: date, writer: Writer, template: str = ""
) -> dict[str, str]:
    dice, told = writer.dice, day_words(day, published, writer.dice)
    while told == "前日" and ("前日" in template or "時点" in template):
        told = day_words(day, published, dice)
    return {
        "D": told, "N": name_of(entity, dice),
        "M": market_words(entity, dice),
    }  # fmt: skip


def _level(writer: Writer, kind: str, template: str, entity: str, verdict: str) -> None:
    dice = writer.dice
    form = dice.choice(LEVEL[entity])
    day = pick_day(entity, dice, since="2025-03-01" if entity in INDICES else "2026-01-15")
    published = published_after(entity, day, dice) + timedelta(dice.choice((0, 0, 0, 1, 4, 30)))
    values = [truth.at(entity, day)]
    near = [truth.at(entity, truth.before(entity, day))]
    shown = writer.number(form, values, verdict, tempting=near)
    words = _words(entity, day, published, writer, template)
    writer.add(kind, template, form.text(shown), published, verdict, **words)


def _levels(writer: Writer) -> None:
    for n, template in enumerate(CLOSES):
        for verdict in BOTH:
            entity = INDICES[(n + 2 * (verdict == "false")) % len(INDICES)]
            _level(writer, "level", template, entity, verdict)
    for n, template in enumerate(STOCK_CLOSES):
        for verdict in BOTH:
            entity = STOCKS[(n + 3 * (verdict == "false")) % len(STOCKS)]
            _level(writer, "level", template, entity, verdict)
    for entity, templates in OTHER_CLOSES.items():
        for n, template in enumerate(templates):
            for verdict in BOTH if n != 1 else ("true",):
                _level(writer, "level", template, entity, verdict)


def _ranges(writer: Writer) -> None:
    dice = writer.dice
    held = ("index:sp500", "index:nikkei225", "XTKS:7203", "XTKS:6758", "index:topix")
    for n, template in enumerate(RANGES * 2):
        for verdict in BOTH:
            entity = held[(n + (verdict == "false")) % len(held)]
            metric, up = dice.choice((("high", True), ("low", False)))
            day = pick_day(entity, dice)
            published = published_after(entity, day, dice)
            form = LEVEL[entity][0]
            value = truth.at(entity, day, metric)
            # 一時 and を付ける are met by any price of the day: the wrong one lies outside it.
            inside = [truth.at(entity, day, each) for each in ("high", "low", "close")]
            if verdict == "false":
                away = form.step * dice.choice((31, 57, 120))
                shown = form.shown(value + away if up else value - away)
                assert all(shown != each for each in inside)
            else:
                shown = form.shown(value)
            words = _words(entity, day, published, writer, template) | sense(up)
            writer.add("high and low", template, form.text(shown), published, verdict, **words)


def _moves(writer: Writer) -> None:
    for n, template in enumerate(POINTS * 2):
        for verdict in BOTH:
            entity = list(MOVE)[(n * 2 + (verdict == "false")) % len(MOVE)]
            _move(writer, template, entity, verdict)


def _move(writer: Writer, template: str, entity: str, verdict: str) -> None:
    dice, form = writer.dice, MOVE[entity]
    day = pick_day(
        entity, dice, since="2026-01-20",
        where=lambda d: abs(truth.change(entity, d)) > 20 * form.step and d != date(2026, 3, 30),
    )  # fmt: skip
    published = published_after(entity, day, dice)
    moved = truth.change(entity, day)
    near = [abs(truth.change(entity, truth.before(entity, day)))]
    shown = writer.number(form, [abs(moved)], verdict, tempting=near)
    words = _words(entity, day, published, writer, template) | sense(moved > 0)
    if verdict == "false" and dice.random() < 0.3:
        shown, words = form.shown(abs(moved)), words | flipped(words)
    writer.add("change in points", template, form.text(shown), published, verdict, **words)


def _percents(writer: Writer) -> None:
    entities = (*INDICES, "XTKS:7203", "XNAS:NVDA", "XTKS:8035", "XNYS:IBM", "XTKS:8306")
    for n, template in enumerate(PERCENTS * 2):
        for verdict in BOTH:
            entity = entities[(n + 4 * (verdict == "false")) % len(entities)]
            _percent(writer, template, entity, verdict)


def _percent(writer: Writer, template: str, entity: str, verdict: str) -> None:
    dice = writer.dice
    form = plain(dice.choice((1, 2, 2)), "%")
    day = pick_day(
        entity, dice, since="2026-01-20", where=lambda d: abs(truth.percent(entity, d)) > 0.5
    )
    published = published_after(entity, day, dice)
    moved = truth.percent(entity, day)
    near = [abs(truth.percent(entity, truth.before(entity, day)))]
    shown = writer.number(form, [abs(moved)], verdict, tempting=near)
    words = _words(entity, day, published, writer, template) | sense(moved > 0)
    if verdict == "false" and dice.random() < 0.3:
        shown, words = form.shown(abs(moved)), words | flipped(words)
    words["方"] = "買い" if words["高安"] == "高" else "売り"
    writer.add("change in percent", template, form.text(shown), published, verdict, **words)


def _spans(writer: Writer) -> None:
    for n, (months, template) in enumerate(SPANS * 2):
        for verdict in (*BOTH, "unusual") if n < len(SPANS) else ("true", "unusual"):
            entity = INDICES[(n + len(verdict)) % len(INDICES)]
            if months > 12:
                entity = ("index:sp500", "index:nikkei225")[n % 2]
            _span(writer, template, entity, months, verdict)


def _span(writer: Writer, template: str, entity: str, months: int, verdict: str) -> None:
    dice, form = writer.dice, plain(1, "%")
    for _ in range(400):
        published = pick_day(entity, dice, since="2026-02-02") + timedelta(1)
        end = truth.last_day(entity, published - timedelta(1))
        ways = truth.windows(entity, end, months)
        usual = ways["same_day"]
        odd = [ways[key] for key in ("month_end", "week_end", "calendar_years") if key in ways]
        odd = [v for v in odd if v * usual > 0 and abs(v - usual) > Fraction(2, 5)]
        if abs(usual) > 2 and (odd or verdict != "unusual"):
            break
    values = [abs(v) if v * usual > 0 else -abs(v) for v in ways.values()]
    if verdict == "false":
        shown = writer.number(form, [abs(usual), *values, *_in_total(entity, end, months)], verdict)
    else:
        shown = form.shown(abs(usual if verdict == "true" else dice.choice(odd)))
    words = {"N": name_of(entity, dice)} | sense(usual > 0)
    also = _unless(verdict, _in_total(entity, end, months))
    writer.add("window", template, form.text(shown), published, verdict, also=also, **words)


def _in_total(entity: str, end: date, months: int) -> list[Fraction]:
    try:
        return [abs(v) for v in truth.windows(entity, end, months, "total_return").values()]
    except (KeyError, IndexError):
        return []


def _unless(verdict: str, in_total: Sequence[Fraction]) -> tuple[str, ...]:
    """Allow silence on a false return where dividends might mend it, and no data tells them."""
    return ("insufficient",) if verdict == "false" and not in_total else ()


def _periods(writer: Writer) -> None:
    """Weeks, months, quarters and years: told spans, whose base is the close before."""
    dice = writer.dice
    told: Sequence[tuple[str, date, date, date]] = (
        ("{N}は9月の月間で{n}{上昇}した。", date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 1)),
        ("{N}の6月の月間{上昇}率は{n}だった。", date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 2)),
        ("{N}は7〜9月期に{n}{上昇}した。", date(2026, 6, 30), date(2026, 9, 30), date(2026, 10, 2)),
        ("2025年の{N}の年間{上昇}率は{n}だった。", date(2024, 12, 31), date(2025, 12, 31), date(2026, 1, 3)),
        ("{N}は2026年4月に{n}{上昇}した。", date(2026, 3, 31), date(2026, 4, 30), date(2026, 6, 8)),
        ("{N}は先週1週間で{n}{上昇}した。", date(2026, 9, 4), date(2026, 9, 11), date(2026, 9, 14)),
        ("今週の{N}は週間で{n}{上昇}した。", date(2026, 5, 22), date(2026, 5, 29), date(2026, 5, 30)),
        ("{N}は昨年1年間で{n}{上昇}した。", date(2024, 12, 31), date(2025, 12, 31), date(2026, 2, 5)),
        ("{N}は8月に月間で{n}{上昇}した。", date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 2)),
        ("{N}は2026年1〜3月期に{n}{上昇}した。", date(2025, 12, 31), date(2026, 3, 31), date(2026, 4, 2)),
    )  # fmt: skip
    for n, (template, start, end, published) in enumerate(told):
        for verdict in BOTH:
            entity = INDICES[(n + 2 * (verdict == "false")) % len(INDICES)]
            moved = truth.between(entity, start, end)
            form = plain(2 if abs(moved) < 1 else 1, "%")
            values = [abs(moved), abs(truth.between(entity, start + timedelta(4), end))]
            in_total = _dividends(entity, start, end)
            shown = writer.number(form, [*values, *in_total], verdict)
            words = {"N": name_of(entity, dice)} | sense(moved > 0)
            also = _unless(verdict, in_total)
            writer.add("period", template, form.text(shown), published, verdict, also=also, **words)


def _dividends(entity: str, start: date, end: date) -> list[Fraction]:
    try:
        return [abs(truth.between(entity, start, end, "total_return"))]
    except (KeyError, IndexError):
        return []


def _year_to_date(writer: Writer) -> None:
    dice, entities = writer.dice, (*INDICES, "XTKS:7203", "XNAS:NVDA", "commodity:gold")
    for n, template in enumerate(YEAR * 2):
        for verdict in BOTH:
            entity = entities[(n + 3 * (verdict == "false")) % len(entities)]
            day = pick_day(entity, dice, since="2026-03-02")
            published = day + timedelta(1)
            base = date(2025, 12, 31)
            moved = truth.between(entity, base, day)
            while abs(moved) < 1:
                day = pick_day(entity, dice, since="2026-03-02")
                published, moved = day + timedelta(1), truth.between(entity, base, day)
            form = plain(1, "%")
            values = [abs(moved), abs(truth.between(entity, date(2026, 1, 5), day))]
            near = [abs(truth.between(entity, base, truth.before(entity, day, 5)))]
            in_total = _dividends(entity, base, day)
            shown = writer.number(form, [*values, *in_total], verdict, tempting=near)
            words = {"N": name_of(entity, dice)} | sense(moved > 0)
            also = _unless(verdict, in_total)
            writer.add(
                "year to date", template, form.text(shown), published, verdict, also=also, **words
            )


def _streaks(writer: Writer) -> None:
    dice, entities = writer.dice, (*INDICES, "XTKS:6758", "XNAS:AAPL")
    for n, template in enumerate(STREAKS * 3):
        for verdict in BOTH:
            entity = entities[(n + 2 * (verdict == "false")) % len(entities)]
            day = pick_day(
                entity, dice, where=lambda d, e=entity: abs(truth.streak(e, d)) >= 3  # type: ignore[misc]
            )
            count = truth.streak(entity, day)
            length = abs(count) if verdict == "true" else abs(count) + dice.choice((1, 2, -1, 3))
            published = published_after(entity, day, dice)
            unit = "営業日" if n % 4 == 1 else "日"
            words = _words(entity, day, published, writer, template) | sense(count > 0)
            number = f"{length}{unit}"
            if n % 4 == 3 and count > 0:
                number = f"{length}"
            writer.add("streak", template, number, published, verdict, **words)


def _highs(writer: Writer) -> None:
    """Highs of the year, first time since, and falls from a high."""
    dice = writer.dice
    for n, template in enumerate((
        "{N}の終値ベースの年初来高値は{n}だ。",
        "{N}は終値ベースで年初来高値の{n}を視野に入れる。",
        "{N}の年初来安値(終値ベース)は{n}となっている。",
        "今年の{N}の終値での最高値は{n}だ。",
    )):  # fmt: skip
        for verdict in BOTH:
            entity = INDICES[(n + 2 * (verdict == "false")) % len(INDICES)]
            day = pick_day(entity, dice, since="2026-05-01")
            held = [truth.at(entity, d) for d in truth.days(entity) if date(2026, 1, 1) <= d <= day]
            value = min(held) if "安値" in template else max(held)
            form = LEVEL[entity][0]
            shown = writer.number(form, [value], verdict, tempting=[sorted(held)[-2]])
            writer.add(
                "record", template, form.text(shown), day + timedelta(1), verdict,
                N=name_of(entity, dice),
            )  # fmt: skip
    for n, template in enumerate((
        "{N}は{D}、約{n}ぶりの高値で取引を終えた。",
        "{D}の{N}の終値は{n}ぶりの高水準だった。",
        "{N}の{D}の終値は、約{n}ぶりの安値となった。",
        "{D}の{N}は{n}ぶりの安値で引けた。",
    ) * 2):  # fmt: skip
        for verdict in BOTH:
            _since(writer, template, INDICES[(n + 2 * (verdict == "false")) % 5], verdict)
    for n, template in enumerate((
        "{N}は年初来高値(終値)から{n}下落した水準にある。",
        "{N}は{P}に付けた年初来高値から{n}下げた。",
        "{P}の高値からの{N}の下落率は{n}に達した。",
        "終値ベースの直近高値だった{P}から、{N}は{n}下落している。",
    ) * 2):  # fmt: skip
        for verdict in BOTH:
            _drawdown(writer, template, INDICES[(n + 2 * (verdict == "false")) % 5], verdict)


def _since(writer: Writer, template: str, entity: str, verdict: str) -> None:
    dice, sign = writer.dice, -1 if "安値" in template else 1
    for _ in range(2000):
        day = pick_day(entity, dice, since="2025-09-01")
        value = truth.at(entity, day)
        earlier = [
            d for d in truth.days(entity) if d < day and sign * truth.at(entity, d) >= sign * value
        ]
        if not earlier:
            continue
        months = (day.year - earlier[-1].year) * 12 + day.month - earlier[-1].month
        exact = (day - earlier[-1]).days / 30.44
        if months >= 2 and abs(exact - months) < 0.35:
            break
    told = months if verdict == "true" else months + dice.choice((3, 5, 7))
    published = published_after(entity, day, dice)
    words = _words(entity, day, published, writer, template)
    writer.add(
        "since", template, f"{told}カ月", published, verdict, also=(),
        why=f"last met on {earlier[-1]}", **words,
    )  # fmt: skip


def _drawdown(writer: Writer, template: str, entity: str, verdict: str) -> None:
    dice, form = writer.dice, plain(1, "%")
    for _ in range(500):
        day = pick_day(entity, dice, since="2026-04-01")
        held = [d for d in truth.days(entity) if date(2026, 1, 1) <= d <= day]
        peak = max(held, key=lambda d: truth.at(entity, d))
        fall = -truth.between(entity, peak, day)
        if fall > 2:
            break
    values = [fall]
    values += _from_high(entity, held, day)
    shown = writer.number(form, values if verdict == "false" else [fall], verdict)
    published = day + timedelta(1)
    words = {"N": name_of(entity, dice), "P": day_words(peak, published, dice)}
    writer.add("drawdown", template, form.text(shown), published, verdict, **words)


def _from_high(entity: str, held: Sequence[date], day: date) -> list[Fraction]:
    try:
        top = max(truth.at(entity, d, "high") for d in held)
    except KeyError:
        return []
    return [100 * (1 - truth.at(entity, day) / top)]


def _averages(writer: Writer) -> None:
    dice = writer.dice
    for n, (count, template) in enumerate((
        (25, "{N}の25日移動平均は{D}時点で{n}だ。"),
        (25, "{N}の25日移動平均線({D}時点で{n})が下値支持線とみられている。"),
        (200, "{D}時点の{N}の200日移動平均は{n}だった。"),
        (75, "{N}の75日移動平均線は{D}に{n}となった。"),
        (5, "{D}の{N}の5日移動平均は{n}だった。"),
    )):  # fmt: skip
        for verdict in BOTH:
            entity = INDICES[(n + 2 * (verdict == "false")) % 5]
            day = pick_day(entity, dice)
            published, form = published_after(entity, day, dice), LEVEL[entity][0]
            values = [truth.average(entity, day, count)]
            near = [truth.average(entity, truth.before(entity, day, 3), count)]
            shown = writer.number(form, values, verdict, tempting=near)
            words = _words(entity, day, published, writer, template)
            writer.add("average", template, form.text(shown), published, verdict, **words)
    for n, (count, template) in enumerate((
        (25, "{N}の{D}の終値は25日移動平均を{n}{上下}った。"),
        (25, "{N}の25日移動平均線からの乖離率は{D}時点で{s}{n}だった。"),
        (200, "{D}の{N}の終値は200日移動平均線を{n}{上下}る水準だ。"),
        (75, "{N}は{D}、75日移動平均線を{n}{上下}って取引を終えた。"),
    )):  # fmt: skip
        for verdict in BOTH:
            entity = INDICES[(n + 1 + 2 * (verdict == "false")) % 5]
            mean = lambda d, e=entity, c=count: 100 * (truth.at(e, d) / truth.average(e, d, c) - 1)  # type: ignore[misc]  # noqa: E731
            day = pick_day(entity, dice, where=lambda d, m=mean: abs(m(d)) > 1)  # type: ignore[misc]
            published, form, away = published_after(entity, day, dice), plain(1, "%"), mean(day)
            shown = writer.number(form, [abs(away)], verdict)
            words = _words(entity, day, published, writer, template) | sense(away > 0)
            words["s"] = "プラス" if away > 0 else "マイナス"
            writer.add("average", template, form.text(shown), published, verdict, **words)


def _against(writer: Writer) -> None:
    dice = writer.dice
    pairs = (
        ("index:nasdaq100", "index:sp500"), ("index:nikkei225", "index:topix"),
        ("index:sp500", "index:dow"), ("XTKS:7203", "index:topix"),
    )  # fmt: skip
    for n, template in enumerate((
        "{D}の{N}の{上昇}率は{n}と、{O}を{多少}。",
        "{O}も上げた{D}、{N}は{n}{上昇}した。",
        "{D}は{N}が{n}{高安}で、{O}の{m}を{多少}。",
    ) * 2):  # fmt: skip
        for verdict in BOTH:
            entity, other = pairs[(n + (verdict == "false")) % len(pairs)]
            day = pick_day(
                entity, dice, since="2026-02-01",
                where=lambda d, e=entity, o=other: truth.percent(e, d) > 0.6  # type: ignore[misc]
                and 0.3 < truth.percent(o, d) < truth.percent(e, d) - 0.2,
            )  # fmt: skip
            moved, rest, form = truth.percent(entity, day), truth.percent(other, day), plain(2, "%")
            shown = writer.number(form, [moved], verdict, tempting=[rest])
            published = published_after(entity, day, dice)
            words = _words(entity, day, published, writer, template) | sense(True)
            words |= {"O": name_of(other, dice), "m": form.text(rest) + "高", "多少": "上回った"}
            writer.add("relative", template, form.text(shown), published, verdict, **words)
    form = plain(1, "ポイント")
    for n, template in enumerate((
        "年初来の騰落率では{N}が{O}を{n}上回る。",
        "{N}の年初来の上昇率は{O}を{n}上回っている。",
    ) * 2):  # fmt: skip
        for verdict in BOTH:
            entity, other = pairs[0] if n % 2 else ("index:sp500", "index:dow")
            base = date(2025, 12, 31)
            lead = lambda d, e=entity, o=other: truth.between(e, base, d) - truth.between(o, base, d)  # type: ignore[misc]  # noqa: E731
            day = pick_day(entity, dice, since="2026-03-01", where=lambda d, f=lead: f(d) > 1)  # type: ignore[misc]
            shown = writer.number(form, [lead(day)], verdict)
            writer.add(
                "relative", template, form.text(shown), day + timedelta(1), verdict,
                N=name_of(entity, dice), O=name_of(other, dice),
            )  # fmt: skip
