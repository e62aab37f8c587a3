"""Numbers whose owner or time is open, and which no owner and no time that is named bears out."""

from __future__ import annotations

from datetime import date

import pytest

from .builders import in_steps, said_of

DAY = date(2026, 1, 31)
ROWS = in_steps("index:sp500", "index:dow", "index:nikkei225", "XTKS:7203", since="2025-01-06")
SP500 = "S&P500の年初来騰落率は30日時点で12.2%。"


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        # the time may be that of the sentence before: this year +3.4%, the day +1.0%
        (SP500 + "ダウは3.4%上昇した。", "3.4%", "supported"),
        (SP500 + "ダウは8.7%上昇した。", "8.7%", "insufficient"),  # a year
        (SP500 + "ダウは6.1%上昇した。", "6.1%", "contradicted"),
        # an owner stands between: either's move is tried
        ("30日のダウは、日経平均を横目に1.0%高で終えた。", "1.0%", "supported"),
        ("30日のダウは、日経平均を横目に2.0%高で終えた。", "2.0%", "insufficient"),
        ("30日のダウは、日経平均を横目に3.1%高で終えた。", "3.1%", "contradicted"),
        # a share's move in the words of prices is that of its price, whatever it paid
        ("トヨタの株価は30日に昨年末比8.0%安だった。", "8.0%", "supported"),
        ("トヨタ自動車は30日に昨年末比3.0%安の水準まで下げた。", "3.0%", "contradicted"),
        ("投資の成績では、トヨタ自動車は30日に昨年末比3.0%安の水準だ。", "3.0%", "insufficient"),
    ],
)  # fmt: skip
def test_what_no_reading_bears_out_is_wrong(text: str, number: str, status: str) -> None:
    assert said_of(text, number, ROWS, DAY) == [status]
