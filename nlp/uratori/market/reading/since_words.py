"""What 以来 and ぶり are the first of, and whether the words before them speak of a price.

The words stand behind the time (7月8日以来の安値) or before it (値下がりは5日ぶり). A sentence on
an index may count something else in the same words: 売買代金は7月8日以来の高水準.
"""

from __future__ import annotations

import re

from ...records import Analysis
from ..places import inside
from ..questions import Sense
from .records_said import record_day, record_gap

_LEAD = (
    r"^(?:以来|ぶり|来(?=の最?[高安]))"
    r"(?:[、の約およそほぼ0-9年か月カヶ半週日営業間]|以来|ぶり){0,16}?"
)
_FILL = r"(?:となる|とな[りっ]た?|で|に|、|終値での|終値の|終値ベースの){0,2}(?:最も|一番)?"
_WHERE = r"(?:水準|値段|株価|終値|引け値|位置|価格|利回り)"
_MUCH = r"(?:大幅に?な?|小幅に?な?|小|大きく|わずかに)?"
_OVER = r"(?:(?:月間|週間|月足|週足|週次|月次)(?:ベース)?(?:で|の|での))?"
_UP = r"(?:反発|上昇|値上がり|値を上げ|上げ|上がっ|プラス)(?![率幅])"
_DOWN = r"(?:反落|下落|値下がり|値を下げ|下げ|下がっ|マイナス)(?![率幅])"
_HIGH = rf"(?:高値|高水準|円安|高い{_WHERE}|(?<=最も)高[いく]|高さ(?!の)|高み)"
_LOW = rf"(?:安値|安水準|低水準|円高|[低安]い{_WHERE}|(?<=最も)[低安][いく]|[低安]さ(?!の))"
_LEVEL = r"(?:約)?[0-9][0-9.,万]{0,12}(?:円|ドル|%|ポイント)?(?:[0-9]{1,2}(?:銭|セント))?台?"
_NEXT_LINE = (
    r"(?:の(?:大台|節目)の?)?(?:(?:終値(?:で|ベースで)|引け値で)、?)?"
    r"(?:(?:節目|大台|心理的節目)の)?"
    r"(?:[0-9][0-9.,万]{0,10}(?:円|ドル|ポイント)?(?:の(?:大台|節目))?台?[をにへ]?(?:終値で)?)?"
)
_CAME_UP = (
    r"(?:上昇|乗せ|乗り|続伸|反発|上げ|上が|急伸|急騰|切り上|値を上げ|買われ|浮上|回復|跳ね"
    r"|駆け上|水準を上)"
)
_CAME_DOWN = (
    r"(?:下落|割り込|続落|反落|低下|下げ|下が|急落|切り下|値を下げ|売られ|沈|後退|軟化|落ち"
    r"|水準を下)"
)
_OF_TIME = r"(?:終値(?:で|ベースで)?の?)?(?:史上|過去|年初来|昨年来|上場来)?"
_NEW = _LEAD + r"(?:となる|の|に|、){0,2}" + _OF_TIME
_RENEWED = r"(?:を(?:更新|塗り替え)|の?更新)"
_SENSES: tuple[tuple[Sense, re.Pattern[str]], ...] = (
    ("high", re.compile(_LEAD + _FILL + _HIGH)),
    ("low", re.compile(_LEAD + _FILL + _LOW)),
    (
        "high",
        re.compile(
            rf"{_LEAD}水準(?:を|に|へ|まで)(?:回復|戻|取り戻|奪[いっ回還]|返り咲|復帰|浮上|上昇|乗せ|値を戻|値を上げ|持ち直|切り上)"
        ),
    ),
    (
        "low",
        re.compile(
            rf"{_LEAD}水準(?:に|へ|まで)(?:下落|低下|下げ|沈|落ち|押し?戻|後退|逆戻り|値を下げ|値を消|売られ|軟化|切り下)"
        ),
    ),
    (
        "high",
        re.compile(
            rf"{_LEAD}水準(?:となる|である|の){_LEVEL}(?:まで|に|へ)[^、。]{{0,6}}?{_CAME_UP}"
        ),
    ),
    (
        "low",
        re.compile(
            rf"{_LEAD}水準(?:となる|である|の){_LEVEL}(?:まで|に|へ)[^、。]{{0,6}}?{_CAME_DOWN}"
        ),
    ),
    ("rise", re.compile(rf"^ぶりに?の?、?{_OVER}{_MUCH}{_UP}")),
    ("fall", re.compile(rf"^ぶりに?の?、?{_OVER}{_MUCH}{_DOWN}")),
    (
        "recover",
        re.compile(
            rf"^ぶりに?[、]?{_NEXT_LINE}(?:回復|上回|乗せ|突破|奪[回還]|超え|取り戻|返り咲|復帰)"
        ),
    ),
    ("lose", re.compile(rf"^ぶりに?[、]?{_NEXT_LINE}(?:割り込|下回|割れ|割っ)")),
    ("record", re.compile(rf"{_NEW}最?高値{_RENEWED}")),
    ("bottom", re.compile(rf"{_NEW}最?安値{_RENEWED}")),
)
_LARGE = re.compile(
    rf"{_LEAD}(?:となる|で|の|、){{0,2}}(?:最大|高[さい]|大き[さい]|大幅(?!に?[反続])|急(?=落|騰)"
    r"|(?:上げ|上昇|値上がり|下げ|下落|値下がり)[率幅](?:$|[とだで、。を]))"
)
_MOVE_NAMED = r"(?:(?P<up>上げ|上昇|値上がり)|(?:下げ|下落|値下がり))(?P<rate>率|幅)"
_FIGURE = r"(?:の?約?[0-9][0-9.,万]{0,10}(?:%|円|ドル|ポイント)?(?:[0-9]{1,2}(?:銭|セント))?)?"
_SIZE = re.compile(_MOVE_NAMED + _FIGURE + r"(?:は|が|も|として)[^。]{0,24}$")
"""The subject of what is as large as then: 下落率は8月5日以来の大きさ."""
_SIZE_BEHIND = re.compile(rf"{_LEAD}(?:となる|で|の|、){{0,2}}(?:大き[いな]|大幅な)?{_MOVE_NAMED}")
_ENDS = re.compile(
    r"^(?:ぶり|以来)(?:[0-9約]{0,4}(?:営業日|日|[かカヶ]月|年|週間?)ぶり)?"
    r"(?:だ|で|とな|な(?:の|ん)[でだ]|という|の(?:こと|出来事|事|話)|。|、|!|！|$)"
)
"""Behind a time whose sense stands before it."""
_BARE = re.compile(_LEAD + r"水準(?:だ|で(?:ある|す|、)|となった|となる[。、]|となっている|。|$)")
_SINCE_THEN = (
    r"(?:(?:(?:[0-9]{4}年|昨年|今年)?[0-9]{1,2}月(?:[0-9]{1,2}日|末)?|[0-9]{1,2}日)以来"
    r"(?:と?な(?:るので|ので|り|る)|で|の)?、?)?"
)
"""A day before the time since it: 10月23日以来、5営業日ぶり."""
_WAS = rf"(?:した|する)?(?:の|こと)?は、?(?:約|およそ|実に|わずか)?{_SINCE_THEN}(?:約|実に)?$"
_CLOSED = r"(?:終わ[るっ]|終え[るた]|引け[るた]|終了[しす]|締めくく[るっ])(?:た|る)?"
_SO = (
    r"(?:これ(?:ほど|だけ)|ここまで|こんなに|この水準まで)"
    r"(?:の|(?:株価?|値段|相場|利回り|金利|指数)が)?"
)
_SHUT = r"(?:取引を)?(?:引け|終え|終わ)(?:る|た|った)"
_LINE = r"[0-9](?:万)?(?:円|ドル|ポイント)?台?(?:の(?:節目|大台))?"
_LINE_PASSED = r"(?:で(?:終了|終える|引け)|て(?:終える|引ける|終わる|終了))?[ \u3000、]$"
"""Behind a line in a headline: 終値で3000割れ　2025年8月12日以来."""
_BEFORE: tuple[tuple[Sense, re.Pattern[str]], ...] = (
    ("rise", re.compile(r"(?:反発|上昇|値上がり|(?<!利)上げ)" + _WAS)),
    ("fall", re.compile(r"(?:反落|下落|値下がり|(?<!利)下げ)" + _WAS)),
    (
        "rise",
        re.compile(
            rf"(?:(?:プラス圏?|前日比プラス|上昇|値上がり|高く|買い優勢)で?(?:取引を)?{_CLOSED}|上がった|(?<!利)上げた|(?:上昇|値上がり)(?:で|して){_CLOSED}|値を上げ(?:た|て{_CLOSED})|プラスに(?:なった|転じた)){_WAS}"
        ),
    ),
    (
        "fall",
        re.compile(
            rf"(?:(?:マイナス圏?|前日比マイナス|下落|値下がり|安く|売り優勢)で?(?:取引を)?{_CLOSED}|下がった|(?<!利)下げた|(?:下落|値下がり)(?:で|して){_CLOSED}|値を下げ(?:た|て{_CLOSED})|マイナスに(?:なった|転じた)){_WAS}"
        ),
    ),
    (
        "recover",
        re.compile(
            rf"{_LINE}[のをにへ]?、?(?:終値で)?(?:回復(?:する|した)?|奪[回還](?:する|した)?|取り戻(?:す|した)|返り咲(?:く|いた)|復帰(?:する|した)?|乗せ(?:る|た)?|上回(?:る|った|って(?:引け|終え)(?:る|た))|超え(?:る|た|て(?:引け|終え)(?:る|た))){_WAS}"
        ),
    ),
    (
        "lose",
        re.compile(
            rf"{_LINE}(?:割れ|を(?:終値で)?下回(?:る|った)|を(?:終値で)?割(?:った|る|り込んだ|り込む)){_WAS}"
        ),
    ),
    (
        "recover",
        re.compile(rf"{_LINE}を?(?:回復|奪回|乗せ|超え|上回(?:る|り|っ)){_LINE_PASSED}"),
    ),
    (
        "lose",
        re.compile(rf"{_LINE}を?(?:割れ|割り込む|割る|下回(?:る|り|っ)){_LINE_PASSED}"),
    ),
    ("high", re.compile(rf"{_SO}高(?:い(?:{_WHERE})?(?:で{_SHUT})?|く{_SHUT}){_WAS}")),
    ("low", re.compile(rf"{_SO}[低安](?:い(?:{_WHERE})?(?:で{_SHUT})?|く{_SHUT}){_WAS}")),
    ("high", re.compile(rf"{_SO}円が[安低](?:い|く(?:なった|{_SHUT})){_WAS}")),
    ("low", re.compile(rf"{_SO}円が高(?:い|く(?:なった|{_SHUT})){_WAS}")),
    ("high", re.compile(rf"この高[さ値](?:で(?:引け|終え)(?:る|た))?{_WAS}")),
    ("low", re.compile(rf"この[低安][さ値](?:で(?:引け|終え)(?:る|た))?{_WAS}")),
    ("high", re.compile(rf"この水準を(?:上回る|上回った|超える|超えた){_WAS}")),
    ("low", re.compile(rf"この水準を(?:下回る|下回った|割る|割った){_WAS}")),
)
_LAST_TIME = re.compile(r"^(?:前)?(?:の[^、。0-9]{1,12})?(?:が最後|(?:まで|に)(?:さかのぼ|遡))")
_PASSED: tuple[tuple[Sense, re.Pattern[str]], ...] = (
    ("high", re.compile(rf"これ(?:より|以上に?)も?高(?:い|かった|く(?:引け|終え)た){_WAS}")),
    ("low", re.compile(rf"これ(?:より|以上に?)も?[低安](?:い|かった|く(?:引け|終え)た){_WAS}")),
    ("high", re.compile(rf"(?:これ|この水準)を(?:上回|超え)(?:る|った|て(?:引け|終え)た){_WAS}")),
    ("low", re.compile(rf"(?:これ|この水準)を(?:下回|割)(?:る|った|て(?:引け|終え)た){_WAS}")),
)
"""Before the last time on which a level was passed: これより高かったのは6月が最後だ."""
_THIS_LEVEL = re.compile(
    r"この水準(?:(?:を|に|が|となる|になる)[^、。0-9]{0,8}(?:の|こと)は|は)、?(?:終値(?:で|ベースで)は?)?、?$"
)
"""What makes a time the first since of the level that the sentence before tells."""
_ON_BAND = re.compile(rf"台で(?:取引を)?{_CLOSED}{_WAS}")
"""A band of prices that is closed in again: 3万円台で終えるのは."""
_OVER_TIMES = re.compile(r"連続|[年月週]間|四半期|年度|通年|月次|週次")
_DENIED = re.compile(r"(?:と|に)は?(?:なら[なず]|いえ|言え|届か)|では?な[いくか]|という?より")
_REACH = 40
_MARKS = "はがも"
_OF_ANOTHER = re.compile(r"が[^、]{0,80}(?<!と)、")
"""が of a clause that ends before the number, as 円安が追い風となり、 does."""
_STOPS = "、。" + _MARKS
_PLACES = (
    "で",
    "に",
    "と",
    "として",
    "から",
    "より",
    "まで",
    "また",
    "あるい",
    "その後",
    "以降",
    "以後",
    "足元",
    "時点",
    "現在",
    "曜",
    "曜日",
    "月末",
    "週末",
    "年末",
    "きょう",
    "きのう",
    "昨日",
    "前日",
    "昨夜",
    "昨晩",
    "前夜",
    "本日",
    "この日",
)
"""Before は and も: what makes no subject of the words: 東京市場では."""
_INSIDE = re.compile(
    r"(?<=[下上広繋])が|つながっ|ながら|ものの|もみ合|とも|(?<=[だたるい])が(?=、)"
)
"""Characters that look like particles and are parts of words."""
_PRICE_WORDS = (
    r"株価|終値|相場|値段|引け値?|クローズ|[高安最][値高安低]|この[高低安]さ|(?<![数価])値|株式?|株価指数|平均株価|指数|種|価格|利回り|金利|水準|先物|レート|市場|円|銭|ドル|セント|ポイント|ユーロ"
    r"|上昇|下落|低下|値上がり|値下がり|反発|反落|続伸|続落|連騰|回復|奪回|乗せ|割れ|上げ|下げ|戻り|更新"
    r"|(?:続伸|続落|連騰|連敗|連勝|連続[高安])(?:の?(?:記録|方))?|[たるいく]の|[0-9][日月]|[今先]週|[0-9]\.[0-9]{1,2}|[)）」]"
)
_PRICED = re.compile(rf"(?:{_PRICE_WORDS})$")
_OF_RUN = re.compile(
    rf"(?:{_PRICE_WORDS}|プラス|マイナス|局面|基調|[日週月]足|騰落率?|リターン|パフォーマンス|成績|値動き)$"
)
_MOVE = re.compile(
    rf"(?:{_PRICE_WORDS}|[0-9一半](?:年|[かカヶ]月|週)間?|この間|期間|率|幅|リターン|パフォーマンス|成績|騰落|年初来|動き|差|開き"
    r"|[率幅]約?[0-9][0-9.,万円銭ドルセントポイント%]{0,16})$"
)


def sense_of(text: str, start: int, end: int) -> Sense:
    """Tell what a time is the first of, from the folded text around its place; empty for none."""
    behind = text[end : end + 30].split("。")[0]
    if _DENIED.search(behind):
        return ""
    before = re.split(r"[。\n]", text[max(0, start - _REACH) : start])[-1]
    if told := record_day(text, start, end):
        return told
    size = _size_told(before, behind)
    if size is not None and _LARGE.match(behind):
        return "" if _OVER_TIMES.search(before) else _large(size)
    told = next((sense for sense, words in _SENSES if words.match(behind)), "")
    return told or record_gap(text, start, end) or _sense_before(text, start, end)


def _sense_before(text: str, start: int, end: int) -> Sense:
    """Tell by the words before a time what it is the first of: 反発したのは3日ぶりだ."""
    behind = text[end : end + 30].split("。")[0]
    before = re.split(r"[。\n]", text[max(0, start - _REACH) : start])[-1]
    if not (_ENDS.match(text[end : end + 12]) or _BARE.match(behind)):
        return _first_of(_PASSED, before) if _LAST_TIME.match(behind) else ""
    if _OVER_TIMES.search(before):
        return ""
    if told := _first_of(_BEFORE, before):
        return told
    if _THIS_LEVEL.search(before):
        return _came(text, start)
    if _ON_BAND.search(before):
        return "recover" if _came(text, start) == "high" else ""
    return _bare_sense(text, start, behind)


def _first_of(senses: tuple[tuple[Sense, re.Pattern[str]], ...], before: str) -> Sense:
    return next((sense for sense, words in senses if words.search(before)), "")


def _came(text: str, start: int) -> Sense:
    """Tell whether the sentence before that of a place speaks of a rise or of a fall."""
    opening = max(text.rfind(mark, 0, start) for mark in "。\n")
    before = re.split(r"[。\n]", text[max(0, opening - _REACH) : max(0, opening)])[-1]
    up, down = re.search(_CAME_UP, before), re.search(_CAME_DOWN, before)
    return "" if bool(up) == bool(down) else "high" if up else "low"


_ASIDE = re.compile(r"[(（][^()（）]{0,16}[)）]")


def _bare_sense(text: str, start: int, behind: str) -> Sense:
    """Tell by the verb before it what a bare 水準 is: 急騰した。1月以来の水準だ."""
    if not _BARE.match(behind):
        return ""
    opening = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    before = re.split(r"[。\n]", text[max(0, opening - 1 - _REACH) : max(0, opening - 1)])[-1]
    clause = text[opening:start]
    before = _ASIDE.sub("", before)
    before = clause if re.search(_CAME_UP + "|" + _CAME_DOWN, clause) else before
    up, down = re.search(_CAME_UP, before), re.search(_CAME_DOWN, before)
    if bool(up) == bool(down):
        return ""
    return "high" if up else "low"


def _size_told(before: str, behind: str) -> re.Match[str] | None:
    return _SIZE_BEHIND.match(behind) or _SIZE.search(before)


def _large(size: re.Match[str]) -> Sense:
    return "big_rise" if size["up"] else "big_fall"


def sizes_rate(text: str, start: int, end: int) -> bool:
    """Tell whether it is the rate of a move that is as large, and not its amount: 下落率は."""
    before = re.split(r"[。\n]", text[max(0, start - _REACH) : start])[-1]
    found = _size_told(before, text[end : end + 30].split("。")[0])
    return found is not None and found["rate"] == "率"


def counts_price(analysis: Analysis, text: str, start: int, at: int, owner: str) -> bool:
    """Tell whether the last subject before a place is a price: 値下がりは, not 売買代金は.

    start: of the sentence in the folded text. owner: the entity whose price it would be.
    """
    return _is_subject(analysis, text, start, at, owner, _PRICED)


def runs_price(analysis: Analysis, text: str, start: int, at: int, owner: str) -> bool:
    """Tell the same of a run, whose subject may be a series of returns: 週間騰落は."""
    return _is_subject(analysis, text, start, at, owner, _OF_RUN)


def moves_price(analysis: Analysis, text: str, start: int, at: int, owner: str) -> bool:
    """Tell the same of a move, whose subject may be its own name: 上昇率は, not 販売台数は."""
    return _is_subject(analysis, text, start, at, owner, _MOVE)


def _is_subject(
    analysis: Analysis, text: str, start: int, at: int, owner: str, words: re.Pattern[str]
) -> bool:
    clause = _INSIDE.sub(lambda word: "_" * len(word[0]), text[start:at])
    found = _last_subject(clause)
    while found is not None and _TIME_ALONE.fullmatch(clause, *found):
        clause = clause[: found[0]]
        found = _last_subject(clause)
    if found is None or found[0] == found[1]:
        return True
    named = inside(analysis.mentions, start, at)
    told_from = start + len(_SIDE.sub("", clause[: found[1]]))
    if any(each.entity == owner and told_from <= each.end <= at for each in named):
        return True
    subject = text[start + found[0] : start + found[1]]
    term = _TERM.fullmatch(subject) if owner.startswith("rate:") else None
    bond = term is not None and owner.endswith(f"{term[1]}y")
    return bond or words.search(subject) is not None


_TIME_ALONE = re.compile(
    r"[今昨前]年|ことし|[今先前][月週]|(?:[0-9]{1,2}日までの|[0-9]{1,2}月(?:の?最終|第[1-5]))週|[0-9]{4}年(?:[0-9]{1,2}月)?|(?:[今昨]年)?[0-9]{1,2}月"
)
"""A time, which is topic and no subject of a move: 今年は6円の円高."""


_TERM = re.compile(r"([0-9]{1,2})年(?:物|債)(?:国債)?(?:の?(?:利回り|金利))?")
"""A bond by its term alone, which is no name: 10年物は."""


_SIDE = re.compile(r"(?:の(?:方|ほう)|自体|自身|そのもの)$")
"""Behind a name that is the subject all the same: TOPIXの方は."""


_TIME = re.compile(
    r"(?:[0-9]月(?:期|[中末])?|[0-9]日|今[年月週]|翌[年月週日]|先[月週]|週明け|週末|大引け後)$"
)
"""Before は and も: a time, which is no subject: 10月も4.9%高."""


def _last_subject(clause: str) -> tuple[int, int] | None:
    """Give the place of the last subject; one with が before a comma is of another verb."""
    for end in range(len(clause) - 1, 0, -1):
        mark, before = clause[end], clause[:end]
        ended = mark == "が" and _OF_ANOTHER.match(clause, end) is not None
        placed = before.endswith(_PLACES) or _TIME.search(before) is not None
        if mark not in _MARKS or ended or placed:
            continue
        return max(before.rfind(each) for each in _STOPS) + 1, end
    return None
