"""Short forms of a listed company that only an article with its full name explains.

酉島 of 酉島製作所, 東洋エンジ of 東洋エンジニアリング, 帝繊株 of 帝国繊維. Alone they are places,
families or parts of other names, so each must be spoken of as a company at least once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from ..text.lazy import lazy
from .aliases import find_alias
from .boundaries import begins, script, stands, tails, words
from .listed import EXCHANGE, count_beginning

MOST_SHARED = 3
"""Listed names that may begin with a stem; with more it is a word of them all (日本, 東洋)."""

_KATAKANA = 4
"""Characters of katakana at the end of a name that the press cuts off in the middle."""
_KEPT = 2
_LEAST = 2
_ARTICLE = 100_000
"""Characters of the longest article."""
_PARTS = lazy(rf"(?P<head>[一-鿿]{{2,6}})(?P<tail>[ァ-ヺー]{{{_KATAKANA},}})$")
# 帝繊株は, 日製鋼株、; not 帝繊株式会社.
_SHARES = lazy(r"(?<![一-鿿ァ-ヺーA-Za-z0-9])(?P<short>[一-鿿]{2,4})株(?![式主価券元分])")
_GOES_ON = ("は", "が", "の", "も", "を", "、", "株")

Found = tuple[int, int, str]
"""Start, end and the surface that it shortens."""
Said = Callable[[int, int, str], bool]


def shortened(folded: str, full: Mapping[str, str], said: Said) -> Iterator[Found]:
    """Yield the short forms of names in a text, in no order.

    full: the names that stand in it without doubt, and their ids; said: tells whether what stands
    at a span is spoken of as the company of an id. In a text longer than an article a short form
    could be anyone's, and none is looked for.
    """
    if len(folded) > _ARTICLE:
        return
    home = {name: one for name, one in full.items() if one.startswith(f"{EXCHANGE}:")}
    for name in home:
        yield from _stems(folded, name, home[name], said)
        yield from _cut(folded, name)
    if home:
        yield from _of_shares(folded, home)


def _stems(folded: str, name: str, entity: str, said: Said) -> Iterator[Found]:
    for stem in stems(name):
        if folded.count(stem) == folded.count(name):
            continue
        spans = [(at, at + len(stem)) for at in _places(folded, stem, name)]
        if any(said(start, end, entity) for start, end in spans):
            goes_on = (one for one in spans if folded.startswith(_GOES_ON, one[1]))
            yield from ((start, end, name) for start, end in goes_on)


@lru_cache(maxsize=4096)
def stems(name: str) -> tuple[str, ...]:
    """Give what is left of a name without the words for its trade.

    >>> stems("酉島製作所"), stems("日本製鋼所")
    (('酉島',), ())
    """
    return tuple(_stripped(name))


def _stripped(name: str) -> Iterator[str]:
    stem = name
    while trade := _trade(stem):
        stem = stem.removesuffix(trade)
        if len(stem) < _LEAST or trade in words("place_firm"):
            return
        if _tells(stem):
            yield stem


def _trade(name: str) -> str:
    """Give the word for a trade that ends a name: 工業 of 新明和工業, チエイン of 椿本チエイン."""
    parts = _PARTS.match(name)
    known = tails("company_end", name, len(name)) or tails("trade_end", name, len(name))
    return known or (parts["tail"] if parts else "")


def _tells(stem: str) -> bool:
    """Tell whether a stem is of few companies and no place, and means nothing else."""
    if find_alias(stem) or stem.isascii() or stem in words("local") or stem in words("place"):
        return False
    return count_beginning(stem, MOST_SHARED + 1) <= MOST_SHARED


def _places(folded: str, stem: str, name: str) -> Iterator[int]:
    for match in re.finditer(re.escape(stem), folded):
        at = match.start()
        if not folded.startswith(name, at) and stands(folded, at, match.end(), "equity"):
            yield at


def _cut(folded: str, name: str) -> Iterator[Found]:
    """Yield 東洋エンジ of 東洋エンジニアリング."""
    parts = _PARTS.match(name)
    if not parts:
        return
    least = parts.end("head") + _KEPT
    for match in re.finditer(re.escape(name[:least]), folded):
        start, end, size = match.start(), match.end(), least
        while size < len(name) and folded[end : end + 1] == name[size]:
            end, size = end + 1, size + 1
        if size < len(name) and begins(folded, start) and stands(folded, start, end, "equity"):
            yield start, end, name


def _of_shares(folded: str, full: Mapping[str, str]) -> Iterator[Found]:
    """Yield 帝繊 of 帝国繊維 where its shares are spoken of."""
    for match in _SHARES.finditer(folded):
        short = match["short"]
        if short in words("share_kind") or find_alias(short):
            continue
        of = [name for name in full if _abbreviates(short, name)]
        if len({full[name] for name in of}) == 1:
            yield *match.span("short"), of[0]


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether all characters of a short form stand in a name, in order, from its first on."""
    if name.startswith(short):
        return short != name and script(name, len(short)) != "other" and _tells(short)
    rest = iter(name)
    return short[0] == name[0] and all(char in rest for char in short)
