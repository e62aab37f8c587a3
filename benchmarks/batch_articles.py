"""Articles made for measuring `uratori batch`: 200 to 600 characters, 5 to 15 numbers, seeded.

Every sentence is written for uratori and every figure is drawn; the same seed gives the same
articles on every machine. They are no measure of what is found, only of how fast and in how much
memory.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2026, 1, 5)
DAYS = 20
"""Days over which articles are spread, as a feed would be."""
_FIRMS = (
    "トヨタ自動車", "ソニーグループ", "村田製作所", "キーエンス", "日立製作所", "三菱重工業",
    "東京エレクトロン", "任天堂", "信越化学工業", "ファーストリテイリング",
)  # fmt: skip
_WAYS = (("上昇", "高", "増"), ("下落", "安", "減"))

Sentence = Callable[[random.Random, date], tuple[str, int]]
"""Gives a sentence and how many numbers it has beside its dates."""


def write_articles(path: Path, count: int, *, seed: int = 8) -> int:
    """Write articles as JSON Lines; give how many characters they have in all."""
    characters = 0
    with path.open("w", encoding="utf-8") as file:
        for article in articles(count, seed=seed):
            characters += len(article["text"])
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return characters


def articles(count: int, *, seed: int = 8) -> Iterator[dict[str, str]]:
    """Yield articles as JSON objects: id, title, published, text."""
    chance = random.Random(seed)
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        yield {
            "id": f"made-{seed}-{number}",
            "title": f"市況 第{number}報",
            "published": day.isoformat(),
            "text": _text(chance, day),
        }


def _text(chance: random.Random, day: date) -> str:
    least, numbers, said = chance.randint(200, 480), 0, ""
    while (len(said) < least or numbers < 5) and numbers < 11 and len(said) < 540:
        sentence, more = chance.choice(_SENTENCES)(chance, day)
        said += sentence + ("\n" if chance.random() < 0.3 else "")
        numbers += more
    return said.rstrip("\n") + "\n"


def _close(chance: random.Random, day: date) -> tuple[str, int]:
    before, move = chance.randint(36_000, 54_000), chance.randint(20, 1_500)
    sen, up = chance.randint(0, 49), chance.random() < 0.5
    level, way = (before + move, "高") if up else (before - move, "安")
    share = f"{100 * (move + sen / 100) / before:.2f}%"
    return (
        f"{day.day}日の東京株式市場で日経平均株価は前日比{move}円{sen:02d}銭({share}){way}の"
        f"{level // 10_000}万{level % 10_000:04d}円で取引を終えた。",
        3,
    )


def _results(chance: random.Random, day: date) -> tuple[str, int]:
    before, growth = chance.randint(400, 90_000), chance.randint(-30, 40)
    after = before * (100 + growth) // 100
    _, _, way = _WAYS[growth < 0]
    return (
        f"{chance.choice(_FIRMS)}の2025年4〜12月期の連結営業利益は前年同期の{before:,}億円から"
        f"{after:,}億円へ{abs(growth)}%{way}となった。",
        3,
    )


def _valuation(chance: random.Random, day: date) -> tuple[str, int]:
    per, index = chance.randint(90, 320) / 10, chance.randint(150, 290) / 10
    return (
        f"{chance.choice(_FIRMS)}の予想PERは{per}倍、PBRは{chance.randint(6, 48) / 10}倍で、"
        f"東証株価指数(TOPIX)の{index}倍と比べた割高感は意識されにくいとの声があった。",
        3,
    )


def _currency(chance: random.Random, day: date) -> tuple[str, int]:
    rate = chance.randint(14_000, 16_400) / 100
    return (
        f"外国為替市場で円相場は1ドル={int(rate)}円{round(rate % 1 * 100):02d}銭前後と、"
        f"前日の同時刻に比べ{chance.randint(5, 180)}銭の円安・ドル高で推移した。",
        2,
    )


def _prices(chance: random.Random, day: date) -> tuple[str, int]:
    return (
        f"総務省が発表した2025年12月の全国消費者物価指数は、生鮮食品を除く総合が前年同月比"
        f"{chance.randint(12, 38) / 10}%{_WAYS[0][0]}し、市場予想の中央値である"
        f"{chance.randint(12, 38) / 10}%を上回った。",
        2,
    )


def _policy(chance: random.Random, day: date) -> tuple[str, int]:
    times = chance.randint(1, 4)
    return (
        f"米連邦準備理事会(FRB)は2025年に{times}回の利下げ(合計{25 * times}ベーシスポイント)を"
        "決め、"
        f"市場では年内にあと{chance.randint(1, 3)}回の利下げがあるとの見方が出ている。",
        3,
    )


def _breadth(chance: random.Random, day: date) -> tuple[str, int]:
    up, same = chance.randint(200, 1_300), chance.randint(20, 60)
    value = f"{chance.randint(3, 6)}兆{chance.randint(1_000, 9_999)}億円"
    return (
        f"東証プライムの値上がり銘柄数は{up}、値下がりは{1_600 - up}、変わらずは{same}だった。"
        f"売買代金は概算で{value}。",
        4,
    )


def _words(chance: random.Random, day: date) -> tuple[str, int]:
    return (
        chance.choice((
            "市場関係者は、海外の投資家による買いが続くかどうかを見極めたいとの姿勢を崩していない。",
            "朝方は買いが先行したものの、戻り待ちの売りに押されて伸び悩む場面が目立った。",
            "もっとも、先行きの需要には不透明感が残り、慎重な見方をする向きも少なくない。",
        )),
        0,
    )  # fmt: skip


_SENTENCES: tuple[Sentence, ...] = (
    _close, _results, _valuation, _currency, _prices, _policy, _breadth, _words, _words,
)  # fmt: skip
