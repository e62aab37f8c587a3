"""One small file from a server, whole or not at all."""

from __future__ import annotations

import io
import zipfile
import zlib
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from ..errors import DataError, SettingsError
from ..settings import FETCH_DEADLINE, FETCH_TIMEOUT, MAX_LIST_BYTES

_CHUNK = 65_536


def fetch(address: str) -> bytes:
    """Give the body at an address, http or https, of at most `MAX_LIST_BYTES`.

    Raises DataError where the server cannot be reached, refuses, is slow or sends too much;
    SettingsError where the address is of another kind (file:, ftp:).
    """
    if not _is_http(address):
        raise SettingsError(f"no http address: {address}", where="--source", todo="give https://…")
    try:
        request = Request(address, headers={"User-Agent": "uratori"})
        with urlopen(request, timeout=FETCH_TIMEOUT) as response:
            return _body(cast(HTTPResponse, response), address)
    except HTTPError as error:
        error.close()
        raise _failed(address, f"the server answers {error.code} {error.reason}") from None
    except URLError as error:
        raise _failed(address, f"cannot be reached: {error.reason}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise _failed(address, f"cannot be read: {error or type(error).__name__}") from None


def unpack(packed: bytes, address: str) -> bytes:
    """Give the one CSV of a zip; raise DataError where it is damaged, or holds none or too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            found = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
            if len(found) != 1:
                raise _failed(address, f"{len(found)} CSV files in the zip where one is due")
            with archive.open(found[0]) as file:
                body = file.read(MAX_LIST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        raise _failed(address, f"no sound zip: {error}") from None
    _bound(body, address)
    return body


def _is_http(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # http://[
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _body(response: HTTPResponse, address: str) -> bytes:
    body, late = bytearray(), monotonic() + FETCH_DEADLINE
    while chunk := response.read1(_CHUNK):
        body += chunk
        _bound(body, address)
        if monotonic() > late:
            raise _failed(address, f"not there after {FETCH_DEADLINE:.0f} seconds")
    if response.length:
        raise _failed(address, f"cut off, {response.length} bytes before its end")
    return bytes(body)


def _bound(body: bytes | bytearray, address: str) -> None:
    if len(body) > MAX_LIST_BYTES:
        raise _failed(address, f"larger than {MAX_LIST_BYTES} bytes")


def _failed(address: str, what: str) -> DataError:
    return DataError(what, where=address, todo="nothing was changed; try again later")
