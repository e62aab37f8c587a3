"""Trains everything with one command: `python -m models.train`.

Reads gold and what the rules label, splits it so that no text leaks, trains a small network and the
voter by n-grams, chooses margins, and writes what `uratori.scoring` reads. A run that is broken off
goes on where it was when it is started again. It runs on one core and asks no network.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec
import torch

from models.agreement import Agreement, agreement
from models.asking import TorchScorer
from models.encoder import Reader, named_encoder, small_encoder
from models.examples import CORRECTIONS, Example, build, digest
from models.export import export_network, export_ngrams
from models.lessons import lessons_of, questions_of
from models.margins import Margins, choose_margins
from models.named import write_named
from models.ngrams import train_ngrams
from models.paths import BUILD, CORPORA, NETWORK, NGRAMS, SHARED
from models.splits import split
from models.texts import digests, gather, sources
from models.tokens import Characters, Subwords, Tokens, characters_of
from models.training import Schedule, train
from uratori.scoring import JOBS, MoodExample
from uratori.scoring.model import read_model

RECORD, CHECKPOINTS = "training.json", "checkpoints"
LIBRARIES = ("torch", "transformers", "onnxruntime", "safetensors", "uratori")

Show = Callable[[str], None]


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """What to train, from what, and where to write it."""

    schedule: Schedule = Schedule()
    layers: int = 2
    width: int = 128
    encoder: str | None = None
    """Name or folder of an encoder of Hugging Face to go on from; None begins from nothing."""
    corpora: Path = CORPORA
    shared: Path | None = SHARED
    out: Path = BUILD


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What a training was: enough to tell whether another is the same."""

    files: dict[str, str]
    """SHA-256 of each file read."""
    examples: str
    """SHA-256 of the examples, which the rules' own answers are part of."""
    parts: dict[str, int]
    """Texts of each part."""
    counted: dict[str, int]
    """Examples of each part, source and job."""
    libraries: dict[str, str]
    schedule: Schedule
    parameters: int
    seconds: float
    """CPU time of it all, where it was not broken off."""
    margins: dict[str, Margins]
    agreement: Agreement | None
    """Of the exported network with the trained one, on texts that were not trained on."""


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """Examples, parted."""

    train: tuple[Example, ...]
    tune: tuple[Example, ...]
    parts: dict[str, int]


def material(recipe: Recipe) -> Material:
    """Read the texts and make the examples of those that train and of those that tune."""
    texts = gather(recipe.corpora, recipe.shared)
    parts = split(texts)
    by_part = {
        part: tuple(text for text, its in zip(texts, parts, strict=True) if its == part)
        for part in ("train", "tune")
    }
    return Material(
        train=tuple(build(by_part["train"])),
        tune=tuple(build(by_part["tune"])),
        parts=dict(Counter(parts)),
    )


def run(recipe: Recipe, show: Show = print) -> Record:
    """Train, choose, export; give the record, which is written beside the weights."""
    began = time.process_time()
    torch.set_num_threads(1)
    told = material(recipe)
    show(f"{len(told.train)} examples to train on, {len(told.tune)} to choose by")
    reader, tokens = _reader(recipe, told)
    train(
        reader,
        lessons_of(told.train, tokens),
        recipe.schedule,
        recipe.out / CHECKPOINTS,
        report=lambda progress: show(f"step {progress.step}: loss {progress.loss:.3f}"),
    )
    margins, near = _export_network(recipe, reader, tokens, told)
    record = Record(
        files=digests([*sources(recipe.corpora, recipe.shared), CORRECTIONS]),
        examples=digest((*told.train, *told.tune)),
        parts=told.parts,
        counted=_counted(told),
        libraries={name: version(name) for name in LIBRARIES},
        schedule=recipe.schedule,
        parameters=sum(each.numel() for each in reader.parameters()),
        margins={NETWORK: margins, NGRAMS: _train_ngrams(recipe, told)},
        agreement=near,
        seconds=round(time.process_time() - began, 1),
    )
    (recipe.out / RECORD).write_bytes(msgspec.json.format(msgspec.json.encode(record)))
    return record


def _reader(recipe: Recipe, told: Material) -> tuple[Reader, Tokens]:
    """Make a reader whose weights depend on the seed alone, or on the encoder that is named."""
    torch.manual_seed(recipe.schedule.seed)
    if recipe.encoder is not None:
        encoder, subwords = named_encoder(recipe.encoder)
        return Reader(encoder, subwords), subwords
    tokens = characters_of(questions_of(told.train))
    encoder = small_encoder(tokens.size, layers=recipe.layers, width=recipe.width)
    return Reader(encoder, tokens, centred=True), tokens


def _export_network(
    recipe: Recipe, reader: Reader, tokens: Tokens, told: Material
) -> tuple[Margins, Agreement | None]:
    everything: Margins = dict.fromkeys(JOBS, 0.0)
    trained = TorchScorer(reader, tokens, everything)
    margins = choose_margins(trained, told.tune)
    folder = recipe.out / NETWORK
    if isinstance(tokens, Subwords):
        write_named(reader, tokens, margins, folder)
        return margins, None
    assert isinstance(tokens, Characters)
    export_network(reader, tokens, margins, folder)
    return margins, agreement(trained, read_model(folder), told.tune)


def _train_ngrams(recipe: Recipe, told: Material) -> Margins:
    moods = [example for example in told.train if isinstance(example, MoodExample)]
    voter = train_ngrams(moods, recipe.schedule.seed)
    folder = export_ngrams(voter, 0.0, recipe.out / NGRAMS)
    margins = choose_margins(read_model(folder), told.tune)
    export_ngrams(voter, margins["mood"], folder)
    return margins


def _counted(told: Material) -> dict[str, int]:
    parts: Mapping[str, Sequence[Example]] = {"train": told.train, "tune": told.tune}
    return dict(
        Counter(
            f"{part} {each.source} {_job(each)}" for part, found in parts.items() for each in found
        )
    )


def _job(example: Example) -> str:
    return "mood" if isinstance(example, MoodExample) else example.candidates[0].job


def main(arguments: Sequence[str] | None = None) -> None:
    """Train with the settings of the command line."""
    parser = argparse.ArgumentParser(prog="python -m models.train", description=__doc__)
    parser.add_argument("--out", type=Path, default=BUILD, help="folder to write to")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--shared", type=Path, default=SHARED, help="texts of others, if there")
    parser.add_argument("--encoder", help="name or folder of an encoder of Hugging Face")
    parser.add_argument("--layers", type=int, default=Recipe().layers)
    parser.add_argument("--width", type=int, default=Recipe().width)
    for name, kind in (("seed", int), ("steps", int), ("rate", float)):
        parser.add_argument(f"--{name}", type=kind, default=getattr(Schedule(), name))
    options = vars(parser.parse_args(arguments))
    told = {name: options.pop(name) for name in ("seed", "steps", "rate")}
    record = run(Recipe(schedule=Schedule(**told), **options))
    print(f"{record.seconds} s of CPU time; margins {record.margins}; {record.agreement}")


if __name__ == "__main__":
    main()
