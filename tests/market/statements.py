"""One sentence, read and checked against the invented world of `world`."""

from datetime import date
from functools import lru_cache

from uratori import Analyzer
from uratori.market import Facts
from uratori.records import Finding

from .world import world

PUBLISHED = date(2026, 2, 10)


@lru_cache(maxsize=1)
def _world() -> Facts:
    return world()


def findings(
    text: str, published: date = PUBLISHED, facts: Facts | None = None, lang: str = "ja"
) -> list[Finding]:
    """Give the market findings of a text in order of place."""
    report = Analyzer().check(text, published=published, data=facts or _world(), lang=lang)
    places = {each.id: each.start for each in report.analysis.quantities}
    found = [each for each in report.findings if each.scope == "market"]
    return sorted(found, key=lambda each: places[each.quantity])


def verdicts(text: str, published: date = PUBLISHED, facts: Facts | None = None) -> str:
    """Give the statuses of a text's market findings, in order of place."""
    return " ".join(each.status for each in findings(text, published, facts))
