"""How many candidate sentences a second the exported network scores: `python -m models.bench`.

One thread, the questions of gold texts as the pipeline asks them: a number's candidates at once, a
mood at a time. A second is one of the processor's, whatever else the machine does meanwhile.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from models.examples import Example, build
from models.paths import CORPORA, NETWORK, WEIGHTS
from models.texts import gather
from uratori.scoring import Candidate, Context, MoodExample, Scorer
from uratori.scoring.model import read_model

ROUNDS = 3
TEXTS = 200
ASKED = 150
"""Candidate sentences a second that the network must score on one core."""


def speed(scorer: Scorer, examples: Sequence[Example]) -> float:
    """Give the questions a second that a scorer answers, the best of a few rounds."""
    moods = [[each.context] for each in examples if isinstance(each, MoodExample)]
    ties = [each.candidates for each in examples if not isinstance(each, MoodExample)]
    questions = len(moods) + sum(map(len, ties))
    return max(questions / _seconds(lambda: _ask(scorer, moods, ties)) for _ in range(ROUNDS))


def _ask(
    scorer: Scorer, moods: Sequence[Sequence[Context]], ties: Sequence[Sequence[Candidate]]
) -> None:
    for contexts in moods:
        scorer.moods(contexts)
    for candidates in ties:
        scorer.ties(candidates)


def _seconds(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figure and what is asked of it."""
    parser = argparse.ArgumentParser(prog="python -m models.bench", description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS / NETWORK)
    options = parser.parse_args(arguments)
    examples = list(build(gather(CORPORA, None)[:TEXTS]))
    found = speed(read_model(options.weights, alone=True), examples)
    print(f"{found:.0f} candidate sentences a second on one core ({ASKED} are asked)")


if __name__ == "__main__":
    main()
