"""The errors of a corpus of statements, a line each, those first that cost most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..records import SUPPORTED
from .market import Judged, Outcome


def errors(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield what is ``accused`` though true, ``confirmed`` though false, ``wrong``, ``silent``."""
    for outcome in outcomes:
        for said in outcome.accused:
            yield f"accused {outcome.line.id}: {said}{_of(outcome)}"
    for word in ("confirmed", "wrong", "silent"):
        for outcome in outcomes:
            for item in outcome.judged:
                if not item.right and _word(item) == word:
                    yield f"{word} {outcome.line.id}: {_said(item)}{_of(outcome)}"


def _word(item: Judged) -> str:
    if item.found == "silent":
        return "silent"
    false = item.due.status == "contradicted" and item.found in SUPPORTED
    return "confirmed" if false else "wrong"


def _said(item: Judged) -> str:
    return f"{item.found}, due {item.due.status} 「{item.due.text}」"


def _of(outcome: Outcome) -> str:
    return f" in {outcome.line.kind}"
