"""A number, a word of a result, or what is missing, as HTML that says on hover and focus where it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from literate.document import rounding, uncertain
from literate.document.quantity import Missing, Quantity
from literate.document.shelf import escape
from literate.document.word import Word

_SILENT = re.compile(
    r'<span class="(?:number"[^>]*>(?=[^< ]*<)|(?:word|literal)"[^>]*>)([^<]*)</span>'
)  # a number with a space keeps the element that keeps it on one line


def origin(how: str, runs: Sequence[str]) -> str:
    """What something is, and the runs that it came from, in words."""
    said = f"run{'s' if len(runs) > 1 else ''} {', '.join(runs)}" if runs else ""
    return "; ".join(filter(None, (how, said)))


def from_runs(runs: Sequence[str]) -> str:
    """The attribute of an element whose digits came from these runs."""
    return f' data-run="{escape(" ".join(runs))}"' if runs else ""


def number_html(number: Quantity, text: str | None = None, stop: bool = True) -> str:
    """A number as a span that says where it came from; `stop` lets the keyboard reach it."""
    text = rounding.text(number) if text is None else text
    how = rounding.grouped("; ".join(filter(None, (number.how, uncertain.said(number)))))
    said = origin(how, number.runs)
    title = f' title="{escape(said)}"' if said else ""
    focus = ' tabindex="0"' if stop and said else ""
    return f'<span class="number"{from_runs(number.runs)}{title}{focus}>{escape(text)}</span>'


def word_html(word: Word) -> str:
    """A text out of a result as a span that says where it came from."""
    title = f' title="{escape(origin(word.how, word.runs))}"'
    return f'<span class="word"{from_runs(word.runs)}{title}>{escape(word)}</span>'


def missing_html(missing: Missing, named: bool = True) -> str:
    """A small marked gap that names the run, on hover only where there is no room."""
    why = escape(f"{missing.run}: {missing.why}")
    said = f"{escape(missing.run)} missing" if named else "missing"
    return f'<span class="missing" title="{why}">{said}</span>'


def silent(html: str) -> str:
    """HTML in which what looks like its surroundings has no element of its own: nothing on paper can be asked."""
    return _SILENT.sub(r"\1", html)
