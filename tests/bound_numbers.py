"""Digits in a built page's text that nothing vouches for: neither a run nor an argument, nor a listed kind of literal.

An element vouches for its digits by `data-run`, the runs that it came from; a drawing vouches for those on its axes
and in its cells, which are drawn from the data of its runs.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html.parser import HTMLParser

VOID = {"meta", "img", "br", "hr", "link", "input", "path", "use", "image"}
LITERALS = {  # classes, tags and ids of what may hold other digits, and why
    "style": "no text",
    "script": "no text",
    "title": "what a mark says on hover",
    "front": "who hands in what and when, from report.toml",
    "label": "the number of a figure, table or listing",
    "ref": "a reference to one",
    "tag": "the number of an equation",
    "call": "the number of a footnote",
    "letter": "the letter of a panel",
    "sup": "the number of a footnote",
    "formula": "mathematics",
    "math": "the same, for those who hear it",
    "cite": "a year of publication",
    "references": "the bibliography",
    "code": "source code and names of files",
    "place": "where source code stands",
    "nav": "the headings once more",
    "appendix-sources": "names of files",
    "appendix-expected": "typed in expected.toml, to be compared with",
    "literal": "a number that its author vouches for, by [...]{literal}",
    "choices": "arguments as the runs had them",
    "versions": "versions of libraries and hardware, from the runs' records",
}
NAMES = re.compile(
    r"(ResNet|DenseNet|STL)-\d+|Question \d|Part \d|\bq\d\.\w+"
)  # proper names, typed by authors


class _Page(HTMLParser):
    """Collects texts with a digit, with the elements that they stand in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, list[tuple[str, dict[str, str]]]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if re.search(r"\d", NAMES.sub("", data)):
            self.texts.append((" ".join(data.split()), list(self.open)))


def unbound(html: str, runs: Collection[str]) -> list[str]:
    """Every text in the body with a digit that none of `runs` and no literal accounts for, with its elements."""
    page = _Page(html)
    return [
        f"{text!r} in {' '.join(_spelled(*element) for element in around[1:])}"
        for text, around in page.texts
        if not any(_vouches(*element, runs) for element in around)
    ]


def _vouches(tag: str, attributes: dict[str, str], runs: Collection[str]) -> bool:
    given = attributes.get("data-run", "").split()
    if given:
        return set(given) <= set(runs)
    kinds = {tag, attributes.get("id", ""), *attributes.get("class", "").split()}
    return not kinds.isdisjoint(LITERALS)


def _spelled(tag: str, attributes: dict[str, str]) -> str:
    kind = attributes.get("class", "")
    return tag + (f".{kind.replace(' ', '.')}" if kind else "")
