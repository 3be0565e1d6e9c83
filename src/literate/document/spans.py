"""A number, or its absence, as HTML that says on hover and focus where it came from."""

from __future__ import annotations

from literate.document import rounding
from literate.document.quantity import Missing, Quantity
from literate.document.shelf import escape


def number_html(number: Quantity, text: str | None = None, stop: bool = True) -> str:
    """A number as a span that says where it came from; `stop` lets the keyboard reach it."""
    text = rounding.text(number) if text is None else text
    origin = "; ".join(filter(None, (number.how, ", ".join(number.runs) and f"run {', '.join(number.runs)}")))
    run = f' data-run="{escape(" ".join(number.runs))}"' if number.runs else ""
    title = f' title="{escape(origin)}"' if origin else ""
    focus = ' tabindex="0"' if stop and origin else ""
    return f'<span class="number"{run}{title}{focus}>{escape(text)}</span>'


def missing_html(missing: Missing, named: bool = True) -> str:
    """A small marked gap that names the run, on hover only where there is no room."""
    why = escape(f"{missing.run}: {missing.why}")
    said = f"{escape(missing.run)} missing" if named else "missing"
    return f'<span class="missing" title="{why}">{said}</span>'
