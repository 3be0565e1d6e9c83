"""Code listings: a function's source as it is, with keywords, texts and comments told apart quietly.

Python's own tokenizer suffices for this, so that no highlighter is needed.
"""

from __future__ import annotations

import ast
import io
import keyword
import textwrap
import tokenize
from dataclasses import dataclass

from literate.document.shelf import escape
from literate.errors import nearest


@dataclass(frozen=True)
class Listing:
    """Source text, with the file and the line where it begins."""

    path: str
    line: int
    text: str


def listing(path: str, text: str, name: str = "") -> Listing:
    """A function, class or method of a source text, or all of it. Raises `LookupError`."""
    if not name:
        return Listing(path, 1, text)
    found = _definitions(ast.parse(text))
    if name not in found:
        raise LookupError(f"no '{name}' in {path}{nearest(name, found)}")
    node = found[name]
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    lines = text.splitlines()[first - 1 : node.end_lineno]
    return Listing(path, first, textwrap.dedent("\n".join(lines)) + "\n")


def as_html(listing: Listing) -> str:
    """`<pre><code>`; source that Python cannot tokenize is shown without marks."""
    text = listing.text.expandtabs(4).rstrip("\n") + "\n"
    try:
        marked = _marked(text)
    except (tokenize.TokenError, SyntaxError):
        marked = escape(text)
    return f'<pre tabindex="0"><code>{marked.rstrip()}</code></pre>'


_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _definitions(tree: ast.Module) -> dict[str, _Definition]:
    """Functions, classes and `Class.method` of a module, by name."""
    found: dict[str, _Definition] = {}
    for node in tree.body:
        if isinstance(node, _Definition):
            found[node.name] = node
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{each.name}": each for each in node.body if isinstance(each, _Definition)}
    return found


def _marked(text: str) -> str:
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    out, done = [], 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if not (kind := _kind(token)):
            continue
        start, end = (starts[row - 1] + column for row, column in (token.start, token.end))
        out += [escape(text[done:start]), f'<span class="{kind}">{escape(text[start:end])}</span>']
        done = end
    return "".join([*out, escape(text[done:])])


def _kind(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.COMMENT:
        return "comment"
    if token.type == tokenize.STRING:
        return "text"
    return "keyword" if token.type == tokenize.NAME and keyword.iskeyword(token.string) else ""
