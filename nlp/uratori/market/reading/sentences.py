"""The sentence around a number: where it begins and ends, whom it speaks of, which day it names."""

from __future__ import annotations

import re
from datetime import timedelta

from ...records import Analysis, Claim, Mention, Period, Quantity
from ...text.fold import fold_kept
from ...text.stops import sentence_end, sentence_start
from ..places import days_inside, inside, told_inside

_PRICED = frozenset({"index", "equity", "etf", "currency", "rate", "commodity", "crypto"})
_METRICS = frozenset({"close", "high", "low", "open", "return", "price_change", "yield", "streak"})
_DOLLAR_YEN = frozenset({"currency:USD", "currency:JPY"})
_SENTENCE = 400
"""Characters beyond which what has no full stop is a table or a list, and told of nobody alone."""
_SINCE = re.compile(r"以来|ぶり")
LAST_DAY = re.compile(r"(?:[(（][^()（）]{1,4}[)）])?の?(?:まで|にかけ|の(?=[0-9]))")
"""Behind the day with which a run ended: 26日まで, 連敗は26日の4日で."""


def sentence_around(text: str, quantity: Quantity) -> tuple[int, int]:
    """Give the sentence in which a number stands, its full stop left out."""
    return sentence_start(text, quantity.start), sentence_end(text, quantity.end)


def sentence_before(text: str, start: int) -> int:
    """Give where the sentence right before one begins; its own start where there is none."""
    if start == 0 or text[start - 1] != "。":
        return start
    return sentence_start(text, start - 1)


def owner_of(analysis: Analysis, start: int, end: int) -> str | None:
    """Give the only thing with a price that a sentence speaks of; None in what is no sentence.

    Of two currencies it is their pair.
    """
    if end - start > _SENTENCE:
        return None
    owners = {each.entity for each in hosts_of(analysis, start, end)} or {
        each.entity
        for each in inside(analysis.mentions, start, end)
        if each.type in _PRICED and each.entity
    }
    if owners == _DOLLAR_YEN or owners - _DOLLAR_YEN == {"fx:USDJPY"}:
        return "fx:USDJPY"
    return owners.pop() if len(owners) == 1 else None


def owner_or_before(analysis: Analysis, start: int, end: int) -> tuple[str | None, int]:
    """Give the owner of a sentence, as `owner_of` does, and where the one begins that names it.

    Where it names nobody that is the one before.
    """
    owner = owner_of(analysis, start, end)
    if owner is not None or inside(analysis.mentions, start, end):
        return owner, start
    before = sentence_before(analysis.article.text, start)
    return (owner_of(analysis, before, start) if before < start else None), before


def owner_near(analysis: Analysis, start: int, end: int) -> tuple[str | None, int]:
    """Give the same as `owner_or_before`; of an article's first sentence the one behind it too."""
    owner, named_from = owner_or_before(analysis, start, end)
    if start > 0 or owner is not None or inside(analysis.mentions, start, end):
        return owner, named_from
    return owner_behind(analysis, start, end), end + 1


def owner_behind(analysis: Analysis, start: int, end: int) -> str | None:
    """Give the owner of the sentence behind one that names nobody, nor does the one before it."""
    text = analysis.article.text
    if end + 1 >= len(text) or inside(analysis.mentions, sentence_before(text, start), end):
        return None
    return owner_of(analysis, end + 1, sentence_end(text, end + 1))


_OF_PRICE = (
    r"の(?:月間|週間|月足|週足)?(?:での?|の)?(?:終値(?:で|ベース)?の?)?(?:株価|終値|相場|上昇|下落|値上がり|値下がり"
    r"|続伸|続落|連騰|連敗|反発|反落|(?:史上|過去)?最?[高安]値(?:の?更新)?)[^、。はがも]{0,8}"
)
_PRICED_AT = r"の[0-9][0-9.,万]{0,12}(?:円|ドル|ポイント|%)?(?:[0-9]{1,2}(?:銭|セント))?"
_ITS_OWN = re.compile(
    rf"(?:株価指数|株価|株|平均|指数)?(?:の(?:ほう|方)|{_OF_PRICE}|{_PRICED_AT})?(?:では|は|が|も)、?[^、。はがも]{{0,24}}"
)
"""Between a name and its own number: ダウが11回、S&P500は9回; S&P500は先週まで6週続伸."""


def owner_beside(analysis: Analysis, start: int, quantity: Quantity) -> str | None:
    """Give the thing that stands right before its number as the subject of its clause."""
    text = analysis.article.text
    for each in inside(analysis.mentions, start, quantity.start)[-1:]:
        priced = each.type in _PRICED - {"currency"} and each.end <= quantity.start
        if priced and _ITS_OWN.fullmatch(text, each.end, quantity.start):
            return each.entity
    return None


_WHEN = (
    r"(?:[0-9年月日昨今先週末初来]{1,16}(?:時点|終値)?(?:まで|にかけて|に|は|の|も|では?|、){0,3})?"
)
_NOBODY = re.compile(
    rf"(?:これで|とうとう|ついに|なんと|もう)?、?{_WHEN}(?:(?:日々|日次|月間|週間|年間|年初来)の?)?"
    r"(?:(?:騰落率|上昇率|値上がり率|リターン|成績|パフォーマンス|値動き)(?:では?|は|でも|も))?、?"
    rf"{_WHEN}(?:[0-9]{{1,2}}(?:営業)?日(?:連続|(?:続|つづ)けて|(?:続|つづ)きで?)で?)?(?:米)?"
)
"""Before a name, of what is told of no other: 2日にかけて日経平均に, 9月のリターンはS&P500を."""


def subject_before(analysis: Analysis, start: int, other: Mention) -> Mention | None:
    """Give whom a sentence speaks of that names only whom its subject is set against.

    It is the only thing with a price of the sentence before: トヨタは強い。8日連続でTOPIXに勝った.
    """
    text = analysis.article.text
    if _NOBODY.fullmatch(fold_kept(text), start, other.start) is None:
        return None
    named = [each for each in inside(analysis.mentions, sentence_before(text, start), start)]
    sure = all(each.entity and each.type in _PRICED - {"currency", "rate"} for each in named)
    return named[-1] if sure and len({each.entity for each in named}) == 1 else None


def hosts_of(analysis: Analysis, start: int, end: int) -> list[Claim]:
    """Give the claims of a sentence on prices and their moves whose owners are known."""
    return [
        each
        for each in told_inside(analysis, start, end)
        if each.metric in _METRICS and each.entity
    ]


def days_before(analysis: Analysis, start: int, quantity: Quantity) -> list[Quantity]:
    """Give the days before a number that a sentence names as its own, and not with 以来."""
    text, days = analysis.article.text, days_inside(analysis, start, quantity.start)
    return [each for each in days if not _SINCE.match(text, each.end)]


def day_named(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    """Give the first of `days_before`."""
    return _period_of(days_before(analysis, start, quantity))


def day_near(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    """Give the same of a sentence that begins at a place before a number, or behind it."""
    if start <= quantity.start:
        return day_named(analysis, start, quantity)
    return _period_of(days_inside(analysis, start, sentence_end(analysis.article.text, start)))


def day_up_to(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    """Give the day up to which something is told from a place on, or else that of `day_near`."""
    text, days = analysis.article.text, days_before(analysis, start, quantity)
    ends = [each for each in days if LAST_DAY.match(text, each.end)]
    if ends:
        return _period_of(ends[-1:])
    began = any(text.startswith("から", each.end) for each in days)
    named = None if began else day_near(analysis, start, quantity)
    return named if began or named else weekday_named(analysis, start, quantity)


_WEEKDAYS = "月火水木金土日"
_WEEKDAY = re.compile(
    rf"(?<![先前今翌来同の])([{_WEEKDAYS}])曜日?(?:まで|時点|締め|の?(?:終値|引け|大引け|取引)|では?|も|に)"
)
_TO_COME = re.compile(r"控え|予定|迎え|注目|待ち|発表")


def weekday_named(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    """Give the day before publication, or of it, that the only weekday named is: 金曜まで."""
    text, published = fold_kept(analysis.article.text), analysis.article.published
    before = text[start : quantity.start]
    named = {each[1] for each in _WEEKDAY.finditer(before)}
    if published is None or len(named) != 1 or before.count("曜") != 1 or _TO_COME.search(before):
        return None
    ago = (published.weekday() - _WEEKDAYS.index(named.pop())) % 7
    day = published - timedelta(ago)
    return Period(text="", start_date=day, end_date=day, anchor="published", timex=f"{day}")


def _period_of(days: list[Quantity]) -> Period | None:
    for each in days[:1]:
        return Period(
            text=each.text, start_date=each.start_date, end_date=each.end_date,
            anchor="text", timex=each.timex,
        )  # fmt: skip
    return None
