"""Whether a number stands for a value: not so in iPhone 17, 10年債, 三軒茶屋, 7203.T and (2026).

A number with a unit is one unless what stands around it makes it a name; a bare one only where the
words around it call for a value.
"""

from __future__ import annotations

from fractions import Fraction

import msgspec

from .context import direction_after
from .durations import length_unit
from .edges import BRACKET, EACH_BEGINS, PLACEHOLDER_ENDS
from .patterns import (
    ACRONYM_BEFORE,
    BARE_PAIR,
    BASE_BEFORE,
    BOUNDARY_BEFORE,
    LEVERED,
    LEVERED_BEFORE,
    LISTED_AFTER,
    MASKS,
    MOVING_AVERAGE,
    PAIR_BEFORE,
    PER_EACH,
    PLACEHOLDER_BEFORE,
    ROUNDING_NOTE,
    TABLE_NEGATIVE,
    TENOR,
    TENOR_BEFORE,
    VALUE_AFTER,
    VALUE_BEFORE,
    pattern,
)
from .ranges import join
from .silence import follows_latin, is_coded
from .terms import Term, signed
from .units import Unit, is_latin
from .usage import is_valuation

_JOINING = ("/", "-", ":", "_", "#", *MASKS)
"""Characters that make the number before them a part of something longer."""
_BEFORE_KANJI_NUMERAL = (
    "計約各全毎同前後第他残今最近間期年月日回社人度量額率高値割内中上下米独英仏欧手先"
)
_COINS = frozenset({"円玉", "円札", "円券", "号機"})
"""What a number names rather than counts: 1000円札, 6号機."""
_COUNTED_ONE = frozenset({"companies", "people", "occurrences", "件", "店", "issues"})
"""What 一 may count; before any other counter it makes an idiom (一匹, 一本, 一枚)."""
_MOST_BOARDS = 19
"""指数 that are counted; 上海50指数 is a name."""
_CODE_DIGITS = 4
"""Digits of a security code: JP:7203, but PER:28."""
_AFTER_COUNT = frozenset("・ー以未超程前後連続増減強弱余目中分間当来近平内外高安売買合体台")
"""What may follow a count in kanji that is no part of a name: 三社合計, 十銘柄中."""
_AGES = frozenset({"歳", "才"})
"""Behind a name and in brackets an age says who, not how much: 山田氏(38歳)."""
_COUNTED_BEHIND = frozenset({"companies", "issues", "people", "本", "件", "カ国", "車種", "指数"})
_NAME_DIGITS = 2
_OF_A_SHARE = ("$", "¥", "利", "純", "当", "益", "配")
"""What follows the 1株 of 1株利益 and 1株純資産, beside the amount itself (1株50円)."""
_BEFORE_FIGURE = "はがもをのにとで、。(:約=ら標"
"""Characters before a number that leave it standing by itself."""
_BEFORE_LEVEL = f"{_BEFORE_FIGURE}回月週期年度値"
"""The same before a level that points are counted from: 前回45から2ポイント低下."""
_NEAR = 12
"""Characters before a number that can call for a value."""
_LARGE = 10**4
_MOVED_FROM = pattern(
    "moved_from",
    r"から(?:さらに|約|およそ|ほぼ|一気に|[小大]幅に){0,2}[0-9]{1,3}(?:\.[0-9]{1,2})?(?:ポイント|pt)"
    r"(?:ほど|程度|近く|余り|強|弱|超)?の?[小大]?幅?な?"
    r"(?:改善|悪化|好転|上昇|低下|下落|上が|下が|上げ|下げ|上回|下回|上向|持ち直|後退|回復|増|減|伸|落|縮|拡|高|低|プラス|マイナス)",
    "から2ポイント改善",
    "から2ポイントを引く",
)
"""Behind a figure without a unit that points are counted from: 前回の45から3ポイント低下."""
_MOVED_TO = pattern(
    "moved_to",
    r"(?:(?:改善|悪化|好転|上昇|低下|下落|後退|回復|増加|減少|拡大|縮小)(?:し(?:て)?|の)"
    r"|[上下]がり|[上下]がって|[上下]げ|[上下]げて|伸び|落ち)(?:の)?、?\Z",
    "悪化し",
    "見直し",
)
_BOARD_NAMED = pattern(
    "board_named",
    r"[\ue001\ue002][^。\n\ue000\ue003\ue004]{0,46}\Z",
    "\ue002は6月に",
    "は\ue002",
)
_BOARD_DECIMAL = pattern(
    "board_decimal",
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{2,6})\.[0-9]{1,2}(?:[のをにと、。(]|で(?![0-9])|まで|[高安](?:の|で|、|。|と|だ))"
    r"|[0-9]{1,6}\.[0-9]{1,2}(?:上が|下が|上昇|下落|低下|の上昇|の下落|の低下)",
    "9191.61の",
    "9191",
)
_BOARD_REACH = 48
"""Characters before a decimal fraction in which its index is named."""
_DATED_BEFORE = pattern(
    "dated_before",
    r"(?:[0-9年月][日末初]|[年月]初め)(?:時点|(?:の)?終値)?(?:の|に|には|は|が|\()\Z|[0-9](?:月|年)が\Z",
    "7日の",
    "この日",
)
"""Before what an index stood at on a day: 1月27日の6978から."""
_DATED_AFTER = pattern("dated_after", r"(?:から|、|だっ|で[、終引]|\)|と|。|へ|まで)", "から", "人")
_LEAST_BOARD, _HIGHEST_BOARD = 1000, 100_000
"""What a stock index stands at, written as a whole number."""
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2200


def is_silent(page: str, term: Term) -> bool:
    """Tell whether a term is a name, a code, a tenor or a label rather than a number."""
    unit, after = term.unit, page[term.end : term.end + 1]
    if unit is None:
        return _is_bare_name(page, term)
    if not unit.surface:
        return False
    if unit.group != "strong" and (_is_named(page, term, unit) or (unit.latin and is_latin(after))):
        return True
    if after in EACH_BEGINS and PER_EACH.match(page, term.end):
        return True
    if _is_tenor(page, term, unit) or _is_label(page, term, unit) or _is_placeholder(page, term):
        return True
    if after == "未" and ROUNDING_NOTE.match(page, term.end):
        return True
    if unit.group == "counter" and unit.kind != "ordinal" and is_coded(page, term.start):
        return page[term.start - 1] != "第" or unit.unit not in ("occurrences", "期")
    return not term.numeral.arabic and _kanji_is_word(page, term, unit)


def _is_named(page: str, term: Term, unit: Unit) -> bool:
    """Tell the number of a name in Latin letters (B787型) from a count behind one (ETF11本)."""
    if not follows_latin(page, term.start):
        return False
    return unit.unit not in _COUNTED_BEHIND or not ACRONYM_BEFORE.search(
        page[max(0, term.start - 7) : term.start]
    )


def _is_label(page: str, term: Term, unit: Unit) -> bool:
    """Tell 1000円札, ブル3倍, 上海50指数, (38歳), the 1株 of 1株利益 from what is counted."""
    after = page[term.end : term.end + 1]
    if unit.surface in _COINS:
        return True
    if unit.surface == "回" and page[max(0, term.start - 2) : term.start] == "(第":
        return after == ")"
    if unit.surface in _AGES:
        return after == ")" and page[term.start - 1 : term.start] == "("
    if unit.surface == "指数":
        return term.value > _MOST_BOARDS
    if unit.unit == "times":
        return _is_levered(page, term)
    if unit.unit == "days" and term.value == 1 and "0" <= after <= "9":  # 1日100万バレル
        return True
    basis = unit.unit == "shares" and term.value == 1
    return basis and ("0" <= after <= "9" or after in _OF_A_SHARE)


def _is_placeholder(page: str, term: Term) -> bool:
    """Tell the 百万円 of 単位:百万円."""
    if page[term.start - 1 : term.start] not in PLACEHOLDER_ENDS:
        return False
    return PLACEHOLDER_BEFORE.search(page[max(0, term.start - 5) : term.start]) is not None


def _is_bare_name(page: str, term: Term) -> bool:
    """Tell whether a number without a unit of its own states no value: iPhone 17, (2026), 2-1."""
    joined = join(page, term)
    if joined and joined.high.unit is not None:
        years = joined.high.unit.unit == "years" and _is_year(term.value)
        return years or follows_latin(page, term.start)
    if _stands_as_value(page, msgspec.structs.replace(term, end=joined.end) if joined else term):
        return False
    bracket = page[term.start - 1 : term.start] in BRACKET
    return not (bracket and TABLE_NEGATIVE.match(page, term.start - 1))


def _is_year(value: Fraction) -> bool:
    return _EARLIEST_YEAR <= value < _LATEST_YEAR


def _is_tenor(page: str, term: Term, unit: Unit) -> bool:
    """Tell 10年債, 変動10年 and 25日移動平均, which name a thing, from a length of time."""
    if unit.kind != "duration":
        return False
    if unit.surface == "年" and (_is_year(term.value) or page.startswith("代", term.end)):
        return True
    at = term.end - len(unit.surface)
    if TENOR.match(page, at) or MOVING_AVERAGE.match(page, at):
        return True
    return TENOR_BEFORE.search(page[max(0, term.start - 4) : term.start]) is not None


def _is_levered(page: str, term: Term) -> bool:
    """Tell the 3倍 of ブル3倍 and 3倍ブル, which is part of a fund's name."""
    before = page[max(0, term.start - 5) : term.start]
    return bool(LEVERED.match(page, term.end - 1) or LEVERED_BEFORE.search(before))


def _kanji_is_word(page: str, term: Term, unit: Unit) -> bool:
    """Tell whether a numeral of kanji alone is part of a word: its unit must be unmistakable."""
    if unit.group != "strong" and _runs_into_word(page, term, unit):
        return True
    if unit.kind == "duration" and unit.surface in ("日", "分", "週", "秒"):
        return not direction_after(page, term.end, linked=False) and length_unit(
            page, term.end, "days"
        ) == "days"  # fmt: skip
    if unit.group == "strong":
        return False
    before = page[term.start - 1 : term.start]
    if term.end - term.start == len(unit.surface) + 1 and _is_name_character(before):
        return True
    return unit.group == "length" and len(unit.surface) == 1


def _runs_into_word(page: str, term: Term, unit: Unit) -> bool:
    """Tell 三軒茶屋, 二本松, 三機サービス, 一匹 and 三つ from 三社 and 二社合計."""
    written = term.end - len(unit.surface) - term.start
    if unit.surface.startswith("つ") or unit.surface == "銀行":
        return True
    if written == 1 and page[term.start] == "一" and unit.unit not in _COUNTED_ONE:
        return unit.group == "counter"
    if unit.unit == "occurrences":
        return False
    after = page[term.end : term.end + 1]
    return written <= _NAME_DIGITS and after not in _AFTER_COUNT and _continues(after)


def _is_name_character(char: str) -> bool:
    """Tell whether a character before 一, 二 may be the rest of a name: 圭一, but 合計二社."""
    return "\u4e00" <= char <= "\u9fff" and char not in _BEFORE_KANJI_NUMERAL


def _stands_as_value(page: str, term: Term) -> bool:
    """Tell whether a number without a unit stands where a value stands: PERは28, 3万9410で."""
    start, end = signed(page, term).start, term.end
    after = page[end : end + 1]
    if not term.numeral.arabic or is_latin(after) or _is_joined(page, term.start, end):
        return False
    if is_valuation(page, term.start) or page.startswith("台", end):
        return True
    if is_coded(page, start) or follows_latin(page, start):
        return False
    written = page[term.start : end]
    shaped = any(sign in written for sign in ",.万") or term.numeral.scale > 1
    if shaped:
        return _is_figure(page, term, start)
    return _is_led(page, start, end) or _is_dated_level(page, term, start)


def _is_joined(page: str, start: int, end: int) -> bool:
    """Tell whether a number goes on in something longer: 24/7, but not 7652.52/ナスダック."""
    listed = (
        page[end : end + 1] == "/"
        and "." in page[start:end]
        and not page[end + 1 : end + 2].isdigit()
    )
    return page[end : end + 1] in _JOINING and not listed


def _is_dated_level(page: str, term: Term, start: int) -> bool:
    """Tell whether a whole number is what a named index stood at on a day: 1月27日の6978から."""
    if not _LEAST_BOARD <= term.value < _HIGHEST_BOARD or not _DATED_AFTER.match(page, term.end):
        return False
    if _DATED_BEFORE.search(page[max(0, start - _NEAR) : start]) is None:
        return False
    return _BOARD_NAMED.search(page[max(0, start - 2 * _BOARD_REACH) : start]) is not None


def _is_figure(page: str, term: Term, start: int) -> bool:
    """Tell whether a number written as only figures are (6,820, 1.08, 1300万) is a value."""
    after = page[term.end : term.end + 1]
    if VALUE_AFTER.match(page, term.end) or _is_of_board(page, term, start):
        return True
    if _continues(after or "。") or (after == "の" and term.numeral.scale == 1):
        return False
    if not start or page[start - 1] in _BEFORE_FIGURE or term.value >= _LARGE:
        return True
    if start < term.start and page[start - 1] == "比":  # 前日比▲15.22
        return True
    if VALUE_BEFORE.search(page[max(0, start - _NEAR) : start]):
        return True
    return page[start - 1] == " " and page[start - 2 : start - 1] in MASKS  # USD/JPY 150.25


def _is_of_board(page: str, term: Term, start: int) -> bool:
    """Tell whether a decimal fraction is a level of the index or gauge that its sentence names.

    S&P500は6月に9191.61の年初来高値を付けた; not 「第2.5章の日経平均」, whose name comes behind.
    """
    if _BOARD_DECIMAL.match(page, term.start) is None:
        return False
    return _BOARD_NAMED.search(page[max(0, start - _BOARD_REACH) : start]) is not None


def _is_led(page: str, start: int, end: int) -> bool:
    """Tell whether the words around a whole number call for a value: 50を上回る, 38から29に."""
    near = page[max(0, start - _NEAR) : start]
    if BARE_PAIR.match(page, end) or (PAIR_BEFORE.search(near) and page[end : end + 1] in "にへ"):
        return True
    if _MOVED_FROM.match(page, end):
        return page[start] in "プマ" or page[start - 1 : start] in _BEFORE_LEVEL
    if LISTED_AFTER.match(page, end):
        return False
    after = page[end : end + 1]
    figure = VALUE_AFTER.match(page, end) is not None
    if near[-1:] == ":" and end - start == _CODE_DIGITS:
        return False
    if VALUE_BEFORE.search(near):
        return figure or not after or not _continues(after)
    if BASE_BEFORE.search(near) or BOUNDARY_BEFORE.search(near):
        return True
    if figure and page[start] in "プマ":  # 見込んでいたプラス11を上回る
        return True
    if (figure or page.startswith("にな", end)) and _MOVED_TO.search(near):
        return True
    return figure and (not start or page[start - 1] in f"{_BEFORE_FIGURE} \n")


def _continues(char: str) -> bool:
    """Tell whether a character makes the digits before it a part of a word (1丁目, 2トラック)."""
    return "\u3400" <= char <= "\u9fff" or "\u30a1" <= char <= "\u30fe"
