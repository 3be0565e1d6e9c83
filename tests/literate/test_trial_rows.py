"""A trial says what the report has instead, as the plan is now."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from literate import trial_rows, tried
from literate.document.quantity import Missing, Quantity
from literate.tried import Trial

ARGUMENTS: dict[str, dict[str, Any]] = {
    "q3.adam": {
        "lr": 0.001,
        "backbone": "glyphs",
        "model": {"name": "cnn", "widths": [32, 16]},
        "batch": None,
    },
    "glyphs": {"epochs": 4},
}
TRIAL = Trial("quick", "q3.adam", {"lr": "0.1"}, ("ab" * 16,), 0.5, (0.4, 0.6), "180 validation images")


def plan(tmp_path: Any, *trials: Trial) -> Any:
    tried.add(tmp_path, trials)
    return SimpleNamespace(
        root=tmp_path, settings=SimpleNamespace(profile="quick"), runs=dict.fromkeys(ARGUMENTS),
        arguments=ARGUMENTS.__getitem__, fingerprint={"q3.adam": "ef" * 16, "glyphs": "01" * 16}.__getitem__,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("argument", "now"),
    [
        ("lr", "lr 0.001"),
        ("backbone.epochs", "backbone.epochs 4"),
        ("model.widths[1]", "model.widths[1] 16"),
        ("model.depth", ""),
        ("model.widths[5]", ""),
        ("batch", ""),
        ("backbone", "backbone glyphs"),
    ],
)
def test_an_argument_stands_beside_what_the_run_has_now(tmp_path: Any, argument: str, now: str) -> None:
    (row,) = trial_rows.rows(plan(tmp_path, replace(TRIAL, arguments={argument: "7"})), {})
    assert (row["tried"], row["reported"]) == (f"{argument} 7", now)


def test_scores_are_those_of_the_file_and_of_the_page(tmp_path: Any) -> None:
    ours = Quantity(0.9, "fraction")
    (row,) = trial_rows.rows(plan(tmp_path, TRIAL), {"q3": {"adam": {"validation": ours}}})
    assert row["ours"] is ours
    assert row["validation"] is not None
    assert row["validation"].value == 0.5
    assert row["validation"].interval is not None
    assert row["validation"].interval.high == 0.6
    assert row["validation"].runs == ("ab" * 5,)
    gap = Missing("q3.adam")
    for keys, found in (
        ({"q3": {"adam": gap}}, gap),
        ({"q3": gap}, None),
        ({"q3": {"adam": {}}}, None),
        ({}, None),
    ):
        assert trial_rows.rows(plan(tmp_path), keys)[0]["ours"] is found


def test_trials_of_the_other_profile_and_those_that_the_report_holds_by_now_are_left_out(
    tmp_path: Any,
) -> None:
    elsewhere = replace(TRIAL, profile="paper", results=("cd" * 16,))
    now_reported = replace(TRIAL, results=("ef" * 16,))
    gone = replace(
        TRIAL, run="q3.gone", results=("23" * 16,), validation=None, interval=(), ended="diverged", note="!"
    )
    (row,) = trial_rows.rows(plan(tmp_path, elsewhere, now_reported, gone), {})
    assert (row["run"], row["reported"], row["validation"], row["remarks"]) == (
        "q3.gone",
        "",
        None,
        "diverged; !",
    )
