"""Scores corpora, writes tables and errors, and says which scores are below their floors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..pipeline import Analyzer
from ..scoring import RULES, Scorer
from . import claims, claims_listing, findings, listing, market, market_listing, quantities
from .floors import below, demand_floors, read_floors
from .gold import FOLDER, Subject, corpora, subject_of
from .manifest import demand_unchanged
from .scores import Assessment, Tally, table
from .tamper import tamper_scores


def main(
    corpus: str | None = None, *, write: Callable[[str], object], scorer: Scorer = RULES
) -> int:
    """Score gold corpora, write tables and errors; give 1 when a score is below its floor.

    corpus: a JSON Lines file, held to the floors.json beside it where that names it. By default
    every corpora/*.jsonl below the working folder: each must then be as corpora/manifest.json says
    and have a floor. scorer: who is asked beside the rules; the floors are the rules' own. Raises
    ArticleError naming a damaged line, SettingsError for wrong floors and for a corpus that is not
    as it was pinned.
    """
    paths = [Path(corpus)] if corpus else corpora(FOLDER)
    floors = read_floors(paths[0].parent)
    if corpus is None:
        demand_unchanged(FOLDER, paths)
        demand_floors(FOLDER, paths, floors)
    assessments = [_assess_and_show(path, write, scorer) for path in paths]
    for assessment in assessments:
        _list_errors(assessment, write)
    judged = [(a, floors[a.path.name]) for a in assessments if a.path.name in floors]
    failed = [line for assessment, wanted in judged for line in below(assessment, wanted)]
    for line in failed:
        write(f"{line}\n")
    return 1 if failed else 0


def assess(path: Path, scorer: Scorer = RULES) -> Assessment:
    """Score one corpus of any subject; raise ArticleError naming the line that is damaged."""
    assessed = _ASSESS[subject_of(path)]
    return assessed(path, Analyzer(scorer=scorer))


def _findings(path: Path, analyzer: Analyzer) -> Assessment:
    read = [findings.score(line, analyzer) for line in findings.read_gold(path)]
    changed = tamper_scores([outcome.line for outcome in read if outcome.line.tamper], analyzer)
    scores = {**findings.tally(read), **changed}
    return _assessment(path, len(read), scores, findings.errors(read))


def _quantities(path: Path, analyzer: Analyzer) -> Assessment:
    read = [quantities.score(line, analyzer) for line in quantities.read_texts(path)]
    return _assessment(path, len(read), quantities.tally(read), listing.errors(read))


def _claims(path: Path, analyzer: Analyzer) -> Assessment:
    read = [claims.score(line, analyzer) for line in claims.read_texts(path)]
    return _assessment(path, len(read), claims.tally(read), claims_listing.errors(read))


def _market(path: Path, analyzer: Analyzer) -> Assessment:
    read = market.score_all(path, analyzer)
    return _assessment(path, len(read), market.tally(read), market_listing.errors(read))


def _assessment(
    path: Path, texts: int, scores: Mapping[str, Tally], errors: Iterable[str]
) -> Assessment:
    return Assessment(path=path, texts=texts, scores=scores, errors=tuple(errors))


_ASSESS: dict[Subject, Callable[[Path, Analyzer], Assessment]] = {
    "findings": _findings,
    "quantities": _quantities,
    "claims": _claims,
    "market": _market,
}


def _assess_and_show(path: Path, write: Callable[[str], object], scorer: Scorer) -> Assessment:
    assessment = assess(path, scorer)
    for line in table(assessment):
        write(line)
    write("\n")
    return assessment


def _list_errors(assessment: Assessment, write: Callable[[str], object]) -> None:
    if assessment.errors:
        write(f"{assessment.path}: {len(assessment.errors)} errors\n")
    for line in assessment.errors:
        write(f"{line}\n")
