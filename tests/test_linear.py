"""Every regular expression of the package is fed hostile text of growing length."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

import uratori
from uratori.text.lazy import LazyPattern

UNITS = (
    *"1１一〇千万億ア亜a▲-−〜~,.，．・ 　()（）[]「」:：/／%％=*#&<>$\n約第年月日円",
    *("1,", "1.", "1/", "1万", "一千", "12億", "1-", "1〜", "1年", "1日", "A1", "a.", "a-", "a 1"),
    *("( ", "(1", "(A:", "<a ", "](", "![", "&#", "* ", "PER", "から", "分の", "S&P ", "第1"),
)
OPENED = (
    ("![", "]("),
    ("<", "a "),
    ("(", "A"),
    ("（", "1"),
    ("*", "a "),
    ("1", ",1"),
    ("約", "1."),
)
HOSTILE = (*(("", unit) for unit in UNITS), *OPENED)
"""How hostile text begins, and what it repeats."""
SHORT, LONG = 2_000, 20_000
LIMIT = 40
"""Times the cost for ten times the text: 10 is linear, 100 quadratic."""


def inside(value: object) -> Iterable[tuple[str, object]]:
    """The parts of a container or a record, each with its place."""
    if isinstance(value, dict):
        return ((f"[{key!r}]", item) for key, item in value.items())
    if isinstance(value, tuple | list | set | frozenset):
        return ((f"[{number}]", item) for number, item in enumerate(value))
    if isinstance(value, msgspec.Struct):
        return ((f".{name}", getattr(value, name)) for name in value.__struct_fields__)
    return ()


def patterns_in(where: str, value: object, depth: int = 3) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, LazyPattern):
        yield where, re.compile(value.pattern)
    elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield where, value
    elif depth:
        for place, item in inside(value):
            yield from patterns_in(where + place, item, depth - 1)


def compiled() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module-level name leads to, by the first such place."""
    places: dict[re.Pattern[str], str] = {}
    for found in pkgutil.walk_packages(uratori.__path__, "uratori."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                for where, pattern in patterns_in(f"{found.name}.{name}", value):
                    places.setdefault(pattern, where)
    return {where: pattern for pattern, where in places.items()}


def calls() -> dict[str, set[str]]:
    """The methods that the package calls on each name: ``_ITEM`` -> ``match``."""
    found: dict[str, set[str]] = {}
    for path in Path(uratori.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                name = ast.unparse(node.value).rpartition(".")[2]
                found.setdefault(name, set()).add(node.attr)
    return found


PATTERNS = compiled()
CALLS = calls()


def only_matched(where: str) -> bool:
    """Whether a pattern is only ever tried at one place, so that a search would be no fair test."""
    used = CALLS.get(where.rpartition(".")[2], set())
    return bool(used) and used <= {"match", "fullmatch"}


def cost(pattern: re.Pattern[str], text: str, *, search: bool) -> float:
    """Seconds of one match at the start of a text, and of a search of the whole of it.

    They are this thread's own: what else the machine does makes no pattern steep.
    """
    start = time.thread_time()
    pattern.match(text)
    pattern.fullmatch(text)
    if search:
        for _ in pattern.finditer(text):
            pass
    return time.thread_time() - start


def steep(pattern: re.Pattern[str], head: str, unit: str, *, search: bool = True) -> str:
    """Say how the cost grows, if it grows faster than the text does; else nothing."""

    def best(size: int, rounds: int) -> float:
        text = head + (unit * size)[:size] + "\x00"
        return min(cost(pattern, text, search=search) for _ in range(rounds))

    shape = f"{head!r} and {unit!r} repeated"
    for size in (20, 24, 28, 200):
        if best(size, 1) > 0.2:
            return f"{shape}, {size} characters: over 0.2 s"
    # A quick pattern needs no closer look, and its ratio would be noise.
    if best(LONG, 1) < 0.05:
        return ""
    ratio = best(LONG, 2) / best(SHORT, 5)
    return f"{shape}: {ratio:.0f} times the cost for 10 times the text" if ratio > LIMIT else ""


def test_there_are_patterns() -> None:
    assert len(PATTERNS) >= 10


@pytest.mark.parametrize("where", PATTERNS)
def test_a_pattern_is_linear(where: str) -> None:
    search = not only_matched(where)
    found = [steep(PATTERNS[where], head, unit, search=search) for head, unit in HOSTILE]
    assert [line for line in found if line] == []


@pytest.mark.parametrize("bad", [r"(?:1+)+x", r"(?:1|1)+x"])
def test_an_exponential_pattern_would_be_found(bad: str) -> None:
    assert "over 0.2 s" in steep(re.compile(bad), "", "1")


def test_a_quadratic_pattern_would_be_found() -> None:
    assert "times the cost" in steep(re.compile(r"\d+円"), "", "1")
