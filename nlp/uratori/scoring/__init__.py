"""Candidates of the rules -> scores: the rules' own, or those of a model.

`candidates` says what is asked, `scorer` who can be asked, `rules` is the default; `recording`
keeps what was asked and `examples` what the answers are, for training. `choice` finds the scorer
that a user named: `model` does its work with a folder of `weights`, a `network` or a `voter`.
"""

from typing import TYPE_CHECKING

from ..exports import lazily

if TYPE_CHECKING:
    from .candidates import JOBS, MOODS, Candidate, Context, Job, Span, Votes, Window
    from .choice import scorer_of
    from .examples import MoodExample, TieExample
    from .recording import Recorder
    from .rules import NO_MODEL, RULES, Rules
    from .scorer import Scorer, preferred

__all__ = [
    "JOBS",
    "MOODS",
    "NO_MODEL",
    "RULES",
    "Candidate",
    "Context",
    "Job",
    "MoodExample",
    "Recorder",
    "Rules",
    "Scorer",
    "Span",
    "TieExample",
    "Votes",
    "Window",
    "preferred",
    "scorer_of",
]

_HOMES = ("rules", "choice", "scorer", "candidates", "examples", "recording")
__getattr__ = lazily(__name__, __all__, _HOMES)
"""An article that no model reads needs none of them."""
