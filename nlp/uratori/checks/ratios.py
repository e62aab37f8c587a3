"""Checks of a ratio against the two figures of one owner that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from ..records import Modality
from .schema import ANY, STATED, Check, Dimension, Role

_EITHER: frozenset[Modality] = frozenset({"fact", "forecast", "target"})
_ACTUAL: frozenset[Modality] = frozenset({"fact"})
_AHEAD: frozenset[Modality] = frozenset({"forecast", "target"})


def _part(name: str, metric: str, ja: str, en: str, dimension: Dimension = "amount") -> Role:
    return Role(
        name=name,
        relation="same",
        families=frozenset({metric}),
        dimension=dimension,
        reading="level",
        ja=ja,
        en=en,
    )


_NOT_PAST = r"^(?![^。]*(?:前の?期|前年|昨年|昨期|実績))[^。]*|。[^。前昨実]*"
"""A PER is that of forecast earnings unless the text says otherwise."""


def _free(name: str, metric: str, ja: str, en: str, dimension: Dimension = "amount") -> Role:
    """Give a part that may be a forecast where the ratio is not told as one."""
    return msgspec.structs.replace(
        _part(name, metric, ja, en, dimension), moods=_EITHER, preceded_by=_NOT_PAST
    )


_CLOSE = _part("price", "close", "株価", "share price")
_LAST = Role(
    name="price",
    relation="same",
    families=frozenset({ANY}),
    dimension="amount",
    followed_by=r"で(?:この日の|午後の)?(?:取引を)?(?:終え|引け|終了|終わ)",
    ja="株価",
    en="share price",
)
_EPS = _free("eps", "eps", "1株利益", "earnings per share")
_BPS = msgspec.structs.replace(
    _part("bps", "bps", "1株純資産", "book value per share"), earlier=True
)
_EPS_AHEAD = msgspec.structs.replace(_EPS, moods=_AHEAD)
_NO_CHANGE = (
    r"^(?![^#]*(?:目標|平均|同業|妥当|適正|想定|セクター|業界|市場|他社|競合)[^。、0-9#]{0,12}#)[^#]*"
    r"#(?!分?(?:の|だけ)?(?:上昇|低下|ポイント|縮小|拡大|上が|下が|高|低)"
    r"|を(?:上回|下回|超|割)|より|に(?:対|比べ)|と比べ|から)"
)
"""「1.2倍と、1年前の0.7倍から上昇」 is a level, though it is held against an earlier one."""
_DPS = _part("dps", "dps", "1株配当", "dividend per share")
_SALES = _part("sales", "sales", "売上高", "sales")

_MARGINS: Mapping[str, tuple[str, str, str]] = {
    "operating_margin": ("operating_profit", "営業利益率", "operating margin"),
    "ordinary_margin": ("ordinary_profit", "経常利益率", "ordinary profit margin"),
    "net_margin": ("net_profit", "純利益率", "net margin"),
    "gross_margin": ("gross_profit", "粗利率", "gross margin"),
    "ebitda_margin": ("ebitda", "EBITDAマージン", "EBITDA margin"),
    "business_margin": ("business_profit", "事業利益率", "business profit margin"),
    "sga_ratio": ("sga", "販管費率", "SG&A ratio"),
    "rd_ratio": ("rd", "研究開発費率", "R&D ratio"),
    "cost_ratio": ("cost_of_sales", "原価率", "cost ratio"),
}
"""Metric of the ratio: the figure whose share of sales it is, and its names."""


def _ratio(
    key: str,
    metric: str,
    roles: tuple[Role, ...],
    formula: str,
    ja: str,
    en: str,
    dimension: Dimension = "ratio",
    beyond: int = 1,
) -> Check:
    return Check(
        beyond=Fraction(beyond),
        one_era=True,
        any_time=key in ("per", "pbr"),
        key=key,
        metrics=frozenset({metric}),
        reading=None if key in ("per", "pbr") else "level",
        units=frozenset({"times"}) if key in ("per", "pbr") else None,
        around=_NO_CHANGE if key in ("per", "pbr") else "",
        roles=roles,
        formula=formula,
        dimension=dimension,
        within=240,
        one_metric=False,
        one_mood=key not in ("per", "pbr"),
        truncates=True,
        ja=ja,
        en=en,
    )


RATIOS: tuple[Check, ...] = (
    *(
        _ratio("margin", ratio, (_part("part", metric, ja, en), _SALES), "part/sales", ja, en)
        for ratio, (metric, ja, en) in _MARGINS.items()
    ),
    *(
        check
        for price in (_CLOSE, _LAST)
        for check in (
            _ratio("per", "per", (price, _EPS), "price/eps", "PER", "price-earnings ratio"),
            _ratio(
                "per", "per_forward", (price, _EPS_AHEAD), "price/eps", "予想PER", "forward PER"
            ),
            _ratio("pbr", "pbr", (price, _BPS), "price/bps", "PBR", "price-book ratio"),
        )
    ),
    *(
        _ratio(
            "per_roe_pbr",
            "pbr",
            (
                _part("per", metric, "PER", "price-earnings ratio", "plain"),
                msgspec.structs.replace(
                    _part("roe", "roe", "ROE", "return on equity", "ratio"), preceded_by=said
                ),
            ),
            "per*roe",
            "PER×ROEのPBR",
            "price-book ratio from PER and ROE",
            beyond=beyond,
        )
        for metric, said, beyond in (
            ("per", r"^(?![^。]*予想(?:ROE|自己資本利益率)[^。0-9]*$)[\s\S]*", 1),
            ("per_forward", r"予想(?:ROE|自己資本利益率)(?:[(]ROE[)])?[はがも、]?[約\s]{0,2}", 1),
            # the return of last year is no part of a forecast PER: only gross slips are told
            ("per_forward", "", 2),
        )
    ),
    _ratio(
        "earnings_yield",
        "earnings_yield",
        (_part("per", "per", "PER", "price-earnings ratio", "plain"),),
        "1/per",
        "益利回り",
        "earnings yield",
    ),
    _ratio(
        "dividend_yield",
        "dividend_yield",
        (_DPS, _CLOSE),
        "dps/price",
        "配当利回り",
        "dividend yield",
    ),
    _ratio("payout", "payout", (_DPS, _EPS), "dps/eps", "配当性向", "payout ratio"),
    _ratio(
        "market_cap",
        "market_cap",
        (_CLOSE, _part("shares", "shares", "発行済み株式数", "shares", "count")),
        "price*shares",
        "時価総額",
        "market capitalisation",
        "amount",
    ),
    _ratio(
        "equity_ratio",
        "equity_ratio",
        (
            _part("equity", "equity_book", "純資産", "equity"),
            _part("assets", "total_assets", "総資産", "total assets"),
        ),
        "equity/assets",
        "自己資本比率",
        "equity ratio",
    ),
    _ratio(
        "nt_ratio",
        "nt_ratio",
        (
            Role(
                name="nikkei",
                relation="any",
                families=frozenset({"close"}),
                entity="index:nikkei225",
                reading="level",
                ja="日経平均",
                en="Nikkei 225",
            ),
            Role(
                name="topix",
                relation="any",
                families=frozenset({"close"}),
                entity="index:topix",
                reading="level",
                ja="TOPIX",
                en="TOPIX",
            ),
        ),
        "nikkei/topix",
        "NT倍率",
        "Nikkei-TOPIX ratio",
    ),
    Check(
        key="progress",
        metrics=frozenset({"progress"}),
        roles=(
            Role(
                name="part",
                relation="same",
                families=frozenset({"results"}),
                dimension="amount",
                reading="level",
                moods=_ACTUAL,
                named=True,
                ja="累計実績",
                en="result so far",
            ),
            Role(
                name="whole",
                relation="same",
                families=frozenset({"results"}),
                dimension="amount",
                reading="level",
                moods=_AHEAD,
                earlier=True,
                named=True,
                ja="通期予想",
                en="full-year forecast",
            ),
        ),
        formula="part/whole",
        dimension="ratio",
        within=800,
        any_time=True,
        truncates=True,
        ja="進捗率",
        en="progress",
    ),
    Check(
        key="surprise",
        metrics=frozenset({"results"}),
        reading="change",
        roles=(
            Role(
                name="actual",
                relation="same",
                families=frozenset({STATED}),
                dimension="amount",
                reading="level",
                moods=_ACTUAL,
                ja="実績",
                en="actual",
            ),
            Role(
                name="expected",
                relation="same",
                families=frozenset({STATED}),
                dimension="amount",
                reading="level",
                moods=_AHEAD,
                earlier=True,
                ja="予想",
                en="forecast",
            ),
        ),
        against="forecast",
        formula="actual/expected - 1",
        dimension="ratio",
        units=frozenset({"percent", "ratio"}),
        within=120,
        directed=True,
        truncates=True,
        ja="予想との差",
        en="surprise",
    ),
)
