"""Every record, in the order the data flows through `uratori.pipeline`.

Article -> Sentence, Token -> Quantity -> Mention -> Claim -> Finding -> Report.

All records are immutable, and hold nothing that could hold them: `gc=False` spares the collector a
walk over each, a third of the time that a long article takes. Offsets are code points into
`Article.text`, never into a normalised copy: for every record with a span,
``article.text[r.start:r.end] == r.text``. Numbers are exact (`fractions.Fraction`); the JSON
document of docs/json.md writes them as strings.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["level", "change", "count", "ordinal", "date", "duration"]
Modifier = Literal[
    "approx", "more_than", "at_least", "less_than", "at_most", "nearly", "range", "band", "vague"
]
Direction = Literal["up", "down"]
Mod = Literal["START", "MID", "END"]
EntityType = Literal[
    "equity", "etf", "fund", "index", "currency", "rate", "bond", "commodity", "crypto",
    "institution", "indicator", "group",
]  # fmt: skip
Modality = Literal["fact", "forecast", "target", "opinion", "hypothetical"]
Scope = Literal["internal", "market"]
InternalStatus = Literal["consistent", "approx", "marginal", "inconsistent"]
MarketStatus = Literal[
    "supported", "supported_under", "definition_dependent", "contradicted",
    "insufficient", "conflicting", "not_checkable",
]  # fmt: skip
SUPPORTED: tuple[MarketStatus, ...] = ("supported", "supported_under")
"""What data bear out, under the usual definition or another."""
Status = Literal[
    "consistent", "approx", "marginal", "inconsistent",
    "supported", "supported_under", "definition_dependent", "contradicted",
    "insufficient", "conflicting", "not_checkable",
]  # fmt: skip


MarkKind = Literal["promo", "caption", "repeat"]


class Mark(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of an article that is no running text of its own; it stays in the text.

    promo: advertising, links to other articles, calls to register. caption: of a picture. repeat:
    a paragraph that the article had before.
    """

    start: int
    end: int
    kind: MarkKind


class Article(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One article as it was read.

    `text` is the decoded text, untouched; of HTML and PDF it is the main text, a paragraph, list
    item or table row a line.
    """

    id: str
    source: str
    """A path, a URL, ``-`` for standard input, or empty for a text given in Python."""
    text: str
    sha256: str
    """Hex digest of the text encoded as UTF-8."""
    title: str | None = None
    published: date | None = None
    author: str | None = None
    marks: tuple[Mark, ...] = ()
    """In order of position."""


class Sentence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One sentence, heading, caption or list item: a span that holds no line break."""

    start: int
    end: int
    block: int
    """Number of the block (paragraph, heading, list item) the sentence stands in, from 0."""
    role: Literal["body", "heading", "caption", "item"] = "body"


class Token(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One UniDic short-unit word."""

    start: int
    end: int
    surface: str
    pos: str
    """UniDic's part of speech, levels joined by a hyphen: 助詞-格助詞."""
    lemma: str
    form: str = ""
    """Conjugated form, empty where the word has none: 連用形-一般."""


class Interval(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A set of numbers between two bounds; None is unbounded."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: Fraction) -> bool:
        """Tell whether a number lies inside."""
        above = self.low is None or (value > self.low if self.low_open else value >= self.low)
        below = self.high is None or (value < self.high if self.high_open else value <= self.high)
        return above and below

    def meets(self, other: Interval) -> bool:
        """Tell whether the two share at least one number."""
        return not (_ends_before(self, other) or _ends_before(other, self))

    def within(self, other: Interval) -> bool:
        """Tell whether every number of this one lies in the other."""
        return _starts_inside(self, other) and _starts_inside(-self, -other)

    def __neg__(self) -> Interval:
        """Mirror the interval at zero."""
        return Interval(
            low=None if self.high is None else -self.high,
            high=None if self.low is None else -self.low,
            low_open=self.high_open,
            high_open=self.low_open,
        )

    def scaled(self, factor: Fraction) -> Interval:
        """Multiply both bounds by a positive factor."""
        return Interval(
            low=None if self.low is None else self.low * factor,
            high=None if self.high is None else self.high * factor,
            low_open=self.low_open,
            high_open=self.high_open,
        )


def _ends_before(left: Interval, right: Interval) -> bool:
    if left.high is None or right.low is None:
        return False
    if left.high == right.low:
        return left.high_open or right.low_open
    return left.high < right.low


def _starts_inside(inner: Interval, outer: Interval) -> bool:
    if outer.low is None:
        return True
    if inner.low is None or inner.low < outer.low:
        return False
    return inner.low > outer.low or inner.low_open or not outer.low_open


class Quantity(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One written number with its unit: 750億ドル, ▲5.3%, 3分の1, 28, 2026年1月, 6か月.

    The span holds sign, numeral and unit; `phrase` also takes in the hedge and the bound around
    it (約750億ドル, 1/3を超える). `core` and `outer` are the intervals that the writing stands for
    (docs/semantics.md); both are in `unit`.
    """

    id: str
    start: int
    end: int
    text: str
    phrase: tuple[int, int]
    kind: Kind
    value: Fraction | None
    """The number in `unit`; for a duration its length in `unit`; None for dates and mere words."""
    core: Interval
    outer: Interval
    unit: str
    rule: str
    place: Fraction | None = None
    """Value of the last written place, in `unit`: 0.1 for 19.5, 10**8 for 1兆2,345億円."""
    modifier: Modifier | None = None
    direction: Direction | None = None
    timex: str | None = None
    """TIMEX3 value of a date or a duration: 2026-01, P6M, FY2026-03-Q3."""
    mod: Mod | None = None
    """TIMEX3 ``mod``: 2025年末 is 2025 with END, 1月下旬 is 2026-01 with END."""
    start_date: date | None = None
    end_date: date | None = None


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One name, code or anaphor (同社, 小型株指数) that stands for an entity."""

    id: str
    start: int
    end: int
    text: str
    type: EntityType
    entity: str | None
    """``XNAS:AMPL``, ``index:sp500``, ``bank:fed`` ...; None when it cannot be told."""
    symbol: str | None = None
    exchange: str | None = None
    """ISO 10383 market identifier code."""
    name: str | None = None
    candidates: tuple[str, ...] = ()
    """The entities it may stand for, best first, where there is more than one."""


class Period(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The time that a claim speaks of, as written and as resolved."""

    text: str
    start_date: date | None = None
    end_date: date | None = None
    anchor: Literal["text", "published"] | None = None
    """What the dates hang on: the text's own date, or the article's; None when unresolved."""
    timex: str | None = None
    mod: Mod | None = None


class Reference(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a number is set against: 前年同期比, S&P 500に対して, 市場予想を上回る."""

    text: str
    kind: Literal["entity", "period", "forecast"]
    entity: str | None = None
    quantity: str | None = None
    """Id of the number itself that is compared with: 「過去平均の18.7倍を19%上回る」."""


class Confidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How sure each tie is, from 0 to 1."""

    quantity: float
    entity: float
    metric: float


CERTAIN = Confidence(quantity=1.0, entity=1.0, metric=1.0)
"""Of a claim that is read from the very words of its sentence, with no tie to be weighed."""


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A quantity tied to who, what, when and in which mood."""

    id: str
    sentence: tuple[int, int]
    quantity: str
    mention: str | None = None
    entity: str | None = None
    subject: str | None = None
    """The words for the owner of the number where no known entity is: 成長株."""
    metric: str | None = None
    metric_text: str | None = None
    period: Period | None = None
    reference: Reference | None = None
    direction: Direction | None = None
    basis: tuple[str, ...] = ()
    """What kind of figure it is where the text says so: average, peak, forward, parent ...."""
    modality: Modality = "fact"
    negated: bool = False
    speaker: str | None = None
    duplicates: tuple[tuple[int, int], ...] = ()
    """Spans of the other places where the article says the same claim again."""
    confidence: Confidence
    reasons: tuple[str, ...] = ()
    """Why this entity and this metric were chosen, for the reader of ``extract``."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One value found, or missed, under one definition."""

    source: str
    series: str
    """Entity and metric of the row, ``index:sp500/close``."""
    definition: str
    value: Fraction | None
    """In `unit`; None when the definition lacks data, and `note` says what is missing."""
    unit: str
    as_of: str | None
    """ISO date of the observation, or ``start/end`` for a window."""
    retrieved: date | None
    address: str | None
    holds: bool | None
    """Whether the claim holds under it; None when it cannot be told."""
    quality: Literal["primary", "secondary", "weak", "claimant"] | None = None
    note: str | None = None


class FlipPoint(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The value of one operand from which the stated number would hold, the others as written."""

    quantity: str
    value: Fraction


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one check, or one look at data, says of one claim.

    `stated`, `computed`, `low`, `high` are in `unit`, which is the unit of the checked quantity.
    """

    id: str
    scope: Scope
    check: str
    status: Status
    claim: str | None
    """None where the number is tied to nothing: a share of two counts needs no metric."""
    quantity: str
    operands: tuple[str, ...] = ()
    formula: str | None = None
    unit: str | None = None
    stated: Fraction | None = None
    computed: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    flip_point: tuple[FlipPoint, ...] = ()
    assumption: str | None = None
    cause: str | None = None
    """Id of the finding that this one follows from."""
    explanation: str = ""
    suggestion: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Unchecked(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A quantity that no check and no definition could take, and why."""

    quantity: str
    reason: str


class Analysis(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one article says: its quantities, mentions and claims, each in order of position."""

    article: Article
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    model: str = "none"
    """Name and digest of the model that was asked beside the rules; ``none`` without one."""

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON document of ``uratori extract`` as plain data (docs/json.md)."""
        from .report import analysis_document

        return analysis_document(self)

    def to_json(self) -> str:
        """Give the JSON document of ``uratori extract``."""
        from .report import to_json

        return to_json(self.to_dict())


class Report(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An analysis with what the checks found, worst first."""

    analysis: Analysis
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    lang: Literal["ja", "en"] = "ja"

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON document of ``uratori check`` as plain data (docs/json.md)."""
        from .report import report_document

        return report_document(self)

    def to_json(self) -> str:
        """Give the JSON document of ``uratori check``."""
        from .report import to_json

        return to_json(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Give a pandas frame, one row a claim."""
        from .report import report_frame

        return report_frame(self)
