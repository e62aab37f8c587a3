"""Numbers that stand in the order of the names: AとBはそれぞれ1.2%、0.9%下げた; 前者は…後者は…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..records import Mention, Quantity
from ..text.lazy import lazy
from .metrics import Metric
from .sentence import SentenceView
from .ties import EntityTie, Topic

SURE = 0.95
"""The score of a place in a list: its order leaves no doubt."""
_CARRIED = 0.85
_EACH = lazy(r"それぞれ|各々|おのおの|(?<![一-龯])順に")
_JOINT = lazy(
    r"(?:[(（][^()（）]{1,20}[)）])?(?:[、・]|と|や|及び|および|ならびに|並びに|[、と]?(?:同じく|続いて))"
)
_NEW_SUBJECT = lazy(r"[はがも]")
_LISTED = lazy(r"[、とや・]|および|及び")
_POLE = lazy(r"(?P<first>前者)|(?P<second>後者)")
_TOGETHER = lazy(
    r"[^、。はが]{0,16}?(?:は|が|の)?(?:、)?(?:合計|合算|合わせ|計(?=[0-9約])|[0-9]{1,2}(?:社|銘柄|行))"
)
_PAIR = 2
_BACK, _FAR = 2, 6
"""Sentences back to the names that a list of numbers alone is of, and to those of 両社."""


def series_tie(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> EntityTie | None:
    """Give the name whose place in its list is the number's place in its own, None without one."""
    return _pole(view, quantity, metric, topics) or _in_order(view, quantity, metric, topics)


def shared_out(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a number is of several names together: AとBの販売台数は計130万台."""
    if len(view.mentions) < _PAIR:
        return False
    names = [m for m in view.mentions if m.end <= quantity.start]
    lists = [run for run in _runs(view, names) if len(run) >= _PAIR]
    if not lists:
        return False
    end = lists[-1][-1].end
    roles = zip(view.mentions, view.roles, strict=True)
    later = any(m.start > end and role in ("topic", "subject", "genitive") for m, role in roles)
    if later or any(end <= q.start < quantity.start and q.kind != "count" for q in view.quantities):
        return False
    return _TOGETHER.match(view.folded, end, quantity.start) is not None


def listed(view: SentenceView) -> frozenset[str]:
    """Give the ids of the mentions that stand side by side in one list: トヨタやホンダが."""
    if len(view.mentions) < _PAIR:
        return frozenset()
    runs = (run for run in _runs(view, view.mentions) if len(run) >= _PAIR)
    return frozenset(mention.id for run in runs for mention in run)


def _runs(view: SentenceView, names: Sequence[Mention]) -> list[list[Mention]]:
    """Give the lists of names in order; a name and its code are one, by its first mention."""
    runs: list[list[Mention]] = []
    last: Mention | None = None
    for name in names:
        if last is not None and _same(view, last, name):
            last = name
            continue
        if last is not None and _JOINT.fullmatch(_closed(view, last.end, name.start)):
            runs[-1].append(name)
        else:
            runs.append([name])
        last = name
    return runs


def _same(view: SentenceView, last: Mention, name: Mention) -> bool:
    """Tell whether a name is the code of the name before it: トヨタ(7203)."""
    if name.entity is None or name.entity != last.entity:
        return False
    gap = view.between(last.end, name.start)
    return gap in ("(", "（", "・", "/", "") or (len(gap) <= _PAIR and gap.endswith(("(", "（")))


def _closed(view: SentenceView, left: int, right: int) -> str:
    gap = view.between(left, right)
    return gap[1:] if gap[:1] in ")）」』" else gap


def _in_order(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> EntityTie | None:
    marks = [m for m in _EACH.finditer(view.folded, view.sentence.start, quantity.start)]
    if not marks:
        return _bare_pair(view, quantity, metric, topics)
    mark = marks[-1]
    slots = _slots(view, mark.end())
    place = next((at for at, slot in enumerate(slots) if quantity in slot), None)
    if place is None or len(slots) < _PAIR:
        return None
    names, score = _names_before(view, mark.start(), metric, topics)
    if len(names) != len(slots):
        return None
    name = names[place]
    return EntityTie(name, score, f"number {place + 1} of a list, as {name.text} is")


def _bare_pair(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> EntityTie | None:
    """Give the name of one of two numbers told of the two names just before: 19%と24%である."""
    if view.mentions or len(view.quantities) != _PAIR:
        return None
    first, second = view.quantities
    if view.between(first.end, second.start) != "と" or first.unit != second.unit:
        return None
    names = _distinct(list(_recent(topics, view, metric, 1)))
    if len(names) != _PAIR:
        return None
    name = names[quantity is second]
    return EntityTie(name, _CARRIED, f"one of two, as {name.text} is")


def _slots(view: SentenceView, begin: int) -> list[list[Quantity]]:
    """Give the numbers behind それぞれ, those of one place together: 2割増の21億円."""
    slots: list[list[Quantity]] = []
    numbers = [q for q in view.quantities if q.start >= begin]
    if not numbers or _NEW_SUBJECT.search(view.folded, begin, numbers[0].start):
        return slots
    slots.append([numbers[0]])
    for last, number in pairwise(numbers):
        gap = view.between(last.end, number.start)
        if any(last.end <= m.start and m.end <= number.start for m in view.mentions):
            break
        if _NEW_SUBJECT.search(gap) or (view.parted(last.end, number.start) and "と" in gap):
            break
        if "(" in gap or ")" in gap or not _LISTED.search(gap):
            slots[-1].append(number)
        else:
            slots.append([number])
    return slots


def _names_before(
    view: SentenceView, mark: int, metric: Metric, topics: Sequence[Topic]
) -> tuple[list[Mention], float]:
    before = [m for m in view.mentions if m.end <= mark]
    if before and before[-1].type == "group" and before[-1].text.startswith("両"):
        return _last_two(topics, view, metric), _CARRIED
    fitting = [m for m in before if metric.admits(m.type)]
    runs = [run for run in _runs(view, fitting) if len(run) >= _PAIR]
    if runs:
        return runs[-1], SURE
    if rows := _rows(view, fitting, mark):
        return rows, _CARRIED
    if fitting or _LISTED.search(_own_words(view, mark)):
        return [], 0.0
    return _last_list(topics, view, metric), _CARRIED


def _rows(view: SentenceView, names: Sequence[Mention], mark: int) -> list[Mention]:
    """Give names that each have a number of their own: PERはAが14倍、Bが10倍で、…もそれぞれ."""
    rows = [name for at, name in enumerate(names) if not at or names[at - 1].entity != name.entity]
    ends = [*(name.start for name in rows[1:]), mark]
    own = all(view.figures_between(row.end, end) for row, end in zip(rows, ends, strict=False))
    return rows if len(rows) >= _PAIR and own else []


def _own_words(view: SentenceView, mark: int) -> str:
    """Give what a clause says before それぞれ, from its last comma on."""
    begin = view.folded.rfind("、", view.sentence.start, mark - 1) + 1
    return view.between(max(begin, view.sentence.start), mark).rstrip("、")


def _pole(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> EntityTie | None:
    """Give the former or the latter of the last two names, where a number is said of it."""
    if view.folded.find("者", view.sentence.start, quantity.start) < 0:
        return None
    poles = list(_POLE.finditer(view.folded, view.sentence.start, quantity.start))
    if not poles:
        return None
    pole = poles[-1]
    if any(m.start >= pole.end() and m.end <= quantity.start for m in view.mentions):
        return None
    first = poles[0].start()
    names = [m for m in view.mentions if m.end <= first and metric.admits(m.type)]
    both = _distinct([*_recent(topics, view, metric, _FAR), *names])[-_PAIR:]
    if len(both) < _PAIR:
        return None
    name = both[0] if pole["first"] else both[1]
    return EntityTie(name, _CARRIED, f"{pole[0]} is {name.text}")


def _last_two(topics: Sequence[Topic], view: SentenceView, metric: Metric) -> list[Mention]:
    return _distinct(list(_recent(topics, view, metric, _FAR)))[-_PAIR:]


def _last_list(topics: Sequence[Topic], view: SentenceView, metric: Metric) -> list[Mention]:
    """Give the names of the last sentence that names any, each once, in order."""
    named = list(_recent(topics, view, metric))
    begin = view.folded.rfind("。", 0, named[-1].start) if named else 0
    line = view.folded.rfind("\n", 0, named[-1].start) if named else 0
    return _distinct([m for m in named if m.start > max(begin, line)])


def _recent(
    topics: Sequence[Topic], view: SentenceView, metric: Metric, back: int = _BACK
) -> Iterator[Mention]:
    """Yield the names of the sentences just before, in the order of the text."""
    near: list[Mention] = []
    for topic in reversed(topics):
        if view.index - topic.sentence > back:
            break
        if topic.mention is not None and topic.mention.entity and metric.admits(topic.mention.type):
            near.append(topic.mention)
    yield from sorted(near, key=lambda m: m.start)


def _distinct(names: Sequence[Mention]) -> list[Mention]:
    """Give each entity once, where it is named last, in order."""
    last = {name.entity: name for name in names}
    return sorted(last.values(), key=lambda m: m.start)
