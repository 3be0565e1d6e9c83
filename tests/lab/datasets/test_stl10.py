"""STL-10's binary layout, written here by plain loops and read back."""

import errno
import gzip
import io
import re
import tarfile

import numpy as np
import pytest
from torchvision.datasets import STL10

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


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    random = np.random.default_rng(0)
    images = {part: random.integers(0, 256, (count, 96, 96, 3), np.uint8) for part, count in COUNTS.items()}
    labels = {part: random.permutation(np.arange(count) % 2 + 9) for part, count in COUNTS.items()}
    content = {"class_names.txt": b"airplane\nbird\ncar\ncat\ndeer\ndog\nhorse\nmonkey\nship\ntruck\n"}
    for part in COUNTS:
        content[f"{part}_X.bin"] = column_major(images[part])
        content[f"{part}_y.bin"] = bytes(labels[part].tolist())
    write(folder / "stl10_binary.tar.gz", content)
    return folder / "stl10_binary.tar.gz", images, labels


def test_every_pixel_is_where_it_was(attempt, published):
    archive, images, labels = published
    data = stl10.make(attempt, archive=str(archive), validation=0.5)
    np.testing.assert_array_equal(data["test_images"], images["test"])
    np.testing.assert_array_equal(data["test_labels"], labels["test"] - 1)
    for part in ("train", "validation"):
        rows = [int(name.removeprefix("train-")) for name in data[f"{part}_ids"]]
        np.testing.assert_array_equal(data[f"{part}_images"], images["train"][rows])
        np.testing.assert_array_equal(data[f"{part}_labels"], labels["train"][rows] - 1)


def test_torchvisions_reader_gives_the_same_pixels_and_labels(attempt, published, tmp_path, monkeypatch):
    archive, _, _ = published
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    monkeypatch.setattr(STL10, "_check_integrity", lambda self: True)  # these are not the published images
    data = stl10.make(attempt, archive=str(archive), validation=0.5)
    for part, split in (("train", "train"), ("validation", "train"), ("test", "test")):
        peer = STL10(str(tmp_path), split=split)
        rows = [int(name[-5:]) for name in data[f"{part}_ids"]]
        np.testing.assert_array_equal(data[f"{part}_images"], peer.data[rows].transpose(0, 2, 3, 1))
        np.testing.assert_array_equal(data[f"{part}_labels"], peer.labels[rows])
        assert data["classes"].tolist() == peer.classes


def test_validation_is_carved_from_train_class_by_class(attempt, published):
    archive, _, _ = published
    data = stl10.make(attempt, archive=str(archive), validation=0.5)
    assert np.bincount(data["validation_labels"])[8:].tolist() == [2, 2]
    assert not set(data["validation_ids"]) & set(data["train_ids"])
    assert data["classes"][9] == "truck"


NAMES = b"a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"
IMAGE = bytes(96 * 96 * 3)
SOUND = {
    "class_names.txt": NAMES,
    "train_X.bin": IMAGE,
    "train_y.bin": b"\1",
    "test_X.bin": IMAGE,
    "test_y.bin": b"\2",
}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"train_X.bin": IMAGE}, "no class_names.txt, test_X.bin, test_y.bin, train_y.bin in it"),
        (
            SOUND | {"train_X.bin": IMAGE[:-1]},
            "train_X.bin of 27,647 bytes is no list of images of 96 × 96 px",
        ),
        (SOUND | {"train_y.bin": b"\1\1"}, "train has not one label an image"),
        (SOUND | {"test_y.bin": b"\0"}, "has labels that are not 1 … 10"),
        (SOUND | {"test_y.bin": b"\x0b"}, "has labels that are not 1 … 10"),
        (SOUND | {"test_y.bin": bytes(1_000_001)}, "test_y.bin would be 1,000,001 bytes"),
    ],
)
def test_an_archive_that_is_not_the_set_is_refused(attempt, tmp_path, files, said):
    write(tmp_path / "other.tar.gz", files)
    with pytest.raises(ValueError, match=re.escape(said)):
        stl10.make(attempt, archive=str(tmp_path / "other.tar.gz"))


def test_a_list_of_images_of_any_declared_size_is_refused_before_it_is_read(attempt, tmp_path):
    with gzip.open(tmp_path / "bomb.tar.gz", "wb") as packed:
        bomb = tarfile.TarInfo("stl10_binary/train_X.bin")
        bomb.size = 1_000_000 * len(IMAGE)
        packed.write(bomb.tobuf())
    with pytest.raises(ValueError, match=r"train_X.bin of 27,648,000,000 bytes is no list of images"):
        stl10.make(attempt, archive=str(tmp_path / "bomb.tar.gz"))


@pytest.mark.parametrize("tenth", range(1, 10))
def test_an_archive_cut_anywhere_is_refused(attempt, published, tmp_path, tenth):
    whole = published[0].read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) * tenth // 10])
    with pytest.raises(ValueError, match=r"cannot be read|in it; fetch"):
        stl10.make(attempt, archive=str(tmp_path / "cut.tar.gz"))


def test_a_full_disk_is_not_taken_for_a_damaged_archive(attempt, published, monkeypatch):
    def full(*described):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(attempt, "grow", full)
    with pytest.raises(OSError, match="No space left") as caught:
        stl10.make(attempt, archive=str(published[0]))
    assert caught.value.errno == errno.ENOSPC


def test_a_disk_that_fails_is_not_taken_for_a_damaged_archive(attempt, published, monkeypatch, unreadable):
    monkeypatch.setattr(tarfile.TarFile, "extractfile", lambda tar, member: unreadable(io.BytesIO()))
    with pytest.raises(OSError, match="Input/output error"):
        stl10.make(attempt, archive=str(published[0]))


def test_links_and_names_that_lead_elsewhere_are_not_followed(attempt, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(IMAGE)
    with tarfile.open(tmp_path / "hostile.tar.gz", "w:gz") as tar:
        for kind, name in ((tarfile.SYMTYPE, "train_X.bin"), (tarfile.LNKTYPE, "test_X.bin")):
            link = tarfile.TarInfo(f"stl10_binary/{name}")
            link.type, link.linkname = kind, str(secret)
            tar.addfile(link)
        for name, data in SOUND.items():
            member = tarfile.TarInfo(f"../../{name}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    before = sorted(tmp_path.rglob("*"))
    data = stl10.make(attempt, archive=str(tmp_path / "hostile.tar.gz"))
    assert data["test_labels"].tolist() == [1]
    assert sorted(tmp_path.rglob("*")) == before


COUNTS = {"train": 8, "test": 4}
