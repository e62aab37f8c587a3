"""The patterns that are compiled when first needed, which tests/test_linear.py cannot see."""

import pytest

from uratori.mentions.tickers import FORMS, pattern

from ..test_linear import HOSTILE, steep


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_linear(form: str) -> None:
    found = [steep(pattern(form), head, unit) for head, unit in HOSTILE]
    assert [line for line in found if line] == []
