"""Pieces of HTML that wait while Markdown is read."""

from __future__ import annotations

import pytest

from literate.document.shelf import ASIDES, MOST, Shelf


def test_each_piece_takes_its_own_place_those_for_the_margin_too() -> None:
    shelf = Shelf()
    number, note = shelf.put("<b>1</b>", "1"), shelf.put("<i>n</i>", aside=True)
    assert ASIDES.findall(f"{number} {note}") == [note]
    assert shelf.fill(f"a {number} {note}") == "a <b>1</b> <i>n</i>"
    assert shelf.plain(f"a {number}{note}") == "a 1"


def test_a_page_with_more_pieces_than_characters_is_refused_before_one_stands_for_another() -> None:
    shelf = Shelf()
    last = [shelf.put(str(piece), aside=piece % 2 == 1) for piece in range(MOST)][-1]
    assert shelf.fill(last) == str(MOST - 1)
    with pytest.raises(ValueError, match="divide it into two"):
        shelf.put("one more")
