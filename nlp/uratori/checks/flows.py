"""Checks of what comes in and goes out: trade, shops, customers by spending, shares by price."""

from __future__ import annotations

from typing import get_args

from msgspec.structs import replace

from ..records import Modality
from .schema import ANY, Check, Line, Role

_ANY = frozenset({ANY})
_MOODS = frozenset(get_args(Modality))


def _traded(name: str, noun: str, metric: str, ja: str, en: str) -> Role:
    """Give one side of a country's trade; 対米輸出 and 自動車の輸出 are a part of it."""
    return Role(
        name=name,
        relation="any",
        families=frozenset({metric}),
        dimension="amount",
        preceded_by=(
            f"(?:^|[。、\n月期]|[0-9]月の)(?:総?{noun}(?:総?額)?)[がは]"
            "(?:(?:前年同[月期]?比)?[0-9.]{1,5}%[増減](?:え|少し?|加し?|っ)?(?:て|た|の|、)?)?<about>"
        ),
        ja=ja,
        en=en,
    )


_TRADE = Check(
    key="trade_balance",
    metrics=_ANY,
    units=frozenset({"JPY", "USD"}),
    roles=(
        _traded("exports", "輸出", "exports", "輸出", "exports"),
        _traded("imports", "輸入", "imports", "輸入", "imports"),
    ),
    formula="",
    dimension="amount",
    preceded_by=(
        "(?:(?:^|[。、\n])(?:その結果、?)?貿易収支<is>|、差し引き(?:の貿易収支|額)?<is>?|差し引いた貿易収支<is>)<about>"
    ),
    within=80,
    fine=True,
    any_time=True,
    one_metric=False,
    ja="貿易収支",
    en="trade balance",
)

_MANY = Role(name="", relation="any", families=_ANY, dimension="count", moods=_MOODS, ja="", en="")
_STARTS = "(?:^|[。\n])"
_OPENING = f"{_STARTS}[^。、0-9]{{0,14}}、?<about>"
"""No other count stands before it in its sentence: 国内は3店増え、海外は2店増え1店減り."""
_OPENED = replace(
    _MANY,
    name="gained",
    preceded_by=_OPENING,
    followed_by="増え|増加|増[でと、]|(?:の新規|を新規)?(?:の|を)?(?:出店|開店|開業|開設|新設)",
    ja="増えた数",
    en="gained",
)
_CLOSED = replace(
    _MANY,
    name="lost",
    followed_by="減り|減っ|減少|減[でと、]|(?:の|を)?(?:閉店|退店|閉鎖|廃止)",
    ja="減った数",
    en="lost",
)
_NEW = replace(
    _OPENED,
    preceded_by=f"(?:{_STARTS}[^。、0-9]{{0,12}}(?:出店|開店|開業|新店)[がは])<about>",
    followed_by="",
)
_SHUT = replace(_CLOSED, preceded_by="(?:閉店|退店|閉鎖)[がは]<about>", followed_by="")
_SO_FAR = replace(_MANY, name="base", followed_by="<from>", earlier=True, ja="前回", en="before")
_COUNTED = Check(
    key="count_flow",
    metrics=_ANY,
    roles=(_OPENED, _CLOSED, _SO_FAR),
    formula="base + gained - lost",
    dimension="count",
    around="から、?#(?:<to>|と)",
    within=0,
    any_time=True,
    one_metric=False,
    line=Line(
        orders=(("gained", "lost", "base", "stated"),),
        gap=20,
        unless="。|国内|海外|全|直営|FC|前年同|[0-9]年前|含|うち|ほか|など|[0-9]月の",
    ),
    ja="増減後の数",
    en="count after those gained and lost",
)


def _visits(name: str, metric: str, ja: str, en: str) -> Role:
    return Role(
        name=name,
        relation="any",
        families=frozenset({metric}),
        dimension="ratio",
        reading="change",
        signed=True,
        ja=ja,
        en=en,
    )


_SALES = Check(
    key="store_sales",
    metrics=frozenset({"same_store_sales"}),
    units=frozenset({"percent"}),
    roles=(
        _visits("visits", "customers", "客数", "customers"),
        _visits("spend", "average_spend", "客単価", "average spend"),
    ),
    formula="(1 + visits)*(1 + spend) - 1",
    dimension="ratio",
    reading="change",
    within=60,
    directed=True,
    one_metric=False,
    one_mood=True,
    line=Line(
        orders=(("visits", "spend", "stated"), ("stated", "visits", "spend")),
        gap=18,
        unless="。(?!(?:既存店の?)?客数)|[前昨今来]|全店|新店|予想|計画|年|期|累計|[0-9]月|うち|国内|海外|除",
    ),
    ja="客数×客単価の増減率",
    en="change of customers by spend",
)

_BOUGHT = "(?:を|で)?(?:取得|買い?付け|買い?取[りる]|買い?入れ|購入)"
"""What is done with the shares; limits (上限3000万株、60億円) are set each by itself."""
_BLOCK = Check(
    key="share_block",
    metrics=_ANY,
    units=frozenset({"JPY"}),
    roles=(
        replace(
            _MANY,
            name="price",
            dimension="amount",
            preceded_by="1株(?:[当あ]たり)?<about>",
            followed_by=f"で|{_BOUGHT}",
            ja="1株の価格",
            en="price of a share",
        ),
        replace(_MANY, name="shares", families=_ANY, ja="株数", en="shares"),
    ),
    formula="price*shares",
    dimension="plain",
    preceded_by="(?:取得|買い?付け|買い?取り)?(?:の)?(?:総額|価額の総額|代金)(?:は|が)<about>",
    within=80,
    any_time=True,
    one_metric=False,
    line=Line(
        orders=(("price", "shares", "stated"), ("shares", "price", "stated")),
        gap=22,
        unless="\n",
        only=(
            "で、?|を(?:1株(?:[当あ]たり)?)?|(?:を|で|、)?(?:取得|買い?付け|買い?取り|買い?入れ|購入)(?:し|する|て)?、?"
            "(?:取得|買い?付け|買い?取り)?の?(?:総額|代金)[はが]"
        ),
    ),
    ja="株数×1株の価格",
    en="shares by the price of one",
)

FLOWS: tuple[Check, ...] = (
    replace(_TRADE, formula="exports - imports", around="#(?:程度|余り)?の(?:黒字|出超)"),
    replace(_TRADE, formula="imports - exports", around="#(?:程度|余り)?の(?:赤字|入超)"),
    _COUNTED,
    replace(_COUNTED, roles=(_NEW, _SHUT, _SO_FAR)),
    _SALES,
    _BLOCK,
)
