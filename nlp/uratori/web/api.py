"""The JSON API."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from .. import __version__
from .asking import Verb, asked_by_program
from .formats import find_format
from .limits import Setup
from .openapi import described
from .tasks import Written
from .workers import Workers


class Health(BaseModel):
    """That the server is up, and how busy."""

    status: str
    version: str
    offline: bool
    free_workers: int
    waiting: int


class Api:
    """Answers what programs ask."""

    def __init__(self, setup: Setup, workers: Workers) -> None:
        self._setup = setup
        self._workers = workers

    def router(self) -> APIRouter:
        """Give the routes."""
        routes = APIRouter(prefix="/api", tags=["api"])
        for verb, answer in (("check", self.check), ("extract", self.extract)):
            routes.add_api_route(
                f"/{verb}", answer, methods=["POST"], name=verb, response_model=None,
                openapi_extra=described(verb), response_class=Response,
            )  # fmt: skip
        routes.add_api_route("/health", self.health, methods=["GET"], name="health")
        return routes

    async def check(self, request: Request) -> Response:
        """Check an article: its numbers with their findings, each with its arithmetic or data."""
        return await self._answer(request, "check")

    async def extract(self, request: Request) -> Response:
        """Read an article: quantities, mentions and claims; nothing is checked."""
        return await self._answer(request, "extract")

    async def health(self) -> Health:
        """Tell that the server is up, and how busy."""
        return Health(
            status="ok",
            version=__version__,
            offline=self._setup.offline,
            free_workers=self._workers.free,
            waiting=self._workers.waiting,
        )

    async def _answer(self, request: Request, verb: Verb) -> Response:
        asked = await asked_by_program(request, verb, self._setup)
        answer = await self._workers.ask(asked, lambda _: None)
        found = find_format(asked.wish.format if asked.wish else "json")
        assert isinstance(answer, Written)
        assert found is not None
        return Response(answer.body, media_type=found.media)
