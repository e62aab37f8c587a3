"""The gate: floors, digests, and what is written."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from uratori import ArticleError, SettingsError, cli
from uratori.evaluation import main, write_manifest
from uratori.evaluation.manifest import pin

from .claims_corpus import CLAIMS
from .corpora import RIGHT, SAMPLE, WRONG, finding, line, write_lines

HALF = {"floors": {"all": {"precision": 1.0, "recall": 0.5}}, "reason": "one of two is known"}
STRICT = {"floors": {"strict": {"f1": 0.74}}, "reason": "wrong on purpose"}
TOP = {"strict": {"f1": 1}}


def write_floors(folder: Path, floors: Mapping[str, object]) -> None:
    (folder / "floors.json").write_text(json.dumps(floors), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder's corpora: one of each kind, with floors and digests."""
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "corpora"
    write_lines(made / "findings.jsonl", [finding([RIGHT, WRONG], [])])
    write_lines(made / "quantities.jsonl", SAMPLE)
    write_floors(made, {"findings.jsonl": HALF, "quantities.jsonl": STRICT})
    write_manifest(write=str)
    return made


# --- floors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("floors", "status", "last"),
    [
        ({"strict": {"f1": 0.740}}, 0, ""),
        ({"strict": {"f1": 0.741}}, 1, "mine.jsonl: strict f1 0.740, floor 0.741"),
        ({"strict": {"precision": 0.714}, "texts": {"recall": 0.555}}, 0, ""),
        ({"span": {"precision": 0.86}}, 1, "mine.jsonl: span precision 0.857, floor 0.86"),
        ({"days": {"recall": 0.5}}, 0, ""),
        ({"days": {"recall": 0.51}}, 1, "mine.jsonl: days recall 0.500, floor 0.51"),
        ({"strict date": {"f1": 1}}, 0, ""),
        ({"strict in funds": {"f1": 0.9}}, 1, "mine.jsonl: strict in funds f1 0.500, floor 0.9"),
    ],
)
def test_a_score_below_its_floor_fails(
    tmp_path: Path, floors: dict[str, Any], status: int, last: str
) -> None:
    path = write_lines(tmp_path / "mine.jsonl", SAMPLE)
    write_floors(tmp_path, {"mine.jsonl": {"floors": floors, "reason": "test"}})
    written: list[str] = []
    assert main(str(path), write=written.append) == status
    below = [text for text in written if text.startswith("below its floor: ")]
    assert below == ([f"below its floor: {last}\n"] if last else [])
    assert not last or written[-1] == below[0]


@pytest.mark.parametrize(("recall", "status"), [(1.0, 1), (0.5, 0)])
def test_findings_have_floors_too(tmp_path: Path, recall: float, status: int) -> None:
    path = write_lines(tmp_path / "gold.jsonl", [finding([RIGHT, WRONG], [])])
    floors = {"all": {"precision": 1.0, "recall": recall}}
    write_floors(tmp_path, {"gold.jsonl": {"floors": floors, "reason": "test"}})
    written: list[str] = []
    assert main(str(path), write=written.append) == status
    assert any(text.startswith("missed g1: premium") for text in written)


@pytest.mark.parametrize(
    ("floors", "last"),
    [
        ({"both": {"recall": 0.727}, "tickers": {"f1": 0.5}, "mood in seen": {"f1": 1}}, ""),
        ({"both": {"recall": 0.85}}, "mine.jsonl: both recall 0.727, floor 0.85"),
        ({"tickers": {"f1": 0.97}}, "mine.jsonl: tickers f1 0.500, floor 0.97"),
        ({"mention spans": {"f1": 0.91}}, "mine.jsonl: mention spans f1 0.900, floor 0.91"),
        (
            {"both in wrap": {"precision": 0.5}},
            "mine.jsonl: both in wrap precision 0.333, floor 0.5",
        ),
        ({"speaker": {"recall": 0.1}}, "mine.jsonl: speaker recall 0.000, floor 0.1"),
    ],
)
def test_claims_have_floors_too(tmp_path: Path, floors: dict[str, Any], last: str) -> None:
    path = write_lines(tmp_path / "mine.jsonl", CLAIMS)
    write_floors(tmp_path, {"mine.jsonl": {"floors": floors, "reason": "test"}})
    written: list[str] = []
    assert main(str(path), write=written.append) == int(bool(last))
    below = [text for text in written if text.startswith("below its floor: ")]
    assert below == ([f"below its floor: {last}\n"] if last else [])


def test_a_corpus_of_claims_is_pinned_and_gated_as_the_others_are(folder: Path) -> None:
    write_lines(folder / "claims.jsonl", CLAIMS)
    with pytest.raises(SettingsError, match=r"claims\.jsonl is not listed"):
        main(write=str)
    written: list[str] = []
    write_manifest(write=written.append)
    assert written == ["corpora/manifest.json: 3 corpora, 19 lines\n"]
    with pytest.raises(SettingsError, match=r"claims\.jsonl has no floor"):
        main(write=str)
    (folder / "claims.jsonl").write_text('{"claims": []}\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=r"claims\.jsonl:1"):
        write_manifest(write=str)


def test_a_named_corpus_needs_no_floor(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "mine.jsonl", SAMPLE)
    assert main(str(path), write=str) == 0
    write_floors(tmp_path, {"other.jsonl": STRICT})
    assert main(str(path), write=str) == 0


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ({"strictly": {"f1": 0.9}}, "no score is named strictly"),
        ({"strict duration": {"f1": 0.9}}, "no score is named strict duration"),
        ({"all": {"recall": 0.9}}, "no score is named all"),
        ({"strict": {"F1": 0.9}}, "unknown field `F1`"),
        ({"strict": {}}, "over 0 and up to 1"),
        ({"strict": {"f1": 0}}, "over 0 and up to 1"),
        ({"strict": {"f1": 97}}, "over 0 and up to 1"),
        ({"strict": 0.97}, "Expected `object`"),
        ({}, "there is no floor"),
    ],
)
def test_a_wrong_floor_is_refused(tmp_path: Path, floors: dict[str, Any], said: str) -> None:
    path = write_lines(tmp_path / "mine.jsonl", SAMPLE)
    write_floors(tmp_path, {"mine.jsonl": {"floors": floors, "reason": "test"}})
    with pytest.raises(SettingsError, match=r"floors\.json: ") as raised:
        main(str(path), write=str)
    assert said in str(raised.value)


def test_a_floor_has_a_reason(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "mine.jsonl", SAMPLE)
    write_floors(tmp_path, {"mine.jsonl": {**STRICT, "reason": " "}})
    with pytest.raises(SettingsError, match="there is no reason"):
        main(str(path), write=str)


# --- every corpus ----------------------------------------------------------------------------


def test_every_corpus_is_scored_tables_first(folder: Path) -> None:
    written: list[str] = []
    assert main(write=written.append) == 0
    heads = [text for text in written if text.startswith("corpora/")]
    assert heads == [
        "corpora/findings.jsonl: 1 texts\n",
        "corpora/quantities.jsonl: 9 texts\n",
        "corpora/findings.jsonl: 1 errors\n",
        "corpora/quantities.jsonl: 10 errors\n",
    ]


def test_every_score_below_its_floor_is_told(folder: Path) -> None:
    high = {"all": {"precision": 1, "recall": 1}}
    strict = {"strict": {"f1": 0.75, "recall": 0.77}}
    write_floors(
        folder,
        {
            "findings.jsonl": {"floors": high, "reason": "r"},
            "quantities.jsonl": {"floors": strict, "reason": "r"},
        },
    )
    written: list[str] = []
    assert main(write=written.append) == 1
    assert written[-3:] == [
        "below its floor: findings.jsonl: all recall 0.500, floor 1\n",
        "below its floor: quantities.jsonl: strict recall 0.769, floor 0.77\n",
        "below its floor: quantities.jsonl: strict f1 0.740, floor 0.75\n",
    ]


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ({"findings.jsonl": HALF}, "quantities.jsonl has no floor"),
        ({}, "findings.jsonl has no floor; quantities.jsonl has no floor"),
        (
            {"findings.jsonl": HALF, "quantities.jsonl": STRICT, "gone.jsonl": STRICT},
            "gone.jsonl does not exist",
        ),
    ],
)
def test_no_corpus_loses_its_gate(folder: Path, floors: dict[str, object], said: str) -> None:
    write_floors(folder, floors)
    with pytest.raises(SettingsError) as raised:
        main(write=str)
    assert said in str(raised.value)
    (folder / "floors.json").unlink()
    with pytest.raises(SettingsError, match="has no floor"):
        main(write=str)


def test_a_changed_corpus_is_refused(folder: Path) -> None:
    write_lines(folder / "quantities.jsonl", [*SAMPLE[:6], *SAMPLE[7:]])
    with pytest.raises(SettingsError) as raised:
        main(write=str)
    assert str(raised.value) == (
        "corpora/manifest.json: quantities.jsonl differs from its digest (8 lines, pinned 9) "
        "(see what changed, then run make manifest)"
    )
    write_manifest(write=str)
    assert main(write=str) == 0


def test_a_corpus_more_or_less_is_refused(folder: Path) -> None:
    write_lines(folder / "more.jsonl", SAMPLE)
    (folder / "findings.jsonl").unlink()
    with pytest.raises(SettingsError) as raised:
        main(write=str)
    assert raised.value.what == (
        "findings.jsonl is listed and does not exist; more.jsonl is not listed"
    )


@pytest.mark.parametrize("text", [None, "", "[]", '{"a.jsonl": {"sha256": "00"}}'])
def test_a_manifest_that_cannot_be_read_is_refused(folder: Path, text: str | None) -> None:
    manifest = folder / "manifest.json"
    if text is None:
        manifest.unlink()
    else:
        manifest.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"manifest\.json: cannot be read .*make manifest"):
        main(write=str)


def test_a_named_corpus_needs_no_digest(folder: Path) -> None:
    write_lines(folder / "quantities.jsonl", [line("s", None, "なし。")])
    write_floors(folder, {"quantities.jsonl": STRICT})
    assert main("corpora/quantities.jsonl", write=str) == 0


# --- the manifest ----------------------------------------------------------------------------


def test_the_manifest_pins_bytes(folder: Path) -> None:
    pinned = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert list(pinned) == ["findings.jsonl", "quantities.jsonl"]
    assert pinned["quantities.jsonl"]["lines"] == 9
    path = folder / "hello.jsonl"
    path.write_bytes(b"abc")
    # The digest of "abc" that FIPS 180-2 gives.
    assert pin(path).sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_writing_the_manifest_says_what_it_pinned(folder: Path) -> None:
    written: list[str] = []
    write_manifest(write=written.append)
    assert written == ["corpora/manifest.json: 2 corpora, 10 lines\n"]


def test_a_damaged_corpus_is_not_pinned(folder: Path) -> None:
    before = (folder / "manifest.json").read_bytes()
    (folder / "quantities.jsonl").write_text('{"quantities": []}\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=r"quantities\.jsonl:1"):
        write_manifest(write=str)
    assert (folder / "manifest.json").read_bytes() == before


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be read"):
        main(str(tmp_path / "none.jsonl"), write=str)


# --- the command -----------------------------------------------------------------------------


def test_the_command_s_exit_status(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate"]) == 0
    assert "strict in times" in capsys.readouterr().out
    assert cli.main(["evaluate", "corpora/quantities.jsonl"]) == 0
    write_floors(folder, {"findings.jsonl": HALF, "quantities.jsonl": STRICT | {"floors": TOP}})
    assert cli.main(["evaluate"]) == 1
    assert capsys.readouterr().out.endswith("strict f1 0.740, floor 1\n")
    write_lines(folder / "quantities.jsonl", SAMPLE[:3])
    assert cli.main(["evaluate"]) == 2
    assert "quantities.jsonl differs from its digest" in capsys.readouterr().err


def test_the_command_writes_the_manifest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_lines(folder / "quantities.jsonl", SAMPLE[:3])
    assert cli.main(["evaluate", "--write-manifest"]) == 0
    assert capsys.readouterr().out == "corpora/manifest.json: 2 corpora, 4 lines\n"
    assert cli.main(["evaluate", "--write-manifest", "corpora/quantities.jsonl"]) == 2
    assert "leave out the CORPUS" in capsys.readouterr().err


def test_extract_loads_none_of_it() -> None:
    code = (
        "import sys, uratori.cli\n"
        "uratori.Analyzer().extract('株価は500円だった。')\n"
        "print([name for name in sys.modules if 'evaluation' in name])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
