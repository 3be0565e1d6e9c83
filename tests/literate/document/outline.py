"""A built page as an outline to read: headings, figures with size and words, captions, tables as text, claims.

Digits and words are as they are; what has no structure (paragraphs, marks, links) is left out.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

KEPT = {"h1", "h2", "h3", "h4", "figcaption", "tr", "nav"}
SHOWN = {"title": "skip", "style": "skip", "script": "skip"}


class _Outline(HTMLParser):
    """Collects one line a heading, figure, caption or row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.text: list[str] | None = None
        self.hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        kind = given.get("class", "").split()
        if tag in SHOWN:
            self.hidden += 1
        elif tag == "section":
            self.lines.append(f"\n<{' '.join(kind)}>")
        elif tag == "figure":
            self.lines.append(
                f"\n[{' '.join(kind)}] #{given['id']}" if "id" in given else f"\n[{' '.join(kind)}]"
            )
        elif tag in ("svg", "div") and "drawing" in kind:
            self.lines.append(f"  {given['style']}  {given['aria-label']}")
        elif tag == "div" and "equation" in kind:
            self.lines.append(f"equation #{given.get('id', '')}")
        elif tag in KEPT or "panel-caption" in kind or "box" in kind or "key" in kind:
            self.text = []
        elif tag in ("td", "th") and self.text:
            self.text.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SHOWN:
            self.hidden -= 1
        elif self.text is not None and (tag in KEPT or tag in ("p", "div")):
            mark = "#" * int(tag[1]) + " " if re.fullmatch(r"h\d", tag) else "  "
            self.lines.append(mark + " ".join("".join(self.text).split()))
            self.text = None

    def handle_data(self, data: str) -> None:
        if self.text is not None and not self.hidden:
            self.text.append(data)


def of(html: str) -> str:
    """The outline of a page."""
    return "\n".join(_Outline(html).lines).strip() + "\n"
