"""Code listings: the source as it is, found by name."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from literate.document import listings

SOURCE = '''"""Module."""

import functools


@functools.cache
def solve(x: int) -> str:  # a <comment>
    """Docstring
    over lines."""
    if x < 2:
        return f"{x} & more"
    return ""


class Solver:
    def fit(self) -> None:
        pass
'''


@pytest.mark.parametrize(
    ("name", "line", "first", "last"),
    [
        ("solve", 6, "@functools.cache", '    return ""'),
        ("Solver.fit", 16, "def fit(self) -> None:", "    pass"),
        ("", 1, '"""Module."""', "        pass"),
    ],
)
def test_a_definition_is_found_with_its_decorators_and_its_line(
    name: str, line: int, first: str, last: str
) -> None:
    found = listings.listing("src/a.py", SOURCE, name)
    assert found.line == line
    lines = found.text.splitlines()
    assert (lines[0], lines[-1]) == (first, last)


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(LookupError, match=r"no 'solv' in src/a\.py; nearest: solve"):
        listings.listing("src/a.py", SOURCE, "solv")


@pytest.mark.parametrize(
    "text", [SOURCE, "def broken(:\n  '''", "x = 1", Path(listings.__file__).read_text(encoding="utf-8")]
)
def test_a_listing_is_the_source_to_the_letter(text: str) -> None:
    shown = listings.as_html(listings.Listing("a.py", 1, text))
    code = re.fullmatch(r'<pre tabindex="0"><code>(.*)</code></pre>', shown, re.DOTALL)
    assert code
    assert html.unescape(re.sub(r"</?span[^>]*>", "", code[1])) == text.rstrip()


def test_keywords_texts_and_comments_are_told_apart() -> None:
    shown = listings.as_html(listings.listing("a.py", SOURCE, "solve"))
    assert '<span class="keyword">def</span>' in shown
    assert '<span class="comment"># a &lt;comment&gt;</span>' in shown
    assert '<span class="text">&quot;&quot;&quot;Docstring\n    over lines.&quot;&quot;&quot;</span>' in shown
