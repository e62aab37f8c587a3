"""Reads the tables of this folder, and writes intervals as they do."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from uratori.quantities import read_quantities
from uratori.records import Interval, Quantity
from uratori.text import read_text

FOLDER = Path(__file__).parent
PUBLISHED = date(2026, 1, 26)


def rows(name: str) -> list[dict[str, str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    columns, *cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return [dict(zip(columns, row, strict=True)) for row in cells]


def read(
    sentence: str,
    masked: tuple[tuple[int, int], ...] = (),
    published: date | None = PUBLISHED,
) -> tuple[Quantity, ...]:
    return read_quantities(read_text(sentence), masked, published)


def numbers(sentence: str) -> list[Quantity]:
    return [q for q in read(sentence) if q.kind != "date"]


def interval(written: str) -> Interval:
    low, high = written[1:-1].split(", ")
    return Interval(
        low=None if low == "-inf" else Fraction(low),
        high=None if high == "inf" else Fraction(high),
        low_open=written[0] == "(" and low != "-inf",
        high_open=written[-1] == ")" and high != "inf",
    )
