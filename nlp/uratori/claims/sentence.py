"""One sentence with everything that stands in it: the view that the tying rules read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from ..records import Mention, Quantity, Sentence
from ..text import Text
from ..text.lazy import lazy
from .clauses import breaks_at, marks_of, subject_at, topics_before
from .metrics import Cue, find_cues
from .roles import REFERENCE, Role, role_of

Placed = TypeVar("Placed")
REACH, BEHIND = 240, 80
"""Characters before and behind a number in which its owner and its metric are looked for."""
STREAK = ("連続", "続伸", "続落", "連騰", "連勝", "続騰", "連敗", "にわたり", "にわたって", "続け")
TEMPORAL = frozenset({"date", "duration"})
_LONG_RUN = lazy(
    r"連続(?:[でのし]て?)?(?:上昇|下落|値上がり|値下がり|続[伸落]|上げ|下げ|プラス|マイナス)"
    r"|^間?(?:続[伸落騰]|連騰|連敗)"
)
"""What makes of weeks and months a run: 3週連続で上昇, 7週続伸."""


_WHEN = (
    "一時",
    "直近",
    "足元",
    "現在",
    "当初",
    "先行き",
    "その後",
    "今回",
    "前回",
    "月物",
    "期近",
    "限月",
    "期先",
    "取引",
)
"""Nouns that は marks and that say when, not of what: 「一時は158円まで下落した」."""
_METRIC_TAIL = lazy(
    r"(?:の?(?:予想|見通し|計画|目標|実績|見込み|総額|額|水準|残高|平均|合計|全体|伸び|増加|減少)){1,2}"
)
"""What may follow the name of a metric and leave it the same: 年間配当予想は."""


_FRAMES = lazy(r"ぶり|の?(?:ブル|ベア|レバレッジ)")
"""What makes of a number only a frame: 4会合ぶり, 3倍のレバレッジ."""
_SENSITIVE = lazy(r"の(?:円|ドル|ユーロ)[高安](?:・[^、。]{1,4})?(?:は|につき|に対|ごと)")
"""What makes of 1円 the measure of something else: 「1円の円安は利益を100億円押し上げる」."""
_BASE_YEAR = lazy(r"[0-9]年?(?:平均|度)?=\Z")
"""What stands before the base of an index: 2020年=100."""


class SentenceView(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence and what stands in it. All offsets are the text's own."""

    index: int
    sentence: Sentence
    folded: str
    """The folded text of the whole article."""
    original: str
    """The text of the whole article as it is written."""
    quantities: tuple[Quantity, ...]
    """Those that can carry a claim: every number but dates and plain durations."""
    times: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    cues: tuple[Cue, ...]
    marks: tuple[int, ...]
    """Where commas and colons end: the offsets at which a clause can begin."""
    heard: tuple[Cue, ...]
    """The metric words of the two sentences before."""

    def between(self, left: int, right: int) -> str:
        """Give the folded text between two offsets."""
        return self.folded[left:right]

    def cues_near(self, quantity: Quantity) -> tuple[Cue, ...]:
        """Give the metric words from which a number can be reached."""
        if self.sentence.end - self.sentence.start <= BEHIND:
            return self.cues
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
        return sum(map(self._breaks, self._marks_between(left, right)))

    def parted(self, left: int, right: int) -> bool:
        """Tell whether a clause break lies between two offsets."""
        return any(map(self._breaks, self._marks_between(left, right)))

    def clause_end(self, offset: int) -> int:
        """Give where the clause around an offset ends."""
        after = self.marks[bisect_right(self.marks, offset) :]
        return next(filter(self._breaks, after), self.sentence.end)

    def clause_start(self, offset: int, least: int | None = None) -> int:
        """Give where the clause around an offset begins, but no less than `least`."""
        least = self.sentence.start if least is None else least
        marks = self._marks_between(least, offset)
        return next(filter(self._breaks, reversed(marks)), least)

    def _marks_between(self, left: int, right: int) -> tuple[int, ...]:
        return self.marks[bisect_right(self.marks, left) : bisect_right(self.marks, right)]

    def _breaks(self, mark: int) -> bool:
        return breaks_at(self.folded, self.sentence, mark)

    def compared(self, mention: Mention) -> bool:
        """Tell whether a mention's own number is what is compared with: 「S&P 500の28倍に比べ」."""
        after = (q for q in self.quantities if q.start >= mention.end)
        own = next(after, None)
        if own is None or any(
            mention.end < other.start < own.start and other.entity != mention.entity
            for other in self.mentions
        ):
            return False
        if own.unit == "ratio" and self.folded[mention.end : own.phrase[0]] == "の":
            return True  # イオンの半分に迫る
        closed = self.folded[own.phrase[1] : own.phrase[1] + 1] == ")"
        return REFERENCE.match(self.folded, own.phrase[1] + closed, self.sentence.end) is not None

    def other_subject(self, quantity: Quantity) -> bool:
        """Tell whether the clause of a number speaks of something that is no known name or metric.

        客数は12%増 is no return of the company that the sentence before named.
        """
        topics = topics_before(self.folded, self.sentence, quantity.start)
        known = self._known_ends() if topics else set()
        for topic in reversed(topics):
            if topic in known:
                if self.folded[topic] == "は":
                    return False
                continue
            if self.parted(topic, quantity.start):
                return False
            noun_end = subject_at(self.folded, self.sentence, topic)
            if noun_end is None or self.folded.endswith(_WHEN, self.sentence.start, noun_end):
                continue
            if noun_end not in known:
                return True
        return False

    def _known_ends(self) -> set[int]:
        known = {mention.end for mention in self.mentions} | {cue.end for cue in self.cues}
        known.update(m.end + 1 for m in self.mentions if self.folded[m.end : m.end + 1] == "株")
        for cue in self.cues:
            if tail := _METRIC_TAIL.match(self.folded, cue.end, self.sentence.end):
                known.add(tail.end())
        return known.union(number.end for number in (*self.times, *self.quantities))

    def figures_between(self, left: int, right: int) -> int:
        """Count the claim-carrying numbers that lie wholly between two offsets."""
        return len([q for q in self.quantities if left <= q.start and q.end <= right])


def sentence_views(
    text: Text, quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> Iterator[SentenceView]:
    """Yield the sentences that hold a number or a name, where any number can carry a claim."""
    figures = [q for q in quantities if _carries_claim(text.folded, q)]
    if not figures:
        return
    cues = find_cues(text.folded)
    cue_starts = [cue.start for cue in cues]
    figure_starts = [q.start for q in figures]
    quantity_starts = [q.start for q in quantities]
    mention_starts = [m.start for m in mentions]
    for index, sentence in enumerate(text.sentences):
        numbers = _inside(figures, figure_starts, sentence)
        named = _inside(mentions, mention_starts, sentence)
        if not (numbers or named):
            continue
        here = _inside(quantities, quantity_starts, sentence)
        before = text.sentences[max(0, index - 2)].start
        yield SentenceView(
            index=index,
            sentence=sentence,
            folded=text.folded,
            original=text.original,
            quantities=numbers,
            times=tuple([q for q in here if q.kind in TEMPORAL]),
            mentions=named,
            roles=tuple([role_of(text.folded, m, sentence.end) for m in named]),
            cues=_free(_inside(cues, cue_starts, sentence), named, here) if numbers else (),
            marks=marks_of(text.folded, sentence) if numbers else (),
            heard=_between(cues, cue_starts, before, sentence.start) if numbers else (),
        )


def _inside(
    records: Sequence[Placed], starts: Sequence[int], sentence: Sentence
) -> tuple[Placed, ...]:
    return tuple(records[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)])


def _between(
    records: Sequence[Placed], starts: Sequence[int], start: int, end: int
) -> tuple[Placed, ...]:
    return tuple(records[bisect_left(starts, start) : bisect_left(starts, end)])


def _free(
    cues: tuple[Cue, ...], named: Sequence[Mention], here: Sequence[Quantity]
) -> tuple[Cue, ...]:
    """Drop the cues inside a name or a number (PER in SUPER); the head of a name stays.

    FRBの政策金利 is a name whose last word says that a level of it is a policy rate; the name of an
    indicator says what is measured.
    """
    if not cues:
        return cues
    spans = sorted(
        [(m.start, m.end) for m in named if m.type != "indicator"]
        + [(q.start, q.end) for q in here]
    )
    starts = [start for start, _ in spans]

    def covered(cue: Cue) -> bool:
        before = bisect_right(starts, cue.start)
        return bool(before) and spans[before - 1][1] > cue.end

    return tuple([cue for cue in cues if not covered(cue)])


def _carries_claim(folded: str, quantity: Quantity) -> bool:
    if quantity.kind == "date" or _FRAMES.match(folded, quantity.end):
        return False
    if _SENSITIVE.match(folded, quantity.end) and quantity.value == 1:
        return False
    if quantity.unit == "index" and _BASE_YEAR.search(folded, quantity.start - 8, quantity.start):
        return False
    if quantity.kind != "duration":
        return True
    around = folded[quantity.start : max(quantity.end, quantity.phrase[1]) + 6]
    if quantity.unit in ("weeks", "months"):
        return _LONG_RUN.search(folded[quantity.end : quantity.end + 12]) is not None
    return quantity.unit in {"business_days", "days"} and any(word in around for word in STREAK)
