"""What an article itself claims: everything but what stands in its promotional blocks."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from ..records import Analysis, Article, Claim
from ..text.stops import sentence_end, sentence_start


class Promotion(msgspec.Struct, frozen=True):
    """The promotional stretches of an article, in order and without overlap."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def holds(self, place: int) -> bool:
        """Tell whether a place is in one of them."""
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and place < self.ends[at]


_NONE = Promotion((), ())
"""Of an article without any."""


def promotion_of(article: Article) -> Promotion:
    """Give the promotional stretches of an article."""
    if not article.marks:
        return _NONE
    marks = [mark for mark in article.marks if mark.kind == "promo"]
    return Promotion(tuple(m.start for m in marks), tuple(m.end for m in marks))


def body_of(analysis: Analysis) -> Analysis:
    """Give an analysis without the numbers of promotional blocks, which belong to other articles.

    A claim that the body makes as well stays, at its place in the body.
    """
    promotion = promotion_of(analysis.article)
    if not promotion.starts:
        return analysis
    own = tuple(q for q in analysis.quantities if not promotion.holds(q.start))
    at = {(q.start, q.end): q.id for q in own}
    names = set(at.values())
    claims = [_in_body(claim, analysis.article.text, names, at) for claim in analysis.claims]
    return msgspec.structs.replace(
        analysis, quantities=own, claims=tuple(claim for claim in claims if claim)
    )


def _in_body(
    claim: Claim, text: str, names: set[str], at: dict[tuple[int, int], str]
) -> Claim | None:
    places = tuple(place for place in claim.duplicates if place in at)
    if claim.quantity in names:
        return msgspec.structs.replace(claim, duplicates=places)
    if not places:
        return None
    start, end = places[0]
    return msgspec.structs.replace(
        claim,
        quantity=at[start, end],
        sentence=(sentence_start(text, start), min(sentence_end(text, end) + 1, len(text))),
        duplicates=places[1:],
    )
