"""Every form that must be read: value, unit, kind, modifier, direction, core and outer interval."""

from fractions import Fraction

import pytest

from .tables import interval, numbers, read, rows

FORMS = rows("forms.tsv")


def test_there_are_enough_forms() -> None:
    assert len(FORMS) >= 200
    assert len({row["unit"] for row in FORMS}) >= 30


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row["sentence"])
def test_form(row: dict[str, str]) -> None:
    sentence = row["sentence"]
    found = [q for q in numbers(sentence) if q.text == row["text"]]
    assert found, [q.text for q in numbers(sentence)]
    quantity = found[0]
    assert sentence[slice(*quantity.phrase)] == row["phrase"]
    assert quantity.kind == row["kind"]
    assert quantity.value == (Fraction(row["value"]) if row["value"] else None)
    assert quantity.unit == row["unit"]
    assert (quantity.modifier or "") == row["modifier"]
    assert (quantity.direction or "") == row["direction"]
    assert quantity.core == interval(row["core"])
    assert quantity.outer == interval(row["outer"])


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        (
            "2025年末の連邦準備制度の3回の利下げ(合計75ベーシスポイント)",
            ["3回", "75ベーシスポイント"],
        ),
        ("820億円から943億円へ15%増えた。", ["820億円", "943億円", "15%"]),
        ("3万9410円から402円高の3万9812円。", ["3万9410円", "402円", "3万9812円"]),
        ("500円(1.3%)高の4万円で引けた。", ["500円", "1.3%", "4万円"]),
        ("5.25〜5.50%から計0.75%下げ4.50〜4.75%。", ["5.25〜5.50%", "0.75%", "4.50〜4.75%"]),
        ("225銘柄中180銘柄、8割が上げた。", ["225銘柄", "180銘柄", "8割"]),
        ("前年比-3.2%、前月比+0.4%。", ["-3.2%", "+0.4%"]),
        ("4.0%から4.4%へ0.4ポイント上昇。", ["4.0%", "4.4%", "0.4ポイント"]),
        ("A社 1,234 (1,234) 5,678", ["(1,234)"]),
        ("10年ぶりに1ドル=150円台。", ["10年", "1ドル=150円"]),
    ],
)
def test_several_numbers_in_one_sentence(sentence: str, texts: list[str]) -> None:
    assert [q.text for q in numbers(sentence)] == texts


def test_a_bracketed_figure_of_a_table_is_negative() -> None:
    found = numbers("経常損益 1,234 (1,234) 5,678")
    assert [q.value for q in found if q.rule == "table"] == [Fraction(-1234)]
    assert not [q for q in numbers("会員(1,234)が集まった。") if q.rule == "table"]


def test_place_is_that_of_the_last_written_digit() -> None:
    places = {
        "PERは19.5。": "1/10",
        "1兆2,345億円。": "100000000",
        "28.0%": "1/10",
        "2万8000円": "1",
    }
    for sentence, place in places.items():
        assert numbers(sentence)[0].place == Fraction(place), sentence


def test_a_bare_number_needs_a_place_for_a_value() -> None:
    assert [q.unit for q in numbers("指数は28です。")] == [""]
    assert [q.unit for q in numbers("株価純資産倍率(PBR)は約1.2です。")] == ["times"]
    assert numbers("会議室28を借りる。") == []


def test_an_idiom_is_silent_only_where_it_is_as_long() -> None:
    assert [q.text for q in read("一時間で終える。")] == ["一時間"]
    assert [q.text for q in read("十分の一になる。")] == ["十分の一"]
    assert read("十分な時間がある。") == ()
