"""PDF files: wrapped paragraphs, the tables of 決算短信, running heads, and damage."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from uratori.articles import read_article
from uratori.articles.apart import read_apart
from uratori.articles.pdf import read_pdf
from uratori.articles.tables import is_number, table_lines, unit_above, unit_of
from uratori.errors import ArticleError, MissingExtraError
from uratori.pipeline import Analyzer

from .pdfs import Placed, pdf_of, row, wrapped

pytest.importorskip("pdfplumber", reason="the extra pdf is not installed")

BODY = (
    "当連結会計年度の売上高は48,216百万円となり、前期の45,833百万円を5.2%上回った。"
    "国内の需要が持ち直し、海外でも価格の改定が浸透した。"
)
NEXT = "次期の売上高は50,000百万円を見込む。"
RIGHTS = [210, 250, 330, 370, 450, 490]


def summary(top: float) -> list[Placed]:
    """Place the table of results as 決算短信 has it."""
    return [
        (60, top, "（1）連結経営成績"), (330, top, "（％表示は、対前期増減率）"),
        (185, top + 20, "売"), (205, top + 20, "上"), (225, top + 20, "高"),
        (305, top + 20, "営業利益"), (410, top + 20, "親会社株主に帰属する"),
        (430, top + 32, "当期純利益"),
        *row(top + 46, "", ["百万円", "％", "百万円", "％", "百万円", "％"], RIGHTS),
        *row(top + 62, "2026年3月期", ["48,216", "5.2", "3,210", "△1.1", "2,100", "－"], RIGHTS),
        *row(top + 78, "2025年3月期", ["45,833", "2.0", "3,246", "4.0", "△120", "－"], RIGHTS),
    ]  # fmt: skip


SUMMARY = [
    "2026年3月期 売上高 48,216百万円 5.2%",
    "2026年3月期 営業利益 3,210百万円 △1.1%",
    "2026年3月期 親会社株主に帰属する当期純利益 2,100百万円",
    "2025年3月期 売上高 45,833百万円 2.0%",
    "2025年3月期 営業利益 3,246百万円 4.0%",
    "2025年3月期 親会社株主に帰属する当期純利益 △120百万円",
]
SHARES = [
    (190, 100, "１株当たり"), (195, 112, "当期純利益"), (300, 106, "自己資本比率"),
    *row(130, "", ["円", "", ""], [215, 0, 0]), (217, 130, "銭"), (340, 130, "％"),
    *row(146, "2026年3月期", ["123.45", "45.2"], [227, 350]),
]  # fmt: skip
STATEMENT = [
    (60, 100, "連結損益計算書"), (440, 116, "（単位：百万円）"),
    (270, 132, "前連結会計年度"), (430, 132, "当連結会計年度"),
    *row(148, "売上高", ["45,833", "48,216"], [340, 500]),
    *row(164, "売上原価", ["30,000", "31,000"], [340, 500]),
    *row(180, "特別損失", ["－", "△12"], [340, 500]),
]  # fmt: skip

SPREAD = [
    *[(left, 100, letter) for left, letter in zip((150, 172, 194, 216, 238, 260, 282),
                                                  "売上高営業利益", strict=True)],
    *row(116, "", ["百万円", "％", "百万円", "％"], [170, 208, 260, 300]),
    *row(132, "当期", ["48,216", "5.2", "3,210", "△1.1"], [170, 208, 260, 300]),
]  # fmt: skip
DIVIDENDS = [
    (280, 100, "年間配当金"), (150, 116, "第２四半期末"), (300, 116, "期末"), (420, 116, "合計"),
    *row(132, "", ["円", "円", "円"], [205, 330, 450]), (207, 132, "銭"), (332, 132, "銭"),
    (452, 132, "銭"),
    *row(148, "2026年3月期", ["－", "15.00", "25.00"], [217, 342, 462]),
]  # fmt: skip
POSITION = [
    (150, 100, "純 資 産"), (270, 100, "自己資本比率"),
    *row(116, "", ["百万円", "％"], [200, 350]),
    *row(132, "当期", ["26,400", "48.0"], [200, 350]),
    (60, 160, "株主の持分を除く。"),
]  # fmt: skip
FLUSH = [(410, 100, "2026年5月10日"), (60, 116, "上場会社名　例工業"), (460, 132, "東証一部")]

LAYOUTS: list[tuple[list[Placed], list[str]]] = [
    (wrapped(100, BODY), [BODY]),
    ([*wrapped(100, BODY), *wrapped(148, NEXT)], [BODY, NEXT]),
    ([(60, 100, "経営成績に関する説明"), *wrapped(120, BODY)], ["経営成績に関する説明", BODY]),
    ([*summary(100), *wrapped(220, BODY)],
     ["（1）連結経営成績 （％表示は、対前期増減率）", *SUMMARY, BODY]),
    (SHARES,
     ["2026年3月期 １株当たり当期純利益 123.45円", "2026年3月期 自己資本比率 45.2%"]),
    (STATEMENT,
     ["連結損益計算書", "（単位：百万円）", "前連結会計年度 当連結会計年度",
      "売上高 45,833百万円 48,216百万円", "売上原価 30,000百万円 31,000百万円",
      "特別損失 △12百万円"]),
    (SPREAD, ["当期 売上高 48,216百万円 5.2%", "当期 営業利益 3,210百万円 △1.1%"]),
    (DIVIDENDS,
     ["2026年3月期 年間配当金 期末 15.00円", "2026年3月期 年間配当金 合計 25.00円"]),
    (POSITION, ["当期 純資産 26,400百万円", "当期 自己資本比率 48.0%", "株主の持分を除く。"]),
    (FLUSH, ["2026年5月10日", "上場会社名 例工業", "東証一部"]),
    ([(60, 100, "当期は"), (60, 116, "・売上高が伸びた"), (60, 132, "・利益は減った")],
     ["当期は", "・売上高が伸びた", "・利益は減った"]),
]  # fmt: skip


@pytest.mark.parametrize(("placed", "lines"), LAYOUTS, ids=range(len(LAYOUTS)))
def test_layouts(placed: list[Placed], lines: list[str]) -> None:
    assert read_pdf(pdf_of([placed])).text.splitlines() == lines


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            (60, 30, "例工業（1234）2026年3月期 決算短信"),
            *wrapped(120, text),
            (290, 800, f"- {n} -"),
        ]
        for n, text in enumerate((BODY, NEXT, BODY.replace("国内", "欧州")), 1)
    ]
    text = read_pdf(pdf_of(pages)).text
    assert text.splitlines() == [BODY, NEXT, BODY.replace("国内", "欧州")]


def test_the_first_page_keeps_what_only_it_has() -> None:
    pages = [[(60, 30, "2026年3月期 決算短信"), *wrapped(120, BODY)], wrapped(120, NEXT)]
    assert read_pdf(pdf_of(pages)).text.splitlines() == ["2026年3月期 決算短信", BODY, NEXT]


def test_the_claims_of_a_table_are_read_and_none_is_accused() -> None:
    data = pdf_of([[*summary(100), *wrapped(220, BODY)]])
    article = read_article("短信.pdf", data, published=date(2026, 5, 10))
    report = Analyzer().check(article, offline=True)
    texts = {q.id: q.text for q in report.analysis.quantities}
    told = {(texts[c.quantity], c.metric) for c in report.analysis.claims}
    assert {("48,216百万円", "sales"), ("3,210百万円", "operating_profit")} <= told
    assert {f.status for f in report.findings} <= {"consistent", "approx", "insufficient"}


def test_standard_input_may_be_a_pdf() -> None:
    assert read_article("-", pdf_of([wrapped(100, BODY)])).text == BODY + "\n"


# --- what cannot be read ----------------------------------------------------------------------

GOOD = pdf_of([wrapped(100, BODY)])
FILTER = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <{0}> /U <{0}> >> /ID [<00> <00>]"
)
BAD = [
    (pdf_of([[]]), "has no text layer"),
    (pdf_of([[(290, 800, "- 1 -")]]), "has no text layer"),
    (pdf_of([wrapped(100, BODY)], trailer=FILTER.format("41" * 32)), "is encrypted"),
    (b"%PDF-1.7\n", "is damaged"),
    (b"%PDF-1.7\n" + b"\xff\x00" * 5000, "is damaged"),
    (b"not a PDF", "is damaged"),
    (pdf_of([[(60, 100, "頁")]] * 301), "has 301 pages, more than 300"),
]


@pytest.mark.parametrize(("data", "what"), BAD, ids=[what for _, what in BAD])
def test_a_bad_pdf_is_told_in_one_line(data: bytes, what: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article("a.pdf", data)
    assert str(caught.value).startswith(f"a.pdf: the PDF {what}")
    assert caught.value.todo
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("at", range(40, len(GOOD), len(GOOD) // 12))
def test_a_pdf_cut_short_is_an_error_or_a_text(at: int) -> None:
    try:
        assert "売上高" in read_pdf(GOOD[:at]).text
    except ArticleError as error:
        assert "the PDF" in error.what


def test_one_that_takes_for_ever_is_ended() -> None:
    with pytest.raises(ArticleError, match=r"a\.pdf: cannot be read within 0\.01 seconds"):
        read_apart("pdf", GOOD, where="a.pdf", seconds=0.01)


def test_one_that_would_take_all_memory_is_ended() -> None:
    bomb = pdf_of([[(60, 100, "a" * 1_200_000)]])
    with pytest.raises(ArticleError, match="the PDF takes too much memory"):
        read_article("a.pdf", bomb)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(MissingExtraError, match=r'pip install "uratori\[pdf\]"'):
        read_pdf(GOOD)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_what_a_browser_prints(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    style = "body{font-family:IPAGothic} td{text-align:right;padding:0 8px}"
    table = (
        "<tr><td><td>売上高<td><td>営業利益<td><tr><td><td>百万円<td>％<td>百万円<td>％"
        "<tr><td>2026年3月期<td>48,216<td>5.2<td>3,210<td>△1.1"
    )
    page.write_text(
        f"<html lang=ja><meta charset=utf-8><style>{style}</style><body><h1>決算短信</h1>"
        f"<p>{BODY}{NEXT}</p><table>{table}</table></body></html>",
        encoding="utf-8",
    )
    made = tmp_path / "a.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    options += [f"--user-data-dir={tmp_path}/u", f"--print-to-pdf={made}"]
    subprocess.run(["chromium", *options, str(page)], check=True, capture_output=True, timeout=60)
    assert read_article(made).text.splitlines() == [
        "決算短信",
        BODY + NEXT,
        "2026年3月期 売上高 48,216百万円 5.2%",
        "2026年3月期 営業利益 3,210百万円 △1.1%",
    ]


# --- tables alone ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "unit", "lines"),
    [
        ([["", "売上高"], ["", "百万円"], ["当期", "48,216"]], "", ["当期 売上高 48,216百万円"]),
        ([["売上高", "45,833", "48,216"]], "", ["売上高 45,833 48,216"]),
        ([["", "前期", "当期"], ["売上高", "45,833", "48,216"]], "百万円",
         ["売上高 前期 45,833百万円", "売上高 当期 48,216百万円"]),
        ([["", "売上高"], ["当期", "－"]], "百万円", ["売上高", "当期 －"]),
        ([["売上高(億円)", "1,200"], ["営業利益率", "8.0"]], "億円",
         ["売上高 1,200億円", "営業利益率 8.0"]),
        ([["売上高(億円)", "1,200"], ["営業利益率［％］", "8.0"]], "",
         ["売上高 1,200億円", "営業利益率 8.0%"]),
        ([["項目", "今期", "増減率"], ["売上高(億円)", "1,200", "25.0%"]], "",
         ["売上高 今期 1,200億円", "売上高 増減率 25.0%"]),
        ([["項目", "今期", "増減率"], ["売上高(億円)", "1,200", "25.0"]], "百万円",
         ["売上高 今期 1,200億円", "売上高 増減率 25.0"]),
        ([["項目（単位：億円）", "今期"], ["売上高", "1,200"], ["自己資本比率", "52.3"]], "",
         ["売上高 今期 1,200億円", "自己資本比率 今期 52.3"]),
        ([["単位:億円", "今期", "前期比(%)"], ["売上高", "1,200", "25.0"]], "",
         ["売上高 今期 1,200億円 前期比 25.0%"]),
        ([["会社(東京)", "従業員"], ["支店(大阪)", "1,200"]], "", ["支店(大阪) 従業員 1,200"]),
        ([], "", []),
    ],
)  # fmt: skip
def test_lines_of_a_table(rows: list[list[str]], unit: str, lines: list[str]) -> None:
    assert table_lines(rows, unit) == lines


@pytest.mark.parametrize(
    ("cell", "number"),
    [("48,216", True), ("△1.1", True), ("▲ 3", True), ("5.2%", False), ("", False), ("第3", False)],
)
def test_bare_numbers(cell: str, number: bool) -> None:
    assert is_number(cell) is number


ABOVE = [
    ("(単位：億円)", "億円"), ("単位：百万円、％", "百万円"), ("業績（単位: 円 銭）", "円 銭"),
    ("単位：メートル", ""), ("売上高は億円の単位で示す", ""), ("単位：億円" + "あ" * 60, ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "unit"), ABOVE)
def test_a_line_above_a_table_gives_its_unit(line: str, unit: str) -> None:
    assert unit_above(line) == unit


def test_units() -> None:
    assert [unit_of(word) is not None for word in ("百万円", "％", "円 銭", "売上高", "")] == [
        True, True, True, False, False,
    ]  # fmt: skip
