"""Whose a claim without an owner is, where the words around it leave only one."""

from __future__ import annotations

import re

import msgspec

from ...claims.central_banks import BANKS
from ...claims.prices import CODES
from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import number_of, told_with

_NONFARM = re.compile(r"非農業部門")
_RATES = (
    ("bank:fed", re.compile(r"フェデラル[・ ]?ファンド|FF金利|FFレート")),
    ("bank:boj", re.compile(r"無担保コール|コール翌日物")),
)
_US_JOBS = re.compile(
    r"非農業部門|(?<![生々])労働省|労働統計局|米雇用統計|米国の雇用|米(?:雇用|就業)者|米労働市場"
    r"|(?:米国?|アメリカ)の?(?:[0-9０-９]{1,2}月)?の?(?:(?:雇用|就業)者数|失業率)"
)
_AMERICA = re.compile(
    r"(?:^|[、。はもで])(?:米国|アメリカ|米)(?:は|では|が|の場合は?|を(?:見|み)ると)"
)
"""What makes America the one that is spoken of, where nothing else is."""
_JAPAN = re.compile(r"総務省|厚生労働省|厚労省|日本の|国内の|完全失業率|ユーロ圏|カナダ|豪州|英国")
_JOBS = {
    "payrolls": "macro:us.payrolls",
    "employment": "macro:us.payrolls",
    "unemployment": "macro:us.unemployment",
}
_HOME_JOBLESS = "macro:jp.unemployment"
"""Whose 失業率 without a country is, unless the article is one on America's."""
_SERVICES = re.compile("非製造業|サービス業")
_LATELY = 40
"""Days before publication in which a decision is the last one."""
_GUIDED = re.compile(r"(?:程度|前後)?(?:に(?:誘導|引き上げ|引き下げ|据え置)|とする)")
_AGAINST_YEN = re.compile(r"対円(?:相場)?(?:では|で|は)?(?:約)?$")
_OWN_SIDE = re.compile(
    r"(?<!豪)(?P<side>ユーロ|ポンド|豪ドル)(?:相場)?[はも、の]、?対円(?:相場)?(?:では|で|は)?(?:約)?$"
)
COUNTRIES = {
    "日本": "jp", "米国": "us", "アメリカ": "us", "米": "us", "英国": "uk", "ドイツ": "de",
    "独": "de", "ユーロ圏": "eu", "フランス": "fr", "イタリア": "it", "カナダ": "ca",
    "豪州": "au", "中国": "cn",
}  # fmt: skip
"""Names of countries as a rate's or a figure's owner -> the code in its entity."""
_COUNTRY = re.compile(rf"(?:^|[、はで。])(?P<name>{'|'.join(COUNTRIES)})(?:が|は|の)(?:年|約)?$")
_TERM = re.compile(r"rate:[a-z]{2}([0-9]{1,2}y)")
_CURRENCY = "currency:"
_PAIRS = frozenset({"fx:USDJPY", "fx:EURJPY", "fx:EURUSD", "fx:GBPJPY", "fx:GBPUSD", "fx:AUDJPY"})
_SIDE = re.compile(r"対(?P<side>豪ドル|ドル|ユーロ|ポンド)")
_SEN = re.compile(r"[0-9]円[0-9]{2}銭")


def owned_by_words(analysis: Analysis, claim: Claim) -> Claim:
    """Give a claim without an owner that which only its words can speak of: 非農業部門, FF金利."""
    if claim.metric == "interbank_rate" and claim.entity == "bank:boj":
        return _guided(analysis, claim)
    text = analysis.article.text
    if claim.entity == _HOME_JOBLESS and claim.metric == "unemployment":
        named = {each.text for each in analysis.mentions if each.entity == _HOME_JOBLESS}
        america = _US_JOBS.search(text) or ("日本" not in text and _AMERICA.search(text))
        abroad = named == {"失業率"} and america and not _JAPAN.search(text)
        return msgspec.structs.replace(claim, entity=_JOBS[claim.metric]) if abroad else claim
    if claim.metric in ("employment", "payrolls") and claim.entity == "macro:us.unemployment":
        return msgspec.structs.replace(claim, entity=_JOBS[claim.metric])
    if claim.entity is not None:
        return claim
    sentence = fold_kept(text)[slice(*claim.sentence)]
    if claim.metric in ("employment", "payrolls") and _NONFARM.search(sentence):
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
    found = found or _only_bank(analysis, claim)
    return msgspec.structs.replace(claim, entity=found[0]) if len(found) == 1 else claim


def _only_bank(analysis: Analysis, claim: Claim) -> list[str]:
    """Give the only central bank of an article whose times so far are all of its own days."""
    day = analysis.article.published
    banks = {each.entity for each in analysis.mentions if (each.entity or "").startswith("bank:")}
    lately = day is not None and all(
        each.start_date is None or abs((day - each.start_date).days) <= _LATELY
        for each in analysis.quantities
        if each.kind == "date" and each.start < claim.sentence[1]
    )
    return [bank for bank in banks if bank] if lately and len(banks) == 1 else []


def of_cross(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a rate against the yen told beside a euro's its pair: 1ユーロ=1.1ドル、対円では162円."""
    if claim.entity == "fx:EURUSD" and claim.metric == "return" and claim.reference is None:
        before = fold_kept(analysis.article.text)[claim.sentence[0] : quantity.phrase[0]]
        yen = _AGAINST_YEN.search(before) is not None
        return msgspec.structs.replace(claim, entity="fx:EURJPY") if yen else claim
    if claim.entity != "fx:USDJPY" or claim.metric != "close":
        return claim
    text = fold_kept(analysis.article.text)
    if not _AGAINST_YEN.search(text[claim.sentence[0] : quantity.phrase[0]]):
        return claim
    sides = {
        (each.entity or "")[3:6]
        for each in told_with(analysis, claim)
        if each.quantity != claim.quantity and (each.entity or "").startswith("fx:")
    } - {"USD", "JPY"}
    own = _OWN_SIDE.search(text[claim.sentence[0] : quantity.phrase[0]])
    if own is not None:
        sides = {CODES[own["side"]]}
    return (
        msgspec.structs.replace(claim, entity=f"fx:{sides.pop()}JPY") if len(sides) == 1 else claim
    )


def of_side(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a rate in yen the currency it is told against: 円は対ドルで145円、対ユーロで170円."""
    if not (claim.entity or "").endswith("JPY") or quantity.unit != "JPY":
        return claim
    before = fold_kept(analysis.article.text)[claim.sentence[0] : quantity.phrase[0]]
    said = [*_SIDE.finditer(before)]
    if not said or "円" not in before[: said[-1].start()]:
        return claim
    return msgspec.structs.replace(claim, entity=f"fx:{CODES[said[-1]['side']]}JPY")


def of_pair(analysis: Analysis, claim: Claim) -> Claim:
    """Give a move of one currency against another that of their pair: ドルは円に対し0.4%下落."""
    own, other = claim.entity or "", (claim.reference.entity or "") if claim.reference else ""
    if own == "fx:EURUSD" and other == "currency:JPY":
        named = {each.entity for each in analysis.mentions if each.id == claim.mention}
        own = "currency:EUR" if named <= {"currency:EUR"} else own
    if not (own.startswith(_CURRENCY) and other.startswith(_CURRENCY)):
        return claim
    pair = f"fx:{own.removeprefix(_CURRENCY)}{other.removeprefix(_CURRENCY)}"
    if pair not in _PAIRS:
        return claim
    return msgspec.structs.replace(claim, entity=pair, reference=None)


def of_country(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a rate that of the country right before it: 政策金利は米国が3.75%、日本が1.25%."""
    if claim.metric not in ("policy_rate", "yield"):
        return claim
    before = fold_kept(analysis.article.text)[claim.sentence[0] : quantity.phrase[0]]
    found = _COUNTRY.search(before)
    if found is None:
        return claim
    country = COUNTRIES[found["name"]]
    term = _TERM.fullmatch(claim.entity or "")
    if claim.metric == "policy_rate":
        return msgspec.structs.replace(claim, entity=BANKS.get(country))
    return msgspec.structs.replace(claim, entity=f"rate:{country}{term[1]}") if term else claim


def _guided(analysis: Analysis, claim: Claim) -> Claim:
    """Take what a bank guides the market to for its policy rate: 短期金利を1.0%程度に誘導."""
    number = number_of(analysis, claim)
    if number is None or not _GUIDED.match(analysis.article.text, number.phrase[1]):
        return claim
    return msgspec.structs.replace(claim, metric="policy_rate")


def _of_pair(analysis: Analysis, claim: Claim) -> Claim:
    """Give a price in yen and sen the one pair whose rate its sentence tells beside it."""
    number = number_of(analysis, claim)
    if number is None or not _SEN.search(number.text):
        return claim
    pairs = {
        each.entity for each in told_with(analysis, claim) if (each.entity or "").startswith("fx:")
    }
    return msgspec.structs.replace(claim, entity=pairs.pop()) if len(pairs) == 1 else claim
