"""Margin notes at the foot of a page: their paragraph goes along, and nothing of them is left behind."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint

from literate.document.margins import unbroken

CSS = """
@page { size: 200px 100px; margin: 0 } body { margin: 0 } * { margin: 0; font: 8px/10px serif }
section { width: 100px } p { widows: 1; orphans: 1 }
.notes { float: right; clear: right; width: 50px; margin-right: -49.9px }
"""


def lines(text: str, count: int) -> str:
    return "<br>".join(f"{text}{line}" for line in range(count))


def note(text: str, count: int) -> str:
    return f'<small class="notes">{lines(text, count)}</small>'


def placed(*blocks: str) -> list[list[str]]:
    """What stands on each page, word by word, notes and bullets too."""
    html = f"<html lang=en><style>{CSS}</style><body><section>{''.join(blocks)}</section>"
    with unbroken():
        pages = weasyprint.HTML(string=html).render().pages
    return [sorted(_words(page._page_box)) for page in pages]


def _words(box: Any) -> list[str]:
    if hasattr(box, "text"):
        return [box.text.strip()] if box.text.strip() else []
    return [word for child in getattr(box, "children", []) for word in _words(child)]


@pytest.mark.parametrize("tag", ["p", "ul"])
def test_a_paragraph_goes_on_with_the_note_that_does_not_fit_beside_it(tag: str) -> None:
    text = f"{note('n', 4)}{lines('b', 2)}"
    block = f"<p>{text}</p>" if tag == "p" else f"<ul style='padding-left: 9px'><li>{text}</li></ul>"
    bullet = ["•"] * (tag == "ul")
    first, second = placed(f"<p>{lines('a', 7)}</p>", block)
    before = 7 - len(bullet)  # a list keeps the line before it
    assert first == [f"a{line}" for line in range(before)]
    assert second == [*(["a6"] * len(bullet)), "b0", "b1", "n0", "n1", "n2", "n3", *bullet]


def test_a_note_that_fits_stays_where_it_is() -> None:
    (page,) = placed(f"<p>{lines('a', 6)}</p>", f"<p>{note('n', 4)}b</p>")
    assert page[-4:] == ["n0", "n1", "n2", "n3"]


def test_a_paragraph_breaks_as_ever_where_its_note_is_whole() -> None:
    first, second = placed(f"<p>{lines('a', 6)}</p>", f"<p>{note('n', 2)}{lines('b', 6)}</p>")
    assert "n1" in first
    assert "b3" in first
    assert second == ["b4", "b5"]


def test_a_note_taller_than_a_page_is_broken_as_ever() -> None:
    first, *_ = placed(f"<p>{note('n', 12)}b</p>")
    assert {"b", "n0", "n6"} <= set(first)


def test_only_notes_are_held_together() -> None:
    aside = note("n", 4).replace("notes", "other")
    broken = placed(
        f"<style>.other {{ float: right; width: 20px }}</style><p>{lines('a', 8)}</p>", f"<p>{aside}b</p>"
    )
    assert "n0" in broken[0]
