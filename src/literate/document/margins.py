"""Margin notes that stay whole: a paragraph whose note does not fit beside it goes to the next page with it.

WeasyPrint breaks a float at the foot of a page and goes on with it atop the next, also when its paragraph then moves
there too: half a note would stand without its sentence. The hook is WeasyPrint's own function for a child of a box,
and holds for its pinned version.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any


@contextlib.contextmanager
def unbroken() -> Iterator[None]:
    """Within, WeasyPrint breaks no margin note."""
    from weasyprint.layout import block  # type: ignore[import-untyped]

    plain = block._in_flow_layout
    block._in_flow_layout = functools.partial(_child, plain, block)
    try:
        yield
    finally:
        block._in_flow_layout = plain


def _child(
    plain: Callable[..., Any], block: Any, context: Any, box: Any, index: int, child: Any,
    placed: list[Any], empty: bool, absolute: Any, fixed: Any, margins: list[Any], *rest: Any,
) -> Any:  # fmt: skip
    """One child of a box, or the break before it where a note of it would break."""
    kept, broken = placed[:], dict(context.broken_out_of_flow)
    answer = plain(context, box, index, child, placed, empty, absolute, fixed, margins[:], *rest)
    new = context.broken_out_of_flow.keys() - broken.keys()
    if not any(map(_is_notes, new)) or (empty and not kept):
        return answer
    block.remove_placeholders(context, [each for each in placed if each not in kept], absolute, fixed)
    context.broken_out_of_flow = broken
    with _nothing_fits(block):
        return plain(context, box, index, child, kept, empty, absolute, fixed, margins, *rest)


@contextlib.contextmanager
def _nothing_fits(block: Any) -> Iterator[None]:
    """Within, no box has a part that the page takes; WeasyPrint then finds the best place to break before it."""
    plain = block.block_level_layout
    block.block_level_layout = lambda *given: (
        None,
        None,
        {"break": "any", "page": None},
        [],
        False,
        given[-1],
    )
    try:
        yield
    finally:
        block.block_level_layout = plain


def _is_notes(box: Any) -> bool:
    return box.element is not None and "notes" in box.element.get("class", "").split()
