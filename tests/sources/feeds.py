"""Feeds of our own in every format, and the bytes of a text in every encoding."""

from __future__ import annotations

from xml.sax.saxutils import escape

import msgspec

from uratori.sources import Given, Item


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    body: str
    link: str
    id: str
    author: str = "山田 花子"
    day: str = "2026-01-26"


ENTRIES = (
    Entry(
        title="日経平均①、402円高",
        body="東京株式市場で日経平均株価は前日比402円高の3万9812円。上昇率は1.02％だった。㈱表示とⅢ部も№3。",
        link="https://news.example/a/1",
        id="https://news.example/a/1",
    ),
    Entry(
        title="ﾄﾞﾙ円は154円台",
        body="ﾄﾞﾙ円は1ドル=154円30銭。鬱蒼たる薔薇、檸檬、麒麟の銘柄も5％高。A&B社は<3%>下げた。",
        link="https://news.example/a/2",
        id="https://news.example/a/2",
        day="2026-01-27",
    ),
)

RSS20 = (
    "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
    "<title>市況</title><link>https://news.example/</link>{}</channel></rss>",
    "<item><title>{title}</title><link>{link}</link><guid>{id}</guid>"
    "<dc:creator>{author}</dc:creator><pubDate>{rfc}</pubDate>"
    "<description>短い</description><content:encoded>{html}</content:encoded></item>",
)
RSS092 = (
    "<rss version='0.92'><channel><title>市況</title><link>https://news.example/</link>{}"
    "</channel></rss>",
    "<item><title>{title}</title><link>{link}</link><guid>{id}</guid><author>{author}</author>"
    "<pubDate>{rfc}</pubDate><description>{html}</description></item>",
)
RSS091 = (
    "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' "
    "'http://my.netscape.com/publish/formats/rss-0.91.dtd'>" + RSS092[0].replace("0.92", "0.91"),
    RSS092[1],
)
RSS10 = (
    "<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    "<channel rdf:about='https://news.example/rss'><title>市況</title>"
    "<link>https://news.example/</link></channel>{}</rdf:RDF>",
    "<item rdf:about='{id}'><title>{title}</title><link>{link}</link>"
    "<dc:creator>{author}</dc:creator><dc:date>{day}T09:00:00+09:00</dc:date>"
    "<description>{html}</description></item>",
)
ATOM10 = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>市況</title><id>urn:feed</id>"
    "<link href='https://news.example/'/>{}</feed>",
    "<entry><title>{title}</title><link href='{link}'/><id>{id}</id>"
    "<author><name>{author}</name></author><updated>2026-02-01T00:00:00Z</updated>"
    "<published>{day}T00:30:00+09:00</published><summary>短い</summary>"
    "<content type='html'>{html}</content></entry>",
)
ATOM03 = (
    "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>市況</title>"
    "<link rel='alternate' type='text/html' href='https://news.example/'/>{}</feed>",
    "<entry><title>{title}</title><link rel='alternate' type='text/html' href='{link}'/>"
    "<id>{id}</id><author><name>{author}</name></author><issued>{day}T12:00:00+09:00</issued>"
    "<modified>2026-02-01T00:00:00Z</modified>"
    "<content type='text/html' mode='escaped'>{html}</content></entry>",
)
FORMATS = {
    "rss 0.91": RSS091,
    "rss 0.92": RSS092,
    "rss 1.0": RSS10,
    "rss 2.0": RSS20,
    "atom 0.3": ATOM03,
    "atom 1.0": ATOM10,
}


def feed(form: str = "rss 2.0", entries: tuple[Entry, ...] = ENTRIES) -> str:
    """Give a feed without XML declaration."""
    frame, item = FORMATS[form]
    return frame.replace("{}", "".join(map(lambda entry: _entry(item, entry), entries)))


def _entry(item: str, entry: Entry) -> str:
    year, month, day = entry.day.split("-")
    names = {"01": "Jan", "02": "Feb"}
    return item.format(
        title=escape(entry.title),
        link=escape(entry.link),
        id=escape(entry.id),
        author=escape(entry.author),
        day=entry.day,
        rfc=f"{day} {names[month]} {year} 09:00:00 +0900",
        html=escape(f"<p>{escape(entry.body)}</p>"),
    )


def html_of(entry: Entry) -> str:
    return f"<p>{escape(entry.body)}</p>"


def declared(text: str, name: str | None) -> str:
    return text if name is None else f'<?xml version="1.0" encoding="{name}"?>\n{text}'


# --- encodings -------------------------------------------------------------------------------


def encoded(text: str, encoding: str) -> bytes:
    """Give the bytes; ``euc`` and ``jis`` are as Microsoft writes them, with ①, ㈱ and № in."""
    if encoding == "euc":
        return b"".join(map(_euc, text))
    if encoding == "jis":
        return _jis(text)
    return text.encode(encoding)


def _jis_pair(c: str) -> bytes | None:
    """Give the two bytes of JIS X 0208 (rows of NEC included) of a character, by cp932's."""
    pair = c.encode("cp932")
    if len(pair) != 2:
        return None
    lead, trail = pair
    row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2
    if trail >= 0x9F:
        row, cell = row + 1, trail - 0x9F
    else:
        cell = trail - 0x40 - (trail > 0x7F)
    assert row < 94, f"{c} is beyond JIS"
    return bytes((row + 0x21, cell + 0x21))


def _euc(c: str) -> bytes:
    pair = _jis_pair(c)
    if pair is not None:
        return bytes(b | 0x80 for b in pair)
    single = c.encode("cp932")
    return single if single < b"\x80" else b"\x8e" + single


def _jis(text: str) -> bytes:
    out, shift = bytearray(), b"\x1b(B"
    for c in text:
        pair, single = _jis_pair(c), c.encode("cp932")
        due = b"\x1b$B" if pair else b"\x1b(I" if single > b"\x7f" else b"\x1b(B"
        if due != shift:
            out += due
            shift = due
        out += pair or bytes((single[0] & 0x7F,))
    return bytes(out + (b"" if shift == b"\x1b(B" else b"\x1b(B"))


def items(given: list[Given]) -> list[Item]:
    """Give the items, and fail where there is anything else."""
    assert [one for one in given if not isinstance(one, Item)] == []
    return [one for one in given if isinstance(one, Item)]
