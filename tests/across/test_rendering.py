"""The report on many articles for terminals, browsers and programs."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.across.written import Told, write_tables
from tests.report.pages import parsed
from uratori.across import Across, read_across
from uratori.across.bars import Bars, by_day, draw_columns, draw_rows
from uratori.across.document import COLUMNS, across_csv, across_document
from uratori.across.page import render_page
from uratori.across.records import Count
from uratori.across.telling import render_text
from uratori.cli import main
from uratori.report.width import widest

DAY = date(2026, 1, 26)
HOSTILE = '</script><script>alert(1)</script>\u202e\x1b[31m=HYPERLINK("x")'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = [
        Told(
            text="26日の日経平均株価の終値は前週末比402円安の3万9812円だった。",
            published=DAY, id="a", title=HOSTILE, address="https://a.example/?a=1&b=<2>",
        ),
        Told(
            text="26日の日経平均株価の終値は前週末比420円安の3万9182円だった"
            "<img src=x onerror=alert(1)>。",
            published=DAY, id="=b", title=HOSTILE, address="javascript:alert(1)",
        ),
        Told(text="A社の売上高は820億円から943億円へ25%増加した。", published=DAY, id="c"),
    ]  # fmt: skip
    return write_tables(tmp_path_factory.mktemp("tables"), told, checked=True)


@pytest.fixture(scope="module")
def across(folder: Path) -> Across:
    return read_across(folder)


def command(*words: str) -> int:
    return main(["batch", "report", *words])


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_asked_for(across: Across, width: int, lang: str) -> None:
    lines = render_text(across, lang=lang, width=width).splitlines()
    assert [line for line in lines if widest(line) > width and "://" not in line] == []


def test_the_text_tells_both_sides(across: Across) -> None:
    text = render_text(across)
    assert "記事どうしで食い違う主張 2" in text
    assert "【3万9812円】" in text
    assert "【3万9182円】" in text
    assert "\x1b" not in text


def test_colour_only_repeats_what_the_marks_say(across: Across) -> None:
    colored = render_text(across, color=True)
    assert re.sub(r"\x1b\[\d+m", "", colored) == render_text(across)
    assert colored != render_text(across)


def test_the_page_is_whole_and_runs_nothing(across: Across) -> None:
    page = render_page(across)
    tree = parsed(page)
    assert {"script", "img", "iframe", "link"} & {str(e.tag) for e in tree.iter()} == set()
    assert [e for e in tree.iter() if e.get("style") or e.get("onerror") or e.get("src")] == []
    links = [e.get("href") for e in tree.iter("a")]
    assert links == ["https://a.example/?a=1&b=<2>"] * len(links)
    assert links
    assert "default-src 'none'" in page
    assert "\u202e" not in page


def test_the_page_has_its_charts_and_their_numbers(across: Across) -> None:
    tree = parsed(render_page(across))
    titles = [e.text for e in tree.iter() if str(e.tag).endswith("title")]
    for name in ("1日ごとの主張の数", "判定の内訳", "よく検査された対象"):
        assert name in titles
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    named = {name for e in tree.iter() for name in (e.get("aria-labelledby") or "").split()}
    assert named <= set(ids)
    assert len(list(tree.iter("details"))) == len(list(tree.iter("figure"))) == 4


def test_the_same_tables_give_the_same_page(folder: Path, across: Across) -> None:
    assert render_page(read_across(folder)) == render_page(across)


def test_the_json_says_what_the_report_says(across: Across) -> None:
    document = json.loads(json.dumps(across_document(across)))
    assert document["schema"] == "uratori-across/1"
    assert (document["articles"], document["contradictions"]) == (3, 2)
    close = next(d for d in document["disputes"] if d["claim"]["metric"] == "close")
    assert [side["voices"][0]["value"] for side in close["sides"]] == ["39182", "39812"]
    assert close["claim"]["period"] == ["2026-01-26", "2026-01-26"]
    change = next(d for d in document["disputes"] if d["claim"]["metric"] == "price_change")
    assert {side["voices"][0]["value"] for side in change["sides"]} == {"-402", "-420"}


def test_no_cell_of_the_csv_is_a_formula(across: Across) -> None:
    rows = list(csv.reader(io.StringIO("".join(across_csv(across)), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 1 + 4
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))] == []
    assert "'=b" in {row[COLUMNS.index("article")] for row in rows}


def test_the_command_writes_by_the_name_of_its_file(folder: Path, tmp_path: Path) -> None:
    for name, begin in (
        ("a.html", "<!DOCTYPE"),
        ("a.csv", "dispute,"),
        ("a.json", "{"),
        ("a.txt", "記事"),
    ):
        assert command(str(folder), "--output", str(tmp_path / name)) == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


def test_days_the_wrong_way_round_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(str(folder), "--from", "2026-01-27", "--to", "2026-01-26") == 2
    assert capsys.readouterr().err == (
        "uratori: --from: is after --to (give the earlier day first)\n"
    )


def test_a_pipe_is_given_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(str(folder), "--to", "2026-01-25") == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["to"], document["articles"], document["disputes"]) == ("2026-01-25", 0, [])


# --- charts ------------------------------------------------------------------------------------


def counts(*pairs: tuple[str, int]) -> tuple[Count, ...]:
    return tuple(Count(name=name, count=count) for name, count in pairs)


def test_days_without_a_claim_are_bars_of_nothing() -> None:
    grain, slots = by_day(counts(("2026-01-26", 3), ("2026-01-29", 1)))
    assert (grain, [slot.count for slot in slots]) == ("days", [3, 0, 0, 1])


@pytest.mark.parametrize(
    ("last", "grain", "bars"),
    [("2026-03-03", "days", 62), ("2026-03-04", "weeks", 10), ("2028-01-01", "months", 25)],
)
def test_more_days_are_weeks_and_months(last: str, grain: str, bars: int) -> None:
    found, slots = by_day(counts(("2026-01-01", 3), (last, 1)))
    assert (found, len(slots), sum(slot.count for slot in slots)) == (grain, bars, 4)


def test_bars_are_as_long_as_their_counts() -> None:
    bars = Bars(title="判定", unit="件", counts=counts(("<b>", 100), ("い", 50)))
    drawn = draw_rows(bars, "x")
    first, second = (
        float(width) for width in re.findall(r'class="bar"[^>]*width="([\d.]+)"', drawn)
    )
    assert first == pytest.approx(2 * second, abs=0.1)
    assert "<b>" not in drawn
    heights = re.findall(r'class="bar"[^>]*height="([\d.]+)"', draw_columns(bars, "y"))
    assert float(heights[0]) == pytest.approx(2 * float(heights[1]), abs=0.1)


def test_nothing_to_draw_is_no_chart() -> None:
    bars = Bars(title="判定", unit="件", counts=())
    assert draw_columns(bars, "x") == draw_rows(bars, "x") == ""
