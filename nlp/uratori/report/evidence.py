"""What data gave under each definition, compactly: a line a value, each source told once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..records import Evidence, Finding
from ..text.numbers import format_number
from .telling import HOLDS, found_text
from .width import printable
from .words import definition_name, word

_JOINED = {"ja": "・", "en": ", "}

Sources = dict[str, list[str]]
"""Addresses by what is said of their source."""


def evidence_rows(finding: Finding, lang: str) -> Iterator[tuple[str, str]]:
    """Yield label and text of each line; a label stands before the first of its lines only.

    A line tells whether the claim holds under a definition, the value with its days, and what to
    mind; definitions that all lack the same data share one. Below stand the sources and their
    addresses, numbered where there are several.
    """
    sources = _sources(finding.evidence, lang)
    places = [(said, address) for said, addresses in sources.items() for address in addresses]
    numbers = {place: f"[{n}]" if len(places) > 1 else "" for n, place in enumerate(places, 1)}
    label = word("evidence", lang)
    for found, group in groupby(finding.evidence, key=lambda e: (e.value is not None, e.note)):
        if found[0]:
            lines = [_line(finding, e, numbers, lang) for e in group]
        else:
            lines = [_missing(finding, list(group), lang)]
        for line in lines:
            yield label, printable(line)
            label = ""
    label = word("source", lang)
    for said, addresses in sources.items():
        yield label, printable(said)
        label = ""
        for address in addresses:
            if address:
                yield "", printable(f"{numbers[said, address]} {address}".strip())


def _line(
    finding: Finding, evidence: Evidence, numbers: dict[tuple[str, str], str], lang: str
) -> str:
    name = definition_name(finding.check, evidence.definition, lang)
    place = (_said(evidence, lang), evidence.address or "")
    parts = (
        f"{HOLDS[evidence.holds]} {name}: {_value(finding, evidence, lang)}",
        f"({_days(evidence.as_of, lang)})" if evidence.as_of else "",
        numbers.get(place, ""),
        f"* {evidence.note}" if evidence.note else "",
    )
    return " ".join(part for part in parts if part)


def _value(finding: Finding, evidence: Evidence, lang: str) -> str:
    """Write a rate as the article does: a move of 73銭 is none of 1ドル=0.73円."""
    above, per, _ = evidence.unit.partition("/")
    if per and above == finding.unit and evidence.value is not None:
        return format_number(evidence.value, above, lang)
    return found_text(evidence, lang)


def _missing(finding: Finding, lacking: list[Evidence], lang: str) -> str:
    """Say under which definitions there was nothing."""
    names = dict.fromkeys(definition_name(finding.check, e.definition, lang) for e in lacking)
    return f"{HOLDS[None]} {_JOINED[lang].join(names)}: {found_text(lacking[0], lang)}"


def _sources(evidence: tuple[Evidence, ...], lang: str) -> Sources:
    sources: Sources = {}
    for each in evidence:
        if each.value is not None and each.source:
            addresses = sources.setdefault(_said(each, lang), [])
            if (each.address or "") not in addresses:
                addresses.append(each.address or "")
    return sources


def _said(evidence: Evidence, lang: str) -> str:
    parts = (
        evidence.source,
        f"[{word(evidence.quality, lang)}]" if evidence.quality else "",
        word("retrieved", lang).format(date=evidence.retrieved) if evidence.retrieved else "",
    )
    return " ".join(part for part in parts if part)


def _days(as_of: str, lang: str) -> str:
    """Write a day, or both ends of a window."""
    first, both, last = as_of.partition("/")
    return word("range", lang).format(low=first, high=last) if both else first
