"""Statements that turn on the calendar: mornings after, holidays, half days, years' ends."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from benchmarks import market_truth as truth
from benchmarks.market_writing import LEVEL, Form, Writer, man, plain, sense

PERCENT = plain(2, "%")
_SPX, _DOW, _NDX, _N225, _TOPIX = (
    "index:sp500", "index:dow", "index:nasdaq100", "index:nikkei225", "index:topix",
)  # fmt: skip


def write_texts(writer: Writer) -> None:
    """Add the statements on levels and moves whose day has to be worked out."""
    for template, entity, day, published in LEVELS:
        for verdict in ("true", "false"):
            form: Form = LEVEL[entity][0]
            held = date.fromisoformat(day)
            near = [truth.at(entity, truth.before(entity, held))]
            shown = writer.number(form, [truth.at(entity, held)], verdict, tempting=near)
            writer.add(
                "sessions", template, form.text(shown), date.fromisoformat(published), verdict,
                why=f"the close of {day}",
            )  # fmt: skip
    for template, entity, day, published in MOVES:
        for verdict in ("true", "false"):
            held = date.fromisoformat(day)
            moved = truth.percent(entity, held)
            near = [abs(truth.percent(entity, truth.before(entity, held)))]
            shown = writer.number(PERCENT, [abs(moved)], verdict, tempting=near)
            writer.add(
                "sessions", template, PERCENT.text(shown), date.fromisoformat(published), verdict,
                why=f"the session of {day}", **sense(moved > 0),
            )  # fmt: skip
    _unusual(writer)


LEVELS = (
    ("2025年末のS&P500種株価指数の終値は{n}だった。", _SPX, "2025-12-31", "2026-02-10"),
    ("日経平均は2025年の大納会を{n}で終えた。", _N225, "2025-12-30", "2026-01-05"),
    ("2026年の大発会となった1月5日、日経平均の終値は{n}だった。", _N225, "2026-01-05", "2026-01-06"),
    ("感謝祭翌日で短縮取引だった2025年11月28日、S&P500の終値は{n}だった。", _SPX, "2025-11-28", "2025-11-29"),
    ("前週末のS&P500種株価指数は{n}で取引を終えている。", _SPX, "2026-05-15", "2026-05-18"),
    ("5連休明けとなった9月24日の東京市場で、日経平均は{n}で引けた。", _N225, "2026-09-24", "2026-09-24"),
    ("現在のS&P500は{n}だ。", _SPX, "2026-07-15", "2026-07-16"),
    ("足元のTOPIXは終値で{n}となっている。", _TOPIX, "2026-06-12", "2026-06-15"),
    ("8月末のダウ工業株30種平均の終値は{n}だった。", _DOW, "2026-08-31", "2026-09-10"),
    ("2026年3月末の日経平均株価の終値は{n}だった。", _N225, "2026-03-31", "2026-05-20"),
    ("米独立記念日の休場を控えた7月2日、S&P500は{n}で取引を終えた。", _SPX, "2026-07-02", "2026-07-03"),
    ("9月末のTOPIXの終値は{n}。", _TOPIX, "2026-09-30", "2026-10-05"),
    ("2024年末のS&P500種株価指数は{n}で取引を終えていた。", _SPX, "2024-12-31", "2026-04-06"),
    ("2025年3月末の日経平均の終値は{n}だった。", _N225, "2025-03-31", "2026-03-20"),
    ("前日の米国市場でナスダック100指数は{n}で終えた。東京市場でも半導体株に買いが入りそうだ。", _NDX, "2026-08-20", "2026-08-21"),
    ("クリスマス前の短縮取引となった2025年12月24日、ダウ平均の終値は{n}だった。", _DOW, "2025-12-24", "2025-12-26"),
)  # fmt: skip
MOVES = (
    ("前日の米国株式市場でS&P500種株価指数は前日比{n}{高安}で終えた。", _SPX, "2026-09-15", "2026-09-16"),
    ("前週末の米国市場ではナスダック100指数が{n}{上昇}した。週明けの東京市場はこれを映す見通しだ。", _NDX, "2026-08-14", "2026-08-17"),
    ("週明け15日の米株式市場でS&P500は{n}{上昇}した。", _SPX, "2026-06-15", "2026-06-16"),
    ("レーバーデー明けとなる9月8日の米国市場で、ダウ平均は{n}{高安}で終えた。", _DOW, "2026-09-08", "2026-09-09"),
    ("大発会の日経平均は前年末比{n}{高安}で終えた。", _N225, "2026-01-05", "2026-01-05"),
    ("祝日明けの7月21日、TOPIXは{n}{上昇}した。", _TOPIX, "2026-07-21", "2026-07-22"),
    ("28日のニューヨーク株式市場でS&P500は{n}{上昇}し、29日の東京市場に影響しそうだ。", _SPX, "2026-10-28", "2026-10-29"),
    ("大型連休明けの5月7日、日経平均は{n}{高安}で引けた。", _N225, "2026-05-07", "2026-05-08"),
    ("年明け最初の取引となった1月2日、S&P500は前年末比{n}{高安}で終えた。", _SPX, "2026-01-02", "2026-01-03"),
    ("昨日の東京株式市場で日経平均は{n}{上昇}した。", _N225, "2026-04-21", "2026-04-22"),
)  # fmt: skip


def _unusual(writer: Writer) -> None:
    """True of the day's highs only, of dividends only, or of a fund that tracks the index."""
    dice = writer.dice
    for template, entity, day in (
        ("S&P500は8月12日に{n}だった。", _SPX, "2026-08-12"),
        ("日経平均は7月8日に{n}だった。", _N225, "2026-07-08"),
        ("トヨタ自動車の株価は9月3日に{n}だった。", "XTKS:7203", "2026-09-03"),
        ("TOPIXは6月11日に{n}となった。", _TOPIX, "2026-06-11"),
    ):
        held = date.fromisoformat(day)
        form = LEVEL[entity][0]
        value = truth.at(entity, held, dice.choice(("high", "low")))
        writer.add(
            "high and low", template, form.text(value), held.replace(day=held.day + 1), "unusual",
            also=("supported_under",), why="a price of the day, not its close",
        )  # fmt: skip
    for template, day in (
        ("S&P500種株価指数は過去1年間で{n}{上昇}した。", "2026-10-09"),
        ("S&P500はこの12カ月で{n}{上昇}している。", "2026-08-21"),
    ):
        end = date.fromisoformat(day)
        gross = truth.windows(_SPX, end, 12, "total_return")["same_day"]
        usual = truth.windows(_SPX, end, 12)
        assert all(abs(gross - value) > Fraction(1, 5) for value in usual.values())
        shown = plain(1, "%").text(gross)
        published = end.replace(day=end.day + 1)
        writer.add("window", template, shown, published, "unusual", why="with dividends",
                   **sense(gross > 0))  # fmt: skip
    for template, day, verdict in (
        ("ラッセル2000指数は{d}までの6カ月間で{n}{上昇}した。", "2026-07-24", "true"),
        ("小型株の指標であるラッセル2000は年初来で{n}{上昇}している。", "2026-09-11", "ytd"),
    ):
        end = date.fromisoformat(day)
        base = date(2025, 12, 31) if verdict == "ytd" else truth.months_back(end, 6)
        moved = truth.between("ARCX:IWM", base, end)
        writer.add(
            "proxy", template, plain(1, "%").text(abs(moved)), end.replace(day=end.day + 1), "true",
            also=("insufficient",), why="by IWM, which stands for the index",
            d=f"{end.month}月{end.day}日", **sense(moved > 0),
        )  # fmt: skip
    for day in ("2026-06-25", "2026-09-17"):
        held = date.fromisoformat(day)
        value = truth.at("fx:USDJPY", held, "tokyo_17")
        assert abs(value - truth.at("fx:USDJPY", held)) > Fraction(2, 100)
        writer.add(
            "currency", f"{held.month}月{held.day}日の円相場は1ドル={{n}}だった。",
            man("円", "銭").text(value), held.replace(day=held.day + 1), "unusual",
            also=("supported_under", "supported"), why="at 17:00 in Tokyo; no market is named",
        )  # fmt: skip
