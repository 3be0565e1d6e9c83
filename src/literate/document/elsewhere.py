"""Page numbers beside references: `Figure 8 p. 7` where that is another page, and nothing where it is in sight.

CSS can print both pages, that of a link and that of its target, and cannot compare them. WeasyPrint takes the
counter styles by which it writes numbers, and asks for one number after the other: `here` keeps the first and
writes nothing, `elsewhere` writes the second where it differs.

A page is made again when a number on it was not known yet. WeasyPrint makes it again whether or not the number
changed, once before it asks for the number, and not when a target moved later; here it is asked once all pages are
made, and those on which a text changed are made again, until none does. This hook holds for its pinned version.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

BEFORE = "\N{NO-BREAK SPACE}p.\N{NARROW NO-BREAK SPACE}"


def counter_style() -> Any:
    """Counter styles for `counter(page, here) target-counter(attr(href), page, elsewhere)`; all others as ever."""
    from weasyprint.css.counters import CounterStyle  # type: ignore[import-untyped]

    class Pages(CounterStyle):  # type: ignore[misc]
        here = 0

        def render_value(self, counter_value: int, counter_name: Any = None, *rest: Any, **named: Any) -> str:
            if counter_name == "here":
                self.here = counter_value
                return ""
            if counter_name != "elsewhere":
                return str(super().render_value(counter_value, counter_name, *rest, **named))
            return f"{BEFORE}{counter_value}" if counter_value != self.here else ""

    return Pages()


@contextlib.contextmanager
def settled() -> Iterator[None]:
    """Within, WeasyPrint makes pages again exactly until the page numbers on them are true."""
    from weasyprint import layout  # type: ignore[import-untyped]

    plain = layout.make_all_pages
    layout.make_all_pages = functools.partial(_settling, plain)
    try:
        yield
    finally:
        layout.make_all_pages = plain


def _settling(
    plain: Callable[..., Iterator[Any]], context: Any, root: Any, html: Any, pages: list[Any]
) -> Iterator[Any]:
    """All pages once; afterwards those are marked to be made again on which a text is not as it was laid out."""
    items = context.target_collector.counter_lookup_items.items()
    numbered = [(box, item) for (box, token), item in items if token == "content"]
    laid_out = [_text(box) for box, _ in numbered]
    for page, made in enumerate(plain(context, root, html, pages), 1):
        yield made
        here = {f"#{name}" for name in context.page_maker[page - 1][-1]["anchors"]}
        for place, (box, item) in enumerate(numbered):
            if item.page_maker_index is None and box.element.get("href") in here:
                item.parse_again({"page": [page + 1]})
                laid_out[place] = _text(box)
    for _, item in numbered:
        item.parse_again(item.cached_page_counter_values)
    changed = {
        item.page_maker_index
        for (box, item), text in zip(numbered, laid_out, strict=True)
        if _text(box) != text
    }
    for index, (*_, state) in enumerate(context.page_maker):
        state["content_changed"] = index in changed


def _text(box: Any) -> str:
    return "".join(getattr(each, "text", "") for each in box.descendants())
