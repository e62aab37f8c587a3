"""The whole story on one screen.

article -> text -> names -> quantities -> mentions -> claims        (extract)
        -> checks -> market -> findings, worst first -> report      (check)

Each stage is a room of its own; arrows run one way, and no stage looks back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack, overload

import msgspec

from .claims import read_claims
from .claims.body import body_of, promotion_of
from .given import Day, as_article, as_data, as_lang
from .mentions import find_names, link_mentions
from .quantities import is_no_day, read_quantities
from .records import Analysis, Article, Claim, Finding, Report, Unchecked
from .scoring.choice import scorer_of
from .settings import model_folder
from .text import read_text

if TYPE_CHECKING:
    from .market import FactSource
    from .scoring import Scorer

WORST_FIRST = (
    "inconsistent", "contradicted", "conflicting", "marginal", "definition_dependent",
    "insufficient", "not_checkable", "approx", "supported_under", "supported", "consistent",
)  # fmt: skip


class CheckOptions(TypedDict, total=False):
    """What `Analyzer.check` takes beside the article; the defaults are its own."""

    published: Day
    data: FactSource | str | PathLike[str] | None
    offline: bool
    lang: Literal["ja", "en"]
    strict: bool


class Analyzer:
    """Reads and checks articles. It holds no state: share it between threads, pickle it freely.

    scorer: who may prefer another candidate to the rules' choice, and votes on moods
    (`uratori.scoring`); by default the model of ``URATORI_MODEL``, and without one the rules alone.

    >>> report = Analyzer().check("PERは指数の28倍に対し...", offline=True)  # doctest: +SKIP
    """

    def __init__(self, scorer: Scorer | None = None) -> None:
        self._given = scorer
        self._folder = model_folder() if scorer is None else None

    def extract(self, text: str | Article, *, published: Day = None) -> Analysis:
        """Read the quantities, mentions and claims of an article.

        published: the article's date, where the article itself gives none: a date, a datetime, or
        an ISO string. Relative dates resolve against it and never against today. Raises
        ArticleError for what is no text, SettingsError for what is no date.
        """
        return _read(as_article(text, published), self._scorer())[0]

    @overload
    def extract_many(
        self,
        texts: Iterable[str | Article],
        *,
        published: Day = None,
        errors: Literal["raise"] = "raise",
        processes: int = 1,
    ) -> Iterator[Analysis]: ...

    @overload
    def extract_many(
        self,
        texts: Iterable[str | Article],
        *,
        published: Day = None,
        errors: Literal["return"],
        processes: int = 1,
    ) -> Iterator[Analysis | Exception]: ...

    def extract_many(
        self,
        texts: Iterable[str | Article],
        *,
        published: Day = None,
        errors: Literal["raise", "return"] = "raise",
        processes: int = 1,
    ) -> Iterator[Analysis] | Iterator[Analysis | Exception]:
        """Read articles one after the other, keeping none of them: constant memory, same order.

        published: of each article that has no date of its own. errors: ``"return"`` yields the
        error of an article in its place and goes on, ``"raise"`` stops at it. processes: how many
        do the work; more than one start as `multiprocessing` spawns them, so that a script needs
        its ``if __name__ == "__main__":``.
        """
        from .many import each, raised

        work = partial(self.extract, published=published)
        found = each(work, texts, processes=processes)
        return raised(found) if errors == "raise" else found

    @overload
    def check_many(
        self,
        texts: Iterable[str | Article],
        *,
        errors: Literal["raise"] = "raise",
        processes: int = 1,
        **options: Unpack[CheckOptions],
    ) -> Iterator[Report]: ...

    @overload
    def check_many(
        self,
        texts: Iterable[str | Article],
        *,
        errors: Literal["return"],
        processes: int = 1,
        **options: Unpack[CheckOptions],
    ) -> Iterator[Report | Exception]: ...

    def check_many(
        self,
        texts: Iterable[str | Article],
        *,
        errors: Literal["raise", "return"] = "raise",
        processes: int = 1,
        **options: Unpack[CheckOptions],
    ) -> Iterator[Report] | Iterator[Report | Exception]:
        """Check articles one after the other, keeping none; `options` are those of `check`.

        errors, processes: as of `extract_many`. With several processes, `data` must pickle.
        """
        from .many import each, raised

        found = each(partial(self.check, **options), texts, processes=processes)
        return raised(found) if errors == "raise" else found

    def check(
        self,
        text: str | Article,
        *,
        published: Day = None,
        data: FactSource | str | PathLike[str] | None = None,
        offline: bool = False,
        lang: Literal["ja", "en"] = "ja",
        strict: bool = False,
    ) -> Report:
        """Read an article and check its numbers against each other and against data.

        data: where figures come from: a source of facts, or the path of a data folder, as
        ``--data`` takes it; by default the user's. Of a folder that is the market data in its
        store, then the facts that travel with the package, and the providers for what neither has.
        offline: no provider is asked; ``URATORI_OFFLINE=1`` says so for the whole process. lang: of
        the explanations. strict: what holds only at the edge of rounding counts as inconsistent.
        Raises SettingsError for a folder that is not there and for any other wrong argument.
        """
        from .checks import check_claims

        lang, held = as_lang(lang), as_data(data)
        analysis, folded = _read(as_article(text, published), self._scorer())
        body = body_of(analysis)
        inside = check_claims(body, folded, lang=lang, strict=strict)
        outside = _against_data(body, inside, held, offline=offline, lang=lang)
        findings = rank((*inside, *outside), analysis)
        return Report(
            analysis=analysis, findings=findings, unchecked=left_over(analysis, findings), lang=lang
        )

    def _scorer(self) -> Scorer:
        """Give who is asked; weights are read when they are first needed."""
        return scorer_of(self._folder) if self._given is None else self._given


_UNNAMED = ("政策金利", "10年格差", "2年格差", "銭だった円", "銭で引けた円", "銭で終えた円")
"""What a claim on data needs no name beside: 日米の政策金利差は2.50ポイント, 2年・10年格差, 円."""


def _against_data(
    analysis: Analysis,
    inside: tuple[Finding, ...],
    data: FactSource | Path | None,
    *,
    offline: bool,
    lang: Literal["ja", "en"],
) -> tuple[Finding, ...]:
    """Look up the claims of an article; where it has none, no source is opened."""
    told = (
        analysis.claims
        or analysis.mentions
        or any(each in analysis.article.text for each in _UNNAMED)
    )
    if not analysis.quantities or not told:
        return ()  # most texts: a claim is tied to words, or made of a number and a name
    from .market.asking.claims_asked import claims_on_data, may_be_told

    claims = claims_on_data(analysis)
    if not claims and not may_be_told(analysis):
        return ()
    from .market import Layered, default_source, verify_claims

    day = analysis.article.published
    if data is None or isinstance(data, Path):
        ours = default_source(data, offline=offline)
        found = verify_claims(analysis, ours.until(day), lang=lang, claims=claims, inside=inside)
        ours.log_lines()
        return found
    source = data.until(day) if isinstance(data, Layered) else data
    return verify_claims(analysis, source, lang=lang, claims=claims, inside=inside)


def _read(article: Article, scorer: Scorer) -> tuple[Analysis, str]:
    """Read an article; give its folded text as well."""
    document = read_text(article.text)
    names = find_names(document)
    masked = [(name.start, name.end) for name in names]
    quantities = read_quantities(document, masked, article.published)
    mentions = link_mentions(document, names)
    tied = read_claims(document, quantities, mentions, article.published, scorer)
    analysis = Analysis(
        article=article,
        quantities=tied.quantities,
        mentions=mentions,
        claims=tied.claims,
        model=scorer.model,
    )
    return analysis, document.folded


def rank(findings: Iterable[Finding], analysis: Analysis) -> tuple[Finding, ...]:
    """Order findings worst first, then by place, and number them f1, f2, ...."""
    found = tuple(findings)
    if not found:
        return ()
    starts = {q.id: q.start for q in analysis.quantities}
    ordered = sorted(found, key=lambda f: (WORST_FIRST.index(f.status), starts[f.quantity]))
    ids = {finding.id: f"f{number}" for number, finding in enumerate(ordered, start=1)}
    return tuple(
        msgspec.structs.replace(f, id=ids[f.id], cause=ids[f.cause] if f.cause else None)
        for f in ordered
    )


def left_over(analysis: Analysis, findings: Iterable[Finding]) -> tuple[Unchecked, ...]:
    """Say of each number that no finding speaks of why it was left alone.

    Dates and plain durations are context, not statements, and are not listed, but for a day that no
    calendar has (2月30日): ``no_such_day``.
    """
    if not analysis.quantities:
        return ()
    spoken = {quantity for f in findings for quantity in (f.quantity, *f.operands)}
    said_again = {span for claim in analysis.claims for span in claim.duplicates}
    claimed = {claim.quantity: claim for claim in analysis.claims}
    promotion = promotion_of(analysis.article)
    unchecked = []
    for quantity in analysis.quantities:
        claim = claimed.get(quantity.id)
        no_day = is_no_day(quantity)
        if claim is None and quantity.kind in ("date", "duration") and not no_day:
            continue
        if quantity.id in spoken or (quantity.start, quantity.end) in said_again:
            continue
        reason = "promo" if promotion.holds(quantity.start) else _reason(claim, no_day)
        unchecked.append(Unchecked(quantity=quantity.id, reason=reason))
    return tuple(unchecked)


def _reason(claim: Claim | None, no_day: bool) -> str:
    if claim is None:
        return "no_such_day" if no_day else "no_metric"
    return "negated" if claim.negated else "no_check"
