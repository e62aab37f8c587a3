"""What a person says of findings: the columns they fill in, and how they are read back.

``--format csv`` writes the template: a row a finding, with the columns of `REVIEW_COLUMNS` empty.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from ..articles import decode
from ..errors import SettingsError
from ..records import Analysis, Report
from ..settings import MAX_ARTICLE_BYTES
from ..text.lazy import lazy
from ..text.numbers import exact_text
from .cells import csv_records
from .places import fingerprints

REVIEW_COLUMNS = (
    "confirmed", "verdict", "rating", "best_rating", "worst_rating", "reviewer", "reviewer_type",
    "reviewed_on", "review_url",
)  # fmt: skip
"""What a reviewer fills in; ``rating``, its ends and ``reviewer_type`` may stay empty."""

_NEEDED = ("verdict", "reviewer", "reviewed_on", "review_url")
_YES = frozenset({"yes", "true", "1", "y", "はい", "確認", "○", "〇"})
_NO = frozenset({"no", "false", "0", "n", "いいえ", "誤検出", "×"})
_KINDS: dict[str, Literal["Person", "Organization"]] = {
    "": "Organization", "organization": "Organization", "person": "Person",
}  # fmt: skip
# Spreadsheets write a day their own way when they save.
_DAY = lazy(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DECIMAL = lazy(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_WEB = lazy(r"https?://[^\s\"<>\\^`{|}]{1,2000}")
_LINES = (".jsonl", ".ndjson", ".json")


_Result = TypeVar("_Result", bound=Report | Analysis)


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What one person says of one finding."""

    fingerprint: str
    status: str
    """The finding's status when it was reviewed; empty where the file does not say."""
    confirmed: bool
    verdict: str = ""
    rating: Fraction | None = None
    best_rating: Fraction | None = None
    worst_rating: Fraction | None = None
    reviewer: str = ""
    reviewer_type: Literal["Person", "Organization"] = "Organization"
    reviewed_on: date | None = None
    review_url: str = ""
    line: int
    """Where it stands in its file."""


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """A file of reviews."""

    path: str
    reviews: tuple[Review, ...]

    def by_fingerprint(self) -> dict[str, Review]:
        """Give the reviews by the fingerprint that they name."""
        return {review.fingerprint: review for review in self.reviews}


def read_reviews(path: Path) -> Reviewed:
    """Read a file of reviews: the filled-in CSV, or JSON Lines with the same names.

    Rows in which nothing is filled in are passed over. Raises SettingsError, with the row, for a
    file that cannot be read, a column that is missing, a cell that is wrong or lacking, and a
    finding that is named twice.
    """
    text = _text(path)
    records = (
        _json_records(text, path) if path.suffix.lower() in _LINES else _csv_records(text, path)
    )
    reviews: dict[str, Review] = {}
    for line, record in records:
        review = _review(record, line, path)
        if review is None:
            continue
        if review.fingerprint in reviews:
            first = reviews[review.fingerprint].line
            raise _wrong(path, line, f"names the finding of row {first} again", "keep one row")
        reviews[review.fingerprint] = review
    return Reviewed(path=str(path), reviews=tuple(reviews.values()))


def refuse_strays(reviewed: Reviewed, results: Iterable[_Result]) -> Iterator[_Result]:
    """Pass results through, and raise SettingsError for what the file says of no finding of them.

    A finding whose status is no longer the reviewed one must be looked at again.
    """
    left = reviewed.by_fingerprint()
    for result in results:
        findings = result.findings if isinstance(result, Report) else ()
        marks = fingerprints(result) if isinstance(result, Report) else {}
        for finding in findings:
            review = left.pop(marks[finding.id], None)
            if review and review.status and review.status != finding.status:
                raise _wrong(
                    Path(reviewed.path),
                    review.line,
                    f"was reviewed as {review.status} and is {finding.status} now",
                    "review it again",
                )
        yield result
    for review in left.values():
        raise _wrong(
            Path(reviewed.path),
            review.line,
            f"{review.fingerprint} is no finding of these articles",
            "name the articles that were reviewed, as they were then",
        )


def review_cells(review: Review | None) -> dict[str, str]:
    """Give the cells of `REVIEW_COLUMNS`, empty for a finding that nobody reviewed."""
    if review is None:
        return {}
    numbers = {key: getattr(review, key) for key in ("rating", "best_rating", "worst_rating")}
    return {
        "confirmed": "yes" if review.confirmed else "no",
        "verdict": review.verdict,
        **{key: "" if n is None else exact_text(n) for key, n in numbers.items()},
        "reviewer": review.reviewer,
        "reviewer_type": review.reviewer_type if review.confirmed else "",
        "reviewed_on": review.reviewed_on.isoformat() if review.reviewed_on else "",
        "review_url": review.review_url,
    }


def _text(path: Path) -> str:
    """Decode the file: Excel saves CSV in the machine's own encoding unless told otherwise."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_ARTICLE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            f"cannot be read: {reason}", where=f"--reviewed {path}", todo="check the path"
        ) from None
    if len(data) > MAX_ARTICLE_BYTES:
        raise SettingsError("is too large", where=f"--reviewed {path}", todo="split the file")
    return decode(data, where=str(path))


def _csv_records(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        yield from csv_records(text)
    except csv.Error as error:
        raise SettingsError(
            f"is no CSV: {error}", where=str(path), todo="begin with what --format csv writes"
        ) from None


def _json_records(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record: Any = json.loads(line)
        except (ValueError, RecursionError):
            raise _wrong(path, number, "is no JSON", "write one object a line") from None
        if not isinstance(record, dict):
            raise _wrong(path, number, "is no JSON object", "write one object a line")
        yield number, {key: _cell(value, path, number) for key, value in record.items()}


def _cell(value: object, path: Path, line: int) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    raise _wrong(path, line, "holds a list or an object", "write text")


def _review(record: dict[str, str], line: int, path: Path) -> Review | None:
    """Read one row; None where nothing is filled in."""
    if "fingerprint" not in record or "confirmed" not in record:
        missing = "fingerprint" if "fingerprint" not in record else "confirmed"
        raise _wrong(path, line, f"has no {missing}", "begin with what --format csv writes")
    cells = {key: record.get(key, "").strip() for key in REVIEW_COLUMNS}
    fingerprint = record["fingerprint"].strip()
    if not any(cells.values()):
        return None
    if not fingerprint:
        raise _wrong(path, line, "fingerprint is empty", "copy it from --format csv")
    word = cells["confirmed"].lower()
    if word not in _YES and word not in _NO:
        raise _wrong(path, line, f"confirmed is {cells['confirmed']!r}", "write yes or no")
    status = record.get("status", "").strip()
    if word in _NO:
        return Review(fingerprint=fingerprint, status=status, confirmed=False, line=line)
    return _confirmed(fingerprint, status, cells, line, path)


def _confirmed(
    fingerprint: str, status: str, cells: dict[str, str], line: int, path: Path
) -> Review:
    for key in _NEEDED:
        if not cells[key]:
            raise _wrong(path, line, f"{key} is empty", "a confirmed finding needs it")
    if not _WEB.fullmatch(cells["review_url"]):
        raise _wrong(path, line, "review_url is no web address", "begin it with https://")
    kind = _KINDS.get(cells["reviewer_type"].lower())
    if kind is None:
        raise _wrong(path, line, "reviewer_type is wrong", "write Person or Organization")
    rating, best, worst = _ratings(cells, line, path)
    return Review(
        fingerprint=fingerprint,
        status=status,
        confirmed=True,
        verdict=cells["verdict"],
        rating=rating,
        best_rating=best,
        worst_rating=worst,
        reviewer=cells["reviewer"],
        reviewer_type=kind,
        reviewed_on=_day(cells["reviewed_on"], line, path),
        review_url=cells["review_url"],
        line=line,
    )


def _ratings(
    cells: dict[str, str], line: int, path: Path
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Read the rating with both ends of its scale; all three are given, or none."""
    words = [cells[key] for key in ("rating", "best_rating", "worst_rating")]
    if not any(words):
        return None, None, None
    if not all(map(_DECIMAL.fullmatch, words)):
        raise _wrong(
            path, line, "the rating is not whole", "give rating, best_rating, worst_rating"
        )
    rating, best, worst = map(Fraction, words)
    if not min(best, worst) <= rating <= max(best, worst) or best == worst:
        raise _wrong(path, line, "the rating is off its scale", "mend rating or its ends")
    return rating, best, worst


def _day(text: str, line: int, path: Path) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise _wrong(path, line, f"reviewed_on is {text!r}", "write it as 2026-01-26")


def _wrong(path: Path, line: int, what: str, todo: str) -> SettingsError:
    return SettingsError(what, where=f"{path}, row {line}", todo=todo)
