"""Formulas: drawn in the text's colour, sized in em, and said in words."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from literate.document import formulas


@pytest.mark.parametrize(
    ("latex", "html"), [("x", "<i>x</i>"), (" -3.5 ", "−3.5"), ("x_i", None), ("2x", None), ("xy", None)]
)
def test_numbers_and_single_letters_need_no_drawing(latex: str, html: str | None) -> None:
    assert formulas.plain(latex) == html


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"x_i^2", "x sub i squared"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\sum_{i=1}^{N} x_i", "sum from i = 1 to N of x sub i"),
        (
            r"\sum_{i,j} \alpha_i\alpha_j e^{-\gamma\|x_i-x_j\|^2}",
            "sum over i, j of α sub i α sub j e to the power (− γ ‖ x sub i − x sub j ‖ squared)",
        ),
        (r"c_{y_i} + \mathcal{L}_{\mathrm{tri\ or\ cen}}", "c sub (y sub i) + ℒ sub (tri or cen)"),
        (r"\sqrt{x} \le \alpha", "square root of (x) ≤ α"),
    ],
)
def test_a_formula_says_itself_in_words(latex: str, words: str) -> None:
    assert formulas.formula(latex, True).alt == words


def test_a_formula_says_itself_in_mathml_with_whole_words_and_no_namespace() -> None:
    math = ET.fromstring(formulas.formula(r"\mathcal{L}_{\mathrm{tri}} \le \frac{1}{N}").math)
    assert math.tag == "math"
    assert [each.text for each in math.iter() if each.text] == ["ℒ", "tri", "≤", "1", "N"]
    assert [each.tag for each in math.iter() if len(each) == 2] == ["msub", "mfrac"]


def test_a_formula_is_svg_in_the_colour_of_the_text_without_ids() -> None:
    drawn = formulas.formula(r"\frac{x_i}{2}")
    root = ET.fromstring(drawn.svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert " id=" not in drawn.svg
    assert "black" not in drawn.svg
    assert "currentColor" in drawn.svg


def test_a_formula_is_as_wide_and_deep_as_it_looks() -> None:
    letter, fraction = formulas.formula("x_i"), formulas.formula(r"\frac{x}{2}", True)
    assert 0.5 < letter.width < 1.2
    assert 0.1 < letter.depth < letter.height < 1.2
    assert fraction.height > 1.3
    assert 0.3 < fraction.depth < 1.0


def test_what_is_no_latex_is_quoted() -> None:
    with pytest.raises(ValueError, match=r"formula not understood: '.*frac"):
        formulas.formula(r"\frac{1}{")


@pytest.mark.parametrize(
    ("signed", "bare"),
    [
        (r"y = \pm 1", r"y = {\pm}1"),
        (r"\{-1, +1\}", r"\{{-}1, {+}1\}"),
        (r"-x", r"{-}x"),
        (r"a - b", r"a - b"),
    ],
)
def test_a_sign_stands_close_to_its_number(signed: str, bare: str) -> None:
    assert formulas.formula(signed).svg == formulas.formula(bare).svg


def test_a_difference_keeps_its_room() -> None:
    assert formulas.formula("a - b").width > formulas.formula("a {-}b").width


THREADED = r"""
import itertools, sys
from concurrent.futures import ThreadPoolExecutor
from literate.document import formulas
sys.setswitchinterval(1e-6)
latex = [rf"\mathbf{{{a}}} + \mathcal{{{b.upper()}}}_{a} + {b}" for a, b in itertools.pairwise("abcdefghijklmnopqrst")]
with ThreadPoolExecutor(int(sys.argv[1])) as pool:
    print(*(made.svg for made in pool.map(formulas.formula, latex)))
"""


def test_formulas_drawn_by_several_threads_are_those_drawn_by_one() -> None:
    """In processes of their own, since a glyph is read from the font's file but once."""
    command = [sys.executable, "-c", THREADED]
    one, many = (
        subprocess.run([*command, threads], capture_output=True, check=True).stdout for threads in ("1", "8")
    )
    assert one == many
