"""Each declared check holds, misses and keeps silent where it should."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.checks import CHECKS

PAIR = "S&P 500のPERは28倍、IWMは19.5倍だ。"
CASES = [
    ("discount", PAIR + "IWMはS&P 500より30%割安だ。", "consistent"),
    ("discount", PAIR + "IWMはS&P 500より約3割割安だ。", "consistent"),
    ("discount", PAIR + "IWMはS&P 500より4割割安だ。", "inconsistent"),
    ("discount", PAIR + "IWMは3分の1を超えて割安だ。", "inconsistent"),
    ("discount", PAIR + "IWMの株価は昨年の高値を40%下回る。", None),
    ("discount", PAIR + "いまなら会員は購読料が40%割引だ。", None),
    ("discount", "S&P 500のPERは28倍、IWMの予想PERは19.5倍だ。IWMは4割割安だ。", None),
    ("discount", PAIR + "QQQは33倍だ。割安度は6割だ。", None),
    ("premium", PAIR + "S&P 500はIWMより44%割高だ。", "consistent"),
    ("premium", PAIR + "S&P 500はIWMより70%割高だ。", "inconsistent"),
    ("premium", PAIR + "S&P 500は過去の平均を70%上回る。", None),
    ("parity_rise", PAIR + "IWMがS&P 500に並ぶには44%の上昇が必要だ。", "consistent"),
    ("parity_rise", PAIR + "IWMがS&P 500に並ぶには約50%の上昇が必要だ。", "marginal"),
    ("parity_rise", PAIR + "IWMがS&P 500に並ぶには70%の上昇が必要だ。", "inconsistent"),
    ("parity_rise", PAIR + "IWMは70%上昇した。", None),
    ("recovery_rise", "IWMは20%下落した。下落前に戻るには25%の上昇が必要だ。", "consistent"),
    ("recovery_rise", "IWMは20%下落した。下落前に戻るには20%の上昇が必要だ。", "inconsistent"),
    ("recovery_rise", "IWMは20%下落した。S&P 500は20%上昇した。", None),
    ("step_total", "ECBは3回の利下げ(合計75bp)を決めた。", "consistent"),
    ("step_total", "ECBは3回の利下げ(合計60bp)を決めた。", "inconsistent"),
    ("step_total", "ECBは3回の利下げ(合計100bp)を決めた。", "consistent"),
    ("step_total", "ECBは0.5%、0.25%、0.25%の計3回で合計1.0%利下げした。", "consistent"),
    ("step_total", "ECBは25bpの利下げを3回続けた。", None),
    ("step_total", "市場は2.3回、合計58bpの利下げを織り込む。", None),
    ("change_percent", "売上高は820億円から943億円へ15%増えた。", "consistent"),
    ("change_percent", "売上高は820億円から943億円へ18%増えた。", "inconsistent"),
    ("change_percent", "売上高は943億円から820億円へ13%減った。", "consistent"),
    ("change_percent", "売上高は943億円から820億円(▲25.0%)へ減った。", "inconsistent"),
    ("change_percent", "売上高は80億円から100億円に増え、営業利益は10%増えた。", None),
    ("change_percent", "売上高を820億円から943億円に上方修正した(前期比3%増)。", None),
]  # fmt: skip


@pytest.mark.parametrize(("check", "text", "status"), CASES)
def test_a_check_gives_its_status_or_is_silent(check: str, text: str, status: str | None) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 26))
    found = [f.status for f in report.findings if f.check == check]
    assert found == ([] if status is None else [status])


def test_every_check_has_a_case_of_each_kind() -> None:
    kinds = {(check, status or "silent") for check, _, status in CASES}
    wanted = {(c.key, k) for c in CHECKS for k in ("consistent", "inconsistent", "silent")}
    assert wanted <= kinds


def test_a_result_in_percent_and_in_ratio_is_the_same() -> None:
    def computed(stated: str) -> float:
        text = PAIR + f"IWMはS&P 500より{stated}割安だ。"
        (finding,) = [f for f in Analyzer().check(text).findings if f.check == "discount"]
        assert finding.computed is not None
        return float(finding.computed)

    assert computed("50%") == pytest.approx(computed("2分の1") * 100)


def test_unequal_steps_are_told_and_hold_in_strict_mode_too() -> None:
    text = "ECBは3回の利下げ(合計100bp)を決めた。"
    (finding,) = [f for f in Analyzer().check(text, strict=True).findings if f.formula]
    assert (finding.status, finding.assumption) == ("consistent", "1回25〜100bpとした")
    assert (finding.low, finding.high) == (75, 300)


def test_a_repeated_count_hides_no_slip() -> None:
    text = "FRBは3回の利下げをした。" * 2 + "ECBは4回の利下げ(合計75bp)を決めた。"
    found = [f for f in Analyzer().check(text).findings if f.check == "step_total"]
    assert [f.status for f in found] == ["inconsistent"]


def test_equal_steps_are_told() -> None:
    text = "ECBは3回の利下げ(合計150bp)を決めた。"
    (finding,) = [f for f in Analyzer().check(text).findings if f.formula]
    assert (finding.formula, finding.assumption) == ("3*50", "1回50bpずつとした")
