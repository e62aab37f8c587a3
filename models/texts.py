"""Where the recipe's texts come from: the gold of `corpora/`, and texts that the rules label.

Everything in `corpora/` was written for this project. The texts of the shared folder are those of
others; they are read where that folder is there, and the recipe works without it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from uratori.evaluation.claims import GoldText, read_texts

GOLD = "claims.jsonl"
SILVER = (
    "consistency.jsonl",
    "findings.jsonl",
    "findings_second.jsonl",
    "findings_third.jsonl",
    "findings_fourth.jsonl",
    "quantities.jsonl",
)
"""Corpora of ours without moods and owners; ``market.jsonl`` is filled-in templates, left out."""


class Outside(msgspec.Struct, frozen=True):
    """A file of the shared folder, and what keeps its texts together in a split."""

    name: str
    group: str
    """The field whose texts must not be parted: a company's reports, an article, a month."""
    origin: str
    licence: str


OUTSIDE = (
    Outside("annual_reports.jsonl", "company", "chABSA", "CC BY 4.0"),
    Outside("news_articles.jsonl", "id", "Japanese Wikinews", "CC BY 2.5"),
    Outside("economy_watchers.jsonl", "month", "Cabinet Office, Economy Watchers", "CC BY 4.0"),
)


class SourceText(msgspec.Struct, frozen=True, kw_only=True):
    """One text to learn from or to be measured on."""

    id: str
    """The file without its ending, a colon, and the text's own id: ``claims:f001``."""
    text: str
    published: date | None = None
    group: str | None = None
    """What else must stay on its side of a split: a company, a month."""
    gold: GoldText | None = None

    @property
    def own_id(self) -> str:
        """The id that the text has in its file."""
        return self.id.partition(":")[2]


class _Line(msgspec.Struct):
    id: str
    text: str
    published: date | None = None
    company: str = ""
    month: str = ""


def gather(corpora: Path, shared: Path | None) -> list[SourceText]:
    """Read every text, gold first, each file in its own order.

    corpora: the folder of gold. shared: the folder of texts of others; None, or a folder that is
    not there, leaves them out.
    """
    texts = [
        SourceText(id=f"claims:{line.id}", text=line.text, published=line.published, gold=line)
        for line in read_texts(corpora / GOLD)
    ]
    for name in SILVER:
        texts.extend(_texts(corpora / name, None))
    for source in OUTSIDE if shared is not None and shared.is_dir() else ():
        texts.extend(_texts(Path(shared or "") / source.name, source.group))
    return texts


def _texts(path: Path, group: str | None) -> Iterator[SourceText]:
    decoder = msgspec.json.Decoder(_Line)
    for row in path.read_bytes().splitlines():
        line = decoder.decode(row)
        kept = f"{path.stem}:{getattr(line, group)}" if group else None
        yield SourceText(
            id=f"{path.stem}:{line.id}", text=line.text, published=line.published, group=kept
        )


def sources(corpora: Path, shared: Path | None) -> list[Path]:
    """Name the files that `gather` reads, in its order."""
    inside = [corpora / name for name in (GOLD, *SILVER)]
    if shared is None or not shared.is_dir():
        return inside
    return inside + [shared / source.name for source in OUTSIDE]


def digests(paths: Sequence[Path]) -> dict[str, str]:
    """Give the SHA-256 of each file by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
