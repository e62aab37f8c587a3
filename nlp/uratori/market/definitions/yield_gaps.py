"""Gaps of yields told as a comparison: 2年債利回りは10年債利回りを11bp上回る, 逆転幅は0.11%."""

from __future__ import annotations

import re

import msgspec

from ...records import Analysis, Claim, Mention, Quantity
from ...text.fold import fold
from ..places import inside, mention_of
from ..questions import RATE_UNITS, Asked
from ..reading.sentences import sentence_before
from ..reading.words import says
from .crosses import difference_of

_STANDARD = re.compile(r"(?:の?(?:利回り|金利))?(?:を|より|に対し|[にと]比べ)")
_AHEAD = re.compile(
    r"(?:ほど|程度|近く|以上|も)?(?:(?P<above>上回|高[いくか])|(?:下回|低[いくか]))"
)
_INVERTED = re.compile(r"逆イールド|逆転|マイナス幅")


def gap_of(analysis: Analysis, claim: Claim, quantity: Quantity) -> Asked | None:
    """Give the spread that a number is by which one yield lies above another; else None.

    `flipped` where it is the spread's second yield that lies above.
    """
    text = analysis.article.text
    side = _AHEAD.match(text, max(quantity.end, quantity.phrase[1]))
    if quantity.unit not in RATE_UNITS or side is None:
        return None
    named = _named(analysis, claim, quantity)
    if len(named) < 2 or not _STANDARD.match(text, named[-1].end):
        return None
    own, other = named[-2].entity or "", named[-1].entity or ""
    above = side["above"] is not None
    for first, second, flipped in ((own, other, not above), (other, own, above)):
        if spread := difference_of(first, second):
            return Asked(topic="spread", entity=spread, flipped=flipped)
    return None


_PASSED = re.compile(r"(?:利回り|金利)(?:[(][0-9.]{1,6}%[)])?を(?:約|なお|大きく|はるかに)?$")


def is_passed(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number is how far another lies above a yield: 益回りは10年債利回りを1%上回る.

    Where a time is named it may be how far the yield lies above its own of then.
    """
    start = claim.sentence[0]
    before = fold(analysis.article.text[start : quantity.phrase[0]])
    side = _AHEAD.match(analysis.article.text, max(quantity.end, quantity.phrase[1]))
    dated = any(
        each.kind == "date" and each.start_date is not None
        for each in inside(analysis.quantities, start, quantity.start)
    )
    return _PASSED.search(before) is not None and side is not None and not dated


def is_set_beside(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether what a level is set against stands behind it: 2.020%と、9月末の2.065%から."""
    if claim.reference is None or quantity.kind == "change" or quantity.direction is not None:
        return False
    text = fold(analysis.article.text[claim.sentence[0] : claim.sentence[1]])
    at = quantity.start - claim.sentence[0]
    return claim.reference.text not in text[:at] and claim.reference.text in text[at:]


def names_treasuries(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether every rate that a sentence names is one of the United States."""
    start, end = claim.sentence
    named = [each.entity for each in inside(analysis.mentions, start, end)]
    rates = [each for each in named if (each or "").startswith("rate:")]
    return bool(rates) and all((each or "").startswith("rate:us") for each in rates)


_CAP = re.compile(r"(?:上限|下限|許容[^、。0-9]{0,6}|誘導水準|目標)[はがをもの][^、。0-9]{0,8}$")


def is_cap(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number is a bound set to a yield, not a yield: 利回りの上限を1.0%とした."""
    return _CAP.search(analysis.article.text[claim.sentence[0] : quantity.start]) is not None


_WIDTH = re.compile(r"(?:(?P<up>上昇|上げ)|低下|下落|下げ)幅(?:は|が)、?[^、。0-9はが]{0,16}$")


def of_yield(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a move of a yield as one in points: 長期金利は2.05%。前日より0.015%高い.

    With the direction that its name tells: 低下幅は12bp.
    """
    moved = claim.metric in ("return", "price_change") and _RATE_OF.fullmatch(claim.entity or "")
    if moved:
        claim = msgspec.structs.replace(claim, metric="yield")
    if claim.metric != "yield" or claim.direction is not None or quantity.direction is not None:
        return claim
    width = _WIDTH.search(fold(analysis.article.text)[claim.sentence[0] : quantity.phrase[0]])
    if width is None:
        return claim
    return msgspec.structs.replace(claim, direction="up" if width["up"] else "down")


_ABROAD = re.compile("[米独英仏伊欧豪中加]|ニューヨーク|NY")
_TENOR = re.compile(r"(?<![0-9])([0-9]{1,2})年(?:物|債|国債)")
_RATE_OF = re.compile(r"rate:(?:us|jp)[0-9]{1,2}y")
_OTHERS = re.compile("[独英仏伊豪中加]国?債|ドイツ|英国|フランス|欧州|ユーロ")
_AMERICAN = re.compile("米|S&P|ダウ|ナスダック|FRB|FOMC|ニューヨーク|NY")
_TOKYO = re.compile("日経|東証|東京|円債|円相場|円安|円高|TOPIX")
_US_BONDS = re.compile(
    "米国市場|米国?債|米金利|米国の(?:国債|債券)|(?:ニューヨーク|NY)(?:債券)?市場"
)
_BONDS = {"bond:ust": "rate:us", "bond:jgb": "rate:jp"}


def of_tenor(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give the claim on the yield of a term that stands apart: 米国債市場で10年物の."""
    before = fold(analysis.article.text[claim.sentence[0] : quantity.start])
    country = _BONDS.get(claim.entity or "")
    if claim.entity is None and "債券市場" in before and not _ABROAD.search(before):
        country = "rate:jp"
    if claim.metric != "yield":
        return claim
    claim = _of_side(analysis, claim, quantity)
    if _is_unnamed(analysis, claim):
        country = country or country_of(analysis)
    if country is None:
        return claim
    found = _TENOR.findall(before)
    return msgspec.structs.replace(claim, entity=f"{country}{found[-1]}y") if found else claim


_OWN_SIDE = re.compile(
    r"(?P<name>日本|米国?)側?(?:の|では)(?:国債)?(?:利回り|金利)?(?:の方|のほう)?(?:は|が)(?:約)?$"
)


def _of_side(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give the yield of one side of the gap before it: 日本側の利回りは2.040%."""
    text = fold(analysis.article.text)
    start = claim.sentence[0]
    side = _OWN_SIDE.search(text[start : quantity.phrase[0]])
    if side is None or claim.entity is not None:
        return claim
    terms = {*_TENOR.findall(text[sentence_before(text, start) : quantity.phrase[0]])}
    if len(terms) != 1:
        return claim
    country = "rate:jp" if side["name"] == "日本" else "rate:us"
    return msgspec.structs.replace(claim, entity=f"{country}{terms.pop()}y")


def _is_unnamed(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether a claim's owner is none, or a rate whose words name no country: 2年債."""
    if claim.entity is None:
        return True
    if _RATE_OF.fullmatch(claim.entity) is None:
        return False
    named = mention_of(analysis, claim)
    return named is not None and fold(named.text)[:1].isdigit()


def country_of(analysis: Analysis) -> str | None:
    """Give the only country of whose market an article speaks: its bonds are that one's."""
    text = analysis.article.text.replace("米国債", "米債")
    abroad, home = _US_BONDS.search(text) is not None, says("of_japan", text)
    abroad = abroad or (_AMERICAN.search(text) is not None and not _TOKYO.search(text))
    if abroad == home or "日米" in text or _OTHERS.search(text):
        return None
    return "rate:us" if abroad else "rate:jp"


def spread_named(analysis: Analysis, claim: Claim, quantity: Quantity) -> str | None:
    """Give the spread of the two rates that the sentence names, where it names just two."""
    named = [each.entity or "" for each in _named(analysis, claim, quantity)]
    if len(named) != 2:
        return None
    return difference_of(*named) or difference_of(*reversed(named)) or None


def is_inverted(claim: Claim) -> bool:
    """Tell whether a spread is told by how much it is inverted: 逆転幅は0.11%."""
    return _INVERTED.search(claim.metric_text or "") is not None


def _named(analysis: Analysis, claim: Claim, quantity: Quantity) -> tuple[Mention, ...]:
    """Give the rates that the sentence names before a number, each one once, in order."""
    found: dict[str, Mention] = {}
    for each in inside(analysis.mentions, claim.sentence[0], quantity.start):
        if each.end <= quantity.start and (each.entity or "").startswith("rate:"):
            found.pop(each.entity or "", None)
            found[each.entity or ""] = each
    return tuple(found.values())
