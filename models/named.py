"""A network that goes on from a named encoder, kept in a folder: weights, tokenizer, margins.

What runs without torch reads characters only, so such a network is asked in torch.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModel, AutoTokenizer

from models.asking import TorchScorer
from models.encoder import Reader
from models.export import WEIGHTS, plain
from models.margins import Margins
from models.tokens import Subwords

MARGINS = "margins.json"


def write_named(reader: Reader, tokens: Subwords, margins: Margins, folder: Path) -> None:
    """Write the folder of such a network."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(plain(reader.state_dict()), folder / WEIGHTS)
    tokens.tokenizer.save_pretrained(folder)
    reader.encoder.config.save_pretrained(folder)
    (folder / MARGINS).write_bytes(msgspec.json.encode(margins))


def read_named(folder: Path, *, alone: bool = False) -> TorchScorer:
    """Read such a network; alone: its choice counts without any margin."""
    tokens = Subwords(AutoTokenizer.from_pretrained(folder))
    config = AutoConfig.from_pretrained(folder)
    reader = Reader(AutoModel.from_config(config), tokens)  # type: ignore[no-untyped-call]
    reader.load_state_dict(load_file(folder / WEIGHTS))
    margins = msgspec.json.decode((folder / MARGINS).read_bytes(), type=Margins)
    return TorchScorer(reader, tokens, dict.fromkeys(margins, 0.0) if alone else margins)
