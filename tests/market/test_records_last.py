"""Records and what stands beside them: days counted, the last of them, highs since a day."""

from datetime import date

import pytest

from uratori import Analyzer
from uratori.market import Facts

from .builders import flat, until

NIKKEI, TOPIX = "index:nikkei225", "index:topix"
ROWS = [
    *flat(NIKKEI, "2024-06-03", "2026-01-15", "400"),
    *until(NIKKEI, "2026-01-27", "401 402 403 399 405 398 400 402"),
    *flat(TOPIX, "2024-06-03", "2026-01-15", "300"),
    *until(TOPIX, "2026-01-27", "301 305 303 299 301 298 300 304"),
]


@pytest.mark.parametrize(
    ("text", "check", "told"),
    [
        ("日経平均が終値で最高値を更新した日は年初から4日にとどまる。", "record_count",
         ["supported"]),
        ("日経平均が終値で最高値を更新した日数は年初から9日にのぼる。", "record_count",
         ["insufficient"]),
        ("日経平均は今年4回、最高値を更新した。最後は1月22日の405.00だ。", "close", ["supported"]),
        ("日経平均の最高値更新は4回。最後に更新したのは1月22日だ。", "since", ["supported"]),
        ("TOPIXの304ポイントは1月19日以来の高値、日経平均の402円は1月22日以来の高値だ。",
         "since", ["supported", "supported"]),
        ("1月22日の高値を起点とすると、日経平均は27日までに0.7%下げた。", "return", ["supported"]),
        ("1月22日を頂点とすると、日経平均は27日までに2.7%下げた。", "return", ["contradicted"]),
    ],
)  # fmt: skip
def test_records_and_highs(text: str, check: str, told: list[str]) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 28), data=Facts(ROWS))
    found = [each.status for each in report.findings if each.check == check]
    assert [each.removesuffix("_under") for each in found] == told
