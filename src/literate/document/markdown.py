"""Markdown with what a report needs: claims, conjectures, margin notes, citations, footnotes and formulas.

One inline rule reads every `[text]{…}`, another `[@key]`; raw HTML and images are off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from literate.document import marginalia
from literate.document.marginalia import NOTE

_SAFE_LINK = re.compile(r"(https?:|mailto:|#)", re.IGNORECASE)
_BRANCH = re.compile(r"\|\s*(else|unsure)\b")
_CITATION = re.compile(r"\[(@[^\]\n]+)\]")


class Readers(Protocol):
    """What the page makes of each piece; of claims and conjectures opening HTML, Markdown, closing HTML."""

    def claim(
        self, text: str, predicate: str, unsure: str | None, other: str | None
    ) -> tuple[str, str, str]: ...
    def conjecture(self, text: str, inside: str) -> tuple[str, str, str]: ...
    def cite(self, inside: str) -> str: ...
    def math(self, latex: str, display: bool, label: str) -> str: ...


def reader(readers: Readers) -> MarkdownIt:
    """A Markdown reader for one page."""
    md = MarkdownIt("commonmark", {"html": False, "typographer": True})
    md.enable(["table", "strikethrough", "smartquotes"]).disable(["image", "html_block", "html_inline"])
    md.validateLink = lambda url: bool(_SAFE_LINK.match(url.strip()))  # type: ignore[method-assign]
    md.use(footnote_plugin)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False)
    md.inline.ruler.before("link", "span", _span(readers))
    md.inline.ruler.before("span", "citation", _citation(readers))
    _render_math(md, readers)
    marginalia.install(md)
    return md


def _span(readers: Readers) -> Callable[[StateInline, bool], bool]:
    """`[text]{? claim}`, `[text]{conjecture}`, `[text]{literal}` and `[text]{.note}`."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "[":
            return False
        end = state.md.helpers.parseLinkLabel(state, state.pos)
        if end < 0 or state.src[end + 1 : end + 2] != "{":
            return False
        close = _closing(state.src, end + 1)
        inside = state.src[end + 2 : close]
        text = state.src[state.pos + 1 : end]
        if close < 0 or not (parts := _parts(readers, text, inside)):
            return False
        if not silent:
            opening, shown, closing = parts
            note = opening.startswith(NOTE)
            _piece(state, opening, "note_open" if note else "piece")
            inner: list[Token] = []  # a list of its own: the rules that end a parse join and move tokens
            state.md.inline.parse(shown, state.md, state.env, inner)
            state.tokens += inner
            state.tokens_meta += [None] * len(inner)
            before, _, noted = closing.partition(NOTE)
            _piece(state, before, "note_close" if note else "piece")
            if noted:
                _piece(state, f"{NOTE}{noted}", "note_whole")
        state.pos = close + 1
        return True

    return rule


def _parts(readers: Readers, text: str, inside: str) -> tuple[str, str, str] | None:
    if inside.startswith("?"):
        predicate, *others = _BRANCH.split(inside[1:])
        texts = dict(zip(others[::2], (text.strip() for text in others[1::2]), strict=True))
        return readers.claim(text, predicate, texts.get("unsure"), texts.get("else"))
    if inside.startswith("conjecture"):
        return readers.conjecture(text, inside)
    if inside.strip() == "literal":
        return '<span class="literal">', text, "</span>"  # meant as typed: the lint passes it over
    if inside.strip() == ".note":
        return f'{NOTE}">', text, "</span>"
    return None


def _closing(text: str, at: int) -> int:
    """Where the brace that opens at `at` closes, or -1."""
    depth = 0
    for position in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return -1


def _citation(readers: Readers) -> Callable[[StateInline, bool], bool]:
    def rule(state: StateInline, silent: bool) -> bool:
        found = _CITATION.match(state.src, state.pos)
        if not found:
            return False
        if not silent:
            glued = state.pos > 0 and not state.src[state.pos - 1].isspace()
            _piece(state, (" " if glued else "") + readers.cite(found[1]))
        state.pos = found.end()
        return True

    return rule


def _piece(state: StateInline, html: str, kind: str = "piece") -> None:
    state.push(kind, "", 0).content = html


def _render_math(md: MarkdownIt, readers: Readers) -> None:
    def inline(self: RendererHTML, tokens: Sequence[Token], at: int, *_: Any) -> str:
        return readers.math(tokens[at].content, False, "")

    def block(self: RendererHTML, tokens: Sequence[Token], at: int, *_: Any) -> str:
        return readers.math(tokens[at].content, True, tokens[at].info or "")

    def piece(self: RendererHTML, tokens: Sequence[Token], at: int, *_: Any) -> str:
        return tokens[at].content

    md.add_render_rule("math_inline", inline)
    for kind in ("math_block", "math_block_label"):
        md.add_render_rule(kind, block)
    for kind in ("piece", "note_open", "note_close", "note_whole"):
        md.add_render_rule(kind, piece)
