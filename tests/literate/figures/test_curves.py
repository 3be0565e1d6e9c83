import numpy as np
import pytest

from literate.figures import curves


def test_the_data_are_the_histories(gallery, run):
    result = run([str(d) for d in range(10)], 20)
    data = gallery("curves_10").data
    assert data["epoch"] == list(range(1, 11))
    for split in ("train", "validation"):
        for measure in ("accuracy", "loss"):
            assert data[f"{split}_{measure}"] == result[f"history_{split}_{measure}"].tolist()


@pytest.mark.parametrize("epochs", [1, 10, 50])
def test_each_line_ends_in_its_name_and_last_value(epochs, gallery, run, types):
    result = run([str(d) for d in range(10)], 20, epochs=epochs)
    says = [line.says for line in types(gallery(f"curves_{epochs}"))]
    for split in ("train", "validation"):
        for measure in ("accuracy", "loss"):
            assert f"{result[f'history_{split}_{measure}'][-1]:.3f}" in says
    assert says.count("training") == says.count("validation") == 2


@pytest.mark.parametrize("epochs", [1, 10, 50])
def test_first_and_last_epoch_bear_a_number(epochs, gallery, types):
    says = [line.says for line in types(gallery(f"curves_{epochs}"))]
    assert "1" in says
    assert str(epochs) in says


def test_histories_the_run_does_not_have_are_left_out():
    drawing = curves.draw({"history_train_loss": np.array([2.0, 1.0])})
    assert set(drawing.data) == {"epoch", "train_loss"}


def test_a_run_without_histories_is_refused():
    with pytest.raises(KeyError, match="no history_train_loss"):
        curves.draw({"test_scores": np.zeros((1, 2))})
