"""The words around a number, and what they say of its hour and its instrument."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import inside
from ..windows import span_of
from .clauses import own_clauses
from .words import says

REACH = 14
"""Characters around a number in which words speak of it."""
OTHER_FIGURES = frozenset({"average", "earlier", "weighting", "excluding"})
"""Bases under which a number is not the figure of its date: an average, what it was before."""
_OF_TRADERS = re.compile(
    r"先物(?:主導|への|に断続的な|による)?の?(?:売買|買い|売り|主導)|オプションの?(?:買い|売り)"
)
"""Futures as what is bought and sold: they move an index and are not what its number is of."""
_TOUCHED = re.compile(
    r"を付け(?:た後|たあと|たのち|てから)|まで(?:押す|押し|突っ込|買い上げ|売り込)|まで[^、。]{1,10}?(?:後|のち|あと|場面|もの|[たる]が$|たも)"
)
"""Behind a price that was only passed on the way: 4万円まで下げた後."""
_PASSED = re.compile(
    r"(?:一時|取引時間中に|ザラ場で|場中に)は?、?前(?:日|営業日)(?:の終値)?(?:比|に比べて?|より)[^、。]{0,30}$"
)
"""Before a price that a move within the day's hours came to: 一時、前日比638円高の6万2458円まで."""
_CLOCK = re.compile(r"(?<![0-9])(?!15時|17時|3時|5時|16時|4時)[0-9]{1,2}時(?!間)")


def on_its_day(analysis: Analysis, claim: Claim) -> Claim:
    """Give a claim whose time is a mere hour the day that its sentence names before it."""
    period = claim.period
    if period is None or not (period.timex or "").startswith("T"):
        return claim
    days = [
        each
        for each in inside(analysis.quantities, *claim.sentence)
        if each.kind == "date"
        and each.start_date is not None
        and each.start_date == each.end_date
        and not (each.timex or "").startswith("T")
    ]
    held = None
    if len(days) == 1:
        held = msgspec.structs.replace(
            period, text=days[0].text, timex=days[0].timex, anchor="published",
            start_date=days[0].start_date, end_date=days[0].end_date,
        )  # fmt: skip
    return msgspec.structs.replace(claim, period=held)


def words_around(analysis: Analysis, claim: Claim, quantity: Quantity) -> tuple[str, str]:
    """Give the words of the clause before a number and those just behind it."""
    text = unicodedata.normalize("NFC", analysis.article.text)
    text = text if len(text) == len(analysis.article.text) else analysis.article.text
    start, end = quantity.phrase
    before = text[max(claim.sentence[0], start - 2 * REACH) : start]
    after = text[quantity.end : min(claim.sentence[1], max(end, quantity.end) + REACH)]
    return re.split(r"[、。]", before)[-1], re.split(r"[、。]", after)[0]


def sentence_of(analysis: Analysis, claim: Claim) -> str:
    """Give the text of a claim's sentence."""
    return analysis.article.text[slice(*claim.sentence)]


def timing_of(analysis: Analysis, claim: Claim, quantity: Quantity) -> str:
    """Give the text of a claim's sentence without a clause on the longer time of another number."""
    text, (start, end) = analysis.article.text, claim.sentence
    return text[start : own_clauses(text, quantity.end, end)]


def is_dated(claim: Claim) -> bool:
    """Tell whether the time of a claim is one day."""
    span = span_of(claim.period)
    return span is not None and span.start == span.end


def is_within_day(analysis: Analysis, claim: Claim, quantity: Quantity, entity: str) -> bool:
    """Tell whether a number is one of within a day: 一時, 午前の終値, 午後1時時点.

    What is said to be a close is none, unless it is that of a morning.
    """
    if entity.startswith("fx:"):
        return False
    before, after = words_around(analysis, claim, quantity)
    near = before + (claim.metric_text or "") + after
    if says("closing", near) and not says("part_of_day", near):
        return False
    if _PASSED.search(analysis.article.text[claim.sentence[0] : quantity.phrase[0]]):
        return True
    if says("within_hours", before) or says("scene", after) or _TOUCHED.match(after):
        return True
    sentence = unicodedata.normalize("NFKC", sentence_of(analysis, claim))
    if claim.metric == "open":
        return False
    clock = says("part_of_day", sentence) or bool(_CLOCK.search(sentence))
    return "intraday" in claim.basis or clock


_OF_DIVIDENDS = re.compile(
    r"(?P<none>配当(?:金)?(?:の?(?:分|収入|再投資|込み))?(?:は|を|も|で)?"
    r"(?:除|のぞ[いくけ]|抜[いきくけ]|なし(?!に)|無視|ゼロ|別に|考慮(?:し(?!た|て)|せ)|考え(?!る|た|て)"
    r"|含(?:まな|まず|みませ|めな|めず|めませ)|では?な|入れ(?:な|ず|ませ))"
    r"|(?:プライス|価格)・?リターン|(?:価格|値上がり(?:分|益)?|株価)(?:の変動|の動き)?(?:だけ|のみ))"
    r"|配当(?:金)?(?:込み|を?含|を?再投資)|トータル・?リターン"
)


def leaves_out_dividends(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a return is one of prices alone: 配当を除けば12.3%, 配当抜きで.

    The words before a number count, of several the last; where none are, those behind it do.
    """
    text = fold_kept(analysis.article.text)
    start, end = claim.sentence
    before = [*_OF_DIVIDENDS.finditer(text, start, quantity.phrase[0])]
    found = before[-1] if before else _OF_DIVIDENDS.search(text, quantity.end, end)
    return found is not None and found["none"] is not None


def is_other_instrument(analysis: Analysis, claim: Claim, entity: str, *, level: bool) -> bool:
    """Tell whether the sentence speaks of a future, of another currency or of another venue."""
    if entity.partition(":")[0] in ("commodity", "fx", "rate"):
        return False
    sentence = _OF_TRADERS.sub("", _without_futures(analysis, claim, entity))
    return says("other_instrument", sentence) or (level and says("with_dividends", sentence))


def _without_futures(analysis: Analysis, claim: Claim, entity: str) -> str:
    """Give a sentence without the futures that are named beside an owner they are not of."""
    whole, text, at = analysis.article.text, "", claim.sentence[0]
    for each in inside(analysis.mentions, *claim.sentence):
        named = each.entity or ""
        if named.endswith(_FUTURES) and named not in (entity, entity + _FUTURES):
            text, at = text + whole[at : each.start], each.end
        elif named.startswith("commodity:"):
            tail = len(_OF_GOODS) if whole.startswith(_OF_GOODS, each.end) else 0
            text, at = text + whole[at : each.start], each.end + tail
    return text + whole[at : claim.sentence[1]]


_FUTURES, _OF_GOODS = ".futures", "先物"
