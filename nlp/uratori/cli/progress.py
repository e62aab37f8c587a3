"""A progress bar on a terminal, and none in a pipe."""

from __future__ import annotations

import sys
from types import TracebackType

from ..settings import TERMINAL_WIDTH, read_settings

_BAR = 20


class Progress:
    """Counts steps on standard error; it draws nothing where that is no terminal."""

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._drawn = sys.stderr is not None and sys.stderr.isatty() and not read_settings().dumb

    def __enter__(self) -> Progress:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        if self._drawn and self._done:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __call__(self, line: str) -> None:
        """Begin the next step, which `line` names."""
        if self._drawn:
            share = min(self._done, self._total) * _BAR // self._total
            bar = "#" * share + "." * (_BAR - share)
            text = f"[{bar}] {self._done + 1}/{self._total} {line}"
            sys.stderr.write(f"\r{text[: TERMINAL_WIDTH - 1]}\x1b[K")
            sys.stderr.flush()
        self._done += 1
