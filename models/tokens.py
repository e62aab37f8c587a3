"""How a question becomes numbers: by characters, or by the tokenizer of a named encoder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol, cast

from transformers import PreTrainedTokenizerBase

from uratori.scoring import Candidate, Context
from uratori.scoring.encoding import CUE, NUMBER, OWNER, ROOM, SIGNS, pieces, token_ids, tokens

Question = Candidate | Context

RAREST = 3
"""Times that a character must stand in the training questions to be told from others."""


class Tokens(Protocol):
    """Turns questions into token ids, and knows those of the signs that a model looks for."""

    size: int
    """How many tokens there are."""

    def ids(self, question: Question) -> list[int]:
        """Give the token ids of a question."""
        ...

    def sign(self, name: str) -> int:
        """Give the id of a sign of `uratori.scoring.encoding`: PAD, NUMBER[0] ..."""
        ...


class Characters:
    """Tokens that are characters; what it holds goes into the exported model."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self.numbers = {token: number for number, token in enumerate(vocabulary)}
        self.size = len(self.vocabulary)

    def ids(self, question: Question) -> list[int]:
        """Give the ids of a question's signs and characters."""
        return token_ids(pieces(question), self.numbers)

    def sign(self, name: str) -> int:
        """Give the place of a sign in the vocabulary."""
        return self.numbers[name]


def characters_of(questions: Iterable[Question]) -> Characters:
    """Make the vocabulary of questions: the signs, then characters from the most frequent on."""
    counts = Counter(token for question in questions for token in tokens(pieces(question)))
    known = [token for token, times in counts.items() if times >= RAREST and token not in SIGNS]
    return Characters((*SIGNS, *sorted(known, key=lambda token: (-counts[token], token))))


class Subwords:
    """Tokens of a Hugging Face tokenizer, with the signs added as tokens of their own."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, room: int = ROOM) -> None:
        added = [sign for sign in SIGNS if sign not in tokenizer.get_vocab()]
        tokenizer.add_tokens(added, special_tokens=True)
        self.tokenizer, self.room = tokenizer, room
        self.size = len(tokenizer)

    def ids(self, question: Question) -> list[int]:
        """Give the ids of a question, cut behind where it is too long."""
        told = self.tokenizer("".join(pieces(question)), add_special_tokens=False)
        return list(told["input_ids"])[: self.room]

    def sign(self, name: str) -> int:
        """Give the id that the tokenizer has for a sign."""
        return cast(int, self.tokenizer.convert_tokens_to_ids(name))


LOOKED_FOR = (NUMBER[0], CUE[0], OWNER[0])
"""The signs whose places a model reads its answers from."""
