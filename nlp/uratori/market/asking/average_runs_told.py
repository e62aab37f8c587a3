"""Runs of sessions beyond a moving average: 25日線を8日連続で下回る, 200日線割れは27営業日目.

No claim is tied to such a count, or one on a lead over something else, so that one is made of it
here: of the only thing with a price in its sentence, or in the one before.
"""

from __future__ import annotations

import re
from typing import Literal

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import counts_open
from ..reading.average_lines import (
    NOT_ABOVE,
    line_of,
    line_places,
    names_side,
    place_of,
    side_said,
)  # fmt: skip
from ..reading.sentences import day_up_to, owner_or_before, sentence_around
from ..reading.since_words import counts_price
from ..reading.unsaid import is_unsaid

METRIC = "average_streak"
_UNITS = frozenset({"days", "business_days", "日目", "営業日目"})
_ROW = re.compile(r"(?:間)?(?:連続|続け|続い|続く|続き|にわた|目)")
_NAMED = re.compile(
    r"(?:状態|状況|展開|日数|期間|記録|連続|割れ|[るた](?:の|日))(?:は|が)[^。]{0,24}$"
)
"""Before a count of sessions that its words call one of a run: 線を下回る期間は."""
_GREW = re.compile(
    r"(?:間)?(?:に(?:伸び|延び|達し|な[っりる]|及[んびぶ]|のぼ)|とな[っりる]|を数え|だ|で(?:す|ある)|。|$)"
)
_OTHERWISE = re.compile(r"ぶり|途切れ|止ま|ストップ|のうち|以内")
_CROSSED = re.compile(
    r"(?:移動平均|線)(?:自体)?(?:[がは]、?|と|や|・|、|および|及び)(?:の)?[0-9]{1,3}[日週](?:間)?(?:移動)?(?:平均|線)"
)
"""An average beside another, of which a count tells both or no price: 25日線が75日線を上回る."""
_IN_ALL = re.compile(r"通算|累計|延べ|合計|今年(?:に入って)?(?:すでに|で|、|に)|年間")
"""Words of days that are counted whether or not they follow each other."""
_OF_OTHERS = re.compile(r"銘柄|比率|割合|(?:利益|売上|騰落)")
"""What is counted by its average and is no price: 25日線を上回る銘柄."""


def claims_beyond(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each count of sessions in a row that closed beyond a moving average."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity for each in analysis.claims if each.metric == "streak"}
    made = (_claim(analysis, text, each) for each in counts_open(analysis, _UNITS, held))
    return tuple(each for each in made if each is not None)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    sentence, behind = text[start:end], text[quantity.end : end]
    row = _ROW.match(behind) or _ROW.search(quantity.text)
    named = _NAMED.search(text[start : quantity.start]) and _GREW.match(behind)
    if not (row or named) or _OTHERWISE.search(behind) or _OF_OTHERS.search(sentence):
        return None
    if "連続" not in sentence and _IN_ALL.search(sentence):
        return None
    first = place_of(sentence)
    if first < 0 or _CROSSED.search(sentence):
        return None
    direction, line = _side(sentence, quantity.start - start), line_of(text, quantity)
    if direction is None or line is None or line.unit != "日":
        return None
    owner, named_from = owner_or_before(analysis, start, end)
    said = NOT_ABOVE.sub(lambda found: "_" * len(found[0]), text)
    if owner is None or is_unsaid(said, start, end, quantity):
        return None
    if not counts_price(analysis, text, start, min(start + first, quantity.start), owner):
        return None
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=owner, metric=METRIC,
        direction=direction, period=day_up_to(analysis, named_from, quantity), confidence=CERTAIN,
    )  # fmt: skip


def _side(sentence: str, at: int) -> Literal["up", "down"] | None:
    """Give the side of the average that a count at a place of its sentence is told of.

    Of several averages it is that of the words from the one last named to the count and on to the
    next; what they leave out holds of all: 75日線を上回るのは8日連続、25日線は2日連続.
    """
    places = line_places(sentence)
    if len(places) < 2:
        return side_said(sentence)
    before = [each for each in places if each < at]
    if not before:
        return None
    own = sentence[before[-1] : next((each for each in places if each > at), None)]
    return side_said(own) or (None if names_side(own) else side_said(sentence))
