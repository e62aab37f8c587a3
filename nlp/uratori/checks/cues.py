"""The patterns of the declarations: what stands beside a number.

In a pattern ``<name>`` is any word of that row of lexicon/check_words.tsv; ``<about>`` is what may
stand between a name and its number, ``<word>`` is a character of the same phrase, ``#`` the number.
"""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import read_table, split_cell

_NAMED = re.compile("<([a-z_]+)>")
_PARTS = {"about": r"[約\s]{0,2}", "word": "[^。、0-9#]"}


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Give the words of each row, the longest first."""
    return {
        row["name"]: tuple(sorted(split_cell(row["words"]), key=len, reverse=True))
        for row in read_table("check_words")
    }


@cache
def _rows() -> dict[str, str]:
    """Give each row as an alternative."""
    return _PARTS | {name: f"(?:{'|'.join(words)})" for name, words in _words().items()}


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Give a pattern of a declaration, compiled once; re itself forgets after a few hundred."""
    return re.compile(_NAMED.sub(lambda named: _rows()[named[1]], pattern))


def ends(pattern: str, text: str) -> bool:
    """Tell whether what a declaration asks for stands at the end of a text."""
    return compiled(f"(?:{pattern})$").search(text) is not None


_TOKEN = re.compile(
    r"(?:<(?P<row>[a-z_]+)>|\[(?P<chars>[^\]]+)\]|(?P<open>\((?P<aside>\?<?[=!])?(?:\?:)?)"
    r"|(?P<close>\))|(?P<bar>\|)|(?P<word>[ぁ-んァ-ヶー一-龥A-Z]+(?![?*+{])|[^\\^$.#])|\\?.)"
    r"(?P<times>(?:[?*+]|\{[0-9,]+\})\??)?"
)
_MOST_WORDS = 12
_SPAN = re.compile(r"[-^\\]")
"""In a class of characters: it does not list them one by one."""


def may_match(pattern: str, text: str) -> bool:
    """Tell whether a text says a word that a pattern needs; most texts say none."""
    words = must_say(pattern)
    if not words:
        return True
    for word in words:  # noqa: SIM110, a generator is slower here
        if word in text:
            return True
    return False


@cache
def must_say(pattern: str) -> tuple[str, ...]:
    """Give words of which one stands in every text that a pattern matches; none where any may.

    Nor are there any where they would be many, of which most articles say one.

    >>> must_say("(?:単純|[0-9]{1,2}日の)?平均値?<is>?|#(?:[高安]い|近く)")
    ('平均', '近く', '高', '安')
    """
    groups: list[list[list[tuple[str, ...]]]] = [[[]]]
    asides = []
    for token in _TOKEN.finditer(pattern):
        words: tuple[str, ...] = ()
        if token["open"]:
            groups.append([[]])
            asides.append(token["aside"] is not None)
        elif token["bar"]:
            groups[-1].append([])
        elif token["close"]:
            words = _of_any(groups.pop())
            words = () if asides.pop() else words
        else:
            words = _of_token(token)
        if words and not (token["times"] or "").startswith(("?", "*", "{0")):
            groups[-1][-1].append(words)
    needed = _of_any(groups.pop())
    return needed if len(needed) <= _MOST_WORDS else ()


def _of_token(token: re.Match[str]) -> tuple[str, ...]:
    if token["row"]:
        return () if token["row"] in _PARTS else _words()[token["row"]]
    if token["chars"]:
        return () if _SPAN.search(token["chars"]) else tuple(token["chars"])
    return (token["word"],) if token["word"] else ()


def _of_any(branches: list[list[tuple[str, ...]]]) -> tuple[str, ...]:
    """Give the words of all branches, of each those that tell most: the longest, the fewest."""
    if not all(branches):
        return ()
    best = (max(asked, key=lambda words: (min(map(len, words)), -len(words))) for asked in branches)
    return tuple(dict.fromkeys(word for words in best for word in words))


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
    if named is None or compiled("<others>|<past>").search(named[0]):
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
