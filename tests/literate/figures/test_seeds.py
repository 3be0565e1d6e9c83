import numpy as np
import pytest
from scipy import stats

from literate.figures import curves, race, seeds

LINES = [np.array([3.0, 2.0, 1.0]), np.array([3.5, 2.1, 1.4]), np.array([2.9, 2.4, 0.8])]


def test_a_band_is_the_interval_of_the_mean_at_each_epoch():
    low, high = seeds.band(LINES)
    for epoch in range(3):
        values = [line[epoch] for line in LINES]
        own = stats.t.interval(0.95, 2, np.mean(values), stats.sem(values))
        assert (low[epoch], high[epoch]) == pytest.approx(own)


def test_two_seeds_have_no_band():
    assert seeds.band(LINES[:2]) is None


def test_a_band_ends_where_the_first_seed_does():
    low, high = seeds.band([*LINES, np.array([3.0, 2.0])])
    assert len(low) == len(high) == 2


@pytest.mark.parametrize(("count", "fills", "thin"), [(1, 0, 0), (2, 0, 2), (3, 1, 0)])
def test_a_mean_stands_before_its_band_or_before_two_thin_lines(count, fills, thin):
    runs = [{"history_train_loss": line} for line in LINES[:count]]
    svg = race.draw({"SGD": runs if count > 1 else runs[0]}).svg
    assert svg.count('fill-opacity=".3"') == fills
    assert svg.count('stroke-opacity=".35"') == thin


def test_the_panel_holds_the_band():
    assert seeds.extent(LINES).max() == pytest.approx(max(seeds.band(LINES)[1]))
    assert seeds.extent(LINES[:2]).max() == 3.5


def test_curves_of_several_seeds_show_their_mean(types):
    runs = [{"history_train_loss": line, "history_validation_loss": line + 1} for line in LINES]
    drawing = curves.draw(runs)
    assert drawing.data["train_loss"] == pytest.approx(np.mean(LINES, axis=0))
    assert drawing.data["validation_loss"] == pytest.approx(np.mean(LINES, axis=0) + 1)
    assert drawing.svg.count('fill-opacity=".3"') == 2
