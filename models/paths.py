"""Where the recipe reads and writes, from the root of the repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT / "corpora"
SHARED = ROOT.parent / "shared" / "text"
"""Texts of others, read where they are there."""
BUILD = ROOT / "models" / "build"
"""Checkpoints, weights and tables; not in the repository."""
WEIGHTS = ROOT / "models" / "weights"
"""What the card speaks of: the exported network and the table of n-grams."""
NETWORK, NGRAMS = "reader", "ngrams"
"""Folders of a training that `uratori.scoring` reads."""
