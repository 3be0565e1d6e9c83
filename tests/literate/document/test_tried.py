"""The table of what was tried: each number names the result that it came from."""

from __future__ import annotations

from literate.document import tables, tried
from literate.document.basis import Interval
from literate.document.quantity import Missing, Quantity

SCORE = Quantity(0.5, "fraction", interval=Interval(0.4, 0.6, 0.95, "180 validation images"), runs=("ab12",))
OURS = Quantity(0.9, "fraction", runs=("q3.adam",))


def trial(**more: object) -> tried.Trial:
    said = {"run": "q3.adam", "tried": "lr 0.1", "reported": "lr 0.001", "validation": SCORE, "ours": OURS}
    return tried.Trial(**{**said, "results": ["ab12"], "remarks": "", **more})  # type: ignore[typeddict-item]


def test_a_trial_stands_beside_the_run_of_the_report() -> None:
    html = tables.as_html(tried.table([trial()]))
    assert '<tr data-run="ab12"><th scope="row" class="text">q3.adam</th>' in html
    assert (
        'data-run="ab12" title="95 % from 0.400 to 0.600 over 180 validation images; run ab12">0.500' in html
    )
    assert 'data-run="q3.adam"' in html
    assert "Remarks" not in html


def test_how_it_ended_has_a_column_of_its_own_and_a_failed_run_of_the_report_is_a_gap() -> None:
    gap = Missing("q3.adam", "diverged")
    html = tables.as_html(
        tried.table([trial(), trial(validation=None, ours=gap, remarks="diverged; too far")])
    )
    assert "Remarks" in html
    assert "diverged; too far" in html
    assert "missing" in html


def test_without_trials_there_is_nothing_to_show() -> None:
    assert tried.table([]).rows == ()
