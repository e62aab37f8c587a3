"""Trained weights -> a folder that `uratori.scoring` reads without torch.

A network is written twice: as safetensors, from which training or torch can go on, and as ONNX in
8-bit integers, which onnxruntime runs. `agreement` measures how far apart the two answer.
"""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import save_file
from torch import Tensor

from models.encoder import Reader
from models.margins import Margins
from models.ngrams import NgramVoter
from models.tokens import Characters

INDEX, NETWORK, TOKENS = "model.json", "reader.onnx", "tokens.json"
WEIGHTS, TABLE = "reader.safetensors", "moods.safetensors"
OPSET = 17


def export_network(
    reader: Reader, tokens: Characters, margins: Margins, folder: Path, **told: Any
) -> Path:
    """Write a network's folder and give it.

    margins: of the jobs that it does; the rules keep the rest. told: what else ``model.json`` says,
    for readers: seed, digests, figures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    save_file(plain(reader.state_dict()), folder / WEIGHTS)
    write_onnx(reader, folder / NETWORK)
    (folder / TOKENS).write_bytes(msgspec.json.encode(tokens.vocabulary))
    tasks: dict[str, dict[str, Any]] = {
        job: {"weights": NETWORK, "vocabulary": TOKENS, "margin": margin}
        for job, margin in margins.items()
    }
    write_index(folder, "reader", (NETWORK, TOKENS), tasks, told)
    return folder


def export_ngrams(voter: NgramVoter, margin: float, folder: Path, **told: Any) -> Path:
    """Write the folder of the cheap voter and give it."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {"weights": voter.rows.weight.detach(), "bias": voter.bias.detach()}
    save_file(plain(tensors), folder / TABLE)
    tasks = {"mood": {"weights": TABLE, "margin": margin}}
    write_index(folder, "ngrams", (TABLE,), tasks, told)
    return folder


def write_index(
    folder: Path,
    name: str,
    files: Sequence[str],
    jobs: Mapping[str, Mapping[str, Any]],
    told: Mapping[str, Any],
) -> None:
    """Write ``model.json``: what does which job, and the digest of each file that runs."""
    digests = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}
    index = {"format": 1, "name": name, "files": digests, "jobs": jobs, **told}
    content = msgspec.json.format(msgspec.json.encode(index), indent=1)
    (folder / INDEX).write_bytes(content + b"\n")


def write_onnx(reader: Reader, path: Path) -> None:
    """Write a reader as ONNX in 8-bit integers: ``ids`` in, ``tie`` and ``mood`` out."""
    exact = path.with_suffix(".f32.onnx")
    example = torch.tensor([[2, *reader.signs, 1], [2, reader.signs[0], 1, 1, reader.pad]])
    axes = {"ids": {0: "questions", 1: "tokens"}, "tie": {0: "questions"}, "mood": {0: "questions"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing tells of every Python number that it fixes
        torch.onnx.export(
            reader.eval(),
            (example,),
            str(exact),
            input_names=["ids"],
            output_names=["tie", "mood"],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    logging.getLogger().setLevel(logging.ERROR)
    quantize_dynamic(str(exact), str(path), weight_type=QuantType.QInt8)
    exact.unlink()


def plain(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Give tensors of their own, as safetensors asks: no two share a place."""
    return {name: tensor.contiguous().clone() for name, tensor in tensors.items()}
