"""Shares of an index: statements over the invented world, with the verdict that each must have."""

import pytest

from .statements import verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("マグニフィセントセブンがS&P500の時価総額に占める割合は33%に達した。", "supported"),
        ("マグニフィセントセブンがS&P500の時価総額に占める割合は43%に達した。", "contradicted"),
        ("エヌビディアはS&P500の時価総額の7%を占める。", "supported"),
    ],
)
def test_groups_are_judged(text: str, expected: str) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ハイテク株がS&P500の40%を占める。", "insufficient"),
        ("エヌビディアとアップルはS&P500の13%を占める。", "insufficient"),
        ("エヌビディアはS&P500の上昇分の20%を占めた。", "insufficient"),
    ],
)
def test_groups_that_may_be_others_are_not_refuted(text: str, expected: str) -> None:
    assert verdicts(text) == expected
