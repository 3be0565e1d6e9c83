"""The pets' folders with all that is wrong in them, written here and read back."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image
from torchvision.datasets import ImageFolder

from lab.datasets import pets


def photograph(random, kind="JPEG", mode="RGB", size=(32, 32)):
    content = io.BytesIO()
    picture = Image.fromarray(random.integers(0, 256, (size[1], size[0], 3), np.uint8)).convert(mode)
    picture.save(content, kind)
    return content.getvalue()


def smooth():
    """Give a 90×64 picture whose colours change slowly, so that the way of scaling matters little."""
    content = io.BytesIO()
    down, across = np.mgrid[0:64, 0:90]
    picture = np.stack([2 * across, 3 * down, across + down], axis=2).astype(np.uint8)
    Image.fromarray(picture).save(content, "JPEG", quality=95)
    return content.getvalue()


@pytest.fixture
def published(tmp_path):
    random = np.random.default_rng(0)
    files = {f"{pet}/{number}.jpg": photograph(random) for pet in ("Cat", "Dog") for number in range(20)}
    files["Cat/2.jpg"] = photograph(random, mode="L")
    files["Cat/3.jpg"] = photograph(random, mode="CMYK")
    files["Cat/4.jpg"] = photograph(random, kind="PNG")
    files["Dog/5.jpg"] = smooth()
    files["Cat/6.jpg"], files["Dog/7.jpg"] = b"", b"<html>not found</html>"
    files["Dog/8.jpg"] = files["Dog/8.jpg"][:200]
    files["Cat/Thumbs.db"] = b"thumbs"
    with zipfile.ZipFile(tmp_path / "pets.zip", "w") as zipped:
        for name, content in files.items():
            zipped.writestr(f"PetImages/{name}", content)
    return str(tmp_path / "pets.zip"), files


def all_of(data, what):
    return np.concatenate([data[f"{part}_{what}"] for part in ("train", "validation", "test")])


def test_every_pixel_is_where_it_was_whatever_the_files_mode(attempt, published):
    archive, files = published
    data = pets.make(attempt, archive=archive, size=32)
    for image, label, name in zip(*(all_of(data, k) for k in ("images", "labels", "ids")), strict=True):
        assert name.startswith(("Cat/", "Dog/")[label])
        if name != "Dog/5.jpg":
            np.testing.assert_array_equal(
                image, np.asarray(Image.open(io.BytesIO(files[name])).convert("RGB"))
            )


def test_a_larger_photograph_is_scaled(attempt, published):
    archive, files = published
    data = pets.make(attempt, archive=archive, size=32)
    ours = all_of(data, "images")[all_of(data, "ids") == "Dog/5.jpg"][0]
    peer = Image.open(io.BytesIO(files["Dog/5.jpg"])).resize((32, 32), Image.Resampling.BILINEAR)
    assert np.abs(ours.astype(float) - np.asarray(peer)).mean() < 2


def test_broken_photographs_are_skipped_and_named(attempt, published):
    data = pets.make(attempt, archive=published[0], size=32)
    assert data["skipped"] == ["PetImages/Cat/6.jpg", "PetImages/Dog/7.jpg", "PetImages/Dog/8.jpg"]
    assert len(all_of(data, "ids")) == 37


def test_three_tenths_of_each_class_are_held_out(attempt, published):
    data = pets.make(attempt, archive=published[0], size=32)
    broken = [name.split("/")[1] for name in data["skipped"]]
    missing = np.bincount(data["test_labels"]) - round(0.3 * 20)
    assert all(-broken.count(pet) <= gone <= 0 for pet, gone in zip(("Cat", "Dog"), missing, strict=True))
    assert len(set(all_of(data, "ids"))) == 37


def test_what_is_held_out_does_not_depend_on_what_can_be_read(attempt_anew, published, tmp_path):
    archive, files = published
    with zipfile.ZipFile(tmp_path / "mended.zip", "w") as zipped:
        for name in files:
            zipped.writestr(f"PetImages/{name}", files["Cat/0.jpg"])
    broken, mended = (
        pets.make(attempt_anew(), archive=path, size=32) for path in (archive, str(tmp_path / "mended.zip"))
    )
    for part in ("train", "validation", "test"):
        assert set(broken[f"{part}_ids"]) <= set(mended[f"{part}_ids"])


def test_torchvisions_reader_gives_the_same_pixels_and_labels(attempt, published, tmp_path):
    archive, _ = published
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(tmp_path)
    for name in ("Cat/6.jpg", "Dog/7.jpg", "Dog/8.jpg"):
        (tmp_path / "PetImages" / name).unlink()
    peer = ImageFolder(str(tmp_path / "PetImages"), is_valid_file=lambda path: path.endswith(".jpg"))
    known = {"/".join(path.split("/")[-2:]): row for row, (path, _) in enumerate(peer.samples)}
    data = pets.make(attempt, archive=archive, size=32)
    assert data["classes"].tolist() == peer.classes
    assert set(all_of(data, "ids")) == set(known)
    for image, label, name in zip(*(all_of(data, k) for k in ("images", "labels", "ids")), strict=True):
        if name != "Dog/5.jpg":
            theirs, target = peer[known[name]]
            assert label == target
            np.testing.assert_array_equal(image, np.asarray(theirs))


def test_another_archive_is_refused(attempt, tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as zipped:
        zipped.writestr("readme.txt", "nothing")
    with pytest.raises(ValueError, match=r"no PetImages/ in it"):
        pets.make(attempt, archive=str(tmp_path / "other.zip"))
