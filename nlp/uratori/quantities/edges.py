"""The characters that some patterns begin or end with.

Most places of a text are ruled out by one character, which costs a tenth of a match that fails.
A name is that of its pattern: `NO_UNIT_BEGINS`, and `SIGN_ENDS` for `SIGN_BEFORE`.
`tests/quantities/test_edges.py` reads them from the patterns again.
"""

from __future__ import annotations

from .patterns import TRIGGER_NUMERAL

_BARS = "~\u2010\u2011\u2012\u2013\u2014\u2015-ー"
NUMERALS = frozenset(TRIGGER_NUMERAL)
BRACKET = frozenset("(")
"""How `ASIDE`, `TABLE_NEGATIVE` and `WEEKDAY` begin."""
NO_UNIT_BEGINS = frozenset("割回種件人本")
ORDINAL_BEGINS = frozenset("目め")
EACH_BEGINS = frozenset(" 当あにご毎単")
RANGE_BEGINS = frozenset(f"{_BARS}\u2500 な乃、")
SPAN_BEGINS = frozenset(f"{_BARS} ")
"""How `SPAN_DASH` begins."""
YEAR_REST_BEGINS = frozenset(" のはなお最度末初頭序終前後半央春夏秋冬第上下中通1234Q")
SIGN_ENDS = frozenset("ス字▲△-+±")
PLACEHOLDER_ENDS = frozenset("位は:/ ")
BACKWARD_ENDS = frozenset("去近この")
CODE_ENDS = frozenset(" :は#.がド号eLNPIKXOSol便〒第図表注※紙料rンジルズ話")
COMING_ENDS = frozenset("回のる")
MONTH_BEGINS = frozenset("0123456789一二三四五六七八九十")
