"""What articles say together -> JSON (docs/batch.md tells the form) and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from ..report.cells import csv_lines
from ..text.numbers import exact_text
from .records import Across, Count, Dispute, Key, SameClaim, Side, Voice

SCHEMA = "uratori-across/1"
COLUMNS = (
    "dispute", "kind", "name", "entity", "metric", "unit", "period_start", "period_end", "against",
    "basis", "side", "articles", "wordings", "low", "high", "text", "value", "sentence", "article",
    "version", "published", "title", "source", "address", "copies",
)  # fmt: skip
"""Columns of ``batch report --format csv``: one row a wording of one side of a dispute."""

Document = dict[str, Any]


def across_document(across: Across) -> Document:
    """Give the report as plain data; numbers of claims are exact strings as in docs/json.md."""
    return {
        "schema": SCHEMA,
        "folder": across.folder,
        "from": _day(across.since),
        "to": _day(across.until),
        "articles": across.articles,
        "claims": across.claims,
        "findings": across.findings,
        "unread": across.unread,
        "same": across.same,
        "contradictions": across.contradictions,
        "changes": across.changes,
        "disputes": [_dispute(dispute) for dispute in across.disputes],
        "groups": [_group(group) for group in across.groups],
        "claims_a_day": _counts("day", across.claims_a_day),
        "statuses": _counts("status", across.statuses, wrong=False),
        "entities": _counts("name", across.entities),
        "contradictions_a_day": _counts("day", across.disputes_a_day, wrong=False),
    }


def across_csv(across: Across) -> Iterator[str]:
    """Yield the header and the lines of each dispute."""
    yield csv_lines([COLUMNS])
    for number, dispute in enumerate(across.disputes, start=1):
        yield csv_lines(_rows(number, dispute))


def _counts(name: str, counts: Iterable[Count], *, wrong: bool = True) -> list[Document]:
    return [
        {name: count.name, "count": count.count, **({"wrong": count.wrong} if wrong else {})}
        for count in counts
    ]


def _key(key: Key, name: str) -> Document:
    return {
        "entity": key.entity,
        "name": name,
        "metric": key.metric,
        "unit": key.unit,
        "kind": key.kind,
        "period": [_day(key.first), _day(key.last)],
        "against": key.against or None,
        "basis": key.basis.split(),
    }


def _dispute(dispute: Dispute) -> Document:
    return {
        "status": dispute.kind,
        "claim": _key(dispute.key, dispute.name),
        "settled": dispute.settled,
        "day": _day(dispute.day),
        "sides": [_side(side) for side in dispute.sides],
    }


def _side(side: Side) -> Document:
    return {
        "low": exact_text(side.low),
        "high": exact_text(side.high),
        "articles": side.articles,
        "wordings": side.wordings,
        "at_least": side.at_least,
        "first": _day(side.first),
        "voices": [_voice(voice) for voice in side.voices],
    }


def _voice(voice: Voice) -> Document:
    return {
        "text": voice.text,
        "value": _number(voice.value),
        "low": _number(voice.core.low),
        "high": _number(voice.core.high),
        "sentence": voice.sentence,
        "speaker": voice.speaker,
        "article": voice.article,
        "version": voice.version,
        "copies": voice.copies,
        "published": _day(voice.published),
        "title": voice.title,
        "source": voice.source,
        "address": voice.address,
    }


def _group(group: SameClaim) -> Document:
    return {
        "claim": _key(group.key, group.name),
        "articles": group.articles,
        "wordings": group.wordings,
        "told": [{"text": told.text, "articles": told.articles} for told in group.told],
    }


def _rows(number: int, dispute: Dispute) -> Iterator[list[str]]:
    key = dispute.key
    head = [
        str(number), dispute.kind, dispute.name, key.entity, key.metric, key.unit, str(key.first),
        str(key.last), key.against, key.basis,
    ]  # fmt: skip
    for place, side in enumerate(dispute.sides, start=1):
        sizes = [str(place), str(side.articles), str(side.wordings)]
        bounds = [exact_text(side.low), exact_text(side.high)]
        for voice in side.voices:
            yield [*head, *sizes, *bounds, *_voice_cells(voice)]


def _voice_cells(voice: Voice) -> list[str]:
    cells = (
        voice.text, _number(voice.value), voice.sentence, voice.article, str(voice.version),
        _day(voice.published), voice.title, voice.source, voice.address, str(voice.copies),
    )  # fmt: skip
    return [cell or "" for cell in cells]


def _number(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
