"""Which claims are asked of the data, and the reason why one of them is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..definitions.catalogue import METRICS, OWNED
from ..definitions.policy_gaps import claims_on_policy_gap
from ..definitions.policy_then import SINCE_MOVE
from ..definitions.since import METRIC as SINCE
from ..definitions.tankan import is_outlook
from ..definitions.valuation import RATIOS
from ..places import inside
from ..reading.owners_told import owned_by_words
from ..reading.policy_spans import claims_of_policy
from ..reading.shares_told import claims_on_shares
from .average_runs_told import claims_beyond
from .averages_told import claims_off_average
from .bases_told import claims_on_basis
from .continued import claims_continued
from .currencies_told import claims_on_currencies
from .exact_told import claims_exact
from .gaps_told import claims_on_yield_gaps
from .leads_told import claims_leading
from .listed_told import claims_listed
from .moves_told import claims_closed, claims_moved, claims_supposed
from .named_spans import move_over_span
from .owners_listed import claims_of_owners
from .pairs_told import claims_paired
from .peaks_told import claims_from_peak
from .period_averages_told import claims_averaged
from .policy_told import claims_on_policy_then
from .rates_told import claims_on_rates
from .records_told import claims_on_last_record, claims_on_records
from .results_told import claims_of_results
from .runs_ahead_told import claims_ahead
from .runs_told import claims_run
from .since_told import claims_since
from .sizes_told import claims_on_sizes
from .then_told import claims_of_then
from .verbs_told import claims_by_verb
from .yields_moved import claims_on_moved_yields


def claims_on_data(analysis: Analysis) -> tuple[Claim, ...]:
    """Give the claims that can be looked up; without any, no source needs to be opened."""
    defined = [
        claim
        for claim in (owned_by_words(analysis, each) for each in analysis.claims)
        if claim.metric in METRICS and (claim.entity is not None or claim.metric not in OWNED)
    ]
    gaps = (
        *claims_on_policy_gap(analysis), *claims_of_policy(analysis),
        *claims_on_yield_gaps(analysis), *claims_on_policy_then(analysis),
    )  # fmt: skip
    named = analysis.mentions or any(claim.entity for claim in analysis.claims)
    if not named:  # what follows is of something that is named
        gaps += (*claims_on_currencies(analysis), *claims_continued(analysis))
        return _with_then(analysis, defined, gaps)
    made = (
        *claims_since(analysis), *claims_leading(analysis), *claims_run(analysis),
        *claims_from_peak(analysis), *claims_moved(analysis), *claims_closed(analysis),
        *claims_paired(analysis), *claims_continued(analysis), *claims_off_average(analysis),
        *claims_beyond(analysis), *claims_averaged(analysis),
        *claims_of_results(analysis), *claims_ahead(analysis), *gaps,
        *claims_on_sizes(analysis), *claims_on_shares(analysis), *claims_on_rates(analysis),
        *claims_on_basis(analysis), *claims_on_moved_yields(analysis),
        *claims_on_records(analysis), *claims_on_last_record(analysis),
        *claims_supposed(analysis),
    )  # fmt: skip
    told = {claim.quantity for claim in made}
    made += tuple(each for each in claims_on_currencies(analysis) if each.quantity not in told)
    told = {claim.quantity for claim in made}
    made += tuple(each for each in claims_listed(analysis) if each.quantity not in told)
    told = {claim.quantity for claim in made}
    made += tuple(each for each in claims_by_verb(analysis) if each.quantity not in told)
    told = {claim.quantity for claim in made}
    made += tuple(each for each in claims_of_owners(analysis, made) if each.quantity not in told)
    return _with_then(analysis, defined, made)


def may_be_told(analysis: Analysis) -> bool:
    """Tell whether numbers without claims may be prices, or moves over times that are named."""
    if not analysis.mentions:
        return False
    own = {each.quantity: each for each in analysis.claims}
    if next(claims_exact(analysis, own), None) is not None:
        return True
    return any(
        move_over_span(analysis, each, own.get(each.id)) is not None
        for each in analysis.quantities
        if each.kind in ("level", "change")
    )


def _with_then(
    analysis: Analysis, defined: Sequence[Claim], made: Sequence[Claim]
) -> tuple[Claim, ...]:
    """Give the claims made instead of those of the same numbers, and the figures of then."""
    told = {claim.quantity for claim in made}
    held = (*(claim for claim in defined if claim.quantity not in told), *made)
    then = claims_of_then(analysis, held)
    told = {claim.quantity for claim in then}
    return (*(claim for claim in held if claim.quantity not in told), *then)


def as_fact(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Take for a fact what is only worded as a forecast: a survey's outlook, a ratio reckoned."""
    if claim.metric == "progress" and claim.modality in ("forecast", "target"):
        end = max(quantity.end, quantity.phrase[1])
        told = _FORESEEN.search(analysis.article.text, end, claim.sentence[1]) is not None
        return claim if told else msgspec.structs.replace(claim, modality="fact")
    if claim.modality == "target" and _is_decided(analysis, claim, quantity):
        return msgspec.structs.replace(claim, modality="fact")
    implied = claim.metric == "eps" and (claim.entity or "").startswith("index:")
    if claim.modality == "hypothetical" and (implied or claim.metric in (*RATIOS, "per_forward")):
        return _on_basis(analysis, claim, quantity)
    if _is_foreseen(analysis, claim, quantity):
        return msgspec.structs.replace(claim, modality="forecast")
    if claim.modality not in ("forecast", "opinion"):
        return claim
    if _stands_apart(analysis, claim, quantity) or _is_on_record(analysis, claim, quantity):
        return msgspec.structs.replace(claim, modality="fact")
    text, end = analysis.article.text, max(quantity.end, quantity.phrase[1])
    before, behind = text[claim.sentence[0] : quantity.start], text[end : claim.sentence[1]]
    ratio = claim.metric in RATIOS or claim.metric == "per_forward" or implied
    reckoned = ratio and (_RECKONED.match(behind) is not None or _by_basis(before + behind))
    if claim.modality == "opinion":
        judged = ratio and _JUDGED.match(behind) is not None and not _OUGHT.search(before)
        return msgspec.structs.replace(claim, modality="fact") if judged else claim
    if reckoned or (quantity.kind == "level" and is_outlook(claim, before, behind)):
        return msgspec.structs.replace(claim, modality="fact")
    return claim


_FORESAYS = re.compile(r"予想|予測|見込|見通し|とみる|とみてい|シナリオ|前提|メーンケース|織り込")


def _is_on_record(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a figure is a revised one of an economy, or a high that still stands."""
    text, end = analysis.article.text, max(quantity.end, quantity.phrase[1])
    before, behind = text[claim.sentence[0] : quantity.start], text[end : claim.sentence[1]]
    released = (claim.entity or "").startswith("macro:") and _REVISED.match(behind) is not None
    if released and not _FORESEEN.search(before + behind):
        return True
    return _NAMED_RECORD.search(before) is not None and _STANDING.match(behind) is not None


def _is_foreseen(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a fact's time has not come, and its sentence ends as a forecast does.

    12月のFOMCで25bpの利上げ、来年末は4.50%に達すると予想する foresees both.
    """
    published, period = analysis.article.published, claim.period
    first = period.start_date if period is not None else None
    if claim.modality != "fact" or published is None or first is None or first <= published:
        return False
    return _FORESAYS.search(analysis.article.text, quantity.end, claim.sentence[1]) is not None


_APART_NOW = re.compile(
    r"(?:昨年末|前年末|年初|(?:前|先)(?:月|週)末|前日)の?(?:終値|水準|株価)?を(?:なお|まだ|依然|いまだ)?(?:約)?$"
)
_STANDS = re.compile(r"(?:ほど|超|強|弱|近く|も)?[上下]回る(?:。|$)")
"""A present tense that tells how a price stands to one that is past: 昨年末をなお18%下回る."""


def _stands_apart(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a distance from a past price is one of now, and nothing of it is to come."""
    text, published = fold_kept(analysis.article.text), analysis.article.published
    if claim.metric != "return" or claim.modality != "forecast" or published is None:
        return False
    start, end = claim.sentence
    told = _APART_NOW.search(text[start : quantity.phrase[0]]) and _STANDS.match(text, quantity.end)
    later = any(
        each.end_date is not None and each.end_date > published
        for each in inside(analysis.quantities, start, end)
    )
    return bool(told) and not later and _FORESEEN.search(text, start, end) is None


_AIM = re.compile(r"(?:FF|政策|短期)?金利の?(?:誘導)?目標(?:レンジ|水準)?[はを、]")
_DECIDED = re.compile(
    r"(?:程度)?(?:に|へ|と)(?:なった|した|する(?:こと|と決)|決め|引き[上下]げ|据え置)"
)


def _is_decided(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a target is the rate itself that a bank has set: 金利の目標は3.75%になった."""
    text, end = fold_kept(analysis.article.text), max(quantity.end, quantity.phrase[1])
    before = text[claim.sentence[0] : quantity.start]
    told = _AIM.search(before) is not None and _DECIDED.match(text, end) is not None
    return claim.metric == "policy_rate" and told


_NAMED_RECORD = re.compile(
    r"(?:年初来|昨年来|史上|過去|上場来|今年の|52週)(?:の)?最?[高安]値(?:の|である|[(（])?$"
)
_REVISED = re.compile(
    r"(?:の?(?:増加|減少|増|減))?(?:から|[へに](?:(?:上方|下方)?(?:修正|改定|改訂)|引き[上下]げ|見直))"
)
"""Behind a figure of an economy that was revised, and is no forecast of one."""
_STANDING = re.compile(
    r"[)）]?(?:を(?:抜|上回|下回|超|更新|突破|奪|試|うかが|意識|視野|割)|に(?:迫|接近|届|並|挑|顔合わせ)"
    r"|まで|から|より|が(?:上値|下値|節目|視野|意識|壁|めど|メド))"
)
"""Behind a record that stands, whatever the sentence foresees: 年初来高値3万6299円を抜くには."""
_JUDGED = re.compile("と、?[^、。0-9]{0,12}(?:割安|割高|低|高|魅力)")
_OUGHT = re.compile("適正|妥当|目安|理論|仮に|なら")
_BASIS = re.compile(
    r"[(（](?:会社|市場|今期|来期)?予想(?:ベース)?[)）]|(?:1株)?利益[^、。0-9]{0,4}(?:見込ん|織り込ん)だ"
    r"|(?:会社|市場|今期|来期|12[かカヶ]月先)?予想(?:利益)?(?:ベース|基準)?の?(?:PER|株価収益率|EPS|1株(?:当たり|あたり)?利益)"
)
"""What sounds like a forecast and only names what a ratio is reckoned with."""
_IF_BASIS = re.compile(
    r"(?:予想|実績|見通し)(?:の?利益)?(?:の?(?:ベース|基準))?(?:なら|だと|で(?:みれ|見れ)ば|に基づけば)"
    r"|(?:[にへ](?:直せ|換算すれ|引き直せ|すれ|置き換えれ)|逆算すれ|計算すれ|逆数をとれ|割り戻せ)ば"
    r"|裏を?返せば|言い換えれば|逆に言えば"
)
_IF = re.compile("なら|れば|たら|だと|仮に|もし|場合")


def _on_basis(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Take for a fact a ratio of which all that sounds like a condition is its basis."""
    sentence = fold_kept(analysis.article.text)[slice(*claim.sentence)]
    rest = _IF_BASIS.sub("", sentence)
    told = rest != sentence and _IF.search(rest) is None
    return msgspec.structs.replace(claim, modality="fact") if told else claim


_FORESEEN = re.compile("予想|予測|見通し|見込|だろう|目標")


def _by_basis(sentence: str) -> bool:
    """Tell whether all that sounds like a forecast is what a ratio is reckoned with: PER(予想)."""
    rest = _BASIS.sub("", sentence)
    return rest != sentence and _FORESEEN.search(rest) is None


_RECKONED = re.compile(r"(?:程度|前後|台)?と(?:試算|計算|算出|見積も|推計|推定|算定|はじ)")


def not_checkable(claim: Claim, quantity: Quantity) -> str | None:
    """Give the reason why a claim is not set against data, as a key of the wording."""
    if claim.modality != "fact":
        return claim.modality
    if claim.negated:
        return "negated"
    if claim.metric in (SINCE, SINCE_MOVE):
        return None
    unbounded = quantity.outer.low is None and quantity.outer.high is None
    return "vague" if quantity.modifier == "vague" or unbounded else None
