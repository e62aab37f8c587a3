"""Weights that are missing or damaged: the rules, one warning, ``model: none``."""

import json
import logging
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import uratori
from uratori.scoring import MOODS, RULES, scorer_of, weights
from uratori.scoring.ngrams import BUCKETS

from .weights import FORECAST, folder, network, table, tensors, vocabulary, with_network, with_table


def edit(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """Give what changes the index of a folder."""

    def changed(place: Path) -> None:
        path = place / "model.json"
        index = json.loads(path.read_text(encoding="utf-8"))
        change(index)
        path.write_text(json.dumps(index), encoding="utf-8")

    return changed


def content(name: str, written: bytes) -> Callable[[Path], object]:
    return lambda place: (place / name).write_bytes(written)


def spliced(path: Path, more: bytes) -> None:
    """Put more into the object of a JSON file."""
    path.write_bytes(path.read_bytes().rstrip().removesuffix(b"}") + more)


DEEP = b"[" * 100_000 + b"]" * 100_000
TABLE = "mood.safetensors"
SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "no index": (lambda place: (place / "model.json").unlink(), "cannot be read"),
    "no JSON": (content("model.json", b"{"), "model.json: "),
    "a depth without end": (
        lambda place: spliced(place / "model.json", b', "card": ' + DEEP + b"}"),
        "model.json: is nested too deeply",
    ),
    "another format": (edit(lambda index: index.update(format=2)), "model.json: "),
    "a name with a line end": (edit(lambda index: index.update(name="a\nb")), "model.json: "),
    "a job unknown": (edit(lambda index: index["jobs"].update(x={})), "model.json: "),
    "a margin below nothing": (
        edit(lambda index: index["jobs"]["mood"].update(margin=-1)),
        "model.json: ",
    ),
    "a file outside": (edit(lambda index: index["files"].update({"../x": "0" * 64})), "model.json"),
    "no digest": (edit(lambda index: index["files"].clear()), f"gives no digest of {TABLE}"),
    "no weights": (lambda place: (place / TABLE).unlink(), f"{TABLE}: cannot be read"),
    "other weights": (content(TABLE, table({}, {"fact": 1.0})), "is not of the digest"),
    "cut short": (content(TABLE, table({})[:-4]), "is not of the digest"),
    "ties by a table": (
        edit(lambda index: index["jobs"].update(owner=index["jobs"]["mood"])),
        "gives no tie",
    ),
}


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    caplog.set_level(logging.INFO, "uratori")
    return lambda: [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize("name", SPOILED)
def test_damage_leaves_the_rules(name: str, tmp_path: Path, heard: Callable[[], list[str]]) -> None:
    spoil, told = SPOILED[name]
    place = with_table(tmp_path / "tiny", table({}, {"opinion": 9.0}))
    spoil(place)
    for _ in range(3):
        analysis = uratori.Analyzer(scorer=scorer_of(place)).extract(FORECAST)
        assert analysis == uratori.Analyzer().extract(FORECAST)
        assert analysis.to_dict()["model"] == "none"
    (line,) = heard()
    assert told in line
    assert line.startswith(f"uratori: {place}")
    assert line.endswith("so the rules read alone (put the model there again)")
    assert "\n" not in line


SHAPE = (BUCKETS, len(MOODS))
ZEROS = [0.0] * (BUCKETS * len(MOODS))
BAD_TABLES = {
    "empty": b"",
    "a header without end": b"\xff" * 8,
    "a header that is no JSON": b"\x02\0\0\0\0\0\0\0[[",
    "a header without bottom": (len(DEEP) + 6).to_bytes(8, "little") + b'{"a":' + DEEP + b"}",
    "no bias": tensors({"weights": (SHAPE, ZEROS)}),
    "another shape": tensors({"weights": ((2, 5), [0.0] * 10), "bias": ((5,), [0.0] * 5)}),
    "another type": tensors({"weights": (SHAPE, ZEROS), "bias": ((5,), [0.0] * 5)}, "I32"),
    "too few numbers": tensors({"weights": (SHAPE, ZEROS[1:]), "bias": ((5,), [0.0] * 5)}),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_table_that_is_none(name: str, tmp_path: Path, heard: Callable[[], list[str]]) -> None:
    place = with_table(tmp_path / "tiny", BAD_TABLES[name])
    assert scorer_of(place) is RULES
    (line,) = heard()
    assert f"{TABLE}: is no table of weights" in line


def test_a_file_that_is_too_large(
    tmp_path: Path, heard: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "MAX_WEIGHTS_BYTES", 10_000)
    assert scorer_of(with_table(tmp_path / "tiny", table({}))) is RULES
    assert "has more than 10,000 bytes" in heard()[0]


def test_onnxruntime_is_not_installed(
    tmp_path: Path, heard: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = with_network(tmp_path / "tiny", {})
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    for _ in range(2):
        assert uratori.Analyzer(scorer=scorer_of(place)).extract(FORECAST).model == "none"
    (line,) = heard()
    assert line.endswith(
        'a network needs an extra, so the rules read alone (pip install "uratori[onnx]")'
    )


def test_a_network_that_is_none(tmp_path: Path, heard: Callable[[], list[str]]) -> None:
    pytest.importorskip("onnxruntime", reason='needs the extra: pip install "uratori[onnx]"')
    task = {"weights": "net.onnx", "vocabulary": "tokens.json", "margin": 0.3}
    signs = json.dumps(vocabulary()).encode()
    longer = json.dumps([*vocabulary(), "増"]).encode()
    for number, (files, told) in enumerate(
        [
            ({"net.onnx": b"\x08\x09", "tokens.json": signs}, "is no network"),
            ({"net.onnx": network({}, {}), "tokens.json": b'["a"]'}, "does not begin with"),
            ({"net.onnx": network({}, {}), "tokens.json": b"[1]"}, "net.onnx: "),
            ({"net.onnx": network({}, {}), "tokens.json": longer}, "fails on its own vocabulary"),
        ]
    ):
        place = folder(tmp_path / str(number), files, {"owner": task})
        assert scorer_of(place) is RULES
        assert told in heard()[-1]
    assert len(heard()) == 4


def test_a_network_without_a_vocabulary(tmp_path: Path, heard: Callable[[], list[str]]) -> None:
    jobs = {"owner": {"weights": "net.onnx", "margin": 0.3}}
    assert scorer_of(folder(tmp_path / "tiny", {"net.onnx": b""}, jobs)) is RULES
    assert "names no vocabulary of net.onnx" in heard()[0]


def test_another_process_without_the_folder_goes_on(
    tmp_path: Path, heard: Callable[[], list[str]]
) -> None:
    place = with_table(tmp_path / "tiny", table({}))
    packed = pickle.dumps(uratori.Analyzer(scorer=scorer_of(place))).replace(b"tiny", b"gone")
    assert pickle.loads(packed).extract(FORECAST).model == "none"
    assert len(heard()) == 1
