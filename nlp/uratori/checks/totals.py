"""Checks of a number against the run of numbers before it: totals, means, shares of a hundred.

The roles of such a check are the numbers of the run, `a`, `b`, `c` ..., as many as the text has.
"""

from __future__ import annotations

from msgspec.structs import replace

from .schema import ANY, Check, Line, Role

_COUNTED = frozenset({ANY})
_RUN = "<no_part>|と[合あ]わせ|<plan>|前[期年月週日]|比|から|[〜。()増減]"
"""What between two numbers says that they are not the parts of one total."""
_SHARES = "(?!その他)<no_part>|<plan>|前[期年月週日]|比(?!率)|から|[〜。(増減]"
_JOINED = "(?:<is>|すると|して|、)?<about>"
_TOTAL = (
    f"(?:<total>[額数]?{_JOINED}"
    "|を(?:合わせ|あわせ|足し|合計し|合算し)た<word>{1,10}[はがで]、?<about>)"
)
_STREAK = (
    r"(?<![0-9])[0-9]{1,2}(?:営業)?日(?:間|続伸|続落|連続)?[での]?、?"
    f"(?:(?:下げ|上げ|下落|上昇|値下がり|値上がり)幅は(?:<total>[でし]?て?)?|<total>{_JOINED})<about>"
)
_NO_STREAK = "^(?![^#]*(?:日(?:間|続伸|続落|連続)<word>{0,12}|来の?(?:累計|通算)[^#]{0,3})#)"
"""The moves of days are added up with their signs by a check of their own.

Nor has 設定来累計 any parts."""
_MEAN = f"(?:単純|[0-9]{{1,3}}(?:人|社|カ月|か月|日|年)間?の?)平均値?{_JOINED}"
"""What makes a number the plain mean of those before it; most averages have weights."""

_MEAN_OF_LIST = f"[でと、](?<!単純)平均値?{_JOINED}"
_NO_LIST = r"[^、,とでや平均値はがすると約\s。となり]|。"
"""A bare list, 「4社のPERは12倍、15倍、9倍で、平均は12倍」, has no weights that are told."""


def _counted(name: str, ja: str, en: str, followed_by: str = "") -> Role:
    return Role(
        name=name,
        relation="any",
        families=_COUNTED,
        dimension="amount",
        followed_by=followed_by,
        ja=ja,
        en=en,
    )


_PLAIN_MEAN = Check(
    key="mean",
    metrics=_COUNTED,
    roles=(),
    formula="({added})/{count}",
    dimension="plain",
    preceded_by=_MEAN,
    within=0,
    chain=_RUN,
    ja="平均",
    en="mean",
)
_ALL_PARTS = (
    r"^(?=[\s\S]*(?:寄与|押し[上下]げ))[\s\S]*(?:内訳|分け|分解|すべて|全て|<demand>[^。]*<demand>)"
)
"""What says that contributions are told, and all of them."""
_FIRST = "(?:^|。)(?![^。%#]*(?:<a_year>|名目))[^。%#]*#(?!から|より)"
"""The first percentage of its sentence; others are annualised, or against another time."""
_BREAKDOWN = Check(
    key="sum",
    metrics=_COUNTED,
    roles=(),
    formula="{added}",
    dimension="amount",
    within=0,
    parts_follow=True,
    directed=True,
    chain=f"(?!その他){_RUN}|に対し",
    spoken_of="^[^0-9。()]{0,16}。?[^0-9。()]{0,10}内訳",
    words=("内訳",),
    truncates=True,
    ja="内訳の合計",
    en="sum of the parts",
)
"""「20億円で、内訳は国内12億円、海外8億円」."""
_CONTRIBUTION = replace(
    _BREAKDOWN,
    key="contribution",
    units=frozenset({"percent"}),
    part_units=frozenset({"percentage_point", "points"}),
    dimension="bp",
    directed=True,
    passed_over="(?:年率<word>{0,8}|前年同[期月]比<is>?)<about>",
    around=_FIRST,
    apart=60,
    chain="<no_part>|前[期年月]|比|から|[。〜(]",
    spoken_of=_ALL_PARTS,
    words=("寄与", "押し上げ", "押し下げ"),
    truncates=False,
    ja="寄与度の合計",
    en="sum of the contributions",
)

_STREAK_SUM = Check(
    key="streak_sum",
    metrics=_COUNTED,
    roles=(),
    formula="{added}",
    dimension="amount",
    preceded_by=_STREAK,
    directed=True,
    within=0,
    apart=60,
    chain="うち|など|ほか|一時|から|年初|先物|高値|安値",
    counted="(?:間|続伸|続落|連続)?(?:で|の|と|、)",
    ja="期間中の値動きの合計",
    en="sum of the days' moves",
)

_SHARE_OF_COUNT = Check(
    key="share_of_count",
    below=100,
    metrics=_COUNTED,
    around="#(?!へ|に(?:<raise>|<cut>))",
    units=frozenset({"percent", "ratio"}),
    roles=(
        _counted("part", "部分", "part", "(?!に(?!のぼ|上|達))"),
        _counted("whole", "全体", "whole", "<whole>"),
    ),
    formula="part/whole",
    dimension="ratio",
    within=0,
    rising=True,
    line=Line(
        orders=(("whole", "part", "stated"), ("whole", "stated", "part")),
        gap=24,
        unless=r"比(?!率)|前|増|減|以上|。|ほか|など|も",
    ),
    one_metric=False,
    ja="割合",
    en="share",
)

_HALF = "(?:配当金?)?(?:<is>|、|として)?(?:1株(?:[当あ]たり)?)?<about>"
_PAID_TWICE = Check(
    key="sum",
    metrics=_COUNTED,
    roles=(
        replace(_counted("interim", "中間", "interim"), preceded_by=f"中間{_HALF}"),
        replace(_counted("final", "期末", "final"), preceded_by=f"期末{_HALF}"),
    ),
    formula="interim + final",
    dimension="amount",
    preceded_by=f"(?:年間|年){_HALF}",
    within=0,
    one_metric=False,
    ja="中間と期末の合計",
    en="interim and final together",
)
"""「年間配当は75円(中間35円、期末40円)」; nothing may stand beside the two: 記念配当5円."""
_BESIDE = "。|前|昨|特別|記念|増|減|修正|から|予想は"

TOTALS: tuple[Check, ...] = (
    replace(
        _PAID_TWICE,
        roles=(_PAID_TWICE.roles[0], replace(_PAID_TWICE.roles[1], followed_by="[)]")),
        line=Line(orders=(("stated", "interim", "final"),), gap=14, unless=_BESIDE),
    ),
    Check(
        key="sum",
        metrics=_COUNTED,
        roles=(),
        formula="{added}",
        dimension="amount",
        preceded_by=_TOTAL,
        around=_NO_STREAK,
        counted="を(?:合わせ|足し)|の?(?:<word>{1,8}[はがを])?(?:<total>|<mean>)",
        within=0,
        directed=True,
        chain=_RUN,
        truncates=True,
        ja="合計",
        en="total",
    ),
    _BREAKDOWN,
    _CONTRIBUTION,
    replace(_CONTRIBUTION, parts_follow=False, apart=30, around=""),
    _STREAK_SUM,
    replace(
        _STREAK_SUM,
        parts_follow=True,
        spoken_of="[0-9]{1,2}日[にはのが]",
    ),
    _PLAIN_MEAN,
    replace(
        _PLAIN_MEAN,
        preceded_by=_MEAN_OF_LIST,
        chain=_NO_LIST,
        spoken_of=r"(?<![0-9])[2-9](?:社|行|銘柄|[カか]国|[カか]月|年間?|期|人|店|地区|機関)",
    ),
    Check(
        key="shares_to_100",
        around="#(?!、<word>{1,8}[0-9])",
        metrics=_COUNTED,
        units=frozenset({"percent"}),
        reading="level",
        roles=(),
        formula="1 - ({added})",
        dimension="ratio",
        preceded_by="その他(?:の<word>{1,8})?<is>?<about>",
        within=0,
        chain=_SHARES,
        spoken_of="<shares>",
        ja="残りの割合",
        en="remaining share",
    ),
    _SHARE_OF_COUNT,
    replace(
        _SHARE_OF_COUNT,
        roles=(
            _counted("part", "部分", "part", "と|で|だ"),
            _counted("whole", "全体", "whole", "の"),
        ),
        around="#(?:程度|近く|強|弱)?(?:を占め|に(?:相当|あた|当た))",
        line=Line(orders=(("part", "whole", "stated"),), gap=16, unless="。|前|ほか|など|うち"),
    ),
    replace(
        _SHARE_OF_COUNT,
        roles=(_counted("part", "部分", "part", "(?!に)"), _counted("whole", "全体", "whole")),
        around="(?:全体|総数|全社|全店)の<about>#(?!へ|に(?:<raise>|<cut>))",
        one_metric=True,
        line=Line(
            orders=(("whole", "part", "stated"),), gap=20, unless="。|が全体|[比前]|以上|ほか|など"
        ),
    ),
)
