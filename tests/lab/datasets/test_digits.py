"""The digits beside scikit-learn's table."""

import numpy as np
from sklearn.datasets import load_digits

from lab.datasets import digits


def test_every_image_is_in_one_part_and_is_its_row_of_the_table(attempt):
    data, table = digits.make(attempt), load_digits()
    rows = [int(name.removeprefix("digit-")) for part in PARTS for name in data[f"{part}_ids"]]
    images = np.concatenate([data[f"{part}_images"] for part in PARTS])
    labels = np.concatenate([data[f"{part}_labels"] for part in PARTS])
    assert sorted(rows) == list(range(1797))
    np.testing.assert_array_equal(labels, table.target[rows])
    np.testing.assert_array_equal(np.rint(images / 255 * 16), table.images[rows])


def test_each_class_has_as_many_images_in_test_and_in_validation(attempt):
    data = digits.make(attempt, validation=20, test=36)
    assert np.bincount(data["validation_labels"]).tolist() == [20] * 10
    assert np.bincount(data["test_labels"]).tolist() == [36] * 10


def test_another_seed_gives_another_split(attempt):
    first, other = digits.make(attempt, seed=0), digits.make(attempt, seed=1)
    assert set(first["test_ids"]) != set(other["test_ids"])


PARTS = ("train", "validation", "test")
