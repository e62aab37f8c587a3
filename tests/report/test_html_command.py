"""The command writes the HTML report."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .pages import article_text, parsed, with_class

WRONG = (
    "S&P 500の株価収益率(PER)は約28である。\n"
    "これに対し、IWMのPERは19.5で、S&P 500と比べて1/3を超える割引となっている。\n"
)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "uratori", *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False, timeout=120,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "記事.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.mark.parametrize("arguments", [("--format", "html"), ("--output", "report.html")])
def test_check_writes_one_page(tmp_path, wrong, arguments) -> None:
    given = [tmp_path / each if each.endswith(".html") else each for each in arguments]
    done = run("check", wrong, "--offline", *given)
    assert (done.returncode, done.stderr) == (1, "")
    target = tmp_path / "report.html"
    tree = parsed(target.read_text(encoding="utf-8") if target.exists() else done.stdout)
    assert article_text(with_class(tree, "text")[0]) == WRONG
    assert with_class(tree, "is-inconsistent") != []


def test_several_articles_make_one_page_in_the_language_asked_for(wrong) -> None:
    done = run("check", wrong, wrong, "--offline", "--format", "html", "--lang", "en")
    tree = parsed(done.stdout)
    assert tree.get("lang") == "en"
    assert len(with_class(tree, "report")) == 2


def test_a_missing_article_leaves_the_page_of_the_others(tmp_path, wrong) -> None:
    target = tmp_path / "report.html"
    done = run("check", wrong, tmp_path / "none.txt", "--offline", "--output", target)
    assert done.returncode == 2
    assert "none.txt" in done.stderr
    assert len(with_class(parsed(target.read_text(encoding="utf-8")), "report")) == 1


def test_extract_knows_no_html(wrong) -> None:
    done = run("extract", wrong, "--format", "html")
    assert done.returncode == 2
    assert "html" in done.stderr
    assert done.stderr.count("\n") == 1
