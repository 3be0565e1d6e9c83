"""Figures that float: one that does not fit on its page lets the text behind it go ahead, as TeX's do.

WeasyPrint leaves the rest of the page empty instead. It makes a page by taking boxes from a tree until the page
is full; when the next page would begin with a figure or table, the text behind it takes its turn first and the
page is made again. Figures and tables keep their order, so text, and nothing passes a heading. The hook is
WeasyPrint's own function for one page, and holds for its pinned version.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

MOVABLE = {"p", "ul", "ol", "blockquote", "div"}  # tags of text, which may go ahead; a div is an equation


@contextlib.contextmanager
def floating() -> Iterator[None]:
    """Within, WeasyPrint fills pages with the text behind a float."""
    from weasyprint.layout import page  # type: ignore[import-untyped]

    plain = page.remake_page
    page.remake_page = functools.partial(_filled, plain)
    try:
        yield
    finally:
        page.remake_page = plain


def _filled(
    plain: Callable[..., tuple[Any, Any]], index: int, context: Any, root: Any, html: Any
) -> tuple[Any, Any]:
    """One page, and where the next begins; the tree's order is changed only when a page is made for the first time.

    All text that may go ahead of the floats is put there, the page is made again, and what it did not take goes
    back behind them: the page stays as it is, since a page knows nothing of what comes after its break.
    """
    first = index + 1 == len(context.page_maker)
    waiting = [context.footnotes[:], context.reported_footnotes[:], dict(context.broken_out_of_flow)]
    page, resume = plain(index, context, root, html)
    held = _held(root, resume) if first else None
    if held is None:
        return page, resume
    siblings, at, texts = held
    span = slice(at, texts[-1] + 1)
    run = siblings[span]
    goes = [siblings[place] for place in texts]
    siblings[span] = [*goes, *(box for box in run if box not in goes)]
    context.footnotes, context.reported_footnotes, context.broken_out_of_flow = waiting
    del context.page_maker[index + 1 :]
    context.page_maker[index][-1].update(anchors=[], content_lookups=[])
    page, resume = plain(index, context, root, html)
    gone = goes[: _reached(root, siblings, resume) - at]
    siblings[span] = [*gone, *(box for box in run if box not in gone)]
    return page, resume


def _held(root: Any, resume: Any) -> tuple[Any, int, list[int]] | None:
    """The siblings, the place among them of the float that the next page begins with, and those of text behind it."""
    siblings, at, box = None, 0, root
    while resume:
        ((at, resume),) = resume.items()
        siblings = box.children
        if at >= len(siblings):  # within a line, where places are those of letters
            return None
        box = siblings[at]
    if siblings is None or not _is_float(box):
        return None
    texts: list[int] = []
    place = at
    while size := _passed(siblings[place : place + 2]):
        texts += [] if _is_float(siblings[place]) else range(place, place + size)
        place += size
    return (siblings, at, texts) if texts else None


def _reached(root: Any, siblings: Any, resume: Any) -> int:
    """The first of these siblings of which nothing is on the page yet."""
    box = root
    while resume:
        ((at, resume),) = resume.items()
        if box.children is siblings:
            return int(at) + (resume is not None)
        box = box.children[at]
    return len(siblings)


def _passed(boxes: list[Any]) -> int:
    """How many of two boxes are one thing: a float, text, what leads over with what it leads to; 0 for a barrier."""
    if boxes and _is_float(boxes[0]):
        return 1
    if not boxes or not _is_text(boxes[0]):
        return 0
    if boxes[0].style["break_after"] not in ("avoid", "avoid-page"):
        return 1
    return 2 if len(boxes) == 2 and _is_text(boxes[1]) else 0


def _is_text(box: Any) -> bool:
    return getattr(box, "element_tag", None) in MOVABLE or _is_listing(box)


def _is_float(box: Any) -> bool:
    return getattr(box, "element_tag", None) == "figure" and not _is_listing(box)


def _is_listing(box: Any) -> bool:
    """Code breaks over pages as text does."""
    return box.element is not None and "listing" in box.element.get("class", "").split()
