"""Scores and their intervals."""

import pytest

pytest.importorskip("numpy", reason="numpy is not installed")


def test_f1_of_counts() -> None:
    import numpy as np

    from models.figures import f1

    found = f1(np.array([[3, 4, 4], [0, 2, 0], [0, 0, 0], [1, 1, 3]]))
    assert found.tolist() == [0.75, 0.0, 1.0, 0.5]


def test_an_interval_holds_the_score_and_narrows_with_texts() -> None:
    import numpy as np

    from models.figures import score

    few = score(np.array([[1, 1, 1]] * 9 + [[0, 1, 1]]))
    many = score(np.array([[1, 1, 1]] * 900 + [[0, 1, 1]] * 100))
    assert few.value == many.value == 0.9
    assert few.low < many.low < 0.9 < many.high < few.high
    assert few.low == pytest.approx(0.7, abs=0.1)
    assert many.low == pytest.approx(0.88, abs=0.01)
    sure = score(np.array([[2, 2, 2]] * 5))
    assert (sure.low, sure.value, sure.high) == (1.0, 1.0, 1.0)


def test_the_same_texts_are_drawn_for_both_sides_of_a_difference() -> None:
    import numpy as np

    from models.figures import difference

    rules = np.array([[1, 2, 2]] * 20)
    same = difference(rules, rules)
    assert (same.low, same.value, same.high) == (0.0, 0.0, 0.0)
    all_better = difference(np.array([[2, 2, 2]] * 20), rules)
    assert (all_better.low, all_better.value, all_better.high) == (0.5, 0.5, 0.5)


def test_no_texts_have_a_score_too() -> None:
    from models.figures import KINDS, counts_of

    assert counts_of([], "mood").shape == (0, 3)
    assert counts_of([()], "mood target").tolist() == [[0, 0, 0]]
    assert list(KINDS)[:3] == ["entity", "metric", "mood"]
