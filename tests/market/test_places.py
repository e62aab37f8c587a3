"""What stands in a stretch of an article, and that its claims cost no more for its length."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from types import FrameType
from typing import Any

import pytest

from uratori import Analysis, Analyzer
from uratori.market import Facts, verify_claims
from uratori.market.places import back_from, inside, number_of, told_inside, told_with

PUBLISHED = date(2026, 1, 26)
TEXT = (
    "TOPIXは3,600ポイントだった。トヨタ自動車の株価は3,000円、ソニーグループの株価は4,000円だった。"
)
PARAGRAPH = (
    "1月{day}日の日経平均株価は5万{level}円で終えた。上昇率は0.{rate}%だった。"
    "トヨタ自動車の株価は前日比{rate}円高の{level}円で、PERは1{day}倍だった。"
    "米10年物国債の利回りは4.{rate}%で、2年物は3.{rate}%だった。\n"
)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return _read(TEXT)


def _read(text: str) -> Analysis:
    return Analyzer().extract(text, published=PUBLISHED)


STRETCHES = (
    (0, len(TEXT), ["3,600ポイント", "3,000円", "4,000円"]),
    (TEXT.index("3,600"), TEXT.index("4,000"), ["3,600ポイント", "3,000円"]),
    (TEXT.index("3,600") + 1, TEXT.index("4,000") + 1, ["3,000円", "4,000円"]),
    (TEXT.index("トヨタ"), TEXT.index("3,000"), []),
    (5, 0, []),
)


@pytest.mark.parametrize(("start", "end", "texts"), STRETCHES)
def test_inside(analysis: Analysis, start: int, end: int, texts: list[str]) -> None:
    assert [each.text for each in inside(analysis.quantities, start, end)] == texts
    named = [each for each in analysis.mentions if start <= each.start < end]
    assert list(inside(analysis.mentions, start, end)) == named


def test_back_from_a_place_the_nearest_comes_first(analysis: Analysis) -> None:
    at = TEXT.index("3,000円") + len("3,000円")
    texts = [each.text for each in back_from(analysis.quantities, at)]
    assert texts == ["3,000円", "3,600ポイント"]
    assert [each.text for each in back_from(analysis.quantities, at - 1)] == ["3,600ポイント"]
    assert list(back_from(analysis.quantities, 0)) == []


def test_claims_of_a_sentence(analysis: Analysis) -> None:
    first, second, third = analysis.claims
    assert list(told_inside(analysis, 0, len(TEXT))) == [first, second, third]
    assert list(told_inside(analysis, 0, second.sentence[0])) == [first]
    assert list(told_with(analysis, first)) == [first]
    assert list(told_with(analysis, third)) == [second, third]


def test_number_of_a_claim(analysis: Analysis) -> None:
    numbers = [number_of(analysis, claim) for claim in analysis.claims]
    assert [each and each.text for each in numbers] == ["3,600ポイント", "3,000円", "4,000円"]


def _article(paragraphs: int) -> Analysis:
    """Give an article of some paragraphs, none of which says what another one said."""
    return _read(
        "".join(
            PARAGRAPH.format(day=10 + at % 16, level=1000 + 7 * at, rate=100 + 3 * at)
            for at in range(paragraphs)
        )
    )


def _steps(work: Callable[[], object]) -> int:
    """Count the instructions of Python that a call takes."""
    count = 0

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        count += event == "opcode"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_the_work_grows_with_the_article() -> None:
    """A claim costs no more in an article of four times the claims."""
    source = Facts([])
    short, long = _article(8), _article(32)
    verify_claims(long, source)  # compiles what is compiled once
    few, many = (_steps(partial(verify_claims, each, source)) for each in (short, long))
    assert len(long.claims) >= 200
    assert many / len(long.claims) <= 1.2 * few / len(short.claims)
