"""Charts: which series, in which terms, with which values marked; and the SVG of them."""

import json
from datetime import date, timedelta
from fractions import Fraction
from xml.etree import ElementTree

import msgspec
import pytest

from uratori.evaluation.series import read_series
from uratori.market import Fact, Facts
from uratori.pipeline import Analyzer
from uratori.records import Evidence, Finding, Report
from uratori.report.charts import chart
from uratori.report.plots import Plot, Point, plot_of
from uratori.report.svg import HEIGHT, WIDTH, Wording, draw, ticks_of


@pytest.fixture(scope="module")
def series(root) -> Facts:
    return read_series(root / "corpora/market")


def market_finding(report: Report) -> Finding:
    return next(f for f in report.findings if f.scope == "market")


@pytest.mark.parametrize(
    ("text", "published", "terms", "stated", "found", "last"),
    [
        ("3月7日の米国株式市場で、S&P500種株価指数は4,571.80ポイントで取引を終えた。",
         "2025-04-07", "level", "4571.8", "4571.8", "2025-03-07"),
        ("5月27日のS&P500種株価指数は前の営業日に比べ78.13ポイント安で取引を終えた。",
         "2026-05-28", "change", "-78.13", "-78.13", "2026-05-27"),
        ("12日のNYダウは前日比0.73%安で取引を終えた。",
         "2026-05-13", "percent", "-0.73", "0.728", "2026-05-12"),
        ("S&P500種株価指数は過去1年間で28.1%上昇した。",
         "2026-09-02", "percent", "28.1", "27.921", "2026-09-01"),
        ("9月の米消費者物価指数(CPI)は前年同月比2.1%上昇した。",
         "2026-10-15", "year", "2.1", "2.118", "2026-09-01"),
        ("三菱重工業の株価は年初来で29.7%上昇した。",
         "2026-09-04", "percent", "29.7", "29.668", "2026-09-03"),
    ],
)  # fmt: skip
def test_a_series_is_drawn_in_the_terms_that_give_the_found_value(
    series, text, published, terms, stated, found, last
) -> None:
    day = date.fromisoformat(published)
    finding = market_finding(Analyzer().check(text, published=day, data=series))
    plot = plot_of(finding, series, day)
    assert plot is not None
    assert (plot.terms, plot.stated) == (terms, Fraction(stated))
    assert round(plot.found or 0, 3) == Fraction(found)
    assert plot.points[-1] == plot.dots[-1]
    assert plot.points[-1].day == plot.window[1] == date.fromisoformat(last)
    assert abs(plot.points[-1].value - (plot.found or 0)) < Fraction(1, 1000)
    assert len(plot.points) >= 12


def test_a_rate_is_drawn_in_steps_with_its_decisions(series) -> None:
    day = date(2026, 7, 1)
    report = Analyzer().check(
        "FRBは2026年6月、政策金利を0.25%引き下げた。", published=day, data=series
    )
    plot = plot_of(market_finding(report), series, day)
    assert plot is not None
    assert (plot.kind, plot.unit, plot.points[-1].day) == ("steps", "percent", day)
    assert [str(dot.day) for dot in plot.dots] == ["2026-06-17"]
    assert [p.day for p in plot.points] == sorted(p.day for p in plot.points)


def test_growth_of_results_is_drawn_as_the_amount_it_comes_to(series) -> None:
    day = date(2025, 12, 29)
    text = "ファーストリテイリングの2026年8月期第1四半期の純利益は前年同期比31.8%増だった。"
    plot = plot_of(market_finding(Analyzer().check(text, published=day, data=series)), series, day)
    assert plot is not None
    assert (plot.kind, plot.implied) == ("bars", True)
    before, now = (point.value for point in plot.points[-2:])
    assert plot.found == now
    assert plot.stated == before * Fraction("1.318")


def test_a_streak_marks_its_ends_and_draws_no_line(series) -> None:
    day = date(2026, 5, 29)
    report = Analyzer().check("28日のS&P500種株価指数は5日続落した。", published=day, data=series)
    plot = plot_of(market_finding(report), series, day)
    assert plot is not None
    assert (plot.stated, plot.found, len(plot.dots)) == (None, None, 2)
    assert plot.window == (date(2026, 5, 20), date(2026, 5, 28))


def test_nothing_after_the_article_is_drawn(series, root) -> None:
    lines = (root / "corpora/market.jsonl").read_text(encoding="utf-8").splitlines()
    analyzer, drawn = Analyzer(), 0
    for line in lines[::17]:
        row = json.loads(line)
        day = date.fromisoformat(row["published"]) if row.get("published") else None
        report = analyzer.check(row["text"], published=day, data=series)
        for finding in report.findings:
            plot = plot_of(finding, series, day)
            if plot is not None:
                drawn += 1
                assert 2 <= len(plot.points) <= 430
                assert day is None or plot.points[-1].day <= day
                values = [p.value for p in plot.points]
                held = plot.found is None or plot.kind != "line" or not plot.dots
                assert held or min(values) <= (plot.found or 0) <= max(values)
    assert drawn >= 20


def row(day: date, value: int, **given) -> Fact:
    settings = {
        "entity": "index:sp500", "metric": "close", "definition": "close", "unit": "points",
        "source": "made", "address": "https://example.org/", "retrieved": date(2026, 1, 1),
        "quality": "primary",
    }  # fmt: skip
    return Fact(**{**settings, **given}, date=day, value=Fraction(value))


def finding_of(value: str | None, as_of: str | None, **given) -> Finding:
    evidence = Evidence(
        source="made", series="index:sp500/close", definition="close",
        value=None if value is None else Fraction(value), unit=given.pop("unit", "points"),
        as_of=as_of, retrieved=None, address=None, holds=True,
    )  # fmt: skip
    return Finding(
        id="f1", scope="market", check="close", status="supported", claim=None, quantity="q1",
        stated=Fraction(1), computed=evidence.value, evidence=(evidence,), **given,
    )  # fmt: skip


DAYS = [date(2026, 1, 5) + timedelta(days=n) for n in range(10)]


@pytest.mark.parametrize(
    ("rows", "value", "as_of"),
    [
        ([], "5", "2026-01-14"),
        ([row(DAYS[-1], 5)], "5", "2026-01-14"),
        ([row(day, 5) for day in DAYS], None, "2026-01-14"),
        ([row(day, 5) for day in DAYS], "5", None),
        ([row(day, 5) for day in DAYS], "5", "FY2026-03"),
        ([row(day, 5) for day in DAYS], "6", "2026-01-14"),
        ([row(day, 5, quality="claimant") for day in DAYS], "5", "2026-01-14"),
    ],
)
def test_what_has_no_two_points_or_does_not_come_out_is_left_out(rows, value, as_of) -> None:
    assert plot_of(finding_of(value, as_of), Facts(rows), date(2026, 2, 1)) is None


def test_a_split_is_undone() -> None:
    rows = [row(day, 100 if n < 5 else 22, entity="XTKS:7203") for n, day in enumerate(DAYS)]
    split = row(DAYS[5], 5, entity="XTKS:7203", metric="split", definition="split", unit="ratio")
    finding = finding_of("10", f"{DAYS[0]}/{DAYS[-1]}", unit="percent")
    [evidence] = finding.evidence
    evidence = msgspec.structs.replace(evidence, series="XTKS:7203/close")
    finding = msgspec.structs.replace(finding, evidence=(evidence,))
    plot = plot_of(finding, Facts([*rows, split]), None)
    assert plot is not None
    assert [p.value for p in plot.points] == [0] * 5 + [10] * 5


def test_a_finding_inside_the_article_has_no_chart(report, series) -> None:
    inside = report.findings[0]
    assert inside.scope == "internal"
    assert chart(inside, report, series) is None


# --- SVG ---------------------------------------------------------------------------------------


def plot_with(values: list[int], **given) -> Plot:
    points = tuple(
        Point(day=date(2026, 1, 1) + timedelta(days=30 * n), value=Fraction(v))
        for n, v in enumerate(values)
    )
    settings = {
        "kind": "line", "terms": "level", "series": "index:sp500/close", "source": "made",
        "unit": "points", "points": points, "window": (points[0].day, points[-1].day),
    }  # fmt: skip
    return Plot(**{**settings, **given})


WORDS = Wording(title='<b> & "x" </b>', description="説明", stated="記載 3%", found="照合 4%")


@pytest.mark.parametrize("kind", ["line", "steps", "bars"])
@pytest.mark.parametrize("values", [[1, 2], [5, 5, 5], [-3, 0, 9], [10**13, 2 * 10**13], [-7, -2]])
def test_every_element_is_inside_the_frame(kind, values) -> None:
    plot = plot_with(values, kind=kind, stated=Fraction(values[0]), found=Fraction(values[-1]))
    tree = ElementTree.fromstring(draw(plot, WORDS, "ja", "f1"))
    for element in tree.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(element.get(name, 0)) <= WIDTH
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(element.get(name, 0)) <= HEIGHT + 18
        assert "style" not in element.attrib


def test_a_chart_has_a_name_a_description_and_lines_that_differ_in_kind() -> None:
    plot = plot_with([1, 5, 3], stated=Fraction(4), found=Fraction(3))
    tree = ElementTree.fromstring(draw(plot, WORDS, "ja", "a1-f1"))
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "a1-f1-chart-title a1-f1-chart-desc"
    assert [e.text for e in tree if e.tag in ("title", "desc")] == ['<b> & "x" </b>', "説明"]
    classes = [e.get("class") for e in tree.iter("line")]
    assert classes.count("stated") == classes.count("found") == 2
    assert {"記載 3%", "照合 4%"} <= {e.text for e in tree.iter("text")}


def test_names_that_are_too_long_for_one_row_take_two() -> None:
    plot = plot_with([1, 5, 3], stated=Fraction(4), found=Fraction(3))
    long = Wording(title="t", description="d", stated="記載どおりなら" * 4, found="照合" * 8)
    names = [e for e in ElementTree.fromstring(draw(plot, long, "ja", "f1")).iter("text")
             if (e.get("class") or "").startswith("name-")]  # fmt: skip
    assert [(e.get("x"), e.get("y")) for e in names] == [("34", "32"), ("34", "50")]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("3.4", "4.6", "3 3.5 4 4.5 5"),
        ("0", "100", "0 50 100"),
        ("7", "7", "6 6.5 7 7.5 8"),
        ("0", "0", "-1 -0.5 0 0.5 1"),
        ("-2.1", "0.3", "-3 -2 -1 0 1"),
        ("3990", "4012", "3990 4000 4010 4020"),
    ],
)
def test_ticks_are_round_and_take_in_both_ends(low, high, ticks) -> None:
    assert ticks_of(Fraction(low), Fraction(high)) == tuple(map(Fraction, ticks.split()))
