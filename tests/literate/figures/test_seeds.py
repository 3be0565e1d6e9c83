import numpy as np
import pytest

from literate.figures import seeds


def test_one_run_is_a_list_of_one():
    run = {"classes": []}
    assert seeds.of(run) == [run]
    assert seeds.of([run, run]) == [run, run]


def test_the_mean_at_an_epoch_is_over_the_seeds_that_got_so_far():
    lines = [np.array([2.0, 1.0]), np.array([4.0, np.nan]), np.array([6.0, 3.0, 5.0])]
    assert seeds.mean(lines) == pytest.approx([4.0, 2.0, 5.0])


def test_an_epoch_that_no_seed_survived_has_no_mean():
    assert np.isnan(seeds.mean([np.array([1.0, np.nan])])[1])
