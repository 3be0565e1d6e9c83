from __future__ import annotations

import pytest

from literate.document import spans
from literate.document.quantity import Quantity
from literate.document.word import Word


def test_on_paper_a_number_is_its_text() -> None:
    number = Quantity(0.9512, 3, runs=("svm",), how="342 / 360 <test> images")
    assert spans.silent(f"<p>It is {spans.number_html(number)}.</p>") == "<p>It is 0.951.</p>"


def test_on_paper_a_word_of_a_result_is_its_text() -> None:
    word = Word("cat > dog", ("svm",), "a name")
    assert spans.silent(spans.word_html(word)) == "cat &gt; dog"


def test_a_number_with_a_space_keeps_what_holds_it_on_one_line() -> None:
    html = '<span class="number" data-run="svm">12 images</span>'
    assert spans.silent(html) == html


@pytest.mark.parametrize("kind", ["spread", "claim supported", "missing", "number best"])
def test_what_looks_different_keeps_its_element(kind: str) -> None:
    html = f'<span class="{kind}">0.951</span>'
    assert spans.silent(html) == html


def test_the_thousands_of_a_number_s_words_stand_apart() -> None:
    number = Quantity(0.93, "fraction", runs=("q2.adam",), how="1860 / 2000 test images")
    assert 'title="1\xa0860 / 2\xa0000 test images; run q2.adam"' in spans.number_html(number)
