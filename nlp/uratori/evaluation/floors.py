"""The floors: what each corpus must reach, and why they stand where they stand.

``corpora/floors.json`` is ``{"quantities.jsonl": {"floors": {"strict": {"f1": 0.97}, "span":
{"precision": 0.99, "recall": 0.98}}, "reason": "..."}, ...}``. A floor is named as its score is in
the table. A drop is declared by lowering the floor and saying why, in the commit that causes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import msgspec

from ..errors import SettingsError
from ..text.numbers import exact_text
from .scores import Assessment, Tally, three_places

NAME = "floors.json"


class Floor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The least that one score must reach; at least one of the three, over 0 and up to 1."""

    precision: Decimal | None = None
    recall: Decimal | None = None
    f1: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a floor that no score could fall through, or none could reach."""
        given = [share for _, share in self.shares()]
        if not given or not all(0 < share <= 1 for share in given):
            raise ValueError("a floor is a precision, recall or f1 over 0 and up to 1")

    def shares(self) -> Iterator[tuple[str, Fraction]]:
        """Yield each measure that has a floor, with it."""
        named = (("precision", self.precision), ("recall", self.recall), ("f1", self.f1))
        return ((name, Fraction(share)) for name, share in named if share is not None)


class CorpusFloors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The floors of one corpus by the name of the score, and the reason for them."""

    floors: Mapping[str, Floor]
    reason: str

    def __post_init__(self) -> None:
        """Refuse a gate that holds nothing, or that says not why."""
        if not self.floors:
            raise ValueError("there is no floor")
        if not self.reason.strip():
            raise ValueError("there is no reason")


def read_floors(folder: Path) -> dict[str, CorpusFloors]:
    """Give the floors of a folder by the name of the corpus, none where it has no floors.json.

    Raises SettingsError where the file is damaged.
    """
    path = folder / NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, CorpusFloors])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise SettingsError(str(error), where=str(path), todo="mend the floors") from error


def demand_floors(folder: Path, paths: Sequence[Path], floors: Mapping[str, CorpusFloors]) -> None:
    """Raise SettingsError where a corpus has no floor, or a floor no corpus."""
    names = {path.name for path in paths}
    faults = [
        *(f"{name} has no floor" for name in sorted(names - floors.keys())),
        *(f"{name} does not exist" for name in sorted(floors.keys() - names)),
    ]
    if faults:
        todo = "give every gold corpus a floor and a reason, and take out what is gone"
        raise SettingsError("; ".join(faults), where=str(folder / NAME), todo=todo)


def below(assessment: Assessment, wanted: CorpusFloors) -> Iterator[str]:
    """Yield a line for each score below its floor.

    Raises SettingsError for a floor of a score that the corpus does not give.
    """
    for name, floor in wanted.floors.items():
        tally = assessment.scores.get(name)
        if tally is None:
            where = f"{assessment.path.with_name(NAME)}: {assessment.path.name}"
            todo = f"name one of: {', '.join(assessment.scores)}"
            raise SettingsError(f"no score is named {name}", where=where, todo=todo)
        for measure, least in floor.shares():
            reached = _measure(tally, measure)
            if reached < least:
                line = f"{measure} {three_places(reached)}, floor {exact_text(least)}"
                yield f"below its floor: {assessment.path.name}: {name} {line}"


def _measure(tally: Tally, measure: str) -> Fraction:
    shares = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return shares[measure]()
