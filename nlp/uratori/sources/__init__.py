"""Feeds, folders, tables and archives -> Item."""

from .items import FeedRead, Given, Item, Media, PassedOver, SourceError, Validators
from .lists import expanded
from .opening import FeedMemory, open_sources
from .polling import Pace, Polling

__all__ = [
    "FeedMemory",
    "FeedRead",
    "Given",
    "Item",
    "Media",
    "Pace",
    "PassedOver",
    "Polling",
    "SourceError",
    "Validators",
    "expanded",
    "open_sources",
]
