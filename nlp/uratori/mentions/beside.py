"""The run of characters right before a bracket: the name that a code in it belongs to."""

from __future__ import annotations

from ..text.lazy import lazy
from .boundaries import begins, heads, script, tails, words

LONGEST_RUN = 60
"""Characters; a name is never longer."""

LEAST_KATAKANA = 3

_LATIN_RUN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 &.'’+-/$")
_LEADING_SMALL = lazy(r"[a-z][^ ]* +")


def run_before(folded: str, at: int) -> tuple[int, int] | None:
    """Give the span of the Latin or katakana name that ends at `at`, or None.

    >>> run_before("米Amplitude(NASDAQ: AMPL)", 10)
    (1, 10)
    """
    end = at - 1 if at and folded[at - 1] == " " else at
    if script(folded, end - 1) == "katakana":
        start = _katakana_start(folded, end)
    else:
        start = _latin_start(folded, end)
    return (start, end) if end - start >= 2 and _is_name(folded[start:end]) else None


def _katakana_start(folded: str, end: int) -> int:
    start, least = end, max(0, end - LONGEST_RUN)
    while start > least and (script(folded, start - 1) == "katakana" or folded[start - 1] == "・"):
        start -= 1
    while start < end and folded[start] in "・ー":
        start += 1
    return start


def _latin_start(folded: str, end: int) -> int:
    start, least = end, max(0, end - LONGEST_RUN)
    while start > least and (
        folded[start - 1] in _LATIN_RUN
        or (folded[start - 1] == "," and _incorporated(folded, start))
    ):
        start -= 1
    while start < end and not folded[start].isalnum():
        start += 1
    small = _LEADING_SMALL.match(folded, start, end)
    while small and not _branded(small[0]):
        start = small.end()
        small = _LEADING_SMALL.match(folded, start, end)
    return start


def _incorporated(folded: str, at: int) -> bool:
    """Tell whether Inc., Ltd. ... comes after a comma: Amazon.com, Inc."""
    return folded[at : at + 1] == " " and heads("corporate_word", folded, at + 1)


def _branded(word: str) -> bool:
    """Tell iShares and eBay from common words."""
    return len(word) > 1 and word[1].isupper()


def _is_name(run: str) -> bool:
    letters = any(char.isalpha() or char == "・" for char in run)
    return letters and not run.islower()


def company_like(folded: str, at: int, *, sure: bool) -> bool:
    """Tell whether a company's name ends at `at`.

    With `sure`, what follows can hardly be an amount (a code that the lexicon knows, or 278A), and
    any run in katakana or Latin will do; else a word such as 工業 or システムズ must end it.
    """
    ending = tails("company_end", folded, at)
    if ending and script(folded, at - len(ending) - 1) in ("kanji", "katakana", "latin"):
        return True
    if company_run(folded, at):
        return True
    run = run_before(folded, at)
    if not run or not sure:
        return False
    return not tails("not_company", folded, at) and script(folded, at - 1) in ("katakana", "latin")


def company_run(folded: str, at: int) -> tuple[int, int] | None:
    """Give the span of the name before `at` that a company's word ends, or None.

    >>> company_run("商社のみなと電子(6799)", 8) is None  # の may be a part of the name
    True
    >>> company_run("みなと電子(6799)は", 5)
    (0, 5)
    """
    ending = tails("company_end", folded, at)
    start, least = at, max(0, at - LONGEST_RUN)
    while start > least and script(folded, start - 1) in ("kanji", "katakana", "latin"):
        start -= 1
    if start == at - len(ending):
        while start > least and script(folded, start - 1) == "hiragana":
            start -= 1
        if script(folded, start - 1) != "other" or start > at - len(ending) - 2:
            return None
    return None if not ending or heads("no_name", folded, start) else (start, at)


def abbreviation(folded: str, at: int, name: str) -> tuple[int, int] | None:
    """Give the span before `at` that shortens a name: its first two characters, then any in order.

    >>> abbreviation("堅調なのはカネコ種", 9, "カネコ種苗")
    (5, 9)
    """
    least = max(0, at - len(name) - 2)
    start = folded.rfind(name[:2], least, at)
    if start < 0 or not (script(folded, start) == "kanji" or begins(folded, start)):
        return None
    rest = iter(name)
    return (start, at) if all(char in rest for char in folded[start:at]) else None


def spoken_of_as_share(folded: str, at: int, after: int) -> bool:
    """Tell whether a katakana word before `at` is a company's name by what is said of it.

    エアトリ(6191)は続伸した, where the bracket ends at `after`; not コンテナ(6191)は港に着いた.
    """
    run = run_before(folded, at)
    if not run or at - run[0] < LEAST_KATAKANA or script(folded, at - 1) != "katakana":
        return False
    if script(folded, run[0] - 1) not in ("other", "hiragana") or tails("not_company", folded, at):
        return False
    if folded[after : after + 1] not in tuple("はがのもを、"):
        return False
    said = folded[after : after + LONGEST_RUN].partition("。")[0].partition("\n")[0]
    return any(word in said for word in words("share_word"))


def ends_as_fund(run: str) -> bool:
    """Tell whether a Latin run names a fund: its last word is ETF, Fund, Trust ..."""
    return run.rpartition(" ")[2] in words("fund_word")
