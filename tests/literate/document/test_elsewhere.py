"""Small pages are made, and read with poppler as a reader sees them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import weasyprint
from weasyprint import layout
from weasyprint.layout import page

from literate.document.elsewhere import counter_style, settled

Read = Callable[[str], list[str]]
CSS = """
@page { size: 300px 40px; margin: 0 }
body { margin: 0 } * { margin: 0; font: 8px/10px serif } .next { break-before: page }
a::after { content: counter(page, here) target-counter(attr(href), page, elsewhere) }
nav a::after { content: " " target-counter(attr(href), page) }
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def pages(html: str) -> list[str]:
        text = f"<html lang=en><title>t</title><style>{CSS}</style><body>{html}"
        with settled():
            document = weasyprint.HTML(string=text).render(counter_style=counter_style())
        document.write_pdf(tmp_path / "pages.pdf")
        done = subprocess.run(["pdftotext", tmp_path / "pages.pdf", "-"], capture_output=True, check=True)
        return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]

    return pages


def test_a_reference_to_a_later_page_and_to_an_earlier_one_says_the_page(read: Read) -> None:
    there = '<p id="f">Figure 1 and <a href="#g">Figure 2</a></p>'
    back = '<p id="g" class="next">Figure 2 and <a href="#f">Figure 1</a></p>'
    assert read(there + back) == ["Figure 1 and Figure 2 p. 2", "Figure 2 and Figure 1 p. 1"]


def test_a_reference_to_what_is_in_sight_says_no_page(read: Read) -> None:
    assert read('<p>See <a href="#f">Figure 1</a></p><p id="f">Figure 1</p>') == ["See Figure 1 Figure 1"]


def test_a_page_number_that_moves_its_target_says_where_that_is_now(read: Read) -> None:
    """With its page the link does not fit in its line; a page grows by a line, and its last moves on."""
    full = '<span style="display:inline-block; width:280px"></span> <a href="#g">g</a>'
    lines = f'<p>{full}</p><p>two</p><p>three</p><p id="f">see <a href="#f">f</a></p>'
    assert read(f'{lines}<p class="next" id="g">g, and <a href="#f">f</a></p>') == [
        "g p. 3 two three",
        "see f",
        "g, and f p. 2",
    ]


def test_a_list_of_contents_and_a_reference_agree(read: Read) -> None:
    made = read('<nav><a href="#f">One</a></nav><p><a href="#f">Figure 1</a></p><p id="f" class="next">f</p>')
    assert made == ["One 2 Figure 1 p. 2", "f"]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages in the order in which they are made."""
    numbers: list[int] = []
    plain = page.remake_page
    monkeypatch.setattr(
        page, "remake_page", lambda index, *rest: numbers.append(index + 1) or plain(index, *rest)
    )
    return numbers


def test_pages_are_made_again_only_for_numbers_that_were_not_known(read: Read, made: list[int]) -> None:
    read('<p><a href="#g">Figure 1</a></p><p class="next">two <a href="#g">Figure 1</a></p><p id="g">g</p>')
    assert made == [1, 2, 1]


def test_a_page_that_looks_back_is_made_once(read: Read, made: list[int]) -> None:
    back = '<p class="next">Figure 2 and <a href="#f">Figure 1</a></p>'
    assert read(f'<p id="f">Figure 1</p>{back}{back}')[1:] == ["Figure 2 and Figure 1 p. 1"] * 2
    assert made == [1, 2, 3]


def test_weasyprint_is_as_before_afterwards(read: Read) -> None:
    plain = layout.make_all_pages
    read("<p>text</p>")
    assert layout.make_all_pages is plain
