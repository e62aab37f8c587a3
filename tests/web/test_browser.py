"""The page in a real browser: Chromium as the distribution packages it, driven by Playwright."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..browser import violations
from .articles import HOSTILE, LONG, WRONG

pytestmark = pytest.mark.slow

Open = Callable[..., Any]
# What Chromium and htmx write when the server refuses, and when a test cuts it off.
_EXPECTED = ("Failed to load resource: ", "htmx:afterRequest", "htmx:sendError")
_WRONG_ONE = ".text .m.is-inconsistent"


@pytest.fixture
def opened(browser: Any, server: str) -> Iterator[Open]:
    """Opens pages, and at the end asserts that they stayed on the server and in order."""
    contexts, said, left = [], [], []

    def open_page(path: str = "/", base: str = server, **options: Any) -> Any:
        options = {"locale": "ja", "viewport": {"width": 1200, "height": 900}, **options}
        context = browser.new_context(base_url=base, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda told: said.append(told.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(base) or left.append(asked.url))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [line for line in said if not line.startswith(_EXPECTED)] == []
    assert left == []


def check(page: Any, text: str = WRONG) -> None:
    page.fill("#text", text)
    page.click("#go")
    page.wait_for_selector(".outcome")


def overflow(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def test_paste_and_see_the_wrong_discount_in_two_seconds(opened: Open, root: Path) -> None:
    article = (root / "corpora" / "articles" / "russell_rotation.md").read_text(encoding="utf-8")
    page = opened()
    page.fill("#text", article)
    page.click("#go")
    page.wait_for_selector(_WRONG_ONE, timeout=2000)
    assert page.url.endswith("/")  # htmx put it below the form
    assert page.inner_text(f"{_WRONG_ONE} >> nth=0").startswith("3分の1を上回る")
    assert page.evaluate("document.activeElement.id") == "outcome"
    assert "数字どうしが合わない" in page.inner_text(".finding >> nth=0")


def test_the_date_counts(opened: Open) -> None:
    page = opened()
    page.fill("#published", "2026-01-26")
    check(page, "日経平均は先週末に2%上昇した。")
    assert "公開 2026-01-26" in page.inner_text(".outcome")


def test_a_file(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "記事.txt"
    file.write_bytes(WRONG.encode("cp932"))
    page = opened()
    page.check("#way-file", force=True)
    page.set_input_files("#file", file)
    page.click("#go")
    page.wait_for_selector(_WRONG_ONE)
    assert "記事.txt" in page.inner_text(".outcome")


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_a_number_shows_its_finding(opened: Open, how: str) -> None:
    page = opened()
    check(page)
    panel = page.locator(f"{_WRONG_ONE} .panel").first
    assert not panel.is_visible()
    getattr(page.locator(f"{_WRONG_ONE} .n").first, how)()
    assert panel.is_visible()
    assert "30.4%" in panel.inner_text()


def test_a_filter_takes_findings_away(opened: Open) -> None:
    page = opened()
    check(page)
    wrong = page.locator(".finding.is-inconsistent")
    assert wrong.is_visible()
    page.uncheck("#show-inconsistent")
    assert not wrong.is_visible()
    assert page.locator(".finding.is-insufficient").first.is_visible()


@pytest.mark.parametrize("name", ["html", "text", "csv", "json", "jsonl", "sarif", "annotation"])
def test_a_download(opened: Open, name: str) -> None:
    page = opened()
    check(page)
    with page.expect_download() as waited:
        page.click(f".downloads a[href$='/{name}']")
    saved = Path(waited.value.path()).read_text(encoding="utf-8")
    assert "1/3" in saved
    assert waited.value.suggested_filename.startswith("uratori.")


def test_the_downloaded_report_stands_alone(opened: Open, tmp_path: Path) -> None:
    page = opened()
    check(page)
    with page.expect_download() as waited:
        page.click(".downloads a[href$='/html']")
    waited.value.save_as(tmp_path / "report.html")
    alone = opened(f"{tmp_path.as_uri()}/report.html", base="file://")
    assert alone.locator(_WRONG_ONE).first.is_visible()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_narrow_screen_does_not_scroll_sideways(opened: Open, width: int) -> None:
    page = opened(viewport={"width": width, "height": 800})
    assert overflow(page) <= 0
    check(page, f"{WRONG}\n{'数' * 300}{'x' * 300}")
    assert overflow(page) <= 0
    page.locator(f"{_WRONG_ONE} .n").first.focus()
    assert overflow(page) <= 0
    page.goto("/api")
    assert overflow(page) <= 0


def luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


_COLOURS = """element => {
  let ground = element;
  while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") {
    ground = ground.parentElement;
  }
  return [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(opened: Open, scheme: str) -> None:
    page = opened(color_scheme=scheme)
    check(page)
    ground = page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor")
    assert (luminance(ground) < 0.1) is (scheme == "dark")
    for element in page.query_selector_all("label, p, a, h2, h3, button, dd, dt, .chip, .badge"):
        if not element.is_visible():
            continue
        bright, dim = sorted(map(luminance, element.evaluate(_COLOURS)), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, element.inner_text()


def test_the_keyboard_alone(opened: Open) -> None:
    page = opened()
    keys = page.keyboard
    keys.press("Tab")
    assert page.locator(".skip").is_visible()
    for _ in range(4):  # the brand, the API, the other language, the tabs
        keys.press("Tab")
    assert page.evaluate("document.activeElement.id") == "way-text"
    keys.press("Tab")
    assert page.evaluate("document.activeElement.id") == "text"
    keys.type("IWM PER 19.5")
    page.fill("#text", WRONG)
    keys.press("Control+Enter")
    page.wait_for_selector(".outcome")
    for _ in range(60):
        keys.press("Tab")
        if page.locator(f"{_WRONG_ONE} .panel").first.is_visible():
            break
    assert "30.4%" in page.locator(f"{_WRONG_ONE} .panel").first.inner_text()


def test_the_tabs_by_arrow_keys(opened: Open) -> None:
    page = opened()
    page.focus("#way-text")
    page.keyboard.press("ArrowRight")
    assert page.locator("#url").is_visible()
    assert not page.locator("#text").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.locator("#file").is_visible()


def test_without_script(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    page.fill("#text", WRONG)
    page.click("#go")
    page.wait_for_url("**/results/*")
    assert page.locator(_WRONG_ONE).first.is_visible()
    page.locator(f"{_WRONG_ONE} .n").first.hover()
    assert page.locator(f"{_WRONG_ONE} .panel").first.is_visible()
    page.uncheck("#show-inconsistent")
    assert not page.locator(".finding.is-inconsistent").is_visible()
    page.click(".again a")
    assert page.locator("#text").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_hostile_article(opened: Open, script: bool) -> None:
    page = opened(java_script_enabled=script)
    check(page, HOSTILE)
    assert "<script>alert(1)</script>" in page.inner_text(".text")
    page.locator(f"{_WRONG_ONE} .n").first.hover()
    page.wait_for_timeout(200)
    assert page.locator(".outcome iframe, .outcome b, .outcome img, .outcome script").count() == 0


def test_a_hostile_name_of_a_file(opened: Open) -> None:
    page = opened()
    page.check("#way-file", force=True)
    name = "<img src=x onerror=alert(1)>.txt"
    page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": b"10%"})
    page.click("#go")
    page.wait_for_selector(".outcome")
    assert page.locator(".outcome img").count() == 0


@pytest.mark.parametrize("script", [True, False])
def test_progress_and_the_end_of_time(opened: Open, tight: str, script: bool) -> None:
    page = opened(base=tight, java_script_enabled=script)
    page.check("#way-file", force=True)
    sent = {"name": "long.txt", "mimeType": "text/plain", "buffer": LONG.encode()}
    page.set_input_files("#file", sent)
    page.click("#go")
    page.wait_for_selector("progress")
    page.wait_for_selector("[role=alert]", timeout=15_000)
    assert "時間切れ" in page.inner_text("[role=alert]")


@pytest.mark.parametrize("script", [True, False])
def test_a_file_that_is_too_large(opened: Open, tight: str, script: bool) -> None:
    page = opened(base=tight, java_script_enabled=script)
    page.check("#way-file", force=True)
    sent = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"1" * 4_500_000}
    page.set_input_files("#file", sent)
    page.click("#go")
    page.wait_for_selector("[role=alert]")
    assert "大きすぎます" in page.inner_text("[role=alert]")


def test_the_server_goes_away(opened: Open, browser: Any) -> None:
    page = opened()
    page.context.route("**/check", lambda route: route.abort())
    page.fill("#text", WRONG)
    page.click("#go")
    page.wait_for_selector("[role=alert]")
    assert "サーバーに届きません" in page.inner_text("[role=alert]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened: Open, scheme: str) -> None:
    # axe is put into the page, which the page's own policy would not allow.
    page = opened(color_scheme=scheme, bypass_csp=True)
    assert violations(page) == []
    check(page)
    assert violations(page) == []
    page.goto("/api")
    assert violations(page) == []
    page.goto("/results/none")
    assert violations(page) == []
