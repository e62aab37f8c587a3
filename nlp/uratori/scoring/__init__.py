"""Candidates of the rules -> scores: the rules' own, or those of a model.

`candidates` says what is asked, `scorer` who can be asked; `recording` keeps what was asked and
`examples` what the answers are, for training.
"""

from .candidates import JOBS, MOODS, Candidate, Context, Job, Span, Votes, Window
from .choice import scorer_of
from .examples import MoodExample, TieExample
from .recording import Recorder
from .scorer import NO_MODEL, RULES, Rules, Scorer, preferred

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
