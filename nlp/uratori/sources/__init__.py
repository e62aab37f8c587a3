"""Feeds, folders, tables and archives -> Item."""

from .items import FeedRead, Given, Item, Media, PassedOver, SourceError, Validators
from .opening import FeedMemory, open_sources

__all__ = [
    "FeedMemory",
    "FeedRead",
    "Given",
    "Item",
    "Media",
    "PassedOver",
    "SourceError",
    "Validators",
    "open_sources",
]
