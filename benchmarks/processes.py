"""The processes below one, and what they hold in memory, as Linux tells it in /proc."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

KNOWN = sys.platform == "linux"
"""Whether this system can be asked."""
_PROC = Path("/proc")


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """One process at one time."""

    pid: int
    parent: int
    command: str
    memory: int
    """Bytes that lie in memory, those that it shares with others included."""
    processor: float
    """Seconds of processor time until now."""


def below(pid: int) -> tuple[Process, ...]:
    """Give a process and all that it has started, or they; what has ended meanwhile is left out."""
    held = {each.pid: each for each in _all()}
    found, waiting = [], [pid]
    while waiting:
        here = waiting.pop()
        if here in held:
            found.append(held[here])
        waiting += [each.pid for each in held.values() if each.parent == here]
    return tuple(found)


def _all() -> Iterator[Process]:
    page, ticks = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
    for entry in _PROC.iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            pages = int((entry / "statm").read_text(encoding="ascii").split()[1])
        except (OSError, IndexError):  # it has just ended
            continue
        fields = stat.rpartition(")")[2].split()
        yield Process(
            pid=int(entry.name),
            parent=int(fields[1]),
            command=command,
            memory=pages * page,
            processor=(int(fields[11]) + int(fields[12])) / ticks,
        )
