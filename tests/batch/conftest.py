"""Items, plans and a place from which children find the pipelines of the tests."""

import os
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from uratori.batch.intake import Entry
from uratori.batch.plan import Plan, digest_of
from uratori.sources import Item


@pytest.fixture(autouse=True)
def _found_by_children(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(root / "nlp"), str(root)]))


def item(text: str, *, id: str | None = None, published: date | None = None) -> Item:
    digest = sha256(text.encode()).hexdigest()
    return Item(
        id=id or digest[:8],
        source=f"{id or digest[:8]}.txt",
        version=digest,
        media="text",
        body=text.encode(),
        published=published,
    )


def entry(text: str, number: int = 0) -> Entry:
    return Entry(version=1, item=item(text, id=f"item-{number}"))


def plan(**given: object) -> Plan:
    bare = Plan(digest="", **given)  # type: ignore[arg-type]
    return msgspec.structs.replace(bare, digest=digest_of(bare))
