"""Two returns set against each other: runs, gaps, ratios of other days, the time told before."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.market import Facts

from .builders import flat, until

NIKKEI, TOPIX, SP500, IWM = "index:nikkei225", "index:topix", "index:sp500", "ARCX:IWM"
# 2026-02-02 (Mon) to 02-06, and a month of rest before
ROWS = [
    *flat(NIKKEI, "2025-12-30", "2026-01-30", "50000"),
    *until(NIKKEI, "2026-02-06", "50000 51000 51500 52000 51500"),
    *flat(TOPIX, "2025-12-30", "2026-01-30", "3000"),
    *until(TOPIX, "2026-02-06", "3015 3090 3141 3189 3180"),
    *flat(SP500, "2025-12-31", "2026-01-30", "6000"),
    *until(SP500, "2026-02-06", "6010 6020 6030 6040 6060"),
    *flat(IWM, "2025-12-31", "2026-01-30", "250", unit="USD"),
    *until(IWM, "2026-02-06", "249 252 255 258 262", unit="USD"),
]


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("2月3日から6日まで、IWMは4営業日続けてS&P500の騰落率を上回った。",
         "4営業日", "supported"),
        ("2月3日から6日まで、IWMは3営業日続けてS&P500の騰落率を上回った。",
         "3営業日", "contradicted"),
        ("ラッセル2000連動のIWMは6日まで4営業日続けてS&P500の上昇率を上回った。",
         "4営業日", "supported"),
        ("IWMがS&P500に勝ち続けた日数は、6日までで4営業日になった。",
         "4営業日", "supported"),
        ("IWMがS&P500に勝ち続けた日数は、6日までで6営業日になった。",
         "6営業日", "contradicted"),
        ("6日までの4営業日、IWMは毎日S&P500より成績が良かった。",
         "4営業日", "supported"),
        ("IWMの快進撃が続く。6日まで4営業日連続でS&P500に勝った。",
         "4営業日", "supported"),
        ("IWMの快進撃が続く。6日まで6営業日連続でS&P500に勝った。",
         "6営業日", "contradicted"),
        ("IWMに買いが入る。日々の騰落率でS&P500を上回るのは、6日で4日連続だ。",
         "4日", "supported"),
        ("IWMの強さが目立つ。年初来のリターンはS&P500のそれを3.8ポイント上回った。",
         "3.8ポイント", "supported"),
        ("IWMの強さが目立つ。年初来の成績は6日時点でS&P500を7.5ポイント上回る。",
         "7.5ポイント", "contradicted"),
        ("IWM、S&P500に対する白星が4日続く。",
         "4日", "supported"),
        # who fell by more is behind: IWM rose 4.8% and the S&P 500 1.0% in the week
        ("今年はS&P500の下落率がIWMを3.8ポイント上回った。", "3.8ポイント", "supported"),
        ("今年はS&P500の下落率がIWMを3.8ポイント下回った。", "3.8ポイント", "contradicted"),
        ("IWM、S&P500に対する白星が6日続く。",
         "6日", "contradicted"),
        ("年初来の成績を並べる。6日時点で日経平均は3.0%高、TOPIXは6.0%高、差は3.0ポイント。",
         "3.0%", "supported"),
        ("年初来の成績を並べる。6日時点で日経平均は3.0%高、TOPIXは6.0%高、差は3.0ポイント。",
         "6.0%", "supported"),
        ("年初来の成績を並べる。6日時点で日経平均は3.0%高、TOPIXは6.0%高、差は3.0ポイント。",
         "3.0ポイント", "supported"),
        ("年初来の成績を並べる。6日時点で日経平均は3.0%高、TOPIXは6.0%高、差は5.0ポイント。",
         "5.0ポイント", "contradicted"),
        ("今年の騰落率を比べよう。6日終値で日経平均は5.0%高、TOPIXは6.0%高だ。",
         "5.0%", "contradicted"),
        ("日経平均の年初来上昇率は3.0%、TOPIXは6.0%で、3.0ポイントの差が付いた。",
         "3.0ポイント", "supported"),
        ("日経平均の年初来上昇率は3.0%、TOPIXは6.0%で、4.5ポイントの差が開いた。",
         "4.5ポイント", "contradicted"),
        ("年初来の成績を並べると、S&P500は6日時点でIWMに3.8ポイント水をあけられている。",
         "3.8ポイント", "supported"),
        ("年初来の成績を並べると、S&P500は6日時点でIWMに5.8ポイント水をあけられている。",
         "5.8ポイント", "contradicted"),
        ("昨年末に16.67倍だったNT倍率は、6日には16.19倍へと低下した。",
         "16.67倍", "supported"),
        ("昨年末に17.67倍だったNT倍率は、6日には16.19倍へと低下した。",
         "17.67倍", "contradicted"),
        ("NT倍率は6日、16.19倍へ低下。2月3日には16.50倍だった。",
         "16.50倍", "supported"),
        ("NT倍率は6日、16.19倍へ低下。2月3日には16.90倍だった。",
         "16.90倍", "contradicted"),
        ("TOPIXの年初来上昇率は6日時点で6.0%。日経平均の3.0%を大きく上回る。",
         "3.0%", "supported"),
        ("TOPIXの年初来上昇率は6日時点で6.0%。日経平均の4.5%を大きく上回る。",
         "4.5%", "contradicted"),
        ("6日は日経平均とTOPIXがそろって下げた。騰落率の開きは0.7ポイントだった。",
         "0.7ポイント", "supported"),
        ("日経平均は6日に0.96%下げ、TOPIXは0.28%下げた。その差は0.68ポイントだ。",
         "0.68ポイント", "supported"),
        ("日経平均は6日に0.96%下げ、TOPIXは0.28%下げた。その差は1.68ポイントだ。",
         "1.68ポイント", "contradicted"),
        ("前日比で日経平均は0.96%安、TOPIXは0.28%安。差は0.68ポイント。",
         "0.68ポイント", "supported"),
        ("TOPIXの年初来上昇率は6.0%だ。日経平均は前日比0.96%安だった。",
         "0.96%", "supported"),
        ("今週のIWMは3日から6日まで4日続けてS&P500より好成績だった。",
         "4日", "supported"),
        ("日経平均は6日までの3営業日、1日も例外なくTOPIXに見劣りした。",
         "3営業日", "supported"),
        ("TOPIXは3日から5日まで3営業日続けて日経平均を上回る値動きだった。",
         "3営業日", "supported"),
        ("日経平均とTOPIXの今年の成績を振り返る。2月6日現在で日経平均は3.0%上昇、TOPIXは6.0%上昇した。",
         "3.0%", "supported"),
        ("日経平均とTOPIXの今年の成績を振り返る。2月6日現在で日経平均は3.0%上昇、TOPIXは6.0%上昇した。",
         "6.0%", "supported"),
        ("S&P500の年初来上昇率は6日時点で1.0%、IWMは4.8%。両者の差は3.8ポイントに広がった。",
         "3.8ポイント", "supported"),
        ("S&P500の年初来上昇率は6日時点で1.0%、IWMは4.8%。両者の差は5.8ポイントに広がった。",
         "5.8ポイント", "contradicted"),
        ("NT倍率は2月3日に16.50倍を付けた。6日には16.19倍となった。",
         "16.50倍", "supported"),
        ("NT倍率は2月3日の16.50倍から6日には16.19倍へ下がった。",
         "16.50倍", "supported"),
        ("NT倍率は2月3日の16.90倍から6日には16.19倍へ下がった。",
         "16.90倍", "contradicted"),
        ("日経平均の予想PERは16倍で、昨年末に17.5倍だった。NT倍率とは別の指標だ。",
         "17.5倍", "insufficient"),
        ("騰落率でIWMがS&P500に勝る日が6日まで4日続いた。", "4日", "supported"),
        ("騰落率でIWMがS&P500に勝る日が6日まで7日続いた。", "7日", "contradicted"),
        ("IWMは6日までの4日間、騰落率でS&P500に勝ち続けた。", "4日", "supported"),
        ("NT倍率は6日に16.19倍と、2月3日に付けた今月の最高、16.50倍から下がった。",
         "16.50倍", "supported"),
        ("NT倍率は6日に16.19倍と、2月3日に記録した今年最高の17.50倍から下がった。",
         "17.50倍", "contradicted"),
        ("日経平均をTOPIXで割った値は、2月3日の16.50倍から6日には16.19倍へと下がった。",
         "16.19倍", "supported"),
        ("日経平均をTOPIXで割った値は、2月3日の16.50倍から6日には16.69倍へと上がった。",
         "16.69倍", "contradicted"),
        ("1月末に買っていたら、2月6日にはS&P500が1.0%、IWMが4.8%増えた計算だ。",
         "1.0%", "supported"),
        ("1月末に買っていたら、2月6日にはS&P500が1.0%、IWMが8.8%増えた計算だ。",
         "8.8%", "contradicted"),
        # held back
        ("1月末にTOPIXを買っていれば、足元では6.0%の含み益だ。", "6.0%", "supported"),
        ("日経平均をTOPIXで除した値は、6日に17.19倍だった。", "17.19倍", "contradicted"),
        ("IWMは年初来で4.8%高、S&P500の1.0%を大幅に上回る。",
         "1.0%", "supported"),
        ("昨年末からの日経平均の上げは3.0%。TOPIXはこれを上回る6.0%高だ。", "6.0%", "supported"),
        ("昨年末からの日経平均の上げは3.0%。TOPIXはこれを上回る9.0%高だ。",
         "9.0%", "contradicted"),
        ("日経平均は年初来3.0%高。TOPIXは6.0%高と、これを大きくしのぐ。", "6.0%", "supported"),
        ("起点は昨年末。日経平均は3.0%高、TOPIXは6.0%高となった。", "3.0%", "supported"),
        ("起点は昨年末。日経平均は7.0%高、TOPIXは6.0%高となった。", "7.0%", "contradicted"),
        ("1月の終わりからの値動きを比べる。6日までに日経平均は3.0%上がった。",
         "3.0%", "supported"),
        ("1月の終わりからの値動きを比べる。6日までに日経平均は7.0%上がった。",
         "7.0%", "contradicted"),
        ("1月最終日を基準に置く。TOPIXは6日までに6.0%上昇した。", "6.0%", "supported"),
        ("1月末と比べてみよう。6日の終値でTOPIXは6.0%高い。", "6.0%", "supported"),
        ("配当を除いたS&P500の上昇率は年初から1.0%だ。", "1.0%", "supported"),
        ("配当を含めないS&P500の年初来の上昇率は4.0%だ。", "4.0%", "contradicted"),
        ("年初来のS&P500は配当抜きで1.0%の上昇。", "1.0%", "supported"),
    ],
)  # fmt: skip
def test_what_two_returns_are_told_of(text: str, number: str, status: str) -> None:
    report = Analyzer().check(text, published=date(2026, 2, 7), data=Facts(ROWS))
    places = {each.id: each for each in report.analysis.quantities}
    at = text.rindex(number)
    found = [
        each.status
        for each in report.findings
        if each.scope == "market" and places[each.quantity].start <= at < places[each.quantity].end
    ]
    assert [each.removesuffix("_under") for each in found] == [status]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("円ベースでみると、1月末に買っていたら、S&P500は3.0%減った計算だ。", "3.0%"),
        ("IWMは強い。半導体株は6日まで6営業日連続でS&P500に勝った。", "6営業日"),
        ("IWMの強さが目立つ。半導体株のリターンはS&P500を7.5ポイント上回った。", "7.5ポイント"),
        ("1月末に買って毎月積み立てていたら、日経平均は8.2%のプラスだった。", "8.2%"),
        ("1月末に買っていれば、来年1月末にはTOPIXは20%増える。", "20%"),
        ("日経平均は上昇した。訪日客は好調で、1月は3.1%増えた。", "3.1%"),
    ],
)
def test_what_else_is_supposed_or_told_is_left_alone(text: str, number: str) -> None:
    report = Analyzer().check(text, published=date(2026, 2, 7), data=Facts(ROWS))
    places = {each.id: each for each in report.analysis.quantities}
    at = text.rindex(number)
    assert not [
        each
        for each in report.findings
        if each.scope == "market" and each.status in ("supported", "contradicted")
        and places[each.quantity].start <= at < places[each.quantity].end
    ]  # fmt: skip
