"""How a statement of corpora/market.jsonl is put together: numbers, days, names, and a wrong one.

Every statement is a sentence with one number `{n}` to be checked. What is written there is the true
value as a journalist rounds it, or one that no reading of the series gives.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from benchmarks import market_truth as truth

STATUSES = {
    "true": ("supported", ("supported_under",)),
    "false": ("contradicted", ()),
    "unusual": ("definition_dependent", ()),
    "none": ("insufficient", ()),
    "opinion": ("not_checkable", ("silent",)),
}
US = ("index:sp500", "index:nasdaq100", "index:dow", "XNAS:NVDA", "XNAS:AAPL", "XNYS:IBM")
JP = ("index:nikkei225", "index:topix", "XTKS:7203", "XTKS:6758", "XTKS:8035", "XTKS:8306")
INDICES = ("index:sp500", "index:nasdaq100", "index:dow", "index:nikkei225", "index:topix")
STOCKS = (*US[3:], *JP[2:])
NAMES = {
    "index:sp500": ("S&P500種株価指数", "S&P500", "S&P500種指数"),
    "index:nasdaq100": ("ナスダック100指数", "ナスダック100"),
    "index:dow": ("ダウ工業株30種平均", "NYダウ", "ダウ平均"),
    "index:vix": ("VIX指数", "恐怖指数と呼ばれるVIX"),
    "index:nikkei225": ("日経平均株価", "日経平均"),
    "index:topix": ("東証株価指数(TOPIX)", "TOPIX"),
    "XTKS:7203": ("トヨタ自動車", "トヨタ(7203)", "トヨタ"),
    "XTKS:6758": ("ソニーグループ", "ソニーG(6758)"),
    "XTKS:7011": ("三菱重工業", "三菱重工業(7011)"),
    "XTKS:8035": ("東京エレクトロン", "東エレク(8035)"),
    "XTKS:8306": ("三菱UFJフィナンシャル・グループ", "三菱UFJ(8306)"),
    "XTKS:9983": ("ファーストリテイリング",),
    "XNAS:NVDA": ("エヌビディア", "エヌビディア(NVDA)"),
    "XNAS:AAPL": ("アップル", "アップル(AAPL)"),
    "XNYS:IBM": ("IBM", "米IBM"),
    "ARCX:IWM": ("iシェアーズ・ラッセル2000 ETF(IWM)", "IWM"),
    "commodity:wti": ("WTI原油先物", "ニューヨーク原油先物(WTI)"),
    "commodity:gold": ("ニューヨーク金先物", "NY金先物"),
    "crypto:BTC": ("ビットコイン", "暗号資産のビットコイン"),
}
UP_DOWN = {
    "高安": ("高", "安"), "上昇": ("上昇", "下落"), "上げ": ("上げ", "下げ"),
    "伸": ("続伸", "続落"), "増減": ("増", "減"), "値上がり": ("値上がり", "値下がり"),
    "円安": ("円安・ドル高", "円高・ドル安"), "上下": ("上回", "下回"), "増加": ("増加", "減少"),
    "幅": ("上げ幅", "下げ幅"), "騰": ("連騰", "続落"), "金利": ("上昇", "低下"),
    "高い": ("高い", "低い"), "増えた": ("増えた", "減った"), "高く": ("高く", "低く"),
    "方": ("買い", "売り"),
}  # fmt: skip
WEEKDAYS = "月火水木金土日"


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One statement with its verdict; `number` is what is checked, as written in `text`."""

    kind: str
    text: str
    number: str
    start: int
    published: date | None
    truth: str
    also_ok: tuple[str, ...] = ()
    why: str = ""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """How a value is written, and the step of its last written place, in the value's unit."""

    write: Callable[[Fraction], str]
    step: Fraction

    def shown(self, value: Fraction) -> Fraction:
        """Round half up to the last written place."""
        return Fraction((value / self.step + Fraction(1, 2)).__floor__()) * self.step

    def text(self, value: Fraction) -> str:
        """Write a value as rounded."""
        return self.write(self.shown(value))


def plain(places: int, tail: str = "", head: str = "") -> Form:
    """Write 6,812.34 with a tail (ポイント, ドル, %)."""
    step = Fraction(1, 10**places)
    return Form(write=lambda v: f"{head}{_decimal(v, places)}{tail}", step=step)


def _decimal(value: Fraction, places: int) -> str:
    whole = round(value * 10**places)
    assert whole == value * 10**places, (value, places)
    sign, whole = "-" if whole < 0 else "", abs(whole)
    if not places:
        return f"{sign}{whole:,}"
    return f"{sign}{whole // 10**places:,}.{whole % 10**places:0{places}}"


def man(tail: str, small: str = "") -> Form:
    """Write 3万8123円45銭: whole units in 万, hundredths with their own name where there is one."""

    def write(value: Fraction) -> str:
        whole, rest = divmod(round(value * 100), 100)
        large, low = divmod(whole, 10000)
        digits = f"{large}万{low or ''}" if large else f"{whole}" if whole or not small else ""
        units = f"{digits}{tail}" if digits else ""
        return units + (f"{rest:02}{small}" if small else "")

    return Form(write=write, step=Fraction(1, 100) if small else Fraction(1))


def amount(currency: str, step: str) -> Form:
    """Write 1兆2345億円, down to 億 or 百万."""

    def write(value: Fraction) -> str:
        if Fraction(step) < 10**8:
            return f"{round(value / 10**6):,}百万{currency}"
        large, low = divmod(round(value / 10**8), 10000)
        return f"{f'{large}兆' if large else ''}{f'{low}億' if low else ''}{currency}"

    return Form(write=write, step=Fraction(step))


LEVEL: Mapping[str, tuple[Form, ...]] = {
    "index:sp500": (plain(2), plain(2, "ポイント")),
    "index:nasdaq100": (plain(2), plain(2, "ポイント")),
    "index:dow": (man("ドル", "セント"), plain(2, "ドル")),
    "index:vix": (plain(2),),
    "index:nikkei225": (man("円", "銭"), plain(2, "円"), man("円", "銭")),
    "index:topix": (plain(2), plain(2, "ポイント")),
    "XTKS:7203": (plain(0, "円"),), "XTKS:6758": (plain(0, "円"),), "XTKS:7011": (plain(0, "円"),),
    "XTKS:8035": (man("円"), plain(0, "円")), "XTKS:8306": (plain(1, "円"),),
    "XNAS:NVDA": (plain(2, "ドル"),), "XNAS:AAPL": (plain(2, "ドル"),),
    "XNYS:IBM": (plain(2, "ドル"),), "ARCX:IWM": (plain(2, "ドル"),),
    "commodity:wti": (plain(2, "ドル", "1バレル"), plain(2, "ドル")),
    "commodity:gold": (plain(1, "ドル", "1トロイオンス"),),
    "crypto:BTC": (man("ドル"), plain(0, "ドル")),
}  # fmt: skip
MOVE: Mapping[str, Form] = {
    "index:sp500": plain(2, "ポイント"), "index:nasdaq100": plain(2, "ポイント"),
    "index:dow": man("ドル", "セント"), "index:nikkei225": man("円", "銭"),
    "index:topix": plain(2, "ポイント"), "XTKS:7203": plain(0, "円"), "XTKS:6758": plain(0, "円"),
    "XTKS:7011": plain(0, "円"), "XTKS:8035": plain(0, "円"), "XTKS:8306": plain(1, "円"),
    "XNAS:NVDA": plain(2, "ドル"), "XNAS:AAPL": plain(2, "ドル"), "XNYS:IBM": plain(2, "ドル"),
    "commodity:wti": plain(2, "ドル"), "commodity:gold": plain(1, "ドル"),
}  # fmt: skip


class Writer:
    """Collects statements; its dice are seeded, so that the same corpus comes out again."""

    def __init__(self, seed: str) -> None:
        self.dice = random.Random(seed)
        self.statements: list[Statement] = []

    def add(
        self,
        kind: str,
        template: str,
        number: str,
        published: date | None,
        verdict: str,
        *,
        also: Sequence[str] = (),
        why: str = "",
        **slots: str,
    ) -> None:
        """Fill a template and keep the statement."""
        text = template.format(n=number, **slots)
        start = len(template.partition("{n}")[0].format(**slots))
        given = Statement(
            kind=kind, text=text, number=number, start=start, published=published, truth=verdict,
            also_ok=tuple(also), why=why,
        )  # fmt: skip
        self.statements.append(given)

    def number(
        self,
        form: Form,
        values: Iterable[Fraction],
        verdict: str,
        *,
        tempting: Iterable[Fraction] = (),
    ) -> Fraction:
        """Give what is written: the first value, rounded, or one that none of the values gives.

        tempting: what the wrong number may be (the day before's) beside a slipped digit.
        """
        held = list(values)
        if verdict != "false":
            return form.shown(held[0])
        right = form.shown(held[0])
        slips = [form.shown(value) for value in tempting]
        slips += [right + form.step * n for n in (2, -2, 3)]
        slips += [_other_digit(right, form.step, self.dice) for _ in range(3)]
        self.dice.shuffle(slips)
        for slip in (*slips, right * 2, right + form.step * 37):
            clear = _clearance(slip, form)
            if right > 2000 * form.step and not right * 3 < 5 * slip < right * 8:
                continue  # a figure that no reader would believe tests nothing
            if (
                slip > 0
                and form.text(slip) != form.text(right)
                and all(abs(slip - value) > clear for value in held)
            ):
                return slip
        raise AssertionError(f"no wrong number for {held}")


def _other_digit(value: Fraction, step: Fraction, dice: random.Random) -> Fraction:
    """Change one digit of a written value, not the last."""
    digits = list(str(round(value / step)))
    place = dice.randrange(max(1, len(digits) - 1))
    digits[place] = dice.choice([each for each in "123456789" if each != digits[place]])
    return Fraction("".join(digits)) * step


def _clearance(value: Fraction, form: Form) -> Fraction:
    """Give how far a wrong number has to lie from a value: its own rounding, and what is round."""
    grid = form.step
    while grid >= 1 and value % (grid * 10) == 0:
        grid *= 10
    return max(form.step * Fraction(3, 2), grid / 4 + form.step)


# --- words ---------------------------------------------------------------------------------------


def sense(up: bool) -> dict[str, str]:
    """Give the words of a rise or a fall."""
    return {key: pair[0 if up else 1] for key, pair in UP_DOWN.items()}


def flipped(words: Mapping[str, str]) -> dict[str, str]:
    """Give the words of the other direction."""
    return sense(words["高安"] == "安")


def day_words(day: date, published: date, dice: random.Random) -> str:
    """Tell a day as an article of a date would: 前日, 27日, 10月27日, 2025年10月27日."""
    age = (published - day).days
    month = month_day(day)
    if age > 330 or age < 0:
        return f"{day.year}年{month}"
    if age > 25 or (day.year, day.month) != (published.year, published.month):
        return month if age < 200 else f"{day.year}年{month}"
    ways = [f"{day.day}日", f"{day.day}日", month, f"{day.day}日({WEEKDAYS[day.weekday()]})"]
    if age == 1:
        ways.append("前日")
    return dice.choice(ways)


def published_after(entity: str, day: date, dice: random.Random) -> date:
    """Give the date of an article on a day: the day's evening in Tokyo, or the next morning."""
    if not entity.startswith(("XTKS", "index:nikkei", "index:topix", "rate:jp")):
        return day + timedelta(1)
    return day + timedelta(dice.choice((0, 0, 1)))


def month_day(day: date) -> str:
    """Tell a day by month and day: 10月27日."""
    return f"{day.month}月{day.day}日"


def market_words(entity: str, dice: random.Random) -> str:
    """Name the market of an index or a share."""
    if entity.startswith(("XTKS", "index:nikkei", "index:topix")):
        return dice.choice(("東京株式市場", "東京市場", "東京株式市場"))
    return dice.choice(("米国株式市場", "ニューヨーク株式市場", "米株式市場"))


def name_of(entity: str, dice: random.Random) -> str:
    """Give one of the names the press has for an entity."""
    return dice.choice(NAMES[entity])


def words_of(
    entity: str, day: date, published: date, dice: random.Random, template: str
) -> dict[str, str]:
    """Give the words for the day, the name and the market of a sentence."""
    told = day_words(day, published, dice)
    while told == "前日" and ("前日" in template or "時点" in template):
        told = day_words(day, published, dice)
    return {"D": told, "N": name_of(entity, dice), "M": market_words(entity, dice)}


def pick_day(
    entity: str,
    dice: random.Random,
    *,
    since: str = "2026-01-15",
    where: truth.Holds = lambda day: True,
    metric: str = "close",
) -> date:
    """Draw a day of a series on which something holds."""
    first = date.fromisoformat(since)
    held = [day for day in truth.days(entity, metric) if day >= first and where(day)]
    return dice.choice(held)
