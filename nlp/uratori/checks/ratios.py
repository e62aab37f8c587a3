"""Checks of a ratio against the figures of one owner that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec.structs import replace

from ..records import Modality
from .schema import ANY, Check, Dimension, Line, Role

_ACTUAL: frozenset[Modality] = frozenset({"fact"})
_AHEAD: frozenset[Modality] = frozenset({"forecast", "target"})
_OTHERWISE = "(?:<others>|<past>)<is>?<about>"
"""Before a number that is of another owner, of another time or of none."""
_NO_START = "(?!<from>|台|増|減)"
"""Behind a number that is no end of a change."""
_PER_YEAR = (
    "(?:(?<!中間)(?<!期末)配当[金額]?(?:予想|計画)?(?:<is>|、)?(?:1株(?:[当あ]たり)?)?"
    "|年間(?:<is>|では|合計で)?|1株(?:[当あ]たり)?|(?<![0-9])年"
    "|配当[^。]{0,16}円(?:から|<word>{1,6}の?)(?:1株)?)<about>"
)
"""Before a dividend of a whole year."""
_NO_CHANGE = (
    "^(?![^#]*(?:<others>|<past>)(?:<word>{0,12}|[^。、#倍%を]{0,16})#)[^#]*"
    "#(?!分?(?:の|だけ)?(?:<growing>|<shrinking>|ポイント|高|低)"
    "|を(?:上回|下回|超|割)|より|に(?:対|比べ)|と比べ|から)"
)
"""「1.2倍と、1年前の0.7倍から上昇」 is a level, though it is held against an earlier one."""


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


def _told(role: Role, preceded_by: str = "", followed_by: str = _NO_START) -> Role:
    """Give a role whose number is told by what stands beside it, of whatever day and mood."""
    return replace(
        role,
        preceded_by=preceded_by,
        not_after=_OTHERWISE,
        followed_by=followed_by,
        moods=_ACTUAL | _AHEAD,
        earlier=True,
    )


_CLOSE = _part("price", "close", "株価", "share price")
_LAST = replace(
    _CLOSE,
    families=frozenset({ANY}),
    reading=None,
    followed_by="で<word>{0,4}(?:取引を)?<ended>",
)
_EPS = replace(
    _part("eps", "eps", "1株利益", "earnings per share"),
    moods=_ACTUAL | _AHEAD,
    preceded_by="(?:^|。)(?:(?!<past>|実績)[^。])*",
)
"""A PER is that of forecast earnings unless the text says otherwise."""
_BPS = replace(_part("bps", "bps", "1株純資産", "book value per share"), earlier=True)
_SALES = _part("sales", "sales", "売上高", "sales")
_ASSETS = _part("assets", "total_assets", "総資産", "total assets")
_EQUITY = _part("equity", "equity_book", "純資産", "equity")
_OF_A_PART = "(?:[~][0-9]{1,2}月期?|四半期|上期|中間期?|累計)(?:<word>|[0-9、]){0,20}"
"""Before a figure of a part of the year, of which no return or turnover of a year is made."""
_YEARS_PROFIT = replace(_part("profit", "net_profit", "純利益", "net profit"), not_after=_OF_A_PART)
_ON_AVERAGE = Fraction(6, 5)
"""Returns are told on the average of two balance sheets: only gross slips are told."""
_OF_SHARES = Fraction(11, 10)
"""Those a share are of the average number of shares, which differs less."""
_ROE = _part("roe", "roe", "ROE", "return on equity", "ratio")
_AHEAD_ROE = "予想(?:ROE|自己資本利益率)(?:[(]ROE[)])?(?:<is>|、)?<about>"
_PAID = replace(
    _told(_part("dps", "dps", "1株配当", "dividend per share"), _PER_YEAR),
    not_after=f"{_OTHERWISE}|(?:記念|特別|中間|期末)配当(?:として)?<is>?(?:1株)?<about>",
)
_HANDED_OUT = _told(
    _part("paid", "distribution", "分配金", "distribution"),
    "(?:年間?|1年)の?(?:予想)?(?:の|で|に)?(?:1口[当あ]たり)?分配金<is>?(?:1口[当あ]たり|1口)?<about>",
)
_EARNED = _told(_part("eps", "eps", "1株利益", "earnings per share"))
_QUOTED = _told(replace(_CLOSE, families=frozenset({"close", "unit_price"})))
_QUOTED_LAST = _told(_LAST, followed_by=_LAST.followed_by)
_TODAY_PER = _told(
    replace(
        _part("per", "per", "PER", "price-earnings ratio", "plain"),
        relation="any",
        families=frozenset({"per", "per_forward"}),
        reading=None,
    ),
    followed_by="(?:<word>{0,12}(?:[、。]|なので|だから)|[^。]{0,24}。)<word>{0,10}益利?回り",
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

_SHARES = _told(
    replace(_part("shares", "shares", "発行済み株式数", "shares", "count"), relation="any")
)
_OFFERED = _told(
    replace(_part("price", "offer_price", "公開価格", "offer price"), relation="any"),
)
_FIRST = replace(
    _OFFERED, families=frozenset({"initial_price"}), ja="初値", en="first price", not_after=""
)
_BY_SHARES = "株[)]?[をに](?:掛|か|基づ|乗)[^#。]{0,16}#"
"""「初値2592円に発行済み株式数(1250万株)を掛けた時価総額は342億円」."""
_CAP = (
    "(?:ベースで?の|換算の?|で見た|(?:で|から|の[0-9万,.円]{1,9}で)(?:計算|算出)した)"
    "時価総額<is>?<about>"
)

_MADE_OF = Check(
    key="",
    metrics=frozenset(),
    roles=(),
    formula="",
    dimension="ratio",
    ja="",
    en="",
    reading="level",
    within=240,
    one_era=True,
    one_metric=False,
    one_mood=True,
    one_topic=True,
    owned=True,
    truncates=True,
)
"""A ratio against two figures of its owner, its time and its mood."""
_MULTIPLE = replace(
    _MADE_OF,
    reading=None,
    units=frozenset({"times"}),
    around=_NO_CHANGE,
    any_time=True,
    one_mood=False,
    one_topic=False,
)
"""A multiple: the price is of today, what it is a multiple of is of a year."""
_NAMED = replace(
    _MADE_OF,
    one_topic=False,
    owned=False,
    reading=None,
    moods=_ACTUAL | {"forecast"},
    any_time=True,
    one_mood=False,
)
"""A ratio that its own name before the number tells, whatever the days of its figures."""


def _ratio(
    like: Check, key: str, metric: str, roles: tuple[Role, ...], formula: str, ja: str, en: str
) -> Check:
    return replace(
        like, key=key, metrics=frozenset({metric}), roles=roles, formula=formula, ja=ja, en=en
    )


_YIELD = replace(_NAMED, told_as="益利?回り")
_TURNOVER = "(?:総?資産|総資本|棚卸資産|在庫|商品)回転率"
_PAYOUT = replace(_NAMED, told_as="配当性向")
_VALUE = replace(_NAMED, dimension="amount")


def _of_sales(kind: str) -> Check:
    """Declare a margin of whatever part of a firm the figures beside it are of."""
    return Check(
        key="margin",
        metrics=frozenset({ANY}),
        units=frozenset({"percent"}),
        roles=tuple(
            Role(
                name=name,
                relation="any",
                families=frozenset({ANY}),
                dimension="amount",
                preceded_by=f"(?:{nouns})(?:額|高)?[はがも]?<about>",
                not_after=_OTHERWISE,
                ja=ja,
                en=en,
            )
            for name, nouns, ja, en in (
                ("part", f"{kind}利益", "利益", "profit"),
                ("sales", "売上高|売上収益|営業収益|収益|売り上げ", "売上高", "sales"),
            )
        ),
        formula="part/sales",
        dimension="ratio",
        around=f"{kind or '(?<![業常純粗総期])'}利益率<is>?<about>#(?!(?:ポイント|へ|から))",
        within=0,
        line=Line(
            orders=(("sales", "part", "stated"), ("part", "sales", "stated")),
            gap=20,
            unless="前|昨年|全社|予想|計画|見込|目標|従来",
        ),
        one_metric=False,
        owned=True,
        truncates=True,
        ja="利益率",
        en="margin",
    )


RATIOS: tuple[Check, ...] = (
    *map(_of_sales, ("", "営業", "経常", "純")),
    *(
        _ratio(
            _MADE_OF, "margin", ratio, (_part("part", own, ja, en), _SALES), "part/sales", ja, en
        )
        for ratio, (own, ja, en) in _MARGINS.items()
    ),
    *(
        _ratio(_MULTIPLE, key, metric, (price, part), f"price/{part.name}", ja, en)
        for price in (_CLOSE, _LAST)
        for key, metric, part, ja, en in (
            ("per", "per", _EPS, "PER", "price-earnings ratio"),
            ("per", "per_forward", replace(_EPS, moods=_AHEAD), "予想PER", "forward PER"),
            ("pbr", "pbr", _BPS, "PBR", "price-book ratio"),
        )
    ),
    *(
        _ratio(
            replace(_MADE_OF, beyond=Fraction(beyond)),
            "per_roe_pbr",
            "pbr",
            (_part("per", per, "PER", "price-earnings ratio", "plain"), roe),
            "per*roe",
            "PER×ROEのPBR",
            "price-book ratio from PER and ROE",
        )
        for per, roe, beyond in (
            ("per", replace(_ROE, not_after=_AHEAD_ROE), 1),
            ("per_forward", replace(_ROE, preceded_by=_AHEAD_ROE), 1),
            # the return of last year is no part of a forecast PER: only gross slips are told
            ("per_forward", _ROE, 2),
        )
    ),
    *(
        _ratio(
            _YIELD, "earnings_yield", "earnings_yield", roles, formula, "益利回り", "earnings yield"
        )
        for roles, formula in (((_TODAY_PER,), "1/per"), ((_EARNED, _QUOTED), "eps/price"))
    ),
    *(
        _ratio(
            replace(_NAMED, told_as="(?:配当|分配金)利回り"),
            "dividend_yield",
            "dividend_yield",
            (paid, price),
            f"{paid.name}/price",
            "配当利回り",
            "dividend yield",
        )
        for paid in (_PAID, _HANDED_OUT)
        for price in (_QUOTED, _QUOTED_LAST)
    ),
    *(
        _ratio(_PAYOUT, "payout", "payout", roles, formula, "配当性向", "payout ratio")
        for roles, formula in (
            ((_PAID, _EARNED), "dps/eps"),
            (
                (
                    _told(_part("paid", "dividends_paid", "配当総額", "dividends paid")),
                    _part("profit", "net_profit", "純利益", "net profit"),
                ),
                "paid/profit",
            ),
        )
    ),
    *(
        _ratio(
            like,
            "market_cap",
            "market_cap",
            (price, _SHARES),
            "price*shares",
            "時価総額",
            "market capitalisation",
        )
        for like, price in (
            (replace(_VALUE, told_as="時価総額"), _QUOTED),
            (replace(_VALUE, told_as="時価総額"), _QUOTED_LAST),
            (replace(_VALUE, preceded_by=f"(?:公開|公募)価格{_CAP}"), _OFFERED),
            (replace(_VALUE, preceded_by=f"初値{_CAP}"), _FIRST),
            (
                replace(_VALUE, preceded_by=f"初値{_CAP}"),
                replace(_FIRST, families=frozenset({ANY}), followed_by="[での]初値"),
            ),
            (replace(_VALUE, around=_BY_SHARES), _FIRST),
        )
    ),
    *(
        _ratio(
            replace(_MADE_OF, beyond=_ON_AVERAGE, one_era=False, around=_NO_CHANGE),
            key,
            key,
            (_YEARS_PROFIT, stock),
            f"profit/{stock.name}",
            ja,
            en,
        )
        for key, stock, ja, en in (
            ("roe", _EQUITY, "ROE", "return on equity"),
            ("roa", _ASSETS, "ROA", "return on assets"),
        )
    ),
    _ratio(
        replace(_MADE_OF, beyond=_OF_SHARES, dimension="amount", any_time=True, one_era=False),
        "eps",
        "eps",
        (
            _YEARS_PROFIT,
            replace(_SHARES, earlier=True),
        ),
        "profit/shares",
        "1株利益",
        "earnings per share",
    ),
    _ratio(
        replace(_MADE_OF, beyond=Fraction(51, 50)),  # 純資産 holds the minority's part as well
        "equity_ratio",
        "equity_ratio",
        (_EQUITY, _ASSETS),
        "equity/assets",
        "自己資本比率",
        "equity ratio",
    ),
    *(
        _ratio(
            replace(_NAMED, told_as=_TURNOVER, dimension="plain"),
            "turnover",
            metric,
            (
                replace(_told(replace(_SALES, families=frozenset(flow))), not_after=_OF_A_PART),
                _told(stock),
            ),
            f"sales/{stock.name}",
            ja,
            en,
        )
        for metric, flow, stock, ja, en in (
            ("asset_turnover", {"sales"}, _ASSETS, "総資産回転率", "asset turnover"),
            (
                "inventory_turnover",
                {"sales", "cost_of_sales"},
                _part("stock", "inventories", "棚卸資産", "inventories"),
                "棚卸資産回転率",
                "inventory turnover",
            ),
        )
    ),
    _ratio(
        replace(_NAMED, preceded_by="NT(?:倍率|比率)(?:[(][^)。0-9]{1,16}[)])?<is>?<about>"),
        "nt_ratio",
        "nt_ratio",
        tuple(
            Role(
                name=name,
                relation="any",
                families=frozenset({"close"}),
                entity=f"index:{entity}",
                reading="level",
                ja=ja,
                en=ja,
            )
            for name, entity, ja in (
                ("nikkei", "nikkei225", "日経平均"),
                ("topix", "topix", "TOPIX"),
            )
        ),
        "nikkei/topix",
        "NT倍率",
        "Nikkei-TOPIX ratio",
    ),
)
