"""The reader as a whole: offsets, order, masks, bad input, time."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.lexicon import read_table
from uratori.quantities import read_quantities
from uratori.text import Text, fold

PIECES = st.sampled_from(
    [
        "1", "23", "1,234", "5.5", "億", "万", "円", "%", "▲", "-", "〜", "約", "を超える",
        "年", "月", "日", "倍", "数", "十", "一", "三", "分の", "/", "PER", "は", "ドル", "=", "(",
        ")", "\n", " ", "銭", "台", "後半", "ポイント", "利下げ", "期", "第", "四半期", "昨年",
        "末", "１", "％", "㌫", "🎌", "²", "٣", "１２", "𝟙", "\u0301",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))
DAYS = st.one_of(st.none(), st.dates())


def whole(original: str) -> Text:
    return Text(original=original, folded=fold(original), sentences=())


@given(TEXTS, DAYS)
def test_offsets_hold(original: str, published: date | None) -> None:
    end = 0
    for number, quantity in enumerate(read_quantities(whole(original), (), published), start=1):
        assert original[quantity.start : quantity.end] == quantity.text
        assert end <= quantity.start < quantity.end
        assert quantity.phrase[0] <= quantity.start
        assert quantity.end <= quantity.phrase[1] <= len(original)
        assert quantity.id == f"q{number}"
        assert (quantity.value is None) or quantity.kind != "date"
        end = quantity.end


@given(TEXTS, DAYS)
def test_core_lies_in_outer(original: str, published: date | None) -> None:
    for quantity in read_quantities(whole(original), (), published):
        assert quantity.core.within(quantity.outer)
        if quantity.start_date and quantity.end_date:
            assert quantity.start_date <= quantity.end_date


@given(TEXTS, st.integers(0, 40), st.integers(0, 10))
def test_no_quantity_overlaps_a_mask(original: str, start: int, length: int) -> None:
    mask = (start, start + length)
    if any(char.isascii() and char.isalpha() for char in original[slice(*mask)]):
        return  # a name in Latin letters may be the unit of the number before it: 45万BTC
    for quantity in read_quantities(whole(original), (mask,), None):
        assert quantity.end <= mask[0] or quantity.start >= mask[1] or length == 0


def test_a_name_that_is_the_unit_of_a_number_is_read_with_it() -> None:
    found = read_quantities(whole("45万BTC。BTCは45。"), ((3, 6), (7, 10)), None)
    assert [(q.text, q.unit) for q in found] == [("45万BTC", "BTC"), ("45", "")]


@pytest.mark.parametrize("digits", ["9" * 10_000, "1," * 5_000, "一" * 10_000, "1." * 5_000])
def test_a_monstrous_numeral_is_no_crash(digits: str) -> None:
    assert [q.text for q in read_quantities(whole(f"負債は{digits}円。残高は5円。"), ())][
        -1
    ] == "5円"


@pytest.mark.parametrize(
    "piece",
    [
        "1,",
        "▲▲▲",
        "九九九",
        "十百千",
        "数",
        "1円",
        "12:",
        "(1,234)",
        "1年6",
        "率は1",
        "第1",
        "前年同期",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    costs = []
    for length in (10_000, 80_000):
        text = whole(piece * (length // len(piece)))
        start = time.thread_time()
        read_quantities(text, (), date(2026, 1, 26))
        costs.append(time.thread_time() - start)
    assert costs[1] < 24 * costs[0] + 0.05  # 8 times the text; the rest is the noise of the machine


@pytest.mark.parametrize(
    "original", ["", "\n", "0/0", "1/0。", "25時", "13月45日", "0円", "1ドル=0円"]
)
def test_odd_input(original: str) -> None:
    for quantity in read_quantities(whole(original), (), date(2026, 1, 26)):
        assert original[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("units", "surface"), ("prefixes", "surface"), ("context", "word"), ("dates", "word"),
        ("idioms", "word"), ("words", "word"), ("widths", "name"), ("fractions", "value"),
    ],
)  # fmt: skip
def test_every_table_states_its_origin_and_its_rows(table: str, key: str) -> None:
    from importlib import resources

    text = resources.files("uratori.quantities").joinpath(f"{table}.tsv").read_text("utf-8")
    header = dict(
        line[2:].split(": ", 1)
        for line in text.splitlines()
        if line.startswith("# ") and ": " in line
    )
    found = list(read_table(table, package="uratori.quantities"))
    assert int(header["rows"]) == len(found)
    assert {"source", "licence", "date"} <= set(header)
    assert all(row[key] for row in found)
    keys = [tuple(row.values())[:2] for row in found]
    assert len(set(keys)) == len(keys)
