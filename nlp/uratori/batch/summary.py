"""What a command says of its work: a line while it runs, a few at its end."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from time import monotonic, sleep
from typing import Literal

from ..lexicon import read_table
from ..report.words import status_style
from ..sources import Item, SourceError, open_sources
from .run import Tally

Lang = Literal["ja", "en"]

_BREATH = 200
"""Items after which a count that nobody waits for lets others run."""


def summary(tally: Tally, lang: Lang) -> str:
    """Say what was done, in a few lines."""
    seconds = max(monotonic() - tally.begun, 0.001)
    lines = [
        word("done", lang).format(
            articles=f"{tally.articles:,}",
            claims=f"{tally.claims:,}",
            seconds=f"{seconds:,.1f}",
            rate=_rate(tally.articles / seconds),
        )
    ]
    if tally.findings:
        lines.append(word("findings", lang).format(list=_findings(tally, lang)))
    if tally.errors:
        listed = _listed(tally.errors, "error", "kind", lang)
        lines.append(word("errors", lang).format(count=tally.errors.total(), list=listed))
    told = {
        "skipped": tally.skipped,
        "unreadable": tally.unreadable if tally.skipped else 0,
        "unread": tally.unread,
        "left": tally.left,
    }
    for key, count in told.items():
        if count:
            lines.append(word(key, lang).format(count=f"{count:,}"))
    return "\n".join(lines) + "\n"


def progress(tally: Tally, total: int | None, lang: Lang) -> str:
    """Say how far it is; total: of the items that sources give, where it is known."""
    seconds = max(monotonic() - tally.begun, 0.001)
    rate = tally.items / seconds
    known = None if total is None else max(total - tally.skipped + tally.before, tally.items)
    if known is None or not rate:
        return word("progress", lang).format(articles=f"{tally.items:,}", rate=_rate(rate))
    return word("progress_left", lang).format(
        articles=f"{tally.items:,}",
        total=f"{known:,}",
        rate=_rate(rate),
        time=_clock((known - tally.items) / rate),
    )


class Count(threading.Thread):
    """Counts what files give, beside the work, so that the remaining time can be told."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(name="uratori-count", daemon=True)
        self._names = names
        self._stopped = False
        self.total: int | None = None

    def run(self) -> None:
        """Go over the sources once; what goes wrong there is told by who reads them."""
        with suppress(Exception):
            self._go_over()

    def _go_over(self) -> None:
        count = 0
        for one in open_sources(self._names, offline=True):
            count += isinstance(one, Item) or (isinstance(one, SourceError) and bool(one.digest))
            if count % _BREATH == 0:
                sleep(0.01)
            if self._stopped:
                return
        self.total = count

    def stop(self) -> None:
        """Have it end soon."""
        self._stopped = True


def word(key: str, lang: Lang) -> str:
    """Give one word or phrase in Japanese (``ja``) or English (``en``)."""
    ja, en = _words()[key]
    return ja if lang == "ja" else en


def _findings(tally: Tally, lang: Lang) -> str:
    named = {
        status_style(status).label(lang): count
        for status, count in sorted(
            tally.findings.items(), key=lambda pair: status_style(pair[0]).rank
        )
    }
    return word("separator", lang).join(
        word("finding", lang).format(status=status, count=f"{count:,}")
        for status, count in named.items()
    )


def _listed(counts: Counter[str], key: str, name: str, lang: Lang) -> str:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    parts: Iterator[str] = (
        word(key, lang).format(**{name: kind}, count=f"{count:,}") for kind, count in ranked
    )
    return word("separator", lang).join(parts)


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}"


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, str]]:
    return {row["key"]: (row["ja"], row["en"]) for row in read_table("words", "uratori.batch")}
