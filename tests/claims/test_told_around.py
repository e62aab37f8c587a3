"""What the words around a number tell where none names its metric, its owner or its mood."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer, Claim

NO_CLAIM = "-"


def claim_of(text: str, number: str) -> Claim | None:
    """Give the claim of the last number that is written so."""
    analysis = Analyzer().extract(text, published=date(2026, 1, 26))
    ids = {q.id for q in analysis.quantities if q.start == text.rindex(number)}
    return next((claim for claim in analysis.claims if claim.quantity in ids), None)


def told(text: str, number: str) -> str:
    claim = claim_of(text, number)
    return f"{claim.metric} {claim.entity or '-'} {claim.modality}" if claim else NO_CLAIM


@pytest.mark.parametrize(
    ("text", "number", "wanted"),
    [
        # a share's price near one told before, and other sums of its firm
        (
            "トヨタの終値は3000円だった。2900円を割り込めば調整が深まる。",
            "2900円",
            "close XTKS:7203 hypothetical",
        ),
        ("トヨタの終値は3000円だった。社員の手当が3100円を上回る。", "3100円", NO_CLAIM),
        (
            "トヨタの終値は3000円だった。部品の単価は30円を割った。",
            "30円",
            "unit_price XTKS:7203 fact",
        ),
        ("花王株は6,210円と反発した。", "6,210円", "close XTKS:4452 fact"),
        ("花王は続伸した。花王は6,210円。", "6,210円", "close XTKS:4452 fact"),
        ("花王、6,210円で200株追加。", "6,210円", "close XTKS:4452 fact"),
        # cells of a list; a list of dividends is none
        ("成績。\n・花王 6,210円(週間で+2.3%)\n", "6,210円", "close XTKS:4452 fact"),
        ("成績。\n・花王 6,210円(週間で+2.3%)\n", "+2.3%", "return XTKS:4452 fact"),
        ("年間配当の一覧。\n・花王 154円、\n", "154円", NO_CLAIM),
        # yields by their bond, or by its term alone
        ("20年債は2.61%で終えた。", "2.61%", "yield rate:jp20y fact"),
        ("米10年債利回りは4.1%、2年物は3.5%。", "3.5%", "yield rate:us2y fact"),
        (
            "10年債利回りは1.6%だ。1.7%に乗せるようなら買う。",
            "1.7%",
            "yield rate:jp10y hypothetical",
        ),
        ("10年債利回りは1.6%だ。日銀が1.5%への利上げ決定。", "1.5%", "policy_rate bank:boj fact"),
        ("ダウ平均は下げた。10年債利回りは4.2%に上がった。", "4.2%", "yield rate:us10y fact"),
        ("東証は高い。ダウ平均は下げた。10年債利回りは2.2%だ。", "2.2%", "yield rate:jp10y fact"),
        # what goes on
        (
            "花王の出来高は183万株と前日の2.4倍に膨らんだ。",
            "2.4倍",
            "turnover_volume XTKS:4452 fact",
        ),
        ("花王の現値6,210円は予想EPS150円の41倍で高い。", "41倍", "per XTKS:4452 fact"),
        ("花王は予想に届かず4.4%安。EPSは0.40ドルだった。", "4.4%", "return XTKS:4452 fact"),
        ("花王はEPSが予想に届かず4.4%安だった。", "4.4%", "return XTKS:4452 fact"),
        # owners
        (
            "花王が伸び悩む。資生堂が年初来32%上げたのに対し、17%高にとどまる。純利益は90億円。",
            "90億円",
            "net_profit XTKS:4452 fact",
        ),
        ("東証グロースのアクセラ社が急伸した。時価総額は214億円。", "214億円", "market_cap - fact"),
        ("ビットコインは下げた。現物ETFからの流出は35億ドル。", "35億ドル", "fund_flow - fact"),
        ("花王の時価総額は資生堂の半分だ。年間配当は154円。", "154円", "dps XTKS:4452 fact"),
        ("ユーロは180円12銭、対ドルは1.1617ドル。", "180円12銭", "close fx:EURJPY fact"),
        # moods
        (
            "花王は今期予想を上方修正。純利益90億円(前期比9%増)。",
            "90億円",
            "net_profit XTKS:4452 forecast",
        ),
        ("花王は今期予想を上方修正。純利益は90億円だった。", "90億円", "net_profit XTKS:4452 fact"),
        (
            "2026年の相場予想。日経平均は高値5万8000円。",
            "5万8000円",
            "high index:nikkei225 forecast",
        ),
        ("花王は増益だ。配当は36円へ2円増やす。", "2円", "dps XTKS:4452 forecast"),
        ("花王は増益だった。配当は2円増やした。", "2円", "dps XTKS:4452 fact"),
        (
            "原油が60ドルを切るなら売るが、花王の配当利回りは3.3%ある。",
            "3.3%",
            "dividend_yield XTKS:4452 fact",
        ),
        (
            "政策金利が上がるごとに花王の純利益は7億円増える。",
            "7億円",
            "net_profit XTKS:4452 hypothetical",
        ),
        (
            "花王の27年3月期の純利益は480億円にとどまろう。",
            "480億円",
            "net_profit XTKS:4452 forecast",
        ),
    ],
)  # fmt: skip
def test_what_the_words_around_tell(text: str, number: str, wanted: str) -> None:
    assert told(text, number) == wanted


@pytest.mark.parametrize(
    ("text", "number", "days"),
    [
        ("花王が26日発表した4〜12月期。純利益は90億円。", "90億円", ("2025-04-01", "2025-12-31")),
        ("花王は26日に発表した。純利益は90億円。", "90億円", None),
        (
            "小売り決算(3〜8月期、単位億円)\n花王 純利益90億円\n",
            "90億円",
            ("2025-03-01", "2025-08-31"),
        ),
    ],
)  # fmt: skip
def test_a_report_gives_its_time_to_what_follows(
    text: str, number: str, days: tuple[str, str] | None
) -> None:
    claim = claim_of(text, number)
    assert claim is not None
    period = claim.period
    assert (period and (str(period.start_date), str(period.end_date))) == days


def test_a_bare_level_stands_before_the_month_it_is_told_from() -> None:
    text = "日銀短観の業況判断はプラス14と6月から改善した。"
    assert told(text, "プラス14") == "diffusion_index macro:jp.tankan fact"
