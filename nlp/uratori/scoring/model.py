"""A scorer whose work a folder of weights does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from .candidates import Candidate, Context, Job, Votes
from .choice import scorer_of
from .encoding import SIGNS
from .network import Network
from .tensors import read_tensors
from .voter import NgramVoter
from .weights import INDEX, NETWORK, TABLE, Task, Weights, damaged, read_weights


class Crew(msgspec.Struct, frozen=True, kw_only=True):
    """Who does which job: a network for ties, a network or a table for moods."""

    ties: Mapping[Job, Network]
    moods: Network | NgramVoter | None


class ModelScorer:
    """Scores with weights; made by `read_model`, and pickled as the folder that they lie in."""

    def __init__(self, weights: Weights, crew: Crew, *, alone: bool) -> None:
        self.model = weights.model
        self._folder, self._jobs = weights.folder, weights.jobs
        self._crew, self._alone = crew, alone

    def __reduce__(self) -> tuple[object, tuple[Path, bool]]:
        """Pickle as the folder: another process reads it for itself, or warns and goes without."""
        return scorer_of, (self._folder, self._alone)

    def margin(self, job: Job) -> float | None:
        """Give the margin that came with the weights; None of a job that they do not do.

        Nor are they asked where the margin is one, which no share exceeds another by.
        """
        task = self._jobs.get(job)
        if task is None or (task.margin >= 1 and not self._alone):
            return None
        return 0.0 if self._alone else task.margin

    def ties(self, candidates: Sequence[Candidate]) -> Sequence[float]:
        """Give each candidate of a number its share of one."""
        return self._crew.ties[candidates[0].job].ties(candidates)

    def moods(self, contexts: Sequence[Context]) -> Sequence[Votes]:
        """Give a share for each mood, of each context."""
        assert self._crew.moods is not None, "nobody is asked for what nobody does"
        return self._crew.moods.moods(contexts)


def read_model(folder: Path, *, alone: bool = False) -> ModelScorer:
    """Read a model.

    alone: its choice counts without any margin, as evaluation asks. Raises DataError where a file
    is missing, damaged or not of its digest, MissingExtraError where what runs it is missing.
    """
    weights = read_weights(folder)
    networks = _networks(weights)
    ties = {job: task for job, task in weights.jobs.items() if job != "mood"}
    mood = weights.jobs.get("mood")
    crew = Crew(
        ties={job: _giving("tie", networks, weights, task) for job, task in ties.items()},
        moods=None if mood is None else _voter(networks, weights, mood),
    )
    return ModelScorer(weights, crew, alone=alone)


def _networks(weights: Weights) -> dict[str, Network]:
    """Load each network once, however many jobs it does, by its file."""
    tasks = {t.weights: t for t in weights.jobs.values() if t.weights.endswith(NETWORK)}
    return {name: _network(weights, name, task.vocabulary) for name, task in tasks.items()}


def _network(weights: Weights, name: str, vocabulary: str | None) -> Network:
    if vocabulary is None:
        raise damaged(weights.folder / INDEX, f"names no vocabulary of {name}")
    path = weights.folder / name
    try:
        tokens = msgspec.json.decode(weights.contents[vocabulary], type=list[str])
        if tuple(tokens[: len(SIGNS)]) != SIGNS:
            raise ValueError(f"{vocabulary} does not begin with the signs of the encoding")
        ids = {token: number for number, token in enumerate(tokens)}
        return Network(weights.contents[name], ids, str(path))
    except (ValueError, msgspec.DecodeError) as error:
        raise damaged(path, str(error)) from error


def _giving(output: str, networks: dict[str, Network], weights: Weights, task: Task) -> Network:
    """Give the network of a task; raise DataError where it has none that gives this output."""
    network = networks.get(task.weights)
    if network is None or output not in network.gives:
        raise damaged(weights.folder / task.weights, f"gives no {output}")
    return network


def _voter(networks: dict[str, Network], weights: Weights, task: Task) -> Network | NgramVoter:
    if not task.weights.endswith(TABLE):
        return _giving("mood", networks, weights, task)
    try:
        tensors = read_tensors(weights.contents[task.weights])
        return NgramVoter(tensors["weights"], tensors["bias"])
    except (ValueError, KeyError, msgspec.DecodeError) as error:
        raise damaged(weights.folder / task.weights, f"is no table of weights: {error}") from error
