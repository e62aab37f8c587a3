"""The page: its form, its results and their downloads."""

from __future__ import annotations

import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from .asking import asked_by_page, reviewed_by
from .formats import DOWNLOADS, Download, Wish, find_format
from .jobs import Job, Jobs
from .limits import Limits, Setup
from .refusals import Refusal, refusal_of
from .tasks import Again, Written
from .views import is_part, language, page, render, show_refusal, static_files
from .workers import Workers

_STAGES = ("waiting", "reading", "checking", "asking", "drawing")
EXAMPLE_DATE = "2026-01-26"
_FOREVER = "public, max-age=31536000, immutable"


class Pages:
    """Answers what browsers ask."""

    def __init__(self, setup: Setup, workers: Workers, jobs: Jobs) -> None:
        self._setup = setup
        self._workers = workers
        self._jobs = jobs

    @property
    def limits(self) -> Limits:
        """The limits of the server."""
        return self._setup.limits

    def router(self) -> APIRouter:
        """Give the routes."""
        routes = APIRouter(include_in_schema=False)
        for path, answer in (
            ("/", self.form),
            ("/results/{job_id}", self.result),
            ("/results/{job_id}/{name}", self.download),
            ("/static/{name}", self.static),
        ):
            routes.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)
        for path, taken in (
            ("/check", self.check),
            ("/results/{job_id}/claimreview", self.review),
        ):
            routes.add_api_route(path, taken, methods=["POST"], response_model=None)
        return routes

    async def form(self, request: Request) -> HTMLResponse:
        """Give the empty form."""
        example = "example" in request.query_params
        return page(
            "index.html",
            language(request.scope),
            offline=self._setup.offline,
            example=_example() if example else "",
            example_date=EXAMPLE_DATE,
        )

    async def check(self, request: Request) -> Response:
        """Take an article; give its result, or the progress where it takes longer."""
        job = await self._jobs.begin(await asked_by_page(request, self._setup))
        if is_part(request):
            return self._shown(request, job, headers={"hx-push-url": f"/results/{job.id}"})
        return RedirectResponse(f"/results/{job.id}", status_code=303)

    async def result(self, request: Request, job_id: str) -> Response:
        """Give a result, its progress, or its error."""
        return self._shown(request, self._job(job_id), headers={})

    async def download(self, request: Request, job_id: str, name: str) -> Response:
        """Give a result as a file of one format."""
        job, found = self._job(job_id), find_format(name)
        if found is None or found.reviewed:
            raise Refusal(404, "missing", "no such file")
        return await self._file(job, found, None)

    async def review(self, request: Request, job_id: str) -> Response:
        """Take the CSV in which a person confirmed findings; give the ClaimReview of them."""
        job, found = self._job(job_id), find_format("claimreview")
        assert found is not None
        return await self._file(job, found, await reviewed_by(request, self._setup))

    async def _file(self, job: Job, found: Download, reviewed: bytes | None) -> Response:
        if job.drawn is None:
            raise Refusal(404, "missing", "no such file")
        wish = Wish(format=found.format, lang=job.lang, reviewed=reviewed, bom=True)
        answer = await self._workers.ask(
            Again(packed=job.drawn.packed, wish=wish), lambda stage: None
        )
        assert isinstance(answer, Written)
        disposition = f'attachment; filename="uratori{found.suffix}"'
        return Response(
            answer.body, media_type=found.media, headers={"content-disposition": disposition}
        )

    async def static(self, request: Request, name: str) -> Response:
        """Give one of the few files that pages load."""
        found = static_files().get(name)
        if found is None:
            raise Refusal(404, "missing", "no such file")
        return Response(found.body, media_type=found.media, headers={"cache-control": _FOREVER})

    def _job(self, job_id: str) -> Job:
        job = self._jobs.get(job_id)
        if job is None:
            raise Refusal(404, "gone", "there is no such result", todo="check the article again")
        return job

    def _shown(self, request: Request, job: Job, headers: dict[str, str]) -> Response:
        if job.error is not None:
            return show_refusal(
                request.scope, refusal_of(job.error, self.limits.retry_after), job.lang
            )
        name = "_result.html" if job.drawn else "_progress.html"
        values = _values(job)
        if is_part(request):
            return HTMLResponse(render(name, job.lang, **values), headers=headers)
        return page("result.html", job.lang, part=name, **values)


def _values(job: Job) -> dict[str, Any]:
    """Give what the templates want to know of a job."""
    drawn = zlib.decompress(job.drawn.page).decode() if job.drawn else ""
    return {
        "job": job,
        "ended": job.ended.is_set(),
        "seconds": f"{job.seconds:.1f}",
        "downloads": [each for each in DOWNLOADS if not each.reviewed],
        "stage": _STAGES.index(job.stage),
        "stages": _STAGES,
        "report": Markup(drawn),  # which report/html.py has escaped
    }


@lru_cache(maxsize=1)
def _example() -> str:
    return (Path(__file__).parent / "example.txt").read_text(encoding="utf-8")
