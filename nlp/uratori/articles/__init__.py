"""Bytes or text -> Article."""

from .dateline import find_dateline
from .encoding import decode
from .reader import article_of, read_article

__all__ = ["article_of", "decode", "find_dateline", "read_article"]
