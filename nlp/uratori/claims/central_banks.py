"""Moves of a policy rate are of the central bank that the text speaks of: 年内1回の利下げ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..lexicon import read_table
from ..records import Quantity
from ..text.lazy import lazy
from .metrics import Metric
from .sentence import SentenceView
from .ties import FARTHEST, EntityTie, Topic

POLICY = frozenset({"policy_rate", "policy_rate_moves", "policy_rate_change", "move_probability"})
"""Metrics that only a central bank has."""
_LED_TO = lazy(r"(?:程度)?(?:に|と|へ|まで)(?:下が|上が|な)った")
_OWNS = lazy(r"(?:は|の|が|も|では)(?:約|年)?")
_ADJACENT = 12
_NEAR = 4
_SCORE, _FALL, _GUESS = 0.8, 0.02, 0.6
_FED, _DISTRICT = "bank:fed", "fed"
"""The bank whose districts have ids that end like its own: bank:chicagofed."""
BANKS = {"us": "bank:fed", "jp": "bank:boj", "eu": "bank:ecb", "uk": "bank:boe"}


def led_to(view: SentenceView, quantity: Quantity, metric: Metric) -> bool:
    """Tell whether a rate is only where moves told before led to, at a time not said again.

    「(2024年の3回の利下げで)政策金利は4.50%に下がった」: it is of then, and not the rate of now.
    """
    if metric.key != "policy_rate" or view.times:
        return False
    return _LED_TO.match(view.folded, quantity.phrase[1], view.sentence.end) is not None


def bank_tie(view: SentenceView, topics: Sequence[Topic]) -> list[EntityTie]:
    """Give the central bank that the text named last, unless the sentence is of another country."""
    country = bank_of_country(view)
    for topic in reversed(topics):
        distance = view.index - topic.sentence
        if distance > FARTHEST:
            break
        mention = topic.mention
        if mention is None or not (mention.entity or "").startswith("bank:"):
            continue
        if country is not None and country != mention.entity:
            continue
        score = _SCORE - _FALL * distance
        return [EntityTie(mention, score, f"the central bank spoken of, {mention.text}")]
    return [] if country else _of_its_country(view, topics)


def _of_its_country(view: SentenceView, topics: Sequence[Topic]) -> list[EntityTie]:
    """Give what the text names last of a country with a central bank: 米雇用統計, 米2年債利回り."""
    for topic in reversed(topics):
        if view.index - topic.sentence > _NEAR:
            break
        mention = topic.mention
        if mention is not None and bank_beside(mention.entity):
            return [EntityTie(mention, _GUESS, f"the central bank of where {mention.text} is of")]
    return []


def bank_beside(entity: str | None) -> str | None:
    """Give the central bank of the country of an indicator or a rate: bank:fed for macro:us.cpi.

    One of the districts has no policy of its own: bank:chicagofed is of bank:fed too.
    """
    kind, _, name = (entity or "").partition(":")
    if kind == "bank":
        return _FED if name.endswith(_DISTRICT) and entity != _FED else None
    return BANKS.get(name[:2]) if kind in ("macro", "rate") else None


def bank_of_country(view: SentenceView) -> str | None:
    """Give the central bank of the country, or of the banker, that a sentence names: 米利下げ."""
    found = _words().search(view.folded, view.sentence.start, view.sentence.end)
    return _banks()[found[0]] if found else None


def bank_right_before(view: SentenceView, quantity: Quantity) -> str | None:
    """Give the bank of the country right before a rate: …1.0%に対し、米国は3.50%だ."""
    start = max(view.sentence.start, quantity.phrase[0] - _ADJACENT)
    found = [*_words().finditer(view.folded, start, quantity.phrase[0])][-1:]
    if not found or not _OWNS.fullmatch(view.folded, found[0].end(), quantity.phrase[0]):
        return None
    return _banks()[found[0][0]]


def has_policy(metric: Metric) -> bool:
    """Tell whether a metric is a central bank's alone."""
    return metric.key in POLICY


@cache
def _banks() -> dict[str, str]:
    return {row["word"]: row["bank"] for row in read_table("central_banks")}


@cache
def _words() -> re.Pattern[str]:
    words = sorted(_banks(), key=len, reverse=True)
    return lazy(rf"(?<![欧全南北])(?:{'|'.join(map(re.escape, words))})")
