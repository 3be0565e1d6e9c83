import numpy as np

from literate.figures import race


def test_the_data_are_the_histories_of_all_runs():
    data = race.draw({"a": {"history_train_loss": [3.0, 2.0]}, "b": {"history_train_loss": [4.0]}}).data
    assert data == {"run": ["a", "a", "b"], "seed": [1, 1, 1], "epoch": [1, 2, 1], "value": [3.0, 2.0, 4.0]}


def test_under_several_seeds_the_end_is_their_mean(types):
    seeds = [{"history_train_loss": [3.0, last]} for last in (1.0, 2.0, 6.0)]
    drawing = race.draw({"SGD": seeds})
    assert "3.000" in [line.says for line in types(drawing)]
    assert "means over 3 seeds" in drawing.alt
    assert drawing.data["seed"] == [1, 1, 2, 2, 3, 3]


def test_names_that_are_cut_to_the_same_beginning_each_keep_their_line(types):
    name = "stochastic gradient descent with momentum, number "
    drawing = race.draw({f"{name}{n}": {"history_train_loss": [2.0, 1.0 + n]} for n in range(3)})
    assert {"1.000", "2.000", "3.000"} <= {line.says for line in types(drawing)}


def test_a_run_that_diverged_is_named_and_has_no_last_value(gallery, types):
    says = [line.says for line in types(gallery("race_diverged"))]
    assert "diverged" in says
    assert "–" in says
    assert np.isnan(gallery("race_diverged").data["value"][2])
