"""Promotion, captions and repeated paragraphs are marked; running text is not."""

import json
from pathlib import Path
from time import process_time

import jsonschema
import pytest

from uratori.articles import article_of
from uratori.articles.marks import find_marks
from uratori.pipeline import Analyzer

BODY = "日経平均株価は前日比402円高の3万9812円となり、3日続けて上げた。"
LONG = "小型株の勢いは続いており、指数は6か月で17%上昇したと市場参加者は見ている。"

MARKED = [
    ("PR", ["promo:PR"]),
    ("【ＰＲ】", ["promo:【ＰＲ】"]),
    ("— 広告 —", []),
    ("＜広告＞", ["promo:＜広告＞"]),
    ("【PR】手数料が0円の新しい口座", ["promo:【PR】手数料が0円の新しい口座"]),
    ("手数料が0円の新しい口座【PR】", ["promo:手数料が0円の新しい口座【PR】"]),
    ("続きを読む >", ["promo:続きを読む >"]),
    ("この記事は有料会員限定です。", ["promo:この記事は有料会員限定です。"]),
    ("この記事は会員限定です。残り1,234文字", ["promo:この記事は会員限定です。残り1,234文字"]),
    ("残り 850 文字", ["promo:残り 850 文字"]),
    ("関連記事：米株3日続伸", ["promo:関連記事：米株3日続伸"]),
    ("## 関連記事\n- 米株高\n- 円安", ["promo:## 関連記事", "promo:- 米株高", "promo:- 円安"]),
    (f"関連記事\n米株3日続伸\n小型株の節\n{BODY}", ["promo:関連記事", "promo:米株3日続伸"]),
    (f"関連記事\n・米株3日続伸\n\n円安進む\n{BODY}", ["promo:関連記事", "promo:・米株3日続伸"]),
    (f"あわせて読みたい\n{BODY}", ["promo:あわせて読みたい"]),
    ("写真：ロイター", ["caption:写真：ロイター"]),
    ("画像:取引所", ["caption:画像:取引所"]),
    ("写真=共同", ["caption:写真=共同"]),
    ("東京証券取引所の株価ボード＝共同", ["caption:東京証券取引所の株価ボード＝共同"]),
    ("![株価のチャート](chart.png)", ["caption:![株価のチャート](chart.png)"]),
    ("*株価の上昇を示すチャート*", ["caption:*株価の上昇を示すチャート*"]),
    (f"{BODY}(写真=ロイター)", ["caption:(写真=ロイター)"]),
    (f"{LONG}\n{BODY}\n  {LONG}\n", [f"repeat:{LONG}"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKED)
def test_marked(text: str, expected: list[str]) -> None:
    for before in ("", "円は対ドルで上げた。\r\n", "\n\n"):
        whole = before + text
        assert [f"{m.kind}:{whole[m.start : m.end]}" for m in find_marks(whole)] == expected


PLAIN = [
    BODY,
    "広告収入は前年同期比10%増の120億円だった。",
    "PR事業の売上高は前年同期比10%増の120億円だった。",
    "・広告：売上高は120億円、営業利益は10億円だった。",
    "会員限定のサービスは売上高が12億円となり、全体の3割を占めた。",
    "残り3社は減益だった。文字どおりの明暗である。",
    "写真事業は黒字に転じた。",
    "同社は写真(デジタル)の売上高を2割伸ばした。",
    "続きを読むために会員となった人は1万2000人に上り、前年から3割増えた。",
    "小見出し\n小見出し",
    "**太字**で始まる段落は3%高だった。",
]


@pytest.mark.parametrize("text", PLAIN)
def test_running_text_is_not_marked(text: str) -> None:
    assert find_marks(text) == ()


def test_a_segment_called_advertising_keeps_its_text() -> None:
    text = "広告\n売上高は120億円だった。\n"
    assert [text[m.start : m.end] for m in find_marks(text)] == ["広告"]


@pytest.mark.parametrize(
    "piece", ["関連記事\n", "(写真=", "*", "【PR", "残り", "![", f"{LONG}\n", "・", "写真："]
)
def test_marks_are_linear(piece: str) -> None:
    def took(times: int) -> float:
        text, tries = piece * times, []
        for _ in range(3):
            begun = process_time()
            find_marks(text)
            tries.append(process_time() - begun)
        return min(tries)

    took(100)
    assert took(20_000) < 60 * max(took(2_000), 0.001)


# What the checks do with them

PROMOTED = (
    "S&P 500の株価収益率(PER)は約28である。\n"
    "関連記事\n"
    "・IWMのPERは19.5で、S&P 500と比べて1/3を超える割引\n"
)


def test_a_promoted_number_is_claimed_but_not_checked() -> None:
    report = Analyzer().check(PROMOTED, offline=True)
    texts = {q.id: q.text for q in report.analysis.quantities}
    assert [texts[c.quantity] for c in report.analysis.claims] == ["28", "19.5", "1/3"]
    reasons = {texts[u.quantity]: u.reason for u in report.unchecked}
    assert reasons == {"19.5": "promo", "1/3": "promo"}
    assert {texts[f.quantity] for f in report.findings} == {"28"}


def test_without_the_label_it_is_checked() -> None:
    text = PROMOTED.replace("関連記事\n", "")
    found = {(f.check, f.status) for f in Analyzer().check(text, offline=True).findings}
    assert ("discount", "inconsistent") in found


def test_what_the_body_says_too_is_checked_in_the_body() -> None:
    body = (
        "S&P 500の株価収益率(PER)は約28である。\n"
        "IWMのPERは19.5で、S&P 500と比べて1/3を超える割引となっている。\n"
    )
    text = "関連記事\n・IWMのPERは19.5\n\n" + body
    report = Analyzer().check(text, offline=True)
    starts = {q.id: q.start for q in report.analysis.quantities}
    (discount,) = [f for f in report.findings if f.check == "discount"]
    assert discount.status == "inconsistent"
    assert min(starts[q] for q in (discount.quantity, *discount.operands)) > text.index("S&P")


def test_the_document_tells_the_marks(package: Path) -> None:
    schema = json.loads((package / "reference/uratori-1.schema.json").read_text(encoding="utf-8"))
    document = Analyzer().check(article_of(PROMOTED), offline=True).to_dict()
    jsonschema.Draft202012Validator(schema).validate(document)
    start = PROMOTED.index("関連")
    assert document["article"]["marks"] == [
        {"start": start, "end": start + 4, "kind": "promo"},
        {"start": start + 5, "end": len(PROMOTED) - 1, "kind": "promo"},
    ]
