"""What stands beside and below the text: margin notes, footnotes, and the ranks of headings.

A footnote stays where it is called: WeasyPrint takes it to the foot of the page, a wide screen to the margin,
and a narrow one keeps it in the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from literate.document import shelf
from literate.document.shelf import later

NOTE = '<span class="note'  # how every margin note begins


def install(md: MarkdownIt) -> None:
    """Adds the rules to a reader that has the footnote plug-in."""

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
        call = f'<sup class="call">{later("call")}</sup>'
        return f'{call}<span class="footnote" role="note"><sup>{later("footnote")}</sup> {text}</span>'

    def nothing(self: RendererHTML, *_: Any) -> str:
        return ""

    md.add_render_rule("footnote_ref", reference)
    md.core.ruler.push("footnotes", _footnotes_in_place)
    md.core.ruler.push("headings", _lower_headings)
    md.core.ruler.push("notes", _notes_together)


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
    """All margin notes of a paragraph stand as one float at its start: several would leak into its lines.

    Outside of paragraphs, in a table's cell or a caption, there is no margin: asides are left out.
    """
    for before, token in pairwise([None, *state.tokens]):
        if token.type != "inline":
            continue
        notes: list[Token] = []
        text: list[Token] = []
        depth = 0
        for child in token.children:
            asides = shelf.ASIDES.findall(child.content)
            child.content = shelf.ASIDES.sub("", child.content)
            depth += {"note_open": 1}.get(child.type, 0)
            (notes if depth or child.type == "note_whole" else text).append(child)
            depth -= {"note_close": 1}.get(child.type, 0)
            if before is not None and before.type == "paragraph_open":
                notes += map(_html, asides)
        if notes:
            token.children = [_html('<small class="notes" role="note">'), *notes, _html("</small>"), *text]


def _html(text: str) -> Token:
    return Token("piece", "", 0, content=text)


def _lower_headings(state: Any) -> None:
    """The report's title is the one first-level heading; a page's own begin below it. `{#id}` sets an id."""
    for at, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
        if token.type == "heading_open" and (children := state.tokens[at + 1].children):
            text, brace, own = children[-1].content.rpartition("{#")
            if brace and own.endswith("}"):
                children[-1].content = text.rstrip()
                token.attrSet("id", own[:-1])
