"""Figures that float: one that does not fit on its page lets the text behind it go ahead, as TeX's do.

WeasyPrint leaves the rest of the page empty instead. It lays the children of a box out one after the other until the
page is full. Here, where a figure or table no longer fits, the text behind it takes its place and its turn, and the
float is not asked again on that page. Figures and tables keep their order, so does text, and nothing passes a heading.
The hooks are WeasyPrint's own functions for a box and for one child, and hold for its pinned version.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

MOVABLE = {"p", "ul", "ol", "blockquote", "div"}  # tags of text, which may go ahead; a div is an equation


@dataclass
class _Order:
    """The children of one box while they fill one page.

    held      the floats that did not fit
    before    for each text that went ahead: its place, and the children as they stood before
    """

    box: Any
    held: list[Any] = field(default_factory=list)
    before: list[tuple[int, list[Any]]] = field(default_factory=list)

    def let_ahead(self, index: int) -> bool:
        """Whether a text behind the float at this place took its place."""
        children = self.box.children
        place = index
        while size := _passed(children[place : place + 2]):
            if not _is_float(children[place]):
                self.before.append((index, children[:]))
                children.insert(index, children.pop(place))
                return True
            place += size
        return False

    def put_back(self, reached: int) -> None:
        """Texts of which nothing is on the page go back behind the floats that they passed."""
        while self.before and self.before[-1][0] >= reached:
            self.box.children[:] = self.before.pop()[1]


@contextlib.contextmanager
def floating() -> Iterator[None]:
    """Within, WeasyPrint fills pages with the text behind a float."""
    from weasyprint.layout import block  # type: ignore[import-untyped]

    plain = block.block_container_layout, block._in_flow_layout
    orders: list[_Order] = []
    block.block_container_layout = functools.partial(_box, plain[0], orders)
    block._in_flow_layout = functools.partial(_child, plain[1], orders)
    try:
        yield
    finally:
        block.block_container_layout, block._in_flow_layout = plain


def _box(
    plain: Callable[..., Any], orders: list[_Order], context: Any, box: Any, *rest: Any, **named: Any
) -> Any:
    """A box, as much of it as the page takes; the order of its children stays as the page shows it."""
    if not any(map(_is_float, box.children)):
        return plain(context, box, *rest, **named)
    orders.append(_Order(box))
    try:
        laid, resume, *more = plain(context, box, *rest, **named)
    finally:
        order = orders.pop()
    if laid is None or resume is not None:
        order.put_back(_reached(resume))
    return laid, resume, *more


def _child(
    plain: Callable[..., Any], orders: list[_Order], context: Any, box: Any, index: int, child: Any,
    placed: list[Any], empty: bool, absolute: Any, fixed: Any, margins: list[Any], *rest: Any,
) -> Any:  # fmt: skip
    """One child, or the text that goes ahead of it: what stands at this place now, which WeasyPrint does not know."""

    def laid_out() -> Any:
        now = box.children[index]
        now.position_x, now.position_y = child.position_x, child.position_y
        # The margins are a copy, since what does not fit leaves its own there.
        return plain(context, box, index, now, placed, empty, absolute, fixed, margins[:], *rest)

    if not orders or orders[-1].box is not box:
        return plain(context, box, index, child, placed, empty, absolute, fixed, margins, *rest)
    order, now = orders[-1], box.children[index]
    if now not in order.held:
        answer = laid_out()
        if not _is_float(now) or answer[2] != {index: None}:
            return answer
        order.held.append(now)
    order.let_ahead(index)
    return laid_out()


def _reached(resume: Any) -> int:
    """The first child of which nothing is on the page, by where the next page begins."""
    if resume is None:
        return 0
    ((at, within),) = resume.items()
    return int(at) + (within is not None)


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
