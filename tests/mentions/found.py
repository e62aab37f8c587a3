"""What the tests of this room share: a sentence in, its mentions out."""

from uratori.mentions import find_names, link_mentions
from uratori.records import Mention
from uratori.text import read_text


def mentions(sentence: str) -> tuple[Mention, ...]:
    text = read_text(sentence)
    return link_mentions(text, find_names(text))


def linked(sentence: str) -> list[tuple[str, str | None]]:
    """Text and entity of each mention, in order."""
    return [(mention.text, mention.entity) for mention in mentions(sentence)]


def typed(sentence: str) -> list[tuple[str, str, str | None]]:
    """Text, type and entity of each mention, in order."""
    return [(mention.text, mention.type, mention.entity) for mention in mentions(sentence)]
