"""The prose of a template, apart from all that is not: expressions, code, formulas, addresses.

What is no prose is blanked out without moving a letter, so that a finding's place is its place in the template.
Captions and labels are prose although they stand in expressions. `[text]{…}` keeps its text and says what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

# stands for: a value, a citation, the end of a piece of prose
VALUE, CITED, BREAK = "\ufffc", "\ufffb", "\u2029"

_COMMENT = re.compile(r"\{##.*?##\}", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
_EXHIBIT = re.compile(r"\{\{-?\s*(?:figure|table|code|key)\(")
_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_CAPTION = re.compile(rf"\b(?:caption|[a-h])\s*=\s*({_STRING})|,\s*({_STRING})\s*\)\s*-?\}}\}}")
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)[^`].*?\1", re.DOTALL)
_DISPLAY = re.compile(r"\$\$.*?\$\$[ ]*(?:\([\w:-]+\))?", re.DOTALL)
_FORMULA = re.compile(r"(?<![\\$])\$(?!\s)([^$\n]+?)(?<!\s)\$")
_CITATION = re.compile(r"\[@[^\]\n]+\]")
_ADDRESS = re.compile(
    r"(?<=\])\([^)\s]+\)|<https?://[^>]+>|https?://\S+|\[\^[^\]]+\]:?|\{#[^}]*\}|\b(?:arXiv|doi):\S+"
)
_STOP = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bal)[.!?]+[)\]\"'*_]*(?=\s)|"
    r"\n[ \t]*\n|\u2029+|\n(?=[ ]*(?:[-*#|]|\d+\.)\s)"
)


@dataclass(frozen=True)
class Span:
    """`[text]{…}`: where its text stands and what it is: claim, otherwise, conjecture, literal or note."""

    start: int
    end: int
    kind: str
    predicate: str = ""


@dataclass(frozen=True)
class Prose:
    """A template's prose in place.

    source    the template with blanks for its comments
    formulas  inline formulas with their places
    """

    file: str
    source: str
    text: str
    spans: tuple[Span, ...] = ()
    formulas: tuple[tuple[int, str], ...] = ()

    def line(self, at: int) -> int:
        """The line, from 1, of a place."""
        return self.source.count("\n", 0, at) + 1

    def kinds(self, at: int) -> set[str]:
        """What the spans around a place are."""
        return {span.kind for span in self.spans if span.start <= at < span.end}

    def predicates(self, at: int) -> str:
        """What is checked of the sentence around a place."""
        return " ".join(span.predicate for span in self.spans if span.start <= at < span.end)

    def sentence(self, at: int) -> tuple[int, int]:
        """From where to where the sentence around a place goes."""
        following = bisect_right(self._ends, at)
        start = self._ends[following - 1] if following else 0
        return start, self._ends[following] if following < len(self._ends) else len(self.text)

    @cached_property
    def _ends(self) -> list[int]:
        return [found.end() for found in _STOP.finditer(self.text)]


def read(source: str, file: str = "") -> Prose:
    """The prose of a template's text."""
    source = _COMMENT.sub(_blank(" "), source)
    text = _FENCE.sub(_blank(BREAK), source)
    text = _EXPRESSION.sub(_expression, text)
    text = _STATEMENT.sub(_blank(" "), text)
    text = _CODE.sub(_blank(VALUE), text)
    text = _DISPLAY.sub(_blank(BREAK), text)
    formulas = tuple((found.start(), found[1]) for found in _FORMULA.finditer(text))
    text = _FORMULA.sub(_blank(VALUE), text)
    text = _ADDRESS.sub(_blank(" "), _CITATION.sub(_blank(CITED), text))
    spans = tuple(_spans(text))
    return Prose(file, source, _without_insides(text, spans), spans, formulas)


def expressions(source: str) -> list[str]:
    """All that a template asks of Jinja, and the predicates of its claims."""
    text = _COMMENT.sub("", source)
    asked = [found[0] for pattern in (_EXPRESSION, _STATEMENT) for found in pattern.finditer(text)]
    return asked + [span.predicate for span in read(source).spans if span.predicate]


def _blank(filler: str) -> Callable[[re.Match[str]], str]:
    return lambda found: _filled(found[0], filler)


def _filled(text: str, filler: str) -> str:
    return re.sub(r"[^\n]", filler, text)


def _expression(found: re.Match[str]) -> str:
    """An expression stands for a value; of a figure, a table or a key number the caption or label is prose."""
    if not _EXHIBIT.match(found[0]):
        return _filled(found[0], VALUE)
    made, at = [], 0
    for caption in _CAPTION.finditer(found[0]):
        start, end = caption.span(1) if caption[1] else caption.span(2)
        made += [_filled(found[0][at : start + 1], BREAK), found[0][start + 1 : end - 1]]
        at = end - 1
    return "".join([*made, _filled(found[0][at:], BREAK)])


def _spans(text: str) -> Iterator[Span]:
    opened: list[int] = []
    for at, character in enumerate(text):
        if character == "[":
            opened.append(at)
        elif character == "]" and opened:
            start = opened.pop()
            end = text.find("}", at)
            if text[at + 1 : at + 2] == "{" and end > 0:
                yield from _meant(start + 1, at, text[at + 2 : end])


def _meant(start: int, end: int, inside: str) -> Iterator[Span]:
    """The spans of one `[text]{inside}`; of a claim also the text for the other case."""
    if inside.startswith("?"):
        predicate, bar, _ = inside[1:].partition("|")
        yield Span(start, end, "claim", predicate.strip())
        if bar:
            after = end + 3 + len(predicate)
            yield Span(after + 1, end + 2 + len(inside), "otherwise", predicate.strip())
    elif inside.startswith("conjecture"):
        yield Span(start, end, "conjecture")
    elif inside.strip() in ("literal", ".note"):
        yield Span(start, end, inside.strip().lstrip("."))


def _without_insides(text: str, spans: tuple[Span, ...]) -> str:
    """The text without the brackets, braces and predicates of its spans."""
    letters = list(text)
    for span in spans:
        letters[span.start - 1] = " "
        if span.kind == "otherwise":
            word = re.match(r"\s*else\b", text[span.start : span.end])
            close = span.end
            for at in range(span.start, span.start + (word.end() if word else 0)):
                letters[at] = " "
        else:
            close = text.index("}", span.end)
            bar = text.find("|", span.end, close) if span.kind == "claim" else -1
            inside = bar if bar > 0 else close
            letters[span.end : inside + 1] = _filled(text[span.end : inside + 1], " ")
        letters[close] = " "
    return "".join(letters)
