"""Checks of results against plans: progress to the forecast, and how far an actual misses it."""

from __future__ import annotations

from msgspec.structs import replace

from ..records import Modality
from .schema import ANY, STATED, Check, Line, Role

_ACTUAL: frozenset[Modality] = frozenset({"fact"})
_AHEAD: frozenset[Modality] = frozenset({"forecast", "target"})
_STATED_OR_AHEAD = _ACTUAL | _AHEAD
_NUMERAL = r"[0-9兆億万,.]{1,16}円"
_REVISED = "(?:<revised>後の?|新しい|新たな)(?:<full_year>の?)?<plan>に対する"
_PLANS: tuple[tuple[str, str, str, str], ...] = (
    (
        "<full_year>の?(?:会社|業績)?<plan>(?:<is>|である|、|[(])?<about>",
        r"(?:[)]?に対する|に対し、?|に対して、?|を据え置き、?|で、|とし、|で据え置き、|を維持し、)進捗率?",
        f"[^。]{{0,24}}(?:[。、と]|[。、と][^。]{{0,60}}[、が])<full_year>[^。0-9]{{0,10}}{_NUMERAL}",
        "",
    ),
    (
        "",
        "(?:とする|とした|の)<full_year>の?(?:会社|業績)?<plan>に対する進捗率",
        f"[^。]{{0,12}}[。、]{_NUMERAL}(?:とする|とした|の)<full_year>",
        "",
    ),
    (
        r"円から",
        "に<revised>",
        f"[^0-9]{{0,12}}[。、]{_REVISED}進捗率",
        _REVISED,
    ),
)
"""What stands before and behind the plan, behind the result, and before the word for progress."""
_PART = Role(
    name="part",
    relation="same",
    families=frozenset({"results"}),
    dimension="amount",
    reading="level",
    moods=_ACTUAL,
    named=True,
    not_after="<earlier>の?(?:実績)?<is>?<about>",
    ja="累計実績",
    en="result so far",
)
_WHOLE = replace(
    _PART,
    name="whole",
    moods=_AHEAD,
    earlier=True,
    not_after="",
    ja="通期予想",
    en="full-year forecast",
)
_PROGRESS = Check(
    key="progress",
    metrics=frozenset({"progress"}),
    roles=(_PART, _WHOLE),
    formula="part/whole",
    dimension="ratio",
    within=800,
    any_time=True,
    truncates=True,
    ja="進捗率",
    en="progress",
)


def _progress(before_plan: str, behind_plan: str, behind_result: str, said: str) -> Check:
    """Declare progress where the words around plan and result tell them, whoever owns them."""
    return replace(
        _PROGRESS,
        roles=(
            replace(
                _PART,
                relation="any",
                named=False,
                followed_by=behind_result,
            ),
            replace(
                _WHOLE,
                relation="any",
                families=frozenset({ANY}),
                moods=_STATED_OR_AHEAD,
                earlier=False,
                named=False,
                preceded_by=before_plan,
                followed_by=behind_plan,
            ),
        ),
        preceded_by=f"{said}進捗率?<is>?<about>",
        within=160,
        one_metric=False,
    )


_OF_PLAN = replace(
    _WHOLE,
    relation="any",
    families=frozenset({ANY}),
    moods=_STATED_OR_AHEAD,
    earlier=False,
    named=False,
    preceded_by="<full_year><word>{0,6}<plan><is>?<about>",
    followed_by="の|に対し(?:て)?は?",
)
_CONSUMED = replace(
    _PROGRESS,
    metrics=frozenset({ANY}),
    units=frozenset({"percent", "ratio"}),
    roles=(
        replace(_PART, relation="any", named=False),
        _OF_PLAN,
    ),
    around="#(?:を|まで|に)?<word>{0,4}(?:<consumed>|進)",
    within=90,
    line=Line(orders=(("part", "whole", "stated"),), gap=30, unless="(?<!った)(?<!なった)。"),
)
"""「1250億円となり、年間計画2300億円の54%を消化した」."""

PLANS: tuple[Check, ...] = (
    _PROGRESS,
    _CONSUMED,
    replace(
        _CONSUMED,
        roles=(
            replace(_PART, relation="any", named=False, followed_by="[とでだ、]|にな"),
            _OF_PLAN,
        ),
        line=Line(orders=(("whole", "stated"),), gap=10, unless="。"),
        concludes=True,
    ),
    *(_progress(*cues) for cues in _PLANS),
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
                moods=_STATED_OR_AHEAD,
                earlier=True,
                preceded_by="<expected>[^。0-9]{0,12}",
                followed_by=r"[)]?(?:を|に対し|に比べ|より|に届|に[0-9])",
                ja="予想",
                en="forecast",
            ),
        ),
        against="forecast",
        any_time=True,
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
