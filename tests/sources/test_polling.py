"""The schedule of feeds, over days that take no time."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime
from random import Random

import pytest

from uratori.sources import Pace, Polling, SourceError, Validators

A1, A2, B = "https://a.example/1", "https://a.example/2", "https://b.example/"
STEADY = Pace(interval=600, jitter=0, apart=1, first_wait=60, longest_wait=3600)
MONDAY = datetime(2026, 1, 26, tzinfo=UTC).timestamp()


class Highest(Random):
    """Draws the highest number there is, so that waits are exact."""

    def uniform(self, a: float, b: float) -> float:
        return b


def polling(*urls: str, pace: Pace = STEADY, now: float = MONDAY) -> Polling:
    return Polling(urls, random=Highest(), now=now, pace=pace)


def failure(kind: str, retry_after: float | None = None) -> SourceError:
    return SourceError(id="x", source="x", kind=kind, message="x", retry_after=retry_after)


def test_all_are_due_at_first_one_of_each_host() -> None:
    schedule = polling(A1, A2, B)
    assert schedule.wait(MONDAY) == 0
    assert schedule.take_due(MONDAY) == (A1, B)
    assert schedule.take_due(MONDAY) == ()
    assert schedule.wait(MONDAY) == 1
    assert schedule.take_due(MONDAY + 1) == (A2,)


def test_a_feed_that_was_read_is_due_after_the_interval() -> None:
    schedule = polling(B)
    schedule.take_due(MONDAY)
    schedule.read(B, MONDAY + 5)
    assert schedule.wait(MONDAY + 5) == 600
    assert schedule.take_due(MONDAY + 604.9) == ()
    assert schedule.take_due(MONDAY + 605) == (B,)


def test_jitter_spreads_the_looks() -> None:
    pace = Pace(interval=600, jitter=0.1)
    schedule = Polling([B], random=Random(7), now=MONDAY, pace=pace)
    waits = []
    for _ in range(200):
        schedule.read(B, MONDAY)
        waits.append(schedule.wait(MONDAY))
    assert min(waits) >= 540
    assert 595 < sum(waits) / 200 < 605 or max(waits) <= 600
    assert len(set(waits)) > 50


WAITS = [
    (Validators(ttl=20), 1200),
    (Validators(ttl=5), 600),
    (Validators(max_age=900), 900),
    (Validators(ttl=20, max_age=30), 1200),
    (Validators(ttl=99999), 3600),
    (Validators(max_age=10**8), 3600),
    (Validators(skip_hours=(0,)), 3600),
    (Validators(skip_hours=(0, 1, 2)), 3 * 3600),
    (Validators(skip_days=(0,)), 24 * 3600),
    (Validators(skip_days=(0, 1), skip_hours=(0,)), 49 * 3600),
    (Validators(skip_hours=tuple(range(24))), 600),
    (Validators(skip_days=tuple(range(7))), 600),
]


@pytest.mark.parametrize(("validators", "wait"), WAITS)
def test_what_feeds_and_servers_ask_for_is_kept_to(validators: Validators, wait: float) -> None:
    schedule = polling(B)
    schedule.take_due(MONDAY)
    schedule.read(B, MONDAY, validators)
    assert schedule.take_due(MONDAY + wait - 0.1) == ()
    assert schedule.take_due(MONDAY + wait) == (B,)


def test_the_waits_after_failures_double_up_to_their_bound() -> None:
    schedule = polling(B)
    now, waits = MONDAY, []
    for _ in range(9):
        assert schedule.take_due(now) == (B,)
        schedule.failed(B, now, failure("UnreachableError"))
        step = 0.0
        while schedule.wait(now + step):
            step += schedule.wait(now + step)
        waits.append(step)
        now += step
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    schedule.take_due(now)
    schedule.read(B, now)
    schedule.take_due(now + 600)
    schedule.failed(B, now + 600, failure("UnreachableError"))
    assert schedule.wait(now + 600) == 60  # a look that went well begins anew


def test_full_jitter_is_between_nothing_and_the_bound() -> None:
    waits = []
    for seed in range(300):
        schedule = Polling([B], random=Random(seed), now=MONDAY, pace=STEADY)
        for _ in range(3):
            schedule.failed(B, MONDAY, failure("UnreachableError"))
        waits.append(schedule.wait(MONDAY))
    assert min(waits) < 15
    assert 225 < max(waits) <= 240


@pytest.mark.parametrize(
    ("kind", "retry_after", "wait"),
    [
        ("FeedBusyError", 1800.0, 1800),
        ("FeedBusyError", 5.0, 60),
        ("FeedBusyError", None, 60),
        ("FeedBusyError", 10.0**7, 24 * 3600),
        ("UnreachableError", None, 60),
        ("ArticleError", None, 60),
    ],
)
def test_the_wait_that_a_server_asks_for(kind: str, retry_after: float | None, wait: float) -> None:
    schedule = polling(B)
    schedule.take_due(MONDAY)
    schedule.failed(B, MONDAY, failure(kind, retry_after))
    assert schedule.take_due(MONDAY + wait - 0.1) == ()
    assert schedule.take_due(MONDAY + wait) == (B,)


def test_a_fault_of_the_server_puts_off_all_feeds_of_its_host() -> None:
    schedule = polling(A1, A2, B)
    schedule.take_due(MONDAY)
    schedule.failed(A1, MONDAY, failure("FeedBusyError", 900.0))
    schedule.read(B, MONDAY)
    assert schedule.take_due(MONDAY + 500) == ()
    assert schedule.take_due(MONDAY + 600) == (B,)
    assert schedule.take_due(MONDAY + 900) == (A2,)
    schedule.read(A2, MONDAY + 900)
    assert schedule.take_due(MONDAY + 901) == (A1,)


def test_a_fault_of_one_feed_is_its_own() -> None:
    schedule = polling(A1, A2)
    schedule.take_due(MONDAY)
    schedule.failed(A1, MONDAY, failure("ArticleError"))
    assert schedule.take_due(MONDAY + 1) == (A2,)


def test_a_feed_that_is_gone_is_asked_for_no_more() -> None:
    schedule = polling(A1, B)
    schedule.take_due(MONDAY)
    schedule.failed(A1, MONDAY, failure("FeedGoneError"))
    schedule.read(A1, MONDAY)
    schedule.failed(A1, MONDAY, failure("ArticleError"))
    assert schedule.feeds() == (B,)
    schedule.failed(B, MONDAY, failure("FeedGoneError"))
    assert (schedule.feeds(), schedule.take_due(MONDAY), schedule.wait(MONDAY)) == ((), (), 600)


def test_a_look_that_nobody_tells_the_end_of_comes_again() -> None:
    schedule = polling(B)
    assert schedule.take_due(MONDAY) == (B,)
    assert schedule.take_due(MONDAY + 599) == ()
    assert schedule.take_due(MONDAY + 600) == (B,)


def test_a_clock_that_is_set_back_stops_nothing_for_long() -> None:
    schedule = polling(B, now=MONDAY + 10**6)
    assert schedule.wait(MONDAY) == 600


def test_days_of_many_feeds_in_the_same_memory() -> None:
    urls = [f"https://h{n % 7}.example/{n}" for n in range(50)]
    random = Random(1)
    schedule = Polling(urls, random=random, now=MONDAY, pace=Pace(interval=3600))
    now, looks = MONDAY, 0
    tracemalloc.start()
    while now < MONDAY + 3 * 86400:
        for url in schedule.take_due(now):
            looks += 1
            if random.random() < 0.02:
                schedule.failed(url, now, failure("UnreachableError"))
            else:
                schedule.read(url, now)
        now += max(schedule.wait(now), 0.5)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 3400 < looks < 3900  # 3,600 hours of feeds, and a few looks again
    assert peak < 100_000
