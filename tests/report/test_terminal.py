"""The text report: what it says, in what order, and that it fits."""

import re
from datetime import date
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from uratori.lexicon import read_table
from uratori.pipeline import WORST_FIRST
from uratori.records import Analysis, Evidence, Finding, FlipPoint, Report
from uratori.report.evidence import evidence_rows
from uratori.report.listing import render_analysis
from uratori.report.telling import computed_text, flip_text
from uratori.report.terminal import render
from uratori.report.width import text_width, widest
from uratori.report.words import status_style

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

DISCOUNT = """\
✗ 数字どうしが合わない  割引率 [f1]
  小型株ETF(IWM)のPERは19.5で、大型株と比べて【1/3を超える】割引となっており、同
  じ水準に並ぶには約50%の上昇が要る。
  記載    1/3を超える
  再計算  約30.4% (28.9〜31.8%)
  式      1 - 19.5/28
  反転点  「約28倍」が29.25倍以上、または「19.5」が18.67倍以下なら合う
  説明    割引は3分の1に届かない。
  直し方  「1/3を超える」を「約3割の」とするか、PERの一方を確かめる。
"""
SUPPORTED = """\
✓ supported by data  steps and total [f6]
  米連邦準備制度は昨年末に3回の利下げ(合計【75ベーシスポイント】)を決めた。
  Stated    75ベーシスポイント
  Found     75 bp
  Why       3回の決定と合う。
  Evidence  ✓ 3回の決定の合計: 75 bp (2025-09-17 to 2025-12-10)
  Source    FOMC statements [primary source] retrieved 2026-11-01
            https://www.federalreserve.gov/monetarypolicy.htm
"""


def test_a_block_in_japanese(report: Report) -> None:
    assert DISCOUNT in render(report)


def test_a_block_in_english(report: Report) -> None:
    assert SUPPORTED in render(report, lang="en")


def test_header(report: Report) -> None:
    lines = render(report).splitlines()
    assert lines[0] == "小型株の割安感  公開 2026-01-26"
    assert lines[1] == "数値 8 · 主張 6 · 判定 6"
    assert lines[2].startswith("✗ 数字どうしが合わない 1  ! 丸めの端でだけ合う 1  ? ")


@pytest.mark.parametrize(
    ("title", "source", "shown"),
    [
        (None, "a/b.txt", "a/b.txt  公開 2026-01-26"),
        (None, "folder/" * 12 + "b.txt", "b.txt  公開 2026-01-26"),
        (None, "", "(無題)  公開 2026-01-26"),
        ("題" * 60, "b.txt", "題" * 30 + "…  公開 2026-01-26"),
    ],
)
def test_title(report: Report, title: str | None, source: str, shown: str) -> None:
    article = msgspec.structs.replace(report.analysis.article, title=title, source=source)
    analysis = msgspec.structs.replace(report.analysis, article=article)
    named = msgspec.structs.replace(report, analysis=analysis)
    assert render(named).splitlines()[0] == shown


def test_worst_first_whatever_the_order(report: Report) -> None:
    turned = msgspec.structs.replace(report, findings=report.findings[::-1])
    blocks = re.findall(r"\[(f\d)\]", render(turned))
    assert blocks[:2] == ["f1", "f2"]
    assert sorted(blocks[2:]) == ["f5", "f6"]


def test_what_cannot_be_checked_is_told_by_status(report: Report) -> None:
    tail = render(report).split("確かめられなかった主張\n")[1]
    assert tail == (
        "  ? データ不足\n    約28倍  記事の出典のほかに資料がない。\n"
        "  - 検証の対象外\n    1回  予測は検証しない。\n\n"
        "検査しなかった数値 2:  日付 1  回数 1\n"
    )


def test_insufficient_with_values_gets_a_block(report: Report) -> None:
    finding = report.findings[2]
    tried = msgspec.structs.replace(finding.evidence[0], quality="weak", value=Fraction(27))
    finding = msgspec.structs.replace(finding, evidence=(tried,))
    text = render(msgspec.structs.replace(report, findings=(finding,)))
    assert "? データ不足  " in text
    assert "根拠  ? 予想PER: 27倍 * 記事の出典と同じ\n" in text
    assert "出典  the claim's own source [弱い出典]\n" in text


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("color", [False, True])
def test_every_line_fits(report: Report, width: int, lang: str, color: bool) -> None:
    for line in render(report, lang=lang, width=width, color=color).splitlines():
        assert widest(_COLOUR.sub("", line)) <= width or "://" in line


@pytest.mark.parametrize("width", [40, 80])
def test_colour_adds_nothing_but_colour(report: Report, width: int) -> None:
    plain = render(report, width=width)
    colored = render(report, width=width, color=True)
    assert "\x1b" not in plain
    assert "\x1b[31m【1/3を超える】\x1b[0m" in colored
    assert _COLOUR.sub("", colored) == plain


def test_the_articles_own_escapes_are_not_printed(report: Report) -> None:
    text = report.analysis.article.text.replace("大型株と", "\x1b[2J大株\u202e")
    article = msgspec.structs.replace(
        report.analysis.article,
        text=text[: len(report.analysis.article.text)],
        title="\x1b]0;x\x07",
    )
    analysis = msgspec.structs.replace(report.analysis, article=article)
    shown = render(msgspec.structs.replace(report, analysis=analysis))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\ufffd[2J" in shown


def test_a_report_without_findings(analysis: Analysis) -> None:
    text = render(Report(analysis=analysis, findings=(), unchecked=()))
    assert "判定はありません。" in text
    assert text.endswith("-" * 80 + "\n")


def found(**given: Any) -> Evidence:
    fields: dict[str, Any] = {
        "source": "A", "series": "index:sp500/close", "definition": "close",
        "value": Fraction(28), "unit": "points", "as_of": "2026-01-23",
        "retrieved": date(2026, 1, 24), "address": "https://a.example/1", "holds": True,
        "quality": "primary",
    }  # fmt: skip
    return Evidence(**(fields | given))


def rows(*evidence: Evidence, unit: str = "points", lang: str = "ja") -> list[tuple[str, str]]:
    finding = Finding(
        id="f1", scope="market", check="close", status="supported", claim=None, quantity="q1",
        unit=unit, evidence=evidence,
    )  # fmt: skip
    return list(evidence_rows(finding, lang))


def test_one_source_is_told_once_and_without_a_number() -> None:
    window = found(as_of="2025-01-06/2026-01-23", holds=False, note="28 - 30", value=Fraction(-2))
    assert rows(found(), window) == [
        ("根拠", "✓ 終値: 28ポイント (2026-01-23)"),
        ("", "✗ 終値: -2ポイント (2025-01-06〜2026-01-23) * 28 - 30"),
        ("出典", "A [一次資料] 2026-01-24取得"),
        ("", "https://a.example/1"),
    ]


def test_several_addresses_are_numbered_below_their_source() -> None:
    other = found(source="B", quality="weak", retrieved=None, address="https://b.example/1")
    second = found(address="https://a.example/2")
    assert rows(found(), other, second, found(), lang="en") == [
        ("Evidence", "✓ close: 28 points (2026-01-23) [1]"),
        ("", "✓ close: 28 points (2026-01-23) [3]"),
        ("", "✓ close: 28 points (2026-01-23) [2]"),
        ("", "✓ close: 28 points (2026-01-23) [1]"),
        ("Source", "A [primary source] retrieved 2026-01-24"),
        ("", "[1] https://a.example/1"),
        ("", "[2] https://a.example/2"),
        ("", "B [weak source]"),
        ("", "[3] https://b.example/1"),
    ]


def test_definitions_that_lack_data_share_a_line() -> None:
    lacking = [
        found(definition=key, value=None, holds=None, source="", address=None, note="データなし")
        for key in ("close", "close_adjusted")
    ]
    assert rows(*lacking) == [("根拠", "? 終値・分割調整後の終値: データなし")]


def test_a_move_of_a_rate_is_no_rate() -> None:
    rate = found(value=Fraction("0.73"), unit="JPY/USD")
    assert rows(rate, unit="JPY")[0][1] == "✓ 終値: 0.73円 (2026-01-23)"
    assert rows(rate, unit="JPY/USD")[0][1] == "✓ 終値: 1ドル=0.73円 (2026-01-23)"


def test_a_heading_is_shown_without_its_mark(report: Report) -> None:
    text = report.analysis.article.text.replace("\n小型株ETF", "\n## 株ETF", 1)
    article = msgspec.structs.replace(report.analysis.article, text=text)
    analysis = msgspec.structs.replace(report.analysis, article=article)
    shown = render(msgspec.structs.replace(report, analysis=analysis))
    assert "\n  株ETF(IWM)のPERは19.5で" in shown


def test_a_long_report_ends_with_a_line_a_status(report: Report) -> None:
    assert "まとめ" not in render(report)
    many = msgspec.structs.replace(report, findings=report.findings * 2)
    assert render(many).split("まとめ\n")[1] == (
        "  ✗ 数字どうしが合わない  2  1/3を超える  1/3を超える\n"
        "  ! 丸めの端でだけ合う    2  約50%  約50%\n"
        "  ? データ不足            2  約28倍  約28倍\n"
        "  - 検証の対象外          2  1回  1回\n"
        "  ✓ データの裏付けあり    2  75ベーシスポイント  75ベーシスポイント\n"
        "  ✓ 数字どうしが合う      2  75ベーシスポイント  75ベーシスポイント\n"
    )
    for width in (40, 80):
        lines = render(many, width=width, color=True, lang="en").splitlines()
        assert max(widest(_COLOUR.sub("", x)) for x in lines if "://" not in x) <= width


@pytest.mark.parametrize(
    ("direction", "value", "shown"),
    [
        (None, "29.25", "「約28倍」が29.25倍以上なら合う"),
        (None, "-29.25", ""),
        ("up", "-29.25", ""),
        ("down", "-29.25", "「約28倍」が29.25倍以上なら合う"),
        ("down", "-20", "「約28倍」が20倍以下なら合う"),
    ],
)
def test_flip_points_are_figures_that_could_be_written(
    report: Report, direction: Any, value: str, shown: str
) -> None:
    point = FlipPoint(quantity="q2", value=Fraction(value))
    finding = msgspec.structs.replace(report.findings[0], flip_point=(point,))
    quantities = {q.id: q for q in report.analysis.quantities}
    quantities["q2"] = msgspec.structs.replace(quantities["q2"], direction=direction)
    assert flip_text(finding, quantities, report.analysis.article.text, "ja") == shown


@pytest.mark.parametrize(
    ("unit", "lang", "low", "high", "shown"),
    [
        ("JPY/USD", "ja", "160.5", "160.52", "1ドル=160.51円 (1ドル=160.5〜160.52円)"),
        ("JPY", "en", "840.34", "840.36", "JPY 160.51 (JPY 840.34 to 840.36)"),
        ("JPY", "en", "-1", "2", "JPY 160.51 (JPY -1 to 2)"),
        ("JPY", "en", "-2", "-1", "JPY 160.51 (JPY -2 to JPY -1)"),
        ("JPY", "ja", "-4.09", "-4.07", "160.51円 (-4.09〜-4.07円)"),
        ("percent", "en", "1", "2", "160.51% (1 to 2%)"),
    ],
)
def test_a_range_says_its_unit_once(
    report: Report, unit: str, lang: str, low: str, high: str, shown: str
) -> None:
    finding = msgspec.structs.replace(
        report.findings[0], unit=unit, computed=Fraction("160.51"), low=Fraction(low),
        high=Fraction(high),
    )  # fmt: skip
    assert computed_text(finding, {}, lang) == shown


def test_every_status_has_a_style_in_the_pipelines_order() -> None:
    ranks = [status_style(status).rank for status in WORST_FIRST]
    assert ranks == list(range(11))
    labels = [status_style(s).label(lang) for s in WORST_FIRST for lang in ("ja", "en")]
    assert len(set(labels)) == 22


@pytest.mark.parametrize("table", ["statuses", "words", "checks", "sarif_levels"])
def test_tables_state_their_rows(table: str) -> None:
    from importlib import resources

    text = resources.files("uratori.report").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    stated = re.search(r"^# rows: (\d+)$", text, re.MULTILINE)
    assert stated is not None
    assert len(list(read_table(table, "uratori.report"))) == int(stated[1])


def test_listing(analysis: Analysis) -> None:
    lines = render_analysis(analysis).splitlines()
    assert lines[1] == "数値 8 · 名称 1 · 主張 6"
    assert lines[4] == "q2  約28倍              28倍        level   index:sp500 per_forward"
    assert lines[10] == "q8  1回                 1回         count   bank:fed forecast"
    assert lines[12] == "m1  IWM  etf  ARCX:IWM"
    assert all(text_width(line) <= 40 for line in render_analysis(analysis, width=40).splitlines())
