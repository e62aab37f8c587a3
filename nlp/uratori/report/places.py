"""Where a finding stands, as other programs name it: lines, columns, addresses, fingerprints."""

from __future__ import annotations

import os
from base64 import urlsafe_b64encode
from bisect import bisect_right
from collections import Counter
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import quote

import msgspec

from ..records import Analysis, Article, Claim, Finding, Quantity, Report
from .telling import sentence_span

_IN_ADDRESS = "/:?#[]@!$&'()*+,;=%~-._"
_LONGEST = 600
_WEB = ("http://", "https://")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A character's place: `line` and `column` count from 1, in code points."""

    line: int
    column: int


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """The records of one article by id, and where its lines begin."""

    article: Article
    quantities: dict[str, Quantity]
    claims: dict[str, Claim]
    starts: tuple[int, ...]

    def at(self, offset: int) -> Place:
        """Give line and column of an offset; lines end with LF or CR LF."""
        line = bisect_right(self.starts, offset)
        return Place(line=line, column=offset - self.starts[line - 1] + 1)

    def text(self, span: tuple[int, int]) -> str:
        """Give the article's own words of a span."""
        return self.article.text[span[0] : span[1]]

    def sentence(self, finding: Finding) -> tuple[int, int]:
        """Give the span of the sentence that a finding's number stands in.

        A sentence of more than `_LONGEST` characters is cut on both sides of the number, lest
        an article without a full stop be written out once a finding.
        """
        quantity = self.quantities[finding.quantity]
        claim = self.claims.get(finding.claim or "")
        return self.cut(sentence_span(finding, quantity, claim, self.article), quantity)

    def cut(self, sentence: tuple[int, int], quantity: Quantity) -> tuple[int, int]:
        """Cut a sentence around a number, where it is too long to be told."""
        if sentence[1] - sentence[0] <= _LONGEST:
            return sentence
        left, right = quantity.phrase
        return max(sentence[0], left - _LONGEST // 2), min(sentence[1], right + _LONGEST // 2)


def places(analysis: Analysis) -> Places:
    """Give the places of one article."""
    text = analysis.article.text
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return Places(
        article=analysis.article,
        quantities={q.id: q for q in analysis.quantities},
        claims={c.id: c for c in analysis.claims},
        starts=tuple(starts),
    )


def fingerprints(report: Report) -> dict[str, str]:
    """Give each finding's fingerprint, by the finding's id: ``u`` and 16 hexadecimal digits.

    It is made of the check, the number, its sentence and the formula, so it stays through new
    runs, new data and changes elsewhere in the article; it changes with the sentence. The same
    sentence said twice has two. It begins with a letter, for spreadsheets take 12e45678 for a
    number.
    """
    where = places(report.analysis)
    ordered = sorted(report.findings, key=lambda f: (where.quantities[f.quantity].start, f.id))
    seen: Counter[tuple[str, ...]] = Counter()
    given = {}
    for finding in ordered:
        phrase = where.text(where.quantities[finding.quantity].phrase)
        sentence = where.text(where.sentence(finding)).strip()
        key = (finding.scope, finding.check, phrase, sentence, finding.formula or "")
        seen[key] += 1
        digest = sha256("\x1f".join((*key, str(seen[key]))).encode("utf-8", "backslashreplace"))
        given[finding.id] = f"u{digest.hexdigest()[:16]}"
    return given


def address_of(article: Article) -> str:
    """Give an address (RFC 3986) for an article: its URL, its path, or the digest of its text.

    A path stays relative if it is; a text from standard input or from Python has none and is named
    by what it says, ``ni:///sha-256;...`` (RFC 6920).
    """
    source = article.source
    if source.startswith(_WEB):
        return quote(source, safe=_IN_ADDRESS, errors="replace")
    if source in ("", "-"):
        digest = urlsafe_b64encode(bytes.fromhex(article.sha256)).decode().rstrip("=")
        return f"ni:///sha-256;{digest}"
    path = PurePath(source)
    if path.drive:
        return path.as_uri() if path.is_absolute() else quote(path.as_posix())
    # The bytes of a name that is not Unicode are kept.
    named = quote(os.fsencode(path.as_posix()))
    return f"file://{named}" if path.is_absolute() else named
