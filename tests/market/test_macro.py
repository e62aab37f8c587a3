"""Macro figures: statements over the invented world, with the verdict that each must have."""

import pytest

from .statements import verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1月の米失業率は4.3%だった。", "supported"),
        ("1月の米失業率は4.5%だった。", "contradicted"),
        ("12月の米失業率は4.4%と、前月から0.2ポイント低下した。", "supported supported"),
        ("1月の米失業率は4.3%と、前月から0.1ポイント低下した。", "supported supported"),
        ("1月の米失業率は4.3%と、前月から0.2ポイント低下した。", "supported contradicted"),
        ("1月の米雇用統計では、非農業部門雇用者数が前月比13万人増えた。", "supported"),
        ("1月の米雇用統計では、非農業部門雇用者数が前月比18万人増えた。", "contradicted"),
        ("非農業部門雇用者数は前月比13万人増だった。", "supported"),
        ("非農業部門雇用者数は前月比20万人増だった。", "insufficient"),
        ("12月の非農業部門雇用者数は前月比15万人増だった。", "definition_dependent"),
        ("12月の非農業部門雇用者数は前月比13万5000人増だった。", "supported"),
        ("12月の米CPIは前月比0.3%上昇した。", "supported_under"),
        ("12月の米CPIは前月比0.5%上昇した。", "contradicted"),
        ("12月の米CPIは前年同月比2.7%上昇した。", "supported"),
        ("12月の米CPIは前年同月比3.1%上昇した。", "contradicted"),
        ("12月の米コアCPIは前年同月比2.6%上昇、前月比0.2%上昇。", "supported supported_under"),
        ("12月の米コアCPIは前年同月比2.9%上昇した。", "contradicted"),
        ("米国の7〜9月期の実質GDPは前期比年率4.4%増だった。", "supported"),
        ("米国の7〜9月期の実質GDPは前期比年率4.3%増だった。", "definition_dependent"),
        ("米国の7〜9月期の実質GDPは前期比年率3.8%増だった。", "contradicted"),
        (
            "日本の7〜9月期の実質国内総生産(GDP)は前期比0.6%減、年率換算で2.3%減となった。",
            "supported supported",
        ),
        ("日本の7〜9月期の実質国内総生産(GDP)は前期比年率で1.8%減となった。", "contradicted"),
        (
            "12月の日銀短観は大企業製造業の業況判断指数(DI)がプラス15と、前回から1ポイント改善した。",
            "supported supported",
        ),
        ("12月の日銀短観は大企業製造業の業況判断指数(DI)がプラス17だった。", "contradicted"),
        ("日銀短観で大企業非製造業の業況判断DIはプラス35だった。", "supported"),
    ],
)
def test_macro_are_judged(text: str, expected: str) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10月から0.1ポイント低下し、12月の米失業率は4.4%だった。", "supported"),
        ("1月発表の米雇用統計では失業率が4.4%だった。", "insufficient"),
        ("米失業率は11月の4.6%から低下した。", "supported"),
        ("米失業率は12月の4.4%から低下し、4.3%となった。", "supported supported"),
        ("非農業部門雇用者数の過去3カ月の平均は9万人増だった。", "insufficient"),
        ("12月の米CPIは、ガソリンが前月比1.0%上昇した。", "insufficient"),
        ("12月の米CPIでは、住居費が前年同月比3.2%上昇した。", "insufficient"),
        ("12月の米CPIは市場予想の2.8%を下回った。", "not_checkable"),
        (
            "12月の米CPIは前年同月比2.7%上昇し、市場予想(2.8%)を下回った。",
            "supported not_checkable",
        ),
        ("12月の米CPIの伸び率は前月から0.1ポイント縮小した。", "insufficient"),
        ("11月の雇用者数は6万4000人増から5万人増に下方修正された。", ""),
        (
            "1月の非農業部門雇用者数は13万人増と、市場予想の7万人増を上回った。",
            "supported not_checkable",
        ),
        ("米国の7〜9月期の名目GDPは前期比年率8.2%増だった。", "insufficient"),
        ("大企業製造業の業況判断DIの先行きはプラス15だった。", "supported"),
        ("日銀短観の大企業製造業の業況判断DIは3カ月後にプラス15となる見通し。", "not_checkable"),
        ("FRBの利下げで米失業率は4.0%まで下がるとの見方がある。", "not_checkable"),
        ("米国の失業率が5%を超えれば景気後退となる。", "not_checkable"),
    ],
)
def test_macro_that_may_be_others_are_not_refuted(text: str, expected: str) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月の米CPIは静かだった。季節調整済みの前月比は0.3%の上昇だった。", "supported_under"),
        ("米CPIが発表された。12月は前年同月比2.7%上昇した。", "supported"),
        ("米消費者物価を見よう。12月は前年同月比3.1%の上昇だった。", "contradicted"),
        ("米CPIが発表された。12月は前年同月比2.7%の上昇、11月の3.4%から鈍った。",
         "supported insufficient"),  # no index of that November is known
        ("日本の物価が上がる。米CPIが出た。12月は前年同月比2.7%上昇した。", "supported"),
        ("失業率を追う。米国は低い。12月は4.4%、11月は4.6%だった。", "supported supported"),
        ("失業率を比べる。米国は低く、日本も低い。12月は4.4%だった。", "insufficient"),
    ],
)  # fmt: skip
def test_an_indicator_is_named_the_sentence_before(text: str, expected: str) -> None:
    assert verdicts(text) == expected
