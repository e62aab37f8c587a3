"""The patterns of the declarations: what stands beside a number.

In a pattern ``<name>`` is any word of that row of lexicon/check_words.tsv; ``<about>`` is what may
stand between a name and its number, ``<word>`` is a character of the same phrase, ``#`` the number.
``<^name>`` are the first characters of the row's words, for a class that is looked for first:
``re`` tries every alternative at every place otherwise.
"""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import read_table, split_cell
from ..text.lazy import lazy

_NAMED = re.compile(r"<(\^?[a-z_]+)>")
_PARTS = {"about": r"[約\s]{0,2}", "word": "[^。、0-9#]"}


@cache
def _rows() -> dict[str, str]:
    """Give each row as an alternative, the longest word first."""
    words = {row["name"]: split_cell(row["words"]) for row in read_table("check_words")}
    whole = {n: f"(?:{'|'.join(sorted(w, key=len, reverse=True))})" for n, w in words.items()}
    first = {f"^{n}": "".join(sorted({each[0] for each in w})) for n, w in words.items()}
    return _PARTS | whole | first


def expanded(pattern: str) -> str:
    """Give a pattern of a declaration with the words of its rows."""
    return _NAMED.sub(lambda named: _rows()[named[1]], pattern)


def ending(pattern: str) -> str:
    """Give one that only matches at the end of a text, with the words of its rows."""
    return expanded(f"(?:{pattern})$")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Give a pattern of a declaration, compiled once; re itself forgets after a few hundred."""
    return lazy(expanded(pattern))


@cache
def _compiled_at_end(pattern: str) -> re.Pattern[str]:
    return lazy(ending(pattern))


def ends(pattern: str, text: str) -> bool:
    """Tell whether what a declaration asks for stands at the end of a text."""
    return _compiled_at_end(pattern).search(text) is not None


_NAMED_LAST = "{name}(?:[(][^)。0-9]{{1,12}}[)])?<is>?<word>{{0,10}}<about>$"
_OF_OWNER = (
    r"(?:(?<![^。、\n()・ たるく])|ので|から|だと|でと|で"
    "|(?:同社|今期|来期|今年度|年間|水準|同日)の)(?:年間の?|今期の?|予想|実績|会社|株式|売上高|連結|全社の?)*$"
)
"""What stands right before the name of a ratio that is of the owner spoken of."""
_TOPIC = (
    "(?<=[^期値価当益数額率金倍高産債本量り向費幅)])"
    "(?<!PER)(?<!PBR)(?<!EPS)(?<!BPS)(?<!ROE)(?<!ROA)(?<!DPS)は"
)
"""A new topic; that of a figure, 株価は, is of the same owner."""


def named_last(name: str, before: str) -> int | None:
    """Give where a ratio's name begins that stands last before its number, None where none does.

    before: the sentence up to the number. 「株価は1500円で、配当利回りは」 names it;
    「配当利回りは前期の」 tells another time's, 「業界の配当利回りは」 another owner's.
    """
    named = compiled(_NAMED_LAST.format(name=name)).search(before)
    if named is None or of_another(named[0]):
        return None
    owned = compiled(_OF_OWNER).search(before, 0, named.start())
    return named.start() if owned else None


def of_another(before: str) -> bool:
    """Tell whether words before a ratio's name make it another owner's or another time's."""
    return compiled("<others>|<past>").search(before) is not None


def of_owner(before: str) -> bool:
    """Tell whether a ratio that these words stand before is of the owner spoken of."""
    return compiled(_OF_OWNER).search(before) is not None


def new_topic(between: str) -> bool:
    """Tell whether words name a new topic that is no figure: 「B社は」, not 「利益率は」."""
    return compiled(_TOPIC).search(between) is not None
