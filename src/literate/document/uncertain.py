"""How sure a number is, in words: the ends of its interval, and what that is over."""

from __future__ import annotations

from dataclasses import replace

from literate.document import rounding
from literate.document.quantity import Quantity
from literate.document.weighing import Weigh


def ends(number: Quantity, weigh: Weigh) -> str:
    """`0.947 to 0.983`, in the number's own form and without its unit; empty for a number that has no interval.

    The interval of a sum or difference is weighed as that of a claim is.
    """
    weighed = weigh(number, 1.0) if number.parts else number.interval
    if weighed is None:
        return ""
    texts = (rounding.text(replace(number, value=value)) for value in (weighed.low, weighed.high))
    return " to ".join(text.partition(rounding.SPACE)[0] if number.form else text for text in texts)


def said(number: Quantity) -> str:
    """`95 % from 0.947 to 0.983 over 360 test images`, for a number that was measured.

    What it is over is said once: not where the number's own words end with it.
    """
    found = number.interval
    if found is None:
        return ""
    low, high = (rounding.text(replace(number, value=value, form=None)) for value in (found.low, found.high))
    over = "" if number.how.endswith(found.method) else f" over {found.method}"
    return f"{100 * found.level:.0f} % from {low} to {high}{over}"
