"""A folder of weights at work: on moods, on metrics, on owners; margins; processes."""

import pickle
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import msgspec
import pytest

import uratori
from uratori.records import Claim, Modality
from uratori.scoring import MOODS, RULES, Candidate, Job, Recorder, Scorer, scorer_of
from uratori.scoring.ngrams import features
from uratori.settings import model_folder

from .weights import FORECAST, METRIC, OWNER, table, with_network, with_table


def moods(text: str, scorer: Scorer) -> list[str]:
    return [claim.modality for claim in uratori.Analyzer(scorer=scorer).extract(text).claims]


def test_a_table_votes_by_the_words_around_a_number(tmp_path: Path) -> None:
    recorder = Recorder()
    assert moods(FORECAST, recorder) == ["forecast", "fact"]
    first, second = (set(features(context.window)) for context in recorder.voices)
    rows = {row: {"target": 1.0} for row in first - second}
    scorer = scorer_of(with_table(tmp_path / "tiny", table(rows, {"fact": 0.5})))
    assert moods(FORECAST, scorer) == ["target", "fact"]


@pytest.mark.parametrize(
    ("margin", "alone", "told"),
    [
        (0.3, False, ["opinion", "opinion"]),
        (0.99, False, ["forecast", "fact"]),
        (0.99, True, ["opinion", "opinion"]),
    ],
)
def test_the_rules_stay_unless_the_model_is_surer(
    margin: float, alone: bool, told: list[str], tmp_path: Path
) -> None:
    place = with_table(tmp_path / "tiny", table({}, {"opinion": 3.0}), margin=margin)
    assert moods(FORECAST, scorer_of(place, alone)) == told


TWO_MOODS = (
    "トヨタの営業利益は300億円だった。トヨタの営業利益は300億円になる見通しだ。"
    "日経平均は5日、前日比100円高の5万円だった。米10年債利回りは4.1%だった。"
    "アナリストは日経平均が来年末に5万5000円に達すると予想する。日経平均は1日で300円下げた。"
)


@pytest.mark.parametrize("mood", MOODS)
def test_a_vote_changes_moods_alone(mood: Modality, tmp_path: Path) -> None:
    def rest(claims: Iterable[Claim]) -> list[Claim]:
        plain = {"modality": "fact", "reasons": ()}
        return [msgspec.structs.replace(claim, **plain) for claim in claims]  # type: ignore[arg-type]

    scorer = scorer_of(with_table(tmp_path / "tiny", table({}, {mood: 9.0})))
    day = date(2026, 1, 6)
    rules = uratori.Analyzer(scorer=RULES).extract(TWO_MOODS, published=day)
    voted = uratori.Analyzer(scorer=scorer).extract(TWO_MOODS, published=day)
    assert {"fact", "forecast"} <= {claim.modality for claim in rules.claims}
    assert {claim.modality for claim in voted.claims} == {mood}
    assert rest(voted.claims) == rest(rules.claims)
    for claim, was in zip(voted.claims, rules.claims, strict=True):
        why = () if was.modality == mood else (f"{mood} by the model, over {was.modality}",)
        assert claim.reasons == (*was.reasons, *why)


class Picks(Recorder):
    """Prefers one metric wherever it is among the candidates."""

    def __init__(self, metric: str) -> None:
        super().__init__()
        self.metric = metric

    def margin(self, job: Job) -> float | None:
        return 0.0 if job == "metric" else None

    def ties(self, candidates: Sequence[Candidate]) -> Sequence[float]:
        return [float(candidate.metric == self.metric) for candidate in candidates]


@pytest.mark.parametrize(
    ("text", "metric", "by_rules", "told"),
    [
        (
            "トヨタのPERは14倍で、終値は742.15。",
            "per",
            [("per", "times"), ("close", "")],
            [("per", "times"), ("per", "times")],
        ),
        (
            "実質GDPは前期比0.1%増。個人消費は前期比0.1%増だった。",
            "gdp",
            [("gdp", "percent"), ("consumption", "percent")],
            [("gdp", "percent")],
        ),
    ],
    ids=["a unit", "a claim that is told twice"],
)
def test_what_follows_from_a_metric_follows(
    text: str, metric: str, by_rules: list[tuple[str, str]], told: list[tuple[str, str]]
) -> None:
    def units(scorer: Scorer) -> list[tuple[str | None, str]]:
        found = uratori.Analyzer(scorer=scorer).extract(text)
        units = {quantity.id: quantity.unit for quantity in found.quantities}
        return [(claim.metric, units[claim.quantity]) for claim in found.claims]

    assert units(RULES) == by_rules
    assert units(Picks(metric)) == told


def test_a_claim_that_is_told_twice_is_asked_about_once() -> None:
    recorder = Recorder()
    text = "トヨタの営業利益は300億円だった。トヨタの営業利益は300億円だった。"
    (claim,) = uratori.Analyzer(scorer=recorder).extract(text).claims
    assert (len(claim.duplicates), len(recorder.voices)) == (1, 1)


def test_a_claim_says_what_the_model_changed(tmp_path: Path) -> None:
    scorer = scorer_of(with_table(tmp_path / "tiny", table({}, {"forecast": 3.0})))
    first, second = uratori.Analyzer(scorer=scorer).extract(FORECAST).claims
    assert second.reasons[-1] == "forecast by the model, over fact"
    assert "by the model" not in "".join(first.reasons)


def test_the_document_names_the_model(tmp_path: Path) -> None:
    scorer = scorer_of(with_table(tmp_path / "tiny", table({})))
    analysis = uratori.Analyzer(scorer=scorer).extract(FORECAST)
    assert analysis.model == analysis.to_dict()["model"] == scorer.model
    name, digest = scorer.model.split("@")
    assert (name, len(digest)) == ("tiny", 12)
    other = with_table(tmp_path / "other", table({}, {"fact": 1.0}))
    assert scorer_of(other).model != scorer.model


def test_what_a_model_does_not_do_is_left_to_the_rules(tmp_path: Path) -> None:
    scorer = scorer_of(with_table(tmp_path / "tiny", table({})))
    assert [scorer.margin(job) for job in ("metric", "owner", "mood")] == [None, None, 0.3]


def owner(text: str, scorer: Scorer) -> tuple[str | None, str]:
    claim = uratori.Analyzer(scorer=scorer).extract(text).claims[-1]
    return claim.entity, claim.reasons[1]


def metric(text: str, scorer: Scorer) -> tuple[str | None, str]:
    claim = uratori.Analyzer(scorer=scorer).extract(text).claims[-1]
    return claim.metric, claim.reasons[0]


def test_a_network_prefers_another_owner(tmp_path: Path) -> None:
    scorer = scorer_of(with_network(tmp_path / "tiny", {"[index]": 3.0, "[group]": -3.0}))
    assert owner(OWNER, Recorder())[0] == "group:magnificent7"
    entity, reason = owner(OWNER, scorer)
    assert (entity, reason.endswith(", by the model")) == ("index:sp500", True)


def test_a_network_prefers_another_metric(tmp_path: Path) -> None:
    scorer = scorer_of(with_network(tmp_path / "tiny", {"[C]": -3.0}))
    assert metric(METRIC, Recorder())[0] == "open"
    assert metric(METRIC, scorer) == ("close", "a price by its owner, by the model")


def test_a_network_that_is_not_sure_changes_nothing(tmp_path: Path) -> None:
    scorer = scorer_of(with_network(tmp_path / "tiny", {"[index]": 0.1, "[C]": -0.1}))
    for text in (OWNER, METRIC, FORECAST):
        found = uratori.Analyzer(scorer=scorer).extract(text)
        plain = uratori.Analyzer().extract(text)
        assert msgspec.structs.replace(found, model="none") == plain


def test_a_network_votes_by_what_it_reads(tmp_path: Path) -> None:
    voting = {"見": {"target": 4.0}, "[mood]": {"fact": 1.0}}
    scorer = scorer_of(with_network(tmp_path / "tiny", {}, voting))
    assert moods("トヨタの営業利益は300億円になる見通しだ。", scorer) == ["target"]
    assert moods("トヨタの営業利益は300億円だった。", scorer) == ["fact"]


def test_many_numbers_are_asked_in_several_batches(tmp_path: Path) -> None:
    scorer = scorer_of(with_network(tmp_path / "tiny", {}, {"[mood]": {"opinion": 9.0}}))
    recorder = Recorder()
    uratori.Analyzer(scorer=recorder).extract(FORECAST)
    votes = scorer.moods(recorder.voices * 40)
    assert len(votes) == 80
    assert {MOODS[vote.index(max(vote))] for vote in votes} == {"opinion"}
    assert all(sum(vote) == pytest.approx(1) for vote in votes)


def test_a_model_reaches_other_processes(tmp_path: Path) -> None:
    scorer = scorer_of(with_table(tmp_path / "tiny", table({}, {"opinion": 3.0})))
    analyzer = uratori.Analyzer(scorer=scorer)
    assert pickle.loads(pickle.dumps(analyzer)).extract(FORECAST) == analyzer.extract(FORECAST)
    found = list(analyzer.extract_many([FORECAST, OWNER], processes=2))
    assert [analysis.model for analysis in found] == [scorer.model] * 2
    assert found[0] == analyzer.extract(FORECAST)


def test_threads_share_a_model(tmp_path: Path) -> None:
    scorer = scorer_of(with_network(tmp_path / "tiny", {"[index]": 3.0}, {"見": {"target": 4.0}}))
    analyzer = uratori.Analyzer(scorer=scorer)
    texts = [OWNER, METRIC, FORECAST] * 8
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(analyzer.extract, texts)) == list(map(analyzer.extract, texts))


def test_a_margin_of_one_is_not_asked_for(tmp_path: Path) -> None:
    place = with_table(tmp_path / "tiny", table({}), margin=1.0)
    assert (scorer_of(place).margin("mood"), scorer_of(place, True).margin("mood")) == (None, 0.0)


def test_the_environment_names_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = with_table(tmp_path / "tiny", table({}))
    monkeypatch.setenv("URATORI_MODEL", str(place))
    analyzer = uratori.Analyzer()
    monkeypatch.setenv("URATORI_MODEL", "none")
    assert analyzer.extract(FORECAST).model == scorer_of(place).model
    assert uratori.Analyzer().extract(FORECAST).model == "none"


@pytest.mark.parametrize(("word", "folder"), [("", None), (" none ", None), ("a/b", Path("a/b"))])
def test_none_is_no_model(word: str, folder: Path | None) -> None:
    assert model_folder({"URATORI_MODEL": word}) == folder
    assert model_folder({}) is None


def test_a_table_needs_no_library(tmp_path: Path) -> None:
    place = with_table(tmp_path / "tiny", table({}))
    code = (
        "import sys, pathlib, uratori\n"
        "from uratori.scoring import scorer_of\n"
        f"scorer = scorer_of(pathlib.Path({str(place)!r}))\n"
        f"model = uratori.Analyzer(scorer=scorer).extract('{FORECAST}').model\n"
        "print(model[:4], [n for n in ('numpy', 'onnxruntime', 'torch') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "tiny []"
