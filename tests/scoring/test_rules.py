"""The default: the rules alone, with the same output whoever else is asked and changes nothing."""

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import uratori
from uratori.evaluation.claims import read_texts
from uratori.scoring import MOODS, RULES, Recorder, Rules, preferred

TEXT = "トヨタの営業利益は300億円、ソニーの純利益は20億円になる見通しだ。"


def test_a_scorer_that_prefers_nothing_changes_nothing(root: Path) -> None:
    texts = list(read_texts(root / "corpora" / "claims.jsonl"))[::8]
    assert len(texts) > 50
    for line in texts:
        recorder = Recorder()
        plain = uratori.Analyzer(scorer=RULES).extract(line.text, published=line.published)
        asked = uratori.Analyzer(scorer=recorder).extract(line.text, published=line.published)
        assert asked == plain
        assert len(recorder.voices) >= len(plain.claims)


def test_the_rules_give_what_they_gave() -> None:
    recorder = Recorder()
    uratori.Analyzer(scorer=recorder).extract(TEXT)
    assert recorder.asked
    for candidates in recorder.asked:
        assert RULES.ties(candidates) == [candidate.score for candidate in candidates]
    votes = RULES.moods(recorder.voices)
    assert [MOODS[vote.index(1.0)] for vote in votes] == [c.rules for c in recorder.voices]
    assert [sum(vote) for vote in votes] == [1.0] * len(votes)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_the_rules_are_the_rules_in_another_process(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(RULES, protocol)) is RULES
    assert copy.deepcopy(RULES) is RULES


class Cautious(Rules):
    """A scorer of a user that is made of the rules."""


def test_what_is_made_of_the_rules_stays_what_it_is() -> None:
    assert type(pickle.loads(pickle.dumps(Cautious()))) is Cautious
    assert type(pickle.loads(pickle.dumps(Rules()))) is Rules


def test_without_a_model_the_document_says_so() -> None:
    document = uratori.Analyzer().extract(TEXT).to_dict()
    assert document["model"] == "none"


def test_without_a_model_nothing_of_it_is_loaded() -> None:
    code = (
        "import sys, uratori\n"
        f"uratori.Analyzer().extract('{TEXT}')\n"
        "print([n for n in sys.modules if n.endswith(('claims.asking', 'scoring.model',"
        " 'scoring.candidates', 'onnxruntime', 'torch', 'numpy'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("scores", "chosen", "margin", "taken"),
    [
        ([0.4, 0.6], 0, 0.1, 1),
        ([0.4, 0.6], 0, 0.3, 0),
        ([0.4, 0.6], 1, 0.0, 1),
        ([0.5, 0.5], 0, 0.0, 0),
        ([0.5, 0.5], 1, 0.0, 1),
        ([0.1, 0.2, 0.7], 1, 0.4, 2),
        ([float("nan"), float("nan")], 0, 0.0, 0),
    ],
)
def test_another_is_preferred_by_more_than_the_margin(
    scores: list[float], chosen: int, margin: float, taken: int
) -> None:
    assert preferred(scores, chosen, margin) == taken
