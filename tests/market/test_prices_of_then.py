"""Prices told once more of another day, beside closes of others, and firsts of weeks and months."""

from __future__ import annotations

from datetime import date

import pytest

from uratori.market import Fact, Facts

from .builders import flat, until
from .statements import verdicts

NIKKEI, TOPIX, VIX, SP500, IBM = (
    "index:nikkei225", "index:topix", "index:vix", "index:sp500", "XNYS:IBM",
)  # fmt: skip
DAY = date(2026, 4, 4)  # a Saturday
ROWS: list[Fact] = [
    *flat(NIKKEI, "2025-12-30", "2026-01-30", "50000"),
    *flat(NIKKEI, "2026-02-02", "2026-02-27", "48000"),
    *flat(NIKKEI, "2026-03-02", "2026-03-31", "49500"),
    *until(NIKKEI, "2026-04-03", "49000 49200 48900"),
    *flat(TOPIX, "2025-12-30", "2026-01-30", "3000"),
    *flat(TOPIX, "2026-02-02", "2026-03-31", "3100"),
    *until(TOPIX, "2026-04-03", "3110 3120 3088.8"),
    *flat(VIX, "2025-12-31", "2026-03-31", "17.25"),
    *until(VIX, "2026-04-02", "18.15 16.92"),
    *flat(SP500, "2025-12-31", "2026-03-31", "6000", unit="points"),
    *until(SP500, "2026-04-02", "5940 6057.25", unit="points"),
    *flat(IBM, "2025-12-31", "2026-01-30", "300", unit="USD"),
    *flat(IBM, "2026-02-02", "2026-03-31", "276", unit="USD"),
    *until(IBM, "2026-04-02", "270.5 279.75", unit="USD"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IBM株は1月末に300ドルだったのが3月末には276ドル。", "supported supported"),
        ("IBM株は1月末に300.00ドルだったのが3月末には246ドル。", "supported contradicted"),
        ("1月末に300ドルだったIBM株は、2カ月後の3月末には276ドルになった。",
         "supported supported"),
        ("日経平均は1月30日の5万円から2月27日には4万8000円まで下げた。", "supported supported"),
        ("日経平均は1月30日の5万2500円から2月27日には4万8000円まで下げた。",
         "contradicted supported"),
        ("VIXは1日が18.15、2日が16.92。", "supported supported"),
        ("VIXは1日の18.15から2日には14.92へと下がった。", "supported contradicted"),
        ("2日のS&P500は5940から6057.25に戻し、VIXは16.92に下がった。",
         "supported supported"),
        # of another thing, or of a line and no price
        ("日経平均は3日に4万8900円で引けた。2月27日にはIBMが276ドル。", "supported"),
        ("日経平均は3日に4万8900円で引けた。年末には5万3000円を試すとの見方がある。",
         "supported not_checkable"),
        # held back
        ("IBM株の2日終値は279.75ドル。1月末は300ドルだった。", "supported supported"),
        ("IBM株の2日終値は279.75ドル。1月末は330ドルだった。", "supported contradicted"),
        ("2月27日に4万8000円だった日経平均、4月3日には4万8900円。", "supported supported"),
        ("TOPIXは3月31日の3100から4月3日には3088.80に下がった。", "supported supported"),
        ("TOPIXは3月31日の3100から4月3日には3188.80に上がった。", "supported contradicted"),
        ("IBM株は2日、279.75ドルで終えた。前日の終値は270.50ドルだった。",
         "supported supported"),
        ("IBM株は2日、279.75ドルで終えた。前日の終値は290.50ドルだった。",
         "supported contradicted"),
    ],
)  # fmt: skip
def test_the_same_price_of_another_day(text: str, expected: str) -> None:
    assert verdicts(text, DAY, Facts(ROWS)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VIXは2日、14.92だった。", "insufficient"),
        ("2日の米市場ではS&P500が117.25ポイント上げ、VIXは14.92だった。",
         "supported contradicted"),
        ("2日はS&P500が1.97%高、VIXは14.92。", "supported contradicted"),
        ("2日の米市場ではVIXが一時14.92をつけ、S&P500は1.97%上げた。",
         "insufficient supported"),
        # held back
        ("VIXは2日、14.92に低下した。S&P500は6057.25で引けている。", "contradicted supported"),
        ("2日のVIXは前日の18.15から14.92に下がった。", "supported contradicted"),
    ],
)  # fmt: skip
def test_closes_beside_a_price(text: str, expected: str) -> None:
    assert verdicts(text, DAY, Facts(ROWS)) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (
            "日経平均は2月、月間で4.0%下落し、2カ月ぶりの下落となった。",
            "2026-03-02",
            "supported insufficient",
        ),
        (
            "日経平均は3月に3.1%上昇した。月間では4カ月ぶりの上昇だ。",
            "2026-04-01",
            "supported insufficient",
        ),
        ("日経平均は4月、月間で2カ月ぶりに下落した。", "2026-05-01", "supported"),
        ("日経平均は4月、月間で4カ月ぶりに下落した。", "2026-05-01", "contradicted"),
        # the month goes on, and no whole one is spoken of
        ("日経平均は4月、月間で4カ月ぶりに下落した。", "2026-04-14", "insufficient"),
        ("日経平均は4カ月ぶりに下落した。", "2026-05-01", ""),
        # held back
        ("4月の日経平均は月足で2カ月ぶりの下落となった。", "2026-05-01", "supported"),
        ("日経平均は週間で8週ぶりに下落した。", "2026-04-04", "supported"),
        ("日経平均は週間で2週ぶりに下落した。", "2026-04-04", "contradicted"),
    ],
)
def test_firsts_of_months(text: str, published: str, expected: str) -> None:
    rows = [*ROWS, *flat(NIKKEI, "2026-04-06", "2026-05-01", "48900")]
    assert verdicts(text, date.fromisoformat(published), Facts(rows)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1月末から3月末までの日経平均の騰落率は1.0%の下落と、同じ期間に3.3%上げたTOPIXに見劣りする。",
         "supported supported"),
        ("1月末から3月末までの日経平均の騰落率は1.0%の下落と、同じ期間に6.9%上げたTOPIXに見劣りする。",
         "supported contradicted"),
        ("1月末に買ったIBMは3月末までに8.0%値下がりした。TOPIXは逆に3.3%上昇している。",
         "supported supported"),
        ("2カ月前の1月末に比べると、日経平均は2.2%安い。", "supported"),
        ("日経平均は前の週末比で1.2%安。", "supported"),
        # held back
        ("1月末に買ったIBMは3月末までに18.0%値下がりした。", "contradicted"),
        ("日経平均は1月末を基準にすると2.2%安い。", "supported"),
        ("日経平均は前の週末比で3.2%安。", "contradicted"),
    ],
)  # fmt: skip
def test_moves_over_told_times(text: str, expected: str) -> None:
    assert verdicts(text, DAY, Facts(ROWS)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "12月のFOMCで25bpの利上げがあり、来年末の政策金利は4.50%に達すると予想する。",
        "10月の決定会合で0.25%の利上げに動くというのが当社のシナリオだ。",
    ],
)
def test_what_is_to_come_is_foreseen(text: str) -> None:
    assert set(verdicts(text, DAY, Facts(ROWS)).split()) <= {"not_checkable"}
