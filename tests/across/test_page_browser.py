"""The page on many articles in a real browser: phone, dark mode, accessibility."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.across.written import Told, write_tables
from tests.browser import violations
from uratori.across import read_across
from uratori.across.page import render_page

pytestmark = pytest.mark.slow
_LONG = "とても長い会社名と長い見出しが続く" * 12


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = [
        Told(
            text=f"26日の日経平均株価の終値は前週末比{number}円安の3万{number}円だった。",
            published=date(2026, 1, day), id=str(number), title=_LONG,
            address="https://news.example/" + "x" * 300,
        )
        for number, day in ((9812, 26), (9182, 27))
    ]  # fmt: skip
    folder = write_tables(tmp_path_factory.mktemp("tables"), told, checked=True)
    path = folder / "report.html"
    path.write_text(render_page(read_across(folder)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("width", "scheme"), [(1200, "light"), (1200, "dark"), (360, "light"), (360, "dark")]
)
def test_it_fits_and_reads(browser: Any, page_file: Path, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True
    )
    said: list[str] = []
    asked: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("summary").first.click()
    assert page.locator("details[open] td").first.is_visible()
    assert page.locator("svg.chart").count() == 4
    assert (said, asked) == ([], [page_file.as_uri()])
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_serious_to_say(browser: Any, page_file: Path, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    found = violations(page)
    context.close()
    assert found == []
