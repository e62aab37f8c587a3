"""Whose a claim without an owner is, where the words around it leave only one."""

from __future__ import annotations

import re

import msgspec

from ..records import Analysis, Claim, Quantity
from ..text.fold import fold_kept

_NONFARM = re.compile(r"非農業部門")
_RATES = (
    ("bank:fed", re.compile(r"フェデラル[・ ]?ファンド|FF金利|FFレート")),
    ("bank:boj", re.compile(r"無担保コール|コール翌日物")),
)
_US_JOBS = re.compile(r"米労働省|米労働統計局|米雇用統計|米国の雇用|米雇用者数|米労働市場")
_JAPAN = re.compile(r"総務省|厚生労働省|厚労省|日本の|国内の|完全失業率|ユーロ圏|カナダ|豪州|英国")
_JOBS = {
    "payrolls": "macro:us.payrolls",
    "employment": "macro:us.payrolls",
    "unemployment": "macro:us.unemployment",
}
_SERVICES = re.compile("非製造業|サービス業")
_GUIDED = re.compile(r"(?:程度|前後)?(?:に(?:誘導|引き上げ|引き下げ|据え置)|とする)")
_SEN = re.compile(r"[0-9]円[0-9]{2}銭")


def owned_by_words(analysis: Analysis, claim: Claim) -> Claim:
    """Give a claim without an owner that which only its words can speak of: 非農業部門, FF金利."""
    if claim.metric == "interbank_rate" and claim.entity == "bank:boj":
        return _guided(analysis, claim)
    if claim.entity is not None:
        return claim
    text = analysis.article.text
    sentence = fold_kept(text)[slice(*claim.sentence)]
    if claim.metric in ("employment", "payrolls") and _NONFARM.search(sentence) and "米" in text:
        return msgspec.structs.replace(claim, entity="macro:us.payrolls")
    if claim.metric in _JOBS and _US_JOBS.search(text) and not _JAPAN.search(text):
        return msgspec.structs.replace(claim, entity=_JOBS[claim.metric])
    if claim.metric in ("sentiment", "pmi") and "ISM" in fold_kept(text):
        services = _SERVICES.search(sentence) is not None
        entity = "macro:us.ism_services" if services else "macro:us.ism_manufacturing"
        return msgspec.structs.replace(claim, entity=entity)
    if claim.metric == "close":
        return _of_pair(analysis, claim)
    if claim.metric != "policy_rate":
        return claim
    found = [bank for bank, words in _RATES if words.search(sentence)]
    return msgspec.structs.replace(claim, entity=found[0]) if len(found) == 1 else claim


def _guided(analysis: Analysis, claim: Claim) -> Claim:
    """Take what a bank guides the market to for its policy rate: 短期金利を1.0%程度に誘導."""
    number = _number(analysis, claim)
    if number is None or not _GUIDED.match(analysis.article.text, number.phrase[1]):
        return claim
    return msgspec.structs.replace(claim, metric="policy_rate")


def _of_pair(analysis: Analysis, claim: Claim) -> Claim:
    """Give a price in yen and sen the one pair whose rate its sentence tells beside it."""
    number = _number(analysis, claim)
    if number is None or not _SEN.search(number.text):
        return claim
    pairs = {
        each.entity
        for each in analysis.claims
        if each.sentence == claim.sentence and (each.entity or "").startswith("fx:")
    }
    return msgspec.structs.replace(claim, entity=pairs.pop()) if len(pairs) == 1 else claim


def _number(analysis: Analysis, claim: Claim) -> Quantity | None:
    return next((each for each in analysis.quantities if each.id == claim.quantity), None)
