"""The words around a figure that tell how it is to be read (`reference/figure_words.tsv`)."""

from __future__ import annotations

from functools import lru_cache

from ..lexicon import read_table, split_cell
from .questions import Question


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    rows = read_table("figure_words", package="uratori.reference")
    return {row["kind"]: split_cell(row["words"]) for row in rows}


def words(kind: str) -> tuple[str, ...]:
    """Give the words of one kind; raise KeyError for an unknown kind."""
    return _table()[kind]


def says(kind: str, text: str) -> bool:
    """Tell whether a text holds any word of a kind."""
    return any(word in text for word in words(kind))


def before_number(question: Question, reach: int = 200) -> str:
    """Give the text of the sentence before the number, at most `reach` characters of it."""
    start = max(question.claim.sentence[0], question.quantity.start - reach)
    return question.analysis.article.text[start : question.quantity.start]


def after_number(question: Question, reach: int = 16) -> str:
    """Give the text of the sentence behind the number and its bound."""
    end = max(question.quantity.end, question.quantity.phrase[1])
    return question.analysis.article.text[end : min(end + reach, question.claim.sentence[1])]


def last_said(kinds: tuple[str, ...], text: str) -> str | None:
    """Give the kind whose word stands last in a text; of two at one place, the longer word's."""
    found = [
        (text.rfind(word) + len(word), len(word), kind)
        for kind in kinds
        for word in words(kind)
        if word in text
    ]
    return max(found)[2] if found else None
