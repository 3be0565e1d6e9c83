"""Pictures on screen: what their marks say, and pictures of parts."""

from __future__ import annotations

import re
from typing import Any

import pytest

from literate.document import pictures

PARTS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="10mm" viewBox="0 0 283.46 28.35">\n'
    '<g data-box="0.00 0.00 198.42 28.35">\n<g fill="none"><path d="m0 0h9"/></g>\n</g>\n'
    '<g data-box="198.42 0.00 85.04 28.35">\n<g fill="none"><path d="m200 0h9"/></g>\n</g>\n</svg>\n'
)


def drawing(svg: str, **more: Any) -> dict[str, Any]:
    return {"svg": svg, "alt": "Two panels.", "width": 100.0, **more}


def test_a_picture_of_parts_is_an_svg_each_with_its_box_and_its_share_of_the_width() -> None:
    shown = pictures.inline("q1-x", drawing(PARTS))
    assert shown.startswith(
        '<div class="drawing parts" role="img" aria-label="Two panels." style="--width:100mm">'
    )
    assert re.findall(r'<svg viewBox="([^"]*)"', shown) == [
        "0.00 0.00 198.42 28.35",
        "198.42 0.00 85.04 28.35",
    ]
    shares = [float(share) for share in re.findall(r"--share:([.0-9]+)", shown)]
    assert shares == pytest.approx([0.7, 0.3], abs=2e-4)
    assert sum(shares) <= 1
    assert shown.count("<path") == 2
    assert shown.endswith("</svg></div>")


def test_a_wide_picture_without_parts_says_that_a_phone_scrolls_it() -> None:
    whole = re.sub(r"</?g data-box[^>]*>", "", PARTS)
    assert 'class="drawing scrolled"' in pictures.inline("q1-x", drawing(whole))
    assert 'class="drawing"' in pictures.inline("q1-x", drawing(whole, width=80.0))


def test_a_mark_names_the_run_of_its_panel_and_line_alone() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg"><path><title>triplet, ResNet: loss 0.1</title></path></svg>'
    )
    runs = {"": ["q2.a", "q2.b"], "triplet": ["q2.a", "q2.b"], "triplet, ResNet": ["q2.b"]}
    assert "<title>triplet, ResNet: loss 0.1; run q2.b</title>" in pictures.inline(
        "x", drawing(svg, runs=runs)
    )


def test_a_formula_is_drawn_for_the_eye_and_in_mathml_for_the_ear() -> None:
    formula = {
        "svg": '<svg viewBox="0 0 1 1"></svg>',
        "alt": "x",
        "math": "<math><mi>x</mi></math>",
        "em": [1, 1, 0],
    }
    assert re.fullmatch(
        r'<svg class="formula" aria-hidden="true" style="[^"]*" viewBox="0 0 1 1"></svg><math><mi>x</mi></math>',
        pictures.inline("f", formula),
    )
    kept = {name: value for name, value in formula.items() if name != "math"}  # on a page of an earlier build
    assert 'role="img" aria-label="x"' in pictures.inline("f", kept)
