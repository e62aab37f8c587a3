"""The span over which moves of a policy rate are told, where a claim's own time is but one end.

昨年9月から今年6月17日までの利下げで names both ends, 昨年9月に利下げを再開し、これまでに the
first one, この間の the span of the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

import msgspec

from ...claims.central_banks import BANKS
from ...records import CERTAIN, Analysis, Claim, Modality, Period, Quantity
from ...text.fold import fold_kept
from ..places import dates_inside, days_inside, inside, number_of, told_inside
from ..questions import RATE_UNITS
from .owners_told import COUNTRIES
from .retimed import period_of_day
from .sentences import sentence_around, sentence_before
from .unsaid import is_unsaid

POLICY_MOVES = frozenset({"policy_rate_change", "policy_rate_moves"})
"""The metrics of how often, and how far, a bank moved its rate."""
_STARTS = re.compile(
    r"(?:の(?:会合|利[上下]げ(?:開始|再開)?))?(?:から|以降|以来|を(?:皮切り|起点|手始め)に)(?:は|の|、)?"
)
_ENDS = re.compile(r"(?:の(?:会合|決定))?まで")
_BEGAN = re.compile(
    r"(?:の会合)?に(?:[^、。0-9]{0,16})?(?:利[上下]げ|引き締め|緩和)[^、。0-9]{0,8}"
    r"(?:再開|開始|始め|着手|転じ|踏み切|し)[^、。0-9]{0,6}"
    r"|に(?:始ま|始め|再開し|開始し)った?[^、。0-9]{0,4}(?:利[上下]げ|引き締め|緩和)[^、。0-9]{0,12}"
)
_BEGAN_THEN = re.compile(
    r"(?:の会合)?に[^。0-9]{0,12}(?:始め|始ま|開始|再開|着手|転じ)[^。0-9]{0,16}"
)
"""What stands between the first move of several and the time of the last one."""
_SO_FAR = re.compile(
    r"(?:これ|ここ|今回|現在|足元|今)まで|累計|合計|計$|合わせて|以降|以来|その後|通算|トータル"
)
_COUNTED_IN = re.compile(
    r"(?:に入って|に入り|で|の|は|、)?(?:(?:FRB|日銀|ECB)の)?(?:(?:追加)?(?:利[上下]げ|引き[上下]げ)(?:は|が|としては))?、?"
    r"(?:[0-9]{1,2}月(?:の会合|[0-9]{1,2}日)?に(?:続き|続いて|続く|次ぎ|次いで|次ぐ)、?)?"
    r"(?:これで|今回で|早くも|もう|すでに)?(?:計|通算)?"
)
"""Between a time and how often moves were made in it: 年内の引き下げは3月に続き3回目."""
_THAT_SPAN = re.compile(r"(?:この|その)(?:間|期間)(?:の|に|、|で|は)")
_MOVED_ON = re.compile(r"利[上下]げ|引き[上下]げ")


def over_span(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give moves of a policy rate the span that the words before their number tell."""
    if claim.metric not in POLICY_MOVES:
        return claim
    text = fold_kept(analysis.article.text)
    times = _times(analysis, claim, quantity)
    if (after := _after_level(analysis, text, times, quantity)) is not None:
        return msgspec.structs.replace(claim, period=after)
    if (cycle := _of_cycle(text, times, quantity)) is not None:
        return msgspec.structs.replace(claim, period=cycle)
    if quantity.kind == "ordinal" and (claim.period is None or claim.period.start_date is None):
        said = [each for each in times if _COUNTED_IN.fullmatch(text, each.end, quantity.start)]
        return msgspec.structs.replace(claim, period=period_of_day(said[-1])) if said else claim
    own = times and _OWN_TIME.fullmatch(text, times[-1].end, quantity.phrase[0])
    if own and _both_ends(text, times[:-1]) is not None:
        return msgspec.structs.replace(claim, period=period_of_day(times[-1]))
    undated = claim.period is None or claim.period.start_date is None
    if undated and (day := _of_decision(analysis, text, claim)) is not None:
        return msgspec.structs.replace(claim, period=day)
    found = _both_ends(text, times) or _since(analysis, claim, text, times, quantity)
    if found is None and claim.period is None and not times:
        found = _of_sentence_before(analysis, text, claim)
    return claim if found is None else msgspec.structs.replace(claim, period=found)


_FROM_LEVEL = re.compile(
    r"(?:の会合|の時点|時点)?(?:[にでの]|には|では)?(?:約)?[0-9.]{1,5}%"
    r"(?:以降|以来|から|より後|の後|を[^、。0-9]{1,6}(?:に|と)(?:し|す)?"
    r"|(?:に|へ|と|まで)(?:引き上げ|引き下げ|利上げし|利下げし|上げ|下げ|し|なっ)(?:て(?:以降|以来|から)|た(?:後|あと)))"
)
"""Behind a time, the rate of then from which moves count: 昨年1月の0.5%以降, の0.25%を出発点に."""


def _after_level(
    analysis: Analysis, text: str, times: Sequence[Quantity], quantity: Quantity
) -> Period | None:
    """Give the span behind the time at which a rate was first told, up to now or to its end."""
    for each, after in zip(times, [*times[1:], None], strict=False):
        told = _FROM_LEVEL.match(text, each.end)
        if told is None or told.end() > quantity.start or each.end_date is None:
            continue
        ended = after if after is not None and _ENDS.match(text, after.end) else None
        last = ended.end_date if ended is not None else analysis.article.published
        first = each.end_date + timedelta(1)
        if last is None or last < first or (after is not None and ended is None):
            return None
        return Period(text="", start_date=first, end_date=last, anchor="published")
    return None


def is_rate_of_start(analysis: Analysis, quantity: Quantity) -> bool:
    """Tell whether a rate is that of a time from which moves are counted: 昨年1月の0.5%以降."""
    text = fold_kept(analysis.article.text)
    times = dates_inside(analysis, sentence_around(text, quantity)[0], quantity.start)
    told = _FROM_LEVEL.match(text, times[-1].end) if times else None
    return told is not None and quantity.end < told.end()


def with_first_move(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the span of moves behind a rate with the move that led to it, which some count too."""
    period, text = claim.period, fold_kept(analysis.article.text)
    if claim.metric not in POLICY_MOVES or period is None or period.start_date is None:
        return None
    times = _times(analysis, claim, quantity)
    if _after_level(analysis, text, times, quantity) != period:
        return None
    for each in times:
        told = _FROM_LEVEL.match(text, each.end)
        if told is not None and "を" not in told[0]:  # 0.25%を出発点に counts what came after
            return msgspec.structs.replace(period, start_date=each.start_date)
    return None


_OWN_TIME = re.compile(
    r"(?:の会合)?に(?:は)?(?:さらに|逆に|一転して?)?、?(?:(?:政策)?金利を)?(?:約)?"
)
"""Between a time behind a span that is told and the number that is of that time alone."""


_DECIDED_IN = re.compile(r"に(?:決め|決定し|実施し)た(?:大幅|追加)?(?:な|の)?利[上下]げ[はがの、]")


def _of_cycle(text: str, times: Sequence[Quantity], quantity: Quantity) -> Period | None:
    """Give the span from the start of moves to the last one, of which the sentence tells both.

    17日の利下げは、2024年9月に始まった利下げ局面で5回目.
    """
    if len(times) != 2:
        return None
    if _counted_by(text, times, quantity):
        return _span(times[0], times[1])
    if times[0].start_date != times[0].end_date:
        return None
    last, first = times
    behind = text[first.end : quantity.phrase[0]]
    told = _DECIDED_ON.match(text, last.end) and _BEGAN.match(behind)
    counted = quantity.kind == "ordinal" or _SO_FAR.search(behind) is not None
    return _span(first, last) if told and counted else None


def _counted_by(text: str, times: Sequence[Quantity], quantity: Quantity) -> bool:
    """Tell whether an ordinal counts the moves by a day: 9月に始まった利下げは17日の決定で3回目."""
    first, last = times
    on_day = last.start_date is not None and last.start_date == last.end_date
    began = _BEGAN_THEN.fullmatch(text, first.end, last.start)
    by_then = _BY_THEN.fullmatch(text, last.end, quantity.phrase[0])
    return bool(quantity.kind == "ordinal" and on_day and began and by_then)


_BY_THEN = re.compile(r"の?(?:会合|決定|決定会合|FOMC|利[上下]げ|分)で(?:通算|累計|早くも)?、?")
_DECIDED_ON = re.compile(
    r"の(?:(?:FRB|日銀|ECB|英中銀|米国|米)の?)?(?:定例|臨時)?(?:会合|決定会合|金融政策決定会合|FOMC|理事会)?(?:の|で(?:の|決めた))?(?:決定|利[上下]げ)[はがの]"
)


_OWNS = re.compile(r"(?:(?:FRB|日銀|日本銀行|ECB|英中銀|米連邦準備理事会)(?:の|が))?")


def _of_decision(analysis: Analysis, text: str, claim: Claim) -> Period | None:
    """Give the one day of a decision that a sentence names: 16日の決定は…利上げで、幅は0.25%."""
    days = [
        each
        for each in days_inside(analysis, *claim.sentence)
        if (
            _OWNS.fullmatch(text, claim.sentence[0], each.start)
            and _DECIDED_ON.match(text, each.end)
        )
        or _DECIDED_IN.match(text, each.end)
    ]
    return period_of_day(days[0]) if days else None


def _times(analysis: Analysis, claim: Claim, quantity: Quantity) -> list[Quantity]:
    """Give the times before a number; behind この間 those of the sentence before count too."""
    text, start = fold_kept(analysis.article.text), claim.sentence[0]
    if _THAT_SPAN.search(text[start : quantity.phrase[0]]):
        start = sentence_before(text, start)
    return dates_inside(analysis, start, quantity.start)


def span_told(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the span that the words before a number tell with both its ends; else None."""
    times = _times(analysis, claim, quantity)
    return _both_ends(fold_kept(analysis.article.text), times)


_THERE_FROM = re.compile(r"から、?(?:約|年)?")
_ARRIVED = re.compile(
    r"(?:程度|前後|台)?(?:まで|に|へ)(?:[^、。0-9]{0,6})?(?:下が|下げ|上が|上げ|低下|上昇|な[りっ]|変わ)"
)


def _come_to(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the rate that a bank's rate of before came to: 5.50%から3.50%まで下がった."""
    if quantity.unit != "percent" or _ARRIVED.match(text, quantity.phrase[1]) is None:
        return
    start = sentence_before(text, sentence_around(text, quantity)[0])
    for each in told_inside(analysis, start, quantity.start):
        rate = number_of(analysis, each)
        if rate is None or each.metric != "policy_rate" or not each.entity:
            continue
        if _THERE_FROM.fullmatch(text, rate.phrase[1], quantity.phrase[0]) is None:
            continue
        span = span_told(analysis, each, quantity)
        day = span.end_date if span is not None else None
        day = min(day, analysis.article.published or day) if day is not None else None
        period = Period(text="", start_date=day, end_date=day, anchor="published") if day else None
        yield msgspec.structs.replace(
            each, id="", quantity=quantity.id, basis=(), direction=None, reference=None,
            period=period or each.period,
        )  # fmt: skip


_SIZE = re.compile(
    r"(?P<side>利上げ|利下げ|引き上げ|引き下げ|上げ|下げ)幅(?:の(?:合計|累計))?は"
    r"(?:合計|累計|合わせて|計)?(?:で)?(?:約)?$"
)
_BARE = ("上げ", "下げ")
_ALONE = re.compile(
    r"(?:今回の|その|1回の)?(?:上げ|下げ)幅は|[^。]{0,64}利[上下]げ(?:局面|サイクル)[^、。]{0,4}(?:上げ|下げ)幅は"
    r"|[^。株]{0,40}利[上下]げ[はが][^。株]{0,24}[0-9]{1,2}回(?:で|に達し|となり|に上り|を数え)?、(?:累計の?|合計の?|通算の?)?(?:上げ|下げ)幅は"
    r"|[^。]{0,64}利[上下]げ(?:局面|サイクル)[^。]{0,24}(?:累計|合計|通算)の?(?:上げ|下げ)幅は"
)
"""Where 下げ幅 is none of a price: it opens its sentence, or is that of an easing cycle."""
_OWN_SIZE = re.compile(
    r"(?:今回の|その|1回の)?(?:利上げ|利下げ|引き上げ|引き下げ|上げ|下げ)(?:の)?幅は"
)
"""What opens a sentence on the move that the one before tells."""
_OF_AMERICA = re.compile(r"米(?:国の?)?利[上下]げ(?:局面|サイクル)")
_CUT_OF = re.compile(
    r"の(?:大幅|追加|連続|緊急|予防的)?な?(?P<side>利上げ|利下げ)(?!を?見送|[^、。]{0,6}(?:観測|予想|期待|見送))"
)
_OF_COUNTRY = re.compile(
    rf"(?P<name>{'|'.join(COUNTRIES)})(?:では|で|は|の中銀は)、?[^。0-9]{{0,12}}"
    r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[^。0-9]{0,12}政策金利[がをは](?:合計|累計|計)?(?:で)?(?:約)?$"
)
_MOVED_BY = re.compile(r"(?:ほど|だけ)?(?:引き)?(?P<side>上げ|下げ)ら?れ?")


def claims_of_policy(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each size of moves whose bank another sentence, or its country, names."""
    text = fold_kept(analysis.article.text)
    if "金利" not in text and "利上げ" not in text and "利下げ" not in text:
        return ()
    own = (*POLICY_MOVES, "policy_rate")
    held = {each.quantity for each in analysis.claims if each.entity and each.metric in own}
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.unit in RATE_UNITS and each.id not in held:
            found += (
                [*_sized(analysis, text, each)]
                or [*_come_to(analysis, text, each)]
                or (_beside(analysis, text, each))
            )
    return tuple(found)


_BESIDE = re.compile(
    r"(?:幅)?の?(?:利[上下]げ)?(?:と合わせ|と合計|に続[きくいけ]|に次[いぐ]|から縮|と同じ|より小|を[上下]回)"
)
_OF_ITS_TIME = re.compile(r"(?:会合|分)?の(?:会合の)?(?:約)?")


def _beside(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the size of an earlier move set beside a later one: 9月の0.50ポイントと合わせ."""
    start, end = sentence_around(text, quantity)
    times = dates_inside(analysis, start, quantity.start)
    if not times or _BESIDE.match(text, quantity.phrase[1]) is None:
        return
    if _OF_ITS_TIME.fullmatch(text, times[-1].end, quantity.phrase[0]) is None:
        return
    told = told_inside(analysis, sentence_before(text, start), end)
    moves = {(each.entity, each.direction) for each in told if each.metric == _SIZE_OF}
    moves = {each for each in moves if (each[0] or "").startswith("bank:") and each[1]}
    if len(moves) != 1:
        return
    bank, direction = moves.pop()
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=bank, metric=_SIZE_OF,
        period=period_of_day(times[-1]), direction=direction, confidence=CERTAIN,
    )  # fmt: skip


_SIZE_OF = "policy_rate_change"


def _sized(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    start, end = sentence_around(text, quantity)
    before = text[start : quantity.phrase[0]]
    size, country = _SIZE.search(before), _OF_COUNTRY.search(before)
    moved = _MOVED_BY.match(text, quantity.phrase[1])
    bank: str | None = None
    if country is not None and moved is not None:
        bank, side = BANKS.get(COUNTRIES[country["name"]]), moved["side"]
    elif moved is not None and "政策金利" in before:
        bank, side = _bank_before(analysis, sentence_before(text, start), quantity), moved["side"]
    elif (cut := _CUT_OF.match(text, quantity.phrase[1])) is not None:
        bank, side = _bank_before(analysis, start, quantity), cut["side"]
    elif size is not None and (size["side"] not in _BARE or _ALONE.match(before)):
        bank, side = _bank_before(analysis, sentence_before(text, start), quantity), size["side"]
        bank = bank or ("bank:fed" if _OF_AMERICA.search(before) else None)
    if bank is None:
        return
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=bank,
        metric="policy_rate_change", metric_text=size[0] if size is not None else None,
        period=_month_said(analysis, start, quantity), confidence=CERTAIN,
        direction="up" if side.endswith("上げ") else "down", modality=_mood_of(analysis, quantity),
    )  # fmt: skip


def _mood_of(analysis: Analysis, quantity: Quantity) -> Modality:
    """Give the mood of the claim that a number has already, or that its sentence tells."""
    text = fold_kept(analysis.article.text)
    unsaid = is_unsaid(text, *sentence_around(text, quantity), quantity)
    held = (each.modality for each in analysis.claims if each.quantity == quantity.id)
    return next(held, "forecast" if unsaid else "fact")


def bank_before(analysis: Analysis, start: int, sentence: int, quantity: Quantity) -> str | None:
    """Give the only central bank of the sentence of a number, or else of some text before it."""
    own = _bank_before(analysis, sentence, quantity) or _bank_before(analysis, start, quantity)
    text = fold_kept(analysis.article.text)[start : quantity.start]
    return own or ("bank:fed" if _FED_FUNDS.search(text) else None)


_FED_FUNDS = re.compile("FF金利|フェデラル[・ ]?ファンド|(?<![日欧])米(?:国の?)?政策金利(?!差)")


def _bank_before(analysis: Analysis, start: int, quantity: Quantity) -> str | None:
    """Give the only central bank that is named between a place and a number."""
    banks = {
        each.entity
        for each in inside(analysis.mentions, start, quantity.start)
        if (each.entity or "").startswith("bank:")
    }
    return banks.pop() if len(banks) == 1 else None


def _month_said(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    times = dates_inside(analysis, start, quantity.start)
    return period_of_day(times[-1]) if times else None


def _span(first: Quantity, end: Quantity | None, analysis: Analysis | None = None) -> Period:
    day = analysis.article.published if analysis is not None else None
    return Period(
        text="", start_date=first.start_date, end_date=end.end_date if end is not None else day,
        anchor="published",
    )  # fmt: skip


def _both_ends(text: str, times: Sequence[Quantity]) -> Period | None:
    """Give the span from one time to another, the last one: 昨年9月から今年6月17日までの."""
    for first, last in [*pairwise(times)][-1:]:
        between = (text, first.end, last.start)
        told = _STARTS.fullmatch(*between) or _BEGAN_THEN.fullmatch(*between)
        if told is not None and _ENDS.match(text, last.end):
            return _span(first, last)
    return None


def _since(
    analysis: Analysis, claim: Claim, text: str, times: Sequence[Quantity], quantity: Quantity
) -> Period | None:
    """Give the span from the one time at which moves began until now."""
    if len(times) != 1 or analysis.article.published is None:
        return None
    behind = text[times[0].end : quantity.phrase[0]]
    began = _BEGAN.match(behind)
    if began is not None:
        return _span(times[0], None, analysis) if _SO_FAR.search(behind) else None
    earlier = times[0].end <= claim.sentence[0]
    return _span(times[0], None, analysis) if earlier and _STARTS.match(behind) else None


def _of_sentence_before(analysis: Analysis, text: str, claim: Claim) -> Period | None:
    """Give the one time of the sentence before, where that tells of the move: 上げ幅は0.5%."""
    start = sentence_before(text, claim.sentence[0])
    if _OWN_SIZE.match(text, claim.sentence[0]) is None:
        return None
    if start == claim.sentence[0] or not _MOVED_ON.search(text[start : claim.sentence[0]]):
        return None
    times = dates_inside(analysis, start, claim.sentence[0])
    return period_of_day(times[0]) if len(times) == 1 else None
