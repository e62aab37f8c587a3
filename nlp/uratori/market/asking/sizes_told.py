"""Market values and net assets set against others, told by any order of words.

9月末から2兆円あまり増えた is a change of the size told beside it, アップルとの時価総額の差 how
far two sizes lie apart, 首位の三菱UFJの半分 their ratio. What is named in the sentence, or else in
the one before, is whose they are; the noun 時価総額 has to stand there, and no other amount
behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from ...records import CERTAIN, Analysis, Claim, Mention, Quantity, Reference
from ...text.fold import fold_kept
from ..definitions.size_changes import CHANGE, GAP, NOUNS, RATIO
from ..places import back_from, dates_inside, inside, number_of, told_inside
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.sums_told import summed
from ..reading.unsaid import is_unsaid
from .size_changes_told import change_told, side_told
from .sizes_named import CURRENCIES, claims_named, sized

_NOUN = re.compile("|".join(sorted(NOUNS, key=len, reverse=True)))
_OTHER_AMOUNT = re.compile(
    r"売上|利益|収益|収入|投資|受注|株価|出来高|売買代金|買収|負債|現金|資本金|配当|自社株|上昇率|下落率|騰落率|終値"
)
_LEAST = 10**8
"""Amounts below which none is that of a size."""
_HELD = r"(?:ほど|近く|程度|以上|超|強|弱|余り|あまり|も|だけ){0,2}の?"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the words round a number tell of sizes: their noun, and where it is looked for."""

    noun: str
    begin: int
    """Where the first sentence that counts begins."""
    sentence: tuple[int, int]


def claims_on_sizes(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each number that sets one size against another, or lists one."""
    text = fold_kept(analysis.article.text)
    if _NOUN.search(text) is None:
        return ()
    held = {each.quantity: each.metric for each in analysis.claims if each.metric}
    found: list[Claim] = []
    for each in analysis.quantities:
        if not each.value or is_unsaid(text, *sentence_around(text, each), each):
            continue
        told = _told(text, each)
        made = [] if told is None else [*_claims(analysis, text, each, told, held.get(each.id))]
        made = made or claims_named(analysis, text, each)
        found += made or _next_change(analysis, text, each, found)
    return tuple(found)


def _told(text: str, quantity: Quantity) -> Told | None:
    """Give the noun of a size that a number stands behind, in its sentence or just before it."""
    start, end = sentence_around(text, quantity)
    begin = start
    for _ in range(3):
        nouns = [*_NOUN.finditer(text, begin, quantity.start)]
        if nouns:
            other = _OTHER_AMOUNT.search(text, nouns[-1].end(), quantity.start)
            held = Told(noun=nouns[-1][0], begin=begin, sentence=(start, end))
            return None if other else held
        if _OTHER_AMOUNT.search(text, begin, quantity.start):
            return None
        begin = sentence_before(text, begin)
    return None


def _claims(
    analysis: Analysis, text: str, quantity: Quantity, told: Told, metric: str | None
) -> Iterator[Claim]:
    sized = metric is None or metric in NOUNS.values()
    if quantity.unit == "times" and sized:
        yield from _ratio(analysis, text, quantity, told)
    elif quantity.unit == "percent":
        yield from _percent(analysis, text, quantity, told, metric)
    elif quantity.unit in CURRENCIES and quantity.value and abs(quantity.value) >= _LEAST:
        yield from _amount(analysis, text, quantity, told, metric)


def _percent(
    analysis: Analysis, text: str, quantity: Quantity, told: Told, metric: str | None
) -> Iterator[Claim]:
    ratio = [] if metric == "return" else [*_ratio(analysis, text, quantity, told)]
    ratio = ratio or [*_ahead(analysis, text, quantity, told)]
    yield from ratio or _change(analysis, text, quantity, told)


_AHEAD = re.compile(
    _HELD + r"(?:大きく)?(?:(?P<up>上回|大き[いくか]|多[いくか])|下回|小さ[いくか]|少な[いくか])"
)


def _ahead(analysis: Analysis, text: str, quantity: Quantity, told: Told) -> Iterator[Claim]:
    """Give by how many percent one size is more or less than another's."""
    pair = _two(analysis, text, told, quantity)
    side = _AHEAD.match(text, quantity.phrase[1]) or _AHEAD.match(text, quantity.end)
    if pair is not None and side and _AGAINST.fullmatch(text, pair[1].end, quantity.phrase[0]):
        lead = _beside(analysis, text, quantity, told, pair, RATIO)
        yield msgspec.structs.replace(lead, direction="up" if side["up"] else "down")


def _amount(
    analysis: Analysis, text: str, quantity: Quantity, told: Told, metric: str | None
) -> Iterator[Claim]:
    made = [*_gap(analysis, text, quantity, told)]
    made = made or [*_change(analysis, text, quantity, told)]
    if metric is None or metric in NOUNS.values():
        made = made or [*_listed(analysis, text, quantity, told)]
    yield from made


def _change(analysis: Analysis, text: str, quantity: Quantity, told: Told) -> Iterator[Claim]:
    """Give by how much a size has grown since a time that the words name."""
    change = change_told(analysis, text, quantity, told.begin)
    owner = _owner(analysis, text, told, quantity) or _index(analysis, text, told, quantity)
    if change is None or owner is None:
        return
    base, until, side = change
    yield Claim(
        id="", sentence=(min(told.sentence[0], base.start), told.sentence[1]),
        quantity=quantity.id, entity=owner,
        metric=CHANGE, metric_text=told.noun, direction=side,
        period=period_of_day(until) if until is not None else None,
        reference=Reference(text=base.text, kind="period", quantity=base.id),
        basis=(NOUNS[told.noun],), confidence=CERTAIN,
    )  # fmt: skip


_GOES_ON = re.compile(
    r"(?:の(?:合計|総額|時価総額|純資産総額|純資産)){0,2}(?:は|が|も)(?:同じ期間に|同期間に|同じく|同)?、?(?:約)?"
)


def _next_change(
    analysis: Analysis, text: str, quantity: Quantity, found: Sequence[Claim]
) -> list[Claim]:
    """Give the change of another thing over the same time: …は16%増え、M7の合計は23%増えた."""
    host = found[-1] if found and found[-1].metric == CHANGE else None
    last = number_of(analysis, host) if host is not None else None
    start, end = sentence_around(text, quantity)
    if host is None or last is None or not start <= last.start < quantity.start:
        return []
    named = sized(analysis, last.end, quantity.start)
    side = side_told(text, quantity)
    told = len(named) == 1 and _GOES_ON.fullmatch(text, named[0].end, quantity.phrase[0])
    others = inside(analysis.quantities, last.end, quantity.start)
    if not told or others or side is None or last.unit != quantity.unit:
        return []
    return [
        msgspec.structs.replace(
            host, quantity=quantity.id, entity=named[0].entity, direction=side,
            sentence=(host.sentence[0], end),
        )
    ]  # fmt: skip


_APART = re.compile(
    r"(?:差|開き|差額|格差|隔たり|リード)(?:は|が|も|を|、){1,2}(?:[0-9]{1,4}[年月日][^、。0-9]{0,6}){0,3}"
    r"(?:[^、。0-9]{0,14})$"
)
_APART_BEHIND = re.compile(_HELD + r"(?:差|開き|差額|格差|隔たり|リード)(?!し)")
_LEADS = re.compile(
    _HELD
    + r"(?:大きく)?(?:上回|下回|大き[いくか]|小さ[いくか]|多[いくか]|少な[いくか]|及ば|届か|足り"
    r"|引き離)"
)
_OF_TIME = re.compile(r"(?:年末|月末|年初|[0-9]日|年前|月前|当時)(?:時点)?との?$")
_WIDENED = re.compile(_HELD + r"(?:縮|拡大|広が|広げ|開い|増|減)")
_SINCE = re.compile(r"(?:から|比べて?|より|比)、?[^、。0-9]{0,6}$")
_AGAINST = re.compile(
    r"(?:[1一]社|単独)?(?:の時価総額|の純資産総額|の[0-9][0-9,.兆億万]{0,14}(?:円|ドル))?(?:を|には?|よりも?|に対して?|と比べて?|に比べて?)、?"
    r"(?:[0-9]{1,4}[年月日][^、。0-9はが]{0,6}){0,3}(?:約|およそ|なお|まだ|さらに|実に){0,2}"
)


def _gap(analysis: Analysis, text: str, quantity: Quantity, told: Told) -> Iterator[Claim]:
    """Give how far the sizes of two things lie apart."""
    before = text[told.sentence[0] : quantity.phrase[0]]
    widened = _WIDENED.match(text, quantity.phrase[1])
    word = _APART.search(before)
    if widened and (_SINCE.search(before) or quantity.kind == "change"):
        return
    if word is not None and _OF_TIME.search(before[: word.start()]):
        return
    behind = _APART_BEHIND.match(text, quantity.phrase[1])
    pair = _two(analysis, text, told, quantity)
    if pair is None and not word:
        yield from _sum_ahead(analysis, text, quantity, told)
    if pair is None or not (word or behind or _leads(text, quantity, pair[1])):
        return
    yield _beside(analysis, text, quantity, told, pair, GAP)


def _sum_ahead(analysis: Analysis, text: str, quantity: Quantity, told: Told) -> Iterator[Claim]:
    """Give how far several sizes, added up, lie from one more: AとBで9兆ドル、Cを2兆ドル上回る."""
    start = told.sentence[0]
    named = sized(analysis, start, quantity.start)
    firms = tuple(dict.fromkeys(each.entity or "" for each in named[:-1]))
    if len(firms) < 2 or named[-1].entity in firms or not _leads(text, quantity, named[-1]):
        return
    adds = [
        each
        for each in told_inside(analysis, start, quantity.start)
        if each.metric in NOUNS.values()
        and (number := number_of(analysis, each)) is not None
        and set(summed(analysis, each, number)) == set(firms)
    ]
    if adds and len(firms) == len(named) - 1:
        claim = _beside(analysis, text, quantity, told, (named[0], named[-1]), GAP)
        yield msgspec.structs.replace(claim, basis=(*claim.basis, *firms))


def _leads(text: str, quantity: Quantity, other: Mention) -> bool:
    """Tell whether one size is said to be so much more or less than another's."""
    leads = _LEADS.match(text, quantity.phrase[1]) or _LEADS.match(text, quantity.end)
    return bool(leads) and _AGAINST.fullmatch(text, other.end, quantity.phrase[0]) is not None


_LINK = re.compile(
    r"(?:株)?(?:[(（][^()（）。]{1,24}[)）])?(?:の(?:時価総額|純資産総額|純資産|[0-9][0-9,.兆億万]{0,14}(?:円|ドル)))?"
    r"(?:[(（][^()（）。]{1,24}[)）])?の(?:約|およそ|ほぼ|実に|ちょうど|わずか|せいぜい){0,2}"
)
"""Between a thing and so many times its size: 三井住友FGの17兆9200億円のおよそ2倍."""
_MAKES = re.compile(
    _HELD
    + r"(?:に(?:相当|あたる|当たる|すぎ|過ぎ|とどま|満た|達|届|及)|の?(?:規模|大きさ|水準|サイズ)"
    r"|しか|だ(?:。|$|っ)|で(?:あ|し|す|、|。)|[、。)）]|$)"
)
_TIMES = re.compile(
    _HELD + r"(?:に|の?(?:規模|大きさ|水準|サイズ)|だ|で|と|しか|も|を|[、。)）]|$|[(（])"
)


def _ratio(analysis: Analysis, text: str, quantity: Quantity, told: Told) -> Iterator[Claim]:
    """Give how many times another's a size is, or how many percent of it."""
    makes = _TIMES if quantity.unit == "times" else _MAKES
    pair = _two(analysis, text, told, quantity)
    if pair is None or makes.match(text, quantity.phrase[1]) is None:
        return
    if _LINK.fullmatch(text, pair[1].end, quantity.phrase[0]):
        yield _beside(analysis, text, quantity, told, pair, RATIO)


def _beside(
    analysis: Analysis,
    text: str,
    quantity: Quantity,
    told: Told,
    pair: tuple[Mention, Mention],
    metric: str,
) -> Claim:
    time = _time(analysis, told, quantity)
    return Claim(
        id="", sentence=told.sentence, quantity=quantity.id, entity=pair[0].entity, metric=metric,
        metric_text=told.noun, period=period_of_day(time) if time is not None else None,
        reference=Reference(text="", kind="entity", entity=pair[1].entity),
        basis=(NOUNS[told.noun],), confidence=CERTAIN,
    )  # fmt: skip


_OPENS = re.compile(
    r"(?:[1一]社)?(?:株)?(?:は|が|も|、|で|の|[(（]|:){0,2}(?:(?:この|その|同じ)(?:間|期間)(?:に|で)?、?)?同?(?:約|およそ)?"
)
_CLOSES = re.compile(
    r"(?:程度|前後|強|弱)?(?:で(?:首位|トップ|[12一二]位|最大|最も|断トツ)|で?、|。|$|だ|で(?:す|ある|続)|まで|へ|と(?:、|な|続|並|比べ)|に(?:は|も)?(?:届|及|次|並|迫|達|すぎ|と|$|、)|[)）]"
    r"|の(?:約|およそ|ほぼ)?[0-9]|を(?:上回|下回|超|大きく|抜|わずか|追|占め|しの[いぐ]|凌)|より|は(?:大きく)?(?:上回|下回|超)|も(?:上回|下回|超))"
)


def _listed(analysis: Analysis, text: str, quantity: Quantity, told: Told) -> Iterator[Claim]:
    """Give the size of one of several things told behind a heading of their sizes.

    時価総額を6月末の値で比べよう。アップルが4兆3360億ドル、アルファベットは4兆1110億ドルだ。
    """
    owner = next(
        (
            each
            for each in sized(analysis, told.sentence[0], quantity.start)
            if _OPENS.fullmatch(text, each.end, quantity.phrase[0])
        ),
        None,
    )
    if owner is None or _CLOSES.match(text, quantity.phrase[1]) is None:
        return
    time = _time(analysis, told, quantity)
    if len({*_NOUN.findall(text, told.begin, quantity.start)}) != 1:
        return
    yield Claim(
        id="", sentence=told.sentence, quantity=quantity.id, entity=owner.entity,
        metric=NOUNS[told.noun], metric_text=told.noun,
        period=period_of_day(time) if time is not None else None, confidence=CERTAIN,
    )  # fmt: skip


def _two(
    analysis: Analysis, text: str, told: Told, quantity: Quantity
) -> tuple[Mention, Mention] | None:
    """Give the two things that a number sets against each other, the last named one second.

    Those of its sentence, or the one that it names beside the only other one named before it.
    """
    start = told.sentence[0]
    here = sized(analysis, start, quantity.start)
    if len({each.entity for each in here}) < 2:
        here = sized(analysis, sentence_before(text, start), quantity.start)
    if len({each.entity for each in here}) != 2:
        return None
    last = here[-1]
    return next(each for each in here if each.entity != last.entity), last


_ALL = re.compile(r"[2-9二三四五六七八九](?:社|行)の?(?:合計|合算|計|全体|総額)")


def _owner(analysis: Analysis, text: str, told: Told, quantity: Quantity) -> str | None:
    """Give the only thing of a size that the sentence, or else the one before it, names."""
    start = told.sentence[0]
    for begin in (start, sentence_before(text, start)):
        named = {each.entity for each in sized(analysis, begin, quantity.start)}
        groups = [each for each in named if (each or "").startswith("group:")]
        if len(groups) == 1 and _ALL.search(text, begin, quantity.start):
            return groups[0]
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _index(analysis: Analysis, text: str, told: Told, quantity: Quantity) -> str | None:
    """Give the index whose own value is told, where nothing else of a size is named."""
    start = told.sentence[0]
    if sized(analysis, start, quantity.start):
        return None
    named = [each for each in inside(analysis.mentions, start, quantity.start) if each.entity]
    whole = len(named) == 1 and named[0].type == "index"
    return named[0].entity if whole and text.startswith(told.noun, named[0].end + 1) else None


def _time(analysis: Analysis, told: Told, quantity: Quantity) -> Quantity | None:
    """Give the last time before a number, or else the first one behind it in its sentence."""
    for each in back_from(analysis.quantities, quantity.start):
        if each.start < told.sentence[0]:
            break
        if each.kind == "date" and each.start_date is not None:
            return each
    behind = dates_inside(analysis, quantity.end, told.sentence[1])
    before = dates_inside(analysis, told.begin, told.sentence[0])
    return behind[0] if behind else before[-1] if before else None
