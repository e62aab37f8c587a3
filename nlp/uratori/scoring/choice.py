"""Which scorer is asked: that of a folder of weights, or the rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, MissingExtraError
from .rules import RULES

if TYPE_CHECKING:
    from .scorer import Scorer


def scorer_of(folder: Path | None, alone: bool = False) -> Scorer:
    """Give the scorer of a folder of weights, the rules where there is none.

    alone: its choice counts without any margin, as evaluation asks. Where the weights are missing
    or damaged, or what runs them is not installed, it is the rules too, with one warning of the
    logger ``uratori`` in a process.
    """
    return RULES if folder is None else _loaded(folder.absolute(), alone)


@cache
def _loaded(folder: Path, alone: bool) -> Scorer:
    from .model import read_model  # only where a model is asked for

    try:
        return read_model(folder, alone=alone)
    except (DataError, MissingExtraError) as error:
        import logging  # of no use to anyone whose model is sound

        line = f"{error.where}: {error.what}, so the rules read alone"
        logging.getLogger("uratori").warning("uratori: %s (%s)", line, error.todo)
        return RULES
