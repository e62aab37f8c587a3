"""Checks of a change against a level and the level of before that the text names beside it.

「512億円と、前年同期の480億円から7%増えた」, 「7%増の512億円(前年同期は480億円)」,
「480億円の1.1倍の528億円」. `changes` holds those that tell the two levels in the order of time.
"""

from __future__ import annotations

from msgspec.structs import replace

from .schema import ANY, UNTIED, Check, Line, Role

_ANY = frozenset({ANY})
_EARLIER = (
    "(?:<earlier>|[0-9]{1,2}(?:年|[カか]月|週間|日|時間)前|前の(?:[0-9]{1,2}年間|週|回|四半期))"
    "(?:の(?:実績|<price>|水準|同じ?時[刻期点])|同時[刻点])?(?:に[付つ]けた)?(?:<is>|、|[(])?(?:実績の?)?<about>"
)
_DATED = (
    f"(?:{_EARLIER}|<earlier>終値[はの]<about>|[0-9]{{1,2}}月末?の(?:実績の?)?<about>"
    "|[0-9]{2,4}年末の<about>)"
)
"""The level of before may be told by its own month as well: 8月末の1兆3145億ドルから."""
_OF_YEAR = (
    "(?<![0-9])(?<!前年)(?<!昨年)[0-9]{1,2}月末?の(?:実績の?)?<about>[0-9][0-9.,万億兆]{0,14}"
    "[^。、0-9#]{0,20}[。、][^。、0-9#]{0,4}(?:前年|昨年|1年前|一年前|[2-9]年前|半年前)[^。、#]{0,12}#"
)
"""A rate on the year beside the level of some month before: 8月の114.2から上昇した。1年前より#."""
_EXPECTED = "<expected>[^。、0-9]{0,16}の?<about>"
_NOW = Role(
    name="now",
    relation="any",
    families=_ANY,
    dimension="amount",
    not_after=_EARLIER,
    followed_by="(?![)]|の?(?:<growing>|<shrinking>))",
    ja="今回",
    en="now",
)
_BASE = replace(
    _NOW,
    name="base",
    earlier=True,
    preceded_by=_DATED,
    not_after="",
    ja="前回",
    en="before",
)
_OF_PLAN = "(?:<expected>|従来|想定|目標)<word>{0,4}(?:より|を|から|に比べ|比|の)<about>"
"""Before a number that is measured from a plan, or is the plan."""
_MOVED = (
    f"^(?![^#]*{_OF_PLAN}#)[^#]*(?:<rate>は<about>#|#(?:の|も|ほど|程度){{0,2}}"
    "(?:<growing>|<shrinking>|<above>|<below>|<better>|[高安](?!い|く|値)))"
)
_LEVEL_NAMED = "(?!<earlier>|[0-9]{1,2}年前|<expected>|市場|増加率|上昇率|減少率)"
_TOPIC = f"、(?:[0-9]{{1,2}}月末?の)?{_LEVEL_NAMED}<word>{{1,12}}[はがも]"
_NEW = f"。{_LEVEL_NAMED}|{_TOPIC}"
"""A sentence or a topic that is neither of the level of before nor of the rate itself."""

_Form = tuple[tuple[str, ...], int, str, str]
_BEHIND: _Form = (
    ("now", "base", "stated"),
    18,
    f"修正|うち|{_NEW}",
    "<from>|に比べて?|に対して?|と比べて?|を|だった|[)、]|で、(?:<rate>|<width>)",
)
_AHEAD: _Form = (("stated", "now", "base"), 34, f"修正|うち|{_NEW}", "だった|[)。]|で、|と、")
_FIRST: _Form = (
    ("base", "now", "stated"),
    24,
    "修正|うち|。",
    "に対して?、?|だったが|が",
)
_ONCE: _Form = (("base", "now", "stated"), 24, "修正|うち|。", "だった<word>{1,10}[はが]")
_SWUNG: _Form = (_BEHIND[0], _BEHIND[1], f"修正|うち|。(?!損益)|{_TOPIC}", "")
_BETWEEN: _Form = (
    ("base", "stated", "now"),
    10,
    f"修正|うち|が、|。|{_TOPIC}",
    "<from>|に比べて?|に対して?|と比べて?",
)
"""Order of the numbers, characters between two, what may not stand there, what follows the base."""

_PERCENT = Check(
    key="change_percent",
    metrics=_ANY,
    units=frozenset({"percent", "ratio"}),
    roles=(_BASE, _NOW),
    formula="now/base - 1",
    dimension="ratio",
    around=_MOVED,
    unless=f"平均[でに]?<about>#|{_OF_YEAR}",
    within=0,
    directed=True,
    truncates=True,
    ja="増減率",
    en="percent change",
)
_AMOUNT = replace(
    _PERCENT,
    key="change_amount",
    units=None,
    formula="now - base",
    dimension="amount",
    ja="増減額",
    en="change",
)
_POINTS = replace(
    _PERCENT,
    key="percent_or_point",
    units=frozenset({"bp", "percentage_point"}),
    roles=tuple(
        replace(role, dimension="bp", not_unit="percentage_point") for role in (_BASE, _NOW)
    ),
    formula="now - base",
    dimension="bp",
    truncates=False,
    ja="変化幅",
    en="change",
)
_MULTIPLE = replace(
    _PERCENT,
    key="multiple",
    metrics=frozenset({UNTIED, "results", "business", "macro", "fund", "internals", "return"}),
    units=frozenset({"times"}),
    formula="now/base",
    around="",
    directed=False,
    ja="倍率",
    en="multiple",
)
_SURPRISE = replace(
    _PERCENT,
    key="surprise",
    roles=(replace(_BASE, preceded_by=_EXPECTED, ja="予想", en="forecast"), _NOW),
    around="#(?:ほど|程度)?(?:<above>|<below>)",
    ja="予想との差",
    en="surprise",
)
_SWINGS = tuple(
    replace(
        _AMOUNT,
        key="swing",
        roles=(
            replace(_BASE, sign="+"),
            replace(_NOW, sign="+", followed_by=f"の?<word>{{0,3}}{now}"),
        ),
        formula=formula,
        directed=now == base,
        around="#<word>{0,3}<better>",
        ja="損益の変化",
        en="swing of the result",
    )
    for now, base, formula in (
        ("<profit>", "<loss>", "now + base"),
        ("<loss>", "<profit>", "now + base"),
        ("<loss>", "<loss>", "base - now"),
        ("<profit>", "<profit>", "now - base"),
    )
)


def _formed(check: Check, form: _Form, *, gap: int = 0, followed_by: str = "") -> Check:
    """Give a check for numbers that stand in one of the forms."""
    order, usual, unless, behind = form
    base, now = check.roles
    return replace(
        check,
        roles=(replace(base, followed_by=followed_by or behind), now),
        line=Line(orders=(order,), gap=gap or usual, unless=f"{unless}|\n"),
    )


AGAINST: tuple[Check, ...] = (
    *(
        _formed(check, form)
        for check in (_PERCENT, _AMOUNT, _POINTS, _MULTIPLE)
        for form in (_BEHIND, _AHEAD, _FIRST, _BETWEEN)
    ),
    *(
        _formed(replace(check, roles=(replace(_BASE, preceded_by=""), _NOW)), _ONCE)
        for check in (_PERCENT, _AMOUNT, _MULTIPLE)
    ),
    _formed(
        replace(
            _POINTS, units=frozenset({"percent"}), or_else=("now/base - 1", "ratio"), around=_MOVED
        ),
        (_BEHIND[0], _BEHIND[1], f"比|{_BEHIND[2]}", _BEHIND[3]),
    ),
    _formed(_MULTIPLE, _BEHIND, followed_by="の"),
    _formed(_MULTIPLE, (("base", "stated", "now"), 10, f"修正|{_NEW}", "<from>|の|に比べて?")),
    *(
        _formed(swing, _SWUNG, gap=30, followed_by=f"の?<word>{{0,3}}{base}[)で、]")
        for swing, base in zip(_SWINGS, ("<loss>", "<profit>", "<loss>", "<profit>"), strict=True)
    ),
    *(
        _formed(
            replace(
                _AMOUNT,
                around=f"#の?{way}",
                formula=formula,
                directed=False,
                units=frozenset({"JPY"}),
                roles=tuple(replace(role, dimension="plain") for role in (_BASE, _NOW)),
                dimension="plain",
            ),
            _BEHIND,
        )
        for way, formula in (("<strong_yen>", "base - now"), ("<weak_yen>", "now - base"))
    ),
    *(
        replace(
            check,
            roles=(replace(_BASE, preceded_by="", followed_by="を"), replace(_NOW, not_after="")),
            around="#(?:上回|下回)る",
            line=Line(
                orders=(("base", "stated", "now"),),
                gap=10,
                only="を<about>|(?:上回|下回)る(?:水準の)?",
            ),
        )
        for check in (_PERCENT, _AMOUNT)
    ),
    _formed(_SURPRISE, _BEHIND, gap=40),
    _formed(
        replace(_SURPRISE, units=None, formula="now - base", dimension="amount"),
        _BEHIND,
        gap=40,
        followed_by="[増減]?(?:を|より|に対して?|に比べて?)",
    ),
    _formed(_SURPRISE, _FIRST),
)
