"""The checks without a formula: dates, directions, levels in order, headlines."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer

HEAD = (
    "トヨタ、営業利益{}増\nトヨタ自動車の2025年4〜12月期の営業利益は前年同期比28%増の3兆円だった。"
)
CASES = [
    ("weekday", "2026年1月26日(月)に発表した。", "consistent"),
    ("weekday", "2026年1月26日(火)に発表した。", "inconsistent"),
    ("weekday", "1月23日(金)に発表した。", "consistent"),
    ("weekday", "1月23日(木)に発表した。", None),
    ("weekday", "1月23日(水)に発表した。", "inconsistent"),
    ("elapsed", "失業率は2024年7月以来、1年6カ月ぶりの高さだ。", "consistent"),
    ("elapsed", "失業率は2024年7月以来、1年4カ月ぶりの高さだ。", "consistent"),
    ("elapsed", "失業率は2024年7月以来、2年6カ月ぶりの高さだ。", "inconsistent"),
    ("elapsed", "失業率は1989年以来、36年ぶりの高さだ。", "consistent"),
    ("elapsed", "失業率は1989年以来、26年ぶりの高さだ。", "inconsistent"),
    ("elapsed", "2016年2月には1986年7月以来およそ30年ぶりに最低となった。", "consistent"),
    ("elapsed", "失業率は2024年7月から、6カ月ぶりに上がった。", None),
    ("fiscal_months", "2026年3月期第3四半期(10〜12月)の営業利益は30億円。", "consistent"),
    ("fiscal_months", "2026年3月期第3四半期(4〜12月)の営業利益は30億円。", "consistent"),
    ("fiscal_months", "2026年3月期第3四半期(7〜9月)の営業利益は30億円。", "inconsistent"),
    ("fiscal_months", "2026年3月期第3四半期は、7〜9月も伸びた。", None),
    ("direction", "日経平均は120円高と続伸した。", "consistent"),
    ("direction", "日経平均は120円安と続伸した。", "inconsistent"),
    ("direction", "日経平均は120円安の4万円と3日続落した。", "consistent"),
    ("direction", "日経平均は反発し、前日比120円安で終えた。", "inconsistent"),
    ("direction", "日経平均は120円安、TOPIXは続伸した。", None),
    ("ordering", "日経平均の高値は4万0120円で、終値は3万9900円で終えた。", "consistent"),
    ("ordering", "日経平均の高値は4万0120円で、終値は4万0300円で終えた。", "inconsistent"),
    ("ordering", "日経平均の昨年の高値は4万0120円。この日は4万0300円で終えた。", None),
    ("band", "日経平均は4万円台を回復し、4万0120円で終えた。", "consistent"),
    ("band", "日経平均は4万円台を回復し、3万9980円で終えた。", "inconsistent"),
    ("band", "日経平均は一時4万円台を回復し、3万9980円で終えた。", None),
    ("scale_slip", "売上高は943億円だった。この売上高9.43兆円は過去最高だ。", "inconsistent"),
    ("scale_slip", "売上高は943億円だった。前期の売上高は9.43兆円だ。", None),
    ("scale_slip", "売上高は940億円だった。この売上高9.4兆円は過去最高だ。", None),
    ("restatement", HEAD.format("28%"), None),
    ("restatement", HEAD.format("3割"), "consistent"),
    ("restatement", HEAD.format("18%"), "inconsistent"),
    ("restatement", HEAD.format("18%") + "国内の営業利益は18%増えた。", None),
    ("restatement", "トヨタ、純利益18%増\nトヨタ自動車の営業利益は28%増の3兆円だった。", None),
]


@pytest.mark.parametrize(("check", "text", "status"), CASES)
def test_a_check_without_a_formula(check: str, text: str, status: str | None) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 26))
    found = [f.status for f in report.findings if (f.scope, f.check) == ("internal", check)]
    assert found == ([] if status is None else [status])


def test_every_slip_says_how_to_mend_it_in_both_languages() -> None:
    for _, text, _ in CASES:
        for lang in ("ja", "en"):
            report = Analyzer().check(text, published=date(2026, 1, 26), lang=lang)
            told = [f for f in report.findings if f.scope == "internal" and not f.formula]
            assert all((f.suggestion is None) == (f.status == "consistent") for f in told)
