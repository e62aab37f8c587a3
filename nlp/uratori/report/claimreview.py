"""Confirmed findings -> ClaimReview (schema.org) as JSON-LD, fit to stand in a page.

Nothing is published that no person confirmed, and no rating that no person gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ..records import Finding, Report
from .document import Document
from .places import Places, address_of, fingerprints, places
from .reviews import Review, Reviewed, refuse_strays

_CONTEXT = "https://schema.org"


def claim_reviews(reports: Iterable[Report], reviewed: Reviewed) -> Document:
    """Give the reviews of the findings that `reviewed` confirms, in the articles' order.

    Raises SettingsError where the file names no finding of `reports`.
    """
    reviews = reviewed.by_fingerprint()
    graph = [
        review
        for report in refuse_strays(reviewed, reports)
        for review in _of_report(report, reviews)
    ]
    return {"@context": _CONTEXT, "@graph": graph}


def _of_report(report: Report, reviews: dict[str, Review]) -> Iterator[Document]:
    where, marks = places(report.analysis), fingerprints(report)
    ordered = sorted(report.findings, key=lambda f: where.quantities[f.quantity].start)
    for finding in ordered:
        review = reviews.get(marks[finding.id])
        if review is not None and review.confirmed:
            yield _claim_review(finding, review, where)


def _claim_review(finding: Finding, review: Review, where: Places) -> Document:
    assert review.reviewed_on is not None
    return {
        "@type": "ClaimReview",
        "url": review.review_url,
        "datePublished": review.reviewed_on.isoformat(),
        "author": {"@type": review.reviewer_type, "name": review.reviewer},
        "claimReviewed": _words(finding, where),
        "itemReviewed": _item(finding, where),
        "reviewRating": _rating(review),
    }


def _words(finding: Finding, where: Places) -> str:
    """Give the sentence on one line."""
    return " ".join(where.text(where.sentence(finding)).split())


def _item(finding: Finding, where: Places) -> Document:
    article = where.article
    work: Document = {"@type": "CreativeWork", "identifier": article.id}
    if article.title:
        work["headline"] = article.title
    address = address_of(article)
    if address.startswith(("http://", "https://")):
        work["url"] = address
    item: Document = {"@type": "Claim", "appearance": work}
    if article.published:
        work["datePublished"] = item["datePublished"] = article.published.isoformat()
    return item


def _rating(review: Review) -> Document:
    rating: Document = {"@type": "Rating", "alternateName": review.verdict}
    for name, value in (
        ("ratingValue", review.rating),
        ("bestRating", review.best_rating),
        ("worstRating", review.worst_rating),
    ):
        if value is not None:
            rating[name] = _number(value)
    return rating


def _number(value: Fraction) -> int | float:
    """Give a JSON number; a rating has at most nine decimals."""
    return int(value) if value.denominator == 1 else float(value)
