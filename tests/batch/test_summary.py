"""What the command says: a line while it runs, a few at its end."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from uratori.batch.run import Tally
from uratori.batch.summary import Count, Lang, progress, summary


def tally() -> Tally:
    made = Tally()
    made.begun = monotonic() - 10
    made.items, made.claims, made.skipped, made.before = 1200, 34567, 300, 100
    made.findings.update({"consistent": 5, "inconsistent": 2})
    made.errors.update({"Died": 1, "ArticleError": 3})
    made.left, made.unread, made.unreadable = 800, 1, 5
    return made


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            "1,196 articles, 34,567 claims in 10.0 s (120 a second)\n"
            "findings: inconsistent 2, consistent 5\n"
            "not read: 4 (ArticleError 3, Died 1); the table errors has them\n"
            "seen before and left out: 300\n"
            "not read by earlier runs: 5; the table errors has them\n"
            "sources that could not be read: 1\n"
            "stopped; 800 are left: run the same command again, and it goes on from there\n",
        ),
        (
            "ja",
            "記事 1,196本、主張 34,567件、10.0秒（毎秒120本）\n"
            "判定: 数字どうしが合わない 2、数字どうしが合う 5\n"
            "読めなかったもの: 4（ArticleError 3、Died 1）。errorsの表にある\n"
            "既に見たもの: 300件を飛ばした\n"
            "以前の実行で読めなかったもの: 5件。errorsの表にある\n"
            "読めなかった入力: 1\n"
            "途中で止めた。残り800本は、同じ命令をもう一度実行すれば続きから行う\n",
        ),
    ],
)
def test_the_summary(lang: Lang, expected: str) -> None:
    assert summary(tally(), lang) == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (None, "1,200 articles, 120 a second"),
        (2600, "1,200/2,400 articles, 120 a second, 0:00:10 left"),
        (0, "1,200/1,200 articles, 120 a second, 0:00:00 left"),
    ],
)
def test_the_progress(total: int | None, expected: str) -> None:
    assert progress(tally(), total, "en") == expected


def test_the_items_of_files_are_counted_beside_the_work(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"記事{number}", encoding="utf-8")
    count = Count([str(tmp_path), "no such file"])
    count.start()
    count.join(10)
    assert count.total == 5
