"""The frame: one row a claim."""

from datetime import date

from uratori.records import Analysis, Report
from uratori.report.frame import COLUMNS, report_frame


def test_one_row_a_claim(report: Report) -> None:
    frame = report_frame(report)
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["claim"]) == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert list(frame["value"]) == ["28", "19.5", "1/3", "50", "75", "1"]
    assert list(frame["text"])[2:4] == ["1/3を超える", "約50%"]


def test_statuses_of_both_scopes_side_by_side(report: Report) -> None:
    frame = report_frame(report).set_index("claim")
    assert frame.loc["c3", "internal_status"] == "inconsistent"
    assert frame.loc["c3", "market_status"] is None
    assert tuple(frame.loc["c5", ["internal_status", "market_status"]]) == (
        "consistent", "supported",
    )  # fmt: skip
    assert frame.loc["c5", "explanation"] == "3回で75bpになる。\n3回の決定と合う。"
    assert frame.loc["c2", "explanation"] is None


def test_period(report: Report) -> None:
    row = report_frame(report).set_index("claim").loc["c5"]
    assert (row["period"], row["period_start"], row["period_end"]) == (
        "昨年末", date(2025, 1, 1), date(2025, 12, 31),
    )  # fmt: skip


def test_no_claims(analysis: Analysis) -> None:
    empty = Analysis(article=analysis.article, quantities=(), mentions=(), claims=())
    frame = report_frame(Report(analysis=empty, findings=(), unchecked=()))
    assert frame.shape == (0, len(COLUMNS))
