"""``uratori evaluate``: scores against gold corpora."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ..errors import SettingsError
from ..settings import folder_named
from .options import Commands, Help

if TYPE_CHECKING:
    from ..scoring import Scorer


def add_evaluate(commands: Commands) -> None:
    """Add ``evaluate``."""
    evaluate = commands.add_parser(
        "evaluate",
        formatter_class=Help,
        help="precision, recall and F1 against gold corpora",
        description="Measure precision, recall and F1 of quantities and findings against gold.",
        epilog="example: uratori evaluate corpora/findings.jsonl",
    )
    evaluate.add_argument(
        "corpus", nargs="?", metavar="CORPUS", help="a .jsonl file; default: corpora/*.jsonl"
    )
    evaluate.add_argument(
        "--write-manifest", action="store_true", help="pin corpora/*.jsonl as they are; no scores"
    )
    evaluate.add_argument(
        "--model",
        default="none",
        metavar="DIR|none",
        help="weights to ask beside the rules; default: none",
    )
    evaluate.set_defaults(run=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    from ..evaluation import main as score
    from ..evaluation import write_manifest
    from ..lexicon import refreshed

    refreshed.use(refreshed.BUNDLED)  # the floors are of these lists
    if not options.write_manifest:
        return score(options.corpus, write=sys.stdout.write, scorer=_scorer(options.model))
    if options.corpus:
        raise SettingsError(
            "pins every corpus", where="--write-manifest", todo="leave out the CORPUS"
        )
    write_manifest(write=sys.stdout.write)
    return 0


def _scorer(word: str) -> Scorer:
    """Give what is to be measured; raise where a model cannot be: the rules' scores are not its."""
    from ..scoring.model import read_model
    from ..scoring.rules import RULES

    folder = folder_named(word)
    return RULES if folder is None else read_model(folder)
