import multiprocessing
from collections.abc import Iterator
from datetime import date

import pytest

from uratori.errors import ArticleError
from uratori.web.formats import Wish
from uratori.web.limits import Limits
from uratori.web.tasks import Asked, Written
from uratori.web.workers import Broken, Worker

from .articles import LONG, WRONG

LIMITS = Limits(check_seconds=30)
SHORT = Asked(text=WRONG, published=date(2026, 1, 26), wish=Wish(format="jsonl"))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker(None, LIMITS)
    yield made
    made.stop()
    made.close()


def stages(worker: Worker, asked: Asked) -> list[str]:
    heard: list[str] = []
    assert isinstance(worker.ask(asked, heard.append), Written)
    return heard


def test_a_worker_tells_its_stages(worker: Worker) -> None:
    assert stages(worker, SHORT) == ["reading", "checking", "drawing"]


def test_an_error_comes_back_as_it_is(worker: Worker) -> None:
    with pytest.raises(ArticleError, match="the article is empty"):
        worker.ask(Asked(text=""), lambda stage: None)
    assert stages(worker, SHORT)


def test_a_worker_that_is_killed_is_replaced(worker: Worker) -> None:
    stages(worker, SHORT)

    def kill(stage: str) -> None:
        if stage == "checking":
            for child in multiprocessing.active_children():
                child.kill()

    with pytest.raises(Broken, match="died"):
        worker.ask(Asked(text=LONG), kill)
    assert stages(worker, SHORT) == ["reading", "checking", "drawing"]
