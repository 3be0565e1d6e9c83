"""STL-10's binary layout, written here by plain loops and read back."""

import io
import tarfile

import numpy as np
import pytest

from lab.datasets import stl10


def column_major(images):
    """Write images as the publisher does: channel by channel, column by column."""
    written = bytearray()
    for image in images:
        for channel in range(3):
            for column in range(96):
                written += bytes(image[row, column, channel] for row in range(96))
    return bytes(written)


def write(path, content):
    with tarfile.open(path, "w:gz") as tar:
        for name, data in content.items():
            member = tarfile.TarInfo(f"stl10_binary/{name}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


@pytest.fixture
def published(tmp_path):
    random = np.random.default_rng(0)
    images = {part: random.integers(0, 256, (count, 96, 96, 3), np.uint8) for part, count in COUNTS.items()}
    labels = {part: random.permutation(np.arange(count) % 2 + 9) for part, count in COUNTS.items()}
    content = {"class_names.txt": b"airplane\nbird\ncar\ncat\ndeer\ndog\nhorse\nmonkey\nship\ntruck\n"}
    for part in COUNTS:
        content[f"{part}_X.bin"] = column_major(images[part])
        content[f"{part}_y.bin"] = bytes(labels[part].tolist())
    write(tmp_path / "stl10_binary.tar.gz", content)
    return tmp_path / "stl10_binary.tar.gz", images, labels


def test_every_pixel_is_where_it_was(attempt, published):
    archive, images, labels = published
    data = stl10.make(attempt, archive=str(archive), validation=0.5)
    np.testing.assert_array_equal(data["test_images"], images["test"])
    np.testing.assert_array_equal(data["test_labels"], labels["test"] - 1)
    for part in ("train", "validation"):
        rows = [int(name.removeprefix("train-")) for name in data[f"{part}_ids"]]
        np.testing.assert_array_equal(data[f"{part}_images"], images["train"][rows])
        np.testing.assert_array_equal(data[f"{part}_labels"], labels["train"][rows] - 1)


def test_validation_is_carved_from_train_class_by_class(attempt, published):
    archive, _, _ = published
    data = stl10.make(attempt, archive=str(archive), validation=0.5)
    assert np.bincount(data["validation_labels"])[8:].tolist() == [2, 2]
    assert not set(data["validation_ids"]) & set(data["train_ids"])
    assert data["classes"][9] == "truck"


def test_an_archive_without_labels_is_refused(attempt, tmp_path):
    write(tmp_path / "cut.tar.gz", {"train_X.bin": b""})
    with pytest.raises(ValueError, match=r"no class_names.txt, test_X.bin, test_y.bin, train_y.bin in it"):
        stl10.make(attempt, archive=str(tmp_path / "cut.tar.gz"))


COUNTS = {"train": 8, "test": 4}
