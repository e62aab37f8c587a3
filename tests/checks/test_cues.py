"""Patterns of the declarations: the words that a text must say for one to match."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from uratori.checks.cues import compiled, may_match, must_say
from uratori.checks.rules import CHECKS

PATTERNS = sorted(
    {
        pattern
        for check in CHECKS
        for pattern in (
            check.preceded_by,
            check.told_as,
            check.around,
            check.spoken_of,
            *(role.preceded_by for role in check.roles),
            *(role.followed_by for role in check.roles),
        )
        if pattern
    }
)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("の?利回り", {"利回り"}),
        ("配当性?向", {"配当"}),
        ("(?:公募|売り出し)(?:価格)?", {"公募", "売り出し"}),
        ("#の?[高安](?!値)", {"高", "安"}),
        ("(?<!中間)配当(?:予想)?<is>?", {"配当"}),
        ("(?:合計|[^。]{0,4})で", {"で"}),
        ("(?:合計|[0-9])#", set()),
        ("<mean>値?<about>", {"平均", "単純平均"}),
        ("(?:赤字){0,2}#<word>{1,3}", set()),
        (r"^(?=[\s\S]*内訳)#", set()),
    ],
)
def test_the_words_that_a_pattern_needs(pattern: str, words: set[str]) -> None:
    assert set(must_say(pattern)) == words


def test_a_text_without_those_words_cannot_match() -> None:
    assert not may_match("平均値?", "3社の合計は12億円")
    assert may_match("平均値?", "3社の平均は4億円")
    assert may_match("[0-9]{1,2}", "なにもない")


def test_no_declared_pattern_matches_where_its_words_are_missing(root: Path) -> None:
    lines = (root / "tests/checks/cases.tsv").read_text(encoding="utf-8").splitlines()
    texts = [*lines, *(re.sub(r"[0-9.,]+[%円倍人]?", "#", line) for line in lines)]
    for pattern in PATTERNS:
        said = [text for text in texts if not may_match(pattern, text)]
        assert not [text for text in said if compiled(pattern).search(text)], pattern
