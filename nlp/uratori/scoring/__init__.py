"""Candidates of the rules -> scores: the rules' own, or those of a model.

`candidates` says what is asked, `scorer` who can be asked, `rules` is the default; `recording`
keeps what was asked and `examples` what the answers are, for training. `choice` finds the scorer
that a user named: `model` does its work with a folder of `weights`, a `network` or a `voter`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .candidates import JOBS, MOODS, Candidate, Context, Job, Span, Votes, Window
    from .choice import scorer_of
    from .examples import MoodExample, TieExample
    from .recording import Recorder
    from .rules import NO_MODEL, RULES, Rules
    from .scorer import Scorer, preferred

_HOMES = ("rules", "choice", "scorer", "candidates", "examples", "recording")
"""Modules that the names come from."""


def __getattr__(name: str) -> object:
    """Give a name when it is first asked for: an article without a model needs none of them."""
    from importlib import import_module

    homes = (vars(import_module(f".{home}", __name__)) for home in _HOMES if name in __all__)
    found = next((home[name] for home in homes if name in home), None)
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return globals().setdefault(name, found)


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
