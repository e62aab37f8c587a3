"""All declared checks. Adding one is one entry of a list and its examples in tests/checks."""

from __future__ import annotations

from .changes import CHANGES
from .ratios import RATIOS
from .relative import RELATIVE
from .same import SAME
from .schema import Check
from .steps import STEPS
from .totals import TOTALS

CHECKS: tuple[Check, ...] = (*RELATIVE, *STEPS, *CHANGES, *RATIOS, *TOTALS, *SAME)
