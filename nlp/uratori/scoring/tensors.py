"""Reads the tensors of a safetensors file, without any library: a length, a header, the numbers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import prod

import msgspec

_SIZE = 8
"""Bytes of the number, little-endian, that tells how long the header is."""
_FLOAT = 4
_METADATA = "__metadata__"


class Tensor(msgspec.Struct, frozen=True):
    """Numbers in the order of C, and how many there are in each direction."""

    shape: tuple[int, ...]
    values: Sequence[float]


class _Place(msgspec.Struct, frozen=True):
    dtype: str
    shape: tuple[int, ...]
    data_offsets: tuple[int, int]


def read_tensors(content: bytes) -> dict[str, Tensor]:
    """Give the tensors of a file by their names; raise ValueError where it is none of F32."""
    size = int.from_bytes(content[:_SIZE], "little")
    if len(content) < _SIZE + size:
        raise ValueError("ends before its header does")
    if sys.byteorder != "little":
        raise ValueError("is read on little-endian machines only")
    try:
        places = _places(content[_SIZE : _SIZE + size])
    except RecursionError:
        raise ValueError("has a header that is nested too deeply") from None
    body = memoryview(content)[_SIZE + size :]
    return {name: _tensor(name, place, body) for name, place in places.items()}


def _places(written: bytes) -> dict[str, _Place]:
    header = msgspec.json.decode(written, type=dict[str, msgspec.Raw])
    return {
        name: msgspec.json.decode(raw, type=_Place)
        for name, raw in header.items()
        if name != _METADATA
    }


def _tensor(name: str, place: _Place, body: memoryview) -> Tensor:
    start, end = place.data_offsets
    wanted = prod(place.shape) * _FLOAT
    if place.dtype != "F32" or not 0 <= start <= end <= len(body) or end - start != wanted:
        raise ValueError(f"has no F32 numbers where {name} should be")
    return Tensor(place.shape, body[start:end].cast("f"))
