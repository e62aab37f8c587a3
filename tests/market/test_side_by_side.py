"""One thing set beside another: months in a row ahead of it, and points between the two."""

from datetime import date

import pytest

from uratori import Analyzer
from uratori.market import Facts

from .builders import flat

NIKKEI, TOPIX = "index:nikkei225", "index:topix"
_SPANS = (
    ("2025-07-01", "2025-07-31"), ("2025-08-01", "2025-08-29"), ("2025-09-01", "2025-09-30"),
    ("2025-10-01", "2025-10-31"), ("2025-11-04", "2025-11-28"), ("2025-12-01", "2025-12-30"),
    ("2026-01-05", "2026-01-30"),
)  # fmt: skip
# the second is ahead in August, behind in September, and ahead from October to December
ROWS = [
    row
    for entity, levels in (
        (NIKKEI, "400 404 420 424 428 432 450"), (TOPIX, "400 420 425 440 450 460 465")
    )
    for (start, end), level in zip(_SPANS, levels.split(), strict=True)
    for row in flat(entity, start, end, level)
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("TOPIXは月間の騰落率で10月から12月まで3カ月続けて日経平均を上回った。", "supported"),
        ("12月まで3カ月連続でTOPIXが日経平均に勝った。", "supported"),
        ("日経平均は月次の成績で12月まで3カ月つづけてTOPIXに見劣りした。", "supported"),
        ("日経平均は月次の成績で12月まで5カ月つづけてTOPIXに見劣りした。", "contradicted"),
        ("月間ではTOPIXが6カ月連続で日経平均に劣後している。", "contradicted"),
        ("月間ではTOPIXが1カ月ぶりに日経平均に劣後している。", None),
    ],
)
def test_months_in_a_row_ahead(text: str, status: str | None) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 31), data=Facts(ROWS))
    told = [each.status for each in report.findings if each.check == "outperformance_streak"]
    assert told == ([status] if status else [])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("TOPIXの1月は1.1%高、日経平均は4.2%高となり、出遅れは3.1ポイントに広がった。",
         "supported"),
        ("TOPIXの1月は1.1%高、日経平均は4.2%高となり、出遅れは5.1ポイントに広がった。",
         "contradicted"),
        ("TOPIXは12月まで好調だったが、1月は3.1ポイントの差で日経平均が勝った。", "supported"),
        ("TOPIXは12月まで好調だったが、1月は5.1ポイントの差で日経平均が勝った。", "contradicted"),
        ("1月は3.1ポイント差で日経平均がTOPIXをリードした。", "supported"),
        ("年初から1月末まで、日経平均がTOPIXを3.1ポイント上回っている。", "supported"),
        ("12月30日からの騰落でみると、日経平均はTOPIXを5.1ポイント上回る。", "contradicted"),
    ],
)  # fmt: skip
def test_points_between_two_returns(text: str, status: str) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 31), data=Facts(ROWS))
    told = [
        each.status for each in report.findings if each.check == "return" and each.unit != "percent"
    ]
    assert [each.removesuffix("_under") for each in told] == [status]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("30日の日経平均の終値は450だったので、押し目買いが入ったのだろう。", 1),
        ("30日の日経平均の終値は450だったことから、来週も堅調だろう。", 1),
        ("30日の日経平均の終値は450になるだろう。", 0),
    ],
)
def test_a_fact_before_what_is_foreseen_of_it(text: str, count: int) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 31), data=Facts(ROWS))
    assert [each.status for each in report.findings].count("supported") == count
