"""A folder of weights, as it lies on the disk: what it says of itself, and whether it is whole.

``model.json`` names the model, gives the digest of every other file, and says for each job which
weights do it and how much surer than the rules they must be:

    {"format": 1, "name": "small",
     "files": {"mood.safetensors": "<sha256>", "ties.onnx": "<sha256>", "tokens.json": "<sha256>"},
     "jobs": {"mood": {"weights": "mood.safetensors", "margin": 0.5},
              "owner": {"weights": "ties.onnx", "vocabulary": "tokens.json", "margin": 0.4}}}

Weights in safetensors are a table of n-grams (`voter`), those in ONNX a network (`network`), whose
vocabulary is a list of tokens, first the `SIGNS` of `encoding`. A job that is not named is left to
the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from ..errors import DataError
from ..settings import MAX_WEIGHTS_BYTES
from .candidates import Job

INDEX = "model.json"
TABLE, NETWORK = ".safetensors", ".onnx"
"""The endings of the two kinds of weights."""

_FileName = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\Z")]
_Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What does a job, and how sure it must be."""

    weights: _FileName
    vocabulary: _FileName | None = None
    """Of a network."""
    margin: Annotated[float, msgspec.Meta(ge=0)]
    """How much more than the rules' choice another must have, in shares of one."""


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """What ``model.json`` says; it may have more, for readers of the card."""

    format: Literal[1]
    name: Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9][a-z0-9._-]{0,39}\Z")]
    files: Mapping[_FileName, _Digest]
    jobs: Mapping[Job, Task]


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """A folder that was found to be whole."""

    folder: Path
    model: str
    """Name and the beginning of the digest of ``model.json``, which has those of all the rest."""
    jobs: Mapping[Job, Task]
    contents: Mapping[str, bytes]
    """The bytes of each file by its name."""


def read_weights(folder: Path) -> Weights:
    """Read a folder; raise DataError where a file is missing, too large, or not of its digest."""
    content = _content(folder / INDEX)
    try:
        index = msgspec.json.decode(content, type=Index)
    except msgspec.DecodeError as error:
        raise damaged(folder / INDEX, str(error)) from error
    except RecursionError:  # of what nobody reads, too
        raise damaged(folder / INDEX, "is nested too deeply") from None
    for name in _named(index):
        if name not in index.files:
            raise damaged(folder / INDEX, f"gives no digest of {name}")
    contents = {name: _content(folder / name) for name in index.files}
    for name, digest in index.files.items():
        if sha256(contents[name]).hexdigest() != digest:
            raise damaged(folder / name, f"is not of the digest that {INDEX} gives")
    return Weights(
        folder=folder,
        model=f"{index.name}@{sha256(content).hexdigest()[:12]}",
        jobs=index.jobs,
        contents=contents,
    )


def _named(index: Index) -> list[str]:
    """Give the files that the jobs name."""
    named = [(task.weights, task.vocabulary) for task in index.jobs.values()]
    return [name for pair in named for name in pair if name is not None]


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_WEIGHTS_BYTES + 1)
    except OSError as error:
        raise damaged(path, f"cannot be read: {error.strerror}") from error
    if len(content) > MAX_WEIGHTS_BYTES:
        raise damaged(path, f"has more than {MAX_WEIGHTS_BYTES:,} bytes")
    return content


def damaged(path: Path, what: str) -> DataError:
    """Give the error of a file that cannot be used."""
    return DataError(what, where=str(path), todo="put the model there again")
