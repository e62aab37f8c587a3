"""Exact numbers as text: decimals cut by exact arithmetic, amounts in 億 and 兆 or in billions."""

from __future__ import annotations

from fractions import Fraction

_SCALES_JA = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_SCALES_EN = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"))
_IN_POINTS = frozenset(
    {"unemployment", "operating_margin", "ordinary_margin", "net_margin", "diffusion_index"}
)
_LENGTHS = {"years": "年", "months": "か月", "weeks": "週間", "days": "日"}
_SIGNED = frozenset({"return", "based_return", "intraday_return", "from_peak", "from_trough"})
_MONEY_JA = {
    "JPY": "円", "USD": "ドル", "EUR": "ユーロ", "GBP": "ポンド", "people": "人", "shares": "株",
}  # fmt: skip


def decimal_text(value: Fraction, places: int, *, signed: bool = False, trim: bool = False) -> str:
    """Write a fraction with a fixed number of decimals, half away from zero: 72.03 -> ``+72.0``.

    trim drops the zeros at the end of the decimals.
    """
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = f"{whole // 10**places:,}"
    decimals = f"{whole % 10**places:0{places}d}" if places else ""
    if trim:
        decimals = decimals.rstrip("0")
    sign = "-" if value < 0 and whole else "+" if signed and value > 0 else ""
    return f"{sign}{digits}.{decimals}" if decimals else f"{sign}{digits}"


def _amount(value: Fraction, unit: str, lang: str) -> str:
    for scale, name in _SCALES_JA if lang == "ja" else _SCALES_EN:
        if abs(value) >= scale * (1 if lang == "en" else 10):
            number = decimal_text(value / scale, 1, trim=True) + name
            break
    else:
        number = decimal_text(value, 2, trim=True)
    if lang == "ja":
        return f"{number}{_MONEY_JA.get(unit, ' ' + unit)}"
    return f"{unit} {number}" if unit.isupper() else f"{number} {unit}"


_COUNTED = {
    "occurrences": (0, "回", ""), "business_days": (0, "営業日", " sessions"),
    "times": (2, "倍", "x"),
}  # fmt: skip
"""Unit -> decimals, and what stands behind the number in Japanese and in English."""


def figure_text(value: Fraction, unit: str, metric: str, lang: str) -> str:
    """Write a value of a metric for a reader: ``+72.0%``, ``75bp``, ``746億ドル``, ``3回``."""
    ja, unit = lang == "ja", unit.removesuffix("/share")
    if unit in ("percent", "percentage_point") or metric == "excess_return":
        return _percent(value, unit, metric, " points" if lang == "en" else "ポイント")
    if unit in _LENGTHS:
        number = decimal_text(value, 1, trim=True)
        return number + _LENGTHS[unit] if ja else f"{number} {unit}"
    if unit in _COUNTED:
        places, japanese, english = _COUNTED[unit]
        return decimal_text(value, places, trim=True) + (japanese if ja else english)
    if unit in ("points", "index", ""):
        whole = unit == "index" and value.denominator == 1
        return decimal_text(value, 0 if whole else 2, signed=metric.endswith("price_change"))
    if "/" in unit:
        return decimal_text(value, 4 if abs(value) < 10 else 2)
    return _amount(value, unit, lang)


def _percent(value: Fraction, unit: str, metric: str, points: str) -> str:
    if metric == "excess_return":
        return decimal_text(value, 1, signed=True) + points
    if unit == "percentage_point":
        if metric in _IN_POINTS:
            return decimal_text(value, 2, signed=True, trim=True) + points
        return decimal_text(value * 100, 1, trim=True) + "bp"
    signed = metric in _SIGNED
    return decimal_text(value, 1 if signed else 2, signed=signed) + "%"
