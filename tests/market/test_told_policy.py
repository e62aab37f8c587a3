"""Policy rates told by what stands around their moves: gaps, spans with two ends, ordinals."""

from datetime import date

import pytest

from uratori.market import bundled_facts

from .statements import verdicts

PUBLISHED = date(2025, 12, 26)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日米の政策金利差は3.00ポイントまで縮まった。", "supported"),
        ("日米の政策金利差は3.75ポイントだ。", "contradicted"),
        ("日銀とFRBの政策金利の差は290bp。", "insufficient"),
        ("日米の政策金利差は1年前の4.25ポイントから縮小した。", "supported"),
        ("日米の政策金利差は1年前より1.25ポイント縮んだ。", ""),
        ("日米の10年金利差は3.00ポイントだ。", "insufficient"),
        ("日米の政策金利差は年末までに2.0ポイントに縮まるとみられる。", "not_checkable"),
        ("日米の政策金利差が2.0ポイントまで縮小すれば円高が進む。", "not_checkable"),
        (
            "政策金利は米国が3.75%、日本が0.75%で、その差は3.00ポイントある。",
            "supported_under supported supported",
        ),
    ],
)
def test_gaps_of_policy_rates(text: str, expected: str) -> None:
    assert verdicts(text, PUBLISHED, bundled_facts()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FRBは今年9月から12月までの利下げで政策金利を計0.75ポイント下げた。", "supported"),
        ("FRBは今年9月から10月までの利下げで政策金利を計1.25ポイント下げた。", "contradicted"),
        ("FRBは2025年9月に利下げを再開し、これまでに政策金利を計0.75%引き下げた。", "supported"),
        ("FRBは2025年9月に利下げを再開し、これまでに政策金利を計1.25%引き下げた。", "contradicted"),
        (
            "FRBの利下げは9月以降で3回目。この間の引き下げ幅は計0.75ポイントに及ぶ。",
            "supported supported",
        ),
        ("FRBの利下げは今年3回目だ。", "supported"),
        ("FRBの利下げは9月に続き今年3回目だ。", "supported"),
        ("FRBの利下げは9月に続き今年4回目だ。", "contradicted"),
        ("2025年9月に始まった米利下げ局面での下げ幅は累計0.75%に達する。", "supported"),
        ("2025年9月に始まった米利下げ局面での下げ幅は累計1.75%に達する。", "contradicted"),
        (
            "2025年9月に始まったFRBの利下げは12月までで3回、下げ幅は合計0.75ポイントに達する。",
            "supported supported",
        ),
        (
            "日経平均は米利下げが3回と伝わり売られ、下げ幅は1.25%に達した。",
            "insufficient insufficient",
        ),
        ("日銀の19日の利上げは1月以来で、引き上げ幅は0.25%だった。", "supported supported"),
        ("日銀の19日の利上げは1月以来で、引き上げ幅は0.50%だった。", "supported contradicted"),
        ("2025年9月に始まった米利下げは12月10日の決定で3回目。", "supported"),
        ("2025年9月に始まった米利下げは12月10日の決定で4回目。", "contradicted"),
        ("FRBが2025年9月に再開した利下げは12月10日の会合で4回目となった。", "contradicted"),
        ("2025年9月に始まった米利下げは12月10日の決定で4回目とみられる。", "not_checkable"),
        ("FRBは10日、利下げを決めた。下げ幅は0.25%。", "supported"),
        ("FRBは10日、利下げを決めた。下げ幅は0.5%。", "contradicted"),
        ("FRBは10日、利下げを決めた。株式市場では下げ幅は2%に達した。", "insufficient"),
        ("FRBの利下げは今年4回目だ。", "contradicted"),
        ("FRBの利下げは今年2回目だった。", "insufficient"),
        ("米国では2025年12月の会合で政策金利が25bp引き下げられた。", "supported"),
        ("米国では2025年10月の会合で政策金利が50bp引き下げられた。", "contradicted"),
        (
            "FRBは10月と12月に利下げし、政策金利を4.25%から3.75%へ引き下げた。",
            "supported supported_under",
        ),
    ],
)
def test_spans_of_moves(text: str, expected: str) -> None:
    assert verdicts(text, PUBLISHED, bundled_facts()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "FRBが2025年9月に始めた利下げは、25年12月までの3回で終わった。"
            "この間に誘導目標の上限は4.50%から3.75%まで下がった。",
            "supported supported supported",
        ),
        (
            "FRBが2025年9月に始めた利下げは、25年12月までの5回で終わった。"
            "この間に誘導目標の上限は5.25%から3.25%まで下がった。",
            "contradicted contradicted insufficient",
        ),
        (
            "FRBは2025年9月に利下げを始め、誘導目標の上限は25年12月までに4.50%から3.75%に低下した。",
            "supported supported",
        ),
        ("FRBの今年の利下げ幅は、10月と12月を合わせて1.25ポイントになる。", "contradicted"),
        ("FRBの今年の利下げ幅は1.25ポイントになる。", "insufficient"),
        ("FRBは2024年に3回利下げし、誘導目標の上限は年末に4.50%となった。", "supported supported"),
        (
            "FRBは2024年に3回利下げし、誘導目標の上限は年末に5.00%となった。",
            "supported contradicted",
        ),
    ],
)
def test_both_ends_of_a_cycle(text: str, expected: str) -> None:
    found = verdicts(text, PUBLISHED, bundled_facts()).split()
    assert sorted(found) == sorted(expected.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日銀が19日に決めた利上げは、1月以来11カ月ぶりだ。", "supported supported"),
        ("日銀は19日、利上げを決めた。利上げは1月以来となる。", "supported"),
        ("日銀は19日、利上げを決めた。利上げは昨年7月以来となる。", "contradicted"),
        ("日銀は19日、11カ月ぶりに政策金利を引き上げた。", "supported"),
        ("日銀は19日、1年半ぶりの利上げに踏み切った。", "contradicted"),
        ("FRBは9月17日、2024年12月以来の利下げを決めた。", "supported"),
        ("FRBは9月17日、2024年9月以来の利下げを決めた。", "contradicted"),
        ("日銀は2年ぶりの利上げを検討する。", ""),
        ("FRBが10日に決めた利下げは10月以来で、下げ幅は0.25%だった。", "supported supported"),
        ("FRBが10日に決めた利下げは10月以来で、下げ幅は0.5%だった。", "supported contradicted"),
        ("日銀の2年ぶりの利上げが焦点となる。", ""),
        ("市場は利上げが2年ぶりとなる日銀会合に備える。", ""),
        ("FRBの政策金利の上限は昨年末より0.75ポイント低い。", "supported"),
        ("FF金利の誘導目標は昨年末に比べ1.25ポイント低い。", "contradicted"),
        ("日銀の政策金利は1年前に比べ0.5ポイント高い。", "supported"),
        ("米10年債利回りは政策金利の低下を映し、昨年末に比べ0.45ポイント低い。", "insufficient"),
        (
            "日銀の政策金利は2024年7月の0.25%から今は0.75%。1年半で0.5ポイント上がった。",
            "supported supported supported",
        ),
        ("FRBは今年3回利下げした。前の年、2024年は3回で合計100bp。", "supported " * 3),
    ],
)
def test_rates_and_moves_set_against_earlier_ones(text: str, expected: str) -> None:
    assert verdicts(text, PUBLISHED, bundled_facts()) == expected.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日銀の利上げは昨年7月の0.25%以降、2回を数えた。", "supported supported"),
        ("日銀の利上げは昨年7月の0.25%以降、4回を数えた。", "supported contradicted"),
        ("日銀は昨年7月の0.25%を出発点に、2回利上げした。", "supported supported"),
        ("日銀は昨年7月の0.25%を皮切りに2回利上げした。", "supported supported"),
        ("昨年7月の0.25%から数えて、日銀の利上げはこれで2回目だ。", "supported"),
        ("昨年7月の0.5%から数えて、日銀の利上げはこれで4回目だ。", "contradicted"),
        ("日銀の利上げは、昨年7月に0.25%としてから今年12月までに2回ある。", "supported"),
        ("日銀の政策金利は昨年7月末の0.25%から2度の利上げを経て0.75%へ。", "supported " * 3),
        ("日銀は昨年7月に0.25%へ引き上げて以降、計0.5%の利上げをした。", "supported"),
    ],
)
def test_moves_are_counted_from_a_rate(text: str, expected: str) -> None:
    assert verdicts(text, PUBLISHED, bundled_facts()) == expected.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日銀は政策金利を0.5%から0.75%に引き上げた。", "supported supported"),
        ("日銀の政策金利は0.75%になった。", "supported"),
        ("日銀は政策金利を1.0%に引き上げた。", "contradicted"),
    ],
)
def test_a_decision_is_told_on_its_own_day(text: str, expected: str) -> None:
    assert verdicts(text, date(2025, 12, 19), bundled_facts()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FRBの政策金利の上限は3.75%、日銀は0.75%で、差は3.00ポイント。", "supported " * 3),
        ("FRBの政策金利の上限は3.75%、日銀は0.75%だから3.50ポイント。",
         "supported supported contradicted"),
        ("政策金利は米国が3.50〜3.75%、日本は0.75%で、上限で比べた差は3.00%ある。",
         "supported " * 3),
        ("日米の政策金利を比べる。米国の3.75%に対し日本は0.75%なので、差し引き3.00ポイント。",
         "supported"),
    ],
)  # fmt: skip
def test_gaps_of_two_rates_told_before(text: str, expected: str) -> None:
    assert verdicts(text, PUBLISHED, bundled_facts()) == expected.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日銀は19日に利上げした。いまの水準は0.75%。", "supported"),
        ("日銀は19日に利上げした。現在は1.0%だ。", "contradicted"),
        ("日銀は今年2回動いた。直近の変更は12月19日で、水準は0.75%。", "supported"),
        ("日銀は12月に動いて0.75%とした。", "supported"),
        ("日銀は19日に利上げした。失業率はなお高い。現在は1.0%だ。", "insufficient"),
        ("日銀は19日に利上げした。物価の伸びは現在は3.0%だ。", ""),
        ("日銀は19日、利上げを決めた。今年の引き上げ幅は合わせて0.50%。", "supported"),
        ("日銀は19日、利上げを決めた。今年の引き上げ幅は合わせて0.75%。", "contradicted"),
        ("FRBは10日に利下げを決め、年内の引き下げは10月に続き3回目だ。", "supported"),
        ("FRBは10日に利下げを決め、年内の引き下げは10月に続き4回目だ。", "contradicted"),
    ],
)
def test_what_follows_on_a_decision(text: str, expected: str) -> None:
    assert verdicts(text, PUBLISHED, bundled_facts()).split()[-1:] == expected.split()
