"""In which country what a number is about trades."""

from __future__ import annotations

from functools import cache

from ..lexicon import read_table

_CALENDAR_REGIONS = {"XTKS": "jp", "XNYS": "us", "XNAS": "us"}


@cache
def _calendars() -> dict[str, str]:
    rows = read_table("calendars", package="uratori.reference")
    return {row["entity"]: row["calendar"] for row in rows}


def region_of(entity: str | None) -> str:
    """Give ``jp`` or ``us`` for what trades there, and nothing for what is not known to."""
    if entity is None:
        return ""
    kind, _, name = entity.partition(":")
    if kind == "rate":
        return name[:2] if name[:2] in ("jp", "us") else "other"
    calendar = _calendars().get(entity) or kind
    return _CALENDAR_REGIONS.get(calendar, "us" if kind in ("ARCX", "BATS") else "")
