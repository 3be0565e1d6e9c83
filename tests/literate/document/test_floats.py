"""Pages of a hundred lines' height are made, and asked by the public anchors of WeasyPrint where a block landed."""

from __future__ import annotations

import pytest
import weasyprint

from literate.document.floats import floating

CSS = """
@page { size: 200px 100px; margin: 0 }
body { margin: 0 } * { margin: 0; font: 8px/10px serif }
figure { break-inside: avoid } .leads { break-after: avoid }
"""


def placed(*blocks: str) -> list[list[str]]:
    """The ids of the blocks on each page, from top to bottom; one that is broken is on both."""
    html = f"<html lang=en><style>{CSS}</style><body><main><section>{''.join(blocks)}</section></main>"
    with floating():
        pages = weasyprint.HTML(string=html).render().pages
    return [sorted(page.anchors, key=lambda name: page.anchors[name][1]) for page in pages]


def figure(name: str, height: int, kind: str = "figure") -> str:
    return f'<figure class="{kind}" id="{name}"><div style="height:{height}px"></div></figure>'


def text(name: str, lines: int, tag: str = "p", kind: str = "") -> str:
    return f'<{tag} id="{name}" class="{kind}">{"line<br>" * (lines - 1)}line</{tag}>'


def test_text_fills_the_page_that_a_figure_leaves() -> None:
    assert placed(text("a", 6), figure("f", 50), text("b", 3), text("c", 2)) == [["a", "b"], ["f", "c"]]


def test_text_that_goes_ahead_may_go_on_above_the_figure() -> None:
    assert placed(text("a", 6), figure("f", 50), text("b", 9)) == [["a", "b"], ["b", "f"]]


def test_a_figure_that_fits_stays_where_it_is() -> None:
    assert placed(text("a", 2), figure("f", 50), text("b", 8)) == [["a", "f", "b"], ["b"]]


def test_figures_keep_their_order() -> None:
    made = placed(text("a", 6), figure("f", 50), figure("g", 20), text("b", 2), text("c", 2))
    assert made == [["a", "b", "c"], ["f", "g"]]


@pytest.mark.parametrize("heading", ["h2", "h3"])
def test_nothing_passes_a_heading(heading: str) -> None:
    made = placed(text("a", 6), figure("f", 50), text("h", 1, heading), text("b", 1))
    assert made == [["a"], ["f", "h", "b"]]


def test_text_passes_a_second_figure_too_when_the_first_is_held() -> None:
    made = placed(text("a", 6), figure("f", 50), text("b", 2), figure("g", 30), text("c", 2), text("d", 2))
    assert made == [["a", "b", "c"], ["f", "g", "d"]]


def test_text_that_does_not_fit_comes_behind_the_figures_that_it_stood_behind() -> None:
    made = placed(text("a", 6), figure("f", 50), text("b", 4), figure("g", 30), text("c", 2))
    assert made == [["a", "b"], ["f", "g", "c"]]


def test_a_line_that_leads_over_takes_along_what_it_leads_to() -> None:
    made = placed(text("a", 6), figure("f", 50), text("b", 1, kind="leads"), text("c", 2, "ul"))
    assert made == [["a", "b", "c"], ["f"]]


def test_a_line_that_leads_over_to_a_figure_waits_behind_the_float() -> None:
    made = placed(text("a", 6), figure("f", 50), text("b", 1, kind="leads"), figure("g", 20))
    assert made == [["a"], ["f", "b", "g"]]


def test_a_block_that_does_not_fit_either_comes_after_the_figure() -> None:
    wide = '<div id="b" style="height:45px"></div>'
    assert placed(text("a", 6), figure("f", 50), wide) == [["a"], ["f", "b"]]


def test_a_page_is_made_once_whatever_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import page

    made: list[int] = []
    plain = page.remake_page
    monkeypatch.setattr(page, "remake_page", lambda index, *rest: made.append(index) or plain(index, *rest))
    placed(text("a", 6), figure("f", 50), text("b", 2), figure("g", 30), text("c", 2), text("d", 2))
    assert made == [0, 1]


def test_a_footnote_of_text_that_came_back_is_on_the_page_of_its_text() -> None:
    note = '<span style="float: footnote; display: block; height: 20px" id="n">note</span>'
    block = f'<div id="b" style="height: 32px; break-inside: avoid">text{note}</div>'
    assert placed(text("a", 7), figure("f", 40), block) == [["a"], ["f", "b", "n"]]


def test_weasyprint_is_as_before_afterwards() -> None:
    from weasyprint.layout import block

    plain = block.block_container_layout, block._in_flow_layout
    placed(text("a", 1))
    assert (block.block_container_layout, block._in_flow_layout) == plain
