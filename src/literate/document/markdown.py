"""Markdown with what a report needs: claims, conjectures, margin notes, citations, footnotes and formulas.

One inline rule reads every `[text]{…}`, another `[@key]`; raw HTML and images are off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from literate.document.shelf import later

NOTE = '<span class="note'  # how every margin note begins
_SAFE_LINK = re.compile(r"(https?:|mailto:|#)", re.IGNORECASE)
_CITATION = re.compile(r"\[(@[^\]\n]+)\]")


@dataclass(frozen=True)
class Readers:
    """What the page does with each piece; each gives HTML.

    claim(text, predicate, other)  → (opening HTML, the Markdown to show, closing HTML)
    cite(inside)                   `@key; @key` with the marks of its place
    math(latex, display, label)
    """

    claim: Callable[[str, str, str | None], tuple[str, str, str]]
    conjecture: Callable[[str, str], tuple[str, str, str]]
    cite: Callable[[str], str]
    math: Callable[[str, bool, str], str]


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
    _render_notes(md)
    md.core.ruler.push("headings", _lower_headings)
    md.core.ruler.push("notes", _notes_together)
    return md


def _span(readers: Readers) -> Callable[[StateInline, bool], bool]:
    """`[text]{? claim}`, `[text]{conjecture}` and `[text]{.note}`."""

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
            state.md.inline.parse(shown, state.md, state.env, state.tokens)
            before, _, noted = closing.partition(NOTE)
            _piece(state, before, "note_close" if note else "piece")
            if noted:
                _piece(state, f"{NOTE}{noted}", "note_whole")
        state.pos = close + 1
        return True

    return rule


def _parts(readers: Readers, text: str, inside: str) -> tuple[str, str, str] | None:
    if inside.startswith("?"):
        predicate, bar, other = inside[1:].partition("|")
        other = other.strip()
        return readers.claim(text, predicate, re.sub(r"^else\b\s*", "", other) if bar else None)
    if inside.startswith("conjecture"):
        return readers.conjecture(text, inside)
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
            _piece(state, readers.cite(found[1]))
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


def _render_notes(md: MarkdownIt) -> None:
    """Footnotes stand where they are called: at the foot of the page in print, in the margin on screen."""

    def reference(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        note = env["footnotes"]["list"][tokens[at].meta["id"]]
        inner = note.get("tokens") or []
        text = "".join(
            self.render([token], options, env)
            if token.type != "inline"
            else self.renderInline(token.children or [], options, env)
            for token in inner
            if token.type not in ("paragraph_open", "paragraph_close")
        )
        number = later("footnote")
        return f'<sup class="call">{later("call")}</sup><span class="footnote" role="note"><sup>{number}</sup> {text}</span>'

    def nothing(self: RendererHTML, *_: Any) -> str:
        return ""

    md.add_render_rule("footnote_ref", reference)
    md.core.ruler.push("footnotes", _footnotes_in_place)


def _footnotes_in_place(state: Any) -> None:
    """The tail that the plug-in makes is cut off; its tokens are kept for the places that call them."""
    notes = state.env.get("footnotes", {}).get("list", {})
    kept, inside, note = [], False, None
    for token in state.tokens:
        if token.type == "footnote_block_open":
            inside = True
        elif token.type == "footnote_open":
            note = notes[token.meta["id"]]
            note["tokens"] = []
        elif token.type == "footnote_block_close":
            inside = False
        elif not inside:
            kept.append(token)
        elif note is not None and token.type not in ("footnote_close", "footnote_anchor"):
            note["tokens"].append(token)
    state.tokens = kept


def _notes_together(state: Any) -> None:
    """All margin notes of a paragraph stand as one float at its start: several floats would leak into its lines."""
    for token in state.tokens:
        if token.type != "inline" or not any(child.type.startswith("note_") for child in token.children):
            continue
        notes, text, depth = [], [], 0
        for child in token.children:
            depth += {"note_open": 1}.get(child.type, 0)
            (notes if depth or child.type == "note_whole" else text).append(child)
            depth -= {"note_close": 1}.get(child.type, 0)
        token.children = [_html('<span class="notes" role="note">'), *notes, _html("</span>"), *text]


def _html(text: str) -> Token:
    return Token("piece", "", 0, content=text)


def _lower_headings(state: Any) -> None:
    """The report's title is the one first-level heading: a page's own begin at the second. `{#id}` sets the id."""
    for at, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
        if token.type == "heading_open" and (children := state.tokens[at + 1].children):
            text, brace, own = children[-1].content.rpartition("{#")
            if brace and own.endswith("}"):
                children[-1].content = text.rstrip()
                token.attrSet("id", own[:-1])
