"""Checks of a change against a level and the level of before that the text names beside it.

「512億円と、前年同期の480億円から7%増えた」, 「7%増の512億円(前年同期は480億円)」,
「480億円の1.1倍の528億円」. `changes` holds those that tell the two levels in the order of time.
"""

from __future__ import annotations

from msgspec.structs import replace

from .schema import ANY, Check, Line, Role

_ANY = frozenset({ANY})
_EARLIER = "(?:<earlier>|[0-9]{1,2}年前)(?:<is>|、)?(?:実績の?)?<about>"
_NOW = Role(
    name="now",
    relation="any",
    families=_ANY,
    dimension="amount",
    not_after=_EARLIER,
    ja="今回",
    en="now",
)
_BASE = replace(
    _NOW,
    name="base",
    earlier=True,
    preceded_by=_EARLIER,
    not_after="",
    followed_by="<from>|に比べて?|に対して?|と比べて?|を|だった",
    ja="前回",
    en="before",
)
_MOVED = "<rate>は<about>#|#(?:の|も|ほど|程度){0,2}(?:<growing>|<shrinking>|<above>|<below>)"
_UNLESS = "修正|見通し|予想|うち|[。、](?!<earlier>|[0-9]{1,2}年前)<word>{1,12}[はが]"
_BEHIND = Line(orders=(("now", "base", "stated"),), gap=18, unless=_UNLESS)
_AHEAD = Line(orders=(("stated", "now", "base"),), gap=12, unless=_UNLESS)

_PERCENT = Check(
    key="change_percent",
    metrics=_ANY,
    units=frozenset({"percent", "ratio"}),
    roles=(_NOW, _BASE),
    formula="now/base - 1",
    dimension="ratio",
    around=_MOVED,
    within=0,
    one_metric=False,
    line=_BEHIND,
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
    roles=(replace(_NOW, dimension="bp"), replace(_BASE, dimension="bp")),
    formula="now - base",
    dimension="bp",
    truncates=False,
    ja="変化幅",
    en="change",
)
_MULTIPLE = replace(
    _PERCENT,
    key="multiple",
    units=frozenset({"times"}),
    roles=(_NOW, replace(_BASE, followed_by="<from>|の|に比べて?")),
    formula="now/base",
    around="",
    directed=False,
    line=replace(_BEHIND, orders=(("now", "base", "stated"), ("base", "stated", "now"))),
    ja="倍率",
    en="multiple",
)
_SURPRISE = replace(
    _PERCENT,
    key="surprise",
    roles=(
        _NOW,
        replace(
            _BASE,
            preceded_by="<expected>[^。、0-9]{0,16}の?<about>",
            followed_by="を|より|に対して?|に比べて?",
        ),
    ),
    around="#(?:ほど|程度)?(?:<above>|<below>)",
    line=replace(_BEHIND, gap=40, unless="修正|うち|[。、](?!<expected>|市場)<word>{1,12}[はが]"),
    ja="予想との差",
    en="surprise",
)
_SWINGS = tuple(
    replace(
        _AMOUNT,
        key="swing",
        roles=(
            replace(_NOW, sign="+", followed_by=f"の?<word>{{0,3}}{now}"),
            replace(_BASE, sign="+", followed_by=f"の?<word>{{0,3}}{base}[)]"),
        ),
        formula=formula,
        directed=now == base,
        around="#<word>{0,3}<better>",
        line=replace(_BEHIND, gap=30),
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


def _ahead(check: Check) -> Check:
    """Give the check for a change that is told first and the level of before in brackets."""
    now, base = check.roles
    return replace(check, roles=(now, replace(base, followed_by="[)]")), line=_AHEAD)


AGAINST: tuple[Check, ...] = (
    *(
        entry
        for check in (_PERCENT, _AMOUNT, _POINTS, _MULTIPLE)
        for entry in (check, _ahead(check))
    ),
    *_SWINGS,
    _SURPRISE,
)
