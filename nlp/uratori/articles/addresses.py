"""Where on the network an article may be fetched from: public addresses, unless asked otherwise.

A name is resolved once, and the connection goes to the very address that was judged: a name that
resolves to another one a moment later (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from ..errors import ArticleError

_NAT64 = ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 4000
_TODO = "give an http or https address of a page"

Address = IPv4Address | IPv6Address


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """One address taken apart: `host` and `port` to connect to, `target` to ask for."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    def host_header(self) -> str:
        """Give the value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def is_address(name: str) -> bool:
    """Tell whether an ARTICLE is an address and no path; ``C://x`` is a path."""
    return "://" in name and re.match(r"[A-Za-z][A-Za-z0-9+.\-]{1,15}://", name) is not None


def site_of(url: str) -> Site:
    """Take an address apart; raise ArticleError where it is not of http or https, or damaged."""
    where = shown(url)
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme.lower(), parts.hostname or ""
        port = parts.port or _PORTS.get(scheme, 0)
        host = host if host.isascii() else host.encode("idna").decode("ascii")
        user = parts.username is not None or parts.password is not None
    except ValueError:  # UnicodeError is one
        raise ArticleError("is no address", where=where, todo=_TODO) from None
    if scheme not in _PORTS:
        raise ArticleError(f"{scheme}: is not fetched", where=where, todo=_TODO)
    if not host or len(url) > _LONGEST or re.search(r"[\x00-\x20\x7f]", url):
        raise ArticleError("is no address", where=where, todo=_TODO)
    if user:
        raise ArticleError("holds a name or a password", where=where, todo="leave it out")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    target = urlunsplit(("", "", path, query, ""))
    return Site(url=url, scheme=scheme, host=host, port=port, target=target)


def shown(url: str) -> str:
    """Give an address as errors show it: without the name and the password that it may hold."""
    return " ".join(re.sub(r"//[^/?#]*@", "//", url[:200]).split())


def resolved(site: Site, *, allow_private: bool) -> tuple[str, ...]:
    """Give the addresses that a host name stands for.

    Raises ArticleError where there is none, or one of them is not public and that was not allowed.
    """
    try:
        found = socket.getaddrinfo(site.host, site.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ArticleError(
            f"no such host: {site.host[:80]}", where=shown(site.url), todo="check the address"
        ) from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    refused = [address for address in addresses if not is_public(address)]
    if refused and not allow_private:
        raise ArticleError(
            f"{site.host[:80]} is not on the public network ({refused[0]})",
            where=shown(site.url),
            todo="--allow-private permits it",
        )
    return addresses


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public network, by IANA's registries.

    An IPv6 address that carries an IPv4 one (mapped, 6to4, Teredo, NAT64) is judged by both.
    """
    try:
        ip: Address = ip_address(address)
    except ValueError:
        return False
    return all(map(_is_public, (ip, *_carried(ip)))) if not _is_mapped(ip) else _mapped_public(ip)


def _is_public(ip: Address) -> bool:
    special = (
        ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast
        or ip.is_reserved or ip.is_unspecified
    )  # fmt: skip
    return ip.is_global and not special


def _is_mapped(ip: Address) -> bool:
    return isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None


def _mapped_public(ip: Address) -> bool:
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    return mapped is not None and _is_public(mapped)


def _carried(ip: Address) -> tuple[IPv4Address, ...]:
    if isinstance(ip, IPv4Address):
        return ()
    if ip in _NAT64 or int(ip) >> 32 == 0:
        return (IPv4Address(int(ip) & 0xFFFFFFFF),)
    return tuple(filter(None, (ip.sixtofour, *(ip.teredo or ()))))
