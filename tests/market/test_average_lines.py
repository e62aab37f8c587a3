"""Moving averages told beside others: 同線, that of the sentence before, runs beyond a line."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.market import Facts

from .builders import until

NIKKEI, TOPIX = "index:nikkei225", "index:topix"
# sixty sessions of rest, then 2026-02-02 (Mon) to 02-06
ROWS = [
    *until(NIKKEI, "2026-02-06", "50000 " * 60 + "51000 51500 50500 52000 51500"),
    *until(TOPIX, "2026-02-06", "3000 " * 60 + "3100 3050 2900 2890 2880"),
]


def _status(text: str, number: str) -> str | None:
    report = Analyzer().check(text, published=date(2026, 2, 7), data=Facts(ROWS))
    places = {each.id: each for each in report.analysis.quantities}
    held = [each for each in report.findings if each.scope == "market"]
    at = text.rindex(number)
    told = (places[each.quantity] for each in held)
    return next(
        (each.status for each, of in zip(held, told, strict=True) if of.start <= at < of.end), None
    )


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("日経平均は25日線を5日連続で上回って引けた。", "5日", "supported"),
        ("日経平均は25日線を8日連続で上回って引けた。", "8日", "contradicted"),
        ("日経平均の25日線超えは5営業日連続となった。", "5営業日", "supported"),
        (
            "日経平均は6日も25日線を割り込まず、これで5営業日続けて線の上で終えた。",
            "5営業日",
            "supported",
        ),
        ("日経平均が25日移動平均線を上回った状態は5日間続いている。", "5日", "supported"),
        ("TOPIXは25日線を3営業日連続で下回っている。", "3営業日", "supported"),
        ("TOPIXは25日線を5営業日連続で下回っている。", "5営業日", "contradicted"),
        ("TOPIXの終値が25日移動平均を下回るのは6日で3日連続。", "3日", "supported"),
        ("TOPIXは25日線割れが3営業日に及んだ。", "3営業日", "supported"),
        ("2月3日から6日まで、日経平均は4営業日続けて25日線を上回った。", "4営業日", "supported"),
        ("2月3日から6日まで、日経平均は3営業日続けて25日線を上回った。", "3営業日", "contradicted"),
        ("TOPIX、25日線割れ3日目。", "3日目", "supported"),
        ("TOPIXは25日線の下での推移が7日目に入った。", "7日目", "contradicted"),
        ("TOPIXは25日線を回復できない日が3日続く。", "3日", "supported"),
        ("日経平均は25日線を上回る日が5日続き、5日線の上では2日連続だ。", "5日続", "supported"),
        ("日経平均は25日線を上回る日が5日続き、5日線の上では2日連続だ。", "2日", "supported"),
        ("日経平均は25日線を上回る日が5日続き、5日線の上では4日連続だ。", "4日", "contradicted"),
        ("日経平均が25日線を上回って引けるのは6日で5営業日目になる。", "5営業日目", "supported"),
        ("日経平均が25日線を上回って引けるのは6日で9営業日目になる。", "9営業日目", "contradicted"),
        ("日経平均は25日線を割り込んでおらず、上回るのは連続5日目だ。", "5日目", "supported"),
        # held back
        (
            "TOPIXの25日線は3093ポイント。株価が25日線の下にいるのはこれで3営業日目。",
            "3営業日目",
            "supported",
        ),
        ("TOPIXは5日線を下回ること3日連続、25日線については7日連続。", "7日", "contradicted"),
    ],
)
def test_runs_of_sessions_beyond_an_average(text: str, number: str, status: str) -> None:
    assert _status(text, number) == status


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("日経平均の25日移動平均は5万0260円。終値はこれを2.5%上回る。", "2.5%", "supported"),
        ("日経平均の25日移動平均は5万0260円。終値との乖離は2.5%にとどまる。", "2.5%", "supported"),
        (
            "日経平均の25日移動平均は5万0260円。終値との乖離は5.5%に広がった。",
            "5.5%",
            "contradicted",
        ),
        ("日経平均は25日移動平均線(5万0260円)を2.5%上回る。", "2.5%", "supported"),
        ("日経平均は25日移動平均線(5万0260円)を4.5%上回る。", "4.5%", "contradicted"),
        ("日経平均は25日線を上回る。同線は5万0260円に位置する。", "5万0260円", "supported"),
        ("日経平均は25日線を上回る。同線は5万1260円に位置する。", "5万1260円", "contradicted"),
        ("日経平均は25日線を上回って引けた。線との差は1240円だ。", "1240円", "supported"),
        ("日経平均は25日線を上回って引けた。線との差は2240円だ。", "2240円", "contradicted"),
        ("TOPIXは25日線を下回る。線まではあと112.8ポイント。", "112.8ポイント", "supported"),
        ("日経平均は5万0260円付近を通る25日線を上回った。", "5万0260円", "supported"),
        (
            "6日の日経平均は25日線を2.5%上回った。2.0%だった75日線との乖離より大きい。",
            "2.0%",
            "insufficient",
        ),
        ("日経平均と25日線とのかい離は6日時点でプラス2.5%。", "2.5%", "supported"),
        ("日経平均の25日線からの上放れは6日に2.5%。", "2.5%", "supported"),
        ("日経平均は5万1500円で引けた。25日線との開きは2.5%になった。", "2.5%", "supported"),
        ("日経平均は5万1500円で引けた。25日線との開きは6.5%になった。", "6.5%", "contradicted"),
        ("日経平均は25日線との距離が2.5%まで縮んだ。", "2.5%", "supported"),
        (
            "日経平均の6日の終値と25日移動平均(5万0260円)との乖離率はプラス5.5%。",
            "5.5%",
            "contradicted",
        ),
        (
            "日経平均は25日線を超えた。終値は5万1500円、25日線は5万0260円で、その差は1240円。",
            "1240円",
            "supported",
        ),
        ("日経平均の25日線は5万0260円。終値はこれより1240円ほど高い。", "1240円", "supported"),
        ("日経平均の25日線は5万0260円。終値はこれより2240円ほど高い。", "2240円", "contradicted"),
        ("日経平均の25日線は6日現在で5万0260円。", "5万0260円", "supported"),
        # held back
        ("日経平均の終値は25日線比で2.5%高い。", "2.5%", "supported"),
        ("日経平均と25日線(5万0260円)との隔たりは2.5%。", "2.5%", "supported"),
        # the line told before, or by its length alone
        (
            "25日移動平均は5万0260円あたり。日経平均の終値はそれを2.5%上回る。",
            "5万0260円",
            "supported",
        ),
        ("25日移動平均は5万0260円。日経平均の終値はそれを6.5%上回る。", "6.5%", "contradicted"),
        ("日経平均の5日線は5万1300円、25日は5万0260円だった。", "5万0260円", "supported"),
        ("日経平均の5日線は5万1300円、25日は5万2260円だった。", "5万2260円", "contradicted"),
        (
            "日経平均の5日線は5万1300円、25日線は5万0260円。終値は後者を2.5%上回る。",
            "2.5%",
            "supported",
        ),
        (
            "TOPIX、25日線が遠い。乖離率はマイナス3.8%、5日線からだとマイナス2.8%。",
            "3.8%",
            "supported",
        ),
        (
            "TOPIX、25日線が遠い。乖離率はマイナス3.8%、5日線からだとマイナス5.8%。",
            "5.8%",
            "contradicted",
        ),
        ("TOPIXは6日、5日線を2.8%、25日線を3.8%下回った。", "2.8%", "supported"),
        ("TOPIXは6日、5日線を5.8%、25日線を3.8%下回った。", "5.8%", "contradicted"),
        ("TOPIXの終値2880に対し、25日線は2992.80だ。", "2992.80", "supported"),
        ("TOPIXは25日線(2992.80)から3.8%下方に乖離した。", "3.8%", "supported"),
        ("TOPIXは25日線の2992.80にはなお届かない。", "2992.80", "supported"),
        ("25日線が壁だ。TOPIXのそれは6日時点で2992.80。", "2992.80", "supported"),
        ("25日線との比較では、TOPIXは3.8%下にある。", "3.8%", "supported"),
    ],
)
def test_an_average_is_that_of_the_words_before(text: str, number: str, status: str) -> None:
    assert _status(text, number) == status


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("TOPIXは25日線を3日ぶりに回復した。", "3日"),
        ("25日線を上回る銘柄は8日連続で増えた。日経平均は上昇した。", "8日"),
        ("日経平均の5日線は25日線を8日連続で上回る。", "8日"),
        ("日経平均の売買代金は25日平均を8日連続で下回る。", "8日"),
        ("2月6日の日経平均は1月の平均より900円高だった。", "900円"),
        ("25日線も75日線も上回る。日経平均の乖離率は9.5%だ。", "9.5%"),
        ("日経平均は5日線と25日線をともに4日連続で上回った。", "4日"),
        ("TOPIXの5日線は25日線を8日連続で下回っている。", "8日"),
        ("日経平均が25日線を上回った日は今年に入ってすでに20日目だ。", "20日"),
        ("日経平均と25日線との開きは5.5%から縮んだ。", "5.5%"),
        ("日経平均は5万3000円より1500円低い。", "1500円"),
        ("日経平均は5万3000円より1500円低い。", "5万3000円"),
    ],
)
def test_what_is_no_run_of_a_price_is_left_alone(text: str, number: str) -> None:
    assert _status(text, number) not in ("supported", "contradicted")
