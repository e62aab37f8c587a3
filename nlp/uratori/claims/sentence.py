"""One sentence with everything that stands in it: the view that the tying rules read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

import msgspec

from ..records import Mention, Quantity, Sentence, Token
from ..text import Text, tokenize
from .clauses import clause_breaks, crossed
from .metrics import Cue, find_cues
from .roles import REFERENCE, Role, role_of

Placed = TypeVar("Placed")
REACH, BEHIND = 240, 80
"""Characters before and behind a number in which its owner and its metric are looked for."""
STREAK = ("連続", "続伸", "続落", "連騰", "連勝", "続騰", "連敗", "にわたり", "にわたって", "続け")
_MARKS = ("助詞-係助詞", "助詞-格助詞")
_NOUNS = ("名詞", "接尾辞-名詞的")
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
    subjects: tuple[int, ...]
    """Where the nouns end that は or が marks as what the sentence speaks of."""
    heard: tuple[Cue, ...]
    """The metric words of the two sentences before."""

    def between(self, left: int, right: int) -> str:
        """Give the folded text between two offsets."""
        return self.folded[left:right]

    def cues_near(self, quantity: Quantity) -> tuple[Cue, ...]:
        """Give the metric words from which a number can be reached."""
        left = bisect_left(self.cues, quantity.phrase[0] - REACH, key=lambda cue: cue.start)
        right = bisect_right(self.cues, quantity.phrase[1] + BEHIND, key=lambda cue: cue.start)
        return self.cues[left:right]

    def mentions_near(self, quantity: Quantity) -> list[tuple[Mention, Role]]:
        """Give the names from which a number can be reached, with the part each plays."""
        left = bisect_left(self.mentions, quantity.phrase[0] - REACH, key=lambda m: m.start)
        right = bisect_right(self.mentions, quantity.phrase[1] + BEHIND, key=lambda m: m.start)
        return list(zip(self.mentions[left:right], self.roles[left:right], strict=True))

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

    def compared(self, mention: Mention) -> bool:
        """Tell whether a mention's own number is what is compared with: 「S&P 500の28倍に比べ」."""
        after = (q for q in self.quantities if q.start >= mention.end)
        own = next(after, None)
        if own is None or any(
            mention.end < other.start < own.start and other.entity != mention.entity
            for other in self.mentions
        ):
            return False
        closed = self.folded[own.phrase[1] : own.phrase[1] + 1] == ")"
        return REFERENCE.match(self.folded, own.phrase[1] + closed, self.sentence.end) is not None

    def other_subject(self, quantity: Quantity) -> bool:
        """Tell whether the clause of a number speaks of something that is no known name or metric.

        客数は12%増 is no return of the company that the sentence before named.
        """
        left = self.clause_start(quantity.start)
        known = {mention.end for mention in self.mentions} | {cue.end for cue in self.cues}
        known |= {number.end for number in (*self.times, *self.quantities)}
        return any(left < end < quantity.start and end not in known for end in self.subjects)

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
        tokens = tokenize(text.folded, sentence.start, sentence.end) if figures else ()
        before = text.sentences[max(0, index - 2)].start
        yield SentenceView(
            index=index,
            sentence=sentence,
            folded=text.folded,
            quantities=figures,
            times=tuple(q for q in here if q.kind in TEMPORAL),
            mentions=named,
            roles=tuple(role_of(text.folded, m, sentence.end) for m in named),
            cues=_free(_inside(cues, cue_starts, sentence), taken) if figures else (),
            breaks=clause_breaks(tokens),
            subjects=tuple(_subjects(tokens)),
            heard=_between(cues, cue_starts, before, sentence.start) if figures else (),
        )


def _inside(
    records: Sequence[Placed], starts: Sequence[int], sentence: Sentence
) -> tuple[Placed, ...]:
    return _between(records, starts, sentence.start, sentence.end)


def _between(
    records: Sequence[Placed], starts: Sequence[int], start: int, end: int
) -> tuple[Placed, ...]:
    return tuple(records[bisect_left(starts, start) : bisect_left(starts, end)])


def _subjects(tokens: Sequence[Token]) -> Iterator[int]:
    for noun, mark in pairwise(tokens):
        marks = mark.surface in ("は", "が") and mark.pos.startswith(_MARKS)
        if marks and noun.pos.startswith(_NOUNS) and not noun.pos.startswith("名詞-数詞"):
            yield noun.end


def _free(cues: Sequence[Cue], taken: Sequence[tuple[int, int]]) -> tuple[Cue, ...]:
    """Drop the cues inside a name or a number (PER in SUPER); the head of a name stays.

    FRBの政策金利 is a name whose last word says that a level of it is a policy rate.
    """
    spans = sorted(taken)
    starts = [start for start, _ in spans]

    def covered(cue: Cue) -> bool:
        before = bisect_right(starts, cue.start)
        return bool(before) and spans[before - 1][1] > cue.end

    return tuple(cue for cue in cues if not covered(cue))


def _carries_claim(folded: str, quantity: Quantity) -> bool:
    if quantity.kind == "date":
        return False
    if quantity.kind != "duration":
        return True
    around = folded[quantity.start : max(quantity.end, quantity.phrase[1]) + 6]
    return quantity.unit in {"business_days", "days"} and any(word in around for word in STREAK)
