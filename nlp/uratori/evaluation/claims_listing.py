"""The errors of a corpus of claims, a line each: spans first, then what a right span says."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence

from ..records import Mention
from .claims import OPTIONAL, SCORES, Days, GoldMention, NumberClaim, Outcome
from .pairs import differing, quote, unpaired


def errors(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield ``missed`` and ``false`` mentions, then claims, then ``wrong`` by field."""
    for outcome in outcomes:
        yield from unpaired(outcome.line.id, outcome.mentions, _mention)
    for outcome in outcomes:
        yield from unpaired(outcome.line.id, outcome.claims, _claim)
    for field, tell in _SAID_OF_MENTION.items():
        yield from _wrong_mentions(outcomes, field, tell)
    for field, said in _SAID.items():
        yield from _wrong_claims(outcomes, field, said)


def _wrong_mentions(
    outcomes: Sequence[Outcome], field: str, said: Callable[[GoldMention | Mention], str]
) -> Iterator[str]:
    for outcome in outcomes:
        yield from differing(
            outcome.line.id,
            outcome.mentions,
            f"mention {field}",
            lambda gold, found: said(gold) == said(found),
            said,
        )


def _wrong_claims(
    outcomes: Sequence[Outcome], field: str, said: Callable[[NumberClaim], str]
) -> Iterator[str]:
    of = OPTIONAL.get(field)
    same = SCORES[field] if of is None else lambda gold, found: of(gold) == of(found)
    for outcome in outcomes:
        yield from differing(outcome.line.id, outcome.claims, field, same, said)


def _mention(side: GoldMention | Mention) -> str:
    return f"mention {side.type} {side.entity or 'none'}"


def _claim(side: NumberClaim) -> str:
    mood = _mood(side) if _mood(side) != "fact" else ""
    said = (side.entity or "none", side.metric, side.direction, mood)
    return f"claim {' '.join(filter(None, said))}"


def _mood(side: NumberClaim) -> str:
    return f"{side.modality} negated" if side.negated else side.modality


def period_text(period: Days) -> str:
    """Write days as short as they can be told: 2025, 2025-04..2026-03, 2026-01-19..01-25."""
    first, last = period
    full = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    years = full and (first.month, last.month) == (1, 12)
    length = len("2025" if years else "2025-04" if full else "2025-04-01")
    begin, end = (day.isoformat()[:length] for day in period)
    if begin == end:
        return begin
    return f"{begin}..{end if full or first.year != last.year else end[5:]}"


_SAID_OF_MENTION: dict[str, Callable[[GoldMention | Mention], str]] = {
    "type": lambda mention: mention.type,
    "entity": lambda mention: mention.entity or "",
}

_SAID: dict[str, Callable[[NumberClaim], str]] = {
    "entity": lambda claim: claim.entity or "",
    "metric": lambda claim: claim.metric or "",
    "mood": _mood,
    "direction": lambda claim: claim.direction or "",
    "period": lambda claim: period_text(claim.period) if claim.period else "",
    "reference": lambda claim: quote(claim.reference or ""),
    "speaker": lambda claim: quote(claim.speaker or ""),
}
