"""The clauses of a sentence that sets one statement against another: …で終えたが、…た一方、."""

from __future__ import annotations

import re

_OTHER_SPAN = re.compile(
    r"(?P<said>[^、。]{0,24})、[^、。0-9０-９]{0,12}?"
    r"(?:週間|月間|年間)(?:ベース)?(?:で|の)[^、。0-9０-９]{0,12}[0-9０-９]"
)
"""A clause behind of a longer time with a number of its own: …高だが、月間では4カ月連続."""
_OF_SESSION = re.compile(
    r"反[発落]|続[伸落騰]|[急小]?幅?[高安]で(?:終え|引け|取引)|(?:が|ものの|一方|半面)$"
)
_TURN = re.compile(r"[ただるい](?:が|一方で?は?|のに対して?|ものの|半面|反面|のとは対照的に)、")


def turn_before(text: str, start: int, at: int) -> int:
    """Give where the clause of a place begins: behind the last 〜たが、 before it, or at start."""
    found = [*_TURN.finditer(text, start, at)]
    return found[-1].end() if found else start


def turn_behind(text: str, at: int, end: int) -> int:
    """Give where the clause of a place ends: at the next 〜たが、 behind it, or at the end."""
    found = _TURN.search(text, at, end)
    return found.start() if found else end


def own_clauses(text: str, at: int, end: int) -> int:
    """Give where the clauses end that may tell over what time a number before a place is.

    「1.5ポイント高と反発したが、月間では4カ月連続の下落」: the month is that of the second number.
    """
    found = _OTHER_SPAN.match(text, at, end)
    return found.end("said") if found and _OF_SESSION.search(found["said"]) else end


def may_be_of_session(text: str, at: int, end: int) -> bool:
    """Tell whether the longer time that the next clause tells may be that of its number alone."""
    return _OTHER_SPAN.match(text, at, end) is not None and own_clauses(text, at, end) == end
