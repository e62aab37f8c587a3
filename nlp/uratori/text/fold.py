"""One-to-one folding: the folded text has the same length, so offsets stay the article's own.

NFKC would lengthen or shorten the text (㌫ ½ ㈱) and turn ① into 1; this folds only what a writer
means as the same character. Composed unit signs such as ㌫ and ㌦ stay, and the unit table knows
them.
"""

from __future__ import annotations

from functools import lru_cache

from .lazy import lazy

_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
_SPACES = dict.fromkeys([0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000], 0x20)
_SIGNS = {
    0xFFE5: 0xA5,  # ￥ -> ¥
    0xFFE1: 0xA3,  # ￡ -> £
    0x2212: 0x2D,  # − (minus sign) -> -
    0xFE63: 0x2D,  # ﹣ -> -
    0xFE6A: 0x25,  # ﹪ -> %
    0x301C: 0x7E,  # 〜 (wave dash) -> ~
}
_TABLE = {chr(code): chr(plain) for code, plain in (_FULL_WIDTH | _SPACES | _SIGNS).items()}
_FOLDED = lazy("[\uff01-\uff5e" + "".join(map(chr, _SPACES | _SIGNS)) + "]")


def fold(text: str) -> str:
    """Fold full-width ASCII, spaces and sign variants, one code point to one.

    >>> fold("１７％　−0.5")
    '17% -0.5'
    """
    return _FOLDED.sub(lambda char: _TABLE[char[0]], text)


@lru_cache(maxsize=2)
def fold_kept(text: str) -> str:
    """Fold a text that is asked for at every number while one article is read."""
    return fold(text)
