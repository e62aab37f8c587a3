"""The error tree. Every error says what went wrong, where, and what to do.

UratoriError
├── ArticleError          an article cannot be read (missing, undecodable, of an unread format)
├── SettingsError         an option or an environment variable has a wrong value
├── DataError             data cannot be fetched, or what came is not what it should be
├── LexiconError          a bundled data file is damaged
└── MissingExtraError     a feature needs an extra that is not installed
"""

from __future__ import annotations


class UratoriError(Exception):
    """Base of all errors that uratori raises on purpose.

    what: what went wrong, in one line. where: the file, option or row. todo: what mends it.
    """

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        super().__init__(what, where, todo)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        """Give one line: where, what and what to do."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} ({self.todo})" if self.todo else line

    def __reduce__(self) -> tuple[object, tuple[type, str, str, str]]:
        """Pickle with the fields by name."""
        return _rebuild, (type(self), self.what, self.where, self.todo)


def _rebuild(kind: type[UratoriError], what: str, where: str, todo: str) -> UratoriError:
    return kind(what, where=where, todo=todo)


class ArticleError(UratoriError):
    """An article cannot be read."""


class SettingsError(UratoriError):
    """An option or an environment variable has a wrong value."""


class LexiconError(UratoriError):
    """A bundled data file is damaged."""


class DataError(UratoriError):
    """Data cannot be fetched, or what came is not what it should be."""


class MissingExtraError(UratoriError):
    """A feature needs an extra that is not installed."""
