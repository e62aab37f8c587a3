"""The model: an encoder of tokens and two heads, one scores a tie and one votes on a mood."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel, PreTrainedModel

from models.tokens import LOOKED_FOR, Subwords, Tokens
from uratori.scoring import MOODS
from uratori.scoring.encoding import PAD, ROOM, UNKNOWN


class Reader(nn.Module):
    """Reads questions and answers with a tie's score and a mood's votes, both before any softmax.

    What is read at the sign of the number, the cue and the owner, and at the first token, is what
    the heads see; a sign that a question lacks is read as zeros.
    """

    def __init__(self, encoder: PreTrainedModel, tokens: Tokens, *, centred: bool = False) -> None:
        """Put heads on an encoder.

        centred: places are told as distances from the number, which a small model need not then
        learn; an encoder that was trained by others counts places from the first.
        """
        super().__init__()
        width = int(encoder.config.hidden_size)
        self.encoder, self.centred = encoder, centred
        self.pad = tokens.sign(PAD)
        self.unknown = tokens.sign(UNKNOWN)
        self.signs = [tokens.sign(sign) for sign in LOOKED_FOR]
        self.tie = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Linear(width, 1))
        self.mood = nn.Sequential(nn.Linear(2 * width, width), nn.GELU())
        self.moods = nn.Linear(width, len(MOODS))

    def states(self, ids: Tensor) -> Tensor:
        """Give the states of tokens: (questions, tokens) to (questions, tokens, width)."""
        seen = (ids != self.pad).long()
        if not self.centred:
            told = self.encoder(input_ids=ids, attention_mask=seen)
        else:
            places = torch.arange(ids.shape[1], device=ids.device).unsqueeze(0)
            number = (ids == self.signs[0]).long().argmax(1, keepdim=True)
            told = self.encoder(
                input_ids=ids, attention_mask=seen, position_ids=places - number + ROOM
            )
        return cast(Tensor, told.last_hidden_state)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Give the scores of ties (questions,) and of moods (questions, 5)."""
        states = self.states(ids)
        first = states[:, 0]
        number, cue, owner = (
            ((ids == sign).to(states.dtype).unsqueeze(-1) * states).sum(1) for sign in self.signs
        )
        tie = self.tie(torch.cat([first, number, cue, owner], -1)).squeeze(-1)
        return tie, self.moods(self.mood(torch.cat([first, number], -1)))


def small_encoder(size: int, *, layers: int, width: int, pad: int = 0) -> PreTrainedModel:
    """Make an encoder with fresh weights; the caller seeds torch.

    size: tokens. layers, width: 2 to 4, 128 to 256.
    """
    return BertModel(
        BertConfig(
            vocab_size=size,
            hidden_size=width,
            num_hidden_layers=layers,
            num_attention_heads=max(2, width // 32),
            intermediate_size=4 * width,
            max_position_embeddings=2 * ROOM,
            type_vocab_size=1,
            pad_token_id=pad,
        ),
        add_pooling_layer=False,
    )


def named_encoder(name: str) -> tuple[PreTrainedModel, Subwords]:
    """Load an encoder of Hugging Face and its tokenizer: a name of the hub, or a folder.

    Its tokens get the signs of our encoding, so it must be trained before it is used.
    """
    tokens = Subwords(AutoTokenizer.from_pretrained(name))
    encoder = AutoModel.from_pretrained(name)
    encoder.resize_token_embeddings(tokens.size, mean_resizing=False)
    return encoder, tokens
