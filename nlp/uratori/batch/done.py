"""What makes a shard count: its files renamed, then its manifest, then the ledger's note.

Only the command does this, and one command at a time, so there is nobody to race with. A kill
before the manifest leaves files that do not count: the next start removes them and does the shard
again. A kill after it leaves the note to be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from .folder import PARTITIONED, Folder, keep_folder, place
from .ledger import Ledger, Shard
from .plan import Plan
from .tables import TABLES, file_path, parquet_bytes
from .work import Done

EMPTY = "empty"
"""Name of a file of each table that has columns and no rows, so that no table is ever missing."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a shard, below DIR."""

    path: str
    rows: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a shard's manifest says."""

    shard: str
    """The name of its files."""
    input: str
    """SHA-256 of its items."""
    pipeline: str
    """Digest of what was done to them."""
    items: int
    claims: int
    findings: dict[str, int]
    """How many of each status."""
    errors: int
    files: tuple[Listed, ...]


class _Errors(msgspec.Struct, frozen=True):
    """The one field of a manifest that is counted."""

    errors: int


def finish_shard(folder: Folder, shard: Shard, done: Done, plan: Plan) -> Manifest:
    """Put the files of a shard in their places, then its manifest."""
    manifest = Manifest(
        shard=done.output,
        input=done.input,
        pipeline=plan.digest,
        items=shard.items,
        claims=done.claims,
        findings=dict(done.statuses),
        errors=len(done.errors),
        files=tuple(
            Listed(path=file.path, rows=file.rows, bytes=file.bytes, sha256=file.sha256)
            for file in done.files
        ),
    )
    for file in done.files:
        place(folder.aside / file.aside, folder.root / file.path)
    for parent in {(folder.root / file.path).parent for file in done.files}:
        keep_folder(parent)
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
    folder.write(folder.manifest(shard.input), data)
    return manifest


def read_manifest(path: Path) -> Manifest | None:
    """Give a shard's manifest; None where there is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None


def count_errors(folder: Folder) -> int:
    """Give how many items of all shards that count could not be read."""
    return sum(
        msgspec.json.decode(path.read_bytes(), type=_Errors).errors for path in folder.manifests()
    )


def sweep(folder: Folder, ledger: Ledger, *, keep_input: bool) -> None:
    """Note what is done and not noted; remove what a killed command left unfinished."""
    for shard in ledger.pending():
        manifest = read_manifest(folder.manifest(shard.input))
        if manifest is not None:
            ledger.finish(shard.number, manifest.shard)
    for path in folder.aside.iterdir():
        path.unlink(missing_ok=True)
    for path in _outputs(folder):
        if path.stem != EMPTY and not ledger.is_output(path.stem):
            path.unlink(missing_ok=True)
    if not keep_input:
        waiting = {shard.input for shard in ledger.pending()}
        for path in folder.inputs.iterdir():
            if path.stem not in waiting:
                path.unlink(missing_ok=True)


def prepare_tables(folder: Folder) -> None:
    """Write a file without rows for each table, where there is none yet."""
    for table in TABLES:
        path = folder.root / file_path(table, None, EMPTY)
        if not path.exists():
            folder.write(path, parquet_bytes(table, ()))


def _outputs(folder: Folder) -> Iterator[Path]:
    for table in PARTITIONED:
        with suppress(FileNotFoundError):
            for day in (folder.root / table).iterdir():
                if day.is_dir():
                    yield from day.iterdir()
