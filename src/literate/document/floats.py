"""Figures that float: one that does not fit on its page lets the text behind it go ahead, as TeX's do.

WeasyPrint leaves the rest of the page empty instead. It makes a page by taking boxes from a tree until the page
is full; when the next page would begin with a figure or table, the block behind it takes its turn first and the
page is made again. Nothing passes a heading or another float, so that exhibits keep their numbers' order and
stay in their part. The hook is WeasyPrint's own function for one page, and holds for its pinned version.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

MOVABLE = {"p", "ul", "ol", "blockquote", "div"}  # tags of what may go ahead of a float; a div is an equation


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
    """One page, and where the next begins; the tree's order is changed only when a page is made for the first time."""
    first = index + 1 == len(context.page_maker)
    waiting = [context.footnotes[:], context.reported_footnotes[:], dict(context.broken_out_of_flow)]

    def made() -> tuple[Any, Any]:
        context.footnotes, context.reported_footnotes = waiting[0][:], waiting[1][:]
        context.broken_out_of_flow = dict(waiting[2])
        del context.page_maker[index + 1 :]
        context.page_maker[index][-1].update(anchors=[], content_lookups=[])
        return plain(index, context, root, html)

    page, resume = plain(index, context, root, html)
    while first and (turn := _turn(root, resume)):
        siblings, at, end, size = turn
        moved = siblings[end : end + size]
        siblings[at : end + size] = moved + siblings[at:end]
        page, resume = made()
        if _next(root, resume) == (siblings, at):  # nothing of it fits: the float comes first after all
            siblings[at : end + size] = siblings[at + size : end + size] + moved
            return made()
    return page, resume


def _next(root: Any, resume: Any) -> tuple[Any, int] | None:
    """The siblings, and the place among them, of the box that the next page begins with; None in the midst of one."""
    siblings, at = None, 0
    box = root
    while resume:
        ((at, resume),) = resume.items()
        siblings = box.children
        if resume and at >= len(siblings):
            return None
        box = siblings[at] if at < len(siblings) else box
    return None if siblings is None else (siblings, at)


def _turn(root: Any, resume: Any) -> tuple[Any, int, int, int] | None:
    """Where floats begin and end at the head of the next page, and how many blocks behind them may go ahead."""
    found = _next(root, resume)
    if found is None:
        return None
    siblings, at = found
    end = at
    while end < len(siblings) and _is_float(siblings[end]):
        end += 1
    size = _movable(siblings[end : end + 2]) if end > at else 0
    return (siblings, at, end, size) if size else None


def _movable(boxes: list[Any]) -> int:
    """How many of the first two boxes go together: text alone, or what leads over with what it leads to."""
    if not boxes or not _is_text(boxes[0]):
        return 0
    if boxes[0].style["break_after"] not in ("avoid", "avoid-page"):
        return 1
    return 2 if len(boxes) == 2 and (_is_text(boxes[1]) or _has_class(boxes[1], "listing")) else 0


def _is_text(box: Any) -> bool:
    return getattr(box, "element_tag", None) in MOVABLE and not _has_class(box, "panels")


def _is_float(box: Any) -> bool:
    return getattr(box, "element_tag", None) == "figure" and not _has_class(box, "listing")


def _has_class(box: Any, name: str) -> bool:
    return box.element is not None and name in box.element.get("class", "").split()
