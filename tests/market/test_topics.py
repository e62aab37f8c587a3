"""From the words of a sentence to what is asked of the data."""

from datetime import date

import pytest

import uratori
from uratori.market.asking.topics import asked_of
from uratori.market.questions import Asked, Remark

PUBLISHED = date(2026, 1, 28)


def asked(text: str, number: str) -> Asked | Remark:
    """Give what the claim on a number asks for."""
    analysis = uratori.Analyzer().extract(text, published=PUBLISHED)
    quantities = {each.id: each for each in analysis.quantities}
    (claim,) = [c for c in analysis.claims if quantities[c.quantity].text == number]
    return asked_of(analysis, claim, quantities[claim.quantity])


@pytest.mark.parametrize(
    ("text", "number", "topic", "base"),
    [
        ("日経平均は前日比402円91銭高だった。", "402円91銭", "based_price_change", "session"),
        ("日経平均は前日比402円(1.3%)高だった。", "1.3%", "based_return", "session"),
        ("26日の日経平均は1.3%高で終えた。", "1.3%", "based_return", "session"),
        ("日経平均は前週末比350円安だった。", "350円", "based_price_change", "week"),
        ("日経平均は昨年末に比べて15%高い。", "15%", "return", ""),
        ("S&P500は前年比16%上昇した。", "16%", "return", "ago"),
        ("S&P500は週間で2.5%上昇した。", "2.5%", "based_return", "weekly"),
        ("日経平均は月間で3.2%上昇した。", "3.2%", "based_return", "monthly"),
        ("S&P500は過去6か月間で12%上昇した。", "12%", "return", ""),
        ("S&P500は1月に入って3%上昇した。", "3%", "return", ""),
        ("日経平均は年初来で15%上昇している。", "15%", "return", ""),
        ("日経平均は3日間で1500円下げた。", "1500円", "price_change", ""),
        ("日経平均は一時600円を超える下げとなった。", "600円", "intraday_price_change", "session"),
        ("日経平均は前場を前日比200円高で終えた。", "200円", "intraday_price_change", "session"),
        ("S&P500は昨年11月の高値から20%下落した。", "20%", "from_peak", ""),
        ("S&P500は直近の安値から10%上昇している。", "10%", "from_trough", ""),
        ("ラッセル2000は6か月間でS&P500を5ポイント上回った。", "5ポイント", "excess_return", ""),
        ("米10年債利回りは前日比5bp上昇した。", "5bp", "based_yield_change", "session"),
        ("円相場は前日比20銭の円高・ドル安で終えた。", "20銭", "based_price_change", "session"),
    ],
)  # fmt: skip
def test_moves(text: str, number: str, topic: str, base: str) -> None:
    found = asked(text, number)
    assert isinstance(found, Asked)
    assert (found.topic, found.base) == (topic, base)


@pytest.mark.parametrize(
    ("text", "number", "fields"),
    [
        ("日経平均の終値は4万円だった。", "4万円", {}),
        ("日経平均は一時4万円を上回った。", "4万円", {"intraday": True}),
        ("28日午前の日経平均は4万100円で推移した。", "4万100円", {"intraday": True}),
        ("日経平均は節目の4万円を回復した。", "4万円", {"crossing": "up"}),
        ("円相場は1ドル=150円25銭だった。", "1ドル=150円25銭", {"topic": "fx_close"}),
        ("S&P500は史上最高値の6915を付けた。", "6915", {"topic": "record_high", "scope": "ever"}),
        ("日経平均は年初来高値の4万1000円を更新した。", "4万1000円",
         {"topic": "record_high", "scope": "this_year"}),
        ("日経平均の25日移動平均線は4万円近辺にある。", "4万円", {"topic": "moving_average"}),
    ],
)  # fmt: skip
def test_levels(text: str, number: str, fields: dict[str, object]) -> None:
    found = asked(text, number)
    assert isinstance(found, Asked)
    assert {key: getattr(found, key) for key in fields} == fields


@pytest.mark.parametrize(
    ("text", "number", "code"),
    [
        ("日経平均先物は4万円で取引を終えた。", "4万円", "other_figure"),
        ("前日終値に比べ120円高い。", "120円", "no_entity"),
    ],
)
def test_what_is_not_looked_up(text: str, number: str, code: str) -> None:
    found = asked(text, number)
    assert isinstance(found, Remark)
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "number", "unsure"),
    [
        ("ナスダック総合指数は1.2%下落した。", "1.2%", True),
        ("ナスダック総合指数は続落し、1.2%下落した。", "1.2%", False),
        ("ナスダック総合指数は前日比1.2%下落した。", "1.2%", False),
        ("27日のナスダック総合指数は1.2%下落した。", "1.2%", False),
        ("S&P500は直近の高値から10%下落している。", "10%", True),
        ("S&P500は年初来高値から10%下落している。", "10%", False),
        ("日経平均は4万円まで下落した。", "4万円", True),
        ("日経平均は4万円で引けた。", "4万円", False),
    ],
)
def test_what_may_be_read_otherwise(text: str, number: str, unsure: bool) -> None:
    found = asked(text, number)
    assert isinstance(found, Asked)
    assert found.unsure is unsure


@pytest.mark.parametrize(
    ("text", "number", "unsure"),
    [
        ("2025年4月、S&P500は急落した。8日の終値は4982だった。", "4982", False),
        ("2025年4月に上場した。翌8日のS&P500の終値は4982だった。", "4982", True),
        ("2025年4月にS&P500は急落した。翌9日には9.5%上昇した。", "9.5%", True),
        ("S&P500は2020年2月に急落した。3月23日の終値は2237だった。", "2237", True),
        ("昨年4月にS&P500は急落した。終値は4982だった。", "4982", True),
        ("S&P500は2025年10月以来の高値をつけた。8日の終値は6921だった。", "6921", False),
        ("1月の米国株は堅調だ。8日のS&P500の終値は6921だった。", "6921", False),
        ("8日のS&P500の終値は6921だった。", "6921", False),
    ],
)
def test_a_day_may_be_of_the_month_told_of_before(text: str, number: str, unsure: bool) -> None:
    found = asked(text, number)
    assert isinstance(found, Asked)
    assert found.unsure is unsure


@pytest.mark.parametrize(
    ("text", "number", "flipped"),
    [
        ("円は対ドルで前日比1.2%上昇した。", "1.2%", True),
        ("ドルは対円で前日比1.2%上昇した。", "1.2%", False),
        ("円相場は前日比1.2%の円高だった。", "1.2%", False),
    ],
)
def test_the_side_of_a_pair(text: str, number: str, flipped: bool) -> None:
    found = asked(text, number)
    assert isinstance(found, Asked)
    assert found.flipped is flipped
