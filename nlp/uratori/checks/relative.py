"""Checks of one figure against another's: discount, premium, what is needed to catch up."""

from __future__ import annotations

from typing import get_args

from msgspec.structs import replace

from ..records import Modality
from .schema import ANY, Check, Line, Role

_ANY = frozenset({ANY})
_NEEDS = "#<word>{0,6}(?:<rising>|(?=の?余地))[^。0-9]{0,14}<needed>"
_NEEDED = "[^。0-9#]{0,16}<needed><word>{0,8}(?:<rate>|<rising>)<word>{0,4}<is><about>#"
"""「28%の上昇が必要」, 「必要な上昇率は28%」."""
_MULTIPLE = Role(
    name="own",
    relation="any",
    families=_ANY,
    dimension="times",
    reading="level",
    moods=frozenset(get_args(Modality)),
    ja="対象",
    en="subject",
)
_OFFER = frozenset({"tender_price", "offer_price"})
_PRICE = Role(
    name="price",
    relation="any",
    families=frozenset({"close", "unit_price"}),
    dimension="amount",
    ja="株価",
    en="share price",
)
_NET = replace(
    _PRICE,
    name="net",
    families=frozenset({"nav", "bps"}),
    ja="1口当たり純資産",
    en="net asset value",
)
_OFFERED = replace(_PRICE, name="offer", families=_OFFER, ja="買付価格", en="offer price")
_OVER_PRICE = Check(
    key="premium",
    metrics=frozenset({"premium"}),
    roles=(_PRICE, _OFFERED),
    formula="offer/price - 1",
    dimension="ratio",
    within=120,
    any_time=True,
    rising=True,
    one_metric=False,
    ja="割高",
    en="premium",
)
_FALL = Role(
    name="fall",
    relation="any",
    families=_ANY,
    dimension="ratio",
    followed_by="の?<falling>",
    ja="下落率",
    en="fall",
)
_VALUATION = frozenset({"valuation"})
_OWN = Role(name="own", relation="own", families=_VALUATION, ja="対象", en="subject")
_OTHER = Role(name="other", relation="other", families=_VALUATION, ja="比較対象", en="benchmark")

_PRESENT = (
    "^(?![^#]*平均(?:的な|の)?<word>{0,8}(?:幅|プレミアム|ディスカウント|割引|割高)<word>{0,3}#)"
)
"""Not 「過去10年の平均的な上乗せ幅は#」."""
_RECOVERY = Check(
    key="recovery_rise",
    metrics=frozenset({"recovery_rise"}),
    roles=(
        Role(
            name="fall",
            relation="same",
            families=frozenset({"return"}),
            dimension="ratio",
            ja="下落率",
            en="fall",
        ),
    ),
    formula="1/(1 - fall) - 1",
    dimension="ratio",
    within=200,
    ja="下落を取り戻す上昇率",
    en="rise to recover",
)

_ROOM = (
    "の?{0}余地<is>?(?:約|およそ|なお|まだ)?#(?!(?:から|へ|ポイント))"
    "|#(?:程度|ほど|強|弱|近く|超|以上){{0,2}}の?{0}の?余地"
)
_TARGET = Role(
    name="target",
    relation="any",
    families=_ANY,
    dimension="amount",
    moods=frozenset(get_args(Modality)),
    preceded_by="(?<!前回の)(?<!従来の)目標株価(?:<is>|、|[(])?<about>",
    followed_by="(?!<from>|に?引き|に?<revised>)",
    ja="目標株価",
    en="price target",
)
_QUOTED = replace(
    _TARGET,
    name="price",
    preceded_by="(?:現値|現在値|(?<!目標)(?<!理論)(?<!想定)株価|終値)(?:<is>|、|[(])?<about>",
    earlier=True,
    followed_by="",
    ja="株価",
    en="share price",
)
_UPSIDE = Check(
    key="upside",
    metrics=_ANY,
    units=frozenset({"percent"}),
    roles=(_TARGET, _QUOTED),
    formula="target/price - 1",
    dimension="ratio",
    around=_ROOM.format("(?:上値|上昇|値上がり)"),
    within=100,
    any_time=True,
    one_metric=False,
    line=Line(
        orders=(("target", "price", "stated"), ("price", "target", "stated")),
        gap=20,
        unless="。(?!現|足元|前日|終値|株価|目標株価)|証券|アナリスト|調査|配当|最も|平均|各社|同業"
        "|[A-Z]社|従来|前回|高値|安値|修正|業績|指数|みて|では(?!、)",
    ),
    ja="目標株価までの余地",
    en="way to the price target",
)

RELATIVE: tuple[Check, ...] = (
    Check(
        key="discount",
        metrics=frozenset({"discount"}),
        around=_PRESENT,
        one_era=True,
        roles=(_OWN, _OTHER),
        formula="1 - own/other",
        dimension="ratio",
        ja="割引",
        en="discount",
    ),
    Check(
        key="premium",
        metrics=frozenset({"premium"}),
        around=_PRESENT,
        one_era=True,
        roles=(_OTHER, _OWN),
        formula="own/other - 1",
        dimension="ratio",
        ja="割高",
        en="premium",
    ),
    _OVER_PRICE,
    replace(
        _OVER_PRICE,
        metrics=_ANY,
        around="プレミアム<is>?<about>#|#の?プレミアム",
        roles=(_NET, _PRICE),
        formula="price/net - 1",
    ),
    replace(
        _OVER_PRICE,
        key="discount",
        metrics=_ANY,
        around="ディスカウント<is>?<about>#|#の?ディスカウント",
        roles=(_PRICE, _NET),
        formula="1 - price/net",
        ja="割引",
        en="discount",
    ),
    replace(
        _OVER_PRICE,
        key="discount",
        metrics=_ANY,
        around="(?:ディスカウント|割引)率?<is>?<about>#|#の?(?:ディスカウント|割引)",
        roles=(
            replace(_OFFERED, relation="same", ja="発行価格", en="issue price"),
            replace(
                _PRICE, relation="same", followed_by="[)]?(?:に対し|から|より|に比べ|と比べ|を)"
            ),
        ),
        formula="1 - offer/price",
        ja="割引",
        en="discount",
    ),
    Check(
        key="parity_rise",
        metrics=frozenset({"parity_rise"}),
        one_era=True,
        roles=(_OWN, _OTHER),
        formula="other/own - 1",
        dimension="ratio",
        follows=("discount", "1/(1 - stated) - 1"),
        ja="並ぶまでの上昇率",
        en="rise to parity",
    ),
    Check(
        key="parity_rise",
        metrics=_ANY,
        units=frozenset({"percent", "ratio"}),
        roles=(
            _MULTIPLE,
            replace(_MULTIPLE, name="goal", ja="比較対象", en="goal"),
        ),
        formula="goal/own - 1",
        dimension="ratio",
        around=(
            "<level_with>[^。0-9]{0,24}(?:に|ら?れば|ならば?|すれば|と|は|も|だけで)[^。0-9#]{0,14}"
            f"{_NEEDS}|<level_with>{_NEEDED}"
        ),
        within=130,
        concludes=True,
        rising=True,
        one_metric=False,
        any_time=True,
        ja="並ぶまでの上昇率",
        en="rise to parity",
    ),
    _RECOVERY,
    replace(
        _RECOVERY,
        metrics=_ANY,
        units=frozenset({"percent", "ratio"}),
        roles=(_FALL,),
        around=(
            "<old_level>(?:の<word>{0,6})?(?:<to>|分?を)<word>{0,4}<regaining>"
            f"(?:[^。0-9#]{{0,20}}{_NEEDS}|{_NEEDED})"
        ),
        within=110,
        any_time=True,
    ),
    _UPSIDE,
    replace(_UPSIDE, formula="1 - target/price", around=_ROOM.format("(?:下値|下落|値下がり)")),
)
