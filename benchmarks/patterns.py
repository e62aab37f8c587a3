"""Make the table of what each pattern of the package needs to match (`uratori.text.needed`).

``make patterns`` writes it again; a pattern that it does not know costs time and nothing else. It
is told from the tree that Python's own parser of regular expressions makes of a source, which is no
public part of `re`: here and in the tests only, never where articles are read.
"""

from __future__ import annotations

import gc
import importlib
import math
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import uratori
from uratori.checks.cues import ending, expanded
from uratori.checks.rules import CHECKS
from uratori.text.lazy import LazyPattern
from uratori.text.needed import Needed, digest_of

TABLE = Path(uratori.__path__[0]) / "text" / "needed.tsv"
HEADER = """\
# what the patterns of the package need to match, each under the digest of its source
# source: made from the patterns (make patterns)
# licence: Apache-2.0
# date: {today}
# rows: {rows}
pattern\topens\treach\twords
"""

_ROOMS = ("text", "articles", "quantities", "mentions", "claims", "checks", "market")
"""Those that every article passes through."""
Tree = Any
"""What the parser gives: a sequence of (operator, argument)."""
_PARSER: Any = importlib.import_module("re._parser")
_OP: Any = importlib.import_module("re._constants")
_REPEATS = (_OP.MAX_REPEAT, _OP.MIN_REPEAT, _OP.POSSESSIVE_REPEAT)
_EMPTY = (_OP.AT, _OP.ASSERT, _OP.ASSERT_NOT)
_MOST_WORDS = 160
_MOST_CHARACTERS = 80
_FARTHEST = 400
_REPEATED = 2
"""Times that what is repeated is written out at most."""
_NUMBER = "#"
"""What stands for the number in the patterns of the checks; each text that they see has one."""
_UNWRITABLE = frozenset("|\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def needs(source: str) -> Needed:
    """Give what every match of a pattern has."""
    tree = _PARSER.parse(source)
    if tree.state.flags & _OP.SRE_FLAG_IGNORECASE:
        return Needed("", 0, ())
    first, empty = _firsts(tree)
    reach = tree.getwidth()[1]
    words = _clearest(_wanted(tree))
    return Needed(
        opens="" if empty or first is None else "".join(sorted(_writable(first))),
        reach=reach if reach <= _FARTHEST else 0,
        words=tuple(sorted(_shortest(_writable(words)), key=lambda word: (len(word), word))),
    )


def _writable(words: Iterable[str]) -> set[str]:
    """Give words as the table can hold them: all or none."""
    kept = set(words)
    return set() if any(_UNWRITABLE & set(word) for word in kept) else kept


def _shortest(words: set[str]) -> list[str]:
    """Leave out the words that another one is part of."""
    return [word for word in words if not any(other in word for other in words - {word})]


def _language(tree: Tree) -> set[str] | None:
    """Give all that a sequence can match, None where that is too much; lookarounds are nothing."""
    found = {""}
    for node in tree:
        ends = _language_of(*node)
        if ends is None or len(found) * len(ends) > 4 * _MOST_WORDS:
            return None
        found = {start + end for start in found for end in ends}
    return found if len(found) <= _MOST_WORDS else None


def _language_of(operator: Any, argument: Any) -> set[str] | None:
    if operator is _OP.LITERAL:
        return {chr(argument)}
    if operator is _OP.IN:
        return _class(argument)
    if operator in _EMPTY:
        return {""}
    if operator in _REPEATS:
        return _repeated(*argument)
    found: set[str] = set()
    for branch in _branches(operator, argument):
        words = _language(branch)
        if words is None:
            return None
        found |= words
    return found or None


def _branches(operator: Any, argument: Any) -> Sequence[Tree]:
    """Give the sequences of which one is matched; none for what is not looked into."""
    if operator is _OP.BRANCH:
        return list(argument[1])
    if operator is _OP.SUBPATTERN:
        return [argument[3]]
    return [argument] if operator is _OP.ATOMIC_GROUP else []


def _class(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """Give the characters of a class, None of one that is large or negated."""
    found: set[str] = set()
    for operator, argument in items:
        if operator is _OP.LITERAL:
            found.add(chr(argument))
        elif operator is _OP.RANGE and argument[1] - argument[0] < _MOST_CHARACTERS:
            found |= set(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return None
    return found if len(found) <= _MOST_CHARACTERS else None


def _repeated(least: int, most: int, tree: Tree) -> set[str] | None:
    words = _language(tree) if most <= _REPEATED else None
    if words is None:
        return None
    found: set[str] = set()
    current = {""}
    for count in range(most + 1):
        found |= current if count >= least else set()
        current = {start + end for start in current for end in words}
    return found


def _wanted(tree: Tree) -> Iterator[set[str]]:
    """Yield sets of words of which one stands in whatever a sequence matches.

    What a lookaround asks for may stand outside of it, and is nothing here.
    """
    current = {""}
    for operator, argument in tree:
        words = _language_of(operator, argument)
        if words is not None and len(current) * len(words) <= _MOST_WORDS:
            current = {start + end for start in current for end in words}
            continue
        yield current
        current = words or {""}
        if words is None:
            yield _one_of(operator, argument)
    yield current


def _one_of(operator: Any, argument: Any) -> set[str]:
    """Give the words of which one stands in what one node matches, where it matches anything."""
    if operator in _REPEATS:
        return _clearest(_wanted(argument[2])) if argument[0] else set()
    found = [_clearest(_wanted(branch)) for branch in _branches(operator, argument)]
    return set().union(*found) if all(found) else set()


def _clearest(found: Iterable[set[str]]) -> set[str]:
    """Give the set of which a text has a word least often; an empty one where there is none."""
    sets = [words for words in found if words and "" not in words]
    return max(sets, key=lambda words: (_clarity(words), sorted(words)), default=set())


def _clarity(words: set[str]) -> float:
    """Give how seldom a text has one of some words; the most that it can be is zero."""
    return -math.fsum(math.prod(map(_frequency, word)) for word in words)


def _frequency(character: str) -> float:
    """Give how often a character stands in a text, roughly; kana and stops do most."""
    if character == _NUMBER:
        return 0.5
    return 0.04 if "\u3000" < character < "\u30a0" or character.isascii() else 0.01


def _firsts(tree: Tree) -> tuple[set[str] | None, bool]:
    """Give the characters that a sequence can begin with, and whether it can be empty."""
    found: set[str] = set()
    for operator, argument in tree:
        first, empty = _first_of(operator, argument)
        if first is None:
            return None, False
        found |= first
        if not empty:
            return (found if len(found) <= _MOST_CHARACTERS else None), False
    return found, True


def _first_of(operator: Any, argument: Any) -> tuple[set[str] | None, bool]:
    if operator is _OP.LITERAL:
        return {chr(argument)}, False
    if operator is _OP.IN:
        return _class(argument), False
    if operator in _EMPTY:
        return set(), True
    if operator in _REPEATS:
        first, empty = _firsts(argument[2])
        return first, empty or argument[0] == 0
    found: set[str] = set()
    branches = [_firsts(branch) for branch in _branches(operator, argument)]
    for first, _ in branches:
        if first is None:
            return None, False
        found |= first
    return (found, any(empty for _, empty in branches)) if branches else (None, False)


def sources() -> set[str]:
    """Give the sources of the patterns that are compiled when they are needed."""
    for room in _ROOMS:
        found = importlib.import_module(f"uratori.{room}")
        for module in pkgutil.walk_packages(found.__path__, f"{found.__name__}."):
            importlib.import_module(module.name)
    written = {held.pattern for held in gc.get_objects() if type(held) is LazyPattern}
    return written | set(_declared())


def _declared() -> Iterator[str]:
    """Yield the patterns of the checks, as they are asked."""
    asked: tuple[Callable[[str], str], Callable[[str], str]] = (expanded, ending)
    for check in CHECKS:
        inside = (check.around, check.unless, *(role.followed_by for role in check.roles))
        before = (check.preceded_by, *(role.preceded_by for role in check.roles))
        for write, patterns in zip(asked, (inside, before), strict=True):
            yield from (write(pattern) for pattern in patterns if pattern)


def write_table() -> None:
    """Write the table of the package's patterns; one that needs nothing has no row."""
    rows = {digest_of(source): needs(source) for source in sources()}
    lines = [
        f"{digest}\t{row.opens}\t{row.reach}\t{'|'.join(row.words)}\n"
        for digest, row in sorted(rows.items())
        if row.opens or row.words
    ]
    head = HEADER.format(today=date.today().isoformat(), rows=len(lines))
    TABLE.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write_table()
