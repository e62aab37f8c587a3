"""The table of the card: rules, model, both, n-grams, on gold that training never saw.

`python -m models.ablation` prints it. Every column is the whole pipeline with another scorer, and
scored as `uratori evaluate` scores it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from models.figures import KINDS, Counts, Score, counts_of, difference, score
from models.margins import STEPS
from models.paths import CORPORA, NETWORK, NGRAMS, WEIGHTS
from models.splits import HELD_OUT
from uratori.evaluation.claims import ClaimPair, GoldText, read_texts
from uratori.evaluation.claims import score as read_and_pair
from uratori.pipeline import Analyzer
from uratori.scoring import RULES, Candidate, Context, Job, Scorer, Votes
from uratori.scoring.model import read_model
from uratori.scoring.weights import INDEX

Columns = Mapping[str, Scorer]
Outcomes = Sequence[Sequence[ClaimPair]]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One kind on one set of gold: a score for each column, and how each differs from the rules."""

    gold: str
    kind: str
    marked: int
    """Numbers that the gold marks so."""
    scores: dict[str, Score]
    over_rules: dict[str, Score]


class Both:
    """Rules and model: the tuned margin of each job.

    Where tuning found none that helps, it is the largest that was tried, so that there is something
    to see; what ships leaves such a job to the rules.
    """

    def __init__(self, alone: Scorer, tuned: Scorer) -> None:
        self._alone, self._tuned = alone, tuned

    @property
    def model(self) -> str:
        """Give the name of the weights."""
        return self._alone.model

    def margin(self, job: Job) -> float | None:
        """Give the margin of a job, None of one that the model does not do."""
        tuned = self._tuned.margin(job)
        return STEPS[-1] if tuned is None and self._alone.margin(job) is not None else tuned

    def ties(self, candidates: Sequence[Candidate]) -> Sequence[float]:
        """Score ties as the model does."""
        return self._alone.ties(candidates)

    def moods(self, contexts: Sequence[Context]) -> Sequence[Votes]:
        """Vote on moods as the model does."""
        return self._alone.moods(contexts)


def columns(folder: Path) -> dict[str, Scorer]:
    """Give who is compared: the rules, and what the folder of a training holds."""
    reader, tuned = (network(folder / NETWORK, alone=alone) for alone in (True, False))
    grams, tuned_grams = (read_model(folder / NGRAMS, alone=alone) for alone in (True, False))
    return {
        "rules": RULES,
        "model": reader,
        "both": Both(reader, tuned),
        "n-grams": grams,
        "rules + n-grams": Both(grams, tuned_grams),
    }


def network(folder: Path, *, alone: bool) -> Scorer:
    """Read the exported network, or in torch the one that goes on from a named encoder."""
    if not (folder / INDEX).is_file():
        from models.named import read_named  # torch, which the exported one does without

        return read_named(folder, alone=alone)
    return read_model(folder, alone=alone)


def held_out(path: Path) -> dict[str, list[GoldText]]:
    """Give the gold texts that training never saw, set by set."""
    texts = list(read_texts(path))
    sets = {name: [text for text in texts if text.id.startswith(name)] for name in HELD_OUT}
    return {name: lines for name, lines in sets.items() if lines}


def compare(gold: Mapping[str, Sequence[GoldText]], scorers: Columns) -> list[Row]:
    """Read every text with every scorer; give a row for each set and kind."""
    rows: list[Row] = []
    for name, lines in gold.items():
        found = {column: read_all(lines, scorer) for column, scorer in scorers.items()}
        rows.extend(_row(name, kind, found) for kind in KINDS)
    return rows


def read_all(lines: Iterable[GoldText], scorer: Scorer) -> list[tuple[ClaimPair, ...]]:
    """Read texts with a scorer and pair what is found with what is marked."""
    analyzer = Analyzer(scorer=scorer)
    return [read_and_pair(line, analyzer).claims for line in lines]


def _row(gold: str, kind: str, found: Mapping[str, Outcomes]) -> Row:
    counts: dict[str, Counts] = {name: counts_of(each, kind) for name, each in found.items()}
    return Row(
        gold=gold,
        kind=kind,
        marked=int(counts["rules"][:, 1].sum()),
        scores={name: score(each) for name, each in counts.items()},
        over_rules={
            name: difference(each, counts["rules"])
            for name, each in counts.items()
            if name != "rules"
        },
    )


def wins(rows: Sequence[Row], column: str = "both") -> bool:
    """Tell whether a column beats the rules by more than noise in mood or a tie on every set.

    And is nowhere worse by more than noise: what a model must do to be on by default.
    """
    kinds = ("entity", "metric", "mood")
    told = [row for row in rows if row.kind in kinds]
    better = {row.gold for row in told if row.over_rules[column].low > 0}
    worse = any(row.over_rules[column].high < 0 for row in told)
    return bool(told) and better == {row.gold for row in told} and not worse


def table(rows: Sequence[Row]) -> str:
    """Lay rows out as a table in Markdown: F1 with its 95% interval."""
    names = list(rows[0].scores)
    lines = [
        f"| gold | kind | marked | {' | '.join(names)} | both - rules |",
        f"|---|---|---|{'---|' * (len(names) + 1)}",
    ]
    for row in rows:
        cells = [_cell(row.scores[name], "{:.3f}") for name in names]
        change = _cell(row.over_rules["both"], "{:+.3f}")
        lines.append(f"| {row.gold} | {row.kind} | {row.marked} | {' | '.join(cells)} | {change} |")
    return "\n".join(lines)


def _cell(told: Score, form: str) -> str:
    return f"{form.format(told.value)} ({form.format(told.low)} to {form.format(told.high)})"


def main(arguments: Sequence[str] | None = None, show: Callable[[str], None] = print) -> None:
    """Print the table and say whether the model may be on by default."""
    parser = argparse.ArgumentParser(prog="python -m models.ablation", description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of a training")
    parser.add_argument("--gold", type=Path, default=CORPORA / "claims.jsonl")
    parser.add_argument("--json", type=Path, help="write the rows to this file, too")
    options = parser.parse_args(arguments)
    rows = compare(held_out(options.gold), columns(options.weights))
    show(table(rows))
    show(f"on by default: {'yes' if wins(rows) else 'no'}")
    if options.json is not None:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(rows)))


if __name__ == "__main__":
    main()
