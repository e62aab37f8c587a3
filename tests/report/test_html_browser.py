"""The HTML report in a real browser: panels, filters, keyboard, phone, dark mode, print."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from uratori.articles import article_of
from uratori.evaluation.series import read_series
from uratori.market import bundled_facts
from uratori.pipeline import Analyzer
from uratori.report.html import render_html

from ..browser import violations
from .hostile import hostile_report

pytestmark = pytest.mark.slow
_SERIES = "S&P500種株価指数は過去1年間で28.1%上昇した。\n米長期金利は4.33%だった。\n"


@pytest.fixture(scope="module")
def files(root, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    path = root / "corpora/articles/russell_rotation.md"
    article = article_of(path.read_text(encoding="utf-8"), source=path.name)
    analyzer, facts = Analyzer(), bundled_facts()
    report = analyzer.check(article, published=date(2026, 1, 26), data=facts)
    (folder / "one.html").write_text(render_html([report], source=facts), encoding="utf-8")
    series = read_series(root / "corpora/market")
    charted = analyzer.check(_SERIES, published=date(2026, 9, 2), data=series)
    page = render_html([report, charted], source=series, lang="en")
    (folder / "two.html").write_text(page, encoding="utf-8")
    page = render_html([hostile_report()])
    (folder / "hostile.html").write_text(page, encoding="utf-8", errors="strict")
    return folder


@pytest.fixture
def open_page(browser, files):
    contexts, asked, said = [], [], []

    def open_one(name: str = "one.html", **settings: Any) -> Any:
        settings.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(offline=True, reduced_motion="reduce", **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: said.append(message.text))
        page.goto((files / name).as_uri())
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert all(url.startswith("file:") for url in asked)
    assert len(asked) == len(contexts)
    assert said == []


def shown(page: Any, selector: str) -> int:
    return int(page.locator(f"{selector}:visible").count())


def test_hovering_shows_the_finding_beside_the_number(open_page) -> None:
    page = open_page()
    assert shown(page, ".panel") == 0
    page.locator(".m.bad").first.hover()
    assert shown(page, ".panel") == 1
    assert "約30.4% (28.9〜31.8%)" in page.locator(".panel:visible").inner_text()
    box = page.locator(".panel:visible").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    page.mouse.move(box["x"] + 20, box["y"] + 20)  # it can be gone into, to select or to follow
    assert shown(page, ".panel") == 1
    page.mouse.move(2, 2)
    assert shown(page, ".panel") == 0


_NEXT_FRAME = "new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)))"


@pytest.mark.parametrize("width", [800, 1280])
def test_a_panel_is_whole_on_the_screen_wherever_its_number_stands(open_page, width) -> None:
    page = open_page(viewport={"width": width, "height": 700})
    for mark in page.locator(".m a.n").all():
        mark.focus()
        page.evaluate(_NEXT_FRAME)  # in which the browser looks for room anew
        box = page.locator(".panel:visible").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        place = mark.bounding_box()
        if 50 < place["y"] < 650:
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 700


def test_the_keyboard_reaches_each_mark_and_its_finding(open_page) -> None:
    page = open_page()
    page.locator(".m a.n").first.focus()
    first = page.evaluate("document.activeElement.id")
    assert shown(page, ".panel") == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.panel') !== null")
    reached = {first}
    marks = page.evaluate("[...document.querySelectorAll('.m a.n')].map(e => e.id)")
    for _ in range(4 * len(marks)):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
        if len(reached & set(marks)) == len(marks):
            break
    assert set(marks) <= reached
    assert len(marks) >= 10


def test_tab_order_is_that_of_the_page(open_page) -> None:
    page = open_page()
    kinds = []
    for _ in range(12):
        page.keyboard.press("Tab")
        kinds.append(page.evaluate("document.activeElement.tagName + document.activeElement.id"))
    assert kinds[0] == "A"  # to the findings
    boxes = [kind for kind in kinds if kind.startswith("INPUTshow-")]
    assert kinds[1 : 1 + len(boxes)] == boxes
    assert kinds[1 + len(boxes)].startswith("Aa1-q")


def test_details_lead_to_the_finding(open_page) -> None:
    page = open_page()
    page.locator(".m.warn").first.hover()
    page.locator(".panel:visible .go a").first.click()
    assert page.evaluate("document.querySelector(':target').classList.contains('finding')")
    page.locator(".finding:target .quote a").click()
    assert page.evaluate("document.querySelector(':target').classList.contains('n')")


def test_filters_hide_findings_and_marks(open_page) -> None:
    page = open_page()
    before = shown(page, ".finding")
    page.locator("#show-supported").uncheck()
    assert shown(page, ".finding.is-supported") == 0
    assert 0 < shown(page, ".finding") < before
    border = "e => getComputedStyle(e).borderBottomColor"
    assert page.locator(".m.is-supported .n").first.evaluate(border) == "rgba(0, 0, 0, 0)"
    assert page.locator(".m.bad .n").first.evaluate(border) != "rgba(0, 0, 0, 0)"
    page.locator("#show-market").uncheck()
    assert shown(page, ".finding.of-market") == 0
    assert shown(page, ".finding.of-internal") == 3
    page.locator("#show-market").check()
    page.locator("#show-supported").check()
    assert shown(page, ".finding") == before


def test_a_tap_opens_the_panel_at_the_foot_of_a_phone(open_page) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.locator(".m.bad a.n").first.tap()
    box = page.locator(".panel:visible").bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    page.locator(".panel:visible .close").tap()
    page.locator("h2.title").first.tap()
    assert shown(page, ".panel:target") == 0


@pytest.mark.parametrize("name", ["one.html", "two.html", "hostile.html"])
def test_nothing_scrolls_sideways(open_page, name) -> None:
    page = open_page(name)
    widest = """() => Math.max(document.documentElement.scrollWidth,
        ...[...document.querySelectorAll('.m a.n')].map(mark => {
            mark.focus(); return document.documentElement.scrollWidth; }))"""
    for width in (320, 360, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(widest) <= width


_CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const read = (over, colour) => {
    canvas.fillStyle = over; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = rgb => rgb.map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const ground = e => {
    const chain = []; for (let at = e; at; at = at.parentElement) chain.unshift(at);
    return chain.reduce((over, at) =>
      `rgb(${read(over, getComputedStyle(at).backgroundColor).join(',')})`, 'rgb(255,255,255)');
  };
  const bad = [];
  for (const e of document.querySelectorAll('.uratori *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility()) continue;
    const style = getComputedStyle(e), over = ground(e);
    const colour = e instanceof SVGElement ? style.fill : style.color;
    const [a, b] = [light(read(over, colour)), light(read(over, 'transparent'))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push(`${e.tagName}.${e.getAttribute('class')} ${ratio.toFixed(2)}`);
  }
  return [...new Set(bad)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["one.html", "two.html"])
def test_text_has_the_contrast_of_wcag_aa(open_page, name, scheme) -> None:
    page = open_page(name, color_scheme=scheme)
    assert page.evaluate(_CONTRAST) == []
    page.locator(".m.bad a.n").first.focus()
    assert page.evaluate(_CONTRAST) == []


def test_the_two_schemes_differ(open_page) -> None:
    grounds = [
        open_page(color_scheme=scheme).evaluate(
            "getComputedStyle(document.querySelector('.uratori')).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert len(set(grounds)) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["one.html", "two.html"])
def test_axe_finds_nothing_serious(open_page, name, scheme) -> None:
    assert violations(open_page(name, color_scheme=scheme)) == []


def test_axe_finds_nothing_serious_on_a_phone_with_a_panel_open(open_page) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.locator(".m.bad a.n").first.tap()
    assert violations(page) == []


def test_print_has_the_article_and_all_findings_and_no_controls(open_page) -> None:
    page = open_page()
    findings = shown(page, ".finding")
    page.emulate_media(media="print")
    assert shown(page, ".filters") == shown(page, ".panel") == 0
    assert shown(page, ".finding") == findings
    assert page.pdf().startswith(b"%PDF")


def test_a_chart_is_named_for_those_who_cannot_see_it(open_page) -> None:
    page = open_page("two.html")
    chart = page.get_by_role("img").first
    assert chart.evaluate("e => e.querySelector('title').textContent") != ""
    names = page.evaluate(
        "[...document.querySelectorAll('svg.chart')].map(e => e.querySelector('desc').textContent)"
    )
    assert any("Stated 28.1%" in name and "Found 27.9%" in name for name in names)


def test_no_markup_of_a_hostile_article_does_anything(open_page) -> None:
    page = open_page("hostile.html")
    assert page.evaluate("document.scripts.length + document.images.length") == 0
    assert "<script>alert(1)</script>" in page.locator(".text").inner_text()
    for link in page.locator("a:visible").all()[:20]:
        assert link.get_attribute("href").startswith(("#", "https://"))


def test_nothing_of_it_needs_script(open_page) -> None:
    page = open_page(java_script_enabled=False)
    page.locator(".m.bad").first.hover()
    assert shown(page, ".panel") == 1
    page.locator("#show-inconsistent").uncheck()
    assert shown(page, ".finding.is-inconsistent") == 0
