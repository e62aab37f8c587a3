"""The clauses of a sentence that sets one statement against another: …で終えたが、…た一方、."""

from __future__ import annotations

import re

_TURN = re.compile(r"[ただるい](?:が|一方で?は?|のに対して?|ものの|半面|反面|のとは対照的に)、")


def turn_before(text: str, start: int, at: int) -> int:
    """Give where the clause of a place begins: behind the last 〜たが、 before it, or at start."""
    found = [*_TURN.finditer(text, start, at)]
    return found[-1].end() if found else start


def turn_behind(text: str, at: int, end: int) -> int:
    """Give where the clause of a place ends: at the next 〜たが、 behind it, or at the end."""
    found = _TURN.search(text, at, end)
    return found.start() if found else end
