"""Paths, addresses, bytes or text -> Article."""

from .dateline import find_dateline
from .encoding import decode
from .page import article_of
from .reader import read_article, read_articles

__all__ = ["article_of", "decode", "find_dateline", "read_article", "read_articles"]
