"""A folder of weights -> a scorer."""

from __future__ import annotations

from pathlib import Path

from ..errors import DataError
from .scorer import Scorer


def read_model(folder: Path) -> Scorer:
    """Read a model; raise DataError where a file of it is missing or damaged."""
    raise DataError("no model is read yet", where=str(folder))
