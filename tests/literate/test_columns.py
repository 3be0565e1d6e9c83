"""Columns, durations and sizes as people read them."""

from __future__ import annotations

import pytest

from literate.columns import aligned, duration, painted, size


def test_columns_begin_or_end_at_the_same_place() -> None:
    rows = [("q1.svm", "kept", "2.1 s"), ("digits", "", "12 s")]
    assert aligned(rows, frozenset({2})) == ["q1.svm  kept  2.1 s", "digits         12 s"]
    assert aligned([("q1.svm", "kept"), ("digits",)]) == ["q1.svm  kept", "digits"]
    assert aligned([]) == []


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.04, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.6, "1 min"), (200, "3 min 20 s"), (3599.7, "1 h"),
     (7500, "2 h 5 min")],
)  # fmt: skip
def test_a_duration_has_two_units_at_most(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (99_400, "99.4 kB"),
        (158_000_000, "158 MB"),
        (10**15, "1000 TB"),
    ],
)
def test_a_size_has_three_digits(count: int, said: str) -> None:
    assert size(count) == said


def test_no_colour_goes_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    print(painted("kept", "green"))
    assert capsys.readouterr().out == "kept\n"
