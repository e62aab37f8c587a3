"""The HTML report as a parser sees it: whole, escaped, self-contained, the same bytes each time."""

import re
import time
from datetime import date
from itertools import pairwise

import pytest

from uratori.articles import article_of
from uratori.market import bundled_facts
from uratori.pipeline import Analyzer
from uratori.records import Analysis, Report
from uratori.report.html import fragment, render_html, stylesheet
from uratori.report.marks import visible
from uratori.report.views import MOST_FINDINGS, MOST_PANELS
from uratori.report.words import status_style

from .hostile import HOSTILE, hostile_report
from .pages import article_text, numbers_at, parsed, text_of, with_class


@pytest.fixture(scope="module")
def real(root) -> Report:
    path = root / "corpora/articles/russell_rotation.md"
    article = article_of(path.read_text(encoding="utf-8"), source=path.name)
    return Analyzer().check(article, published=date(2026, 1, 26), data=bundled_facts())


@pytest.fixture(scope="module")
def page(real) -> str:
    return render_html([real], source=bundled_facts())


# --- what it holds -----------------------------------------------------------------------------


def test_it_is_valid_html_with_one_title_and_main(page) -> None:
    tree = parsed(page)
    assert tree.get("lang") == "ja"
    assert [len(list(tree.iter(name))) for name in ("title", "main", "h1")] == [1, 1, 1]
    assert page.startswith("<!DOCTYPE html>")


def test_ids_are_unique_and_every_link_inside_leads_somewhere(page) -> None:
    tree = parsed(page)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    targets = {e.get("href")[1:] for e in tree.iter("a") if e.get("href", "").startswith("#")}
    named = {name for e in tree.iter() for name in (e.get("aria-labelledby") or "").split()}
    described = {e.get("aria-describedby") for e in tree.iter() if e.get("aria-describedby")}
    assert len(targets) > 10
    assert targets | named | described <= set(ids)


def test_headings_step_down_by_one(page) -> None:
    levels = [int(e.tag[1]) for e in parsed(page).iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_the_article_part_is_the_article(page, real) -> None:
    [article] = with_class(parsed(page), "text")
    assert article_text(article) == real.analysis.article.text


def test_every_finding_is_listed_the_worst_first(page, real) -> None:
    listed = with_class(parsed(page), "finding")
    assert sorted(e.get("id") for e in listed) == sorted(f"a1-{f.id}" for f in real.findings)
    order = [status_style(e.get("class").split(" is-")[1].split()[0]).rank for e in listed]
    assert order == sorted(order)
    for element, finding in zip(listed, real.findings, strict=True):
        assert finding.explanation in text_of(element)
        assert status_style(finding.status).ja in text_of(element)


def test_each_number_is_marked_at_its_place(page, real) -> None:
    [article] = with_class(parsed(page), "text")
    marked = numbers_at(article)
    spoken = {f.quantity for f in real.findings}
    left = {u.quantity for u in real.unchecked}
    for quantity in real.analysis.quantities:
        if quantity.id in spoken | left:
            start, end = quantity.phrase
            text, element = marked[start]
            assert text == real.analysis.article.text[start:end]
            assert (element.tag == "a") == (quantity.id in spoken)


def test_a_mark_says_its_status_without_colour(page, real) -> None:
    [article] = with_class(parsed(page), "text")
    worst = {f.quantity: status_style(f.status) for f in reversed(real.findings)}
    for quantity in real.analysis.quantities:
        if style := worst.get(quantity.id):
            _, element = numbers_at(article)[quantity.phrase[0]]
            assert style.ja in element.get("aria-label")
    css = stylesheet()
    assert re.search(r"\.m\.bad \.n::after { content: \"✗\"", css)


def test_a_finding_says_all_that_it_knows(report) -> None:
    listed = {e.get("id"): text_of(e) for e in with_class(parsed(render_html([report])), "finding")}
    assert all(
        part in listed["a1-f1"]
        for part in ("1/3を超える", "約30.4%", "(28.9〜31.8%)", "1 - 19.5/28", "29.25倍以上",
                     "割引は3分の1に届かない。", "約3割の")
    )  # fmt: skip
    assert "f1と同じ取り違えから" in listed["a1-f2"]
    assert "話者" in listed["a1-f4"]
    assert all(
        part in listed["a1-f6"]
        for part in ("FOMC statements", "2025-09-17 → 2025-12-10", "一次資料", "2026-11-01取得")
    )


def test_english_labels(report) -> None:
    page = render_html([report], lang="en")
    assert parsed(page).get("lang") == "en"
    assert "inconsistent" in page
    assert "数字どうしが合わない" not in page


def test_sources_and_their_terms_are_named(page) -> None:
    [sources] = with_class(parsed(page), "sources")
    told = text_of(sources)
    assert "公共データ利用規約 第1.0版(PDL1.0)" in told
    assert "EDINET" in told
    assert "uratoriが加工" in told
    assert "FRED" in told
    assert "権利者の許諾" in told


def test_several_articles_have_an_index(report, real) -> None:
    tree = parsed(render_html([report, real, report]))
    [index] = tree.iter("nav")
    assert [e.get("href") for e in index.iter("a")] == ["#a1-report", "#a2-report", "#a3-report"]
    assert len(with_class(tree, "report")) == 3
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_no_article_makes_a_page() -> None:
    assert with_class(parsed(render_html([])), "report") == []


def test_an_article_without_numbers_makes_a_page() -> None:
    [article] = with_class(parsed(render_html([Analyzer().check("今日は晴れ。\n")])), "text")
    assert article_text(article) == "今日は晴れ。\n"


def test_filters_are_of_the_statuses_that_are_there(page, real) -> None:
    boxes = {e.get("id") for e in parsed(page).iter("input")}
    assert boxes == {f"show-{f.status}" for f in real.findings} | {"show-internal", "show-market"}
    assert all(f"#{box}:not(:checked)" in stylesheet() for box in boxes)


def test_a_fragment_is_one_element_with_its_own_prefix(real) -> None:
    part = fragment(real, prefix="x-", source=bundled_facts())
    tree = parsed(f"<!DOCTYPE html><title>t</title>{part}")
    [body] = tree.iter("body")
    assert [child.get("class") for child in body] == ["uratori"]
    ids = {e.get("id") for e in body.iter() if e.get("id")}
    assert all(name.startswith(("x-", "show-")) for name in ids)


# --- nothing of it leaves the page or runs -----------------------------------------------------


def test_it_needs_nothing_else(page) -> None:
    tree = parsed(page)
    assert list(tree.iter("script")) == []
    loads = {"src", "srcset", "data", "poster", "action", "style", "background"}
    handlers = [name for e in tree.iter() for name in e.attrib if name.startswith("on")]
    assert [e.tag for e in tree.iter() if loads & e.attrib.keys()] == handlers == []
    assert not re.search(r"url\(|@import|expression\(", stylesheet())
    assert {str(e.tag) for e in tree.iter()}.isdisjoint({"link", "img", "iframe", "object", "base"})
    assert "default-src 'none'" in page


def test_markup_of_an_article_stays_text() -> None:
    report = hostile_report()
    page = render_html([report])
    tree = parsed(page)
    [article] = with_class(tree, "text")
    assert article_text(article) == visible(HOSTILE)
    assert list(tree.iter("script")) == list(tree.iter("img")) == []
    hrefs = {e.get("href") for e in tree.iter("a")}
    assert all(href.startswith(("#", "https://")) for href in hrefs)
    assert not any("evil.example" in href for href in hrefs)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a\ufffdb"),
        ("\u202e12\u202c", "\ufffd12\ufffd"),
        ("\u2066x\u2069", "\ufffdx\ufffd"),
        ("\ud800", "\ufffd"),
        ("\ufffe\U0010ffff", "\ufffd\ufffd"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("ZWJ\u200d SHY\u00ad \U0001f469", "ZWJ\u200d SHY\u00ad \U0001f469"),
    ],
)
def test_what_would_break_a_page_is_shown_as_such(text, shown) -> None:
    assert visible(text) == shown


def test_such_an_article_makes_a_sound_page() -> None:
    text = "a\x00b\u202e12\u202cが\u2066x\ufffe\r\n終\x0b値\x85\u2028。"
    [article] = with_class(parsed(render_html([Analyzer().check(text)])), "text")
    assert article_text(article) == visible(text)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "https://a b", " https://x", "//x"]
)
def test_only_web_addresses_are_links(report, address) -> None:
    import msgspec

    finding = report.findings[-1]
    bad = msgspec.structs.replace(finding.evidence[0], address=address)
    changed = msgspec.structs.replace(finding, evidence=(bad,))
    page = render_html([msgspec.structs.replace(report, findings=(changed,))])
    [evidence] = with_class(parsed(page), "evidence")
    assert list(evidence.iter("a")) == []


# --- the same bytes, in bounded time and size --------------------------------------------------


def test_the_same_report_gives_the_same_bytes(real) -> None:
    facts = bundled_facts()
    assert render_html([real], source=facts) == render_html([real], source=facts)


def large(report: Report, times: int) -> Report:
    """Repeat an article and its findings `times` over, spans moved along."""
    import msgspec

    replace = msgspec.structs.replace
    text = report.analysis.article.text
    quantities, findings = [], []
    for n in range(times):
        shift = n * len(text)
        for q in report.analysis.quantities:
            phrase = (q.phrase[0] + shift, q.phrase[1] + shift)
            quantities.append(replace(q, id=f"{q.id}_{n}", start=q.start + shift,
                                      end=q.end + shift, phrase=phrase))  # fmt: skip
        for f in report.findings:
            findings.append(
                replace(
                    f,
                    id=f"{f.id}_{n}",
                    quantity=f"{f.quantity}_{n}",
                    claim=None,
                    cause=None,
                    operands=(),
                    flip_point=(),
                )
            )
    analysis = Analysis(
        article=article_of(text * times), quantities=tuple(quantities), mentions=(), claims=()
    )
    return Report(analysis=analysis, findings=tuple(findings), unchecked=())


@pytest.mark.slow
def test_a_huge_article_has_a_bounded_page(real) -> None:
    one = real.analysis.article.text
    times = 10_000_000 // len(one.encode()) + 1
    report = large(real, times)
    began = time.perf_counter()
    page = render_html([report])
    spent = time.perf_counter() - began
    assert len(page.encode()) < 40_000_000
    assert MOST_FINDINGS <= page.count('class="panel"') <= MOST_PANELS
    assert page.count('<li class="finding') == MOST_FINDINGS
    assert f"ほかに{len(report.findings) - MOST_FINDINGS}件" in page
    assert spent < 60
