"""Pipelines that do to their process what the article says."""

import os
import signal
import time
from collections.abc import Callable

import msgspec

from uratori.articles import article_of
from uratori.records import Analysis, Article, Report


def obey(article: Article) -> Report:
    """Do what the first word of the article says; else nothing."""
    deed = DEEDS.get(article.text.split("\n", 1)[0])
    return report(article) if deed is None else deed(article) or report(article)


def segfault(article: Article) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def loop(article: Article) -> None:
    while True:
        pass


def leave(article: Article) -> None:
    os._exit(0)


def fail(article: Article) -> None:
    raise ZeroDivisionError("二つ目の\n行")


def fill(article: Article) -> Report:
    return report(article_of("長い" * 10**10))


def say(article: Article) -> None:
    print("これは返事ではない", flush=True)


def wait(article: Article) -> None:
    time.sleep(0.3)


def nonsense(article: Article) -> Report:
    return report(msgspec.structs.replace(article, title=5))


def obey_again(article: Article) -> Report:
    return obey_again(article)


def report(article: Article) -> Report:
    """Read nothing: no dictionary is loaded, so a process starts in no time."""
    analysis = Analysis(article=article, quantities=(), mentions=(), claims=())
    return Report(analysis=analysis, findings=(), unchecked=())


DEEDS: dict[str, Callable[[Article], Report | None]] = {
    "segfault": segfault,
    "loop": loop,
    "exit": leave,
    "raise": fail,
    "recurse": obey_again,
    "fill": fill,
    "print": say,
    "wait": wait,
    "nonsense": nonsense,
}
