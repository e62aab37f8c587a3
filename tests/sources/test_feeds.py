"""Feeds at addresses: conditional requests, redirects, refusals; and pages there."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from uratori.sources import (
    FeedRead,
    Given,
    Item,
    SourceError,
    Validators,
    open_sources,
)

from .feeds import ENTRIES, declared, encoded, feed, html_of
from .loopback import Loopback, loopback, reply

XML = "application/rss+xml; charset=utf-8"


class Memory:
    """What a caller keeps; it puts only after the items, as the stream asks."""

    def __init__(self, **known: Validators) -> None:
        self.known: dict[str, Validators] = dict(known)

    def get(self, url: str) -> Validators | None:
        return self.known.get(url)

    def put(self, url: str, validators: Validators) -> None:
        self.known[url] = validators


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setenv("URATORI_OFFLINE", "0")
    with loopback() as running:
        yield running


def given(url: str, memory: Memory | None = None) -> list[Given]:
    """Read one source as a caller does: what a FeedRead brings is kept after the items."""
    found = list(open_sources([url], allow_private=True, memory=memory))
    for one in found:
        if isinstance(one, FeedRead) and memory:
            memory.put(one.url, one.validators)
    return found


def ids(found: list[Given]) -> list[str]:
    return [one.id for one in found if isinstance(one, Item)]


def only_error(found: list[Given]) -> SourceError:
    assert len(found) == 1
    assert isinstance(found[0], SourceError)
    return found[0]


WANTED = [entry.id for entry in ENTRIES]


def test_a_feed_is_followed_by_what_is_to_be_kept_of_it(server: Loopback) -> None:
    server.replies["/f"] = reply(
        feed(),
        Content_Type=XML,
        ETag='W/"a,b"',
        Last_Modified="Mon, 26 Jan 2026 00:00:00 GMT",
        Cache_Control="public, max-age=600",
    )
    found = given(server.address + "/f")
    assert ids(found) == WANTED
    assert isinstance(found[-1], FeedRead)
    assert found[-1].url == server.address + "/f"
    assert found[-1].unchanged is False
    kept = found[-1].validators
    assert (kept.etag, kept.last_modified) == ('W/"a,b"', "Mon, 26 Jan 2026 00:00:00 GMT")
    assert (kept.max_age, kept.moved) == (600, None)
    _, headers = server.asked[0]
    assert "application/rss+xml" in headers["Accept"]
    assert headers["If-None-Match"] is None


@pytest.mark.parametrize(
    ("header", "value", "sent"),
    [
        ("ETag", '"1"', "If-None-Match"),
        ("Last_Modified", "Mon, 26 Jan 2026 00:00:00 GMT", "If-Modified-Since"),
    ],
)
def test_an_unchanged_feed_gives_no_items(
    server: Loopback, header: str, value: str, sent: str
) -> None:
    server.replies["/f"] = reply(feed(), Content_Type=XML, **{header: value})
    memory, url = Memory(), server.address + "/f"
    assert ids(given(url, memory)) == WANTED
    (again,) = given(url, memory)
    assert server.asked[1][1][sent] == value
    assert isinstance(again, FeedRead)
    assert again.unchanged
    assert given(url, memory) == [again]  # the answer 304 loses nothing of what is kept
    server.replies["/f"] = reply(feed("atom 1.0"), Content_Type=XML, ETag='"2"')
    assert ids(given(url, memory)) == WANTED


def test_without_validators_the_same_bytes_give_no_items(server: Loopback) -> None:
    server.replies["/f"] = reply(feed(), Content_Type=XML)
    memory, url = Memory(), server.address + "/f"
    assert ids(given(url, memory)) == WANTED
    (again,) = given(url, memory)
    assert isinstance(again, FeedRead)
    assert again.unchanged


def test_the_stream_itself_keeps_nothing(server: Loopback) -> None:
    server.replies["/f"] = reply(feed(), Content_Type=XML, ETag='"1"')
    memory = Memory()
    list(open_sources([server.address + "/f"], allow_private=True, memory=memory))
    assert memory.known == {}


def test_validators_that_no_header_can_hold_are_not_sent(server: Loopback) -> None:
    server.replies["/f"] = reply(feed(), Content_Type=XML)
    url = server.address + "/f"
    memory = Memory()
    memory.put(url, Validators(etag='"1"\r\nX: y', last_modified="金曜"))
    assert ids(given(url, memory)) == WANTED
    assert server.asked[0][1]["If-None-Match"] is None
    assert server.asked[0][1]["If-Modified-Since"] is None


@pytest.mark.parametrize(
    ("status", "for_good"), [(301, True), (308, True), (302, False), (307, False)]
)
def test_where_a_feed_has_moved_to(server: Loopback, status: int, for_good: bool) -> None:
    server.replies["/old"] = reply(status=status, Location="/new")
    server.replies["/new"] = reply(feed(), Content_Type=XML, ETag='"1"')
    memory, url = Memory(), server.address + "/old"
    assert ids(given(url, memory)) == WANTED
    assert memory.known[url].moved == (server.address + "/new" if for_good else None)
    (again,) = given(url, memory)
    assert isinstance(again, FeedRead)
    assert server.paths() == ["/old", "/new", *(["/new"] if for_good else ["/old", "/new"])]
    assert memory.known[url].moved == (server.address + "/new" if for_good else None)


def test_only_the_redirects_for_good_count(server: Loopback) -> None:
    server.replies["/a"] = reply(status=301, Location="/b")
    server.replies["/b"] = reply(status=302, Location="/c")
    server.replies["/c"] = reply(feed(), Content_Type=XML)
    memory, url = Memory(), server.address + "/a"
    given(url, memory)
    assert memory.known[url].moved == server.address + "/b"


def test_a_feed_that_has_moved_to_nowhere_is_asked_for_where_it_was(server: Loopback) -> None:
    server.replies["/old"] = reply(feed(), Content_Type=XML, ETag='"1"')
    memory, url = Memory(), server.address + "/old"
    memory.put(url, Validators(etag='"1"', moved=server.address + "/gone"))
    assert ids(given(url, memory)) == WANTED
    assert server.paths() == ["/gone", "/old"]
    assert server.asked[1][1]["If-None-Match"] is None
    assert memory.known[url].moved is None


REFUSALS = [
    (404, {}, "ArticleError", None),
    (403, {}, "ArticleError", None),
    (410, {}, "FeedGoneError", None),
    (429, {"Retry_After": "120"}, "FeedBusyError", 120.0),
    (503, {"Retry_After": "0"}, "FeedBusyError", 0.0),
    (503, {"Retry_After": "99999999"}, "FeedBusyError", 604800.0),
    (503, {"Retry_After": "-5"}, "FeedBusyError", None),
    (503, {"Retry_After": "bald"}, "FeedBusyError", None),
    (500, {}, "FeedBusyError", None),
]


@pytest.mark.parametrize(("status", "headers", "kind", "wait"), REFUSALS)
def test_refusals(
    server: Loopback, status: int, headers: dict[str, str], kind: str, wait: float | None
) -> None:
    server.replies["/f"] = reply(status=status, **headers)
    error = only_error(given(server.address + "/f"))
    assert (error.kind, error.retry_after) == (kind, wait)
    assert error.id == error.source == server.address + "/f"
    assert f"the server answers {status}" in error.message
    assert "\n" not in error.message


def test_a_date_in_retry_after_is_measured_by_the_server_s_clock(server: Loopback) -> None:
    server.replies["/f"] = reply(status=503, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")
    assert only_error(given(server.address + "/f")).retry_after == 604800.0
    server.replies["/f"] = reply(status=503, Retry_After="Thu, 01 Jan 1970 00:00:00 GMT")
    assert only_error(given(server.address + "/f")).retry_after == 0.0


def test_nobody_answers(server: Loopback) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = only_error(given(f"http://127.0.0.1:{port}/f"))
    assert error.kind == "UnreachableError"
    server.replies["/f"] = reply(feed(), Content_Type=XML, Content_Encoding="gzip")
    assert only_error(given(server.address + "/f")).kind == "UnreachableError"


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("http://127.0.0.1/feed", "not on the public network"),
        ("ftp://example.com/feed", "ftp: is not fetched"),
        ("http://name:secret@example.com/", "holds a name or a password"),
    ],
)
def test_addresses_that_are_not_asked(url: str, what: str) -> None:
    error = only_error(list(open_sources([url])))
    assert what in error.message
    assert "secret" not in error.message + error.id + error.source


def test_a_redirect_into_the_local_network_is_refused(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    from uratori.articles import addresses

    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    server.replies["/f"] = reply(status=301, Location="http://169.254.169.254/latest/meta-data/")
    error = only_error(list(open_sources([server.address + "/f"])))
    assert "169.254.169.254" in error.message
    assert error.kind == "ArticleError"


def test_offline_nobody_is_asked(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.address + "/f"
    error = only_error(list(open_sources([url], offline=True, allow_private=True)))
    assert "is not fetched offline (leave --offline out)" in error.message
    monkeypatch.setenv("URATORI_OFFLINE", "1")
    error = only_error(list(open_sources([url], allow_private=True)))
    assert "leave URATORI_OFFLINE out" in error.message
    assert server.asked == []


@pytest.mark.parametrize(
    "kind", ["text/html", "text/plain", "application/octet-stream", "text/xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc", "jis"])
def test_feeds_that_are_served_as_something_else(
    server: Loopback, kind: str, encoding: str
) -> None:
    body = encoded(declared(feed(), "Shift_JIS"), encoding)
    server.replies["/f"] = reply(body, Content_Type=f"{kind}; charset=ISO-8859-1")
    found = given(server.address + "/f")
    assert [one.body.decode() for one in found if isinstance(one, Item)] == [
        html_of(entry) for entry in ENTRIES
    ]


def test_links_and_guids_of_a_feed_are_made_whole(server: Loopback) -> None:
    entries = (
        "<item><title>一</title><link>/a/1?x=1&amp;y=2</link><guid>1</guid></item>"
        "<item><title>二</title><link>b</link><guid isPermaLink='false'>tag:x,2026:2</guid></item>"
        "<item><title>三</title><guid>https://other.example/3</guid></item>"
        "<item><title>四</title></item>"
    )
    server.replies["/in/f"] = reply(
        f"<rss version='2.0'><channel><title>t</title>{entries}</channel></rss>", Content_Type=XML
    )
    found = [one for one in given(server.address + "/in/f") if isinstance(one, Item)]
    assert [one.address for one in found] == [
        server.address + "/a/1?x=1&y=2",
        server.address + "/in/b",
        "https://other.example/3",
        None,
    ]
    assert [one.id for one in found[:3]] == [
        "127.0.0.1#1",
        "tag:x,2026:2",
        "https://other.example/3",
    ]
    assert found[3].id == found[3].version


def test_what_a_feed_says_of_when_to_come_again(server: Loopback) -> None:
    server.replies["/f"] = reply(
        "<rss version='2.0'><channel><title>t</title><ttl>90</ttl><skipHours><hour>0</hour>"
        "<hour>23</hour></skipHours><skipDays><day>Sunday</day></skipDays></channel></rss>",
        Content_Type=XML,
    )
    (read,) = given(server.address + "/f")
    assert isinstance(read, FeedRead)
    kept = read.validators
    assert (kept.ttl, kept.skip_hours, kept.skip_days) == (90, (0, 23), (6,))


def test_a_page_is_an_item(server: Loopback) -> None:
    page = "<html><body><article><p>日経平均は402円高。</p></article></body></html>"
    server.replies["/p"] = reply(
        page.encode("euc_jp"), Content_Type="text/html; charset=EUC-JP", ETag='"1"'
    )
    memory, url = Memory(), server.address + "/p"
    item, read = given(url, memory)
    assert isinstance(item, Item)
    assert (item.id, item.address, item.media, item.charset) == (url, url, "html", "EUC-JP")
    assert item.body == page.encode("euc_jp")
    assert isinstance(read, FeedRead)
    assert len(given(url, memory)) == 1


def test_other_kinds_at_addresses(server: Loopback) -> None:
    server.replies["/t"] = reply("円は154円。".encode("cp932"), Content_Type="text/plain")
    server.replies["/j"] = reply('[{"text": "一", "id": 7}]', Content_Type="application/json")
    server.replies["/l.jsonl"] = reply('{"text": "二"}\n{"text": "三"}', Content_Type="text/plain")
    server.replies["/i"] = reply(b"\x89PNG", Content_Type="image/png")
    found = [
        one
        for path in ("/t", "/j", "/l.jsonl")
        for one in given(server.address + path)
        if isinstance(one, Item)
    ]
    assert [one.body.decode() for one in found] == ["円は154円。", "一", "二", "三"]
    error = only_error(given(server.address + "/i"))
    assert "is image/png, no article (give the address of a feed or a page)" in error.message


def test_a_feed_after_one_that_fails_is_read(server: Loopback, tmp_path: Path) -> None:
    server.replies["/f"] = reply(feed(), Content_Type=XML)
    names = [server.address + "/none", server.address + "/f", str(tmp_path / "none")]
    found = list(open_sources(names, allow_private=True))
    assert [type(one).__name__ for one in found] == [
        "SourceError", "Item", "Item", "FeedRead", "SourceError",
    ]  # fmt: skip


def test_a_feed_that_has_no_end_is_given_up(server: Loopback) -> None:
    server.replies["/large"] = reply(b"<rss>" + b"a" * 10_000_000, Content_Type=XML)
    packed = gzip.compress(b"<rss>" + b" " * 50_000_000)
    server.replies["/packed"] = reply(packed, Content_Type=XML, Content_Encoding="gzip")
    for path in ("/large", "/packed"):
        error = only_error(given(server.address + path))
        assert "more than 10 MB" in error.message
        assert error.digest is None


def test_entries_are_not_held_against_a_feed_that_was_read(server: Loopback) -> None:
    server.replies["/f"] = reply(
        "<rss version='2.0'><channel><item/><item><title>一</title></item></channel></rss>",
        Content_Type=XML,
    )
    error, item, read = given(server.address + "/f")
    assert isinstance(error, SourceError)
    assert error.digest is not None
    assert error.source == server.address + "/f#1"
    assert isinstance(item, Item)
    assert isinstance(read, FeedRead)
