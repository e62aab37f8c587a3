"""Checks of one figure against another's: discount, premium, what is needed to catch up."""

from __future__ import annotations

from typing import get_args

from msgspec.structs import replace

from ..records import Modality
from .schema import ANY, Check, Line, Role

_ANY = frozenset({ANY})
_TIMES = r"(?<=倍)"
_UP = r"(?:[^。、0-9#]{0,6})(?:上昇|値上がり|上が|上げ|高く|リターン|利益|(?=の?余地))"
_NEEDED = r"[^。0-9]{0,14}(?:必要|余地|計算|なければ|ならな|ことにな|要する|要る|欠かせ|求め)"
_MULTIPLE = Role(
    name="own",
    relation="any",
    families=_ANY,
    followed_by=_TIMES,
    reading="level",
    moods=frozenset(get_args(Modality)),
    ja="対象",
    en="subject",
)
_OFFER = frozenset({"tender_price", "offer_price"})
_FALL = Role(
    name="fall",
    relation="any",
    families=_ANY,
    dimension="ratio",
    followed_by=r"(?:の?(?:下落|値下がり|下げ|急落|安|損失|の損|マイナス|減)|下が|下回|目減り|値を下)",
    ja="下落率",
    en="fall",
)
_VALUATION = frozenset({"valuation"})
_OWN = Role(name="own", relation="own", families=_VALUATION, ja="対象", en="subject")
_OTHER = Role(name="other", relation="other", families=_VALUATION, ja="比較対象", en="benchmark")

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

RELATIVE: tuple[Check, ...] = (
    Check(
        key="discount",
        metrics=frozenset({"discount"}),
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
        one_era=True,
        roles=(_OTHER, _OWN),
        formula="own/other - 1",
        dimension="ratio",
        ja="割高",
        en="premium",
    ),
    Check(
        key="premium",
        metrics=frozenset({"premium"}),
        roles=(
            Role(
                name="price",
                relation="any",
                families=frozenset({"close"}),
                dimension="amount",
                ja="株価",
                en="share price",
            ),
            Role(
                name="offer",
                relation="any",
                families=_OFFER,
                dimension="amount",
                ja="買付価格",
                en="offer price",
            ),
        ),
        formula="offer/price - 1",
        dimension="ratio",
        within=120,
        any_time=True,
        rising=True,
        one_metric=False,
        ja="割高",
        en="premium",
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
            r"(?:並|届|回復|達す|達し|追いつ|到達|乗せ|同じ水準|同水準|切り上が|戻|解消|埋め|縮)"
            rf"[^。0-9]{{0,24}}(?:に|ら?れば|ならば?|すれば|と|は|も)[^。0-9#]{{0,14}}#{_UP}{_NEEDED}"
        ),
        within=130,
        rising=True,
        one_metric=False,
        any_time=True,
        line=Line(
            orders=(("own", "goal", "stated"), ("goal", "own", "stated")),
            gap=60,
            unless=r"[\n]|もっとも|一方",
        ),
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
            r"(?:元|以前|下落前|高値|急落前|損失|元本|下げ)(?:の[^。、0-9]{0,6})?(?:に|へ|を|まで|分を)"
            rf"[^。、0-9]{{0,4}}(?:戻|取り戻|回復|埋め|復帰)[^。0-9#]{{0,20}}#{_UP}{_NEEDED}"
        ),
        within=110,
        any_time=True,
    ),
)
