"""Clause breaks and the parts that mentions play."""

from __future__ import annotations

from itertools import pairwise

import pytest

from uratori.claims.clauses import read_stretch
from uratori.claims.roles import role_of
from uratori.records import Mention
from uratori.text import fold


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("指数は75%上昇し、PERは28倍に達した。", ["指数は75%上昇し、", "PERは28倍に達した。"]),
        ("現在のPERは、28倍だ。", ["現在のPERは、28倍だ。"]),
        ("利益は10%増だが、売上高は減った。", ["利益は10%増だが、", "売上高は減った。"]),
        ("株価は10%上昇、出来高も増えた。", ["株価は10%上昇、", "出来高も増えた。"]),
        ("単純な話だ:上昇が必要だ。", ["単純な話だ:", "上昇が必要だ。"]),
        ("トヨタ、ホンダ、日産が上げた。", ["トヨタ、ホンダ、日産が上げた。"]),
    ],
)
def test_a_comma_ends_a_clause_after_a_predicate_only(sentence: str, clauses: list[str]) -> None:
    edges = [0, *read_stretch(sentence).breaks, len(sentence)]
    assert [sentence[a:b] for a, b in pairwise(edges)] == clauses


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("《S&P 500》は75%上昇した。", "topic"),
        ("《S&P 500》の株価収益率は28倍だ。", "topic"),
        ("《S&P 500》の28倍を下回る。", "reference"),
        ("《S&P 500》が上げた。", "subject"),
        ("《S&P 500》と比べて3割安い。", "reference"),
        ("《S&P 500》に対して3割安い。", "reference"),
        ("《S&P 500》を14日連続で上回った。", "reference"),
        ("《S&P 500》より安い。", "reference"),
        ("《S&P 500》並みの水準だ。", "reference"),
        ("《S&P 500》の水準に並ぶには上昇が要る。", "reference"),
        ("《S&P 500》を買う。", "object"),
        ("《ETF》(IWM)は小型株を代表する。", "topic"),
        ("《トヨタ》(7203)の純利益は増えた。", "topic"),
        ("《M7》と呼ばれるテクノロジー株は割高だ。", "topic"),
        ("《IWM》(19.5倍)は割安だ。", "topic"),
        ("《IWM》19.5倍に対し割安だ。", "direct"),
    ],
)
def test_the_part_of_a_mention_is_read_from_what_follows(sentence: str, role: str) -> None:
    start, end = sentence.index("《"), sentence.index("》") - 1
    plain = fold(sentence.replace("《", "").replace("》", ""))
    mention = Mention(
        id="m1", start=start, end=end, text=plain[start:end], type="index", entity=None
    )
    assert role_of(plain, mention, len(plain)) == role
