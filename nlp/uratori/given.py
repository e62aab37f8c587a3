"""What callers give -> what the flow takes, or an error of one line that says what is wrong.

Types are checked here, once, since Python checks none: a wrong one would come up deep in the flow,
or only with the first article that has something to look up.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from .articles import article_of
from .errors import ArticleError, SettingsError
from .records import Article

if TYPE_CHECKING:
    from .market import FactSource

YEARS = range(1900, 2101)
"""Years of publication that dates are told from."""
Day: TypeAlias = "date | str | None"
"""A date, a datetime or a pandas Timestamp (its day as it shows it), or a day in ISO 8601."""


def as_day(given: object, where: str = "published") -> date | None:
    """Read a day: a date, a datetime, an ISO string (2026-01-26, 2026-01-26T09:00+09:00), or None.

    where: what to name in the SettingsError that anything else raises.
    """
    if isinstance(given, str):
        try:
            return datetime.fromisoformat(given.strip()).date()
        except ValueError:
            raise _no_date(given, where) from None
    if given is None or given != given:  # NaT, as frames say that there is none
        return None
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    raise _no_date(given, where)


def as_article(text: str | Article, published: Day) -> Article:
    """Wrap a text; an article that carries its own date keeps it."""
    day = as_day(published)
    if day is not None and day.year not in YEARS:
        raise SettingsError(
            f"the year {day.year} is out of range",
            where="published",
            todo=f"give a date from {YEARS.start} to {YEARS.stop - 1}",
        )
    if isinstance(text, str):
        return article_of(text, published=day)
    if not isinstance(text, Article):
        raise _no_text(text)
    if text.published is None and day is not None:
        return msgspec.structs.replace(text, published=day)
    return text


def as_lang(lang: object) -> Literal["ja", "en"]:
    """Give the language of explanations; raise SettingsError for one that there is none of."""
    if lang == "ja" or lang == "en":
        return lang
    raise SettingsError(f"{lang!r:.40} is no language here", where="lang", todo="use ja or en")


def as_data(data: FactSource | str | os.PathLike[str] | None) -> FactSource | Path | None:
    """Give a source of facts as it is, and the folder of a path; raise SettingsError for others."""
    if isinstance(data, str | os.PathLike):
        return existing_folder(data, "data")
    methods = (getattr(data, name, None) for name in ("facts", "complete"))
    if data is None or (not isinstance(data, type) and all(map(callable, methods))):
        return data
    raise SettingsError(
        f"is {type(data).__name__} and no source of facts",
        where="data",
        todo="give the path of a data folder, or what `uratori.market.default_source` gives",
    )


def existing_folder(name: str | os.PathLike[str], where: str) -> Path:
    """Give a data folder that is there; raise SettingsError where none is, as for a mistyped one.

    where: the option or argument.
    """
    folder = Path(name)
    if folder.is_dir():
        return folder
    if folder.exists():
        raise SettingsError(f"{name}: is no folder", where=where, todo="check the path")
    todo = f"check the path; `uratori data sync --data {name}` makes one"
    raise SettingsError(f"{name}: there is no such folder", where=where, todo=todo)


def _no_date(given: object, where: str) -> SettingsError:
    return SettingsError(f"{given!r:.40} is no date", where=where, todo="write it as 2026-01-26")


def _no_text(given: object) -> ArticleError:
    todo = "decode it first" if isinstance(given, bytes | bytearray) else "give a str or an Article"
    return ArticleError(f"is {type(given).__name__} and no text", where="text", todo=todo)
