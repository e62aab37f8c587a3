"""Whatever the text: spans are exact, sorted and apart, and the work stays linear."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.mentions import Name, find_names, link_mentions
from uratori.mentions.entities import entity, rows
from uratori.records import Mention
from uratori.text import read_text

PIECES = [
    "ラッセル2000", "S&P 500", "ｓ＆ｐ５００", "トヨタ", "(7203)", "<285A>", "NASDAQ: AMPL", "ETF",
    "iShares ", "(IWM)", "同社", "両社", "小型株指数", "アップル", "・", "ー", "円", "ドル",
    "高", "は",
    "。", "\n", " ", "(", ")", "$NVDA", "^GSPC", "10年債", "𠮷", "㌫", "é", "株式会社", "コード",
    ":", "1",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@given(TEXTS)
def test_spans_are_exact(original: str) -> None:
    text = read_text(original)
    names = find_names(text)
    found = link_mentions(text, names)
    for mention in found:
        assert text.original[mention.start : mention.end] == mention.text
        assert mention.text
        if mention.entity in rows():
            assert mention.type == entity(mention.entity).type
    sequences: tuple[tuple[Name | Mention, ...], ...] = (names, found)
    for sequence in sequences:
        assert all(left.end <= right.start for left, right in itertools.pairwise(sequence))
    assert [m.id for m in found] == [f"m{n}" for n in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    "piece",
    [
        "A", "ア", "A ", "ア・", "(", "7203", "コード", "同社", "トヨタ", "両社と", "ラッセル",
        "S&P 500 ETF(", "iShares ", ":", "アップルパ", "日銀行", "小型株指数", "(7203",
        "A.", "金価",
    ],
)  # fmt: skip
def test_work_grows_with_the_text(piece: str) -> None:
    def cost(size: int) -> float:
        text = read_text((piece * size)[:size])
        start = time.process_time()
        link_mentions(text, find_names(text))
        return time.process_time() - start

    cost(2_000)
    small, large = min(cost(4_000) for _ in range(3)), cost(40_000)
    assert large <= 40 * small + 0.2
