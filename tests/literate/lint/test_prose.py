"""Prose is taken out of a template without moving a letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from literate.lint import comparatives, numbers, prose, reasons

PAGE = """# Heading

{% if a.args.data == "digits" %}
Text `code 1` with {{ a.test }} and $x = 2$ [@he2016].[A note 3.]{.note}
{% endif %}
{{ figure("loss", "gap", a="Panel four.", caption="Caption five, 6.", name="both") }}

```python
seven = 7
```

[It holds 8]{? a.test > b.test | else it {{ b.test }} does not} and [maybe 9]{conjecture}; [as is]{literal}.
"""


def test_every_letter_keeps_its_place_and_line() -> None:
    read = prose.read(PAGE, "q1.md.j2")
    assert len(read.text) == len(PAGE)
    assert read.line(PAGE.index("Caption")) == 6
    for word in ("Text", "Panel four", "Caption five", "It holds 8", "does not", "maybe 9", "A note 3"):
        assert read.text[PAGE.index(word) :].startswith(word)


def test_code_expressions_formulas_and_predicates_are_no_prose() -> None:
    text = prose.read(PAGE).text
    for no_prose in (
        "code",
        "digits",
        "x = 2",
        "he2016",
        "seven",
        "a.test",
        "loss",
        "both",
        "else",
        "{",
        "[",
    ):
        assert no_prose not in text


def test_a_span_says_what_it_is_and_what_is_checked() -> None:
    read = prose.read(PAGE)
    at = PAGE.index
    assert read.kinds(at("holds")) == {"claim"}
    assert read.kinds(at("does not")) == {"otherwise"}
    assert read.predicates(at("does not")) == "a.test > b.test"
    assert read.kinds(at("maybe")) == {"conjecture"}
    assert read.kinds(at("as is")) == {"literal"}
    assert read.kinds(at("note 3")) == {"note"}
    assert read.kinds(at("Text")) == set()


def test_a_claim_in_a_caption_is_a_claim() -> None:
    text = '{{ figure("a", caption="[Adam leads]{? adam.test is best} here.") }}'
    assert prose.read(text).kinds(text.index("Adam")) == {"claim"}


def test_an_open_bracket_hides_no_claim() -> None:
    text = "In [0, 1) and [Adam leads]{? adam.test is best}."
    assert prose.read(text).kinds(text.index("Adam")) == {"claim"}


def test_what_a_template_asks_includes_its_predicates() -> None:
    asked = prose.expressions(PAGE)
    assert "{{ a.test }}" in asked
    assert "a.test > b.test" in asked


MARKS = ["[", "]", "{", "}", "{{", "}}", "{%", "%}", "{##", "##}", "|", "`", "$", "$$", ")", '"', "-"]
WORDS = [
    "? a.b > 1",
    "| else ",
    "conjecture",
    "literal",
    ".note",
    "```\n",
    "\n",
    "\n\n",
    " ",
    "figure(",
    "caption=",
]
PIECES = [*MARKS, *WORDS, "better", "0.97", "two of the", "because"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_template_however_broken_stops_the_lint(source: str) -> None:
    read = prose.read(source, "q1.md.j2")
    assert len(read.text) == len(source)
    assert [at for at, letter in enumerate(read.text) if letter == "\n"] == [
        at for at, letter in enumerate(source) if letter == "\n"
    ]
    for find in (numbers.find, comparatives.find, reasons.find):
        for found in find(read):
            assert 1 <= found.line <= source.count("\n") + 1
