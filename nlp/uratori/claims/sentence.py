"""One sentence with everything that stands in it: the view that the tying rules read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from ..records import Mention, Quantity, Sentence
from ..text import Text, tokenize
from .clauses import clause_breaks, crossed
from .metrics import Cue, find_cues
from .roles import Role, role_of

Placed = TypeVar("Placed")
STREAK = ("連続", "続伸", "続落", "連騰", "連勝", "続騰", "連敗", "にわたり", "にわたって", "続け")
TEMPORAL = frozenset({"date", "duration"})


class SentenceView(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence and what stands in it. All offsets are the text's own."""

    index: int
    sentence: Sentence
    folded: str
    """The folded text of the whole article."""
    quantities: tuple[Quantity, ...]
    """Those that can carry a claim: every number but dates and plain durations."""
    times: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    cues: tuple[Cue, ...]
    breaks: tuple[int, ...]

    def between(self, left: int, right: int) -> str:
        """Give the folded text between two offsets."""
        return self.folded[left:right]

    def crossed(self, left: int, right: int) -> int:
        """Count the clause breaks between two offsets."""
        return crossed(self.breaks, left, right)

    def clause_end(self, offset: int) -> int:
        """Give where the clause around an offset ends."""
        after = bisect_right(self.breaks, offset)
        return self.breaks[after] if after < len(self.breaks) else self.sentence.end

    def clause_start(self, offset: int) -> int:
        """Give where the clause around an offset begins."""
        before = bisect_right(self.breaks, offset)
        return self.breaks[before - 1] if before else self.sentence.start

    def figures_between(self, left: int, right: int) -> int:
        """Count the claim-carrying numbers that lie wholly between two offsets."""
        return sum(left <= q.start and q.end <= right for q in self.quantities)


def sentence_views(
    text: Text, quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> Iterator[SentenceView]:
    """Yield the sentences that hold a number or a name; only the former are tokenised."""
    cues = find_cues(text.folded)
    cue_starts = [cue.start for cue in cues]
    quantity_starts = [q.start for q in quantities]
    mention_starts = [m.start for m in mentions]
    for index, sentence in enumerate(text.sentences):
        here = _inside(quantities, quantity_starts, sentence)
        named = _inside(mentions, mention_starts, sentence)
        figures = tuple(q for q in here if _carries_claim(text.folded, q))
        if not (figures or named):
            continue
        taken = [(m.start, m.end) for m in named] + [(q.start, q.end) for q in here]
        yield SentenceView(
            index=index, sentence=sentence, folded=text.folded, quantities=figures,
            times=tuple(q for q in here if q.kind in TEMPORAL),
            mentions=named,
            roles=tuple(role_of(text.folded, m, sentence.end) for m in named),
            cues=_free(_inside(cues, cue_starts, sentence), taken) if figures else (),
            breaks=clause_breaks(tokenize(text.folded, sentence.start, sentence.end))
            if figures
            else (),
        )  # fmt: skip


def _inside(
    records: Sequence[Placed], starts: Sequence[int], sentence: Sentence
) -> tuple[Placed, ...]:
    left, right = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
    return tuple(records[left:right])


def _free(cues: Sequence[Cue], taken: Sequence[tuple[int, int]]) -> tuple[Cue, ...]:
    """Drop the cues that are part of a name or of a number (指数 in ラッセル2000指数)."""
    spans = sorted(taken)
    starts = [start for start, _ in spans]

    def covered(cue: Cue) -> bool:
        before = bisect_right(starts, cue.start)
        return bool(before) and spans[before - 1][1] >= cue.end

    return tuple(cue for cue in cues if not covered(cue))


def _carries_claim(folded: str, quantity: Quantity) -> bool:
    if quantity.kind == "date":
        return False
    if quantity.kind != "duration":
        return True
    around = folded[quantity.start : max(quantity.end, quantity.phrase[1]) + 6]
    return quantity.unit in {"business_days", "days"} and any(word in around for word in STREAK)
