"""Runs a network in ONNX with onnxruntime: one thread, no torch.

The network takes ``ids`` (int64, a row a question, filled up with the id of PAD, see `encoding`),
and gives ``tie`` (questions,), how well the candidate fits, ``mood`` (questions, moods), or both:
as logits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import MissingExtraError
from .candidates import MOODS, Candidate, Context, Votes
from .encoding import PAD, pieces, token_ids
from .voter import shares

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

BATCH = 32
"""Questions that are asked at once, which bounds the memory of a long sentence."""


class Network:
    """A network and its vocabulary."""

    def __init__(self, content: bytes, ids: Mapping[str, int], where: str) -> None:
        """Load a network; raise ValueError where it is none, MissingExtraError without onnxruntime.

        content: the bytes of the ONNX file. ids: of its tokens. where: its path, for errors.
        """
        self._session, self._ids = _session(content, where), ids
        self.gives = frozenset(output.name for output in self._session.get_outputs())
        """The names of what the network answers."""
        self._try()

    def _try(self) -> None:
        """Raise ValueError where the network does not answer as it should, to any token."""
        try:
            found = {name: self._answers(name, [[*self._ids.values()][-2:]]) for name in self.gives}
        except Exception as error:  # onnxruntime's own kinds have no common root
            raise ValueError("fails on its own vocabulary") from error
        if "mood" in found and len(found["mood"][0]) != len(MOODS):
            raise ValueError(f"votes on other than {len(MOODS)} moods")

    def ties(self, candidates: Sequence[Candidate]) -> list[float]:
        """Give each candidate of a number its share of one."""
        return list(shares([float(row) for row in self._run("tie", candidates)]))

    def moods(self, contexts: Sequence[Context]) -> list[Votes]:
        """Give a share for each mood, of each context."""
        return [shares([float(each) for each in row]) for row in self._run("mood", contexts)]

    def _run(self, output: str, asked: Sequence[Candidate] | Sequence[Context]) -> list[Any]:
        rows: list[Any] = []
        for start in range(0, len(asked), BATCH):
            batch = [token_ids(pieces(each), self._ids) for each in asked[start : start + BATCH]]
            rows.extend(self._answers(output, batch))
        return rows

    def _answers(self, output: str, batch: Sequence[Sequence[int]]) -> list[Any]:
        import numpy as np

        length, pad = max(map(len, batch)), self._ids[PAD]
        full = [[*row, *[pad] * (length - len(row))] for row in batch]
        found = self._session.run([output], {"ids": np.array(full, dtype=np.int64)})
        return list(found[0])


def _session(content: bytes, where: str) -> InferenceSession:
    try:
        import onnxruntime
    except ImportError:
        raise MissingExtraError(
            "a network needs an extra", where=where, todo='pip install "uratori[onnx]"'
        ) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what is wrong is told by an exception
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own kinds have no common root
        raise ValueError("is no network that onnxruntime reads") from error
