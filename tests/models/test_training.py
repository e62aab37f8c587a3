"""The whole recipe at its smallest: trained, broken off and gone on with, exported, asked."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from uratori.pipeline import Analyzer
from uratori.scoring import Recorder

if TYPE_CHECKING:
    from models.train import Recipe

pytest.importorskip("torch", reason='needs the extra: pip install "uratori[models]"')
pytest.importorskip("transformers", reason='needs the extra: pip install "uratori[models]"')
pytest.importorskip("onnxruntime", reason='needs the extra: pip install "uratori[models]"')
pytest.importorskip("safetensors", reason='needs the extra: pip install "uratori[models]"')

pytestmark = pytest.mark.slow
LINES = {"claims.jsonl": 40, "consistency.jsonl": 60}
ARTICLE = "光和電機の2026年3月期の営業利益は前期比12%増の120億円になる見通しだ。"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Let the libraries warn: they are not ours, and deprecate what they themselves call."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.fixture
def corpora(root: Path, tmp_path: Path) -> Path:
    """A few lines of each corpus, so that a training takes seconds."""
    from models.texts import GOLD, SILVER

    folder = tmp_path / "corpora"
    folder.mkdir()
    for name in (GOLD, *SILVER):
        lines = (root / "corpora" / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(lines[: LINES.get(name, 2)]), encoding="utf-8")
    return folder


def small(corpora: Path, out: Path) -> "Recipe":
    from models.train import Recipe
    from models.training import Schedule

    schedule = Schedule(seed=7, steps=8, batch=4, ties_every=2, warmup=2, keep_every=2)
    return Recipe(schedule=schedule, layers=1, width=32, corpora=corpora, shared=None, out=out)


def test_a_training_repeats_itself_and_answers_without_torch(corpora: Path, tmp_path: Path) -> None:
    from models.ablation import columns
    from models.train import run

    first = run(small(corpora, tmp_path / "first"), lambda line: None)
    second = run(small(corpora, tmp_path / "second"), lambda line: None)
    for name in ("reader/reader.safetensors", "reader/reader.onnx", "ngrams/moods.safetensors"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    assert first.examples == second.examples
    assert first.margins == second.margins
    assert first.agreement is not None
    assert first.agreement.holds
    scorers = columns(tmp_path / "first")
    for name, scorer in scorers.items():
        found = Analyzer(scorer=scorer).extract(ARTICLE)
        assert [claim.metric for claim in found.claims] == ["operating_profit"] * 2, name
    assert scorers["model"].model.startswith("reader@")


def test_a_training_that_is_broken_off_reaches_the_same_weights(
    corpora: Path, tmp_path: Path
) -> None:
    import torch

    from models.lessons import lessons_of
    from models.train import _reader, material
    from models.training import train

    recipe = small(corpora, tmp_path)
    told = material(recipe)
    readers = []
    for name, stops in (("whole", [None]), ("broken", [3, 6, None])):
        for stop in stops:
            reader, tokens = _reader(recipe, told)
            lessons = lessons_of(told.train, tokens)
            train(reader, lessons, recipe.schedule, tmp_path / name, until=stop)
        readers.append(reader.state_dict())
    whole, broken = readers
    assert all(torch.equal(whole[name], broken[name]) for name in whole)


def test_an_encoder_that_the_user_names(corpora: Path, tmp_path: Path) -> None:
    """A Japanese BERT of Hugging Face, whose tokenizer reads words by fugashi and unidic-lite."""
    import msgspec
    from transformers import BertConfig, BertJapaneseTokenizer, BertModel

    from models.ablation import columns
    from models.train import run

    named = tmp_path / "named"
    named.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "営業", "利益", "は", "円", "億", "0"]
    (named / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertJapaneseTokenizer(
        str(named / "vocab.txt"),
        word_tokenizer_type="mecab",
        subword_tokenizer_type="wordpiece",
        mecab_kwargs={"mecab_dic": "unidic_lite"},
    ).save_pretrained(named)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = BertConfig(vocab_size=len(words), intermediate_size=16, **shape)
    BertModel(config).save_pretrained(named)
    recipe = msgspec.structs.replace(small(corpora, tmp_path / "out"), encoder=str(named))
    record = run(recipe, lambda line: None)
    assert record.agreement is None
    assert (tmp_path / "out" / "reader" / "reader.safetensors").stat().st_size > 0
    assert set(record.margins["reader"]) == {"metric", "owner", "mood"}
    alone = columns(tmp_path / "out")["model"]
    assert alone.margin("mood") == 0.0
    found = Analyzer(scorer=alone).extract(ARTICLE)
    assert [claim.metric for claim in found.claims] == ["operating_profit"] * 2
    recorder = Recorder()
    Analyzer(scorer=recorder).extract(ARTICLE)
    first, second = alone.moods(recorder.voices)
    assert first != second
    assert sum(first) == pytest.approx(1.0)


def test_corrections_name_numbers_that_are_there(root: Path) -> None:
    from models.examples import CORRECTIONS, read_corrections
    from models.texts import gather

    found = read_corrections()
    head = [line for line in CORRECTIONS.read_text(encoding="utf-8").splitlines() if line[0] == "#"]
    assert f"# rows: {len(found)}" in head
    texts = {text.id: text.text for text in gather(root / "corpora", None)}
    ours = [each for each in found.values() if each.text.startswith("consistency:")]
    assert len(ours) > 100
    assert all(each.start < len(texts[each.text]) for each in ours)
