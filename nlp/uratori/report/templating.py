"""Jinja as all pages take it: escaped, strict on names, loaded when the first page is written."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2


@cache
def environment_of(folder: Path) -> jinja2.Environment:
    """Give the templates of a folder; what they are given is escaped, an unknown name raises."""
    import jinja2  # heavy, and only pages need it

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
