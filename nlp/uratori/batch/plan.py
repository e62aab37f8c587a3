"""What is done to every article, its digest, and the facts it is held against.

The facts are those of the data folder at the start of the command: its store and its lists are
linked (copied, where the disk is another) into DIR, so neither a `uratori data sync` in between nor
a worker on another machine sees anything else.
"""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from hashlib import file_digest, sha256
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from .. import __version__
from ..errors import DataError, SettingsError
from ..lexicon import refreshed
from ..records import Article, Report
from ..scoring.choice import scorer_of
from ..scoring.rules import RULES
from .folder import Folder
from .rows import VERSION

if TYPE_CHECKING:
    from ..scoring import Scorer

LIBRARIES = ("ahocorasick-rs", "fugashi", "pdfplumber", "trafilatura", "unidic-lite")
"""What else decides how an article is read."""
STORE = "market.duckdb"
"""Name of the store in the data folder (`market.tables.FILE`); only who checks loads that room."""

Check = Callable[[Article], Report]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is done to every article; `digest` is of all that changes a row."""

    digest: str
    lang: Literal["ja", "en"] = "ja"
    strict: bool = False
    published: date | None = None
    """The day of an article of which nobody tells one."""
    pipeline: str | None = None
    """``module:function`` that makes a Report of an Article, in place of the usual one."""
    model: str | None = None
    """The folder of weights that are asked beside the rules."""
    facts: str | None = None
    """The folder of the store and the lists; None where there are only the bundled ones."""
    held: str = ""
    """Digest of what lies in it."""
    documents: bool = False
    """Whether the JSON documents are written too."""
    seconds: float = 60.0
    """For one article."""


def digest_of(plan: Plan) -> str:
    """Give the digest of a plan, as this process, with its own libraries, would carry it out."""
    parts = (
        __version__,
        VERSION,
        [_version(name) for name in LIBRARIES],
        plan.lang,
        plan.strict,
        plan.published,
        plan.pipeline,
        plan.held,
        *((_scorer(plan).model,) if plan.model else ()),
    )
    return sha256(msgspec.json.encode(parts)).hexdigest()[:32]


def _scorer(plan: Plan) -> Scorer:
    return scorer_of(Path(plan.model) if plan.model else None)


def make_plan(folder: Folder, data: Path | None, plan: Plan) -> Plan:
    """Complete a plan: keep the facts of a data folder for it, and give it its digest.

    Facts that were kept for another plan are let go of. A model that cannot be used is left out,
    with one warning here and none of the workers. Raises DataError where the store is
    damaged, and SettingsError for a pipeline that is not there.
    """
    if plan.pipeline is not None:
        named_pipeline(plan.pipeline)
    held = "" if data is None else _keep_facts(folder, data)
    for other in folder.facts.iterdir():
        if other.name != held:
            shutil.rmtree(other, ignore_errors=True)
    facts = str((folder.facts / held).resolve()) if held else None
    model = None if _scorer(plan) is RULES else plan.model
    full = msgspec.structs.replace(plan, held=held, facts=facts, model=model)
    return msgspec.structs.replace(full, digest=digest_of(full))


def facts_state(data: Path | None) -> tuple[tuple[str, int, int, int], ...]:
    """Give what tells whether the facts of a data folder are others than before."""
    if data is None:
        return ()
    found = []
    for path in (data / STORE, data / "lists" / refreshed.INDEX):
        with suppress(OSError):
            state = path.stat()
            found.append((path.name, state.st_ino, state.st_size, state.st_mtime_ns))
    return tuple(found)


def checker(plan: Plan) -> Check:
    """Give what makes a report of an article; raise SettingsError for a pipeline that is not there.

    The lists of listed companies count for the whole process, so it serves one plan only.
    """
    facts = Path(plan.facts) if plan.facts else None
    if facts is not None and not facts.is_dir():
        raise SettingsError(
            "is not seen by a worker",
            where=str(facts),
            todo="--out must be a folder that all share",
        )
    refreshed.use(refreshed.find_lists(facts) if facts else refreshed.BUNDLED)
    if plan.pipeline is not None:
        return named_pipeline(plan.pipeline)
    from ..market import Layered
    from ..pipeline import Analyzer

    analyzer, source = Analyzer(scorer=_scorer(plan)), Layered(facts)

    def check(article: Article) -> Report:
        report = analyzer.check(article, data=source, lang=plan.lang, strict=plan.strict)
        if lines := source.take_lines():
            raise DataError(lines[0], todo="mend it and run the command again")
        return report

    return check


def named_pipeline(name: str) -> Check:
    """Give the function that ``module:function`` names."""
    module, _, function = name.partition(":")
    try:
        found: Check = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingsError(
            f"cannot be found: {error}", where=name, todo="name it as module:function"
        ) from None
    return found


def _version(name: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    return ""


def _keep_facts(folder: Folder, data: Path) -> str:
    """Link what checks read of a data folder below DIR; give its digest, "" where there is none.

    Raises DataError where the store is damaged.
    """
    files = _facts_files(data)
    if not files:
        return ""
    if files[0].name == STORE:
        from ..market.storage.store import Store

        Store(data).all_fetches()  # damage is told now, not by every worker
    digests = [(str(path.relative_to(data)), _digest(path)) for path in files]
    held = sha256(msgspec.json.encode(digests)).hexdigest()[:32]
    for path in files:
        kept = folder.facts / held / path.relative_to(data)
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            _link(path, kept)
    return held


def _facts_files(data: Path) -> list[Path]:
    store = data / STORE
    lists = refreshed.find_lists(data)
    tables = [lists.folder / f"{name}.tsv" for name in refreshed.MADE] if lists.refreshed else []
    index = [data / "lists" / refreshed.INDEX] if tables else []
    return [path for path in (store, *index, *tables) if path.is_file()]


def _link(path: Path, kept: Path) -> None:
    """Keep a file as it is: whoever changes it puts another in its place."""
    try:
        kept.hardlink_to(path)
    except OSError:
        beside = kept.with_name(f"{kept.name}.tmp")
        shutil.copyfile(path, beside)
        beside.replace(kept)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
