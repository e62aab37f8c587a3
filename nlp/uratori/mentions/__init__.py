"""Names, codes and anaphors -> mentions of entities.

`find_names` finds surfaces, `link_mentions` says what each stands for. If you are new here, start
at names.py; the words are in `uratori.lexicon` (``entities_*.tsv``, ``anaphors.tsv``) and in this
room's two tables.
"""

from .entities import Entity, entity, named, tracked
from .linker import link_mentions
from .names import Name, find_names

__all__ = ["Entity", "Name", "entity", "find_names", "link_mentions", "named", "tracked"]
