"""The evidence and the words of a market finding."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..mentions import named
from ..records import Evidence, MarketStatus
from .exact import is_misspelling
from .facts import QUALITIES, Fact
from .figures import figure_text
from .questions import Attempt, Question, Remark
from .wording import Lang, say, sentences

_LISTED = 6  # decisions named one by one in a sentence; the evidence lists them all


def claimants(question: Question, attempts: tuple[Attempt, ...]) -> tuple[Fact, ...]:
    """Give the values that only the article's own source states, up to the article's date."""
    series = dict.fromkeys(need for each in attempts for need in each.definition.needs)
    return tuple(
        row
        for metric in series
        for row in question.source.facts(question.entity, metric)
        if row.quality == "claimant"
        and (question.published is None or row.date <= question.published)
    )


def evidence_of(
    question: Question, attempts: tuple[Attempt, ...], stated: tuple[Fact, ...], lang: Lang
) -> tuple[Evidence, ...]:
    """Give one row of evidence for each value found or missed, each with its source."""
    found = [row for each in attempts for row in _rows(question, each, lang)]
    found += [_row(fact, holds=None, note=say(lang, "claimant_note")) for fact in stated]
    return tuple(found)


def _rows(question: Question, attempt: Attempt, lang: Lang) -> Iterator[Evidence]:
    if attempt.notes:
        for fact, note in zip(attempt.rows, attempt.notes, strict=True):
            yield _row(fact, holds=attempt.holds, note=_noted(note, fact), key=_key(attempt))
        return
    rows = attempt.rows
    worst = max((row.quality for row in rows), key=QUALITIES.index, default=None)
    yield Evidence(
        source=", ".join(dict.fromkeys(row.source for row in rows)),
        series=rows[0].series if rows else f"{attempt.entity}/{attempt.definition.needs[0]}",
        definition=_key(attempt),
        value=attempt.value,
        unit=attempt.unit or question.scale.base,
        as_of=attempt.as_of,
        retrieved=min((row.retrieved for row in rows), default=None),
        address=rows[-1].address if rows else None,
        holds=attempt.holds,
        quality=worst,
        note=_attempt_note(question, attempt, lang),
    )


def _row(fact: Fact, *, holds: bool | None, note: str, key: str | None = None) -> Evidence:
    return Evidence(
        source=fact.source,
        series=fact.series,
        definition=key or fact.definition,
        value=fact.value,
        unit=fact.unit,
        as_of=fact.date.isoformat(),
        retrieved=fact.retrieved,
        address=fact.address,
        holds=holds,
        quality=fact.quality,
        note=note,
    )


def _key(attempt: Attempt) -> str:
    return "+".join([attempt.definition.key, *(each.key for each in attempt.also)])


def _noted(note: str, fact: Fact) -> str:
    return f"{note}; {fact.note}" if fact.note else note


def _attempt_note(question: Question, attempt: Attempt, lang: Lang) -> str | None:
    parts = []
    if attempt.proxy:
        parts.append(say(lang, "proxy_note", named(question.entity)))
    if attempt.remark is not None:
        parts.append(_said(attempt.remark, lang))
    if attempt.working:
        parts.append(attempt.working)
    if attempt.unit in ("occurrences", "percentage_point") and not attempt.notes:
        parts.append(say(lang, "no_moves"))
    parts += [row.note for row in attempt.rows[:1] if row.note]
    return "; ".join(parts) or None


def _said(remark: Remark, lang: Lang) -> str:
    return say(lang, remark.code, *remark.values)


def explanation_of(
    question: Question,
    attempts: tuple[Attempt, ...],
    stated: tuple[Fact, ...],
    status: MarketStatus,
    lang: Lang,
) -> str:
    """Tell in two or three plain sentences what was tried, what it gave and what follows."""
    alike = [say(lang, "alike", question.alike)] if question.alike else []
    tried = _tried(question, attempts, lang)
    parts = [*alike, tried, _verdict(question, attempts, status, lang), *_caveats(attempts, lang)]
    if status == "contradicted" and any(is_misspelling(question, each) for each in attempts):
        parts.append(say(lang, "misspelt"))
    for fact in stated[:1]:
        value = figure_text(fact.value, fact.unit, fact.metric, lang)
        parts.append(say(lang, "claimant", fact.source, value))
    return sentences(lang, parts)


def _tried(question: Question, attempts: tuple[Attempt, ...], lang: Lang) -> str:
    """List the values with their windows, then, once for each reason, what is missing."""
    told = [_value(question, each, lang) for each in attempts if each.value is not None]
    gaps: dict[Remark, list[Attempt]] = {}
    for attempt in attempts:
        if attempt.value is None and attempt.remark is not None:
            gaps.setdefault(_reason(attempt.remark), []).append(attempt)
    for remark, missed in gaps.items():
        labels = say(lang, "labels").join(_label(question, each, lang) for each in missed)
        told.append(say(lang, "gap", labels, _said(remark, lang)))
    return say(lang, "joint").join(told)


def _reason(remark: Remark) -> Remark:
    """Make one reason of the same gap in several series or windows; the evidence has them all."""
    return Remark(code="no_series") if remark.code in ("no_series", "no_window") else remark


def _value(question: Question, attempt: Attempt, lang: Lang) -> str:
    metric = question.topic
    value = figure_text(attempt.value or Fraction(0), attempt.unit, metric, lang)
    if attempt.definition.key == "intraday" and attempt.spread is not None:
        ends = (attempt.spread.low, attempt.spread.high)
        value = "–".join(figure_text(e or Fraction(0), attempt.unit, metric, lang) for e in ends)
    if attempt.definition.key == "range" and attempt.notes:
        value = attempt.notes[0] + "%"
    elif attempt.notes and len(attempt.rows) <= _LISTED:
        days = say(lang, "joint").join(row.date.isoformat() for row in attempt.rows)
        value = say(lang, "moves", value, days)
    when = attempt.as_of or ""
    if attempt.remark is not None and attempt.remark.code == "dividends":
        value = say(lang, "at_most", value)  # no such series is held: it is a bound
    if "/" in when:
        when = say(lang, "window", *when.split("/"))
    code = "value" if when else "undated_value"
    return say(lang, code, _label(question, attempt, lang), when, value)


def _label(question: Question, attempt: Attempt, lang: Lang) -> str:
    every = (attempt.definition, *attempt.also)
    name = say(lang, "labels").join(each.ja if lang == "ja" else each.en for each in every)
    if not attempt.proxy:
        return name
    code = "proxy_price" if attempt.definition.needs[0] == "close" else "proxy"
    return say(lang, code, attempt.entity.partition(":")[2], name)


def _verdict(
    question: Question, attempts: tuple[Attempt, ...], status: MarketStatus, lang: Lang
) -> str:
    text = question.analysis.article.text[slice(*question.quantity.phrase)]
    joint = say(lang, "joint")
    held = joint.join(_label(question, each, lang) for each in attempts if each.holds)
    failed = joint.join(_label(question, each, lang) for each in attempts if each.holds is False)
    return say(lang, _verdict_code(attempts, status), text, held, failed)


def _verdict_code(attempts: tuple[Attempt, ...], status: MarketStatus) -> str:
    if status == "supported_under" and not any(each.holds is False for each in attempts):
        return "supported_under_proxy"
    if status == "insufficient":
        if all(each.value is None for each in attempts):
            return "insufficient_blank"
        if not any(each.holds is False for each in attempts):
            return "insufficient_near"
    return status


def _caveats(attempts: tuple[Attempt, ...], lang: Lang) -> Iterator[str]:
    valued = [each for each in attempts if each.value is not None]
    for remark in dict.fromkeys(each.remark for each in valued if each.remark is not None):
        yield _said(remark, lang)
    if any(row.quality == "weak" for each in valued for row in each.rows):
        yield say(lang, "weak")
