"""Columns, cuts and line breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.report.width import (
    MARK_CLOSE,
    MARK_OPEN,
    flow,
    pad,
    printable,
    shorten,
    text_width,
    widest,
    wrap,
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("約50%の上昇", 11),
        ("ｶﾞ", 2),
        ("が", 2),
        ("か\u3099", 2),
        ("", 0),
        ("【1/3】", 7),
    ],
)
def test_text_width(text: str, columns: int) -> None:
    assert text_width(text) == columns


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [
        ("52,780→51,940…", 14, 16), ("①±0.5%", 6, 8), ("か\u3099ｶﾞ", 4, 4), ("e\u0301α", 2, 3),
        ("―─■", 3, 6), ("〜・「」", 8, 8), ("✓✗!?", 4, 4), ("👍\ufe0f", 2, 2),
    ],
)  # fmt: skip
def test_ambiguous_characters_take_one_column_or_two(text: str, narrow: int, wide: int) -> None:
    assert (text_width(text), widest(text)) == (narrow, wide)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("日経平均は続伸した", 8, ["日経平均", "は続伸し", "た"]),
        ("終値は39,812円", 10, ["終値は", "39,812円"]),
        ("上昇した。下落", 8, ["上昇し", "た。下落"]),
        ("米国の「利下げ", 8, ["米国の", "「利下げ"]),
        ("①②③④⑤", 8, ["①②③④", "⑤"]),
        ("とｶﾞｷﾞｸﾞ", 5, ["とｶﾞ", "ｷﾞｸﾞ"]),
        ("ｱｲｳｴｯﾄ", 4, ["ｱｲｳ", "ｴｯﾄ"]),
        ("かか\u3099かか\u3099", 4, ["かか\u3099", "かか\u3099"]),
        (
            "まだ" + MARK_OPEN + "1円65銭" + MARK_CLOSE,
            26,
            ["まだ" + MARK_OPEN + "1円65銭" + MARK_CLOSE],
        ),
        (
            "まだまだ" + MARK_OPEN + "1円65銭" + MARK_CLOSE,
            22,
            ["まだまだ" + MARK_OPEN + "1円65銭" + MARK_CLOSE],
        ),
        (
            "まだまだまだ" + MARK_OPEN + "1円65銭" + MARK_CLOSE,
            22,
            ["まだまだまだ", MARK_OPEN + "1円65銭" + MARK_CLOSE],
        ),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghijk", 8, ["abcdefgh", "ijk"]),
        ("参照 https://example.com/", 8, ["参照", "https://example.com/"]),
        ("", 8, [""]),
    ],
)
def test_wrap(text: str, width: int, expected: list[str]) -> None:
    assert wrap(text, width) == expected


@given(st.text(alphabet="日経ッ。、「」(28.5%ab c【】→①…ｶﾞ\u3099", max_size=80), st.integers(8, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(widest(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(max_size=40), st.integers(2, 20))
def test_shortened_and_padded_text_fits(text: str, width: int) -> None:
    cut = shorten(printable(text), width)
    assert widest(cut) <= width
    assert text_width(pad(cut, width)) == width


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    hostile = "\x1b[2J円\x9b31m\x07\u202e\ue000\r\nA"
    assert printable(hostile) == "\ufffd[2J円\ufffd31m\ufffd\ufffd\ufffd  A"


def test_flow_keeps_parts_whole() -> None:
    assert flow(["✗ 不整合 1", "✓ 整合 2", "? 不足 3"], 22) == ["✗ 不整合 1  ✓ 整合 2", "? 不足 3"]
    assert flow([], 22) == []


def test_wrapping_is_linear() -> None:
    assert len(wrap("「" * 200_000, 80)) == 5_000
    assert len(wrap("a" * 200_000, 80)) == 2_500
