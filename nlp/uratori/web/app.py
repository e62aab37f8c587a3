"""The application: routes, handlers of errors, and the guard around them."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from .. import __version__
from ..errors import UratoriError
from .api import Api
from .guard import Guard
from .jobs import Jobs
from .limits import Setup
from .openapi import complete, fields, routes
from .pages import Pages
from .refusals import Refusal, is_unforeseen, refusal_of
from .views import language, page, show_refusal
from .workers import Broken, Full, Overtime, Workers

_LOG = logging.getLogger("uratori.web")
_OWN = (Refusal, UratoriError, Full, Overtime, Broken)
_KEYS = {404: "missing", 405: "method", 422: "question"}


def create_app(setup: Setup | None = None) -> ASGIApp:
    """Give the application; its workers start when it does and end with it."""
    held = setup or Setup()
    workers = Workers(held.data, held.limits)
    jobs = Jobs(workers, held.limits, log_line)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        workers.start()
        yield
        workers.close()

    app = FastAPI(
        title="uratori",
        version=__version__,
        description="Checks the numbers of Japanese market articles.",
        license_info={"name": "Apache-2.0"},
        lifespan=lifespan,
        # A variable of the environment could otherwise have requests exported, articles and all.
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(Pages(held, workers, jobs).router())
    app.include_router(Api(held, workers).router())
    _add_documentation(app)
    _add_handlers(app, held)
    return Guard(app, held, show_refusal, log_line)


def log_line(line: str) -> None:
    """Write one line to the log ``uratori.web``, which standard error shows."""
    _LOG.error("uratori: %s", " ".join(line.split()))


def _add_documentation(app: FastAPI) -> None:
    async def document() -> JSONResponse:
        return JSONResponse(complete(app.openapi()))

    async def told(request: Request) -> Response:
        return page(
            "api.html",
            language(request.scope),
            base=str(request.base_url),
            fields=fields(),
            paths=routes(app.openapi()),
        )

    app.add_api_route("/api/openapi.json", document, include_in_schema=False, response_model=None)
    app.add_api_route("/api", told, include_in_schema=False, response_model=None)


def _add_handlers(app: FastAPI, setup: Setup) -> None:
    """Tell of every error in our own words: no trace, no path, no echo of what was sent."""

    async def refused(request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            refusal = _of_http(error)
        elif isinstance(error, RequestValidationError):
            refusal = Refusal(422, "question", "the question cannot be read", where="body")
        else:
            refusal = refusal_of(error, setup.limits.retry_after)
        # Starlette raises what is none of ours again: the guard logs it.
        if isinstance(error, _OWN) and is_unforeseen(error):
            log_line(f"{request.url.path}: {type(error).__name__}: {error}")
        return show_refusal(request.scope, refusal)

    for kind in (HTTPException, RequestValidationError, *_OWN, Exception):
        app.add_exception_handler(kind, refused)


def _of_http(error: HTTPException) -> Refusal:
    known = {404: "there is no such page", 405: "is not answered here", 400: "cannot be read"}
    status = 422 if error.status_code == 400 else error.status_code
    what = known.get(error.status_code, "is not answered")
    return Refusal(status, _KEYS.get(status, "broken"), what, where="request")
