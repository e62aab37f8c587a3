"""Numbers whose time stands behind them, in a list, between two levels, or is told by no date."""

from __future__ import annotations

from datetime import date

import pytest

import uratori
from uratori.market import Facts, bundled_facts

from .builders import flat

SP500 = "index:sp500"
EVENING = date(2026, 2, 12)
SPANS = (
    ("2024-10-01", "2024-12-31", "5000"), ("2025-01-02", "2025-03-31", "4500"),
    ("2025-04-01", "2025-06-30", "6000"), ("2025-07-01", "2025-09-30", "6600"),
    ("2025-10-01", "2025-12-31", "7260"), ("2026-01-02", "2026-01-30", "7700"),
    ("2026-02-02", "2026-02-11", "7000"),
)  # fmt: skip
ROWS = [row for start, end, level in SPANS for row in flat(SP500, start, end, level)]


@pytest.mark.parametrize(
    ("text", "number", "statuses"),
    [
        # behind the number
        ("S&P500が6000で引けたのは昨年6月末だった。", "6000", "supported"),
        ("S&P500が7000で引けたのは昨年6月末だった。", "7000", "insufficient contradicted"),
        ("S&P500の終値が6600となったのは2025年8月のことだ。", "6600", "supported"),
        ("S&P500が7000台だったのは2024年秋だ。", "7000台", "silent insufficient contradicted"),
        ("S&P500が4500だった昨年前半、市場は荒れた。", "4500", "supported"),
        # two levels, each with its day
        ("S&P500は1月27日の7700から2月5日の7000まで9.1%下落した。", "9.1%", "supported"),
        ("S&P500は1月27日の7700から2月5日の7000まで4.1%下落した。", "4.1%", "contradicted"),
        ("S&P500は昨年6月末（6000）から9月末（6600）にかけて10.0%上昇した。", "10.0%", "supported"),
        ("昨年6月末に6000だったS&P500は、12月末に7260まで21.0%上昇した。", "21.0%", "supported"),
        ("S&P500が5000だった2025年初めから、6月末には6000まで20%上げた。", "20%", "insufficient"),
        # the end of a year told before
        ("S&P500は2025年6月30日から同年末までに21.0%上昇した。", "21.0%", "supported"),
        ("S&P500は2025年6月30日から同年末までに31.0%上昇した。", "31.0%", "contradicted"),
        ("昨年6月末に6000だったS&P500は、年末に7260となった。", "7260", "supported"),
        # months without a year that are not over
        ("S&P500は1〜3月に10.0%下げたが、4〜6月に上げた。", "10.0%", "supported"),
        # lists
        ("S&P500は昨年4〜6月に33.3%、7〜9月に10.0%上昇した。", "33.3%", "supported"),
        ("S&P500は昨年4〜6月に23.3%、7〜9月に10.0%上昇した。", "23.3%", "contradicted"),
        ("S&P500の上昇率は24年が8%、25年が45%だ。", "45%", "supported"),
        ("S&P500の上昇率は24年が8%、25年が25%だ。", "25%", "insufficient contradicted"),
        ("S&P500は昨年1〜3月に1割下げ、4〜6月に33.3%、7〜9月に10.0%上げた", "33.3%", "supported"),
        ("S&P500が4.1%安となった4月1日以降で最大だ。", "4.1%", "insufficient contradicted"),
        # levels without a unit
        ("S&P500は2023年末に5000、2025年末に7260だった。", "7260", "supported"),
        ("S&P500は2025年6月末の6000から12月末の7260へ21%上昇した。", "6000", "supported"),
        # no days are known
        ("コロナショックでS&P500は約1カ月で34%下落した。", "34%", "insufficient"),
        ("2025年の弱気相場でS&P500は25%下落した。", "25%", "insufficient"),
    ],
)  # fmt: skip
def test_a_number_is_of_the_time_that_its_words_tell(text: str, number: str, statuses: str) -> None:
    assert _status(text, number, EVENING, Facts(ROWS)) in statuses.split()


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("FRBが政策金利を5.25〜5.50%に引き上げたのは2023年7月だった。", "5.25〜5.50%", "supported"),
        ("FRBが政策金利を4.25〜4.50%にしたのは2023年7月だ。", "4.25〜4.50%", "contradicted"),
        ("FRBの政策金利が4.25〜4.50%だった昨年前半、円は安い。", "4.25〜4.50%", "supported"),
        ("FRBの政策金利4.25〜4.50%という昨年3月の水準は遠い。", "4.25〜4.50%", "supported"),
        ("日銀が最後に政策金利を1.0%に引き上げたのは1995年だ。", "1.0%", "insufficient"),
        ("前回利上げ局面では、FRBの政策金利は5.25〜5.50%に達した。", "5.25〜5.50%", "insufficient"),
        ("FRBは政策金利を5.25〜5.50%まで引き上げた後、引き下げた。", "5.25〜5.50%", "insufficient"),
        ("政策金利が5.25〜5.50%に達したとき、FRBは止まった。", "5.25〜5.50%", "insufficient"),
        ("日銀が政策金利を0.5%へ引き上げたのは17年ぶりだった。", "0.5%", "insufficient"),
        # the level before the move that ended at the new one
        ("FRBは政策金利を5.25〜5.50%から3.50〜3.75%に一気に下げた", "5.25〜5.50%", "contradicted"),
        ("FRBは政策金利を5.25〜5.50%から3.50〜3.75%に引き下げた。", "5.25〜5.50%", "insufficient"),
        ("FRBは政策金利を3.75〜4.00%から3.50〜3.75%に引き下げた。", "3.75〜4.00%", "supported"),
        ("日銀は政策金利を0.1%から0.75%に引き上げた。", "0.1%", "insufficient"),
        ("日銀は政策金利を0.1%から0.75%まで段階的に引き上げた。", "0.1%", "supported"),
        ("日銀は政策金利をマイナス0.1%から0.1%に引き上げた。", "マイナス0.1%", "supported"),
        ("FRBは政策金利を4.25〜4.50%から3.25〜3.50%に引き下げた。", "4.25〜4.50%", "insufficient"),
        ("日銀は政策金利を0.4%から0.75%に引き上げた。", "0.4%", "contradicted"),
    ],
)  # fmt: skip
def test_a_rate_is_of_its_move(text: str, number: str, status: str) -> None:
    assert _status(text, number, date(2026, 1, 26), bundled_facts()) == status


def _status(text: str, number: str, published: date, facts: Facts) -> str:
    report = uratori.Analyzer().check(text, published=published, data=facts)
    told = {each.id: each.text for each in report.analysis.quantities}
    return next(
        (
            each.status
            for each in report.findings
            if each.scope == "market" and told[each.quantity] == number
        ),
        "silent",
    )
