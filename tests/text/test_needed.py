"""What a pattern is said to need is in every match of it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uratori.text.lazy import lazy
from uratori.text.needed import Needed, digest_of, needed

patterns = pytest.importorskip("benchmarks.patterns", reason="no part of a source package")
needs = patterns.needs
SOURCES = sorted(patterns.sources())


@pytest.mark.parametrize(
    ("source", "opens", "reach", "words"),
    [
        ("利上げ|利下げ", "利", 3, ("利上げ", "利下げ")),
        ("(?:増|減)(?:収|益)?", "増減", 2, ("増", "減")),
        ("前(?:年|期)比?", "前", 3, ("前年", "前期")),
        ("約?[0-9]{1,3}円", "0123456789約", 5, ("円",)),
        ("[^、]{0,4}の?実績", "", 7, ("実績",)),
        ("以来(?=、)", "以", 2, ("以来",)),  # what follows stands outside of the match
        ("(?<=同)社", "社", 1, ("社",)),
        ("(?!同)社$", "社", 1, ("社",)),
        ("増益|", "", 2, ()),
        ("(?:増益)?", "", 2, ()),
        ("[一-龯]+社", "", 0, ("社",)),
        (r"\s?(?P<a>甲|乙)(?P=a)", "", 3, ("乙", "甲")),
        ("(?i)ETF", "", 0, ()),
        ("上|[|]", "", 1, ()),  # the table cannot hold it
    ],
)
def test_what_a_pattern_needs(source: str, opens: str, reach: int, words: tuple[str, ...]) -> None:
    assert needs(source) == Needed(opens, reach, words)


@given(st.sampled_from(SOURCES).flatmap(lambda s: st.tuples(st.just(s), st.from_regex(s))))
@settings(max_examples=60, deadline=None)
def test_every_match_has_it(example: tuple[str, str]) -> None:
    source, text = example
    found, need = re.search(source, text), needs(source)
    assert found is not None
    start, end = found.span()
    assert need.within(text[start:end])
    assert need.within(text)
    assert need.in_reach(text[start:])
    assert not need.reach or end - start <= need.reach


def test_the_table_says_what_the_patterns_need() -> None:
    known = {source: needed(source) for source in SOURCES}
    assert [s for s, need in known.items() if need is not None and need != needs(s)] == []
    bare = [s for s, need in known.items() if need is None and needs(s).words]
    assert len(bare) < len(SOURCES) / 5, "make patterns"


def test_the_table_has_a_row_for_each_digest() -> None:
    rows = [
        line for line in patterns.TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#"
    ][1:]
    digests = [row.split("\t")[0] for row in rows]
    assert digests == sorted(set(digests))
    assert {len(digest) for digest in digests} == {len(digest_of(""))}


@pytest.mark.parametrize("text", ["", "利", "利上げ", "ドルの利下げ", "上げ"])
@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "findall", "finditer", "sub"])
@pytest.mark.parametrize("source", [next(s for s in SOURCES if "利上げ" in s), "利上げ"])
def test_a_text_is_answered_alike_before_and_after(source: str, method: str, text: str) -> None:
    pattern, compiled = lazy(source), re.compile(source)
    given = ("円", text) if method == "sub" else (text,)
    for _ in range(3):
        assert told(getattr(pattern, method)(*given)) == told(getattr(compiled, method)(*given))


def told(found: object) -> object:
    if isinstance(found, re.Match):
        return found.span()
    return found if found is None or isinstance(found, str | list) else [m.span() for m in found]
