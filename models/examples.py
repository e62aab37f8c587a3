"""Questions with their answers: of gold, of the rules, and of who corrected these by hand."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from models.texts import SourceText
from uratori.evaluation.examples import examples_of, number_at
from uratori.records import Modality
from uratori.scoring import MoodExample, TieExample

Example = MoodExample | TieExample
CORRECTIONS = Path(__file__).with_name("corrections.tsv")


class Correction(msgspec.Struct, frozen=True):
    """The mood of one number, judged by hand where the rules had labelled it."""

    text: str
    """Id of the text, with its file."""
    start: int
    mood: Modality


def read_corrections(path: Path = CORRECTIONS) -> dict[tuple[str, int], Correction]:
    """Read the table of corrections, by text and place of the number.

    Raises msgspec.ValidationError where a mood is none.
    """
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    rows = csv.DictReader(lines, delimiter="\t")
    found = [_correction(row) for row in rows]
    return {(each.text, each.start): each for each in found}


def _correction(row: Mapping[str, str]) -> Correction:
    return Correction(row["text"], int(row["start"]), msgspec.convert(row["mood"], Modality))


def build(texts: Iterable[SourceText]) -> Iterator[Example]:
    """Yield the examples of texts, in their order; what a person said counts as gold."""
    corrections = read_corrections()
    for text in texts:
        gold = text.gold.claims if text.gold is not None else ()
        if text.gold is not None and not gold:
            continue  # a text that makes no claim has no answers, and the rules' are not asked
        for example in examples_of(text.text, name=text.id, published=text.published, gold=gold):
            yield _corrected(example, corrections)


def _corrected(example: Example, corrections: Mapping[tuple[str, int], Correction]) -> Example:
    if isinstance(example, TieExample):
        return example
    judged = corrections.get((example.text, number_at(example.context.window)))
    if judged is None:
        return example
    return msgspec.structs.replace(example, source="gold", mood=judged.mood)


def digest(examples: Iterable[Example]) -> str:
    """Give the SHA-256 of examples: it changes with the texts, the rules and the corrections."""
    told = hashlib.sha256()
    for example in examples:
        told.update(msgspec.json.encode(example))
    return told.hexdigest()
