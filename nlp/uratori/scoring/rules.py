"""The rules as a scorer: the default, and all that is loaded where no model is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .candidates import Candidate, Context, Job, Votes

NO_MODEL = "none"
"""The name of the model where only the rules speak."""


class Rules:
    """The rules: each candidate keeps the score that they gave it, each mood is what they read."""

    model = NO_MODEL

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Pickle `RULES` by its name: in another process, too, nobody need be asked."""
        return "RULES" if self is RULES else super().__reduce__()

    def margin(self, job: Job) -> float | None:
        """Tell that nothing need be asked: the choice is made."""
        return None

    def ties(self, candidates: Sequence[Candidate]) -> Sequence[float]:
        """Give the rules' own scores."""
        return [candidate.score for candidate in candidates]

    def moods(self, contexts: Sequence[Context]) -> Sequence[Votes]:
        """Give each mood that the rules read all of the vote."""
        from .candidates import MOODS

        return [tuple(float(mood == context.rules) for mood in MOODS) for context in contexts]


RULES = Rules()
