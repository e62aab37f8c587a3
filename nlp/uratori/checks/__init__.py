"""The numbers of one article against each other."""

from .compare import Verdict, compare
from .engine import check_claims
from .rules import CHECKS
from .schema import Check

__all__ = ["CHECKS", "Check", "Verdict", "check_claims", "compare"]
