"""Whatever the characters: nothing raises, and every offset is one of the article's own text.

The characters are those that move offsets elsewhere: the ones that NFKC lengthens or shortens,
code points beyond the BMP, joined emoji, combining marks, every line end and space, characters
without width, and digits that `str.isdigit` knows and `int` does not.
"""

import itertools
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import uratori
from uratori.errors import ArticleError
from uratori.records import Analysis, Mention, Quantity
from uratori.text import fold

from .tables import PUBLISHED, read

SENTENCES = [
    "日経平均は402円高の3万9812円だった。",
    "売上高は前年同期比15.3%増の943億円。",
    "1ドル=150円25銭で取引を終えた。",
    "FRBは3回の利下げ(合計75bp)を決めた。",
    "IWMのPERは19.5倍、S&P 500は約28倍。",
    "営業損益は▲1,200百万円だった。",
    "配当利回りは2.5〜3%とみる。",
    "１３日続伸し、時価総額は４兆円を超えた。",
    "四十九兆円の歳出を見込む。",
    "割引率は3分の1を超える。",
    "トヨタ(7203)は2026年3月期に3割減益。",
    "1月下旬に5社が発表する。",
]
COMPATIBLE = [
    "㌫", "①", "½", "㈱", "㌦", "㍉", "ﷺ", "ﬁ", "ｶﾞ", "ﾊﾟｰｾﾝﾄ", "㍿", "㋿", "㏄", "㎏", "㊤", "⑳",
    "⒈", "Ⅳ", "℃", "㍻", "Å", "ﾟ", "…", "㏠", "㋀", "㍘",
]  # fmt: skip
BEYOND = ["🎌", "📈", "👨‍👩‍👧", "🇯🇵", "5️⃣", "👍🏽", "𠮷", "𝟙", "𝟗", "🄋", "葛󠄀", "😀"]
MARKS = ["か\u3099", "e\u0301", "\u0301", "\u3099", "\u20dd", "\ufe0e", "\ufe0f", "\U000e0100"]
BREAKS = ["\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"]
SPACES = [
    "\r\n",
    "\n\n",
    "\x1c",
    " ",
    "\t",
    "\xa0",
    "\u3000",
    "\u2009",
    "\u202f",
    "\u1680",
    "\u205f",
]
WIDTHLESS = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\xad", "\u180e"]
BIDI = ["\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202e", "\u2066", "\u2069"]
DIGITS = ["²", "³", "₂", "⁵", "②", "❷", "٣", "٤٥", "३", "৪", "๕", "𝟛", "๐", "፩", "௰", "Ⅷ", "፼"]
CONTROLS = ["\x00", "\x1b", "\x7f", "\ufffd", "\ufffe", "\ue000", "\U0010ffff"]
NUMBERS = [
    "12", "１２", "１,２34", "5.5", "1２.3４", "億", "万", "円", "%", "％", "▲", "△", "−", "〜",
    "約", "倍", "ドル", "=", "年", "月", "日", "期", "第", "分の", "/", "数", "十", "三", "台",
    "PER", "(7203)", "日経225", "超", "前年同期比", "昨年", "は", "。", "、",
]  # fmt: skip
ODD = [*COMPATIBLE, *BEYOND, *MARKS, *BREAKS, *SPACES, *WIDTHLESS, *BIDI, *DIGITS, *CONTROLS]

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
PIECES = st.sampled_from(SENTENCES) | st.sampled_from(ODD) | st.sampled_from(NUMBERS)
MIXED = st.lists(PIECES, max_size=16).map("".join)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def broken_sentences(draw: st.DrawFn) -> str:
    """Give sentences with odd characters thrown in anywhere, inside their numbers too."""
    text = "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(ODD)) + text[at:]
    return text


TEXTS = st.one_of(ANY, MIXED, broken_sentences()).filter(lambda text: bool(text.strip()))
same_every_time = settings(derandomize=True, deadline=None, max_examples=400)


def extract(text: str, published: date | None = PUBLISHED) -> Analysis:
    return uratori.Analyzer().extract(text, published=published)


def spans_of(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Give every span without a text of its own."""
    yield from (quantity.phrase for quantity in analysis.quantities)
    yield from (claim.sentence for claim in analysis.claims)
    yield from (span for claim in analysis.claims for span in claim.duplicates)


def shifted(quantities: Iterable[Quantity], by: int) -> list[tuple[Any, ...]]:
    """Give what a reading says, its offsets moved; without days, which hang on other lines too."""
    return [
        (
            q.start + by, q.end + by, q.text, (q.phrase[0] + by, q.phrase[1] + by), q.kind, q.value,
            q.unit, q.modifier, q.direction, q.timex, q.mod, q.core, q.outer, q.rule,
        )
        for q in quantities
    ]  # fmt: skip


# --- offsets ---------------------------------------------------------------------------------


@example("昨年−", None)
@example("2025年〜", PUBLISHED)
@same_every_time
@given(TEXTS, DAYS)
def test_every_offset_is_one_of_the_text(text: str, published: date | None) -> None:
    analysis = extract(text, published)
    assert analysis.article.text == text
    records: tuple[Quantity | Mention, ...] = (*analysis.quantities, *analysis.mentions)
    for record in records:
        assert 0 <= record.start < record.end <= len(text)
        assert text[record.start : record.end] == record.text
    for start, end in spans_of(analysis):
        assert 0 <= start < end <= len(text)


@example("営業損益は▲\n5億円だった。")
@example("前年 ")
@same_every_time
@given(TEXTS)
def test_quantities_stand_in_order_and_apart_inside_their_phrase(text: str) -> None:
    quantities = extract(text).quantities
    assert [q.id for q in quantities] == [f"q{n}" for n in range(1, len(quantities) + 1)]
    assert all(left.end <= right.start for left, right in itertools.pairwise(quantities))
    for quantity in quantities:
        assert quantity.phrase[0] <= quantity.start
        assert quantity.end <= quantity.phrase[1]
        assert quantity.text == quantity.text.strip()


@same_every_time
@given(TEXTS)
def test_a_claim_stands_where_its_number_stands(text: str) -> None:
    analysis = extract(text)
    quantities = {q.id: q for q in analysis.quantities}
    mentions = {m.id for m in analysis.mentions}
    for claim in analysis.claims:
        number = quantities[claim.quantity]
        assert claim.sentence[0] <= number.start < number.end <= claim.sentence[1]
        assert claim.mention is None or claim.mention in mentions
        assert (number.start, number.end) not in claim.duplicates


@same_every_time
@given(TEXTS)
def test_the_document_says_the_same_offsets(text: str) -> None:
    analysis = extract(text)
    document = json.loads(analysis.to_json())
    written = document["article"]["text"]
    assert written == text
    for name in ("quantities", "mentions"):
        records = getattr(analysis, name)
        assert [(r["start"], r["end"]) for r in document[name]] == [
            (r.start, r.end) for r in records
        ]
        assert all(written[r["start"] : r["end"]] == r["text"] for r in document[name])
    sentences = [list(claim.sentence) for claim in analysis.claims]
    assert [claim["sentence"] for claim in document["claims"]] == sentences


@settings(same_every_time, max_examples=100)
@given(broken_sentences())
def test_checking_never_raises(text: str) -> None:
    report = uratori.Analyzer().check(text, published=PUBLISHED, offline=True)
    spoken = {f.quantity for f in report.findings} | {u.quantity for u in report.unchecked}
    assert spoken <= {q.id for q in report.analysis.quantities}


@pytest.mark.parametrize("text", ["a\ud8005%高", "5%高\udfff"])
def test_half_a_surrogate_pair_is_no_text(text: str) -> None:
    with pytest.raises(ArticleError, match="half a surrogate pair at character"):
        extract(text)


# --- lines -----------------------------------------------------------------------------------


@example("▲", "\n", "１３日続伸し、時価総額は４兆円を超えた。")
@example("配当", "\r", "日経平均は402円高の3万9812円だった。")
@same_every_time
@given(st.one_of(ANY, MIXED), st.sampled_from(BREAKS), st.sampled_from(SENTENCES))
def test_a_line_before_shifts_offsets_and_changes_nothing(
    before: str, line_end: str, sentence: str
) -> None:
    prefix = before + line_end
    later = [q for q in read(prefix + sentence) if q.start >= len(prefix)]
    assert shifted(later, -len(prefix)) == shifted(read(sentence), 0)


@pytest.mark.parametrize(
    "before", ["配当", "PERは", "単位:", "証券コード", "1株", "マイナス", "1月"]
)
def test_every_line_end_reads_alike(before: str) -> None:
    after = len(before) + 1
    for sentence in ("52.3に下がった。", "28は高い。", "日経平均は402円高だった。"):
        readings = [
            [row for row in shifted(read(before + line_end + sentence), 0) if row[0] >= after]
            for line_end in BREAKS
        ]
        assert readings == [readings[0]] * len(BREAKS)


# --- characters ------------------------------------------------------------------------------


def test_folding_is_one_to_one_for_every_code_point() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    folded = fold("".join(every))
    assert len(folded) == len(every)
    moved = [(c, f) for c, f in zip(every, folded, strict=True) if c != f]
    other = [c for c, f in moved if unicodedata.normalize("NFKC", c) != f]
    assert other == ["\u2212", "\u301c"]  # minus sign, wave dash: NFKC leaves them as they are
    assert len(moved) > 94
    assert [f for _, f in moved if fold(f) != f] == []


FOREIGN_DIGITS = [
    c
    for c in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(c) in ("Nd", "Nl", "No") and fold(c) == c
    if c not in "0123456789〇"
]
"""Digits of other scripts, superscripts, circled and Roman numbers, vulgar fractions."""


@pytest.mark.parametrize("form", ["残高は{}円。", "{}%高。", "▲{}{}億円。", "第{}位。", "{}倍。"])
def test_no_digit_of_another_script_makes_a_number(form: str) -> None:
    assert len(FOREIGN_DIGITS) > 1500
    text = "\n".join(form.format(c, c) for c in FOREIGN_DIGITS)
    assert [q.text for q in read(text)] == []


@pytest.mark.parametrize("form", ["5{}円。", "{}5%高。", "1,2{}34円。", "3分{}の1。", "1{}月5日。"])
def test_a_digit_of_another_script_beside_a_number_is_no_crash(form: str) -> None:
    text = "\n".join(form.format(c) for c in FOREIGN_DIGITS)
    for quantity in read(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert not set(quantity.text) & set(FOREIGN_DIGITS)


AROUND = [c for c in ODD if c not in DIGITS and c not in ("①", "⑳", "⒈", "½", "Ⅳ", "㋀", "㍘")]


@pytest.mark.parametrize("odd", AROUND, ids=ascii)
def test_odd_characters_around_a_sentence_leave_its_numbers_alone(odd: str) -> None:
    sentence = "日経平均は402円高の3万9812円、PERは約19.5倍、出来高は▲5.3%だった。"
    alone = shifted(read(sentence), 0)
    assert [row[2] for row in alone] == ["402円", "3万9812円", "19.5倍", "▲5.3%"]
    text = f"{odd}{sentence}{odd}"
    assert shifted(read(text), -len(odd)) == alone


WHOLE = [
    "1,234円",
    "3万9,812円",
    "▲5.3%",
    "19.5倍",
    "3分の1",
    "150円25銭",
    "2026年1月5日",
    "▲1億円",
]


@pytest.mark.parametrize("whole", WHOLE)
@pytest.mark.parametrize("odd", [*WIDTHLESS, *BIDI], ids=ascii)
def test_offsets_hold_where_a_number_hides_a_character(whole: str, odd: str) -> None:
    for at in range(1, len(whole)):
        text = f"前の値は{whole[:at]}{odd}{whole[at:]}だった。後の値は7社だった。"
        found = read(text)
        assert all(text[q.start : q.end] == q.text for q in found)
        assert found[-1].text == "7社"
        assert found[-1].start == text.index("7社")


@pytest.mark.parametrize("whole", WHOLE)
def test_a_number_that_hides_a_character_is_read_whole_or_not_at_all(whole: str) -> None:
    """What the reader cannot see must not make 34円 of 1,234円, or a gain of ▲5.3%."""
    (expected,) = read(f"前の値は{whole}だった。")
    parts = []
    for odd, at in itertools.product([*WIDTHLESS, *BIDI], range(1, len(whole))):
        found = read(f"前の値は{whole[:at]}{odd}{whole[at:]}だった。")
        if [(q.value, q.timex) for q in found] not in ([], [(expected.value, expected.timex)]):
            parts.append((f"{whole[:at]}|{whole[at:]}", ascii(odd), [q.text for q in found]))
    assert parts == []
