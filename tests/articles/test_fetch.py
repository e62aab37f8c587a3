"""Addresses: what is judged public, and a server on loopback that does everything wrong."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep

import pytest

from uratori.articles import read_article
from uratori.articles.addresses import is_public, site_of
from uratori.articles.fetch import fetch
from uratori.errors import ArticleError

TEXT = "日経平均株価は前日比402円高の3万9812円となった。"
PAGE = f"<html><body><article><h1>続伸</h1><p>{TEXT}</p></article></body></html>"

ADDRESSES = [
    ("8.8.8.8", True),
    ("2001:4860:4860::8888", True),
    ("::ffff:8.8.8.8", True),
    ("127.0.0.1", False),
    ("127.9.9.9", False),
    ("0.0.0.0", False),
    ("10.1.2.3", False),
    ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False),
    ("100.64.0.1", False),
    ("192.0.2.1", False),
    ("198.18.0.1", False),
    ("224.0.0.1", False),
    ("240.0.0.1", False),
    ("255.255.255.255", False),
    ("::1", False),
    ("::", False),
    ("fe80::1", False),
    ("fe80::1%eth0", False),
    ("fc00::1", False),
    ("fd12:3456::1", False),
    ("ff02::1", False),
    ("::ffff:127.0.0.1", False),
    ("::ffff:10.0.0.1", False),
    ("::127.0.0.1", False),
    ("64:ff9b::7f00:1", False),
    ("64:ff9b::a9fe:a9fe", False),
    ("2002:7f00:1::", False),
    ("2001:db8::1", False),
    ("nonsense", False),
]


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


LOCAL = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/",
    "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost/",
    "http://0/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1:8080/",
    "https://192.168.0.1/", "http://[fe80::1]/", "http://１２７.0.0.1/", "http://①②⑦.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("url", LOCAL)
def test_local_addresses_are_refused(url: str) -> None:
    with pytest.raises(ArticleError, match=r"not on the public network|no such host"):
        fetch(url)


WRONG = [
    ("file:///etc/passwd", "file: is not fetched"),
    ("gopher://example.com/", "gopher: is not fetched"),
    ("http://", "is no address"),
    ("http:///path", "is no address"),
    ("http://[::1/", "is no address"),
    ("http://example.com:99999/", "is no address"),
    ("http://example.com/a b", "is no address"),
    ("http://example.com/a\r\nHost: x", "is no address"),
    ("http://example.com/" + "a" * 5000, "is no address"),
    ("http://name:secret@example.com/", "holds a name or a password"),
]


@pytest.mark.parametrize(("url", "what"), WRONG)
def test_wrong_addresses(url: str, what: str) -> None:
    with pytest.raises(ArticleError) as caught:
        site_of(url)
    assert what in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_address_is_taken_apart() -> None:
    site = site_of("https://例え.jp/記事?頁=1#節")
    assert (site.scheme, site.host, site.port) == ("https", "xn--r8jz45g.jp", 443)
    assert site.target == "/%E8%A8%98%E4%BA%8B?%E9%A0%81=1"
    assert site_of("http://[2001:db8::1]:8080/a%20b").host_header() == "[2001:db8::1]:8080"


# --- a server ----------------------------------------------------------------------------------

Answer = Callable[[BaseHTTPRequestHandler], None]


def send(body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def moved(location: str, status: int = 302) -> Answer:
    return send(b"", status=status, Location=location)


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"a")
        sleep(0.02)


def drip_head(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(200):
        handler.wfile.write(b"H")
        sleep(0.02)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.end_headers()
    for _ in range(480):
        handler.wfile.write(b"a" * 65_536)


def cut_short(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"a" * 10)


def no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


def silent(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.close()


def echo(handler: BaseHTTPRequestHandler) -> None:
    send(f"{handler.path} {handler.headers['Host']}".encode(), "text/plain")(handler)


EUC = PAGE.encode("euc_jp")
META = PAGE.replace("<html>", '<html><meta charset="shift_jis">')
ROUTES: dict[str, Answer] = {
    "/page": send(PAGE.encode(), "text/html; charset=utf-8"),
    "/header": send(META.encode("euc_jp"), "text/html; charset=EUC-JP"),
    "/meta": send(META.encode("cp932"), "text/html"),
    "/meta-over": send(META.encode("cp932"), "text/html; charset=utf-8"),
    "/lies": send(META.encode(), "text/html; charset=shift_jis"),
    "/jis": send(PAGE.encode("iso2022_jp"), "text/html; charset=utf-8"),
    "/bare": send(EUC, "application/octet-stream"),
    "/text": send(TEXT.encode("cp932"), 'text/plain; charset="Shift_JIS"'),
    "/json": send(f'{{"text": "{TEXT}", "published": "2026-01-26"}}'.encode(), "application/json"),
    "/gzip": send(gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
    "/bomb": send(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip"),
    "/cut-gzip": send(gzip.compress(PAGE.encode())[:-9], Content_Encoding="gzip"),
    "/bad-gzip": send(b"\x1f\x8b nonsense", Content_Encoding="gzip"),
    "/brotli": send(b"x", Content_Encoding="br"),
    "/image": send(b"\x89PNG", "image/png"),
    "/missing": send(b"", status=404),
    "/error": send(b"", status=500),
    "/nothing": send(b"", "text/plain"),
    "/once": moved("/page"),
    "/five": moved("/four"),
    "/four": moved("/three", 307),
    "/three": moved("/two", 308),
    "/two": moved("/once", 301),
    "/six": moved("/five", 303),
    "/loop": moved("/loop"),
    "/nowhere": send(b"", status=302),
    "/to-file": moved("file:///etc/passwd"),
    "/to-metadata": moved("http://169.254.169.254/latest/meta-data/"),
    "/to-password": moved("http://name:secret@127.0.0.1/"),
    "/drip": drip,
    "/drip-head": drip_head,
    "/endless": endless,
    "/short": cut_short,
    "/no-http": no_http,
    "/silent": silent,
    "/echo": echo,
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        with contextlib.suppress(OSError):
            ROUTES[self.path.split("?")[0]](self)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as running:
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture
def online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("URATORI_OFFLINE", "0")


@pytest.mark.usefixtures("online")
@pytest.mark.parametrize(
    "path",
    ["/page", "/header", "/meta", "/meta-over", "/lies", "/jis", "/bare", "/gzip", "/five"],
)
def test_pages_that_are_read(server: str, path: str) -> None:
    article = read_article(server + path, allow_private=True)
    assert article.text == f"続伸\n{TEXT}\n"
    assert article.source == server + ("/page" if path == "/five" else path)


@pytest.mark.usefixtures("online")
@pytest.mark.parametrize("path", ["/text", "/json"])
def test_other_kinds_that_are_read(server: str, path: str) -> None:
    assert read_article(server + path, allow_private=True).text == TEXT


FAULTS = [
    ("/image", "is image/png, no article"),
    ("/missing", "the server answers 404"),
    ("/error", "the server answers 500"),
    ("/six", "more than 5 redirects"),
    ("/loop", "more than 5 redirects"),
    ("/nowhere", "more than 5 redirects"),
    ("/to-file", "file: is not fetched"),
    ("/to-password", "holds a name or a password"),
    ("/endless", "more than 10 MB"),
    ("/bomb", "more than 10 MB"),
    ("/cut-gzip", "cut off within its gzip"),
    ("/bad-gzip", "damaged gzip"),
    ("/brotli", "is packed as 'br'"),
    ("/short", "the answer is cut off"),
    ("/no-http", "the answer is no HTTP"),
    ("/silent", "the answer is no HTTP"),
]


@pytest.mark.parametrize(("path", "what"), FAULTS)
def test_what_a_server_does_wrong(server: str, path: str, what: str) -> None:
    with pytest.raises(ArticleError) as caught:
        fetch(server + path, allow_private=True)
    assert what in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.todo


@pytest.mark.usefixtures("online")
def test_an_empty_answer(server: str) -> None:
    with pytest.raises(ArticleError, match="the article is empty"):
        read_article(server + "/nothing", allow_private=True)


@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
def test_a_slow_server_is_given_its_seconds_and_no_more(server: str, path: str) -> None:
    begun = monotonic()
    with pytest.raises(ArticleError, match=r"not there after 0\.3 seconds"):
        fetch(server + path, allow_private=True, seconds=0.3)
    assert monotonic() - begun < 2


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ArticleError, match="cannot be reached: Connection refused"):
        fetch(f"http://127.0.0.1:{port}/", allow_private=True)


def test_plain_http_where_tls_is_asked_for(server: str) -> None:
    with pytest.raises(ArticleError, match="no safe connection"):
        fetch(server.replace("http:", "https:") + "/page", allow_private=True)


def test_the_target_and_the_host_are_those_of_the_address(server: str) -> None:
    found = fetch(server + "/echo?頁=1&b=%2F", allow_private=True)
    assert found.content.decode() == f"/echo?%E9%A0%81=1&b=%2F {server.removeprefix('http://')}"


def judging_only_the_server(
    monkeypatch: pytest.MonkeyPatch, answers: list[str], public: frozenset[str]
) -> list[str]:
    """Let a name resolve to `answers` in turn, and count loopback as public where it is listed."""
    asked: list[str] = []

    def resolve(host: str, port: int, *rest: object, **kind: object) -> list[tuple[object, ...]]:
        asked.append(host)
        address = answers[asked.count(host) - 1] if host == "news.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def judge(address: str) -> bool:
        return address in public

    from uratori.articles import addresses

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(addresses, "is_public", judge)
    return asked


def test_a_redirect_is_judged_again(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    judging_only_the_server(monkeypatch, ["127.0.0.1"], frozenset({"127.0.0.1"}))
    with pytest.raises(ArticleError, match=r"not on the public network \(169\.254\.169\.254\)"):
        fetch(server + "/to-metadata")


def test_a_name_is_resolved_once(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["127.0.0.1", "10.0.0.1"]
    asked = judging_only_the_server(monkeypatch, answers, frozenset({"127.0.0.1"}))
    url = server.replace("127.0.0.1", "news.example")
    assert PAGE.encode() in fetch(url + "/page").content
    assert asked == ["news.example", "127.0.0.1"]  # the latter by socket, of the address itself
    with pytest.raises(ArticleError, match=r"not on the public network \(10\.0\.0\.1\)"):
        fetch(url + "/page")


@pytest.mark.parametrize("offline", [True, False])
def test_offline_no_address_is_fetched(server: str, offline: bool) -> None:
    with pytest.raises(ArticleError, match="is not fetched offline"):
        read_article(server + "/page", allow_private=True, offline=offline)
