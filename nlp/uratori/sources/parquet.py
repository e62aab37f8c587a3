"""Parquet -> Items, a batch of rows at a time; only the columns that are read are loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..articles.columns import columns_of
from ..errors import ArticleError, MissingExtraError
from .items import Item, SourceError
from .rows import row_item
from .terms import Place, Terms

_ROWS = 16
"""Rows of a batch; each may hold an article of 10 MB, most hold some kilobytes."""
_BUFFER = 1 << 20
"""Bytes; without one pyarrow loads a whole column of a row group."""
_TODO = 'name a column of strings "text", "body" or "content"'


def read_parquet(place: Place, terms: Terms) -> Iterator[Item | SourceError]:
    """Yield an Item a row; raise ArticleError where no column holds text.

    Raises MissingExtraError where pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as parquet  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError(
            "Parquet needs an extra", where=place.shown, todo='pip install "uratori[batch]"'
        ) from None
    with parquet.ParquetFile(
        place.path, memory_map=False, pre_buffer=False, buffer_size=_BUFFER
    ) as file:
        columns = columns_of(list(file.schema_arrow.names))
        if not columns["text"]:
            raise ArticleError("has no column of text", where=place.shown, todo=_TODO)
        names = [name for group in columns.values() for name in group]
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=names, use_threads=False):
            for row in _rows(batch):
                yield row_item(row, columns, f"{place.shown}#{number}", terms.published)
                number += 1


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of a batch as Python values; times in microseconds, as Python has them."""
    import pyarrow

    values = []
    for column in batch.columns:
        if pyarrow.types.is_timestamp(column.type):
            column = column.cast(pyarrow.timestamp("us", column.type.tz), safe=False)
        values.append(column.to_pylist())
    names = batch.schema.names
    for row in zip(*values, strict=True):
        yield dict(zip(names, row, strict=True))
