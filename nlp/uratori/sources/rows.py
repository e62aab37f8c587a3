"""One row of a table, or one object of JSON -> an Item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..articles.columns import Columns, named, read_row
from ..errors import UratoriError
from .items import Item, SourceError
from .making import Found, item_error, make_item


def row_item(
    row: Mapping[str, Any],
    columns: Columns,
    where: str,
    published: date | None,
    data: bytes | None = None,
) -> Item | SourceError:
    """Make an Item of a row; `data` is its bytes as they came, where there are such.

    Its id is that of the row, else its address, else the digest: a row has no lasting place.
    """
    try:
        read = read_row(row, columns, where)
    except UratoriError as error:
        return item_error(error, where, id=named(row, columns), data=data)
    found = Found(
        source=where,
        body=read.text,
        id=read.id,
        title=read.title,
        author=read.author,
        published=read.published,
        address=read.address,
    )
    return make_item(found, published, data)
