"""What the README shows is what the command and the library give."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Give the code blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.S | re.M)


def run(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a reader would, at 80 columns."""
    environ = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "uratori", *arguments],
        cwd=cwd, env=environ, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("block", blocks("console"), ids=["english", "japanese"])
def test_a_shown_run_prints_what_is_shown(block: str) -> None:
    line, _, shown = block.partition("\n")
    arguments = line.removeprefix("$ uratori ").split()
    done = run([*arguments, "--format", "text"], ROOT)
    assert done.stdout == shown
    assert done.returncode == 1


def test_the_library_example_prints_what_is_shown() -> None:
    done = subprocess.run(
        [sys.executable, "-c", blocks("python")[0]],
        capture_output=True, encoding="utf-8", check=True, timeout=120,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stdout == blocks("text")[0]


@pytest.mark.parametrize(
    "line", [line for block in blocks("sh") for line in block.splitlines() if "uratori " in line]
)
def test_a_shown_command_is_taken(line: str, tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    for name in ("article.md", "a.txt", "b.txt", "feeds/c.txt"):
        shutil.copy(ROOT / "docs" / "example.txt", tmp_path / name)
    words = line.removeprefix("uratori ").split()
    arguments = [
        str(path.relative_to(tmp_path))
        for word in words
        for path in (sorted(tmp_path.glob(word)) if "*" in word else [tmp_path / word])
    ]
    done = run(arguments, tmp_path)
    assert done.stderr == ""
    assert done.returncode == (0 if "never" in words else 1)


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, flags=re.M))
def test_a_shown_target_is_in_the_makefile(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M)


def test_the_japanese_limits_tell_the_english_figures() -> None:
    english = README.partition("## Limits\n")[2].partition("\nLicence:")[0]
    japanese = README.partition("**限界**\n")[2].partition("\n**出典**")[0]
    told = [re.findall(r"\d+(?:\.\d+)?", part) for part in (english, japanese)]
    assert len(told[1]) >= 10
    assert set(told[1]) <= {*told[0], "1"}  # January is a word in English
    assert f"検査は{told[0][0]}種類" in japanese
