"""The characters of `edges` are those that the patterns begin or end with, by their source."""

import re._constants as op
import re._parser as parser

import pytest

from uratori.quantities import date_patterns, edges, patterns
from uratori.quantities.patterns import Pattern

BEGINNINGS = {
    "aside": edges.BRACKET,
    "table_negative": edges.BRACKET,
    "weekday": edges.BRACKET,
    "no_unit": edges.NO_UNIT_BEGINS,
    "ordinal_after": edges.ORDINAL_BEGINS,
    "per_each": edges.EACH_BEGINS,
    "range": edges.RANGE_BEGINS,
    "monthed": edges.MONTH_BEGINS,
    "year_rest": edges.YEAR_REST_BEGINS,
    "span_dash": edges.SPAN_BEGINS,
}
ENDS = {
    "sign_before": edges.SIGN_ENDS,
    "placeholder_before": edges.PLACEHOLDER_ENDS,
    "code_before": edges.CODE_ENDS,
    "backward": edges.BACKWARD_ENDS,
    "coming_before": edges.COMING_ENDS,
}
CATALOGUE: dict[str, Pattern] = {pattern.name: pattern for pattern in patterns.CATALOGUE}
EMPTY = ""


def first_characters(items: list, step: int = 1) -> set[str]:
    """Give the characters to begin with (step -1: to end with); "" if a sequence may be empty."""
    found: set[str] = set()
    for name, argument in items[::step]:
        here = _of_one(name, argument, step)
        found |= here - {EMPTY}
        if EMPTY not in here:
            return found
    return found | {EMPTY}


def _of_one(name: object, argument: object, step: int) -> set[str]:
    match name:
        case op.LITERAL:
            return {chr(argument)}
        case op.IN:
            return {char for one in argument for char in _of_class(*one)}
        case op.BRANCH:
            return {char for items in argument[1] for char in first_characters(list(items), step)}
        case op.SUBPATTERN:
            return first_characters(list(argument[3]), step)
        case op.MAX_REPEAT | op.MIN_REPEAT:
            least, _, items = argument
            return first_characters(list(items), step) | ({EMPTY} if least == 0 else set())
        case op.AT | op.ASSERT | op.ASSERT_NOT:
            return {EMPTY}
    raise AssertionError(name)


def _of_class(name: object, argument: object) -> set[str]:
    if name is op.RANGE:
        return {chr(code) for code in range(argument[0], argument[1] + 1)}
    assert name is op.LITERAL
    return {chr(argument)}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_beginnings(name: str) -> None:
    items = list(parser.parse(CATALOGUE[name].regex.pattern))
    assert first_characters(items) == BEGINNINGS[name]


@pytest.mark.parametrize("name", ENDS)
def test_ends(name: str) -> None:
    items = list(parser.parse(CATALOGUE[name].regex.pattern))
    assert first_characters(items, -1) == ENDS[name]


def test_dates_are_in_the_catalogue() -> None:
    assert CATALOGUE["weekday"].regex is date_patterns.WEEKDAY


def test_tense_looks_for_the_beginnings_of_its_words() -> None:
    ahead, words = list(parser.parse(date_patterns.TENSE.pattern))[1:]
    looked_for = first_characters(list(ahead[1][1]))
    assert looked_for == first_characters([words])
