"""Folders of weights, made by hand: n-gram tables and networks that add up a number a token."""

import json
import struct
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from uratori.scoring import MOODS
from uratori.scoring.encoding import SIGNS
from uratori.scoring.ngrams import BUCKETS

LETTERS = "予想見通し"
"""What the networks know beside the signs."""
OWNER, METRIC = (
    "マグニフィセント・セブンがS&P500に占める比率は35%に達した。",
    "日経平均の始値は前週末比95円安の5万1204円。",
)
"""Texts whose last number has two owners, two metrics to choose between."""
FORECAST = "トヨタの営業利益は300億円になる見通しだ。ソニーの純利益は20億円だった。"


def table(rows: Mapping[int, Mapping[str, float]], bias: Mapping[str, float] = {}) -> bytes:
    """Give a safetensors file: what a bucket, and every number, gives a mood."""
    weights = [0.0] * (BUCKETS * len(MOODS))
    for row, votes in rows.items():
        for mood, weight in votes.items():
            weights[row * len(MOODS) + MOODS.index(mood)] = weight  # type: ignore[arg-type]
    return tensors(
        {
            "weights": ((BUCKETS, len(MOODS)), weights),
            "bias": ((len(MOODS),), [bias.get(mood, 0.0) for mood in MOODS]),
        }
    )


def tensors(held: Mapping[str, tuple[tuple[int, ...], list[float]]], dtype: str = "F32") -> bytes:
    """Write tensors as safetensors does."""
    header: dict[str, Any] = {"__metadata__": {"made": "by hand"}}
    body = b""
    for name, (shape, values) in held.items():
        numbers = struct.pack(f"<{len(values)}f", *values)
        place = [len(body), len(body) + len(numbers)]
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": place}
        body += numbers
    head = json.dumps(header).encode()
    return struct.pack("<Q", len(head)) + head + body


def network(ties: Mapping[str, float], moods: Mapping[str, Mapping[str, float]]) -> bytes:
    """Give an ONNX file that adds up what each token gives the tie, and each mood.

    The test that asks for it is skipped where no network can be made or run.
    """
    onnx = pytest.importorskip("onnx", reason="onnx is not installed")
    np = pytest.importorskip("numpy", reason="numpy is not installed")
    pytest.importorskip("onnxruntime", reason='needs the extra: pip install "uratori[onnx]"')
    tokens = vocabulary()
    of_tie = np.array([ties.get(token, 0.0) for token in tokens], dtype=np.float32)
    rows = [[moods.get(token, {}).get(mood, 0.0) for mood in MOODS] for token in tokens]
    constants = {
        "of_tie": of_tie,
        "of_mood": np.array(rows, dtype=np.float32),
        "axes": np.array([1], dtype=np.int64),
    }
    make, whole = onnx.helper, onnx.TensorProto
    nodes = [
        make.make_node("Gather", ["of_tie", "ids"], ["each_tie"]),
        make.make_node("ReduceSum", ["each_tie", "axes"], ["tie"], keepdims=0),
        make.make_node("Gather", ["of_mood", "ids"], ["each_mood"]),
        make.make_node("ReduceSum", ["each_mood", "axes"], ["mood"], keepdims=0),
    ]
    graph = make.make_graph(
        nodes,
        "sums",
        [make.make_tensor_value_info("ids", whole.INT64, ["questions", "tokens"])],
        [
            make.make_tensor_value_info("tie", whole.FLOAT, ["questions"]),
            make.make_tensor_value_info("mood", whole.FLOAT, ["questions", len(MOODS)]),
        ],
        [onnx.numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opset = make.make_opsetid("", 17)
    model = make.make_model(graph, opset_imports=[opset], ir_version=9)
    content: bytes = model.SerializeToString()
    return content


def vocabulary() -> list[str]:
    return [*SIGNS, *LETTERS]


def folder(place: Path, files: Mapping[str, bytes], jobs: Mapping[str, Any]) -> Path:
    """Write a folder of weights with its index."""
    place.mkdir(exist_ok=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    index = {"format": 1, "name": "tiny", "files": digests, "jobs": jobs}
    (place / "model.json").write_text(json.dumps(index), encoding="utf-8")
    return place


def with_table(place: Path, content: bytes, margin: float = 0.3) -> Path:
    """Write a folder whose table votes on moods."""
    task = {"weights": "mood.safetensors", "margin": margin}
    return folder(place, {"mood.safetensors": content}, {"mood": task})


def with_network(
    place: Path,
    ties: Mapping[str, float],
    moods: Mapping[str, Mapping[str, float]] = {},
    margin: float = 0.3,
) -> Path:
    """Write a folder whose network does all jobs."""
    task = {"weights": "net.onnx", "vocabulary": "tokens.json", "margin": margin}
    tokens = json.dumps(vocabulary()).encode()
    files = {"net.onnx": network(ties, moods), "tokens.json": tokens}
    return folder(place, files, dict.fromkeys(("metric", "owner", "mood"), task))
