"""Where the sentence or line around a place begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.text.stops import sentence_end, sentence_start

TEXT = "3%上昇。\n4%下落。5%"


@pytest.mark.parametrize(
    ("place", "start", "end"),
    [
        (0, 0, 4),
        (3, 0, 4),
        (4, 0, 4),
        (5, 5, 5),
        (6, 6, 10),
        (9, 6, 10),
        (11, 11, 13),
        (13, 11, 13),
    ],
)
def test_sentence_around_a_place(place: int, start: int, end: int) -> None:
    assert (sentence_start(TEXT, place), sentence_end(TEXT, place)) == (start, end)


@given(st.text("a。\n", max_size=12), st.integers(0, 12))
def test_the_nearest_mark_counts(text: str, place: int) -> None:
    place = min(place, len(text))
    before, behind = text[:place], text[place:]
    marks = [at for at, char in enumerate(behind) if char in "。\n"]
    assert sentence_start(text, place) == max(before.rfind(mark) for mark in "。\n") + 1
    assert sentence_end(text, place) == place + min(marks, default=len(behind))
