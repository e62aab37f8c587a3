"""A month without a year takes it from the date named just before."""

from __future__ import annotations

from datetime import date

import pytest

from uratori.quantities import read_quantities
from uratori.text import read_text

from .tables import read


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2024年9月から12月にかけて上げた。", ["2024-09", "2024-12"]),
        ("2024年9月に0.5%、11月と12月に0.25%下げた。", ["2024-09", "2024-11", "2024-12"]),
        ("2023年11月から2月まで続いた。", ["2023-11", "2024-02"]),
        ("2024年は3月に利上げした。", ["2024", "2024-03"]),
        ("2023年に上場した同社は5月に増配した。", ["2023", "2025-05"]),
        ("2024年9月に下げた。12月にも下げた。", ["2024-09", "2025-12"]),
        ("12月に下げた。", ["2025-12"]),
        ("2023年3月に解除した。次は同年7月だった。", ["2023-03", "2023-07"]),
        ("2023年10月に決め、翌年1月に始めた。", ["2023-10", "2024-01"]),
    ],
)
def test_a_bare_month_goes_on_from_a_named_date(text: str, dates: list[str]) -> None:
    found = read_quantities(read_text(text), (), date(2026, 1, 26))
    assert [q.timex for q in found if q.kind == "date"] == dates


def test_the_end_of_february_stays_its_end() -> None:
    found = read_quantities(read_text("2023年12月から2月まで続いた。"), (), date(2026, 1, 26))
    assert found[1].end_date == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("sentence", "word", "timex"),
    [
        ("2025年4〜6月期は前年同期を上回った。", "前年同期", "2024-Q2"),
        ("2026年3月期第3四半期は前年同期に比べ伸びた。", "前年同期", "FY2025-03-Q3"),
        ("12月の失業率は前年同月と並んだ。", "前年同月", "2024-12"),
        ("12月の失業率は前月から下がった。", "前月", "2025-11"),
        ("2026年3月期は前期の赤字から戻る。", "前期", "FY2025-03"),
        ("2026年3月期は前の期を上回る。", "前の期", "FY2025-03"),
        ("10〜12月期のGDPは前期を下回った。", "前期", "2025-Q3"),
        ("2025年度は前年度を下回った。", "前年度", "FY2025-03"),
        ("2023年の売上高は前年を上回った。", "前年", "2022"),
        ("2023年9月に上げた。同年12月に下げた。", "同年12月", "2023-12"),
        ("1月20日に公表し、同日から適用した。", "同日", "2026-01-20"),
        ("1月20日に公表し、翌日から適用した。", "翌日", "2026-01-21"),
        ("12月に公表し、同月に適用した。", "同月", "2025-12"),
        ("6月末の残高は前月末より増えた。", "前月末", "2025-05"),
    ],
)
def test_a_word_leans_on_the_time_named_before_it(sentence: str, word: str, timex: str) -> None:
    assert [q.timex for q in read(sentence) if q.text == word] == [timex]


@pytest.mark.parametrize(
    ("sentence", "word", "timex"),
    [
        ("前年同期を上回った。", "前年同期", None),
        ("前月を上回った。", "前月", None),
        ("今期は増える。", "今期", None),
        ("12月に伸びた。\n前月を上回った。", "前月", None),
        ("前年を上回った。", "前年", "2025"),
        ("前年度を上回った。", "前年度", "FY2025-03"),
    ],
)
def test_with_none_named_it_keeps_what_publication_tells(
    sentence: str, word: str, timex: str | None
) -> None:
    assert [q.timex for q in read(sentence) if q.text == word] == [timex]
