import numpy as np
import pytest

from literate.figures import canvas, curves


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


def test_no_value_is_above_the_last_tick_or_below_the_first(gallery):
    for values in ([1.396, 0.05], [0.63, 0.991], [5.6, 2.59], [0.0], [0.5], [1e-5, 3e-5], [1234.0, 12.0]):
        _, axes = canvas.canvas(80, 40)
        curves.limits(axes, np.array(values), len(values))
        assert axes.get_yticks()[0] <= min(values)
        assert axes.get_yticks()[-1] >= (1 - 1e-9) * max(values)
        assert len(axes.get_yticks()) >= 3


def test_the_epoch_that_was_kept_is_marked_and_what_was_measured_there_is_said(run, types):
    result = run(["a", "b"], 20) | {"history_chosen": np.array(7)}
    drawing = curves.draw(result)
    assert "dashed: epoch 7, kept" in [line.says for line in types(drawing)]
    measured = [
        f"{split} accuracy {result[f'history_{split}_accuracy'][6]:.3f}" for split in ("train", "validation")
    ]
    assert (
        drawing.caption == f"Epoch 7 is kept: {measured[0].replace('train', 'training')} and {measured[1]}."
    )
    seeds = [result, result | {"history_chosen": np.array(4)}]
    assert curves.draw(seeds).caption == "Kept were the epochs 7 and 4, by seed."
    assert curves.draw(run(["a", "b"], 20)).caption == ""


def test_histories_the_run_does_not_have_are_left_out():
    drawing = curves.draw({"history_train_loss": np.array([2.0, 1.0])})
    assert set(drawing.data) == {"epoch", "train_loss"}


def test_a_run_without_histories_is_refused():
    with pytest.raises(KeyError, match="no history_train_loss"):
        curves.draw({"test_scores": np.zeros((1, 2))})
