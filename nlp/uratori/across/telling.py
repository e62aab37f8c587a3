"""What articles say together -> text for a terminal or a pipe, no line wider than asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..report.width import flow, pad, printable, shorten, text_width, wrap
from ..report.words import status_style
from .labels import counted, days_text, label
from .records import Across, Count
from .views import DisputeView, GroupView, SideView, dispute_views, group_views, totals

MOST_DISPUTES = 20
MOST_GROUPS = 15
_NARROWEST = 40
_RED, _YELLOW, _BOLD = "31", "33", "1"


def render_text(across: Across, *, lang: str = "ja", width: int = 80, color: bool = False) -> str:
    """Give the report as text that ends with a line end; `width` in columns, at least 40."""
    wide = max(width, _NARROWEST)
    blocks = [
        _head(across, lang, wide, color),
        *_disputes(across, lang, wide, color),
        _groups(across, lang, wide, color),
        _statuses(across, lang, wide, color),
        _entities(across, lang, wide, color),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def _head(across: Across, lang: str, width: int, color: bool) -> list[str]:
    folder = printable(across.folder)
    days = days_text(across.since, across.until, lang)
    title = shorten(f"{label('title', lang)}  {folder}  {days}", width)
    counts = flow((f"{name} {count}" for name, count in totals(across, lang)), width)
    return [_paint(title, _BOLD, color), *counts, "-" * width]


def _disputes(across: Across, lang: str, width: int, color: bool) -> Iterator[list[str]]:
    views = dispute_views(across, lang, MOST_DISPUTES)
    if not views:
        yield wrap(label("none_disputed", lang), width)
        return
    for view in views:
        yield list(_dispute(view, width, color))
    left = across.contradictions + across.changes - len(views)
    more = [counted("disputes_more", left, lang)] if left else []
    yield [line for text in (*more, label("note", lang)) for line in wrap(text, width)]


def _dispute(view: DisputeView, width: int, color: bool) -> Iterator[str]:
    first, *rest = wrap(f"{view.mark} {view.badge}  {view.what}", width)
    yield _paint(first, _RED if view.tone == "bad" else _YELLOW, color)
    yield from rest
    for side in view.sides:
        yield from _side(side, width)


def _side(side: SideView, width: int) -> Iterator[str]:
    yield from _indented(f"{side.value}  {side.told}", width, 2)
    for voice in side.voices:
        yield from _indented(f"{voice.before}【{voice.number}】{voice.after}", width, 4)
        where = "  ".join(
            part for part in (voice.day, voice.source, voice.address, voice.copies) if part
        )
        yield from _indented(where, width, 4)
    if side.more:
        yield from _indented(side.more, width, 4)


def _indented(text: str, width: int, by: int) -> Iterator[str]:
    return (" " * by + line for line in wrap(text, width - by))


def _groups(across: Across, lang: str, width: int, color: bool) -> list[str]:
    views = group_views(across, lang, MOST_GROUPS)
    head = _paint(f"{label('same', lang)} {across.same:,}", _BOLD, color)
    if not views:
        return [head, *wrap(label("none_same", lang), width)]
    lines = [line for view in views for line in _group(view, width)]
    left = across.same - len(views)
    return [head, *lines, *([counted("groups_more", left, lang)] if left else [])]


def _group(view: GroupView, width: int) -> Iterator[str]:
    count = f"{view.articles:>6,}  "
    room = width - len(count)
    told = " / ".join(f"{text} ({number})" for text, number in view.told)
    for number, line in enumerate((*wrap(view.what, room), shorten(told, room))):
        yield (count if number == 0 else " " * len(count)) + line


def _statuses(across: Across, lang: str, width: int, color: bool) -> list[str]:
    names = [(f"{(s := status_style(c.name)).mark} {s.label(lang)}", c) for c in across.statuses]
    return _table("chart_statuses", names, lang, width, color)


def _entities(across: Across, lang: str, width: int, color: bool) -> list[str]:
    names = [(printable(count.name), count) for count in across.entities]
    return _table("chart_entities", names, lang, width, color)


def _table(
    title: str, rows: Iterable[tuple[str, Count]], lang: str, width: int, color: bool
) -> list[str]:
    """Give rows of a name, a count and, where some are wrong, how many."""
    cut = [(shorten(name, width // 2), count) for name, count in rows]
    column = max((text_width(name) for name, _ in cut), default=0)
    lines = [
        f"  {pad(name, column)} {count.count:>9,}"
        + (f"  {label('wrong', lang)} {count.wrong:,}" if count.wrong else "")
        for name, count in cut
    ]
    return [_paint(label(title, lang), _BOLD, color), *lines] if lines else []
