"""Pipelines that do to their process what the article says."""

import os
import signal
import time

from uratori.articles import article_of
from uratori.records import Analysis, Article, Report


def obey(article: Article) -> Report:
    """Do what the first word of the article says; else nothing."""
    word = article.text.split("\n", 1)[0]
    if word == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == "loop":
        while True:
            pass
    if word == "exit":
        os._exit(0)
    if word == "raise":
        raise ZeroDivisionError("二つ目の\n行")
    if word == "recurse":
        return obey_again(article)
    if word == "fill":
        return obey(article_of("長い" * 10**10))
    if word == "print":
        print("これは返事ではない", flush=True)
    if word == "wait":
        time.sleep(0.3)
    return report(article)


def obey_again(article: Article) -> Report:
    return obey_again(article)


def report(article: Article) -> Report:
    """Read nothing: no dictionary is loaded, so a process starts in no time."""
    analysis = Analysis(article=article, quantities=(), mentions=(), claims=())
    return Report(analysis=analysis, findings=(), unchecked=())
