"""The words around a comparison: its sentence says what it claims, the names that it was given do not."""

from __future__ import annotations

import html
import re

from literate.document.shelf import CLOSE, OPEN

MOST = 110  # characters, about two lines of the table
_HERE = "\x00"
_BLOCK = re.compile(r"<(p|li|td)\b[^>]*>((?:(?!</?(?:p|li|td)\b).)*?)</\1>", re.DOTALL)
_ASIDE = re.compile(r'<(a|span) class="mark".*?</\1>|<small class="notes.*?</small>', re.DOTALL)


def sentence(page: str, anchor: str) -> str:
    """The clause that holds the comparison `anchor`, cut to its words; empty for what is no comparison."""
    at = page.find(f'id="{anchor}" href="#{anchor}-verdict"')
    at = page.rfind("<a ", 0, at) if at >= 0 else at
    block = next((found for found in _BLOCK.finditer(page) if found.start() < at < found.end()), None)
    if at < 0 or block is None:
        return ""
    marked = _ASIDE.sub("", page[block.start(2) : at]) + _HERE + page[at : block.end(2)]
    plain = html.unescape(re.sub(rf"<[^>]+>|{OPEN}[^{CLOSE}]*{CLOSE}", "", _ASIDE.sub("", marked)))
    clause = next(each for each in re.split(r"(?<=[.?!;:])\s+", plain) if _HERE in each)
    words = " ".join(clause.replace(_HERE, "").split()).rstrip(".;:")
    if len(words) <= MOST:
        return words
    before, after = (" ".join(part.split(" ")) for part in clause.split(_HERE))
    start = max(0, len(before) - MOST // 2)
    start = before.find(" ", start) + 1 if start else 0
    cut = f"{before[start:]}{after[: MOST // 2].rpartition(' ')[0]}"
    return " ".join(f"{'… ' if start else ''}{cut} …".split())
