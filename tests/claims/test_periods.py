"""The time that a number speaks of: in its clause, in its sentence, and gone on with."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.records import Claim, Period

PUBLISHED = date(2026, 5, 20)  # a Wednesday


def claims_in(text: str, published: date = PUBLISHED) -> dict[str, Claim]:
    analysis = Analyzer().extract(text, published=published)
    numbers = {q.id: q for q in analysis.quantities}
    found: dict[str, Claim] = {}
    for claim in analysis.claims:
        found.setdefault(numbers[claim.quantity].text, claim)
    return found


def days(period: Period | None) -> str:
    if period is None or period.start_date is None or period.end_date is None:
        return ""
    first, last = period.start_date.isoformat(), period.end_date.isoformat()
    return first if first == last else f"{first}/{last}"


FY26, FY27 = "2025-04-01/2026-03-31", "2026-04-01/2027-03-31"
MARCH, APRIL, Q1 = "2026-03-01/2026-03-31", "2026-04-01/2026-04-30", "2026-01-01/2026-03-31"
Q3 = "2025-10-01/2025-12-31"

NIKKEI = "19日の東京株式市場で日経平均は反落し、終値は前日比312円(0.7%)安の4万4210円だった。"
DOW = "19日の米株式市場でダウ工業株30種平均は前日比120ドル安で終えた。"
PROFIT = "コマツの2026年3月期の営業利益は前期比9%減の6100億円だった。"
PRICES = "総務省が15日発表した4月の全国消費者物価指数は前年同月比2.1%上昇した。"


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # the time of a comparison is none of the number
        (PROFIT, "9%", FY26),
        (PROFIT, "6100億円", FY26),
        ("クボタの2026年3月期の純利益は前の期に比べ1割増の2400億円だった。", "1割", FY26),
        ("クボタの2026年3月期の純利益は前の期に比べ1割増の2400億円だった。", "2400億円", FY26),
        ("4月の百貨店売上高は前年同月比3.2%減だった。", "3.2%", APRIL),
        ("4月の米失業率は前月から0.1ポイント上がり4.4%だった。", "4.4%", APRIL),
        ("2025年10〜12月期の実質GDPは前期比0.3%増だった。", "0.3%", Q3),
        ("18日の日経平均は前週末比250円高で終えた。", "250円", "2026-05-18"),
        # a value of its own beside the comparison has the earlier time
        ("4月の米失業率は4.4%と前月の4.3%から上がった。", "4.3%", MARCH),
        ("4月の米失業率は4.4%と前月の4.3%から上がった。", "4.4%", APRIL),
        ("オムロンの2026年3月期の純利益は前期の280億円から310億円に増えた。", "280億円",
         "2024-04-01/2025-03-31"),
        ("ロームの2026年3月期の純損益は120億円の黒字(前の期は500億円の赤字)だった。", "500億円",
         "2024-04-01/2025-03-31"),
        ("ロームの2026年3月期の純損益は120億円の黒字(前の期は500億円の赤字)だった。",
         "120億円", FY26),
        ("4月のPPIは前年同月比2.0%上昇し、3月の1.8%を上回った。", "1.8%", MARCH),
        ("4月のPPIは前年同月比2.0%上昇し、3月の1.8%を上回った。", "2.0%", APRIL),
        # a change since a day is of the day told before it
        ("コマツの3月末の棚卸資産は2100億円と、12月末から80億円増えた。", "80億円", "2026-03-31"),
        ("コマツの2026年3月期の受注高は1兆円、期末の受注残高は9000億円。", "9000億円",
         "2026-03-31"),
        # a bare month is of the year just over where it is told of
        ("21日発表の4月の全国CPIは前年同月比1.8%の上昇が見込まれている。", "1.8%", APRIL),
        # a list under a dated heading
        ("■ライオン(4912) 2026年1〜3月期(連結)\n・売上高 900億円(前年同期比+2.1%)", "900億円", Q1),
        ("■ライオン(4912) 2026年1〜3月期(連結)\n・売上高 900億円(前年同期比+2.1%)", "+2.1%", Q1),
        # a report that only tells which firm it is
        ("19日の米株式市場でダウは反発した。1〜3月期決算を発表したインテルが2.5%高。", "2.5%",
         "2026-05-19"),
        # the second of two names
        ("2026年3月期の売上高はキリンHDが前期比3%増の2兆円、アサヒGHDが5%増の3兆円。", "3兆円",
         FY26),
        # the day of publication beside the month of a release
        (PRICES, "2.1%", APRIL),
        ("財務省が19日に公表した4月の貿易収支は2300億円の赤字だった。", "2300億円", APRIL),
        ("日本政府観光局は18日、4月の訪日外客数が390万人だったと発表した。", "390万人", APRIL),
        ("ホンダは13日、2027年3月期の純利益を8000億円と発表した。", "8000億円", FY27),
        ("IHIは13日、タービン会社を600億円で買収すると発表した。", "600億円", ""),
        ("日銀の委員は14日の講演で中立金利は1.5%程度だと述べた。", "1.5%", ""),
        ("FRBは4月29日、政策金利を3.50%に据え置いた。", "3.50%", "2026-04-29"),
        # a day at the head of the sentence reaches all its numbers
        (NIKKEI, "312円", "2026-05-19"),
        (NIKKEI, "0.7%", "2026-05-19"),
        (NIKKEI, "4万4210円", "2026-05-19"),
        ("19日の米市場でS&P500は前日比0.4%高、ナスダック総合指数は0.9%高だった。", "0.9%",
         "2026-05-19"),
        ("15日のTOPIXは17時時点の値でなく、終値は2911.40だった。", "2911.40", "2026-05-15"),
        # and the sentences behind it
        (NIKKEI + "TOPIXは0.3%安だった。", "0.3%", "2026-05-19"),
        (NIKKEI + "\n東証プライムの売買代金は4兆2100億円。値下がりは901だった。",
         "901", "2026-05-19"),
        (NIKKEI + "\n\nファナックは2.4%安の4010円で引けた。", "4010円", "2026-05-19"),
        (NIKKEI + "\n\nファナックは2.4%安の4010円で引けた。", "2.4%", "2026-05-19"),
        (NIKKEI + "20日の日経平均は1.6%高だった。TOPIXは1.1%高だった。", "1.1%", "2026-05-20"),
        ("◇19日大引け\n・日経平均 4万4210円(前日比▲312円)", "4万4210円", "2026-05-19"),
        # but nothing of another market, another time, another mood
        (DOW + "\n日経平均は800円高で始まった。", "800円", ""),
        (NIKKEI + "米S&P500は0.6%高だった。", "0.6%", ""),
        (NIKKEI + "TOPIXは年明けの高値から7%下落している。", "7%", ""),
        (NIKKEI + "TOPIXは過去1年間で11%上昇した。", "11%", "2025-05-20/2026-05-20"),
        (NIKKEI + "ファナックの予想PERは31倍だ。", "31倍", ""),
        (NIKKEI + "野村証券はファナックの目標株価を5000円とした。", "5000円", ""),
        (NIKKEI + "日経平均は4万6000円に上昇すると予想する。", "4万6000円", ""),
        (NIKKEI + "仮に日経平均が5%下落すれば割安になる。", "5%", ""),
        ("ファナックは18日、新工場を建てると決めた。株価は3.1%高だった。", "3.1%", ""),
        # weeks
        ("今週の日経平均は2.2%上昇した。", "2.2%", "2026-05-18/2026-05-24"),
        ("今週(11〜15日)の東京株式市場で日経平均は1.4%高で、15日の取引を終えた。TOPIXは0.8%高だった。",
         "0.8%", "2026-05-11/2026-05-15"),
        ("9日までの1週間の米新規失業保険申請件数は22万件だった。", "22万件",
         "2026-05-03/2026-05-09"),
        # months and financial years go on too
        (PRICES + "コア指数は1.9%上昇した。", "1.9%", APRIL),
        ("3月の米CPIは前年同月比2.4%上昇し、市場予想の2.6%を下回った。", "2.6%", MARCH),
        (PROFIT + "売上高は4兆円、純利益は4300億円だった。", "4兆円", FY26),
        (PROFIT + "売上高は4兆円、純利益は4300億円だった。", "4300億円", FY26),
        (PROFIT + "2027年3月期の営業利益は6300億円を見込む。年間配当は190円とする。",
         "6300億円", FY27),
        (PROFIT + "2027年3月期の営業利益は6300億円を見込む。年間配当は190円とする。",
         "190円", FY27),
        ("オークマの2027年3月期第1四半期の営業利益は40億円だった。通期の営業利益は200億円を見込む。",
         "200億円", FY27),
        ("■TDK 2026年1〜3月期決算\n・売上高 5400億円\n・営業利益 510億円", "510億円", Q1),
        ("ニチレイの4月の既存店売上高は1.2%増えた。客数は0.5%減った。", "0.5%", APRIL),
        (PROFIT + "予想PERは14倍だ。", "14倍", ""),
        (PROFIT + "クボタの純利益は2400億円だった。", "2400億円", ""),
        ("東レは1926年に設立した。売上高は2兆円だ。", "2兆円", ""),
        ("IMFは2026年の世界経済の成長率を3.0%と予測した。日本は0.6%とみる。", "3.0%",
         "2026-01-01/2026-12-31"),
        # marks to reach, and what is of now
        ("4月のISM製造業景況指数は48.7と、好不況の境目である50を下回った。", "50", ""),
        ("4月の中国製造業PMIは50.3で、節目の50を上回った。", "50", ""),
        ("4月の全国CPIの上昇率は2.1%で、日銀が目標に掲げる2%を上回った。", "2%", ""),
        ("純資産総額は4月末で810億円、直近は840億円だ。", "840億円", ""),
        ("純資産総額は4月末で810億円、直近は840億円だ。", "810億円", "2026-04-30"),
        # ends, parts and what stands behind the number
        ("ドル円は年末に140円まで下落すると予想する。", "140円", "2026-12-31"),
        ("GLDの保有量は998トン(18日時点)だ。", "998トン", "2026-05-18"),
        ("ヤマハ発動機の4〜6月期の営業利益は300億円になる見込みだ。", "300億円",
         "2026-04-01/2026-06-30"),
        ("鉱工業生産指数(2020年=100)は101.5だった。", "101.5", ""),
        # a run up to a day is of no single day, nor is what was three months ago of now
        ("17日までの来客数は前年比4%減だった。", "4%", ""),
        ("4月の客単価は8932円で、3か月前の客単価の9109円より低い。", "9109円", ""),
        ("4月の客単価は8932円で、3か月前の客単価の9109円より低い。", "8932円", APRIL),
        ("4月の客単価は3か月前に比べ2%低下した。", "2%", APRIL),
        # what an earlier day has of its own ends where its number does
        ("市場が織り込む6月の利上げ確率は前日の24%から15%に下がった。", "15%",
         "2026-06-01/2026-06-30"),
        # a month to come
        ("市場が織り込む7月の利上げ確率は35%だ。", "35%", "2026-07-01/2026-07-31"),
        ("仮に日銀が9月に政策金利を1.5%へ引き上げれば円高になる。", "1.5%",
         "2026-09-01/2026-09-30"),
        # the headline has the time of its text
        ("日経平均反落、312円安\n" + NIKKEI, "312円", "2026-05-19"),
        ("4月の全国CPI、2.1%上昇\n" + PRICES, "2.1%", APRIL),
    ],
)  # fmt: skip
def test_the_time_of_a_number(text: str, number: str, expected: str) -> None:
    assert days(claims_in(text)[number].period) == expected


def test_a_day_not_named_is_not_guessed() -> None:
    found = claims_in("日経平均は反落し、終値は前日比312円(0.7%)安の4万4210円だった。")
    assert {text: days(claim.period) for text, claim in found.items()} == {
        "312円": "",
        "0.7%": "",
        "4万4210円": "",
    }


def test_a_change_over_weeks_is_not_of_the_day() -> None:
    # 20 May is a Wednesday: what is measured from the Friday before is no change of that day.
    found = claims_in(
        "20日の東京株式市場で日経平均は前日比1.2%高だった。TOPIXは前週末比2.0%高だった。"
    )
    assert days(found["1.2%"].period) == "2026-05-20"
    assert days(found["2.0%"].period) == ""


def test_without_a_day_of_publication() -> None:
    found = Analyzer().extract(
        "2026年3月期の営業利益は前期比9%減の6100億円だった。", published=None
    )
    assert all(days(claim.period) in (FY26, "") for claim in found.claims)
