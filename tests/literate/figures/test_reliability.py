import numpy as np
import pytest

from literate.figures import reliability


def test_the_bars_are_those_of_plain_loops(gallery, run):
    result = run([str(d) for d in range(10)], 2000)
    data = gallery("reliability_10").data
    scores = result["test_scores"].astype(float)
    for b in range(10):
        inside = [
            (row.max(), row.argmax() == label)
            for row, label in zip(scores, result["test_labels"], strict=True)
            if b / 10 < row.max() <= (b + 1) / 10
        ]
        assert data["images"][b] == len(inside)
        if inside:
            sure, right = np.mean(inside, axis=0)
            assert data["mean_confidence"][b] == pytest.approx(sure)
            assert data["share_right"][b] == pytest.approx(right)


def test_the_error_printed_is_the_weighted_distance_of_the_bars(gallery, types):
    data = gallery("reliability_10").data
    bars = zip(data["images"], data["mean_confidence"], data["share_right"], strict=True)
    error = sum(n * abs(sure - right) for n, sure, right in bars if n) / sum(data["images"])
    assert f"{error:.3f}" in [line.says for line in types(gallery("reliability_10"))]


def test_of_two_diagrams_side_by_side_one_has_the_key_and_both_are_as_high(run, types):
    result = run(["a", "b"], 40)
    first, second = reliability.draw(result), reliability.draw(result, key=False)
    text = "from mean confidence to share right"
    assert [text in [line.says for line in types(each)] for each in (first, second)] == [True, False]
    assert first.height == second.height
    assert first.caption == second.caption


def test_scores_that_are_no_probabilities_are_refused(run):
    with pytest.raises(ValueError, match="softmax"):
        reliability.draw(run(["a", "b"], 20) | {"test_scores": np.full((20, 2), 3.0)})
