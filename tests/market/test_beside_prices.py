"""Moves told behind two prices, over a time that others share, and rates that only a side tells."""

from __future__ import annotations

from datetime import date

import pytest

import uratori
from uratori.market import Facts
from uratori.market.asking.claims_asked import claims_on_data

from .builders import flat

NIKKEI, TOPIX = "index:nikkei225", "index:topix"
EVENING = "2026-02-11"
_ANALYZER = uratori.Analyzer()


def _levels(entity: str, levels: tuple[str, ...]) -> list:
    spans = (("2025-10-01", "2025-12-30"), ("2026-01-05", "2026-01-16"), ("2026-01-19", EVENING))
    return [row for span, level in zip(spans, levels, strict=True)
            for row in flat(entity, *span, level)]  # fmt: skip


# 400 at the end of 2025, 500 from 5 January, 300 from the 19th; TOPIX 200, 210, 220
ROWS = [*_levels(NIKKEI, ("400", "500", "300")), *_levels(TOPIX, ("200", "210", "220"))]


def _statuses(text: str) -> dict[str, str]:
    report = _ANALYZER.check(text, published=date.fromisoformat(EVENING), data=Facts(ROWS))
    quantities = {each.id: each.text for each in report.analysis.quantities}
    return {
        quantities[each.quantity]: each.status
        for each in report.findings
        if each.scope == "market" and each.quantity
    }


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        (
            "日経平均の終値は1月16日に500円、2月10日に300円だった。"
            "下落率は40.0%だ。",
            "40.0%", "supported",
        ),
        (
            "日経平均の終値は1月16日の500円から2月10日の300円まで下がった。"
            "下落率は40.0%になる。",
            "40.0%", "supported",
        ),
        (
            "日経平均の終値は1月16日の500円から2月10日の300円まで下がった。"
            "下落率は20.0%になる。",
            "20.0%", "contradicted",
        ),
        (
            "年初来で2月10日までにTOPIXは10.0%上昇し、"
            "日経平均は25.0%下落した。",
            "25.0%", "supported",
        ),
        (
            "年初来で2月10日までにTOPIXは10.0%上昇し、"
            "日経平均は12.0%下落した。",
            "12.0%", "contradicted",
        ),
        (
            "2月10日までの年初来でTOPIXは10.0%上昇し、日経平均は25.0%下落した。"
            "その差は35.0ポイントだ。",
            "35.0ポイント", "supported",
        ),
        (
            "2月10日までの年初来でTOPIXは10.0%上昇し、日経平均は25.0%下落した。"
            "その差は15.0ポイントだ。",
            "15.0ポイント", "contradicted",
        ),
        (
            "日経平均は1月16日に高値を付け、"
            "2月10日までに40.0%下落した。",
            "40.0%", "supported",
        ),
        (
            "日経平均は2月10日に300円に下げ、"
            "1月16日の終値500円から大きく下がった。",
            "500円", "supported",
        ),
        (
            "日経平均は2月10日に300円に下げ、"
            "1月16日の終値700円から大きく下がった。",
            "700円", "contradicted",
        ),
    ],
)  # fmt: skip
def test_prices_and_times_beside_a_move(text: str, number: str, status: str) -> None:
    assert _statuses(text)[number].removesuffix("_under") == status


@pytest.mark.parametrize(
    ("text", "number", "entity"),
    [
        (
            "円、17時時点154円64銭　前日比51銭の円安・ドル高",
            "154円64銭", "fx:USDJPY",
        ),
        (
            "円、対ユーロ167円67銭",
            "167円67銭", "fx:EURJPY",
        ),
        (
            "ECB参照値、"
            "10日のユーロは対ドルで1.0891ドル　対円は167円67銭",
            "167円67銭", "fx:EURJPY",
        ),
        (
            "手数料は100円50銭だ。"
            "円は弱い。",
            "100円50銭", None,
        ),
        (
            "米国債の利回りは10日、"
            "2年物が4.18%、10年物が3.79%となり、2年物が10年物を0.39ポイント上回った。",
            "0.39ポイント", "rate:us_2s10s",
        ),
        (
            "米国債の利回りは10日、10年物が3.79%、2年物が4.18%。"
            "2年物の方が0.39ポイント高い。",
            "0.39ポイント", "rate:us_2s10s",
        ),
        (
            "米国債の利回りは10日、2年物が4.18%、10年物が3.79%。"
            "5年物が10年物を0.39ポイント上回った。",
            "0.39ポイント", None,
        ),
    ],
)  # fmt: skip
def test_claims_that_only_sides_and_terms_tell(text: str, number: str, entity: str | None) -> None:
    analysis = _ANALYZER.extract(text, published=date.fromisoformat(EVENING))
    texts = {each.id: each.text for each in analysis.quantities}
    claims = claims_on_data(analysis)
    owners = {texts[each.quantity]: each.entity for each in claims}
    assert owners.get(number) == entity
    assert len({each.quantity for each in claims}) == len(claims)  # none is told of twice


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("日経平均は2月10日までに下落した。", 2026),
        ("申請は2月10日までに済ませる予定だ。", 2027),
    ],
)
def test_a_day_up_to_which_something_happened_is_past(text: str, year: int) -> None:
    analysis = _ANALYZER.extract(text, published=date.fromisoformat(EVENING))
    dates = [each.start_date for each in analysis.quantities if each.kind == "date"]
    assert [each.year for each in dates if each] == [year]
