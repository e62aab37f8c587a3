"""Feeds, folders, tables and archives -> Item."""

from .items import Item, Media

__all__ = ["Item", "Media"]
