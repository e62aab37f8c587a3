"""Mentions and claims against gold: the annotation of corpora/GUIDE_CLAIMS.md, and its scores.

Mentions are paired by their span, claims by that of their number. A score of claims is right over
all claims marked (recall) and over all found (precision), so a number that is given no claim, or
one too many, lowers each of them; ``period``, ``reference`` and ``speaker`` count over what has
one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from ..claims import metrics
from ..pipeline import Analyzer
from ..records import Analysis, Claim, Direction, EntityType, Mention, Modality
from ..text.fold import fold
from .gold import MarkedSpan, MarkedText, demand_spans, read_lines
from .pairs import Pair, count, count_said, pair_up
from .scores import Tally

Days = tuple[date, date]
EntityId = Annotated[str, msgspec.Meta(pattern=r"^(?:[A-Z]{4}|[a-z]+):[^\s:]+\Z")]

_CODE = re.compile(
    # 7203, 285A, 005930, 7203.T; behind an exchange: 東P:7203, 東証プライム・7203; not 日経225.
    r"(?:[^:・]{1,24}[:・] ?)?(?:[0-9][0-9A-Z][0-9][0-9A-Z]|[0-9]{5,6})(?:\.[A-Z]{1,3})?"
    # NASDAQ: AMPL, NYSE:BRK.B; not S&P 500.
    r"|[^:]{1,24}: ?[A-Z]{1,6}(?:[.-][A-Z]{1,2})?"
    # AAPL.O; not S&P.
    r"|[A-Z]{1,6}\.(?:N|O|OQ)"
    # $NVDA, ^GSPC; not $100.
    r"|[$^][A-Z][A-Z0-9]{0,8}"
)


class GoldMention(MarkedSpan, frozen=True, kw_only=True):
    """One name, code or word that stands for it, as an annotator marked it."""

    type: EntityType
    entity: EntityId | None = None


class NumberClaim(MarkedSpan, frozen=True, kw_only=True):
    """A number and what is said of it, as it is marked or as it was found."""

    metric: str | None
    entity: str | None = None
    period: Days | None = None
    reference: str | None = None
    direction: Direction | None = None
    modality: Modality = "fact"
    negated: bool = False
    speaker: str | None = None


class GoldClaim(NumberClaim, frozen=True, kw_only=True):
    """What an annotator says of one number; what is absent is None, false, or a fact."""

    entity: EntityId | None = None

    def __post_init__(self) -> None:
        """Refuse a metric that the metric table lacks, and a period that ends before it begins."""
        if self.metric not in _metric_ids():
            raise ValueError(f"「{self.text}」 {self.metric} is no metric of metrics.tsv")
        if self.period is not None and self.period[1] < self.period[0]:
            raise ValueError(f"「{self.text}」 ends before it begins")


@cache
def _metric_ids() -> frozenset[str]:
    """Give the ids of the metric table; the rows of ``none`` only hide words."""
    return frozenset(row.key for row in metrics()) - {"none"}


class GoldText(MarkedText, frozen=True, kw_only=True):
    """One text with every mention and every claim that it holds."""

    mentions: tuple[GoldMention, ...]
    claims: tuple[GoldClaim, ...]

    def __post_init__(self) -> None:
        """Refuse spans that are not in the text, or that meet their like."""
        demand_spans(self.text, self.mentions)
        demand_spans(self.text, self.claims)
        for claim in self.claims:
            if claim.reference is not None and claim.reference not in self.text:
                raise ValueError(f"「{claim.reference}」, a reference, does not stand in the text")


MentionPair = Pair[GoldMention, Mention]
ClaimPair = Pair[GoldClaim, NumberClaim]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one text gave, in order of position."""

    line: GoldText
    mentions: tuple[MentionPair, ...]
    claims: tuple[ClaimPair, ...]


def read_texts(path: Path) -> Iterator[GoldText]:
    """Yield the texts of a gold corpus; raise ArticleError naming the line that is damaged."""
    return read_lines(path, GoldText)


def score(line: GoldText, analyzer: Analyzer) -> Outcome:
    """Read one text and pair what is found with what is marked."""
    analysis = analyzer.extract(line.text, published=line.published)
    return Outcome(
        line=line,
        mentions=pair_up(line.mentions, analysis.mentions),
        claims=pair_up(line.claims, number_claims(analysis)),
    )


def number_claims(analysis: Analysis) -> Iterator[NumberClaim]:
    """Yield what an analysis says of each number that has a claim.

    A claim that the article makes twice is one claim with ``duplicates``; it says the same of each
    of these numbers.
    """
    spans = {quantity.id: (quantity.start, quantity.end) for quantity in analysis.quantities}
    for claim in analysis.claims:
        for start, end in (spans[claim.quantity], *claim.duplicates):
            yield _number_claim(claim, start, analysis.article.text[start:end])


def _number_claim(claim: Claim, start: int, text: str) -> NumberClaim:
    return NumberClaim(
        text=text,
        start=start,
        metric=claim.metric,
        entity=claim.entity,
        period=_days(claim),
        reference=claim.reference.text if claim.reference else None,
        direction=claim.direction,
        modality=claim.modality,
        negated=claim.negated,
        speaker=claim.speaker,
    )


def _days(claim: Claim) -> Days | None:
    """Give the days of a claim's period; none where it could not be resolved."""
    period = claim.period
    if period is None or period.start_date is None or period.end_date is None:
        return None
    return (period.start_date, period.end_date)


def is_code(mention: GoldMention | Mention) -> bool:
    """Tell whether a mention is written as a code: 7203.T, NASDAQ: AMPL, $NVDA, IWM.

    Told by the text alone, but for bare letters: those are a code where they are what the entity's
    id has behind its colon, as IWM of ``ARCX:IWM`` and BTC of ``crypto:BTC`` are, and TOPIX is not.
    IBM is both name and code, and counts.
    """
    written = fold(mention.text)
    behind = (mention.entity or "").partition(":")[2]
    return written == behind or _CODE.fullmatch(written) is not None


MENTION_SCORES: dict[str, Callable[[GoldMention, Mention], bool]] = {
    "mentions": lambda gold, found: (gold.type, gold.entity) == (found.type, found.entity),
    "mention spans": lambda gold, found: True,
}
"""What must agree, beside the span, for a mention to count as right in each score."""

exact = MENTION_SCORES["mentions"]


def same_owner_and_metric(gold: NumberClaim, found: NumberClaim) -> bool:
    """Compare who and what a number is about."""
    return (gold.entity, gold.metric) == (found.entity, found.metric)


def same_mood(gold: NumberClaim, found: NumberClaim) -> bool:
    """Compare the mood: modality, and whether the text denies it."""
    return (gold.modality, gold.negated) == (found.modality, found.negated)


SCORES: dict[str, Callable[[NumberClaim, NumberClaim], bool]] = {
    "claims": lambda gold, found: True,
    "entity": lambda gold, found: gold.entity == found.entity,
    "metric": lambda gold, found: gold.metric == found.metric,
    "both": same_owner_and_metric,
    "mood": same_mood,
    "direction": lambda gold, found: gold.direction == found.direction,
}
"""What must agree, beside the number's span, for a claim to count as right in each score."""

OPTIONAL: dict[str, Callable[[NumberClaim], object]] = {
    "period": lambda claim: claim.period,
    "reference": lambda claim: claim.reference,
    "speaker": lambda claim: claim.speaker,
}
"""What a claim may go without: each counts where the gold has it, or what was found."""


def tally(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    """Count every score, then both and mood per style and part, then whole texts.

    A text is whole where each mention is exact and each claim is right in both and in mood, and
    nothing else was found.
    """
    claims = [pair for outcome in outcomes for pair in outcome.claims]
    return {
        **_of_mentions([pair for outcome in outcomes for pair in outcome.mentions]),
        **{name: count(claims, same) for name, same in SCORES.items()},
        **{name: count_said(claims, said, said) for name, said in OPTIONAL.items()},
        **dict(_by_group(outcomes, "both")),
        **dict(_by_group(outcomes, "mood")),
        "texts": Tally(right=sum(map(_whole, outcomes)), marked=len(outcomes), found=len(outcomes)),
    }


def _of_mentions(pairs: Sequence[MentionPair]) -> dict[str, Tally]:
    """Count mentions; whether one is a code is told by the marked side where there is one."""
    codes = [pair for pair in pairs if is_code(pair.sides[0])]
    counts = {name: count(pairs, same) for name, same in MENTION_SCORES.items()}
    return {**counts, "tickers": count(codes, exact)}


def _by_group(outcomes: Sequence[Outcome], name: str) -> Iterator[tuple[str, Tally]]:
    for group in dict.fromkeys(group for o in outcomes for group in o.line.groups):
        within = [pair for o in outcomes if group in o.line.groups for pair in o.claims]
        yield f"{name} in {group}", count(within, SCORES[name])


def _whole(outcome: Outcome) -> bool:
    right = all(pair.agrees(same_owner_and_metric) for pair in outcome.claims)
    in_mood = all(pair.agrees(same_mood) for pair in outcome.claims)
    return right and in_mood and all(pair.agrees(exact) for pair in outcome.mentions)
