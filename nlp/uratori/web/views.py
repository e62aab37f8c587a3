"""Templates, words and files of the page."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from ..lexicon import read_table
from ..report.html import stylesheet
from ..report.templating import environment_of
from .refusals import Refusal
from .tasks import Lang

_HERE = Path(__file__).parent
_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


class StaticFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file that pages load."""

    body: bytes
    media: str
    tag: str
    """Stands in its address, so that a browser keeps it until it changes."""


class Words:
    """``w.key`` and ``w["key"]`` in a template: a word in the reader's language."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def __getitem__(self, key: str) -> str:
        """Give one word."""
        return word(key, self._lang)


def word(key: str, lang: str) -> str:
    """Give one word of the page; raises KeyError for a key that the table lacks."""
    ja, en = _words()[key]
    return ja if lang == "ja" else en


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, str]]:
    return {row["key"]: (row["ja"], row["en"]) for row in read_table("words", "uratori.web")}


@lru_cache(maxsize=1)
def static_files() -> dict[str, StaticFile]:
    """Give what ``/static`` serves, by name: read once, so that no request names a path."""
    found = {path.name: path.read_bytes() for path in (_HERE / "static").iterdir()}
    found["report.css"] = stylesheet().encode()
    return {
        name: StaticFile(
            body=body, media=_MEDIA[Path(name).suffix], tag=sha256(body).hexdigest()[:12]
        )
        for name, body in found.items()
        if Path(name).suffix in _MEDIA
    }


def static(name: str) -> str:
    """Give the address of a static file."""
    return f"/static/{name}?{static_files()[name].tag}"


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    made = environment_of(_HERE / "templates")
    made.globals["static"] = static
    return made


def render(name: str, lang: str, **values: Any) -> str:
    """Give a template as text; what it is given is escaped."""
    return _environment().get_template(name).render(w=Words(lang), lang=lang, **values)


def page(
    name: str, lang: str, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """Give a template as a response."""
    return HTMLResponse(render(name, lang, **values), status_code=status, headers=headers)


def language(scope: Scope) -> Lang:
    """Give the language of a reader: ``?lang=``, else the first that the browser asks for."""
    asked = re.search(rb"(?:^|&)lang=(ja|en)(?:&|$)", scope.get("query_string", b""))
    if asked:
        return "en" if asked[1] == b"en" else "ja"
    wanted = Headers(scope=scope).get("accept-language", "")[:200].lower()
    codes = [part.partition(";")[0].strip()[:2] for part in wanted.split(",")]
    return next(("ja" if code == "ja" else "en" for code in codes if code in ("ja", "en")), "ja")


def is_part(request: Request | Headers) -> bool:
    """Tell whether htmx asks, which wants a part of a page."""
    headers = request.headers if isinstance(request, Request) else request
    return headers.get("hx-request") == "true" and "hx-history-restore-request" not in headers


def show_refusal(scope: Scope, refusal: Refusal, lang: Lang | None = None) -> Response:
    """Give a refusal as JSON to a program, as a part to htmx, as a page to a browser."""
    if scope["path"] == "/api" or not scope["path"].startswith("/api/"):
        part = is_part(Headers(scope=scope))
        spoken = lang or language(scope)
        return page(
            "_error.html" if part else "error.html",
            spoken,
            status=refusal.status,
            headers=refusal.headers,
            told=word(f"error_{refusal.key}", spoken),
            line=refusal.line,
        )
    body = {"error": refusal.what, "where": refusal.where, "todo": refusal.todo}
    return JSONResponse(body, status_code=refusal.status, headers=refusal.headers)
