"""Moves, highs, firsts, runs and leads in other words, and what counts something else."""

from __future__ import annotations

from datetime import date

import pytest

import uratori
from uratori.market import Facts

from .builders import flat, found, until

NIKKEI, TOPIX, SP500 = "index:nikkei225", "index:topix", "index:sp500"
EVENING = "2026-02-10"


def _levels(entity: str, levels: tuple[str, ...]) -> list:
    spans = (
        ("2025-10-01", "2025-12-30"), ("2026-01-05", "2026-01-16"), ("2026-01-19", "2026-01-23"),
        ("2026-01-26", "2026-01-30"), ("2026-02-02", EVENING),
    )  # fmt: skip
    return [row for span, level in zip(spans, levels, strict=True)
            for row in flat(entity, *span, level)]  # fmt: skip


# 400 at the end of 2025, 500 from 5 January, 420 from the 19th, 440 at its end, 480 in February
ROWS = [
    *_levels(NIKKEI, ("400", "500", "420", "440", "480")),
    *_levels(TOPIX, ("200", "210", "210", "210", "220")),
]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("日経平均は年初から10日までに20.0%上昇した。", "supported"),
        ("日経平均は年初から10日までに10.0%上昇した。", "contradicted"),
        ("日経平均は年初から1月30日までに10.0%上昇した。", "supported"),
        ("年明けからの日経平均の上げは10日までで20.0%となった。", "supported"),
        ("2026年に入り、日経平均は6日までに20.0%上昇した。", "supported"),
        ("今年の日経平均は10日まで20.0%の上昇。", "supported"),
        ("今年の日経平均は10日まで9.0%の上昇。", "contradicted"),
        ("日経平均は10日時点で2025年末の水準を20.0%上回った。", "supported"),
        ("日経平均は大納会の終値から10日までに20.0%上昇した。", "supported"),
        ("日経平均は10日、昨年末終値を20.0%上回って引けた。", "supported"),
        ("日経平均は2月に入って10日までに9.1%上昇した。", "supported"),
        ("日経平均は2月に入って10日までに5.1%上昇した。", "contradicted"),
        ("日経平均は今月に入ってから10日までで9.1%上昇した。", "supported"),
        ("日経平均は前月末から10日までに9.1%上昇した。", "supported"),
        ("1月相場を振り返ると、日経平均は前月末に比べ10.0%高い水準で月を終えた。", "supported"),
        ("日経平均は10日までに昨年末の1.2倍になった。", "supported"),
        ("日経平均は10日までに昨年末の1.4倍になった。", "contradicted"),
        ("日経平均は2日から10日まで9.1%上昇した。", "supported"),  # the 2nd is part of it
        ("日経平均は1月30日から10日まで9.1%上昇した。", "supported"),
        ("日経平均は10日に昨年末比で20.0%の上昇となった。", "supported"),
        ("日経平均の昨年末の終値は400円で、年初来の上昇率は20.0%になった。", "supported"),
        ("日経平均の昨年末の終値は400円で、年初来の上昇率は10.0%になった。", "contradicted"),
        ("2日の日経平均は前の週末に比べて9.1%高い水準で終えた。", "supported"),
        ("月間ベースでは、日経平均は1月に10.0%上昇した。", "supported"),
        ("2日に採用銘柄を入れ替えた日経平均は、昨年末に比べ10.0%高い。", "insufficient"),  # of when
        ("日経平均は10日までに9.1%上昇した。", "insufficient"),  # since when is not said
        ("日経平均は年初から堅調だったが、2日は9.1%上昇した。", "supported"),
        ("日経平均は年初から上げてきたが、2日は9.1%上昇した。", "supported"),
        ("年初来高値を付けた日経平均は2日、9.1%上昇した。", "supported"),
        ("日経平均は年初来で30%上昇する場面もあった。", "insufficient"),
        ("アナリストは目標を600に引き上げた。昨年末比で50.0%高い水準だ。", None),
    ],
)
def test_both_ends_of_a_move_are_read(text: str, status: str | None) -> None:
    assert _status(text, "return") == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("日経平均は1月16日に付けた年初来高値(終値)から10日までに4.0%下げた。", "supported"),
        ("日経平均は1月16日に付けた年初来高値(終値)から10日までに9.0%下げた。", "contradicted"),
        ("日経平均の10日終値は、年初来高値(終値)を4.0%下回る。", "supported"),
        ("日経平均の10日終値は今年の高値(終値)より4.0%低い。", "supported"),
        ("日経平均の10日終値は今年の高値(終値)より8.0%低い。", "contradicted"),
        ("1月16日に年初来高値(終値)を付けた日経平均は、その後10日までに4.0%下げた。", "supported"),
        ("日経平均は1月16日の終値の高値から10日までで4.0%下押しした。", "supported"),
        ("日経平均の直近高値は1月16日の終値500円で、10日はそこから4.0%安い。", "supported"),
        ("直近高値比(終値)でみた日経平均の10日の下落率は4.0%。", "insufficient"),  # no 52 weeks
        ("日経平均は1月23日の終値の底から10日までに14.3%戻した。", "supported"),
        ("日経平均は1月23日の終値の底から10日までに24.3%戻した。", "contradicted"),
        ("1月23日に安値(終値)を付けた日経平均だが、10日までに14.3%値を戻した。", "supported"),
        ("日経平均は1月23日の終値を底に反転し、10日までの上昇率は14.3%となった。", "supported"),
        ("日経平均は年初来高値から下げてきたが、2日は9.1%上昇した。", "insufficient"),
        ("トヨタの販売台数はピークから4.0%下がった。日経平均は480円だった。", None),
    ],
)
def test_a_high_or_a_low_is_found_wherever_it_is_named(text: str, status: str | None) -> None:
    assert _status(text, "return") == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2日の日経平均の終値は1月16日以来の高さだった。", "supported"),
        ("2日の日経平均の終値は1月9日以来の高さだった。", "contradicted"),
        ("2日の日経平均は終値で1月16日以来となる高い水準で引けた。", "supported"),
        ("2日の日経平均の終値は1月16日以来、最も高い。", "supported"),
        ("日経平均は2日の終値が1月16日以来の水準を回復した。", "supported"),
        ("日経平均の終値としては1月16日以来の高さとなった。", "supported"),
        ("終値で日経平均がこの水準を上回るのは1月16日以来となる。", "supported"),
        ("19日の日経平均は終値で2025年12月30日以来の安値まで下げて引けた。", "supported"),
        ("日経平均は2日に続伸して引け、売買代金は1月9日以来の高水準だった。", None),
        ("2日の日経平均の上げ幅は1月5日以来の大きさだった。", "supported"),
        ("2日の日経平均の上げ幅は1月9日以来の大きさだった。", "contradicted"),
        ("2日の日経平均の上昇率は1月5日以来の高さだった。", "supported"),
        ("2日の日経平均の上昇率は1月26日以来の高さだった。", "contradicted"),
        ("2日の日経平均の下げ幅は1月19日以来の大きさだった。", "contradicted"),
        ("日経平均が2日に付けた値は1月16日以来の高さだ。", "supported"),
        ("日経平均は2日、1月16日以来となる終値での年初来高値を更新した。", "contradicted"),
        ("日経平均は2日に上昇した。失業率が3年ぶりの高水準となった。", None),
    ],
)
def test_firsts_in_other_words(text: str, status: str | None) -> None:
    published = "2026-01-19" if text.startswith("19日") else "2026-02-02"
    assert _status(text, "since", published) == status


# 2026-01-19 (Mon) to 01-27 (Tue)
RISES = until(NIKKEI, "2026-01-27", "500 490 480 485 490 495 499")
TURNS = until(NIKKEI, "2026-01-27", "500 510 505 500 495 490 499")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("日経平均は27日まで4営業日続けて上昇した。", "supported"),
        ("日経平均は27日まで6営業日続けて上昇した。", "contradicted"),
        ("日経平均の上昇は27日で4日連続となった。", "supported"),
        ("日経平均が値上がりしたのは27日で4日連続だ。", "supported"),
        ("日経平均の連続上昇は27日で4営業日となった。", "supported"),
        ("日経平均は27日まで4日続けて値を下げた。", "contradicted"),
        ("日経平均は27日も上昇し、売買代金は6日連続で3兆円を超えた。", None),
        ("日経平均は27日に6日連続で年初来高値を更新した。", None),
        ("今週の日経平均は月曜から2日続けて下げた。", None),
        ("27日の日経平均は上昇した。6日連続で高く始まった。", None),
        ("日経平均は反発した一方、失業率は3カ月連続で上昇した。", "insufficient"),
    ],
)
def test_runs_in_other_words(text: str, status: str | None) -> None:
    assert _status(text, "streak", "2026-01-27", RISES) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("日経平均は27日に上げ、4日続いた下落が途切れた。", "supported"),
        ("日経平均の連続下落は4営業日で止まった。", "supported"),
        ("日経平均の連続下落は7営業日で止まった。", "contradicted"),
    ],
)
def test_runs_that_have_ended(text: str, status: str | None) -> None:
    assert _status(text, "streak", "2026-01-27", TURNS) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("日経平均は27日、5営業日ぶりに上げた。", "supported"),
        ("日経平均は27日、3営業日ぶりに上げた。", "contradicted"),
        ("27日の日経平均は5日ぶりの値上がりとなった。", "supported"),
        ("日経平均は27日に反発。値上がりは5営業日ぶりとなる。", "supported"),
        ("日経平均は27日、3日ぶりの値上がりとはならなかった。", None),
        ("日経平均は27日、3カ月ぶりの上昇率となった。", "contradicted"),
        ("日経平均は27日、5営業日ぶりの上昇率となった。", "supported"),
        ("日経平均の27日の上げ幅は5営業日ぶりの大きさだった。", "supported"),
        ("年度では日経平均は2年ぶりの下落となる。", None),
        ("4日連続の下落は2年ぶりと、日経平均の下げは続いた。", None),
        ("利下げは3日ぶりと、日経平均は材料視した。", None),
        ("日経平均は27日に上昇した。海外勢の買い越しは3週間ぶりとなる。", None),
    ],
)
def test_turns_in_other_words(text: str, status: str | None) -> None:
    assert _status(text, "since", "2026-01-27", TURNS) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("日経平均は年初から10日までTOPIXを10.0ポイント上回る成績だった。", "supported"),
        ("日経平均は年初から10日までTOPIXを9.1%上回る成績だった。", "definition_dependent"),
        ("年初から10日までの成績で、日経平均がTOPIXに10.0ポイントの差をつけた。", "supported"),
        ("TOPIXの年初来の騰落率は10日時点で日経平均に10.0ポイント劣る。", "supported"),
        ("TOPIXは10日までの年初来で日経平均を10.0ポイントアンダーパフォームした。", "supported"),
        ("日経平均は10日までの年初来でTOPIXを10.0ポイントアンダーパフォームした。", "contradicted"),
        ("日経平均とTOPIXの年初来騰落率の差は10日時点で10.0ポイントある。", "supported"),
        ("TOPIXと日経平均の年初来騰落率の差は10日時点で10.0ポイントある。", "supported"),
        ("日経平均とTOPIXの年初来騰落率の差は10日時点で16.0ポイントある。", "contradicted"),
        ("1月は日経平均がTOPIXを月間で5.0ポイント上回った。", "supported"),
        ("日経平均は年初来で20.0%上昇し、TOPIXを10.0ポイント上回るリターンだ。", "supported"),
        ("日経平均は年初来で20.0%上昇し、TOPIXを5.0ポイント上回るリターンだ。", "contradicted"),
        (
            "日経平均の対TOPIXの超過リターンは年初から10日まででプラス10.0ポイント。",
            "supported",
        ),
        ("日経平均は10日、TOPIXより下落率が10.0ポイント大きかった。", None),
    ],
)
def test_leads_in_other_words(text: str, status: str | None) -> None:
    assert _status(text, "return") == status


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        ("日経平均の今年の高値(終値)は1月16日の500円だ。", EVENING, "supported"),
        ("日経平均の今年の高値(終値)は1月16日の490円だ。", EVENING, "contradicted"),
        ("終値でみた日経平均の今年の安値は1月23日の420円だ。", EVENING, "supported"),
        ("日経平均の終値での最高値は1月16日の520円だ。", EVENING, "contradicted"),
        ("日経平均の終値での最高値は1月16日の500円だ。", EVENING, "insufficient"),
        ("日経平均の今年の安値(終値)は1月26日の440円だ。", EVENING, "contradicted"),
        ("400円台だった1年前とは違い、10日の日経平均は480円で引けた。", EVENING, "supported"),
    ],
)
def test_highs_and_lows_as_of_now(text: str, published: str, status: str) -> None:
    statuses = [f.status for f in _findings(text, published, ROWS)]
    assert status in statuses
    assert statuses.count("contradicted") == (status == "contradicted")


def test_a_record_passed_since_is_not_confirmed() -> None:
    rows = [*ROWS, *until(NIKKEI, "2026-02-13", "510 520")]
    text = "日経平均の今年の高値(終値)は1月16日の500円だ。"
    assert found(text, rows, "2026-02-13", "close").status == "insufficient"


def test_a_price_passed_on_the_way_is_one_of_within_the_day() -> None:
    rows = [
        *until(NIKKEI, "2026-01-27", "52000 51000"),
        *until(NIKKEI, "2026-01-27", "52300 52100", metric="high"),
        *until(NIKKEI, "2026-01-27", "50800 50600", metric="low"),
    ]
    text = "日経平均は27日に{}円まで下げた後、5万1000円で引けた。"
    for low, statuses in (("5万700", {"supported"}), ("5万100", {"supported", "contradicted"})):
        assert {f.status for f in _findings(text.format(low), "2026-01-27", rows)} == statuses


def test_a_move_shares_the_verb_of_its_percentage() -> None:
    text = "日経平均は2日、前営業日から40円、率にして9.1%の上昇で引けた。"
    statuses = {f.status for f in _findings(text, EVENING, ROWS)}
    assert statuses == {"supported"}


@pytest.mark.parametrize(("price", "status"), [("480", "supported"), ("490", "contradicted")])
def test_the_close_of_a_week(price: str, status: str) -> None:
    text = f"日経平均は前週末を上回る{price}円で今週の取引を終えた。"
    assert _status(text, "close", "2026-02-07") == status


def test_the_day_before_in_the_sentence_before() -> None:
    rows = until(SP500, "2026-01-27", "6000 6060")
    text = "前日の米国株高を振り返る。S&P500の上昇率は{}%だった。"
    assert found(text.format("1.0"), rows, "2026-01-28", "return").status == "supported"
    assert found(text.format("3.0"), rows, "2026-01-28", "return").status == "contradicted"


def _status(
    text: str, check: str, published: str = EVENING, rows: list | None = None
) -> str | None:
    """Give the status of a metric's finding on the last number; None where there is none.

    What holds as usual and fails otherwise (to the low since, as a ratio) counts as supported.
    """
    held = [f for f in _findings(text, published, rows or ROWS) if f.check == check]
    last = max(held, key=lambda each: int(each.quantity[1:]), default=None)
    return last.status.removesuffix("_under") if last else None


def _findings(text: str, published: str, rows: list) -> list:
    report = uratori.Analyzer().check(
        text, published=date.fromisoformat(published), data=Facts(rows)
    )
    return [each for each in report.findings if each.scope == "market"]
