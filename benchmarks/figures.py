"""The rows of the table that `make bench` prints."""

from __future__ import annotations

import msgspec

WIDE = 42


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table: what was measured, and the limit that it should keep.

    A value of None was not measured; the note then says why.
    """

    what: str
    value: float | None
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @property
    def limit(self) -> str:
        """The limit as it is written in the table."""
        if self.at_least is not None:
            return f">= {self.at_least:g}"
        return "" if self.at_most is None else f"<= {self.at_most:g}"

    @property
    def holds(self) -> bool:
        """Whether the value keeps the limit; true where there is no limit or no value."""
        if self.value is None:
            return True
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.at_most is None or self.value <= self.at_most


def show(figures: list[Figure]) -> None:
    """Print the table."""
    for figure in figures:
        print(line(figure))


def line(figure: Figure) -> str:
    """Give one row as it is printed."""
    if figure.value is None:
        return f"{figure.what:{WIDE}} {figure.note}"
    value = f"{figure.value:,.3f}" if figure.value < 10 else f"{figure.value:,.1f}"
    verdict = "" if figure.holds else "beyond its limit"
    remark = ", ".join(filter(None, (verdict, figure.note)))
    return f"{figure.what:{WIDE}} {value:>10} {figure.unit:13} {figure.limit:8}  {remark}".rstrip()
