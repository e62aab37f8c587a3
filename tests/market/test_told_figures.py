"""Sizes, results and rates told by words round another figure, over the corpus's own series."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from uratori.evaluation.series import read_series
from uratori.market import Facts

from .statements import verdicts

FOLDER = Path(__file__).parents[2] / "corpora" / "market"


@lru_cache(maxsize=1)
def held() -> Facts:
    return read_series(FOLDER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "トヨタの時価総額は10月30日時点で48兆8200億円と、9月末から1兆3900億円増えた。",
            "supported supported",
        ),
        (
            "トヨタの時価総額は10月30日時点で48兆8200億円と、9月末から3兆3900億円増えた。",
            "supported contradicted",
        ),
        (
            "オルカンの純資産総額は9月末から3640億円減り、10月末は9兆2350億円となった。",
            "supported supported",
        ),
        ("エヌビディアとアップルの時価総額の差は10月末で1兆8490億ドル。", "supported"),
        ("エヌビディアとアップルの時価総額の差は10月末で約9000億ドル。", "contradicted"),
        ("トヨタの時価総額は三菱UFJの1.5倍だ。", "supported"),
        ("トヨタの時価総額は三菱UFJの2.5倍だ。", "contradicted"),
        (
            "トヨタの時価総額は10月末で48兆8200億円と、年初の52兆1800億円から6.4%減った。",
            "supported " * 3,
        ),
        ("オルカンの純資産は1カ月で3640億円減った。", "supported"),
        ("アップルの時価総額は9月末から1兆ドル増える可能性がある。", ""),
        ("エヌビディアとアップルの時価総額の差は5月20日で約9000億ドル。", "insufficient"),
    ],
)
def test_changes_and_gaps_of_sizes(text: str, expected: str) -> None:
    assert verdicts(text, date(2026, 10, 31), held()) == expected.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "三菱重工の上期の営業利益率は6.8%で、前年同期の6.7%から上昇した。",
            "supported_under supported_under",
        ),
        (
            "三菱重工の上期の営業利益率は6.8%で、前年同期の8.7%から低下した。",
            "supported_under contradicted",
        ),
        (
            "三菱重工の通期予想は純利益3800億円で、4〜9月期の進捗率は49%となった。",
            "not_checkable supported",
        ),
        (
            "三菱重工の通期予想は純利益3800億円で、4〜9月期の進捗率は69%となった。",
            "not_checkable contradicted",
        ),
        (
            "三菱重工の2026年4〜9月期は、売上高が8.8%増の3兆4292億円、"
            "純利益は2.0%減の1858億円と増収減益だった。",
            "supported supported supported supported",
        ),
    ],
)  # fmt: skip
def test_results_set_beside_others(text: str, expected: str) -> None:
    assert verdicts(text, date(2026, 10, 29), held()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ドル円は9月末の152円07銭から145円34銭へ6円73銭の円高・ドル安となった。",
            "supported supported supported",
        ),
        ("日経平均は月間1.3%下落した。", "supported"),
        ("日経平均は3カ月間1.3%下落した。", "contradicted"),
        (
            "30日の米債券市場で10年物国債利回りは0.03%上昇の3.48%。2年債は3bp低下し3.40%となった。",
            "supported supported supported supported",
        ),
        ("米国債の長短金利差は9月末の-4bpから月末には8bpになった。", "supported supported"),
        ("米国の2-10年スプレッドは78bpに達した。", "contradicted"),
        (
            "米10年債利回りは3.48%、米2年債利回りは3.40%だった。両者の差は8bp。",
            "supported supported supported",
        ),
        (
            "ニューヨーク市場の円相場は前日比8銭円高の1ドル=145円34銭で終えた。",
            "supported supported",
        ),
        (
            "ニューヨーク市場の円相場は前日比98銭円高の1ドル=145円34銭で終えた。",
            "contradicted supported",
        ),
    ],
)
def test_moves_from_a_level(text: str, expected: str) -> None:
    assert verdicts(text, date(2026, 10, 31), held()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "IWMの純資産総額は昨年末の727億ドルから10月30日の758億ドルへ4.3%増えた。",
            "supported supported supported",
        ),
        (
            "IWMの純資産総額は昨年末の727億ドルから10月30日の758億ドルへ14.3%増えた。",
            "supported supported contradicted",
        ),
        (
            "主要企業の時価総額を9月末の値で比べよう。アップルが4兆810億ドル、"
            "マイクロソフトは5兆3950億ドルだ。",
            "supported contradicted",
        ),
        ("時価総額の大きい企業の9月末の売上高を比べよう。アップルが4兆810億ドルだ。", ""),
        ("アマゾンの時価総額、10月末でアップルの0.7倍", "supported"),
        ("アマゾンの時価総額、10月末でアップルの1.7倍", "contradicted"),
    ],
)
def test_sizes_told_in_rows(text: str, expected: str) -> None:
    found = verdicts(text, date(2026, 10, 31), held()).split()
    assert sorted(found) == sorted(expected.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ソニーG、2026年4〜9月期純利益34.7%増", "supported"),
        ("ソニーG、2026年4〜9月期純利益14.7%増", "contradicted"),
        ("ソニーG、2026年4〜9月期純利益14.7%増の見通し", "not_checkable"),
        ("ソニーG、2026年4〜9月期純利益14.7%増額", "insufficient"),
        ("ソニーGの2026年4〜9月期、売上高19.6%増、純利益21.2%減", "supported contradicted"),
        ("米8月の雇用者数は前月比10万6000人増", "supported"),
        ("米8月雇用者数、前月比30万6000人増", "contradicted"),
        (
            "米8月の雇用者数は最初に発表された12万5000人増から10万6000人増に下方修正された。",
            "supported supported",
        ),
        ("米失業率は年初からゆっくりと下がり、9月には4.1%になった。", "supported"),
        ("米失業率は年初からゆっくりと下がり、9月には3.4%になった。", "contradicted"),
        ("8月の米失業率は4.1%。前月から0.1ポイント下がった。", "supported supported"),
        ("8月の米失業率は4.1%。前月から0.4ポイント下がった。", "supported contradicted"),
    ],
)
def test_figures_of_headings(text: str, expected: str) -> None:
    found = verdicts(text, date(2026, 10, 31), held()).split()
    assert sorted(found) == sorted(expected.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "S&P500種の時価総額に占めるアップルの割合は10月末で7.2%。マイクロソフトは7.2%である。",
            "supported supported",
        ),
        (
            "S&P500種の時価総額に占めるアップルの割合は10月末で7.2%。マイクロソフトは9.8%である。",
            "supported contradicted",
        ),
        (
            "S&P500種の時価総額に占める比率は10月末でアップルが7.2%、マイクロソフトが9.8%だった。",
            "supported contradicted",
        ),
        (
            "アップルの時価総額は10月末で4兆1700億ドル。S&P500種の7.2%にあたる。",
            "supported supported",
        ),
        (
            "アップルの時価総額は10月末で4兆1700億ドル。S&P500種の11.5%にあたる。",
            "supported contradicted",
        ),
        (
            "S&P500種の時価総額に占めるアップルの割合は10月末で7.2%。配当利回りは2.4%だ。",
            "supported insufficient",
        ),
    ],
)
def test_shares_told_behind_others(text: str, expected: str) -> None:
    found = verdicts(text, date(2026, 10, 31), held()).split()
    assert sorted(found) == sorted(expected.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日経平均のPBRは30日に1.48倍。9月末は1.49倍だった。", "supported supported"),
        ("日経平均のPBRは30日に1.48倍。9月末は1.71倍だった。", "supported contradicted"),
        (
            "9月末に30.52倍だったエヌビディアの予想PERは、30日に28.45倍へ下がった。",
            "supported supported",
        ),
        (
            "SPYの純資産は5年前の3000億ドルから10月末に10225億ドルへ増えた。",
            "insufficient supported",
        ),
        ("S&P500の予想PERは23.45倍と、9月末の20.28倍を上回る。", "supported contradicted"),
        ("日経平均の配当利回りは1.81%。9月30日と比べて0.06ポイント低い。", "supported supported"),
        ("日経平均の配当利回りは1.81%。9月末より0.46ポイント低い。", "supported contradicted"),
        (
            "日経平均の予想PERは8月末の17.36倍から10月30日の17.10倍へと0.26ポイント低下した。",
            "supported " * 3,
        ),
        ("ビットコインの時価総額は2兆1410億ドル。昨年の大みそかは2兆50億ドル。", "supported " * 2),
        (
            "10月末のメタの時価総額は1兆8550億ドル、テスラは1兆9050億ドル。",
            "supported contradicted",
        ),
        ("ETF「SPY」の純資産は9月末に9159億ドルとなった。", "supported"),
        ("ETF「SPY」の純資産は9月末に8159億ドルとなった。", "contradicted"),
        ("エヌビディアの時価総額は10月に630億ドル増えた。9月は640億ドルの増加。", "supported " * 2),
        (
            "エヌビディアの時価総額は10月に630億ドル増えた。9月は940億ドルの増加だった。",
            "supported contradicted",
        ),
        (
            "昨年末から10月末までにS&P500の時価総額は1.3%減り、M7の合計は16.2%増えた。",
            "supported supported",
        ),
        (
            "昨年末から10月末までにS&P500の時価総額は1.3%減り、M7の合計は26.2%増えた。",
            "supported contradicted",
        ),
        (
            "10月末のアップルとマイクロソフトの時価総額を足すと8兆3560億ドルで、"
            "エヌビディア1社を2兆3370億ドル上回る。",
            "supported supported",
        ),
        (
            "10月末の3メガバンクの時価総額のうち、三菱UFJは44.4%、みずほFGは33.1%を占める。",
            "supported contradicted",
        ),
        (
            "時価総額上位の3メガバンクのうち、三菱UFJは3.2%、みずほFGは2.1%上昇した。",
            "insufficient insufficient",
        ),
    ],
)
def test_figures_of_then_and_their_changes(text: str, expected: str) -> None:
    assert verdicts(text, date(2026, 10, 31), held()) == expected.strip()
