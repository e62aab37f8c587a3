"""What the server says when it does not do what was asked: a status, and one line.

Nothing of a trace, of a path or of the environment is in it; what was not foreseen goes to the log.
"""

from __future__ import annotations

from ..errors import ArticleError, MissingExtraError, SettingsError, UratoriError
from .workers import Broken, Full, Overtime


class Refusal(Exception):
    """One answer that is no result.

    status: of HTTP. key: its row in words.tsv. what, where, todo: in English, as errors have them.
    """

    def __init__(
        self,
        status: int,
        key: str,
        what: str,
        *,
        where: str = "",
        todo: str = "",
        retry_after: int | None = None,
    ) -> None:
        super().__init__(what)
        self.status = status
        self.key = key
        self.what = what
        self.where = where
        self.todo = todo
        self.headers = {} if retry_after is None else {"retry-after": str(retry_after)}

    @property
    def line(self) -> str:
        """The error in one line."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} ({self.todo})" if self.todo else line


def refusal_of(error: Exception, retry_after: int) -> Refusal:
    """Give the refusal that tells of an error."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Full):
        return Refusal(
            429, "busy", "too many articles wait", todo="try again soon", retry_after=retry_after
        )
    if isinstance(error, Overtime):
        return Refusal(504, "overtime", "the article took too long", todo="send a shorter one")
    if isinstance(error, (ArticleError, SettingsError)):
        # What a command's option would mend, the sender of a request cannot.
        todo = "paste its text, or send its file" if error.todo.startswith("--") else error.todo
        return Refusal(422, "article", error.what, where=error.where, todo=todo)
    if isinstance(error, MissingExtraError):
        return Refusal(501, "extra", error.what, todo=error.todo)
    if isinstance(error, UratoriError):
        # `where` may be a path of the data folder.
        return Refusal(503, "data", "data cannot be read", todo="see the server's log")
    return Refusal(500, "broken", "something went wrong", todo="see the server's log")


def is_unforeseen(error: Exception) -> bool:
    """Tell whether the log should say more of an error than its refusal does."""
    known = (Refusal, Full, Overtime, ArticleError, SettingsError, MissingExtraError)
    return isinstance(error, Broken) or not isinstance(error, known)
