"""Every check has a name that a reader understands."""

from __future__ import annotations

import pytest

from uratori.checks import CHECKS
from uratori.lexicon import read_table

NAMED = {row["check"] for row in read_table("checks", package="uratori.report")}


@pytest.mark.parametrize("key", sorted({check.key for check in CHECKS}))
def test_a_check_has_a_name(key: str) -> None:
    assert key in NAMED
