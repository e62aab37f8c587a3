"""Every recipe of docs/recipes.md is run, where what it needs is installed."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from uratori.cli import main

DAY = date(2026, 1, 26)
TEXTS = {
    "a": "26日の日経平均株価の終値は3万9812円だった。",
    "b": "26日の日経平均株価は4万円台を回復し3万9182円で取引を終えた。",
    "c": "",
    "d": "26日の日経平均株価は3万9182円で取引を終えた。",
}
BLOCK = re.compile(r"^## (.+?)$|^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEEDS = {"Spark": "pyspark", "Airflow, cron and other schedulers": "airflow"}


def recipes(root: Path) -> dict[str, str]:
    found, heading = {}, ""
    for match in BLOCK.finditer((root / "docs" / "recipes.md").read_text(encoding="utf-8")):
        heading = match[1] or heading
        if match[2]:
            found[heading] = match[2]
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    frame = pd.DataFrame({"id": list(TEXTS), "text": list(TEXTS.values()), "published": DAY})
    frame.to_parquet("articles.parquet")
    return tmp_path


def run(root: Path, heading: str) -> None:
    code = recipes(root)[heading]
    exec(compile(code, heading, "exec"), {"__name__": "__main__"})


def test_every_recipe_is_known_here(root: Path) -> None:
    assert list(recipes(root)) == [
        "Python: a stream of articles", "pandas", "Dask", "Spark",
        "Airflow, cron and other schedulers", "DuckDB over the tables",
    ]  # fmt: skip


def test_a_stream(root: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root, "Python: a stream of articles")
    said = capsys.readouterr().out
    assert "unread: the article is empty" in said
    assert said.count("\n") == 2


def test_pandas(root: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root, "pandas")
    said = capsys.readouterr().out
    assert "3万9182円" in said
    assert "close" in said


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # of Dask, by pandas 3.1
def test_dask(root: Path, folder: Path) -> None:
    pytest.importorskip("dask.dataframe", reason="dask is not installed")
    run(root, "Dask")
    claims = pd.read_parquet("claims")
    assert set(claims["id"]) == set(TEXTS)
    assert list(claims["internal_status"].dropna()) == ["inconsistent"]


def test_spark(root: Path, folder: Path) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("no Java")
    run(root, "Spark")
    assert set(pd.read_parquet("claims")["id"]) == set(TEXTS)


def test_the_code_for_others_is_code(root: Path) -> None:
    for heading in NEEDS:
        compile(recipes(root)[heading], heading, "exec")


@pytest.fixture
def tables(folder: Path) -> Path:
    inbox = folder / "inbox" / "2026-01-26"
    inbox.mkdir(parents=True)
    lines = [
        json.dumps({"id": name, "text": text, "published": str(DAY)})
        for name, text in TEXTS.items()
        if text
    ]
    (inbox / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_task_of_a_scheduler_can_be_run_again(root: Path, tables: Path) -> None:
    text = (root / "docs" / "recipes.md").read_text(encoding="utf-8")
    batch, report = re.findall(r"^uratori (batch .+)$", text, re.MULTILINE)
    words = [word.strip('"') for word in batch.split()]
    assert main([*words, "--workers", "0"]) == 0
    before = {path: path.read_bytes() for path in (tables / "tables").rglob("*.parquet")}
    assert len(before) >= 3
    assert main([*words, "--workers", "0"]) == 0
    assert {path: path.read_bytes() for path in (tables / "tables").rglob("*.parquet")} == before
    assert main(report.split()) == 0
    assert "食い違い" in Path("report-2026-01-26.html").read_text(encoding="utf-8")


def test_duckdb(root: Path, tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "inbox", "--out", "tables", "--workers", "0"]) == 0
    capsys.readouterr()
    run(root, "DuckDB over the tables")
    said = capsys.readouterr().out
    assert "日経平均株価" in said
    assert "3万9812円" in said
    assert len(pd.read_parquet("tables/claims")) == 4
