"""The formats by the real command, and docs/formats.md, whose examples are what it writes."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from uratori.report.cells import csv_records
from uratori.report.formats import CHECK_FORMATS, SUFFIXES
from uratori.report.reviews import REVIEW_COLUMNS
from uratori.report.table import FINDING_COLUMNS

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLE = ("docs/example.txt", "--published", "2026-01-26", "--offline", "--fail-on", "never")
REVIEWED = ROOT / "docs" / "example_reviewed.jsonl"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "uratori", *map(str, arguments)],
        cwd=ROOT, capture_output=True, timeout=120, check=False, env={**os.environ},
    )  # fmt: skip


def error_line(done: subprocess.CompletedProcess[bytes]) -> str:
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode("utf-8").splitlines()
    return line


SHOWN = re.findall(r"^<!-- (\S.*?) : (\S+) -->\n```json\n(.*?)^```$", DOCS, flags=re.S | re.M)


@pytest.mark.parametrize(("line", "path", "shown"), SHOWN, ids=[path for _, path, _ in SHOWN])
def test_a_shown_example_is_what_the_tool_writes(line: str, path: str, shown: str) -> None:
    value: Any = json.loads(run(*shlex.split(line)).stdout)
    for key in path.split("/"):
        value = value[int(key)] if key.isdigit() else value[key]
    assert json.loads(shown) == value


def test_the_docs_show_an_example_of_each_format_of_json() -> None:
    named = {shlex.split(line)[-1 if "reviewed" not in line else -3] for line, _, _ in SHOWN}
    assert named == {"jsonl", "sarif", "annotation", "claimreview"}


def test_the_docs_list_the_columns_of_csv() -> None:
    done = run("check", *EXAMPLE, "--format", "csv")
    _, row = next(iter(csv_records(done.stdout.decode("utf-8"))))
    section = DOCS.split("## CSV")[1].split("## ")[0]
    told = re.findall(r"^\| `(\w+)` \| .+? \| (.*?) \|$", section, flags=re.M)
    assert told == [(key, row[key]) for key in FINDING_COLUMNS if key not in REVIEW_COLUMNS]
    assert all(f"`{key}`" in DOCS for key in REVIEW_COLUMNS)


def test_the_docs_list_the_formats() -> None:
    rows = re.findall(r"^\| `(\w+)` \| check", DOCS, flags=re.M)
    assert set(rows) >= set(CHECK_FORMATS)
    assert all(f"`{suffix}`" in DOCS for suffix in SUFFIXES)


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        (".json", b'{\n  "schema"'),
        (".csv", b"article,source"),
        (".sarif", b'{\n  "$schema"'),
        (".jsonld", b'{\n  "@context": "http://www.w3.org'),
        (".jsonl", b'{"schema"'),
        (".txt", "docs/example.txt  公開".encode()),
    ],
)
def test_the_name_of_the_file_asks_for_a_format(tmp_path: Path, suffix: str, start: bytes) -> None:
    target = tmp_path / f"OUT{suffix.upper()}"
    done = run("check", *EXAMPLE, "--output", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert target.read_bytes().startswith(start)


def test_jsonld_with_reviews_is_claimreview(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonld"
    assert run("check", *EXAMPLE, "--reviewed", REVIEWED, "--output", target).returncode == 0
    (review,) = json.loads(target.read_bytes())["@graph"]
    assert review["@type"] == "ClaimReview"


def test_csv_keeps_its_line_ends_and_takes_a_byte_order_mark() -> None:
    plain = run("check", *EXAMPLE, "--format", "csv").stdout
    marked = run("check", *EXAMPLE, "--format", "csv", "--bom").stdout
    assert marked == b"\xef\xbb\xbf" + plain
    assert plain.count(b"\r\n") == 8
    assert plain.endswith(b"\r\n")


@pytest.mark.parametrize("form", ["csv", "annotation"])
def test_extract_writes_claims(form: str) -> None:
    done = run("extract", "docs/example.txt", "--format", form)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"describing" in done.stdout or done.stdout.startswith(b"article,source")


def test_a_failed_article_stands_in_the_log() -> None:
    done = run("check", "missing.txt", *EXAMPLE, "--format", "sarif")
    assert done.returncode == 2
    (invocation,) = json.loads(done.stdout)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    told = invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert done.stderr.decode() == f"uratori: {told}\n"


WRONG: list[tuple[list[str | Path], str]] = [
    (["extract", "docs/example.txt", "--format", "sarif"], "'sarif' is not a format"),
    (["extract", "docs/example.txt", "--output", "/tmp/x.sarif"], "extract makes none"),
    (["check", *EXAMPLE, "--format", "claimreview"], "publishes only what a person confirmed"),
    (["check", *EXAMPLE, "--reviewed", REVIEWED], "--reviewed: is not used by json"),
    (["check", *EXAMPLE, "--bom"], "--bom: is for CSV only"),
    (["check", *EXAMPLE, "--format", "csv", "--reviewed", "none.csv"], "cannot be read"),
    (
        ["check", "corpora/articles/tokyo_close.md", "--offline", "--format", "claimreview",
         "--reviewed", REVIEWED],
        "is no finding of these articles",
    ),
    (
        ["check", *EXAMPLE, "--reviewed", REVIEWED, "--format", "csv", "--output", REVIEWED],
        "--output: is the reviewed file",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_a_wrong_use_is_one_line(arguments: list[str | Path], told: str) -> None:
    assert told in error_line(run(*arguments))
