"""Quantities and mentions -> claims: who and what each number is about, when, in which mood."""

from .attach import Attachment, read_claims
from .metrics import Metric, metric, metrics

__all__ = ["Attachment", "Metric", "metric", "metrics", "read_claims"]
