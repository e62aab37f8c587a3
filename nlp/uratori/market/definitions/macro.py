"""Definitions of macro figures, each in the file of its kind."""

from __future__ import annotations

from ..questions import Definition
from . import indicators
from .jobs import payrolls, unemployment
from .monthly import LEVEL
from .output import gdp
from .price_indices import prices
from .tankan import tankan

DEFINITIONS: tuple[Definition, ...] = (
    *(
        Definition(
            key="prices", metric=metric, ja="物価指数", en="price index", measure=prices,
            standing="conventional", settled=True, needs=(LEVEL,), signed=True,
        )
        for metric in ("cpi", "core_cpi")
    ),
    Definition(
        key="unemployment", metric="unemployment", ja="失業率", en="unemployment rate",
        measure=unemployment, standing="conventional", settled=True, needs=(LEVEL,), signed=True,
    ),
    Definition(
        key="payrolls", metric="payrolls", ja="雇用者数", en="payrolls", measure=payrolls,
        standing="conventional", settled=True, needs=(LEVEL,), signed=True,
    ),
    Definition(
        key="payrolls", metric="employment", ja="雇用者数", en="payrolls", measure=payrolls,
        standing="conventional", settled=True, needs=(LEVEL,), signed=True,
    ),
    Definition(
        key="gdp", metric="gdp", ja="実質GDP", en="real GDP", measure=gdp,
        standing="conventional", settled=True, needs=(LEVEL,), signed=True,
    ),
    Definition(
        key="tankan", metric="diffusion_index", ja="業況判断DI", en="diffusion index",
        measure=tankan, standing="conventional", settled=True, needs=(LEVEL,), signed=True,
    ),
    *indicators.DEFINITIONS,
)  # fmt: skip
"""Definitions of macro figures."""
