"""Statements written freely, one sentence to three, several numbers in many: market_written.tsv.

Their figures are of the committed series alone, so that no other series gets them.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from benchmarks.market_truth import SERIES
from benchmarks.market_writing import Writer

TABLE = Path(__file__).with_name("market_written.tsv")
_NUMBER = re.compile(r"\{([A-Z]):([^{}]+)\}")
_TRUTHS = {
    "T": ("true", ()), "F": ("false", ()), "X": ("true", ("definition_dependent",)),
    "N": ("none", ("silent",)), "O": ("opinion", ("insufficient",)),
}  # fmt: skip


def write_written(writer: Writer) -> None:
    """Add each number of each statement as one of its own."""
    if SERIES != "market":
        return
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    for kind, published, text in (row for row in rows if not row[0].startswith(("#", "kind"))):
        for found in _NUMBER.finditer(text):
            truth, also = _TRUTHS[found[1]]
            before, behind = _bare(text[: found.start()]), _bare(text[found.end() :])
            day = date.fromisoformat(published)
            writer.add(kind, f"{before}{{n}}{behind}", found[2], day, truth, also=also)


def _bare(text: str) -> str:
    return _NUMBER.sub(r"\2", text)
