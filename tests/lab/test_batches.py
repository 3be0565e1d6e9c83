"""Batches: every image once, in an order that the generator alone decides, and positives for every anchor."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lab import batches

LABELS = np.repeat(np.arange(5), 9)


def test_every_row_comes_once():
    for make in (batches.shuffled(45, 8), batches.grouped(LABELS, 8, 1)):
        made = make(np.random.default_rng(0))
        assert sorted(np.concatenate(made)) == list(range(45))
        assert [len(batch) for batch in made] == [8, 8, 8, 8, 8, 5]


def test_a_last_batch_of_one_is_left_out_but_where_all_are_of_one():
    assert len(batches.shuffled(9, 4)(np.random.default_rng(0))) == 2
    assert len(batches.shuffled(9, 1)(np.random.default_rng(0))) == 9
    assert len(batches.grouped(np.zeros(9), 4, 1)(np.random.default_rng(0))) == 2


def of_its_class(labels, batch):
    """How many images of its class stand in the batch, for each of its images, itself counted."""
    return (labels[batch][:, None] == labels[batch]).sum(axis=1)


def test_images_of_a_class_stand_together():
    (batch,) = batches.grouped(np.repeat(np.arange(3), 8), 24, 4)(np.random.default_rng(0))
    groups = np.repeat(np.arange(3), 8)[batch].reshape(6, 4)
    assert (groups == groups[:, :1]).all()


def test_no_anchor_of_question_2_lacks_positives_and_batches_are_nearly_full():
    labels = np.repeat(np.arange(200), 25)
    made = batches.grouped(labels, 32, 4)(np.random.default_rng(0))
    assert min(of_its_class(labels, batch).min() for batch in made) == 4
    assert sorted(np.concatenate(made)) == list(range(5000))
    assert max(map(len, made)) == 32
    assert len(made) < 1.07 * 5000 / 32


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=12),
    st.integers(1, 5),
    st.integers(1, 40),
    st.integers(),
)
def test_groups_are_whole_where_a_batch_has_room_for_them(sizes, per_class, size, seed):
    labels = np.random.default_rng(0).permutation(np.repeat(np.arange(len(sizes)), sizes))
    made = batches.grouped(labels, size, per_class)(np.random.default_rng(seed % 2**32))
    rows = np.concatenate([*made, np.empty(0, int)])
    assert len(set(rows)) == len(rows) >= len(labels) - (size > 1)
    assert max(map(len, made), default=0) <= size
    if size >= 2 * per_class - 1:
        for batch in made:
            due = np.minimum(np.array(sizes)[labels[batch]], per_class)
            assert (of_its_class(labels, batch) >= due).all()


def test_another_epoch_has_other_groups():
    make = batches.grouped(LABELS, 9, 4)
    first, again, other = (make(np.random.default_rng(seed)) for seed in (0, 0, 1))
    assert list(map(list, first)) == list(map(list, again))
    assert set(map(frozenset, first)) != set(map(frozenset, other))


def test_groups_of_one_are_a_shuffle():
    order = batches.grouped(LABELS, 45, 1)(np.random.default_rng(0))[0]
    assert (np.diff(LABELS[order]) == 0).mean() < 0.5
