"""Entries as publishers write them: bodies, titles, days, authors, and feeds that are no XML."""

from __future__ import annotations

from datetime import date

import pytest

from uratori.errors import ArticleError
from uratori.sources import Item, SourceError
from uratori.sources.feed_entries import items_of, parsed
from uratori.sources.feed_text import feed_text


def read(text: str | bytes, address: str = "") -> list[Item | SourceError]:
    data = text.encode() if isinstance(text, str) else text
    return list(items_of(parsed(data, address=address, shown="f"), None))


def rss(*entries: str, namespaces: str = "") -> str:
    inner = "".join(f"<item>{entry}</item>" for entry in entries)
    return f"<rss version='2.0' {namespaces}><channel><title>t</title>{inner}</channel></rss>"


def one(entry: str, **frame: str) -> Item:
    (found,) = read(rss(entry, **frame))
    assert isinstance(found, Item), found
    return found


CONTENT = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
BODIES = [
    # the entry, the media, the body
    ("<description>円は154円。</description>", "text", "円は154円。"),
    ("<description>A&amp;Bは3 &lt; 5と言う</description>", "text", "A&Bは3 < 5と言う"),
    ("<description>&lt;p>円は154円。&lt;/p></description>", "html", "<p>円は154円。</p>"),
    ("<description><![CDATA[<p>円は<b>154円</b></p>]]></description>", "html",
     "<p>円は<b>154円</b></p>"),
    ("<description><![CDATA[A&amp;B]]></description>", "html", "A&amp;B"),
    ("<description>短い</description><content:encoded><![CDATA[<p>長い</p>]]></content:encoded>",
     "html", "<p>長い</p>"),
    ("<content:encoded><![CDATA[<p>長い</p>]]></content:encoded><description>短い</description>",
     "html", "<p>長い</p>"),
    ("<description>要約だ</description><content:encoded> </content:encoded>", "text", "要約だ"),
    ("<title>題だけ500円高</title>", "text", "題だけ500円高"),
    ("<title>題</title><description> </description>", "text", "題"),
    ("<description>1&nbsp;000円&hellip;&yen;</description>", "text", "1\xa0000円…¥"),
    ("<description><![CDATA[1&nbsp;000円]]></description>", "text", "1\xa0000円"),
    ("<description>&#26085;&#x7D4C;</description>", "text", "日経"),
    ("<description>前\x0b日\x1f比\x08３％</description>", "text", "前日比３％"),
    ("<description>前&#11;日&#x1F;比</description>", "text", "前日比"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "media", "body"), BODIES)
def test_bodies(entry: str, media: str, body: str) -> None:
    item = one(entry, namespaces=CONTENT)
    assert (item.media, item.body.decode()) == (media, body)


ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry>{}</entry></feed>"
ATOM_BODIES = [
    ("<content type='text'>3 &lt; 5 &amp;amp; 7</content>", "text", "3 < 5 &amp; 7"),
    ("<content type='html'>&lt;p>円&lt;/p></content>", "html", "<p>円</p>"),
    ("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>円は<b>154</b></p>"
     "</div></content>", "html", "<p>円は<b>154</b></p>"),
    ("<summary>要約</summary><content type='image/png' src='/x.png'/>", "text", "要約"),
    ("<summary type='html'>要&lt;br/>約</summary>", "html", "要<br/>約"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "media", "body"), ATOM_BODIES)
def test_bodies_of_atom(entry: str, media: str, body: str) -> None:
    (item,) = read(ATOM.format(entry))
    assert isinstance(item, Item)
    assert (item.media, item.body.decode()) == (media, body)


TITLES = [
    ("円は154円", "円は154円"),
    ("A&amp;B", "A&B"),
    ("A&amp;amp;B", "A&B"),
    ("&lt;b>円&lt;/b>は154円", "円は154円"),
    ("3 &lt; 5", "3 < 5"),
    ("<![CDATA[日経&nbsp;平均]]>", "日経 平均"),
    ("  二\n 行 ", "二 行"),
]


@pytest.mark.parametrize(("written", "title"), TITLES)
def test_titles(written: str, title: str) -> None:
    item = one(f"<title>{written}</title><description>本文</description>")
    assert item.title == title


DAYS = [
    ("Mon, 26 Jan 2026 23:30:00 +0900", date(2026, 1, 26)),
    ("Mon, 26 Jan 2026 23:30:00 JST", date(2026, 1, 26)),
    ("26 Jan 2026 23:30 +0900", date(2026, 1, 26)),
    ("Mon, 26 Jan 2026 23:30:00 -0500", date(2026, 1, 26)),
    ("Mon, 26 Jan 2026 23:30:00 EST", date(2026, 1, 26)),
    # UTC is what servers write, whatever the zone of their publisher: the day is Japan's
    ("Mon, 26 Jan 2026 14:59:59 GMT", date(2026, 1, 26)),
    ("Mon, 26 Jan 2026 15:00:00 GMT", date(2026, 1, 27)),
    ("Mon, 26 Jan 2026 15:00:00 +0000", date(2026, 1, 27)),
    ("2026-01-26T15:00:00Z", date(2026, 1, 27)),
    ("2026-01-26T23:30:00+09:00", date(2026, 1, 26)),
    ("2026-01-26T23:30:00", date(2026, 1, 26)),
    ("2026-01-26", date(2026, 1, 26)),
    ("2026/1/26 9:30", date(2026, 1, 26)),
    ("2026年1月26日", date(2026, 1, 26)),
    ("2026年1月26日(月) 9:30", date(2026, 1, 26)),
    ("20260126", date(2026, 1, 26)),
    ("Monday, January 26, 2026", None),
    ("2026-02-30", None),
    ("Thu, 01 Jan 1970 00:00:00 GMT", None),
    ("昨日", None),
    ("", None),
    ("9" * 3000, None),
]


@pytest.mark.parametrize(("written", "day"), DAYS)
def test_days(written: str, day: date | None) -> None:
    assert one(f"<title>題</title><pubDate>{written}</pubDate>").published == day


def test_the_day_of_publication_comes_before_that_of_a_change() -> None:
    entry = (
        "<title>題</title><updated>2026-02-01T00:00:00+09:00</updated>"
        "<published>2026-01-26T00:00:00+09:00</published>"
    )
    assert read(ATOM.format(entry))[0].published == date(2026, 1, 26)
    (entry, _) = entry.split("<published>")
    assert read(ATOM.format(entry))[0].published == date(2026, 2, 1)


def test_the_day_of_the_caller_is_for_what_tells_none() -> None:
    feed = parsed(
        rss(
            "<title>一</title>", "<title>二</title><pubDate>26 Jan 2026 09:00:00 +0900</pubDate>"
        ).encode(),
        shown="f",
    )
    told = list(items_of(feed, date(2026, 3, 1)))
    silent = list(items_of(feed, None))
    assert [item.published for item in told] == [date(2026, 3, 1), date(2026, 1, 26)]
    assert told[0].id == silent[0].id  # a day that is told from outside makes no other article
    assert told[1] == silent[1]


DAMAGED = [
    ("&#0;", "holds a damaged character"),
    ("&#xD800;", "holds a damaged character"),
    ("&#56320;", "holds a damaged character"),
    ("&#x110000;", "holds a damaged character"),
    ("\0", "holds a damaged character"),
    ("&#9999999999;", "holds a damaged character"),
]


@pytest.mark.parametrize(("sign", "what"), DAMAGED)
def test_a_damaged_entry_costs_itself_only(sign: str, what: str) -> None:
    found = read(
        rss("<title>一</title>", f"<guid>urn:2</guid><title>二{sign}</title>", "<title>三</title>")
    )
    assert [type(entry) for entry in found] == [Item, SourceError, Item]
    error = found[1]
    assert isinstance(error, SourceError)
    assert (error.id, error.message) == ("urn:2", f"f#2: {what} (ask its publisher)")


def test_an_entry_without_anything_is_an_error() -> None:
    (error,) = read(rss(""))
    assert isinstance(error, SourceError)
    assert error.message == "f#1: the article is empty (give a text)"


NEARLY = [
    # what is wrong, by its name
    rss("<title>A & B</title><link>http://x.example/?a=1&b=2</link><description>円</description>"),
    rss("<title>A &amp; B</title><link>http://x.example/?a=1&amp;b=2</link>"
        "<content:encoded>円</content:encoded>"),
    rss("<title>A &foo B</title><description>円</description>"),
    rss("<title>A &amp; B</title><description><b>円</description>"),
    rss("<title>A &amp; B</title><description>円</description>").removesuffix("</channel></rss>"),
    "\n\n  <?xml version='1.0' encoding='UTF-8'?>\n" + rss("<title>A & B</title>"),
]  # fmt: skip


@pytest.mark.parametrize("text", NEARLY)
def test_what_is_nearly_xml_is_read(text: str) -> None:
    (item,) = read(text)
    assert isinstance(item, Item)
    assert item.title is not None
    assert (item.title[:2], item.title[-2:]) == ("A ", " B")


def test_cdata_is_left_as_it_is_where_the_rest_is_mended() -> None:
    found = read(
        rss("<title>A & B</title><description><![CDATA[<p>C & D &lt;</p>]]></description>")
    )
    assert isinstance(found[0], Item)
    assert found[0].body.decode() == "<p>C & D &lt;</p>"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<html><body>x</body></html>", "is no feed"),
        ("<opml/>", "is no feed"),
        ("円は154円。", "is damaged, and no entry of it can be read"),
        ("", "is damaged, and no entry of it can be read"),
        ("<rss><channel>" + "<" * 1000, "is damaged, and no entry of it can be read"),
    ],
)
def test_what_is_no_feed(text: str, what: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read(text)
    assert str(caught.value) == f"f: {what} (give RSS or Atom)"


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(ArticleError, match="a PNG image"):
        feed_text(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), where="f")


def test_links_are_whole_by_what_the_feed_says_of_its_site() -> None:
    text = rss("<title>題</title><link>/a/1</link>").replace(
        "<title>t</title>", "<link>https://news.example/rss/</link>"
    )
    (item,) = read(text)
    assert isinstance(item, Item)
    assert item.address == item.id == "https://news.example/a/1"
    (item,) = read(rss("<title>題</title><link>/a/1</link>"))
    assert isinstance(item, Item)
    assert item.address is None


def test_long_fields_are_cut_and_ids_stay_apart() -> None:
    long = "あ" * 5000
    first, second = read(rss(*(f"<title>{long}</title><guid>{long}{n}</guid>本文" for n in (1, 2))))
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert first.title == long[:300]
    assert len(first.id) <= 400
    assert first.id != second.id


def test_guids_that_are_no_address_are_of_their_site_or_their_file() -> None:
    data = rss("<title>題</title><guid isPermaLink='false'>7</guid>").encode()
    ids = [
        entry.id
        for feed in (
            parsed(data, shown="f"),
            parsed(data, id="a/f.xml", shown="/tmp/a/f.xml"),
            parsed(data, address="https://x.example/rss", id="a/f.xml", shown="f"),
            parsed(data.replace(b"<guid", b"<link>http://y.example/7</link><guid"), shown="f"),
        )
        for entry in items_of(feed, None)
    ]
    assert ids == ["7", "a/f.xml#7", "x.example#7", "y.example#7"]
