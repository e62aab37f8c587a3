"""Names in lists, each before its number; headings that tell their time; levels of a day before."""

from __future__ import annotations

from datetime import date

import pytest

import uratori
from uratori.market import Facts

from .builders import in_steps

DAY = date(2026, 1, 31)
ROWS = in_steps(
    "index:sp500",
    "index:dow",
    "index:nikkei225",
    "index:topix",
    "index:vix",
    "commodity:wti",
    "commodity:gold",
)
HEADED = "年初来の騰落率を30日時点で比べよう。"
SP500 = "S&P500の年初来の上昇率は30日時点で12.2%"


def _found(text: str, published: date = DAY) -> list[tuple[str, str]]:
    report = uratori.Analyzer().check(text, published=published, data=Facts(ROWS))
    held = {each.quantity: each.status for each in report.findings if each.scope == "market"}
    return [(each.text, held[each.id]) for each in report.analysis.quantities if each.id in held]


def _told(text: str, published: date = DAY) -> dict[str, str]:
    return dict(_found(text, published))


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        # the last of a list has the verb
        (
            "30日の米国株はそろって上げ、S&P500が2.0%、ダウが1.0%値上がりした。",
            "supported supported",
        ),
        ("30日のニューヨークは、S&P500が2.0%、ダウが3.0%上げた。", "supported contradicted"),
        # the short sentence before tells the day
        (
            "30日の大引け。日経平均4万5900円、VIX16.25、WTI63.60ドル。",
            "supported supported supported",
        ),
        (
            "30日は全面高だった。日経平均は4万8900円、TOPIXは2727、WTIは63.60ドル。",
            "contradicted supported supported",
        ),
        ("30日はS&P500が2.0%、ダウが1.0%、TOPIXが1.0%上げた。", "supported supported supported"),
        ("30日はS&P500が4.1%、ダウが1.0%、TOPIXが1.0%上げた。", "contradicted supported supported"),
        (
            "30日のS&P500は2.0%、日経平均は5.3%、ダウは1.0%の上昇。",
            "supported contradicted supported",
        ),
        # a name and its number stand side by side
        ("30日の上げは日経平均2.0%、TOPIX1.0%、金は3.0%。", "supported supported supported"),
        ("30日の上げは日経平均2.0%、TOPIX4.5%、金は3.0%。", "supported contradicted supported"),
        # a list of prices tells closes
        (
            "主な指標：日経平均4万5900円、VIX16.25、WTI63.60ドル（いずれも30日）。",
            "supported supported supported",
        ),
        (
            "主な指標：日経平均4万5900円、VIX19.75、WTI63.60ドル（いずれも30日）。",
            "supported contradicted supported",
        ),
        ("30日は日経平均が4万5900円、ダウが4万3430ドルで引けた。", "supported supported"),
        # a heading without a number tells the time of the moves under it
        (HEADED + "ダウはプラス3.4%、日経平均はプラス4.3%。", "supported supported"),
        (HEADED + "ダウはプラス3.4%、日経平均はプラス9.8%。", "supported contradicted"),
        (HEADED + "TOPIXはプラス4.9%だった。ダウはプラス8.8%だ。", "supported contradicted"),
        # the other that a move is set against
        (SP500 + "と、日経平均の4.3%をしのいだ。", "supported supported"),
        (SP500 + "と、日経平均の6.3%をしのいだ。", "supported contradicted"),
        ("ダウの年初来の上昇率は3.4%。S&P500の12.2%には及ばない。", "supported supported"),
        ("ダウの年初来の上昇率は3.4%。S&P500の22.2%には及ばない。", "supported contradicted"),
    ],
)
def test_lists_and_rivals_share_what_one_is_said_to_be(text: str, statuses: str) -> None:
    found = [status.removesuffix("_under") for _, status in _found(text)]
    assert found == statuses.split()


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("VIXは30日に16.25へ下げた。前日の18.50から一段安だ。", "18.50", "supported"),
        ("VIXは30日に16.25へ下げた。前日の15.80から一段安だ。", "15.80", "contradicted"),
        ("30日のVIXは16.25と、前営業日の18.50を下回った。", "18.50", "supported"),
        ("30日のTOPIXは2727.00と、休み前の2600.00を上回った。", "2600.00", "contradicted"),
        ("昨年の最終日に4万5900円だった日経平均は失速した。", "4万5900円", None),
        (
            "前の週末に4万5000円だった日経平均は、30日に4万5900円まで上げた。",
            "4万5000円",
            "supported",
        ),
        ("前の週末に4万7000円だった日経平均は、30日に上げた。", "4万7000円", "contradicted"),
    ],
)
def test_a_level_of_the_session_before_is_its_close(
    text: str, number: str, status: str | None
) -> None:
    if status is not None:
        assert _told(text)[number] == status
    else:
        assert _told(text).get(number) != "contradicted"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # what no data go by is no slip of what stands before it
        ("30日は日経平均が2.0%上げ、豚肉は7.7%。", "7.7%"),
        # of two days the one named last before the owner is as likely
        ("29日の米株安(ダウは0.1%安)と30日の円高で、日経平均は900円高だった。", "900円"),
        ("29日の欧州株安と30日の円安で、日経平均は900円高となった。", "900円"),
        # the other's move is of the day that its own clause names
        ("ダウの年初来の上昇率は3.4%だが、30日はS&P500の2.0%に見劣りした。", "2.0%"),
        ("30日のダウはS&P500の2.0%高には及ばず、1.0%高だった。", "1.0%"),
        # a rate of the sentence before; a side whose own sentence names its day
        ("30日の日経平均は900円上げた。率にして2.0%の上昇だ。", "2.0%"),
        ("S&P500は年初来12.2%上げた。ダウの方は1.0%高で30日の取引を終えた。", "1.0%"),
        ("昨年末は日経平均4万4000円、TOPIX2600.00、ダウ4万2000ドルだった。", "2600.00"),
        # another number of a day
        (HEADED + "ダウは30日に1.0%高となった。", "1.0%"),
    ],
)
def test_what_may_be_of_another_is_not_called_wrong(text: str, number: str) -> None:
    assert _told(text).get(number) != "contradicted"


def test_the_article_of_an_evening_tells_of_no_other_day() -> None:
    text = "30日の日経平均は4万5900円。一方、TOPIXは27ポイント高の2700.00で引けた。"
    found = _told(text, date(2026, 1, 30))
    assert found["2700.00"] == "contradicted"
