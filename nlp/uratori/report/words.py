"""The words, statuses and check names of the reports, from the tables beside this file."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from ..lexicon import read_table

_PACKAGE = "uratori.report"


class StatusStyle(msgspec.Struct, frozen=True, kw_only=True):
    """How one status is shown. `rank` 0 is the worst."""

    rank: int
    mark: str
    colour: str
    ja: str
    en: str

    def label(self, lang: str) -> str:
        """Give the status in words."""
        return self.ja if lang == "ja" else self.en


def status_style(status: str) -> StatusStyle:
    """Give the style of a status; raises KeyError for one that does not exist."""
    return _statuses()[status]


def word(key: str, lang: str) -> str:
    """Give one word or phrase of the report in Japanese (``ja``) or English (``en``)."""
    ja, en = _words()[key]
    return ja if lang == "ja" else en


def page_word(key: str, lang: str) -> str:
    """Give one word or phrase of the pages, or of all reports, in `lang` (``ja`` or ``en``)."""
    ja, en = _page_words().get(key) or _words()[key]
    return ja if lang == "ja" else en


def reason_text(reason: str, lang: str) -> str:
    """Say in words why a number was not checked; a reason that the table does not hold stays."""
    ja, en = _words().get(f"reason_{reason}", (reason, reason))
    return ja if lang == "ja" else en


def check_name(check: str, lang: str) -> str:
    """Name a check, or the metric that data were asked for; one without a name keeps its id."""
    ja, en = _checks().get(check) or _metrics().get(check, (check, check))
    return ja if lang == "ja" else en


def definition_name(metric: str, key: str, lang: str) -> str:
    """Name the definition of a piece of evidence (`same_day`, `month_end+calendar_years`)."""
    names = _definitions()
    pairs = (names.get((metric, part), (part, part)) for part in key.split("+"))
    if lang == "ja":
        return "・".join(ja for ja, _ in pairs)
    return " / ".join(en for _, en in pairs)


@lru_cache(maxsize=1)
def _statuses() -> dict[str, StatusStyle]:
    return {
        row["status"]: StatusStyle(
            rank=int(row["rank"]), mark=row["mark"], colour=row["colour"],
            ja=row["ja"], en=row["en"],
        )
        for row in read_table("statuses", _PACKAGE)
    }  # fmt: skip


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, str]]:
    return {row["key"]: (row["ja"], row["en"]) for row in read_table("words", _PACKAGE)}


@lru_cache(maxsize=1)
def _page_words() -> dict[str, tuple[str, str]]:
    return {row["key"]: (row["ja"], row["en"]) for row in read_table("page_words", _PACKAGE)}


@lru_cache(maxsize=1)
def _checks() -> dict[str, tuple[str, str]]:
    return {row["check"]: (row["ja"], row["en"]) for row in read_table("checks", _PACKAGE)}


@lru_cache(maxsize=1)
def _metrics() -> dict[str, tuple[str, str]]:
    return {row["metric"]: (row["ja"], row["en"]) for row in read_table("metrics")}


@lru_cache(maxsize=1)
def _definitions() -> dict[tuple[str, str], tuple[str, str]]:
    # An analysis without checks is told without loading the market room.
    from ..market.definitions.catalogue import DEFINITIONS

    return {(each.metric, each.key): (each.ja, each.en) for each in DEFINITIONS}
