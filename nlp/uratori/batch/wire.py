"""Messages between a supervisor and its child: MessagePack, each after its length."""

from __future__ import annotations

import struct
from typing import IO

import msgspec

from .reading import Answer

_LENGTH = struct.Struct("<I")


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag="ready"):
    """The child has loaded what it needs; digest: of the plan as its libraries carry it out."""

    digest: str


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """The child cannot carry out the plan at all: an error in its three parts."""

    what: str
    where: str = ""
    todo: str = ""


class Read(msgspec.Struct, frozen=True, kw_only=True, tag="read"):
    """What came of one item; peak: bytes that the child has held at most, 0 where none can tell."""

    answer: Answer
    peak: int = 0


Word = Ready | Refused | Read

_WORDS = msgspec.msgpack.Decoder(Word)


def send(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Write one message and flush; raise OSError where nobody reads any more."""
    data = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Give the bytes of the next message; None where the other end went away."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    data = stream.read(length)
    return data if len(data) == length else None


def word(data: bytes) -> Word:
    """Read a child's message."""
    said: Word = _WORDS.decode(data)
    return said
