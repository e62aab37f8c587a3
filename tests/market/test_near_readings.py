"""Numbers that data refute as their words tell them, and that a reading near by may bear out."""

from __future__ import annotations

from datetime import date

import pytest

from .builders import in_steps, said_of

DAY = date(2026, 1, 31)
ROWS = in_steps("index:dow", "index:nikkei225", "index:topix", "XTKS:7203")
DECEMBER = "12月の日経平均は10.0%高だったが、ダウは"
FIRST = "日経平均は12月1日に4万円、ダウは"
SINCE = "12月30日から見てトヨタは1.8%安だった。日経平均は"
GONE = "日経平均は30日まで上げ、この間に"
WEEK = "30日の日経平均は2.0%高。"


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        # December is told beside the first number: the second may be of the article's own time
        (DECEMBER + "3.4%高だった。", "3.4%", "insufficient"),
        (DECEMBER + "5.0%高だった。", "5.0%", "supported"),
        (DECEMBER + "6.4%高だった。", "6.4%", "contradicted"),
        (DECEMBER + "12月に3.4%高だった。", "3.4%", "contradicted"),
        (DECEMBER + "11月末比で3.4%高だった。", "3.4%", "contradicted"),
        (FIRST + "4万3430ドルで終えた。", "4万3430ドル", "insufficient"),
        (FIRST + "4万1430ドルで終えた。", "4万1430ドル", "contradicted"),
        (FIRST + "12月1日に4万3430ドルで終えた。", "4万3430ドル", "contradicted"),
        # a price that the next one has followed
        (GONE + "4万4000円だった価格は4万5900円まで上がった。", "4万4000円", "insufficient"),
        (GONE + "4万4000円だった価格は4万5100円まで上がった。", "4万5100円", "insufficient"),
        # a day of another year
        ("3年前の同じ日、1月30日に2万7000円だった日経平均は強い。", "2万7000円", "insufficient"),
        ("30日に2万7000円だった日経平均は強い。", "2万7000円", "contradicted"),
        # 余り adds little
        ("30日の日経平均は800円余り上げた。", "800円", "supported"),
        ("30日の日経平均は500円余り上げた。", "500円", "contradicted"),
        # the days that a sentence before counts from, and a week that hangs on another
        (SINCE + "1900円高、率にして4.3%上げている。", "1900円", "supported"),
        (SINCE + "2900円高、率にして4.3%上げている。", "2900円", "contradicted"),
        (WEEK + "前の週は逆で、TOPIXの下落率4.8%が目立った。", "4.8%", "insufficient"),
        (WEEK + "TOPIXの下落率4.8%が目立った。", "4.8%", "contradicted"),
    ],
)
def test_what_a_near_reading_bears_out_is_not_wrong(text: str, number: str, status: str) -> None:
    assert said_of(text, number, ROWS, DAY) == [status]
