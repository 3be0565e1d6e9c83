"""Every mistake in a template is one line: file, line, what, and the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate.document import template
from literate.errors import TemplateError

from .conftest import Render

MISTAKES = [
    (
        "{{ compare(adam.test, 0.9) }}",
        "compare is for results such as adam.test, and '0.9' is none; of a typed number write a claim, as in "
        "[above 0.9]{? adam.test > 0.9}",
    ),
    ("{{ interval(0.9) }}", "interval is for results such as adam.test, and '0.9' is none"),
    ("{{ key(0.9, 'Accuracy') }}", "key is for results such as adam.test, and '0.9' is none"),
    ("{{ adm.test }}", "no run 'adm' on this page; nearest: adam"),
    ("{% if adm %}x{% endif %}", "no run 'adm' on this page; nearest: adam"),
    ("{{ adam.tset }}", "no 'tset' in adam; nearest: test"),
    ("{{ adam.recall.dog }}", "no 'dog' in adam.recall; known: cat"),
    ("{{ adam.args.learning }}", "no 'learning' in adam.args"),
    ("{{ adam }}", "no number in 'adam' alone"),
    ('{{ figure("los", caption="x") }}', "no figure 'los' on this page; nearest: loss"),
    ('{{ figure("rows", caption="x") }}', "no figure 'rows' on this page"),
    ('{{ figure("loss", c="x") }}', "figure has no panel 'c': its panels are a"),
    ("{{ figure() }}", "figure takes one to eight names"),
    ('{{ table("row", caption="x") }}', "no table 'row' on this page; nearest: rows"),
    ('{{ figure("loss") }}{{ figure("loss") }}', "figure 'loss' is shown twice"),
    (
        '{{ ref("los") }} {{ figure("loss") }}',
        "no figure, table or equation 'los' on this page; nearest: loss",
    ),
    ('{{ ref("eq:tri") }}', "no figure, table or equation 'eq:tri' on this page"),
    ("[x]{? adm.test > sgd.test }", "no run 'adm' on this page; nearest: adam"),
    ("[x]{? adam.test > }", "the claim ends where a name or number should stand"),
    ("Seen before.[@herman2017]", "no entry 'herman2017' in references.bib; nearest: hermans2017"),
    ("{{ adam.test | prcent }}", "No filter named 'prcent'."),
    ("{{ adam.seconds | points }}", "points is for fractions"),
    ("{{ adam.worst | num }}", "num is for numbers, and 'cat' is none"),
    ("{{ adam.test - adam.seconds }}", "they do not combine"),
    ("{{ adam.test | words }}", "words is for counts"),
    ("{{ adam.test", "'end of print statement'"),
    ("{% include 'limit.md.j2' %}", "no template 'limit.md.j2'; nearest: limits.md.j2"),
    ('{{ code("lab.svm:solve") }}', "no code is known here"),
    (r"$\frac{1}{$", r"formula not understood: '\\frac{1}{'"),
]


@pytest.mark.parametrize(("mistake", "message"), MISTAKES)
def test_a_mistake_is_told_by_file_and_line(render: Render, mistake: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render(f"# Title\n\nProse.\n\nMore prose, {mistake} here.\n", files={"limits.md.j2": "x"})
    said = str(caught.value)
    assert said.startswith("q3.md.j2:5  "), said
    assert message in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("mistake", "message"), [m for m in MISTAKES if "include" not in m[0] and "ref(" not in m[0]]
)
def test_a_mistake_in_an_included_template_is_told_by_its_own_file_and_line(
    render: Render, mistake: str, message: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        render(
            "# Title\n\n\n\n{% include 'limits.md.j2' %}\n", files={"limits.md.j2": f"One.\n\n{mistake}\n"}
        )
    assert str(caught.value).startswith("limits.md.j2:3  "), str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize("file", ["../secret.md.j2", "/etc/passwd", "sub/../../secret.md.j2"])
def test_a_template_includes_nothing_from_outside_its_folder(
    render: Render, tmp_path: Path, file: str
) -> None:
    (tmp_path.parent / "secret.md.j2").write_text("secret")
    with pytest.raises(TemplateError, match=r"^q3\.md\.j2:1  no template"):
        render(f"{{% include '{file}' %}}")


def test_an_error_in_a_loop_or_macro_has_the_line_where_it_is_written(render: Render) -> None:
    macro = "{% macro cell(run) %}\n{{ run.tset }}\n{% endmacro %}\n"
    text = macro + "{% for run in [adam] %}\n{{ cell(run) }}\n{% endfor %}"
    with pytest.raises(TemplateError, match=r"^q3\.md\.j2:2  no 'tset' in adam"):
        render(text)


def test_a_template_and_all_it_includes_are_what_a_page_depends_on(tmp_path: Path) -> None:
    (tmp_path / "q3.md.j2").write_text("{% include 'a.md.j2' %} {## {% include 'no.md.j2' %} ##}")
    (tmp_path / "a.md.j2").write_text("{% include 'b.md.j2' %}")
    (tmp_path / "b.md.j2").write_text("x")
    assert {file.name for file in template.files(tmp_path / "q3.md.j2")} == {"q3.md.j2", "a.md.j2", "b.md.j2"}
