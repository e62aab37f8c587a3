"""All declared checks. Adding one is one entry of a list and its examples in tests/checks."""

from __future__ import annotations

from .against import AGAINST
from .calendar import elapsed, fiscal_months, streak_sessions, weekdays
from .changes import CHANGES
from .flows import FLOWS
from .growth import GROWTH
from .headline import restatement, scale_slip
from .plans import PLANS
from .ratios import RATIOS
from .relative import RELATIVE
from .remarks import Judge
from .same import SAME
from .schema import Check
from .spans import spans
from .steps import STEPS
from .stretches import STRETCHES
from .totals import TOTALS
from .ways import way
from .words import band, direction, ordering

CHECKS: tuple[Check, ...] = (
    *RELATIVE,
    *STEPS,
    *CHANGES,
    *AGAINST,
    *RATIOS,
    *PLANS,
    *TOTALS,
    *SAME,
    *GROWTH,
    *FLOWS,
    *STRETCHES,
)
JUDGES: tuple[Judge, ...] = (
    weekdays,
    elapsed,
    fiscal_months,
    streak_sessions,
    spans,
    direction,
)
"""Checks without a formula; each names itself in its remarks."""
COMPARING: tuple[Judge, ...] = (ordering, way, band, restatement, scale_slip)
"""Those that hold one figure against another."""
