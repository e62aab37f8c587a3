"""Lines of PDF pages -> text: tables read by their columns, wrapped lines joined.

決算短信, the summary of results that listed firms publish, names a column above, its unit (百万円,
％) below the name, and gives only numbers in the rows. A line of units therefore opens a table;
each number belongs to the unit above it. 単位：百万円 above a table gives the unit of all of its
bare numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import msgspec

from .pdf_lines import Line, Sheet, Word
from .tables import is_number, is_value, row_unit, table_lines, unit_of, with_unit

_UNIT_ABOVE = r"[(（]\s*単位\s*[:：]\s*(?P<unit>[^()（）、]{1,8}?)\s*[)）]"
_NOTE = r"[(（※*注]|[^。]*。|.*表示は"
_NAMES_ABOVE = 3
_NEAR = 2.2
"""Of the height of the type: names stand at most so far above the units."""
_SPREAD = 1.6
"""Of the height of the type: so far apart the letters of one name may stand."""
_ASCII = r"[A-Za-z0-9,.;:)%]"


def text_of(sheets: Sequence[Sheet]) -> str:
    """Give the text of all pages, a paragraph, heading or table row a line."""
    parts: list[str] = []
    for sheet in sheets:
        parts.extend(_page_lines(sheet.lines))
    return "\n".join(parts) + "\n" if parts else ""


def _page_lines(lines: Sequence[Line]) -> Iterator[str]:
    margin = max((line.right for line in lines), default=0.0)
    held: list[Line] = []
    unit, at = "", 0
    while at < len(lines):
        line = lines[at]
        slots = _unit_line(line)
        if slots:
            names = _names_above(held, line)
            yield from _paragraphs(held[: len(held) - len(names)], margin)
            held = []
            rows = _rows_below(lines, at + 1, len(slots))
            yield from _table(names, slots, rows)
            at += 1 + len(rows)
            continue
        told = re.search(_UNIT_ABOVE, line.text)
        unit = told["unit"] if told else "" if line.text.endswith("。") else unit
        if told or (unit and _is_row(line)):
            yield from _paragraphs(held, margin)
            held = []
            yield line.text if told else _row_text(line, unit)
        else:
            held.append(line)
        at += 1
    yield from _paragraphs(held, margin)


# --- tables ----------------------------------------------------------------------------------


def _unit_line(line: Line) -> list[Word]:
    """Give the units of a line of nothing but units; 円 and 銭 side by side are one."""
    words: list[Word] = []
    for word in line.words:
        if words and words[-1].text == "円" and word.text == "銭":
            words[-1] = msgspec.structs.replace(words[-1], text="円銭", right=word.right)
        else:
            words.append(word)
    return words if len(words) > 1 and all(unit_of(word.text) for word in words) else []


def _names_above(held: Sequence[Line], units: Line) -> list[Line]:
    """Give the lines right above the units that name the columns."""
    names: list[Line] = []
    below = units
    for line in reversed(held[-_NAMES_ABOVE:]):
        far = below.top - line.bottom > _NEAR * line.size
        if far or re.match(_NOTE, line.text) or any(is_number(w.text) for w in line.words):
            break
        if line.right < units.left:  # a heading at the left margin
            break
        names.insert(0, line)
        below = line
    return names


def _rows_below(lines: Sequence[Line], first: int, columns: int) -> list[Line]:
    """Give the rows of a table: lines that end in numbers, no more than there are columns."""
    rows: list[Line] = []
    for line in lines[first:]:
        values = _values(line)
        if not values or len(values) > columns or line.text.endswith("。"):
            break
        if not any(is_number(word.text) for word in values):
            break
        rows.append(line)
    return rows


def _values(line: Line) -> list[Word]:
    """Give the numbers at the end of a line, and the signs for none among them."""
    values: list[Word] = []
    for word in reversed(line.words):
        if not is_value(word.text):
            break
        values.insert(0, word)
    return values


def _table(names: Sequence[Line], units: Sequence[Word], rows: Sequence[Line]) -> Iterator[str]:
    """Write a table out by way of a grid: each word in the column whose unit is nearest."""
    heads = _named(names, units)
    grid = [["", *heads], ["", *(unit.text for unit in units)]]
    for row in rows:
        values = _values(row)
        label = "".join(word.text for word in row.words[: len(row.words) - len(values)])
        cells = [""] * len(units)
        for number, word in enumerate(values):
            exact = number if len(values) == len(units) else _nearest(word, units)
            cells[exact] = word.text
        grid.append([label, *cells])
    yield from table_lines(grid) if rows else (" ".join(filter(None, row)) for row in grid)


def _named(names: Sequence[Line], units: Sequence[Word]) -> list[str]:
    """Give each column the name above it.

    A name may stand over an amount, over a share, or in the middle of an amount and the shares
    behind it; the amount has it then.
    """
    heads = [""] * len(units)
    middles: list[tuple[float, int]] = []
    for at, unit in enumerate(units):
        middles.append(((unit.left + unit.right) / 2, at))
        end = at + 1
        while end < len(units) and _is_share(units[end]):
            end += 1
        if end > at + 1 and not _is_share(unit):
            middles.append(((unit.left + units[end - 1].right) / 2, at))
    edges = _edges(units)
    placed = [_unspread(line, edges) for line in names]
    over = ""
    if len(placed) > 1 and len(placed[0]) == 1 < len(units) == len(placed[-1]):
        over = f"{placed.pop(0)[0].text} "  # 年間配当金, over all of its columns
    amounts = [at for at, unit in enumerate(units) if not _is_share(unit)]
    for words in placed:
        orders = (range(len(units)), amounts)
        inorder = next((n for n in orders if len(n) == len(words) > 1), None)
        for number, word in enumerate(words):
            middle = (word.left + word.right) / 2
            near = min(middles, key=lambda found: abs(found[0] - middle))[1]
            heads[near if inorder is None else inorder[number]] += word.text
    return [over + head for head in heads]


def _edges(units: Sequence[Word]) -> list[float]:
    """Give where an amount with its shares ends and the next may begin: a bit behind its unit."""
    edges = []
    for unit, after in pairwise(units):
        if not _is_share(after):
            air = (after.left - unit.right) / 2
            edges.append(unit.right + min(air, 0.8 * (unit.bottom - unit.top)))
    return edges


def _unspread(line: Line, edges: Sequence[float]) -> list[Word]:
    """Join the letters of a name that is set wide, 売 上 高, but not those of two columns."""
    words: list[Word] = []
    for word in line.words:
        letter = len(word.text) == 1 and not is_value(word.text)
        last = words[-1] if words else word
        near = 0 < word.left - last.right < _SPREAD * line.size
        if letter and near and _edge(last, edges) == _edge(word, edges):
            text = last.text + word.text
            words[-1] = msgspec.structs.replace(last, text=text, right=word.right)
        else:
            words.append(word)
    return words


def _edge(word: Word, edges: Sequence[float]) -> int:
    return bisect_left(edges, (word.left + word.right) / 2)


def _is_share(word: Word) -> bool:
    unit = unit_of(word.text)
    return unit is not None and unit.share


def _nearest(word: Word, units: Sequence[Word]) -> int:
    return min(range(len(units)), key=lambda at: abs(units[at].right - word.right))


def _is_row(line: Line) -> bool:
    values = _values(line)
    return 0 < len(values) < len(line.words) and any(is_number(word.text) for word in values)


def _row_text(line: Line, unit: str) -> str:
    values = _values(line)
    label = "".join(word.text for word in line.words[: len(line.words) - len(values)])
    label, named = row_unit(label, unit_of(unit))
    cells = [with_unit(word.text, named) for word in values if is_number(word.text)]
    return " ".join((label, *cells))


# --- paragraphs ------------------------------------------------------------------------------


def _paragraphs(lines: Sequence[Line], margin: float) -> Iterator[str]:
    """Join the lines of each paragraph: a line that reaches the margin goes on in the next."""
    if not lines:
        return
    left = median(line.left for line in lines)
    text, last = "", None
    for line in lines:
        if last is not None and _goes_on(last, line, margin, left):
            text += _glue(text, line.text) + line.text
        else:
            if text:
                yield text
            text = line.text
        last = line
    yield text


def _goes_on(above: Line, below: Line, margin: float, left: float) -> bool:
    full = above.right > margin - 2.2 * above.size
    near = below.top - above.bottom < 1.6 * above.size
    alike = abs(above.size - below.size) < 0.25 * above.size
    indented = below.left > left + 0.7 * below.size and above.left <= left + 0.7 * above.size
    bullet = re.match(r"[・●■◆○※(（①-⑳]|\d{1,2}[.．)）]", below.text) is not None
    begun = above.left <= left + 2.5 * above.size  # else it is set flush right
    return full and begun and near and alike and not indented and not bullet


def _glue(text: str, after: str) -> str:
    """Give a space between two words of Latin letters, and none between Japanese ones."""
    both = re.match(_ASCII, text[-1:]) and re.match(r"[A-Za-z0-9(]", after[:1])
    return " " if both and not (text[-1:].isdigit() and after[:1].isdigit()) else ""
