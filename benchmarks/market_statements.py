"""Writes corpora/market.jsonl: statements on the generated series, with the verdict due on each.

`python -m benchmarks.market_statements`. The truth of each follows from `market_truth` alone. With
MARKET_SEED and MARKET_SERIES set, for market_series too, it writes another set over other series.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

from benchmarks.market_firms import write_firms
from benchmarks.market_money import write_money
from benchmarks.market_prices import write_prices
from benchmarks.market_runs import write_runs
from benchmarks.market_silence import write_silence
from benchmarks.market_texts import write_texts
from benchmarks.market_truth import SERIES
from benchmarks.market_writing import STATUSES, Statement, Writer
from benchmarks.market_written import write_written
from benchmarks.texts import ROOT

CORPUS = ROOT / "corpora" / f"{SERIES}.jsonl"
SEED = os.environ.get("MARKET_SEED", "uratori market 1")


def statements() -> list[Statement]:
    """Give every statement, in the order of the file."""
    writer = Writer(SEED)
    for write in (
        write_prices, write_runs, write_firms, write_money, write_texts, write_silence,
        write_written,
    ):  # fmt: skip
        write(writer)
    return writer.statements


def line(number: int, told: Statement) -> str:
    """Give one line of the corpus."""
    status, also = STATUSES[told.truth]
    expect: dict[str, object] = {"text": told.number, "start": told.start, "status": status}
    if also or told.also_ok:
        expect["also_ok"] = list(dict.fromkeys((*also, *told.also_ok)))
    fields = {
        "id": f"m{number:03}", "kind": told.kind, "series": SERIES, "text": told.text,
        "published": told.published and told.published.isoformat(), "expect": [expect],
    }  # fmt: skip
    if told.published is None:
        del fields["published"]
    if told.why:
        fields["why"] = told.why
    return json.dumps(fields, ensure_ascii=False) + "\n"


def write_corpus(path: Path = CORPUS) -> Counter[str]:
    """Write the corpus; give how many statements there are of each verdict."""
    held = statements()
    path.write_text("".join(line(n, told) for n, told in enumerate(held, 1)), encoding="utf-8")
    return Counter(told.truth for told in held)


if __name__ == "__main__":
    print(dict(write_corpus()))
