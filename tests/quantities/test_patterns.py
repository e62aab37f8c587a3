"""Every pattern matches its example, does not match its counter-example, and is linear."""

import time

import pytest

from uratori.quantities import date_patterns
from uratori.quantities.patterns import CATALOGUE, Pattern

HOSTILE = ("1,", "九九九", "▲▲▲", "1・", "十百", "1/", "第1", "率は", "年1月", "(1,234", "数", " 1")
LENGTHS = (2_000, 4_000, 8_000)


def _name(pattern: Pattern) -> str:
    return pattern.name


def test_the_catalogue_holds_both_files() -> None:
    names = [pattern.name for pattern in CATALOGUE]
    assert len(names) == len(set(names)) >= 40
    assert date_patterns.YEAR in [pattern.regex for pattern in CATALOGUE]


@pytest.mark.parametrize("pattern", CATALOGUE, ids=_name)
def test_examples(pattern: Pattern) -> None:
    assert pattern.regex.fullmatch(pattern.yes)
    found = pattern.regex.match(pattern.no)
    assert not found or not found[0]  # what is all optional matches the empty text


@pytest.mark.parametrize("pattern", CATALOGUE, ids=_name)
def test_one_match_costs_a_bounded_time(pattern: Pattern) -> None:
    """A match at one place may not grow with the square of the text."""
    for piece in HOSTILE:
        costs = []
        for length in LENGTHS:
            text = piece * (length // len(piece))
            start = time.thread_time()
            for _ in range(5):
                pattern.regex.match(text)
            costs.append(time.thread_time() - start)
        assert min(costs[-1], costs[-2]) < 0.05, (piece, costs)
