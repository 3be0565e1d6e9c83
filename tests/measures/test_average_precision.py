import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from measures import average_precision

images = st.lists(
    st.tuples(st.integers(0, 2), *[st.sampled_from([0.0, 0.2, 0.5, 0.7])] * 3), min_size=1, max_size=40
)


@given(images)
@settings(deadline=None)
@pytest.mark.filterwarnings("ignore:No positive class")
def test_it_equals_scikit_learn_with_ties_and_absent_classes_too(drawn):
    columns = np.array(drawn, dtype=np.float64)
    labels, scores = columns[:, 0].astype(int), columns[:, 1:]
    expected = [metrics.average_precision_score(labels == k, scores[:, k]) for k in range(3)]
    np.testing.assert_allclose(average_precision.class_wise(labels, scores, 3), expected, rtol=0, atol=1e-12)
    assert average_precision.macro(labels, scores, 3) == pytest.approx(np.mean(expected), abs=1e-12)


def test_it_is_the_mean_precision_at_the_positives():
    # In falling order: right, wrong, right.
    assert average_precision.class_wise([0, 1, 0], [[0.9, 0], [0.8, 0], [0.7, 0]], 2)[0] == pytest.approx(
        (1 + 2 / 3) / 2
    )
