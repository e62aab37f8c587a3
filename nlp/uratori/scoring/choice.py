"""Which scorer is asked: that of a folder of weights, or the rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..errors import DataError, MissingExtraError
from .scorer import RULES, Scorer


def scorer_of(folder: Path | None) -> Scorer:
    """Give the scorer of a folder of weights, the rules where there is none.

    Where the weights are missing or damaged, or what runs them is not installed, it is the rules
    too, with one warning of the logger ``uratori`` a process.
    """
    return RULES if folder is None else _loaded(folder)


@cache
def _loaded(folder: Path) -> Scorer:
    from .model import read_model  # only where a model is asked for

    try:
        return read_model(folder)
    except (DataError, MissingExtraError) as error:
        import logging

        logging.getLogger("uratori").warning("uratori: %s: without a model", error)
        return RULES
