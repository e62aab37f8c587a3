"""Exact numbers as text: decimals cut by exact arithmetic, amounts in 億 and 兆 or in billions."""

from __future__ import annotations

from fractions import Fraction

_SCALES_JA = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_SCALES_EN = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"))
_LENGTHS = {"years": "年", "months": "か月", "weeks": "週間", "days": "日"}
_SIGNED = frozenset({"return", "based_return", "intraday_return", "from_peak", "from_trough"})
_MONEY_JA = {"JPY": "円", "USD": "ドル", "EUR": "ユーロ", "GBP": "ポンド"}


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
    return f"{number}{_MONEY_JA.get(unit, ' ' + unit)}" if lang == "ja" else f"{unit} {number}"


def figure_text(value: Fraction, unit: str, metric: str, lang: str) -> str:
    """Write a value of a metric for a reader: ``+72.0%``, ``75bp``, ``746億ドル``, ``3回``."""
    ja = lang == "ja"
    if metric == "excess_return":
        return decimal_text(value, 1, signed=True) + ("ポイント" if ja else " points")
    if unit in _LENGTHS:
        number = decimal_text(value, 1, trim=True)
        return number + _LENGTHS[unit] if ja else f"{number} {unit}"
    if unit == "percent":
        signed = metric in _SIGNED
        return decimal_text(value, 1 if signed else 2, signed=signed) + "%"
    if unit == "percentage_point":
        return decimal_text(value * 100, 1, trim=True) + "bp"
    if unit == "occurrences":
        return decimal_text(value, 0) + ("回" if ja else "")
    if unit == "business_days":
        return decimal_text(value, 0) + ("営業日" if ja else " sessions")
    if unit == "times":
        return decimal_text(value, 2, trim=True) + ("倍" if ja else "x")
    if unit in ("points", "index", ""):
        return decimal_text(value, 2, signed=metric.endswith("price_change"))
    if "/" in unit:
        return decimal_text(value, 4 if abs(value) < 10 else 2)
    return _amount(value, unit, lang)
