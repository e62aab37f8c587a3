"""The weights that the card speaks of are there, whole and small, and change nothing unasked."""

from pathlib import Path

import pytest

from uratori.pipeline import Analyzer
from uratori.scoring import RULES
from uratori.scoring.model import read_model

LIMIT = 2_000_000
ARTICLE = "光和電機の2026年3月期の営業利益は前期比12%増の120億円になる見通しだ。"


@pytest.mark.parametrize("name", ["reader", "ngrams"])
def test_the_card_speaks_of_these_weights(root: Path, name: str) -> None:
    if name == "reader":
        pytest.importorskip("onnxruntime", reason='needs the extra: pip install "uratori[onnx]"')
    scorer = read_model(root / "models" / "weights" / name)
    card = (root / "models" / "CARD.md").read_text(encoding="utf-8")
    assert f"`{scorer.model}`" in card
    assert all(scorer.margin(job) is None for job in ("metric", "owner", "mood"))
    found, alone = Analyzer(scorer=scorer).extract(ARTICLE), Analyzer(scorer=RULES).extract(ARTICLE)
    assert found.claims == alone.claims


def test_the_weights_are_small(root: Path) -> None:
    files = [path for path in (root / "models" / "weights").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LIMIT


def test_the_network_answers_without_torch(root: Path) -> None:
    pytest.importorskip("onnxruntime", reason='needs the extra: pip install "uratori[onnx]"')
    scorer = read_model(root / "models" / "weights" / "reader", alone=True)
    claims = Analyzer(scorer=scorer).extract(ARTICLE).claims
    assert [claim.modality for claim in claims] == ["forecast", "forecast"]
