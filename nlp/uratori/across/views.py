"""What articles say together as readers see it: every text made, nothing left to work out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ..report.width import printable
from .labels import counted, label, what_text
from .records import Across, Dispute, SameClaim, Side, Voice

_LONGEST = 200
_ADDRESS = re.compile(r"https?://[!-~]{1,2000}\Z")


class VoiceView(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, cut around its number, and where it stands."""

    before: str
    number: str
    after: str
    source: str
    address: str | None
    """Of http or https, or None."""
    day: str
    copies: str
    """That other articles have this very sentence, or ""."""


class SideView(msgspec.Struct, frozen=True, kw_only=True):
    """One value with those who tell it."""

    value: str
    told: str
    voices: tuple[VoiceView, ...]
    more: str


class DisputeView(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that articles tell differently."""

    tone: str
    mark: str
    badge: str
    what: str
    sides: tuple[SideView, ...]


class GroupView(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that several articles tell."""

    what: str
    articles: int
    told: tuple[tuple[str, int], ...]


def dispute_views(across: Across, lang: str, most: int) -> tuple[DisputeView, ...]:
    """Give the first disputes as they are shown."""
    return tuple(_dispute(dispute, lang) for dispute in across.disputes[:most])


def group_views(across: Across, lang: str, most: int) -> tuple[GroupView, ...]:
    """Give the most told claims as they are shown."""
    return tuple(_group(group, lang) for group in across.groups[:most])


def totals(across: Across, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the counts that a report opens with: name and number."""
    counts = (
        ("articles", across.articles), ("claims", across.claims), ("findings", across.findings),
        ("unread", across.unread), ("same", across.same),
        ("contradictions", across.contradictions), ("changes", across.changes),
    )  # fmt: skip
    return ((label(key, lang), f"{count:,}") for key, count in counts)


def _dispute(dispute: Dispute, lang: str) -> DisputeView:
    wrong = dispute.kind == "contradiction"
    return DisputeView(
        tone="bad" if wrong else "warn",
        mark="✗" if wrong else "!",
        badge=label(dispute.kind, lang),
        what=what_text(dispute.key, dispute.name, lang),
        sides=tuple(_side(side, dispute.key.kind, lang) for side in dispute.sides),
    )


def _side(side: Side, kind: str, lang: str) -> SideView:
    more = label("at_least", lang) if side.at_least else "{}"
    articles, wordings = (
        more.format(counted(key, count, lang))
        for key, count in (("in_articles", side.articles), ("wordings", side.wordings))
    )
    left = side.wordings - len(side.voices)
    return SideView(
        value=" / ".join(dict.fromkeys(_value(voice, kind, lang) for voice in side.voices)),
        told=f"{articles}・{wordings}" if lang == "ja" else f"{articles}, {wordings}",
        voices=tuple(_voice(voice, lang) for voice in side.voices),
        more=counted("more_wordings", left, lang) if left else "",
    )


def _value(voice: Voice, kind: str, lang: str) -> str:
    """Give a number as written; of a change, which way it goes."""
    text = printable(voice.text)
    if kind != "change" or not voice.value:
        return text
    return f"{text} ({label('up' if voice.value > 0 else 'down', lang)})"


def _voice(voice: Voice, lang: str) -> VoiceView:
    place = max(voice.sentence.find(voice.text), 0)
    end = place + len(voice.text)
    room = max(_LONGEST - len(voice.text), 40) // 2
    before, after = voice.sentence[:place], voice.sentence[end:]
    address = voice.address if voice.address and _ADDRESS.match(voice.address) else None
    return VoiceView(
        before=printable(before if len(before) <= room else "…" + before[-room:]),
        number=printable(voice.text),
        after=printable(after if len(after) <= room else after[:room] + "…"),
        source=printable(voice.title or voice.source or voice.article),
        address=address,
        day=str(voice.published) if voice.published else label("undated", lang),
        copies=counted("copies", voice.copies - 1, lang) if voice.copies > 1 else "",
    )


def _group(group: SameClaim, lang: str) -> GroupView:
    return GroupView(
        what=what_text(group.key, group.name, lang),
        articles=group.articles,
        told=tuple((printable(told.text), told.articles) for told in group.told),
    )
