"""uratori in pandas, and in what runs on frames of pandas: Dask, Spark.

>>> import uratori.pandas                                                  # doctest: +SKIP
>>> frame["text"].uratori.claims(published=frame["date"])                  # doctest: +SKIP

`import uratori.pandas` gives every Series the accessor ``uratori``. `claims_of_frame` and
`claims_of_frames` are what ``dask.dataframe.map_partitions`` and Spark's ``mapInPandas`` take as
they are, `CLAIMS_META` and `SPARK_SCHEMA` what these ask for beside (docs/recipes.md).

If you are new here, start at `claims_of_frame`. Nothing else of the package imports this module.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import pandas

from .errors import ArticleError, SettingsError
from .given import as_day
from .many import each
from .pipeline import Analyzer
from .records import Analysis, Article, Quantity, Report
from .report.frame import claim_cells, findings_by_claim
from .text.numbers import exact_text, nearest_double

__all__ = [
    "CLAIMS_META",
    "CLAIM_TYPES",
    "SPARK_SCHEMA",
    "UratoriAccessor",
    "claims_meta",
    "claims_of_frame",
    "claims_of_frames",
    "spark_schema",
]

CLAIM_TYPES: Mapping[str, str] = {
    "claim": "string", "start": "Int64", "end": "Int64", "text": "string", "sentence": "string",
    "value": "string", "value_float": "Float64", "low": "string", "high": "string",
    "unit": "string", "kind": "string", "entity": "string", "metric": "string",
    "period": "string", "period_start": "datetime64[s]", "period_end": "datetime64[s]",
    "direction": "string", "modality": "string", "negated": "boolean", "speaker": "string",
    "internal_status": "string", "market_status": "string", "explanation": "string",
    "error": "string",
}  # fmt: skip
"""The columns of claims, in order, with their pandas types; every one can be missing.

``start``, ``end``, ``text``: of the number with its hedge, in the article. ``value``, ``low``,
``high``: exact strings (docs/json.md) in ``unit``; ``value_float`` the nearest double. The statuses
are of the claim's worst finding of each scope, ``explanation`` of all of them, missing where
nothing was checked. ``error``: why an article could not be read, in a row of its own.
"""
_SPARK = {
    "string": "string", "Int64": "bigint", "Float64": "double", "boolean": "boolean",
    "datetime64[s]": "date",
}  # fmt: skip
_KEPT: Mapping[str, str] = {"id": "string"}

Read: TypeAlias = Analysis | Report | Exception | None
"""What came of one cell; None of a missing one."""
Days: TypeAlias = "date | str | pandas.Series | None"


def claims_meta(keep: Mapping[str, str] = _KEPT) -> pandas.DataFrame:
    """Give the empty frame that Dask asks for as ``meta``; keep: pandas types of kept columns."""
    types = {**keep, **CLAIM_TYPES}
    return pandas.DataFrame({name: pandas.Series(dtype=kind) for name, kind in types.items()})


def spark_schema(keep: Mapping[str, str] = _KEPT) -> str:
    """Give the schema that Spark asks for, as DDL; keep: Spark types of kept columns."""
    types = {**keep, **{name: _SPARK[kind] for name, kind in CLAIM_TYPES.items()}}
    return ", ".join(f"`{name}` {kind}" for name, kind in types.items())


CLAIMS_META = claims_meta()
"""``meta`` of `claims_of_frame` with its default columns."""
SPARK_SCHEMA = spark_schema()
"""The schema of `claims_of_frames` with its default columns."""


def claims_of_frame(
    frame: pandas.DataFrame,
    *,
    text: str = "text",
    published: str = "published",
    keep: Sequence[str] = ("id",),
    check: bool = True,
    offline: bool = True,
) -> pandas.DataFrame:
    """Give the claims of a frame of articles, one row a claim: the columns kept and `CLAIM_TYPES`.

    text, published: columns of the text and of the day (dates or ISO strings), which may be absent.
    keep: columns that tell whose claim it is. check: whether claims are checked. offline: by
    default no provider of market data is asked, as a cluster would ask from every worker at once.
    An article that cannot be read has one row, with its `error`; a missing text has none. Raises
    SettingsError where a column is absent. Kept columns of text become ``string``; the index counts
    from 0.
    """
    _refuse_absent(frame, [text, *keep])
    days = frame[published] if published in frame.columns else None
    read = _read(frame[text], days, check=check, offline=offline)
    places, claims = _claims(read)
    kept = frame[list(keep)].take(places).reset_index(drop=True)
    texts = [name for name in keep if pandas.api.types.is_string_dtype(kept[name])]
    return kept.astype(dict.fromkeys(texts, "string")).join(claims)


def claims_of_frames(
    frames: Iterable[pandas.DataFrame], **options: Any
) -> Iterator[pandas.DataFrame]:
    """Yield the claims of each frame, as Spark's ``mapInPandas`` asks; one frame is held at a time.

    options: those of `claims_of_frame`.
    """
    return (claims_of_frame(frame, **options) for frame in frames)


@pandas.api.extensions.register_series_accessor("uratori")
class UratoriAccessor:
    """``series.uratori``: what the texts of a Series say; a missing text says nothing.

    What it gives has the index of the Series. `published` is the day of all texts, or a Series of
    days with the same index.
    """

    def __init__(self, series: pandas.Series) -> None:
        self._series = series

    def extract(self, *, published: Days = None) -> pandas.Series:
        """Give an Analysis for each text, None for a missing one; an error stands in its place."""
        return self._objects(_read(self._series, published, check=False, offline=True))

    def check(self, *, published: Days = None, offline: bool = False) -> pandas.Series:
        """Give a Report for each text, None for a missing one; an error stands in its place."""
        return self._objects(_read(self._series, published, check=True, offline=offline))

    def claims(
        self, *, published: Days = None, check: bool = False, offline: bool = False
    ) -> pandas.DataFrame:
        """Give one row a claim with the columns and types of `CLAIM_TYPES`; no claim is no row.

        The Series may hold texts, which are read (and with check=True checked), or what `extract`
        and `check` gave.
        """
        places, claims = _claims(_read(self._series, published, check=check, offline=offline))
        return claims.set_axis(self._series.index.take(places))

    def _objects(self, read: list[Read]) -> pandas.Series:
        return pandas.Series(read, index=self._series.index, name=self._series.name, dtype=object)


def _refuse_absent(frame: pandas.DataFrame, names: Iterable[str]) -> None:
    absent = [name for name in names if name not in frame.columns]
    if absent:
        raise SettingsError(
            f"is no column of the frame, which has {', '.join(map(str, frame.columns))}",
            where=absent[0],
            todo="name the column with text= or keep=",
        )


def _read(texts: pandas.Series, published: Days, *, check: bool, offline: bool) -> list[Read]:
    """Read each cell: a text or an Article is read, what was read before is left as it is."""
    analyzer = Analyzer()

    def read(cell: tuple[object, object]) -> Read:
        held, day = cell
        if held is None or isinstance(held, _DONE):
            return held
        if not isinstance(held, str | Article):
            return None if held is pandas.NA or held != held else _no_text(held)
        if not check:
            return analyzer.extract(held, published=_day(day))
        return analyzer.check(held, published=_day(day), offline=offline)

    return list(each(read, zip(texts, _days(published, texts), strict=True)))


_DONE = (Analysis, Report, Exception)


def _no_text(held: object) -> Exception:
    return ArticleError(f"is a {type(held).__name__}", where="a cell", todo="give texts")


def _days(published: Days, texts: pandas.Series) -> Iterable[object]:
    if not isinstance(published, pandas.Series):
        return [published] * len(texts)
    if not published.index.equals(texts.index):
        raise SettingsError("has another index than the texts", where="published", todo="align it")
    return published


def _day(value: object) -> date | None:
    """Read a day as frames hold it: a timestamp, a date, an ISO string, or nothing."""
    if value is pandas.NA or value is pandas.NaT:
        return None
    return as_day(value if value is None or isinstance(value, date) else str(value))


def _claims(read: Sequence[Read]) -> tuple[list[int], pandas.DataFrame]:
    """Give the rows of claims, and at which place of `read` each was made."""
    rows = [(place, row) for place, one in enumerate(read) for row in _rows(one)]
    columns = {
        name: pandas.Series([row.get(name) for _, row in rows], dtype=kind)
        for name, kind in CLAIM_TYPES.items()
    }
    return [place for place, _ in rows], pandas.DataFrame(columns)


def _rows(read: Read) -> Iterator[dict[str, object]]:
    if read is None:
        return
    if isinstance(read, Exception):
        yield {"error": " ".join(str(read).split()) or type(read).__name__}
        return
    analysis = read.analysis if isinstance(read, Report) else read
    quantities = {q.id: q for q in analysis.quantities}
    findings = findings_by_claim(read.findings if isinstance(read, Report) else ())
    for claim in analysis.claims:
        quantity = quantities[claim.quantity]
        yield {
            **claim_cells(analysis.article, claim, quantity, findings.get(claim.id, [])),
            **_numbers(quantity),
            "sentence": analysis.article.text[slice(*claim.sentence)],
        }


def _numbers(quantity: Quantity) -> dict[str, object]:
    low, high = quantity.core.low, quantity.core.high
    return {
        "kind": quantity.kind,
        "value_float": nearest_double(quantity.value),
        "low": None if low is None else exact_text(low),
        "high": None if high is None else exact_text(high),
    }
