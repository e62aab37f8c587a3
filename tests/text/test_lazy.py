"""A lazy pattern does what the compiled one does."""

import re

import pytest

from uratori.text.lazy import LazyPattern, lazy

SOURCE = r"利([上下])げ"
TEXT = "利下げのあと利上げ"


def found(pattern: re.Pattern[str], method: str) -> object:
    result = getattr(pattern, method)(TEXT)
    if isinstance(result, re.Match):
        return result.span(), result.groups()
    return list(result) if method == "findall" else [match.span() for match in result or ()]


@pytest.mark.parametrize("method", ["match", "fullmatch", "search", "finditer", "findall"])
def test_it_finds_what_the_compiled_one_finds(method: str) -> None:
    pattern = lazy(SOURCE)
    assert found(pattern, method) == found(re.compile(SOURCE), method)
    assert found(pattern, method) == found(re.compile(SOURCE), method)


def test_it_replaces_what_the_compiled_one_replaces() -> None:
    assert lazy(SOURCE).sub(r"引\1", TEXT) == "引下のあと引上"


def test_it_is_compiled_when_it_is_first_used() -> None:
    broken = lazy("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("(")


def test_it_has_no_other_methods() -> None:
    assert isinstance(lazy(SOURCE), LazyPattern)
    with pytest.raises(AttributeError):
        lazy(SOURCE).groups  # noqa: B018, the lookup itself is tested
