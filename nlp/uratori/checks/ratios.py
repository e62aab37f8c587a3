"""Checks of a ratio against the two figures of one owner that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from ..records import Modality
from .schema import ANY, Check, Dimension, Role

_EITHER: frozenset[Modality] = frozenset({"fact", "forecast", "target"})
_ACTUAL: frozenset[Modality] = frozenset({"fact"})
_AHEAD: frozenset[Modality] = frozenset({"forecast", "target"})
_STATED_OR_AHEAD = _ACTUAL | _AHEAD
_OTHERS = (
    r"同業|他社|業界|業種|(?<!日経)平均|各社|前期|前年|昨年|前の期|過去|従来|目標|目安|流動|流通|一方"
    r"|(?<=[^値価当益数額率金倍)])(?<!PER)(?<!PBR)(?<!EPS)(?<!BPS)は"
)
"""Words of a sentence that make a ratio another owner's or another time's, and any new topic."""
_OWN = (
    r"(?:(?:(?<![^。、\n)たるく])|ので|から|だと|(?:同社|今期|来期|今年度|年間|ベース|水準|同日)の)"
    r"(?:年間の?|今期の?|予想|実績|会社|株式)*)"
)
"""What stands right before the word of a ratio that is of the owner spoken of."""


def _said(word: str) -> str:
    """Give what stands before a ratio that is told by its name, of the owner spoken of."""
    return (
        rf"(?:^|[。\n])(?:(?!{_OTHERS})[^。\n])*?(?<!浮動株の)"
        rf"{_OWN}{word}(?:[(][^)。0-9]{{1,12}}[)])?(?:は|が|も|で|を|に|と)?"
        rf"(?:(?!{_OTHERS})[^。、0-9]){{0,10}}[約\s]{{0,2}}"
    )


_NOT_BEFORE = (
    r"(?<!平均の)(?<!平均は)(?<!平均)(?<!前期は)(?<!前期の)(?<!前年は)(?<!年前は)(?<!年前の)"
)
_NO_START = r"(?!から|より|台|増|減)"
_PER_YEAR = (
    r"(?:(?<!中間)(?<!期末)配当(?:金|額)?(?:予想|計画)?(?:は|を|が|も|の|、)?(?:1株(?:当たり|あたり)?)?"
    r"|年間(?:で|では|合計で)?|1株(?:当たり|あたり)?|(?<![0-9])年"
    r"|配当[^。0-9]{0,10}[0-9.,]{1,8}円から"
    r"|配当[^。0-9]{0,4}前(?:期|年)(?:比|に比べ|より)[^。0-9]{0,3}[0-9.,]{1,6}円[^。0-9]{1,4}の?(?:1株)?)[約\s]{0,2}"
)
"""What stands before a dividend of a whole year."""


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


def _cued(role: Role, preceded_by: str, followed_by: str = _NO_START) -> Role:
    """Give a role whose number is told by what stands beside it, of whatever day and mood."""
    return msgspec.structs.replace(
        role,
        preceded_by=preceded_by,
        followed_by=followed_by,
        moods=_STATED_OR_AHEAD,
        earlier=True,
    )


_PAID = _cued(_DPS, _PER_YEAR)
_EARNED = _cued(_EPS, _NOT_BEFORE)
_QUOTED = _cued(_CLOSE, r"(?<!年初に)(?<!年初の)(?<!昨年末の)(?<!前年末の)(?<!目標株価は)")
_YIELD_OF = r"(?:ここから|そこから|これから|PERから|PERを)?[^。、0-9]{0,6}(?:株式)?益利?回り"
_TODAY_PER = _cued(
    msgspec.structs.replace(
        _part("per", "per", "PER", "price-earnings ratio", "plain"),
        relation="any",
        families=frozenset({"per", "per_forward"}),
        reading=None,
    ),
    _NOT_BEFORE,
    r"(?:と、?過去[0-9]{1,2}年(?:の平均|平均)の[^。]{1,20}|[^。、0-9]{0,12})(?:[。、]|なので|だから)"
    + _YIELD_OF,
)

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

_SHARES = _cued(
    msgspec.structs.replace(
        _part("shares", "shares", "発行済み株式数", "shares", "count"), relation="any"
    ),
    "",
)


def _offered(metric: str, preceded_by: str = "", followed_by: str = _NO_START) -> Role:
    price = _part("price", metric, "初値・公開価格", "price at listing")
    return _cued(msgspec.structs.replace(price, relation="any"), preceded_by, followed_by)


_BASE = (
    r"(?:ベースの|ベースでの?|換算の?|で見た|(?:で|から)(?:計算|算出)した"
    r"|の[0-9万,.円]{1,9}で計算した)"
)
_OWN_CAP = (
    r"(?:(?<=[。、\n)でと])|(?<=^)|(?<=計算した)|(?<=掛けた)|(?<=算出した)|(?<=同社の))時価総額"
)
_CAP = r"時価総額(?:は|が|も|で)?[約\s]{0,2}"
_CAPS: tuple[tuple[Role, str], ...] = (
    (_QUOTED, _said(_OWN_CAP)),
    (_offered("offer_price"), rf"(?:公開|公募)価格{_BASE}{_CAP}"),
    (_offered("initial_price"), rf"初値{_BASE}{_CAP}"),
    (_offered(ANY, followed_by=r"(?:で|の)初値"), rf"初値{_BASE}{_CAP}"),
)
"""Which price the text itself says that the market value is made of."""


def _ratio(
    key: str,
    metric: str,
    roles: tuple[Role, ...],
    formula: str,
    ja: str,
    en: str,
    dimension: Dimension = "ratio",
    beyond: int = 1,
    said: str = "",
) -> Check:
    """Declare a ratio; where `said` tells what stands before its number, days may differ."""
    of_price = key in ("per", "pbr")
    return Check(
        beyond=Fraction(beyond),
        one_era=True,
        any_time=bool(said) or of_price,
        key=key,
        metrics=frozenset({metric}),
        reading=None if said or of_price else "level",
        units=frozenset({"times"}) if of_price else None,
        around=_NO_CHANGE if of_price else "",
        preceded_by=said,
        moods=_STATED_OR_AHEAD - {"target"} if said else None,
        roles=roles,
        formula=formula,
        dimension=dimension,
        within=240,
        one_metric=False,
        one_mood=not said and not of_price,
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
        (_TODAY_PER,),
        "1/per",
        "益利回り",
        "earnings yield",
        said=_said("益利?回り"),
    ),
    _ratio(
        "earnings_yield",
        "earnings_yield",
        (_EARNED, _QUOTED),
        "eps/price",
        "益利回り",
        "earnings yield",
        said=_said("益利?回り"),
    ),
    _ratio(
        "dividend_yield",
        "dividend_yield",
        (_PAID, _QUOTED),
        "dps/price",
        "配当利回り",
        "dividend yield",
        said=_said("配当利回り"),
    ),
    _ratio(
        "payout",
        "payout",
        (_PAID, _EARNED),
        "dps/eps",
        "配当性向",
        "payout ratio",
        said=_said("配当性向"),
    ),
    _ratio(
        "payout",
        "payout",
        (
            _cued(_part("paid", "dividends_paid", "配当総額", "dividends paid"), _NOT_BEFORE),
            _part("profit", "net_profit", "純利益", "net profit"),
        ),
        "paid/profit",
        "配当性向",
        "payout ratio",
        said=_said("配当性向"),
    ),
    *(
        _ratio(
            "market_cap",
            "market_cap",
            (price, _SHARES),
            "price*shares",
            "時価総額",
            "market capitalisation",
            "amount",
            said=said,
        )
        for price, said in _CAPS
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
        said=r"NT(?:倍率|比率)(?:[(][^)。0-9]{1,16}[)])?(?:は|が|も|で)?[約\s]{0,2}",
    ),
)
