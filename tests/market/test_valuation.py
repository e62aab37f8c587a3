"""Valuations: statements over the invented world, with the verdict that each must have."""

import pytest

from .statements import verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("トヨタ自動車の実績PERは15.1倍だ。", "supported_under"),
        ("トヨタ自動車の実績PERは25倍だ。", "contradicted"),
        ("トヨタ自動車の会社予想ベースのPERは15.0倍。", "supported"),
        ("トヨタ自動車の会社予想ベースのPERは25倍。", "contradicted"),
        ("トヨタ自動車の予想PERは18倍。", "insufficient"),
        ("トヨタ自動車のPBRは1.4倍。", "supported"),
        ("トヨタ自動車のPBRは2.4倍。", "contradicted"),
        ("トヨタ自動車の配当利回りは2.7%だ。", "supported"),
        ("トヨタ自動車の配当利回りは5.5%だ。", "contradicted"),
        ("トヨタ自動車の時価総額は3兆3000億円だ。", "supported"),
        ("トヨタ自動車の時価総額は5兆3000億円だ。", "contradicted"),
        ("日経平均の予想PERは17.1倍。", "supported"),
        ("日経平均の予想PERは19.5倍。", "contradicted"),
        ("マグニフィセント・セブンの時価総額は21兆ドルに達した。", "supported"),
        ("マグニフィセント・セブンの時価総額は31兆ドルに達した。", "contradicted"),
    ],
)
def test_valuation_are_judged(text: str, expected: str) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("トヨタ自動車のPERは14倍で、業界平均の12倍を上回る。", "supported_under insufficient"),
        ("トヨタ自動車のPERは5年平均の11倍を上回る。", "insufficient"),
        ("トヨタ自動車の株価は予想PERで12倍程度まで上昇余地がある。", "not_checkable"),
        ("トヨタ自動車の時価総額は1年前に2兆8000億円だった。", "insufficient"),
        ("時価総額は一時3兆5000億円に達した。", "insufficient"),
        ("トヨタ自動車の配当利回りは2.9%。", "supported"),
    ],
)
def test_valuation_that_may_be_others_are_not_refuted(text: str, expected: str) -> None:
    assert verdicts(text) == expected
