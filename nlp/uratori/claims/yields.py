"""A yield told of its bond by no word: 「20年債は2.61%、30年債は3.12%」, 「2年物は3.5%」."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..mentions import named
from ..records import Claim, Quantity
from ..text.lazy import lazy
from .metric_ties import MetricTie
from .metrics import metric as metric_row
from .sentence import SentenceView

_OF_BONDS = lazy(r"rate:[a-z]{2}[0-9]{1,2}[ym]")
"""The ids of yields by country and term; other rates are no yields."""
_OWNED = lazy(
    r"[)）」』]{0,2}(?:利回り)?(?:(?:は|が|も|で)、?"
    r"(?:(?:一時|同日|足元|現在|前日比|終値)[はで]?)?|[:： 　])?"
    r"(?:約|およそ)?[(（]?"
)
_TERM = lazy(
    r"(?<![0-9])(?P<years>[0-9]{1,2})年(?:物|債|物国債)(?:の利回り|利回り)?(?:は|が|も|では?|の)、?"
    r"(?:約|およそ|一時|前日比)?\Z"
)
"""A bond that is called by its term alone, of the country told of last."""
_BACK = 18
_SCORE = 0.84
_MOST = Fraction(25)
"""Percent that no yield of a state's bond reaches."""


def yield_told(view: SentenceView, quantity: Quantity, before: Sequence[Claim]) -> MetricTie | None:
    """Give the tie of a percentage right behind the name of a bond; None where none stands there.

    「10年債(1.6%)」 is one; what is said of an auction has its own words.
    """
    if quantity.unit != "percent" or quantity.kind != "level" or quantity.direction is not None:
        return None
    if quantity.value is None or abs(quantity.value) >= _MOST:
        return None
    if tie := _by_term(view, quantity, before):
        return tie
    near = [m for m in view.mentions if m.end <= quantity.phrase[0]]
    if not near or near[-1].type != "rate" or not _OF_BONDS.fullmatch(near[-1].entity or ""):
        return None
    if _OWNED.fullmatch(view.between(near[-1].end, quantity.phrase[0])) is None:
        return None
    here = (quantity.start, quantity.start)
    return MetricTie(metric_row("yield"), "level", _SCORE, here, "a yield by its bond")


def _in_a_name(view: SentenceView, start: int) -> bool:
    return any(m.start <= start < m.end for m in view.mentions)


def _by_term(view: SentenceView, quantity: Quantity, before: Sequence[Claim]) -> MetricTie | None:
    """Give the tie to the bond of another term, of the country whose yield was told last."""
    start = max(view.sentence.start, quantity.phrase[0] - _BACK)
    found = _TERM.search(view.folded, start, quantity.phrase[0])
    if found is None or _in_a_name(view, found.start()):
        return None
    last = next((c for c in reversed(before) if c.metric == "yield" and c.entity), None)
    if last is None or not _OF_BONDS.fullmatch(last.entity or ""):
        return None
    entity = f"{(last.entity or '')[:7]}{int(found['years'])}y"
    if named(entity) == entity:
        return None
    here = (quantity.start, quantity.start)
    return MetricTie(
        metric_row("yield"), "level", _SCORE, here, "a yield by its term", entity=entity
    )
