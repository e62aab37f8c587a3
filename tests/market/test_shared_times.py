"""Moves over the time of another sentence, and days that are those of events alone."""

from __future__ import annotations

from datetime import date

import pytest

from .builders import in_steps, said_of

DAY = date(2026, 1, 31)
TOYOTA = "XTKS:7203"
ROWS = in_steps("index:sp500", "index:dow", "index:nikkei225", "index:topix", TOYOTA)
SP500 = "S&P500の年初来騰落率は30日時点で12.2%。"
SPLIT = "12月5日付で1株を5株に分割したトヨタの株価は"
MONTHLY = "月間では2カ月ぶりの上昇だ。"


@pytest.mark.parametrize(
    ("text", "number", "statuses"),
    [
        # the month is told of the next number
        ("30日のTOPIXは27ポイント高と反発したが、" + MONTHLY, "27ポイント", "supported"),
        ("日経平均は30日に2%高。TOPIXも87ポイント高だが、" + MONTHLY, "87ポイント", "contradicted"),
        ("TOPIXは27ポイント高で終えたものの、週間では3週ぶり安だ。", "27ポイント", "supported"),
        ("TOPIXは88ポイント上げ、月間では4カ月連続の上昇だ。", "88ポイント", "contradicted"),
        # a sentence without a verb shares the time of the one before
        (SP500 + "ダウはプラス3.4%だ。", "プラス3.4%", "supported"),
        (SP500 + "ダウはプラス1.0%だ。", "プラス1.0%", "contradicted"),
        (SP500 + "ダウは7.4%上昇した。", "7.4%", "insufficient"),
        ("30日のS&P500は騰落率が2.0%。ダウはプラス1.0%だ。", "プラス1.0%", "supported"),
        # the day of an event is not that of the price
        (SPLIT + "2945円に下げている。", "2945円", "supported"),
        ("12月5日に新社長が就任したトヨタの株価は2945円だ。", "2945円", "supported"),
        ("12月5日に急落したトヨタの株価は3000円で終えた。", "3000円", "supported"),
        (SPLIT + "3000円まで上げた。", "3000円", "insufficient"),
        # a price that the day's closes moved to is a close
        ("30日のダウは430ドル高の4万3430ドルで終えた。", "4万3430ドル", "supported"),
        ("30日のダウは430ドル高の4万4330ドルだった。", "4万4330ドル", "contradicted"),
        ("30日のダウは前日比1.0%高い4万3940ドルを付けた。", "4万3940ドル", "contradicted"),
        ("30日のダウは630ドル高の4万3630ドルを付けた。", "4万3630ドル", "insufficient"),
        ("30日のダウは一時430ドル高の4万3940ドルを付けた。", "4万3940ドル", "insufficient"),
        # two numbers of one name
        ("日経平均の1月の上昇率は4.3%で、12月の10.0%から縮小した。", "10.0%", "supported"),
        ("日経平均の1月の上昇率は4.3%で、12月の18.0%から縮小した。", "18.0%", "contradicted"),
        ("日経平均の1月の下落率は4.3%で、12月の10.0%を下回った。", "10.0%", "contradicted"),
    ],
)  # fmt: skip
def test_a_move_is_of_the_time_that_it_shares(text: str, number: str, statuses: str) -> None:
    assert said_of(text, number, ROWS, DAY) == statuses.split()
