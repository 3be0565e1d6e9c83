"""A cut data set: as many of each class, the same images each time, and it says so."""

import numpy as np
import pytest

from lab.datasets import digits, fewer


@pytest.fixture(scope="module")
def whole():
    return digits.make(None)


def test_parts_that_are_larger_are_cut_evenly_and_others_are_whole(attempt, whole):
    cut = fewer.make(attempt, data=whole, most=400)
    assert np.bincount(cut["train_labels"]).tolist() == [40] * 10
    for name in ("test_images", "test_labels", "test_ids", "validation_ids", "classes"):
        np.testing.assert_array_equal(cut[name], whole[name], err_msg=name)


def test_images_keep_their_labels_and_ids(attempt, whole):
    cut = fewer.make(attempt, data=whole, most=50)
    known = {name: row for row, name in enumerate(whole["train_ids"])}
    rows = [known[name] for name in cut["train_ids"]]
    assert rows == sorted(set(rows))
    np.testing.assert_array_equal(cut["train_images"], whole["train_images"][rows])
    np.testing.assert_array_equal(cut["train_labels"], whole["train_labels"][rows])


def test_the_same_seed_cuts_the_same_images_and_another_others(attempt, whole):
    first, again, other = (fewer.make(attempt, data=whole, most=50, seed=s)["train_ids"] for s in (0, 0, 1))
    np.testing.assert_array_equal(first, again)
    assert set(first) != set(other)


def test_the_notes_say_so_and_that_the_others_are_of_the_whole(attempt, whole):
    cut = fewer.make(attempt, data=whole, most=50)
    assert cut["notes"].startswith("Cut to at most 50 images in each part, as many of each class.")
    assert cut["notes"].endswith(f"Of the whole: {whole['notes']}")


def test_too_few_of_a_class_are_refused(attempt, whole):
    with pytest.raises(ValueError, match=r"images=19 leaves 1 of each of 10 classes; allow more"):
        fewer.make(attempt, data=whole, most=19)
