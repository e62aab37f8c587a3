"""What the owners of names and figures ask of those who show them: sources and licences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import msgspec

from ..lexicon import read_table, refreshed
from ..records import Evidence
from .width import printable
from .words import page_word


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """One source of a report: what came from it, its terms, and where they stand."""

    name: str
    text: str
    address: str | None


def terms_of(evidence: Iterable[Evidence], lang: str) -> tuple[Terms, ...]:
    """Give the source of the names, then each source of evidence with its terms, by name.

    A source whose terms are not in the table is named with the server that was read.
    """
    found: dict[str, Terms] = {}
    for each in evidence:
        if each.value is not None:
            found.update((terms.name, terms) for terms in _terms(each, lang))
    return (_names(lang), *(found[name] for name in sorted(found)))


def _terms(evidence: Evidence, lang: str) -> Iterator[Terms]:
    """Yield the terms of a piece of evidence; two sources of one value are named with a comma."""
    parts = evidence.source.split(", ")
    rows = [row for row in map(_row, parts) if row]
    if len(rows) == len(parts):
        for row in rows:
            yield Terms(name=row["name"], text=row[lang], address=row["address"] or None)
        return
    host = urlsplit(evidence.address or "").hostname or ""
    text = page_word("own_terms", lang)
    told = f"{text} ({printable(host)})" if host else text
    yield Terms(name=printable(evidence.source), text=told, address=None)


def _row(source: str) -> dict[str, str] | None:
    return next((row for prefix, row in _table().items() if source.startswith(prefix)), None)


def _names(lang: str) -> Terms:
    """Give the statement that the Public Data License 1.0 asks for: the source, and the change."""
    head = refreshed.head(refreshed.in_use())
    return Terms(
        name=page_word("names", lang),
        text=page_word("pdl", lang).format(date=head["date"]),
        address="https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    )


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    """Give the rows by the beginning of a source's name, the longest first."""
    rows = {row["prefix"]: row for row in read_table("terms", "uratori.report")}
    return {prefix: rows[prefix] for prefix in sorted(rows, key=len, reverse=True)}
