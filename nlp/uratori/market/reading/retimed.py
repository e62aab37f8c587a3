"""The time of a claim where its sentence tells it otherwise than in the claim's period.

昨年の1年間 is the year and not the last twelve months, 前日の終値 the close before the article's
own day, 9月16日から7%下落 a move from the close of that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

import msgspec

from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold, fold_kept
from ..places import back_from, inside
from ..windows import Duration, duration_of, span_of
from .phrases import on_its_day, sentence_of, timing_of
from .words import says, words_of

_MOVES = frozenset({"return", "price_change"})
_DAILY = _MOVES | {
    "close", "high", "low", "open", "yield", "streak", "moving_average", "deviation", "spread",
    "turnover_value", "turnover_volume", "price_range", "nt_ratio", "outperformance_streak",
    "average_streak",
}  # fmt: skip
_INTO = re.compile(r"[の、はに]?|を?通じ(?:て|た)の?、?|を通した")
"""What stands between a time and its length: 昨年の1年間, 8月は1カ月間で."""
_SAME = re.compile(r"(?:1[かカヶヵケ箇]月間|ひと月)で?(?!前)")
"""A length that is told of the month named anywhere before: 4月の市場で、…は1カ月間で."""
_FROM = re.compile(r"(?:の?(?:終値|大引け|高値|安値))?から")
_SPANS = ("weekly", "monthly", "yearly")
_OWN_DAY = re.compile(
    r"けさ|今朝|昨晩|昨夜|前日|きのう|昨日|きょう|本日|この日|[0-9半](?:年|[かカヶ]月|週間?)前"
)
_ENDED = re.compile(r"の(?:取引|売買)を(?:終|締)")
_TURNS_UP, _TURNS_DOWN = ("反発", "急伸", "急騰"), ("反落", "急落")
_MONTHS = {"Y": 12, "Q": 3, "M": 1}
_AGO = re.compile(
    r"(半|[0-9]{1,2})(年|[かカヶヵケ箇]月|週間?)前(?:の(?:水準|終値|時点|同じ?時期|同時期|株価))?"
    r"(?:[とに](?:比|対)|との比較|を|より|から|比)"
)
_TIMES_OF_AGO = re.compile(
    r"(半|[0-9]{1,2})(年|[かカヶヵケ箇]月|週間?)前の(?:(?:水準|終値|株価|同じ?時期|同時期|同じ?月?日|同月)(?:の終値)?の)?(?:約|およそ|ほぼ)?$"
)
_UNITS = {"年": "Y", "週": "W", "週間": "W"}


def retimed(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a claim with the time that its sentence tells."""
    claim = _uncarried(analysis, _unbegun(analysis, claim), quantity)
    claim = _closed_on(
        analysis,
        _led(analysis, _directed(on_its_day(analysis, claim), quantity), quantity),
        quantity,
    )
    if is_day_before(analysis, claim, quantity):
        basis = tuple(each for each in claim.basis if each != "earlier")
        return msgspec.structs.replace(claim, period=None, basis=basis)
    length = duration_of(claim.period) if claim.period else None
    if length is not None and _counts_run(analysis, claim):
        return msgspec.structs.replace(claim, period=None)
    if length is not None:
        return msgspec.structs.replace(claim, period=_whole(analysis, claim, length))
    if claim.period is None and _from_month_before(claim):
        return msgspec.structs.replace(claim, period=_month_named(analysis, claim, quantity))
    if claim.period is None and claim.metric in _MOVES:
        return msgspec.structs.replace(claim, period=_start(analysis, claim, quantity))
    return claim


def _unbegun(analysis: Analysis, claim: Claim) -> Claim:
    """Take from a run the time with which it began: 5月から3週連続で下落した."""
    period, sentence = claim.period, sentence_of(analysis, claim)
    if claim.metric != "streak" or period is None or not period.text:
        return claim
    at = sentence.find(period.text)
    began = at >= 0 and sentence.startswith("から", at + len(period.text))
    return msgspec.structs.replace(claim, period=None) if began else claim


def _uncarried(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Take from a claim the time of an earlier sentence, where its own tells another: 週間で."""
    period, sentence = claim.period, sentence_of(analysis, claim)
    if period is None or not period.text or claim.metric not in _DAILY:
        return claim
    if period.text in sentence:
        left = claim.metric not in _MOVES and _is_left(analysis, claim, quantity)
        return msgspec.structs.replace(claim, period=None) if left else claim
    told = timing_of(analysis, claim, quantity)
    spans = claim.metric in _MOVES and any(map(partial(says, text=told), _SPANS))
    day = period.start_date is not None and period.start_date == period.end_date
    if spans or (not day and _OWN_DAY.search(sentence)):
        return msgspec.structs.replace(claim, period=None)
    return claim


_LEFT = re.compile(
    r"[0-9][^、。]{0,12}(?:た|いた)(?:の|もの|ところ|はず)(?:が|は|から)、?[^。0-9]{0,24}$"
)
"""Behind the price of then, before that of now: 月初に20万ドルを超えていたのが、."""


def _is_left(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a level is what has become of the one that a claim's time is told of."""
    text, period = fold_kept(analysis.article.text), claim.period
    if period is None or quantity.kind != "level":
        return False
    at = text.rfind(fold(period.text or ""), claim.sentence[0], quantity.start)
    if at < 0:
        return False
    return _LEFT.search(text, at + len(period.text or ""), quantity.phrase[0]) is not None


def _counts_run(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether a length is that of a run of sessions, of which a move need not be: 4日続伸."""
    period, sentence = claim.period, fold(sentence_of(analysis, claim))
    text = fold(period.text) if period is not None and period.text else ""
    at = sentence.find(text) if text and claim.metric in _MOVES else -1
    return at >= 0 and _RUN.match(sentence, at + len(text)) is not None


def _closed_on(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a claim the day whose trading its sentence says has ended: …円安で26日の取引を終えた."""
    period, sentence = claim.period, sentence_of(analysis, claim)
    own = period is not None and bool(period.text) and period.text in sentence
    if own or claim.metric not in _DAILY:
        return claim
    text = fold_kept(analysis.article.text)
    for each in inside(analysis.quantities, quantity.end, claim.sentence[1]):
        day = each.kind == "date" and each.start_date and each.start_date == each.end_date
        if day and _ENDED.match(text, each.end):
            return msgspec.structs.replace(claim, period=period_of_day(each))
    return claim


def _from_month_before(claim: Claim) -> bool:
    return claim.reference is not None and says("month_before", claim.reference.text)


def _month_named(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the month that a sentence speaks of: 4月相場を振り返ると、…前月末に比べ."""
    for each in _dates(analysis, claim, quantity.start):
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", each.timex or "") and each.mod is None:
            return period_of_day(each)
    return None


def _directed(claim: Claim, quantity: Quantity) -> Claim:
    """Give a move the direction that its name tells: 下落率は、…3%に達した."""
    if claim.metric != "return" or claim.direction or quantity.direction:
        return claim
    named = claim.metric_text or ""
    rises = says("rising", named) or named.startswith(_TURNS_UP)
    falls = says("falling", named) or named.startswith(_TURNS_DOWN)
    if rises == falls:
        return claim
    return msgspec.structs.replace(claim, direction="up" if rises else "down")


_LED = re.compile(r"(?P<side>下落|値下がり|上昇|値上がり)率[はが](?P<then>[^。はが]{1,32}?)の$")
"""Before the second number of one name: 8月の下落率は17.0%で、7月の19.3%から."""
_LED_LIST = re.compile(
    r"(?P<side>下落|値下がり|上昇|値上がり)率[はが、](?P<then>[^。下上]{1,60}%[、と・][^、。0-9]{1,16}(?<!の))$"
)
"""Before the second number of a list under one name: 下落率は日経平均が2.3%、TOPIXが1.1%."""


def _led(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a move the direction of the name that it shares with the number before it."""
    if claim.metric != "return" or claim.direction or quantity.direction:
        return claim
    before = fold_kept(analysis.article.text)[claim.sentence[0] : quantity.phrase[0]]
    found = _LED.search(before) or _LED_LIST.search(before)
    if found is None or says("rising", found["then"]) or says("falling", found["then"]):
        return claim
    down = found["side"] in ("下落", "値下がり")
    return msgspec.structs.replace(claim, direction="down" if down else "up")


def _dates(analysis: Analysis, claim: Claim, before: int) -> Iterator[Quantity]:
    """Give the times of a claim's sentence before a place, the nearest first."""
    for each in reversed(inside(analysis.quantities, claim.sentence[0], before)):
        if each.kind == "date" and each.end <= before:
            yield each


def period_of_day(time: Quantity) -> Period:
    """Give a time of the text as the period of a claim."""
    return Period(
        text=time.text, start_date=time.start_date, end_date=time.end_date, anchor="published",
        timex=time.timex, mod=time.mod,
    )  # fmt: skip


def _whole(analysis: Analysis, claim: Claim, length: Duration) -> Period | None:
    """Give the time named right before a length of the same size, or else the claim's own."""
    period, text = claim.period, analysis.article.text
    at = text.find(period.text, *claim.sentence) if period is not None and period.text else -1
    named = next(_dates(analysis, claim, at), None) if at >= 0 else None
    if named is None or not (_INTO.fullmatch(text[named.end : at]) or _SAME.match(text[at:])):
        return period
    time = period_of_day(named)
    span = span_of(time)
    if span is None or time.mod is not None:
        return period
    held = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
    same = span.start.day == 1 and held == length.count * _MONTHS.get(length.letter, 0)
    return time if same else period


def _start(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the day from whose close a move is counted: 9月16日から、…は7%下落."""
    days = tuple(_dates(analysis, claim, quantity.start))
    if len(days) != 1 or days[0].start_date is None or days[0].start_date != days[0].end_date:
        return None
    found = _FROM.match(analysis.article.text, days[0].end)
    return period_of_day(days[0]) if found else None


@lru_cache(maxsize=1)
def _day_before() -> re.Pattern[str]:
    """Give the pattern of the day before, where nothing is measured against it."""
    price = rf"{words_of('price_of_a_day')}|{words_of('extreme_of_a_day')}"
    against = rf"(?:の?(?:{price}))?(?:{words_of('set_against')})"
    said = rf"(?:に(?!比べ|対し|比し|比較)[^、はがも]{{0,12}}$|(?!に|{against}))"
    return re.compile(rf"(?:{words_of('day_before')}){said}")


def is_day_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number is of the session before the article's day: 前日の終値は."""
    period = claim.period
    if claim.metric not in _DAILY:
        return False
    if period is not None and (period.start_date is not None or duration_of(period) is not None):
        return False
    if analysis.article.text.startswith("から", quantity.phrase[1]):
        return False
    before = analysis.article.text[claim.sentence[0] : quantity.start]
    found = _day_before().search(before)
    return found is not None and _LEFT_BEHIND.match(before, found.end()) is None


def is_of_publication(analysis: Analysis, quantity: Quantity) -> bool:
    """Tell whether 前日 is told from the article's own day, and from no other that it names."""
    for each in back_from(analysis.quantities, quantity.start):
        if each.kind == "date" and each.start_date is not None:
            return each.start_date == analysis.article.published
    return True


def ago(analysis: Analysis, claim: Claim, quantity: Quantity) -> str:
    """Give how long before the article a move is counted from: 半年前に比べ gives ``P6M``."""
    sentence = sentence_of(analysis, claim)
    before = fold(sentence[: max(0, quantity.phrase[0] - claim.sentence[0])])
    if quantity.unit == "times" and (of := _TIMES_OF_AGO.search(before)):
        return _length_of(of)
    found = [*_AGO.finditer(before)][-1:]
    return _length_of(found[0]) if found else ""


_LEFT_BEHIND = re.compile(
    r"の?[0-9０-９][0-9０-９.．,万]{0,10}(?:円|銭|%|％|ドル|ポイント){0,2}(?:[0-9]{2}銭)?から"
)
"""The level of the day before that a move began at: 前日の2.21%から2.14%へ."""
_RUN = re.compile(r"(?:間)?(?:続落|続伸|続騰|連騰|連敗|連続|(?:続|つづ)[けいくき])")
_LASTED = re.compile(r"間?(?:に(?:及[びぶん]|達[しす]|わた[っりる])|を(?:数え|かけ))")
_MOVED = re.compile(r"(?:上昇|下落|値上がり|値下がり|上げ|下げ)[はがも][^。はがも]{0,14}$")
"""Round the length of a run told as that of a rise: 下落が17日まで9日に及び."""
_OVER_RUN = re.compile(
    r"(?:(?:上げ|下げ|上昇|下落|値上がり|値下がり)[幅率]?[はが]、?(?:合わせて|あわせて|合計で?|累計で?|通算で?)"
    r"(?:約|およそ)?$)|"
    r"(?:この|その)(?:間|期間)の?(?:累計|合計)?[^、。0-9]{0,8}"
    r"(?:[0-9,.万]{1,12}(?:円|ドル|ポイント)(?:[0-9]{1,2}(?:銭|セント))?(?:[強弱超]|近く|余り|ほど)?、率(?:では|にして|で))?$"
    r"|[0-9](?:営業)?日(?:間)?(?:続落|続伸|続騰|連騰|連続安|連続高)(?:で|し、?|して、?|の間に)(?:合わせて|合計で?|累計で?|通算で?|計)(?:約|およそ)?$"
)
_RUN_OF = re.compile(
    r"(?:続落|続伸|続騰|連騰|連敗|連勝|連続(?:上昇|下落|高|安))(?:の?(?:記録|日数|期間))?[はがも]、?(?:これで)?(?:計|合計)?$"
)
"""Before the length of a run: 連騰は8営業日に伸び."""
_RUN_REACH = 80
_SUBJECT = 24
"""Characters before the length of a run in which it is named."""


def over_run(analysis: Analysis, claim: Claim, quantity: Quantity) -> str:
    """Give the sessions of the run that a move is told over: 8日続落。この間の下げ幅は; ``P8B``."""
    text, start = fold_kept(analysis.article.text), quantity.phrase[0]
    if _OVER_RUN.search(text[max(0, start - 40) : start]) is None:
        return ""
    for each in back_from(analysis.quantities, start):
        if each.unit not in ("days", "business_days") or each.value is None:
            continue
        before = text[max(0, each.start - _SUBJECT) : each.start]
        lasted = _LASTED.match(text, each.end) and _MOVED.search(before)
        counted = lasted or _RUN.match(text, each.end) or _RUN_OF.search(before)
        near = start - each.end <= _RUN_REACH and counted
        return f"P{each.value}B" if near and each.value.denominator == 1 else ""
    return ""


def _length_of(found: re.Match[str]) -> str:
    if found[1] == "半":
        return "P6M" if found[2] == "年" else ""
    return f"P{found[1]}{_UNITS.get(found[2], 'M')}"
