"""A report built by hand: every status, both scopes, spans from the text itself."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from uratori.articles import article_of
from uratori.records import (
    Analysis,
    Article,
    Claim,
    Confidence,
    Evidence,
    Finding,
    FlipPoint,
    Interval,
    Mention,
    Period,
    Quantity,
    Reference,
    Report,
    Unchecked,
)

TEXT = (
    "# 小型株の割安感\n\n2026年1月26日\n\n"
    "大型株指数の予想PERは約28倍である。\n"
    "小型株ETF(IWM)のPERは19.5で、大型株と比べて1/3を超える割引となっており、"
    "同じ水準に並ぶには約50%の上昇が要る。\n"
    "米連邦準備制度は昨年末に3回の利下げ(合計75ベーシスポイント)を決めた。\n"
    "連邦準備制度は今年1回の利下げを見込む。\n"
)


def exactly(value: Any) -> Interval:
    return Interval(low=Fraction(value), high=Fraction(value))


def quantity(article: Article, number: int, text: str, phrase: str, **given: Any) -> Quantity:
    left = article.text.index(phrase)
    start = article.text.index(text, left)
    value = given.pop("value", None)
    core = given.pop("core", exactly(value if value is not None else 0))
    defaults: dict[str, Any] = {"kind": "level", "unit": "times", "rule": "bare"}
    return Quantity(
        id=f"q{number}", start=start, end=start + len(text), text=text,
        phrase=(left, left + len(phrase)), value=None if value is None else Fraction(value),
        core=core, outer=given.pop("outer", core), **{**defaults, **given},
    )  # fmt: skip


def claim(article: Article, number: int, of: Quantity, **given: Any) -> Claim:
    start = article.text.rfind("\n", 0, of.start) + 1
    end = article.text.index("\n", of.start)
    sure = Confidence(quantity=1.0, entity=0.9, metric=0.75)
    return Claim(id=f"c{number}", sentence=(start, end), quantity=of.id, confidence=sure, **given)


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    article = article_of(TEXT, source="smallcaps.md")
    day = date(2026, 1, 26)
    large = Interval(low=Fraction(55, 2), high=Fraction(57, 2), high_open=True)
    quantities = (
        quantity(
            article, 1, "2026年1月26日", "2026年1月26日", kind="date", unit="date",
            timex="2026-01-26", start_date=day, end_date=day,
        ),
        quantity(article, 2, "28倍", "約28倍", value=28, core=large, modifier="approx"),
        quantity(article, 3, "19.5", "19.5", value="19.5"),
        quantity(
            article, 4, "1/3", "1/3を超える", value="1/3", unit="ratio", modifier="more_than",
            core=Interval(low=Fraction(1, 3), high=None, low_open=True),
        ),
        quantity(
            article, 5, "50%", "約50%", value=50, unit="percent", kind="change",
            modifier="approx", direction="up",
            core=Interval(low=Fraction("47.5"), high=Fraction("52.5")),
        ),
        quantity(article, 6, "3回", "3回", value=3, unit="occurrences", kind="count"),
        quantity(
            article, 7, "75ベーシスポイント", "75ベーシスポイント", value=75, unit="bp",
            kind="change", direction="down",
        ),
        quantity(article, 8, "1回", "1回", value=1, unit="occurrences", kind="count"),
    )  # fmt: skip
    etf = article.text.index("IWM")
    mentions = (
        Mention(
            id="m1", start=etf, end=etf + 3, text="IWM", type="etf", entity="ARCX:IWM",
            symbol="IWM", exchange="ARCX", name="iShares Russell 2000 ETF",
            candidates=("ARCX:IWM",),
        ),
    )  # fmt: skip
    claims = (
        claim(article, 1, quantities[1], entity="index:sp500", metric="per_forward",
              metric_text="予想PER"),
        claim(article, 2, quantities[2], mention="m1", entity="ARCX:IWM", metric="per",
              metric_text="PER", reasons=("the code in brackets",)),
        claim(article, 3, quantities[3], mention="m1", entity="ARCX:IWM", metric="discount",
              reference=Reference(text="大型株と比べて", kind="entity", entity="index:sp500")),
        claim(article, 4, quantities[4], entity="ARCX:IWM", direction="up",
              modality="hypothetical", duplicates=((0, 4), (5, 9))),
        claim(article, 5, quantities[6], entity="bank:fed", metric="policy_rate_upper",
              period=Period(text="昨年末", start_date=date(2025, 1, 1),
                            end_date=date(2025, 12, 31), anchor="published", timex="2025",
                            mod="END")),
        claim(article, 6, quantities[7], entity="bank:fed", modality="forecast",
              speaker="連邦準備制度"),
    )  # fmt: skip
    return Analysis(article=article, quantities=quantities, mentions=mentions, claims=claims)


@pytest.fixture(scope="session")
def report(analysis: Analysis) -> Report:
    fomc = Evidence(
        source="FOMC statements", series="bank:fed/policy_rate_upper", definition="3回の決定の合計",
        value=Fraction(75), unit="bp", as_of="2025-09-17/2025-12-10",
        retrieved=date(2026, 11, 1), address="https://www.federalreserve.gov/monetarypolicy.htm",
        holds=True, quality="primary",
    )  # fmt: skip
    own = Evidence(
        source="the claim's own source", series="index:sp500/per_forward", definition="予想PER",
        value=Fraction(28), unit="times", as_of=None, retrieved=None, address=None, holds=None,
        quality="claimant", note="記事の出典と同じ",
    )  # fmt: skip
    findings = (
        Finding(
            id="f1", scope="internal", check="discount", status="inconsistent", claim="c3",
            quantity="q4", operands=("q3", "q2"), formula="1 - 19.5/28", unit="ratio",
            stated=Fraction(1, 3), computed=Fraction(17, 56), low=Fraction(11, 38),
            high=Fraction(7, 22),
            flip_point=(FlipPoint(quantity="q2", value=Fraction(117, 4)),
                        FlipPoint(quantity="q3", value=Fraction(56, 3))),
            explanation="割引は3分の1に届かない。",
            suggestion="「1/3を超える」を「約3割の」とするか、PERの一方を確かめる。",
        ),
        Finding(
            id="f2", scope="internal", check="parity_rise", status="marginal", claim="c4",
            quantity="q5", operands=("q3", "q2"), formula="28/19.5 - 1", unit="percent",
            stated=Fraction(50), computed=Fraction(1700, 39), low=Fraction("40.7"),
            high=Fraction("46.5"), cause="f1", explanation="丸めの端でだけ合う。",
        ),
        Finding(
            id="f3", scope="market", check="value", status="insufficient", claim="c1",
            quantity="q2", stated=Fraction(28), evidence=(own,),
            explanation="記事の出典のほかに資料がない。",
        ),
        Finding(
            id="f4", scope="market", check="value", status="not_checkable", claim="c6",
            quantity="q8", explanation="予測は検証しない。",
        ),
        Finding(
            id="f5", scope="internal", check="step_total", status="consistent", claim="c5",
            quantity="q7", operands=("q6",), formula="3 * 25", unit="bp", stated=Fraction(75),
            computed=Fraction(75), low=Fraction(75), high=Fraction(75), assumption="1回25bp",
            explanation="3回で75bpになる。",
        ),
        Finding(
            id="f6", scope="market", check="step_total", status="supported", claim="c5",
            quantity="q7", unit="bp", stated=Fraction(75), computed=Fraction(75),
            explanation="3回の決定と合う。", evidence=(fomc,),
        ),
    )  # fmt: skip
    unchecked = (Unchecked(quantity="q1", reason="日付"), Unchecked(quantity="q6", reason="回数"))
    return Report(analysis=analysis, findings=findings, unchecked=unchecked)
