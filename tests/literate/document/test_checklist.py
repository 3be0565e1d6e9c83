"""What a checklist asks: choices as run, in red when made on test; scores beside baselines; limitations."""

from __future__ import annotations

import re
from typing import Any

from literate.document import checklist, tables
from literate.document.checklist import Choice
from literate.document.quantity import Missing, Quantity


def choice(
    argument: str, value: Any, *runs: str, how: str = "fixed in advance", question: str = "First"
) -> Choice:
    return {"question": question, "argument": argument, "value": value, "runs": list(runs), "how": how}


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" ,", ",").replace(" ;", ";")


def test_each_value_of_an_argument_stands_with_its_runs() -> None:
    lr = Quantity(0.001, "", None, ("sgd",), "args.lr", "an argument", form=("exact", None))
    html = checklist.choices(
        [choice("lr", lr), choice("batch", "1", "sgd"), choice("batch", "32", "adam", "momentum")]
    )
    assert "First fixed in advance all lr = 0.001 sgd batch = 1 all but sgd batch = 32" in text(html)
    assert 'data-run="sgd"' in html


def test_what_was_chosen_on_test_is_red_and_apart() -> None:
    html = checklist.choices([choice("lr", "1"), choice("size", "24", how="on test")])
    assert html.count("<tbody") == 2
    on_test = html.rpartition("<tbody>")[2]
    assert '<span class="alarm">on test</span>' in on_test
    assert (
        '<th scope="row">all</th><td><code>size</code>\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}24</td>' in on_test
    )
    assert checklist.choices([]) == ""


def test_an_argument_that_some_runs_have_is_not_said_of_all_though_no_other_was_chosen_so() -> None:
    html = checklist.choices([choice("C", "3", "svm"), choice("epochs", "20", "tuned", how="on validation")])
    assert "First fixed in advance svm C = 3 First on validation tuned epochs = 20" in text(html)


def test_a_run_that_was_selected_on_test_is_red_in_a_table() -> None:
    table = tables.Table(
        (tables.Column("Chosen", alarm="on test"),), (("on test accuracy",), ("on validation",))
    )
    assert tables.as_html(table).count("alarm") == 1


def test_scores_stand_beside_the_baselines_that_were_measured() -> None:
    keys = {
        "q1": {
            "svm": {"test": Quantity(0.9), "validation": Quantity(0.95), "chance": Quantity(0.1)},
            "cut": Missing("q1.cut"),
        },
        "q2": Missing("q2"),
    }
    table = checklist.scores(keys)
    assert [column.title for column in table.columns] == ["Run", "Chance", "Validation", "Test"]
    assert [row[0] for row in table.rows] == ["q1.svm", "q1.cut"]
    assert table.rows[0][3] == Quantity(0.9)


def test_what_the_author_did_not_write_is_red() -> None:
    assert (
        checklist.stated([("Limitations of this work", "q3-limitations"), ("What we tried", "q3-tried")])
        == ""
    )
    assert 'Limitations: <span class="alarm">not written</span>' in checklist.stated([])


def test_the_required_heading_is_missed_in_words() -> None:
    assert checklist.unwritten(["# Question\n", "text\n## Limitations\n"]) == ""
    assert "## Limitations" in checklist.unwritten(["# Question\n\nIts limitations are many.\n"])
