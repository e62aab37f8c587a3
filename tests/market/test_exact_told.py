"""Figures in words that nothing else reads, which are those of their owner to the last place."""

from __future__ import annotations

from datetime import date

import pytest

import uratori

from .builders import Facts, fact, in_steps, said_of

DAY = date(2026, 1, 31)
ROWS = in_steps("index:topix", "index:vix", "index:nikkei225", "XTKS:7203")


@pytest.mark.parametrize(
    ("text", "number", "statuses"),
    [
        ("TOPIXは上げ続け、30日の2727.00がまぶしい。上げは1.0%。", "2727.00", ["supported"]),
        ("TOPIXは上げ続け、30日の2736.50がまぶしい。上げは1.0%。", "2736.50", []),
        ("30日のVIX、16.25への下げがきつい。日経平均は2.0%高。", "16.25", ["supported"]),
        ("30日のVIX、18.50への下げがきつい。日経平均は2.0%高。", "18.50", ["insufficient"]),
        # too few digits to be no chance
        ("30日のTOPIX、2700が近い。日経平均は2.0%高。", "2700", []),
    ],
)  # fmt: skip
def test_an_exact_price_is_confirmed_and_what_is_near_it_left(
    text: str, number: str, statuses: list[str]
) -> None:
    assert said_of(text, number, ROWS, DAY) == statuses


MORE = [
    *ROWS,
    fact("index:nikkei225", "high", "2026-01-30", "46123.45", "points"),
    *(fact("index:topix", side, "2026-01-30", "2727.00", "points") for side in ("high", "low")),
    *(fact("XTKS:7203", side, "2025-12-30", "3200", "JPY") for side in ("high", "low")),
    fact("XTKS:7203", "market_cap", "2026-01-30", "46510000000000", "JPY"),
]


@pytest.mark.parametrize(
    ("text", "number", "statuses"),
    [
        # one digit changed, two exchanged: nobody else's number, and of no other time
        ("TOPIXは上げ続け、30日の2737.00がまぶしい。", "2737.00", ["contradicted"]),
        ("TOPIXは上げ続け、30日の2772.00がまぶしい。", "2772.00", ["contradicted"]),
        ("TOPIXは上げ続け、30日の2772がまぶしい。", "2772", []),
        # the high of the day
        ("日経平均は強く、30日の4万6123円45銭がまぶしい。", "4万6123円45銭", ["supported"]),
        ("日経平均は強く、30日の4万6213円45銭がまぶしい。", "4万6213円45銭", ["contradicted"]),
        # what is not reached stood all the same
        ("トヨタは12月30日の最高値3200円00銭に届かない。", "3200円00銭", ["supported"]),
        ("トヨタは12月30日の最高値3300円00銭に届かない。", "3300円00銭", ["contradicted"]),
        # nothing is said of what is ranked by it
        ("30日の4万6123円45銭が、日経平均の年初来高値だ。", "4万6123円45銭", ["insufficient"]),
        # a size, named before it
        ("時価総額の話。トヨタの30日は46兆5100億円と重い。", "46兆5100億円", ["supported"]),
        ("時価総額の話。売上高だとトヨタは46兆5100億円だ。", "46兆5100億円", ["insufficient"]),
    ],
)  # fmt: skip
def test_a_figure_of_many_digits_is_that_of_its_owner_or_a_slip_of_it(
    text: str, number: str, statuses: list[str]
) -> None:
    assert said_of(text, number, MORE, DAY) == statuses


def test_the_finding_says_that_only_a_digit_is_another() -> None:
    text = "日経平均は強く、30日の4万6213円45銭がまぶしい。"
    report = uratori.Analyzer().check(text, published=DAY, data=Facts(MORE))
    (told,) = [each.explanation for each in report.findings if each.status == "contradicted"]
    assert "数字一つか、隣り合う二つの並びだけが違う" in told
