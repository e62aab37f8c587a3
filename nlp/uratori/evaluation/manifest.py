"""The manifest: a digest and a line count of every gold corpus, so that no score moves unseen.

``corpora/manifest.json`` is ``{"findings.jsonl": {"sha256": "...", "lines": 126}, ...}``. Gold that
differs from it is refused: a corpus changes with its digest in one commit, or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from ..errors import SettingsError
from . import claims, findings, market, quantities
from .gold import FOLDER, Subject, corpora, subject_of

NAME = "manifest.json"
_READ: dict[Subject, Callable[[Path], Iterator[object]]] = {
    "findings": findings.read_gold,
    "quantities": quantities.read_texts,
    "claims": claims.read_texts,
    "market": market.read_statements,
}
MEND = "see what changed, then run make manifest"


class Pin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a corpus was when it was last pinned."""

    sha256: str
    """Hex digest of the file's bytes."""
    lines: int


def write_manifest(folder: Path = FOLDER, *, write: Callable[[str], object]) -> None:
    """Pin every gold corpus of a folder as it is now, each line read first.

    Raises ArticleError naming a damaged line, SettingsError when it cannot be written.
    """
    pins = {path.name: _read_and_pin(path) for path in corpora(folder)}
    text = msgspec.json.format(msgspec.json.encode(pins), indent=2)
    manifest = folder / NAME
    try:
        manifest.write_bytes(text + b"\n")
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror or error}", where=str(manifest), todo=MEND
        ) from error
    write(f"{manifest}: {len(pins)} corpora, {sum(pin.lines for pin in pins.values())} lines\n")


def _read_and_pin(path: Path) -> Pin:
    for _ in _READ[subject_of(path)](path):
        pass
    return pin(path)


def pin(path: Path) -> Pin:
    """Give the digest and the line count of a file as it is now."""
    data = path.read_bytes()
    return Pin(sha256=hashlib.sha256(data).hexdigest(), lines=len(data.splitlines()))


def demand_unchanged(folder: Path, paths: Sequence[Path]) -> None:
    """Raise SettingsError naming each corpus that is not as the manifest says, or not in it."""
    manifest = folder / NAME
    pins = _pins(manifest)
    now = {path.name: pin(path) for path in paths}
    faults = [
        *(f"{name} is not listed" for name in now.keys() - pins.keys()),
        *(f"{name} is listed and does not exist" for name in pins.keys() - now.keys()),
        *(
            f"{name} differs from its digest ({now[name].lines} lines, pinned {pins[name].lines})"
            for name in now.keys() & pins.keys()
            if now[name] != pins[name]
        ),
    ]
    if faults:
        raise SettingsError("; ".join(sorted(faults)), where=str(manifest), todo=MEND)


def _pins(manifest: Path) -> dict[str, Pin]:
    try:
        return msgspec.json.decode(manifest.read_bytes(), type=dict[str, Pin])
    except (OSError, msgspec.DecodeError) as error:
        raise SettingsError("cannot be read", where=str(manifest), todo=MEND) from error
