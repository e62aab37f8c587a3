"""``--model`` and ``URATORI_MODEL``: extract, check, batch and evaluate, as users run them."""

import json
import logging
from pathlib import Path

import msgspec
import pytest

from uratori.batch.plan import Plan, digest_of
from uratori.cli import main
from uratori.scoring import scorer_of

from .weights import FORECAST, table, with_table


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a model by which all is an opinion."""
    return with_table(tmp_path / "tiny", table({}, {"opinion": 9.0}))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(FORECAST, encoding="utf-8")
    return path


@pytest.fixture
def corpus(root: Path, tmp_path: Path) -> Path:
    lines = (root / "corpora" / "claims.jsonl").read_text(encoding="utf-8").splitlines()[:5]
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, set[str]]:
    """Give the model that a document names, and its moods."""
    document = json.loads(capsys.readouterr().out)
    return document["model"], {claim["modality"] for claim in document["claims"]}


@pytest.mark.parametrize("words", [["extract"], ["check", "--offline", "--fail-on", "never"]])
def test_a_model_is_named(
    words: list[str], place: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, str(article), "--model", str(place)]) == 0
    assert told(capsys) == (scorer_of(place).model, {"opinion"})


def test_the_option_goes_before_the_environment(
    place: Path,
    article: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("URATORI_MODEL", str(place))
    assert main(["extract", str(article)]) == 0
    assert told(capsys) == (scorer_of(place).model, {"opinion"})
    assert main(["extract", str(article), "--model", "none"]) == 0
    assert told(capsys) == ("none", {"forecast", "fact"})


def test_without_its_files_there_is_one_warning(
    tmp_path: Path,
    article: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["extract", str(article), str(article), "--model", str(tmp_path / "nothing")]
    assert main(words) == 0
    documents = json.loads(capsys.readouterr().out)
    assert [document["model"] for document in documents] == ["none", "none"]
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "model.json: cannot be read" in record.getMessage()


def batch(article: Path, out: Path, *words: str) -> list[str]:
    """Run the command; give the model of each document."""
    main(["batch", str(article), "--out", str(out), "--jsonl", "--offline", *words])
    texts = [path.read_text(encoding="utf-8") for path in out.rglob("*.jsonl")]
    return sorted(json.loads(line)["model"] for text in texts for line in text.splitlines())


@pytest.mark.parametrize("workers", ["0", "1"])
def test_workers_ask_the_model(
    workers: str, place: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(__file__).resolve().parents[2]
    monkeypatch.setenv("PYTHONPATH", f"{root / 'nlp'}")
    named = scorer_of(place).model
    out = tmp_path / "out"
    assert batch(article, out, "--workers", workers, "--model", str(place)) == [named]


def test_another_model_is_another_pipeline(place: Path, tmp_path: Path) -> None:
    def digest(model: Path | None) -> str:
        return digest_of(Plan(digest="", model=None if model is None else str(model)))

    other = with_table(tmp_path / "other", table({}))
    assert len({digest(None), digest(place), digest(other)}) == 3


def test_a_model_that_is_not_there_is_left_out_of_the_plan(
    article: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    out = tmp_path / "out"
    words = ["--workers", "0", "--model", str(tmp_path / "nothing")]
    assert batch(article, out, *words) == ["none"]
    assert len(caplog.records) == 1
    assert batch(article, out, "--workers", "0") == ["none"]  # nothing is left to do


def test_a_model_is_evaluated(
    place: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def mood(*words: str) -> str:
        assert main(["evaluate", str(corpus), *words]) == 0
        out = capsys.readouterr().out
        return next(line for line in out.splitlines() if line.startswith("mood "))

    assert mood().endswith(" 1.000")
    assert mood("--model", str(place)).endswith(" 0.000")


@pytest.mark.parametrize("word", ["none", " none ", ""])
@pytest.mark.parametrize("words", [["extract"], ["check", "--offline", "--fail-on", "never"]])
def test_none_is_no_folder(
    words: list[str],
    word: str,
    place: Path,
    article: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place.rename(place.parent / "none")
    monkeypatch.chdir(place.parent)
    assert main([*words, str(article), "--model", word]) == 0
    assert (told(capsys)[0], caplog.records) == ("none", [])


@pytest.mark.parametrize("word", ["none", " none ", ""])
def test_the_rules_are_evaluated_by_none(
    word: str,
    place: Path,
    corpus: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (place / "model.json").rename(place.parent / "model.json")
    place.rename(place.parent / "none")
    monkeypatch.chdir(place.parent)
    monkeypatch.setenv("URATORI_MODEL", str(place.parent / "nothing"))
    assert main(["evaluate", str(corpus)]) == 0
    plain = capsys.readouterr().out
    assert main(["evaluate", str(corpus), "--model", word]) == 0
    assert (capsys.readouterr().out, caplog.records) == (plain, [])


def test_no_scores_for_a_model_that_cannot_be_used(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = tmp_path / "nothing"
    assert main(["evaluate", str(corpus), "--model", str(nothing)]) == 2
    found = capsys.readouterr()
    assert (found.out, found.err.count("\n")) == ("", 1)
    assert f"{nothing / 'model.json'}: cannot be read" in found.err


def test_the_model_of_a_plan_is_plain() -> None:
    plan = Plan(digest="", model="/somewhere")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(plan), type=Plan) == plan
