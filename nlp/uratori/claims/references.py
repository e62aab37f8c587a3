"""What a number is set against: another entity, an earlier period, or a forecast."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from ..records import Claim, Mention, Quantity, Reference
from ..text import Text
from ..text.lazy import lazy
from .metrics import Metric, metric
from .roles import REFERENCE
from .sentence import SentenceView

Against = Literal["entity", "period", "forecast"]
_TIMES = (
    r"前(?:連結会計|事業|会計|営業)年度末?|前中間(?:連結会計)?期間?末?"
    r"|前(?:年同)?(?:第[1-4一二三四])?四半期(?:連結)?(?:累計|会計)?(?:期間)?末?"
    r"|前の調査|前の3[かカヶケヵ]月|(?:前の年|昨年|前年)の同じ(?:月|時期|期間|四半期|期)|昨年の?同(?:期|月)"
    r"|前の(?:年|四半期|会計年度|事業年度)|前年同期|前年同月末?|前年同日|前年度末?|前年末|前年|前期末|前期|前の期|前月末|前の月|前月"
    r"|前週末|前の週|前週|前日|前の日|前営業日|前々[日年期月週]|前回|昨年末|一昨年|昨年|年初|期初"
)
_AGO = r"[0-9]{1,2}(?:年|[かカヶケヵ]月|週間|日)前"
_BEFORE = rf"(?:{_TIMES}|{_AGO})"
"""An earlier time that a number is compared with."""
_EARLIER = (
    rf"(?:前回の?[0-9]{{1,2}}月調査|前日の?(?:同時点|同時刻)|{_BEFORE}(?:の(?:最高値|最安値|高値|安値|同時刻|同時点|水準|実績|終値|平均)"
    r"|実績|終値|調査)?|[0-9]{1,2}[月日](?:末|時点)(?:の水準)?|朝方|早朝|寄り付き|始値|従来予想|従来計画|従来|当初予想|当初計画|"
    r"(?:年初来|史上|過去|上場来|直近)?(?:の)?(?:最高値|最安値|高値|安値|ピーク)|過去[0-9]+年(?:間)?(?:の)?平均|(?:同業|業界|市場|全国)平均)"
)
_PERIOD = lazy(
    rf"(?:対前年|{_TIMES}|コロナ禍?前|現状|足元|(?:通常取引の|前日)?終値|参考指数|ベンチマーク|市場平均)"
    r"(?:実績)?(?:比|並み|(?=[にと]?比[べ較]|との比較)|(?<=対前年)(?!同|度|末))"
)
_COUNTED = lazy(rf"(?:{_AGO}|[0-9]{{4}}年(?:度|同期|同月)?)(?:比|(?=[にと]比[べ較]))")
"""2019年比, 3か月前に比べ: apart from `_PERIOD`, in which no word begins with a figure."""
_FORECAST_NOUN = (
    r"(?:予想比|市場予想|(?:QUICK)?コンセンサス|会社計画|計画比|会社予想|事前予想|アナリスト予想)"
)
_FORECAST = lazy(_FORECAST_NOUN)
_COMPARISONS: tuple[tuple[Against, re.Pattern[str], tuple[str, ...]], ...] = (
    ("period", _PERIOD, ("比", "前年並み")),
    ("period", _COUNTED, ("年比", "度比", "年同", "前比", "年に比", "年と比", "前に比", "前と比")),
    ("forecast", _FORECAST, ("予想", "コンセンサス", "計画")),
)  # fmt: skip
"""What each kind of comparison is written as, and what all its forms hold."""
_FIGURE = r"(?:約|およそ|プラス|マイナス|[▲△+\-$])?[0-9]"
_FROM_EARLIER = lazy(
    rf"(?P<said>{_EARLIER})"
    rf"(?:の?(?={_FIGURE})[^、。はがを]{{1,16}}?)?(?:から(?:は)?|より|[にと]比べて?|と比較して?|に対して?|を)、?[^、。0-9]{{0,10}}$"
)
"""前の週から, 前日の同時刻に比べ, 前期の280億円より, before a number that tells the change."""
_SAID = 4000
"""Characters before a sentence in which what its number is set against was written."""
_OVERTAKES = lazy(r"[^、。]{0,6}?(?:上回|下回|超|割)")
_SET_BESIDE = lazy(
    r"(?:増|減|高|安|上昇|低下|下落)?(?:[とで]|し)、?"
    rf"(?P<said>[^、。はがをも0-9]{{1,20}}?|過去[0-9]+年平均|[0-9]{{1,2}}日時点|[0-9]{{1,2}}月末?|{_AGO}|前回[0-9]{{1,2}}月調査"
    r"|S&P ?500[^、。はがを0-9]{0,6})"
    rf"(?:の|である|\()(?={_FIGURE})[^、。はがを]{{1,16}}?"
    r"(?:から|より|に(?:比べ|は?届|及|並|見劣り|反し)|と比べ|を[^、。0-9]{0,8}?(?:上回|下回|超|割|しの))"
)
"""What stands behind a level with a number of its own: 2480億円と、市場予想の3050億円に届かず."""
_SET_AFTER = lazy(
    rf"[増減高安]?(?:[とで]|し)、?(?P<said>{_EARLIER})(?:を(?:上回|下回|超え)"
    r"|(?:から|より|[にと]比べて?)(?:大きく|やや|小幅に)?"
    r"(?:据え置|増|減|上|下|低|高|多|少|伸び|縮|拡大|改善|悪化))"
)
"""What stands behind a level and has no number: 120億円と前回を上回る."""
_EARLIER_ALONE = lazy(_EARLIER)
_MARKS = lazy(r"節目|境目|目安|大台|目標|心理的|分かれ目|分岐点|上限|下限")
_EXPECTED = lazy(
    rf"(?:{_FORECAST_NOUN}(?:である|の|は|が|\()|(?:見込|予想し|み)(?:んで|て)いた)(?:約|およそ)?$"
)
"""What stands before the number that is itself compared with: 市場予想の7万人増."""
_VIEWS = ("の予想", "の見通し", "の計画")
"""How somebody's view ends that a number is set beside: ウォール街の予想."""
_UNMOVED = ("横ばい", "据え置", "変わらず")
_BY = lazy(r"(?P<said>[^\W_]{1,8}比)(?:では?|は)(?:それぞれ|ともに|いずれも)?[^、。はが]{0,8}$")
"""What every number of a clause is measured by: 前月比では0.3%."""
_BESIDE = frozenset("比( ")
_EXPECTING = ("予想", "コンセンサス", "計画", "いた")
_SAME = lazy(r"(?<![前々])同\s?(?:約|プラス|マイナス|[▲△+\-])*$")
_IN_BRACKETS = lazy(rf"(?:カッコ|かっこ|括弧)内は(?P<said>{_BEFORE}比)")
_TIES = ("の", "る", "は", "が", "(", "いた", "約", "そ")
"""How what names a number as expected ends: 市場予想の, 見込んでいた, 市場予想(."""
_LISTING = lazy(r"(?:[増減高安]|上昇|低下|増加|減少|下落|[0-9]%)、$")
_AGAINST = lazy(r"に(?:対し|比べ)て?、?[^、。0-9]{1,20}[はが]")
_OUTDOES = lazy(r"を(?:大きく|大幅に|やや|わずかに)?(?:上回|下回|超え|しの)[るぐ](?:約|およそ)?")
_OUTDOING = ("回る", "超える", "しのぐ", "約", "およそ")
_FROM_TIES = ("から", "より", "比べ", "比較", "対し")
_SET_BEHIND = frozenset("増減高安上低下とでし")
_LONGEST = 40
"""Characters back from 比 within which what it ends begins."""
_NEAR, _FAR, _TIED = 24, 60, 14
"""Characters back to what stands right before a number, to what it is measured from, to から."""
_BACK = 240
"""Characters back to the comparison that 同 stands for."""
_RELATIVE = frozenset({"relative"})
_UNNAMED = lazy(
    r"(?<![^、。\s])(?!これ|それ|この|その)[^、。\s]{1,24}(?:(?:と|に)(?:比べ|並べ|比較|対し|対する|対して|比して)|との(?:比較|対比)|よりも?|並みに?)"
)
"""Something that is compared with but is no entity: 過去5年の平均に対して, 純資産に比べ."""
_TOPIC_BEFORE = lazy(r"^[^、。]{0,30}?(?<!で)は(?=[^、。])")
_NUMBER_BEHIND = lazy(r"(?:の|である)[約]?[0-9][^、。]{0,20}$")
_PARTICLE = lazy(
    r"(?:を|(?:と|に)(?:比べ|並べ|比較|対し|対する|対して|比して)|との(?:比較|対比)|よりも?|並みに?)$"
)
_RELATED = ("correlation", "beta")
_RELATION = ("との", "に対する", "と")
_OBJECT = lazy(r"(?<![^、。\s])[^、。\s]{1,24}を$")
"""What a number says it exceeds: 過去5年の平均を6割上回る."""
_FROM = lazy(rf"(?:程度|前後)?(?:から(?:は|みて|見て)?|{REFERENCE.pattern})")
"""What follows a number that another is measured from."""
NEAR = 3
"""Claims over which the reference of a discount is carried to the rise to parity beside it."""


def reference_of(
    view: SentenceView, quantity: Quantity, row: Metric, owner: Mention | None
) -> Reference | None:
    """Give what the sentence sets a number against, or None."""
    begin = max(view.sentence.start, quantity.phrase[0] - _FAR)
    before = view.folded[begin : quantity.phrase[0]]
    if row.family not in _RELATIVE and before.endswith(_TIES) and _expected(before[-_NEAR:]):
        return None
    if found := _entity(view, quantity, row, owner) or _beside(view, quantity, before):
        return found
    if row.key == "streak":
        return None
    changed = row.kind == "change" or quantity.direction is not None or _signed(quantity)
    changed = changed or quantity.text.startswith(_UNMOVED)
    if changed and (found := _compared(view, quantity, before)):
        return found
    if row.family in _RELATIVE:
        return None
    if found := _set_beside(view, quantity, owner):
        return found
    if ("比で" in before or "比は" in before) and quantity.unit == "percent":
        return _said_by(view, quantity)
    if outdone := _outdone(view, quantity, owner, before):
        return outdone
    against = "に対し" in before or "に比べ" in before
    return _other(view, quantity, owner) if against else None


def _said_by(view: SentenceView, quantity: Quantity) -> Reference | None:
    """Give what all numbers of a clause are measured by: 前月比ではそれぞれ0.3%、0.2%."""
    begin = view.clause_start(quantity.start)
    first = next(q for q in view.quantities if q.end > begin and q.kind != "date")
    before = view.between(max(view.sentence.start, first.phrase[0] - _NEAR), first.phrase[0])
    if (found := _BY.search(before)) is None:
        return None
    said = _PERIOD.search(found["said"])
    return _reference(said[0], "period") if said else None


def _other(view: SentenceView, quantity: Quantity, owner: Mention | None) -> Reference | None:
    """Give the name whose number just before is compared with: Aの29倍に対しBは25倍."""
    left = next((q for q in reversed(view.quantities) if q.end <= quantity.start), None)
    if left is None or left.unit != quantity.unit or owner is None:
        return None
    if not _AGAINST.fullmatch(view.folded, left.phrase[1], quantity.phrase[0]):
        return None
    named = next((m for m in reversed(view.mentions) if m.end <= left.start), None)
    if named is None or named.entity == owner.entity or owner.start < left.end:
        return None
    if not 0 < left.phrase[0] - named.end <= 1:
        return None
    return Reference(text=named.text, kind="entity", entity=named.entity, quantity=left.id)


def _outdone(
    view: SentenceView, quantity: Quantity, owner: Mention | None, before: str
) -> Reference | None:
    """Give what a level is said to exceed right before it: Aの4兆円を上回る4兆5000億円の売上高."""
    if not before.endswith(_OUTDOING):
        return None
    left = next((q for q in reversed(view.quantities) if q.end <= quantity.start), None)
    if left is None or left.unit != quantity.unit:
        return None
    if not _OUTDOES.fullmatch(view.folded, left.phrase[1], quantity.phrase[0]):
        return None
    named = next((m for m in reversed(view.mentions) if m.end <= left.phrase[0]), None)
    if named is None or view.folded[named.end : left.phrase[0]] != "の":
        return None
    if owner is not None and named.entity == owner.entity and named.text == owner.text:
        return None
    return Reference(text=named.text, kind="entity", entity=named.entity, quantity=left.id)


def _expected(tail: str) -> bool:
    return any(word in tail for word in _EXPECTING) and _EXPECTED.search(tail) is not None


def _signed(quantity: Quantity) -> bool:
    return quantity.text[:1] in "+-▲△±" and quantity.unit in ("percent", "bp", "percentage_point")


def _beside(view: SentenceView, quantity: Quantity, before: str) -> Reference | None:
    """Give what stands right before a number: 前日比402円, (同▲6.0%)."""
    if before[-1:] in _BESIDE and (tail := before[-_NEAR:].rstrip(" (")).endswith("比"):
        for kind, pattern, _ in _COMPARISONS:
            if said := [m[0] for m in pattern.finditer(tail) if m.end() == len(tail)]:
                return _reference(said[-1], kind)
    start = max(0, quantity.start - _BACK)
    if "同" in before[-6:] and _SAME.search(before[-6:]):
        found = list(_PERIOD.finditer(view.folded, start, quantity.start))
        return _reference(found[-1][0], "period") if found else None
    if (
        before.endswith("(")
        and quantity.direction
        and "内は" in view.folded[start : quantity.start]
    ):
        told = list(_IN_BRACKETS.finditer(view.folded, start, quantity.start))
        return _reference(told[-1]["said"], "period") if told else None
    return None


def _compared(view: SentenceView, quantity: Quantity, before: str) -> Reference | None:
    """Give the earlier time or the forecast that a change is measured from in its clause."""
    if found := _measured_from(view, quantity, before[-_FAR:]):
        return found
    before = view.folded[view.sentence.start : quantity.start]
    last: re.Match[str] | None = None
    against: Against = "period"
    for kind, pattern, hints in _COMPARISONS:
        if kind != against and last is not None:
            break
        if any(hint in before for hint in hints):
            said = _last_in_clause(pattern, view, quantity)
            if said and (last is None or said.start() > last.start()):
                last, against = said, kind
    return _reference(last[0], against) if last else None


def _measured_from(view: SentenceView, quantity: Quantity, near: str) -> Reference | None:
    """Give an earlier time right before a number: 前の週から, 前期の280億円を…上回る."""
    ties = near[-_TIED:]
    exceeds = "を" in ties and _OVERTAKES.match(view.folded, quantity.phrase[1]) is not None
    if not (exceeds or any(tie in ties for tie in _FROM_TIES)):
        return None
    found = _FROM_EARLIER.search(near)
    if found is None or (found[0].rstrip("、").endswith("を") and not exceeds):
        return None
    begin = quantity.phrase[0] - len(near) + found.end("said")
    own = (q.id for q in view.quantities if begin <= q.start < quantity.phrase[0])
    return Reference(text=found["said"], kind="period", quantity=next(own, None))


def _set_beside(view: SentenceView, quantity: Quantity, owner: Mention | None) -> Reference | None:
    """Give what a number is set beside that has a number too: 38倍と、同業平均の24倍を上回る."""
    end = max(quantity.end, quantity.phrase[1])
    if view.folded[end : end + 1] not in _SET_BEHIND:
        return None
    if after := _SET_AFTER.match(view.folded, end, view.sentence.end):
        return _reference(after["said"], "period")
    found = _SET_BESIDE.match(view.folded, end)
    if found is None or found.end() > view.sentence.end or _MARKS.search(found["said"]):
        return None
    start, end = found.span("said")
    named = next((m for m in view.mentions if m.start == start and m.end == end), None)
    if named is not None:
        other = owner is None or named.entity is None or named.entity != owner.entity
        return Reference(text=named.text, kind="entity", entity=named.entity) if other else None
    views = _FORECAST.search(found["said"]) or found["said"].endswith(_VIEWS)
    kind: Against = "forecast" if views else "period"
    earlier = kind == "forecast" or _EARLIER_ALONE.fullmatch(found["said"])
    return _reference(found["said"], kind) if earlier else None


def _reference(text: str, kind: Against) -> Reference:
    return Reference(text=text, kind=kind)


def _entity(
    view: SentenceView, quantity: Quantity, row: Metric, owner: Mention | None
) -> Reference | None:
    if row.key in _RELATED:
        found = [m for m in view.mentions if m.end <= quantity.start]
        told = [m for m in found if view.folded.startswith(_RELATION, m.end)]
        return (
            Reference(text=told[-1].text, kind="entity", entity=told[-1].entity) if told else None
        )
    if row.kind == "level":
        return None
    compared = [
        m
        for m, role in zip(view.mentions, view.roles, strict=True)
        if m.end <= quantity.start
        and row.admits(m.type)
        and m is not owner
        and (m.entity is None or owner is None or m.entity != owner.entity)
        and (role == "reference" or (_relates(view) and view.compared(m)))
    ]
    standard = _standard(view, quantity) if row.family in _RELATIVE else None
    if standard is not None:
        named = compared[-1] if compared and compared[-1].end <= standard.start else None
        text = view.folded[standard.start : standard.end]
        entity = named.entity if named and view.compared(named) else None
        return Reference(text=text, kind="entity", entity=entity, quantity=standard.id)
    if not compared:
        before = view.between(view.sentence.start, quantity.phrase[0])
        unnamed = row.family in _RELATIVE and (_UNNAMED.search(before) or _OBJECT.search(before))
        return _unnamed(unnamed[0]) if unnamed else None
    return Reference(text=compared[-1].text, kind="entity", entity=compared[-1].entity)


def _unnamed(said: str) -> Reference:
    """Give what is compared with and has no name: 公表後は市場予想の2750億円を gives 市場予想."""
    core = _TOPIC_BEFORE.sub("", said)
    core = _PARTICLE.sub("", _NUMBER_BEHIND.sub("", core)) or said
    kind: Against = "forecast" if _FORECAST.fullmatch(core) else "entity"
    return _reference(core, kind)


def _standard(view: SentenceView, quantity: Quantity) -> Quantity | None:
    """Give the number before that this one is measured from: 「18.7倍を19%上回る」."""
    before = [q for q in view.quantities if q.end <= quantity.start and q.unit in ("times", "")]
    if not before:
        return None
    last = before[-1]
    behind = view.folded[last.phrase[1] : last.phrase[1] + 1] == ")"
    return last if _FROM.match(view.folded, last.phrase[1] + behind) else None


def _relates(view: SentenceView) -> bool:
    return any(metric.family in _RELATIVE for cue in view.cues for metric, _ in cue.readings)


def _last_in_clause(
    pattern: re.Pattern[str], view: SentenceView, quantity: Quantity
) -> re.Match[str] | None:
    """Give what a pattern finds last between the start of a number's clause and the number."""
    begin, end = view.sentence.start, quantity.start
    near = max(begin, view.folded.rfind("比", begin, end) - _LONGEST)
    found = list(pattern.finditer(view.folded, near, end))
    if not found and near > begin:
        found = list(pattern.finditer(view.folded, begin, near))
    return found[-1] if found and not _apart(view, found[-1].start(), end) else None


def _apart(view: SentenceView, left: int, right: int) -> bool:
    """Tell whether a clause ends between two places; one that only lists goes on: 2%上昇、9月は."""
    at = view.clause_end(left)
    while at <= right and at < view.sentence.end:
        if _LISTING.search(view.folded, max(left, at - 4), at) is None:
            return True
        at = view.clause_end(at)
    return False


def as_written(text: Text, claims: Sequence[Claim]) -> list[Claim]:
    """Give references the characters of the text itself, not the folded ones: Ｓ＆Ｐ５００."""
    if text.folded == text.original:
        return list(claims)
    return [_rewritten(text, claim) if claim.reference else claim for claim in claims]


def _rewritten(text: Text, claim: Claim) -> Claim:
    said = claim.reference
    if said is None:
        return claim
    place = text.folded.rfind(said.text, max(0, claim.sentence[0] - _SAID), claim.sentence[1])
    if place < 0:
        return claim
    written = text.original[place : place + len(said.text)]
    return msgspec.structs.replace(claim, reference=msgspec.structs.replace(said, text=written))


def carry_references(claims: Sequence[Claim]) -> list[Claim]:
    """Let a claim of a relation without a reference take that of the one just before it.

    「IWMはS&P 500より3割割安だ。並ぶには43%の上昇が必要だ」: the rise is against the S&P 500 too.
    """
    carried: list[Claim] = []
    for claim in claims:
        relative = claim.metric is not None and metric(claim.metric).family in _RELATIVE
        if relative and claim.reference is None:
            earlier = [
                c.reference
                for c in carried[-NEAR:]
                if c.metric
                and metric(c.metric).family in _RELATIVE
                and c.reference
                and c.reference.entity not in (None, claim.entity)
            ]
            if earlier:
                claim = msgspec.structs.replace(claim, reference=earlier[-1])
        carried.append(claim)
    return carried
