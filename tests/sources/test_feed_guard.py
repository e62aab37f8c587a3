"""Feeds that are bombs: refused in seconds and in little memory, each with its reason."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from uratori.errors import ArticleError
from uratori.sources import Item, SourceError, open_sources
from uratori.sources.feed_entries import parsed
from uratori.sources.feed_text import feed_text, mended
from uratori.sources.formats import is_feed, sniffed_format

from .feeds import FORMATS, declared, feed

LAUGHS = "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)  # a billion of them


def rss(inner: str) -> str:
    return f"<rss version='2.0'><channel><title>t</title>{inner}</channel></rss>"


BOMBS: list[tuple[str, Callable[[], str], str]] = [
    ("laughs", lambda: f'<!DOCTYPE rss [<!ENTITY a "lol">{LAUGHS}]>' + rss("<item>&j;</item>"),
     "declares entities of its own"),
    ("a file", lambda: '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("&x;"),
     "declares entities of its own"),
    ("an entity in what is no XML", lambda: '<!DOCTYPE rss [<!ENTITY x "y">]>' + rss("&x;</b>"),
     "declares entities of its own"),
    ("a million entries", lambda: rss("<item/>" * 1_000_000), "more than 20000 entries"),
    ("depth", lambda: rss("<b>" * 100_000), "nested more than 100 deep"),
    ("elements", lambda: rss("<b/>" * 1_000_000), "more elements than a feed has"),
    ("elements of all entries", lambda: rss(f"<item>{'<b/>' * 100}</item>" * 5000),
     "more elements than a feed has"),
    ("attributes", lambda: rss("<b " + " ".join(f"a{n}='1'" for n in range(50_000)) + "/>"),
     "more attributes than an element has"),
    ("namespaces", lambda: rss("".join(f"<a xmlns:x{n}='u{n}'/>" for n in range(1000))),
     "more namespaces than a feed has"),
    ("categories", lambda: rss("<item>" + "".join(
        f"<category>{n}</category>" for n in range(3000)) + "</item>"),
     "more categories than an entry has"),
    ("authors", lambda: rss(f"<item><author>{'a' * 1000}</author></item>" * 1000),
     "names of authors that are too long"),
    ("one author", lambda: rss(f"<item><author>{'a' * 3_000_000}</author></item>"),
     "names of authors that are too long"),
    ("blank lines", lambda: "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type="
     "'xhtml'>" + "\n" * 400_000 + "<div>x</div></content></entry></feed>",
     "more blank lines than a feed has"),
    ("references", lambda: rss("<item><title>" + "&lt;" * 1_600_000 + "</title></item>"),
     "more pieces of text than a feed has"),
    ("what is no XML", lambda: "<rss><channel>" + "<a " * 400_000,
     "more than 1 MB that are no XML"),
    ("entries of what is no XML", lambda: "<rss><channel>" + "<item>" * 21_000 + "</b>",
     "nested more than 100 deep"),
    ("entries of what is not nested", lambda: "<rss><channel>&" + "<item/>" * 21_000 + "</b>",
     "more than 20000 entries"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "made", "what"), BOMBS, ids=[name for name, *_ in BOMBS])
def test_bombs(name: str, made: Callable[[], str], what: str) -> None:
    data = made().encode()
    begun = monotonic()
    with pytest.raises(ArticleError) as caught:
        parsed(data, shown="f")
    assert what in str(caught.value)
    assert monotonic() - begun < 10
    assert "\n" not in str(caught.value)


def test_a_bomb_is_refused_in_little_memory() -> None:
    data = rss("<item><title>" + "&lt;" * 400_000 + "</title></item>" * 1_000_000).encode()[
        :9_000_000
    ]
    parsed(rss("<item>a</item>").encode(), shown="f")  # loads feedparser
    tracemalloc.start()
    with pytest.raises(ArticleError):
        parsed(data, shown="f")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000


def test_a_feed_of_100_mb_is_not_even_loaded(tmp_path: Path) -> None:
    path = tmp_path / "feed.rss"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    (error,) = open_sources([str(path)])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(error, SourceError)
    assert "more than 10 MB (split the feed)" in error.message
    assert peak < 25_000_000


def test_a_document_type_that_only_names_a_dtd_fetches_nothing() -> None:
    text = "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/rss.dtd'>" + rss(
        "<item><title>x</title></item>"
    )
    assert len(parsed(text.encode(), shown="f").entries) == 1


def test_entities_for_letters_as_rss_1_0_declares_them_are_letters() -> None:
    text = (
        "<!DOCTYPE rdf:RDF [<!ENTITY % HTMLlat1 PUBLIC '-//W3C//ENTITIES Latin 1 for XHTML//EN' "
        "'http://127.0.0.1:1/xhtml-lat1.ent'>%HTMLlat1;]>"
        + rss("<item><title>caf&eacute;</title></item>")
    )
    (entry,) = parsed(text.encode(), shown="f").entries
    assert entry.title == "café"


HOSTILE = [
    "&", "&#", "&#1", "&#x", "&a", "&lt", "<", "<a ", "</", "<!--", "<!", "<?xml ", "<![CDATA[",
    "]]>", "\x0b", " ", "\n", "\u3000", "<item ", "<rdf:", "a:", "\"", "='", "<!ENTITY ", "日",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_text_is_made_and_mended_in_linear_time(unit: str) -> None:
    begun = monotonic()
    text = feed_text((unit * (1_000_000 // len(unit))).encode())
    mended(text)
    is_feed(text.encode())
    sniffed_format(text[:4096].encode())
    assert monotonic() - begun < 5


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_to_a_feed_it_is_told_in_one_line(tmp_path: Path, seed: int) -> None:
    random, path = Random(seed), tmp_path / "f.rss"
    for form in FORMATS:
        data = bytearray(declared(feed(form), "UTF-8").encode())
        for _ in range(random.choice((1, 3, 12))):
            at = random.randrange(len(data))
            data[at : at + random.choice((0, 1, 9))] = random.choice(HOSTILE).encode()
        path.write_bytes(data)
        for one in open_sources([str(path)]):
            assert isinstance(one, Item | SourceError)
            if isinstance(one, SourceError):
                assert one.message.startswith(str(path)) or "://" in one.message
                assert "\n" not in one.message
