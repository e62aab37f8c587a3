"""Small articles for a batch: made by a seed, in several days, some of them again and changed."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

LINES = (
    "日経平均株価は前日比{0}.{1}%高の3万{2}{3}00円だった。",
    "アンプリチュード(NASDAQ: AMPL)のPERは19.{1}倍で、指数の28倍に対し{0}割の割引だ。",
    "売上高は前年同期比{0}{1}%増の{2}{3}0億円、営業利益は{3}{1}億円だった。",
    "長期金利は{0}.{1}{2}%に上昇し、ドル円は1ドル=15{3}円台で推移した。",
)


def article(draw: Random) -> str:
    lines = draw.sample(LINES, 2)
    return "".join(line.format(*draw.choices(range(1, 9), k=4)) for line in lines)


def write_corpus(path: Path, *, articles: int, seed: int = 1) -> Path:
    """JSON Lines of several days; every seventh id comes again with another text, one line in a
    hundred is damaged, and some articles have no date."""
    draw = Random(seed)
    with path.open("w", encoding="utf-8") as lines:
        for number in range(articles):
            row = {
                "id": f"item-{number - 6 if number % 7 == 6 else number}",
                "text": article(draw),
                "title": f"記事{number}",
            }
            if number % 5:
                row["published"] = f"2026-01-{draw.randint(20, 26):02d}"
            line = json.dumps(row, ensure_ascii=False)
            lines.write(line[:-9] if number % 100 == 50 else line)
            lines.write("\n")
    return path


def files(out: Path) -> dict[str, bytes]:
    """Every file of the tables and of the manifests below DIR, by its path."""
    folders = ("articles", "claims", "findings", "errors", "documents", "shards")
    return {
        str(path.relative_to(out)): path.read_bytes()
        for folder in folders
        for path in sorted((out / folder).rglob("*"))
        if path.is_file()
    }
