"""The characters that some patterns begin or end with.

Most places of a text are ruled out by one character, which costs a tenth of a match that fails.
`tests/quantities/test_edges.py` reads them from the patterns again.
"""

from __future__ import annotations

_BARS = "~\u2010\u2011\u2012\u2013\u2014\u2015-ー"
BRACKET = frozenset("(")
"""How `ASIDE`, `TABLE_NEGATIVE` and `WEEKDAY` begin."""
NO_UNIT_BEGINS = frozenset("割回種件人本")
ORDINAL_BEGINS = frozenset("目め")
EACH_BEGINS = frozenset(" 当あにご毎単")
RANGE_BEGINS = frozenset(f"{_BARS} な乃、")
SPAN_BEGINS = frozenset(f"{_BARS} ")
"""How `SPAN_DASH` begins."""
SIGN_ENDS = frozenset("ス▲△-+±")
PLACEHOLDER_ENDS = frozenset("位は:/ ")
BACKWARD_ENDS = frozenset("去近この")
COMING_ENDS = frozenset("回のる")
MONTH_BEGINS = frozenset("0123456789一二三四五六七八九十")
