"""What part of an index its members make up, one by one or as a group.

From the weights that a source states (`index_weight` of the member, its definition the index's
id), or from market values: those of the members over that of the index. Weights count the shares
that trade freely, market values all shares; a near miss refutes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

import msgspec

from ...calendars import calendar_of, session_before
from ...lexicon import read_table, split_cell
from ...records import Interval
from ...text.fold import fold_kept
from ..facts import Fact, usable
from ..places import inside
from ..questions import Attempt, Definition, Question, Remark, Unresolved, missing
from ..reading.sentences import sentence_before
from ..reading.shares_told import named_right_before, named_right_behind, size_before
from ..reading.sums_told import members_of, summed
from ..windows import span_of
from .answers import Figure, attempt_of, figure_of, labelled, ratio, same_unit, total
from .drifts import drift_of
from .levels import reference_day

_WEIGHT, _VALUE = "index_weight", "market_cap"
_VALUE_NAMED = "時価総額"


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, ...]]:
    rows = read_table("share_classes", package="uratori.reference")
    return {row["entity"]: split_cell(row["others"]) for row in rows}


def weight(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the part of the index that the one other thing named in the sentence makes up."""
    whole = _whole(question)
    parts = tuple(each for each in _named(question, ("equity", "group")) if each != whole)
    if whole is not None and whole.startswith("group:"):
        parts = tuple(each for each in parts if each in members_of(whole)) or parts
    sized = size_before(question.analysis, question.claim, question.quantity)
    if whole is not None and not parts and sized is not None and sized.entity:
        parts = (sized.entity,)  # M7の時価総額は21兆ドル。S&P500種の3分の1を占める
        period = question.claim.period or sized.period
        claim = msgspec.structs.replace(question.claim, period=period)
        question = msgspec.structs.replace(question, claim=claim)
    if whole is None or not parts:
        series = f"{question.entity}/{_WEIGHT}"
        yield missing(definition, question.entity, "no_series", series)
        return
    question = msgspec.structs.replace(question, entity=whole)
    if len(parts) > 1:
        text = fold_kept(question.analysis.article.text)
        own = named_right_before(question.analysis, text, question.quantity)
        own = own or named_right_behind(question.analysis, text, question.quantity)
        parts = (own,) if own in parts else _group_of(parts)
    summed_up = summed_by(question) if len(parts) > 1 else ()
    if len(parts) > 1 and {*summed_up} != {*parts}:
        raise Unresolved(Remark(code="several_members"))
    members = summed_up or members_of(parts[0])
    if not members:
        raise Unresolved(Remark(code="no_members", values=(parts[0],)))
    day = _day(question)
    found = [
        *_weights(question, definition, parts[0], members, day),
        *_values(question, definition, members, day),
    ]
    series = f"{parts[0]}/{_WEIGHT}"
    yield from found or (missing(definition, parts[0], "no_series", series),)


def _group_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Give the group whose members all other parts are: アップルなど「M7」7社; else all parts.

    One named before members counts where it names all of them: 大型ハイテク7社(アップル、…).
    """
    groups = [each for each in parts if each.startswith("group:")]
    if len(groups) != 1:
        return parts
    group, members = groups[0], set(members_of(groups[0]))
    named = set(parts) - {group}
    whole = named == members if parts[-1] != group else named <= members
    return (group,) if whole else parts


def _whole(question: Question) -> str | None:
    """Give the index: the claim's own entity, or the one index that the sentence names."""
    if question.entity.startswith("index:"):
        return question.entity
    named = _named(question, ("index",)) or _groups_told(question)
    return named[0] if len(named) == 1 else None


def _groups_told(question: Question) -> tuple[str, ...]:
    """Give the groups that the sentence names beside one of their members."""
    parts = _named(question, ("equity",))
    groups = [each for each in _named(question, ("group",)) if each.startswith("group:")]
    return tuple(each for each in groups if any(part in members_of(each) for part in parts))


def _named(question: Question, types: tuple[str, ...]) -> tuple[str, ...]:
    """Give the entities of some types that the sentence names."""
    held = [
        each.entity
        for each in inside(question.analysis.mentions, *question.claim.sentence)
        if each.type in types and each.entity
    ]
    own = question.entity.partition(":")[0]
    if not held and (own == "group" or (own.startswith("X") and "equity" in types)):
        held = [question.entity]
    return tuple(dict.fromkeys(held))


def _day(question: Question) -> date:
    return _day_of(question, question.entity)


def _day_of(question: Question, entity: str) -> date:
    if span_of(question.claim.period) is not None:
        return reference_day(question, entity)
    if question.published is None:
        raise Unresolved(Remark(code="no_as_of"))
    return session_before(calendar_of(entity), question.published)


def _latest(rows: Sequence[Fact], day: date, days: int) -> dict[date, Figure]:
    """Give the values that are at most so many days old, by day."""
    return {
        row.date: figure_of(row)
        for row in reversed(usable(rows))
        if timedelta(0) <= day - row.date <= timedelta(days)
    }


def _common(series: Sequence[dict[date, Figure]]) -> tuple[date, list[Figure]] | None:
    """Give the last day on which every series has a value, and the values."""
    days = set(series[0]).intersection(*series[1:]) if series else set()
    if not days:
        return None
    day = max(days)
    return day, [each[day] for each in series]


def _weights(
    question: Question,
    definition: Definition,
    part: str,
    members: Sequence[str],
    day: date,
) -> Iterator[Attempt]:
    days, drift = _room(_WEIGHT)
    own = _latest(_weight_rows(question, part), day, days) if part not in members else {}
    series = [own] if own else [_latest(_weight_rows(question, m), day, days) for m in members]
    found = _common(series)
    if found is None:
        return
    at, figures = found
    figures += _other_classes(question, () if own else members, at)
    lacking = None if own else _lacking(question, members, at)
    label = labelled(definition, "weights", "構成比の合計", "sum of the weights")
    yield _attempt(question, label, total(figures) if len(figures) > 1 else figures[0], at, drift,
                   day, lacking)  # fmt: skip


def _weight_rows(question: Question, member: str) -> list[Fact]:
    return [
        row
        for row in question.source.facts(member, _WEIGHT)
        if row.definition == question.entity and row.unit == "percent"
    ]


def _other_classes(question: Question, members: Sequence[str], day: date) -> list[Figure]:
    found = []
    for other in (each for member in members for each in _classes().get(member, ())):
        rows = usable(row for row in _weight_rows(question, other) if row.date == day)
        found += [figure_of(row) for row in rows[:1]]
    return found


def _lacking(question: Question, members: Sequence[str], day: date) -> Remark | None:
    """Say which other class of a member's shares has no weight: the sum is then too small."""
    for other in (each for member in members for each in _classes().get(member, ())):
        if not any(row.date == day for row in _weight_rows(question, other)):
            return Remark(code="no_share_class", values=(other,))
    return None


def _values(
    question: Question, definition: Definition, members: Sequence[str], day: date
) -> Iterator[Attempt]:
    days, _ = _room(_VALUE)
    whole = members_of(question.entity)
    series = [
        _latest(question.source.facts(each, _VALUE), day, days) for each in (*members, *whole)
    ]
    found = _common(series)
    if found is None:
        return
    at, figures = found
    if len({each.unit for each in figures}) > 1:
        return
    part, sum_of_all = total(figures[: len(members)]), total(figures[len(members) :])
    share = ratio(part, sum_of_all, 100, "percent")
    if share is not None:
        label = labelled(definition, "market_values", "時価総額の比率", "share of market value")
        text, (first, end) = question.analysis.article.text, question.claim.sentence
        named = _VALUE_NAMED in text[sentence_before(text, first) : end]
        drift = drift_of("stated") if named and at == day else _room(_WEIGHT)[1]
        yield _attempt(question, label, share, at, drift, day, None)


def _attempt(
    question: Question,
    label: Definition,
    figure: Figure,
    at: date,
    drift: Fraction,
    day: date,
    lacking: Remark | None,
) -> Attempt:
    found = attempt_of(question, label, [figure], at.isoformat(), doubt=lacking)
    room = abs(figure.value) * drift
    near = Interval(low=figure.value - room, high=figure.value + room)
    if found.holds is False and near.meets(question.claimed):
        remark = Remark(code="near", values=(str(int(drift * 100)),))
        return msgspec.structs.replace(found, holds=None, remark=remark)
    if found.remark is None and at != day:
        age = Remark(code="dated", values=(at.isoformat(), str((day - at).days)))
        return msgspec.structs.replace(found, remark=age)
    return found


@lru_cache(maxsize=1)
def _rooms() -> dict[str, tuple[int, Fraction]]:
    rows = read_table("staleness", package="uratori.reference")
    return {row["metric"]: (int(row["days"]), Fraction(row["drift"])) for row in rows}


def _room(metric: str) -> tuple[int, Fraction]:
    return _rooms()[metric]


def group_value(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the sum of the market values of a group's members, of the last day that all have."""
    members = summed_by(question) or members_of(question.entity)
    day = _day_of(question, members[0])
    days, drift = _room(_VALUE)
    series = [_latest(question.source.facts(each, _VALUE), day, days) for each in members]
    found = _common(series)
    if found is None:
        return
    at, figures = found
    if len({each.unit for each in figures}) > 1 or not same_unit(question, figures[0].unit):
        return
    label = labelled(definition, "members", "構成銘柄の合計", "sum of the members")
    if at == day:
        drift = drift / 2 if question.claim.period is None else drift_of("stated")
    yield _attempt(question, label, total(figures), at, drift, day, None)


def summed_by(question: Question) -> tuple[str, ...]:
    """Give the firms whose figures the sentence adds up; empty where it speaks of one."""
    return summed(question.analysis, question.claim, question.quantity)


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="index_weight", metric="index_weight", ja="指数に占める比率",
        en="weight in the index", measure=weight, standing="conventional", needs=(_WEIGHT,),
    ),
)  # fmt: skip
"""Definitions of shares of an index."""
