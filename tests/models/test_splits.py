"""No text of the test leaks: templates, articles and companies stay on one side."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from models.texts import SourceText

LONG = "光和電機の2026年3月期の連結営業利益は前期比{}%増の{}億円となり、従来の予想を上回った。"


def text(name: str, words: str, group: str | None = None) -> "SourceText":
    from models.texts import SourceText

    return SourceText(id=name, text=words, group=group)


@pytest.mark.parametrize(
    ("texts", "roots"),
    [
        ([("a:1", LONG.format(12, 120), None), ("a:2", LONG.format("3.5", 8), None)], [0, 0]),
        ([("a:1", "売上高は増えた。", None), ("a:2", "売上高は減った。", None)], [0, 1]),
        ([("a:1", "売上高は増えた。", "光和"), ("a:2", "利益は減った。", "光和")], [0, 0]),
        ([("a:1", "売上高は増えた。", "光和"), ("a:2", "利益は減った。", "別府")], [0, 1]),
        (
            [
                ("a:1", LONG.format(1, 2), "光和"),
                ("a:2", "利益は減った。", "光和"),
                ("b:3", "天気は晴れ。", None),
                ("b:4", LONG.format(3, 4), None),
            ],
            [0, 0, 2, 0],
        ),
    ],
    ids=["one template", "set phrase", "one company", "two companies", "by way of a third"],
)
def test_what_belongs_together(texts: list[tuple[str, str, str | None]], roots: list[int]) -> None:
    from models.splits import clusters

    assert clusters([text(*each) for each in texts]) == roots


def test_nothing_of_the_test_is_trained_on(root: Path) -> None:
    from models.splits import HELD_OUT, SHINGLE, _keys, split
    from models.texts import gather

    texts = gather(root / "corpora", None)
    parts = split(texts)
    keys = {part: set[str]() for part in ("train", "tune", "test", "dropped")}
    for each, part in zip(texts, parts, strict=True):
        keys[part].update(_keys(each))
    assert not keys["test"] & (keys["train"] | keys["tune"])
    assert not keys["train"] & keys["tune"]
    assert all(len(key) <= SHINGLE for key in keys["test"])
    held = {t.own_id[0] for t, part in zip(texts, parts, strict=True) if part == "test"}
    assert {"l", "n"} <= held <= set(HELD_OUT)
    share = {part: parts.count(part) / len(parts) for part in keys}
    assert share["train"] > 0.6
    assert 0.05 < share["tune"] < 0.3
    assert share["dropped"] < 0.1


def test_no_set_phrase_of_the_test_trains_by_another_name() -> None:
    """A held-out text takes its neighbours with it, also those that share nothing with itself."""
    from models.splits import split
    from models.texts import SourceText
    from uratori.evaluation.claims import GoldText

    gold = GoldText(id="n001", style="wrap", part="blind", text="x", mentions=(), claims=())
    texts = [
        SourceText(id="claims:n001", text=LONG.format(5, 6), gold=gold),
        text("consistency:c1", LONG.format(1, 2), "光和"),
        text("consistency:c2", "まったく別の文章である。", "光和"),
        text("consistency:c3", "天気は晴れ。"),
    ]
    assert split(texts)[:3] == ["test", "dropped", "dropped"]
    assert split(texts)[3] in ("train", "tune")
