"""Shares of an index or a group told by other words, behind a first one, or of a size before.

アップルの割合は6.5%。アルファベットは4.3%だ goes on from the first share; M7の時価総額は21兆ドル。
S&P500種の32%にあたる is one of the group; 3メガバンクのうち三菱UFJの取り分は45% one of a member.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from ...records import CERTAIN, Analysis, Claim, Mention, Quantity
from ...text.fold import fold_kept
from ..places import dates_inside, inside, told_inside
from .retimed import period_of_day
from .sentences import sentence_around, sentence_before
from .unsaid import is_unsaid

METRIC = "index_weight"
_NEAR = 40
"""Characters before a number in which the name right before it begins."""
_UNITS = frozenset({"percent", "ratio"})
_OWN = re.compile(
    r"(?:株|全体|[1一]社|だけ|のみ|単独)?(?:の(?:分|比率|割合))?(?:が|は|も|の|で|では){1,2}(?:その|うち|全体の)?(?:約|およそ)?"
)
_ENDED = re.compile(
    r"(?:程度|前後|強|弱)?(?:に(?:な[るりっ]|達|上[るっ]|のぼ|とどま|すぎ)|で続|で?(?:ある|す)|だ(?:った)?|でした|と(?:な[りっ]|続)|を占め|[、。]|$)"
)
_OF_WHOLE = re.compile(r"(?:全体|の時価総額|の総額){0,2}の(?:約|およそ|ほぼ)?")
_MAKES = re.compile(
    r"(?:程度|前後|強|弱)?(?:に(?:あた[るっり]|当た[るっり]|相当|及|達|のぼ|上[るっり]|匹敵)|を占め|分に(?:あた|当た|相当))"
)


def claims_on_shares(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each share of an index whose own words name none."""
    held = {
        each.quantity for each in analysis.claims if each.metric and not _is_loose(analysis, each)
    }
    text = fold_kept(analysis.article.text)
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.unit not in _UNITS or each.id in held or each.kind == "change":
            continue
        if not is_unsaid(text, *sentence_around(text, each), each):
            found += (
                [*_next_share(analysis, text, each)]
                or [*_of_size(analysis, text, each)]
                or [*_by_words(analysis, text, each)]
                or [*_share_before(analysis, text, each)]
                or _then(analysis, text, each, found)
            )
    return tuple(found)


_OF_IT = re.compile(
    r"(?:この|その)(?:うち|内訳|中で|なかで)|(?:うち|内訳は)|そこに占める|(?:その|この)(?=約?[0-9.]{1,5}%)"
)
"""What opens a sentence on shares of the sum that the one before tells."""
_ITS = re.compile(r"[がは](?:その|うち|全体の)(?:約|およそ)?[0-9.]{1,5}%(?!高|安|増|減|上|下)")
"""Before a share of the sum told before, behind the part that it is of: AがそのX%を占める."""
_OTHER_SHARES = frozenset({"dominance", "market_share"})
_VALUE = re.compile("時価総額|企業価値")
_PART_OF = re.compile(
    r"に対する|に占め|のうち|の中で|全体|(?:の|を)(?:合算|合計|足し|合わせ)|の時価総額の(?:約|およそ|ほぼ)?$"
)
_SHARE = re.compile(
    r"(?:比率|割合|比重|取り分|シェア|ウエ[ーイ]ト|ウェ[ーイ]ト|構成比|占有率|分)(?:は|が|も|、)(?:[^。%]{0,20}%(?:から|で)、?)?[^。%]{0,24}$"
)


def _by_words(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the share of an index or a group in market value: 取り分は45%, S&P500の6.8%."""
    start, end = sentence_around(text, quantity)
    opened = any(
        each is not None for each in (_OF_IT.match(text, start), _ITS.search(text, start, end))
    )
    start = sentence_before(text, start) if opened else start
    named = [each for each in inside(analysis.mentions, start, quantity.start) if each.entity]
    wholes = {each.entity: each for each in named if each.type == "index"} or {
        each.entity: each for each in named if each.type == "group"
    }
    if len(wholes) != 1 or _VALUE.search(text, start, quantity.start) is None:
        return
    whole = next(iter(wholes.values()))
    behind = named_right_behind(analysis, text, quantity) if opened else None
    parts = {each.entity for each in named if each.type in ("equity", "group")} - {whole.entity}
    between = text[whole.end : quantity.phrase[0]]
    makes = _MAKES.match(text, quantity.phrase[1])
    told = _SHARE.search(between) or makes or behind or _OF_WHOLE.fullmatch(between)
    listed = _is_listed(analysis, text, quantity, between, opened=opened)
    part = opened or _is_part(text, whole, between) or (makes and _OF_WHOLE.fullmatch(between))
    if not (parts or behind) or not (told or listed) or not part:
        return
    if opened and _OTHER_PART.search(text, named[-1].end, quantity.phrase[0]):
        return  # of a part whose name is not known: アップルが7%、赤鯨が3%
    times = dates_inside(analysis, start, end)
    before = [each for each in times if each.end <= quantity.start] or times
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=whole.entity, metric=METRIC,
        metric_text="時価総額", period=period_of_day(before[-1]) if before else None,
        confidence=CERTAIN,
    )  # fmt: skip


_AMONG = re.compile("のうち|の内訳|に占める(?:割合|比率|シェア)")
_NO_SHARE = re.compile("上昇|下落|高|安|増|減|伸|値上がり|値下がり|続[伸落]|反[発落]|利回り")


def _is_listed(
    analysis: Analysis, text: str, quantity: Quantity, between: str, *, opened: bool
) -> bool:
    """Tell whether a member's share is told as one of several: のうち、Aは49.7%、Bは25.1%.

    opened: whether the sentence opens as one on parts of the sum told before.
    """
    end = sentence_around(text, quantity)[1]
    own = named_right_before(analysis, text, quantity)
    ended = _ENDED.match(text, quantity.phrase[1])
    among = opened or _AMONG.search(between)
    moved = _NO_SHARE.search(between) or _NO_SHARE.search(text, quantity.end, end)
    return bool(own and ended and among) and moved is None


def _is_part(text: str, whole: Mention, between: str) -> bool:
    """Tell whether the words beside a whole's name set a part against it."""
    return text[: whole.start].endswith("対") or _PART_OF.search(between) is not None


_OTHER_PART = re.compile(r"[0-9]%(?:で|を|と|、){1,2}[^、。0-9]{1,12}[がはも]")
_CAME_FROM = re.compile(r"(?:程度|前後|強|弱)?(?:から|を|に比べ|と比べ|だった|より)")


def _then(
    analysis: Analysis, text: str, quantity: Quantity, found: Sequence[Claim]
) -> Iterator[Claim]:
    """Give the same share at another time that the next sentence names: 昨年末の31%から上がった."""
    start, end = sentence_around(text, quantity)
    times = dates_inside(analysis, start, quantity.start)
    own = [each for each in inside(analysis.mentions, start, end) if each.entity]
    if len(times) != 1 or own or _CAME_FROM.match(text, quantity.phrase[1]) is None:
        return
    begin = sentence_before(text, start)
    hosts = [
        each
        for each in (*told_inside(analysis, begin, start), *found)
        if each.metric == METRIC
        and begin <= each.sentence[0] < start
        and each.modality == "fact"
        and _names_whole(analysis, each)
    ]
    if len({each.entity for each in hosts}) == 1 and hosts[-1].sentence[1] >= start - 1:
        yield msgspec.structs.replace(
            hosts[-1], id="", sentence=(hosts[-1].sentence[0], end), quantity=quantity.id,
            period=period_of_day(times[0]), basis=(), reference=None, direction=None,
        )  # fmt: skip


def _is_loose(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether a claim leaves open of what its number is a share: a percentage of a value."""
    if claim.metric == "market_cap":
        return claim.modality == "fact"
    if claim.metric in _OTHER_SHARES:
        return claim.entity is None
    return claim.metric == METRIC and not _names_whole(analysis, claim)


def _next_share(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the share of a firm that is told right behind another's."""
    start, end = sentence_around(text, quantity)
    owner = named_right_before(analysis, text, quantity)
    if owner is None or _ENDED.match(text, quantity.phrase[1]) is None:
        return
    host = _claim_before(analysis, text, start, quantity, METRIC)
    if host is None:
        return
    yield msgspec.structs.replace(
        host, id="", sentence=(host.sentence[0], end), quantity=quantity.id, entity=owner, basis=(),
        reference=None, direction=None,
    )  # fmt: skip


_LISTED = re.compile(r"(?:程度|前後|強|弱)?(?:、|で、|、次いで|に対し、?|だが、)")


def _share_before(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the share of a firm that is told right before another's: Aが22%、Bが19%を占める."""
    start, end = sentence_around(text, quantity)
    owner = named_right_before(analysis, text, quantity)
    later = inside(analysis.quantities, quantity.end, end)[:1]
    other = named_right_before(analysis, text, later[0]) if later else None
    if owner is None or other in (None, owner) or not _LISTED.match(text, quantity.phrase[1]):
        return
    for each in told_inside(analysis, start, end):
        share = each.metric == METRIC and each.quantity == later[0].id and each.modality == "fact"
        if share and each.entity == other and text.startswith(_TAKES, later[0].phrase[1]):
            yield msgspec.structs.replace(
                each, id="", quantity=quantity.id, entity=owner, mention=None, basis=(),
                reference=None, direction=None,
            )  # fmt: skip


_TAKES = ("を占め", "を持", "になる", "となる")


_WHOLLY = re.compile(r"(?:全体|の時価総額|の総額)の(?:約|およそ|ほぼ)?$")


def _of_size(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the share that a market value told just before makes up of an index."""
    start, end = sentence_around(text, quantity)
    host = _claim_before(analysis, text, start, quantity, "market_cap")
    wholes = [
        each.entity
        for each in inside(analysis.mentions, start, quantity.start)
        if each.type == "index" and each.entity
        and _OF_WHOLE.fullmatch(text, each.end, quantity.phrase[0])
    ]  # fmt: skip
    at = quantity.phrase[1]
    told = _MAKES.match(text, at) or (
        _WHOLLY.search(text[: quantity.phrase[0]]) and _ENDED.match(text, at)
    )
    if host is None or not wholes or not told:
        return
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=wholes[0], metric=METRIC,
        period=host.period, confidence=CERTAIN,
    )  # fmt: skip


def named_right_before(analysis: Analysis, text: str, quantity: Quantity) -> str | None:
    """Give the firm or group whose name stands right before a number: アップルが6.5%."""
    return next(
        (
            each.entity
            for each in inside(analysis.mentions, quantity.start - _NEAR, quantity.start)
            if each.entity and each.type in ("equity", "group")
            and _OWN.fullmatch(text, each.end, quantity.phrase[0])
        ),
        None,
    )  # fmt: skip


_BEHIND = re.compile(r"(?:ほど|近く|程度|前後|余り|強|弱)?(?:が|を|は)")
"""Between a share and the part that it is of: うち7.7%がエヌビディア."""
_OF_PART = re.compile(r"(?:[1一]社|株|の分)?(?:[がはでだ、。]|に(?:よる|当たる))")


def named_right_behind(analysis: Analysis, text: str, quantity: Quantity) -> str | None:
    """Give the firm or group whose name stands right behind its share: 7.7%がエヌビディア."""
    at = quantity.phrase[1]
    return next(
        (
            each.entity
            for each in inside(analysis.mentions, at, at + _NEAR)
            if each.entity and each.type in ("equity", "group")
            and _BEHIND.fullmatch(text, at, each.start) and _OF_PART.match(text, each.end)
        ),
        None,
    )  # fmt: skip


def size_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give the one market value told in the sentence of a share, or right before it."""
    text = fold_kept(analysis.article.text)
    return _claim_before(analysis, text, claim.sentence[0], quantity, "market_cap")


def _names_whole(analysis: Analysis, claim: Claim) -> bool:
    return any(each.type == "index" for each in inside(analysis.mentions, *claim.sentence))


def _claim_before(
    analysis: Analysis, text: str, start: int, quantity: Quantity, metric: str
) -> Claim | None:
    """Give the last claim before a number, in its sentence or the one before, where it fits."""
    begin = sentence_before(text, start)
    numbers = inside(analysis.quantities, begin, quantity.start)
    places = {each.id: each.start for each in numbers}
    before = [
        each
        for each in told_inside(analysis, sentence_before(text, begin), quantity.start)
        if each.metric
        and each.quantity in places
        and not (each.metric == METRIC and not _names_whole(analysis, each))
        and not (each.metric == METRIC != metric and each.sentence[0] == start)
    ]
    last = max(before, key=lambda each: places[each.quantity], default=None)
    fits = last is not None and last.metric == metric and last.modality == "fact"
    return last if fits else None
