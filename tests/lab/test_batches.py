"""Batches: every image once, in an order that the generator alone decides."""

import numpy as np

from lab import batches

LABELS = np.repeat(np.arange(5), 9)


def test_every_row_comes_once():
    for make in (batches.shuffled(45, 8), batches.grouped(LABELS, 8, 4)):
        made = make(np.random.default_rng(0))
        assert sorted(np.concatenate(made)) == list(range(45))
        assert [len(batch) for batch in made] == [8, 8, 8, 8, 8, 5]


def test_a_last_batch_of_one_is_left_out_but_where_all_are_of_one():
    assert len(batches.shuffled(9, 4)(np.random.default_rng(0))) == 2
    assert len(batches.shuffled(9, 1)(np.random.default_rng(0))) == 9


def test_images_of_a_class_stand_together():
    (batch,) = batches.grouped(np.repeat(np.arange(3), 8), 24, 4)(np.random.default_rng(0))
    groups = np.repeat(np.arange(3), 8)[batch].reshape(6, 4)
    assert (groups == groups[:, :1]).all()


def test_groups_of_one_are_a_shuffle():
    order = batches.grouped(LABELS, 45, 1)(np.random.default_rng(0))[0]
    assert (np.diff(LABELS[order]) == 0).mean() < 0.5
