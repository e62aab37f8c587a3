"""What the words around a number say of a run of sessions, of an average, of what it is from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ...records import Analysis, Claim, Quantity
from ..reading.phrases import sentence_of
from ..reading.words import says, words_of


def run_direction(
    analysis: Analysis, claim: Claim, quantity: Quantity
) -> Literal["up", "down"] | None:
    """Give the direction of a run that its number does not carry: 5日連続で上昇, 続落は5日連続.

    None where the sentence speaks of both directions.
    """
    if claim.metric != "streak":
        return None
    end = quantity.end - claim.sentence[0]
    sentence = sentence_of(analysis, claim)
    for text in (re.split(r"[、。]", sentence[end:])[0], sentence[:end]):
        rises, falls = says("rising", text), says("falling", text)
        if rises != falls:
            return "up" if rises else "down"
    return None


@lru_cache(maxsize=1)
def _line() -> re.Pattern[str]:
    return re.compile(rf"(?:{words_of('average_line')})(?!線?(?:[をよ]|に(?!位)|から|との|まで))")


@lru_cache(maxsize=16)
def _against(group: str) -> re.Pattern[str]:
    priced = rf"(?:の?(?:{words_of('price_of_a_day')}))?"
    return re.compile(rf"(?:{words_of(group)}){priced}(?:{words_of('set_against')})")


def measured_from(sentence: str, groups: tuple[str, ...]) -> str:
    """Give the first of some groups of times that a sentence measures from: 昨年末に比べ."""
    return next((group for group in groups if _against(group).search(sentence)), "")


def names_average(before: str) -> bool:
    """Tell whether the words before a price make it that of an average: 25日線は12日時点で."""
    found = [*_line().finditer(before)]
    return bool(found) and not re.search(r"[0-9]{3}", before[found[-1].end() :])
