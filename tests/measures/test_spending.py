"""Spending over looks."""

from __future__ import annotations

import pytest

from measures import spending


def test_looks_grow_by_half() -> None:
    assert list(spending.looks()) == [3, 5, 8, 12, 18, 27, 41, 62, 93]


def test_each_look_follows_the_last() -> None:
    assert [spending.following(seeds) for seeds in (0, 1, 2, 3, 4, 5, 93)] == [3, 3, 3, 5, 5, 8, None]


def test_all_looks_together_spend_no_more_than_there_is() -> None:
    parts = [spending.spent(seeds, 0.05) for seeds in spending.looks()]
    assert parts[:3] == pytest.approx([0.025, 0.05 / 6, 0.05 / 12])
    assert sum(parts) == pytest.approx(0.05 * 9 / 10)


def test_between_two_looks_the_later_one_counts() -> None:
    assert spending.spent(4, 0.05) == spending.spent(5, 0.05)
    assert spending.spent(1, 0.05) == spending.spent(3, 0.05)
    assert spending.spent(100, 0.05) < spending.spent(93, 0.05)
