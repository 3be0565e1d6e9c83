"""A number as text, under one rounding rule.

The rule: the shortest decimal that names the float (what Python prints) is rounded half to even, ISO 80000-1
rule A. So to three places 0.697625 is 0.698, 0.0625 is 0.062 and 0.1875 is 0.188: never truncated, and
without the drift upwards of always rounding a half up. Rounding happens here, at printing, and nowhere else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal

from literate.document.quantity import MINUS, Quantity

SPACE = "\N{NO-BREAK SPACE}"
UNDEFINED = "–"  # a measure that has no value, such as the precision of a class never predicted
ONES = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


def fixed(value: float, decimals: int) -> str:
    """Fixed decimals, groups of three, a true minus: `fixed(-1234.5678, 2)` is `−1 234.57`."""
    if not math.isfinite(value):
        return UNDEFINED
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    if rounded == 0:
        rounded = abs(rounded)  # no minus before nothing
    return f"{rounded:,f}".replace(",", SPACE).replace("-", MINUS)


def grouped(words: str) -> str:
    """Words with the thousands of their counts apart: `1 077 training images`."""
    return re.sub(r"(?<![\w.])\d{4,}(?![\w.])", lambda found: fixed(int(found[0]), 0), words)


def exact(value: float) -> str:
    """As it was written: 0.001, 1 000, 3 × 10⁻⁷."""
    if not math.isfinite(value):
        return UNDEFINED
    shortest = Decimal(repr(float(value))).normalize()
    exponent = shortest.adjusted()
    if value and not -5 <= exponent <= 9:
        digits = f"{shortest.scaleb(-exponent):f}"
        power = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{digits}{SPACE}×{SPACE}10{power}".replace("-", MINUS)
    return f"{shortest:,f}".replace(",", SPACE).replace("-", MINUS)


def seconds(value: float, _: int | None = None) -> str:
    """A duration: 4.2 s, 42 s, 3 min 10 s, 2 h 5 min."""
    if not math.isfinite(value):
        return UNDEFINED
    if abs(value) < 9.95:
        return f"{fixed(value, 1)}{SPACE}s"
    whole = int(Decimal(repr(float(value))).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
    minutes, rest = divmod(abs(whole), 60)
    sign = MINUS if whole < 0 else ""
    if minutes == 0:
        return f"{sign}{rest}{SPACE}s"
    if minutes < 60:
        return f"{sign}{minutes}{SPACE}min {rest}{SPACE}s"
    return f"{sign}{minutes // 60}{SPACE}h {minutes % 60}{SPACE}min"


def words(value: float, _: int | None = None) -> str:
    """A count in words up to twenty, in digits above. Raises `ValueError` for what is no count."""
    if value < 0 or value != int(value):
        raise ValueError(f"words is for counts, and {value:g} is none")
    return ONES[int(value)] if value < len(ONES) else fixed(value, 0)


def percent(value: float, decimals: int | None = None) -> str:
    """A fraction in percent, one decimal."""
    return f"{_scaled(value, 1 if decimals is None else decimals)}%"


def points(value: float, decimals: int | None = None) -> str:
    """A difference of fractions in percentage points, one decimal: `26.9 points`."""
    text = _scaled(value, 1 if decimals is None else decimals)
    return f"{text}{SPACE}{'point' if text.lstrip(MINUS) == '1' else 'points'}"


def _scaled(value: float, decimals: int) -> str:
    """A hundred times the value, the shift made on the decimals, so that 0.285 is 28.5 and not 28.499…"""
    if not math.isfinite(value):
        return UNDEFINED
    return fixed(float(Decimal(repr(float(value))).scaleb(2)), decimals)


def _num(value: float, decimals: int | None) -> str:
    return fixed(value, 3 if decimals is None else decimals)


def _exact(value: float, _: int | None) -> str:
    return exact(value)


FORMS: dict[str, Callable[[float, int | None], str]] = {
    "num": _num,
    "percent": percent,
    "points": points,
    "words": words,
    "seconds": seconds,
    "exact": _exact,
}


def text(number: Quantity) -> str:
    """A number in its own form, else in the form of its unit: fractions and ratios have three decimals."""
    kind, decimals = number.form or _form_of_unit(number)
    if kind in ("percent", "points") and number.unit != "fraction":
        raise ValueError(
            f"{kind} is for fractions, and {number.name or number.value} is a {number.unit or 'plain number'}"
        )
    return FORMS[kind](number.value, decimals)


def _form_of_unit(number: Quantity) -> tuple[str, int | None]:
    if number.unit == "seconds":
        return "seconds", None
    whole = math.isfinite(number.value) and number.value == int(number.value)
    if number.unit == "count" or (number.unit == "" and whole):
        return "num", 0 if whole else 1
    return "num", 3
