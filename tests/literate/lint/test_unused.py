"""What is made in vain is named where it is planned; what is shown and never spoken of, where it is shown."""

from __future__ import annotations

from literate.lint import unused
from literate.lint.unused import Plan

PLAN = Plan(
    "q3",
    {"adam": "tasks/q3.py:31", "sgd": "tasks/q3.py:32"},
    {"loss": "tasks/q3.py:40", "gap": "tasks/q3.py:41"},
    {"rows": frozenset({"sgd", "SGD"})},
)
WHOLE = """{{ adam.test }} ({{ ref("loss") }}, {{ ref("rows") }})

{{ figure("loss", "gap", a="Loss (mean).", name="both", caption="Two.") }}

{{ table("rows", caption="Scores.") }}
"""


def warned(text: str, *others: str, plan: Plan = PLAN) -> list[str]:
    return [f"{each.file}:{each.line} {each.kind}" for each in unused.find(plan, {"q3.md.j2": text}, others)]


def test_a_page_that_uses_all_is_not_warned_of() -> None:
    assert warned(WHOLE) == []


def test_a_run_that_no_expression_table_or_other_page_quotes_is_named() -> None:
    without = WHOLE.replace("{{ adam.test }}", "Adam")
    assert warned(without) == ["tasks/q3.py:31 unquoted"]
    assert warned(without, "{{ key(q3.adam.test, 'label') }}") == []
    assert warned(without + "[Adam leads]{? adam.test is best}") == []
    no_table = WHOLE.replace('{{ table("rows", caption="Scores.") }}', "")
    assert warned(no_table) == ["tasks/q3.py:32 unquoted"]


def test_a_figure_or_table_that_the_text_never_refers_to_is_named_where_it_stands() -> None:
    assert warned(WHOLE.replace('ref("loss")', "1")) == ["q3.md.j2:3 unreferred"]
    assert warned(WHOLE.replace('ref("loss")', "1"), '{{ ref("q3.gap") }}') == []
    assert warned(WHOLE.replace(', {{ ref("rows") }}', "")) == ["q3.md.j2:5 unreferred"]


def test_a_table_without_a_caption_has_no_number_to_refer_to() -> None:
    bare = WHOLE.replace(', {{ ref("rows") }}', "").replace(', caption="Scores."', "")
    assert warned(bare) == []


def test_a_figure_that_is_drawn_and_never_shown_is_named_where_it_is_planned() -> None:
    assert warned(WHOLE.replace('"loss", "gap", ', '"loss", ')) == ["tasks/q3.py:41 unshown"]
