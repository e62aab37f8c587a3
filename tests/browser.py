"""A real browser for tests: the distribution's Chromium, driven by Playwright.

`conftest.py` gives the fixture `browser` to all tests. Nothing is downloaded: where there is no
Chromium, or no Playwright, the tests are skipped and say so.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome-stable"))), None
)
AXE = Path(__file__).resolve().parent.parent / ".axe/node_modules/axe-core/axe.min.js"
"""axe-core, which `.ci/run` installs where there is npm."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; `browser.new_context` gives a fresh one with settings of its own."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here (apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


def violations(page: Any) -> list[str]:
    """Run axe-core in a page: each serious or critical violation with the elements at fault."""
    if not AXE.exists():
        pytest.skip("no axe-core here (npm install --prefix .axe axe-core)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]
