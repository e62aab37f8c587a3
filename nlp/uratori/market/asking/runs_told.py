"""Runs told by other words than 続伸: 4営業日続けて上昇した, 下落は3日連続となった.

No claim is tied to such a count, so that one is made of it here: of the only thing with a price in
its sentence, and in the direction that its words name. Where either is not clear, nothing is said.
"""

from __future__ import annotations

import re
from typing import Literal

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import counts_open, inside
from ..reading.pairs_said import yen_pair
from ..reading.sentences import (
    LAST_DAY,
    day_up_to,
    days_before,
    owner_beside,
    owner_near,
    sentence_around,
    sentence_before,
)
from ..reading.since_words import runs_price
from ..reading.unsaid import is_unsaid

METRIC = "streak"
_REACH = 16
_SOME_DAYS = re.compile(r"曜|[今先前]週|月初|[0-9]日から")
_WEEKDAY = re.compile(r"[日月火水木金土]曜日?")
"""What may make of a run one that has ended before the last close."""
_LASTING = frozenset({"days", "business_days", "weeks", "日目", "営業日目"})
_LENGTHS = frozenset({"days", "business_days", "weeks", "months"})
_UNITS = _LENGTHS | {"連勝", "連敗", "日目", "営業日目", ""}
_NO_PAUSE = (
    r"(?:一[度日]も|1[度日]も)(?:下げ|上げ|休|負け|勝|反[発落])"
    r"|休[みむま](?:ずに?|な[くし]|ことなく)|休み?なく|途切れ(?:ること)?なく"
    r"|負けな[しく]|勝ちな[しく]|止まらず|止まることなく|たて続け|立て続け"
    r"|(?:上げ|下げ|上がり|下がり|勝ち|負け)(?:っぱなし|通し|どおし)"
)
_IN_A_ROW = re.compile(
    rf"(?:間)?(?:も|、|の間){{0,2}}"
    rf"(?:連続|(?:続|つづ)[けいくき]|続[伸落騰]|連[騰敗勝]|{_NO_PAUSE})"
)
_GREW = re.compile(
    r"(?:間|連[勝敗])?(?:連続)?(?:(?:に|まで|へと?)(?:伸[びば]|延び|達し|な[っり]|及[んびぶ]|広が)|とな[っりる]|を数え|だ[。っ]?|です|。|、|$|に入)"
)
_STOPPED = (
    r"途切れ(?!る?こと|ずに?)|途絶え|止ま(?!ら)|止め|ストップ|終止符|歯止め|一服"
    r"|ピリオド|打ち止め|(?<=で)終わ[っりる]|幕[をが切引]"
)
_BROKEN = re.compile(rf"(?:間)?(?:連続|続い|続く|続け|にわた)?[^、。0-9]{{0,14}}?(?:{_STOPPED})")
"""Behind a count of a run that the next session ended: 連続上昇は5営業日で止まった."""
_OVER = re.compile(
    r"[^、。0-9]{0,14}?(?:(?:の|た|での)(?:後|あと|のち)|から(?:一転|の?反[発落]|切り返)|を経|ていた(?!。))"
)
"""Behind the count of a run that was over before the day that is told of: 2週続落の後の反発."""
_TURNED = re.compile(r"反[発落]|一転|切り返|失速")
_RUN = (
    r"(?:(?P<up>連騰|続伸|続騰|連続(?:での?)?上昇|連続値上がり|連続高|連勝|白星)"
    r"|(?:続落|連続(?:での?)?下落|連続値下がり|連続安|連敗|黒星))"
)
_MOVE = r"(?:(?P<up>上昇|値上がり|上げ|プラス)|(?:下落|値下がり|低下|下げ|マイナス))"
_MOVE_NAMED = re.compile(
    rf"{_MOVE}(?:基調|局面|相場|の流れ|の連鎖)?[はがも](?P<then>[^。はがも0-9]{{0,12}}"
    r"(?:[0-9年月日まで]{2,10}(?:で|に|時点で)?、?(?:すでに|もう|計|実に|これで|ついに)?)?)$"
)
_LASTED = re.compile(
    r"(?:間|目|連続)?(?:に(?:及[びぶん]|達[しす]|わた[っりる]|伸び|延び|入[っりる]|なった|なる)|を(?:数え|迎え)"
    r"|(?:続|つづ)[いくき])"
)
"""Behind a count of sessions, what makes of a rise before it one of them all: 下落は9日に及ぶ."""
_RUN_NAMED = re.compile(rf"{_RUN}(?:の?(?:記録|連鎖|方|ほう|日数))?[はがもを][^。]{{0,28}}$")
"""A run as the subject of its count: 連続安の記録は."""
_BEYOND_EVE = (
    r"前の?(?P<eve>日|営業日|月末?|週末?)"
    r"(?:の?(?:終値|引け値|水準|値))?(?:比(?:で)?の?|(?:を|より|に|と比べて?|に比べて?))も?"
    r"(?:(?P<up>上回|超え|高[いくで]|プラス|上げ|上昇)|下回|割り込|割っ|割[りる]|届か|及ば|[安低][いくで]|マイナス|下げ|下落)"
)
_BESIDE_EVE = re.compile(
    rf"(?:間)?(?:も|にわたり|にわたって)?(?:連続|続けて|続き)?(?:で|して)?、?{_BEYOND_EVE}"
)
"""Behind a count of sessions each of which closed above, or below, the one before it."""
_EVE_BEFORE = re.compile(rf"{_BEYOND_EVE}[^。はがも0-9]{{0,16}}[はがも][^。はがも0-9]{{0,12}}$")
"""Before one: 前日を下回って終えるのはこれで8営業日連続."""
_UP_TO_EVE = re.compile(r"(?P<day>前日|前営業日|前の日)まで(?:に|の|で)?、?$")
"""Before a count of a run that ended with the session before."""
_ON_EVE = re.compile(r"(?:前日|前営業日|前の日|前夜)(?:まで)?(?:で|に|の時点で|も)[^、。0-9]{0,8}$")
_AGAIN = re.compile(r"([0-9]{1,2})(?:営業日|日)?(?:連[騰勝敗]|続[伸落騰]|連続|目)")
"""The same run a session later: 前日で7連騰、昨夜も上げて8連騰."""
_NOT_PRICES = re.compile(
    r"売買代金|出来高|[売買]い?越し|流入|流出|[増減][配益収]|大台|割れ|上回|下回|[高安]値|ストップ高|ストップ安|始ま|寄り付|一時|取引時間|銘柄数|陽線|陰線"
)
"""What is counted beside rises and falls of a close."""
_RISES = re.compile(
    r"上昇|値上がり|続伸|連騰|続騰|連勝|上げ(?!幅|ず|られ)|プラス|値を上げ|値を伸ば|切り上[げが]|買われ|白星|高(?:[でとく。、い]|$)"
)
_FALLS = re.compile(
    r"下落|値下がり|続落|連敗|下げ(?!幅|ず|止ま)|マイナス|値を下げ|値を消|低下|切り下[げが]|売られ|黒星|安(?:[でとく。、い]|$)|下がっ"
)


def claims_run(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each count of sessions in a row whose owner and direction are clear."""
    text = fold_kept(analysis.article.text)
    places = {each.id: each.end for each in analysis.quantities}
    held = {
        each.quantity
        for each in analysis.claims
        if each.metric and not _BESIDE_EVE.match(text, places.get(each.quantity, 0))
    }
    made = (_claim(analysis, text, each) for each in counts_open(analysis, _UNITS, held))
    return tuple(each for each in made if each is not None)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    before, behind = text[start : quantity.start], text[quantity.end : end]
    named = _named(quantity, before, behind)
    if named is None and not _counts_run(quantity, behind):
        return None
    paired = _OF_PAIR.match(behind) or _PAIR_BEFORE.search(before)
    beside = "fx:USDJPY" if paired else owner_beside(analysis, start, quantity)
    owner, named_from = (beside, start) if beside else owner_near(analysis, start, end)
    if owner == "currency:JPY":
        owner = yen_pair(text, quantity)
    if owner is None or is_unsaid(text, start, end, quantity):
        return None
    if named_from > start and days_before(analysis, start, quantity):
        return None  # a dated run of nobody yet named
    sided = _sided(owner, before, behind)
    direction = sided or _direction(before, behind, quantity, named)
    if direction is None:
        return None
    if not sided and not runs_price(analysis, text, start, quantity.start, owner):
        return None
    period = day_up_to(analysis, named_from, quantity)
    if period is None and _names_day(quantity, before):
        return None
    return Claim(
        id="",
        sentence=(start, end),
        quantity=quantity.id,
        entity=owner,
        mention=None if sided else subject_of(analysis, start, quantity),
        metric=METRIC,
        direction=direction,
        period=period,
        confidence=CERTAIN,
    )


def _named(quantity: Quantity, before: str, behind: str) -> re.Match[str] | None:
    """Give the run, or the rise or fall, that a count is told of as its subject."""
    run = _RUN_NAMED.search(before)
    if run and (_GREW.match(behind) or _BROKEN.match(behind) or _IN_A_ROW.match(behind)):
        return run
    lasted = quantity.unit in _LASTING and _LASTED.match(behind)
    return _MOVE_NAMED.search(before) if lasted else None


def _counts_run(quantity: Quantity, behind: str) -> bool:
    """Tell whether the words behind a count make it one of sessions, weeks or months in a row."""
    if quantity.unit in ("連勝", "連敗"):
        return True
    return quantity.unit in _LENGTHS and _IN_A_ROW.match(behind) is not None


def _names_day(quantity: Quantity, before: str) -> bool:
    """Tell whether a count may end on a day that is not known; weeks do not end on any."""
    ended = _WEEKDAY.sub("", before) if quantity.unit in ("weeks", "months") else before
    return _SOME_DAYS.search(ended) is not None


def subject_of(analysis: Analysis, start: int, quantity: Quantity) -> str | None:
    """Give the mention that a sentence is about: the ドル of ドルは対円で."""
    text = analysis.article.text
    named = [
        each
        for each in inside(analysis.mentions, start, quantity.start)
        if each.end <= quantity.start
        and text.startswith(("は", "が", "も", "相場"), each.end)
    ]  # fmt: skip
    return named[-1].id if named else None


def is_over(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a run had ended before the day that is told of, no matter how long ago."""
    text = fold_kept(analysis.article.text)
    return _OVER.match(text, quantity.end) is not None and not _turned(text, claim)


def _turned(text: str, claim: Claim) -> bool:
    return (
        _TURNED.search(text[sentence_before(text, claim.sentence[0]) : claim.sentence[1]])
        is not None
    )


def is_broken(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a run is told that its last session ended: 9日続いた上昇が途切れた.

    So is one up to the day before: 反落。前日まで5日続伸していた. One up to a day that is named as
    its last is not: 26日まで続いた連続高は4日で途切れた.
    """
    text = fold_kept(analysis.article.text)
    eve = _UP_TO_EVE.search(text, max(0, quantity.start - _REACH), quantity.start)
    if (eve or _ON_EVE.search(text, claim.sentence[0], quantity.start)) and _goes_on(
        text[quantity.end : claim.sentence[1]], quantity
    ):
        return True
    dated = claim.period is not None and not claim.period.text.startswith("前")
    before = text[sentence_before(text, claim.sentence[0]) : quantity.start]
    if eve is not None and (dated or "反落" in before or "反発" in before):
        return True
    if claim.period is not None and claim.period.text:
        at = before.rfind(claim.period.text)
        if at >= 0 and LAST_DAY.match(before + "0", at + len(claim.period.text)):
            return False
    over = _OVER.match(text, quantity.end) is not None and _turned(text, claim)
    return over or _BROKEN.match(text, quantity.end) is not None


def _goes_on(behind: str, quantity: Quantity) -> bool:
    """Tell whether words behind a run count it again, longer by one session."""
    again = _AGAIN.search(behind)
    return again is not None and int(again[1]) - 1 == quantity.value


def _direction(
    before: str, behind: str, quantity: Quantity, named: re.Match[str] | None
) -> Literal["up", "down"] | None:
    """Give the direction of the run that is named, or that told behind its count or before it."""
    if quantity.unit in _SIDES:
        return _SIDES[quantity.unit]
    if named is not None:
        return "up" if named["up"] else "down"
    eve = _EVE_BEFORE.search(before)
    if eve is not None and _is_its_eve(eve, quantity):
        return "up" if eve["up"] else "down"
    behind = _BESIDE_EVE.sub(lambda found: _beside_eve(found, quantity), behind)
    clause = re.split(r"[、。]", behind)[0]
    if not clause:
        clause = re.split(r"[、。]", behind.lstrip("、"))[0]
    if _NOT_PRICES.search(clause) or _NOT_PRICES.search(before[-_REACH:]):
        return None
    if re.search(r"[0-9]", clause):
        return None  # 3日連続で100円を超える上昇
    for part in (clause, before.rstrip("、").rpartition("、")[2], before):
        rises, falls = bool(_RISES.search(part)), bool(_FALLS.search(part))
        if rises != falls:
            return "up" if rises else "down"
        if rises:
            return None
    return None


def _sided(entity: str, before: str, behind: str) -> Literal["up", "down"] | None:
    """Give the direction of a pair by the side that its words name: 円安・ドル高が3日続いた."""
    base, quote = (_CURRENCIES.get(entity[at : at + 3], "") for at in (3, 6))
    if not entity.startswith("fx:") or not base or not quote:
        return None
    for part in (re.split(r"[、。]", behind)[0], re.split(r"[、。]", before)[-1]):
        up, down = (f"{base}高" in part or f"{quote}安" in part,
                    f"{base}安" in part or f"{quote}高" in part)  # fmt: skip
        if up != down:
            return "up" if up else "down"
    return None


_PAIR = r"(?:円[高安]・?ドル[高安]|ドル[高安]・?円[高安])"
_OF_PAIR = re.compile(rf"(?:間)?(?:連続|続け|続い)[てで]?、?の?{_PAIR}")
_PAIR_BEFORE = re.compile(rf"{_PAIR}[はがも][^。0-9]{{0,8}}(?:[0-9月]{{0,4}}日まで)?$")
"""A run of the yen and the dollar, of which only the sides are named."""
_CURRENCIES = {"USD": "ドル", "JPY": "円", "EUR": "ユーロ", "GBP": "ポンド"}


def _beside_eve(found: re.Match[str], quantity: Quantity) -> str:
    """Give the direction of closes that each lay beyond the one before; else the words."""
    if not _is_its_eve(found, quantity):
        return found[0]
    return "連続上昇" if found["up"] else "連続下落"


def _is_its_eve(found: re.Match[str], quantity: Quantity) -> bool:
    """Tell whether a count is one of the sessions, weeks or months each set beside the last."""
    return (quantity.unit or "").endswith(_EVES[found["eve"][0]])


_SIDES: dict[str, Literal["up", "down"]] = {"連勝": "up", "連敗": "down"}
_EVES = {"日": "days", "営": "days", "月": "months", "週": "weeks"}
