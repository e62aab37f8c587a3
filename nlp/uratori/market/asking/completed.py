"""A claim on a rate, a currency or an economy with the owner and the time its sentence tells."""

from __future__ import annotations

from ...records import Analysis, Claim, Quantity
from ..definitions.policy_from import as_level, turned
from ..definitions.yield_gaps import of_tenor, of_yield
from ..reading.owners_told import of_country, of_cross, of_pair, of_side
from ..reading.policy_spans import over_span
from .averages_told import without_length
from .before_told import of_time_before, step_of_before
from .own_dates import (
    against_said,
    moved_since,
    of_its_date,
    of_month,
    over_months,
)
from .part_years import of_part, of_quarter
from .year_told import of_told_year


def completed(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a claim as the words around its number complete it; of other kinds as it is."""
    claim = of_yield(analysis, claim, quantity)
    claim = of_cross(analysis, of_tenor(analysis, claim, quantity), quantity)
    claim = of_country(analysis, of_pair(analysis, claim), quantity)
    claim = of_side(analysis, of_month(analysis, claim, quantity), quantity)
    claim = against_said(analysis, claim, quantity)
    claim = turned(analysis, as_level(analysis, claim, quantity), quantity)
    claim = of_part(analysis, of_time_before(analysis, claim, quantity))
    claim = of_quarter(analysis, claim, quantity)
    claim = moved_since(analysis, claim, quantity)
    claim = over_span(analysis, over_months(analysis, claim, quantity), quantity)
    claim = of_told_year(analysis, step_of_before(analysis, claim, quantity), quantity)
    return of_its_date(analysis, without_length(analysis, claim, quantity), quantity)
